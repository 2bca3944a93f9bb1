package neural

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// What ends in a full stop has a verb, but for a fragment in a hundred sentences. So a
// sentence that the tags leave without one is read again, with the word as its root
// that is most likely a finite verb: "Beijing called for restraint", where "called" was
// a participle; "The fair moves to Tarn", where "moves" were many.

// mostDoubt is how much less likely a finite verb may be than the tags that a word has,
// in natural logarithms over tag, finer tag and features, on the mean of the members. Of
// the sentences of unannotated pages that are changed at a doubt of up to 6 some nineteen of twenty
// were read as right, of 28 between 6 and 8 two of three.
const mostDoubt = 6 << scoreBits

// forced is more than any score of an arc.
const forced = 1 << 28

// mend reads a sentence without a finite verb again, if one of its words may be one.
func (s *scratch) mend(forms []string, words []Word, width int) {
	if !stopped(forms) || predicated(words) {
		return
	}
	v := s.missed(forms, words)
	if v.at < 0 {
		return
	}
	if s.net.sets[v.set].UPOS == doc.VERB {
		s.score[v.at*width] += forced
		s.leave(words, v, width)
		s.attach(words, width)
		s.govern(words, v.at)
		s.name(words)
	}
	words[v.at].tag(s.net, v.set)
}

// verb is one that the tags have not.
type verb struct {
	at, set int   // the word, from 0, -1: none; the tags that make it a verb
	odds    int32 // of these above those that it has
	subject int   // the noun that it agrees with; -1: not known
}

// stopped reports whether forms are written as a sentence: with a capital, a full stop,
// and no colon, behind which a list may stand.
func stopped(forms []string) bool {
	const least = 3 // "Labor shifted."
	if len(forms) < least || forms[len(forms)-1] != "." || slices.Contains(forms, ":") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(forms[0])
	return unicode.IsUpper(first)
}

// predicated reports whether the words' main clause has a finite verb, or one stands
// beside it, or it is an order.
func predicated(words []Word) bool {
	for i, w := range words {
		switch root := w.Head == 0; {
		case root && (finite(w.XPOS) || w.XPOS == "VB" && !subjectsOf(words)[i]):
			return true
		case root || !finite(w.XPOS) || words[w.Head-1].Head != 0:
			continue
		}
		switch w.Relation {
		case doc.Aux, doc.AuxPass, doc.Cop, doc.Parataxis, doc.Ccomp, doc.Conj:
			return true
		}
	}
	return false
}

// missed gives the word that is most likely a finite verb and has other tags: the
// likeliest, if it is likely enough, or the likeliest of those that are known for verbs
// and agree with a subject, or have one and are tagged as participles.
func (s *scratch) missed(forms []string, words []Word) verb {
	subjects := subjectsOf(words)
	best, known := verb{at: -1, odds: math.MinInt32}, verb{at: -1, odds: math.MinInt32}
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(forms[i])
		// A participle or an infinitive without a subject describes or follows something.
		if i == 0 || !unicode.IsLower(first) || finite(w.XPOS) || w.UPOS == doc.VERB && !subjects[i] {
			continue
		}
		if set, odds := s.finiteSet(i, finite); odds > best.odds {
			best = verb{i, set, odds, -1}
		}
		xpos, subject := agrees(forms, words, i)
		if w.XPOS == "VBN" && w.Head == 0 {
			xpos, subject = "VBD", -1
		}
		if xpos == "" {
			continue
		}
		if set, odds := s.finiteSet(i, func(x string) bool { return x == xpos }); odds > known.odds {
			known = verb{i, set, odds, subject}
		}
	}
	if best.odds < -int32(mostDoubt*len(s.net.members)) {
		return known
	}
	return best
}

// finiteSet gives the likeliest tags of a verb for word i, of those with a finer tag
// that is wanted, and their score above that of the tags it has.
func (s *scratch) finiteSet(i int, wanted func(xpos string) bool) (set int, odds int32) {
	n := s.net
	scores := s.tags[i*n.tagCount():][:n.tagCount()]
	high := n.sum(scores, n.bestSet(scores))
	odds = math.MinInt32
	for k, t := range n.sets {
		if t.UPOS != doc.VERB && t.UPOS != doc.AUX || !wanted(n.xpos[t.XPOS]) {
			continue
		}
		if d := n.sum(scores, k) - high; d > odds {
			set, odds = k, d
		}
	}
	return set, odds
}

