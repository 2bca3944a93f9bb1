package eval

import (
	_ "embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
)

// The reports that claims are drawn from, by half.
//
//go:embed testdata/web-reports.tsv
var webReports string

// readWebReports gives one half of the reports of the web that are listed: those of
// web-dev as [readClaimArticles] has those of news-dev, the others as Clean has them.
// Modules is the folder with the Go modules that the pages are test files of.
func readWebReports(sets, modules fs.FS, half string) ([]claimArticle, error) {
	pages, err := ReadCleanSet(sets, "web-dev")
	if err != nil {
		return nil, err
	}
	known := map[string]CleanPage{}
	for _, p := range pages {
		known[p.ID] = p
	}
	var list []claimArticle
	for _, row := range tabbed(webReports) {
		if row[0] != half {
			continue
		}
		if p, ok := known[row[2]]; ok && row[1] == "web-dev" {
			published, _ := doc.ParseDate(p.Date)
			list = append(list, newClaimArticle("web-dev", p.ID, strings.Split(p.Gold, "\n"), published))
			continue
		}
		a, err := readPageArticle(modules, row[2])
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// readPageArticle gives the clean copy of a page that a Go module has among its test
// files: "go-htmldate/mock/a.html".
func readPageArticle(modules fs.FS, id string) (claimArticle, error) {
	module, name, _ := strings.Cut(id, "/")
	found, err := fs.Glob(modules, path.Join(module+"@*", "test-files", name))
	if err != nil || len(found) == 0 {
		return claimArticle{}, fmt.Errorf("eval: no page %s", id)
	}
	source, err := fs.ReadFile(modules, found[0])
	if err != nil {
		return claimArticle{}, fmt.Errorf("eval: %w", err)
	}
	p, err := page.Parse(source, "text/html")
	if err != nil {
		return claimArticle{}, fmt.Errorf("eval: %s: %w", id, err)
	}
	c := clean.Clean(p, clean.Hints{})
	return claimArticle{set: "pages", id: id, text: c.Text, blocks: c.Blocks, published: c.Anchor}, nil
}
