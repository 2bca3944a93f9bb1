package attrib

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// spoken reads the report of which v is the cue. Before is the report before
// it in the sentence, whose source "adding" has.
func (f *finder) spoken(v verb, before *report) (report, bool) {
	r := report{sentence: f.sentence, cue: v.pieces}
	switch {
	case v.Form == lexicon.Gerund && !f.be(v.first, v.at):
		return f.chained(v, r, before)
	case v.passive:
		r, ok := f.passive(v, r)
		if ok = ok && len(r.contents) > 0; ok {
			f.endRelative(v, &r)
		}
		return r, ok
	case v.Frame&lexicon.Impersonal != 0:
		return f.impersonal(v, r)
	}
	if v.Kind == lexicon.Cite && f.Is(f.coreFrom(v.end), "as") && f.Is(f.coreFrom(v.end)+1, "saying") {
		return f.quotedAs(v, r)
	}
	who, from, ok := f.treeSubject(v)
	if who, yes := f.inverted(v); yes && (f.parenthetic(v, who) || f.acts(v, who) || !(ok && from < v.first && f.child(v.at, doc.Nsubj) >= from)) {
		r.source = who
		return f.about(v, r, v.first, who.end)
	}
	if !ok {
		who, from, ok = f.subject(v.first)
	}
	goesOn := before != nil && f.Is(v.first-1, "and", "but", ",") && (!ok || f.relation(v.at) == doc.Conj && from == v.first)
	if goesOn {
		who, from, ok = before.source, v.first, !before.source.empty()
	}
	if !ok {
		return r, false
	}
	if from == who.first {
		who.first = f.subjectFrom(v, who)
		from = who.first
	}
	r.source = who
	if f.Is(from-1, "as") && f.Is(from-2, ",") && f.Is(v.end, ",") && from-2 > f.First && f.verbal(from-3) {
		return f.aside(r, from-1) // "The bill was, as the mayor said, high"
	}
	r, ok = f.about(v, r, from, v.end)
	ok = ok && len(r.contents) > 0
	acts := f.class(v.end, lexicon.Preposition) && v.end+1 < f.End && f.Doc.Tags[v.end+1].XPOS == "VBG" // "as they vowed on hastening it"
	if !ok && !acts && (v.Frame != 0 || v.Kind == lexicon.Say) && f.Is(from-1, "as") && (v.Frame&(lexicon.Hearer|lexicon.Audience) != 0 || f.child(v.at, doc.Obj) < v.end) {
		return f.aside(r, from-1)
	}
	if ok && v.Frame&lexicon.Told != 0 && f.source(r).Kind == doc.OrganisationSource {
		r.source = stretch{} // "the court heard that"
	}
	if ok {
		f.endRelative(v, &r)
		f.endJoined(v, &r)
	}
	switch {
	case ok && goesOn:
		f.cut(before, v.first)
	case ok && (f.subordinate(from) || f.conditional(v, from)):
		f.shorten(&r)
	case !ok && from == f.First && f.over(f.adjuncts(v.end)):
		return f.quotedBefore(r)
	}
	return r, ok
}

// endJoined ends a content before the comma behind which the tree joins another verb
// to the cue, of the same subject: "did not say when, but promised a vote".
func (f *finder) endJoined(v verb, r *report) {
	c := &r.contents[len(r.contents)-1]
	for _, k := range f.tree.Children(v.at) {
		cc := f.child(k, doc.Cc)
		if f.relation(k) != doc.Conj || cc <= c.first || k >= c.end || cc+1 != k || f.Doc.Tags[k].XPOS != "VBD" || f.child(k, doc.Nsubj, doc.NsubjPass) >= 0 {
			continue
		}
		if f.Is(cc-1, ",") && f.quoteAt[cc] == f.quoteAt[v.at] && c.first >= v.end {
			c.end = cc - 1
			return
		}
	}
}

// quotedAs reads "the Ledger quoted Orr as saying": Orr's report, with both verbs as
// its cue.
func (f *finder) quotedAs(v verb, r report) (report, bool) {
	end := f.coreFrom(v.end)
	r.source = stretch{v.end, end}
	r.cue = append(r.cue, stretch{end, end + 2})
	at := end + 2
	if c, ok := f.behind(verb{Cue: lexicon.Cue{Frame: lexicon.Clause}, at: end + 1, first: v.first, end: at}, at, f.adjuncts(at)); ok {
		r.contents = c
		return r, true
	}
	who, from, ok := f.treeSubject(v)
	if !ok {
		who, from, ok = f.subject(v.first)
	}
	if !ok || who.empty() {
		return r, false
	}
	c, ok := f.before(from, f.adjuncts(at))
	r.contents = c
	return r, ok
}

