package attrib

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// quoteMark reports whether a quotation begins with token i.
func (f *finder) quoteMark(i int) bool {
	_, ok := f.quoteFrom(i)
	return ok
}

// behind gives the content that follows the cue. At is the first token behind
// the cue and its hearer, clear the first behind times and places as well.
func (f *finder) behind(v verb, at, clear int) ([]stretch, bool) {
	c, first := f.clauseBehind(v)
	if f.byWhom(v.end) {
		return nil, false
	}
	if that := f.briefing(c); that > c {
		return f.toEnd(that), true
	}
	if c >= 0 && !f.quoteAhead(at) && !f.quoteAhead(clear) {
		if v.Frame&(lexicon.Hearer|lexicon.Audience|lexicon.Object) == 0 && !f.class(first, lexicon.Complementizer) {
			first = min(first, clear) // "said" has no object: all behind it is content
		}
		if f.timeAside(first) && f.timeEnd[first] < c && !f.Is(f.timeEnd[first], ",") {
			first = f.timeEnd[first] // "said Monday it was"
		}
		if f.opensClause(v.end) {
			first = v.end
		} else if v.Frame&lexicon.Hearer != 0 && (f.mentionEnd[at-1] == at || f.opensClause(at)) && at < c && f.clause(at) {
			first = max(first, at) // "told the Ledger the bridge had failed"
		}
		for first < c && f.upos(first) == doc.PUNCT && !f.quoteMark(first) {
			first++
		}
		at, clear = first, first
	}
	for _, i := range []int{at, clear} {
		j := i
		if f.Is(j, ",", ":") && f.quoteMark(j+1) || f.Is(j, ":") {
			j++
		}
		switch q, quoted := f.quoteFrom(j); {
		case quoted:
			return f.fromQuote(j, q), true
		case c >= 0 && f.bare(v, c, j):
			return nil, false
		case c >= 0 && !(i < clear && f.quoteAhead(clear)): // "said of Orr, “She won”"
			return f.clauseToEnd(v, c, j), true
		case j > i, f.complements(j) && !(j > at && f.describes(j)), v.Frame&lexicon.Hearer != 0 && j > v.end && f.Is(j, "that") && f.clause(j+1):
			return f.toEnd(j), true
		}
	}
	return f.noClause(v, at, clear)
}

// bare reports whether the clause with head c that begins with token i has neither a
// finite verb nor a word that says that it is one, behind a cue that wants it: "saw
// the monarch read".
func (f *finder) bare(v verb, c, i int) bool {
	p := f.Doc.Tags[c].XPOS
	return v.Frame&^lexicon.Noun == 0 && (p == "VB" || p == "VBG") && f.child(c, doc.Aux, doc.AuxPass, doc.Cop, doc.Mark) < 0 && !f.class(i, lexicon.Complementizer)
}

// noClause gives the content behind the cue that is no clause by the tree: an
// infinitive, a noun, or a clause that the tree has otherwise.
func (f *finder) noClause(v verb, at, clear int) ([]stretch, bool) {
	if clear > at && v.Frame&lexicon.Clause != 0 && f.Is(clear, ",") && f.opensClause(clear+1) {
		return f.toEnd(clear + 1), true // "I think at this point, we will win"
	}
	object := f.coreFrom(at)
	if f.class(clear, lexicon.Relative) && (f.relative(clear) || f.describes(clear) && !f.Is(clear, "that") || f.upos(clear) == doc.SCONJ && f.Is(clear, "that")) {
		return nil, false // "said in a town that had no road", "tells of two brothers who run it", "has not said that and"
	}
	switch {
	case v.Frame&lexicon.Doing != 0 && at == v.end && f.Doc.Tags[min(at, len(f.All)-1)].XPOS == "VBG" && f.governor(at) == v.at:
		return f.clauseToEnd(v, at, at), true
	case f.infinitive(at):
		return f.toEnd(at), v.Frame&lexicon.Infinitive != 0 || v.Frame&lexicon.Object != 0 && at > v.end
	case v.Frame&lexicon.Infinitive != 0 && f.infinitive(clear):
		return f.toEnd(clear), true
	case v.Frame&lexicon.Object != 0 && object > at && f.infinitive(f.phraseFrom(at).end):
		return f.toEnd(f.phraseFrom(at).end), true
	case v.Frame&lexicon.Object != 0 && f.child(v.at, doc.Obj) >= at && f.infinitive(f.phraseOf(f.child(v.at, doc.Obj), -1).end):
		return f.toEnd(f.phraseOf(f.child(v.at, doc.Obj), -1).end), true
	case v.Frame&lexicon.Charge != 0 && f.charge(v) >= 0:
		return f.toEnd(f.charge(v)), true
	case v.Frame&lexicon.NounPhrase != 0 && v.Kind == lexicon.Deny:
		return f.denied(v, at)
	case v.Frame&lexicon.Infinitive != 0 && f.toward(v) > at:
		return f.toEnd(f.toward(v)), true
	case v.Frame&(lexicon.Clause|lexicon.Finite) != 0 && f.objectActs(v, at):
		return f.toEnd(at), true
	case v.Frame&lexicon.NounPhrase != 0 && v.Kind != lexicon.Cite && f.statedThing(v) >= 0:
		return f.stated(v, f.statedThing(v)), true
	case v.Frame&(lexicon.Clause|lexicon.Finite) != 0 && v.Frame&(lexicon.NounPhrase|lexicon.Hearer|lexicon.Object) == 0 && f.objectBegins(v):
		return f.toEnd(clear), true
	case v.Lemma == "say" && f.coreFrom(clear) > clear && f.clause(clear):
		return f.toEnd(clear), true // which has no object
	case f.thatLater(at, clear) > clear:
		return f.toEnd(f.thatLater(at, clear)), true
	case f.child(v.at, doc.Obj) >= v.end && f.child(v.at, doc.Parataxis) < v.end:
		return nil, false // "maintained a policy"
	case f.child(v.at, doc.Xcomp) >= v.end:
		return nil, false // "felt ill"
	case v.Frame&lexicon.Clause != 0 && !f.over(clear) && (f.coreFrom(clear) > clear && !f.over(f.coreFrom(clear)) || f.Is(clear, "there")):
		return f.toEnd(clear), true
	case v.Frame&lexicon.Finite != 0 && (f.coreFrom(clear) > clear || f.amountEnd[min(clear, len(f.All)-1)] > clear) && f.clause(clear) && f.finite(clear):
		return f.toEnd(clear), true
	}
	return nil, false
}

