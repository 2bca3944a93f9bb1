package main

import (
	"net/url"
	"strings"

	gotrafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/copydesk/copydesk/internal/eval"
)

// trafilatura is called as the "Trafilatura + Fallback" of its own comparison
// is (scripts/comparison/content.go of the module), its best row.
func trafilatura() extractor {
	return extractor{
		name:    "go-trafilatura",
		module:  "github.com/markusmobius/go-trafilatura",
		options: "html.Parse; ExtractDocument, EnableFallback, ExcludeComments, Balanced, OriginalURL; ContentText",
		facts:   true,
		extract: func(s source) (answer, error) {
			doc, err := html.Parse(strings.NewReader(s.html))
			if err != nil {
				return answer{}, err
			}
			options := gotrafilatura.Options{EnableFallback: true, ExcludeComments: true, Focus: gotrafilatura.Balanced}
			options.OriginalURL, _ = url.ParseRequestURI(s.url)
			r, err := gotrafilatura.ExtractDocument(doc, options)
			if err != nil {
				return answer{}, err
			}
			return answer{r.ContentText, r.Metadata.Title, eval.ReadByline(r.Metadata.Author), day(r.Metadata.Date)}, nil
		},
	}
}
