package main

import (
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"github.com/copydesk/copydesk/internal/eval"
)

func readeck() extractor {
	return extractor{
		name:    "go-readability, readeck",
		module:  "codeberg.org/readeck/go-readability/v2",
		options: "html.Parse; ParseAndMutate of the default parser; RenderText",
		facts:   true,
		extract: func(s source) (answer, error) {
			doc, err := html.Parse(strings.NewReader(s.html))
			if err != nil {
				return answer{}, err
			}
			at, _ := url.ParseRequestURI(s.url)
			parser := readability.NewParser()
			r, err := parser.ParseAndMutate(doc, at)
			if err != nil {
				return answer{}, err
			}
			a := answer{title: r.Title(), authors: eval.ReadByline(r.Byline())}
			if published, err := r.PublishedTime(); err == nil {
				a.date = day(published)
			}
			if r.Node == nil { // no article was found
				return a, nil
			}
			var b strings.Builder
			err = r.RenderText(&b)
			a.text = b.String()
			return a, err
		},
	}
}
