package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// What hangs on a noun and states something of it: relative clauses,
// appositions and participles that are set off by commas. Without commas they
// say which one is meant, and stay where they are.

// relative reports whether a relative clause states something by itself.
func (t *sentenceTree) relative(c, noun int) bool {
	w := t.relativePronoun(c)
	noun = t.person(c, noun)
	if w < 0 || !t.antecedent(noun, c) || !t.beside(noun, c) || !t.agrees(c, noun) || !t.finite(c) || t.subject(c) < 0 {
		return false
	}
	if t.key(w) == "which" && (t.either(c, noun) || t.ofAll(c) || !t.pinned(c, noun)) || t.vague(noun) || t.trails(c) {
		return false
	}
	if t.start(c) > w || !t.mark(t.start(c)-1, ",(") || !t.closes(c) {
		return false
	}
	switch t.rel(w) {
	case doc.Nsubj, doc.NsubjPass: // but not "which many attended", in a wrong tree
		return t.head(w) == c && t.subject(c) == w && t.lastSubject(c) == w
	case doc.NmodPoss:
		return t.key(w) == "whose" && t.Under(w, t.subject(c))
	case doc.Nmod: // "most of whom", but of nobody alone
		return t.Under(w, t.subject(c)) && (t.key(w) == "which" && !t.hasChild(w, doc.Case, "of") || t.has(noun, doc.NumberPlur))
	case doc.Obj: // but not "which the exit seems unlikely to dent", whose object is of another verb
		return t.head(w) == c && t.start(c) == w && t.Child(c, doc.Xcomp, doc.Ccomp) < 0 && t.lastObject(c) == w
	case doc.Advmod:
		return t.key(w) == "where" && t.head(w) == c && t.typeOf(noun) == doc.Place
	}
	return false
}

// either reports whether a relative clause may as well belong to the noun that its
// own depends on: "the cover of the device, which broke". It does not where the verb
// fits only the nearer one, or where that is a name that says where ("a fire at Velm
// Mills, which").
func (t *sentenceTree) either(c, noun int) bool {
	w := t.relativePronoun(c)
	subject := t.rel(w) == doc.Nsubj || t.rel(w) == doc.NsubjPass
	for range deepest {
		h := t.head(noun)
		if h < 0 || h > noun || t.rel(noun) != doc.Nmod || t.tag(h).UPOS != doc.NOUN && t.tag(h).UPOS != doc.PROPN {
			return false
		}
		same := t.mentionOf(h) >= 0 && t.mentionOf(h) == t.mentionOf(noun)
		place := t.mentionOf(noun) >= 0 && t.mentionOf(h) < 0 && t.hasCase(noun, "at", "in", "near", "outside", "inside", "from")
		if !same && !place && !(subject && t.numbered(t.finiteVerb(c)) && t.plural(h) != t.plural(noun)) {
			return true
		}
		noun = h
	}
	return false
}

// pinned reports whether "which" can only be a noun, and not all that was said: it is
// a name, the sentence goes on behind the clause, or the verb is a plural as the noun
// is, a passive, or one that only things are the subject of. In "the team cut its
// staff, which led to delays" it is not.
func (t *sentenceTree) pinned(c, noun int) bool {
	if t.tag(noun).UPOS == doc.PROPN || t.mentionOf(noun) >= 0 {
		return true
	}
	w, v := t.relativePronoun(c), t.finiteVerb(c)
	if t.rel(w) == doc.NsubjPass || things.at([]string{strings.ToLower(t.tag(c).Lemma)}, 0).kind != "" { // "which was built", "which includes"
		return true
	}
	if r := t.rel(w); (r == doc.Nsubj || r == doc.NsubjPass) && t.plural(noun) && v >= 0 && (t.tag(v).XPOS == "VBP" || t.key(v) == "were") {
		return true
	}
	end := t.Extent(c).End
	for end < t.end && t.punct(end) {
		end++
	}
	return end < t.end && (t.rel(noun) == doc.Nsubj || t.rel(noun) == doc.NsubjPass)
}

// vague reports whether a noun is no certain one and not what the sentence is about:
// "you need no chemicals, which kill", "become a learner, who asks".
func (t *sentenceTree) vague(noun int) bool {
	if r := t.rel(noun); r == doc.Nsubj || r == doc.NsubjPass || t.tag(noun).UPOS == doc.PROPN {
		return false
	}
	d := t.Child(noun, doc.Det)
	return d >= 0 && slices.Contains([]string{"a", "an", "any", "no", "each", "every", "some"}, t.key(d))
}

