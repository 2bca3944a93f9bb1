// Package sample holds the articles that ship with the project: eight scraped
// pages, written for it, on one invented event, and for each what a careful
// reader would keep of it. README.md says what is built into them.
//
// It stands beside the road: tests and tools import it, the service does not.
package sample

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed articles gold
var files embed.FS

// An Article is one page of the sample, as a scraper would have stored it.
type Article struct {
	Name        string // file name: "01-harbour-courier.html"
	Page        []byte // as fetched, in whatever charset; the caller's own copy
	ContentType string // as in the HTTP header; for HTML without a charset, so that the page's own word counts
}

// Articles returns the sample in the order of its file names.
func Articles() []Article {
	var articles []Article
	for _, name := range names() {
		articles = append(articles, Article{
			Name:        name,
			Page:        read("articles/" + name),
			ContentType: contentType(name),
		})
	}
	return articles
}

// Folder returns the folder of pages as a file system, with the files of
// [Articles] and nothing else at its root.
func Folder() fs.FS {
	// Sub fails only on a path that is not valid, and this one is a constant.
	folder, _ := fs.Sub(files, "articles")
	return folder
}

// A GoldArticle is what a careful reader would keep of one page. The text is
// UTF-8 with every run of white space, no-break spaces included, as one space.
type GoldArticle struct {
	Name       string   // of the page: "01-harbour-courier.html"
	Title      string   // without the site's name
	Date       string   // ISO 8601, as exact as the page states it: a day, with or without a time; empty if it states none of its own
	Authors    []string // in the order of the byline, without "By", agency or place; nil if the page names nobody
	Site       string   // as the page spells it; empty if it does not say
	Paragraphs []string // the body in page order, subheads too, without the title
}

// Text returns the body as clean copy: paragraphs parted by one blank line,
// no line end after the last.
func (g GoldArticle) Text() string {
	return strings.Join(g.Paragraphs, "\n\n")
}

// Gold returns one entry for each of [Articles], in the same order.
func Gold() []GoldArticle {
	var gold []GoldArticle
	for _, name := range names() {
		stem := strings.TrimSuffix(name, path.Ext(name))
		gold = append(gold, parseGold(name, string(read("gold/"+stem+".txt"))))
	}
	return gold
}

// parseGold reads a gold file: "# key: value" lines, a blank line, and the
// body. A key that is missing or unknown leaves nothing behind.
func parseGold(name, text string) GoldArticle {
	g := GoldArticle{Name: name}
	head, body, _ := strings.Cut(text, "\n\n")
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimPrefix(line, "# "), ":")
		value = strings.TrimSpace(value)
		switch key {
		case "title":
			g.Title = value
		case "date":
			g.Date = value
		case "site":
			g.Site = value
		case "authors":
			if value != "" {
				g.Authors = strings.Split(value, "; ")
			}
		}
	}
	g.Paragraphs = strings.Split(strings.TrimSpace(body), "\n\n")
	return g
}

// names returns the file names of the pages, sorted, as ReadDir promises.
func names() []string {
	// The folder is compiled in, so that reading it cannot fail.
	entries, _ := files.ReadDir("articles")
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// read returns a copy of an embedded file. It has no error to give: pages are
// named by [names], and a test holds that each has its gold file.
func read(name string) []byte {
	data, _ := files.ReadFile(name)
	return data
}

func contentType(name string) string {
	if path.Ext(name) == ".html" {
		return "text/html"
	}
	return "text/plain; charset=utf-8"
}
