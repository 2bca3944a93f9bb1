package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// clause is a part of a sentence that states something by itself, by the tree:
// a predicate, and what depends on it but for other clauses.
type clause struct {
	head   int // its topmost token
	kind   bond
	parent int // the clause that it was parted from, index in tree.clauses; -1: none
	to     int // the predicate that it hangs on or is joined to; -1: none
	part   int // the proposition that its head is in, index; see outside
	words  []int
}

// bond is how a clause hangs on the one around it.
type bond uint8

const (
	mainClauseKind   bond = iota // the top of a sentence, or of the content of an attribution
	joinedClause                 // "..., and the dyke held": coordinated, or behind a semicolon
	sharedClause                 // "... and broke": coordinated, its subject stands in the clause before
	contrastClause               // "while the dyke held"
	relativeClause               // ", who died in 2019,"
	appositionClause             // ", the mayor of Velm,"
	participleClause             // ", not influenced by the attacks,"
	causeClause                  // "In response to the attacks, ..."
	reportClause                 // ", saying that ...", "Though he said that ...": the frame of a report, which states nothing
)

// noPart is the part of a token that stands in no proposition: the frame of a
// report.
const noPart = -1

// sentenceTree is the tree of a sentence, parted into clauses.
type sentenceTree struct {
	*reading
	doc.Tree
	first, end int
	part       []int // for each token of the sentence the proposition that it is in, or noPart
	owner      []int // for each token the clause that it belongs to
	size       []int // how many tokens depend on each, itself among them; fewer than its extent holds where branches cross
	clauses    []clause
}

func (t *sentenceTree) rel(i int) doc.Relation         { return t.d.Heads[i].Relation }
func (t *sentenceTree) head(i int) int                 { return t.d.Heads[i].Token }
func (t *sentenceTree) tag(i int) doc.Tag              { return t.d.Tags[i] }
func (t *sentenceTree) key(i int) string               { return lexicon.Key(t.d.Tokens[i].Of(t.d.Text)) }
func (t *sentenceTree) punct(i int) bool               { return t.d.Tags[i].UPOS == doc.PUNCT }
func (t *sentenceTree) partOf(i int) int               { return t.part[i-t.first] }
func (t *sentenceTree) ownerOf(i int) int              { return t.owner[i-t.first] }
func (t *sentenceTree) inSentence(i int) bool          { return i >= t.first && i < t.end }
func (t *sentenceTree) has(i int, f doc.Features) bool { return t.d.Tags[i].Features.Has(f) }

// part parts the sentence into clauses. What one proposition holds and what
// stands around it are never one clause.
func (r *reading) clausesOf(props []proposition) *sentenceTree {
	s := r.d.Sentences[r.sentence].Tokens
	t := &sentenceTree{reading: r, Tree: *r.tree, first: s.First, end: s.End, part: make([]int, s.Len()), owner: make([]int, s.Len()), size: make([]int, s.Len())}
	for i := range t.part {
		t.part[i], t.owner[i] = noPart, -1
	}
	for k, p := range props {
		for _, i := range inside(r.d.Tokens, p.pieces, tokenSpan) {
			if t.inSentence(i) {
				t.part[i-t.first] = k
			}
		}
	}
	root := t.Root(r.d.Sentences[r.sentence])
	if root < 0 {
		return t
	}
	t.measure(root)
	t.open(root, mainClauseKind, -1)
	for queue := []int{root}; len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		for _, c := range t.Children(i) {
			t.place(c, i)
			queue = append(queue, c)
		}
	}
	for i := t.first; i < t.end; i++ {
		o := t.ownerOf(i)
		if t.partOf(i) == t.clauses[o].part {
			t.clauses[o].words = append(t.clauses[o].words, i)
		}
	}
	return t
}

// measure counts the tokens that depend on each.
func (t *sentenceTree) measure(root int) {
	order := []int{root}
	for i := 0; i < len(order); i++ {
		order = append(order, t.Children(order[i])...)
	}
	for _, i := range slices.Backward(order) {
		t.size[i-t.first]++
		if h := t.head(i); h >= 0 {
			t.size[h-t.first] += t.size[i-t.first]
		}
	}
}

// open begins a clause at its topmost token.
func (t *sentenceTree) open(head int, k bond, parent int) {
	t.owner[head-t.first] = len(t.clauses)
	t.clauses = append(t.clauses, clause{head: head, kind: k, parent: parent, to: t.head(head), part: t.partOf(head)})
}

