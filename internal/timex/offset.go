package timex

import (
	"strconv"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// offset reads a day by its distance from another: "three weeks from
// tomorrow", "two days before yesterday", "2 weeks before May 13 1999", "the day
// after Christmas".
func (f *finder) offset(i int) match {
	j := i
	if b, n := f.lex.Bounds.Match(f.Rest(i)); n > 0 && !b.After && b.Bound != doc.Exactly {
		j += n
	}
	if f.Is(j, "the") {
		j++
	}
	a := f.amount(j)
	if j > i && a.n == 0 && f.Is(j-1, "the") {
		a = amount{"1", "1", 0}
	}
	w, ok := f.named(j+a.n, lexicon.TimeUnit, lexicon.TimeUnits)
	at := j + a.n + 1
	count, err := strconv.Atoi(a.low)
	if !ok || err != nil || a.low != a.high || w.Value[0] == 'T' || !f.Is(at, "from", "before", "after") {
		return match{}
	}
	if f.Is(at, "before") {
		count = -count
	}
	for _, rule := range []func(int) match{f.timeWord, f.monthDate, f.figureDate, f.weekday, f.holiday} {
		m := rule(at + 1)
		d, ok := doc.ParseDate(m.value)
		if m.n == 0 || !ok || !d.Exact() {
			continue
		}
		if v, ok := moved(d, w.Value, count*w.Count); ok {
			return match{n: at + 1 + m.n - i, value: v, anchored: m.anchored}
		}
	}
	return match{}
}

// moved gives the date so many units on from another.
func moved(d doc.Date, unit string, n int) (string, bool) {
	const most = 5000 // units: further off the calendar ends
	if abs(n) > most {
		return "", false
	}
	months := 0
	switch unit {
	case "D":
		return d.Add(n).String(), true
	case "W":
		return d.Add(7 * n).String(), true
	case "M":
		months = n
	case "Y":
		months = 12 * n
	default:
		return "", false
	}
	at := d.Year*12 + d.Month - 1 + months
	if at < 12 {
		return "", false
	}
	to := doc.Date{Year: at / 12, Month: at%12 + 1, Day: d.Day}
	for !possible(to.Year, to.Month, to.Day) {
		to.Day-- // a month on from 31 January is the last of February
	}
	return to.String(), true
}
