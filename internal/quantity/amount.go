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
	age        bool
}

func (a *amount) value() float64 {
	return lexicon.Times(lexicon.Times(a.figure, a.scale), a.factor)
}

// amount reads the amount that begins with token i: sign, currency, figure,
// scale, unit.
func (f *finder) amount(i int) (*amount, bool) {
	if i >= f.End {
		return nil, false
	}
	if a, ok := f.age(i); ok {
		return a, true
	}
	if f.timed[i] > 0 {
		return nil, false
	}
	j, sign := f.sign(i)
	a, ok := f.share(j)
	if !ok {
		a, ok = f.measured(j)
	}
	if !ok {
		return nil, false
	}
	a.first = i
	a.figure *= sign
	a.low = a.value()
	return a, true
}

// sign reads what makes a figure negative, and gives where it ends. A hyphen
// does if it clings to the figure and to nothing before it.
func (f *finder) sign(i int) (end int, sign float64) {
	switch {
	case f.Is(i, "minus", "negative"):
	case !f.Is(i, "-", "−", "–") || f.Glued(i) || f.numeric(i-1):
		return i, 1
	case !f.Glued(i+1) && !(i == f.First && f.alone(i+1)):
		return i, 1
	}
	if !f.numeric(i+1) && !f.mark(i+1) {
		return i, 1
	}
	return i + 1, -1
}

// numeric reports whether token i is a figure or a number word.
func (f *finder) numeric(i int) bool {
	_, ok := lexicon.ReadFigure(f.Key(i))
	return ok || f.lex.Numbers.Has(f.Key(i))
}

// mark reports whether a currency that stands before its figure begins with
// token i.
func (f *finder) mark(i int) bool {
	c, n := f.lex.Currencies.Match(f.Rest(i))
	return n > 0 && c.Place != lexicon.Behind
}

// alone reports whether there is nothing but a figure or two from token i on.
func (f *finder) alone(i int) bool {
	const most = 8 // tokens: a longer line is a table's
	if f.End-i > most {
		return false
	}
	for ; i < f.End; i++ {
		if !f.numeric(i) && !strings.Contains("/.", f.Key(i)) && strings.Trim(f.Key(i), "0123456789/") != "" {
			return false
		}
	}
	return true
}

// measured reads currency, figure, scale and unit.
func (f *finder) measured(i int) (*amount, bool) {
	a := &amount{first: i, end: i, words: 1, scale: 1, factor: 1}
	f.moneyAhead(a)
	v, n := f.number(a.end)
	if n == 0 || f.anyTimed(a.end, a.end+n) {
		return nil, false
	}
	a.figure, a.end = v, a.end+n
	if w, ok := f.lex.Numbers.Word(f.Key(a.end - 1)); ok && w.Kind == lexicon.Scale {
		a.words = w.Value
	}
	f.short(a)
	if u, n := f.lex.Currencies.Match(f.Rest(a.end)); n > 0 && a.words*a.scale == 1 {
		f.scaledBehind(a, u, n)
	}
	f.measure(a)
	f.cents(a)
	f.inches(a)
	return a, true
}

// number reads the number at token i: words, a figure, or decimals alone
// (".25"), and "2000 over 3".
func (f *finder) number(i int) (float64, int) {
	if f.Is(i, ".") && !f.Glued(i) && f.Glued(i+1) && f.Key(i+1) != "" && strings.Trim(f.Key(i+1), "0123456789") == "" {
		v, ok := lexicon.ReadFigure("0." + f.Key(i+1))
		if ok {
			return v, 2
		}
	}
	v, n := f.lex.ReadNumber(f.Rest(i))
	if n > 0 && f.Is(i+n, "over") && f.timed[i+n] == 0 {
		by, m := f.lex.ReadNumber(f.Rest(i + n + 1))
		if end := i + n + 1 + m; m > 0 && by != 0 && !f.anyTimed(i+n, end) && !f.nounish(end) && !f.lex.Currencies.Has(f.Key(end)) {
			return v / by, n + 1 + m
		}
	}
	return v, n
}

