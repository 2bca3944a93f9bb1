package timex

import (
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// amount is how many units of time: "3", "2.5", "X" where it is not said, two
// of them where it is a range.
type amount struct {
	low, high string
	n         int // tokens
}

// amount reads how many units follow.
func (f *finder) amount(i int) amount {
	between := 0
	if f.Is(i, "between", "from") {
		between = 1
	}
	a := f.plainAmount(i + between)
	if a.n == 0 {
		return amount{}
	}
	if j := i + between + a.n; f.Is(j, "to", "-", "–", "or", "and") && (between == 1 || !f.Is(j, "and")) {
		if b := f.plainAmount(j + 1); b.n > 0 && b.low != "X" && a.low != "X" {
			return amount{a.low, b.low, between + a.n + 1 + b.n}
		}
	}
	if between == 1 {
		return amount{}
	}
	return a
}

func (f *finder) plainAmount(i int) amount {
	if v, n := f.lex.ReadNumber(f.Rest(i)); n > 0 {
		s := strconv.FormatFloat(v, 'f', -1, 64)
		return amount{s, s, n}
	}
	switch {
	case f.Is(i, "a") && f.Is(i+1, "few", "couple"):
		if f.Is(i+2, "of") {
			return amount{"X", "X", 3}
		}
		return amount{"X", "X", 2}
	case f.Is(i, "half") && f.Is(i+1, "a", "an"):
		return amount{"0.5", "0.5", 2}
	case f.Is(i, "½"):
		return amount{"0.5", "0.5", 1}
	case f.Is(i, "a", "an"):
		return amount{"1", "1", 1}
	}
	if _, vague := f.named(i, lexicon.Vague); vague {
		return amount{"X", "X", 1}
	}
	return amount{}
}

// length gives the TIMEX3 value of so many units: "P3D", "PT24H", and the
// interval of two for a range.
func length(a amount, w lexicon.CalendarWord) string {
	v := plainLength(a.low, w)
	if a.high != a.low {
		v += "/" + plainLength(a.high, w)
	}
	return v
}

func plainLength(n string, w lexicon.CalendarWord) string {
	if w.Count > 1 && n != "X" {
		v, _ := strconv.ParseFloat(n, 64)
		n = strconv.FormatFloat(v*float64(w.Count), 'f', -1, 64)
	}
	if w.Value[0] == 'T' {
		return "PT" + n + w.Value[1:]
	}
	return "P" + n + w.Value
}

// duration reads a length of time, with the words that bound it, or a time at
// that distance: "about three years", "a decade", "three-year", "51-year-old",
// "three days ago", "the past two weeks", "for years".
func (f *finder) duration(i int) match {
	if m := f.lately(i); m.n > 0 {
		return m
	}
	if _, ok := f.named(i, lexicon.TimeUnits); ok && f.Is(i-1, "for", "after", "over", "within") && !f.Is(i+1, "of") {
		w, _ := f.word(i)
		return match{n: 1, value: plainLength("X", w), kind: doc.Duration}
	}
	if f.Is(i, "decades", "centuries") && !f.lex.Is(f.Key(i-1), lexicon.Determiner|lexicon.Possessive|lexicon.Modifier) {
		w, _ := f.word(i)
		n := 1
		if f.Is(i+1, "-") && f.Is(i+2, "long", "old") {
			n = 3
		}
		return match{n: n, value: plainLength("X", w), kind: doc.Duration}
	}
	j := i + f.bound(i)
	a := f.amount(j)
	if a.n == 0 && f.Is(i, "some") {
		j, a = i, f.amount(i)
	}
	if a.n == 0 || j > i && a.low == "X" {
		return match{}
	}
	at := j + a.n
	if f.Is(at, "-") {
		return f.hyphened(i, at, a)
	}
	if f.Is(at, "more", "further", "full", "consecutive", "straight", "long") {
		at++
	}
	w, ok := f.named(at, lexicon.TimeUnit, lexicon.TimeUnits)
	if !ok || !f.counts(a, w, at) {
		return match{}
	}
	at++
	if part, n := f.andPart(at); n > 0 && a.low == "1" {
		a.low = strconv.FormatFloat(1+part, 'f', -1, 64)
		a.high, at = a.low, at+n
	}
	if m := f.compound(i, at, a, w); m.n > 0 {
		return m
	}
	return f.distance(i, at, a, w)
}

// bound gives how many tokens the words take that bound a length of time.
// "Over" is a preposition where no other stands before it: "lent over 3 years",
// "for over 3 years".
func (f *finder) bound(i int) int {
	b, n := f.lex.Bounds.Match(f.Rest(i))
	if n == 0 || b.After || b.Bound == doc.Exactly {
		return 0
	}
	if n == 1 && f.Is(i, "over") && i > f.First && !f.lex.Is(f.Key(i-1), lexicon.Preposition|lexicon.Auxiliary|lexicon.Adverb|lexicon.Coordinator) && !f.Is(i-1, "took", "take", "takes", "lasted", "lasts", "spent") {
		return 0
	}
	return n
}

// andPart reads "and a half", "and half", "and a quarter".
func (f *finder) andPart(i int) (part float64, n int) {
	if !f.Is(i, "and") {
		return 0, 0
	}
	j := i + 1
	if f.Is(j, "a") {
		j++
	}
	switch {
	case f.Is(j, "half"):
		return 0.5, j + 1 - i
	case f.Is(j, "quarter") && j > i+1:
		return 0.25, j + 1 - i
	}
	return 0, 0
}

// sizes order the units of time that a length may be made of.
var sizes = map[string]int{"Y": 7, "M": 6, "W": 5, "D": 4, "TH": 3, "TM": 2, "TS": 1}

// compound reads a length in several units, of which the first ends at token
// at: "two years and three months", "3 hours 30 minutes".
func (f *finder) compound(i, at int, a amount, w lexicon.CalendarWord) match {
	value := length(a, w)
	end := at
	for last := sizes[w.Value]; last > 0 && a.low == a.high && a.low != "X" && w.Count == 1; {
		j := end
		if f.Is(j, "and", ",") {
			j++
		}
		b := f.plainAmount(j)
		unit, ok := f.named(j+b.n, lexicon.TimeUnit, lexicon.TimeUnits)
		if b.n == 0 || !ok || b.low == "X" || unit.Count != 1 || sizes[unit.Value] == 0 || sizes[unit.Value] >= last {
			break
		}
		value += tail(value, plainLength(b.low, unit))
		end, last = j+b.n+1, sizes[unit.Value]
	}
	if end == at || f.Is(end, "ago", "earlier", "later") {
		return match{}
	}
	return match{n: end - i, value: value, kind: doc.Duration}
}

// tail gives what a length adds to another: "M30" for "PT30M" behind hours.
func tail(value, more string) string {
	if strings.Contains(value, "T") {
		return strings.TrimPrefix(more, "PT")
	}
	return strings.TrimPrefix(more, "P")
}

// counts reports whether the amount may count the unit at token i: "a second"
// and "a quarter" are mostly something else, "a day" behind a noun is a rate.
func (f *finder) counts(a amount, w lexicon.CalendarWord, i int) bool {
	switch {
	case w.Kind == lexicon.TimeUnit && (w.Value == "TS" || w.Value == "Q"):
		return a.low == "1" && f.Is(i-1, "one")
	case w.Value == "Q":
		return !f.Is(i+1, "of") && a.low != "3"
	case w.Kind == lexicon.TimeUnit:
		return (a.low == "1" || a.low == "0.5" || a.low == "1.5" || a.low != "X" && f.counted(i+1)) && !f.rate(i-1)
	}
	return a.low != "1" || !f.Is(i-1, "a", "an", "1", "one")
}

// rate reports whether "a" at token i follows what goes by the day: "$5 a
// day", "three times a week".
func (f *finder) rate(i int) bool {
	k := f.Key(i - 1)
	if !f.Is(i, "a", "an", "per", "each") || f.Is(i+2, "ago", "earlier", "later", "old", "before") || k == "" || f.lex.Function.Has(k) || f.lex.Verbs.Has(k) {
		return false
	}
	_, number := f.lex.Numbers.Word(k)
	return strings.HasSuffix(k, "s") || number || k == "%" || k[0] >= '0' && k[0] <= '9' || k == "people"
}

// hyphened reads "three-year", "51-year-old". The hyphen is token at.
func (f *finder) hyphened(i, at int, a amount) match {
	w, ok := f.named(at+1, lexicon.TimeUnit)
	if !ok {
		return match{}
	}
	at += 2
	if f.Is(at, "-") && f.Is(at+1, "old", "olds", "long") {
		at += 2
	}
	return match{n: at - i, value: length(a, w), kind: doc.Duration}
}

// distance reads what may follow a length of time and make it a time ("ago",
// "later", "from now") or an age ("old").
func (f *finder) distance(i, at int, a amount, w lexicon.CalendarWord) match {
	shift, known := 0, false
	if v, err := strconv.ParseFloat(a.low, 64); err == nil && a.low == a.high && v == float64(int(v)) && w.Value[0] != 'T' {
		shift, known = int(v)*w.Count, true
	}
	switch {
	case f.Is(at, "ago"):
		return f.away(at+1-i, w.Value, -shift, known, "PAST_REF")
	case f.Is(at, "from") && f.Is(at+1, "now"):
		return f.away(at+2-i, w.Value, shift, known, "FUTURE_REF")
	case known && f.Is(i-1, "in") && f.tense(i, at) != behind && !f.Is(at, "of"):
		if v, ok := f.ahead(shift, w.Value); ok {
			return match{n: f.timeBehind(at) - i, value: v, anchored: true}
		}
	case f.Is(at, "earlier", "later", "afterwards") || f.Is(at, "before") && (at+1 >= f.End || !f.Lettered(at+1)):
		v := open[w.Value]
		if v == "" {
			v = openDay
		}
		return match{n: at + 1 - i, value: v}
	case f.Is(at, "old"):
		at++
	}
	return match{n: at - i, value: length(a, w), kind: doc.Duration}
}

// timeBehind gives where "time" ends behind token i-1: "in two weeks' time".
func (f *finder) timeBehind(i int) int {
	if f.Is(i, "'", "'s") && f.Is(i+1, "time") {
		return i + 2
	}
	return i
}

// ahead gives the day that lies so far ahead: "will leave in two weeks".
func (f *finder) ahead(shift int, unit string) (string, bool) {
	if !f.pub.Exact() {
		return "", false
	}
	return moved(f.pub, unit, shift)
}

// away gives the time that lies so far from the publish time.
func (f *finder) away(n int, unit string, shift int, known bool, otherwise string) match {
	if known {
		if v, ok := f.shifted(unit, shift); ok {
			return match{n: n, value: v, anchored: true}
		}
	}
	return match{n: n, value: otherwise}
}

// lately reads a stretch that ends or begins with the publish time: "the past
// week", "the last three years", "the next few days".
func (f *finder) lately(i int) match {
	j := i
	if f.Is(j, "the", "these", "his", "her", "their", "its") {
		j++
	}
	if !f.Is(j, "past", "last", "next", "coming", "first", "final", "previous", "following") || j == i && f.Is(j, "first", "final") || j == i && f.Is(j, "last") && f.lex.Is(f.Key(j-1), lexicon.Auxiliary|lexicon.Particle) {
		return match{}
	}
	j++
	a := f.amount(j)
	if a.n == 0 && j-i == 2 && !f.Is(j+1, "of") {
		return f.one(i, j)
	}
	w, ok := f.named(j+a.n, lexicon.TimeUnits)
	if !ok || a.n == 0 {
		return match{}
	}
	return match{n: j + a.n + 1 - i, value: length(a, w), kind: doc.Duration}
}

// one reads the single unit at token j of what begins at token i: "the past
// week" is a length of time, "the previous year" a time that nothing here fixes.
func (f *finder) one(i, j int) match {
	w, ok := f.named(j, lexicon.TimeUnit)
	switch {
	case !ok || w.Value[0] == 'T' && w.Value != "TH":
		return match{}
	case f.Is(j-1, "last", "past") && w.Value == "Q":
		v, ok := f.shifted("Q", -1) // companies report by the quarter
		return match{n: j + 1 - i, value: v, anchored: ok}
	case f.Is(j-1, "past", "last", "next", "coming"):
		return match{n: j + 1 - i, value: plainLength("1", w), kind: doc.Duration}
	case f.Is(j-1, "previous") && (w.Value == "M" || w.Value == "Q" || w.Value == "Y"):
		v, ok := f.shifted(w.Value, -1)
		return match{n: j + 1 - i, value: v, anchored: ok}
	case f.Is(j-1, "previous", "following") && open[w.Value] != "":
		return match{n: j + 1 - i, value: open[w.Value]}
	}
	return match{}
}

// set reads times that come again: "every Monday", "each year", "daily", "a
// day" in "$5 a day".
func (f *finder) set(i int) match {
	w, ok := f.word(i)
	switch {
	case ok && w.Kind == lexicon.Often && (!f.Capital(i) || i == f.First):
		w.Count = max(1, w.Count)
		return match{n: 1, value: plainLength("1", w), kind: doc.Set}
	case f.often(i) > 0:
		n := f.often(i)
		w, _ := f.word(i + n - 1)
		return match{n: n, value: plainLength("1", w), kind: doc.Set}
	case f.Is(i, "all") && i+1 < f.End:
		return f.all(i)
	case f.Is(i, "per") && i+1 < f.End:
		return match{}
	case f.Is(i-1, "per"):
		if w, ok := f.named(i, lexicon.TimeUnit); ok && w.Value[0] != 'T' {
			return match{n: 1, value: plainLength("1", w), kind: doc.Set}
		}
	case f.rate(i):
		if w, ok := f.named(i+1, lexicon.TimeUnit); ok && w.Value != "TS" && w.Value != "Q" {
			return match{n: 2, value: plainLength("1", w), kind: doc.Set}
		}
	}
	if !f.Is(i, "every", "each") {
		return match{}
	}
	if w, ok := f.named(i+2, lexicon.Weekday, lexicon.TimeUnit); ok && f.Is(i+1, "other", "second") {
		if w.Kind == lexicon.TimeUnit {
			return match{n: 3, value: plainLength("2", w), kind: doc.Set}
		}
		return match{n: 3, value: again(w), kind: doc.Set}
	}
	if w, ok := f.named(i+1, lexicon.Weekday, lexicon.Season, lexicon.TimeUnit, lexicon.DayPart); ok {
		return match{n: 2, value: again(w), kind: doc.Set}
	}
	a := f.amount(i + 1)
	if w, ok := f.named(i+1+a.n, lexicon.TimeUnits); ok && a.n > 0 {
		return match{n: a.n + 2, value: length(a, w), kind: doc.Set}
	}
	return match{}
}

// again gives the value of a set of every such time.
func again(w lexicon.CalendarWord) string {
	switch w.Kind {
	case lexicon.Weekday:
		return "XXXX-WXX-" + w.Value
	case lexicon.Season:
		return "XXXX-" + w.Value
	case lexicon.DayPart:
		return openDay + w.Value
	}
	return plainLength("1", w)
}

// often reads "twice a week", "three times a year", "once per month", and gives
// how many tokens it takes.
func (f *finder) often(i int) int {
	j := i
	switch {
	case f.Is(j, "once", "twice"):
		j++
	default:
		_, n := f.lex.ReadNumber(f.Rest(j))
		if n == 0 || !f.Is(j+n, "times") {
			return 0
		}
		j += n + 1
	}
	if !f.Is(j, "a", "an", "per", "every", "each") {
		return 0
	}
	if w, ok := f.named(j+1, lexicon.TimeUnit); !ok || w.Value == "TS" || w.Value == "Q" {
		return 0
	}
	return j + 2 - i
}

// all reads "all day", "all week": the whole length.
func (f *finder) all(i int) match {
	w, ok := f.named(i+1, lexicon.TimeUnit)
	if !ok || w.Value[0] == 'T' && w.Value != "TH" {
		return match{}
	}
	return match{n: 2, value: plainLength("1", w), kind: doc.Duration}
}