// endRelative ends a content with the relative clause that its cue is the verb of:
// "Orr, who asked for silence, left".
func (f *finder) endRelative(v verb, r *report) {
	c := &r.contents[len(r.contents)-1]
	e := f.tree.Extent(v.at).End
	if f.Is(e-1, ",") {
		e--
	}
	if f.relation(v.at) == doc.AclRelcl && c.first >= v.end && e > c.first && e < c.end && f.Is(e, ",") && f.quoteAt[e] == f.quoteAt[v.at] {
		c.end = e
	}
}

// aside gives a report beside a clause ("as Orr told the court,"), where "as"
// is token i, the rest of the sentence: what stands before and behind.
func (f *finder) aside(r report, i int) (report, bool) {
	end := i + 1
	for end < f.End && !f.Is(end, ",", ";", ")") && !f.stop(end) {
		end++
	}
	if i > f.First && !f.Is(i-1, ",", "(", "“", "\"") {
		return r, false
	}
	if first, stop := f.begin(i), f.backOver(i); stop > first {
		r.contents = append(r.contents, stretch{first, stop})
	}
	if f.Is(end, ",") {
		if q, ok := f.quoteFrom(end + 1); ok {
			r.contents = append(r.contents, f.fromQuote(end+1, q)...)
		} else if end+1 < f.End {
			r.contents = append(r.contents, f.toEnd(end+1)...)
		}
	}
	return r, len(r.contents) > 0
}

// backOver gives token i, or the first of the commas, dashes and brackets
// before it.
func (f *finder) backOver(i int) int {
	for i > f.First && f.Is(i-1, ",", "(", "–", "—", "-") {
		i--
	}
	return i
}

// subordinate reports whether the clause whose subject begins with token i is
// one that the sentence begins with: "While X said Y, Z".
func (f *finder) subordinate(i int) bool {
	p := i - 1
	if p < f.First || p > f.First+3 || !f.class(p, lexicon.Subordinator) || f.Is(p, "so", "that") {
		return false
	}
	return p == f.First || f.Is(p, "after", "before") && !f.clauseSince(f.First, p) // "Days after"
}

// subjectFrom gives where the subject who of the cue begins, whatever the tree has
// before it or leaves out.
func (f *finder) subjectFrom(v verb, who stretch) int {
	if at := f.behindSubject(v, who); at > 0 {
		return at
	}
	if at := f.behindTime(who); at > 0 {
		return at
	}
	if at := f.behindQuote(who); at > 0 {
		return at
	}
	return f.beforeApposition(v, who)
}

// behindQuote gives where the name begins of which a subject is the last of its
// appositions, right behind a quotation or as the first words: "Maud Orr, head of the
// line, a firm in Velm said". It is 0 where there is none.
func (f *finder) behindQuote(who stretch) int {
	if !f.Is(who.first-1, ",") {
		return 0
	}
	for i := who.first - 1; i >= max(f.First, who.first-reach); i-- {
		joined := f.Is(i, "and") && f.Capital(i-1) && f.Capital(i+1) // "Minister of Industry and Commerce"
		if f.verbal(i) || f.Is(i, "and", "or") && !joined {
			return 0
		}
		person := f.mentionEnd[i] > i && f.mentionType(i) == doc.Person
		titled := f.Capital(i) && (f.lex.Titles.Has(f.Key(i)) || f.person(i))
		if _, quoted := f.quoteBefore(i); quoted && (person || titled) {
			return i
		}
		if end := f.mentionEnd[i]; person && end > i+1 && f.Is(end, ",") && end+1 < who.first && !f.Capital(end+1) && (i == f.First || f.Is(i-1, ",")) && i > 0 {
			return i
		}
	}
	return 0
}

// beforeApposition gives where the subject begins of which the tree has only the
// apposition: "Orr, the former mayor, has promised". It is where the noun phrase
// begins if that has no name with nothing before it in front.
func (f *finder) beforeApposition(v verb, who stretch) int {
	if !f.Is(who.first-1, ",") || who.end != v.first-1 || !f.Is(who.end, ",") {
		return who.first
	}
	name := f.nounPhraseBefore(who.first - 1)
	if name.empty() || f.mentionEnd[name.end-1] != name.end || name.first > f.First && !f.class(name.first-1, lexicon.Complementizer|lexicon.Coordinator) {
		return who.first
	}
	return name.first
}

