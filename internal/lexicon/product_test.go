package lexicon

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
)

// A figure with decimals before a scale reads as the same digits with the point
// moved, whatever they are.
func TestTimesMovesThePoint(t *testing.T) {
	scales := map[string]int{"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
	for word, zeros := range scales {
		for tenths := range 1000 {
			for _, figure := range []string{fmt.Sprintf("%d.%d", tenths/10, tenths%10), fmt.Sprintf("%d.%02d", tenths/100, tenths%100)} {
				_, decimals, _ := strings.Cut(figure, ".")
				want, err := strconv.ParseFloat(strings.Replace(figure, ".", "", 1)+strings.Repeat("0", zeros-len(decimals)), 64)
				if err != nil {
					t.Fatal(err)
				}
				if got, n := English().ReadNumber([]string{figure, word}); got != want || n != 2 {
					t.Errorf("%s %s is %v, want %v", figure, word, got, want)
				}
			}
		}
	}
}

func TestTimes(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ a, b, want float64 }{
		{4.1, 1e9, 4.1e9},
		{1.1, 1e6, 1.1e6},
		{-2.3, 1e12, -2.3e12},
		{0.7, 1, 0.7},
		{0.07, 100, 7},
		{1.15, 100, 115},
		{0, 1e6, 0},
		{inf, 2, inf},
		{1e300, 1e300, inf},
	} {
		if got := Times(c.a, c.b); got != c.want {
			t.Errorf("%v times %v is %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
