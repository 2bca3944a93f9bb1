package attrib

import (
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// steps is how many heads are gone up for a subject: "Orr has refused to go on
// and say" takes four.
const steps = 4

// upos gives the part of speech of token i; X outside of the sentence.
func (f *finder) upos(i int) doc.UPOS {
	if i < f.First || i >= f.End {
		return doc.X
	}
	return f.Doc.Tags[i].UPOS
}

// relation gives how token i depends on its head.
func (f *finder) relation(i int) doc.Relation { return f.Doc.Heads[i].Relation }

// governor gives the head of token i; -1: none in what is read of the sentence, or
// i is not in it.
func (f *finder) governor(i int) int {
	if i < f.First || i >= f.End {
		return -1
	}
	if h := f.Doc.Heads[i].Token; h >= f.First && h < f.End {
		return h
	}
	return -1
}

// child gives the first dependent of token i in one of the relations, within
// what is read of the sentence; -1: none.
func (f *finder) child(i int, relations ...doc.Relation) int {
	for _, c := range f.tree.Children(i) {
		if c >= f.First && c < f.End && slices.Contains(relations, f.relation(c)) {
			return c
		}
	}
	return -1
}

// nominal are the relations of what belongs to a noun phrase. Clauses beside it
// do not, nor what makes its head a predicate.
var nominal = []doc.Relation{
	doc.Acl, doc.AclRelcl, doc.Amod, doc.Appos, doc.CcPreconj, doc.Compound, doc.Det, doc.DetPredet, doc.Fixed, doc.Flat,
	doc.Goeswith, doc.Nmod, doc.NmodDesc, doc.NmodPoss, doc.NmodUnmarked, doc.Nummod,
}

// phraseOf gives the noun phrase whose head is token h: what depends on it, in
// one stretch around it, without the clause that token not stands in.
func (f *finder) phraseOf(h, not int) stretch {
	s := stretch{h, h + 1}
	for _, c := range f.tree.Children(h) {
		r := f.relation(c)
		e := f.tree.Extent(c)
		if q := f.quoteAt[e.First]; e.First < c && q > 0 && f.quotes[q-1].end == e.First+1 {
			e.First++ // the mark that closes a quotation before it
		}
		if e.First < f.First || e.End > f.End || f.tree.Under(not, c) || e.End-e.First > reach || f.cites(c) || f.quoteAt[e.First] != f.quoteAt[h] && !f.quotedWord(e.First) || c > h && r == doc.Nmod && f.occasion(c) {
			continue
		}
		if slices.Contains(nominal, r) || r == doc.Conj && f.upos(c) != doc.VERB || r == doc.Advmod && c < h && f.upos(h) != doc.VERB && f.upos(c) == doc.ADV && c+1 == s.first {
			s.first, s.end = min(s.first, e.First), max(s.end, e.End)
		}
	}
	s.end = max(s.end, min(f.mentionEnd[h], f.End))
	if not >= 0 && not >= h {
		s.end = min(s.end, max(not, h+1))
	}
	for s.end > h+1 && f.upos(s.end-1) == doc.PUNCT && !f.Is(s.end-1, ")", "”", "\"") {
		s.end--
	}
	for s.first < h && (f.upos(s.first) == doc.PUNCT && f.quoteAt[s.first] == 0 || f.upos(s.first) == doc.CCONJ && !f.Is(s.first, "both")) {
		s.first++
	}
	return s
}

// quotedWord reports whether the quotation at token i is a name or a word or two
// ("the “Ledger” report"), which noun phrases hold.
func (f *finder) quotedWord(i int) bool {
	const most = 6 // tokens
	if f.quoteAt[i] == 0 {
		return false
	}
	q := f.quotes[f.quoteAt[i]-1]
	return q.end-q.first <= most && !f.Is(q.end-2, ",", ".", "!", "?")
}

// occasion reports whether a noun with its preposition says where something was
// said: "in a statement", which is no part of who said it.
func (f *finder) occasion(c int) bool {
	s, ok := f.lex.Sources.Word(f.Key(c))
	_, said := f.lex.CueNouns.Word(f.Key(c))
	p := f.child(c, doc.Case)
	return p >= 0 && f.Is(p, "in", "on", "at", "during", "via", "through") && (said || ok && s.Kind == doc.DocumentSource)
}

// cites reports whether token i is a participle with which a report of its own
// begins: "Sundwire, citing officials", "officials cited by Sundwire".
func (f *finder) cites(i int) bool {
	c, ok := f.lex.Cues.Word(f.Key(i))
	return ok && (f.relation(i) == doc.Acl || f.relation(i) == doc.Advcl) && (c.Kind == lexicon.Cite || c.Form == lexicon.Gerund && f.Is(i-1, ","))
}

// treeSubject gives the subject of a cue by the tree: its own, that of the verb
// that it is joined to or completes, or the noun that its clause describes.
// From is where its words begin; those of a shared subject are not its own.
func (f *finder) treeSubject(v verb) (who stretch, from int, ok bool) {
	at, from := v.at, -1
	for range steps {
		if s := f.child(at, doc.Nsubj, doc.NsubjPass, doc.NsubjOuter); s >= 0 {
			who, relates := f.clauseOwner(v, at, s)
			if all := f.nounPhraseBefore(v.first); f.Is(s, "acting") && f.Capital(s+1) && all.first == s {
				who = all // "acting Mayor Orr", which the tree takes for a verb
			}
			if from < 0 || !relates {
				from = who.first
			}
			return who, from, relates && f.plausible(v, who, from != who.first)
		}
		h := f.governor(at)
		if h < 0 {
			return who, from, false
		}
		switch f.relation(at) {
		case doc.Conj, doc.Xcomp, doc.Advcl:
			if h > at && f.relation(at) != doc.Advcl || f.relation(at) == doc.Advcl && f.finiteClause(at) {
				return who, from, false
			}
			if at == v.at && (f.relation(at) == doc.Conj || f.relation(at) == doc.Advcl && v.Form != lexicon.Base) && f.ownSubject(v) {
				return who, from, false
			}
			if from < 0 && f.relation(at) != doc.Xcomp {
				from = v.first
			}
			at = h
		case doc.Obj, doc.Obl:
			if f.upos(h) != doc.VERB {
				return who, from, false
			}
			at = h // "had reason to say"
		case doc.Parataxis:
			if u := f.upos(h); h > at || u != doc.NOUN && u != doc.PROPN || !f.Is(at-1, ",") {
				return who, from, false
			}
			who = f.antecedent(h, at) // the tree has the subject for the root
			if from < 0 {
				from = who.first
			}
			return who, from, f.plausible(v, who, at != v.at)
		case doc.Acl, doc.AclRelcl:
			if f.relation(at) == doc.Acl && f.child(at, doc.Mark) >= 0 && !f.speaks(h) {
				from, at = v.first, h
				continue
			}
			if f.relation(h) == doc.Appos && f.governor(h) >= 0 && at == v.at && f.relation(at) == doc.AclRelcl && f.Is(v.first-1, ",") {
				h = f.governor(h) // what stands behind an apposition is no part of it
			}
			who = f.antecedent(h, v.first)
			return who, who.first, f.plausible(v, who, false)
		default:
			return who, from, false
		}
	}
	return who, from, false
}

// ownSubject reports whether a noun stands right before the cue's words, where its
// subject is, so that it shares none: "though Norland and other towns have confirmed".
func (f *finder) ownSubject(v verb) bool {
	i := v.first
	for f.adverb(i - 1) {
		i--
	}
	return f.noun(i-1) && !f.class(i-1, lexicon.Preposition) && f.quoteAt[i-1] == f.quoteAt[v.at] && f.timeEnd[i-1] == 0 && f.coordinatedSubject(f.nounPhraseBefore(i))
}

// coordinatedSubject reports whether a clause may begin where a noun phrase does:
// behind a comma, a conjunction or another mark.
func (f *finder) coordinatedSubject(s stretch) bool {
	return !s.empty() && (s.first == f.First || f.boundary(s.first-1) || f.Is(s.first-1, "and", "but", "after", "before", "since", "until"))
}

// clauseOwner gives whom the subject at token s of the clause with head at means:
// of a relative pronoun what it stands for, which is somebody or something that
// speaks, or has words on it ("a sign that says “Stop”").
func (f *finder) clauseOwner(v verb, at, s int) (who stretch, ok bool) {
	h := f.governor(at)
	if f.relation(at) != doc.AclRelcl || !f.Doc.Tags[s].Features.Has(doc.PronTypeRel) || h < 0 {
		return f.phraseOf(s, v.at), true
	}
	return f.antecedent(h, s), f.Is(s, "who") || f.speaks(h) || f.quoteAhead(v.end)
}

// finiteClause reports whether the clause of the verb at token i has a mark, and is
// neither an infinitive nor a participle: its subject is its own.
func (f *finder) finiteClause(i int) bool {
	m := f.child(i, doc.Mark)
	return m >= 0 && !f.Is(m, "to") && f.Doc.Tags[i].XPOS != "VBG" && f.child(i, doc.Aux, doc.Ccomp) >= 0
}

// treePhraseFrom gives the noun phrase that begins with token i by the tree;
// empty if none does, or what the tree has there is none.
func (f *finder) treePhraseFrom(i int) stretch {
	if i < f.First || i >= f.End {
		return stretch{}
	}
	h := i
	for n := 0; n < reach && f.governor(h) > i && (slices.Contains(nominal, f.relation(h)) || f.relation(h) == doc.Case && f.upos(f.governor(h)) != doc.VERB || f.relation(h) == doc.Advmod && f.upos(f.governor(h)) != doc.VERB); n++ {
		h = f.governor(h)
	}
	if p := f.upos(h); p != doc.NOUN && p != doc.PROPN && p != doc.PRON {
		return stretch{}
	}
	s := f.phraseOf(h, -1)
	if s.first != i || f.hasClause(s) || !f.worthy(s) && f.upos(h) != doc.PRON {
		return stretch{}
	}
	return s
}

// speaks reports whether the noun at token h is a name, or for somebody or
// something that can say something.
func (f *finder) speaks(h int) bool {
	_, said := f.lex.Sources.Word(f.Key(h))
	return said || f.mentionEnd[h] > 0
}

// antecedent gives the noun phrase with head h that a clause describes which
// begins with token clause.
func (f *finder) antecedent(h, clause int) stretch {
	s := f.phraseOf(h, clause)
	s.end = min(s.end, max(clause, h+1))
	for s.end > h+1 && (f.upos(s.end-1) == doc.PUNCT || f.upos(s.end-1) == doc.ADP) {
		s.end--
	}
	return s
}

// plausible reports whether a noun phrase can be the subject of the cue: it
// speaks, and nothing stands between the two but what may.
func (f *finder) plausible(v verb, who stretch, shared bool) bool {
	switch {
	case f.hasClause(who):
		return false
	case f.quoteAt[min(who.first, len(f.quoteAt)-1)] != f.quoteAt[v.first] && !f.quotedWord(who.first) && !f.quotedWord(who.end-1):
		return false
	case who.empty() || !f.worthy(who) && !f.class(who.first, lexicon.Pronoun) || f.mute(who):
		return false
	case who.first >= v.end:
		return who.first == v.end || f.adverb(v.end) && who.first == v.end+1
	case who.end > v.first:
		return false
	case shared:
		return true
	}
	for i := who.end; i < v.first; i++ {
		if f.upos(i) == doc.PUNCT && f.quoteAt[i] == f.quoteAt[v.first] || f.adverb(i) || f.timeEnd[i] > 0 || f.class(i, lexicon.Auxiliary|lexicon.Relative) {
			continue
		}
		if c := f.below(v.at, i); c >= 0 && slices.Contains([]doc.Relation{doc.Obl, doc.OblUnmarked, doc.Advmod, doc.Advcl, doc.Aux, doc.AuxPass, doc.Parataxis}, f.relation(c)) {
			continue
		}
		if f.tree.Under(i, who.end-1) || f.relation(v.at) == doc.Xcomp && f.tree.Under(v.at, f.governor(v.at)) {
			continue
		}
		return false
	}
	return true
}

// hasClause reports whether a finite verb stands in a noun phrase that is not
// in a relative clause: then it is none.
func (f *finder) hasClause(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		if f.class(i, lexicon.Relative) || f.relation(i) == doc.AclRelcl {
			return false
		}
		if f.upos(i) == doc.VERB && f.Doc.Tags[i].Features.Has(doc.VerbFormFin) {
			return true
		}
	}
	return false
}

