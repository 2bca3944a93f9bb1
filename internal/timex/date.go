package timex

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// month gives the month that token i names, and whether its word is another
// word too. A month has a capital; "mid-October" is one.
func (f *finder) month(i int) (month int, doubtful bool) {
	if !f.Capital(i) && !strings.HasPrefix(f.Key(i), "mid-") {
		return 0, false
	}
	w, ok := f.lex.Calendar.Word(strings.TrimPrefix(f.Key(i), "mid-"))
	if !ok || w.Kind != lexicon.Month && w.Kind != lexicon.MonthWord {
		return 0, false
	}
	month, _ = strconv.Atoi(w.Value)
	return month, w.Kind == lexicon.MonthWord
}

// day gives the day of the month that token i is: "4" or "4th".
func (f *finder) day(i int) int {
	s := f.Key(i)
	if s == "first" && f.Is(i+1, "of") {
		return 1
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 31 && len(s) <= 2 {
		return n
	}
	return 0
}

// monthDate reads a date with the name of a month: "March 4, 2025", "Tuesday,
// 4 March", "the 4th of March", "March 4-6", "March 2025", "March".
func (f *finder) monthDate(i int) match {
	j := i
	if _, ok := f.named(j, lexicon.Weekday); ok {
		if j++; f.Is(j, ",") {
			j++
		}
	}
	if f.Is(j, "the") && f.day(j+1) > 0 {
		j++
	}
	day, after := f.day(j), j
	if day > 0 {
		if after++; f.Is(after, "of") {
			after++
		}
	}
	month, doubtful := f.month(after)
	if month == 0 || j > i && day == 0 && f.day(after+1) == 0 {
		return match{}
	}
	j = after + 1
	last := 0
	if day == 0 {
		day, last, j = f.dayAfter(j)
	}
	year, j := f.yearAfter(j)
	if doubtful && day == 0 && year == 0 && !f.monthPlace(after) || !possible(year, month, day) || !possible(year, month, last) {
		return match{}
	}
	side := f.tense(i, j)
	m := f.dated(year, month, day, side)
	m.anchored = m.anchored || f.Is(j-1, "year")
	if m.n = j - i; last > day {
		m.value += "/" + f.dated(year, month, last, side).value
	}
	return m
}

// dayAfter reads the day behind the name of a month, or the first and last of
// some: "4", "4-6". It gives where it ends.
func (f *finder) dayAfter(j int) (day, last, end int) {
	if day = f.day(j); day == 0 || f.Is(j+1, "%", "percent", "million") {
		return 0, 0, j
	}
	if f.Is(j+1, "-", "–") && f.day(j+2) > day {
		return day, f.day(j + 2), j + 3
	}
	return day, 0, j + 1
}

// yearAfter reads the year of a date, with a comma or "of" before it, and gives
// where it ends: "2025", "of last year".
func (f *finder) yearAfter(j int) (year, end int) {
	at := j
	if f.Is(at, ",", "of") {
		at++
	}
	if v, ok := f.plainYear(at); ok {
		year, _ = strconv.Atoi(v)
		return year, at + 1
	}
	if shift, n := f.which(at); n == 1 && f.Is(at+1, "year") && f.pub.Year > 1 {
		return f.pub.Year + shift, at + 2
	}
	return 0, j
}

// monthPlace reports whether token i stands where only a month does. "May" and
// "March" begin sentences, and are names.
func (f *finder) monthPlace(i int) bool {
	if i == f.First {
		return false
	}
	if f.Is(i-1, "in", "since", "until", "by", "last", "next", "this", "late", "early", "mid", "-", "during", "before", "after", "through", "till") {
		return true
	}
	month, _ := f.month(i - 2)
	return f.Is(i-1, "to", "and", "or") && month > 0 || f.Is(i-1, "of") && f.Is(i-2, "end", "beginning", "start", "middle")
}

// possible reports whether the calendar has the date; 0 is an unknown part.
func possible(year, month, day int) bool {
	if day == 0 {
		return true
	}
	if year == 0 {
		year = 2024 // a leap year
	}
	_, ok := doc.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	return ok
}

// dated gives the value of a date; year and day may be 0. An unknown year is
// the one that puts the date on the given side of the publish time, or nearest
// to it.
func (f *finder) dated(year, month, day int, side direction) match {
	if year > 0 {
		return match{value: doc.Date{Year: year, Month: month, Day: day}.String()}
	}
	if f.pub.Year == 0 {
		v := doc.Date{Year: 1000, Month: month, Day: day}.String()
		return match{value: "XXXX" + v[4:]}
	}
	best := doc.Date{}
	for _, y := range []int{f.pub.Year - 1, f.pub.Year, f.pub.Year + 1} {
		d := doc.Date{Year: y, Month: month, Day: day}
		if !possible(y, month, day) || side == behind && f.days(d) > 0 || side == ahead && f.days(d) < 0 {
			continue
		}
		if best.Year == 0 || abs(f.days(d)) < abs(f.days(best)) {
			best = d
		}
	}
	if best.Year == 0 {
		best = doc.Date{Year: f.pub.Year, Month: month, Day: day}
	}
	return match{value: best.String(), anchored: true}
}

// days gives how far d lies from the publish time, in days where both are
// exact, else in months or years of some days.
func (f *finder) days(d doc.Date) int {
	if f.pub.Month == 0 {
		return (d.Year - f.pub.Year) * 365
	}
	n := (d.Year-f.pub.Year)*365 + (d.Month-f.pub.Month)*30
	if d.Exact() && f.pub.Exact() {
		n += d.Day - f.pub.Day
	}
	return n
}

func abs(n int) int { return max(n, -n) }

// figureDate reads a date in figures: "2025-03-04", "13/3/2025". One that
// could be read in two ways ("4/3/2025") is none.
func (f *finder) figureDate(i int) match {
	s := f.Key(i)
	if d, ok := doc.ParseDate(s); ok && d.Exact() && len(s) == 10 {
		return match{n: 1, value: d.String()}
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(s) > 10 || len(parts) != 3 || len(parts[2]) != 4 || s[0] == '/' {
		return match{}
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	year, err3 := strconv.Atoi(parts[2])
	if err1 != nil || err2 != nil || err3 != nil || a <= 12 && b <= 12 && a != b {
		return match{}
	}
	if a > 12 {
		a, b = b, a
	}
	if d, ok := doc.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, a, b)); ok {
		return match{n: 1, value: d.String()}
	}
	return match{}
}

// plainYear gives token i if it is four figures that may be a year.
func (f *finder) plainYear(i int) (string, bool) {
	s := f.Key(i)
	return s, len(s) == 4 && s >= "1400" && s < "2101" && strings.Trim(s, "0123456789") == ""
}

// year reads a year that stands alone, or two: "2014", "2014-15".
func (f *finder) year(i int) match {
	v, ok := f.plainYear(i)
	if !ok || !f.yearPlace(i) {
		return match{}
	}
	if f.Is(i+1, "-", "–", "/") && i+2 < f.End {
		last := f.Key(i + 2)
		if len(last) == 2 && strings.Trim(last, "0123456789") == "" {
			last = v[:2] + last
		}
		if len(last) == 4 && strings.Trim(last, "0123456789") == "" && last > v {
			return match{n: 3, value: v + "/" + last}
		}
	}
	return match{n: 1, value: v}
}

// yearPlace reports whether a figure of four places stands where a year does
// and no amount: behind a preposition or a bracket, and not before what it
// might count.
func (f *finder) yearPlace(i int) bool {
	next := f.Key(i + 1)
	counts := next != "" && strings.Trim(next, "abcdefghijklmnopqrstuvwxyz") == "" && !f.lex.Function.Has(next) && !f.lex.Verbs.Has(next)
	unit := f.Is(i+1, "%", "$", "€", "£", "million", "billion", "hundred") || f.lex.Units.Has(next)
	switch {
	case unit || f.Is(i-1, "$", "€", "£"):
		return false
	case f.Is(i-1, "in", "since", "until", "during", "by", "before", "after", "fiscal", "year", "early", "late", "circa"):
		return !counts || !strings.HasSuffix(next, "s") && next != "people"
	case f.Is(i-1, "the", "a", "its", "his", "her", "their", "'s"):
		return counts && !strings.HasSuffix(next, "s") && next != "people" || f.Capital(i+1)
	case f.Is(i-1, "from", "to", "of", "and", "between", "through", "till", "around", "about", "(", ",", "for", "-", "–", "or"):
		return !counts
	}
	return i == f.First && f.lex.Is(next, lexicon.Auxiliary)
}

// decade reads "the 1990s", "the '90s", "the mid-1990s".
func (f *finder) decade(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	if f.Is(j, "early", "late", "mid") {
		if j++; f.Is(j, "-") {
			j++
		}
	}
	s := f.Key(j)
	if !strings.HasSuffix(s, "0s") {
		return match{}
	}
	s = strings.TrimLeft(strings.TrimSuffix(s, "0s"), "'")
	switch {
	case len(s) == 3 && s >= "140" && s <= "210":
		return match{n: j + 1 - i, value: s + "X"}
	case len(s) == 1 && s >= "3" && (j > i || f.Is(i-1, "and", "or", "to")):
		return match{n: j + 1 - i, value: "19" + s + "X"} // "the 90s"; "the 20s" might be either
	}
	return match{}
}

// century reads "the 19th century", whose value is "18XX".
func (f *finder) century(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	n := f.day(j)
	if n == 0 || !strings.HasSuffix(f.Key(j), "h") && !strings.HasSuffix(f.Key(j), "t") {
		return match{}
	}
	if j++; f.Is(j, "-") {
		j++
	}
	if !f.Is(j, "century") {
		return match{}
	}
	return match{n: j + 1 - i, value: fmt.Sprintf("%02dXX", n-1)}
}

// quarter reads "the third quarter of 2024", "the first half of last year".
func (f *finder) quarter(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	w, n := f.lex.Calendar.Match(f.Rest(j))
	if n == 0 || w.Kind != lexicon.YearPart {
		return match{}
	}
	j += n
	at := j
	if f.Is(at, "of") {
		at++
	}
	m := f.relative(at)
	if v, ok := f.plainYear(at); ok {
		m = match{n: 1, value: v}
	}
	switch {
	case m.n > 0 && len(m.value) == len("2025"):
		return match{n: at + m.n - i, value: m.value + "-" + w.Value, anchored: m.anchored}
	case w.Value[0] == 'Q' && f.Is(i, "the"):
		return match{n: j - i, value: "XXXX-" + w.Value}
	}
	return match{}
}

// holiday reads the name of a day that is the same date each year.
func (f *finder) holiday(i int) match {
	w, n := f.lex.Calendar.Match(f.Rest(i))
	if n == 0 || w.Kind != lexicon.Holiday || !f.Capital(i) {
		return match{}
	}
	year, end := f.yearAfter(i + n)
	month, _ := strconv.Atoi(w.Value[:2])
	day, _ := strconv.Atoi(w.Value[3:])
	m := f.dated(year, month, day, f.tense(i, end))
	m.n = end - i
	return m
}
