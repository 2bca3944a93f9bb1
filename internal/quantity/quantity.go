// Package quantity finds amounts: a figure or number words, with what bounds
// it ("about", "at least"), its scale and unit ("3.2 million", "$", "km"), and
// the thing that is counted.
//
// Values are given in the unit's own measure: "$3.2 million" is 3200000 USD,
// "a third of" is 33.3 %, "42-year-old" is 42 a, which is UCUM's year. Dates,
// durations and numbers that are names ("Flight 370") are no amounts, and
// ordinals have a layer of their own: "the third attack" counts nothing.
package quantity

import (
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Find gives the amounts in a document that has its tokens, sentences and
// times, in text order, none over another. It is total, and linear in the
// number of tokens.
func Find(d *doc.Document) []doc.Quantity {
	f := newFinder(d)
	for _, s := range f.Doc.Each() {
		f.Enter(s)
		f.before = len(f.found)
		for i := f.First; i < f.End; {
			i = max(i+1, f.at(i))
		}
	}
	return f.found
}

func newFinder(d *doc.Document) *finder {
	lex := lexicon.English()
	fine := pieces(d, lex)
	return &finder{
		View: lexicon.NewView(fine), lex: lex,
		timed: lexicon.Ends(fine, d.Times, func(t doc.Time) text.Span { return t.Span }),
	}
}

// finder reads one sentence of a document.
type finder struct {
	lexicon.View
	lex    *lexicon.Lexicon
	timed  []int // where the time expression that a token is in ends; 0: none
	before int   // how many amounts stand before the sentence
	name   int   // where the last number that is a name ends
	found  []doc.Quantity
}

// capital reports whether a token has a capital: at its start, or later as
// "iPhone" has.
func (f *finder) capital(i int) bool {
	for _, r := range f.Word(i) {
		if unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// at keeps the amount that begins with token i, if there is one, and gives
// where it ends.
func (f *finder) at(i int) int {
	if end := f.vague(i); end > i {
		return end
	}
	if end := f.ordinalEnd(i); end > i {
		return end
	}
	a, ok := f.amount(i)
	if !ok {
		return i
	}
	if f.inserted(a) {
		a.unit, a.age = "a", true
		f.keepAs(a, f.who(i-1))
		return a.end
	}
	if f.named(i, a) {
		f.name = a.end
		return a.end
	}
	if end := f.between(a); end > i {
		return end
	}
	b, other := f.second(a)
	switch {
	case other && b.low < a.low:
		f.keep(a, doc.Exactly, a)
		f.keep(b, doc.Exactly, b)
		return b.end
	case other:
		f.keep(a, doc.Between, b)
		return b.end
	}
	f.inherit(a)
	f.keep(a, doc.Exactly, a)
	return a.end
}

// inherit gives an amount that something went from the unit and scale of where
// it went to: "from 40 to 60 per cent".
func (f *finder) inherit(a *amount) {
	if a.unit != "" || !f.Is(a.end, "to") || !f.moves(a.first) {
		return
	}
	if b, ok := f.amount(a.end + 1); ok && b.unit != "" && !b.age {
		if a.words*a.scale == 1 && a.figure < b.figure/b.words {
			a.scale = b.scale * b.words
		}
		a.unit, a.factor = b.unit, b.factor
		a.low = a.value()
	}
}

// second gives the amount that makes a range or a score with a: "20 to 30",
// "between 20 and 30", "$1.5-2 million", "two or three", "3-1". What a leaves to
// it, scale and unit, a takes from it.
func (f *finder) second(a *amount) (*amount, bool) {
	between := f.Is(a.first-1, "between")
	joint := f.Is(a.end, "to", "through", "-", "–", "~") && !f.moves(a.first) || between && f.Is(a.end, "and") || f.Is(a.end, "or")
	if !joint {
		return a, false
	}
	b, ok := f.amount(a.end + 1)
	if !ok || b.unit != a.unit && a.unit != "" && b.unit != "" || a.age && b.age && f.Is(a.end, "or") {
		return a, false
	}
	if a.words*a.scale == 1 && a.figure < b.figure/b.words {
		a.scale = b.scale * b.words
	}
	if a.unit == "" {
		a.unit, a.factor = b.unit, b.factor
	}
	if b.unit == "" {
		b.unit, b.factor = a.unit, a.factor
	}
	a.low, b.low = a.value(), b.value()
	if f.Is(a.end, "or") && (b.low != a.low+1 || a.low > 12) || b.low == a.low {
		return a, false
	}
	if b.low < a.low && !(f.Is(a.end, "-", "–", "to") && a.scale == 1 && a.unit == "") {
		return a, false
	}
	if between || f.Is(a.first-1, "from") {
		a.first--
	}
	return b, true
}

// moves reports whether the amount before token i is where something began that
// went to the next: "rose from 3% to 5%" names no range, "ranges from" does.
func (f *finder) moves(i int) bool {
	if !f.Is(i-1, "from") {
		return false
	}
	return !f.lex.Is(f.Key(i-2), lexicon.Be) && !f.Is(i-2, "range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying", "anything", "anywhere", "everything", "aged", "costs", "cost")
}

// between reads two amounts that bound one thing from both sides: "more than 10
// and less than 40". It gives where they end, or 0.
func (f *finder) between(a *amount) int {
	bound, first := f.boundBefore(a.first)
	if !f.Is(a.end, "and", "but") || !lower(bound) && !upper(bound) {
		return 0
	}
	other, n := f.lex.Bounds.Match(f.Rest(a.end + 1))
	if n == 0 || other.After || lower(bound) == lower(other.Bound) || upper(bound) == upper(other.Bound) {
		return 0
	}
	b, ok := f.amount(a.end + 1 + n)
	if !ok || b.unit != a.unit {
		return 0
	}
	low, high := a.low, b.low
	if upper(bound) {
		low, high = high, low
	}
	if low >= high {
		return 0
	}
	f.add(doc.Quantity{Span: f.Span(first, b.end), Value: low, High: high, Unit: a.unit, Bound: doc.Between}, b, b.end)
	return b.end
}

func lower(b doc.Bound) bool { return b == doc.Over || b == doc.AtLeast }
func upper(b doc.Bound) bool { return b == doc.Under || b == doc.UpTo }

// keep adds the amount from a to b, with the words that bound it and what it
// counts.
func (f *finder) keep(a *amount, bound doc.Bound, b *amount) {
	first, end := a.first, b.end
	if before, from := f.boundBefore(first); from < first {
		first = from
		if bound == doc.Exactly {
			bound = before
		}
	}
	if after, n := f.lex.Bounds.Match(f.Rest(end)); n > 0 && after.After {
		end += n
		if bound == doc.Exactly || bound == doc.About {
			bound = after.Bound
		}
	}
	f.add(doc.Quantity{Span: f.Span(first, end), Value: a.low, High: b.low, Unit: b.unit, Bound: bound}, b, end)
}

// keepAs adds an amount that counts what stands before it.
func (f *finder) keepAs(a *amount, counted text.Span) {
	if n := len(f.found); n == 0 || f.found[n-1].End <= f.Doc.Tokens[a.first].Start {
		f.found = append(f.found, doc.Quantity{Span: f.Span(a.first, a.end), Value: a.low, High: a.low, Unit: a.unit, Counted: counted})
	}
}

// add adds an amount that ends before token end, and of which b is the last
// part, with what it counts.
func (f *finder) add(q doc.Quantity, b *amount, end int) {
	if n := len(f.found); n > 0 && f.found[n-1].End > q.Start {
		return
	}
	if counted, ok := f.counted(end, b); ok {
		q.Counted = counted
	} else if q.Unit == "" && !f.Glued(b.first) && f.elided(end) {
		q.Counted = f.lastCounted()
	}
	f.found = append(f.found, q)
}

// longestBound is how many tokens a phrase that bounds an amount may have.
const longestBound = 6

// boundBefore gives the bound whose words end before token i, and where they
// begin: i if there is none. Words that bound nothing ("another") may stand
// between it and the figure.
func (f *finder) boundBefore(i int) (doc.Bound, int) {
	for at := i; at > f.First; {
		b, from := f.phraseBefore(at)
		if from == at {
			break
		}
		if b.Bound != doc.Exactly {
			return b.Bound, from
		}
		if i-from > longestBound {
			break
		}
		at = from
	}
	return doc.Exactly, i
}

// phraseBefore gives the longest phrase that ends before token i. Part of an
// age is timed, and what bounds it with it.
func (f *finder) phraseBefore(i int) (lexicon.Bound, int) {
	for j := max(f.First, i-longestBound); j < i; j++ {
		if b, n := f.lex.Bounds.Match(f.All[j:i]); n == i-j && !b.After && (f.timed[j] == 0 || f.timed[j] > i) {
			return b, j
		}
	}
	return lexicon.Bound{}, i
}

// elided reports whether what follows an amount cannot be what it counts, so
// that it counts what the amount before does: "and over 90 in Syria".
func (f *finder) elided(i int) bool {
	k := f.Key(i)
	r, _ := utf8.DecodeRuneInString(k)
	return k == "" || !unicode.IsLetter(r) || f.lex.Is(k, lexicon.Preposition|lexicon.Coordinator|lexicon.Auxiliary) || f.lex.Verbs.Has(k) || f.timed[i] > 0
}

// lastCounted gives what the last plain amount of the sentence counts; empty
// if there is none.
func (f *finder) lastCounted() text.Span {
	for i := len(f.found) - 1; i >= max(f.before, len(f.found)-4); i-- {
		if q := f.found[i]; q.Unit == "" && !q.Counted.Empty() {
			return q.Counted
		}
	}
	return text.Span{}
}