// nearer gives what a predicate without a subject is joined to: not the first of a
// list, on which the tree hangs it, but the last one before it that has a subject of
// its own: "The deck burned but the crew fled and left the ship".
func (t *sentenceTree) nearer(c, head int) int {
	if t.rel(c) != doc.Conj || t.tag(c).UPOS != doc.VERB && t.tag(c).UPOS != doc.ADJ || t.subject(c) >= 0 {
		return head
	}
	for _, k := range slices.Backward(t.Children(head)) {
		if k < c && k > head && t.rel(k) == doc.Conj && t.states(k) && t.clauses[t.ownerOf(k)].head == k {
			return k
		}
	}
	return head
}

// place puts a token into a clause: its head's, or a new one.
func (t *sentenceTree) place(c, head int) {
	head = t.nearer(c, head)
	o := t.ownerOf(head)
	switch k, begins := t.begins(c, head, t.clauses[o]); {
	case t.punct(c):
		t.owner[c-t.first] = o
	case begins:
		t.open(c, k, o)
		t.clauses[len(t.clauses)-1].to = head
	case t.partOf(c) != t.clauses[o].part:
		t.open(c, mainClauseKind, o)
	default:
		t.owner[c-t.first] = o
	}
}

// begins reports whether a clause begins at token c, which depends on head, and
// of what kind. Clauses are parted where they are in one proposition.
func (t *sentenceTree) begins(c, head int, of clause) (bond, bool) {
	if t.partOf(c) != of.part || t.leaf(c) {
		return 0, false
	}
	report := t.rel(c) == doc.Advcl || t.rel(c) == doc.Acl && t.tag(c).XPOS == "VBG"
	if report && t.cue(c) && (t.setOff(c) || t.markBetween(c, head, ",")) && !t.cue(head) && !t.condition(c) {
		return reportClause, true
	}
	if t.rel(c) == doc.Parataxis && t.cue(c) && t.partOf(c) == noPart && t.markBetween(head, c, ";") {
		return reportClause, true // "The grain shifted; the boat sank, said Orr"
	}
	if t.size[c-t.first] != t.Extent(c).Len() {
		return 0, false // branches cross
	}
	switch t.rel(c) {
	case doc.Ccomp: // "..., he said; three got through"
		return joinedClause, t.mark(t.start(c)-1, ";") && t.states(c) && t.cue(head) && !t.said(c)
	case doc.Conj:
		return t.coordinated(c, head, of)
	case doc.Parataxis:
		return joinedClause, head == of.head && t.states(c) && t.splices(c) && t.Child(c, doc.Mark) < 0 && !t.asks(c) && t.last(c, head)
	case doc.Advcl:
		m := t.Child(c, doc.Mark)
		return contrastClause, head == of.head && m >= 0 && contrasts.at([]string{t.key(m)}, 0).kind != "" && t.states(c) && t.setOff(c) && t.closes(c) && !t.named(c, head)
	case doc.AclRelcl:
		return relativeClause, t.relative(c, head)
	case doc.Appos:
		return appositionClause, t.apposition(c, head)
	case doc.Acl:
		return participleClause, t.participle(c, head)
	case doc.Obl:
		return causeClause, t.cause(c, head, of)
	}
	return 0, false
}

// named reports whether a clause before another one may name whom the other means:
// "While Orr won, she lost the town".
func (t *sentenceTree) named(c, head int) bool {
	s := t.subject(head)
	return s > c && slices.Contains([]string{"he", "she", "it", "they"}, t.key(s)) && t.rel(s) != doc.Expl && t.tag(t.subject(c)).UPOS != doc.PRON
}

// said reports whether token i stands in what somebody says.
func (t *sentenceTree) said(i int) bool {
	return slices.ContainsFunc(t.reported, func(a int) bool {
		return text.Within(t.d.Attributions[a].Contents, t.d.Tokens[i].Span)
	})
}

// cue reports whether token i is the cue of an attribution, or part of it.
func (t *sentenceTree) cue(i int) bool {
	return slices.ContainsFunc(t.reported, func(a int) bool {
		return text.Within(t.d.Attributions[a].Cue, t.d.Tokens[i].Span)
	})
}

func (t *sentenceTree) leaf(i int) bool { return len(t.Children(i)) == 0 }

