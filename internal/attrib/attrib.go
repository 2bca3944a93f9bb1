// Package attrib finds who says what: source, cue and content, in the terms of
// PARC 3.0.
//
// A cue is a verb of the lexicon that the tags have as one, an adjective or noun
// that a clause completes ("was confident that", "the claim that"), a phrase like
// "according to", a label's colon, or any verb beside a quotation and a person.
// Subject and clause are read off the tree; one arc in seven is wrong there, so a
// subject must stand where one can, and the words around the cue decide where the
// tree has none: noun phrases are read to both sides, and a content runs to the
// end of its sentence unless another speaker begins. Quotations are paired
// beforehand, paragraph by paragraph, for they run over sentences, and what
// follows without a cue of its own goes on with the attribution before it. Verbs
// inside of a quotation report to its speaker, and their attributions stay inside
// of it.
package attrib

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Find gives the attributions in a document that has all of its other layers,
// in text order; none where it has no tags and trees. It is total, and linear in the number of tokens.
func Find(d *doc.Document) []doc.Attribution {
	if len(d.Heads) != len(d.Tokens) || len(d.Tags) != len(d.Tokens) {
		return nil
	}
	f := finder{View: lexicon.NewView(d), lex: lexicon.English(), tree: doc.NewTree(d)}
	f.timeEnd = lexicon.Ends(d, d.Times, func(t doc.Time) text.Span { return t.Span })
	f.mentionEnd = lexicon.Ends(d, d.Mentions, func(m doc.Mention) text.Span { return m.Span })
	f.amountEnd = lexicon.Ends(d, d.Quantities, func(q doc.Quantity) text.Span { return q.Span })
	f.quotations()
	f.count()
	var found []report
	for i, s := range d.Each() {
		if s.Heading {
			continue
		}
		f.Enter(s)
		f.sentence = i
		f.breaks = f.findBreaks()
		here := f.unravel(f.inSentence())
		found = append(append(found, here...), f.fragments(here)...)
	}
	f.goOn(found)
	return f.layer(found)
}

// finder reads one sentence of a document.
type finder struct {
	lexicon.View // of a sentence, or of a quotation in it
	lex          *lexicon.Lexicon
	tree         doc.Tree
	timeEnd      []int // where the time expression that a token is in ends; 0: none
	mentionEnd   []int // where the mention that a token is in ends; 0: none
	amountEnd    []int // where the quantity that a token is in ends; 0: none
	quotes       []quote
	quoteAt      []int // for every token the quotation it is in, counted from 1; 0: none
	words        []int // how many words stand before each token, and before the end
	quoted       []int // how many of them in quotations

	sentence int
	breaks   []int // the commas and semicolons of the sentence behind which another report begins
}

// stretch is the tokens [first, end).
type stretch struct{ first, end int }

func (s stretch) empty() bool { return s.end <= s.first }

// report is an attribution in tokens.
type report struct {
	sentence int
	source   stretch
	cue      []stretch
	contents []stretch
}

// class reports whether token i is, or may be, of one of the closed classes.
func (f *finder) class(i int, c lexicon.Class) bool { return f.lex.Is(f.Key(i), c) }

// figure reports whether token i begins with a digit or a currency mark.
func (f *finder) figure(i int) bool {
	r, _ := utf8.DecodeRuneInString(f.Word(i))
	return unicode.IsDigit(r) || unicode.Is(unicode.Sc, r)
}

// inSentence gives the reports in the sentence, in the order of their cues.
func (f *finder) inSentence() []report {
	var found []report
	first, end := f.First, f.End
	for i := first; i < end; {
		f.First, f.End = f.inside(i, first, end)
		n := 1
		if r, m := f.phrase(i); m > 0 {
			found = append(found, r...)
			n = m
		} else if r, ok := f.worded(i); ok {
			found = append(found, r)
		} else if v, ok := f.verb(i); ok {
			k := f.joinedTo(v, found)
			if r, ok := f.spoken(v, last(found[:k+1])); ok && len(r.contents) > 0 {
				for j := k + 1; j < len(found); j++ {
					f.cut(&found[j], v.first) // what was said inside of the report before
				}
				f.breakOff(&r)
				found = append(found, r)
			} else if r, ok := f.minded(i); ok { // "remain convinced"
				found = append(found, r)
			}
			n = v.end - i
		} else if r, ok := f.minded(i); ok {
			found = append(found, r)
		} else if r, ok := f.named(i, last(found)); ok {
			found = append(found, r)
		} else if r, ok := f.label(i); ok {
			found = append(found, r)
		} else if r, ok := f.colon(i, last(found)); ok {
			found = append(found, r)
		}
		f.First, f.End = first, end
		i += n
	}
	return found
}

