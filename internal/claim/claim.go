// Package claim finds what a document states: propositions that could be
// checked, each with who says so, how it is put forward and how worth checking
// it is.
//
// A sentence that states something gives one claim: the content of its
// attribution, taken out of the report, or the sentence itself where there is
// none. A sentence that reports two things gives two. Headings, captions,
// questions, orders, requests and phrases without a verb state nothing.
//
// What is known of words stands in cues.tsv and verbs.tsv, which are English.
// In another language every sentence with a stop is a claim, reported where it
// is attributed and else asserted, for the cues are not known.
package claim

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Claim is a proposition that could be checked.
type Claim struct {
	Text         string      // the claim on its own: attribution taken out, a name for a pronoun in front, capital letter, full stop
	Span         text.Span   // from the first to the last word it rests on, in Document.Text
	Pieces       []text.Span // its words within Span: two or more where the attribution interrupts them
	Sentence     int         // the sentence it stands in, index in Document.Sentences
	Attributions []int       // who says so, indexes in Document.Attributions, outermost first; empty: the article
	Modality     Modality
	Negated      bool  // the main predicate is
	Quantities   []int // inside Pieces: indexes in Document.Quantities
	Times        []int // inside Pieces: indexes in Document.Times
	Mentions     []int // inside Pieces: indexes in Document.Mentions
	Worth        doc.Score
}

// Modality is how a claim is put forward.
type Modality uint8

// The modalities. The zero value is the narrator's own word.
const (
	Asserted    Modality = iota // by the article itself, as a fact
	Reported                    // by a source
	Planned                     // as something meant to happen
	Conditional                 // as something that holds under a condition
	Possible                    // as something that may be so
	Opinion                     // as somebody's view
	Denied                      // as something that a source rejects
)

// String gives the modality's name in lower case.
func (m Modality) String() string {
	return [...]string{"asserted", "reported", "planned", "conditional", "possible", "opinion", "denied"}[m]
}

// Extract gives the claims of a document in text order. It takes time linear
// in the size of the document as long as the attributions of one sentence are
// few.
func Extract(d *doc.Document) []Claim {
	reported := bySentence(d)
	kinds := blockKinds(d)
	var claims []Claim
	for i := range d.Sentences {
		if silent(kinds[i]) || d.Sentences[i].Heading {
			continue
		}
		r := read(d, i)
		if !r.states(r.all) || !r.english && lastMark(r.words(r.all)) == "" {
			continue
		}
		for _, p := range r.propositions(reported[i]) {
			claims = append(claims, r.claim(p))
		}
	}
	return claims
}

// silent reports whether blocks of the kind state nothing of their own.
func silent(k doc.Kind) bool {
	return k.Heading() || k == doc.Caption || k == doc.Table || k == doc.Code
}

// blockKinds gives for every sentence the kind of the block it begins in;
// running text where there is none.
func blockKinds(d *doc.Document) []doc.Kind {
	kinds := make([]doc.Kind, len(d.Sentences))
	b := 0
	for i, s := range d.Sentences {
		for b < len(d.Blocks) && d.Blocks[b].End <= s.Start {
			b++
		}
		if b < len(d.Blocks) && d.Blocks[b].Start <= s.Start {
			kinds[i] = d.Blocks[b].Kind
		}
	}
	return kinds
}

// bySentence gives for each sentence the attributions with content in it.
func bySentence(d *doc.Document) map[int][]int {
	found := map[int][]int{}
	for a := range d.Attributions {
		for _, c := range d.Attributions[a].Contents {
			i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > c.Start })
			for ; i < len(d.Sentences) && d.Sentences[i].Start < c.End; i++ {
				if list := found[i]; len(list) == 0 || list[len(list)-1] != a {
					found[i] = append(list, a)
				}
			}
		}
	}
	return found
}

// claim makes the claim that rests on a proposition.
func (r *reading) claim(p proposition) Claim {
	words := r.words(p.pieces)
	c := Claim{
		Text:         wording(r.d, p.pieces),
		Span:         p.span(),
		Pieces:       p.pieces,
		Sentence:     r.index,
		Attributions: p.attributions,
		Modality:     r.modality(p, words),
		Negated:      negated(words),
		Quantities:   inside(r.d.Quantities, p.pieces, func(q doc.Quantity) text.Span { return q.Span }),
		Times:        inside(r.d.Times, p.pieces, func(t doc.Time) text.Span { return t.Span }),
		Mentions:     inside(r.d.Mentions, p.pieces, func(m doc.Mention) text.Span { return m.Span }),
	}
	if !r.english {
		c.Negated = false
	}
	c.Worth = worth(r.d, c)
	return c
}

// inside gives the indexes of what lies within one of the pieces, in a layer
// in text order.
func inside[T any](layer []T, pieces []text.Span, span func(T) text.Span) []int {
	var found []int
	for _, p := range pieces {
		i := sort.Search(len(layer), func(i int) bool { return span(layer[i]).Start >= p.Start })
		for ; i < len(layer) && span(layer[i]).Start < p.End; i++ {
			if span(layer[i]).End <= p.End {
				found = append(found, i)
			}
		}
	}
	return found
}

// reading is one sentence, read for what it states.
type reading struct {
	d       *doc.Document
	index   int
	english bool // or of an unknown language
	all     []text.Span
	known   []string // the words of all, once they were asked for
}

func read(d *doc.Document, sentence int) *reading {
	return &reading{
		d:       d,
		index:   sentence,
		english: d.Language == "" || d.Language == "en" || strings.HasPrefix(d.Language, "en-"),
		all:     []text.Span{d.Sentences[sentence].Span},
	}
}

// words gives the tokens inside the pieces as the lexicons have them. Words
// with a capital inside a sentence are names and stay as they are: "in May",
// "Will Orde".
func (r *reading) words(pieces []text.Span) []string {
	whole := len(pieces) == 1 && pieces[0] == r.all[0]
	if whole && r.known != nil {
		return r.known
	}
	var words []string
	opens := true
	for _, i := range inside(r.d.Tokens, pieces, func(t doc.Token) text.Span { return t.Span }) {
		word := r.d.Tokens[i].Of(r.d.Text)
		first, _ := utf8.DecodeRuneInString(word)
		if opens || !unicode.IsUpper(first) || word == "I" {
			word = lexicon.Key(word)
		}
		words = append(words, word)
		opens = !isWord(word) && !isComma(word)
	}
	if whole {
		r.known = words
	}
	return words
}