// trails reports whether a wrong tree may have in what hangs on a noun a phrase that
// belongs to the sentence around it: "bought Velm Mills, which grinds oats, for $3".
func (t *sentenceTree) trails(c int) bool {
	for _, k := range t.Children(c) {
		p := t.Extent(k).First
		if k > c && (t.rel(k) == doc.Obl || t.rel(k) == doc.Nmod) && t.mark(p-1, ",") && t.tag(p).UPOS == doc.ADP {
			return true
		}
	}
	for _, k := range t.Children(c) {
		if t.rel(k) != doc.Obj && t.rel(k) != doc.Obl && t.rel(k) != doc.Nmod {
			continue
		}
		for _, n := range t.Children(k) {
			p := t.Extent(n).First
			if n > k && t.rel(n) == doc.Nmod && t.mark(p-1, ",") && t.tag(p).UPOS == doc.ADP {
				return true
			}
		}
	}
	return false
}

// ofAll reports whether "which" stands for all that was said before: ", which is why
// it sank", ", which means that".
func (t *sentenceTree) ofAll(c int) bool {
	x := t.tag(c).XPOS
	whole := wholes.at([]string{strings.ToLower(t.tag(c).Lemma), t.key(min(c+1, t.end-1))}, 0).kind != ""
	return t.rel(t.relativePronoun(c)) == doc.NsubjPass && seen.at([]string{strings.ToLower(t.tag(c).Lemma)}, 0).kind != "" || x == "WRB" || x == "WP" || slices.Contains([]string{"why", "how", "when"}, t.key(c)) || whole
}

// lastSubject gives the last subject of a predicate.
func (t *sentenceTree) lastSubject(p int) int {
	last := -1
	for _, c := range t.Children(p) {
		if r := t.rel(c); r == doc.Nsubj || r == doc.NsubjPass {
			last = c
		}
	}
	return last
}

// lastObject gives the last object of a predicate.
func (t *sentenceTree) lastObject(p int) int {
	last := -1
	for _, c := range t.Children(p) {
		if t.rel(c) == doc.Obj {
			last = c
		}
	}
	return last
}

// relativePronoun gives the word that a relative clause hangs by; -1 where there
// is none, or only "that", which states nothing by itself.
func (t *sentenceTree) relativePronoun(c int) int {
	for i := t.Extent(c).First; i < c+1 && i < t.end; i++ {
		if slices.Contains([]string{"who", "whom", "whose", "which", "where"}, t.key(i)) && t.Under(i, c) && i != c {
			return i
		}
	}
	return -1
}

// antecedent reports whether a noun can take the place of what hangs on it: it
// stands before it, and is one thing. Of two joined nouns it is not known which
// one is meant.
func (t *sentenceTree) antecedent(noun, c int) bool {
	switch t.tag(noun).UPOS {
	case doc.NOUN, doc.PROPN:
	default:
		return false
	}
	if noun > c || t.broken(noun) {
		return false
	}
	for top := noun; ; top = t.head(top) {
		if t.rel(top) == doc.Conj || t.Child(top, doc.Conj) >= 0 {
			return false
		}
		if r := t.rel(top); t.head(top) < 0 || r != doc.Flat && r != doc.Compound && r != doc.NmodDesc { // "House Leader Jon Tveit"
			return true
		}
	}
}

// beside reports whether what hangs on a noun can belong to nothing else: only what
// is part of its name stands between it and the comma, or nouns that the verb does
// not fit, or names of what is no "who". In "the future of the mill, which was",
// either may be meant.
func (t *sentenceTree) beside(noun, c int) bool {
	w := t.relativePronoun(c)
	who := w >= 0 && (t.key(w) == "who" || t.key(w) == "whom")
	numbered := w >= 0 && (t.rel(w) == doc.Nsubj || t.rel(w) == doc.NsubjPass) && t.numbered(t.finiteVerb(c))
	beside := true
	for i := noun + 1; i < t.start(c); i++ {
		same := t.mentionOf(i) >= 0 && t.mentionOf(i) == t.mentionOf(noun)
		beside = beside && (same || t.punct(i) || t.rel(i) == doc.Flat)
		if u := t.tag(i).UPOS; same || u != doc.NOUN && u != doc.PROPN {
			continue
		}
		k := t.typeOf(i)
		named := who && (k == doc.Place || k == doc.Organisation)
		if !beside && !named && !(numbered && t.plural(i) != t.plural(noun)) {
			return false
		}
	}
	return beside || who || numbered
}

// plural reports whether a noun is one.
func (t *sentenceTree) plural(i int) bool {
	return t.has(i, doc.NumberPlur) || t.has(i, doc.NumberPtan)
}

// numbered reports whether a finite verb says by its form how many its subject is.
func (t *sentenceTree) numbered(v int) bool {
	if v < 0 {
		return false
	}
	key, x := t.key(v), t.tag(v).XPOS
	return x == "VBZ" || x == "VBP" || key == "was" || key == "were"
}

