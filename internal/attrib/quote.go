package attrib

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// quote is a quotation: the tokens [first, end), marks included.
type quote struct {
	first, end int
	closed     bool // it has its closing mark
	again      bool // it goes on with the unclosed quotation of the paragraph before
}

// The marks of quotations. A straight mark opens where none is open.
const (
	opening  = "“„«"
	closing  = "”»"
	straight = "\""
)

// quotations pairs the quotation marks of each paragraph. A quotation that is
// not closed ends with its paragraph; if the next one begins with a mark, it
// goes on there.
func (f *finder) quotations() {
	f.quoteAt = make([]int, len(f.Doc.Tokens))
	open, single := -1, false // the first token of the open quotation, and whether its mark is a single one
	closes := f.singleCloses()
	for i, s := range f.Doc.Sentences {
		if open >= 0 && f.paragraph(i) {
			f.keep(quote{open, s.Tokens.First, false, f.again(open)})
			open = -1
		}
		for t := s.Tokens.First; t < s.Tokens.End; t++ {
			w := f.Doc.Tokens[t].Of(f.Doc.Text)
			switch {
			case open < 0 && (strings.Contains(opening, w) || w == straight && !f.astray(t)):
				open, single = t, false
			case open < 0 && closes[t] > t && f.singleOpens(t):
				open, single = t, true
			case open >= 0 && single && closes[t] == t, open >= 0 && !single && (strings.Contains(closing, w) || w == straight):
				f.keep(quote{open, t + 1, true, f.again(open)})
				open = -1
			}
		}
	}
	if open >= 0 {
		f.keep(quote{open, len(f.Doc.Tokens), false, f.again(open)})
	}
}

// astray reports whether the straight mark at token t, where no quotation is open,
// closes one whose beginning is lost: unless the next mark in the paragraph closes
// too, for then the space is on the wrong side of this one.
func (f *finder) astray(t int) bool {
	if !f.straightCloses(t) {
		return false
	}
	tokens := f.Doc.Tokens
	for i := t + 1; i < len(tokens) && !strings.Contains(f.Doc.Text[tokens[i-1].End:tokens[i].Start], "\n"); i++ {
		if tokens[i].Of(f.Doc.Text) == straight {
			return !f.straightCloses(i)
		}
	}
	return true
}

// straightCloses reports whether token t looks like a mark that closes: a word is
// glued to it before, and none behind.
func (f *finder) straightCloses(t int) bool {
	tokens := f.Doc.Tokens
	return t > 0 && tokens[t-1].End == tokens[t].Start && (t+1 == len(tokens) || tokens[t].End < tokens[t+1].Start || f.Doc.Tags[t+1].UPOS == doc.PUNCT)
}

// singleOpens reports whether token t is a single mark that opens a quotation:
// a word is glued to it behind, and none before.
func (f *finder) singleOpens(t int) bool {
	tokens := f.Doc.Tokens
	w := tokens[t].Of(f.Doc.Text)
	return (w == "‘" || w == "'") && t+1 < len(tokens) && tokens[t+1].Start == tokens[t].End && (t == 0 || tokens[t-1].End < tokens[t].Start)
}

// singleCloses gives for every token the next in its paragraph, itself
// included, that is a single mark which closes a quotation; -1: none. An
// apostrophe behind an s in the middle of a sentence is a possessive.
func (f *finder) singleCloses() []int {
	next, at := make([]int, len(f.Doc.Tokens)), -1
	for i := len(f.Doc.Sentences) - 1; i >= 0; i-- {
		s := f.Doc.Sentences[i]
		for t := s.Tokens.End - 1; t >= s.Tokens.First; t-- {
			if f.singleCloseAt(t) {
				at = t
			}
			next[t] = at
		}
		if f.paragraph(i) {
			at = -1
		}
	}
	return next
}

func (f *finder) singleCloseAt(t int) bool {
	tokens := f.Doc.Tokens
	w := tokens[t].Of(f.Doc.Text)
	if w != "’" && w != "'" || t == 0 || tokens[t-1].End < tokens[t].Start {
		return false
	}
	if t+1 < len(tokens) && tokens[t+1].Start == tokens[t].End && f.Doc.Tags[t+1].UPOS != doc.PUNCT {
		return false
	}
	return f.Doc.Tags[t-1].UPOS == doc.PUNCT || !strings.HasSuffix(f.All[t-1], "s") || t+1 == len(tokens) || f.Doc.Tags[t+1].UPOS == doc.PUNCT
}

// again reports whether the quotation that begins with token i goes on with
// the one before it: that was not closed, and ends where this one begins.
func (f *finder) again(i int) bool {
	n := len(f.quotes)
	return n > 0 && !f.quotes[n-1].closed && f.quotes[n-1].end == i
}

func (f *finder) keep(q quote) {
	f.quotes = append(f.quotes, q)
	for i := q.first; i < q.end; i++ {
		f.quoteAt[i] = len(f.quotes)
	}
}

// paragraph reports whether a new paragraph begins with sentence i.
func (f *finder) paragraph(i int) bool {
	return i == 0 || strings.Contains(f.Doc.Text[f.Doc.Sentences[i-1].End:f.Doc.Sentences[i].Start], "\n")
}

