package attrib

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// spoken reads the report of which v is the cue. Before is the report before
// it in the sentence, whose source "adding" has.
func (f *finder) spoken(v verb, before *report) (report, bool) {
	r := report{sentence: f.sentence, cue: v.pieces}
	switch {
	case v.Form == lexicon.Gerund && !f.be(v.first, v.at):
		return f.chained(v, r, before)
	case v.passive:
		return f.passive(v, r)
	}
	who, from, ok := f.treeSubject(v)
	if who, yes := f.inverted(v); yes && (f.parenthetic(v, who) || !(ok && from < v.first && f.child(v.at, doc.Nsubj) >= from)) {
		r.source = who
		return f.about(v, r, v.first, who.end)
	}
	if !ok {
		who, from, ok = f.subject(v.first)
	}
	goesOn := before != nil && f.Is(v.first-1, "and", "but", ",") && (!ok || f.relation(v.at) == doc.Conj && from == v.first)
	if goesOn {
		who, from, ok = before.source, v.first, !before.source.empty()
	}
	if !ok {
		return r, false
	}
	r.source = who
	r, ok = f.about(v, r, from, v.end)
	if !ok && (v.Frame != 0 || v.Kind == lexicon.Say) && f.Is(from-1, "as") {
		return f.aside(r, from-1)
	}
	if ok && v.Frame&lexicon.Told != 0 && f.source(r).Kind == doc.OrganisationSource {
		r.source = stretch{} // "the court heard that"
	}
	switch {
	case ok && goesOn:
		f.cut(before, v.first)
	case ok && (f.subordinate(from) || f.conditional(v, from)):
		f.shorten(&r)
	case !ok && from == f.First && f.over(f.adjuncts(v.end)):
		return f.quotedBefore(r)
	}
	return r, ok
}

// aside gives a report beside a clause ("as Orr told the court,"), where "as"
// is token i, the rest of the sentence: what stands before and behind.
func (f *finder) aside(r report, i int) (report, bool) {
	end := i + 1
	for end < f.End && !f.Is(end, ",", ";", ")") && !f.stop(end) {
		end++
	}
	if i > f.First && !f.Is(i-1, ",", "(", "“", "\"") {
		return r, false
	}
	if first, stop := f.begin(i), f.backOver(i); stop > first {
		r.contents = append(r.contents, stretch{first, stop})
	}
	if f.Is(end, ",") {
		if q, ok := f.quoteFrom(end + 1); ok {
			r.contents = append(r.contents, f.fromQuote(end+1, q)...)
		} else if end+1 < f.End {
			r.contents = append(r.contents, f.toEnd(end+1)...)
		}
	}
	return r, len(r.contents) > 0
}

// backOver gives token i, or the first of the commas, dashes and brackets
// before it.
func (f *finder) backOver(i int) int {
	for i > f.First && f.Is(i-1, ",", "(", "–", "—", "-") {
		i--
	}
	return i
}

// subordinate reports whether the clause whose subject begins with token i is
// one that the sentence begins with: "While X said Y, Z".
func (f *finder) subordinate(i int) bool {
	return i == f.First+1 && f.class(f.First, lexicon.Subordinator) && !f.Is(f.First, "so", "that")
}

// conditional reports whether the clause whose subject begins with token from is
// one that goes before its main clause in the middle of a sentence: "Here, if you
// think it fell, Z".
func (f *finder) conditional(v verb, from int) bool {
	return f.relation(v.at) == doc.Advcl && f.governor(v.at) > v.end && f.Is(from-1, "if", "when", "while", "although", "though", "because", "once", "unless", "since")
}

// shorten ends the content of a clause that the sentence begins with where the
// next begins: at its first comma outside of a quotation.
func (f *finder) shorten(r *report) {
	if len(r.contents) == 0 {
		return
	}
	c := &r.contents[len(r.contents)-1]
	for i := c.first + 1; i < min(c.end, c.first+reach); i++ {
		if f.Is(i, ",") && f.quoteAt[i] == f.quoteAt[r.cue[0].first] {
			c.end = i
			return
		}
	}
}