// thatLater gives where "that" begins a content behind a clause that says when, which
// begins between two tokens: "said in a letter after the storm became known that"; -1 if
// none does.
func (f *finder) thatLater(first, last int) int {
	for first <= last && !f.Is(first, "after", "before", "when", "while", "as") {
		first++
	}
	verb := false
	for j := first + 1; first <= last && j < min(f.End, first+reach/2) && !f.Is(j, ",", ";", ":"); j++ {
		if verb = verb || f.verbal(j); verb && f.Is(j, "that") && f.upos(j) == doc.SCONJ && f.upos(j-1) != doc.NOUN && f.upos(j-1) != doc.VERB && f.complements(j) {
			return j
		}
	}
	return -1
}

// briefing gives where "that" begins a content behind a participle with a preposition,
// token c, which the tree takes for the content: "said in a briefing on Monday that"; -1
// if it does not.
func (f *finder) briefing(c int) int {
	if c < 0 || f.Doc.Tags[c].XPOS != "VBG" || f.upos(f.child(c, doc.Mark)) != doc.ADP {
		return -1
	}
	for j := c + 1; j < min(f.End, c+reach/4) && f.upos(j) != doc.PUNCT; j++ {
		if f.Is(j, "that") && f.upos(j) == doc.SCONJ && f.complements(j) {
			return j
		}
	}
	return -1
}

// byWhom reports whether it is said at token i, a time aside, who did what is not
// the cue of a report then: "the deal announced on Monday by Orr was".
func (f *finder) byWhom(i int) bool {
	for i < f.End && f.timeEnd[i] > i {
		i = f.timeEnd[i]
	}
	return f.Is(i, "by") && i+1 < f.End && f.timeEnd[i+1] == 0
}

// complements reports whether a clause with a complementizer begins with token
// i: a verb follows, and "that" is no pronoun.
func (f *finder) complements(i int) bool {
	if !f.class(i, lexicon.Complementizer) || f.Is(i, "that") && (f.upos(i) == doc.DET || f.relative(i) || f.Is(i+1, "and", "but", "or")) {
		return false
	}
	for j := i + 1; j < min(f.End, i+reach); j++ {
		if f.verbal(j) {
			return true
		}
	}
	return false
}

// relative reports whether token i is a relative pronoun by its tag, and the tree
// has no other word in its place: in "asserted by Orr that they knew this" it has.
func (f *finder) relative(i int) bool {
	if i < f.First || i >= f.End || f.Doc.Tags[i].XPOS != "WDT" || f.relation(i) == doc.Mark {
		return false
	}
	h := f.governor(i)
	if h < 0 {
		return true
	}
	for _, c := range f.tree.Children(h) {
		if c != i && f.relation(c) == f.relation(i) {
			return false
		}
	}
	return true
}

