package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// goesOn reports whether whatever the weights say a sentence goes on at a gap: the
// stop is an abbreviation's, and what follows begins none. The treebanks have too
// few of each to learn from.
func (g *Gaps) goesOn(gap int) bool {
	i := g.at[gap]
	l, r := &g.words[i], &g.words[i+1]
	if l.kind != fullStop || l.glued || r.head != 0 {
		return false
	}
	word := strings.TrimLeft(l.span.Of(g.doc.Text), "\"'“‘([«")
	kind, ok := g.rules.abbreviation(word)
	first, _ := utf8.DecodeRuneInString(word)
	switch next := r.span.Of(g.doc.Text); {
	case !ok:
		return l.shape == lettered && r.shape == small
	case kind == lexicon.Figure: // "No. 5", but "The answer is no. 5 people"
		return (r.shape == figures || r.shape == figured) && !g.rules.lex.Stop(strings.TrimSuffix(word, "."))
	case r.shape == small:
		// UAX #29 SB8: no break behind an abbreviating full stop if a lower-case word
		// follows. Whoever writes in small letters ends sentences with "etc." all the same.
		return lexicon.Key(word) != "etc."
	case !unicode.IsUpper(first) || g.rules.opens(next):
		return false
	case kind == lexicon.Before && l.shape == title: // "Gov. Penhallow"
		return r.shape.capital() || r.shape == mixed || r.shape == lettered
	}
	return l.shape == initial && r.shape == title && g.named(i)
}

// named reports whether the initial that word i is belongs to a name, by what
// stands before it: "John C.", "E. P.", but "Vitamin D."
func (g *Gaps) named(i int32) bool {
	p := &g.words[i-1]
	if p.kind == fullStop && p.shape == initial {
		return true
	}
	return p.kind == bare && p.shape == title && g.rules.lex.GivenNames.Has(lexicon.Key(p.span.Of(g.doc.Text)))
}

// clockEnds reports whether a sentence ends at a gap behind a time of day: with a word
// that stands in small letters but where a sentence begins, unless the time belongs to
// a noun ("the 9 a.m. Mass"). "7 p.m. Eastern" goes on.
func (g *Gaps) clockEnds(gap int) bool {
	i := g.at[gap]
	l, r := &g.words[i], &g.words[i+1]
	if l.kind != fullStop || l.shape != lettered || g.words[i-1].shape != figures || r.shape != title || l.name > mostlySmall {
		return false
	}
	switch lexicon.Key(l.span.Of(g.doc.Text)) {
	case "a.m.", "p.m.":
		before := lexicon.Key(g.words[i-2].span.Of(g.doc.Text))
		return !g.rules.lex.Is(before, lexicon.Determiner|lexicon.Possessive) && !g.rules.lex.Calendar.Has(lexicon.Key(r.span.Of(g.doc.Text)))
	}
	return false
}

// mostlySmall is how surely words are capitalised (see [Gaps.ReadNames]) that texts
// have in small letters nearly always: "Tickets", not "Eastern" or "Greenwich".
const mostlySmall = -4
