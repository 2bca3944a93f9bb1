package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// amount is a figure with its scale and unit, at tokens [first, end).
type amount struct {
	first, end int
	figure     float64
	words      float64 // the scale that the figure holds as its last word: "million"
	scale      float64 // of a scale of one letter: "m"
	unit       string
	factor     float64 // of the unit
	low        float64 // figure * scale * factor
}

func (a *amount) value() float64 { return a.figure * a.scale * a.factor }

// amount reads the amount that begins with token i: currency, figure, scale,
// unit.
func (f *finder) amount(i int) (*amount, bool) {
	if i >= f.End || f.timed[i] > 0 {
		return nil, false
	}
	if a, ok := f.share(i); ok {
		return a, true
	}
	a := &amount{first: i, end: i, words: 1, scale: 1, factor: 1}
	if c, n := f.lex.Currencies.Match(f.Rest(i)); n > 0 && c.Before {
		a.unit, a.end = c.Code, i+n
	}
	v, n := f.lex.ReadNumber(f.Rest(a.end))
	if n == 0 || f.anyTimed(a.end, a.end+n) {
		return nil, false
	}
	a.figure, a.end = v, a.end+n
	if w, ok := f.lex.Numbers.Word(f.Key(a.end - 1)); ok && w.Kind == lexicon.Scale {
		a.words = w.Value
	}
	f.short(a)
	f.measure(a)
	a.low = a.value()
	return a, true
}

func (f *finder) anyTimed(first, end int) bool {
	for i := first; i < end; i++ {
		if f.timed[i] > 0 {
			return true
		}
	}
	return false
}

// share reads a fraction, whose unit is the per cent: "a third of", "two
// thirds", "half the", "one in five".
func (f *finder) share(i int) (*amount, bool) {
	part, end := f.half(i), i+1
	if part == 0 {
		part, end = f.oneIn(i)
	}
	if part == 0 {
		part, end = f.fraction(i)
	}
	return &amount{first: i, end: end, figure: 100 * part, words: 1, scale: 1, unit: "%", factor: 1, low: 100 * part}, part > 0
}

// half reads "half" before what it halves; 0 if it is none, as in "the first
// half of".
func (f *finder) half(i int) float64 {
	w, ok := f.lex.Numbers.Word(f.Key(i))
	if !ok || w.Kind != lexicon.Half || !f.lex.Is(f.Key(i+1), lexicon.Preposition|lexicon.Determiner|lexicon.Possessive) || f.Is(i+1, "a", "an") {
		return 0
	}
	if f.lex.Is(f.Key(i-1), lexicon.Determiner|lexicon.Possessive|lexicon.Modifier) {
		return 0
	}
	return w.Value
}

// oneIn reads "one in five", and gives where it ends.
func (f *finder) oneIn(i int) (float64, int) {
	if !f.Is(i, "one", "1") || !f.Is(i+1, "in") || i+2 >= f.End || f.timed[i+2] > 0 {
		return 0, i
	}
	const most = 1e6
	of, n := f.lex.ReadNumber(f.Rest(i + 2))
	if n == 0 || of < 2 || of > most {
		return 0, i
	}
	return 1 / of, i + 2 + n
}

// fraction reads "a third of", "two-thirds", and gives where it ends.
func (f *finder) fraction(i int) (float64, int) {
	count, n := 1.0, 1
	if !f.Is(i, "a") {
		count, n = f.lex.ReadNumber(f.Rest(i))
	}
	j := i + n
	hyphen := f.Is(j, "-")
	if hyphen {
		j++
	}
	part, ok := f.lex.Numbers.Word(f.Key(j))
	plural := strings.HasSuffix(f.Key(j), "s") || strings.HasSuffix(f.Key(j), "halves")
	if !ok || n != 1 || part.Kind != lexicon.Fraction || plural != (count > 1) || count == 0 {
		return 0, i
	}
	if !plural && !hyphen && !f.Is(j+1, "of") && !f.Is(i-1, "by") {
		return 0, i // "a third report"
	}
	return count * part.Value, j + 1
}

