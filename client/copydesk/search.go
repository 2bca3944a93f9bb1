package main

import (
	"strings"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

func (d *desk) searchCommand() *cobra.Command {
	f, limit := &form{}, 0
	c := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Search titles and clean copy of the corpus, best match first",
		Long: `Search finds the articles that have all the words. "Words in quotation marks"
are a phrase, -word leaves out what has the word, word* finds what begins so.`,
		Example: `  copydesk search lake dam
  copydesk search '"clean copy" -menu'
  copydesk search -o json lake | jq -r .article.name`,
		GroupID: groupCorpus,
		Args:    someArguments("words to search for", false),
		RunE:    func(c *cobra.Command, args []string) error { return d.search(c, strings.Join(args, " "), f, limit) },
	}
	f.outputFlag(c, "text", "json")
	c.Flags().IntVar(&limit, "limit", 20, "`N` articles at the most; 0: all")
	return c
}

func (d *desk) search(c *cobra.Command, query string, f *form, limit int) error {
	if limit < 0 {
		return usagef(c, "--limit %d: wanted 0 or more", limit)
	}
	service, done, err := d.connect(c.Context(), true)
	if err != nil {
		return err
	}
	defer done()
	request := &copydeskv1.SearchArticlesRequest{Query: query, PageSize: firstPage(limit)}
	for n := 0; ; {
		page, err := service.SearchArticles(c.Context(), request)
		if err != nil {
			return err
		}
		for _, m := range page.GetMatches() {
			if err := d.printMatch(m, f, n == 0); err != nil {
				return err
			}
			if n++; n == limit {
				return nil
			}
		}
		if request.PageToken = page.GetNextPageToken(); request.PageToken == "" {
			if n == 0 {
				d.complain("nothing in the corpus matches")
			}
			return nil
		}
	}
}

func (d *desk) printMatch(m *copydeskv1.SearchMatch, f *form, first bool) error {
	if f.output.value == "json" {
		return d.out.json(m)
	}
	if !first {
		d.out.newline()
	}
	a := m.GetArticle()
	d.out.para("", "", titleOf(a))
	d.out.para("  ", "  ", part{joined(" · ", a.GetName(), a.GetSite(), spokenDate(a.GetPublishDate())), blue})
	d.out.para("  ", "  ", part{m.GetSnippet(), normal})
	return nil
}