// unravel ends the content of a report that is part of what another one reports
// before that one's own words: in "the wall was expected to hold, Orr said" the
// expectation does not end with "Orr said".
func (f *finder) unravel(found []report) []report {
	const most = 8 // neighbours
	for i := range found {
		for j := max(0, i-most); j < min(len(found), i+most); j++ {
			a, b := &found[i], found[j]
			if i == j || len(a.contents) == 0 || len(b.contents) == 0 {
				continue
			}
			c, outer := &a.contents[len(a.contents)-1], b.contents[0]
			said := b.cue[0].first
			if outer.first <= a.cue[0].first && a.cue[0].first < outer.end && said >= outer.end && c.first < outer.end && said < c.end {
				c.end = f.backOver(outer.end)
			}
		}
	}
	return found
}

// joinedTo gives the report before a cue that the tree joins the cue to, else the last,
// as an index; -1: there is none. In "Orr told Velm that Arden warned it and said", Orr
// said.
func (f *finder) joinedTo(v verb, found []report) int {
	h := f.governor(v.at)
	const most = 4 // reports
	for k := len(found) - 1; h >= 0 && f.relation(v.at) == doc.Conj && k >= max(0, len(found)-most); k-- {
		if slices.ContainsFunc(found[k].cue, func(s stretch) bool { return s.first <= h && h < s.end }) {
			return k
		}
	}
	return len(found) - 1
}

func last(found []report) *report {
	if len(found) == 0 {
		return nil
	}
	return &found[len(found)-1]
}

// layer gives the reports as attributions, in text order.
func (f *finder) layer(found []report) []doc.Attribution {
	var list []doc.Attribution
	for _, r := range found {
		a := doc.Attribution{Source: f.source(r), Cue: f.spans(r.cue), Contents: f.spans(r.contents), Style: f.style(r)}
		if len(a.Cue) > 0 && len(a.Contents) > 0 {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b doc.Attribution) int {
		return cmp.Or(start(a)-start(b), a.Contents[0].Start-b.Contents[0].Start) // what holds another first
	})
	return list
}

// spans gives the text of stretches, in text order; what one shares with
// another it has once.
func (f *finder) spans(list []stretch) []text.Span {
	slices.SortFunc(list, func(a, b stretch) int { return a.first - b.first })
	var spans []text.Span
	at := 0
	for _, s := range list {
		if s.first = max(s.first, at); s.empty() {
			continue
		}
		spans = append(spans, f.Span(s.first, s.end))
		at = s.end
	}
	return spans
}

// start gives where an attribution's first word begins.
func start(a doc.Attribution) int {
	at := min(a.Cue[0].Start, a.Contents[0].Start)
	if !a.Source.Span.Empty() {
		at = min(at, a.Source.Start)
	}
	return at
}

// style says whether all, some or none of the words of the contents stand in
// quotation marks that are not the cue's too.
func (f *finder) style(r report) doc.Style {
	quoted, words := 0, 0
	for _, s := range r.contents {
		words += f.words[s.end] - f.words[s.first]
		quoted += f.quoted[s.end] - f.quoted[s.first]
	}
	switch {
	case quoted == 0 || f.quoteAt[r.cue[0].first] > 0:
		return doc.Indirect
	case quoted == words:
		return doc.Direct
	}
	return doc.Mixed
}

// count counts words, and those in quotations, up to each token.
func (f *finder) count() {
	f.words, f.quoted = make([]int, len(f.All)+1), make([]int, len(f.All)+1)
	for i, k := range f.All {
		f.words[i+1], f.quoted[i+1] = f.words[i], f.quoted[i]
		if strings.IndexFunc(k, unicode.IsLetter) < 0 {
			continue
		}
		f.words[i+1]++
		if f.quoteAt[i] > 0 {
			f.quoted[i+1]++
		}
	}
}