// states reports whether a clause at token i has a subject and a finite verb.
func (t *sentenceTree) states(i int) bool { return t.subject(i) >= 0 && t.finite(i) }

// subject gives the subject of a predicate; -1 where it has none of its own.
func (t *sentenceTree) subject(i int) int {
	expletive := -1
	for _, c := range t.Children(i) {
		switch t.rel(c) {
		case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter, doc.Csubj, doc.CsubjPass, doc.CsubjOuter:
			return c
		case doc.Expl:
			expletive = c
		}
	}
	return expletive
}

// finite reports whether a predicate, or an auxiliary or copula of it, is a
// finite verb.
func (r *reading) finite(p int) bool { return r.finiteVerb(p) >= 0 }

// finiteVerb gives the finite word of a predicate's verb group; -1 where it has none.
func (r *reading) finiteVerb(p int) int {
	for _, c := range r.tree.Children(p) {
		switch r.d.Heads[c].Relation {
		case doc.Aux, doc.AuxPass, doc.Cop:
			if finiteTag(r.d.Tags[c]) {
				return c
			}
		}
	}
	if finiteTag(r.d.Tags[p]) || r.mistagged(p) {
		return p
	}
	return -1
}

// mistagged reports whether a verb has a subject of its own and nothing that would
// make it a participle or an infinitive, whatever its tag says: "Boeing announced".
func (r *reading) mistagged(p int) bool {
	if x := r.d.Tags[p].XPOS; x != "VBN" && x != "VB" || r.d.Tags[p].UPOS != doc.VERB {
		return false
	}
	s := r.tree.Child(p, doc.Nsubj, doc.NsubjOuter)
	return s >= 0 && s < p && r.tree.Child(p, doc.Aux, doc.AuxPass, doc.Cop, doc.Mark) < 0 && r.d.Heads[p].Relation == doc.Root
}

// finiteTag reports whether a word is a finite verb. Tags of the Penn Treebank
// say so, and features where there are none.
func finiteTag(t doc.Tag) bool {
	switch t.XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	case "":
		return t.Features.Has(doc.VerbFormFin)
	}
	return false
}

// coordinated reports whether a clause that a coordinator joins is one of its
// own: it has a subject, or the verb before is complete without it and the
// subject is both's. "Designed and built the ship" is one clause.
func (t *sentenceTree) coordinated(c, head int, of clause) (bond, bool) {
	if !t.clauseTop(head, of) || t.conditional(of.head) || !t.joins(c) || !t.last(c, head) {
		return 0, false
	}
	if m := t.Child(c, doc.Mark); m >= 0 && t.key(m) != "to" && !(t.key(m) == "that" && t.said(c)) {
		return 0, false // "and if it rains"
	}
	if t.asks(c) || t.unfinished(head, c) || t.torn(c) {
		return 0, false
	}
	if t.notOnly(head) {
		return 0, false
	}
	if t.subject(c) >= 0 {
		if t.openList(head, c) {
			return 0, false
		}
		return joinedClause, t.finite(c) && (t.finite(head) || t.shares(head)) && t.numberFits(t.subject(c), c)
	}
	s := t.subjectOf(head)
	if s < 0 || t.broken(s) || t.Child(head, doc.Mark) > s || t.rel(s) == doc.Expl || t.tag(c).UPOS != doc.VERB && t.Child(c, doc.Cop) < 0 {
		return 0, false
	}
	if !t.numberFits(s, c) || t.passiveToo(c, head) || t.lower(c, head) || t.listed(c) || t.supposed(c, head) {
		return 0, false
	}
	carried := t.carried(c, head)
	if slices.ContainsFunc(carried, t.negation) {
		return 0, false // what is denied may be only both together
	}
	past := t.tag(c).XPOS == "VBN" && (t.tag(head).XPOS == "VBD" || t.active(c, head))
	return sharedClause, (t.finite(c) || carried != nil || past) && t.complete(head, c) && t.complete(c, t.end)
}

// asks reports whether a clause begins with a question word or hangs on what stands
// before it by "that" or "which": "its plans, and how it means to pay".
func (t *sentenceTree) asks(c int) bool {
	first := t.start(c)
	switch t.tag(first).XPOS {
	case "WP", "WP$", "WDT":
		return true
	case "WRB":
		h := t.head(first)
		return h == c || h == first+1 && t.head(h) == c // "how well it holds", but not "and when it rained, they left"
	}
	s := t.subject(c)
	return s >= 0 && t.tag(s).XPOS == "WDT"
}

