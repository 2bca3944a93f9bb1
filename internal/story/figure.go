package story

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// readFigures gives the numbers of a claim, each once, sorted: amounts in the unit
// of their dimension, lengths of time in seconds, times of day, years, and places
// in an order. Whatever they are of, few claims of one story have the same.
func (r *reader) readFigures(f *fact) []int32 {
	var found []int32
	add := func(kind string, value float64) {
		found = append(found, number(r.figures, kind+strconv.FormatFloat(value, 'g', figureDigits, 64)))
	}
	for _, a := range f.amounts {
		b := a.converted()
		add(b.Unit+" ", b.Value)
		if b.High != b.Value {
			add(b.Unit+" ", b.High)
		}
	}
	for _, n := range f.times {
		switch t := f.doc.Times[n]; t.Type {
		case doc.Duration:
			if s, ok := secondsOf(t.Value); ok {
				add("s ", s)
			}
		case doc.ClockTime:
			if _, clock, ok := strings.Cut(t.Value, "T"); ok && clock != "" && clock[0] >= '0' && clock[0] <= '9' {
				found = append(found, number(r.figures, "T"+clock))
			}
		case doc.DateTime:
			if len(t.Value) >= 4 && t.Value[0] != 'X' {
				found = append(found, number(r.figures, "y"+t.Value))
			}
		}
	}
	for _, o := range f.doc.Ordinals {
		if o.From == doc.FromStart && o.Rank > 1 && slices.Contains(f.spans, o.Span) {
			add("o ", float64(o.Rank))
		}
	}
	return distinct(found)
}

// figureDigits is how many digits of a figure count: what was converted, or
// rounded, differs behind them.
const figureDigits = 3

// secondsOf gives a TIMEX3 duration of one unit in seconds.
func secondsOf(value string) (float64, bool) {
	rest, ok := strings.CutPrefix(value, "P")
	if !ok || len(rest) < 2 {
		return 0, false
	}
	each := map[byte]float64{'D': 86400, 'W': 7 * 86400, 'M': periods["month"] * 86400, 'Y': periods["year"] * 86400}
	if rest[0] == 'T' {
		rest, each = rest[1:], map[byte]float64{'S': 1, 'M': 60, 'H': 3600}
	}
	n, err := strconv.ParseFloat(rest[:len(rest)-1], 64)
	s := n * each[rest[len(rest)-1]]
	return s, err == nil && s > 0 && !math.IsInf(s, 0)
}
