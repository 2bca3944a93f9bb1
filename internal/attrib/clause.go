package attrib

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// minded reads a report whose cue is an adjective with its copula and a clause
// that completes it: "Orr was confident that".
func (f *finder) minded(i int) (report, bool) {
	kind, ok := f.lex.CueAdjectives.Word(f.Key(i))
	if !ok || f.upos(i) != doc.ADJ && f.upos(i) != doc.VERB || f.relation(i) == doc.Amod {
		return report{}, false
	}
	v := verb{Cue: lexicon.Cue{Kind: kind, Frame: lexicon.Clause}, at: i, first: i, end: i + 1, pieces: []stretch{{i, i + 1}}}
	c, first := f.clauseBehind(v)
	nested := c < 0 && f.Is(i+1, "that") && f.class(i+2, lexicon.Subordinator) && f.complements(i+1) // "concerned that although it rained, it was dry"
	if f.Is(i-1, "so", "too") || !f.group(&v) && !f.remains(&v) || c < 0 && !nested {                // "so sure of it that he slept"
		return report{}, false
	}
	who, _, ok := f.treeSubject(v)
	r := report{sentence: f.sentence, source: who, cue: v.pieces}
	if nested {
		r.contents = f.toEnd(i + 1)
	} else {
		r.contents = f.clauseToEnd(v, c, first)
	}
	return r, ok && len(r.contents) > 0
}

// remains takes in the verb that an adjective completes in place of "be": "remain
// convinced", "became aware".
func (f *finder) remains(v *verb) bool {
	h := f.governor(v.at)
	if f.relation(v.at) != doc.Xcomp || h < 0 || h >= v.first || f.upos(h) != doc.VERB || f.lex.LightVerbs.Has(f.Doc.Tags[h].Lemma) { // "made sure that" is done, not said
		return false
	}
	for j := h + 1; j < v.first; j++ {
		if !f.adverb(j) {
			return false
		}
	}
	if h+1 == v.first {
		v.pieces[0].first = h
	} else {
		v.pieces = append([]stretch{{h, h + 1}}, v.pieces...)
	}
	v.first = h
	f.group(v)
	return true
}

// named reads a report whose cue is a noun that a clause with "that" completes:
// "Orr's claim that", "a warning from the board that". Who made it is said
// beside the noun, or is the subject of the verb whose object it is ("Orr voiced
// hopes that"); of some it is not said at all ("a report that").
func (f *finder) named(i int, before *report) (report, bool) {
	kind, ok := f.lex.CueNouns.Word(f.Key(i))
	if !ok || f.upos(i) != doc.NOUN {
		return report{}, false
	}
	c := f.child(i, doc.Acl, doc.AclRelcl, doc.Ccomp)
	if c < i || c < 0 || f.tree.Extent(c).First <= i || !f.completes(c) {
		return report{}, false
	}
	v := verb{at: i, first: i, end: i + 1}
	first := f.tree.Extent(c).First
	r := report{sentence: f.sentence, cue: []stretch{{f.nounFrom(i), i + 1}}, contents: f.within(first, f.clauseEnd(v, c, f.tree.Extent(c).End))}
	if before != nil && len(before.contents) > 0 && before.contents[0].first == first {
		return report{}, false // "said in a statement that"
	}
	r.source = f.maker(i, first)
	there := f.relation(i) == doc.Nsubj && f.governor(i) >= 0 && f.child(f.governor(i), doc.Expl) >= 0 // "there are fears that"
	return r, len(r.contents) > 0 && (!r.source.empty() || there || kind == lexicon.Say || kind == lexicon.Suggest)
}

// completes reports whether the clause with head c, which hangs on a noun, says what
// that is of: it begins with "that", and not as a pronoun, or it has a subject and a
// finite verb and describes nothing by the tree ("accusations they had failed").
func (f *finder) completes(c int) bool {
	first := f.tree.Extent(c).First
	if f.Is(first, "that") {
		return f.upos(first) == doc.SCONJ
	}
	s := f.child(c, doc.Nsubj, doc.NsubjPass)
	return f.relation(c) != doc.AclRelcl && s >= first && f.tree.Extent(s).First == first && f.finite(s) && !f.class(first, lexicon.Relative|lexicon.Complementizer) && f.child(c, doc.Mark) < 0
}

// within gives the tokens [first, end) as a content, without marks at its end.
func (f *finder) within(first, end int) []stretch {
	end = min(end, f.End)
	for end > first && (f.stop(end-1) || f.Is(end-1, ",", ";", ":")) {
		end--
	}
	if end <= first {
		return nil
	}
	return []stretch{{first, end}}
}

// nounFrom gives where a noun's phrase begins, behind whose it is.
func (f *finder) nounFrom(i int) int {
	first := i
	for _, c := range f.tree.Children(i) {
		if e := f.tree.Extent(c); c < i && c >= f.First && e.End == first && f.relation(c) != doc.NmodPoss && f.relation(c) != doc.Case {
			first = e.First
		}
	}
	for j := i - 1; j >= max(first, f.First); j-- {
		if !f.tree.Under(j, i) {
			return j + 1
		}
	}
	return first
}

// maker gives who made the claim that the noun at token i is, before the clause
// that begins with token first; empty if it is not said.
func (f *finder) maker(i, first int) stretch {
	if c := f.child(i, doc.NmodPoss); c >= 0 {
		s := f.phraseOf(c, i)
		for s.end > s.first+1 && f.Is(s.end-1, "'s", "'", "’s", "’") {
			s.end--
		}
		return s
	}
	for _, c := range f.tree.Children(i) {
		if f.relation(c) == doc.Nmod && c > i && c < first && f.child(c, doc.Case) >= 0 && f.Is(f.child(c, doc.Case), "by", "from", "among", "of") {
			return f.phraseOf(c, i)
		}
	}
	if h := f.governor(i); h >= 0 && f.relation(i) == doc.Obj && f.upos(h) == doc.VERB && f.lex.LightVerbs.Has(f.Doc.Tags[h].Lemma) {
		if who, _, ok := f.treeSubject(verb{at: h, first: h, end: h + 1}); ok {
			return who
		}
	}
	return stretch{}
}
