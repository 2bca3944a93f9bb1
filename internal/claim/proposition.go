package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// leastWords is how many words a statement has at the least: a subject, a verb
// and what is said of it. Shorter ones ("It was easy.") give nothing to check,
// but for those of [reading.brief].
const leastWords = 4

// longWords is how many words with a stop are taken for a sentence though no
// verb is known among them: news has few phrases of such a length that end in a
// stop, and many verbs.
const longWords = 10

// deepest is how many reports are followed into each other: far more than a
// reader can follow. Of more, the content of the deepest one followed is the
// claim.
const deepest = 8

// proposition is the words that a claim rests on.
type proposition struct {
	pieces       []text.Span // unbroken stretches of one sentence, in order; at least one
	attributions []int       // outermost first
	whole        bool        // the sentence as it stands, its attribution not taken out
}

func (p proposition) span() text.Span { return p.pieces[0].Cover(p.pieces[len(p.pieces)-1]) }

// propositions gives what a sentence states: the content of each innermost
// attribution, or of the next outer one that can stand alone, or else the
// whole sentence.
func (r *reading) propositions(attributions []int) []proposition {
	parts := r.parts(attributions)
	var found []proposition
	var left []int // the outermost attribution of a content that cannot stand alone
	asked, own := false, false
	var chain []proposition
	for i, p := range parts {
		for len(chain) > 0 && !chain[len(chain)-1].span().Contains(p.span()) {
			chain = chain[:len(chain)-1]
		}
		if len(chain) == deepest {
			continue
		}
		p.attributions = append(slices.Clip(outer(chain)), p.attributions...)
		chain = append(chain, p)
		if i+1 < len(parts) && len(chain) < deepest && p.span().Contains(parts[i+1].span()) {
			continue
		}
		switch best, ok := r.standing(chain); {
		case !ok && (r.requested(p) || r.exclaimed(p) || r.filled(p)):
			asked = true
			own = own || r.ownReport(p) && !r.filled(p)
		case !ok && !r.unsaid(p):
			left = p.attributions[:1]
		case ok:
			found = append(found, best)
		}
	}
	if len(found) == 0 && (!asked || own || left != nil) {
		found = append(found, proposition{pieces: r.all, attributions: left, whole: true})
	}
	return innermost(found)
}

// exclaimed reports whether a content is a quotation too short to state
// something: “We heard it,” said Orr. What is left without it is a bare report.
func (r *reading) exclaimed(p proposition) bool {
	return countWords(r.words(p.pieces)) < leastWords && r.english && r.direct(p)
}

// filled reports whether a content is all that a sentence has: what states nothing
// in it states nothing outside of it.
func (r *reading) filled(p proposition) bool {
	return r.english && !r.predicated(p) && countWords(r.words(p.pieces)) == countWords(r.words(r.all))
}

// ownReport reports whether a report states something of its own, though what it
// has states nothing: that somebody asked for something in other words than these,
// or, of quoted words that are no clause, how they came up ("spoke of “a good day”").
func (r *reading) ownReport(p proposition) bool {
	who := func(a int) string { return lexicon.Key(r.d.Attributions[a].Source.Of(r.d.Text)) }
	last := who(p.attributions[len(p.attributions)-1])
	others := func(a int) bool { return who(a) != "" && who(a) != last }
	if !r.english || slices.Contains([]string{"you", "i", "we"}, last) || slices.ContainsFunc(p.attributions, others) {
		return false
	}
	if !r.direct(p) {
		return true
	}
	return r.tree != nil && slices.ContainsFunc(inside(r.d.Tokens, p.pieces, tokenSpan), func(i int) bool {
		h := r.d.Heads[i]
		return r.d.Tags[i].UPOS == doc.NOUN && h.Relation == doc.Obl && !p.span().Contains(r.d.Tokens[h.Token].Span)
	})
}

// innermost puts propositions in text order and leaves out those that hold
// another one.
func innermost(found []proposition) []proposition {
	slices.SortStableFunc(found, byExtent)
	var kept []proposition
	for i, p := range found {
		if i+1 == len(found) || !p.span().Contains(found[i+1].span()) {
			kept = append(kept, p)
		}
	}
	return kept
}

// byExtent orders propositions by where they begin, longer ones first.
func byExtent(a, b proposition) int {
	x, y := a.span(), b.span()
	return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
}

