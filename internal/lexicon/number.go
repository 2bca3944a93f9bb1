package lexicon

import (
	"math"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// ReadNumber reads the cardinal number that the keys begin with: a figure
// ("1,200", "40 000", "3.2 million", "1.3x10^6"), words ("twenty-five", "two
// dozen", "a hundred and six", "nine point four"), or both ("half a million",
// "two and a half", "10 1/2"). It gives the value and how many keys it takes, 0
// if there is none. Ordinals, fractions below one and scales of one letter
// ("40m") are not read.
func (l *Lexicon) ReadNumber(keys []string) (value float64, n int) {
	if !l.opensNumber(keys) {
		return 0, 0
	}
	r := numberReader{lex: l, keys: keys, ordinal: -1}
	value, n = r.cardinal()
	if n == 0 {
		return 0, 0
	}
	if v, end := r.point(n); end > n {
		return value + v, end
	}
	if v, end := r.power(value, n); end > n {
		return v, end
	}
	if v, end := r.tail(n); end > n {
		// "3 million and a half": of what the scale is, where nothing else follows it.
		return value + v*max(1, r.scale), end
	}
	return value, n
}

// ReadOrdinal reads the ordinal that the keys begin with: "first", "21st",
// "one hundred twenty-fifth". It gives the rank and how many keys it takes, 0
// if there is none.
func (l *Lexicon) ReadOrdinal(keys []string) (rank float64, n int) {
	if !l.opensNumber(keys) {
		return 0, 0
	}
	if v, ok := figureOrdinal(keys[0]); ok {
		return v, 1
	}
	r := numberReader{lex: l, keys: keys}
	r.ordinal = r.find(0, func(key string) bool { _, ok := r.rank(key); return ok })
	if r.ordinal == 0 {
		v, _ := r.rank(keys[0])
		return v, 1
	}
	if v, n := r.cardinal(); r.ordinal > 0 && n == r.ordinal+1 {
		return v, n
	}
	return 0, 0
}

// figureOrdinal reads "21st", "1,000th".
func figureOrdinal(s string) (float64, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if figure, ok := strings.CutSuffix(s, suffix); ok {
			v, ok := ReadFigure(strings.TrimLeft(figure, "0"))
			return v, ok && v == math.Trunc(v)
		}
	}
	return 0, false
}

// ReadFraction reads the fraction that the keys begin with: "two-thirds", "a
// quarter", "three twenty-firsts", "3/4", "¾". It gives the value and how many
// keys it takes, 0 if there is none. "A third" may be an ordinal; who calls has
// to look at what follows.
func (l *Lexicon) ReadFraction(keys []string) (value float64, n int) {
	if !l.opensNumber(keys) {
		return 0, 0
	}
	r := numberReader{lex: l, keys: keys, ordinal: -1}
	return r.fraction(0)
}

// opensNumber reports whether a number may begin with the first key. Most words
// of a text can be told to begin none by a look at them, where reading asks for
// each kind of number in turn.
func (l *Lexicon) opensNumber(keys []string) bool {
	if len(keys) == 0 {
		return false
	}
	k := keys[0]
	if k == "a" || k == "an" || strings.ContainsFunc(k, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return true
	}
	return l.Numbers.Has(k) || l.Ordinals.Has(k) || l.Ordinals.Has(strings.TrimSuffix(k, "s"))
}

// numberReader reads keys.
type numberReader struct {
	lex     *Lexicon
	keys    []string
	ordinal int     // the key that is an ordinal, and counts as its cardinal; -1: none
	scale   float64 // the scale that the cardinal read last ends with; 0: none
}

// longestNumber is how many keys a number in words may have: "nine hundred and
// ninety-nine trillion nine hundred ..." goes on, but nobody writes it.
const longestNumber = 16

func (r *numberReader) key(i int) string {
	if i >= 0 && i < len(r.keys) {
		return r.keys[i]
	}
	return ""
}

// number gives the number word i keys on, if there is one of the kinds.
func (r *numberReader) number(i int, kinds ...NumberKind) (Number, bool) {
	w, ok := r.lex.Numbers.Word(r.key(i))
	if i == r.ordinal && i >= 0 {
		w, ok = r.cardinalOf(r.key(i))
	}
	if !ok {
		return w, false
	}
	for _, k := range kinds {
		if w.Kind == k {
			return w, true
		}
	}
	return w, false
}

