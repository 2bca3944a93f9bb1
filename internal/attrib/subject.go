package attrib

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// subject gives the subject of the verb group that begins with token v, and
// where its words begin: those before them are another clause's.
func (f *finder) subject(v int) (who stretch, from int, ok bool) {
	j := v
	for f.adverb(j-1) || j-1 >= f.First && f.timeEnd[j-1] > 0 && !f.boundary(j-1) {
		j--
	}
	p := j - 1
	switch {
	case p < f.First:
		return who, v, false
	case f.Is(p, "who", "which") && p > f.First:
		at := p
		if f.Is(at-1, ",") {
			at--
		}
		who = f.nounPhraseBefore(at)
		return who, who.first, !who.empty()
	case f.Is(p, "and", "but") && !f.cueBefore(p):
		who = f.clauseSubject(p)
		return who, v, !who.empty()
	case f.Is(p, ","):
		return f.overApposition(p)
	case f.Is(p, ")"):
		for i := p; i >= max(f.First, p-reach); i-- {
			if f.Is(i, "(") {
				who = f.nounPhraseBefore(i)
				return stretch{who.first, j}, who.first, !who.empty()
			}
		}
	case f.class(p, lexicon.Pronoun) && !f.noun(p):
		return stretch{p, j}, p, !f.Is(p, "it", "there", "that", "this", "which", "what", "me", "him", "them", "us") || f.Is(p, "it") && f.itself(p)
	}
	who = f.nounPhraseBefore(j)
	return who, who.first, !who.empty() && f.worthy(who)
}

// itself reports whether "it" at token p is a thing that speaks: it opens its
// clause.
func (f *finder) itself(p int) bool {
	return p == f.First || f.boundary(p-1) || f.Is(p-1, "which", "what", "and")
}

// worthy reports whether a noun phrase can be who speaks: it has a word that
// is no function word.
func (f *finder) worthy(s stretch) bool {
	for i := s.first; i < s.end; i++ {
		if f.amountEnd[i] > 0 && f.figure(i) {
			return true // "7% said"
		}
		if f.Lettered(i) && !f.class(i, lexicon.Preposition|lexicon.Coordinator|lexicon.Adverb|lexicon.Auxiliary) {
			return true
		}
	}
	return false
}

// cueBefore reports whether a cue stands before token p in the sentence, so
// that its source is that of what "and" joins.
func (f *finder) cueBefore(p int) bool {
	for i := p - 1; i >= max(f.First, p-reach); i-- {
		if c, ok := f.lex.Cues.Word(f.Key(i)); ok && c.Form >= lexicon.Third && c.Frame&lexicon.Noun == 0 {
			return true
		}
	}
	return false
}

// clauseSubject gives the noun phrase with which the clause begins that "and"
// at token p goes on with.
func (f *finder) clauseSubject(p int) stretch {
	first := f.First
	for i := p - 1; i >= max(f.First, p-reach); i-- {
		if f.boundary(i) {
			first = i + 1
			break
		}
	}
	for i := first; i < p; i++ {
		if f.verbal(i) && i > first {
			who := f.nounPhraseBefore(i)
			if f.class(i-1, lexicon.Pronoun) && !f.noun(i-1) {
				who = stretch{i - 1, i}
			}
			return who
		}
	}
	return stretch{}
}

// overApposition gives the subject before an apposition that the comma at
// token p closes: "Orr, a geologist,". There may be several; the subject is the
// nearest noun phrase that names a person, or else the nearest. A participle
// there ("citing officials") is no part of it.
func (f *finder) overApposition(p int) (stretch, int, bool) {
	var who stretch
	for i := p - 1; i > max(f.First, p-reach); i-- {
		if f.Is(i, "”", "\"", ";", ":") {
			break
		}
		end := f.beforeBracket(i)
		if !f.Is(i, ",") || !f.noun(end-1) {
			continue
		}
		if !f.plain(i+1, p) {
			break
		}
		phrase := f.nounPhraseBefore(end)
		if end < i && !phrase.empty() {
			phrase.end = i
		}
		named := f.mentionEnd[i-1] == i && f.mentionType(i-1) == doc.Person
		if phrase.empty() || !who.empty() && !named {
			continue
		}
		who = phrase
		if !strings.HasSuffix(f.Key(i+1), "ing") && (!f.class(i+1, lexicon.Preposition) || f.Is(i+1, "of", "from")) {
			who.end = p
		}
		if named {
			break
		}
	}
	return who, who.first, !who.empty()
}

// beforeBracket gives the token at which a bracket opens that closes before token i:
// "Norpower (NP),"; i if none does.
func (f *finder) beforeBracket(i int) int {
	const most = 6 // tokens
	if !f.Is(i-1, ")") {
		return i
	}
	for j := i - 2; j >= max(f.First, i-most); j-- {
		if f.Is(j, "(") {
			return j
		}
	}
	return i
}

