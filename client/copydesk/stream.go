package main

import (
	"iter"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// eachArticle sends the inputs as one stream and hands each answer to show, in
// the order of the inputs, as soon as it is there. The request is the same for
// all of them, but for the article. What failed is reported and stops nothing.
func (d *desk) eachArticle(c *cobra.Command, args []string, x *details, request *copydeskv1.ProcessArticlesRequest, show func(place, *copydeskv1.ProcessArticlesResponse) error) error {
	sources, err := d.sources(c, args)
	if err != nil {
		return err
	}
	service, done, err := d.connect(c.Context(), wantCorpus(sources))
	if err != nil {
		return err
	}
	defer done()
	b := newBatch(d)
	requests := func(yield func(*copydeskv1.ProcessArticlesRequest) bool) {
		for a := range b.articles(x.inputs(sources)) {
			if !yield(&copydeskv1.ProcessArticlesRequest{Article: a, Tasks: request.GetTasks(), OffsetUnit: request.GetOffsetUnit()}) {
				return
			}
		}
	}
	err = d.showAll(b, service.Process(c.Context(), requests, client.StreamOptions{Ordered: true}),
		place{several: len(sources) > 1 || sources[0].many()}, show)
	if failure := b.end(); err == nil {
		err = failure
	}
	if b.lost > 0 && b.done > 0 {
		d.complain("%s of %s failed", thousands(b.lost), count(b.done+b.lost, "input"))
	}
	return err
}

// showAll hands the answers to show, as they come.
func (d *desk) showAll(b *batch, answers iter.Seq2[*copydeskv1.ProcessArticlesResponse, error], at place, show func(place, *copydeskv1.ProcessArticlesResponse) error) error {
	for answer, err := range answers {
		if err != nil {
			return err
		}
		in := b.answered(answer.GetIndex())
		if s := status.FromProto(answer.GetStatus()); s.Code() != codes.OK {
			b.fail(in, s.Err())
			continue
		}
		at.name = in.name
		if err := show(at, answer); err != nil {
			return err
		}
		if err := d.out.flush(); err != nil {
			return err
		}
		at.follows = true
		b.done++
	}
	return nil
}

// place is where an answer stands among several.
type place struct {
	name    string // of the input
	several bool   // there are others
	follows bool   // one was printed before
}

// heading sets off the answers to several inputs from each other.
func (p *printer) heading(at place) {
	if !at.several {
		return
	}
	if at.follows {
		p.newline()
	}
	p.rule(at.name)
	p.newline()
}