// describes reports whether a relative clause begins with token i by the tree: "a
// future in which", "the way that".
func (f *finder) describes(i int) bool {
	for n, h := 0, f.governor(i); n < steps && h > i; n, h = n+1, f.governor(h) {
		if f.relation(h) == doc.AclRelcl {
			named := f.Is(i, "that") && f.mentionEnd[i-1] == i && f.upos(i) == doc.SCONJ                                                                     // no name needs "that" to say which is meant
			whole := f.Is(i, "that") && f.upos(i) == doc.SCONJ && f.relation(i) == doc.Mark && f.quoteMark(i+1) && f.child(h, doc.Nsubj, doc.NsubjPass) >= 0 // "said in an interview that “you should”"
			return f.governor(h) < i && !named && !whole
		}
	}
	return false
}

// quoteAhead reports whether a quotation begins with token i, a comma or colon
// before it aside.
func (f *finder) quoteAhead(i int) bool {
	return f.quoteMark(i) || f.Is(i, ",", ":") && f.quoteMark(i+1)
}

// clauseToEnd gives the content from token i on that is the clause with head c.
func (f *finder) clauseToEnd(v verb, c, i int) []stretch {
	contents := f.toEnd(i)
	for n := range contents {
		contents[n].end = max(i+1, f.clauseEnd(v, c, contents[n].end))
	}
	return contents
}

// toward gives where the infinitive begins that completes the cue by the tree,
// behind something else: "vowed in March to leave"; -1 if none does.
func (f *finder) toward(v verb) int {
	x := f.child(v.at, doc.Xcomp)
	if x < v.end {
		return -1
	}
	to := f.child(x, doc.Mark)
	if to < v.end || to >= x || !f.Is(to, "to") {
		return -1
	}
	if f.Is(to-1, "not", "never") {
		to--
	}
	return to
}

// infinitive reports whether "to leave" or "never to leave" begins with token i.
func (f *finder) infinitive(i int) bool {
	if f.Is(i, "not", "never") {
		i++
	}
	return f.Is(i, "to") && f.upos(i) == doc.PART && f.upos(i+1) != doc.NOUN
}

// fromQuote gives the content that begins with a quotation behind the cue: the
// quotation, and what goes on with its sentence.
func (f *finder) fromQuote(i int, q quote) []stretch {
	if f.Is(q.end-2, ",") && f.Doc.Tags[min(q.end, len(f.All)-1)].XPOS == "VBG" {
		return []stretch{{i, q.end}} // `"It fell," adding`
	}
	if q.end >= f.End || f.stop(q.end) || f.over(q.end) || f.Is(q.end-2, ".", "!", "?") {
		return []stretch{{i, q.end}}
	}
	return f.toEnd(i)
}

// participial reports whether a participle with nothing before it is token i: "Asked why
// she left, Orr said".
func (f *finder) participial(i int) bool {
	x := f.Doc.Tags[i].XPOS
	return (x == "VBN" || x == "VBG" || x == "VBD") && f.upos(i) == doc.VERB && f.relation(i) != doc.Csubj && f.relation(i) != doc.Amod
}

// verbGoesOn reports whether a verb stands at token i, an adverb and the mark of a
// quotation before it aside: ", she said, also “was late”".
func (f *finder) verbGoesOn(i int) bool {
	if f.adverb(i) && f.quoteMark(i+1) {
		i++
	}
	if f.quoteMark(i) {
		i++
	}
	return f.verbal(i)
}

// toEnd gives the content from token i to the end of the clause: before the
// stop, or before what is another report's.
func (f *finder) toEnd(i int) []stretch {
	end := f.End
	for end > i && (f.stop(end-1) || f.Is(end-1, ",", ":", ";")) && (f.quoteAt[end-1] == f.quoteAt[i] || f.quoteAt[end-1] == 0) {
		end--
	}
	const most = 8 // breaks: those of another quotation are passed over
	at, _ := slices.BinarySearch(f.breaks, i+1)
	for _, j := range f.breaks[at:min(len(f.breaks), at+most)] {
		if j < end && f.quoteAt[j] == f.quoteAt[i] {
			end = j
			break
		}
	}
	if end <= i {
		return nil
	}
	return []stretch{{i, max(end, f.closeOf(end))}}
}

