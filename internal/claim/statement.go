package claim

import (
	"cmp"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// word is one word of a claim's text: a token of the article in its place, one
// that was carried there, or one of ours.
type word struct {
	token int    // index in Document.Tokens; -1: ours
	own   string // what it is, where it is ours
	why   Reason // why it was put there; 0: it stands there
	place int    // the token in whose place it stands ("who"); -1: none
}

func inPlace(token int) word { return word{token: token, place: -1} }

// statement is what a claim is made of.
type statement struct {
	proposition
	words     []word
	predicate int // token; -1: not known
	modality  Modality
	negated   bool
}

// statements gives what a sentence states, by its tree where that is sound, and
// else by its words.
func (r *reading) statements(reported []int) []statement {
	var props []proposition
	for _, p := range r.propositions(reported) {
		for _, q := range r.afterColon(p) {
			props = append(props, r.andThat(q)...)
		}
	}
	if r.tree == nil {
		return r.byWords(props)
	}
	var found []statement
	t := r.clausesOf(props)
	t.mergeSmall()
	for k, p := range props {
		if !t.sound(k) {
			if !t.order(k) && !(p.whole && p.attributions == nil && t.hanging(k)) {
				found = append(found, r.byWords([]proposition{p})...)
			}
			continue
		}
		for c := range t.clauses {
			if t.clauses[c].part == k && t.clauses[c].words != nil && t.clauses[c].kind != reportClause && (p.attributions != nil && !p.whole || !t.bareReport(c)) {
				found = append(found, t.statement(c, p))
			}
		}
	}
	for c := range t.clauses {
		if t.clauses[c].part == noPart && t.clauses[c].words != nil && t.narrated(c, reported) {
			found = append(found, t.statement(c, proposition{}))
		}
	}
	dropped := func(s statement) bool { return len(s.pieces) == 0 || r.headless(s) }
	if slices.ContainsFunc(found, r.headless) && !slices.ContainsFunc(found, func(s statement) bool { return !dropped(s) }) && r.tree != nil && len(props) > 0 && !props[0].whole {
		found = r.byWords([]proposition{{pieces: r.all, whole: true}}) // what is left of a report states nothing without it
	}
	found = slices.DeleteFunc(found, dropped)
	slices.SortStableFunc(found, func(a, b statement) int { return cmp.Compare(a.pieces[0].Start, b.pieces[0].Start) })
	return found
}

// headlessWords are the auxiliaries that begin no statement.
var headlessWords = []string{"will", "is", "are", "was", "has", "have", "does"}

// headless reports whether a statement begins with an auxiliary that no condition
// puts in front, or with "which": its subject is lost, or in the sentence before.
func (r *reading) headless(s statement) bool {
	if !r.english || len(s.words) == 0 {
		return false
	}
	first := lexicon.Key(r.spelled(s.words[0]))
	return first == "which" || slices.Contains(headlessWords, first) || r.modalFirst(s) || r.dangling(s)
}

// modalFirst reports whether a statement begins with a modal that no subject follows:
// "could amount to a crime".
func (r *reading) modalFirst(s statement) bool {
	i := s.words[0].token
	if i < 0 || i+1 >= len(r.d.Tags) || r.d.Tags[i].XPOS != "MD" {
		return false
	}
	switch r.d.Tags[i+1].UPOS {
	case doc.VERB, doc.AUX, doc.ADV, doc.PART:
		return true
	}
	return false
}

// dangling reports whether a statement begins with a verb that has no subject in it:
// "violates the rules", "meaning that it sank".
func (r *reading) dangling(s statement) bool {
	i := s.words[0].token
	if r.tree == nil || i < 0 || r.d.Tags[i].UPOS != doc.VERB || r.tree.Child(i, doc.Nsubj, doc.NsubjPass, doc.Expl) >= 0 {
		return false
	}
	h := r.d.Heads[i]
	switch r.d.Tags[i].XPOS {
	case "VBZ":
		return h.Relation == doc.Root
	case "VBG":
		if i == 0 || !r.isMark(inPlace(i-1), "–—,;") {
			return false // "Building a dyke takes time"
		}
		if h.Relation == doc.Csubj && r.tree.Child(h.Token, doc.Nsubj, doc.NsubjPass) >= 0 {
			return true // a second subject, in a wrong tree
		}
		return (h.Relation == doc.Advcl || h.Relation == doc.Parataxis || h.Relation == doc.Acl) && !slices.ContainsFunc(s.words, func(w word) bool { return w.token == h.Token })
	}
	return false
}

// byWords gives what propositions state by the rules that know no tree.
func (r *reading) byWords(props []proposition) []statement {
	var found []statement
	for _, p := range props {
		for _, c := range r.coordinate(p) {
			words := r.words(c.pieces)
			if r.adverbial(c.pieces, words) {
				continue
			}
			s := statement{proposition: c, predicate: -1, modality: r.modality(c, words), negated: r.english && negated(words)}
			for _, i := range inside(r.d.Tokens, c.pieces, tokenSpan) {
				s.words = append(s.words, inPlace(i))
			}
			found = append(found, s)
		}
	}
	return found
}

// besideClause gives the clause that a leftover of the tree goes on with: the one of
// the same proposition that ends right before it, or else the first.
func (t *sentenceTree) besideClause(c, first int) int {
	before := t.clauses[c].words[0] - 1
	if !t.inSentence(before) || t.partOf(before) != t.clauses[c].part {
		return first
	}
	if o := t.ownerOf(before); o >= 0 && o != c && t.clauses[o].kind != mainClauseKind && t.clauses[o].words != nil {
		return o
	}
	return first
}

// adverbial reports whether words are a phrase with a preposition or a clause that
// hangs on nothing, whose only verbs stand in clauses inside of it: "After 80 days of
// talks, where we sank."
func (r *reading) adverbial(pieces []text.Span, words []string) bool {
	tokens := inside(r.d.Tokens, pieces, tokenSpan)
	if !r.english || len(r.d.Tags) == 0 || hasMainVerb(words) {
		return false
	}
	main := mainClause(words)
	first, inner := -1, false
	for i, t := range tokens {
		if first < 0 && isWord(words[i]) {
			first = t
		}
		switch finite := finiteTag(r.d.Tags[t]); {
		case main[i] && (finite || r.d.Heads[t].Relation == doc.Root && r.d.Tags[t].UPOS == doc.VERB):
			return false
		case finite:
			inner = true
		}
	}
	return inner && (r.d.Tags[first].UPOS == doc.ADP || r.d.Tags[first].UPOS == doc.SCONJ)
}

// sound reports whether the tree can be believed where it holds a proposition:
// one of its topmost clauses has a subject and a finite verb. The tree may have
// hung what belongs to it on the report around it; it is put back.
func (t *sentenceTree) sound(part int) bool {
	first := t.primary(part)
	if first < 0 {
		return false
	}
	for c := len(t.clauses) - 1; c >= 0; c-- {
		k := t.clauses[c]
		if c != first && k.part == part && k.kind == mainClauseKind && k.words != nil && !t.apart(c) {
			t.merge(c, t.besideClause(c, first))
		}
	}
	return true
}

// hanging reports whether a proposition is a clause that hangs on another
// sentence: "So that it would not sink."
func (t *sentenceTree) hanging(part int) bool {
	for _, k := range t.clauses {
		if k.part == part && k.kind == mainClauseKind && k.words != nil && t.states(k.head) {
			return true // it is not sound only for what stands before it
		}
	}
	return false
}

// primary gives the first clause at the top of a proposition that states
// something and hangs on nothing; -1 where there is none.
func (t *sentenceTree) primary(part int) int {
	for c, k := range t.clauses {
		if k.part != part || k.kind != mainClauseKind || k.words == nil || !t.states(k.head) {
			continue
		}
		if m := t.Child(k.head, doc.Mark); m < 0 || t.elsewhere(m, k.head) || m > k.head || m > t.subject(k.head) || t.key(m) == "that" || t.key(m) == "to" || contrasts.at([]string{t.key(m)}, 0).kind != "" || t.key(m) == "because" {
			return c
		}
	}
	return -1
}

// elsewhere reports whether what looks like the conjunction of a clause belongs to
// what stands before it: to a time ("Since Saturday cars have"), or to a clause in
// front of it in a wrong tree.
func (t *sentenceTree) elsewhere(m, head int) bool {
	if k := m + 1; k < t.end && t.timeAt[k] >= 0 {
		return true
	}
	return slices.ContainsFunc(t.Children(head), func(c int) bool {
		return c > m && c < t.subject(head) && t.rel(c) == doc.Advcl && t.states(c)
	})
}

// apart reports whether a clause at the top of a proposition is one of its own:
// it states something, and a semicolon, a stop or "and" stands before it.
func (t *sentenceTree) apart(c int) bool {
	k := t.clauses[c]
	if !t.states(k.head) || t.Child(k.head, doc.Mark) >= 0 {
		return false
	}
	before := t.start(k.head) - 1
	for t.inSentence(before) && t.mark(before, "\"”“") {
		before--
	}
	return t.mark(before, ";.!") || t.inSentence(before) && (t.key(before) == "and" || t.key(before) == "but") && t.mark(before-1, ",;")
}

// order reports whether the main clause of a proposition is an order: a plain
// verb form that nothing stands before.
func (t *sentenceTree) order(part int) bool {
	for c := range t.clauses {
		k := t.clauses[c]
		if k.part == part && k.kind == mainClauseKind {
			h, verb := k.head, k.head
			if be := t.Child(h, doc.Cop); be >= 0 {
				verb = be // "Be sure to read ..."
			}
			return t.tag(verb).XPOS == "VB" && t.subject(h) < 0 && t.Child(h, doc.Aux) < 0 && t.Child(h, doc.Mark) < 0 && !t.misread(h)
		}
	}
	return false
}

// misread reports whether a plain verb form is no order, whatever the tree says: what
// somebody says stands before it ("..., say parents"), or somebody of whom more is
// told ("Vasko, who led, beat"), or it is a noun before another one ("Appeal judges
// have upheld").
func (t *sentenceTree) misread(h int) bool {
	for _, c := range t.Children(h) {
		switch {
		case c < h && (t.rel(c) == doc.Ccomp && t.states(c) || t.rel(c) == doc.Vocative && !t.leaf(c)):
			return true
		case c > h && t.rel(c) == doc.Ccomp && t.subject(c) == h+1 && t.tag(h+1).UPOS == doc.NOUN && t.finite(c):
			verbOnly, known := plainForms[t.key(h)]
			return known && !verbOnly
		}
	}
	return false
}

// topical reports whether a verb of saying tells of something without what is said:
// "insists on a vote", "has said yes to the ban".
func (t *sentenceTree) topical(h int) bool {
	next := h + 1
	return t.inSentence(next) && topics.at([]string{t.tag(h).Lemma, t.key(next)}, 0).kind != ""
}

// bareReport reports whether a clause says that somebody said something, and not
// what: "A spokesman said in a statement."
func (t *sentenceTree) bareReport(c int) bool {
	h := t.clauses[c].head
	cue, ok := lexicon.English().Cues.Word(t.key(h))
	return ok && cue.Kind == lexicon.Say && t.tag(h).UPOS == doc.VERB && t.Child(h, doc.Ccomp, doc.Obj, doc.Xcomp, doc.Csubj, doc.NsubjPass, doc.Parataxis, doc.Advcl) < 0 && !t.topical(h) &&
		slices.Contains([]string{"say", "add", "tell", "explain", "note", "argue", "claim", "insist", "state", "assert", "maintain", "find", "reveal", "suggest", "predict", "announce", "warn"}, t.tag(h).Lemma)
}

// narrated reports whether a clause outside of all propositions is the
// narrator's own: it is no report, and no content hangs on it.
func (t *sentenceTree) narrated(c int, reported []int) bool {
	k := t.clauses[c]
	if t.bareReport(c) || k.kind == reportClause {
		return false
	}
	for _, a := range reported {
		for _, cue := range t.d.Attributions[a].Cue {
			if cue.Contains(t.d.Tokens[k.head].Span) {
				return false
			}
		}
		for _, content := range t.d.Attributions[a].Contents {
			if content.Contains(t.d.Tokens[k.head].Span) {
				return false // of what was left out as a whole
			}
		}
	}
	if m := t.start(k.head); t.key(m) == "that" && m < k.head && !t.demonstrative(inPlace(m)) {
		return false // it is said, by whoever the report leaves out
	}
	switch k.kind {
	case mainClauseKind:
		if t.rel(k.head) == doc.AclRelcl || !t.states(k.head) {
			return false
		}
	case relativeClause, appositionClause, participleClause:
		return true
	case sharedClause:
	default:
		if !t.states(k.head) {
			return false
		}
	}
	own := t.trimmed(k.words)
	for i := range own {
		if i > 0 && slices.ContainsFunc(t.part[own[i-1]-t.first:own[i]-t.first], func(p int) bool { return p != noPart }) {
			return false // a content stands inside of it
		}
	}
	return !t.frames(c) || len(own) > 0 && t.mark(own[len(own)-1]+1, ";")
}

// mergeSmall puts clauses that are too small to state something back to what
// they were parted from, the innermost first.
func (t *sentenceTree) mergeSmall() {
	for c := len(t.clauses) - 1; c >= 0; c-- {
		k := &t.clauses[c]
		if k.parent < 0 || k.kind == mainClauseKind || k.kind == reportClause || t.frames(c) {
			continue
		}
		n := 0
		for _, w := range t.wordsOf(c) {
			if w.token < 0 || !t.punct(w.token) {
				n++
			}
		}
		if n < leastWords && !(n >= briefWords && k.kind == joinedClause && t.plain(k.head)) || k.kind == contrastClause && t.bare(k.parent) || t.elliptic(k.parent) {
			t.merge(c, k.parent)
		}
	}
}

// bare reports whether a clause has too few words of its own to state something.
func (t *sentenceTree) bare(c int) bool {
	n := 0
	for _, i := range t.clauses[c].words {
		if !t.punct(i) {
			n++
		}
	}
	return n < leastWords
}

// elliptic reports whether a clause leaves out what the one beside it says: "others
// did not".
func (t *sentenceTree) elliptic(c int) bool {
	own := t.trimmed(t.clauses[c].words)
	if len(own) == 0 {
		return false
	}
	last := own[len(own)-1]
	return t.tag(last).UPOS == doc.AUX || last == t.clauses[c].head && t.tag(last).Lemma == "do" || t.tag(last).UPOS == doc.PART && t.key(last) != "to" && !isGenitive(t.key(last))
}

// frames reports whether what hangs on a clause is in another proposition: it is
// a report.
func (t *sentenceTree) frames(c int) bool {
	return slices.ContainsFunc(t.clauses, func(k clause) bool {
		return k.parent == c && k.part != t.clauses[c].part && !t.framed(k.part)
	})
}

// framed reports whether a proposition hangs on the frame of a report, though some of
// it may hang elsewhere in a wrong tree.
func (t *sentenceTree) framed(part int) bool {
	return slices.ContainsFunc(t.clauses, func(k clause) bool {
		return k.part == part && k.parent >= 0 && t.clauses[k.parent].kind == reportClause
	})
}

// merge puts the words of clause c into clause p.
func (t *sentenceTree) merge(c, p int) {
	for i := t.first; i < t.end; i++ {
		if t.ownerOf(i) == c {
			t.owner[i-t.first] = p
		}
	}
	t.clauses[p].words = slices.Concat(t.clauses[p].words, t.clauses[c].words)
	slices.Sort(t.clauses[p].words)
	t.clauses[c].words = nil
	for i := range t.clauses {
		if t.clauses[i].parent == c {
			t.clauses[i].parent = p
		}
	}
}

// statement makes what a clause states into a statement of a proposition.
func (t *sentenceTree) statement(c int, p proposition) statement {
	k := t.clauses[c]
	s := statement{proposition: p, words: t.wordsOf(c)}
	s.pieces = t.piecesOf(s.words)
	g := t.group(c)
	aside := k.kind == appositionClause || k.kind == participleClause || k.kind == relativeClause
	switch {
	case aside:
		if p.whole { // what hangs on a noun is the narrator's where the sentence is kept whole
			s.attributions = nil
		}
	case p.whole && p.attributions != nil && (!t.holdsContent(c, p) || !t.reports(g, p)):
		s.attributions, s.whole = nil, false
	}
	s.predicate = g.core()
	s.modality, s.negated = t.putForward(s, g, aside), g.negated
	return s
}

// holdsContent reports whether a content of the attributions that a proposition
// was left with stands in a clause.
func (t *sentenceTree) holdsContent(c int, p proposition) bool {
	for _, i := range t.clauses[c].words {
		for _, a := range p.attributions {
			for _, content := range t.d.Attributions[a].Contents {
				if content.Contains(t.d.Tokens[i].Span) {
					return true
				}
			}
		}
	}
	return false
}

// reports reports whether a predicate is the cue of one of the
// attributions that a proposition was left with.
func (t *sentenceTree) reports(g *verbGroup, p proposition) bool {
	for _, a := range p.attributions {
		for _, cue := range t.d.Attributions[a].Cue {
			for _, i := range g.chain {
				if cue.Overlaps(t.d.Tokens[i].Span) {
					return true
				}
			}
		}
	}
	return false
}

// piecesOf gives the unbroken stretches of the words that stand in their place.
func (t *sentenceTree) piecesOf(words []word) []text.Span {
	var own []int
	for _, w := range words {
		if w.token >= 0 && w.why == 0 {
			own = append(own, w.token)
		}
	}
	return stretches(t.d, own)
}

// stretches gives the unbroken stretches that tokens make.
func stretches(d *doc.Document, tokens []int) []text.Span {
	slices.Sort(tokens)
	var pieces []text.Span
	last := -2
	for _, i := range slices.Compact(tokens) {
		if i == last+1 {
			pieces[len(pieces)-1].End = d.Tokens[i].End
		} else {
			pieces = append(pieces, d.Tokens[i].Span)
		}
		last = i
	}
	return pieces
}
