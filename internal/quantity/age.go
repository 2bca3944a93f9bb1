package quantity

import (
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// ageUnits are UCUM's codes for the units of time that ages are given in.
var ageUnits = map[string]string{"Y": "a", "M": "mo", "W": "wk", "D": "d", "TH": "h"}

// age reads the age of somebody or something: "five years old", "42-year-old",
// "3 years of age", "aged 42", "87 yo". Package timex has the length of time in
// it as well; an age is an amount whose unit is the year (UCUM's "a") or what
// else the words say.
func (f *finder) age(i int) (*amount, bool) {
	if a, ok := f.aged(i); ok {
		return a, true
	}
	v, n := f.lex.ReadNumber(f.Rest(i))
	if n == 0 || f.Is(i-1, "-", "/", ".") && f.Glued(i) {
		return nil, false
	}
	a := &amount{first: i, end: i + n, figure: v, words: 1, scale: 1, factor: 1, low: v, age: true}
	if f.Is(a.end, "yo", "y / o", "y.o.") {
		a.unit, a.end = "a", a.end+1
		return a, true
	}
	at := a.end
	if f.Is(at, "-") {
		at++
	}
	unit, ok := f.lex.Calendar.Word(f.Key(at))
	code := ageUnits[unit.Value]
	if !ok || code == "" || unit.Kind != lexicon.TimeUnit && unit.Kind != lexicon.TimeUnits || unit.Count != 1 {
		return nil, false
	}
	at++
	switch {
	case f.Is(at, "old", "olds"):
		at++
	case f.Is(at, "-") && f.Is(at+1, "old", "olds"):
		at += 2
	case f.Is(at, "of") && f.Is(at+1, "age"):
		at += 2
	default:
		return nil, false
	}
	a.unit, a.end = code, at
	return a, true
}

// aged reads "aged 42", "age 42", where no unit follows.
func (f *finder) aged(i int) (*amount, bool) {
	const oldest = 130 // years: nobody has lived longer
	if !f.Is(i, "aged", "age") {
		return nil, false
	}
	v, n := f.lex.ReadNumber(f.Rest(i + 1))
	if n == 0 || v > oldest || f.unit(i+1+n) {
		return nil, false
	}
	if _, timed := f.lex.Calendar.Word(f.Key(i + 1 + n)); timed {
		return nil, false
	}
	return &amount{first: i, end: i + 1 + n, figure: v, words: 1, scale: 1, factor: 1, unit: "a", low: v, age: true}, true
}

// who gives the name before token i, whose age is inserted there.
func (f *finder) who(i int) text.Span {
	const longest = 6 // tokens of a name
	first := i
	for first > f.First && i-first < longest && f.Capital(first-1) {
		first--
	}
	return f.Span(first, i)
}

// inserted reports whether the figure of a is the age of who is named before
// it: "Marren, 51, said".
func (f *finder) inserted(a *amount) bool {
	const oldest = 130
	return a.unit == "" && a.end == a.first+1 && f.figured(a.first) && a.low >= 1 && a.low <= oldest &&
		f.Is(a.first-1, ",", "(") && f.Is(a.end, ",", ")", ".") && f.Capital(a.first-2) && f.Lettered(a.first-2) && a.low == float64(int(a.low))
}
