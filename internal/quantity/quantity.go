// Package quantity finds amounts: a figure or number words, with what bounds
// it ("about", "at least"), its scale and unit ("3.2 million", "$", "km"), and
// the thing that is counted.
//
// Values are given in the unit's own measure: "$3.2 million" is 3200000 USD,
// "a third of" is 33.3 %. Dates, durations, ordinals, ages and numbers that are
// names ("Flight 370") are no amounts.
package quantity

import (
	"strings"
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
	f := finder{View: lexicon.NewView(d), lex: lexicon.English()}
	f.timed = lexicon.Ends(d, d.Times, func(t doc.Time) text.Span { return t.Span })
	for _, s := range d.Sentences {
		f.Enter(s)
		f.before = len(f.found)
		if !f.worded() {
			continue
		}
		for i := f.First; i < f.End; {
			i = max(i+1, f.at(i))
		}
	}
	return f.found
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

// worded reports whether the sentence has a word: figures alone are what is
// left of a page's furniture.
func (f *finder) worded() bool {
	for i := f.First; i < f.End; i++ {
		if _, number := lexicon.ReadFigure(f.All[i]); !number && strings.IndexFunc(f.All[i], unicode.IsLetter) >= 0 {
			return true
		}
	}
	return false
}

// capital reports whether a token has a capital: at its start, or later as
// "iPhone" has.
func (f *finder) capital(i int) bool { return strings.IndexFunc(f.Word(i), unicode.IsUpper) >= 0 }

// at keeps the amount that begins with token i, if there is one, and gives
// where it ends.
func (f *finder) at(i int) int {
	a, ok := f.amount(i)
	if !ok {
		return i
	}
	if f.named(i, a) {
		f.name = a.end
		return a.end
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
	f.keep(a, doc.Exactly, a)
	return a.end
}

// second gives the amount that makes a range or a score with a: "20 to 30",
// "between 20 and 30", "$1.5-2 million", "two or three", "3-1". What a leaves to
// it, scale and unit, a takes from it.
func (f *finder) second(a *amount) (*amount, bool) {
	between := f.Is(a.first-1, "between")
	joint := f.Is(a.end, "to", "-", "–") && !f.Is(a.first-1, "from") || between && f.Is(a.end, "and") || f.Is(a.end, "or")
	if !joint {
		return a, false
	}
	b, ok := f.amount(a.end + 1)
	if !ok || b.unit != a.unit && a.unit != "" && b.unit != "" {
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
	if between {
		a.first--
	}
	return b, true
}

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
		if bound == doc.Exactly {
			bound = after.Bound
		}
	}
	q := doc.Quantity{Span: f.Span(first, end), Value: a.low, High: b.low, Unit: b.unit, Bound: bound}
	if counted, ok := f.counted(end, b); ok {
		q.Counted = counted
	} else if q.Unit == "" && !f.Glued(a.first) && f.elided(end) {
		q.Counted = f.lastCounted()
	}
	if n := len(f.found); n == 0 || f.found[n-1].End <= q.Start {
		f.found = append(f.found, q)
	}
}

// longestBound is how many tokens a phrase that bounds an amount may have.
const longestBound = 5

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

// phraseBefore gives the longest phrase that ends before token i.
func (f *finder) phraseBefore(i int) (lexicon.Bound, int) {
	for j := max(f.First, i-longestBound); j < i; j++ {
		if b, n := f.lex.Bounds.Match(f.All[j:i]); n == i-j && !b.After && f.timed[j] == 0 {
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