// torn reports whether something of a joined predicate stands before its coordinator,
// as it does only in a wrong tree: "has not reported that and there is".
func (t *sentenceTree) torn(c int) bool {
	for i := t.Extent(c).First; i < t.Child(c, doc.Cc); i++ {
		if !t.punct(i) && t.rel(i) != doc.CcPreconj {
			return true
		}
	}
	return false
}

// onlyWords make a "not" before them no negation.
var onlyWords = []string{"only", "just", "merely", "simply"}

// notOnly reports whether a predicate has "not only" before it, which leads to the
// next one.
func (t *sentenceTree) notOnly(p int) bool {
	for i := t.Extent(p).First; i < p; i++ {
		if t.key(i) == "not" && slices.Contains(onlyWords, t.key(i+1)) && t.head(i+1) == p {
			return true
		}
	}
	return false
}

// openList reports whether a comma alone joins a predicate to another one before a clause
// that "and" joins to both: "he is late, has no boat, and they are afraid" cannot end
// before "and".
func (t *sentenceTree) openList(head, c int) bool {
	return t.Child(c, doc.Cc) >= 0 && slices.ContainsFunc(t.Children(head), func(k int) bool {
		return k > head && k < c && t.rel(k) == doc.Conj && t.Child(k, doc.Cc) < 0 && t.subject(k) < 0 && t.mark(t.start(k)-1, ",")
	})
}

// listed reports whether a predicate has another one joined to it by a comma alone,
// which it makes no sentence with: "send it out, get it back".
func (t *sentenceTree) listed(c int) bool {
	return slices.ContainsFunc(t.Children(c), func(k int) bool {
		return t.rel(k) == doc.Conj && t.tag(k).UPOS == doc.VERB && t.Child(k, doc.Cc) < 0 && t.subject(k) < 0
	})
}

// supposed reports whether a predicate may stand under the "could" or "not" of the one
// before it though its tag says that it is a past, or be an order: "could have gone
// and used it", "it may seem odd, but see for yourself".
func (t *sentenceTree) supposed(c, head int) bool {
	modal := false
	for _, k := range t.Children(head) {
		modal = modal || k < head && (t.tag(k).XPOS == "MD" || t.negation(k))
	}
	cc := t.Child(c, doc.Cc)
	switch {
	case !modal, t.Child(c, doc.Aux, doc.AuxPass, doc.Cop) >= 0:
		return false
	case t.tag(c).XPOS == "VBD":
		return t.tag(head).XPOS == "VBN" && strings.HasSuffix(t.key(c), "ed")
	}
	return t.tag(c).XPOS == "VB" && cc >= 0 && t.key(cc) == "but"
}

// unfinished reports whether a clause that a question word opens between two predicates
// has no verb before the second: "where hail, wind and rain are likely" is not done
// with "hail, wind".
func (t *sentenceTree) unfinished(head, c int) bool {
	open := false
	for i := head + 1; i < t.start(c); i++ {
		switch t.tag(i).XPOS {
		case "WRB", "WDT", "WP":
			open = true
		}
		open = open && !finiteTag(t.tag(i))
	}
	return open
}

// lower reports whether a predicate without a subject may belong to another one than
// the tree has it: a semicolon parts the two, or a clause inside of the first ends
// right before "and", with no comma: "storms that will turn and could last".
func (t *sentenceTree) lower(c, head int) bool {
	first := t.start(c)
	for i := head + 1; i < first; i++ {
		if t.mark(i, ";") && i+1 < first-1 {
			return true
		}
	}
	cc := t.Child(c, doc.Cc)
	if cc < 1 || t.mark(cc-1, ",;–—") {
		return false
	}
	for i := cc - 1; i != head && i >= 0 && t.inSentence(i); i = t.head(i) {
		if r := t.rel(i); r == doc.AclRelcl && t.finite(i) && !t.passed(i, c) {
			return true
		}
		for _, k := range t.Children(i) { // "someone who knows they are ill and has been told"
			if k > i && k < cc && t.rel(k) == doc.AclRelcl && t.finite(k) && t.subject(k) >= 0 && !t.passed(k, c) {
				return true
			}
		}
	}
	return false
}

