package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sets"
)

// readFigures gives the numbers of a claim, each once, sorted: amounts in the unit
// of their dimension, lengths of time in seconds, times of day, dates, and places
// in an order. Whatever they are of, few claims of one story have the same.
func (r *reader) readFigures(f *fact) []int32 {
	var found []int32
	add := func(kind string, value float64) {
		found = append(found, r.figures.Of(kind+strconv.FormatFloat(value, 'g', figureDigits, 64)))
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
				found = append(found, r.figures.Of("T"+clock))
			}
		case doc.DateTime:
			if len(t.Value) >= 4 && t.Value[0] != 'X' {
				found = append(found, r.figures.Of("y"+t.Value))
			}
		}
	}
	for _, o := range f.doc.Ordinals {
		if o.From == doc.FromStart && o.Rank > 1 && slices.Contains(f.spans, o.Span) {
			add("o ", float64(o.Rank))
		}
	}
	return sets.Distinct(found)
}

// figureDigits is how many digits of a figure count: what was converted, or
// rounded, differs behind them.
const figureDigits = 3
