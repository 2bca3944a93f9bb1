package timex

import (
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// holiday reads the name of a day that comes each year, by a date ("Christmas")
// or a rule ("Thanksgiving", "Easter Monday"), with a year or "last" and "next".
func (f *finder) holiday(i int) match {
	w, n := f.which(i)
	day, m := f.lex.Calendar.Match(f.Rest(i + n))
	if m == 0 || day.Kind != lexicon.Holiday || !f.Capital(i+n) && m == 1 && !f.Is(i+n, "easter", "christmas", "halloween", "thanksgiving") {
		return match{}
	}
	at := i + n + m
	year, end := f.yearAfter(at)
	if n == 0 || year > 0 {
		got := f.feast(day, year, f.tense(i, end))
		got.n = end - i
		return got
	}
	if f.pub.Month == 0 {
		return match{n: at - i, value: f.feast(day, 0, unknown).value}
	}
	got := f.feast(day, 0, direction(max(-1, min(1, w.shift+int(w.nearest)))))
	got.n = at - i
	return got
}

// feast gives the date of a holiday in a year; 0: the year that puts it on the
// given side of the publish time, or nearest to it.
func (f *finder) feast(w lexicon.CalendarWord, year int, side direction) match {
	if year > 0 {
		return match{value: feastDay(w, year).String()}
	}
	if f.pub.Year == 0 {
		if month, day, ok := fixed(w.Value); ok {
			return f.dated(0, month, day, side)
		}
		return match{value: openDay}
	}
	best := doc.Date{}
	for _, y := range []int{f.pub.Year - 1, f.pub.Year, f.pub.Year + 1} {
		d := feastDay(w, y)
		if side == behind && f.days(d) > 0 || side == ahead && f.days(d) < 0 {
			continue
		}
		if best.Year == 0 || abs(f.days(d)) < abs(f.days(best)) {
			best = d
		}
	}
	return match{value: best.String(), anchored: true}
}

// fixed reads "12-25".
func fixed(value string) (month, day int, ok bool) {
	a, b, dash := strings.Cut(value, "-")
	month, err := strconv.Atoi(a)
	day, err2 := strconv.Atoi(b)
	return month, day, dash && err == nil && err2 == nil
}

// feastDay gives the date of a holiday in a year.
func feastDay(w lexicon.CalendarWord, year int) doc.Date {
	if w.Value == "easter" {
		return easter(year).Add(w.Count)
	}
	if month, day, ok := fixed(w.Value); ok {
		return doc.Date{Year: year, Month: month, Day: day}.Add(w.Count)
	}
	var rule [3]int // month, weekday, which of them
	for i, s := range strings.SplitN(w.Value, "-", 3) {
		rule[i], _ = strconv.Atoi(s) // a test reads the table, which is compiled in
	}
	return nthWeekday(year, rule[0], rule[1], rule[2]).Add(w.Count)
}

// nthWeekday gives the n-th of a weekday in a month; the fifth is the last.
func nthWeekday(year, month, weekday, n int) doc.Date {
	first := doc.Date{Year: year, Month: month, Day: 1}
	d := first.Add((weekday-isoDay(first)+7)%7 + 7*(n-1))
	for d.Month != month && n > 1 {
		d = d.Add(-7)
	}
	return d
}

// easter gives the date of Easter by the rule of the Gregorian calendar, as
// the anonymous algorithm of 1876 has it (Meeus, Astronomical Algorithms, ch. 8).
func easter(year int) doc.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	day := (h+l-7*m+114)%31 + 1
	return doc.Date{Year: year, Month: month, Day: day}
}
