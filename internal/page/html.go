package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// sniffed is how much of a page of unknown type is looked at for tags.
const sniffed = 64 << 10

// looksHTML reports whether a page of unknown type is HTML: it has a doctype,
// one of the elements that only pages have, or a few known tags.
func looksHTML(src string) bool {
	z := tokenizer{src: src[:min(len(src), sniffed)]}
	for known := 0; known < 3; {
		switch z.next() {
		case html.ErrorToken:
			return false
		case html.DoctypeToken:
			return true
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			switch z.tag {
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
	z    tokenizer
	fold folder

	open  []open            // block elements that are open, outermost first
	count [traitSlots]int32 // how many of each are open

	raw   atom.Atom // inside a script or title; 0: not
	json  bool      // that script is JSON-LD
	skip  *trait    // inside an element whose text is none of the page's; nil: not
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
}

// open is an open block element.
type open struct {
	trait   *trait
	element int // in Page.Elements
}

func readHTML(p *Page, src string) {
	r := &reader{page: p, z: tokenizer{src: src}, fold: folder{src: src}, link: -1, strong: -1, author: -1}
	for {
		kind := r.z.next()
		if kind == html.ErrorToken {
			break
		}
		r.token(kind)
	}
	r.end()
	p.Truncated = p.Truncated || r.z.raw.Start < len(src) || r.skip != nil || r.raw != 0
	p.Invisible = r.fold.invisible
}

func (r *reader) token(kind html.TokenType) {
	switch kind {
	case html.TextToken:
		r.text(r.z.raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		r.start(kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		r.endTag()
	case html.CommentToken:
		if !closed(r.z.raw.Of(r.z.src)) {
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
		r.page.Head.JSON = append(r.page.Head.JSON, raw.Of(r.z.src))
	case r.raw == atom.Title && r.skip == nil && r.page.Head.Title == "":
		r.page.Head.Title = foldHTML(raw.Of(r.z.src))
	case r.raw == 0 && r.skip == nil:
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

// hides reports whether a style attribute takes an element off the page.
func hides(style string) bool {
	if !strings.ContainsAny(style, ":") {
		return false
	}
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// hidden reports whether the tag hides its element.
func (z *tokenizer) hidden() bool {
	return z.has(keyHidden) || z.value(keyAriaHidden) == "true" || hides(z.value(keyStyle))
}

// author reports whether the element says that it names an author.
func (z *tokenizer) author() bool {
	if !z.has(keyItemprop) && !z.has(keyRel) {
		return false
	}
	return strings.ToLower(z.value(keyItemprop)) == "author" || strings.ToLower(z.value(keyRel)) == "author"
}

// role gives what the element says it is.
func (z *tokenizer) role() string {
	role := ""
	for _, a := range z.attrs[:z.count] {
		if a.key == keyItemprop || a.key == keyRole || a.key == keyTestID {
			if role != "" {
				role += " "
			}
			role += attrValue(a.value.Of(z.src))
		}
	}
	return role
}

// start opens an element.
func (r *reader) start(closed bool) {
	z := &r.z
	if r.skip != nil {
		if z.trait == r.skip && !closed {
			r.depth++
		}
		if !r.skip.breaks || !z.trait.block {
			return
		}
		r.skip = nil
	}
	switch {
	case z.tag == atom.Script || z.tag == atom.Title:
		r.raw, r.json = z.tag, strings.Contains(strings.ToLower(z.value(keyType)), "ld+json")
	case z.trait.skipped:
		if !closed {
			r.skip, r.depth = z.trait, 1
		}
	case z.trait.block:
		r.openBlock()
	case z.tag == atom.Meta:
		r.meta()
	case z.tag == atom.Link:
		r.page.Head.Links = append(r.page.Head.Links, Link{strings.ToLower(z.value(keyRel)), z.value(keyHref)})
	case z.tag == atom.Html:
		r.page.Head.Lang = z.value(keyLang)
	case z.tag == atom.Br || z.tag == atom.Hr:
		r.flush()
	default:
		r.inline()
	}
}

// inline notes what an inline element says of the text inside it.
func (r *reader) inline() {
	switch r.z.tag {
	case atom.A:
		r.link = len(r.open)
		r.links++
	case atom.B, atom.Strong:
		r.strong = len(r.open)
	case atom.Time:
		if r.time == "" {
			r.time = strings.TrimSpace(r.z.value(keyDatetime))
		}
	}
	if r.time == "" && strings.HasPrefix(r.z.value(keyItemprop), "date") {
		r.time = r.z.value(keyContent)
	}
	if r.z.author() {
		r.author, r.byline = len(r.open), true
	}
	switch {
	case r.z.tag != 0 && r.z.tag == r.name:
		r.nested++
	case r.name == 0 && r.z.names():
		r.name, r.nested, r.nameAt = r.z.tag, 1, r.fold.out.Len()
	}
}

// endName ends the stretch that names an author.
func (r *reader) endName() {
	if end := r.fold.out.Len(); end > r.nameAt {
		r.page.Names = append(r.page.Names, Name{len(r.page.Blocks), text.Span{Start: r.nameAt, End: end}})
	}
	r.name = 0
}

// endNames ends the stretch that is open where a block ends. An element that
// names an author and holds a block goes on into the block.
func (r *reader) endNames() {
	if r.name != 0 && r.fold.out.Len() > r.nameAt {
		r.endName()
	}
	r.nameAt = 0
}

// dropNames takes back the stretches of the block being read: it was composed,
// and they stand elsewhere now.
func (r *reader) dropNames() {
	names := r.page.Names
	for len(names) > 0 && names[len(names)-1].Block == len(r.page.Blocks) {
		names = names[:len(names)-1]
	}
	r.page.Names = names
}

// names reports whether an inline element says that it names an author: it is
// one, it is called one, or it links to one's page.
func (z *tokenizer) names() bool {
	return z.count > 0 && (z.author() || calledAuthor(z.value(keyClass)) || calledAuthor(z.value(keyID)) || authorPath(z.value(keyHref)))
}

// authorPath reports whether an address is one under which pages have their
// authors.
func authorPath(href string) bool {
	for {
		i := strings.IndexByte(href, '/')
		if i < 0 || i+1 == len(href) {
			return false
		}
		if href = href[i+1:]; authorPathStarts[href[0]] && slices.ContainsFunc(authorPaths, func(path string) bool { return strings.HasPrefix(href, path[1:]) }) {
			return true
		}
	}
}

// authorPathStarts are the letters that the names of such paths begin with.
var authorPathStarts = starts(authorPaths, 1)

// authorNameStarts are the letters that [authorNames] begin with.
var authorNameStarts = starts(authorNames, 0)

// starts gives the bytes that the words have at a place.
func starts(words []string, at int) (all [256]bool) {
	for _, w := range words {
		all[w[at]] = true
	}
	return all
}

// calledAuthor reports whether one of [authorNames] stands in an attribute,
// parted from the rest of it by what is no letter or by a capital.
func calledAuthor(attribute string) bool {
	for i := range len(attribute) {
		if authorNameStarts[attribute[i]] && (i == 0 || !lowerCase(attribute[i-1])) && beginsWithAuthor(attribute[i:]) {
			return true
		}
	}
	return false
}

// beginsWithAuthor reports whether an attribute begins with one of
// [authorNames], and not with a longer word.
func beginsWithAuthor(attribute string) bool {
	for _, w := range authorNames {
		if strings.HasPrefix(attribute, w) && (len(attribute) == len(w) || !lowerCase(attribute[len(w)])) {
			return true
		}
	}
	return false
}

func lowerCase(c byte) bool { return c >= 'a' && c <= 'z' }

// meta keeps a meta element that says something.
func (r *reader) meta() {
	name := ""
	for _, a := range r.z.attrs[:r.z.count] {
		if a.key == keyName || a.key == keyProperty {
			name = strings.ToLower(attrValue(a.value.Of(r.z.src)))
		}
	}
	if name == "" {
		name = strings.ToLower(r.z.value(keyItemprop))
	}
	if content := strings.Join(strings.Fields(r.z.value(keyContent)), " "); name != "" && content != "" {
		r.page.Head.Meta = append(r.page.Head.Meta, Meta{name, content})
	}
}

// endTag closes an element.
func (r *reader) endTag() {
	switch tag := r.z.tag; {
	case r.raw != 0:
		if tag == r.raw {
			r.raw = 0
		}
	case r.skip != nil:
		if r.z.trait == r.skip {
			if r.depth--; r.depth == 0 {
				r.skip = nil
			}
		}
	case tag == atom.A:
		r.link = -1
	case tag == atom.B || tag == atom.Strong:
		r.strong = -1
	case r.z.trait.block:
		r.closeBlock(r.z.trait)
	}
	if r.z.tag != 0 && r.z.tag == r.name {
		if r.nested--; r.nested == 0 {
			r.endName()
		}
	}
}

// openBlock opens a block element, after the ends that it implies.
func (r *reader) openBlock() {
	z := &r.z
	r.flush()
	r.implyEnds(z.tag)
	element := r.element()
	if len(r.page.Elements) < MaxElements {
		r.page.Elements = append(r.page.Elements, Element{
			Parent: element, Tag: z.tag, Class: z.value(keyClass), ID: z.value(keyID), Role: z.role(),
			Hidden: z.hidden() || r.page.Elements[element].Hidden,
		})
		element = len(r.page.Elements) - 1
	} else {
		r.page.Merged = true
	}
	r.open = append(r.open, open{z.trait, element})
	r.count[z.trait.slot]++
	if z.author() {
		r.author, r.byline = len(r.open), true
	}
	r.preformat()
}

// preformat has white space kept inside <pre>.
func (r *reader) preformat() { r.fold.keepLines = r.count[preSlot] > 0 }

var preSlot = traitOf(atom.Pre).slot

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
	if len(r.open) > 0 && r.open[len(r.open)-1].trait.tag == atom.P {
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
		if has(tags, r.open[i].trait.tag) {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
		if has(scope, r.open[i].trait.tag) {
			return
		}
	}
}

// closeBlock closes a block element and all inside it. An end without a
// beginning is an edge and nothing more.
func (r *reader) closeBlock(t *trait) {
	r.flush()
	if r.count[t.slot] == 0 {
		return
	}
	for {
		last := r.open[len(r.open)-1].trait
		r.pop()
		if last == t {
			break
		}
	}
	r.preformat()
}

func (r *reader) pop() {
	last := len(r.open) - 1
	r.count[r.open[last].trait.slot]--
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

// flush ends the block that was being read, if it has any text. The last block
// that a page may have is ended by nothing but the page's end.
func (r *reader) flush() {
	switch {
	case r.fold.out.Len() == 0:
		r.fold.clear()
		r.nameAt = 0
	case len(r.page.Blocks) == MaxBlocks-1:
		r.page.Merged = true
		r.fold.addSpace(r.z.raw, false)
		return
	default:
		r.end()
		return
	}
	r.forget()
}

// end ends the block that was being read.
func (r *reader) end() {
	r.endNames()
	length := r.fold.out.Len()
	s, m := r.fold.take()
	if len(s) != length {
		r.dropNames()
	}
	if s != "" {
		element := r.element()
		r.page.Blocks = append(r.page.Blocks, Block{
			Kind: r.kind(), Text: s, Map: m, Element: element,
			Linked: min(r.linked, len(s)), Links: r.links, Bold: min(r.bold, len(s)), Hidden: r.page.Elements[element].Hidden,
			Time: r.time, Author: r.byline,
		})
		r.time = ""
	}
	r.forget()
}

// forget makes ready for the next block.
func (r *reader) forget() {
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
		if t := r.open[i].trait; t.says && (!t.cell || i == len(r.open)-1) {
			return t.kind
		}
	}
	return doc.Paragraph
}
