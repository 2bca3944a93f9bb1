package main

import (
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2/render"
	"github.com/go-shiori/go-readability"
	"golang.org/x/net/html"

	"github.com/copydesk/copydesk/internal/eval"
)

// shiori's own text lacks the breaks between paragraphs, which costs it .007
// token F1 on every third page of web-dev, so it is written out by the renderer
// that its successor has for this.
func shiori() extractor {
	return extractor{
		name:    "go-readability, go-shiori",
		module:  "github.com/go-shiori/go-readability",
		options: "html.Parse; FromDocument; Node through readeck's render.InnerText, for TextContent glues paragraphs",
		facts:   true,
		extract: func(s source) (answer, error) {
			doc, err := html.Parse(strings.NewReader(s.html))
			if err != nil {
				return answer{}, err
			}
			at, _ := url.ParseRequestURI(s.url)
			r, err := readability.FromDocument(doc, at)
			if err != nil {
				return answer{}, err
			}
			a := answer{title: r.Title, authors: eval.ReadByline(r.Byline)}
			if r.Node != nil { // an article was found
				a.text = render.InnerText(r.Node)
			}
			if r.PublishedTime != nil {
				a.date = day(*r.PublishedTime)
			}
			return a, nil
		},
	}
}