// below gives the dependent of token top that token i is, or hangs on; -1: none.
func (f *finder) below(top, i int) int {
	for range reach {
		h := f.Doc.Heads[i].Token
		if h == top {
			return i
		}
		if h < f.First || h >= f.End {
			return -1
		}
		i = h
	}
	return -1
}

// mute reports whether a phrase is a pronoun that stands for nobody who speaks.
func (f *finder) mute(who stretch) bool {
	i := who.first
	if who.end > i+1 {
		return false
	}
	return f.relation(i) == doc.Expl || f.Is(i, "there", "that", "this", "which", "what", "me", "him", "them", "us") || f.Is(i, "it") && !f.itself(i)
}

// clauseBehind gives the clause behind the cue that completes it by the tree:
// its head and where it begins. It is -1 if there is none.
func (f *finder) clauseBehind(v verb) (c, first int) {
	for _, c := range f.tree.Children(v.at) {
		if r := f.relation(c); c < v.end || c >= f.End || r != doc.Ccomp && !(v.passive && (r == doc.Csubj || r == doc.CsubjPass)) {
			continue
		}
		first := max(f.tree.Extent(c).First, v.end)
		if at := f.adjuncts(v.end); f.tree.Extent(c).First < v.at && at < c && f.class(at, lexicon.Complementizer) {
			first = at // what stands before the cue belongs to it, whatever the tree says
		}
		for first < c && f.upos(first) == doc.PUNCT && !f.quoteMark(first) {
			first++
		}
		for first > v.end && f.opensWith(v, first-1) {
			first--
		}
		return c, first
	}
	return -1, -1
}

