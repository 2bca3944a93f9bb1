package main

import (
	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// storyFlags are what the verbs that answer over several articles share.
type storyFlags struct {
	details
	form
	query string
	most  int32
}

// flags adds the flags that verbs over a story share: what --query is for, and
// the forms of the answer.
func (f *storyFlags) flags(c *cobra.Command, query string, forms ...string) {
	f.outputFlag(c, forms...)
	c.Flags().StringVar(&f.query, "query", "", query)
	c.Flags().Int32Var(&f.most, "max-articles", 0, "`N` articles of the corpus at the most, best match first (default 20)")
	f.offsetsFlag(c)
	f.details.flags(c)
}

// selection chooses articles of the corpus; nil where the arguments say which.
func (f *storyFlags) selection(args []string) *copydeskv1.ArticleSelection {
	if f.query == "" || len(args) > 0 {
		return nil
	}
	return &copydeskv1.ArticleSelection{Query: f.query, MaxArticles: f.most}
}

// over gets an answer over all inputs, or over a selection from the corpus. It
// gives the inputs that the answer is about, none for a selection, and the
// account of those that failed.
func (d *desk) over(c *cobra.Command, args []string, f *storyFlags, call func(*client.Client, []*copydeskv1.Article, *copydeskv1.ArticleSelection) error) ([]input, *batch, error) {
	b := newBatch(d)
	selection := f.selection(args)
	var sources []source
	if selection == nil {
		var err error
		if sources, err = d.sources(c, args); err != nil {
			return nil, b, err
		}
	}
	service, done, err := d.connect(c.Context(), selection != nil || wantCorpus(sources))
	if err != nil {
		return nil, b, err
	}
	defer done()
	if selection != nil {
		return nil, b, call(service, nil, selection)
	}
	inputs, err := b.whole(f.inputs(sources))
	if err != nil {
		return nil, b, err
	}
	if len(inputs) == 0 {
		return nil, b, b.end()
	}
	inputs, err = b.over(inputs, func(articles []*copydeskv1.Article) error { return call(service, articles, nil) })
	return inputs, b, err
}

// warnStory writes the warnings of an answer over several articles, each with
// the file it is about.
func (d *desk) warnStory(inputs []input, infos []*copydeskv1.ArticleInfo, whole []*copydeskv1.Warning) {
	for i, info := range infos {
		d.warn(articleName(inputs, infos, i), info.GetWarnings())
	}
	for _, w := range whole {
		d.complain("warning: %s", w.GetMessage())
	}
}

// articleName gives what the caller knows an article as: its file, or its name
// in the corpus.
func articleName(inputs []input, infos []*copydeskv1.ArticleInfo, i int) string {
	if i < len(inputs) {
		return inputs[i].name
	}
	return infos[i].GetName()
}

// articleLine says which article it is: title, site, date, file.
func articleLine(info *copydeskv1.ArticleInfo, name string) []part {
	rest := part{joined(" · ", info.GetSite(), spokenDate(info.GetPublishDate()), name), dim}
	if info.GetTitle() == "" {
		return []part{rest}
	}
	return []part{{info.GetTitle(), normal}, {" — ", dim}, rest}
}