// broken reports whether words that do not belong to a noun phrase stand inside
// of it, up to the noun: the tree is wrong there.
func (t *sentenceTree) broken(noun int) bool {
	for i := t.Extent(noun).First; i < noun; i++ {
		if !t.Under(i, noun) && !t.punct(i) {
			return true
		}
	}
	return false
}

// agrees reports whether the verb of a relative clause goes with a noun's
// number; where it does not, the clause belongs to something else.
func (t *sentenceTree) agrees(c, noun int) bool {
	w := t.relativePronoun(c)
	if w >= 0 && t.rel(w) != doc.Nsubj && t.rel(w) != doc.NsubjPass {
		return true
	}
	if w >= 0 && t.key(w) == "who" && t.typeOf(noun) == doc.Place {
		return false
	}
	v := t.finiteVerb(c)
	if v < 0 {
		return false
	}
	plural := t.plural(noun)
	switch t.key(v) {
	case "was", "is", "has", "does":
		return !plural
	case "were", "are", "have", "do":
		return plural
	}
	switch t.tag(v).XPOS {
	case "VBZ":
		return !plural
	case "VBP":
		return plural
	}
	return true
}

// person gives who "who" refers to: the noun that the clause hangs on, the name that
// this stands beside ("Maud Orr, head of the port, who"), or the name right before the
// comma where that noun is nobody's ("the control of Maud Orr, who").
func (t *sentenceTree) person(c, noun int) int {
	if h := t.head(noun); t.rel(noun) == doc.Appos && h < noun && t.typeOf(h) == doc.Person && t.typeOf(noun) != doc.Person {
		noun = h
	}
	w, before := t.relativePronoun(c), t.start(c)-2
	if w < 0 || t.key(w) == "which" || t.key(w) == "where" || !t.inSentence(before) || t.typeOf(noun) == doc.Person || t.typeOf(before) != doc.Person {
		return noun
	}
	for h := t.head(before); h >= 0 && t.typeOf(h) == doc.Person && t.mentionOf(h) == t.mentionOf(before); h = t.head(before) {
		before = h
	}
	return before
}

// typeOf gives the type of the entity whose name ends in token i, or is inside
// of what depends on it.
func (t *sentenceTree) typeOf(i int) doc.EntityType {
	if m := t.mentionOf(i); m >= 0 {
		return t.d.Entities[t.d.Mentions[m].Entity].Type
	}
	return doc.Unknown
}

// apposition reports whether an apposition states what a name stands for: ",
// the mayor of Velm,", ", a town of 3,000,".
func (t *sentenceTree) apposition(c, noun int) bool {
	if t.tag(noun).UPOS != doc.PROPN || t.tag(c).UPOS != doc.NOUN || !t.antecedent(noun, c) || !t.besideName(noun, c) || t.partOfName(noun) {
		return false
	}
	if t.Child(c, doc.Conj) >= 0 || t.has(c, doc.NumberPlur) || !t.mark(t.start(c)-1, ",") || !t.closes(c) || t.overruns(c) || t.trails(c) {
		return false
	}
	d := t.Child(c, doc.Det, doc.NmodPoss)
	role := t.typeOf(noun) == doc.Person && t.Child(c, doc.Nmod, doc.Compound) >= 0 // "chief executive of Velm Harbour"
	return d >= 0 && d < c || d < 0 && role
}

// participle reports whether a participle states something that was done to a
// noun, or was not: ", not influenced by the attacks,". At the end of a sentence it
// may as well be said of the subject.
func (t *sentenceTree) participle(c, noun int) bool {
	if t.tag(c).XPOS != "VBN" || !t.antecedent(noun, c) || t.Extent(c).End >= t.end-1 && t.rel(noun) != doc.Nsubj && t.rel(noun) != doc.NsubjPass || t.Child(c, doc.Conj) >= 0 || t.Child(c, doc.Mark) >= 0 {
		return false
	}
	return t.Child(c, doc.OblAgent) >= 0 && t.besideName(noun, c) && t.mark(t.start(c)-1, ",–—") && t.closes(c)
}

// besideName reports whether nothing but the rest of a name, a figure (an age) or
// what is in brackets stands between a noun and what hangs on it. In "Orr, head of
// the institute, a charity", the charity is not Orr.
func (t *sentenceTree) besideName(noun, c int) bool {
	brackets := 0
	for i := noun + 1; i < t.start(c); i++ {
		switch {
		case t.mark(i, "("):
			brackets++
		case t.mark(i, ")"):
			brackets--
		case brackets > 0, t.punct(i), t.tag(i).UPOS == doc.NUM, t.rel(i) == doc.Flat, t.mentionOf(i) >= 0 && t.mentionOf(i) == t.mentionOf(noun):
		default:
			return false
		}
	}
	return true
}

