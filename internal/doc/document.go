// Package doc is what the passes speak of: a [Document], which owns its text,
// and its layers, whose every item is a span of that text with a meaning.
// Nothing here reads language; it is data, and [Check].
package doc

import (
	"iter"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/text"
)

// Document is one analysed article: the clean copy and its layers. Each layer
// is in text order. Package analyze is the only writer.
type Document struct {
	Text      string // the clean copy: blocks parted by a blank line
	Language  string // BCP 47; empty: unknown
	Published Date   // anchor of relative dates; zero: unknown

	Blocks       []Block
	Sentences    []Sentence
	Tokens       []Token
	Tags         []Tag  // one for each token; none in a language whose words are not known
	Heads        []Head // likewise
	Quantities   []Quantity
	Ordinals     []Ordinal
	Times        []Time
	Mentions     []Mention
	Entities     []Entity
	Attributions []Attribution

	// Stop is asked by passes between sentences: once it says so, and then for
	// ever, nobody waits for the document any more, and a pass ends with its layer
	// unfinished. Nil: somebody always waits.
	Stop func() bool
}

// Stopped reports whether nobody waits for the document any more.
func (d *Document) Stopped() bool { return d.Stop != nil && d.Stop() }

// TokenAt gives the first token that begins at an offset of the text or behind it;
// their number where none does.
func (d *Document) TokenAt(offset int) int {
	i, _ := slices.BinarySearchFunc(d.Tokens, offset, func(t Token, at int) int { return t.Start - at })
	return i
}

// Each gives the sentences with their indexes, as long as somebody waits for
// the document.
func (d *Document) Each() iter.Seq2[int, Sentence] {
	return func(yield func(int, Sentence) bool) {
		for i, s := range d.Sentences {
			if d.Stopped() || !yield(i, s) {
				return
			}
		}
	}
}

// English reports whether the text may be in English, of whatever region: it is
// said to be, or nothing is said.
func (d *Document) English() bool {
	base, _, _ := strings.Cut(d.Language, "-")
	return base == "" || strings.EqualFold(base, "en") || strings.EqualFold(base, "und")
}

// Block is a paragraph, or what takes its place, of the clean copy.
type Block struct {
	text.Span
	Kind Kind
}

// Kind is what kind of text a block is. The zero value is running text.
type Kind uint8

// The kinds of block.
const (
	Paragraph Kind = iota
	Headline       // the article's own headline
	Subhead        // a heading inside the article
	ListItem
	Quote   // a quotation set apart
	Caption // the words under a picture
	Table   // a cell of a table
	Code    // preformatted text
)

// Heading reports whether the kind is a heading: headings state nothing.
func (k Kind) Heading() bool { return k == Headline || k == Subhead }

// Sentence is a sentence, or a heading or list item without a stop.
type Sentence struct {
	text.Span
	Tokens  Range // its tokens
	Heading bool
}

// Range is a half-open stretch [First, End) of a layer.
type Range struct{ First, End int }

// Len gives how many items r holds.
func (r Range) Len() int { return r.End - r.First }

// Token is a word or a punctuation mark, in the manner of Universal
// Dependencies: "don't" is "do" and "n't".
type Token struct{ text.Span }

// Quantity is an amount: a value, or a range of values, of something.
type Quantity struct {
	text.Span         // bound word, figure and unit: "about $310 million"
	Value     float64 // in Unit; the low end of a range
	High      float64 // the high end of a range; equal to Value where there is none
	Unit      string  // ISO 4217 or UCUM: "USD", "km", "%"; empty: a plain count
	Bound     Bound
	Counted   text.Span // what is counted: "troops"; empty: unknown, or the unit says it
}

// Bound is how a value bounds an amount.
type Bound uint8

// The bounds.
const (
	Exactly Bound = iota
	About         // about, around, some, nearly
	Over          // more than
	AtLeast
	UpTo    // at most, as many as
	Under   // less than
	Between // Value and High
)

// Ordinal is a place in an order, which counts nothing: "the third attack" is
// one attack.
type Ordinal struct {
	text.Span     // "third", "next to last"
	Rank      int // counted from From
	From      Origin
}

// Origin is what a rank is counted from.
type Origin uint8

// The origins.
const (
	FromStart Origin = iota // 1 is the first
	FromEnd                 // 0 is the last, -1 the one before it
	FromHere                // 0 is the current one, 1 the next, -1 the previous
)

// Time is a time expression.
type Time struct {
	text.Span        // without a leading preposition
	Value     string // TIMEX3 (ISO 24617-1): "2025-03-04", "P3D"; "XXXX-WXX-3" where it could not be anchored
	Type      TimeType
	Anchor    Date // what Value was reckoned from; zero: it needed no anchor, or there was none
}

// TimeType is one of the TIMEX3 types.
type TimeType uint8

// The TIMEX3 types.
const (
	DateTime  TimeType = iota // DATE: a day or longer
	ClockTime                 // TIME: a time of day
	Duration
	Set // times that come again
)

// Mention is one place where an entity is named.
type Mention struct {
	text.Span
	Entity int // index in Document.Entities
}

// Entity is somebody or something that the document names.
type Entity struct {
	Name     string // the fullest name that the document uses
	Type     EntityType
	Mentions []int // indexes in Document.Mentions, at least one
}

// EntityType is what an entity is.
type EntityType uint8

// The types of entity.
const (
	Unknown EntityType = iota
	Person
	Place
	Organisation
	Other // an event, a law, a product
)

// Attribution is somebody saying something (PARC 3.0).
type Attribution struct {
	Source   Source
	Cue      []text.Span // the words that make it a report; two where an adverb parts them
	Contents []text.Span // one for each unbroken stretch
	Style    Style
}

// Source is who says something.
type Source struct {
	text.Span     // the whole noun phrase; empty: it is not in the text
	Entity    int // index in Document.Entities; -1: none
	Kind      SourceKind
}

// SourceKind is what a source is.
type SourceKind uint8

// The kinds of source.
const (
	UnnamedSource SourceKind = iota // "officials", "it was suggested"
	PersonSource
	OrganisationSource
	DocumentSource // a report, a statement
)

// Style is in whose words a content stands.
type Style uint8

// The styles of attribution.
const (
	Indirect Style = iota // the article's words
	Direct                // all in quotation marks
	Mixed                 // some in quotation marks
)
