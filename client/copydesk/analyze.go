package main

import (
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// analyzeFlags are what analyze can be asked for.
type analyzeFlags struct {
	details
	form
	trees bool
}

func (d *desk) analyzeCommand() *cobra.Command {
	f := &analyzeFlags{}
	c := &cobra.Command{
		Use:   "analyze [FILE | DIR | articles/ID | -]...",
		Short: "Print what an article is made of: sentences, names, amounts, times, who says what",
		Long: `Analyze prints the language layers of each article: names, amounts, times, who
says what, sentences, and with --trees each word with its dictionary form, its
part of speech and what it depends on. With -o conllu it prints sentences, words
and trees as CoNLL-U in the terms of Universal Dependencies, with one "# newdoc"
for each article and _ for what is not known.`,
		Example: `  copydesk analyze page.html
  echo "The ferry stays in port." | copydesk analyze --trees -
  copydesk analyze -o json page.html | jq -r '.entities[].name'
  copydesk analyze -o conllu story/ > story.conllu`,
		GroupID: groupArticles,
		RunE:    func(c *cobra.Command, args []string) error { return d.analyze(c, args, f) },
	}
	f.outputFlag(c, "text", "json", "conllu")
	f.offsetsFlag(c)
	c.Flags().BoolVar(&f.trees, "trees", false, "show the words of each sentence and what they depend on")
	f.details.flags(c)
	return c
}

func (d *desk) analyze(c *cobra.Command, args []string, f *analyzeFlags) error {
	request := &copydeskv1.ProcessArticlesRequest{Tasks: []copydeskv1.Task{copydeskv1.Task_TASK_ANALYZE}, OffsetUnit: f.unit()}
	if f.output.value == "conllu" {
		request.OffsetUnit = copydeskv1.OffsetUnit_OFFSET_UNIT_BYTES // to be reckoned with, not shown
	}
	return d.eachArticle(c, args, &f.details, request, func(at place, answer *copydeskv1.ProcessArticlesResponse) error {
		analysis := answer.GetAnalysis()
		switch f.output.value {
		case "json":
			return d.out.json(analysis)
		case "conllu":
			d.out.conllu(at.name, analysis)
			return nil
		}
		d.out.heading(at)
		d.out.layers(analysis, f.trees)
		return d.warn(at.name, analysis.GetWarnings())
	})
}