// quotedBefore gives a report that is a sentence by itself ("Orr said in a
// statement.") the quotation with which the sentence before it ends.
func (f *finder) quotedBefore(r report) (report, bool) {
	if f.First == 0 || f.paragraph(f.sentence) || f.quoteAt[f.First-1] == 0 || f.quoteAt[f.First] == f.quoteAt[f.First-1] {
		return r, false
	}
	q := f.quotes[f.quoteAt[f.First-1]-1]
	r.contents = []stretch{{q.first, q.end}}
	return r, q.closed
}

// about finds the content, behind the cue or before it. Left is where the
// words before subject and cue end, right where those behind begin.
func (f *finder) about(v verb, r report, left, right int) (report, bool) {
	inverted := right > v.end
	at := right
	if f.filler(v, left, right) {
		return r, false
	}
	if v.Frame&lexicon.Hearer != 0 && f.Is(at, "that", "whether") {
		return r, false // "and told that": somebody was
	}
	if v.Frame&(lexicon.Hearer|lexicon.Audience) != 0 && !inverted && !(f.Is(at, "that") && f.quoteMark(at+1)) {
		if who := f.coreFrom(at); who > at && !(f.clause(at) && !f.Is(who, "that") && f.opensClause(at)) {
			at = who
		}
	}
	if f.Is(at, "only") && f.quoteAhead(at+1) {
		at++
	}
	behind := f.adjuncts(at)
	q, quoted := f.quoteBefore(left)
	other := quoted && !inverted && f.quoteAhead(behind) && q.first > f.begin(left) // "She asked, 'Why?' I said, 'Why not?'"
	if !other && (f.over(behind) || inverted && quoted) && (inverted || f.mayFollow(v, left)) {
		if c, ok := f.before(left, behind); ok {
			r.contents = append(c, f.after(behind)...)
			return r, true
		}
	}
	if inverted {
		return r, false
	}
	if c := f.beside(v, left, behind); c != nil && !other {
		r.contents = c
		return r, true
	}
	c, ok := f.behind(v, at, behind)
	r.contents = c
	return r, ok
}

// filler reports whether the cue says nothing by itself: "you know" beside commas
// or without a complementizer, "I don't know" without a clause. Left is where its
// words begin, right the first token behind them.
func (f *finder) filler(v verb, left, right int) bool {
	if v.Lemma != "know" || v.Form == lexicon.PastForm {
		return false
	}
	if f.Is(left, "you") && v.end-v.first == 1 {
		return !f.class(right, lexicon.Complementizer) || f.Is(right, "what") && f.Is(right+1, ",")
	}
	return v.pieces[0].first < v.at && f.Is(left, "i", "we") && f.over(right)
}

// mayFollow reports whether a content can stand before the cue's clause, which
// begins at token left: a quotation does, or the tree does not have the cue in a
// clause that another verb before it governs.
func (f *finder) mayFollow(v verb, left int) bool {
	if _, quoted := f.quoteBefore(left); quoted {
		return true
	}
	if f.relation(v.at) == doc.Advcl && f.child(v.at, doc.Mark) < 0 && f.Is(left-1, ",") {
		return true // no word says that it is a clause of another
	}
	switch f.relation(v.at) {
	case doc.Ccomp, doc.Advcl, doc.Acl, doc.AclRelcl, doc.Xcomp:
		h := f.governor(v.at)
		return h < 0 || h >= left || f.child(v.at, doc.Ccomp, doc.Parataxis) >= 0
	}
	return true
}

// beside gives the clause before a cue that stands in it without a comma: "It
// was a Monday I think." Left is where the words before the cue's end, behind
// where its own do.
func (f *finder) beside(v verb, left, behind int) []stretch {
	h := f.governor(v.at)
	first := f.begin(left)
	if f.relation(v.at) != doc.Parataxis || h < first || h >= left || !f.over(behind) || v.Kind == lexicon.Cite {
		return nil
	}
	return f.within(first, left)
}

// opensClause reports whether token i is a pronoun that can only be a subject.
func (f *finder) opensClause(i int) bool { return f.Is(i, "i", "he", "she", "we", "they") }

// over reports whether the cue's clause is over at token i.
func (f *finder) over(i int) bool {
	return i >= f.End || f.Is(i, ",", ";", ":", "-", "–", "—", ")", "as", "when", "while", "after", "before", "and", "but") || f.stop(i) || f.quoteMark(i)
}