// behindSubject gives where a noun phrase begins that the tree takes for an apposition
// of the subject that the cue's clause interrupts: "The deal, people there said, may
// be signed". It is 0 where there is none.
func (f *finder) behindSubject(v verb, who stretch) int {
	at := 0
	for i := who.first; i < who.end; i++ {
		if f.Is(i, "and", "or") || at > 0 && f.Is(i, ",") {
			return 0
		}
		if f.Is(i, ",") {
			at = i + 1
		}
	}
	if i := f.adjuncts(v.end); !f.Is(i, ",") || !f.verbal(i+1) || f.Is(v.first-1, ",") {
		return 0
	}
	return at
}

// behindTime gives where a noun phrase begins that the tree has with the time before
// it: "A day after Orr said". It is 0 where there is none.
func (f *finder) behindTime(who stretch) int {
	for i := who.first; i < who.end-1; i++ {
		if f.Is(i, "after", "before", "since") && i > who.first {
			return i + 1
		}
		if f.timeEnd[i] == 0 && !f.class(i, lexicon.Determiner) && f.amountEnd[i] == 0 && !f.adverb(i) {
			return 0
		}
	}
	return 0
}

// conditional reports whether the clause whose subject begins with token from is
// one that goes before its main clause in the middle of a sentence: "Here, if you
// think it fell, Z".
func (f *finder) conditional(v verb, from int) bool {
	return f.relation(v.at) == doc.Advcl && f.governor(v.at) > v.end && f.Is(from-1, "if", "when", "while", "although", "though", "because", "once", "unless", "since")
}

// shorten ends the content of a clause that the sentence begins with where the
// next begins: at its first comma outside of a quotation.
func (f *finder) shorten(r *report) {
	if len(r.contents) == 0 {
		return
	}
	c := &r.contents[len(r.contents)-1]
	for i := c.first + 1; i < min(c.end, c.first+reach); i++ {
		if f.Is(i, ",") && f.quoteAt[i] == f.quoteAt[r.cue[0].first] {
			c.end = i
			return
		}
	}
}

// quotedBefore gives a report that is a sentence by itself ("Orr said in a
// statement.") the quotation with which the sentence before it ends.
func (f *finder) quotedBefore(r report) (report, bool) {
	if f.First == 0 || f.paragraph(f.sentence) || f.quoteAt[f.First-1] == 0 || f.quoteAt[f.First] == f.quoteAt[f.First-1] {
		return r, false
	}
	q := f.quotes[f.quoteAt[f.First-1]-1]
	r.contents = []stretch{{q.first, q.end}}
	return r, q.closed
}

