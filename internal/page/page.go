// Package page turns what was sent into blocks of text with exact spans: any
// charset, HTML or text, whole or broken.
//
// A page is read once, as a stream of tokens. No tree is built: html.Parse has
// no positions, and a hostile page of 20 kB makes it take 308 MB. The raw
// tokens of the tokenizer add up to the page byte for byte, so a span costs
// nothing but addition. Open elements are kept on a stack, with the ends that
// HTML implies, which is as much of a tree as telling an article from a menu
// takes.
package page

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// MaxSize is how large a page may be, in bytes: 8 MiB. Of the 923 pages in the
// development sets of Clean the largest has 5.5 MB.
const MaxSize = 8 << 20

// How many blocks and block elements of a page are told apart. Of the 923 pages
// in the development sets of Clean the richest has 2,278 blocks and 2,938
// elements; hostile ones have one for every third byte, and what is known of a
// block takes some hundreds of bytes. Nothing is cut: the last block holds all
// the text that is left, and blocks in further elements stand in the innermost
// one that is known. [Page.Merged] says so.
const (
	MaxBlocks   = 1 << 14
	MaxElements = 1 << 15
)

// What a page can be refused for.
var (
	ErrTooLarge = errors.New("page: larger than 8 MiB")
	ErrNotText  = errors.New("page: not text")
)

// Page is a page as blocks of text.
type Page struct {
	HTML    bool   // read as HTML, not as text
	Charset string // what it was read in, by its WHATWG name
	Blocks  []Block
	Head    Head

	// Elements are the block elements that hold blocks, parents before
	// children. Element 0 is the page itself.
	Elements []Element

	Names []Name // in the order of the page

	Replaced    int  // bytes sequences that are no text in Charset, read as U+FFFD
	Invisible   int  // characters taken out of blocks: see [text.Invisible]
	Misdeclared bool // the page says one charset and is written in another
	Guessed     bool // the page says no charset, and is not UTF-8
	Truncated   bool // it ends inside a tag, a comment or a script
	Merged      bool // it has more blocks or elements than are told apart: see [MaxBlocks]
}

// Block is a stretch of text between two edges: a paragraph, a heading, an
// item of a menu.
type Block struct {
	Kind    doc.Kind
	Text    string    // white space folded, entities decoded, NFC
	Map     text.Map  // Text aligned with the page as sent
	Span    text.Span // in the page as sent, from the first to the last character of Text
	Element int       // the innermost block element it stands in, in Page.Elements
	Linked  int       // how many bytes of Text are links
	Links   int       // how many links begin in it
	Bold    int       // how many bytes of Text are set in bold type
	Hidden  bool      // the page hides it from readers
	Time    string    // the datetime of a <time> inside it, as written; empty: none
	Author  bool      // inside an element that says it names an author
}

// Name is a stretch of a block inside an inline element that says it names an
// author, by rel, itemprop, class, id, or where it links to.
type Name struct {
	Block int       // in Page.Blocks
	Span  text.Span // in its Text
}

// Element is a block element of the page.
type Element struct {
	Parent int // in Page.Elements; -1 for the page itself
	Tag    atom.Atom
	Class  string // as written
	ID     string // as written
	Role   string // role, itemprop and data-testid, as written, parted by spaces
	Hidden bool   // it, or one it stands in, is hidden from readers
}

// Head is what the page says of itself where readers do not look.
type Head struct {
	Title string // of the <title> element, white space folded
	Lang  string // of the <html> element, as written
	Meta  []Meta
	Links []Link   // rel canonical, author
	JSON  []string // the content of each JSON-LD script
}

// Meta is one <meta> element.
type Meta struct {
	Name    string // its name, property or itemprop, in lower case
	Content string // white space folded
}

// Link is one <link> element.
type Link struct{ Rel, Href string }

// Get gives the content of the first meta element of the name that is not
// empty. Names are in lower case.
func (h *Head) Get(name string) string {
	for _, m := range h.Meta {
		if m.Name == name && m.Content != "" {
			return m.Content
		}
	}
	return ""
}

// Parse reads a page as it was fetched. The content type is the HTTP header's;
// where it is empty, or says nothing of the charset, the page itself is asked.
// A page without text has no blocks. The error is [ErrTooLarge], or
// [ErrNotText] for pictures, archives and other binary files.
func Parse(src []byte, contentType string) (*Page, error) {
	if len(src) > MaxSize {
		return nil, ErrTooLarge
	}
	return ParseString(string(src), contentType)
}

// ParseString is [Parse] without a copy of the page.
func ParseString(src, contentType string) (*Page, error) {
	if len(src) > MaxSize {
		return nil, ErrTooLarge
	}
	p := &Page{}
	mediaType, declared := splitType(contentType)
	decoded, charset, err := p.decode(src, declared, mediaType)
	if err != nil {
		return nil, err
	}
	switch {
	case mediaType == "text/html" || mediaType == "application/xhtml+xml":
		p.HTML = true
	case mediaType == "text/plain":
	default:
		p.HTML = looksHTML(decoded)
	}
	p.read(decoded, charset)
	return p, nil
}

// FromText reads an article that is text already. It may be flattened from a
// page. The error is [ErrTooLarge].
func FromText(s string) (*Page, error) {
	if len(s) > MaxSize {
		return nil, ErrTooLarge
	}
	p := &Page{Charset: "utf-8"}
	decoded, charset := p.decodeUTF8(s)
	p.read(decoded, charset)
	return p, nil
}

// How many bytes of HTML there are for each element and each block: on the pages
// of the development sets some 350 and 700. Few have more than twice as many.
const (
	bytesAnElement = 400
	bytesABlock    = 800
)

// read fills in the blocks. The charset's alignment is nil where decoded is the
// page as sent.
func (p *Page) read(decoded string, charset *text.Map) {
	p.Elements = []Element{{Parent: -1}}
	if p.HTML {
		p.Elements = slices.Grow(p.Elements, min(len(decoded)/bytesAnElement, MaxElements))
		p.Blocks = make([]Block, 0, min(len(decoded)/bytesABlock, MaxBlocks))
		readHTML(p, decoded)
	} else {
		readText(p, decoded)
	}
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if charset != nil {
			b.Map = b.Map.Through(*charset)
		}
		b.Span = b.Map.Original(text.Span{Start: 0, End: len(b.Text)})
	}
}

// binaryTypes begin the media types that a page cannot be.
var binaryTypes = []string{"image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/x-gzip",
	"application/x-rar", "application/wasm", "application/vnd.ms-fontobject", "application/ogg"}

// maxControls is the share of control characters above which a page is no
// text. Text has none but white space; a page damaged on the way has a few; the
// executables and archives that were looked at have a tenth and more.
const maxControls = 0.05

// binary reports whether the bytes are those of a file that holds no text. It
// looks at the first 64 KiB. Some formats are told by two or three letters that
// a text may begin with ("BM"), so that one control character is wanted beside.
func binary(src string) bool {
	sniffed := http.DetectContentType([]byte(src[:min(len(src), 512)])) // it looks at no more
	src = src[:min(len(src), 64<<10)]
	controls := 0
	for i := range len(src) {
		if c := src[i]; c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B {
			controls++
		}
	}
	for _, t := range binaryTypes {
		if strings.HasPrefix(sniffed, t) && (controls > 0 || sniffed == "application/pdf") {
			return true
		}
	}
	return float64(controls) > maxControls*float64(len(src))
}
