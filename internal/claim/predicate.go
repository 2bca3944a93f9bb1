package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// verbGroup is the predicate of a clause with what it puts forward: "plans" and
// "sell" in "does not plan to sell". Cues and negations of all its parts count.
type verbGroup struct {
	*sentenceTree
	chain   []int // the predicate, what it puts forward, and so on
	shared  []int // auxiliaries and negations that stand in the clause before
	kinds   map[kind]bool
	negated bool
}

func (g *verbGroup) core() int { return g.chain[len(g.chain)-1] }

// group reads the predicate of a clause.
func (t *sentenceTree) group(c int) *verbGroup {
	k := t.clauses[c]
	g := &verbGroup{sentenceTree: t, chain: []int{k.head}, kinds: map[kind]bool{}}
	if k.kind == causeClause {
		g.negated = t.key(t.start(k.head)) == "not"
		return g
	}
	if k.kind == sharedClause {
		g.shared = t.carried(k.head, k.to)
	}
	for range deepest {
		x, kind := t.complement(g.core())
		if x < 0 {
			break
		}
		g.kinds[kind] = true
		g.chain = append(g.chain, x)
	}
	g.conditions(k.head)
	for _, p := range g.chain {
		g.readChildren(p)
	}
	for _, i := range g.shared {
		g.readFunction(i)
	}
	if k.kind == sharedClause {
		g.negated = g.negated || t.negativeSubject(t.subjectOf(k.to))
	}
	return g
}

// complement gives the infinitive or clause that a predicate puts forward, and
// how: "sell", planned, for "plans" in "plans to sell". It gives -1 where there
// is none.
func (t *sentenceTree) complement(p int) (int, kind) {
	row := complements.at([]string{strings.ToLower(t.tag(p).Lemma)}, 0)
	if row.kind == "" {
		return -1, ""
	}
	x := t.Child(p, doc.Xcomp)
	if c := t.Child(p, doc.Csubj); x < 0 && c > p && row.kind == plannedCue {
		x = c // "it plans to cut", in a wrong tree
	}
	if x >= 0 && !t.hasChild(x, doc.Mark, "to") {
		x = -1
	}
	if row.kind == possibleCue && t.compared(p) {
		return -1, ""
	}
	if row.kind == possibleCue && x < 0 && t.tag(p).UPOS == doc.ADJ {
		x = t.Child(p, doc.Csubj, doc.Ccomp) // "it is likely that"
	}
	if x < 0 {
		return -1, ""
	}
	passive := t.Child(p, doc.AuxPass) >= 0
	if row.kind == possibleCue && strings.EqualFold(t.tag(p).Lemma, "possible") && slices.ContainsFunc(t.Children(p), t.negation) {
		return -1, "" // "it is not possible to" says that it is not
	}
	switch row.kind {
	case passivePossible, passiveReported:
		if !passive {
			return -1, ""
		}
		return x, map[kind]kind{passivePossible: possibleCue, passiveReported: reportedCue}[row.kind]
	}
	return x, row.kind
}

// compared reports whether an adjective says how something stands to another, which was
// counted: "were more likely to leave".
func (t *sentenceTree) compared(p int) bool {
	return slices.ContainsFunc(t.Children(p), func(c int) bool {
		return c < p && t.rel(c) == doc.Advmod && slices.Contains([]string{"more", "less", "as", "equally", "twice", "times"}, t.key(c))
	})
}

// hasChild reports whether a word depends on token i in a relation.
func (t *sentenceTree) hasChild(i int, r doc.Relation, key string) bool {
	return slices.ContainsFunc(t.Children(i), func(c int) bool { return t.rel(c) == r && t.key(c) == key })
}

// conditions reads the conditions of a predicate and of the infinitives that it
// takes: "will have to close if the ferry does not run".
func (g *verbGroup) conditions(p int) {
	for range deepest {
		for _, c := range g.Children(p) {
			if g.rel(c) == doc.Advcl && g.condition(c) && (g.subject(c) >= 0 || g.tag(c).XPOS != "VBN" || g.hasChild(c, doc.Mark, "unless") || c < p && g.tag(c).Lemma != "compare" && g.tag(c).UPOS == doc.VERB) { // "if convicted, they ..."
				g.kinds[conditionalCue] = true
			}
		}
		if p = g.Child(p, doc.Xcomp); p < 0 {
			return
		}
	}
}

