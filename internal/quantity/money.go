package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// moneyAhead reads a currency before a figure: "$", "USD", "MEUR", and in
// "dollar 22.5 million" a word.
func (f *finder) moneyAhead(a *amount) {
	i := a.end
	if code := scaledCode(f.Word(i), f.lex); code != "" && f.figured(i+1) {
		a.unit, a.scale, a.end = code, scaledBy(f.Word(i)), i+1
		return
	}
	c, n := f.lex.Currencies.Match(f.Rest(i))
	if n == 1 && c.Place == lexicon.Beside && f.Is(i+1, "$") && f.Glued(i+1) {
		n++ // "CAD$"
	}
	switch {
	case n == 0 || !f.numeric(i+n) && !(f.Is(i+n, ".") && f.Glued(i+n+1)) && !f.lex.Numbers.Has(f.Key(i+n+1)):
	case c.Place == lexicon.Behind && !f.largeFigure(i+n), c.Capitals && !capitals(f.Word(i)):
	default:
		a.unit, a.factor, a.end = c.Code, c.Factor, i+n
	}
}

// scaledBy gives the scale of a code with one: a million for "MEUR".
func scaledBy(word string) float64 {
	if word[0] == 'M' {
		return 1e6
	}
	return 1e3
}

// largeFigure reports whether a figure with a comma or a scale behind it
// begins with token i, which is a sum where a year or a number is not.
func (f *finder) largeFigure(i int) bool {
	w, ok := f.lex.Numbers.Word(f.Key(i + 1))
	return f.figured(i) && (strings.Contains(f.Key(i), ",") || ok && w.Kind == lexicon.Scale)
}

// scaledBehind reads a scale behind the currency: "75 USD million".
func (f *finder) scaledBehind(a *amount, c lexicon.Unit, n int) {
	w, ok := f.lex.Numbers.Word(f.Key(a.end + n))
	if a.unit == "" && ok && w.Kind == lexicon.Scale && c.Place != lexicon.Ahead && f.codes(a.end, c) {
		a.unit, a.scale, a.end = c.Code, w.Value, a.end+n+1
	}
}

// codes reports whether token i may be the currency that the table has for it.
func (f *finder) codes(i int, c lexicon.Unit) bool { return !c.Capitals || capitals(f.Word(i)) }

// moneyBehind reads the currency behind a figure, and reports whether there is
// one.
func (f *finder) moneyBehind(a *amount, i int) bool {
	if code := scaledCode(f.Word(i), f.lex); code != "" && a.unit == "" {
		a.unit, a.scale, a.end = code, scaledBy(f.Word(i)), i+1
		return true
	}
	c, n := f.lex.Currencies.Match(f.Rest(i))
	switch {
	case n == 0, !f.codes(i, c), c.Place == lexicon.Ahead && !f.markBehind(i+n, i), c.Place == lexicon.Beside && f.figured(i+n) && !f.Glued(i) && f.Glued(i+n):
		return false
	}
	if a.unit == "" || a.unit == c.Code {
		a.unit, a.factor, a.end = c.Code, c.Factor, i+n
	}
	if f.Is(i, "pound", "pounds") && (f.Is(i+1, "of") || f.weighs(a.first)) {
		a.unit = "[lb_av]"
	}
	return true
}

// weighs reports whether one of the words before token i says that pounds are a
// weight.
func (f *finder) weighs(i int) bool {
	const near = 8 // tokens: a clause
	for j := i - 1; j >= i-near; j-- {
		if f.Is(j, "weigh", "weighs", "weighed", "weighing", "weight", "heavy", "baby", "babies", "ton", "tons") {
			return true
		}
	}
	return false
}

// markBehind reports whether a mark that ends with token i-1 belongs to the
// figure before it, not to one behind: "10 $ 30 $".
func (f *finder) markBehind(i, mark int) bool {
	return !f.numeric(i) || f.Key(i+1) == f.Key(mark)
}

