package page

import (
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
)

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

func has(tags []atom.Atom, tag atom.Atom) bool {
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}

// blocks are the elements that begin and end blocks: those that the HTML
// standard's style sheet (15.3) sets apart, and controls, whose labels are no
// part of the sentence that they stand beside.
var blocks = set(
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog,
	atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1,
	atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header, atom.Hgroup, atom.Legend, atom.Li,
	atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Summary,
	atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp, atom.Caption,
	atom.Button, atom.Label, atom.Option, atom.Optgroup, atom.Video, atom.Audio, atom.Canvas,
)

// skipped are the elements whose text is none of the page's.
var skipped = set(atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Svg, atom.Select, atom.Iframe, atom.Object,
	atom.Math, atom.Noembed, atom.Noframes, atom.Datalist)

// breaksOut are the skipped elements that a block element ends: it cannot stand
// inside them (HTML standard, 13.2.6.5 and 13.2.6.4.7), so their own end was
// forgotten, and with it all of the page that follows would be lost.
var breaksOut = set(atom.Svg, atom.Math, atom.Select, atom.Datalist)

// impliedEnds are, for a tag, the open elements that its beginning ends.
var impliedEnds = map[atom.Atom][]atom.Atom{
	atom.Li:     {atom.Li},
	atom.Dt:     {atom.Dt, atom.Dd},
	atom.Dd:     {atom.Dt, atom.Dd},
	atom.Td:     {atom.Td, atom.Th},
	atom.Th:     {atom.Td, atom.Th},
	atom.Tr:     {atom.Tr},
	atom.Tbody:  {atom.Tbody, atom.Thead, atom.Tfoot},
	atom.Tfoot:  {atom.Tbody, atom.Thead},
	atom.Option: {atom.Option},
}

// scopes are the elements beyond which a tag ends nothing: a list item ends no
// item of the list that its own list stands in.
var scopes = map[atom.Atom][]atom.Atom{
	atom.Li:    {atom.Ul, atom.Ol, atom.Menu, atom.Table},
	atom.Dt:    {atom.Dl, atom.Table},
	atom.Dd:    {atom.Dl, atom.Table},
	atom.Td:    {atom.Tr, atom.Table},
	atom.Th:    {atom.Tr, atom.Table},
	atom.Tr:    {atom.Table},
	atom.Tbody: {atom.Table},
	atom.Tfoot: {atom.Table},
}

// kinds are the kinds of block that elements make.
var kinds = map[atom.Atom]doc.Kind{
	atom.H1:         doc.Headline,
	atom.H2:         doc.Subhead,
	atom.H3:         doc.Subhead,
	atom.H4:         doc.Subhead,
	atom.H5:         doc.Subhead,
	atom.H6:         doc.Subhead,
	atom.Li:         doc.ListItem,
	atom.Dt:         doc.ListItem,
	atom.Dd:         doc.ListItem,
	atom.Blockquote: doc.Quote,
	atom.Figcaption: doc.Caption,
	atom.Figure:     doc.Caption,
	atom.Caption:    doc.Caption,
	atom.Td:         doc.Table,
	atom.Th:         doc.Table,
	atom.Pre:        doc.Code,
	atom.Listing:    doc.Code,
	atom.Xmp:        doc.Code,
}

// cells make a kind only of text that stands directly in them.
var cells = set(atom.Td, atom.Th)

// authorNames are what pages call an element that names an author: words of its
// class or id.
var authorNames = []string{"author", "Author", "authors", "byline", "Byline", "writer", "autor", "auteur", "autore", "fn"}

// authorPaths are the parts of addresses under which pages have their authors.
var authorPaths = []string{"/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/auteurs/", "/autore/", "/autori/",
	"/byline/", "/contributor/", "/contributors/", "/writers/", "/journalist/", "/journalists/", "/reporter/", "/redacteur/"}

// trait is what an element is to the reader.
type trait struct {
	tag     atom.Atom
	slot    int  // its place among [traits]
	block   bool // it begins and ends blocks
	skipped bool // its text is none of the page's
	breaks  bool // it ends where a block begins
	raw     bool // what follows is text up to its end tag
	says    bool // it makes a kind of block
	cell    bool // it makes it only of text that stands directly in it
	kind    doc.Kind
}

// rawTexts are the elements in which tags mean nothing (HTML standard, 13.2.6.2).
var rawTexts = set(atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script, atom.Style, atom.Textarea,
	atom.Title, atom.Xmp)

// traits hold the tables above by a hash of the element: one look-up for each
// tag instead of one for each table.
var traits = func() (table [traitSlots]trait) {
	for _, tags := range []map[atom.Atom]bool{blocks, skipped, rawTexts} {
		for tag := range tags {
			slot := traitSlot(&table, tag)
			kind, says := kinds[tag]
			table[slot] = trait{
				tag: tag, slot: slot, block: blocks[tag], skipped: skipped[tag], breaks: breaksOut[tag], raw: rawTexts[tag],
				kind: kind, says: says, cell: cells[tag],
			}
		}
	}
	return table
}()

// traitSlots are so many that the table is a sixth full: a power of two.
const traitSlots = 512

// traitSlot gives the place of an element in the table, or the free one that it
// would have.
func traitSlot(table *[traitSlots]trait, tag atom.Atom) int {
	at := uint32(tag) * 0x9E3779B9 >> 16 % traitSlots // Knuth's multiplicative hash
	for table[at].tag != 0 && table[at].tag != tag {
		at = (at + 1) % traitSlots
	}
	return int(at)
}

// noTrait is that of elements that mean nothing to the reader.
var noTrait trait

// traitOf gives what an element is to the reader.
func traitOf(tag atom.Atom) *trait {
	if t := &traits[traitSlot(&traits, tag)]; t.tag == tag {
		return t
	}
	return &noTrait
}