// coordinate parts a proposition where a comma or semicolon and a coordinator join
// two main clauses, so that "60 homes were flooded, and more may follow" is a
// fact and a possibility. Only what stands in one piece is parted.
func (r *reading) coordinate(p proposition) []proposition {
	if len(p.pieces) > 1 || p.whole && p.attributions != nil || !r.english {
		return []proposition{p}
	}
	words := r.words(p.pieces)
	tokens := inside(r.d.Tokens, p.pieces, tokenSpan)
	var found []proposition
	first, whole := 0, false // where the clause begins, and whether it is one yet
	if len(words) > 1 && words[0] == "not" && words[1] == "only" {
		return []proposition{p} // "not only is it old, but it leaks"
	}
	for _, part := range coordinated(words) {
		if !isClause(words[part.First:part.End]) || !r.verbal(words, tokens, part) || dashed(words[first:part.First]) {
			continue
		}
		if whole && !finite(words[pastAdverbs(words, part.First)]) {
			found = append(found, r.piece(p, tokens[first], tokens[part.First-3])) // up to the comma
			first = part.First
		}
		whole = true
	}
	if first == 0 {
		return []proposition{p}
	}
	return append(found, r.piece(p, tokens[first], tokens[len(tokens)-1]))
}

// afterColon parts what somebody said into what stands before the report and what
// follows it behind a colon or semicolon: "There was no fire, she said: a pipe had
// burst".
func (r *reading) afterColon(p proposition) []proposition {
	if p.attributions == nil || !r.english {
		return []proposition{p}
	}
	for k := 1; k < len(p.pieces); k++ {
		between := strings.TrimSpace(r.d.Text[p.pieces[k-1].End:p.pieces[k].Start])
		if !strings.HasSuffix(between, ":") && !strings.HasSuffix(between, ";") || !r.hasFinite(p.pieces[:k]) || !r.hasFinite(p.pieces[k:]) {
			continue
		}
		before, behind := p, p
		before.pieces, behind.pieces = p.pieces[:k:k], p.pieces[k:]
		return append([]proposition{before}, r.afterColon(behind)...)
	}
	return []proposition{p}
}

// andThat parts what somebody said into what follows "that" and what follows "and
// that", however the tree has it.
func (r *reading) andThat(p proposition) []proposition {
	if len(p.pieces) > 1 || p.attributions == nil || p.whole || r.direct(p) || !r.english || len(r.d.Tags) == 0 {
		return []proposition{p}
	}
	words, tokens := r.words(p.pieces), inside(r.d.Tokens, p.pieces, tokenSpan)
	for i := 2; i+1 < len(words); i++ {
		if words[i] != "that" || r.demonstrative(inPlace(tokens[i])) && !(words[i-1] == "and" && r.d.Tags[tokens[i+1]].UPOS == doc.ADP && words[i+1] != "of") { // "and that as of May, ..."
			continue
		}
		end := i - 1
		if end > 1 && words[end-1] == "," {
			end--
		}
		finite := func(first, end int) bool {
			return hasMainVerb(words[first:end]) || slices.ContainsFunc(tokens[first:end], func(t int) bool { return finiteTag(r.d.Tags[t]) })
		}
		if (words[i-1] != "and" && words[i-1] != "but") || !finite(i+1, len(words)) {
			break // one "that" inside of another
		}
		if !finite(0, end) { // "heard shots and that two boats sank"
			return []proposition{r.piece(p, tokens[i], tokens[len(tokens)-1])}
		}
		return append([]proposition{r.piece(p, tokens[0], tokens[end-1])}, r.andThat(r.piece(p, tokens[i], tokens[len(tokens)-1]))...)
	}
	return []proposition{p}
}

// verbal reports whether a word of a part that may be a finite verb is tagged as
// one: "produce" may not be.
func (r *reading) verbal(words []string, tokens []int, part doc.Range) bool {
	if len(r.d.Tags) == 0 {
		return true
	}
	for i := part.First; i < part.End; i++ {
		if u := r.d.Tags[tokens[i]].UPOS; finite(words[i]) && (u == doc.VERB || u == doc.AUX) {
			return true
		}
	}
	return false
}

// dashed reports whether a dash among words has no partner.
func dashed(words []string) bool {
	n := 0
	for _, w := range words {
		if w == "–" || w == "—" || w == "--" {
			n++
		}
	}
	return n%2 == 1
}

// pastAdverbs gives the first word from the i-th on that is no adverb of a verb:
// "made" in "and never made a profit".
func pastAdverbs(words []string, i int) int {
	for i+1 < len(words) && continuesVerb(words[i]) {
		i++
	}
	return i
}

