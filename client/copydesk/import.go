package main

import (
	"context"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// importFlags are what import can be asked for.
type importFlags struct {
	details
	form
}

func (d *desk) importCommand() *cobra.Command {
	f := &importFlags{}
	c := &cobra.Command{
		Use:   "import [FILE | DIR | -]...",
		Short: "Keep articles in the corpus",
		Long: `Import keeps articles, so that they can be named, listed and searched. The same
article twice is one article: an import that was broken off is simply run again.
One that fails fails alone.

A .jsonl file holds one article a line, {"text": "...", "url": "...",
"publishTime": "2025-03-04T00:00:00Z"}, with "html" in place of "text" for a page.`,
		Example: `  copydesk import story/
  copydesk import crawl.jsonl
  zcat crawl.jsonl.gz | copydesk import -`,
		GroupID: groupCorpus,
		RunE:    func(c *cobra.Command, args []string) error { return d.importArticles(c, args, f) },
	}
	f.outputFlag(c, "text", "json")
	f.details.flags(c)
	return c
}

func (d *desk) importArticles(c *cobra.Command, args []string, f *importFlags) error {
	sources, err := d.sources(c, args)
	if err != nil {
		return err
	}
	service, done, err := d.connect(c.Context(), true)
	if err != nil {
		return err
	}
	defer done()
	bar := d.startProgress(sources)
	b := newBatch(d)
	existed, err := d.importAll(c.Context(), service, b, f, sources, bar)
	if failure := b.end(); err == nil {
		err = failure
	}
	bar.stop()
	if f.output.value == "text" {
		d.out.row(part{"imported " + thousands(b.done) + ", already there " + thousands(existed) + ", failed " + thousands(b.lost), normal})
	}
	if c.Context().Err() != nil {
		d.complain("interrupted: what was imported is kept; run it again to go on")
		return reported{status.FromContextError(c.Context().Err()).Err()}
	}
	return err
}

// importAll sends the articles and says how many were there already.
func (d *desk) importAll(ctx context.Context, service *client.Client, b *batch, f *importFlags, sources []source, bar *progress) (existed int, err error) {
	requests := func(yield func(*copydeskv1.ImportArticlesRequest) bool) {
		for a := range b.articles(f.inputs(sources)) {
			if !yield(&copydeskv1.ImportArticlesRequest{Article: a}) {
				return
			}
		}
	}
	for answer, err := range service.Import(ctx, requests, client.StreamOptions{InFlight: importInFlight}) {
		if err != nil {
			return existed, err
		}
		in := b.answered(answer.GetIndex())
		switch s := status.FromProto(answer.GetStatus()); {
		case s.Code() != codes.OK:
			b.fail(in, s.Err())
		case answer.GetExisted():
			existed++
		default:
			b.done++
		}
		if f.output.value == "json" {
			if err := d.out.json(answer); err != nil {
				return existed, err
			}
		}
		bar.add(in.size, b.done+existed, b.lost)
	}
	return existed, nil
}

// importInFlight is how many articles an import has under way: the server
// writes those that come together to disk together.
const importInFlight = 64
