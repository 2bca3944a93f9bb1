package attrib

import (
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// fragments gives the reports of which only some words are quoted, within what a
// cue is done to: "called the delay “a disgrace”", "slammed the “absurd” plan". The
// quotation is in none of what was found in the sentence.
func (f *finder) fragments(found []report) []report {
	var more []report
	held, end := f.heldIn(found), 0 // end: of the last fragment
	for t := f.First; t < f.End; t++ {
		id := f.quoteAt[t]
		if id == 0 {
			continue
		}
		q := f.quotes[id-1]
		if q.first == t && q.closed && q.end <= f.End && !held[t-f.First] && t >= end && f.wording(q) {
			r, ok := f.fragment(q)
			if n := len(more) - 1; ok && n >= 0 && more[n].cue[0] == r.cue[0] {
				more[n].contents[0].end = r.contents[0].end
			} else if ok {
				more = append(more, r)
			}
			if ok {
				end = r.contents[0].end
			}
		}
		t = max(t, min(q.end, f.End)-1)
	}
	return more
}

// heldIn reports for each token of the sentence whether it is a cue, or part of
// what is reported.
func (f *finder) heldIn(found []report) []bool {
	begun := make([]int, f.End-f.First+1)
	for _, r := range found {
		for _, list := range [][]stretch{r.contents, r.cue} {
			for _, s := range list {
				begun[min(max(s.first, f.First), f.End)-f.First]++
				begun[min(max(s.end, f.First), f.End)-f.First]--
			}
		}
	}
	held, open := make([]bool, len(begun)), 0
	for i, n := range begun {
		open += n
		held[i] = open > 0
	}
	return held
}

// wording reports whether a quotation is somebody's words and no title or name: it
// has a word without a capital that is none of the closed classes.
func (f *finder) wording(q quote) bool {
	for i := q.first + 1; i < q.end-1; i++ {
		r, _ := utf8.DecodeRuneInString(f.Word(i))
		if unicode.IsLower(r) && !f.lex.Stop(f.Key(i)) {
			return true
		}
	}
	return false
}

// fragment gives the report that a quotation inside of a clause is part of: the
// cue is the verb that it hangs on by the tree, the content that verb's object up
// to the end of what holds the quotation.
func (f *finder) fragment(q quote) (report, bool) {
	i := q.first + 1
	for i < q.end && (f.upos(i) == doc.PUNCT || f.governor(i) >= q.first && f.governor(i) < q.end) {
		i++
	}
	if i == q.end {
		return report{}, false // there is nothing in it but marks
	}
	for range steps {
		h := f.governor(i)
		if h < 0 || f.quoteAt[h] > 0 {
			return report{}, false
		}
		if c, n := f.lex.Cues.Match(f.All[h:f.End]); n == 1 && f.upos(h) == doc.VERB && c.Kind != lexicon.Cite && c.Kind != lexicon.Believe {
			return f.fragmentOf(verb{Cue: c, at: h, first: h, end: h + 1, pieces: []stretch{{h, h + 1}}}, i, q)
		}
		i = h
	}
	return report{}, false
}

// fragmentOf gives the report with cue v of which the quotation is part; i is what
// holds that and hangs on the verb.
func (f *finder) fragmentOf(v verb, i int, q quote) (report, bool) {
	f.group(&v)
	if i < v.end || f.be(v.first, v.at) || f.relation(v.at) == doc.Acl && f.Doc.Tags[v.at].XPOS == "VBN" {
		return report{}, false // "a ship called ..."
	}
	who, _, ok := f.treeSubject(v)
	if !ok || !f.lives(who) {
		return report{}, false
	}
	e := f.tree.Extent(i)
	c := stretch{max(e.First, v.end), max(min(e.End, f.End), q.end)}
	if f.Is(q.end, "and", "or", "but") && f.verbal(q.end+1) {
		c.end = q.end // another verb of the same subject's
	}
	o := f.child(v.at, doc.Obj)
	if v.Frame&lexicon.Naming != 0 && (o < v.end || f.tree.Extent(o).First == q.first && f.Capital(q.first+1)) {
		return report{}, false // "called “The Ledger”"
	}
	if o >= v.end && f.tree.Extent(o).First < c.first {
		c.first = max(f.tree.Extent(o).First, v.end)
	}
	r := report{sentence: f.sentence, source: who, cue: v.pieces, contents: f.within(c.first, c.end)}
	return r, len(r.contents) > 0
}

// worded reads what somebody calls something: "what the mayor called a mistake",
// "what police described as an accident". What it is called is the content.
func (f *finder) worded(i int) (report, bool) {
	c, ok := f.lex.Cues.Word(f.Key(i))
	if !ok || f.upos(i) != doc.VERB {
		return report{}, false
	}
	v := verb{Cue: c, at: i, first: i, end: i + 1, pieces: []stretch{{i, i + 1}}}
	f.group(&v)
	at := v.end
	if f.Is(at, "as") {
		at++
	}
	if c.Frame&lexicon.Naming == 0 && at == v.end {
		return report{}, false
	}
	who, from, ok := f.subject(v.first)
	end := min(f.tree.Extent(i).End, f.End)
	if !ok || !f.Is(from-1, "what") && !f.class(from-1, lexicon.Relative) || f.Is(from-1, "that") || f.Is(from, "we", "you") || end <= at {
		return report{}, false
	}
	if id := f.quoteAt[end-1]; id > 0 && id != f.quoteAt[i] {
		end = min(max(end, f.quotes[id-1].end), f.End)
	}
	r := report{sentence: f.sentence, source: who, cue: v.pieces, contents: f.within(at, end)}
	return r, len(r.contents) > 0
}

// lives reports whether a noun phrase names somebody or something that speaks, or
// is a pronoun for one.
func (f *finder) lives(s stretch) bool {
	if s.end == s.first+1 && f.class(s.first, lexicon.Pronoun) {
		return true
	}
	for i := s.first; i < s.end; i++ {
		if f.speaks(i) {
			return true
		}
	}
	return false
}