// readChildren reads what stands around one predicate of the group.
func (g *verbGroup) readChildren(p int) {
	if g.bareTo(p) {
		g.kinds[plannedCue] = true
	}
	if row := contentCues.at([]string{g.key(p)}, 0); row.kind == opinionCue || row.kind == possibleCue && g.tag(p).UPOS == doc.ADJ && !g.compared(p) {
		g.kinds[row.kind] = true
	}
	if g.tag(p).XPOS == "MD" { // "the others could too"
		g.readFunction(p)
	}
	if row := predicates.at([]string{strings.ToLower(g.tag(p).Lemma)}, 0); row.kind != "" {
		g.kinds[row.kind] = true
	}
	for _, c := range g.Children(p) {
		switch g.rel(c) {
		case doc.Aux, doc.AuxPass, doc.Cop, doc.Advmod, doc.CcPreconj:
			g.readFunction(c)
		case doc.Nsubj, doc.NsubjPass, doc.Obj:
			g.negated = g.negated || g.negativeSubject(c)
		case doc.Det:
			g.negated = g.negated || g.key(c) == "no" && g.Child(p, doc.Cop) >= 0
		}
	}
}

// bareTo reports whether a predicate is an infinitive behind "be": "is to be held",
// but not "the goal is to win", which says what the goal is.
func (g *verbGroup) bareTo(p int) bool {
	m := g.Child(p, doc.Mark)
	if s := g.subject(p); m < 1 || g.key(m) != "to" || s >= 0 && aims.at([]string{strings.ToLower(g.tag(s).Lemma)}, 0).kind != "" {
		return false
	}
	return g.head(m) == p && g.inSentence(m-1) && g.head(m-1) == p && g.tag(m-1).Lemma == "be" && finiteTag(g.tag(m-1))
}

// readFunction reads one auxiliary or adverb of a predicate.
func (g *verbGroup) readFunction(i int) {
	key := g.key(i)
	next := ""
	if g.inSentence(i + 1) {
		next = g.key(i + 1)
	}
	switch {
	case key == "could" && (next == "not" || next == "n't" || g.head(i) >= 0 && g.negativeSubject(g.subject(g.head(i)))): // is about what really failed
	case (key == "would" || key == "'d") && g.courteous(i, next):
	case key == "should" && g.later(g.head(i)):
		g.kinds[possibleCue] = true
	case key == "would" && g.judged(g.head(i)):
		g.kinds[conditionalCue] = true
	case key == "would" && g.saidToBe(g.head(i)):
		g.kinds[plannedCue] = true
	case key == "would" && g.hasChild(g.head(i), doc.Aux, "have"):
		g.kinds[conditionalCue] = true
	default:
		if row := contentCues.at([]string{key}, 0); row.kind != "" {
			g.kinds[row.kind] = true
		}
	}
	switch key {
	case "not", "n't":
		if g.head(i) > i && !slices.Contains(onlyWords, next) && next != "least" {
			g.negated = true
		}
	case "never", "nowhere", "neither":
		g.negated = true
	case "longer":
		g.negated = g.negated || g.inSentence(i-1) && g.key(i-1) == "no"
	}
}

// courteous reports whether "would" at token i only softens what somebody says or
// refuses: "I would like to", "the firm would not say".
func (g *verbGroup) courteous(i int, next string) bool {
	h := g.head(i)
	if h < 0 {
		return false
	}
	row := courtesies.at([]string{strings.ToLower(g.tag(h).Lemma)}, 0)
	return row.kind == courtesyKind || row.kind == refusalKind && (next == "not" || next == "n't" || g.negativeSubject(g.subject(h)))
}

// saidToBe reports whether a predicate is what a noun before it was, so that "would"
// stands for "will" in it: "the deal was that it would close".
func (g *verbGroup) saidToBe(p int) bool {
	be, that := g.Child(p, doc.Cop), g.Child(p, doc.Mark)
	if be < 0 {
		for _, k := range g.Children(p) { // UD 2.11: the outer copula
			if g.tag(k).Lemma == "be" && k < that {
				be = k
			}
		}
	}
	return be >= 0 && that == be+1 && g.key(that) == "that" && g.tag(be).XPOS == "VBD"
}

// judged reports whether a predicate says how something would be that nobody is said to
// do: "it would be wrong to sell the mill".
func (g *verbGroup) judged(p int) bool {
	if p < 0 || g.Child(p, doc.Cop) < 0 {
		return false
	}
	s := g.subject(p)
	if s < 0 || g.key(s) != "it" && g.tag(s).UPOS != doc.VERB {
		return false
	}
	infinitive := func(c int) bool { return c > p && g.tag(c).UPOS == doc.VERB && g.hasChild(c, doc.Mark, "to") }
	return slices.ContainsFunc(g.Children(p), func(c int) bool {
		return infinitive(c) || g.rel(c) == doc.Obl && g.hasCase(c, "for") && slices.ContainsFunc(g.Children(c), infinitive)
	})
}

