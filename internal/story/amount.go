package story

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
)

// amount is a quantity of a claim with what it counts, and where.
type amount struct {
	doc.Quantity
	counted  []int32 // the content words of what is counted, sorted; empty: unknown, or the unit says it
	head     int32   // the last of them; -1: none
	headWord string  // as the article has it
	place    int32   // where it was counted, as far as the words behind it say, see place.go; -1: nowhere in particular
	period   int32   // the first time named behind it; -1: none
	where    string  // place or period, as the article has it: "in Arden"
	beside   []int32 // the nearest content words before it and behind it, sorted: mostly the verb that it depends on
	every    float64 // the days in which it comes again, see [amount.everyDays]; 0: it is no rate
	loose    bool    // a sum with an "about" in it, whatever its bound
	part     bool    // counts a part or a remainder: "another 20", "20 of the 60"
}

// amount reads the n-th quantity of a fact's claim.
func (r *reader) amount(f *fact, n int) amount {
	d := f.doc
	a := amount{Quantity: d.Quantities[f.quantities[n]], head: -1, place: -1, period: -1}
	if !a.Counted.Empty() {
		r.readCounted(f, &a)
	}
	r.locate(f, n, &a)
	a.part = partial(f, a)
	a.every = a.everyDays(f)
	return a
}

// readCounted finds the content words of what an amount counts: those in the
// claim, or in the document where it counts something named outside of it.
func (r *reader) readCounted(f *fact, a *amount) {
	d := f.doc
	first := d.TokenAt(a.Counted.Start)
	for i := first; i < len(d.Tokens) && d.Tokens[i].Start < a.Counted.End; i++ {
		word := d.Tokens[i].Of(d.Text)
		key := lexicon.Key(word)
		if !r.content(word, key) {
			continue
		}
		a.head, a.headWord = r.words.Of(coref.Meaning(coref.Lemma(d, i, key))), word
		a.counted = append(a.counted, a.head)
	}
	a.counted = sets.Distinct(a.counted)
}

// partial reports whether the words beside an amount say that it is a part or
// a remainder.
func partial(f *fact, a amount) bool {
	before := strings.Fields(lexicon.Key(f.doc.Text[max(min(f.Span.Start, a.Start), a.Start-24):a.Start]))
	after := strings.Fields(lexicon.Key(f.doc.Text[a.End:min(max(f.Span.End, a.End), a.End+24)]))
	if len(before) > 0 && kinds[before[len(before)-1]] == partWord {
		return true
	}
	return len(after) > 0 && (kinds[after[0]] == partWord || after[0] == "of" && a.Unit == "") // "20 of the 60"; but "20 litres of oil"
}

// interval is the values that an amount leaves open, both ends included.
type interval struct{ low, high float64 }

// What the bounds of amounts are taken to mean, set by hand: "about" is within
// a tenth; a figure that ends in zeros is rounded to the last digit before
// them, but never by more than a twentieth; and "over 150" would not be said of
// more than 187, nor "up to 200" of less than 150. The last serves agreement
// only: a conflict needs values that the words rule out.
const (
	aboutShare   = 0.10
	roundedShare = 0.05
	openShare    = 0.25
)

// interval gives the values that an amount leaves open.
func (a amount) interval() interval {
	slack := a.slack()
	switch a.Bound {
	case doc.Over, doc.AtLeast:
		if !a.loose {
			slack = 0
		}
		return interval{a.Value - slack, math.Inf(1)}
	case doc.UpTo, doc.Under:
		if !a.loose {
			slack = 0
		}
		return interval{math.Inf(-1), a.Value + slack}
	case doc.Between:
		return interval{a.Value, a.High}
	}
	return interval{a.Value - slack, max(a.Value, a.High) + slack}
}