// partOfName reports whether a noun is the end of a longer name: "Arden" in "the
// University of Arden", which may be what is meant.
func (t *sentenceTree) partOfName(noun int) bool {
	h := t.head(noun)
	return h >= 0 && h < noun && t.rel(noun) == doc.Nmod && t.tag(h).UPOS == doc.PROPN
}

// overruns reports whether a wrong tree has in an apposition what belongs to the
// sentence around it: a participle behind a comma, or "who" of what is nobody.
func (t *sentenceTree) overruns(c int) bool {
	for i := c + 1; i < t.Extent(c).End; i++ {
		if t.mark(i-1, ",") && (t.tag(i).XPOS == "VBG" || t.key(i) == "who" && t.typeOf(t.head(c)) != doc.Person) {
			return true
		}
	}
	return false
}

// cause reports whether a phrase that is set off says why there is what the
// subject names: "In response to the attacks, the talks ...". Of a council it would
// not be true that it is "in response to" anything.
func (t *sentenceTree) cause(c, verb int, of clause) bool {
	s := t.subject(verb)
	if verb != of.head || of.kind == appositionClause || s < 0 || !t.event(s) || !t.setOff(c) || !t.closes(c) {
		return false
	}
	var keys []string
	for i := t.start(c); i <= c; i++ {
		keys = append(keys, t.key(i))
	}
	for i := c + 1; i < min(c+3, t.end); i++ {
		keys = append(keys, t.key(i))
	}
	_, n := lexicon.English().Causes.Match(keys)
	return n > 0
}

// event reports whether a noun names what somebody does or what happens.
func (t *sentenceTree) event(i int) bool {
	if t.tag(i).UPOS != doc.NOUN {
		return false
	}
	lemma := strings.ToLower(t.tag(i).Lemma)
	return events.at([]string{lemma}, 0).kind != "" || strings.HasSuffix(lemma, "ion") || strings.HasSuffix(lemma, "ment") || strings.HasSuffix(lemma, "ure")
}

// nounPhrase gives the words of a noun phrase without the preposition before it,
// what is in brackets and the clauses that hang on it, up to token end.
func (t *sentenceTree) nounPhrase(noun, end int) []int {
	var words []int
	e := t.phraseExtent(noun)
	stated, brackets := t.Child(noun, doc.Cop) >= 0, 0
	for i := e.First; i < min(e.End, end); i++ {
		switch {
		case t.mark(i, "("):
			brackets++
		case t.mark(i, ")"):
			brackets--
			continue
		}
		if brackets > 0 || stated && i != noun && !t.ofNoun(i, noun) {
			continue
		}
		if h := t.head(i); t.rel(i) == doc.Fixed && t.rel(h) == doc.Case && t.head(h) == noun {
			continue // "according to Orr"
		}
		named := t.mentionOf(i) >= 0 && t.mentionOf(i) == t.mentionOf(noun)
		if !named && (!t.Under(i, noun) || t.ownerOf(i) != t.ownerOf(noun)) || t.head(i) == noun && (t.rel(i) == doc.Case || t.rel(i) == doc.Cc && words == nil || t.rel(i) == doc.Mark) {
			continue
		}
		words = append(words, i)
	}
	if words = t.trimmed(words); len(words) > 1 && t.tag(words[0]).UPOS == doc.CCONJ && t.key(words[0]) != "both" {
		words = words[1:]
	}
	return words
}

// phraseExtent gives where a noun phrase is: what depends on the noun, the rest of
// the name that it is part of, and an article that a wrong tree has elsewhere.
func (t *sentenceTree) phraseExtent(noun int) doc.Range {
	e := t.Extent(noun)
	if m := t.mentionOf(noun); m >= 0 {
		for t.inSentence(e.First-1) && t.mentionOf(e.First-1) == m {
			e.First--
		}
		for t.inSentence(e.End) && t.mentionOf(e.End) == m {
			e.End++
		}
	}
	return e
}

// ofNoun reports whether token i belongs to a noun and not to what is stated with
// it: of "the ship is her largest yacht", to "her largest yacht".
func (t *sentenceTree) ofNoun(i, noun int) bool {
	for range deepest {
		if t.head(i) == noun {
			switch t.rel(i) {
			case doc.Det, doc.Amod, doc.Nummod, doc.Compound, doc.Flat, doc.Nmod, doc.NmodPoss, doc.NmodDesc, doc.NmodUnmarked, doc.Acl, doc.AclRelcl, doc.Appos, doc.Fixed:
				return true
			}
			return false
		}
		if i = t.head(i); i < 0 {
			return false
		}
	}
	return false
}

// trimmed takes punctuation off both ends, but for quotation marks that belong
// to a name.
func (t *sentenceTree) trimmed(words []int) []int {
	for len(words) > 0 && t.punct(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && t.punct(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}