// plain reports whether the tokens between two commas are an apposition or a
// participle, no clause: "who" may begin one.
func (f *finder) plain(first, end int) bool {
	participle := f.upos(first) == doc.VERB && f.upos(first+1) == doc.ADP && f.noun(first-2) // ", included in a letter,"
	if f.Is(first, "who", "which", "whose") || f.relation(first) == doc.Acl || f.relation(first) == doc.Advcl || participle {
		return true
	}
	for i := first; i < end && !f.class(i, lexicon.Relative); i++ { // "a carmaker which has failed" is one
		if f.verbal(i) {
			return false
		}
	}
	return true
}

// inverted gives the subject behind a verb that follows its content: "said
// Orr", "said the mayor, Ann Orr".
func (f *finder) inverted(v verb) (stretch, bool) {
	if v.end-v.first > 1 || v.Form == lexicon.Base || v.Frame&lexicon.Hearer != 0 {
		return stretch{}, false
	}
	_, quoted := f.quoteBefore(v.first)
	if !quoted && !f.Is(v.first-1, ",") || f.Is(v.end, "that") || f.quoteMark(v.end) {
		return stretch{}, false
	}
	who := f.nounPhraseFrom(v.end)
	if !who.empty() && f.timeEnd[who.first] >= who.end {
		return stretch{}, false // "the poll, published Monday night,"
	}
	if !quoted && !f.parenthetic(v, who) && (!f.clauseBefore(v.first-1) || f.Is(who.end, ",") && f.verbal(who.end+1)) {
		return stretch{}, false
	}
	if o := f.child(v.at, doc.Obj); who.empty() || !quoted && (!f.over(f.adjuncts(who.end)) || o >= who.first && o < who.end && !f.lives(who)) {
		return stretch{}, false
	}
	return who, quoted || !f.clause(v.end)
}

// acts reports whether the noun phrase behind the cue is a subject of it by the tree.
func (f *finder) acts(v verb, who stretch) bool {
	for i := who.first; i < who.end; i++ {
		if f.relation(i) == doc.Nsubj && f.governor(i) == v.at {
			return true
		}
	}
	return false
}

// parenthetic reports whether a cue and its subject behind it stand between a
// subject and its verb: "The pumps, said Orr, are new".
func (f *finder) parenthetic(v verb, who stretch) bool {
	for i := v.first - 2; i >= max(f.First, v.first-reach); i-- {
		if f.Is(i, ",") && !f.acts(v, who) {
			return false // "The mill, which makes flour, said its chief, Orr, would leave"
		}
	}
	return f.Is(v.first-1, ",") && f.Is(who.end, ",") && f.verbal(who.end+1)
}

// passive reads a report without a named source: "it was reported that", "the
// inquest was told that".
func (f *finder) passive(v verb, r report) (report, bool) {
	if f.Is(v.end, "as") && f.Is(v.end+1, "saying") {
		who, _, ok := f.subject(v.first)
		r.source, r.cue = who, []stretch{{v.pieces[0].first, v.end + 2}}
		if c, found := f.behind(verb{Cue: lexicon.Cue{Frame: lexicon.Clause}, at: v.end + 1, first: v.first, end: v.end + 2}, v.end+2, f.adjuncts(v.end+2)); ok && found {
			r.contents = c
			return r, true
		}
		return r, false
	}
	if v.Kind == lexicon.Cite || f.Is(v.at-1, "so", "too") {
		return r, false
	}
	if agent := f.child(v.at, doc.OblAgent); agent >= v.end {
		r.source = f.phraseOf(agent, -1)
	}
	if c, first := f.clauseBehind(v); c >= 0 {
		r.contents = f.clauseToEnd(v, c, first)
		r.source.end = min(r.source.end, first)
		return r, len(r.contents) > 0
	}
	if at := f.adjuncts(v.end); f.Is(at, "that", "whether") && f.complements(at) && (at == v.end || v.Frame&(lexicon.Hearer|lexicon.Audience) != 0 || f.Is(v.first-1, "it")) {
		r.contents = f.toEnd(at)
		r.source.end = min(r.source.end, at)
		return r, len(r.contents) > 0
	}
	if v.Frame&lexicon.Charge != 0 && f.charge(v) >= v.end {
		r.contents = f.toEnd(f.charge(v))
		return r, len(r.contents) > 0
	}
	if _, from, ok := f.treeSubject(v); ok && v.Frame&(lexicon.Hearer|lexicon.Told) != 0 && f.Is(from-1, ",") && f.over(f.adjuncts(v.end)) {
		r.contents, ok = f.before(from, f.adjuncts(v.end)) // "It fell, the court was told."
		return r, ok
	}
	if r.source.end > v.end && f.Is(r.source.end, "as") && v.Kind == lexicon.Say {
		r.contents = f.within(r.source.end+1, min(f.tree.Extent(v.at).End, f.End)) // "was described by Orr as a mistake"
		return r, len(r.contents) > 0
	}
	if s := f.child(v.at, doc.NsubjPass); s >= 0 && v.Frame&lexicon.NounPhrase != 0 && !r.source.empty() && f.lives(r.source) && f.upos(s) == doc.NOUN && !f.person(s) {
		r.contents = f.within(f.phraseOf(s, v.at).first, min(f.phraseOf(s, v.at).end, v.first)) // "the cuts were announced by Orr"
		return r, len(r.contents) > 0
	}
	return f.raised(v, r)
}

