package story

import (
	"fmt"
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sets"
)

// sum is amounts of one claim that may be parts of a whole.
type sum struct {
	parts []amount
	total amount
}

// sums gives what the amounts of a claim add up to, where they count the same
// in different places, or in different periods.
func sums(amounts []amount) []sum {
	var found []sum
	done := make([]bool, len(amounts))
	for i, a := range amounts {
		if done[i] || a.part {
			continue
		}
		s := sum{parts: []amount{a}, total: a}
		for j := i + 1; j < len(amounts); j++ {
			b := amounts[j]
			if done[j] || b.part || !sameKind(a, b) || !apartFromAll(b, s.parts) {
				continue
			}
			if total, ok := add(s.total, b); ok {
				s.parts, s.total, done[j] = append(s.parts, b), total, true
			}
		}
		if len(s.parts) > 1 {
			found = append(found, s)
		}
	}
	return found
}

// sameKind reports whether b counts what a does; where the article does not
// say it again ("60 attacks in Arden and 90 in Velm"), it does.
func sameKind(a, b amount) bool {
	return a.Unit == b.Unit && a.Unit != "%" && (a.head == b.head || b.head < 0) && (a.head >= 0 || a.Unit != "")
}

// apartFromAll reports whether b is of another place than each of the parts, or
// where none is named of another period.
func apartFromAll(b amount, parts []amount) bool {
	return !slices.ContainsFunc(parts, func(a amount) bool {
		if a.place >= 0 || b.place >= 0 {
			return a.place < 0 || b.place < 0 || a.place == b.place
		}
		return a.period < 0 || b.period < 0 || a.period == b.period
	})
}

// add adds two amounts of the same thing. It reports false where one is bounded
// from below and the other from above, or one is a range.
func add(a, b amount) (amount, bool) {
	if a.lower() && b.upper() || a.upper() && b.lower() || a.ranged() || b.ranged() {
		return amount{}, false
	}
	s := a
	s.Value, s.High = a.Value+b.Value, a.High+b.High
	s.loose = a.loose || b.loose || a.Bound == doc.About || b.Bound == doc.About
	s.place, s.period, s.where = -1, -1, ""
	for _, bound := range []doc.Bound{doc.About, doc.AtLeast, doc.Over, doc.UpTo, doc.Under} {
		if a.Bound == bound || b.Bound == bound {
			s.Bound = bound
		}
	}
	return s, true
}

// addsUp reports whether parts in one fact make the whole of the other, and
// puts the one with the parts first.
func (p *pair) addsUp(l *link) bool {
	if p.a.rejects || p.b.rejects || p.timing == otherTime {
		return false
	}
	for _, side := range [2][2]*fact{{p.a, p.b}, {p.b, p.a}} {
		for _, s := range side[0].sums {
			for _, whole := range side[1].amounts {
				if p.isWhole(whole, s, side[0], side[1]) {
					l.amounts = append(slices.Clone(s.parts), whole)
					if side[0] == p.b {
						l.a, l.b = l.b, l.a
					}
					return true
				}
			}
		}
	}
	return false
}

// isWhole reports whether an amount of one fact may be the whole of parts of
// another: the sum fits, it counts the same or the claim of the parts names what
// it counts, it is of none of the parts' places alone, and the claims have
// something more in common.
func (p *pair) isWhole(whole amount, s sum, of, in *fact) bool {
	if whole.part || whole.Unit != s.total.Unit || whole.head < 0 && whole.Unit == "" {
		return false
	}
	for _, part := range s.parts {
		if whole.Value <= part.Value || part.place >= 0 && (whole.place == part.place || in.confined(part.place)) {
			return false
		}
	}
	same := whole.head == s.total.head || s.total.stands(whole, of) || whole.stands(s.total, in)
	named := same || sets.Has(of.terms, whole.head) || sets.Has(in.terms, s.total.head)
	return named && fits(whole, s.total) && p.enoughForSum(whole, s.total, same)
}

// stands reports whether a counts what b does under a word for anything that
// happens: "a series of attacks, with 60 incidents".
func (a amount) stands(b amount, in *fact) bool {
	return kinds[lower(a.headWord)] == eventWord && sets.Has(in.terms, b.head)
}

