package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Ordinals gives the ordinals in a document that has its tokens, sentences,
// times and quantities, in text order: "third", "21st", "one hundred
// twenty-fifth", "next", "last but one". Those inside of dates, of other times
// and of fractions are none, nor are those that are part of a name ("the Second
// Amendment"). It is total, and linear in the number of tokens.
func Ordinals(d *doc.Document) []doc.Ordinal {
	f := newFinder(d)
	shares := lexicon.Ends(f.Doc, d.Quantities, func(q doc.Quantity) text.Span { return q.Span })
	var found []doc.Ordinal
	for _, s := range f.Doc.Each() {
		f.Enter(s)
		for i := f.First; i < f.End; {
			o, n := f.ordinal(i)
			if n == 0 || shares[i] > 0 || f.anyTimed(i, i+n) {
				i++
				continue
			}
			o.Span = f.Span(i, i+n)
			found = append(found, o)
			i += n
		}
	}
	return found
}

// ordinal reads the ordinal that begins with token i, and gives how many tokens
// it takes: 0 if there is none.
func (f *finder) ordinal(i int) (doc.Ordinal, int) {
	const highest = 1e17 // ranks are whole numbers, and a float64 holds those below
	if o, n := f.lex.Ordinals.Match(f.Rest(i)); n > 0 && o.From != doc.FromStart {
		if !f.ranks(i, n, o) {
			return doc.Ordinal{}, 0
		}
		return doc.Ordinal{Rank: int(o.Rank), From: o.From}, n
	}
	rank, n := f.lex.ReadOrdinal(f.Rest(i))
	if n == 0 || rank > highest || f.proper(i, i+n) || f.Is(i+n-1, "second") && f.Is(i-1, "a", "-", "per", "split") {
		return doc.Ordinal{}, 0
	}
	return doc.Ordinal{Rank: int(rank)}, n
}

// ranks reports whether "last", "next", "previous" and "current" at token i say
// where something stands: not "at last", "next to the house", "will last",
// "electric current".
func (f *finder) ranks(i, n int, o lexicon.Ordinal) bool {
	if n > 1 {
		return true
	}
	before := f.lex.Is(f.Key(i-1), lexicon.Auxiliary|lexicon.Particle|lexicon.Pronoun) && !f.lex.Is(f.Key(i-1), lexicon.Determiner|lexicon.Possessive|lexicon.Be)
	switch {
	case f.Is(i-1, "at", "to") && f.Is(i, "last"), f.Is(i, "last") && before, f.Is(i, "next") && f.Is(i+1, "to"), f.proper(i, i+n):
		return false
	case o.From == doc.FromHere && f.Is(i, "current"):
		return f.nounish(i + 1)
	}
	return true
}

// proper reports whether tokens [i, end) are part of a name: they have a
// capital that the beginning of the sentence does not ask for, and so has what
// stands beside them.
func (f *finder) proper(i, end int) bool {
	return f.Capital(i) && i > f.First && (f.Capital(end) || f.Capital(i-1) || strings.EqualFold(f.Key(i-1), "the"))
}

// ordinalEnd gives where the ordinal ends that begins with the cardinal at
// token i: "twenty-first" holds no amount of twenty. It is i if there is none.
func (f *finder) ordinalEnd(i int) int {
	rank, n := f.lex.ReadOrdinal(f.Rest(i))
	if n < 2 || rank == 0 {
		return i
	}
	if part, _ := f.fraction(i); part > 0 {
		return i
	}
	return i + n
}
