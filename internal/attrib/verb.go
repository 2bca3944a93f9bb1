package attrib

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// verb is a verb group around a cue verb.
type verb struct {
	lexicon.Cue
	at         int       // the verb
	first, end int       // with auxiliaries, before the first of them to behind the verb
	pieces     []stretch // without the adverbs between
	passive    bool
}

// verb reads the verb group whose cue verb is token i. Forms that report
// nothing are none: a noun of the same form, an infinitive, a thing that is
// still to be said.
func (f *finder) verb(i int) (verb, bool) {
	cue, n := f.lex.Cues.Match(f.All[i:f.End])
	if n == 0 && f.quoting(i) {
		cue, n = lexicon.Cue{Form: lexicon.PastForm}, 1
	}
	if n == 0 || cue.Frame&lexicon.Naming != 0 || f.timeEnd[i] > 0 || f.mentionEnd[i] > 0 && f.Capital(i) {
		return verb{}, false
	}
	if !f.cueTag(i, cue) {
		return verb{}, false
	}
	v := verb{Cue: cue, at: i, first: i, end: i + n, pieces: []stretch{{i, i + n}}}
	auxiliary := f.group(&v)
	f.invertedAuxiliary(&v)
	v.passive = cue.Form >= lexicon.PastForm && f.be(v.first, i)
	switch {
	case cue.Form == lexicon.Base && f.Is(v.first-1, "to"):
		return v, f.child(i, doc.Ccomp) > i || v.Frame&lexicon.Hearer != 0 && f.complements(f.coreFrom(v.end))
	case auxiliary:
		return v, true
	case cue.Form == lexicon.Base:
		named := f.mentionEnd[max(v.first-1, 0)] == v.first && f.Capital(v.first-1) // "Norpower say": one name, many people
		return v, f.child(i, doc.Nsubj) >= 0 || f.relation(i) == doc.Conj || named
	}
	return v, cue.Form != lexicon.Participle
}

// besideQuote reports whether token i stands with a name between it and a
// quotation, or between a quotation and a name.
func (f *finder) besideQuote(i int) bool {
	if _, quoted := f.quoteBefore(i); quoted {
		return f.Capital(i + 1)
	}
	first := i
	for first > f.First && (f.mentionEnd[first-1] == i || f.Capital(first-1)) {
		first--
	}
	_, quoted := f.quoteBefore(first)
	_, n := f.lex.Cues.Match(f.All[i:f.End])
	return quoted && first < i && f.over(i+max(n, 1))
}

// quoting reports whether token i, which is no cue by its form, is one because a
// quotation stands before it and its subject: `"Well," Orr began`.
func (f *finder) quoting(i int) bool {
	if t := f.Doc.Tags[i]; t.UPOS != doc.VERB || t.XPOS != "VBD" && t.XPOS != "VBZ" {
		return false
	}
	s := f.child(i, doc.Nsubj)
	if s < 0 {
		return false
	}
	_, known := f.lex.Sources.Word(f.All[s]) // "the department"
	if f.mentionType(s) != doc.Person && !known && !f.Is(s, "he", "she", "they", "i", "we") || !f.over(f.adjuncts(max(s, i)+1)) {
		return false
	}
	p := f.phraseOf(s, i)
	q, ok := f.quoteBefore(min(p.first, i))
	return ok && q.end-q.first > 4 && (p.end == i || p.first == i+1)
}

