package story

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// locate finds where and when an amount was counted, and what stands beside it:
// in the words behind it, up to the next amount or comma. The place is the first
// that is named after a preposition ("in Arden"); else the first thing after one
// ("at the spillway"); else, where the claim has one amount and names one place
// before it, that one ("In Arden 60 homes were flooded").
func (r *reader) locate(f *fact, n int, a *amount) {
	d := f.doc
	behind := text.Span{Start: max(a.End, a.Counted.End), End: f.Span.End}
	if n+1 < len(f.quantities) {
		behind.End = d.Quantities[f.quantities[n+1]].Start
	}
	for i, s := range f.spans {
		if f.keys[i] == "," && behind.Contains(s) {
			behind.End = s.Start
		}
	}
	r.findPeriod(f, a, behind)
	r.findPlace(f, a, behind)
	if a.place < 0 && len(f.quantities) == 1 && len(f.places) == 1 {
		if e, _, ok := r.placeIn(f, text.Span{Start: f.Span.Start, End: a.Start}); ok {
			a.place = r.names.Of(r.entityName(f.doc, e))
		}
	}
	r.findBeside(f, a)
}

// confined reports whether a claim names this place alone, and not only as
// that of something in it: "claimed by the Resistance in Iraq".
func (f *fact) confined(place int32) bool {
	d := f.doc
	if !slices.Equal(f.places, []int32{place}) {
		return false
	}
	for _, m := range f.mentions {
		span := d.Mentions[m].Span
		i := d.TokenAt(span.Start)
		if i == len(d.Tokens) || d.Tokens[i].Start != span.Start || d.Entities[d.Mentions[m].Entity].Type != doc.Place {
			continue
		}
		for len(d.Heads) > 0 && d.Heads[i].Token >= 0 && span.Contains(d.Tokens[d.Heads[i].Token].Span) {
			i = d.Heads[i].Token
		}
		if len(d.Heads) == 0 || d.Heads[i].Token < 0 || d.Heads[i].Relation != doc.Nmod {
			return true
		}
	}
	return false
}

func (r *reader) findPeriod(f *fact, a *amount, behind text.Span) {
	for _, t := range f.times {
		if s := f.doc.Times[t]; behind.Contains(s.Span) {
			a.period, a.where = r.names.Of(s.Value), "("+s.Of(f.doc.Text)+")"
			return
		}
	}
}

// findPlace finds the first named place behind a preposition, or else the first
// thing.
func (r *reader) findPlace(f *fact, a *amount, behind text.Span) {
	d := f.doc
	for i, s := range f.spans {
		if !behind.Contains(s) || kinds[f.keys[i]] != placeWord {
			continue
		}
		phrase := f.nounPhrase(i + 1)
		if e, mention, ok := r.placeIn(f, phrase); ok {
			a.place = r.names.Of(r.entityName(f.doc, e))
			a.where = s.Cover(mention).Of(d.Text)
			return
		}
		if a.place < 0 && f.keys[i] != "of" && !f.timeIn(phrase) {
			a.place = r.thing(phrase.Of(d.Text))
			if a.place >= 0 {
				a.where = s.Cover(phrase).Of(d.Text)
			}
		}
	}
}

// phraseWords is how many words a noun phrase is followed for.
const phraseWords = 5

// nounPhrase gives the stretch from the i-th token up to a word that ends a
// noun phrase: a verb, a preposition, a mark.
func (f *fact) nounPhrase(i int) text.Span {
	var s text.Span
	const ends = lexicon.Preposition | lexicon.Coordinator | lexicon.Subordinator | lexicon.Auxiliary | lexicon.Relative
	for k := i; k < min(len(f.keys), i+phraseWords); k++ {
		lex := lexicon.English()
		if !strings.ContainsFunc(f.keys[k], text.LetterOrDigit) || lex.Is(f.keys[k], ends) && f.keys[k] != "'s" || lex.Verbs.Has(f.keys[k]) {
			break
		}
		if s.Empty() {
			s = f.spans[k]
		}
		s = s.Cover(f.spans[k])
	}
	return s
}

// placeIn gives the place that is named in a stretch, and its mention.
func (r *reader) placeIn(f *fact, s text.Span) (entity int, words text.Span, ok bool) {
	for _, m := range f.mentions {
		mention := f.doc.Mentions[m]
		if r.isPlace(f.doc, mention.Entity) && s.Overlaps(mention.Span) {
			return mention.Entity, mention.Span, true
		}
	}
	return 0, text.Span{}, false
}

func (f *fact) timeIn(s text.Span) bool {
	for _, t := range f.times {
		if f.doc.Times[t].Overlaps(s) {
			return true
		}
	}
	return false
}

// thing gives the number of a thing that has no name, by its content words; -1
// if it has none.
func (r *reader) thing(words string) int32 {
	var stems []string
	for _, word := range strings.Fields(words) {
		if key := lexicon.Key(word); r.content(word, key) {
			stems = append(stems, coref.Meaning(key))
		}
	}
	if stems == nil {
		return -1
	}
	return r.names.Of("the " + strings.Join(stems, " "))
}

// findBeside finds the content words nearest to an amount, names and adverbs
// left out.
func (r *reader) findBeside(f *fact, a *amount) {
	before, behind := int32(-1), int32(-1)
	for i, s := range f.spans {
		key := f.keys[i]
		if strings.HasSuffix(key, "ly") || f.named(s) || !r.content(s.Of(f.doc.Text), key) {
			continue
		}
		switch {
		case s.End <= a.Start && !a.Counted.Contains(s):
			before = r.words.Of(coref.Meaning(f.lemmas[i]))
		case s.Start >= max(a.End, a.Counted.End) && behind < 0:
			behind = r.words.Of(coref.Meaning(f.lemmas[i]))
		}
	}
	for _, t := range []int32{before, behind} {
		if t >= 0 {
			a.beside = append(a.beside, t)
		}
	}
	a.beside = sets.Distinct(a.beside)
}

// named reports whether a token is part of a name.
func (f *fact) named(s text.Span) bool {
	for _, m := range f.mentions {
		if f.doc.Mentions[m].Contains(s) {
			return true
		}
	}
	return false
}