// cardinalOf gives an ordinal, or the name of a part, as the number word that
// it is made of.
func (r *numberReader) cardinalOf(key string) (Number, bool) {
	v, ok := r.denominator(key)
	switch {
	case v < 20:
		return Number{Unity, v}, ok
	case v < 100:
		return Number{Ten, v}, ok
	case v == 100:
		return Number{Hundred, v}, ok
	}
	return Number{Scale, v}, ok
}

// rank gives the rank of an ordinal that counts from the start.
func (r *numberReader) rank(key string) (float64, bool) {
	o, ok := r.lex.Ordinals.Word(key)
	return o.Rank, ok && o.From == doc.FromStart
}

// denominator gives what a word divides by: "fifth", "fifths", "quarter".
func (r *numberReader) denominator(key string) (float64, bool) {
	if v, ok := r.rank(strings.TrimSuffix(key, "s")); ok {
		return v, true
	}
	w, ok := r.lex.Numbers.Word(key)
	if ok && (w.Kind == Fraction || w.Kind == Half) && key[0] < 0x80 {
		return math.Round(1 / w.Value), true
	}
	return 0, false
}

// find gives the first key from i on that is wanted and has only number words
// before it, -1 if there is none.
func (r *numberReader) find(i int, wanted func(string) bool) int {
	for j := i; j < min(len(r.keys), i+longestNumber); j++ {
		k := r.keys[j]
		if wanted(k) {
			return j
		}
		if w, ok := r.lex.Numbers.Word(k); !(ok && w.Kind < Short) && k != "and" && k != "-" && !(j == i && (k == "a" || k == "an")) {
			if _, figure := ReadFigure(k); !figure || j > i {
				return -1
			}
		}
	}
	return -1
}

// cardinal reads a number in groups, each with the scale that multiplies it
// and each below the scale before: "two million three hundred thousand and
// five".
func (r *numberReader) cardinal() (value float64, n int) {
	limit := math.Inf(1)
	for n < longestNumber {
		v, end, ok := r.group(n, n == 0)
		if !ok || v >= limit {
			break
		}
		value, n = value+v, end
		if r.scale <= 1 {
			break
		}
		limit = r.scale
	}
	return value, n
}

// group reads a number with the hundreds and scales behind it, and leaves the
// product of the scales in r.scale. Groups after the first may be joined by
// "and".
func (r *numberReader) group(i int, first bool) (value float64, end int, ok bool) {
	at, and := i, false
	if !first && r.key(at) == "and" {
		at, and = at+1, true
	}
	if v, end := r.partOf(at); end > at {
		w, _ := r.number(end, Scale, Group)
		r.scale = 1
		if w.Kind == Scale && !first {
			r.scale = w.Value
		}
		return Times(v, w.Value), end + 1, true
	}
	v, next, figure := r.small(at, first)
	switch {
	case next == at && first && r.bare(at):
		v = 1
	case next == at, !first && r.divides(at, next):
		return 0, i, false
	case !first && figure:
		if _, more := r.number(next, Hundred, Scale); and || !more {
			return 0, i, false // "$3 million and 20 shares"
		}
	}
	v, next = r.hundreds(v, next)
	if part, end := r.tail(next); end > next {
		if _, more := r.number(end, Scale, Hundred, Group); more {
			v, next = v+part, end
		}
	}
	v, next, r.scale = r.multiplied(v, next)
	return v, next, true
}

// bare reports whether two words that multiply stand at key i, which need no
// "a" before them: "hundred thousand".
func (r *numberReader) bare(i int) bool {
	_, one := r.number(i, Hundred, Scale)
	_, two := r.number(i+1, Scale)
	return one && two
}

// multiplied applies the scales at key i, which multiply each other: "three
// lakh crore".
func (r *numberReader) multiplied(v float64, i int) (value float64, end int, scale float64) {
	const most = 3 // words: more of them name no amount
	scale = 1
	for range most {
		w, ok := r.number(i, Scale, Group, Hundred)
		if !ok {
			break
		}
		v, i = Times(v, w.Value), i+1
		if w.Kind == Group {
			return v, i, 0
		}
		if w.Kind == Scale {
			scale *= w.Value
		}
		if i-1 == r.ordinal {
			break
		}
	}
	return v, i, scale
}

// partOf reads the part of a scale that a number begins with: "half a" before
// "million", "three quarters" before "billion".
func (r *numberReader) partOf(i int) (v float64, end int) {
	if w, ok := r.number(i, Half, Fraction); ok {
		v, end = w.Value, i+1
	} else if v, end = r.fraction(i); end == i {
		return 0, i
	}
	if r.key(end) == "of" && r.key(end+1) == "a" {
		end++
	}
	if r.key(end) == "a" {
		end++
	}
	if _, ok := r.number(end, Scale, Group); !ok {
		return 0, i
	}
	return v, end
}

