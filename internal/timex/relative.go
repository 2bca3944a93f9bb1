package timex

import (
	"fmt"
	"strconv"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// which reads "last", "this", "next", "this past", "this coming" and gives
// where it ends; n is 0 if there is none.
func (f *finder) which(i int) (shift, n int) {
	w, n := f.lex.Calendar.Match(f.Rest(i))
	if n == 0 || w.Kind != lexicon.Which {
		return 0, 0
	}
	shift, _ = strconv.Atoi(w.Value)
	return shift, n
}

// weekday reads a day of the week, with a part of the day: "last Monday",
// "Monday night", "Mondays".
func (f *finder) weekday(i int) match {
	shift, n := f.which(i)
	w, ok := f.named(i+n, lexicon.Weekday)
	if !ok || !f.Capital(i+n) {
		return f.weekdays(i)
	}
	day, _ := strconv.Atoi(w.Value)
	m := match{n: n + 1, value: "XXXX-WXX-" + w.Value}
	if f.pub.Exact() {
		m.anchored = true
		if n > 0 {
			m.value = f.pub.Add(day - isoDay(f.pub) + 7*shift).String()
		} else {
			m.value = f.nearest(day, f.tense(i, i+n+1)).String()
		}
	}
	if part, ok := f.named(i+m.n, lexicon.DayPart); ok {
		m.n, m.value, m.kind = m.n+1, m.value+part.Value, doc.ClockTime
	}
	return m
}

// weekdays reads "Mondays": a set.
func (f *finder) weekdays(i int) match {
	k := f.Key(i)
	if len(k) < 7 || k[len(k)-1] != 's' || !f.Capital(i) {
		return match{}
	}
	if w, ok := f.lex.Calendar.Word(k[:len(k)-1]); ok && w.Kind == lexicon.Weekday {
		return match{n: 1, value: "XXXX-WXX-" + w.Value, kind: doc.Set}
	}
	return match{}
}

// nearest gives the day of the week nearest to the publish time on the given
// side; the publish day itself is on both. A newspaper's bare weekday looks
// back unless its verb looks ahead.
func (f *finder) nearest(day int, side direction) doc.Date {
	if side == ahead {
		return f.pub.Add((day - isoDay(f.pub) + 7) % 7)
	}
	return f.pub.Add(-((isoDay(f.pub) - day + 7) % 7))
}

// isoDay gives the number of d's weekday, Monday being 1 (ISO 8601).
func isoDay(d doc.Date) int { return (int(d.Weekday())+6)%7 + 1 }

// relative reads a stretch of time by its distance from the publish time's:
// "last week", "this month", "next summer", "the weekend", "last March".
func (f *finder) relative(i int) match {
	if f.Is(i, "the") && f.Is(i+1, "weekend") {
		v, ok := f.weekend(i)
		return match{n: 2, value: v, anchored: ok}
	}
	if f.Is(i, "recent", "coming") {
		if w, ok := f.named(i+1, lexicon.TimeUnits); ok && w.Value[0] != 'T' {
			return match{n: 2, value: map[string]string{"recent": "PAST_REF", "coming": "FUTURE_REF"}[f.Key(i)]}
		}
	}
	shift, n := f.which(i)
	if n == 0 {
		return match{}
	}
	if month, _ := f.month(i + n); month > 0 {
		return f.shiftedMonth(n+1, month, shift)
	}
	w, ok := f.named(i+n, lexicon.TimeUnit, lexicon.Season)
	switch {
	case !ok || w.Value == "TS" || w.Value == "TM":
		return match{}
	case w.Kind == lexicon.Season:
		v, ok := f.shiftedSeason(w.Value, shift)
		return match{n: n + 1, value: v, anchored: ok}
	case f.Is(i-1, "the"):
		return match{} // "the last week" is a duration
	}
	v, ok := f.shifted(w.Value, shift*w.Count)
	return match{n: n + 1, value: v, anchored: ok}
}

// shiftedMonth gives "last March": the latest that is over, the next to come.
func (f *finder) shiftedMonth(n, month, shift int) match {
	if f.pub.Month == 0 {
		m := f.dated(0, month, 0, unknown)
		m.n = n
		return m
	}
	d := doc.Date{Year: f.pub.Year, Month: month}
	switch {
	case shift < 0 && month >= f.pub.Month:
		d.Year--
	case shift > 0 && month <= f.pub.Month:
		d.Year++
	}
	return match{n: n, value: d.String(), anchored: true}
}

// seasonEnd is the last month of each season, in the northern reckoning that
// TIMEX3 leaves to the reader. A winter belongs to the year it begins in.
var seasonEnd = map[string]int{"SP": 5, "SU": 8, "FA": 11, "WI": 14}

// shiftedSeason gives "last autumn": the latest that is over, the one that the
// publish time is in or next to, the next to begin.
func (f *finder) shiftedSeason(season string, shift int) (string, bool) {
	if f.pub.Month == 0 {
		return "XXXX-" + season, false
	}
	year, month := f.pub.Year, f.pub.Month
	if month < 3 {
		year, month = year-1, month+12 // still in the winter that began last year
	}
	end := seasonEnd[season]
	switch {
	case shift < 0 && month <= end:
		year--
	case shift > 0 && month >= end-2:
		year++
	}
	return fmt.Sprintf("%04d-%s", year, season), true
}

// weekend gives the weekend that "the weekend" at token i is.
func (f *finder) weekend(i int) (string, bool) {
	if f.pub.Exact() && f.tense(i, i+2) != ahead && isoDay(f.pub) < 6 {
		return f.shifted("WE", -1)
	}
	return f.shifted("WE", 0)
}

// open is the value of a unit of time of which nothing is known.
var open = map[string]string{
	"D": openDay, "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX", "ML": "X",
}

// shifted gives the value of the unit of time that lies so many units from the
// publish time's, and whether enough of that is known.
func (f *finder) shifted(unit string, shift int) (string, bool) {
	const most = 5000 // units: further off the calendar ends
	p := f.pub
	value := ""
	switch {
	case p.Year == 0 || abs(shift) > most:
	case unit == "D" && p.Exact():
		value = p.Add(shift).String()
	case unit == "W" && p.Exact():
		value = isoWeek(p.Add(7 * shift))
	case unit == "WE" && p.Exact():
		value = isoWeek(p.Add(7*shift)) + "-WE"
	case unit == "M" && p.Month > 0:
		n := p.Year*12 + p.Month - 1 + shift
		value = doc.Date{Year: n / 12, Month: n%12 + 1}.String()
	case unit == "Q" && p.Month > 0:
		n := p.Year*4 + (p.Month-1)/3 + shift
		value = fmt.Sprintf("%04d-Q%d", n/4, n%4+1)
	case unit == "Y" && p.Year+shift > 0:
		value = fmt.Sprintf("%04d", p.Year+shift)
	case unit == "DE" && p.Year/10+shift > 0:
		value = fmt.Sprintf("%03dX", p.Year/10+shift)
	case unit == "CE" && p.Year/100+shift > 0:
		value = fmt.Sprintf("%02dXX", p.Year/100+shift)
	}
	if value == "" || value[0] == '-' {
		return open[unit], false
	}
	return value, true
}

// isoWeek gives the ISO 8601 week of an exact date: "2025-W10".
func isoWeek(d doc.Date) string {
	year, week := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// season reads a season with a year, or where only a season stands: "the
// summer of 2012", "in spring".
func (f *finder) season(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	w, ok := f.named(j, lexicon.Season)
	if !ok {
		return match{}
	}
	if year, end := f.yearAfter(j + 1); year > 0 {
		return match{n: end - i, value: fmt.Sprintf("%04d-%s", year, w.Value)}
	}
	if f.Is(i-1, "in", "until", "since", "by", "during", "over", "through") && !f.Is(j, "fall", "falls") && (j > i || f.loose(j+1)) {
		return match{n: j + 1 - i, value: "XXXX-" + w.Value}
	}
	return match{}
}

// loose reports whether token i does not go on with a noun phrase.
func (f *finder) loose(i int) bool {
	k := f.Key(i)
	return k == "" || f.lex.Function.Has(k) || f.lex.Verbs.Has(k) || !('a' <= k[0] && k[0] <= 'z')
}