// coordinated gives the stretches of words between commas that a coordinator
// follows.
func coordinated(words []string) []doc.Range {
	var parts []doc.Range
	first := 0
	for i := 1; i+2 < len(words); i++ {
		if isComma(words[i]) && lexicon.English().Is(words[i+1], lexicon.Coordinator) {
			parts = append(parts, doc.Range{First: first, End: i})
			first = i + 2
		}
	}
	return append(parts, doc.Range{First: first, End: len(words)})
}

// piece gives the proposition that rests on the tokens from first to last.
func (r *reading) piece(p proposition, first, last int) proposition {
	p.pieces = []text.Span{r.d.Tokens[first].Cover(r.d.Tokens[last].Span)}
	return p
}

// isClause reports whether words are a clause with a subject and a verb of its
// own.
func isClause(words []string) bool {
	return countWords(words) >= leastWords && hasMainVerb(words) && openers.at(words, 0).kind != clauseKind
}

// outer gives the attributions of the last of a chain.
func outer(chain []proposition) []int {
	if len(chain) == 0 {
		return nil
	}
	return chain[len(chain)-1].attributions
}

// parts gives the content of each attribution as far as it lies in the
// sentence, outer ones before what they hold.
func (r *reading) parts(attributions []int) []proposition {
	s := r.d.Sentences[r.sentence].Span
	var parts []proposition
	for _, a := range attributions {
		p := proposition{attributions: []int{a}}
		for _, c := range r.d.Attributions[a].Contents {
			if c.Overlaps(s) && !r.besideSource(r.d.Attributions[a], c) {
				p.pieces = append(p.pieces, text.Span{Start: max(c.Start, s.Start), End: min(c.End, s.End)})
			}
		}
		if p.pieces != nil {
			parts = append(parts, p)
		}
	}
	slices.SortStableFunc(parts, func(a, b proposition) int {
		return cmp.Or(byExtent(a, b), r.distance(b)-r.distance(a))
	})
	return parts
}

// besideSource reports whether a piece of a content is what stands beside its source:
// "the clerk of Velm" in "..., said Orr, the clerk of Velm", which has no verb.
func (r *reading) besideSource(a doc.Attribution, c text.Span) bool {
	tokens := inside(r.d.Tokens, []text.Span{c}, tokenSpan)
	if len(a.Contents) < 2 || a.Source.Empty() || a.Cue[0].Start >= a.Source.Start || c.Start < a.Source.End || len(r.d.Tags) == 0 || len(tokens) == 0 {
		return false
	}
	switch r.d.Tags[tokens[0]].UPOS {
	case doc.DET, doc.NOUN, doc.PROPN, doc.ADJ:
	case doc.VERB: // "cited by the Post"
		if r.d.Tags[tokens[0]].XPOS != "VBN" {
			return false
		}
	default:
		return false
	}
	return !slices.ContainsFunc(tokens, func(i int) bool { return finiteTag(r.d.Tags[i]) || r.isQuote(inPlace(i)) })
}

// distance says how far a source stands from its content: of two sources of
// the same words the nearer one is cited by the other ("officials cited by the
// agency").
func (r *reading) distance(p proposition) int {
	source, content := r.d.Attributions[p.attributions[0]].Source.Span, p.span()
	switch {
	case source.Empty():
		return 0
	case source.Start >= content.End:
		return source.Start - content.End
	}
	return max(0, content.Start-source.End)
}

// standing gives the innermost of a chain of nested contents that can stand
// alone.
func (r *reading) standing(chain []proposition) (proposition, bool) {
	for i := len(chain) - 1; i >= 0; i-- {
		if r.standsAlone(chain[i]) && !(i > 0 && (r.onCondition(chain[i]) || r.inQuestion(chain[i-1]))) {
			return chain[i], true
		}
	}
	return proposition{}, false
}

// inQuestion reports whether a content is whether something is so, of which no part is
// said to be: "refused to say whether she believes that it sank".
func (r *reading) inQuestion(p proposition) bool {
	words := r.words(p.pieces)
	return r.english && len(words) > 0 && words[0] == "whether"
}

// onCondition reports whether what a source says hangs on a condition that stands with
// the cue, outside of the content: "If it is sold, we fear the mill will close".
func (r *reading) onCondition(p proposition) bool {
	if r.tree == nil || !r.english {
		return false
	}
	for _, h := range inside(r.d.Tokens, r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue, tokenSpan) {
		for _, c := range r.tree.Children(h) {
			m := r.tree.Child(c, doc.Mark)
			if r.d.Heads[c].Relation == doc.Advcl && m >= 0 && r.d.Tokens[c].End <= p.span().Start && conditions.at([]string{lexicon.Key(r.d.Tokens[m].Of(r.d.Text))}, 0).kind != "" {
				return true
			}
		}
	}
	return false
}