// small reads a figure, words below a hundred, or at the start "a" before a
// word that multiplies.
func (r *numberReader) small(i int, first bool) (v float64, end int, figure bool) {
	if v, end = r.figure(i); end > i {
		return v, end, true
	}
	if w, ok := r.number(i, Unity); ok {
		return w.Value, i + 1, false
	}
	if w, ok := r.number(i, Ten); ok {
		return r.ten(w.Value, i)
	}
	if r.key(i) == "a" || r.key(i) == "an" {
		if _, ok := r.number(i+1, Scale, Group, Hundred); ok && first {
			return 1, i + 1, false
		}
	}
	return 0, i, false
}

// ten reads what may stand behind "twenty": a unit, with a hyphen or without.
func (r *numberReader) ten(v float64, i int) (float64, int, bool) {
	end := i + 1
	if r.key(end) == "-" {
		end++
	}
	if unit, ok := r.number(end, Unity); ok && unit.Value > 0 && unit.Value < 10 && i != r.ordinal {
		return v + unit.Value, end + 1, false
	}
	return v, i + 1, false
}

// figure reads a figure, and the groups of three that spaces part: "40 000".
func (r *numberReader) figure(i int) (float64, int) {
	v, ok := ReadFigure(r.key(i))
	if !ok {
		return 0, i
	}
	end := i + 1
	if k := r.key(i); len(k) <= 3 && strings.Trim(k, "0123456789") == "" && k != "0" {
		const most = 4 // groups: more are a list
		for end <= i+most && len(r.key(end)) == 3 && strings.Trim(r.key(end), "0123456789") == "" {
			group, _ := ReadFigure(strings.TrimLeft(r.key(end), "0"))
			v, end = 1000*v+group, end+1
		}
	}
	return v, end
}

// hundreds reads "hundred" and what is added to it: "hundred and five".
func (r *numberReader) hundreds(v float64, i int) (float64, int) {
	w, ok := r.number(i, Hundred)
	if !ok {
		return v, i
	}
	v, i = Times(v, w.Value), i+1
	if i-1 == r.ordinal {
		return v, i
	}
	at := i
	if r.key(at) == "and" {
		at++
	}
	if more, end, _ := r.small(at, false); end > at && more < w.Value && more == math.Trunc(more) {
		if _, again := r.number(end, Hundred); !again && !r.divides(at, end) {
			return v + more, end
		}
	}
	return v, i
}

// divides reports whether keys [i, end) are the upper half of a fraction
// ("three fifths"), and behind "and" no part of the number before.
func (r *numberReader) divides(i, end int) bool {
	if r.key(i-1) != "and" || r.ordinal >= 0 {
		return false
	}
	_, last := r.fraction(i)
	return last > end
}

// point reads decimals in words: "point seven five", "point seventy-one".
func (r *numberReader) point(i int) (v float64, end int) {
	if r.key(i) != "point" {
		return 0, i
	}
	end = i + 1
	for unit := 0.1; end < i+longestNumber; unit /= 10 {
		if w, ok := r.number(end, Unity); ok && w.Value < 10 {
			v, end = v+unit*w.Value, end+1
			continue
		}
		if w, ok := r.number(end, Ten); ok && end == i+1 {
			ten, last, _ := r.ten(w.Value, end)
			return ten / 100, last
		}
		break
	}
	if end == i+1 {
		return 0, i
	}
	return v, end
}

// power reads what makes a figure one in powers: "x10^6", "^23", "e+14".
func (r *numberReader) power(v float64, i int) (float64, int) {
	if _, figure := ReadFigure(r.key(i - 1)); !figure {
		return v, i
	}
	base, at := v, i
	times := 1.0
	switch {
	case r.key(at) == "^":
		at++
	case (r.key(at) == "x" || r.key(at) == "×" || r.key(at) == "*") && r.key(at+1) == "10" && r.key(at+2) == "^":
		base, times, at = 10, v, at+3
	case r.key(at) == "e" && (r.key(at+1) == "+" || r.key(at+1) == "-"):
		base, times, at = 10, v, at+1
	default:
		return v, i
	}
	sign := 1.0
	for strings.Trim(r.key(at), "+-−") == "" && r.key(at) != "" {
		if len(strings.Trim(r.key(at), "+"))%2 == 1 {
			sign = -sign
		}
		at++
	}
	exponent, ok := ReadFigure(r.key(at))
	if result := times * math.Pow(base, sign*exponent); ok && exponent < 100 && !math.IsInf(result, 0) {
		return result, at + 1
	}
	return v, i
}