// slack is how far from its figure a value may lie.
func (a amount) slack() float64 {
	v := math.Abs(a.Value)
	if a.Bound == doc.About || a.loose {
		return aboutShare * v
	}
	step := 1.0
	for v >= 100 && step < v && math.Mod(v, 10*step) == 0 {
		step *= 10
	}
	if step == 1 {
		return 0
	}
	return min(step/2, roundedShare*v)
}

// ranged reports whether the amount is a range: "10 to 14", or "dozens".
func (a amount) ranged() bool { return a.Bound == doc.Between || a.High > a.Value }

// point reports whether the amount is a single value, if only about.
func (a amount) point() bool {
	return (a.Bound == doc.Exactly || a.Bound == doc.About) && !a.ranged()
}

// comparable reports whether two amounts are of the same thing: the same unit,
// the same period where they are rates, and the same thing counted where one is. "17 injured" are what "17 people were
// injured" are.
func (a amount) comparable(b amount) bool {
	switch {
	case a.Unit != b.Unit, a.every != b.every:
		return false
	case a.head == b.head:
		return a.head >= 0 || a.Unit != ""
	}
	return a.isDoneTo(b) || b.isDoneTo(a)
}

// isDoneTo reports whether what a counts is what is said of people in b.
func (a amount) isDoneTo(b amount) bool {
	return kinds[lower(b.headWord)] == genericWord && a.head >= 0 && sets.Has(b.beside, a.head)
}

// sameDeed reports whether two amounts stand beside the same word ("marched
// through Arden").
func (a amount) sameDeed(b amount) bool {
	return len(sets.Common(a.beside, b.beside)) > 0 || a.isDoneTo(b) || b.isDoneTo(a)
}

// sameCounted reports whether two amounts count the same, qualifiers included:
// "12 wooden houses" are not "12 houses".
func (a amount) sameCounted(b amount) bool {
	return slices.Equal(a.counted, b.counted) || a.isDoneTo(b) || b.isDoneTo(a)
}

// excludes reports whether two amounts leave no value open together.
func (a amount) excludes(b amount) bool {
	x, y := a.interval(), b.interval()
	return x.high < y.low || y.high < x.low
}

// agrees reports whether two amounts say the same: a figure lies in the other's
// interval and not far from its bound, or both bound the same value in the same
// way. Intervals that only overlap do not agree.
func (a amount) agrees(b amount) bool {
	switch {
	case a.point() && b.point():
		x, y := a.interval(), b.interval()
		return x.low <= b.Value && b.Value <= x.high || y.low <= a.Value && a.Value <= y.high
	case b.point():
		return b.agrees(a)
	case !a.point():
		return a.Value == b.Value && a.High == b.High && a.upper() == b.upper() && a.lower() == b.lower()
	}
	slack := 0.0
	if b.loose {
		slack = b.slack()
	}
	switch {
	case b.lower():
		return b.Value-slack <= a.Value && a.Value <= b.Value*(1+openShare)
	case b.upper():
		return b.Value*(1-openShare) <= a.Value && a.Value <= b.Value+slack
	}
	return b.Value <= a.Value && a.Value <= b.High
}

// lower and upper report whether the amount only bounds what it counts, from
// below or from above.
func (a amount) lower() bool { return a.Bound == doc.Over || a.Bound == doc.AtLeast }
func (a amount) upper() bool { return a.Bound == doc.UpTo || a.Bound == doc.Under }

// bounds are the words for bounds, as explanations have them.
var bounds = map[doc.Bound]string{doc.About: "about ", doc.Over: "over ", doc.AtLeast: "at least ", doc.UpTo: "up to ", doc.Under: "under "}

// String gives the amount as an explanation has it: "over 150 attacks".
func (a amount) String() string {
	s := bounds[a.Bound]
	if a.loose && a.Bound != doc.About {
		s += "about "
	}
	s += figure(a.Value)
	if a.ranged() {
		s += " to " + figure(a.High)
	}
	if a.Unit != "" {
		return s + " " + a.Unit
	}
	return strings.TrimSpace(s + " " + a.headWord)
}

// figure gives a value with commas between thousands.
func figure(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
