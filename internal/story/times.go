package story

import (
	"strconv"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
)

// stretch is a stretch of days, both ends included.
type stretch struct{ first, last time.Time }

// The months that the seasons and halves of TIMEX3 begin in, and how many they
// last. Winter is given to the year that it begins in.
var yearParts = map[string][2]int{
	"SP": {3, 3}, "SU": {6, 3}, "FA": {9, 3}, "WI": {12, 3}, "H1": {1, 6}, "H2": {7, 6},
	"Q1": {1, 3}, "Q2": {4, 3}, "Q3": {7, 3}, "Q4": {10, 3},
}

// stretchOf gives the days that a TIMEX3 value of an absolute date covers:
// "2025", "2025-03", "2025-03-04", "2025-W10", "2025-W10-2", "2025-FA". It
// reports false for any other, also for a relative one ("XXXX-WXX-3").
func stretchOf(value string) (stretch, bool) {
	if d, ok := doc.ParseDate(value); ok {
		first := dayOf(d)
		switch {
		case d.Exact():
			return stretch{first, first}, true
		case d.Month > 0:
			return stretch{first, first.AddDate(0, 1, -1)}, true
		}
		return stretch{first, first.AddDate(1, 0, -1)}, true
	}
	if len(value) < 7 || value[4] != '-' {
		return stretch{}, false
	}
	year, err := strconv.Atoi(value[:4])
	if err != nil {
		return stretch{}, false
	}
	if part, ok := yearParts[value[5:]]; ok {
		first := time.Date(year, time.Month(part[0]), 1, 0, 0, 0, 0, time.UTC)
		return stretch{first, first.AddDate(0, part[1], -1)}, true
	}
	return weekOf(year, value[5:])
}

// dayOf gives the first day of a date.
func dayOf(d doc.Date) time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
}

// weekOf gives the days of "W10" or "W10-2" of an ISO 8601 year.
func weekOf(year int, value string) (stretch, bool) {
	if len(value) < 3 || value[0] != 'W' {
		return stretch{}, false
	}
	week, err := strconv.Atoi(value[1:3])
	if err != nil || week < 1 || week > 53 {
		return stretch{}, false
	}
	monday := doc.Monday(year, week)
	if value[3:] == "" {
		return stretch{monday, monday.AddDate(0, 0, 6)}, true
	}
	day, err := strconv.Atoi(value[4:])
	if value[3] != '-' || err != nil || day < 1 || day > 7 {
		return stretch{}, false
	}
	return stretch{monday.AddDate(0, 0, day-1), monday.AddDate(0, 0, day-1)}, true
}

func (s stretch) overlaps(t stretch) bool { return !s.first.After(t.last) && !t.first.After(s.last) }

// day reports whether the stretch is a single day.
func (s stretch) day() bool { return s.first.Equal(s.last) }

// timing is how the times of two claims stand to each other.
type timing uint8

const (
	unknownTime timing = iota // one of them, or both, names none
	sameTime                  // they share days
	otherTime                 // they do not
)

func timingOf(a, b *fact) timing {
	if len(a.stretches) == 0 || len(b.stretches) == 0 {
		return unknownTime
	}
	for _, s := range a.stretches {
		for _, t := range b.stretches {
			if s.overlaps(t) {
				return sameTime
			}
		}
	}
	return otherTime
}

// appeared gives the day that a fact's article appeared; false where it is not
// known.
func (f *fact) appeared() (time.Time, bool) {
	return f.day.first, f.day != stretch{}
}

// sameDay reports whether both claims name the same single day.
func sameDay(a, b *fact) bool {
	for _, s := range a.stretches {
		for _, t := range b.stretches {
			if s.day() && s == t {
				return true
			}
		}
	}
	return false
}

// published says when two articles appeared: apart says by a day or more,
// known that it is known of both.
func published(a, b *fact) (apart, known bool) {
	x, y := a.doc.Published, b.doc.Published
	if !x.Exact() || !y.Exact() {
		return false, false
	}
	return x != y, true
}
