package eval

import (
	"math"
	"strings"
	"testing"
)

func clusters(s string) [][]string {
	var all [][]string
	for c := range strings.SplitSeq(s, "|") {
		if f := strings.Fields(c); len(f) > 0 {
			all = append(all, f)
		}
	}
	return all
}

// The examples are those of the papers: Vilain et al. 1995, Bagga and Baldwin
// 1998 (figures 1 to 3), Luo 2005 (table 1).
func TestCompareClusters(t *testing.T) {
	const truth = "1 2 3 4 5|6 7|8 9 A B C"
	for _, c := range []struct {
		name, got, want string
		pick            func(Coreference) Agreement
		recall, prec    float64
	}{
		{"MUC, a link is missing", "a b|c d", "a b c d", func(c Coreference) Agreement { return c.MUC }, 2. / 3, 1},
		{"MUC, a mention is missing", "a b", "a b c", func(c Coreference) Agreement { return c.MUC }, 1. / 2, 1},
		{"MUC, a wrong link between small and large", "1 2 3 4 5|6 7 8 9 A B C", truth, func(c Coreference) Agreement { return c.MUC }, 1, 9. / 10},
		{"MUC, a wrong link between large ones", "1 2 3 4 5 8 9 A B C|6 7", truth, func(c Coreference) Agreement { return c.MUC }, 1, 9. / 10},
		{"B3, the same", "1 2 3 4 5|6 7 8 9 A B C", truth, func(c Coreference) Agreement { return c.BCubed }, 1, 16. / 21},
		{"B3, the same", "1 2 3 4 5 8 9 A B C|6 7", truth, func(c Coreference) Agreement { return c.BCubed }, 1, 7. / 12},
		{"CEAF, wrong link", "1 2 3 4 5|6 7 8 9 A B C", truth, func(c Coreference) Agreement { return c.CEAF }, (1 + 10./12) / 3, (1 + 10./12) / 2},
		{"CEAF, wrong link", "1 2 3 4 5 8 9 A B C|6 7", truth, func(c Coreference) Agreement { return c.CEAF }, (1 + 10./15) / 3, (1 + 10./15) / 2},
		{"CEAF, all in one", "1 2 3 4 5 6 7 8 9 A B C", truth, func(c Coreference) Agreement { return c.CEAF }, 10. / 17 / 3, 10. / 17},
		{"B3, a mention too many", "a b x", "a b", func(c Coreference) Agreement { return c.BCubed }, 1, 4. / 9},
		{"mentions", "a|b x", "a b c", func(c Coreference) Agreement { return c.Mention }, 2. / 3, 2. / 3},
		{"nothing found", "", "a b", func(c Coreference) Agreement { return c.CEAF }, 0, 0},
	} {
		a := c.pick(CompareClusters(clusters(c.got), clusters(c.want)))
		if math.Abs(a.Recall.Value()-c.recall) > 1e-9 || math.Abs(a.Precision.Value()-c.prec) > 1e-9 {
			t.Errorf("%s: recall %.4f, precision %.4f; want %.4f, %.4f", c.name, a.Recall.Value(), a.Precision.Value(), c.recall, c.prec)
		}
	}
	if c := CompareClusters(clusters(truth), clusters(truth)); c.CoNLL() != 1 {
		t.Errorf("the same clusters: %v", c.CoNLL())
	}
}

func TestBestPairing(t *testing.T) {
	for _, c := range []struct {
		cells [][]float64
		n     int
		want  float64
	}{
		{[][]float64{{3, 2}, {2, 0}}, 2, 4}, // the largest cell is none of the best
		{[][]float64{{1, 5, 2}}, 3, 5},
		{[][]float64{{1}, {5}, {2}}, 1, 5},
		{nil, 0, 0},
	} {
		if got := bestPairing(c.cells, c.n); got != c.want {
			t.Errorf("%v: %v, want %v", c.cells, got, c.want)
		}
	}
}