// later reports whether a predicate is about a time after publication, so that
// "should" says what is expected: "should open in 2030".
func (t *sentenceTree) later(p int) bool {
	if p < 0 || !t.d.Published.Known() {
		return false
	}
	published := t.d.Published.String()
	for _, c := range t.Children(p) {
		if t.rel(c) != doc.Obl && t.rel(c) != doc.OblUnmarked {
			continue
		}
		for i := t.Extent(c).First; i <= c; i++ {
			if k := t.timeAt[i]; k >= 0 && t.d.Times[k].Type == doc.DateTime && t.d.Times[k].Value > published {
				return true
			}
		}
	}
	return false
}

// negativeSubject reports whether a subject or object negates its predicate:
// "nobody", "no trains", "none of them", "neither Orr nor Tveit".
func (t *sentenceTree) negativeSubject(s int) bool {
	if s < 0 {
		return false
	}
	switch t.key(s) {
	case "nobody", "none", "nothing", "neither":
		return true
	}
	if t.key(t.Extent(s).First) == "no" { // "no power cut", whichever of the two the tree hangs it on
		return true
	}
	for _, c := range t.Children(s) {
		switch key := t.key(c); t.rel(c) {
		case doc.Det, doc.CcPreconj:
			if key == "no" || key == "neither" {
				return true
			}
		case doc.Advmod:
			if key == "not" && (t.key(c+1) == "one" || t.key(c+1) == "a") { // but "not all" denies only that it is all
				return true
			}
		}
	}
	return false
}

// putForward says how a statement is put forward, as [reading.modality] does by
// words.
func (t *sentenceTree) putForward(s statement, g *verbGroup, aside bool) Modality {
	var spelled []int
	for _, w := range s.words {
		if w.token >= 0 {
			spelled = append(spelled, w.token)
		}
	}
	words := t.wordsAt(spelled)
	if modals(words)[opinionCue] {
		g.kinds[opinionCue] = true
	}
	for i := range words {
		if unreal.at(words, i).kind != "" || t.proviso(words, spelled, i) {
			g.kinds[conditionalCue] = true
		}
	}
	if len(g.kinds) == 0 && t.ahead(g) {
		g.kinds[plannedCue] = true
	}
	cue := lexicon.Say
	if len(s.attributions) > 0 && !aside { // an aside is no part of what is expected, promised or denied
		cue = t.putKind(s.proposition)
	}
	return judge(s.proposition, cue, t.backshifted(s.proposition), g.kinds)
}

// proviso reports whether a condition of several words begins at the i-th word, with a
// clause behind it: "as long as the ban holds", but not "as long as a week".
func (t *sentenceTree) proviso(words []string, tokens []int, i int) bool {
	p := provisos.at(words, i)
	if p.kind == "" {
		return false
	}
	last := tokens[i+len(p.words)-1]
	return t.rel(last) == doc.Mark && t.head(last) >= 0 && t.states(t.head(last))
}

// ahead reports whether a predicate in the present is about a day after
// publication: "the talks open on Friday".
func (t *sentenceTree) ahead(g *verbGroup) bool {
	v := t.finiteVerb(g.chain[0])
	if v < 0 || t.tag(v).XPOS != "VBZ" && t.tag(v).XPOS != "VBP" || !t.d.Published.Exact() {
		return false
	}
	published := t.d.Published.String()
	for _, c := range t.Children(g.core()) {
		if t.rel(c) != doc.Obl && t.rel(c) != doc.OblUnmarked {
			continue
		}
		for i := t.Extent(c).First; i <= c; i++ {
			if k := t.timeAt[i]; k >= 0 && t.d.Times[k].Type == doc.DateTime && len(t.d.Times[k].Value) == len(published) && t.d.Times[k].Value > published {
				return t.hasCase(c, "on", "")
			}
		}
	}
	return false
}

// hasCase reports whether one of the prepositions stands before a noun, "" for none.
func (t *sentenceTree) hasCase(i int, words ...string) bool {
	key := ""
	if c := t.Child(i, doc.Case); c >= 0 {
		key = t.key(c)
	}
	return slices.Contains(words, key)
}
