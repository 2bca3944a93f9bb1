package main

import (
	"net/url"
	"strings"

	"github.com/araddon/dateparse"
	distiller "github.com/markusmobius/go-domdistiller"
	"golang.org/x/net/html"

	"github.com/copydesk/copydesk/internal/eval"
)

// domDistiller gives dates as the page writes them; they are read by what both
// readabilities read theirs with.
func domDistiller() extractor {
	return extractor{
		name:    "go-domdistiller",
		module:  "github.com/markusmobius/go-domdistiller",
		options: "html.Parse; Apply, OriginalURL, SkipPagination; Text; dates read by araddon/dateparse",
		facts:   true,
		extract: func(s source) (answer, error) {
			doc, err := html.Parse(strings.NewReader(s.html))
			if err != nil {
				return answer{}, err
			}
			at, _ := url.ParseRequestURI(s.url)
			r, err := distiller.Apply(doc, &distiller.Options{OriginalURL: at, SkipPagination: true})
			if err != nil {
				return answer{}, err
			}
			a := answer{text: r.Text, title: r.Title, authors: eval.ReadByline(r.MarkupInfo.Author)}
			if list := r.MarkupInfo.Article.Authors; len(list) > 0 {
				a.authors = append(a.authors, list)
			}
			if published, err := dateparse.ParseAny(r.MarkupInfo.Article.PublishedTime); err == nil {
				a.date = day(published)
			}
			return a, nil
		},
	}
}
