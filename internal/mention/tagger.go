package mention

import (
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/text"
)

// Where in a name a token stands (BIOES).
const (
	begins = iota
	within
	ends
	alone
	places
)

// TagCount is how many tags tokens may have: 0 outside of names, then the
// places in a name for each type.
const TagCount = 1 + places*int(doc.Other)

func tagOf(t doc.EntityType, place int) uint8 { return uint8(1 + places*(int(t)-1) + place) }

// Step reports whether one tag may follow another; [TagCount] is the outside at
// both ends of a sentence.
func Step(from, to int) bool {
	open := from > 0 && from < TagCount && ((from-1)%places == begins || (from-1)%places == within)
	goesOn := to > 0 && to < TagCount && ((to-1)%places == within || (to-1)%places == ends)
	return open == goesOn && (!open || (from-1)/places == (to-1)/places)
}

// Tagged gives the sentences of a document as examples for learning names, with
// all tags 0. The document has what [Find] needs.
func Tagged(d *doc.Document) []model.Tagged {
	f := newFinder(d)
	var all []model.Tagged
	words, notes := f.readWords(), f.notes()
	_, rules := f.candidates()
	for _, s := range d.Sentences {
		r := tokenReader{words: words[s.Tokens.First:s.Tokens.End], notes: notes[s.Tokens.First:s.Tokens.End], rules: rules[s.Tokens.First:s.Tokens.End]}
		t := model.Tagged{Tags: make([]uint8, len(r.words)), Weight: 1}
		for i := range r.words {
			t.Features = append(t.Features, append([]uint32(nil), r.features(i)...))
		}
		all = append(all, t)
	}
	return all
}

// Tag writes the tags of a name into those of a document's tokens: of every
// token that it shares a byte with.
func Tag(d *doc.Document, sentences []model.Tagged, span text.Span, t doc.EntityType) {
	for i, s := range d.Sentences {
		if !s.Overlaps(span) {
			continue
		}
		first, end := -1, 0
		for j := s.Tokens.First; j < s.Tokens.End; j++ {
			if d.Tokens[j].Overlaps(span) {
				if first < 0 {
					first = j - s.Tokens.First
				}
				end = j - s.Tokens.First + 1
			}
		}
		if first < 0 {
			continue
		}
		tags := sentences[i].Tags
		for j := first; j < end; j++ {
			tags[j] = tagOf(t, within)
		}
		tags[first], tags[end-1] = tagOf(t, begins), tagOf(t, ends)
		if end == first+1 {
			tags[first] = tagOf(t, alone)
		}
	}
}

// tag finds the names of all sentences.
func (f *finder) tag(m *model.Sequence) {
	if m.Tags() != TagCount {
		return
	}
	words, notes := f.readWords(), f.notes()
	candidates, rules := f.candidates()
	var scores []int32
	for i, s := range f.Doc.Each() {
		f.enter(i, s)
		r := tokenReader{words: words[f.First:f.End], notes: notes[f.First:f.End], rules: rules[f.First:f.End]}
		scores = slices.Grow(scores[:0], len(r.words)*TagCount)[:len(r.words)*TagCount]
		clear(scores)
		for j := range r.words {
			m.Add(scores[j*TagCount:(j+1)*TagCount], r.features(j))
		}
		before := len(f.names)
		tags := m.Best(scores)
		f.tagged(tags)
		f.leftOver(candidates[i], tags)
		f.glosses(before, tags)
		slices.SortStableFunc(f.names[before:], func(a, b *name) int { return a.first - b.first })
		for j := before + 1; j < len(f.names); j++ {
			f.gloss(f.names[j-1], f.names[j])
		}
	}
}

// tagged adds the names that the tags of the sentence say.
func (f *finder) tagged(tags []uint8) {
	first := 0
	for i, tag := range tags {
		if tag == 0 {
			continue
		}
		place := int(tag-1) % places
		if place == begins || place == alone {
			first = f.First + i
		}
		if place == ends || place == alone {
			f.add(first, f.First+i+1, doc.EntityType((tag-1)/places)+1)
		}
	}
}