// agrees gives the finer tag of a verb that word i, tagged as a noun, is by its form
// and by the number of the noun before it: "The reserves amount to", "A loan costs".
// Empty: it is none.
func agrees(forms []string, words []Word, i int) (xpos string, subject int) {
	w := words[i]
	if w.UPOS != doc.NOUN && w.UPOS != doc.ADJ || words[i-1].UPOS != doc.NOUN && words[i-1].UPOS != doc.PROPN && words[i-1].UPOS != doc.ADJ {
		return "", -1
	}
	subject = subjectNoun(words, i)
	if subject < 0 {
		return "", -1
	}
	key, plural := lexicon.Key(forms[i]), strings.HasSuffix(words[subject].XPOS, "S")
	noun := words[i-1].UPOS != doc.ADJ
	switch lex := lexicon.English(); {
	case lex.ThirdVerbs.Has(key) && !plural && (noun || subject == i-1):
		switch forms[i+1] { // the last word is a full stop
		case ".", "in", "of", "since": // "The biggest job cuts in ten years."
			return "", -1
		}
		return "VBZ", subject
	case lex.PlainVerbs.Has(key) && plural && noun:
		return "VBP", subject
	}
	return "", -1
}

// subjectNoun gives the first noun before word end, if nothing but what may stand
// before a noun is in front of it; -1: there is none. Right before word end it may
// be an adjective behind an article: "the mutual".
func subjectNoun(words []Word, end int) int {
	for i, w := range words[:end] {
		switch w.UPOS {
		case doc.NOUN, doc.PROPN:
			if w.Relation == doc.Compound && w.Head > i+1 && w.Head <= end || words[i+1].UPOS == doc.PART { // "the bank's reserves"
				continue
			}
			return i
		case doc.ADJ:
			if i == end-1 {
				return i
			}
		case doc.DET, doc.NUM, doc.PART, doc.PUNCT, doc.ADV, doc.CCONJ, doc.PRON:
		default:
			return -1
		}
	}
	return -1
}

// subjectsOf reports of each word whether it has a subject before it.
func subjectsOf(words []Word) []bool {
	has := make([]bool, len(words))
	for i, w := range words {
		if w.Head > i+1 && (w.Relation == doc.Nsubj || w.Relation == doc.NsubjPass || w.Relation == doc.NsubjOuter) {
			has[w.Head-1] = true
		}
	}
	return has
}

// leave takes from the words around a verb the heads that they can only have had while
// it was none: those before it the verb itself and what stands behind it, but for its
// subject, and nouns behind it what stands before.
func (s *scratch) leave(words []Word, v verb, width int) {
	for i, w := range words {
		row := s.score[i*width:][:len(words)+1]
		noun := w.UPOS == doc.NOUN || w.UPOS == doc.PROPN || w.UPOS == doc.PRON
		describes := w.UPOS == doc.DET || w.UPOS == doc.NUM || w.UPOS == doc.ADJ || w.UPOS == doc.ADP
		switch {
		case i < v.at && (describes || noun && v.subject >= 0):
			bar(row[v.at+1:])
		case i > v.at && noun:
			bar(row[1 : v.at+1])
		}
	}
	if v.subject >= 0 {
		s.score[v.subject*width+v.at+1] += 2 * forced
	}
}

// bar takes more off scores than they can have.
func bar(scores []int32) {
	for i := range scores {
		scores[i] -= forced
	}
}

// govern takes from the words that depend on word at the relations that they can only
// have to a noun, or to a participle.
func (s *scratch) govern(words []Word, at int) {
	for i, w := range words {
		if w.Head != at+1 {
			continue
		}
		for _, r := range [...]doc.Relation{
			doc.Acl, doc.AclRelcl, doc.Amod, doc.Appos, doc.AuxPass, doc.Case, doc.Compound, doc.Det, doc.Flat,
			doc.Nmod, doc.NmodDesc, doc.NmodPoss, doc.NmodUnmarked, doc.NsubjPass, doc.Nummod, doc.Reparandum,
		} {
			s.labels[i*relationCount+int(r)] = math.MinInt32
		}
	}
}

// finite reports whether a tag is one of verbs that make a clause by themselves.
func finite(xpos string) bool {
	return xpos == "VBD" || xpos == "VBZ" || xpos == "VBP" || xpos == "MD"
}
