// Package timex finds time expressions and gives them TIMEX3 values (ISO
// 24617-1), reckoned from the publish time where they hang on it.
//
// Each rule looks at one kind of expression and reads as many tokens as it
// can; at each token the rule that reads most is taken. What is named without
// a year or a week is put on the side of the publish time to which the verb
// nearest by points: "said on Tuesday" lies behind it, "will meet on Tuesday"
// ahead. Without a publish time such values stay open: "XXXX-WXX-2". Two ends
// of a stretch are written as EDTF writes an interval: "2025-03-04/2025-03-06".
package timex

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// Find gives the time expressions of a document that has its tokens and
// sentences, in text order, none over another. It is total, and linear in the
// number of tokens.
func Find(d *doc.Document) []doc.Time {
	f := finder{View: lexicon.NewView(d), lex: lexicon.English(), pub: d.Published}
	var found []doc.Time
	for _, s := range d.Each() {
		first := len(found)
		f.Enter(s)
		for i := f.First; i < f.End; {
			m := f.at(i)
			if m.n == 0 {
				i++
				continue
			}
			found = append(found, f.time(i, m))
			i += m.n
		}
		found = found[:first+len(f.joinClocks(found[first:]))]
	}
	return found
}

// finder reads one sentence of a document.
type finder struct {
	lexicon.View
	lex *lexicon.Lexicon
	pub doc.Date
}

// match is an expression of n tokens; n is 0 if there is none.
type match struct {
	n        int
	value    string
	kind     doc.TimeType
	anchored bool // value was reckoned from the publish time
}

// at gives the longest expression that begins with token i.
func (f *finder) at(i int) match {
	best := match{}
	for _, rule := range []func(int) match{
		f.timeWord, f.monthDate, f.figureDate, f.weekday, f.relative, f.clock, f.set, f.duration,
		f.season, f.year, f.decade, f.century, f.quarter, f.holiday, f.dayPart, f.mod, f.nth, f.numberedDay, f.that, f.offset,
	} {
		if m := rule(i); m.n > best.n {
			best = m
		}
	}
	return best
}

func (f *finder) time(i int, m match) doc.Time {
	t := doc.Time{Span: f.Span(i, i+m.n), Value: m.value, Type: m.kind}
	if m.anchored {
		t.Anchor = f.pub
	}
	return t
}

// word gives what the calendar has for token i.
func (f *finder) word(i int) (lexicon.CalendarWord, bool) { return f.lex.Calendar.Word(f.Key(i)) }

// named gives the calendar's word for token i if it is of one of the kinds.
func (f *finder) named(i int, kinds ...lexicon.CalendarKind) (lexicon.CalendarWord, bool) {
	w, ok := f.word(i)
	for _, k := range kinds {
		if ok && w.Kind == k {
			return w, true
		}
	}
	return w, false
}

// direction is the side of the publish time on which something lies.
type direction int

const (
	behind  direction = -1
	unknown direction = 0
	ahead   direction = 1
)

// window is how many tokens on one side are looked at for a verb: most
// clauses are shorter, and a longer look would cost the square of a sentence
// that never ends.
const window = 20

// tense gives the direction that the nearest verb gives the expression
// [i, end); of two that are as near the one on the left. What follows a comma
// counts if nothing else does: in "plans to come on Friday, her office said"
// it is another clause, in "on Friday, she came" it is not; nor where a comma
// stands before it as well.
func (f *finder) tense(i, end int) direction {
	comma := window
	inserted := f.Is(i-1, ",") || f.Is(i-2, ",")
	for n := range window {
		if d := f.verb(i - 1 - n); d != unknown {
			return d
		}
		if f.Is(end+n, ",") && !inserted || f.Is(end+n, "that", "which", "who") { // "approved on Friday a law that will"
			comma = min(comma, n)
		}
		if d := f.verb(end + n); d != unknown && n < comma {
			return d
		}
	}
	for n := comma; n < window; n++ {
		if d := f.verb(end + n); d != unknown {
			return d
		}
	}
	return unknown
}

// verb gives the direction that token i gives, if it is a verb that gives one.
func (f *finder) verb(i int) direction {
	if i < f.First || i >= f.End {
		return unknown
	}
	if f.future(i) {
		return ahead
	}
	tense, _ := f.lex.Verbs.Word(f.Key(i))
	if tense != lexicon.Past && !(strings.HasSuffix(f.Key(i), "ed") && len(f.Key(i)) > 4) {
		return unknown
	}
	for j := i - 1; j >= max(f.First, i-3); j-- {
		if f.future(j) || f.Is(j, "to") && f.Is(j+1, "be", "have", "been") {
			return ahead // "would be opened", "to be opened"
		}
	}
	return behind
}

// future reports whether a phrase that puts things ahead begins with token i.
// "May" is none where it may be a month or a name.
func (f *finder) future(i int) bool {
	if month, _ := f.month(i); month > 0 && i > f.First {
		return false
	}
	_, n := f.lex.Futures.Match(f.Rest(i))
	return n > 0
}