// leftOver adds the rules' names where the tagger has none: those that the
// lexicon is certain of, and those of which nobody knows the type. More of them
// cost F1 on every held-out set.
func (f *finder) leftOver(names []*name, tags []uint8) {
	if f.loud {
		return
	}
	for _, n := range names {
		free := true
		for _, tag := range tags[n.first-f.First : n.end-f.First] {
			free = free && tag == 0
		}
		if t := n.votes.best(); free && (t == doc.Unknown || t == doc.Other || n.votes[t] >= certain) {
			f.names = append(f.names, n)
		}
	}
}

// glosses adds the initials in brackets behind the sentence's names from the
// given one on, where they were not found.
func (f *finder) glosses(from int, tags []uint8) {
	for _, n := range f.names[from:] {
		at := n.end + 1
		if !f.Is(n.end, "(") || !f.Is(at+1, ")") || tags[at-f.First] != 0 || !f.acronym(at) || acronymOf(n.words) != f.All[at] {
			continue
		}
		short := f.name(at, at+1)
		short.votes = n.votes
		f.names = append(f.names, short)
	}
}

// longestLoud is how many words of a heading in title case are taken for one
// name: of more, most are no name.
const longestLoud = 3

// add adds a name of the type, less what is none of it: "the", the second half
// of a compound ("Norland-based"), and all of it where it names nobody by itself.
func (f *finder) add(first, end int, t doc.EntityType) {
	if f.loud && (t == doc.Other || end-first > longestLoud) {
		return
	}
	if _, n := f.lex.Places.Match(f.All[first:end]); f.Is(first, "the") && end-first > 1 && n < end-first {
		first++
	}
	if end-first > 2 && f.Is(end-2, "-") && !f.capital(end-1) && f.compound(end-1) {
		end -= 2
	}
	if end == first+1 && f.lex.Function.Has(f.All[first]) && !f.acronym(first) {
		return
	}
	short := f.idle(first, end)
	if short && !f.institution(first) {
		return
	}
	n := f.name(first, end)
	n.short = short
	n.votes[t] += tagged
	f.names = append(f.names, n)
}

// What the notes on a token say.
const (
	noteOpening = 1 << iota // its capital says nothing: it begins a sentence
	noteLoud                // nor does it here: the sentence is all in capitals, or a heading in title case
	noteSmall               // the document has the word in small letters too
	noteBig                 // or with a capital inside of a sentence
	noteTaken               // it is part of a time or a quantity
)

// notes gives what the document tells of each token.
func (f *finder) notes() []uint32 {
	notes := make([]uint32, len(f.Doc.Tokens))
	for i, s := range f.Doc.Each() {
		f.enter(i, s)
		for t := f.First; t < f.End; t++ {
			k := f.All[t]
			for _, n := range [...]struct {
				bit  uint32
				said bool
			}{
				{noteOpening, f.opening(t)}, {noteLoud, f.loud}, {noteSmall, f.small[k]}, {noteBig, f.big[k]}, {noteTaken, f.taken(t)},
			} {
				if n.said {
					notes[t] |= n.bit
				}
			}
		}
	}
	return notes
}

// newFinder gives a finder that has surveyed the document.
func newFinder(d *doc.Document) *finder {
	f := &finder{View: lexicon.NewView(d), lex: lexicon.English()}
	f.timed = lexicon.Ends(d, d.Times, func(t doc.Time) text.Span { return t.Span })
	f.counted = lexicon.Ends(d, d.Quantities, func(q doc.Quantity) text.Span { return q.Span })
	f.survey()
	return f
}

// candidates gives the names that the rules propose, and the tags that say
// where they are: features for the tagger, which decides.
func (f *finder) candidates() (names [][]*name, tags []uint8) {
	tags = make([]uint8, len(f.Doc.Tokens))
	for i, s := range f.Doc.Each() {
		f.enter(i, s)
		found := f.inSentence()
		names = append(names, found)
		for _, n := range found {
			t := n.votes.best() + 1 // there are some of an unknown type
			for j := n.first; j < n.end; j++ {
				tags[j] = tagOf(t, within)
			}
			tags[n.first], tags[n.end-1] = tagOf(t, begins), tagOf(t, ends)
			if n.end == n.first+1 {
				tags[n.first] = tagOf(t, alone)
			}
		}
	}
	return names, tags
}
