package timex

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// which is on which side of the publish time a stretch of time lies: so many
// of its kind away, or the nearest on a side.
type which struct {
	shift   int
	nearest direction
}

// which reads "last", "this", "next", "this past", "this coming" and gives
// where it ends; n is 0 if there is none.
func (f *finder) which(i int) (w which, n int) {
	word, n := f.lex.Calendar.Match(f.Rest(i))
	if n == 0 || word.Kind != lexicon.Which {
		return which{}, 0
	}
	switch word.Value {
	case "past":
		return which{nearest: behind}, n
	case "coming":
		return which{nearest: ahead}, n
	}
	w.shift, _ = strconv.Atoi(word.Value)
	return w, n
}

// weekday reads a day of the week, with a part of the day, a day of the month
// or a week: "last Monday", "Monday night", "Friday the 26th", "Tuesday of last
// week", "next week on Tuesday", "Mondays".
func (f *finder) weekday(i int) match {
	if m := f.weekThenDay(i); m.n > 0 {
		return m
	}
	w, n := f.which(i)
	day, ok := f.dayName(i + n)
	if m := f.weekdays(i); !ok || m.n > 0 {
		return m
	}
	m := match{n: n + 1, value: fmt.Sprintf("XXXX-WXX-%d", day)}
	if f.pub.Exact() {
		m.anchored = true
		switch {
		case w.nearest != unknown:
			m.value = f.beyond(day, w.nearest).String()
		case n > 0:
			m.value = f.weekdayOf(day, w.shift).String()
		default:
			m.value = f.nearest(day, f.weekdaySide(i, i+n+1)).String()
		}
		if n == 0 {
			m = f.dayAndWeek(i, day, m)
		}
	}
	if part, ok := f.named(i+m.n, lexicon.DayPart); ok && len(m.value) == len(openDay) {
		m.n, m.value, m.kind = m.n+1, m.value+part.Value, doc.ClockTime
		if shift, n := f.theWeek(i + m.n); n > 0 && f.pub.Exact() && i+2 == i+m.n {
			m.n, m.value = m.n+n, f.weekdayOf(day, shift).String()+part.Value
		}
	}
	return m
}

// dayName gives the number of the weekday at token i. Abbreviations without a
// stop ("Sun") are weekdays only in dates, see monthDate and dayAndWeek.
func (f *finder) dayName(i int) (int, bool) {
	const full = 6 // letters of the shortest name
	w, ok := f.named(i, lexicon.Weekday)
	k := f.Key(i)
	if !ok || len(k) < full && !(f.Capital(i) && (strings.HasSuffix(k, ".") || f.ordinalDay(i+1) > 0)) {
		return 0, false
	}
	day, _ := strconv.Atoi(w.Value)
	return day, true
}

// ordinalDay gives the day of the month that token i is, if its form says that
// it is an ordinal: "14th".
func (f *finder) ordinalDay(i int) int {
	if d, n := f.lex.ReadOrdinal(f.Rest(i)); n == 1 && d <= 31 {
		return int(d)
	}
	return 0
}

// weekdayOf gives the day of the week so many weeks from the publish time's.
func (f *finder) weekdayOf(day, weeks int) doc.Date {
	return f.pub.Add(day - isoDay(f.pub) + 7*weeks)
}

// beyond gives the nearest such day of the week that is not the publish day.
func (f *finder) beyond(day int, side direction) doc.Date {
	d := f.nearest(day, side)
	if d == f.pub {
		d = d.Add(7 * int(side))
	}
	return d
}

// theWeek reads "of last week", "next week" behind a weekday, and gives how many
// weeks away it is and how many tokens it takes.
func (f *finder) theWeek(i int) (shift, n int) {
	j := i
	if f.Is(j, "of") {
		j++
	}
	w, n := f.which(j)
	if n == 0 || !f.Is(j+n, "week") {
		return 0, 0
	}
	return w.shift, j + n + 1 - i
}

// weekThenDay reads "next week Monday", "this week on Tuesday".
func (f *finder) weekThenDay(i int) match {
	shift, n := f.theWeek(i)
	if n == 0 || f.Is(i, "of") || !f.pub.Exact() {
		return match{}
	}
	if f.Is(i+n, "on") {
		n++
	}
	day, ok := f.dayName(i + n)
	if !ok {
		return match{}
	}
	return match{n: n + 1, value: f.weekdayOf(day, shift).String(), anchored: true}
}

