package main

import (
	"strings"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/page"
)

func copydesk() extractor {
	return extractor{
		name:    "copydesk",
		options: "page.ParseString as HTML in UTF-8, text forms page.FromText; clean.Clean with the URL",
		facts:   true,
		extract: func(s source) (answer, error) {
			p, err := parse(s)
			if err != nil {
				return answer{}, err
			}
			hints := clean.Hints{URL: s.url}
			var c *clean.Copy
			if s.weights == nil {
				c = clean.Clean(p, hints)
			} else {
				c = s.weights.Clean(p, hints)
			}
			a := answer{text: c.Text, title: c.Title, date: c.Published}
			if len(c.Authors) > 0 {
				a.authors = eval.Bylines{c.Authors}
			}
			return a, nil
		},
	}
}

// everything keeps all text of the page.
func everything() extractor {
	return extractor{
		name:    "all text",
		options: "the baseline: every block that copydesk's page package finds",
		extract: func(s source) (answer, error) {
			p, err := parse(s)
			if err != nil {
				return answer{}, err
			}
			var b strings.Builder
			for _, block := range p.Blocks {
				b.WriteString(block.Text + "\n")
			}
			return answer{text: b.String()}, nil
		},
	}
}

func parse(s source) (*page.Page, error) {
	if s.text != "" {
		return page.FromText(s.text)
	}
	return page.ParseString(s.html, "text/html; charset=utf-8")
}