// about finds the content, behind the cue or before it. Left is where the
// words before subject and cue end, right where those behind begin.
func (f *finder) about(v verb, r report, left, right int) (report, bool) {
	inverted := right > v.end
	at := right
	if f.filler(v, left, right) {
		return r, false
	}
	if v.Frame&lexicon.Hearer != 0 && f.Is(at, "that", "whether") && !(f.Doc.Tags[v.at].XPOS == "VBD" && f.child(v.at, doc.Nsubj) == v.first-1) {
		return r, false // "and told that": somebody was
	}
	if v.Frame&(lexicon.Hearer|lexicon.Audience) != 0 && !inverted && !(f.Is(at, "that") && f.quoteMark(at+1)) {
		if who := f.coreFrom(at); who > at && !(f.clause(at) && !f.Is(who, "that") && f.opensClause(at)) {
			at = who
		}
	}
	if f.Is(at, "only") && f.quoteAhead(at+1) {
		at++
	}
	if f.infinitive(at) && v.Frame&lexicon.Object != 0 && f.Is(at, "not") && f.be(at+2, at+3) {
		return r, false // "who asked not to be named"
	}
	behind := f.adjuncts(at)
	q, quoted := f.quoteBefore(left)
	other := quoted && !inverted && f.quoteAhead(behind) && q.first > f.begin(left)               // "She asked, 'Why?' I said, 'Why not?'"
	aside := quoted && behind < f.End && (f.Doc.Tags[behind].XPOS == "VBG" || f.Is(behind, "to")) // `"It fell," she recalled telling them`
	if !other && (f.over(behind) || aside || inverted && quoted) && (inverted || f.mayFollow(v, left)) {
		if c, ok := f.before(left, behind); ok {
			more := f.after(behind)
			and := f.Is(behind+1, "and") && f.verbal(behind+2) && f.Doc.Tags[behind+2].XPOS != "VBD"
			if !quoted && f.Is(behind, ",") && (and || f.be(left-2, left-1)) {
				more = f.toEnd(behind + 1) // "The ferry is new, said Orr, and will run in May", "It is, they say, new"
			}
			r.contents = append(c, more...)
			return r, true
		}
		if first := f.begin(left); f.Is(left-1, ",") && f.Is(behind, ",") && left-1 > first && f.clause(behind+1) && !quoted {
			r.contents = append(f.within(first, left-1), f.after(behind)...) // "After the storm, they wrote, it was gone"
			if len(r.contents) == 1 && behind == v.end && f.Is(behind+1, "if", "when", "because", "although", "while", "since", "unless", "as", "after", "before") {
				if left-1-first < 3 { // "For example, she said, if it rains, ..."
					r.contents = nil
				}
				r.contents = append(r.contents, f.toEnd(behind+1)...)
				return r, true
			}
			return r, len(r.contents) > 1
		}
	}
	if inverted {
		return r, false
	}
	if c := f.beside(v, left, behind); c != nil && !other {
		r.contents = c
		return r, true
	}
	c, ok := f.behind(v, at, behind)
	r.contents = c
	return r, ok
}

// filler reports whether the cue says nothing by itself: "you know" beside commas
// or without a complementizer, "I don't know" without a clause. Left is where its
// words begin, right the first token behind them.
func (f *finder) filler(v verb, left, right int) bool {
	if v.Lemma != "know" || v.Form == lexicon.PastForm {
		return false
	}
	if f.Is(left, "you") && v.end-v.first == 1 {
		return !f.class(right, lexicon.Complementizer) || f.Is(right, "what") && f.Is(right+1, ",")
	}
	return v.pieces[0].first < v.at && f.Is(left, "i", "we") && f.over(right)
}

// mayFollow reports whether a content can stand before the cue's clause, which
// begins at token left: a quotation does, or the tree does not have the cue in a
// clause that another verb before it governs.
func (f *finder) mayFollow(v verb, left int) bool {
	if _, quoted := f.quoteBefore(left); quoted {
		return true
	}
	if f.relation(v.at) == doc.Advcl && f.child(v.at, doc.Mark) < 0 && f.Is(left-1, ",") {
		return true // no word says that it is a clause of another
	}
	if s := f.child(v.at, doc.Nsubj); v.Kind == lexicon.Say && s >= left && f.Is(left-1, ",") && f.stop(f.adjuncts(v.end)) && f.child(v.at, doc.Mark) < 0 {
		return true // nothing behind it completes it: "The pumps failed, her critics say."
	}
	if s := f.child(v.at, doc.Nsubj); f.relation(v.at) == doc.AclRelcl && s >= 0 && f.class(s, lexicon.Relative) {
		return false
	}
	switch f.relation(v.at) {
	case doc.Ccomp, doc.Advcl, doc.Acl, doc.AclRelcl, doc.Xcomp:
		h := f.governor(v.at)
		return h < 0 || h >= left || f.child(v.at, doc.Ccomp, doc.Parataxis) >= 0
	}
	return true
}

// beside gives the clause before a cue that stands in it without a comma: "It
// was a Monday I think." Left is where the words before the cue's end, behind
// where its own do.
func (f *finder) beside(v verb, left, behind int) []stretch {
	h := f.governor(v.at)
	first := f.begin(left)
	if f.relation(v.at) != doc.Parataxis || h < first || h >= left || !f.over(behind) || v.Kind == lexicon.Cite {
		return nil
	}
	return f.within(first, left)
}

// opensClause reports whether token i is a pronoun that can only be a subject.
func (f *finder) opensClause(i int) bool { return f.Is(i, "i", "he", "she", "we", "they") }

// over reports whether the cue's clause is over at token i.
func (f *finder) over(i int) bool {
	return i >= f.End || f.Is(i, ",", ";", ":", "-", "–", "—", ")", "as", "when", "while", "after", "before", "and", "but") || f.stop(i) || f.quoteMark(i)
}