// passed reports whether two predicates differ in tense, so that they are hardly
// joined to each other.
func (t *sentenceTree) passed(a, b int) bool {
	x, y := t.finiteVerb(a), t.finiteVerb(b)
	return x >= 0 && y >= 0 && t.tag(x).XPOS != t.tag(y).XPOS
}

// active reports whether a verb joined to a passive is none itself though it is
// tagged as a participle: it has an object.
func (t *sentenceTree) active(c, head int) bool {
	return t.tag(c).XPOS == "VBN" && t.Child(head, doc.AuxPass) >= 0 && t.Child(c, doc.Obj) > c && t.Child(head, doc.Obj) < 0
}

// shares reports whether a predicate has its subject from the clause before.
func (t *sentenceTree) shares(i int) bool {
	return t.inSentence(i) && t.clauses[t.ownerOf(i)].head == i && t.clauses[t.ownerOf(i)].kind == sharedClause
}

// clauseTop reports whether token i is the topmost one of a clause that others
// can be joined to.
func (t *sentenceTree) clauseTop(i int, of clause) bool {
	return i == of.head && of.kind != appositionClause && of.kind != participleClause
}

// joins reports whether a coordinator that states both of what it joins stands
// before a clause, or before a later one of the same list: not "or", and not "nor",
// which turns the words around.
func (t *sentenceTree) joins(c int) bool {
	if cc := t.Child(c, doc.Cc); cc >= 0 {
		return slices.Contains([]string{"and", "but", "yet", "&"}, t.key(cc))
	}
	if t.mark(t.start(c)-1, ";") {
		return true
	}
	for _, k := range t.Children(t.head(c)) {
		if k > c && t.rel(k) == doc.Conj && t.Child(k, doc.Cc) >= 0 {
			return t.joins(k)
		}
	}
	return false
}

// last reports whether nothing but clauses that are joined too comes behind a
// joined one, so that what is left makes a sentence without it.
func (t *sentenceTree) last(c, head int) bool {
	end := t.Extent(c).End
	for _, k := range t.Children(head) {
		if k < end || t.rel(k) == doc.Punct || t.rel(k) == doc.Conj && t.joins(k) && !t.lower(k, head) ||
			t.rel(k) == doc.Parataxis && (!t.states(k) || t.cue(k) || t.splices(k)) {
			continue
		}
		return false
	}
	return true
}

// complete reports whether a predicate has something behind it, before token
// end, so that what follows may be left out.
func (t *sentenceTree) complete(p, end int) bool {
	for _, c := range t.Children(p) {
		switch t.rel(c) {
		case doc.Punct, doc.Cc, doc.Conj, doc.CompoundPrt, doc.Advmod:
		default:
			if c > p && c < end {
				return true
			}
		}
	}
	return false
}

// conditional reports whether a predicate hangs on a condition that stands
// before it, which is then one of all that is joined to it.
func (t *sentenceTree) conditional(p int) bool {
	for _, c := range t.Children(p) {
		if c < p && t.rel(c) == doc.Advcl && t.condition(c) {
			return true
		}
	}
	return false
}

// condition reports whether a clause is a condition: "if ...", "had it not ...";
// not "even if", "as if".
func (t *sentenceTree) condition(c int) bool {
	m := t.Child(c, doc.Mark)
	if m < 0 { // "had it not been for the storm"
		v := t.finiteVerb(c)
		return v == t.start(c) && t.subject(c) > v && slices.Contains([]string{"had", "were", "should"}, t.key(v))
	}
	if h := t.head(c); h >= 0 && h < c && whethers.at([]string{strings.ToLower(t.tag(h).Lemma)}, 0).kind != "" && t.key(m) == "if" && !t.mark(m-1, ",") {
		return false // "we will see if it holds"
	}
	return conditions.at([]string{t.key(m)}, 0).kind != "" && !(m > t.first && slices.Contains([]string{"even", "as"}, t.key(m-1)))
}

// subjectOf gives the subject of a predicate, or of the one that it is joined
// to; -1 where there is none.
func (t *sentenceTree) subjectOf(p int) int {
	for range deepest {
		if s := t.subject(p); s >= 0 {
			return s
		}
		if t.rel(p) != doc.Conj {
			return -1
		}
		p = t.head(p)
	}
	return -1
}