// opensWith reports whether token i, before the clause that completes the cue,
// belongs to that: it is neither a hearer nor says when or how the cue was.
func (f *finder) opensWith(v verb, i int) bool {
	if f.class(i, lexicon.Complementizer) || f.Is(i, "only", "how") {
		return true
	}
	b := f.below(v.at, i)
	if b < 0 || f.upos(i) == doc.PUNCT || f.timeEnd[i] > 0 {
		return false
	}
	switch f.relation(b) {
	case doc.Obj, doc.Iobj, doc.Obl, doc.OblAgent, doc.OblUnmarked, doc.Nsubj, doc.Advmod, doc.CompoundPrt, doc.Aux, doc.Parataxis, doc.Advcl:
		return false
	}
	return true
}

// andActs gives where "and" joins a verb to the clause with head c that cannot go
// with the modal of that: "said he would come and left" has the cue's subject for
// both. It is -1 if none does.
func (f *finder) andActs(c int) int {
	if m := f.child(c, doc.Aux); m < 0 || f.Doc.Tags[m].XPOS != "MD" || f.Doc.Tags[c].XPOS != "VB" {
		return -1
	}
	for _, k := range f.tree.Children(c) {
		if p := f.Doc.Tags[k].XPOS; f.relation(k) == doc.Conj && (p == "VBD" || p == "VBN") && f.child(k, doc.Aux, doc.AuxPass, doc.Nsubj, doc.NsubjPass, doc.Cop) < 0 {
			return f.backOver(max(f.child(k, doc.Cc), c+1))
		}
	}
	return -1
}