// cueTag reports whether token i, which has the form of a cue, is a verb that
// somebody may do: no noun, and no participle that describes one.
func (f *finder) cueTag(i int, c lexicon.Cue) bool {
	t := f.Doc.Tags[i]
	if c.Form == lexicon.Third && t.UPOS == doc.NOUN && f.besideQuote(i) {
		return true // `"It fell," comments Orr`: tagged as a noun as often
	}
	if c.Form == lexicon.Third && t.UPOS == doc.NOUN && f.besideClause(i) {
		return true // ", Sundwire reports."
	}
	if c.Form == lexicon.Third && t.UPOS == doc.NOUN && i > f.First && f.Is(i+1, "that") && (f.mentionEnd[i-1] == i && f.Capital(i-1) || f.predicate(i)) {
		return true // "Sundwire reports that", "the data shows that"
	}
	if t.UPOS != doc.VERB || f.relation(i) == doc.Amod || t.Features.Has(doc.MoodImp) {
		return false
	}
	described := t.XPOS == "VBN" && (f.relation(i) == doc.Acl || f.relation(i) == doc.Advcl) && f.child(i, doc.AuxPass) < 0
	if t.XPOS == "VBN" && f.infinitive(i+1) && f.relation(i) != doc.Root && f.child(i, doc.Aux, doc.AuxPass) < 0 && !f.class(i-1, lexicon.Auxiliary) {
		return false // "a share of 46 percent, expected to rise"
	}
	return !described || c.Form == lexicon.Gerund || c.Frame&lexicon.Hearer == 0 && f.child(i, doc.Ccomp) > i || f.quoteAhead(f.adjuncts(i+1))
}

// besideClause reports whether token i stands between a name with a comma before it
// and another mark, as the verb of an aside does.
func (f *finder) besideClause(i int) bool {
	first := i
	for first > f.First && (f.mentionEnd[first-1] == i || f.Capital(first-1)) {
		first--
	}
	if first == i || f.mentionEnd[i-1] != i {
		return false
	}
	if first-2 >= f.First && f.Is(first-1, "the") {
		first--
	}
	related := f.class(first-1, lexicon.Relative) && f.upos(i+1) == doc.AUX // "which Norpower hopes will help"
	return related || f.Is(first-1, ",") && (f.stop(i+1) || f.Is(i+1, ",") && f.verbal(i+2))
}

// predicate reports whether the noun at token i stands where the verb of a clause
// would: a noun is before it, the tree hangs it on nothing as a noun, and a clause
// on it.
func (f *finder) predicate(i int) bool {
	switch f.relation(i) {
	case doc.Root, doc.Ccomp, doc.Parataxis, doc.Advcl:
		return f.noun(i-1) && f.upos(i-1) != doc.ADJ && f.child(i, doc.Cop) < 0 && f.complements(i+1)
	}
	h := f.governor(i) // no clause has its own "that" behind its subject
	return f.relation(i) == doc.Nsubj && h > i && f.noun(i-1) && f.relation(i+1) == doc.Mark && f.governor(i+1) == h
}

// group takes the auxiliaries before the verb into its group, and reports
// whether there are any. An adverb between parts the group in two.
func (f *finder) group(v *verb) bool {
	found := false
	for j := v.first - 1; j >= max(f.First, v.first-5); j-- {
		switch {
		case f.class(j, lexicon.Auxiliary) && (!f.Is(j, "'s", "’s") || f.upos(j) == doc.AUX) || f.Is(j, "not", "n't", "never") && f.class(j-1, lexicon.Auxiliary):
			if found = true; j+1 == v.pieces[0].first {
				v.pieces[0].first = j
			} else {
				v.pieces = append([]stretch{{j, j + 1}}, v.pieces...)
			}
		case f.adverb(j), f.Is(j, "since", "long") && f.class(j-1, lexicon.Auxiliary):
			continue
		default:
			v.first = v.pieces[0].first
			return found
		}
	}
	v.first = v.pieces[0].first
	return found
}

// invertedAuxiliary takes in the auxiliary that a question puts before the subject:
// "Do you think".
func (f *finder) invertedAuxiliary(v *verb) {
	s := f.child(v.at, doc.Nsubj, doc.NsubjPass)
	if s < 0 || s >= v.first {
		return
	}
	for _, c := range f.tree.Children(v.at) {
		if r := f.relation(c); c >= f.First && c < s && (r == doc.Aux || r == doc.AuxPass) && f.class(c, lexicon.Auxiliary) {
			end := c + 1
			if f.Is(end, "not", "n't") {
				end++
			}
			v.pieces = append([]stretch{{c, end}}, v.pieces...)
			return
		}
	}
}

// be reports whether a form of "be" is among the tokens.
func (f *finder) be(first, end int) bool {
	for i := first; i < end; i++ {
		if f.class(i, lexicon.Be) || f.Doc.Tags[i].Lemma == "be" {
			return true
		}
	}
	return false
}
