package timex

import (
	"strconv"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
)

// Stretch is a stretch of days, both ends included.
type Stretch struct{ First, Last time.Time }

// The months that the seasons and halves of TIMEX3 begin in, and how many they
// last. Winter is given to the year that it begins in.
var yearParts = map[string][2]int{
	"SP": {3, 3}, "SU": {6, 3}, "FA": {9, 3}, "WI": {12, 3}, "H1": {1, 6}, "H2": {7, 6},
	"Q1": {1, 3}, "Q2": {4, 3}, "Q3": {7, 3}, "Q4": {10, 3},
}

// StretchOf gives the days that a TIMEX3 value of an absolute date covers:
// "2025", "2025-03", "2025-03-04", "2025-W10", "2025-W10-2", "2025-FA". It
// reports false for any other, also for a relative one ("XXXX-WXX-3").
func StretchOf(value string) (Stretch, bool) {
	if d, ok := doc.ParseDate(value); ok {
		first := DayOf(d)
		switch {
		case d.Exact():
			return Stretch{first, first}, true
		case d.Month > 0:
			return Stretch{first, first.AddDate(0, 1, -1)}, true
		}
		return Stretch{first, first.AddDate(1, 0, -1)}, true
	}
	if len(value) < 7 || value[4] != '-' {
		return Stretch{}, false
	}
	year, err := strconv.Atoi(value[:4])
	if err != nil {
		return Stretch{}, false
	}
	if part, ok := yearParts[value[5:]]; ok {
		first := time.Date(year, time.Month(part[0]), 1, 0, 0, 0, 0, time.UTC)
		return Stretch{first, first.AddDate(0, part[1], -1)}, true
	}
	return weekOf(year, value[5:])
}

// DayOf gives the first day of a date, at midnight in UTC.
func DayOf(d doc.Date) time.Time {
	return time.Date(d.Year, time.Month(max(1, d.Month)), max(1, d.Day), 0, 0, 0, 0, time.UTC)
}

// weekOf gives the days of "W10" or "W10-2" of an ISO 8601 year.
func weekOf(year int, value string) (Stretch, bool) {
	if len(value) < 3 || value[0] != 'W' {
		return Stretch{}, false
	}
	week, err := strconv.Atoi(value[1:3])
	if err != nil || week < 1 || week > 53 {
		return Stretch{}, false
	}
	monday := doc.Monday(year, week)
	if value[3:] == "" {
		return Stretch{monday, monday.AddDate(0, 0, 6)}, true
	}
	day, err := strconv.Atoi(value[4:])
	if value[3] != '-' || err != nil || day < 1 || day > 7 {
		return Stretch{}, false
	}
	return Stretch{monday.AddDate(0, 0, day-1), monday.AddDate(0, 0, day-1)}, true
}

// Overlaps reports whether two stretches share a day.
func (s Stretch) Overlaps(t Stretch) bool { return !s.First.After(t.Last) && !t.First.After(s.Last) }

// Day reports whether the stretch is a single day.
func (s Stretch) Day() bool { return s.First.Equal(s.Last) }