// andDid gives the first comma of the clause with head c behind which a verb in the
// past is joined without a subject, as the cue is: "said that it is safe, and left".
// It is -1 if none does.
func (f *finder) andDid(v verb, c int) int {
	if f.Doc.Tags[v.at].XPOS != "VBD" && !f.Is(v.first, "did", "had") {
		return -1
	}
	for _, k := range f.tree.Children(c) {
		cc := f.child(k, doc.Cc)
		if f.relation(k) != doc.Conj || f.Doc.Tags[k].XPOS != "VBD" || cc < c || cc+1 != k || f.child(k, doc.Nsubj, doc.NsubjPass) >= 0 || f.Doc.Tags[c].XPOS == "VBD" {
			continue
		}
		if p := f.backOver(cc); p < cc || f.Is(cc-1, "”", "\"") {
			return p
		}
	}
	return -1
}

// reports reports whether token i is a verb of saying.
func (f *finder) reports(i int) bool {
	_, ok := f.lex.Cues.Word(f.Key(i))
	return ok
}

// clauseEnd gives where the clause with head c ends by the tree, if what stands
// behind is another clause beside the cue's with a subject of its own; else end.
func (f *finder) clauseEnd(v verb, c, end int) int {
	if e := f.andActs(c); e > c && e < end {
		return e
	}
	if e := f.andDid(v, c); e > c && e < end {
		return e
	}
	e := f.tree.Extent(c).End
	if e >= end || e <= c {
		return end
	}
	if f.Is(e-1, ",") {
		e--
	}
	if f.relation(v.at) == doc.AclRelcl && f.Is(e, ",") && f.quoteAt[e] == f.quoteAt[v.at] {
		return e // "Orr, who said it was safe, left"
	}
	i, joined := e, false
	for i < end && (f.upos(i) == doc.PUNCT || f.upos(i) == doc.CCONJ) {
		joined = joined || f.Is(i, "and", "or")
		i++
	}
	if i >= end || i == e || f.quoteAt[e] > 0 && f.quoteAt[e] != f.quoteAt[v.at] {
		return end
	}
	top := i
	for n := 0; n < reach && f.governor(top) > v.at && !f.tree.Under(c, f.governor(top)); n++ {
		top = f.governor(top)
	}
	if f.governor(top) == v.at && f.relation(top) == doc.Conj && f.Is(e, ",", "and") && !(f.Is(e, "and") && f.Doc.Tags[c].XPOS == "VBD" && f.child(c, doc.Mark) >= 0 && !f.reports(top)) && f.Doc.Tags[top].XPOS == f.Doc.Tags[v.at].XPOS && f.child(top, doc.Nsubj, doc.NsubjPass, doc.Expl) < 0 {
		return f.backOver(e) // "said that it held, and left"
	}
	beside := f.governor(top) >= 0 && f.tree.Under(v.at, f.governor(top))
	if beside && !joined && slices.Contains([]doc.Relation{doc.Conj, doc.Parataxis}, f.relation(top)) && f.child(top, doc.Nsubj, doc.NsubjPass) >= 0 {
		for e > c+1 && f.Is(e-1, ",", ";") {
			e--
		}
		return e
	}
	return end
}
