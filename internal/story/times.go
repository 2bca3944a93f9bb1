package story

import (
	"time"

	"github.com/copydesk/copydesk/internal/timex"
)

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
			if s.Overlaps(t) {
				return sameTime
			}
		}
	}
	return otherTime
}

// appeared gives the day that a fact's article appeared; false where it is not
// known.
func (f *fact) appeared() (time.Time, bool) {
	return f.day.First, f.day != timex.Stretch{}
}

// sameDay reports whether both claims name the same single day.
func sameDay(a, b *fact) bool {
	for _, s := range a.stretches {
		for _, t := range b.stretches {
			if s.Day() && s == t {
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