// standsAlone reports whether a content states something by itself and its
// source really says it: not "to rebuild the bridge", "whether it will open",
// and nothing of what somebody "did not say".
func (r *reading) standsAlone(p proposition) bool {
	words := r.words(p.pieces)
	for len(words) > 0 && !isWord(words[0]) {
		words = words[1:]
	}
	if len(words) == 0 || !r.states(p.pieces) {
		return false
	}
	switch {
	case !r.english:
		return true
	case r.subjunctive(p), r.shown(p), leans(words) && !r.direct(p) && !r.freeSubject(p) && !(len(p.pieces) > 1 && leaning.at(words, 0).kind == adverbialKind) || r.unsaid(p) || r.nominal(p) || r.raised(p) || !r.predicated(p):
		return false
	case words[0] == "of" && len(words) > 1 && strings.HasSuffix(words[1], "ing") && !r.direct(p): // what somebody is accused of
		return false
	case strings.HasSuffix(words[0], "ing") && !hasMainVerb(words) && !r.gerundSubject(p), !r.direct(p) && slices.Contains(headlessWords, words[0]):
		return false // "denied taking the money" has its subject outside
	}
	kind := r.cueKind(p)
	return kind != lexicon.Ask && kind != lexicon.Demand
}

// predicated reports whether a content has a predicate: a finite verb by its tag, what
// has a subject by the tree, or a word that may be a finite verb, is tagged as another
// form of one and stands behind no "to" and no determiner. "A united response", "of failing to act" have none.
func (r *reading) predicated(p proposition) bool {
	if r.tree == nil || r.hasMain(p.pieces) || len(p.attributions) > 0 && r.reduced(p) {
		return true
	}
	before := ""
	tokens := inside(r.d.Tokens, p.pieces, tokenSpan)
	for i, t := range tokens {
		word := lexicon.Key(r.d.Tokens[t].Of(r.d.Text))
		if s := r.tree.Child(t, doc.Nsubj, doc.NsubjPass); s >= tokens[0] && s < t && (r.d.Heads[t].Relation != doc.Acl || r.tree.Child(t, doc.Mark) >= 0) && !r.relativized(t, tokens[0]) {
			return true // whatever its tag
		}
		if i > 0 && r.heads(t) && !r.inRelative(t, tokens[0]) && before != "to" && !determiner(before) && (finite(word) || strings.HasSuffix(word, "ed")) {
			return true
		}
		before = word
	}
	return false
}

// heads reports whether a token may be the verb of a clause that its tag does not
// say to be finite: it hangs on no noun, and on no verb as a part of what that says.
func (r *reading) heads(t int) bool {
	tag := r.d.Tags[t]
	if tag.UPOS != doc.VERB && tag.UPOS != doc.AUX || tag.XPOS == "VBG" {
		return false
	}
	switch r.d.Heads[t].Relation {
	case doc.Acl, doc.Amod, doc.Compound, doc.Xcomp, doc.Advcl, doc.Nmod:
		return false
	}
	return true
}

// raised reports whether a content has its subject before the report and the
// rest behind it as an infinitive: "the captain ... to have been asleep".
func (r *reading) raised(p proposition) bool {
	if len(p.pieces) < 2 {
		return false
	}
	for _, piece := range p.pieces[1:] {
		if words := r.words([]text.Span{piece}); len(words) > 0 && words[0] == "to" {
			return true
		}
	}
	return false
}

// direct reports whether a content is all quotation: "What they did is wrong" is
// no question put in other words then.
func (r *reading) direct(p proposition) bool {
	return r.d.Attributions[p.attributions[len(p.attributions)-1]].Style == doc.Direct
}