func (f *finder) anyTimed(first, end int) bool {
	for i := first; i < end; i++ {
		if f.timed[i] > 0 {
			return true
		}
	}
	return false
}

// short reads a scale of one letter or two: "40m", "$3 bn". "m" is metres
// where nothing says that it is millions.
func (f *finder) short(a *amount) {
	k := f.Key(a.end)
	w, ok := f.lex.Numbers.Word(k)
	if !ok || w.Kind != lexicon.Short || !f.figured(a.end-1) {
		return
	}
	money, n := f.lex.Currencies.Match(f.Rest(a.end + 1))
	paid := a.unit != "" || n > 0 && money.Place != lexicon.Ahead
	noun := f.nounish(a.end+1) && f.plural(a.end+1)
	switch {
	case len(k) > 1, paid && (f.Glued(a.end) || k != "k"):
	case f.Glued(a.end):
		if k == "m" && !noun && !f.Capital(a.end) {
			return
		}
	default: // "2.33 k", "1,674 M"
		if k == "m" && !f.Capital(a.end) || k == "b" || f.Lettered(a.end+1) && !noun {
			return
		}
	}
	a.scale = w.Value
	a.end++
}

// figured reports whether token i is a figure.
func (f *finder) figured(i int) bool {
	_, ok := lexicon.ReadFigure(f.Key(i))
	return ok
}

// measure reads the unit or currency behind a figure: "km", "per cent",
// "euros", "[kg]". A hyphen may part them: "20-mile".
func (f *finder) measure(a *amount) {
	i := a.end
	if f.Is(i, "-") && f.Glued(i) && f.Glued(i+1) {
		i++
	}
	if f.moneyBehind(a, i) || a.unit != "" {
		return
	}
	if f.Is(i, "[", "<", "(") && f.Is(i+2, "]", ">", ")") {
		if u, ok := f.lex.Units.Word(f.Key(i + 1)); ok {
			a.unit, a.factor, a.end = u.Code, u.Factor, i+3
		}
		return
	}
	u, n := f.lex.Units.Match(f.Rest(i))
	if n == 0 || n == 1 && !f.unitPlace(i) {
		return
	}
	a.unit, a.factor, a.end = u.Code, u.Factor, i+n
	f.rate(a)
}

// unitPlace reports whether a unit of one token stands at token i, where its
// letters could be something else: "in", "m", "PC".
func (f *finder) unitPlace(i int) bool {
	k := f.Key(i)
	close := f.Glued(i)
	switch {
	case k == "%", k == "°", k == "‰":
		return true
	case k == "in" || k == "in.":
		return f.figured(i-1) && (close || f.shape(i+1))
	case k == "pm":
		return false
	case close:
		return !(len(k) == 1 && f.Capital(i)) || k == "l"
	case len(k) == 1:
		return f.figured(i-1) && !f.Capital(i) && !(f.nounish(i+1) && f.plural(i+1)) && !f.Is(i+1, "'", ".") && !strings.Contains("/:", f.Key(i-1))
	case len(k) <= 3 && capitals(f.Word(i)) && f.Word(i) != k:
		u, _ := f.lex.Units.Word(k)
		return strings.HasPrefix(strings.Trim(u.Code, "["), strings.TrimSuffix(f.Word(i), "B"))
	}
	return true
}

// shape reports whether token i says what a length is the length of.
func (f *finder) shape(i int) bool {
	return f.Is(i, "long", "wide", "tall", "deep", "high", "thick", "across", "in diameter", "x", "×")
}

// rate reads the time that a unit goes by: "metres per second", "km/h", "miles
// an hour". What goes by the day is a set of times, see package timex.
func (f *finder) rate(a *amount) {
	i := a.end
	if a.unit == "%" || strings.ContainsAny(a.unit, "/{") || !f.Is(i, "per", "/", "a", "an") {
		return
	}
	t, ok := f.lex.Rates.Word(f.Key(i + 1))
	if !ok || len(f.Key(i+1)) < 3 && !(f.Is(i, "/") && f.Glued(i) && f.Glued(i+1)) || f.Is(i+1, "second") && f.nounish(i+2) {
		return
	}
	a.unit, a.end = a.unit+"/"+t, i+2
}
