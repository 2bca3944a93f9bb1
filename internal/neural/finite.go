package neural

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
)

// What ends in a full stop has a verb, but for a fragment in a hundred sentences. So a
// sentence that the tags leave without one is read again, with the word as its root
// that is most likely a finite verb: "Beijing called for restraint", where "called" was
// a participle; "This leaves room", where "leaves" were many.

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
	at, set := s.finiteAt(forms, words)
	if at < 0 {
		return
	}
	if s.net.sets[set].UPOS == doc.VERB {
		s.score[at*width] += forced
		s.attach(words, width)
		s.name(words)
	}
	words[at].tag(s.net, set)
	for i := range words {
		if words[i].Head == at+1 && words[i].Relation == doc.NsubjPass {
			words[i].Relation = doc.Nsubj
		}
	}
}

// stopped reports whether forms are written as a sentence: with a capital, a full stop,
// and no colon, behind which a list may stand.
func stopped(forms []string) bool {
	const least = 3 // "Labor shifted."
	if len(forms) < least || forms[len(forms)-1] != "." {
		return false
	}
	for _, f := range forms {
		if f == ":" {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(forms[0])
	return unicode.IsUpper(first)
}

// predicated reports whether the words' main clause has a finite verb, or what is
// beside it, or is an order.
func predicated(words []Word) bool {
	subjects := subjectsOf(words)
	for i, w := range words {
		switch root := w.Head == 0; {
		case root && (finite(w.XPOS) || w.XPOS == "VB" && !subjects[i]):
			return true
		case root || !finite(w.XPOS) || words[w.Head-1].Head != 0:
			continue
		}
		switch w.Relation.Universal() {
		case doc.Aux, doc.Cop, doc.Parataxis, doc.Ccomp, doc.Conj:
			return true
		}
	}
	return false
}

// finiteAt gives the word that is most likely a finite verb and has other tags, and the
// tags that make it one; -1: none is likely enough.
func (s *scratch) finiteAt(forms []string, words []Word) (at, set int) {
	n := s.net
	count := n.tagCount()
	subjects := subjectsOf(words)
	at, most := -1, int32(math.MinInt32)
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(forms[i])
		// A participle or an infinitive without a subject describes or follows something.
		if i == 0 || !unicode.IsLower(first) || finite(w.XPOS) || w.UPOS == doc.VERB && !subjects[i] {
			continue
		}
		scores := s.tags[i*count:][:count]
		high := n.sum(scores, n.bestSet(scores))
		for k, t := range n.sets {
			if t.UPOS != doc.VERB && t.UPOS != doc.AUX || !finite(n.xpos[t.XPOS]) {
				continue
			}
			if odds := n.sum(scores, k) - high; odds > most {
				at, set, most = i, k, odds
			}
		}
	}
	if most < -int32(mostDoubt*len(n.members)) {
		return -1, 0
	}
	return at, set
}

// subjectsOf reports of each word whether it has a subject before it.
func subjectsOf(words []Word) []bool {
	has := make([]bool, len(words))
	for i, w := range words {
		if w.Relation.Universal() == doc.Nsubj && w.Head > i+1 {
			has[w.Head-1] = true
		}
	}
	return has
}

// finite reports whether a tag is one of verbs that make a clause by themselves.
func finite(xpos string) bool {
	return xpos == "VBD" || xpos == "VBZ" || xpos == "VBP" || xpos == "MD"
}