// nominal reports whether a content is no clause by the tree, but what hangs on
// nouns and infinitives alone: "calls on the council to pay". Where its words have
// a main verb all the same, the tree is not believed.
func (r *reading) nominal(p proposition) bool {
	if r.tree == nil || hasMainVerb(r.words(p.pieces)) && !r.described(p) || r.reduced(p) {
		return false
	}
	in := func(i int) bool {
		return text.Within(p.pieces, r.d.Tokens[i].Span)
	}
	for _, i := range inside(r.d.Tokens, p.pieces, tokenSpan) {
		if h := r.d.Heads[i].Token; h >= 0 && in(h) || len(r.tree.Children(i)) == 0 {
			continue
		}
		switch r.d.Tags[i].UPOS {
		case doc.NOUN, doc.PROPN, doc.PRON, doc.NUM:
			if r.tree.Child(i, doc.Cop, doc.Nsubj) < 0 {
				continue
			}
		case doc.VERB:
			if m := r.tree.Child(i, doc.Mark); m >= 0 && r.d.Tags[m].Lemma == "to" && !r.finite(i) { // but "is to be emptied"
				continue
			}
		}
		return false
	}
	return true
}

// described reports whether a content is the object of its cue, with a clause that
// says which: "highlights the pressures builders are facing".
func (r *reading) described(p proposition) bool {
	return r.objectOf(p, func(i int) bool { return r.d.Heads[i].Relation == doc.Obj && r.tree.Child(i, doc.AclRelcl) >= 0 })
}

// objectOf reports whether a content has what hangs on its cue and of which something
// holds.
func (r *reading) objectOf(p proposition, holds func(int) bool) bool {
	cue := r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue
	for _, i := range inside(r.d.Tokens, p.pieces, tokenSpan) {
		h := r.d.Heads[i]
		if h.Token < 0 || !holds(i) {
			continue
		}
		if text.Within(cue, r.d.Tokens[h.Token].Span) {
			return true
		}
	}
	return false
}

// gerundSubject reports whether a content begins with a gerund that is its subject:
// "moving the boats takes time".
func (r *reading) gerundSubject(p proposition) bool {
	tokens := inside(r.d.Tokens, p.pieces, tokenSpan)
	if r.tree == nil || len(tokens) == 0 {
		return false
	}
	h := r.d.Heads[tokens[0]]
	return (h.Relation == doc.Csubj || h.Relation == doc.CsubjPass) && r.finite(h.Token) && p.span().Contains(r.d.Tokens[h.Token].Span)
}

// freeSubject reports whether a content begins with a clause that is its subject, so
// that it asks nothing: "what she saw was a boat".
func (r *reading) freeSubject(p proposition) bool {
	tokens := inside(r.d.Tokens, p.pieces, tokenSpan)
	if r.tree == nil || len(tokens) == 0 {
		return false
	}
	switch h := r.d.Heads[tokens[0]]; h.Relation {
	case doc.Nsubj, doc.NsubjPass, doc.NsubjOuter:
		return h.Token > tokens[0]+2 && r.tree.Child(tokens[0], doc.AclRelcl) > 0 && p.span().Contains(r.d.Tokens[h.Token].Span)
	}
	return false
}

// objects are the pronouns that are no subject.
var objects = []string{"me", "him", "us", "them"}

// shown reports whether a content is what its cue is done to, with what that does or is
// called: "showed protesters chanting", "described them as men who left".
func (r *reading) shown(p proposition) bool {
	tokens := inside(r.d.Tokens, p.pieces, tokenSpan)
	if r.tree == nil || len(tokens) == 0 {
		return false
	}
	if slices.Contains(objects, lexicon.Key(r.d.Tokens[tokens[0]].Of(r.d.Text))) {
		return true
	}
	doing := func(i int) bool { return i >= 0 && r.d.Tags[i].XPOS == "VBG" && !r.finite(i) }
	return r.objectOf(p, func(i int) bool {
		switch h := r.d.Heads[i]; h.Relation {
		case doc.Obj:
			return doing(r.tree.Child(i, doc.Acl)) || i+2 < len(r.d.Heads) && !r.hasMain(p.pieces) && (r.besides(i, i+1, doing) || r.besides(i, i+2, doing))
		case doc.Ccomp:
			return doing(i)
		}
		return false
	})
}

// besides reports whether what holds of token b hangs on the head of token a.
func (r *reading) besides(a, b int, holds func(int) bool) bool {
	return r.d.Heads[a].Token == r.d.Heads[b].Token && holds(b)
}

// questionMarks end a question, in the scripts that have such a mark.
const questionMarks = "?？؟"

// requested reports whether a content is what a source asks or asks for:
// "whether ...", "residents to boil their water".
func (r *reading) requested(p proposition) bool {
	if last := lastMark(r.words(p.pieces)); last != "" && strings.Contains(questionMarks, last) {
		return true
	}
	kind := r.cueKind(p)
	return kind == lexicon.Ask || kind == lexicon.Demand || r.subjunctive(p)
}