// carried gives the auxiliaries and the negation of a predicate that hold for
// one joined to it too: "will not" in "will not close the school and sell the
// land". There are none where the other has its own verb form.
func (t *sentenceTree) carried(c, head int) []int {
	if t.finite(c) || t.Child(c, doc.Aux, doc.AuxPass) >= 0 || t.tag(c).XPOS != t.tag(head).XPOS || t.tag(c).UPOS != doc.VERB || t.active(c, head) {
		return nil
	}
	for range deepest {
		var all []int
		s := t.subject(head)
		for _, k := range t.Children(head) {
			switch {
			case k > head, k < s: // "Should it rain" shares nothing
			case t.rel(k) == doc.Aux, t.rel(k) == doc.AuxPass, t.negation(k):
				all = append(all, k)
			}
		}
		if all != nil || t.rel(head) != doc.Conj {
			return all
		}
		head = t.head(head)
	}
	return nil
}

// passiveToo reports whether a verb joined to a passive may be one too though it is
// tagged as a past: "were taken across the sea and placed there" has no object.
func (t *sentenceTree) passiveToo(c, head int) bool {
	return t.tag(c).XPOS == "VBD" && t.tag(head).XPOS == "VBN" && t.Child(head, doc.AuxPass) >= 0 && t.Child(head, doc.Obj) < 0 &&
		(strings.HasSuffix(t.key(c), "ed") || doubles.at([]string{t.key(c)}, 0).kind != "") && intransitives.at([]string{strings.ToLower(t.tag(c).Lemma)}, 0).kind == "" && t.Child(c, doc.Obj, doc.Xcomp, doc.Ccomp, doc.CompoundPrt) < 0
}

// numberFits reports whether the finite verb of a predicate goes with a noun's
// number; other subjects fit any.
func (t *sentenceTree) numberFits(s, p int) bool {
	if t.tag(s).UPOS != doc.NOUN || t.Child(s, doc.Conj) >= 0 {
		return true
	}
	switch v := t.finiteVerb(p); {
	case v < 0:
		return true
	case t.tag(v).XPOS == "VBZ":
		return !t.plural(s)
	case t.tag(v).XPOS == "VBP":
		return t.plural(s) || t.Child(s, doc.Nmod) >= 0 && (t.hasChild(s, doc.Det, "a") || t.hasChild(s, doc.Det, "an")) // "a number of boats"
	}
	return true
}

// negation reports whether token i is a "not" or "never".
func (t *sentenceTree) negation(i int) bool {
	return t.rel(i) == doc.Advmod && (t.has(i, doc.PolarityNeg) || t.key(i) == "never")
}

// setOff reports whether a comma, a dash, a bracket or a semicolon stands around
// what depends on token i: before it, or behind it where it opens the sentence.
func (t *sentenceTree) setOff(i int) bool {
	first := t.start(i)
	return t.mark(first-1, ",;–—--(:") || first <= t.first+1 && t.closes(i)
}

// splices reports whether a clause stands beside another one with no word that joins
// them: set off by more than a comma, or by a comma where its subject is a pronoun or
// somebody speaks; elsewhere the tree is mostly wrong.
func (t *sentenceTree) splices(c int) bool {
	return t.setOff(c) && (!t.mark(t.start(c)-1, ",") || t.quoted[c] || t.tag(t.subject(c)).UPOS == doc.PRON || t.start(c) <= t.first+1)
}

// markBetween reports whether one of some marks stands between two tokens in this order.
func (t *sentenceTree) markBetween(a, b int, marks string) bool {
	for i := a + 1; i < b; i++ {
		if t.mark(i, marks) {
			return true
		}
	}
	return false
}

// start gives the first word of what depends on token i, punctuation and a
// coordinator left aside.
func (t *sentenceTree) start(i int) int {
	first := t.Extent(i).First
	for first < i && (t.punct(first) || t.rel(first) == doc.Cc && t.head(first) == i) {
		first++
	}
	return first
}

// closes reports whether a comma or the like, or the end of the sentence,
// stands behind what depends on token i.
func (t *sentenceTree) closes(i int) bool {
	end := t.Extent(i).End
	for end > i+1 && t.punct(end-1) {
		end--
	}
	for t.mark(end, ")") && t.markBetween(t.Extent(i).First-1, end, "(") {
		end++ // of a bracket inside of it
	}
	return end >= t.end || t.mark(end, ",;–—--).!:")
}

// mark reports whether token i is one of the punctuation marks.
func (t *sentenceTree) mark(i int, marks string) bool {
	return t.inSentence(i) && t.punct(i) && strings.Contains(marks, t.key(i))
}
