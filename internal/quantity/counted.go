package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// longestCounted is how many tokens the thing counted may have: no head noun
// stands further from its number.
const longestCounted = 8

// counted gives the thing that the amount before token i counts: the noun
// phrase that follows, without its determiners, up to the last noun before
// something else begins. Behind a unit it follows "of" ("tonnes of grain").
func (f *finder) counted(i int, a *amount) (text.Span, bool) {
	j := i
	switch {
	case f.Is(j, "of"):
		j++
	case a.age && f.Is(j-1, "old") && f.Is(j-2, "-"): // "42-year-old woman"
	case a.age:
		return text.Span{}, false
	case f.Is(j, "-") && f.Glued(j) && f.Glued(j+1) && a.unit == "" && f.nounish(j+1):
		return f.Span(j+1, j+2), true // "14-member"
	case a.unit == "%" && j == a.end && (f.lex.Is(f.Key(j), lexicon.Determiner|lexicon.Possessive) || f.lex.Numbers.Has(f.Key(j-1))):
	case a.unit != "":
		return text.Span{}, false
	}
	for f.lex.Is(f.Key(j), lexicon.Determiner|lexicon.Possessive|lexicon.Modifier) && j < i+longestCounted && !f.Is(j, "'s", "'", "half") {
		j++
	}
	first, last := j, j
	for ; j < min(f.End, first+longestCounted) && f.goesOn(first, j, last > first); j++ {
		if f.nounish(j) {
			last = j + 1
		}
	}
	if last == first || f.lex.Is(f.Key(last-1), lexicon.Auxiliary) {
		return text.Span{}, false
	}
	return f.Span(first, last), true
}

// goesOn reports whether token j goes on with the noun phrase whose first
// token is given, and of which a noun was seen or not. What looks like a verb
// or an adverb may stand before the first noun: "newly built houses".
func (f *finder) goesOn(first, j int, noun bool) bool {
	k := f.Key(j)
	tight := j > first && f.Glued(j) && f.Is(j-1, "-")
	switch {
	case f.timed[j] > 0:
		return false
	case tight:
		return f.Lettered(j)
	case f.Is(j, "-"):
		return j > first && f.Glued(j) && f.Glued(j+1)
	case f.Is(j, "'s", "'"):
		return j > first && f.nounish(j+1)
	case !f.Lettered(j) || f.lex.Function.Has(k) || f.lex.Numbers.Has(k):
		return false
	case noun && strings.HasSuffix(k, "ed"):
		return false // "people killed in"
	case f.verbal(k):
		return !noun && (f.nounish(j+1) && !f.capital(j+1) || f.verbal(f.Key(j+1)) && f.nounish(j+2))
	}
	return j == first || !f.plural(j-1) || f.nounAfterPlural(j)
}

// nounAfterPlural reports whether a word behind a plural may belong to the same
// phrase: not a name, and not what might be a verb in the plural.
func (f *finder) nounAfterPlural(j int) bool {
	_, cue := f.lex.Cues.Word(f.Key(j))
	return !f.capital(j) && !cue
}

// nounish reports whether token j may be a noun or what stands before one.
func (f *finder) nounish(j int) bool {
	k := f.Key(j)
	return j < f.End && f.Lettered(j) && !f.lex.Function.Has(k) && f.timed[j] == 0 && (!f.verbal(k) || f.Glued(j) && f.Is(j-1, "-"))
}

// verbal reports whether a word is, as far as its form tells, a verb or an
// adverb.
func (f *finder) verbal(k string) bool {
	switch {
	case f.lex.Sources.Has(k):
		return false
	case f.lex.Verbs.Has(k):
		return true
	case len(k) > 4 && (strings.HasSuffix(k, "ed") || strings.HasSuffix(k, "ing")):
		return true
	}
	return len(k) > 4 && strings.HasSuffix(k, "ly") && !strings.HasSuffix(k, "ily") && !strings.HasSuffix(k, "lly")
}

// plural reports whether token j is, as far as its form tells, a plural.
func (f *finder) plural(j int) bool {
	k := f.Key(j)
	if s, ok := f.lex.Sources.Word(k); ok && s.Kind == doc.UnnamedSource && (k == "people" || strings.HasSuffix(k, "men")) {
		return true
	}
	return k == "children" || strings.HasSuffix(k, "s") && !strings.HasSuffix(k, "ss") && !f.capital(j)
}
