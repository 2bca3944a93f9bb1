package clean

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// structured is what a page's JSON-LD says of the article (schema.org/Article).
type structured struct {
	headline                     string
	published, modified, created string // as written
	authors                      []agent
	publisher                    string
	language                     string
	kind                         string // the first of its types; empty: no article is spoken of
	body                         string // articleBody: as often cut short as it is whole

	// What is said of things that are no article: the page, a product, a video.
	loose struct {
		published, modified string
		authors             []agent
	}
}

// agent is a person or an organisation.
type agent struct {
	name         string
	organisation bool
}

// readStructured reads the scripts of JSON-LD. The first object that is an
// article counts, and what it leaves open is taken from others of the same
// headline; what is no JSON even after [mend] is passed over.
func readStructured(scripts []string) structured {
	g := graph{byID: map[string]map[string]any{}}
	for _, script := range scripts {
		for _, v := range decodeJSON(script) {
			g.collect(v, 0)
		}
	}
	var s structured
	for _, o := range g.articles {
		if a := g.readArticle(o); s.headline == "" || a.headline == "" || keyOf(a.headline) == keyOf(s.headline) {
			s.fill(a)
		}
	}
	for _, o := range g.others {
		s.fillLoose(g.readArticle(o))
	}
	return s
}

// fill takes over what is not known yet.
func (s *structured) fill(o structured) {
	for _, f := range []struct {
		own   *string
		other string
	}{
		{&s.headline, o.headline}, {&s.published, o.published}, {&s.modified, o.modified}, {&s.created, o.created},
		{&s.publisher, o.publisher}, {&s.language, o.language}, {&s.kind, o.kind}, {&s.body, o.body},
	} {
		if *f.own == "" {
			*f.own = f.other
		}
	}
	if len(s.authors) == 0 {
		s.authors = o.authors
	}
}

func (s *structured) fillLoose(o structured) {
	s.loose.published = firstOf(s.loose.published, o.published)
	s.loose.modified = firstOf(s.loose.modified, o.modified)
	if len(s.loose.authors) == 0 {
		s.loose.authors = o.authors
	}
}

// decodeJSON gives the values of a script, which is mended if it is broken.
func decodeJSON(script string) []any {
	values, err := decodeAll(script)
	if err != nil {
		values, _ = decodeAll(mend(script))
	}
	return values
}

// decodeAll gives the values that stand one after the other, as far as they can
// be read.
func decodeAll(script string) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(script))
	var all []any
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			if err == io.EOF {
				err = nil
			}
			return all, err
		}
		all = append(all, v)
	}
}

// mend repairs what content systems mostly break JSON with: line breaks inside
// strings, a comma before a closing bracket, a missing comma between members,
// and a comment around it all.
func mend(script string) string {
	start, end := strings.IndexAny(script, "{["), strings.LastIndexAny(script, "}]")
	if start < 0 || end < start {
		return ""
	}
	var b strings.Builder
	inside, escaped := false, false
	last := byte(0) // the last character outside of strings that is not white space
	for i := start; i <= end; i++ {
		c := script[i]
		switch {
		case inside && c < ' ':
			c = ' '
		case inside:
			if c == '"' && !escaped {
				inside, last = false, c
			}
			escaped = c == '\\' && !escaped
		case c == ',' && closes(script[i+1:end+1]):
			continue
		case c == '"':
			if last == '"' || last == '}' || last == ']' {
				b.WriteByte(',')
			}
			inside = true
		case c > ' ':
			last = c
		}
		b.WriteByte(c)
	}
	return b.String()
}

// closes reports whether the next character is a closing bracket, or another
// comma.
func closes(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 64)], " \t\r\n")
	return s != "" && (s[0] == '}' || s[0] == ']' || s[0] == ',')
}

// graph is the objects of all scripts.
type graph struct {
	byID     map[string]map[string]any // those with a name, by @id
	articles []map[string]any
	others   []map[string]any // that are dated or have an author
}

// maxNesting is how deep in JSON-LD an article is looked for: it stands in a
// @graph or in mainEntity, never deep.
const maxNesting = 6

// collect finds the objects in a value, those that stand first before those
// inside them.
func (g *graph) collect(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			g.collect(item, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] != nil && g.byID[id] == nil {
			g.byID[id] = v
		}
		switch {
		case isArticle(v["@type"]):
			g.articles = append(g.articles, v)
		case v["datePublished"] != nil || v["dateModified"] != nil || v["author"] != nil:
			g.others = append(g.others, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "creator"} {
			g.collect(v[key], depth+1)
		}
	}
}

// isArticle reports whether a @type is Article or one of the types below it
// that have it in their name, or a blog's posting or a report.
func isArticle(t any) bool {
	return slices.ContainsFunc(stringsOf(t, ""), func(s string) bool {
		return strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "Posting") || s == "Report"
	})
}

func (g *graph) readArticle(o map[string]any) structured {
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
	authors := g.agents(o["author"])
	if len(authors) == 0 {
		authors = g.agents(o["creator"])
	}
	return structured{
		kind:      kind,
		headline:  firstOf(first("headline", ""), first("name", "")),
		published: first("datePublished", ""),
		modified:  first("dateModified", ""),
		created:   first("dateCreated", ""),
		authors:   authors,
		publisher: first("publisher", "name"),
		language:  first("inLanguage", "alternateName"),
		body:      first("articleBody", ""),
	}
}

// agents gives who a value names: by a string, an object's name, the parts of
// it, or the @id of an object that stands elsewhere.
func (g *graph) agents(v any) []agent {
	switch v := v.(type) {
	case string:
		return []agent{{name: plainJSON(v)}}
	case []any:
		var all []agent
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				all = append(all, g.agents(item)...)
			}
		}
		return all
	case map[string]any:
		return g.agentsOf(v)
	}
	return nil
}

func (g *graph) agentsOf(o map[string]any) []agent {
	if id, ok := o["@id"].(string); ok && o["name"] == nil && g.byID[id] != nil {
		o = g.byID[id]
	}
	organisation := slices.ContainsFunc(stringsOf(o["@type"], ""), func(s string) bool { return strings.HasSuffix(s, "Organization") })
	names := stringsOf(o["name"], "")
	if len(names) == 0 {
		given, family := stringsOf(o["givenName"], ""), stringsOf(o["familyName"], "")
		if len(given) > 0 && len(family) > 0 {
			names = []string{given[0] + " " + family[0]}
		}
	}
	var all []agent
	for _, name := range names {
		all = append(all, agent{name, organisation})
	}
	return all
}

// plainJSON gives a string of JSON-LD as a reader would see it: entities, of
// which there should be none, decoded, white space folded.
func plainJSON(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }

// stringsOf gives the strings of a JSON value: itself, its items', and of an
// object the one under the key.
func stringsOf(v any, key string) []string {
	switch v := v.(type) {
	case string:
		return []string{plainJSON(v)}
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
