package main

import (
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

func (d *desk) deleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "delete articles/ID...",
		Short: "Forget articles of the corpus",
		Example: `  copydesk delete articles/abcdefghijklmnopqrstuvwxyz
  copydesk search -o json --limit 0 draft | jq -r .article.name | xargs copydesk delete`,
		GroupID:           groupCorpus,
		Args:              someArguments("names of articles, articles/ID", false),
		ValidArgsFunction: d.completeNames,
		RunE:              d.delete,
	}
}

// delete forgets the articles one by one; one that is not there stops nothing.
func (d *desk) delete(c *cobra.Command, names []string) error {
	service, done, err := d.connect(c.Context(), true)
	if err != nil {
		return err
	}
	defer done()
	var first error
	for _, name := range names {
		name = fullName(name)
		if _, err := service.DeleteArticle(c.Context(), &copydeskv1.DeleteArticleRequest{Name: name}); err != nil {
			if err = d.failed(name, err); first == nil {
				first = err
			}
			if c.Context().Err() != nil {
				break
			}
			continue
		}
		d.out.row(part{"deleted " + name, normal})
	}
	return first
}
