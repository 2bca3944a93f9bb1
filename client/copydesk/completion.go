package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"
)

// completionTime is how long the shell is kept waiting for names of articles,
// and completionNames how many it is given.
const (
	completionTime  = 2 * time.Second
	completionNames = 100
)

// completeNames offers the shell the articles of the corpus, with their titles.
// Whatever goes wrong, it offers nothing.
func (d *desk) completeNames(c *cobra.Command, _ []string, begin string) ([]cobra.Completion, cobra.ShellCompDirective) {
	const only = cobra.ShellCompDirectiveNoFileComp
	ctx, cancel := context.WithTimeout(context.Background(), completionTime)
	defer cancel()
	service, done, err := d.connect(ctx, true)
	if err != nil {
		return nil, only
	}
	defer done()
	var names []cobra.Completion
	for article, err := range corpusArticles(ctx, service, completionNames) {
		if err != nil {
			break
		}
		names = append(names, cobra.CompletionWithDesc(article.GetName(), plain(article.GetTitle())))
	}
	return names, only
}
