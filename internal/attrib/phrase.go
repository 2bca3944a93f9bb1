package attrib

import (
	"sort"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// reach is how many tokens to each side are read for a noun phrase: more than
// any source takes.
const reach = 40

// sentenceOf gives the sentence that token i stands in.
func (f *finder) sentenceOf(i int) int {
	return sort.Search(len(f.Doc.Sentences), func(s int) bool { return f.Doc.Sentences[s].Tokens.End > i })
}

// verbal reports whether token i is a verb or an auxiliary, and no participle
// before a noun.
func (f *finder) verbal(i int) bool {
	u := f.upos(i)
	return (u == doc.VERB && f.relation(i) != doc.Amod || u == doc.AUX) && !(f.mentionEnd[i] > 0 && f.Capital(i)) && !(f.Is(i, "acting") && f.Capital(i+1)) // "acting Mayor Orr"
}

// adverb reports whether token i is an adverb.
func (f *finder) adverb(i int) bool {
	k := f.Key(i)
	return f.class(i, lexicon.Adverb) && !f.Is(i, "not", "n't", "never", "no") || len(k) > 4 && strings.HasSuffix(k, "ly") && !strings.HasSuffix(k, "ily") && !f.Capital(i)
}

// noun reports whether token i may be a noun, or a word inside of a noun
// phrase.
func (f *finder) noun(i int) bool {
	if i < f.First || i >= f.End || f.timeEnd[i] > 0 {
		return false
	}
	if f.Glued(i) && f.Is(i-1, "-") {
		return true
	}
	if f.class(i, lexicon.Modifier) && !f.Is(i, "that") || f.lex.Numbers.Has(f.Key(i)) {
		return true
	}
	switch f.upos(i) {
	case doc.NOUN, doc.PROPN, doc.NUM, doc.ADJ, doc.SYM, doc.X:
		return f.Lettered(i) || f.figure(i)
	case doc.VERB:
		return !f.verbal(i)
	}
	return false
}

// preposition reports whether token i is one that may go on with a noun phrase,
// and none that bounds an amount ("over 90").
func (f *finder) preposition(i int) bool {
	return f.class(i, lexicon.Preposition) && !f.Is(i, "to", "as", "than", "after", "before", "until", "because") && f.amountEnd[i] == 0
}

// opens reports whether token i begins a noun phrase.
func (f *finder) opens(i int) bool {
	return f.class(i, lexicon.Determiner|lexicon.Possessive) && !f.Is(i, "'s", "'", "that", "what", "which", "half")
}

// nounPhraseBefore gives the noun phrase that ends before token end, its
// prepositional phrases included; empty if none does.
func (f *finder) nounPhraseBefore(end int) stretch {
	j := end
	for {
		i := f.coreBefore(j)
		if i == j {
			return stretch{}
		}
		p := i - 1
		switch {
		case end-i > reach:
			return stretch{i, end}
		case f.preposition(p) && f.noun(p-1) && !f.Is(p-2, "to"):
			j = p
		case f.preposition(p) && f.verbal(p-1) && !f.class(p-1, lexicon.Auxiliary) && f.noun(p-2):
			j = p - 1 // "officials involved in the talks"
		case f.Is(p, "and", "&") && f.noun(p-1) && f.coordinated(p):
			j = p
		default:
			return stretch{i, end}
		}
	}
}

// coordinated reports whether "and" at token p stands between two nouns of one
// phrase: no verb stands before it in the clause.
func (f *finder) coordinated(p int) bool {
	for i := p - 1; i >= max(f.First, p-reach); i-- {
		switch {
		case f.verbal(i):
			return false
		case f.boundary(i):
			return true
		}
	}
	return true
}

// boundary reports whether a clause may begin behind token i.
func (f *finder) boundary(i int) bool {
	return f.Is(i, ",", ";", ":", "“", "”", "\"", "(", ")", "-", "–", "—", "but") && !(f.Is(i, "-") && f.Glued(i)) || f.class(i, lexicon.Subordinator) && !f.class(i, lexicon.Preposition|lexicon.Determiner)
}

// coreBefore gives where the noun phrase without prepositions begins that ends
// before token j; j if none does.
func (f *finder) coreBefore(j int) int {
	i := j
	for i > f.First && j-i < reach {
		switch p := i - 1; {
		case f.Is(p, "-") && f.Glued(p) && f.Glued(i) && i < j:
		case f.Is(p, "'s", "'") && i < j && f.noun(p-1):
		case i < j && f.quotedName(p) > 0:
			i = f.quotedName(p) + 1
		case f.opens(p):
			if i == j {
				return j
			}
			for p-1 >= f.First && f.opens(p-1) {
				p--
			}
			return p
		case f.noun(p):
		default:
			return i
		}
		i--
	}
	return i
}

// quotedName gives where the quotation begins that token p closes, if it is a name
// in quotation marks (the "Ledger" report); 0 if it is not.
func (f *finder) quotedName(p int) int {
	const most = 6 // tokens
	if p < f.First || f.quoteAt[p] == 0 || !f.Is(p, "”", "\"", "’", "'") || f.Is(p-1, ",", ".", "!", "?") {
		return 0
	}
	if q := f.quotes[f.quoteAt[p]-1]; q.end == p+1 && p-q.first < most && q.first > f.First {
		return q.first
	}
	return 0
}

// nounPhraseFrom gives the noun phrase that begins with token i, its
// prepositional phrases and appositions included; empty if none does.
func (f *finder) nounPhraseFrom(i int) stretch {
	if s := f.treePhraseFrom(i); !s.empty() {
		return f.withName(s)
	}
	s := f.phraseFrom(i)
	for !s.empty() && s.end-i < reach && f.Is(s.end, ",") && f.apposition(s.end+1) > 0 {
		s.end = f.apposition(s.end + 1)
	}
	return s
}

// withName gives a noun for somebody, or a title, with the name behind it that the tree
// has for a second subject: "co-author Maud Orr, a clerk".
func (f *finder) withName(s stretch) stretch {
	i := s.end
	for n := 0; n < 2 && f.Capital(i) && f.mentionEnd[i] == 0; n++ {
		i++ // "Justice Secretary"
	}
	if i >= f.End || f.upos(i-1) != doc.NOUN && !f.lex.Titles.Has(f.Key(i-1)) && !f.person(i-1) || f.mentionEnd[i] == 0 || f.mentionEnd[i] == f.mentionEnd[i-1] || f.mentionType(i) != doc.Person || f.relation(i) != doc.Nsubj {
		return s
	}
	if name := f.treePhraseFrom(i); !name.empty() {
		s.end = name.end
	}
	return s
}

// phraseFrom gives the noun phrase that begins with token i, without
// appositions; empty if none does.
func (f *finder) phraseFrom(i int) stretch {
	end := f.coreFrom(i)
	if end == i {
		return stretch{}
	}
	for end < f.End && end-i < reach {
		next := f.coreFrom(end + 1)
		prepositional := f.preposition(end) && !(f.Is(end, "in") && f.Is(end+1, "a", "an"))
		if next <= end+1 || !prepositional && !(f.Is(end, "and", "&") && !f.clause(end+1)) {
			break
		}
		end = next
	}
	return stretch{i, end}
}

// coreFrom gives where the noun phrase without prepositions ends that begins
// with token i; i if none does.
func (f *finder) coreFrom(i int) int {
	j := i
	for f.opens(j) {
		j++
	}
	if f.class(i, lexicon.Pronoun) && !f.noun(i) && (j == i || !f.noun(j)) {
		return i + 1
	}
	end := i
	for ; j < f.End && j-i < reach; j++ {
		switch {
		case j > i && end == i && f.timeEnd[j] > 0 && f.noun(f.timeEnd[j]):
			j = f.timeEnd[j] - 1 // "an April 2nd report"
		case f.Is(j, "-") && f.Glued(j) && f.Glued(j+1) && end == j:
		case f.Is(j, "'s", "'") && end == j && f.noun(j+1):
		case f.noun(j):
			end = j + 1
		default:
			return end
		}
	}
	return end
}

// apposition gives where the apposition that begins with token i, behind a
// comma, ends: before the next comma or the end of the sentence, with no verb
// between. It is 0 if none does.
func (f *finder) apposition(i int) int {
	name := i < f.End && f.mentionType(i) == doc.Person
	if !name && !f.opens(i) && !f.lex.Titles.Has(f.Key(i)) && !f.person(i) && !f.figure(i) && !f.Is(i, "who") && !f.person(f.coreFrom(i)-1) {
		return 0
	}
	for j := i; j < min(f.End, i+reach); j++ {
		switch {
		case f.Is(j, ","), f.stop(j):
			return j
		case f.verbal(j) && !f.Is(i, "who") || f.Is(j, "“", "\"", ";", "but"):
			return 0
		}
	}
	if f.End-i < reach {
		return f.End
	}
	return 0
}

// person reports whether token i is a noun for people: "geologist".
func (f *finder) person(i int) bool {
	s, ok := f.lex.Sources.Word(f.Key(i))
	return ok && s.Kind == doc.UnnamedSource
}

// stop reports whether token i is the stop of the sentence, with or without
// closing marks behind it.
func (f *finder) stop(i int) bool {
	if !f.Is(i, ".", "!", "?", "…", "...") {
		return false
	}
	for j := i + 1; j < f.End; j++ {
		if !f.Is(j, "”", "\"", ")", "]", "’", "'") {
			return false
		}
	}
	return true
}

// clause reports whether a clause with a verb seems to begin with token i: a
// noun phrase, and a verb before the next mark and before any other clause.
func (f *finder) clause(i int) bool {
	for j := i; j < min(f.End, i+reach/2); j++ {
		switch {
		case f.verbal(j):
			return j > i
		case f.Is(j, ",", ".", ";", ":", "“", "\""), j > i && f.class(j, lexicon.Relative|lexicon.Subordinator) && !f.class(j, lexicon.Preposition):
			return false
		}
	}
	return false
}

// adjuncts gives where what may stand between a cue and its content ends:
// times, adverbs and places ("on Monday", "in a statement", "earlier").
func (f *finder) adjuncts(i int) int {
	for i < f.End {
		j := i
		switch {
		case f.timeAside(i):
			j = f.timeEnd[i]
		case f.class(i, lexicon.Preposition) && i+1 < f.End && f.timeEnd[i+1] > 0:
			j = f.timeEnd[i+1]
		case f.class(i, lexicon.Preposition) && !f.Is(i, "as", "than", "because") && f.amountEnd[i] == 0 && f.coreFrom(i+1) > i+1:
			j = f.described(i, f.coreFrom(i+1))
		case f.adverb(i) && !f.Is(i, "there"):
			j = i + 1
		}
		if j <= i {
			return i
		}
		i = j
	}
	return i
}

// timeAside reports whether a time begins with token i that says when, and does not
// say which of what stands behind it: "third-quarter profit", "Monday's vote".
func (f *finder) timeAside(i int) bool {
	end := f.timeEnd[i]
	if end <= i {
		return false
	}
	last := end - 1
	if f.Is(end, "'s", "’s") {
		return false
	}
	switch f.relation(last) {
	case doc.Compound, doc.Amod, doc.Nummod, doc.NmodPoss, doc.NmodDesc:
		return f.governor(last) < end
	}
	return true
}

// described gives where the noun phrase behind the preposition at token i ends:
// at end, or behind the participle that describes it ("in a note published
// Monday").
func (f *finder) described(i, end int) int {
	h := f.governor(i)
	if h < i || h >= end {
		return end
	}
	a := f.child(h, doc.Acl)
	if a != end || f.Doc.Tags[a].XPOS != "VBN" {
		return end
	}
	e := f.tree.Extent(a)
	for k := a; k < e.End; k++ {
		if e.End > f.End || f.upos(k) == doc.PUNCT || f.upos(k) == doc.SCONJ {
			return end
		}
	}
	return e.End
}