// subjunctive reports whether a content is what somebody wants to be so: "insisted
// that the union agree", "a recommendation that it be sold".
func (r *reading) subjunctive(p proposition) bool {
	if r.tree == nil || !r.english || r.direct(p) || !wishes.in(r.cueWords(p)) {
		return false
	}
	for _, i := range inside(r.d.Tokens, p.pieces, tokenSpan) {
		s := r.tree.Child(i, doc.Nsubj, doc.NsubjPass)
		if s < 0 || s > i || r.tree.Child(i, doc.Aux) >= 0 {
			continue
		}
		v := i
		if be := r.tree.Child(i, doc.AuxPass, doc.Cop); be >= 0 {
			v = be
		}
		x, singular := r.d.Tags[v].XPOS, !r.d.Tags[s].Features.Has(doc.NumberPlur) && r.d.Tags[s].UPOS != doc.PRON
		return x == "VB" || x == "VBP" && singular
	}
	return false
}

// leans reports whether a content hangs on the report around it: "to pay",
// "whether it sank", "when it sank"; but "when it sank, it was empty" does not.
func leans(words []string) bool {
	kind := leaning.at(words, 0).kind
	return kind != "" && (kind != adverbialKind || !slices.Contains(words, ","))
}

// unsaid reports whether the source is said not to say so ("has not confirmed"),
// to know it, or only to wish that it were so; or whether it is nobody in
// particular: "you may find that".
func (r *reading) unsaid(p proposition) bool {
	if !r.english {
		return false
	}
	cue := r.cueWords(p)
	source := r.d.Attributions[p.attributions[len(p.attributions)-1]].Source.Of(r.d.Text)
	return negates(cue) || unreported.in(cue) || r.unsupported(p) || slices.Contains(nobodies, lexicon.Key(source))
}

// unsupported reports whether nothing is said to support what somebody claims: "there is
// nothing to back the claim that".
func (r *reading) unsupported(p proposition) bool {
	if r.tree == nil {
		return false
	}
	for _, i := range inside(r.d.Tokens, r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue, tokenSpan) {
		v := r.d.Heads[i].Token
		if r.d.Heads[i].Relation != doc.Obj || v < 0 || supports.at([]string{strings.ToLower(r.d.Tags[v].Lemma)}, 0).kind == "" {
			continue
		}
		if r.deniedBy(v) {
			return true
		}
	}
	return false
}

// deniedBy reports whether a verb, or what it hangs on, is negated or of nothing.
func (r *reading) deniedBy(v int) bool {
	for n := 0; n < 3 && v >= 0; n, v = n+1, r.d.Heads[v].Token {
		for _, k := range append([]int{v}, r.tree.Children(v)...) {
			switch lexicon.Key(r.d.Tokens[k].Of(r.d.Text)) {
			case "nothing", "no", "not", "n't", "never", "nobody", "none":
				return true
			}
		}
	}
	return false
}

// nobodies are sources that say nothing.
var nobodies = []string{"you", "nobody", "no one", "no-one"}

// cueWords gives the words of the cue of the innermost attribution of p.
func (r *reading) cueWords(p proposition) []string {
	return r.words(r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue)
}

// cueKind gives what the source of p does, by the first word or phrase of its
// cue that the lexicon knows; it says so if there is none.
func (r *reading) cueKind(p proposition) lexicon.CueKind {
	if !r.english {
		return lexicon.Say
	}
	known := lexicon.English()
	cue := r.cueWords(p)
	if untrue.in(cue) {
		return lexicon.Deny
	}
	for i := range cue {
		if c, n := known.Cues.Match(cue[i:]); n > 0 {
			if c.Kind == lexicon.Believe && hearsay.at(cue, i).kind != "" {
				return lexicon.Say
			}
			return c.Kind
		}
		if kind, n := known.CuePhrases.Match(cue[i:]); n > 0 {
			return kind
		}
		if kind, ok := known.CueNouns.Word(cue[i]); ok && kind != lexicon.Demand {
			return kind
		}
	}
	return lexicon.Say
}

// states reports whether the words inside the pieces state something: they
// have a verb, and are neither a question nor an order.
func (r *reading) states(pieces []text.Span) bool {
	words := r.words(pieces)
	n := countWords(words)
	last := lastMark(words)
	switch {
	case n < leastWords && !r.brief(pieces), strings.Contains(questionMarks, last) && last != "":
		return false
	case !r.english:
		return true
	}
	if r.phrase(pieces) {
		return false
	}
	return (hasVerb(words) || r.hasFinite(pieces) || n >= longWords && last != "" && (r.hasVerbTag(pieces) || slices.ContainsFunc(words, maybeThird))) && !order(words) && !introduces(words)
}

