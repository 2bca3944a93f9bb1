package mention

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// The votes. They are no measurement: what the lexicon knows for certain
// outweighs what a word of the name says, and that what the words beside it
// say.
const (
	tagged  = 12 // the tagger, which has seen all of this; 6 and 18 give the same F1 on held-out sets
	certain = 6
	strong  = 4
	weak    = 2
	faint   = 1
)

// inside gives a name the votes of its own words.
func (f *finder) inside(n *name) {
	first, last, size := f.Key(n.first), f.Key(n.end-1), n.end-n.first
	if _, m := f.lex.Places.Match(f.All[n.first:n.end]); m == size && f.famous(n.first, n.end) {
		n.votes[doc.Place] += certain
	}
	switch w, m := f.lex.Organisations.Match(f.All[n.first:n.end]); {
	case m == size && w == lexicon.Whole && f.famous(n.first, n.end):
		n.votes[doc.Organisation] += certain
	case f.headOf(n):
		n.votes[doc.Organisation] += tagged + strong // whatever the tagger says of "Bank of Norland"
	case size > 1 && f.organisation(n.end-1):
		n.votes[doc.Organisation] += strong
	case m > 0 && w == lexicon.Whole && f.famous(n.first, n.first+m):
		n.votes[doc.Organisation] += weak // "Senate Majority"
	}
	if g, ok := f.lex.GivenNames.Word(first); ok && !f.organisation(n.end-1) {
		n.votes[doc.Person] += weak
		if n.gender = g; size > 1 && !f.lex.PlaceWords.Has(last) && !f.lex.NameWords.Has(last) {
			n.votes[doc.Person] += weak
		}
	}
	switch {
	case size == 1 && f.acronym(n.first):
		n.votes[doc.Organisation] += weak
	case size > 1 && (f.lex.PlaceWords.Has(first) || f.lex.PlaceWords.Has(last)) && !f.organisation(n.end-1):
		n.votes[doc.Place] += strong
	case size > 1 && f.lex.NameWords.Has(last):
		n.votes[doc.Other] += strong
	case f.number(n.end - 1):
		n.votes[doc.Other] += weak
	}
	f.personal(n)
}

// headOf reports whether a word for an organisation stands before "of" in the
// name: "Bank of Norland".
func (f *finder) headOf(n *name) bool {
	for i := n.first; i+2 < n.end; i++ {
		if f.organisation(i) && f.Is(i+1, "of", "for") {
			return true
		}
	}
	return false
}

// personal gives a name the votes of initials and of small words inside of it.
func (f *finder) personal(n *name) {
	for i := n.first; i < n.end; i++ {
		w := f.Word(i)
		switch {
		case i > n.first && i+1 < n.end && f.lex.Particles.Has(f.Key(i)):
			n.votes[doc.Person] += weak
		case len(w) == 2 && w[1] == '.' && n.end-n.first > 1, f.Is(i, "jr.", "sr.") && i > n.first:
			n.votes[doc.Person] += weak
		}
	}
}

// beside gives a name the votes of the words beside it.
func (f *finder) beside(n *name) {
	before, after := f.Key(n.first-1), f.Key(n.end)
	if noun := f.Key(n.first - 2); before == "," && f.Is(n.end, ",", ".") {
		f.called(n, noun) // "the company's director, Ilsa Marren,"
	}
	f.called(n, before)
	switch before {
	case "in", "near", "across", "outside", "throughout":
		n.votes[doc.Place] += weak
		n.there = true
	case "at", "from", "to", "around", "into", "of":
		n.there = true
	case "the":
		if n.end-n.first > 1 {
			n.votes[doc.Organisation] += faint
		}
	}
	if after == "-" && f.Is(n.end+1, "based", "born") {
		n.votes[doc.Place] += tagged + weak // whatever the tagger says of "Norland-based"
	}
	if f.lex.PlaceWords.Has(after) && !f.capital(n.end) {
		n.votes[doc.Place] += weak
	}
	if c, ok := f.lex.Cues.Word(after); ok && (c.Form == lexicon.PastForm || c.Form == lexicon.Third) && before != "the" && n.end-n.first > 1 {
		n.votes[doc.Person] += faint
	}
	f.apposition(n)
	hyphens := strings.Count(n.text(), " - ")
	if size := n.end - n.first - 2*hyphens; size > 1 && size < 4 && before != "the" && !f.common(n.end-1) && !f.acronym(n.first) {
		n.votes[doc.Person] += faint
	}
}

// called gives a name the votes of a noun before it that says what it is:
// "geologist Jonas Wyldeck", "news agency Sundwire".
func (f *finder) called(n *name, noun string) {
	if t, ok := f.lex.Titles.Word(noun); ok && !t.Weak {
		n.votes[doc.Person] += weak
		n.gender = known(n.gender, t.Gender)
		return
	}
	switch who, ok := f.lex.Sources.Word(noun); {
	case !ok:
	case who.Kind == doc.UnnamedSource && n.end-n.first > 1:
		n.votes[doc.Person] += weak
		n.gender = known(n.gender, who.Gender)
	case who.Kind == doc.OrganisationSource:
		n.votes[doc.Organisation] += weak
	}
}

// apposition gives a name the votes of what stands behind its comma: an age,
// or "a geologist".
func (f *finder) apposition(n *name) {
	if !f.Is(n.end, ",", "(") {
		return
	}
	if _, ok := lexicon.ReadFigure(f.Key(n.end + 1)); ok && len(f.Key(n.end+1)) == 2 && f.Is(n.end+2, ",", ")") {
		n.votes[doc.Person] += strong
		return
	}
	if !f.lex.Is(f.Key(n.end+1), lexicon.Determiner|lexicon.Possessive) && !f.Is(n.end+1, "who") {
		return
	}
	if f.Is(n.end+1, "who") {
		n.votes[doc.Person] += weak
		return
	}
	for i := n.end + 2; i < min(f.End, n.end+8); i++ {
		who, ok := f.lex.Sources.Word(f.Key(i))
		if !ok && f.Lettered(i) && !f.lex.Is(f.Key(i), lexicon.Preposition|lexicon.Auxiliary) || ok && f.nounGoesOn(i+1) {
			continue
		}
		switch {
		case !ok:
		case who.Kind == doc.UnnamedSource:
			n.votes[doc.Person] += weak
			n.gender = known(n.gender, who.Gender)
		case who.Kind == doc.OrganisationSource:
			n.votes[doc.Organisation] += weak
		}
		return
	}
}

// nounGoesOn reports whether token i is another noun of the same phrase: the
// last one says what it is ("police officer").
func (f *finder) nounGoesOn(i int) bool {
	return f.lex.Sources.Has(f.Key(i)) || f.Is(i, "'s", "'")
}

// known gives the first gender that is known.
func known(a, b lexicon.Gender) lexicon.Gender {
	if a != lexicon.AnyGender {
		return a
	}
	return b
}

// text gives the words of a name as one string.
func (n *name) text() string { return strings.Join(n.words, " ") }
