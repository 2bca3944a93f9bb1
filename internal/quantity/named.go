package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// named reports whether the number is no amount: part of a name, a list's
// number, a telephone number, a pronoun.
func (f *finder) named(i int, a *amount) bool {
	if f.Is(i, "one", "1") && f.one(i, a) {
		return true
	}
	if f.Glued(i) && f.Is(i-1, "=", "%", "&", "?", "@") {
		return true // part of an address
	}
	if a.unit != "" || a.scale != 1 {
		return f.Glued(i) && f.Is(i-1, "-", "/") && f.Glued(i-1) && f.Lettered(i-2) && !f.lex.Numbers.Has(f.Key(i-2))
	}
	figure := f.figured(i)
	k := f.Key(i - 1)
	switch {
	case f.lex.Identifiers.Has(k) && !f.lex.Bounds.Has(k), f.Is(i-1, "#"):
		return true
	case f.Glued(i) && f.Is(i-1, "-", "–", "/", ":", ".", "+", "_", "*") && f.Glued(i-1) && !f.lex.Numbers.Has(f.Key(i-2)):
		return true // "F-16"; the second half of a range is read with the first
	case f.Glued(a.end) && (f.Lettered(a.end) || f.Is(a.end, "_", "+") && f.Glued(a.end+1)):
		return true // "5G", "7zip"
	case figure && f.lined(i, a), figure && strings.Contains(f.Key(i), ".") && strings.Contains(f.Key(i+1), "."):
		return true
	case i == f.First && f.Is(a.end, ".", ")", ":") && f.numbers(i, a):
		return true
	}
	if figure && f.name == i-1 && f.name > f.First && f.Is(i-1, "and", "or", "to", "-", "–", ",") && !f.nounish(a.end) {
		return true // "posts 542 and 543"
	}
	return figure && f.nameBefore(i) && !(f.nounish(a.end) && f.plural(a.end)) && !f.ranged(a)
}

// ranged reports whether a goes on to an amount with a unit: "pay 8 to 10
// euros".
func (f *finder) ranged(a *amount) bool {
	if !f.Is(a.end, "to", "-", "–", "or") {
		return false
	}
	b, ok := f.measured(a.end + 1)
	return ok && b.unit != ""
}

// lined reports whether a figure stands in a line of figures that is one name:
// a telephone number.
func (f *finder) lined(i int, a *amount) bool {
	w, _ := f.lex.Numbers.Word(f.Key(a.end + 1))
	digits := f.Key(a.end) != "" && strings.Trim(f.Key(a.end), "0123456789-") == "" && f.Key(a.end) != "-"
	next := (f.figured(a.end) || digits) && w.Value < 100
	last := f.figured(i-1) && a.words == 1 && a.end == i+1
	return next || last
}

// numbers reports whether the figure of a numbers an item: something follows
// its stop, or it is small and has the line to itself.
func (f *finder) numbers(i int, a *amount) bool {
	const most = 100 // items of a list
	return a.end+1 < f.End || a.low < most && !strings.Contains(f.Key(i), ".")
}

// nameBefore reports whether a word stands before token i whose number it is:
// a noun or a name, "post 542", "Boeing 737".
func (f *finder) nameBefore(i int) bool {
	k := f.Key(i - 1)
	if f.verbBefore(i) {
		return false
	}
	c, ok := f.lex.Cues.Word(k)
	cue := ok && c.Frame&lexicon.Noun == 0
	return f.nounish(i-1) && !f.lex.Bounds.Has(k) && !f.lex.Numbers.Has(k) && !cue && !strings.ContainsAny(f.Key(i), ",.")
}

// verbBefore reports whether a verb stands before token i, by its tag or by its
// form: "killed 23 people", though the killed are people too, "house 600 guests".
func (f *finder) verbBefore(i int) bool {
	tags := f.Doc.Tags
	return f.lex.Verbs.Has(f.Key(i-1)) || i > f.First && i <= len(tags) && tags[i-1].UPOS == doc.VERB
}

// one reports whether "one" at token i is no amount: a pronoun, part of a
// compound, or the subject of a verb of saying ("one official said"), where it
// is an article.
func (f *finder) one(i int, a *amount) bool {
	if a.end > i+1 {
		return false
	}
	_, bounded := f.boundBefore(i)
	switch {
	case bounded < i, f.Is(i, "1") && f.alone(i):
		return false
	case !f.nounish(a.end), f.lex.Is(f.Key(i-1), lexicon.Determiner|lexicon.Possessive|lexicon.Modifier):
		return true
	}
	for _, j := range []int{i - 1, i + 2, i + 3} {
		if _, ok := f.lex.Cues.Word(f.Key(j)); ok {
			return true
		}
	}
	return false
}