// briefWords is how many words a statement has that names its subject and a whole
// verb: "Six people died."
const briefWords = 3

// brief reports whether words inside the pieces state something though they are few.
func (r *reading) brief(pieces []text.Span) bool {
	if r.tree == nil || !r.english || countWords(r.words(pieces)) < briefWords || lastMark(r.words(r.all)) == "" {
		return false
	}
	return slices.ContainsFunc(inside(r.d.Tokens, pieces, tokenSpan), r.plain)
}

// plain reports whether a predicate has a subject that is named or is nobody, or
// somebody to whom something was done, and says what became of it: not "It was easy",
// "I did not".
func (r *reading) plain(p int) bool {
	s, v := r.tree.Child(p, doc.Nsubj, doc.NsubjPass), r.finiteVerb(p)
	if s < 0 || v < s || r.d.Tags[p].UPOS == doc.AUX {
		return false
	}
	switch t := r.d.Tags[s]; t.UPOS {
	case doc.NOUN, doc.PROPN, doc.NUM:
		return true
	case doc.PRON: // "nobody"
		return t.XPOS == "NN" || r.d.Heads[s].Relation == doc.NsubjPass && t.XPOS == "PRP" && !slices.Contains([]string{"it", "i", "we", "you"}, lexicon.Key(r.d.Tokens[s].Of(r.d.Text)))
	}
	return false
}

// phrase reports whether words are a noun or an infinitive with what belongs to it: no
// verb is tagged as a finite one, none may be one for all that its tag says, by the
// tree nothing has a subject, and no word stands where a verb would.
func (r *reading) phrase(pieces []text.Span) bool {
	if r.tree == nil || r.hasFinite(pieces) {
		return false
	}
	tokens := inside(r.d.Tokens, pieces, tokenSpan)
	if r.headed(tokens) {
		return true
	}
	return !slices.ContainsFunc(tokens, func(i int) bool {
		rel, tag, word := r.d.Heads[i].Relation, r.d.Tags[i], r.d.Tokens[i].Of(r.d.Text)
		participle := tag.UPOS == doc.VERB && tag.XPOS != "VBG" && i > tokens[0] && (finite(word) || strings.HasSuffix(word, "ed")) && rel != doc.Amod && rel != doc.Xcomp
		return participle || rel == doc.Nsubj || rel == doc.NsubjPass || rel == doc.Expl || i > tokens[0] && i < tokens[len(tokens)-1] && r.verbPlace(i)
	})
}

// headed reports whether tokens are an infinitive with what it is of before, as headings
// and lists have them: "Pay to be discussed in Arden".
func (r *reading) headed(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(i int) bool {
		h := r.d.Heads[i]
		m := r.tree.Child(i, doc.Mark)
		top := h.Relation == doc.Root || h.Relation == doc.Acl && h.Token >= tokens[0] && r.d.Heads[h.Token].Relation == doc.Root && r.d.Tags[h.Token].UPOS == doc.NOUN
		return top && m > tokens[0] && m < i && lexicon.Key(r.d.Tokens[m].Of(r.d.Text)) == "to"
	})
}

// verbPlace reports whether a word that may be the past or the third person of a verb
// stands where one would, between a noun or an adverb and what may follow a verb: "the
// office monitors the plans".
func (r *reading) verbPlace(i int) bool {
	word := r.d.Tokens[i].Of(r.d.Text)
	next := r.d.Tags[i+1].UPOS
	object := next == doc.DET || next == doc.PROPN || next == doc.PRON || next == doc.NUM
	third := maybeThird(word) || endsInS(word) && object
	if !third && !strings.HasSuffix(word, "ed") && !finite(word) {
		return false
	}
	switch r.d.Tags[i-1].UPOS {
	case doc.ADJ, doc.ADP, doc.AUX, doc.CCONJ, doc.PART, doc.SCONJ:
		return false
	case doc.DET: // "This results in"
		if i > 1 && isWord(r.d.Tokens[i-2].Of(r.d.Text)) {
			return false
		}
	}
	return object || next == doc.ADP || next == doc.NOUN || next == doc.ADJ || next == doc.ADV
}