// inside gives the tokens that a cue at token i may reach: the sentence, or
// the words of the quotation that it stands in.
func (f *finder) inside(i, first, end int) (int, int) {
	if f.quoteAt[i] == 0 {
		return first, end
	}
	q := f.quotes[f.quoteAt[i]-1]
	if q.closed {
		return max(first, q.first+1), min(end, q.end-1)
	}
	return max(first, q.first+1), min(end, q.end)
}

// quoteBefore gives the quotation that ends before token i as one does that is
// spoken: with a comma or a stop, inside of its marks or behind them, or with all that
// the sentence has before it.
func (f *finder) quoteBefore(i int) (quote, bool) {
	j := i - 1
	comma := f.Is(j, ",", "–", "—")
	if comma {
		j--
	}
	if j < f.First || f.quoteAt[j] == 0 {
		return quote{}, false
	}
	q := f.quotes[f.quoteAt[j]-1]
	sentence := q.first == f.First && q.end-q.first > leastSaid && f.finiteIn(q.first, q.end)
	return q, q.closed && q.end == j+1 && (comma || sentence || f.Is(j-1, ",", ".", "!", "?", "?!", "...", "…", "-", "--", "–", "—") || f.Is(j-1, "’", "'") && f.Is(j-2, ",", ".", "!", "?"))
}

// leastSaid is how many tokens a quotation has that is taken for a sentence though
// nothing ends it, its marks among them: more than the titles of most songs and books.
const leastSaid = 10

// quoteFrom gives the quotation that begins with token i.
func (f *finder) quoteFrom(i int) (quote, bool) {
	if i >= len(f.quoteAt) || i < f.First || f.quoteAt[i] == 0 {
		return quote{}, false
	}
	q := f.quotes[f.quoteAt[i]-1]
	return q, q.first == i
}

// goOn adds to each report the quotations without a cue of their own that
// follow it: sentences in the same paragraph that are all quotation, and the
// paragraphs over which its last quotation goes on.
func (f *finder) goOn(found []report) {
	spoken := f.contentQuotes(found)
	for i := range found {
		r := &found[i]
		if len(r.contents) == 0 || f.quoteAt[r.cue[0].first] > 0 || f.spokenAfter(found[i+1:], r.sentence) {
			continue
		}
		at := f.Doc.Sentences[r.sentence].Tokens.End
		if c := r.contents[len(r.contents)-1]; c.end > at {
			at = c.end
		}
		f.follow(r, at, spoken)
	}
}

// spokenAfter reports whether one of the next reports has a cue in the same
// sentence outside of a quotation.
func (f *finder) spokenAfter(next []report, sentence int) bool {
	const most = 8
	for _, r := range next[:min(len(next), most)] {
		if r.sentence == sentence && f.quoteAt[r.cue[0].first] == 0 {
			return true
		}
	}
	return false
}

// contentQuotes gives the quotations that are part of some content, from their
// first mark on: what is reported inside of one leaves its own speaker open.
func (f *finder) contentQuotes(found []report) map[int]bool {
	begun := make([]int, len(f.quoteAt)+1) // how many contents begin with a token, less those that ended
	for _, r := range found {
		for _, c := range r.contents {
			begun[c.first]++
			begun[c.end]--
		}
	}
	spoken := map[int]bool{}
	open := 0
	for i, q := range f.quoteAt {
		if open += begun[i]; open > 0 && q > 0 && f.quotes[q-1].first == i {
			spoken[q] = true
		}
	}
	return spoken
}

// follow adds the quotations that stand one after another from token at on.
func (f *finder) follow(r *report, at int, spoken map[int]bool) {
	for at < len(f.quoteAt) && f.quoteAt[at] > 0 {
		id := f.quoteAt[at]
		q := f.quotes[id-1]
		if q.first != at || spoken[id] || !f.wholly(q) || !f.sameParagraph(at) && !q.again && !f.quoteAgain(r, q) {
			return
		}
		spoken[id] = true
		r.contents = append(r.contents, stretch{q.first, q.end})
		at = q.end
	}
}

// quoteAgain reports whether a quotation that is a paragraph by itself goes on
// with the report in the sentence before it, of a quotation or of what a person
// said: whoever changes the speaker says so.
func (f *finder) quoteAgain(r *report, q quote) bool {
	last := r.contents[len(r.contents)-1]
	if f.quoteAt[last.first] == 0 && (r.source.empty() || !f.class(r.source.first, lexicon.Pronoun) && f.source(*r).Kind != doc.PersonSource) {
		return false
	}
	begins, ends := f.sentenceOf(q.first), f.sentenceOf(q.end-1)
	return f.paragraph(begins) && (ends+1 == len(f.Doc.Sentences) || f.paragraph(ends+1))
}

// wholly reports whether nothing but the quotation stands in its last
// sentence.
func (f *finder) wholly(q quote) bool {
	i := f.sentenceOf(q.end - 1)
	return f.Doc.Sentences[i].Tokens.End == q.end && f.Doc.Sentences[f.sentenceOf(q.first)].Tokens.First == q.first
}

// sameParagraph reports whether token i, which begins a sentence, goes on with
// the paragraph before it.
func (f *finder) sameParagraph(i int) bool {
	s := f.sentenceOf(i)
	return s > 0 && !f.paragraph(s)
}
