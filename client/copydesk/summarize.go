package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// summarizeFlags are what summarize can be asked for.
type summarizeFlags struct {
	storyFlags
	sentences, words int32
	whole            bool
}

func (d *desk) summarizeCommand() *cobra.Command {
	f := &summarizeFlags{}
	c := &cobra.Command{
		Use:   "summarize [FILE | DIR | articles/ID | -]...",
		Short: "Print a summary of one article or of a story",
		Long: `Summarize prints one summary of all the articles that it is given, made of
sentences that stand in them. With --query it prints what bears on the query;
with --query and no articles it looks for them in the corpus.

Datelines, a leading "Meanwhile," and asides in brackets are left out, and a name
in brackets stands for an opening "he" or "she", unless --whole is given. Where
articles disagree on what a sentence says, both sides follow the summary.
-o markdown prints the same for a page: the sources are footnotes.`,
		Example: `  copydesk summarize page.html
  copydesk summarize --words 100 story/
  copydesk summarize -o markdown --words 100 story/ > brief.md
  copydesk summarize --query "who pays for the dam" story/*.html
  copydesk summarize --query "lake dam"                    # from the corpus`,
		GroupID: groupArticles,
		RunE:    func(c *cobra.Command, args []string) error { return d.summarize(c, args, f) },
	}
	c.Flags().Int32Var(&f.sentences, "sentences", 0, "`N` sentences at the most (default 3, or as many as --words takes)")
	c.Flags().Int32Var(&f.words, "words", 0, "`N` words at the most; no sentence is cut")
	c.Flags().BoolVar(&f.whole, "whole", false, "leave every sentence as it stands")
	f.flags(c, "`WORDS` to answer; without articles also what to look for in the corpus", "text", "markdown", "json")
	return c
}

func (d *desk) summarize(c *cobra.Command, args []string, f *summarizeFlags) error {
	var answer *copydeskv1.SummarizeResponse
	inputs, b, err := d.over(c, args, &f.storyFlags, func(service *client.Client, articles []*copydeskv1.Article, selection *copydeskv1.ArticleSelection) (err error) {
		answer, err = service.Summarize(c.Context(), &copydeskv1.SummarizeRequest{
			Articles: articles, Selection: selection, Query: f.query,
			MaxSentences: f.sentences, MaxWords: f.words, OffsetUnit: f.unit(), WholeSentences: f.whole,
		})
		return err
	})
	if err != nil {
		return err
	}
	if f.output.value == "json" {
		if err := d.out.json(answer); err != nil {
			return err
		}
		return b.end()
	}
	if f.output.value == "markdown" {
		d.out.raw([]byte(markdownSummary(inputs, answer)))
	} else {
		d.out.summary(inputs, answer)
	}
	if err := d.out.flush(); err != nil {
		return err
	}
	d.warnStory(inputs, answer.GetArticles(), answer.GetWarnings())
	return b.end()
}

// summary prints a summary, and below it where its sentences stand. Where there
// is only one article, the numbers would say nothing.
func (p *printer) summary(inputs []input, answer *copydeskv1.SummarizeResponse) {
	infos := answer.GetArticles()
	var notes footnotes
	var text []part
	for _, s := range answer.GetSentences() {
		text = append(text, part{" " + sentenceText(s), normal})
		marks := notes.marks(append([]*copydeskv1.Excerpt{s.GetExcerpt()}, s.GetAlsoIn()...))
		if len(infos) > 1 {
			text = append(text, part{" " + marks, dim})
		}
	}
	if len(text) > 0 {
		p.para("", "", text...)
		p.newline()
	}
	for _, c := range answer.GetConflicts() {
		p.para("Articles disagree: ", "  ", part{c.GetExplanation(), normal})
		for _, same := range sides(c) {
			p.para("  ", "    ", part{"“" + same[0].GetText() + "”", normal}, part{" " + notes.marks(same), dim})
		}
		p.newline()
	}
	for n, article := range notes.articles {
		if int(article) >= len(infos) {
			continue // a number that the answer does not explain
		}
		line := articleLine(infos[article], articleName(inputs, infos, int(article)))
		first, rest := "", ""
		if len(infos) > 1 {
			first, rest = fmt.Sprintf("[%d] ", n+1), "    "
		}
		p.para(first, rest, line...)
	}
}

// sides gives the claims of a conflict, those with the same words together.
func sides(c *copydeskv1.SummaryConflict) [][]*copydeskv1.Excerpt {
	var all [][]*copydeskv1.Excerpt
	for _, claim := range c.GetClaims() {
		at := slices.IndexFunc(all, func(same []*copydeskv1.Excerpt) bool { return same[0].GetText() == claim.GetText() })
		if at < 0 {
			all = append(all, []*copydeskv1.Excerpt{claim})
		} else {
			all[at] = append(all[at], claim)
		}
	}
	return all
}

// sentenceText gives a sentence as the summary has it.
func sentenceText(s *copydeskv1.SummarySentence) string {
	if s.GetText() == "" { // a server from before there was this field
		return s.GetExcerpt().GetText()
	}
	return s.GetText()
}

// footnotes number articles in the order in which they are first pointed to.
type footnotes struct{ articles []int32 }

// marks gives the numbers of the articles of excerpts, each once: "[1][3]".
func (f *footnotes) marks(excerpts []*copydeskv1.Excerpt) string {
	all := ""
	for _, e := range excerpts {
		if mark := f.mark(e); !strings.Contains(all, mark) {
			all += mark
		}
	}
	return all
}

// mark gives the number of the article that an excerpt is from: "[2]".
func (f *footnotes) mark(e *copydeskv1.Excerpt) string {
	for i, article := range f.articles {
		if article == e.GetArticle() {
			return fmt.Sprintf("[%d]", i+1)
		}
	}
	f.articles = append(f.articles, e.GetArticle())
	return fmt.Sprintf("[%d]", len(f.articles))
}
