package claim

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// agree notes which verbs have to agree with a name that is put in for "I" or
// "we": the finite ones of its predicate and of those joined to it.
func (c *composer) agree(subject int) {
	if c.tree == nil {
		return
	}
	switch c.d.Heads[subject].Relation {
	case doc.Nsubj, doc.NsubjPass:
	default:
		return
	}
	if c.verbs == nil {
		c.verbs = map[int]bool{}
	}
	p := c.d.Heads[subject].Token
	c.noteVerbs(p)
	for _, x := range c.tree.Children(p) {
		if c.d.Heads[x].Relation == doc.Conj && c.tree.Child(x, doc.Nsubj, doc.NsubjPass) < 0 {
			c.noteVerbs(x)
		}
	}
}

func (c *composer) noteVerbs(p int) {
	c.verbs[p] = true
	for _, x := range c.tree.Children(p) {
		switch c.d.Heads[x].Relation {
		case doc.Aux, doc.AuxPass, doc.Cop:
			c.verbs[x] = true
		}
	}
}

// form writes a verb in the form that what was put in asks for, and spells out
// what was written together with a pronoun: "Orr has" for "I've".
func (c *composer) form(w word, key string) bool {
	s := ""
	if c.verbs[w.token] {
		s = singular(key, c.d.Tags[w.token])
	}
	if s == "" && c.swapped == w.token && c.tree != nil {
		s = c.spellOut(w.token, key)
	}
	if s == "" {
		return false
	}
	c.put(word{token: -1, own: s, place: w.token}, s, Agreement, c.d.Tokens[w.token].Span)
	c.last = w
	return true
}

// singular gives the third person of a verb in the first; empty: it is the same.
func singular(key string, t doc.Tag) string {
	switch key {
	case "am", "'m", "are", "'re":
		return "is"
	case "were":
		return "was"
	case "have", "'ve":
		if t.XPOS == "VBP" || t.XPOS == "" {
			return "has"
		}
	case "do":
		if t.XPOS == "VBP" {
			return "does"
		}
	default:
		if t.XPOS == "VBP" && t.UPOS == doc.VERB && t.Lemma == key {
			return lexicon.ThirdPerson(key)
		}
	}
	return ""
}

// perfect reports whether "'s" is short for "has": before a participle that is
// active, or has an object whatever its tag says.
func (c *composer) perfect(token int) bool {
	if c.d.Tags[token].Lemma == "have" {
		return true
	}
	h := c.d.Heads[token].Token
	return h >= 0 && c.d.Tags[h].XPOS == "VBN" && (c.d.Heads[token].Relation == doc.Aux || c.tree.Child(h, doc.Obj) >= 0)
}

// spellOut gives in full what is written together with a pronoun.
func (c *composer) spellOut(token int, key string) string {
	switch key {
	case "'s", "’s":
		if c.perfect(token) {
			return "has"
		}
		return "is"
	case "'m", "’m":
		return "is"
	case "'re", "’re":
		return "are"
	case "'ve", "’ve":
		return "have"
	case "'ll", "’ll":
		return "will"
	case "'d", "’d":
		if h := c.d.Heads[token].Token; h >= 0 && c.d.Tags[h].XPOS == "VBN" {
			return "had"
		}
		return "would"
	}
	return ""
}
