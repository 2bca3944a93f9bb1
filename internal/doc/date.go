package doc

import (
	"fmt"
	"time"
)

// Date is a calendar date, as exact as it is known: Month and Day may be 0. The
// zero value is an unknown date.
type Date struct {
	Year       int
	Month, Day int
}

// DateOf gives the day of t in t's own zone.
func DateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// Monday gives the first day of a week of ISO 8601, in UTC: week 1 is that with
// 4 January in it.
func Monday(year, week int) time.Time {
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	return fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(week-1))
}

// ParseDate reads a date at the beginning of an EDTF level 0 or RFC 3339
// string: "2025", "2025-03", "2025-03-04", "2025-03-04T09:30:00Z". It reports
// whether there is one and the calendar has it; what follows is not looked at.
func ParseDate(s string) (Date, bool) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) < len(layout) || len(s) > len(layout) && s[len(layout)] != 'T' {
			continue
		}
		t, err := time.Parse(layout, s[:len(layout)])
		if err != nil {
			return Date{}, false
		}
		d := DateOf(t)
		if len(layout) < 10 {
			d.Day = 0
		}
		if len(layout) < 7 {
			d.Month = 0
		}
		return d, true
	}
	return Date{}, false
}

// Known reports whether anything is known of d.
func (d Date) Known() bool { return d != Date{} }

// Exact reports whether d is known to the day.
func (d Date) Exact() bool { return d.Day != 0 }

// String gives d in EDTF, as exact as it is known; empty if it is unknown.
func (d Date) String() string {
	switch {
	case !d.Known():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Add gives the day n days after d, which must be exact.
func (d Date) Add(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// Weekday gives the day of the week of d, which must be exact.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// Before reports whether d is before e, as far as both are known.
func (d Date) Before(e Date) bool { return d.time().Before(e.time()) }

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}
