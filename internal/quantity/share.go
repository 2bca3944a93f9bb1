package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// share reads a fraction, whose unit is the per cent: "a third of", "two
// thirds", "half the", "one in five"; or which is a part of a unit: "half a
// mile", "3/4 mile".
func (f *finder) share(i int) (*amount, bool) {
	part, end := f.half(i)
	if part == 0 {
		part, end = f.oneIn(i)
	}
	if part == 0 {
		part, end = f.fraction(i)
	}
	if part == 0 || f.scaled(end) {
		return nil, false
	}
	a := &amount{first: i, end: end, figure: part, words: 1, scale: 1, factor: 1}
	if f.Is(end, "of") && f.Is(end+1, "a", "an") {
		a.end = end + 2 // "three quarters of a mile"
	}
	f.measure(a)
	if a.unit != "" && (a.unit != "%" || a.end == end+1) {
		return a, true
	}
	a.unit, a.figure, a.end = "%", 100*part, end
	if part > 1 {
		a.unit, a.figure = "", part
	}
	return a, true
}

// scaled reports whether a scale stands behind a fraction ("three quarters of a
// billion"), so that it is the start of a number.
func (f *finder) scaled(i int) bool {
	if f.Is(i, "of") {
		i++
	}
	if f.Is(i, "a") {
		i++
	}
	w, ok := f.lex.Numbers.Word(f.Key(i))
	return ok && (w.Kind == lexicon.Scale || w.Kind == lexicon.Group)
}

// half reads "half" before what it halves, and gives where it ends; 0 if it is
// none, as in "the first half of".
func (f *finder) half(i int) (float64, int) {
	w, ok := f.lex.Numbers.Word(f.Key(i))
	if !ok || w.Kind != lexicon.Half || f.lex.Is(f.Key(i-1), lexicon.Determiner|lexicon.Possessive|lexicon.Modifier) {
		return 0, i
	}
	if i-2 >= f.First && f.Lettered(i-1) && !f.lex.Bounds.Has(f.Key(i-1)) && f.lex.Is(f.Key(i-2), lexicon.Determiner|lexicon.Possessive) {
		return 0, i // "the lower half of"
	}
	if f.Is(i+1, "a", "an") {
		if u, n := f.lex.Units.Match(f.Rest(i + 2)); n > 0 && u.Code != "%" {
			return w.Value, i + 2
		}
		return 0, i
	}
	if !f.lex.Is(f.Key(i+1), lexicon.Preposition|lexicon.Determiner|lexicon.Possessive) {
		return 0, i
	}
	return w.Value, i + 1
}

// oneIn reads "one in five", "two out of three", and gives where it ends.
func (f *finder) oneIn(i int) (float64, int) {
	const most = 1e6
	count, n := 1.0, 1
	out := 0
	if !f.Is(i, "one", "1") || f.Is(i+1, "out") {
		if count, n = f.lex.ReadNumber(f.Rest(i)); n == 0 || !f.Is(i+n, "out") || !f.Is(i+n+1, "of") {
			return 0, i
		}
		out = 1
	} else if !f.Is(i+1, "in") {
		return 0, i
	}
	at := i + n + 1 + out
	if at >= f.End || f.anyTimed(i, at+1) {
		return 0, i
	}
	of, m := f.lex.ReadNumber(f.Rest(at))
	if m == 0 || of < 2 || of > most || count >= of || f.anyTimed(at, at+m) {
		return 0, i
	}
	return count / of, at + m
}

// fraction reads "a third of", "two-thirds", "3/4", and gives where it ends.
func (f *finder) fraction(i int) (float64, int) {
	v, n := f.lex.ReadFraction(f.Rest(i))
	end := i + n
	if n == 0 || f.anyTimed(i, end) || !f.parted(i, end) {
		return 0, i
	}
	return v, end
}

// parted reports whether the fraction [i, end) is none of those words that may
// be an ordinal: "a third report", "a third was hurt".
func (f *finder) parted(i, end int) bool {
	last := f.Key(end - 1)
	_, letters := f.lex.Numbers.Word(last)
	switch {
	case !f.Lettered(end - 1), strings.HasSuffix(last, "s"), last == "halves", f.Is(end, "of"), f.Is(i-1, "by"), f.Is(end-2, "-"):
		return true
	case f.nounish(end) && !f.unit(end), f.lex.Is(f.Key(end), lexicon.Auxiliary):
		return false
	case f.Is(i, "a", "an"):
		return letters && (last == "half" || last == "quarter") || i == f.First && !f.Lettered(end)
	}
	return true
}

// unit reports whether a unit begins with token i.
func (f *finder) unit(i int) bool {
	_, n := f.lex.Units.Match(f.Rest(i))
	return n > 0
}