// dayAndWeek reads what may stand behind the weekday at token i and says which
// it is: a week, or a day of the month.
func (f *finder) dayAndWeek(i, day int, m match) match {
	if shift, n := f.theWeek(i + 1); n > 0 {
		return match{n: 1 + n, value: f.weekdayOf(day, shift).String(), anchored: true}
	}
	j := i + 1
	if f.Is(j, "the") {
		j++
	}
	date, n := f.lex.ReadOrdinal(f.Rest(j))
	if d := f.figureDay(j); n == 0 && d > 0 && j == i+1 && !f.Lettered(j+1) && !f.Is(j+1, "-", "–", "%") {
		date, n = float64(d), 1 // "on Monday 21," and no "on Monday 21 people"
	}
	if n == 0 || date > 31 || f.counted(j+n) {
		return m
	}
	if d, ok := f.fallingOn(day, int(date)); ok {
		return match{n: j + n - i, value: d.String(), anchored: true}
	}
	return m
}

// fallingOn gives the date nearest to the publish time on which the weekday and
// the day of the month fall together.
func (f *finder) fallingOn(weekday, date int) (doc.Date, bool) {
	const months = 14 // within so many every pair comes
	for distance := range months {
		for _, shift := range []int{distance, -distance} {
			n := f.pub.Year*12 + f.pub.Month - 1 + shift
			if n < 12 || !possible(n/12, n%12+1, date) {
				continue
			}
			if d := (doc.Date{Year: n / 12, Month: n%12 + 1, Day: date}); isoDay(d) == weekday {
				return d, true
			}
		}
	}
	return doc.Date{}, false
}

// weekdays reads "Mondays": a set.
func (f *finder) weekdays(i int) match {
	k := f.Key(i)
	w, ok := f.lex.Calendar.Word(strings.TrimSuffix(k, "s"))
	const shortest = 6 // letters: "Monday"
	if len(k) < shortest || !ok || w.Kind != lexicon.Weekday {
		return match{}
	}
	if k[len(k)-1] == 's' {
		return match{n: 1, value: "XXXX-WXX-" + w.Value, kind: doc.Set}
	}
	if part, ok := f.lex.Calendar.Word(strings.TrimSuffix(f.Key(i+1), "s")); ok && part.Kind == lexicon.DayPart && strings.HasSuffix(f.Key(i+1), "s") {
		return match{n: 2, value: "XXXX-WXX-" + w.Value + part.Value, kind: doc.Set}
	}
	return match{}
}

// weekdaySide gives the side of the publish time that a bare weekday lies on:
// what goes on "until Friday" has not ended, whatever the verb.
func (f *finder) weekdaySide(i, end int) direction {
	if f.Is(i-1, "until", "till") {
		return ahead
	}
	return f.tense(i, end)
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
	if m := f.twoAway(i); m.n > 0 {
		return m
	}
	side, n := f.which(i)
	if n == 0 {
		return match{}
	}
	shift := side.shift + int(side.nearest)
	if month, _ := f.month(i + n); month > 0 {
		return f.shiftedMonth(n+1, month, shift)
	}
	if f.Is(i+n, "calendar", "working") {
		n++
	}
	w, ok := f.named(i+n, lexicon.TimeUnit, lexicon.Season)
	switch {
	case !ok || w.Value == "TS" || w.Value == "TM":
		return match{}
	case w.Kind == lexicon.Season:
		v, ok := f.shiftedSeason(w.Value, shift)
		return match{n: n + 1, value: v, anchored: ok}
	case f.Is(i, "following"), f.Is(i, "previous") && (w.Value == "D" || w.Value == "W" || w.Value == "WE"):
		return match{n: n + 1, value: open[w.Value]} // of what the text told before
	case f.Is(i-1, "the") && !f.Is(i, "previous"), side.nearest != unknown && n == 2 && f.Is(i, "the"):
		return match{} // "the last week" is a duration
	}
	v, ok := f.shifted(w.Value, shift*w.Count)
	return match{n: n + 1, value: v, anchored: ok}
}

// twoAway reads "the week after next", "the year before last".
func (f *finder) twoAway(i int) match {
	w, ok := f.named(i+1, lexicon.TimeUnit)
	if !ok || !f.Is(i, "the") || w.Value[0] == 'T' {
		return match{}
	}
	shift := 0
	switch {
	case f.Is(i+2, "after") && f.Is(i+3, "next"):
		shift = 2
	case f.Is(i+2, "before") && f.Is(i+3, "last"):
		shift = -2
	default:
		return match{}
	}
	v, ok := f.shifted(w.Value, shift*w.Count)
	return match{n: 4, value: v, anchored: ok}
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