// splits reports whether amounts of one of two facts on the same, which stand side
// by side, make an amount of the other to the unit, and puts the one with the
// parts first: "2,200 are at home and 900 run the pumps", "the 3,100 miners".
func (p *pair) splits(l *link) bool {
	for _, side := range [2][2]*fact{{p.a, p.b}, {p.b, p.a}} {
		for _, whole := range side[1].amounts {
			if !whole.whole() {
				continue
			}
			parts := partsSideBySide(side[0].amounts, whole)
			inPart := func(a amount) bool { return a.place >= 0 && (a.place == whole.place || side[1].confined(a.place)) }
			if parts != nil && (whole.Value >= leastWhole || p.uncounted() > 0) && !slices.ContainsFunc(parts, inPart) {
				l.amounts, l.basis = append(slices.Clone(parts), whole), onAmounts
				if side[0] == p.b {
					l.a, l.b = l.b, l.a
				}
				return true
			}
		}
	}
	return false
}

// partsSideBySide gives the first two or more amounts that stand side by side and
// make a whole; none if there are none.
func partsSideBySide(amounts []amount, whole amount) []amount {
	for i := range amounts {
		sum := 0.0
		for j := i; j < len(amounts) && sum < whole.Value; j++ {
			a := amounts[j]
			if a.ranged() || a.lower() || a.upper() || a.Unit != whole.Unit || a.year() || j > i && !a.countsWith(amounts[j-1], whole) {
				break
			}
			if sum += a.Value; sum == whole.Value && j > i {
				return amounts[i : j+1]
			}
		}
	}
	return nil
}

// countsWith reports whether an amount may be a part of a whole beside another part:
// it counts the same, does not say what, or counts what the whole does.
func (a amount) countsWith(other, whole amount) bool {
	return a.head == other.head || a.head < 0 || other.head < 0 || a.countsLike(whole)
}

// sameRate reports whether two facts on the same give one rate over different
// periods: "45,000 a month", "540,000 a year".
func (p *pair) sameRate(l *link) bool {
	for _, a := range p.a.amounts {
		for _, b := range p.b.amounts {
			x, y := a.every, b.every
			if x == 0 || y == 0 || x == y || a.Unit != b.Unit || !a.point() || !b.point() {
				continue
			}
			times := math.Round(max(x, y) / min(x, y))
			low, high := a.Value, b.Value
			if x > y {
				low, high = high, low
			}
			if math.Abs(low*times-high) <= roundedShare*high {
				l.basis, l.amounts = onAmounts, []amount{a, b}
				l.says = fmt.Sprintf("%s every %s are %s every %s.", a, spelled(x), b, spelled(y))
				return true
			}
		}
	}
	return false
}

// telling is from what value on a sum that is exactly the whole is taken for
// no chance. Set by hand: two figures of three digits for the same thing in one
// story seldom meet.
const telling = 100

// enoughForSum reports whether two claims have enough in common besides what is
// counted: one more word, none where a telling sum fits exactly; two, or one and
// a name, where the counted thing says little ("people") or has two words for
// it, which a word for anything that happens is not; and for small numbers, which fit by chance, as much as one subject takes.
func (p *pair) enoughForSum(whole, total amount, same bool) bool {
	context := 0
	for _, t := range p.shared {
		if t != whole.head && t != total.head {
			context++
		}
	}
	switch {
	case whole.Value < smallCount:
		return context > 1 && p.words >= sameSubject
	case whole.head >= 0 && same && kinds[lower(whole.headWord)] != genericWord:
		return context > 0 || whole.Value >= telling && whole.Value == total.Value
	}
	return context > 1 || context > 0 && p.names > 0
}

// fits reports whether a sum agrees with the whole. Bounds that run the same
// way agree where the sum is only about.
func fits(whole, total amount) bool {
	if whole.agrees(total) {
		return true
	}
	sameWay := whole.lower() && total.lower() || whole.upper() && total.upper()
	return sameWay && (total.loose || whole.loose) && math.Abs(whole.Value-total.Value) <= aboutShare*whole.Value
}
