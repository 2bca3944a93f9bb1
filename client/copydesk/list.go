package main

import (
	"context"
	"iter"
	"strings"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// pageSize is how many articles are asked for at a time: as many as a server
// gives.
const pageSize = 1000

func (d *desk) listCommand() *cobra.Command {
	f, limit := &form{}, 0
	c := &cobra.Command{
		Use:   "list",
		Short: "List the articles of the corpus",
		Example: `  copydesk list
  copydesk list --limit 20
  copydesk list -o json | jq -r .name`,
		GroupID: groupCorpus,
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return d.list(c, f, limit) },
	}
	f.outputFlag(c, "text", "json")
	c.Flags().IntVar(&limit, "limit", 0, "`N` articles at the most (default all)")
	return c
}

func (d *desk) list(c *cobra.Command, f *form, limit int) error {
	if limit < 0 {
		return usagef(c, "--limit %d: wanted 0 or more", limit)
	}
	service, done, err := d.connect(c.Context(), true)
	if err != nil {
		return err
	}
	defer done()
	n := 0
	for article, err := range corpusArticles(c.Context(), service, limit) {
		if err != nil {
			return err
		}
		n++
		if f.output.value == "json" {
			err = d.out.json(article)
		} else {
			d.out.entry(article)
		}
		if err != nil {
			return err
		}
	}
	if n == 0 {
		d.complain("the corpus is empty; copydesk import puts articles into it")
	}
	return nil
}

// corpusArticles gives the articles in the order of their import, so many at the
// most; 0: all. An error is the last.
func corpusArticles(ctx context.Context, service *client.Client, limit int) iter.Seq2[*copydeskv1.CorpusArticle, error] {
	return func(yield func(*copydeskv1.CorpusArticle, error) bool) {
		request := &copydeskv1.ListArticlesRequest{PageSize: firstPage(limit)}
		for n := 0; ; {
			page, err := service.ListArticles(ctx, request)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, article := range page.GetArticles() {
				if n++; !yield(article, nil) || n == limit {
					return
				}
			}
			if request.PageToken = page.GetNextPageToken(); request.PageToken == "" {
				return
			}
		}
	}
}

// firstPage is how many articles to ask for where so many are wanted; 0: all.
func firstPage(limit int) int32 {
	if limit == 0 {
		return pageSize
	}
	return int32(min(limit, pageSize))
}

// fullName gives the name of an article whose id was given with or without what
// names begin with.
func fullName(name string) string {
	if strings.HasPrefix(name, corpusPrefix) {
		return name
	}
	return corpusPrefix + name
}

// nameColumns is how wide the names of articles are: "articles/" and 128 bits
// in base32.
const nameColumns = 35

// entry prints one line of the list.
func (p *printer) entry(a *copydeskv1.CorpusArticle) {
	site, title := 20, titleOf(a)
	if p.terminal {
		if p.width < 120 {
			site = 12
		}
		title.words = p.fit(title.words, max(20, p.width-nameColumns-len("2025-03-04")-site-6))
	}
	if title.style == bold {
		title.style = normal
	}
	p.row(part{p.fit(a.GetName(), nameColumns) + "  ", dim}, part{p.fit(day(a.GetPublishDate()), 10) + "  ", normal},
		part{p.fit(a.GetSite(), site) + "  ", blue}, title)
}

// titleOf gives the title of an article, or says that it has none.
func titleOf(a *copydeskv1.CorpusArticle) part {
	if a.GetTitle() == "" {
		return part{"(no title)", dim}
	}
	return part{a.GetTitle(), bold}
}

// day gives the day of a date, or what there is of it.
func day(date string) string { return date[:min(len(date), len("2025-03-04"))] }