// timeWord reads "yesterday", "now", "last night".
func (f *finder) timeWord(i int) match {
	w, n := f.lex.TimeWords.Match(f.Rest(i))
	switch {
	case n == 0 || f.Is(i-1, "as") && f.Is(i+n, "as"), f.Is(i, "to") && f.Is(i-1, "up", "-"), f.Is(i+n-1, "past", "future") && f.counted(i+n): // "as recently as May", "the past week"
		return match{}
	case w.Value == "TNI" && f.Is(i+n, "of"):
		return match{} // "the last night of summer"
	case w.Value == "FUTURE_REF" && f.Is(i+n-1, "soon") && f.tense(i, i+n) == behind:
		return match{} // "they soon dropped it"
	case strings.HasSuffix(w.Value, "_REF"):
		return match{n: n, value: w.Value}
	case w.Value == "day" && w.Shift == 0 && !f.pub.Exact():
		return match{n: n, value: "PRESENT_REF"}
	case w.Value == "day":
		value, ok := f.shifted("D", w.Shift)
		return match{n: n, value: value, anchored: ok}
	}
	day, ok := f.shifted("D", w.Shift)
	return match{n: n, value: day + w.Value, kind: doc.ClockTime, anchored: ok}
}

// mod reads what says where in a stretch ("early", "late", "the end of") and
// the stretch, whose value it leaves as it is.
func (f *finder) mod(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	switch {
	case f.Is(j, "early", "late", "mid", "earlier", "later"):
		j++
		if f.Is(j, "-", "in", "on") {
			j++
		}
	case f.Is(j, "end", "beginning", "start", "middle", "close", "turn") && f.Is(j+1, "of"):
		j += 2
	case f.Is(j, "very") && f.Is(j+1, "end", "beginning", "start", "middle") && f.Is(j+2, "of"):
		j += 3
	default:
		return match{}
	}
	for _, rule := range []func(int) match{f.monthDate, f.relative, f.weekday, f.decade, f.season, f.century, f.quarter, f.partOfDay} {
		if m := rule(j); m.n > 0 {
			m.n += j - i
			return m
		}
	}
	if v, ok := f.plainYear(j); ok {
		return match{n: j + 1 - i, value: v}
	}
	if f.Is(j, "the") {
		j++
	} else if !f.Is(j, "month", "year", "week", "day") || !f.Is(j-1, "of") {
		return match{}
	}
	if w, ok := f.named(j, lexicon.TimeUnit); ok && w.Value[0] != 'T' {
		v, ok := f.shifted(w.Value, 0)
		return match{n: j + 1 - i, value: v, anchored: ok}
	}
	return match{}
}

// joinClocks gives each time of day the day that stands beside it: "Tuesday
// at 9:30 a.m.", "9:30 a.m. on March 4"; or the only day that its sentence names.
// Where nothing parts the two they are one expression: "3 p.m. today".
func (f *finder) joinClocks(times []doc.Time) []doc.Time {
	only, days := 0, 0
	for i, t := range times {
		if t.Type == doc.DateTime && dayValue(t.Value) && t.Value != openDay {
			only, days = i, days+1
		}
	}
	kept := times[:0]
	for i := 0; i < len(times); i++ {
		t := times[i]
		if clocked(t) {
			for _, j := range []int{i - 1, i + 1} {
				if j >= 0 && j < len(times) && times[j].Type == doc.DateTime && dayValue(times[j].Value) && f.beside(t, times[j]) {
					t.Value, t.Anchor = times[j].Value+t.Value[len(openDay):], times[j].Anchor
					break
				}
			}
			if clocked(t) && days == 1 && strings.Contains(t.Value, ":") {
				t.Value, t.Anchor = times[only].Value+t.Value[len(openDay):], times[only].Anchor
			}
		}
		kept = append(kept, t)
	}
	return f.joinSpans(kept)
}

// clocked reports whether t is a time of a day that is not known.
func clocked(t doc.Time) bool {
	return t.Type == doc.ClockTime && strings.HasPrefix(t.Value, openDay)
}

// joinSpans makes one expression of a time of day and the day that nothing
// parts from it: "12:00 UTC Monday", "tomorrow 8 a.m.".
func (f *finder) joinSpans(times []doc.Time) []doc.Time {
	kept := times[:0]
	for _, t := range times {
		if n := len(kept); n > 0 {
			last := &kept[n-1]
			clock, day := *last, t
			if t.Type == doc.ClockTime {
				clock, day = t, *last
			}
			if clock.Type == doc.ClockTime && day.Type == doc.DateTime && dayValue(day.Value) && strings.HasPrefix(clock.Value, day.Value) &&
				strings.Trim(f.Doc.Text[last.End:t.Start], " ") == "" && clock.End-clock.Start > 0 && strings.Contains(clock.Value, ":") {
				clock.Span = last.Cover(t.Span)
				*last = clock
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// openDay is the value of a day that is not known.
const openDay = "XXXX-XX-XX"

// dayValue reports whether v is the value of one day.
func dayValue(v string) bool {
	return len(v) == len(openDay) && v[4] == '-' && v[7] == '-' && !strings.Contains(v, "W")
}

// beside reports whether no more than a word or two part two expressions.
func (f *finder) beside(a, b doc.Time) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	switch strings.Trim(f.Doc.Text[a.End:b.Start], " ,") {
	case "", "at", "on", "around", "at about", "at around":
		return true
	}
	return false
}
