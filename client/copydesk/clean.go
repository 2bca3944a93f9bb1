package main

import (
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// cleanFlags are what clean can be asked for.
type cleanFlags struct {
	details
	form
	removed bool
}

func (d *desk) cleanCommand() *cobra.Command {
	f := &cleanFlags{}
	c := &cobra.Command{
		Use:   "clean [FILE | DIR | articles/ID | -]...",
		Short: "Print the article without the rest of its page",
		Long: `Clean prints the article that stands in a page: its own text, its title, who
wrote it, where and when. With --removed it says what else was on the page and
why it is no part of the article.`,
		Example: `  copydesk clean page.html
  curl -s https://news.example/story | copydesk clean -
  copydesk clean -o json crawl.jsonl | jq -r .title    # one line for each article
  copydesk clean --removed articles/abcdefghijklmnopqrstuvwxyz`,
		GroupID: groupArticles,
		RunE:    func(c *cobra.Command, args []string) error { return d.clean(c, args, f) },
	}
	f.outputFlag(c, "text", "json")
	c.Flags().BoolVar(&f.removed, "removed", false, "also print what was dropped, and why")
	f.offsetsFlag(c)
	f.details.flags(c)
	return c
}

func (d *desk) clean(c *cobra.Command, args []string, f *cleanFlags) error {
	request := &copydeskv1.ProcessArticlesRequest{Tasks: []copydeskv1.Task{copydeskv1.Task_TASK_CLEAN}, OffsetUnit: f.unit()}
	return d.eachArticle(c, args, &f.details, request, func(at place, answer *copydeskv1.ProcessArticlesResponse) error {
		if f.output.value == "json" {
			return d.out.json(answer.GetClean())
		}
		d.out.heading(at)
		d.out.article(answer.GetClean())
		if f.removed {
			d.out.removed(answer.GetClean())
		}
		return d.warn(at.name, answer.GetClean().GetWarnings())
	})
}
