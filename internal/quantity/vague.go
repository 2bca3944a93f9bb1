package quantity

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// vague keeps a vague noun of number as a range: "dozens of people" are about
// 24 to 99, "tens of thousands" about 20,000 to 99,999. It gives where it ends.
func (f *finder) vague(i int) int {
	low, high, j := f.vagueNoun(i)
	if j == i || f.timed[i] > 0 || f.numeric(i-1) || f.Is(i-1, "the", "a", "-") || !f.Is(j, "of") && !f.Is(j, "more") {
		return i
	}
	first := i
	if b, from := f.boundBefore(i); from < i && b == doc.About {
		first = from
	}
	if f.Is(j, "more") {
		if !f.nounish(j + 1) {
			return i
		}
		j++
	}
	f.add(doc.Quantity{Span: f.Span(first, j), Value: low, High: high, Bound: doc.About}, &amount{first: i, end: j}, j)
	return j
}

// vagueNoun reads "dozens", "hundreds", "tens of thousands", and gives where
// it ends. Two of it are the least, and one less than the next word's two is
// the most.
func (f *finder) vagueNoun(i int) (low, high float64, end int) {
	unit := f.manyOf(i)
	if unit == 0 {
		return 0, 0, i
	}
	end = i + 1
	most := 10 * unit
	if f.Is(end, "of") {
		if of := f.manyOf(end + 1); of >= 1000 {
			unit, most, end = unit*of, most*of, end+2
		}
	} else if f.Is(i, "tens") {
		return 0, 0, i
	}
	if unit == 12 {
		most = 100
	}
	return 2 * unit, most - 1, end
}

// manyOf gives the number whose plural token i is: 12 for "dozens".
func (f *finder) manyOf(i int) float64 {
	k := f.Key(i)
	if k == "tens" {
		return 10
	}
	w, ok := f.lex.Numbers.Word(strings.TrimSuffix(k, "s"))
	if !ok || k[len(k)-1] != 's' || w.Kind != lexicon.Hundred && w.Kind != lexicon.Scale && k != "dozens" {
		return 0
	}
	return w.Value
}
