package timex

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// month gives the month that token i names, and whether its word is another
// word too. A month has a capital, or is hardly anything else ("october", in
// what was typed in haste); "mid-October" is one.
func (f *finder) month(i int) (month int, doubtful bool) {
	key := strings.TrimPrefix(f.Key(i), "mid-")
	w, ok := f.lex.Calendar.Word(key)
	if !ok || w.Kind != lexicon.Month && w.Kind != lexicon.MonthWord {
		return 0, false
	}
	if !f.Capital(i) && key == f.Key(i) && !f.lowerMonth(i, w) {
		return 0, false
	}
	month, _ = strconv.Atoi(w.Value)
	return month, w.Kind == lexicon.MonthWord
}

// lowerMonth reports whether a month without a capital at token i is one: its
// full name, or what stands beside a day or a year.
func (f *finder) lowerMonth(i int, w lexicon.CalendarWord) bool {
	const shortest = 4 // letters of a full name: "june"
	if w.Kind == lexicon.Month && len(f.Key(i)) >= shortest && !strings.HasSuffix(f.Key(i), ".") && f.Key(i) != "sept" {
		return true
	}
	_, year := f.plainYear(i + 1)
	ordinal, n := f.lex.ReadOrdinal(f.Rest(i + 1))
	return year || n > 0 && ordinal <= 31 || w.Kind == lexicon.Month && (f.figureDay(i+1) > 0 || f.figureDay(i-1) > 0)
}

// figureDay gives the day of the month that token i is: "4", "4th".
func (f *finder) figureDay(i int) int {
	s := f.Key(i)
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 31 && len(s) <= 2 {
		return n
	}
	return 0
}

// day gives the day of the month that begins with token i, in figures or
// words ("4", "4th", "twenty-third"), and how many tokens it takes.
func (f *finder) day(i int) (day, n int) {
	if d := f.figureDay(i); d > 0 {
		return d, 1
	}
	if d, n := f.lex.ReadOrdinal(f.Rest(i)); n > 0 && d >= 1 && d <= 31 && !f.Is(i+n, "half", "quarter", "week", "time") {
		return int(d), n
	}
	return 0, 0
}

// dayBefore reads a day and what joins it to the name of a month: "4th of",
// "the twenty-third day of", "twenty five". It gives where the month has to
// begin.
func (f *finder) dayBefore(i int) (day, end int) {
	day, n := f.day(i)
	if f.Is(i-1, "$", "£", "€") {
		return 0, i
	}
	if n == 0 {
		if v, m := f.lex.ReadNumber(f.Rest(i)); m > 0 && v >= 1 && v <= 31 && v == float64(int(v)) {
			day, n = int(v), m
		}
	}
	if n == 0 {
		return 0, i
	}
	end = i + n
	if f.Is(end, "day") && f.Is(end+1, "of") {
		return day, end + 2
	}
	if f.Is(end, "of") {
		return day, end + 1
	}
	return day, f.joint(end)
}

