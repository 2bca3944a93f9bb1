package summary

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// pointer is a sentence whose pronouns are looked at.
type pointer struct {
	d      *doc.Document
	tokens doc.Range
	nouns  []int // that have been passed, by index in the document's tokens
}

// pointsElsewhere reports whether a pronoun of the third person, or a "this" or
// "those" before a noun, has nothing in its sentence to stand for: no noun or name
// that may be meant goes before it, days and dates apart, and none follows as the
// subject of what it is fronted to ("In his speech, the mayor said"). "Nobody we
// asked had heard them." Without tags and trees nothing is known.
func pointsElsewhere(d *doc.Document, tokens doc.Range, pieces []Piece) bool {
	if len(d.Tags) < tokens.End || len(d.Heads) < tokens.End {
		return false
	}
	p := pointer{d: d, tokens: tokens}
	times := within(d.Times, d.Tokens[tokens.First].Start, d.Tokens[tokens.End-1].End, func(t doc.Time) int { return t.Start })
	for i := tokens.First; i < tokens.End; i++ {
		token := d.Tokens[i].Span
		for len(times) > 0 && times[0].End <= token.Start {
			times = times[1:]
		}
		if !kept(pieces, token) || len(times) > 0 && times[0].Start <= token.Start {
			continue
		}
		word := careful[lexicon.Key(token.Of(d.Text))]
		switch upos := d.Tags[i].UPOS; {
		case upos == doc.NOUN || upos == doc.PROPN:
			p.nouns = append(p.nouns, i)
		case word == pointsBack && !p.stands(i) || upos == doc.DET && d.Tags[i].Features.Has(doc.PronTypeDem) && len(p.nouns) == 0:
			return !p.fronted(i)
		}
	}
	return false
}

// stands reports whether a pronoun may stand for a noun before it.
func (p *pointer) stands(pronoun int) bool {
	for _, noun := range p.nouns {
		if p.agree(noun, pronoun) && !p.ofSubject(noun, pronoun) {
			return true
		}
	}
	return false
}

// agree reports whether a noun may be what a pronoun stands for by its number,
// and by whether it names a person.
func (p *pointer) agree(noun, pronoun int) bool {
	switch lexicon.Key(p.d.Tokens[pronoun].Of(p.d.Text)) {
	case "they", "them", "their", "theirs", "themselves":
		return true // an organisation or a crowd may be one word
	case "it", "its", "itself":
		return !p.plural(noun) && !p.person(noun)
	}
	return !p.plural(noun)
}

func (p *pointer) plural(noun int) bool {
	return p.d.Tags[noun].XPOS == "NNS" || p.d.Tags[noun].XPOS == "NNPS"
}

// person reports whether a noun is part of the name of a person.
func (p *pointer) person(noun int) bool {
	token := p.d.Tokens[noun].Span
	for _, m := range within(p.d.Mentions, p.d.Tokens[p.tokens.First].Start, token.End, func(m doc.Mention) int { return m.Start }) {
		if m.Contains(token) {
			return p.d.Entities[m.Entity].Type == doc.Person
		}
	}
	return false
}

// ofSubject reports whether a noun is in the subject of the verb that a pronoun
// is the object of: who is denied something does not deny themselves.
func (p *pointer) ofSubject(noun, pronoun int) bool {
	head := p.d.Heads[pronoun]
	if head.Relation.Universal() != doc.Obj && head.Relation.Universal() != doc.Iobj {
		return false
	}
	for i, up := noun, 0; i >= p.tokens.First && up < p.tokens.Len(); i, up = p.d.Heads[i].Token, up+1 {
		if p.d.Heads[i].Token == head.Token && p.d.Heads[i].Relation.Universal() == doc.Nsubj {
			return true
		}
	}
	return false
}

// fronted reports whether a comma and then a noun or name as a subject follow a
// token.
func (p *pointer) fronted(at int) bool {
	comma := false
	for i := at + 1; i < p.tokens.End; i++ {
		comma = comma || p.d.Tokens[i].Of(p.d.Text) == ","
		if comma && p.d.Heads[i].Relation.Universal() == doc.Nsubj {
			return p.d.Tags[i].UPOS == doc.NOUN || p.d.Tags[i].UPOS == doc.PROPN
		}
	}
	return false
}
