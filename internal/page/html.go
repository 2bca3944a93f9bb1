package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// looksHTML reports whether a page of unknown type is HTML: it has a doctype,
// one of the elements that only pages have, or a few known tags. It looks at
// the first 64 KiB.
func looksHTML(src string) bool {
	z := html.NewTokenizer(strings.NewReader(src[:min(len(src), 64<<10)]))
	for known := 0; known < 3; {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.DoctypeToken:
			return true
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch tag := atom.Lookup(name); tag {
			case 0:
			case atom.Html, atom.Head, atom.Body, atom.Meta:
				return true
			default:
				known++
			}
		}
	}
	return true
}

// reader reads HTML into a page.
type reader struct {
	page *Page
	src  string
	at   int // where the token begins that the tokenizer stands on
	fold folder

	open  []open            // block elements that are open, outermost first
	count map[atom.Atom]int // how many of each are open

	raw   atom.Atom // inside a script or title; 0: not
	json  bool      // that script is JSON-LD
	skip  atom.Atom // inside an element whose text is none of the page's; 0: not
	depth int       // how many elements of that name are open

	link   int // how many elements were open when a link began; -1: not in one
	linked int // bytes of the block so far that are links
	links  int // links that began in it
	strong int // as link, for bold type
	bold   int // bytes of the block so far that are bold
	author int // as link, for an inline element that names an author
	byline bool
	time   string

	name   atom.Atom // inside an inline element that names an author; 0: not
	nested int       // how many elements of that name are open
	nameAt int       // where in the block its text begins
	names  []text.Span
}

// open is an open block element.
type open struct {
	tag     atom.Atom
	element int // in Page.Elements
}

func readHTML(p *Page, src string) {
	r := &reader{page: p, src: src, fold: folder{src: src}, count: map[atom.Atom]int{}, link: -1, strong: -1, author: -1}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := text.Span{Start: r.at, End: r.at + len(z.Raw())}
		r.token(z, kind, raw)
		r.at = raw.End
	}
	r.flush()
	p.Truncated = p.Truncated || r.at < len(src) || r.skip != 0 || r.raw != 0
	p.Invisible = r.fold.invisible
}

func (r *reader) token(z *html.Tokenizer, kind html.TokenType, raw text.Span) {
	switch kind {
	case html.TextToken:
		r.text(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		tag, attrs := readTag(z)
		r.start(tag, attrs, kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		name, _ := z.TagName()
		r.end(atom.Lookup(name))
	case html.CommentToken:
		if !closed(raw.Of(r.src)) {
			r.page.Truncated = true
		}
	}
}

// closed reports whether a comment ends before the page does (HTML standard,
// 13.2.5.43 and following).
func closed(comment string) bool {
	if strings.HasPrefix(comment, "<!--") {
		return strings.HasSuffix(comment, "-->") || strings.HasSuffix(comment, "--!>")
	}
	return strings.HasSuffix(comment, ">")
}

// text reads text: of the page, of its title, of JSON-LD, or of an element
// whose text is none of the page's.
func (r *reader) text(raw text.Span) {
	switch {
	case r.raw == atom.Script && r.json:
		r.page.Head.JSON = append(r.page.Head.JSON, raw.Of(r.src))
	case r.raw == atom.Title && r.skip == 0 && r.page.Head.Title == "":
		r.page.Head.Title = foldHTML(raw.Of(r.src))
	case r.raw == 0 && r.skip == 0:
		before := r.fold.out.Len()
		r.fold.add(raw, true)
		if r.link >= 0 {
			r.linked += r.fold.out.Len() - before
		}
		if r.strong >= 0 {
			r.bold += r.fold.out.Len() - before
		}
	}
}

// foldHTML gives HTML text as a reader sees it: entities decoded, white space
// folded.
func foldHTML(s string) string {
	f := folder{src: s}
	f.add(text.Span{Start: 0, End: len(s)}, true)
	out, _ := f.take()
	return out
}

// attributes are those of an element that reading looks at, as written.
type attributes struct {
	class, id, rel, href, itemprop, role, name, content, datetime, lang, typ string
	hidden                                                                   bool
}

func readTag(z *html.Tokenizer) (atom.Atom, attributes) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	var a attributes
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		a.set(key, value)
	}
	return tag, a
}

