package clean

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// structured is what a page's JSON-LD says of the article (schema.org/Article).
type structured struct {
	published, modified string // as written
	authors             []string
	publisher           string
	language            string
	kind                string // the first of its types; empty: no article is spoken of
	body                string // articleBody: as often cut short as it is whole
}

// readStructured reads the scripts of JSON-LD. The first object that is an
// article counts; what is no JSON is passed over.
func readStructured(scripts []string) structured {
	for _, script := range scripts {
		var any any
		if json.Unmarshal([]byte(script), &any) != nil {
			continue
		}
		if o := findArticle(any, 0); o != nil {
			return readArticle(o)
		}
	}
	return structured{}
}

// maxNesting is how deep in JSON-LD an article is looked for: it stands in a
// @graph or in mainEntity, never deep.
const maxNesting = 6

// findArticle gives the first object whose type is some kind of article.
func findArticle(v any, depth int) map[string]any {
	if depth > maxNesting {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			if o := findArticle(item, depth+1); o != nil {
				return o
			}
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			return v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if o := findArticle(v[key], depth+1); o != nil {
				return o
			}
		}
	}
	return nil
}

// isArticle reports whether a @type is Article or one of the types below it
// that have it in their name, or a blog's posting or a report.
func isArticle(t any) bool {
	return slices.ContainsFunc(stringsOf(t, ""), func(s string) bool {
		return strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || s == "Report"
	})
}

func readArticle(o map[string]any) structured {
	first := func(key, inner string) string {
		if all := stringsOf(o[key], inner); len(all) > 0 {
			return all[0]
		}
		return ""
	}
	kind := "Article"
	if all := stringsOf(o["@type"], ""); len(all) > 0 {
		kind = all[0]
	}
	return structured{
		kind:      kind,
		published: first("datePublished", ""),
		modified:  first("dateModified", ""),
		authors:   stringsOf(o["author"], "name"),
		publisher: first("publisher", "name"),
		language:  first("inLanguage", "alternateName"),
		body:      first("articleBody", ""),
	}
}

// stringsOf gives the strings of a JSON value: itself, its items', and of an
// object the one under the key.
func stringsOf(v any, key string) []string {
	switch v := v.(type) {
	case string:
		return []string{strings.Join(strings.Fields(html.UnescapeString(v)), " ")}
	case []any:
		var all []string
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				all = append(all, stringsOf(item, key)...)
			}
		}
		return all
	case map[string]any:
		if inner, ok := v[key]; ok && key != "" {
			return stringsOf(inner, "")
		}
	}
	return nil
}

// siteMeta are the meta elements that name the site, surest first.
var siteMeta = []string{"og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"}

// site gives who published the article: what the head says, else the publisher
// in JSON-LD, else what stands behind the title in the page's own title, else a
// line before the title that names the site and is repeated in its legal line.
func site(p *page.Page, views []view, data structured, title title) string {
	for _, key := range siteMeta[:1] {
		if name := p.Head.Get(key); name != "" {
			return name
		}
	}
	if data.publisher != "" {
		return data.publisher
	}
	for _, key := range siteMeta[1:] {
		if name := p.Head.Get(key); name != "" {
			return name
		}
	}
	if title.tail != "" {
		return title.tail
	}
	return statedSite(views, title)
}

// What the name of a site looks like in a line of its own: how many words it has
// at the most, and how far down the page it may stand.
const (
	maxSite   = 5
	siteLines = 3
)

// statedSite gives the first line above the title that the page names itself
// with: it stands on top and is named as newspapers are, or the page repeats it
// below the article in a line about its rights or about itself.
func statedSite(views []view, title title) string {
	below := ownLines(views, title)
	for i := 0; i < title.block; i++ {
		v := &views[i]
		if v.count == 0 || v.count > maxSite || v.dateOnly || v.said || v.stop {
			continue
		}
		if i < siteLines && (lexicon.SiteWord(v.words[0]) || lexicon.SiteWord(v.words[len(v.words)-1])) {
			return v.block.Text
		}
		for _, line := range below {
			if strings.Contains(line, " "+v.key) {
				return v.block.Text
			}
		}
	}
	return ""
}

// ownLines gives the keys of the lines below the title in which a page speaks of
// its rights or of itself.
func ownLines(views []view, title title) []string {
	var lines []string
	for i := max(title.block, 0); i < len(views); i++ {
		if v := &views[i]; !v.kept && (v.reason == Legal || v.reason == SiteDescription || v.reason == Donation) {
			lines = append(lines, " "+v.key)
		}
	}
	return lines
}

// nameSite gives the lines that are the site's name their reason.
func nameSite(views []view, site string) {
	key := keyOf(site)
	for i := range views {
		if v := &views[i]; !v.kept && key != "" && v.key == key && (v.reason == Outside || v.reason == Navigation) {
			v.reason = SiteDescription
		}
	}
}
