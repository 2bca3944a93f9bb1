package timex

import (
	"fmt"
	"strconv"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// nth reads a day or a week by its place in a longer stretch: "the last week of
// March", "the second week of 2021", "the first Monday of next month", "the
// 15th day of next month".
func (f *finder) nth(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	if year, ok := f.plainYear(j + 3); ok && f.Is(j, "week") && f.Is(j+2, "of") {
		if week, err := strconv.Atoi(f.Key(j + 1)); err == nil && week >= 1 && week <= 53 {
			return match{n: j + 4 - i, value: fmt.Sprintf("%s-W%02d", year, week)}
		}
	}
	rank, n := f.rank(j)
	if n == 0 {
		return match{}
	}
	j += n
	weekday, isDay := f.dayName(j)
	if !isDay && !f.Is(j, "week", "day", "weekend", "month") || !f.Is(j+1, "of", "in") {
		return match{}
	}
	within := f.stretch(j + 2)
	if within.n == 0 {
		return match{}
	}
	value := f.nthOf(rank, f.Key(j), weekday, within.value)
	if value == "" {
		return match{}
	}
	return match{n: j + 2 + within.n - i, value: value, anchored: within.anchored}
}

// rank reads an ordinal; 0 is the last.
func (f *finder) rank(i int) (rank, n int) {
	if f.Is(i, "last", "final") {
		return 0, 1
	}
	v, n := f.lex.ReadOrdinal(f.Rest(i))
	if v > 53 {
		return 0, 0
	}
	return int(v), n
}

// stretch reads the month or year that something is part of.
func (f *finder) stretch(i int) match {
	if v, ok := f.plainYear(i); ok {
		return match{n: 1, value: v}
	}
	if f.Is(i, "the", "this") && f.Is(i+1, "month", "year") {
		w, _ := f.word(i + 1)
		v, ok := f.shifted(w.Value, 0)
		return match{n: 2, value: v, anchored: ok}
	}
	if m := f.relative(i); m.n > 0 {
		return m
	}
	if m := f.monthDate(i); m.n > 0 && len(m.value) == len("2025-03") {
		return m
	}
	return match{}
}

// nthOf gives the value of the rank-th unit of a month or year; empty if there
// is none, or not enough is known. The weeks of a month are those of ISO 8601
// that have their Thursday in it.
func (f *finder) nthOf(rank int, unit string, weekday int, within string) string {
	year, err := strconv.Atoi(within[:min(4, len(within))])
	if err != nil || len(within) != len("2025") && len(within) != len("2025-03") {
		return ""
	}
	month := 0
	if len(within) > 4 {
		if month, err = strconv.Atoi(within[5:]); err != nil {
			return ""
		}
	}
	if unit == "week" || unit == "weekend" {
		weekday = 4
	}
	switch {
	case unit == "day" && month > 0 && rank > 0 && possible(year, month, rank):
		return doc.Date{Year: year, Month: month, Day: rank}.String()
	case unit == "month" && month == 0 && rank > 0 && rank <= 12:
		return fmt.Sprintf("%04d-%02d", year, rank)
	case unit == "week" && month == 0:
		return yearWeek(year, rank)
	case weekday == 0 || month == 0 || rank > 5:
		return ""
	}
	d := nthWeekday(year, month, weekday, pick(rank == 0, 5, rank))
	switch unit {
	case "week":
		return isoWeek(d)
	case "weekend":
		return isoWeek(d) + "-WE"
	}
	return d.String()
}

// yearWeek gives a week of a year; rank 0 is the last, the one that 28 December
// is in (ISO 8601).
func yearWeek(year, rank int) string {
	if rank == 0 {
		return isoWeek(doc.Date{Year: year, Month: 12, Day: 28})
	}
	return fmt.Sprintf("%04d-W%02d", year, rank)
}

func pick(cond bool, yes, no int) int {
	if cond {
		return yes
	}
	return no
}

// numberedDay reads a day of a month that is not named: "on the 18th". Its month
// is the one that puts it on the side of the verb.
func (f *finder) numberedDay(i int) match {
	if !f.Is(i, "the") || !f.Is(i-1, "on", "until", "by", "since", "from") {
		return match{}
	}
	day := f.ordinalDay(i + 1)
	if day == 0 || f.counted(i+2) || f.Capital(i+2) || f.Is(i+2, "-", "of") {
		return match{}
	}
	if !f.pub.Exact() {
		return match{n: 2, value: fmt.Sprintf("XXXX-XX-%02d", day)}
	}
	shift := 0
	switch side := f.tense(i, i+2); {
	case side == ahead && day < f.pub.Day:
		shift = 1
	case side != ahead && day > f.pub.Day:
		shift = -1
	}
	n := f.pub.Year*12 + f.pub.Month - 1 + shift
	if !possible(n/12, n%12+1, day) {
		return match{}
	}
	return match{n: 2, value: doc.Date{Year: n / 12, Month: n%12 + 1, Day: day}.String(), anchored: true}
}

// that reads a stretch that the text has named before: "that weekend", "the same
// week".
func (f *finder) that(i int) match {
	j := i
	switch {
	case f.Is(i, "that"):
		j++
	case f.Is(i, "the") && f.Is(i+1, "same"):
		j += 2
	default:
		return match{}
	}
	w, ok := f.named(j, lexicon.TimeUnit)
	if !ok || w.Value[0] == 'T' || open[w.Value] == "" || w.Count != 1 {
		return match{}
	}
	return match{n: j + 1 - i, value: open[w.Value]}
}
