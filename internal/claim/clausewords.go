package claim

import (
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// wordsOf gives the words of a clause's claim in their order: its own, and
// those of the clause around it that it cannot stand without.
func (t *sentenceTree) wordsOf(c int) []word {
	k := t.clauses[c]
	own := t.ownWords(c)
	switch k.kind {
	case sharedClause:
		return t.withSubject(k, own)
	case relativeClause:
		return t.withAntecedent(k, own)
	case appositionClause:
		return append(t.carriedPhrase(t.head(k.head), t.start(k.head), Apposition, -1), append([]word{ours("is", Apposition)}, own...)...)
	case participleClause:
		v := t.finiteVerb(t.clauses[k.parent].head)
		be := ours(t.be(t.head(k.head), v < 0 || t.tag(v).Lemma == "have" || t.tag(v).XPOS != "VBZ" && t.tag(v).XPOS != "VBP"), Apposition)
		return append(append(t.carriedPhrase(t.head(k.head), t.start(k.head), Apposition, -1), be), own...)
	case causeClause:
		return t.withEvent(k, own)
	}
	return own
}

// withEvent puts the subject of the clause before what says why there is one:
// "The talks are in response to the attacks". Its words stand in the article.
func (t *sentenceTree) withEvent(k clause, own []word) []word {
	verb := t.head(k.head)
	s := t.subject(verb)
	if s < 0 {
		return own
	}
	var words []word
	for _, i := range t.nounPhrase(s, t.end) {
		words = append(words, inPlace(i))
	}
	v := t.finiteVerb(verb)
	be := t.be(s, v >= 0 && t.tag(v).XPOS == "VBD")
	return append(append(words, ours(be, SharedSubject)), own...)
}

// be gives the form of "be" that goes with a noun.
func (t *sentenceTree) be(noun int, past bool) string {
	switch plural := t.plural(noun); {
	case plural && past:
		return "were"
	case past:
		return "was"
	case plural:
		return "are"
	}
	return "is"
}

func ours(s string, why Reason) word { return word{token: -1, own: s, why: why, place: -1} }

// carry gives tokens as words that were put somewhere.
func carry(tokens []int, why Reason, place int) []word {
	words := make([]word, len(tokens))
	for i, token := range tokens {
		words[i] = word{token: token, why: why, place: place}
	}
	return words
}

func (t *sentenceTree) carriedPhrase(noun, end int, why Reason, place int) []word {
	return carry(t.nounPhrase(noun, end), why, place)
}

// withSubject puts the subject, and auxiliaries that hold for both, before a
// clause that shares them with the one before.
func (t *sentenceTree) withSubject(k clause, own []word) []word {
	s := t.subjectOf(k.to)
	if s < 0 {
		return own
	}
	phrase := t.nounPhrase(s, t.end)
	for _, n := range t.Children(t.head(s)) { // "the blog Notes sank": two subjects in a wrong tree
		if n > s && t.rel(n) == t.rel(s) && t.tag(n).UPOS != doc.PRON && t.Extent(n).First == t.Extent(s).End {
			phrase = append(phrase, t.nounPhrase(n, t.end)...)
			s = n
		}
	}
	slices.Sort(phrase)
	words := carry(slices.Compact(phrase), SharedSubject, -1)
	if t.relativeSubject(s) {
		if of := t.clauses[t.ownerOf(s)].head; t.head(of) >= 0 {
			words = t.carriedPhrase(t.person(of, t.head(of)), t.start(t.clauses[t.ownerOf(s)].head), SharedSubject, -1)
		}
	}
	words = append(words, carry(t.carried(k.head, k.to), SharedSubject, -1)...)
	return append(words, own...)
}

// relativeSubject reports whether a subject is the pronoun of a relative clause
// that was parted from its noun.
func (t *sentenceTree) relativeSubject(s int) bool {
	return t.clauses[t.ownerOf(s)].kind == relativeClause && t.relativePronoun(t.clauses[t.ownerOf(s)].head) == s
}

// withAntecedent puts the noun that a relative clause hangs on in the place of
// its pronoun.
func (t *sentenceTree) withAntecedent(k clause, own []word) []word {
	w := t.relativePronoun(k.head)
	if w < 0 || t.head(k.head) < 0 {
		return own
	}
	noun := t.person(k.head, t.head(k.head))
	phrase := t.carriedPhrase(noun, t.start(k.head), Antecedent, w)
	var words []word
	for _, o := range own {
		switch {
		case o.token != w:
			words = append(words, o)
		case t.key(w) == "whose":
			words = append(append(words, phrase...), word{token: -1, own: "'s", why: Antecedent, place: w})
		case t.rel(w) != doc.Obj && t.key(w) != "where":
			words = append(words, phrase...)
		}
		if t.rel(w) == doc.Obj && o.token == t.verbEnd(k.head) {
			words = append(words, phrase...)
		}
	}
	if t.key(w) == "where" {
		front := append([]word{{token: -1, own: "in", why: Antecedent, place: w}}, phrase...)
		words = append(append(front, word{token: -1, own: ",", why: Antecedent, place: w}), words...)
	}
	return words
}

// verbEnd gives the last word of a verb with its particle: "up" of "set up".
func (t *sentenceTree) verbEnd(v int) int {
	if p := t.Child(v, doc.CompoundPrt); p == v+1 {
		return p
	}
	return v
}

// ownWords gives the words of a clause that stand in their place, without what
// joined it to others and without the commas around what was parted from it.
func (t *sentenceTree) ownWords(c int) []word {
	k := t.clauses[c]
	var own []word
	skip := ""
	for n, i := range k.words {
		if n > 0 && k.words[n-1] != i-1 && t.cut(k.words[n-1], i) {
			skip = ",;–—:)"
			if len(own) > 0 && t.mark(own[len(own)-1].token, "(") {
				skip = ")"
			}
			own = t.closeGap(own)
			if len(own) > 0 && t.mark(i, ",") && t.needed(k, i) {
				own = append(own, inPlace(i))
			}
		}
		if t.mark(i, skip) || t.joint(k, i) || len(own) == 0 && t.punct(i) && (k.kind != mainClauseKind || !t.mark(i, openingMarks+"(``")) {
			continue
		}
		skip = ""
		own = append(own, inPlace(i))
	}
	if k.kind == mainClauseKind {
		return own
	}
	own = t.pastDash(k, own)
	for len(own) > 0 && (t.mark(own[len(own)-1].token, ",;–—--:") || t.mark(own[len(own)-1].token, ")") && !t.bracketOpens(own)) {
		own = own[:len(own)-1]
	}
	return own
}

// pastDash takes away what a dash parts from the subject of a joined clause: "for
// good reason—it supports".
func (t *sentenceTree) pastDash(k clause, own []word) []word {
	s := t.subject(k.head)
	if k.kind != joinedClause || s < 0 {
		return own
	}
	past, dashes := own, 0
	for i, w := range own {
		if t.mark(w.token, "–—") && w.token < t.Extent(s).First {
			past, dashes = own[i+1:], dashes+1
		}
	}
	if dashes > 1 { // an aside
		return own
	}
	return past
}

// needed reports whether the comma behind what was parted from a clause is needed
// without it too: the subject comes only behind it ("In Arden, ..., the ferry sank"),
// or another comma before the verb ("Arden Ferries, ..., in May, sank").
func (t *sentenceTree) needed(k clause, comma int) bool {
	s := t.subject(k.head)
	if s > comma {
		return t.start(s) > comma
	}
	v := t.finiteVerb(k.head)
	return s >= 0 && v > comma && t.markBetween(comma, v, ",")
}

// bracketOpens reports whether a bracket opens among words.
func (t *sentenceTree) bracketOpens(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return t.mark(w.token, "(") })
}