// set keeps an attribute. It takes bytes because most attributes are of no
// interest, and a string of each would be a page's worth of garbage.
func (a *attributes) set(key, value []byte) {
	switch string(key) {
	case "class":
		a.class = string(value)
	case "id":
		a.id = string(value)
	case "rel":
		a.rel = strings.ToLower(string(value))
	case "href":
		a.href = string(value)
	case "itemprop":
		a.itemprop = strings.ToLower(string(value))
		a.says(value)
	case "role", "data-testid":
		a.says(value)
	case "name", "property":
		a.name = strings.ToLower(string(value))
	case "content":
		a.content = string(value)
	case "datetime":
		a.datetime = strings.TrimSpace(string(value))
	case "lang":
		a.lang = string(value)
	case "type":
		a.typ = strings.ToLower(string(value))
	case "hidden":
		a.hidden = true
	case "aria-hidden":
		a.hidden = a.hidden || string(value) == "true"
	case "style":
		a.hidden = a.hidden || hides(string(value))
	}
}

// says adds to what the element says it is.
func (a *attributes) says(value []byte) {
	if a.role != "" {
		a.role += " "
	}
	a.role += string(value)
}

// hides reports whether a style attribute takes an element off the page.
func hides(style string) bool {
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// start opens an element.
func (r *reader) start(tag atom.Atom, a attributes, closed bool) {
	if r.skip != 0 {
		if tag == r.skip && !closed {
			r.depth++
		}
		if !(breaksOut[r.skip] && blocks[tag]) {
			return
		}
		r.skip = 0
	}
	switch {
	case tag == atom.Script || tag == atom.Title:
		r.raw, r.json = tag, strings.Contains(a.typ, "ld+json")
	case skipped[tag]:
		if !closed {
			r.skip, r.depth = tag, 1
		}
	case tag == atom.Meta:
		r.meta(a)
	case tag == atom.Link:
		r.page.Head.Links = append(r.page.Head.Links, Link{a.rel, a.href})
	case tag == atom.Html:
		r.page.Head.Lang = a.lang
	case tag == atom.Br || tag == atom.Hr:
		r.flush()
	case blocks[tag]:
		r.openBlock(tag, a)
	default:
		r.inline(tag, a)
	}
}

// inline notes what an inline element says of the text inside it.
func (r *reader) inline(tag atom.Atom, a attributes) {
	switch tag {
	case atom.A:
		r.link = len(r.open)
		r.links++
	case atom.B, atom.Strong:
		r.strong = len(r.open)
	case atom.Time:
		if r.time == "" {
			r.time = a.datetime
		}
	}
	if r.time == "" && strings.HasPrefix(a.itemprop, "date") {
		r.time = a.content
	}
	if a.author() {
		r.author, r.byline = len(r.open), true
	}
	switch {
	case tag != 0 && tag == r.name:
		r.nested++
	case r.name == 0 && a.names():
		r.name, r.nested, r.nameAt = tag, 1, r.fold.out.Len()
	}
}

// endName ends the stretch that names an author.
func (r *reader) endName() {
	if end := r.fold.out.Len(); end > r.nameAt {
		r.names = append(r.names, text.Span{Start: r.nameAt, End: end})
	}
	r.name = 0
}

// takeNames gives the stretches of the block being read that name authors. An
// element that names one and holds a block goes on into the block.
func (r *reader) takeNames() []text.Span {
	if r.name != 0 && r.fold.out.Len() > r.nameAt {
		r.endName()
	}
	names := r.names
	r.names, r.nameAt = nil, 0
	return names
}

// author reports whether an element says that it names an author.
func (a attributes) author() bool {
	return a.itemprop == "author" || a.rel == "author"
}

// names reports whether an inline element says that it names an author: it is
// one, it is called one, or it links to one's page.
func (a attributes) names() bool {
	return a.author() || holdsWord(a.class, authorNames) || holdsWord(a.id, authorNames) ||
		slices.ContainsFunc(authorPaths, func(path string) bool { return strings.Contains(a.href, path) })
}

// holdsWord reports whether one of the words stands in an attribute, parted
// from the rest of it by what is no letter or by a capital.
func holdsWord(attribute string, words []string) bool {
	for _, w := range words {
		for rest := attribute; ; {
			i := strings.Index(rest, w)
			if i < 0 {
				break
			}
			end := i + len(w)
			if (i == 0 || !lowerCase(rest[i-1])) && (end == len(rest) || !lowerCase(rest[end])) {
				return true
			}
			rest = rest[end:]
		}
	}
	return false
}

func lowerCase(c byte) bool { return c >= 'a' && c <= 'z' }

// meta keeps a meta element that says something.
func (r *reader) meta(a attributes) {
	name := a.name
	if name == "" {
		name = a.itemprop
	}
	if content := strings.Join(strings.Fields(a.content), " "); name != "" && content != "" {
		r.page.Head.Meta = append(r.page.Head.Meta, Meta{name, content})
	}
}

// end closes an element.
func (r *reader) end(tag atom.Atom) {
	switch {
	case r.raw != 0:
		if tag == r.raw {
			r.raw = 0
		}
	case r.skip != 0:
		if tag == r.skip {
			if r.depth--; r.depth == 0 {
				r.skip = 0
			}
		}
	case tag == atom.A:
		r.link = -1
	case tag == atom.B || tag == atom.Strong:
		r.strong = -1
	case blocks[tag]:
		r.closeBlock(tag)
	}
	if tag != 0 && tag == r.name {
		if r.nested--; r.nested == 0 {
			r.endName()
		}
	}
}

// openBlock opens a block element, after the ends that it implies.
func (r *reader) openBlock(tag atom.Atom, a attributes) {
	r.flush()
	r.implyEnds(tag)
	parent := r.element()
	r.page.Elements = append(r.page.Elements, Element{
		Parent: parent, Tag: tag, Class: a.class, ID: a.id, Role: a.role,
		Hidden: a.hidden || r.page.Elements[parent].Hidden,
	})
	r.open = append(r.open, open{tag, len(r.page.Elements) - 1})
	r.count[tag]++
	if a.author() {
		r.author, r.byline = len(r.open), true
	}
	r.fold.keepLines = r.count[atom.Pre] > 0
}

// element gives the innermost open block element.
func (r *reader) element() int {
	if len(r.open) == 0 {
		return 0
	}
	return r.open[len(r.open)-1].element
}

// implyEnds closes the elements that end where the tag begins (HTML standard,
// 13.1.2.4, optional tags).
func (r *reader) implyEnds(tag atom.Atom) {
	if closers, ok := impliedEnds[tag]; ok {
		r.closeNearest(closers, scopes[tag])
	}
	if len(r.open) > 0 && r.open[len(r.open)-1].tag == atom.P {
		r.pop()
	}
}

// maxImplied is how many open elements are looked through for one that a tag
// ends. Without a bound, deep nesting would cost the square of the page.
const maxImplied = 16

// closeNearest closes up to the nearest open element of one of the tags, unless
// one that bounds their scope stands inside it.
func (r *reader) closeNearest(tags, scope []atom.Atom) {
	for i := len(r.open) - 1; i >= max(0, len(r.open)-maxImplied); i-- {
		if has(tags, r.open[i].tag) {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
		if has(scope, r.open[i].tag) {
			return
		}
	}
}

// closeBlock closes a block element and all inside it. An end without a
// beginning is an edge and nothing more.
func (r *reader) closeBlock(tag atom.Atom) {
	r.flush()
	if r.count[tag] == 0 {
		return
	}
	for {
		last := r.open[len(r.open)-1].tag
		r.pop()
		if last == tag {
			break
		}
	}
	r.fold.keepLines = r.count[atom.Pre] > 0
}

func (r *reader) pop() {
	last := len(r.open) - 1
	r.count[r.open[last].tag]--
	r.open = r.open[:last]
	if r.link > last {
		r.link = -1
	}
	if r.strong > last {
		r.strong = -1
	}
	if r.author > last {
		r.author, r.byline = -1, false
	}
}

// flush ends the block that was being read, if it has any text.
func (r *reader) flush() {
	names, length := r.takeNames(), r.fold.out.Len()
	s, m := r.fold.take()
	if len(s) != length {
		names = nil // it was composed, and the stretches stand elsewhere now
	}
	if s != "" {
		element := r.element()
		r.page.Blocks = append(r.page.Blocks, Block{
			Kind: r.kind(), Text: s, Map: m, Element: element,
			Linked: min(r.linked, len(s)), Links: r.links, Bold: min(r.bold, len(s)), Hidden: r.page.Elements[element].Hidden,
			Time: r.time, Author: r.byline, Names: names,
		})
		r.time = ""
	}
	r.linked, r.links, r.bold = 0, 0, 0
	r.byline = r.author >= 0
}

// kindDepth is how far up a block's kind is looked for: a list item or a
// quotation often holds one more element, and whole pages stand in a table.
const kindDepth = 3

// kind gives the kind of the block being read, from the innermost element that
// says.
func (r *reader) kind() doc.Kind {
	for i := len(r.open) - 1; i >= max(0, len(r.open)-kindDepth); i-- {
		tag := r.open[i].tag
		if kind, ok := kinds[tag]; ok && (!cells[tag] || i == len(r.open)-1) {
			return kind
		}
	}
	return doc.Paragraph
}
