package lexicon

import (
	"strconv"
	"strings"
)

// ReadNumber reads the cardinal number that the keys begin with: a figure
// ("1,200", "3.2 million"), words ("twenty-five", "two dozen", "a hundred and
// six"), or both ("half a million", "two and a half"). It gives the value and
// how many keys it takes, 0 if there is none. Ordinals, fractions below one
// and scales of one letter ("40m") are not read.
func (l *Lexicon) ReadNumber(keys []string) (value float64, n int) {
	r := numberReader{lex: l, keys: keys}
	switch {
	case r.half() || r.figure() || r.article():
	default:
		r.words()
	}
	r.scales()
	return r.value, r.n
}

// numberReader reads keys[n:].
type numberReader struct {
	lex   *Lexicon
	keys  []string
	value float64
	n     int
}

func (r *numberReader) key(i int) string {
	if r.n+i < len(r.keys) {
		return r.keys[r.n+i]
	}
	return ""
}

// number gives the number word i keys on, if there is one of the kinds.
func (r *numberReader) number(i int, kinds ...NumberKind) (Number, bool) {
	w, ok := r.lex.Numbers.Word(r.key(i))
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

// half reads "half a million".
func (r *numberReader) half() bool {
	if r.key(0) != "half" || r.key(1) != "a" {
		return false
	}
	w, ok := r.number(2, Scale, Group, Hundred)
	if ok {
		r.value, r.n = w.Value/2, 3
	}
	return ok
}

// figure reads "1,200.5", and "2½".
func (r *numberReader) figure() bool {
	v, ok := ReadFigure(r.key(0))
	if ok {
		r.value, r.n = v, 1
	}
	return ok
}

// article reads "a" before a word that multiplies: "a dozen".
func (r *numberReader) article() bool {
	if k := r.key(0); k != "a" && k != "an" {
		return false
	}
	if _, ok := r.number(1, Scale, Group, Hundred); !ok {
		return false
	}
	r.value, r.n = 1, 1
	return true
}

// words reads words below a hundred.
func (r *numberReader) words() {
	if w, ok := r.number(0, Unity); ok {
		r.value, r.n = w.Value, 1
		return
	}
	w, ok := r.number(0, Ten)
	if !ok {
		return
	}
	r.value, r.n = w.Value, 1
	dash := 0
	if r.key(0) == "-" {
		dash = 1
	}
	if unit, ok := r.number(dash, Unity); ok && unit.Value > 0 && unit.Value < 10 {
		r.value, r.n = r.value+unit.Value, r.n+dash+1
	}
}

// scales reads what multiplies a number, and what is added to it then: "two
// hundred and fifty thousand", "one and a half million", "a million and a
// half".
func (r *numberReader) scales() {
	const most = 4 // words: more of them name no amount
	if r.n == 0 {
		return
	}
	r.value += r.andHalf()
	total := 0.0
	for range most {
		w, ok := r.number(0, Hundred, Scale, Group)
		if !ok {
			break
		}
		r.n++
		r.value = w.Value * (r.value + r.andHalf())
		if w.Kind == Scale {
			total, r.value = total+r.value, 0
		}
		if !r.added(w.Value) {
			break
		}
	}
	r.value += total
}

// andHalf reads "and a half".
func (r *numberReader) andHalf() float64 {
	if r.key(0) != "and" || r.key(1) != "a" || r.key(2) != "half" {
		return 0
	}
	r.n += 3
	return 0.5
}

// added reads the number below the limit that follows a scale ("a thousand
// and twelve"). It reports whether another scale may follow.
func (r *numberReader) added(limit float64) bool {
	next := numberReader{lex: r.lex, keys: r.keys[r.n:]}
	if next.key(0) == "and" {
		next.keys = next.keys[1:]
	}
	and := len(r.keys) - r.n - len(next.keys)
	next.words()
	if next.n == 0 || next.value >= limit {
		_, more := r.number(0, Scale)
		return more
	}
	r.value, r.n = r.value+next.value, r.n+and+next.n
	return true
}

// ReadFigure reads a number in figures, with commas between the thousands or
// without: "1,200.5".
func ReadFigure(s string) (float64, bool) {
	const longest = 32 // bytes: more is a serial number
	if s == "" || len(s) > longest || strings.Trim(s, "0123456789,.") != "" || s[0] == ',' || s[len(s)-1] == ',' {
		return 0, false
	}
	whole, _, _ := strings.Cut(s, ".")
	for i, group := range strings.Split(whole, ",") {
		if i > 0 && len(group) != 3 {
			return 0, false
		}
	}
	if len(whole) > 1 && whole[0] == '0' {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, err == nil
}