// hasMain reports whether the tagger sees a finite verb that is not one of a relative
// clause only: "a guide for those who walk" has none.
func (r *reading) hasMain(pieces []text.Span) bool {
	tokens := inside(r.d.Tokens, pieces, tokenSpan)
	return slices.ContainsFunc(tokens, func(i int) bool {
		return r.finiteWord(i) && !r.relativized(i, tokens[0])
	})
}

// relativized reports whether a token stands in a relative clause of a noun behind the
// first token, by the tree.
func (r *reading) relativized(i, first int) bool {
	for range deepest {
		h := r.d.Heads[i]
		if h.Token < first {
			return false
		}
		if h.Relation == doc.AclRelcl && h.Token < i && r.tree.Child(i, doc.Mark) < 0 {
			return true
		}
		i = h.Token
	}
	return false
}

// inRelative reports whether a token is the verb of a relative clause that has a
// subject of its own, or its auxiliary.
func (r *reading) inRelative(i, first int) bool {
	if h := r.d.Heads[i]; h.Relation == doc.Aux || h.Relation == doc.AuxPass {
		i = h.Token
	}
	return i >= 0 && r.d.Heads[i].Relation == doc.AclRelcl && r.relativized(i, first) && r.tree.Child(i, doc.Nsubj, doc.NsubjPass) >= 0
}

// finiteWord reports whether a token is tagged as a finite verb and is no name.
func (r *reading) finiteWord(i int) bool {
	word := r.d.Tokens[i].Of(r.d.Text)
	return finiteTag(r.d.Tags[i]) && (len(word) < 2 || word != strings.ToUpper(word)) // not "IS", a name
}

// hasFinite reports whether the tagger sees a finite verb: "The talks open on
// Friday".
func (r *reading) hasFinite(pieces []text.Span) bool {
	return r.tree != nil && slices.ContainsFunc(inside(r.d.Tokens, pieces, tokenSpan), r.finiteWord)
}

// hasVerbTag reports whether the tagger sees a verb of any form, or there are no tags.
func (r *reading) hasVerbTag(pieces []text.Span) bool {
	return len(r.d.Tags) == 0 || slices.ContainsFunc(inside(r.d.Tokens, pieces, tokenSpan), func(i int) bool {
		return r.d.Tags[i].UPOS == doc.VERB || r.d.Tags[i].UPOS == doc.AUX
	})
}

// maybeThird reports whether a word may be the third person of a known verb:
// "features".
func maybeThird(w string) bool {
	plain, ok := strings.CutSuffix(w, "s")
	_, known := plainForms[plain]
	return ok && known
}

// introduces reports whether words end in a colon and are incomplete without what
// follows it: "The prizes include:".
func introduces(words []string) bool {
	n := len(words) - 1
	if n < 1 || words[n] != ":" {
		return false
	}
	return introducers.at(words, n-1).kind != "" || lexicon.English().Is(words[n-1], lexicon.Preposition|lexicon.Auxiliary|lexicon.Determiner)
}

// lastMark gives the punctuation mark that words end in, closing quotation
// marks and brackets left aside; empty if they end in a word.
func lastMark(words []string) string {
	for i := len(words) - 1; i >= 0; i-- {
		switch {
		case isWord(words[i]):
			return ""
		case !strings.ContainsAny(words[i], "\"'”’»)]"):
			return words[i]
		}
	}
	return ""
}

// hasVerb reports whether there is a finite verb, by the lexicon or by its
// form: "flooded", or an unknown "-s" before a determiner ("dwarfs the church").
func hasVerb(words []string) bool {
	for i, w := range words {
		switch {
		case finite(w), len(w) > 4 && strings.HasSuffix(w, "ed"):
			return true
		case i+1 < len(words) && i > 0 && determiner(words[i+1]) && endsInS(w):
			return true
		}
	}
	return false
}

func endsInS(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us")
}

// order reports whether the words begin as an order does: with the plain form
// of a verb and no subject.
func order(words []string) bool {
	for len(words) > 0 && (!isWord(words[0]) || lexicon.English().Is(words[0], lexicon.Coordinator)) {
		words = words[1:]
	}
	if len(words) < 2 {
		return false
	}
	if orders.at(words, 0).kind != "" {
		return true
	}
	verbOnly, known := plainForms[words[0]]
	return known && (verbOnly || determiner(words[1]))
}

// countWords counts the tokens that are words.
func countWords(tokens []string) int {
	n := 0
	for _, t := range tokens {
		if isWord(t) {
			n++
		}
	}
	return n
}

// isWord reports whether a token has a letter or a digit.
func isWord(token string) bool {
	return strings.ContainsFunc(token, text.LetterOrDigit)
}
