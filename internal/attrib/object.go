package attrib

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// finite reports whether the first verb from token i on is a finite one.
func (f *finder) finite(i int) bool {
	for i < f.End && !f.verbal(i) {
		i++
	}
	return i < f.End && (f.upos(i) == doc.AUX || slices.Contains([]string{"VBD", "VBZ", "VBP", "MD"}, f.Doc.Tags[i].XPOS))
}

// finiteIn reports whether a finite verb stands among the tokens [first, end).
func (f *finder) finiteIn(first, end int) bool {
	for i := first; i < end; i++ {
		if f.verbal(i) && f.finite(i) {
			return true
		}
	}
	return false
}

// statedThing gives what somebody announces, foresees or asks for without a clause:
// "announced 900 job cuts", "called for a vote". It is -1 for people, pronouns and
// times, and where who does it is nobody that speaks.
func (f *finder) statedThing(v verb) int {
	o := f.child(v.at, doc.Obj)
	if v.end > v.at+1 && f.childBehind(v.at, doc.Obl, v.end-1) >= 0 {
		o = f.childBehind(v.at, doc.Obl, v.end-1)
	}
	if o < v.end || f.upos(o) != doc.NOUN || f.timeEnd[o] > 0 || f.person(o) || f.mentionEnd[o] > 0 || f.hasClause(f.phraseOf(o, -1)) {
		return -1
	}
	if s := f.child(v.at, doc.Nsubj); s >= 0 && !f.lives(f.phraseOf(s, v.at)) || f.Is(s, "it", "this", "that", "which") {
		return -1
	}
	return o
}

// stated gives the content that is the noun phrase with head o: with an infinitive
// behind it ("called for the mill to close"), and with what the tree hangs on the
// cue behind it, but for when it was said.
func (f *finder) stated(v verb, o int) []stretch {
	s := f.phraseOf(o, -1)
	if f.infinitive(s.end) {
		return f.toEnd(s.first)
	}
	for _, c := range f.tree.Children(v.at) {
		e := f.tree.Extent(c)
		said := f.timeEnd[c] > 0 && !f.Is(s.end, "over", "by", "within", "until", "from") // "on Monday"
		if e.First == s.end && f.relation(c) == doc.Obl && !said && e.End <= f.End {
			s.end = e.End
		}
	}
	if id := f.quoteAt[o]; id > 0 && f.quotes[id-1].first >= v.end {
		s = stretch{f.quotes[id-1].first, max(s.end, f.quotes[id-1].end)}
		if f.class(s.first-1, lexicon.Determiner) && s.first > v.end {
			s.first-- // a “long, hard winter”
		}
	}
	return f.within(s.first, s.end)
}

// childBehind gives the dependent of token i in the relation whose preposition is
// token p; -1: none.
func (f *finder) childBehind(i int, r doc.Relation, p int) int {
	for _, c := range f.tree.Children(i) {
		if f.relation(c) == r && c < f.End && f.child(c, doc.Case) == p {
			return c
		}
	}
	return -1
}

// objectActs reports whether what the tree has for the cue's object is the subject
// of what follows: "found a quarter of readers agreed".
func (f *finder) objectActs(v verb, at int) bool {
	o := f.child(v.at, doc.Obj)
	if o < at {
		return false
	}
	s := f.phraseOf(o, -1)
	return s.first <= at+1 && s.end < f.End && f.verbal(s.end) && f.finite(s.end) && f.child(s.end, doc.Nsubj, doc.NsubjPass) < 0 && !f.tree.Under(s.end, o) && f.relation(s.end) != doc.Conj
}

// objectBegins reports whether what the tree has for the cue's object is the beginning
// of a clause whose verb the tree hangs on the cue as well: "added the man, who is
// ill, never left", "said glass and stones had been thrown".
func (f *finder) objectBegins(v verb) bool {
	o := f.child(v.at, doc.Obj)
	if o < v.end {
		return false
	}
	for _, c := range f.tree.Children(v.at) {
		if c <= o || c >= f.End || f.upos(c) != doc.VERB {
			continue
		}
		s := f.child(c, doc.Nsubj, doc.NsubjPass)
		if f.child(c, doc.Aux, doc.AuxPass) < 0 && f.Doc.Tags[c].XPOS != "VBD" && f.Doc.Tags[c].XPOS != "VBZ" && f.Doc.Tags[c].XPOS != "VBP" {
			continue
		}
		switch f.relation(c) {
		case doc.Parataxis:
			return s < 0
		case doc.Conj:
			return s > o && v.Frame&lexicon.Clause != 0 && !f.Is(f.child(c, doc.Cc), "but") && !f.Is(f.child(c, doc.Cc)-1, ",")
		}
	}
	return false
}

// denied gives what somebody denies behind the cue that is no clause: "lying", "any
// part in it", "these allegations". Bail or entry that is denied is no report.
func (f *finder) denied(v verb, at int) ([]stretch, bool) {
	if strings.HasSuffix(f.Key(at), "ing") && f.upos(at) == doc.VERB {
		return f.toEnd(at), true
	}
	o := f.child(v.at, doc.Obj)
	if o < at {
		return nil, false
	}
	_, said := f.lex.CueNouns.Word(f.Key(o))
	if s := f.phraseOf(o, -1); s.first >= at && (said || f.lex.Charges.Has(f.Key(o)) || v.end > v.at+1 && !f.person(o)) { // "ruled out a merger"
		return []stretch{s}, true
	}
	return nil, false
}

// charge gives where what somebody is accused of begins, behind whom: "of"; -1
// if it is not said.
func (f *finder) charge(v verb) int {
	at := v.end
	if !v.passive {
		at = f.coreFrom(at)
	}
	if !f.Is(at, "of") || at == v.end && !v.passive {
		return -1
	}
	return at
}