// joint skips a mark that joins the parts of a date: "23-Sep-2020", "Jan/3".
func (f *finder) joint(i int) int {
	if f.Is(i, "-", "/") && f.Glued(i) && f.Glued(i+1) {
		return i + 1
	}
	return i
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
	if _, n := f.day(j + 1); f.Is(j, "the") && n > 0 {
		j++
	}
	day, after := f.dayBefore(j)
	if month, _ := f.month(after); month == 0 {
		day, after = 0, j
	}
	month, doubtful := f.month(after)
	if _, n := f.day(f.joint(after + 1)); month == 0 || j > i && day == 0 && n == 0 {
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
	side := f.dateSide(i, j)
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
	at := f.joint(j)
	if f.Is(at, "the") {
		at++
	}
	day, n := f.day(at)
	if n == 0 || f.Is(at+n, "%", "percent", "million") {
		return 0, 0, j
	}
	j = at + n
	if to, n := f.day(j + 1); f.Is(j, "-", "–") && n > 0 && to > day {
		return day, to, j + 1 + n
	}
	return day, 0, j
}

// yearAfter reads the year of a date, with a comma or "of" before it, and gives
// where it ends: "2025", "of last year", "nineteen ninety-six".
func (f *finder) yearAfter(j int) (year, end int) {
	at := f.joint(j)
	if f.Is(at, ",", "of") {
		at++
	}
	if v, ok := f.plainYear(at); ok {
		year, _ = strconv.Atoi(v)
		return year, at + 1
	}
	if w, n := f.which(at); n == 1 && f.Is(at+1, "year") && f.pub.Year > 1 {
		return f.pub.Year + w.shift, at + 2
	}
	if year, n := f.yearWords(at); n > 0 && at == j {
		return year, at + n
	}
	if k := strings.TrimPrefix(f.Key(at), "'"); len(k) == 2 && f.Is(at-1, "of") && strings.Trim(k, "0123456789") == "" && !f.counted(at+1) {
		year, _ := strconv.Atoi(k)
		return f.fullYear(year), at + 1
	}
	return 0, j
}

// fullYear gives the year whose last two figures are n: the latest that is not
// more than ten years ahead.
func (f *finder) fullYear(n int) int {
	const ahead, unknown = 10, 2025
	last := f.pub.Year + ahead
	if f.pub.Year == 0 {
		last = unknown + ahead
	}
	return last - ((last-n)%100+100)%100
}

// yearWords reads a year in words, "nineteen ninety-six", "two thousand and
// fifteen", and gives how many tokens it takes.
func (f *finder) yearWords(i int) (year, n int) {
	if v, n := f.lex.ReadNumber(f.Rest(i)); n > 1 && v >= 2000 && v < 2100 && v == float64(int(v)) && f.Is(i, "two") {
		return int(v), n
	}
	if !f.Is(i, "seventeen", "eighteen", "nineteen", "twenty") {
		return 0, 0
	}
	century, _ := f.lex.Numbers.Word(f.Key(i))
	v, m := f.lex.ReadNumber(f.Rest(i + 1))
	if m == 0 || v < 10 || v > 99 || v != float64(int(v)) {
		return 0, 0
	}
	return int(100*century.Value + v), m + 1
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
	return f.Is(i-1, "to", "and", "or") && month > 0 || f.Is(i-1, "of") && (f.Is(i-2, "end", "beginning", "start", "middle", "week", "weekend", "day", "month") || f.ordinalDay(i-2) > 0)
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

// dateSide gives the side of the publish time that a date without its year lies
// on. The end of something may lie ahead though its verb is behind: "agreed to
// prolong it until March 24", "was moved to June 12".
func (f *finder) dateSide(i, end int) direction {
	side := f.tense(i, end)
	if side == behind && f.Is(i-1, "until", "till", "to", "through", "by", "before", "for") {
		return unknown
	}
	return side
}

// A day that lies closeDays or less from the publish time on one side is meant
// though the verb speaks for the other, if that day is more than farDays away:
// a writer would have given the year.
const (
	closeDays = 60
	farDays   = 240
)

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
	best, nearest := doc.Date{}, doc.Date{}
	for _, y := range []int{f.pub.Year - 1, f.pub.Year, f.pub.Year + 1} {
		d := doc.Date{Year: y, Month: month, Day: day}
		if !possible(y, month, day) {
			continue
		}
		if nearest.Year == 0 || abs(f.days(d)) < abs(f.days(nearest)) {
			nearest = d
		}
		if side == behind && f.days(d) > 0 || side == ahead && f.days(d) < 0 {
			continue
		}
		if best.Year == 0 || abs(f.days(d)) < abs(f.days(best)) {
			best = d
		}
	}
	if best.Year == 0 {
		best = doc.Date{Year: f.pub.Year, Month: month, Day: day}
	}
	if day > 0 && nearest.Year > 0 && abs(f.days(nearest)) <= closeDays && abs(f.days(best)) > farDays {
		best = nearest
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

// figureDate reads a date in figures: "2025-03-04", "13/3/2025", "13/3/25", and
// behind a preposition "22/4". One that could be read in two ways ("4/3/2025")
// is none.
func (f *finder) figureDate(i int) match {
	s := f.Key(i)
	if len(s) < 4 || len(s) > 10 || s[0] < '0' || s[0] > '9' {
		return match{}
	}
	if d, ok := doc.ParseDate(s); ok && d.Exact() && len(s) == 10 {
		return match{n: 1, value: d.String()}
	}
	var part [3]int
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(fields) < 2 || len(fields) > 3 {
		return match{}
	}
	for n, field := range fields {
		v, err := strconv.Atoi(field)
		if err != nil || len(field) > 4 || len(field) == 3 {
			return match{}
		}
		part[n] = v
	}
	return f.figured(i, fields, part)
}

// figured gives the date of two or three figures, if they name only one.
func (f *finder) figured(i int, fields []string, part [3]int) match {
	a, b, year := part[0], part[1], part[2]
	switch {
	case len(fields) == 2:
		if !strings.Contains(f.Key(i), "/") || !f.Is(i-1, "on", "by", "until", "since", "from") || a > 31 || b > 31 {
			return match{}
		}
	case len(fields[0]) == 4 && len(fields[2]) <= 2 && strings.Contains(f.Key(i), "-"):
		year, a, b = a, b, part[2] // "2025-3-4": that order has no other reading
		if possible(year, a, b) && a > 0 && b > 0 {
			return match{n: 1, value: doc.Date{Year: year, Month: a, Day: b}.String()}
		}
		return match{}
	case len(fields[2]) == 2 && strings.Contains(f.Key(i), "/"):
		year = f.fullYear(year)
	case len(fields[2]) != 4:
		return match{}
	}
	if a <= 12 && b <= 12 && a != b || len(fields[0]) > 2 || len(fields[1]) > 2 {
		return match{}
	}
	if a > 12 {
		a, b = b, a
	}
	if a == 0 || b == 0 || a > 12 || !possible(year, a, b) {
		return match{}
	}
	m := f.dated(year, a, b, f.dateSide(i, i+1))
	m.n = 1
	return m
}

// plainYear gives token i if it is four figures that may be a year.
func (f *finder) plainYear(i int) (string, bool) {
	s := f.Key(i)
	return s, len(s) == 4 && s >= "1400" && s < "2200" && strings.Trim(s, "0123456789") == ""
}

// year reads a year that stands alone, or two: "2014", "2014-15", "the year
// 2014", "nineteen ninety-six".
func (f *finder) year(i int) match {
	v, ok := f.plainYear(i)
	if !ok || !f.yearPlace(i) {
		return f.yearSaid(i)
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

// yearSaid reads a year that words say is one: "the year 2014", "fiscal 2014",
// whose value is "FY2014", and in words.
func (f *finder) yearSaid(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	prefix := ""
	if f.Is(j, "fiscal", "financial") {
		prefix = "FY"
		j++
	}
	if f.Is(j, "year") {
		j++
	}
	v, ok := f.plainYear(j)
	switch {
	case ok && (f.Is(j-1, "year") || prefix != "") && j > i:
		return match{n: j + 1 - i, value: prefix + v}
	case prefix != "" && f.Is(j-1, "year"):
		if f.pub.Year > 0 {
			return match{n: j - i, value: fmt.Sprintf("FY%04d", f.pub.Year), anchored: true}
		}
		return match{n: j - i, value: "FYXXXX"}
	case j == i && f.Is(i-1, "in", "since", "until", "by", "from", "to"):
		if year, n := f.yearWords(i); n > 0 && !f.counted(i+n) {
			return match{n: n, value: strconv.Itoa(year)}
		}
	}
	return match{}
}

// counted reports whether token i may be what the number before it counts.
func (f *finder) counted(i int) bool {
	k := f.Key(i)
	return k != "" && strings.Trim(k, "abcdefghijklmnopqrstuvwxyz") == "" && !f.lex.Function.Has(k) && !f.lex.Verbs.Has(k)
}

// yearPlace reports whether a figure of four places stands where a year does
// and no amount: behind a preposition or a bracket, and not before what it
// might count.
func (f *finder) yearPlace(i int) bool {
	next := f.Key(i + 1)
	counts := f.counted(i + 1)
	unit := f.Is(i+1, "%", "$", "€", "£", "million", "billion", "hundred") || f.lex.Units.Has(next)
	switch {
	case unit || f.Is(i-1, "$", "€", "£"):
		return false
	case f.Is(i-1, "in", "since", "until", "during", "by", "before", "after", "fiscal", "year", "early", "late", "circa"):
		return !counts || !strings.HasSuffix(next, "s") && next != "people"
	case f.Is(i-1, "the", "a", "its", "his", "her", "their", "'s"):
		return counts && !strings.HasSuffix(next, "s") && next != "people" || f.Capital(i+1)
	case f.Is(i-1, "from", "to", "of", "and", "between", "through", "till", "around", "about", "(", ",", "for", "-", "–", "or", "not"), f.Is(i-1, "than") && f.Is(i-2, "later", "earlier"):
		return !counts
	}
	if i == f.First {
		return f.lex.Is(next, lexicon.Auxiliary)
	}
	// An event's name has its year: "the Orvane Cup 2014".
	return f.Capital(i-1) && !counts && !f.lex.Identifiers.Has(f.Key(i-1)) && !f.Capital(i+1) && f.pub.Year > 0 && f.yearNear(i)
}

// yearNear reports whether the year at token i is at most two years ahead, or
// ten behind.
func (f *finder) yearNear(i int) bool {
	const behind, ahead = 10, 2
	year, _ := strconv.Atoi(f.Key(i))
	return year >= f.pub.Year-behind && year <= f.pub.Year+ahead
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
	v, tokens := f.lex.ReadOrdinal(f.Rest(j))
	n := int(v)
	if tokens == 0 || n < 1 || n > 30 {
		return match{}
	}
	if j += tokens; f.Is(j, "-") {
		j++
	}
	if !f.Is(j, "century") {
		return match{}
	}
	return match{n: j + 1 - i, value: fmt.Sprintf("%02dXX", n-1)}
}

// quarter reads "the third quarter of 2024", "the first half of last year", "Q1
// 2024", "2024 Q1", "third-quarter" before what it says the time of.
func (f *finder) quarter(i int) match {
	if v, ok := f.plainYear(i); ok {
		if w, n := f.yearPart(f.joint(i + 1)); n > 0 && len(f.Key(f.joint(i+1))) == 2 {
			return match{n: f.joint(i+1) + n - i, value: v + "-" + w}
		}
	}
	j := i
	if f.Is(j, "the") {
		j++
	}
	part, n := f.yearPart(j)
	if n == 0 {
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
		return match{n: at + m.n - i, value: m.value + "-" + part, anchored: m.anchored}
	case part[0] == 'Q' && (f.Is(i, "the") || f.Is(i+1, "-")):
		v, ok := f.nearestQuarter(part, f.tense(i, j))
		return match{n: j - i, value: v, anchored: ok}
	}
	return match{}
}

// yearPart reads what says which part of a year: "third quarter", "Q3", "H1".
func (f *finder) yearPart(i int) (value string, n int) {
	if w, n := f.lex.Calendar.Match(f.Rest(i)); n > 0 && w.Kind == lexicon.YearPart {
		return w.Value, n
	}
	return "", 0
}

// nearestQuarter gives the quarter of that name on the given side of the
// publish time, or nearest to it. One that is going on is on neither side.
func (f *finder) nearestQuarter(part string, side direction) (string, bool) {
	if f.pub.Month == 0 {
		return "XXXX-" + part, false
	}
	distance := int(part[1]-'1') - (f.pub.Month-1)/3
	year := f.pub.Year
	switch {
	case side == behind && distance >= 0, side == unknown && distance > 2:
		year--
	case side == ahead && distance < 0, side == unknown && distance < -2:
		year++
	}
	return fmt.Sprintf("%04d-%s", year, part), true
}
