package main

import (
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (d *desk) showCommand() *cobra.Command {
	f, page := &form{}, false
	c := &cobra.Command{
		Use:   "show articles/ID",
		Short: "Print an article of the corpus",
		Example: `  copydesk show articles/abcdefghijklmnopqrstuvwxyz
  copydesk show --page articles/abcdefghijklmnopqrstuvwxyz > page.html   # the bytes as they were sent
  copydesk show -o json articles/abcdefghijklmnopqrstuvwxyz`,
		GroupID:           groupCorpus,
		Args:              someArguments("the name of one article, articles/ID", true),
		ValidArgsFunction: d.completeNames,
		RunE:              func(c *cobra.Command, args []string) error { return d.show(c, fullName(args[0]), f, page) },
	}
	f.outputFlag(c, "text", "json")
	c.Flags().BoolVar(&page, "page", false, "print the page or text as it was sent, byte for byte")
	return c
}

func (d *desk) show(c *cobra.Command, name string, f *form, page bool) error {
	service, done, err := d.connect(c.Context(), true)
	if err != nil {
		return err
	}
	defer done()
	answer, err := service.GetArticle(c.Context(), &copydeskv1.GetArticleRequest{Name: name})
	switch {
	case err != nil:
		return d.failed(name, err)
	case page:
		return d.printPage(answer.GetArticle())
	case f.output.value == "json":
		return d.out.json(answer)
	}
	clean, err := service.Clean(c.Context(), &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Name{Name: name}}})
	if err != nil {
		return d.failed(name, err)
	}
	info := answer.GetInfo()
	d.out.para("", "", part{joined(" · ", info.GetName(), info.GetUrl(), info.GetLanguage(), megabytes(info.GetSizeBytes())), dim})
	d.out.newline()
	d.out.article(clean)
	return d.warn(name, clean.GetWarnings())
}

// printPage writes an article as it was sent. That is for files and programs: a
// terminal would obey it.
func (d *desk) printPage(a *copydeskv1.Article) error {
	if d.out.terminal {
		return status.Error(codes.FailedPrecondition, "--page writes the page as it was sent, which a terminal would obey: wanted a file or a pipe")
	}
	d.out.raw(a.GetPage())
	d.out.raw([]byte(a.GetText()))
	return nil
}
