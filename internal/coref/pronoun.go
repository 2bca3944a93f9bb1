package coref

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// antecedent gives the token that a pronoun stands for: of a relative one what
// its clause hangs on, of "I" and "we" in a quotation who speaks, of "it" and
// "they" the subject of a clause above, or else that of a sentence before. It
// gives -1 where there is none. "He" and "she" are mentions of the document's.
func (r *referrer) antecedent(document, token int) int {
	d := r.docs[document]
	f := d.Tags[token].Features
	switch {
	case f.Has(doc.PronTypeRel) || f.Has(doc.PronTypeInt):
		return r.relative(document, token)
	case f.Has(doc.Person1):
		return r.speaker(document, token)
	case f.Has(doc.Person3):
		return r.subjectBefore(document, token)
	}
	return -1
}

// relative gives what a relative clause hangs on.
func (r *referrer) relative(document, token int) int {
	heads := r.docs[document].Heads
	for i := token; i >= 0; i = heads[i].Token {
		if heads[i].Relation == doc.AclRelcl {
			return heads[i].Token
		}
	}
	return -1
}

// speaker gives the noun of the source whose words a token is in.
func (r *referrer) speaker(document, token int) int {
	d := r.docs[document]
	for _, a := range d.Attributions {
		if !text.Within(a.Contents, d.Tokens[token].Span) || a.Source.Empty() {
			continue
		}
		w := Words{document, []text.Span{a.Source.Span}}
		if d.Tags[token].Features.Has(doc.NumberPlur) {
			return r.institutionIn(w)
		}
		return r.nounOf(w)
	}
	return -1
}

// institutionIn gives the first name of an organisation or place in some words:
// for whom "we" stands.
func (r *referrer) institutionIn(w Words) int {
	d := r.docs[w.Document]
	for i := d.TokenAt(w.Spans[0].Start); i < len(d.Tokens) && d.Tokens[i].Start < w.Spans[0].End; i++ {
		if m, ok := r.named[w.Document][i]; ok && classOf(d.Entities[d.Mentions[m].Entity].Type) == institution {
			return i
		}
	}
	return -1
}

// How far back what a pronoun or "the company" stands for is looked for: words,
// sentences beyond its own, and clauses above.
const (
	businessReach = 300
	sentencesBack = 2
	clausesAbove  = 12
)

// business gives the name of the organisation that "the company" stands for: the
// nearest subject that is one, or else the last that was named.
func (r *referrer) business(document, token int) int {
	d, tree := r.docs[document], r.trees[document]
	if kinds[Lemma(d, token, "")] != businessWord || tree.Child(token, doc.Amod, doc.Compound, doc.Nmod, doc.NmodPoss) >= 0 {
		return -1
	}
	if at := tree.Child(token, doc.Det); at < 0 || !d.Tags[at].Features.Has(doc.DefiniteDef) && !d.Tags[at].Features.Has(doc.PronTypeDem) {
		return -1
	}
	if to := r.subjectBefore(document, token); to >= 0 && r.organisation(document, to) {
		return to
	}
	for i := token - 1; i >= max(0, token-businessReach); i-- {
		if r.organisation(document, i) {
			return i
		}
	}
	return -1
}

// organisation reports whether a token is in the name of one.
func (r *referrer) organisation(document, token int) bool {
	d := r.docs[document]
	m, ok := r.named[document][token]
	return ok && d.Entities[d.Mentions[m].Entity].Type == doc.Organisation
}

// subjectBefore gives the nearest subject before a token that can be meant by it.
func (r *referrer) subjectBefore(document, token int) int {
	d, tree := r.docs[document], r.trees[document]
	for i, up := d.Heads[token].Token, 0; i >= 0 && up < clausesAbove; i, up = d.Heads[i].Token, up+1 {
		if s := tree.Child(i, doc.Nsubj, doc.NsubjPass); s >= 0 && s < token && !tree.Under(token, s) && r.stands(document, token, s) {
			return s
		}
	}
	at := sentenceAt(d, d.Tokens[token].Start)
	for back := 1; back <= sentencesBack && back <= at; back++ {
		root := tree.Root(d.Sentences[at-back])
		if root < 0 {
			continue
		}
		if s := tree.Child(root, doc.Nsubj, doc.NsubjPass); s >= 0 && r.stands(document, token, s) {
			return s
		}
	}
	return -1
}

// stands reports whether a third person's pronoun can stand for a noun.
func (r *referrer) stands(document, pronoun, noun int) bool {
	d := r.docs[document]
	if m, ok := r.named[document][noun]; ok {
		return d.Entities[d.Mentions[m].Entity].Type != doc.Person
	}
	if f := d.Tags[noun].Features; d.Tags[noun].UPOS == doc.PRON {
		return f.Has(doc.Person3) && !f.Has(doc.GenderFem) && !f.Has(doc.GenderMasc)
	}
	plural := d.Tags[pronoun].Features.Has(doc.NumberPlur)
	return plural == d.Tags[noun].Features.Has(doc.NumberPlur)
}