// cut reports whether a clause of the same proposition was parted from between
// two tokens.
func (t *sentenceTree) cut(before, after int) bool {
	for i := before + 1; i < after; i++ {
		if t.partOf(i) == t.partOf(before) && !t.punct(i) {
			return true
		}
	}
	return false
}

// closeGap takes the comma or the bracket off that opened what was parted.
func (t *sentenceTree) closeGap(own []word) []word {
	for len(own) > 0 && t.mark(own[len(own)-1].token, ",;–—--:(") {
		own = own[:len(own)-1]
	}
	return own
}

// holdsClause reports whether a clause holds another one that stands beside its
// predicate, so that what opens it opens only a part of it.
func (t *sentenceTree) holdsClause(k clause) bool {
	return slices.ContainsFunc(k.words, func(i int) bool {
		r := t.rel(i)
		beside := (r == doc.Parataxis || r == doc.Ccomp || r == doc.Conj) && t.states(i)
		return i > k.head && t.head(i) == k.head && (beside || r == doc.Nsubj) && t.mark(t.start(i)-1, ",")
	})
}

// joint reports whether token i only joins a clause to another one: its
// coordinator, or what opens a contrast.
func (t *sentenceTree) joint(k clause, i int) bool {
	if next := i + 1; t.key(i) == "even" && t.inSentence(next) && t.rel(next) == doc.Mark && t.key(next) != "if" {
		i = next // "even though"
	}
	if t.head(i) != k.head {
		return false
	}
	switch k.kind {
	case mainClauseKind: // "Because the hull was old."
		past := k.words[len(k.words)-1] >= t.Extent(k.head).End && t.markBetween(k.head, k.words[len(k.words)-1], ",") // something else goes on behind it
		return !t.holdsClause(k) && !past && t.rel(i) == doc.Mark && i < k.head && (i == t.start(k.head) || t.key(i-1) == "even") && (t.key(i) == "because" || contrasts.at([]string{t.key(i)}, 0).kind != "")
	case joinedClause, sharedClause:
		return t.rel(i) == doc.Cc && i < t.start(k.head)
	case contrastClause:
		return t.rel(i) == doc.Mark && i < k.head && t.key(i) != "to"
	}
	return false
}
