package eval

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/text"
)

func alike(a, b float64) bool { return math.Abs(a-b) < 1e-12 }

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		o                     Overlap
		f1, precision, recall float64
	}{
		{Overlap{0, 0, 0}, 1, 1, 1}, // nothing wanted, nothing found
		{Overlap{0, 0, 3}, 0, 0, 0},
		{Overlap{0, 3, 0}, 0, 0, 0},
		{Overlap{0, 2, 3}, 0, 0, 0},
		{Overlap{3, 3, 3}, 1, 1, 1},
		{Overlap{2, 4, 2}, 2.0 / 3, .5, 1},
		{Overlap{1, 1, 4}, .4, 1, .25},
	} {
		if !alike(c.o.F1(), c.f1) || !alike(c.o.Precision(), c.precision) || !alike(c.o.Recall(), c.recall) {
			t.Errorf("%v: F1 %v, precision %v, recall %v; want %v, %v, %v",
				c.o, c.o.F1(), c.o.Precision(), c.o.Recall(), c.f1, c.precision, c.recall)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string][]string{
		"":                              nil,
		" -- ":                          nil,
		"Don't stop_it":                 {"don", "t", "stop_it"},
		"ÉTÉ, 3½ km²":                   {"été", "3½", "km²"},
		"Σίσυφος":                       {"σίσυφος"},
		"水 12":                          {"水", "12"},
		"a\u0308b":                      {"a", "b"}, // a combining mark is no letter
		"no\u00A0break\u200Bzero-width": {"no", "break", "zero", "width"},
	} {
		if got := words(in); !slices.Equal(got, want) {
			t.Errorf("words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWordOverlap(t *testing.T) {
	for _, c := range []struct {
		got, want string
		o         Overlap
	}{
		{"", "", Overlap{}},
		{"a a b", "A b b", Overlap{2, 3, 3}},
		{"c b a", "a b c", Overlap{3, 3, 3}},
		{"x", "a b", Overlap{0, 1, 2}},
	} {
		if o := WordOverlap(c.got, c.want); o != c.o {
			t.Errorf("%q and %q share %v, want %v", c.got, c.want, o, c.o)
		}
	}
}

func TestRouge(t *testing.T) {
	for _, c := range []struct {
		summary, reference string
		want               rouge
	}{
		// the, cat, on, mat of six each; the-cat of five each; the cat on mat.
		{"The cat sat on the mat.", "the cat lay on a mat", rouge{4. / 6, 1. / 5, 4. / 6}},
		// The same words, of which one stands in order.
		{"b a", "a b", rouge{1, 0, .5}},
		{"Rain.", "Heavy rain fell", rouge{.5, 0, .5}},
		// a-a stands twice on the left and once on the right.
		{"a a a", "a a", rouge{.8, 2. / 3, .8}},
		{"same words here", "Same WORDS, here", rouge{1, 1, 1}},
		// Letters outside of a-z part words: caf, s and caf.
		{"cafés", "café", rouge{2. / 3, 0, 2. / 3}},
		// Of the tests of the reference implementation (google-research/rouge, rouge_scorer_test.py).
		{"testing", "testing one two", rouge{1. / 2, 0, 1. / 2}},
		{"testing one", "testing one two", rouge{4. / 5, 2. / 3, 4. / 5}},
		{"testing two", "testing one two", rouge{4. / 5, 0, 4. / 5}},
		{"", "testing one two", rouge{}},
		{"/", "w1 w2 w3 w4 w5", rouge{}},
		{"", "", rouge{}},
		{"", "a b", rouge{}},
		{"one", "one", rouge{1, 0, 1}},
	} {
		got := rougeOf(c.summary, c.reference)
		if !alike(got.r1, c.want.r1) || !alike(got.r2, c.want.r2) || !alike(got.rl, c.want.rl) {
			t.Errorf("%q for %q: %v, want %v", c.summary, c.reference, got, c.want)
		}
	}
}

func TestRougeOfSeveral(t *testing.T) {
	references := []string{"a b", "c d"}
	if got, want := meanRouge("a b", references), (rouge{.5, .5, .5}); got != want {
		t.Errorf("mean %v, want %v", got, want)
	}
	// Each measure takes the reference that suits it: words of the one, order of the other.
	if got, want := bestRouge("a b c", []string{"c b a", "a b x"}), (rouge{1, .5, 2. / 3}); got != want {
		t.Errorf("best %v, want %v", got, want)
	}
}

func TestSpanOverlap(t *testing.T) {
	const s = "Öl fließt.  Ja. "
	spans := func(of ...int) []text.Span {
		var list []text.Span
		for i := 0; i < len(of); i += 2 {
			list = append(list, text.Span{Start: of[i], End: of[i+1]})
		}
		return list
	}
	for _, c := range []struct {
		got, want []text.Span
		o         Overlap
	}{
		{spans(0, 13, 13, 17), spans(0, 12, 14, 17), Overlap{2, 2, 2}}, // white space does not count
		{spans(0, 12, 12, 14, 14, 17), spans(0, 12, 14, 17), Overlap{2, 2, 2}},
		{spans(0, 17), spans(0, 12, 14, 17), Overlap{0, 1, 2}},
		{spans(0, 3, 4, 12), spans(0, 3, 4, 11), Overlap{1, 2, 2}},
		{nil, nil, Overlap{}},
	} {
		if o := spanOverlap(s, c.got, c.want); o != c.o {
			t.Errorf("%v against %v: %v, want %v", c.got, c.want, o, c.o)
		}
	}
	if got := ink(s, spans(0, 3, 4, 12)); !slices.Equal(got, spans(0, 2, 2, 9)) {
		t.Errorf("in characters that are not white space: %v", got)
	}
}

func TestInterval(t *testing.T) {
	if low, high := interval(nil); low != 0 || high != 0 {
		t.Errorf("of nothing: %v to %v", low, high)
	}
	if low, high := interval([]float64{.5, .5, .5}); low != .5 || high != .5 {
		t.Errorf("of one value: %v to %v, want .5 to .5", low, high)
	}
	// A hundred coins: mean .5, standard error .05, so that the normal
	// approximation gives .402 to .598.
	coins := append(make([]float64, 50), slices.Repeat([]float64{1}, 50)...)
	low, high := interval(coins)
	if math.Abs(low-.402) > .01 || math.Abs(high-.598) > .01 {
		t.Errorf("of a hundred coins: %v to %v", low, high)
	}
	if again, same := interval(coins); again != low || same != high {
		t.Error("the same cases give another interval")
	}
}

func TestMeans(t *testing.T) {
	if got := Mean(nil, func(float64) float64 { return 1 }); got != 0 {
		t.Errorf("mean of nothing: %v", got)
	}
	if got := Rate([]int{1, 2, 3, 4}, func(n int) bool { return n > 1 }); got != .75 {
		t.Errorf("share: %v", got)
	}
}

func TestEachKeepsOrder(t *testing.T) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	if diff := cmp.Diff(items, each(items, func(i int) int { return i })); diff != "" {
		t.Error(diff)
	}
}
