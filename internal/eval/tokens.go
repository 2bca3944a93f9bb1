package eval

import (
	"strings"
	"unicode"
)

// Overlap counts what was found, what was wanted, and what is both.
type Overlap struct{ common, got, want int }

// plus adds up two overlaps, as a micro average does.
func (o Overlap) plus(p Overlap) Overlap {
	return Overlap{o.common + p.common, o.got + p.got, o.want + p.want}
}

// Precision gives the share of what was found that was wanted. Nothing found is
// right where nothing was wanted, and wrong otherwise.
func (o Overlap) Precision() float64 { return share(o.common, o.got, o.want) }

// Recall gives the share of what was wanted that was found. Nothing wanted is
// right where nothing was found, and wrong otherwise.
func (o Overlap) Recall() float64 { return share(o.common, o.want, o.got) }

// F1 gives the harmonic mean of precision and recall: 1 where nothing was
// wanted and nothing found.
func (o Overlap) F1() float64 {
	if o.got+o.want == 0 {
		return 1
	}
	return 2 * float64(o.common) / float64(o.got+o.want)
}

func share(common, of, other int) float64 {
	switch {
	case of > 0:
		return float64(common) / float64(of)
	case other > 0:
		return 0
	}
	return 1
}

// words gives the lower-cased words of s: runs of letters, figures and
// underscores, which is \w of a Unicode regular expression in Python, the
// measure that figures on these sets are published in. Combining marks part
// words there, and so here.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// WordOverlap counts the words that two texts share, each as often as it
// stands in both.
func WordOverlap(got, want string) Overlap { return bagOverlap(words(got), words(want)) }

// bagOverlap counts what two lists share, each item as often as it stands in
// both.
func bagOverlap[T comparable](got, want []T) Overlap {
	o := Overlap{got: len(got), want: len(want)}
	left := make(map[T]int, len(want))
	for _, w := range want {
		left[w]++
	}
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			o.common++
		}
	}
	return o
}

// Mean gives the mean of what f gives for the items; 0 for none.
func Mean[T any](items []T, f func(T) float64) float64 {
	sum := 0.0
	for _, item := range items {
		sum += f(item)
	}
	return sum / float64(max(len(items), 1))
}

// Rate gives the share of the items for which f holds; 0 for none.
func Rate[T any](items []T, f func(T) bool) float64 {
	return Mean(items, func(item T) float64 {
		if f(item) {
			return 1
		}
		return 0
	})
}
