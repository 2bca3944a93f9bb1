package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/page"
)

// ceiling prints the F1 that the labels themselves would give: what no model
// that decides block by block can be better than, but for what is dropped as
// the title or as said already.
func ceiling(sets fs.FS, out io.Writer) error {
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return err
		}
		for _, form := range []struct {
			name  string
			parse func(*eval.CleanPage) (*page.Page, error)
		}{
			{"html", func(p *eval.CleanPage) (*page.Page, error) {
				return page.ParseString(p.HTML, "text/html; charset=utf-8")
			}},
			{"flat", func(p *eval.CleanPage) (*page.Page, error) { return page.FromText(p.Flat) }},
			{"flatmid", func(p *eval.CleanPage) (*page.Page, error) { return page.FromText(p.FlatMid) }},
		} {
			f1 := eval.Mean(pages, func(p eval.CleanPage) float64 {
				parsed, err := form.parse(&p)
				if err != nil {
					parsed = &page.Page{}
				}
				return eval.WordOverlap(labelledText(parsed, p.Gold), p.Gold).F1()
			})
			fmt.Fprintf(out, "%-20s %6.2f\n", set+" "+form.name, 100*f1)
		}
	}
	return factCeiling(sets, out)
}

// labelledText gives the text of the blocks that are labelled as body.
func labelledText(p *page.Page, body string) string {
	var b strings.Builder
	for i, is := range newGold(body).label(p, 1).body {
		if is {
			b.WriteString(p.Blocks[i].Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