// impersonal reads "it emerged that": nobody is said to say so.
func (f *finder) impersonal(v verb, r report) (report, bool) {
	at, i := f.adjuncts(v.end), v.first-1
	for f.adverb(i) {
		i--
	}
	if !f.Is(i, "it") || !f.complements(at) {
		return r, false
	}
	if c, _ := f.clauseBehind(v); c > at {
		r.contents = f.clauseToEnd(v, c, at)
	} else {
		r.contents = f.toEnd(at)
	}
	return r, len(r.contents) > 0
}

// raised reads "the mayor is said to have left": what is said is of the
// subject, which is a piece of it.
func (f *finder) raised(v verb, r report) (report, bool) {
	s, x := f.child(v.at, doc.NsubjPass, doc.Nsubj), f.child(v.at, doc.Xcomp, doc.Advcl)
	if s < 0 || x < v.end || !f.Is(v.end, "to") || v.Kind != lexicon.Expect && (v.Frame&lexicon.Object != 0 || v.Kind != lexicon.Say && v.Kind != lexicon.Believe) {
		return r, false
	}
	who := f.phraseOf(s, v.at)
	if h := f.governor(v.at); f.class(s, lexicon.Relative) && f.relation(v.at) == doc.AclRelcl && h >= 0 && h < s {
		who = f.antecedent(h, s)
	}
	if who.end > v.first || f.class(who.first, lexicon.Relative) {
		return r, false
	}
	r.contents = append([]stretch{who}, f.toEnd(v.end)...)
	return r, len(r.contents) == 2
}

// chained reads "adding that", "citing officials": a participle behind a comma
// or "and" whose subject is that of the report before it, or of the clause.
func (f *finder) chained(v verb, r report, before *report) (report, bool) {
	if v.Kind == lexicon.Cite {
		return f.cited(v, r, before)
	}
	own := f.participleSubject(v)
	p := v.first - 1
	for p > f.First && f.upos(p) == doc.ADV {
		p-- // ", later adding"
	}
	heard := f.relation(v.at) == doc.Xcomp && f.governor(v.at) == v.first-1 // "a voice is heard saying"
	if own.empty() && !heard && !f.Is(p, ",", "and", "by", "after", "before", "while", "without", "despite", "when", "”", "\"", "’", "'") && v.first != f.First {
		return r, false
	}
	if r.source = own; !own.empty() {
	} else if before != nil {
		r.source = before.source
	} else {
		var ok bool
		if r.source, _, ok = f.treeSubject(v); !ok {
			r.source = f.clauseSubject(v.first - 1)
		}
	}
	if r.source.empty() {
		return r, false
	}
	at := v.end
	if v.Frame&(lexicon.Hearer|lexicon.Audience) != 0 {
		at = max(at, f.coreFrom(at))
	}
	if f.Is(at, "only") && f.quoteAhead(at+1) {
		at++
	}
	c, ok := f.behind(v, at, f.adjuncts(at))
	if r.contents = c; ok && before != nil && !own.empty() && f.Is(own.first-1, ",") {
		f.cut(before, own.first) // "said it was late, the mayor adding that"
	}
	return r, ok
}

// participleSubject gives who does what a participle says that has a subject of
// its own ("with one resident saying") or describes a noun for what speaks ("a
// message saying"); empty if neither is so.
func (f *finder) participleSubject(v verb) stretch {
	if s := f.child(v.at, doc.Nsubj); s >= 0 && s < v.first {
		if who := f.phraseOf(s, v.at); who.end == v.first && f.plausible(v, who, false) {
			return who
		}
	}
	if h := f.governor(v.at); f.relation(v.at) == doc.Acl && h >= 0 && h < v.first && f.speaks(h) {
		if who := f.antecedent(h, v.first); who.end == v.first {
			return who // "a letter to the board saying"
		}
	}
	return stretch{}
}

// cited reads "citing officials": the source's own source, of the same
// content.
func (f *finder) cited(v verb, r report, before *report) (report, bool) {
	r.source = f.phraseFrom(v.end)
	if r.source.empty() {
		return r, false
	}
	if before != nil && len(before.contents) > 0 {
		f.cut(before, v.first)
		r.contents = slices.Clone(before.contents)
		return r, true
	}
	if !f.Is(r.source.end, ",") {
		return r, false
	}
	for i := r.source.end + 1; i < min(f.End, r.source.end+reach/4); i++ {
		if w, ok := f.verb(i); ok && w.Kind != lexicon.Cite {
			c, found := f.behind(w, w.end, f.adjuncts(w.end))
			r.contents = c
			return r, found
		}
	}
	return r, false
}
