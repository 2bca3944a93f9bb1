package story

import (
	"math"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// scale is how a unit is turned into the one of its dimension: times factor,
// plus offset.
type scale struct {
	unit           string
	factor, offset float64
}

// scales has the units that reports of one event use for one another, by their
// UCUM codes. The factors are exact (NIST Special Publication 811, appendix B).
var scales = map[string]scale{
	"km": {"m", 1000, 0}, "cm": {"m", .01, 0}, "mm": {"m", .001, 0},
	"[mi_i]": {"m", 1609.344, 0}, "[yd_i]": {"m", .9144, 0}, "[ft_i]": {"m", .3048, 0}, "[in_i]": {"m", .0254, 0}, "[nmi_i]": {"m", 1852, 0},
	"g": {"kg", .001, 0}, "t": {"kg", 1000, 0}, "[lb_av]": {"kg", .45359237, 0}, "[oz_av]": {"kg", .028349523125, 0},
	"[ston_av]": {"kg", 907.18474, 0}, "[lton_av]": {"kg", 1016.0469088, 0}, "[stone_av]": {"kg", 6.35029318, 0},
	"L": {"L", 1, 0}, "l": {"L", 1, 0}, "m3": {"L", 1000, 0}, "[gal_us]": {"L", 3.785411784, 0}, "[gal_br]": {"L", 4.54609, 0}, "[bbl_us]": {"L", 158.987294928, 0},
	"ha": {"m2", 1e4, 0}, "km2": {"m2", 1e6, 0}, "har": {"m2", 1e4, 0}, "[acr_us]": {"m2", 4046.8726, 0}, "[acr_br]": {"m2", 4046.8564224, 0},
	"[sft_i]": {"m2", .09290304, 0}, "[ft_i]2": {"m2", .09290304, 0}, "[mi_i]2": {"m2", 2589988.110336, 0}, "[smi_us]": {"m2", 2589998.47, 0},
	"[degF]": {"Cel", 5. / 9, -160. / 9},
	"km/h":   {"m/s", 1 / 3.6, 0}, "[mi_i]/h": {"m/s", .44704, 0}, "[kn_i]": {"m/s", 1852. / 3600, 0},
}

// converted gives an amount in the unit of its dimension. One that was turned
// is only about: "21 miles" are no 33,796 metres.
func (a amount) converted() amount {
	s, ok := scales[a.Unit]
	if !ok {
		return a
	}
	a.Unit, a.Value, a.High = s.unit, a.Value*s.factor+s.offset, a.High*s.factor+s.offset
	return a
}

// convertedShare is how far apart two amounts in different units may lie, for
// who converts rounds.
const convertedShare = 0.03

// sameValue reports whether two amounts say the same once their units are the
// same.
func (a amount) sameValue(b amount) bool {
	if a.Unit == b.Unit {
		return a.agrees(b)
	}
	x, y := a.converted(), b.converted()
	if x.Unit != y.Unit {
		return false
	}
	slack := convertedShare * max(math.Abs(x.Value), math.Abs(y.Value))
	if x.Unit == "Cel" {
		slack = 1
	}
	return math.Abs(x.Value-y.Value) <= slack && math.Abs(x.High-y.High) <= slack
}

// periods are spans that durations and rates are counted in, in days: months and
// years as they are on average.
var periods = map[string]float64{"day": 1, "week": 7, "month": 365.2425 / 12, "year": 365.2425}

const secondsADay = 24 * 60 * 60

// seconds are the units of TIMEX3 durations: those of days, and behind a T those of
// a day's parts.
var seconds = map[string]float64{
	"D": secondsADay, "W": periods["week"] * secondsADay, "M": periods["month"] * secondsADay, "Y": periods["year"] * secondsADay,
	"TS": 1, "TM": 60, "TH": 60 * 60,
}

// secondsOf gives a TIMEX3 duration of one unit in seconds; false for any other.
func secondsOf(value string) (float64, bool) {
	rest, ok := strings.CutPrefix(value, "P")
	figure, clock := strings.CutPrefix(rest, "T")
	if !ok || len(figure) < 2 {
		return 0, false
	}
	unit := figure[len(figure)-1:]
	if clock {
		unit = "T" + unit
	}
	n, err := strconv.ParseFloat(figure[:len(figure)-1], 64)
	s := n * seconds[unit]
	return s, err == nil && s > 0 && !math.IsInf(s, 0)
}

// durationOf gives a TIMEX3 duration of one unit in days; false for any other, and
// for parts of a day.
func durationOf(t doc.Time) (days float64, ok bool) {
	if t.Type != doc.Duration || strings.HasPrefix(t.Value, "PT") {
		return 0, false
	}
	s, ok := secondsOf(t.Value)
	return s / secondsADay, ok
}
