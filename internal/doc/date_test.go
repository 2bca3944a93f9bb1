package doc

import (
	"testing"
	"time"
)

// The weeks of ISO 8601 as package time counts them.
func TestMonday(t *testing.T) {
	for year := 1999; year < 2030; year++ {
		for _, week := range []int{1, 2, 27, 52} {
			d := Monday(year, week)
			if y, w := d.ISOWeek(); y != year || w != week || d.Weekday() != time.Monday {
				t.Errorf("week %d of %d: %v", week, year, d)
			}
		}
	}
}