// short reads a scale of one letter or two: "40m", "$3 bn". "m" is metres
// where nothing says that it is millions.
func (f *finder) short(a *amount) {
	w, ok := f.lex.Numbers.Word(f.Key(a.end))
	if !ok || w.Kind != lexicon.Short {
		return
	}
	long := len(f.Key(a.end)) > 1
	noun := f.nounish(a.end+1) && f.plural(a.end+1)
	if !long && (!f.Glued(a.end) || a.unit == "" && f.Is(a.end, "m") && !noun) && !(a.unit != "" && f.Is(a.end, "m", "b")) {
		return
	}
	a.scale = w.Value
	a.end++
}

// measure reads the unit or currency behind a figure: "km", "per cent",
// "euros". A hyphen may part them: "20-mile".
func (f *finder) measure(a *amount) {
	i := a.end
	if f.Is(i, "-") && f.Glued(i) && f.Glued(i+1) {
		i++
	}
	if u, n := f.lex.Currencies.Match(f.Rest(i)); n > 0 && !u.Before {
		if a.unit == "" || a.unit == u.Code {
			a.unit, a.factor, a.end = u.Code, u.Factor, i+n
		}
		if f.Is(i, "pound", "pounds") && f.Is(i+1, "of") {
			a.unit = "[lb_av]"
		}
		return
	}
	u, n := f.lex.Units.Match(f.Rest(i))
	if n == 0 || a.unit != "" || len(f.Key(i)) == 1 && f.Key(i) != "%" && !f.Glued(i) {
		return
	}
	a.unit, a.factor, a.end = u.Code, u.Factor, i+n
}

// named reports whether the number is no amount: part of a name, an age, a
// list's number, a telephone number, a pronoun.
func (f *finder) named(i int, a *amount) bool {
	if f.Is(i, "one", "1") && f.one(i, a) {
		return true
	}
	if a.unit != "" || a.scale != 1 {
		return false
	}
	_, figure := lexicon.ReadFigure(f.Key(i))
	_, next := lexicon.ReadFigure(f.Key(i + 1))
	_, last := lexicon.ReadFigure(f.Key(i - 1))
	switch {
	case f.lex.Identifiers.Has(f.Key(i-1)) && !f.lex.Bounds.Has(f.Key(i-1)), f.Is(i-1, "#", "aged", "age"):
		return true
	case f.Glued(i) && f.Is(i-1, "-", "–", "/", ":", ".", "+", "_", "*") && f.Glued(i-1) && !f.lex.Numbers.Has(f.Key(i-2)):
		return true // "F-16"; the second half of a range is read with the first
	case figure && (next || last), figure && strings.Contains(f.Key(i), ".") && strings.Contains(f.Key(i+1), "."):
		return true
	case i == f.First && f.Is(i+1, ".", ")", ":"):
		return true
	case f.Is(i-1, ",", "(") && f.Is(i+1, ",", ")") && f.capital(i-2) && figure:
		return true // an age: "Marren, 51,"
	}
	if figure && f.name == i-1 && f.name > f.First && f.Is(i-1, "and", "or", "to", "-", "–", ",") && !f.nounish(a.end) {
		return true // "posts 542 and 543"
	}
	return figure && f.nameBefore(i) && !(f.nounish(a.end) && strings.HasSuffix(f.Key(a.end), "s"))
}

// nameBefore reports whether a word stands before token i whose number it is:
// a noun or a name, "post 542", "Boeing 737".
func (f *finder) nameBefore(i int) bool {
	k := f.Key(i - 1)
	c, ok := f.lex.Cues.Word(k)
	cue := ok && c.Frame&lexicon.Noun == 0
	return f.nounish(i-1) && !f.lex.Bounds.Has(k) && !f.lex.Numbers.Has(k) && !cue && !strings.ContainsAny(f.Key(i), ",.")
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
	case bounded < i:
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