// before gives the content that ends before token left: what the sentence has
// before a comma or a quotation's end there. Unless it is a quotation it has a
// verb, or the verb follows at token behind: "More rain, he said, is coming".
func (f *finder) before(left, behind int) ([]stretch, bool) {
	q, quoted := f.quoteBefore(left)
	first := f.begin(left)
	switch {
	case quoted:
		if q.first < first {
			first = f.Doc.Sentences[f.sentenceOf(q.first)].Tokens.First
		}
		return append(f.quotesBefore(q), stretch{first, q.end}), true
	case !f.Is(left-1, ",", "–", "—", "-") || left-1 <= first:
		return nil, false
	case f.Is(behind, ",") && f.verbGoesOn(behind+1) && f.noun(left-2) && !f.class(first, lexicon.Preposition|lexicon.Adverb) && f.coreBefore(left-1) == first:
		return []stretch{{first, left - 1}}, true // "Orr, the paper reported, had met them"
	case f.adjunctBefore(first, left-1, behind), f.quoteAhead(behind) && (!f.finiteIn(first, left-1) || f.participial(first)):
		return nil, false
	case f.clauseBefore(left - 1), f.Is(behind, ",") && f.verbal(behind+1):
	case left-first < 5 || f.class(first, lexicon.Preposition) && !f.class(first, lexicon.Subordinator) || f.timeEnd[first] > 0:
		return nil, false // "On Monday, she said"
	}
	return []stretch{{first, left - 1}}, true
}

// quotesBefore gives the quotations of the paragraphs before that q goes on with.
func (f *finder) quotesBefore(q quote) []stretch {
	last := f.quoteAt[q.first] - 1
	first := last
	for first > 0 && f.quotes[first].again {
		first--
	}
	var list []stretch
	for _, q := range f.quotes[first:last] {
		list = append(list, stretch{q.first, q.end})
	}
	return list
}

// adjunctBefore reports whether the tokens [first, end) say when, where or how
// by the tree: all of them hang on the cue's clause, which ends before token
// behind, or are no clause. What somebody says may begin so too, but goes on
// behind the cue then.
func (f *finder) adjunctBefore(first, end, behind int) bool {
	if _, n := f.lex.CuePhrases.Match(f.All[first:f.End]); n > 0 {
		return true
	}
	if p := f.Doc.Tags[first].XPOS; first == f.First && (p == "VBN" || p == "VBD") && !f.Is(behind, ",") {
		return true // "Asked about it, Orr said"
	}
	if f.quoteAhead(behind) && (f.Doc.Tags[first].XPOS == "VBN" || f.class(first, lexicon.Subordinator) || f.Is(first+1, ",") && f.class(first+2, lexicon.Subordinator)) {
		return true // "When they asked, Orr said: "
	}
	for i := first; i < end; i++ {
		h := f.governor(i)
		if h >= first && h < end {
			continue
		}
		switch f.relation(i) {
		case doc.Obl, doc.OblUnmarked, doc.Advmod, doc.Punct, doc.Mark, doc.Cc, doc.Discourse:
			continue
		case doc.Advcl:
			marked := f.child(i, doc.Mark) >= 0 || f.class(first, lexicon.Subordinator|lexicon.Adverb)
			if h >= end && h < behind && marked || f.child(i, doc.Nsubj, doc.NsubjPass, doc.Expl) < 0 {
				continue
			}
		}
		return false
	}
	return true
}

// begin gives where the clause begins that ends before token left: with the
// sentence, behind its dateline, or behind its last semicolon; a conjunction is
// left out.
func (f *finder) begin(left int) int {
	first := f.First
	if s := f.Doc.Sentences[f.sentence]; first == s.Tokens.First {
		first = min(first+lexicon.Dateline(f.Doc, s), left)
	}
	for i := left - 1; i >= max(first, left-reach); i-- {
		if f.Is(i, ";") {
			first = i + 1
			break
		}
	}
	if f.Is(first, "but", "and", "so") {
		first++
	}
	return first
}

// after gives the content that goes on behind a cue in the middle of it: a
// quotation, or a clause that no conjunction begins.
func (f *finder) after(i int) []stretch {
	if !f.Is(i, ",", "–", "—", ":") {
		return nil
	}
	i++
	if q, ok := f.quoteFrom(i); ok {
		return f.fromQuote(i, q)
	}
	c, cue := f.lex.Cues.Word(f.Key(i))
	if i >= f.End || f.class(i, lexicon.Coordinator|lexicon.Subordinator|lexicon.Relative) || cue && c.Form == lexicon.Gerund || strings.HasSuffix(f.Key(i), "ing") {
		return nil
	}
	if _, n := f.lex.CuePhrases.Match(f.All[i:f.End]); n > 0 || !f.goesOnAt(i) {
		return nil
	}
	return f.toEnd(i)
}

// goesOnAt reports whether what goes on with token i behind a cue has a verb or
// is long: an adverb alone says how something was said.
func (f *finder) goesOnAt(i int) bool {
	const enough = 4 // tokens
	for j := i; j < f.End; j++ {
		if f.verbal(j) || j-i >= enough {
			return true
		}
	}
	return false
}