// tail reads the fraction behind a number: "and a half", "1/4" in "2 1/4". "And
// a third of" and "and a third was" begin something else.
func (r *numberReader) tail(i int) (v float64, end int) {
	if r.ordinal >= 0 {
		return 0, i
	}
	if r.key(i) == "and" {
		v, end = r.fraction(i + 1)
		if end == i+1 && r.key(end) == "half" {
			v, end = 0.5, end+1
		}
		if end == i+1 || v >= 1 || r.key(end) == "of" || r.lex.Is(r.key(end), Auxiliary) {
			return 0, i
		}
		return v, end
	}
	if _, figure := ReadFigure(r.key(i - 1)); !figure || strings.Contains(r.key(i-1), ".") {
		return 0, i
	}
	if w, ok := r.number(i, Half, Fraction); ok && r.key(i)[0] >= 0x80 {
		return w.Value, i + 1
	}
	if v, end = r.slashed(i); end > i && v < 1 {
		return v, end
	}
	return 0, i
}

// fraction reads a fraction at key i and gives where it ends: i if there is
// none.
func (r *numberReader) fraction(i int) (v float64, end int) {
	if w, ok := r.number(i, Half, Fraction); ok && r.key(i)[0] >= 0x80 {
		return w.Value, i + 1
	}
	if v, end := r.slashed(i); end > i {
		return v, end
	}
	by := r.find(i, func(key string) bool { _, ok := r.denominator(key); return ok })
	if by <= i {
		return 0, i
	}
	// "One hundred thirty fifths" are 100/35: the lower half is as long as it can be.
	for cut := i + 1; cut <= by && r.key(cut-1) != "and"; cut++ {
		over, ok := r.exactly(i, cut, -1)
		if !ok || r.key(cut) == "-" || r.key(cut-1) == "-" && cut < by {
			continue
		}
		under, ok := r.exactly(cut, by+1, by)
		if ok && under > 1 && r.agrees(over, cut, by) {
			return over / under, by + 1
		}
	}
	return 0, i
}

// agrees reports whether the word that divides is in the number that its count
// asks for. "Second" divides only as part of another ("twenty-seconds").
func (r *numberReader) agrees(count float64, cut, by int) bool {
	k := r.key(by)
	plural := strings.HasSuffix(k, "s") && k != "s"
	if v, _ := r.denominator(k); cut == by && v <= 2 && k != "half" && k != "halves" {
		return false
	}
	return plural == (count != 1)
}

// exactly reads keys [i, end) as one number and nothing else.
func (r *numberReader) exactly(i, end, ordinal int) (float64, bool) {
	if r.key(end-1) == "-" {
		end--
	}
	if i >= end || r.key(end-1) == "-" {
		return 0, false
	}
	if k := r.key(i); end == i+1 && (k == "a" || k == "an") {
		return 1, true
	}
	if ordinal == i {
		v, ok := r.denominator(r.key(i))
		return v, ok
	}
	part := numberReader{lex: r.lex, keys: r.keys[i:end], ordinal: -1}
	if ordinal >= 0 {
		part.ordinal = ordinal - i
		if _, ok := part.number(0, Unity, Ten); !ok {
			return 0, false
		}
	}
	// Not "two and a half thirds": the keys end before.
	v, n := part.cardinal()
	return v, n == end-i
}

// slashed reads "3/4", of one key or three. Parts that are not of the usual
// kind need an "of" behind them: "9/11" is none.
func (r *numberReader) slashed(i int) (v float64, end int) {
	over, under, slash := strings.Cut(r.key(i), "/")
	end = i + 1
	if !slash {
		if r.key(end) != "/" && r.key(end) != "⁄" {
			return 0, i
		}
		under, end = r.key(end+1), end+2
	}
	a, ok := ReadFigure(over)
	b, ok2 := ReadFigure(under)
	if !ok || !ok2 || a < 1 || a >= b || a != math.Trunc(a) || b != math.Trunc(b) {
		return 0, i
	}
	const usual = 1<<2 | 1<<3 | 1<<4 | 1<<5 | 1<<6 | 1<<8 | 1<<10 | 1<<16 | 1<<32
	if (b > 32 || usual>>uint(b)&1 == 0) && b != 100 && r.key(end) != "of" {
		return 0, i
	}
	return a / b, end
}