// cents adds to a sum what is given in the smaller coin: "5 dollars and 20
// cents", "15 dollars 50".
func (f *finder) cents(a *amount) {
	const smallest = 100 // of a coin in the larger one
	if len(a.unit) != 3 || !capitals(a.unit) || a.factor != 1 || a.scale*a.words != 1 || f.mark(a.end) {
		return
	}
	i := a.end
	if f.Is(i, "and", ",") {
		i++
	}
	v, n := f.lex.ReadNumber(f.Rest(i))
	end := i + n
	if n == 0 || v >= smallest || v != float64(int(v)) || f.anyTimed(i, end) {
		return
	}
	coin, m := f.lex.Currencies.Match(f.Rest(end))
	switch {
	case m > 0 && coin.Factor < 1 && (coin.Code == a.unit || f.Is(end, "cent", "cents", "pence", "centimes", "centavos")):
		a.figure, a.end = a.figure+v*coin.Factor, end+m
	case m == 0 && i == a.end && !f.mark(a.first) && v >= 10 && f.loose(end):
		a.figure, a.end = a.figure+v/smallest, end
	}
}

// loose reports whether nothing that could be counted follows token i-1.
func (f *finder) loose(i int) bool {
	_, unit := f.lex.Units.Match(f.Rest(i))
	_, money := f.lex.Currencies.Match(f.Rest(i))
	number := f.lex.Numbers.Has(f.Key(i)) || f.figured(i) || f.Is(i, "-", "%")
	return !number && unit == 0 && money == 0 && !f.nounish(i) && !f.lex.Is(f.Key(i), lexicon.Determiner|lexicon.Possessive)
}

// parts says which smaller unit is named behind a larger one, and how many of
// it the larger one has (NIST Handbook 44, Appendix C).
var parts = map[string]struct {
	unit string
	n    float64
}{"[ft_i]": {"[in_i]", 12}, "[lb_av]": {"[oz_av]", 16}, "[stone_av]": {"[lb_av]", 14}, "[yd_i]": {"[ft_i]", 3}}

// inches adds to a measure what is given in the smaller unit: "5 ft 2 in", "12
// stone 4 pounds", 5' 11".
func (f *finder) inches(a *amount) {
	if f.feet(a) {
		return
	}
	part, ok := parts[a.unit]
	if !ok {
		return
	}
	i := a.end
	if f.Is(i, "and", ",", "-") {
		i++
	}
	v, n := f.lex.ReadNumber(f.Rest(i))
	u, m := f.lex.Units.Match(f.Rest(i + n))
	switch {
	case n == 0 || v >= part.n || f.Is(i+n, "-"):
	case m > 0 && u.Code == part.unit, a.unit == "[lb_av]" && u.Code == part.unit:
		a.figure, a.end = a.figure+v/part.n, i+n+m
	case m == 0 && a.unit == "[ft_i]" && i == a.end && v >= 1 && f.loose(i+n) && v == float64(int(v)):
		a.figure, a.end = a.figure+v/part.n, i+n // "five feet ten"
	}
}

// feet reads 5' 11", 6' and 10" long.
func (f *finder) feet(a *amount) bool {
	i := a.end
	foot := f.Is(i, "'", "′") && f.Glued(i)
	if a.unit != "" || !f.figured(i-1) {
		return false
	}
	if foot {
		v, n := f.lex.ReadNumber(f.Rest(i + 1))
		if end := i + 1 + n; n > 0 && v < 12 && f.Is(end, `"`, "″", "”", "''") {
			a.unit, a.figure, a.end = "[ft_i]", a.figure+v/12, end+1
			return true
		}
		if f.shape(i + 1) {
			a.unit, a.end = "[ft_i]", i+1
			return true
		}
	}
	if f.Is(i, `"`, "″", "”") && f.shape(i+1) {
		a.unit, a.end = "[in_i]", i+1
		return true
	}
	return false
}
