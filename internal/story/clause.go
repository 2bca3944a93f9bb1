package story

import (
	"slices"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// none is no meaning.
const none = -1

// clause is who does what to whom in a claim, each by the number of its
// meaning; none where there is none. What is done to somebody is the object,
// whatever the voice.
type clause struct {
	predicate       int32
	subject, object int32
	at              [3]int     // the tokens of the predicate, the subject and the object; -1: none
	meant           [3]*lexeme // what is known of those words
}

// readClause reads the clause at the top of a claim's tree: the first token
// whose head stands outside of the claim. In a document without trees it is
// empty.
func (r *reader) readClause(f *fact) clause {
	c := clause{predicate: none, subject: none, object: none, at: [3]int{-1, -1, -1}}
	if f.top < 0 {
		return c
	}
	c.predicate, c.at[0] = r.headword(f, f.top), f.top
	for _, child := range r.tree(f.doc).Children(f.top) {
		switch f.doc.Heads[child].Relation {
		case doc.Nsubj, doc.OblAgent:
			c.subject, c.at[1] = r.headword(f, child), child
		case doc.NsubjPass, doc.Obj:
			c.object, c.at[2] = r.headword(f, child), child
		}
	}
	return c
}

// findTop gives the token that the rest of a claim depends on; -1 if none does.
func (f *fact) findTop() int {
	d := f.doc
	if len(d.Heads) == 0 {
		return -1
	}
	for _, p := range f.Pieces {
		first := d.TokenAt(p.Start)
		for i := first; i < len(d.Tokens) && d.Tokens[i].End <= p.End; i++ {
			h := d.Heads[i].Token
			outside := h < 0 || !text.Within(f.Pieces, d.Tokens[h].Span)
			if outside && (d.Tags[i].UPOS == doc.VERB || d.Tags[i].UPOS == doc.NOUN || d.Tags[i].UPOS == doc.ADJ || d.Tags[i].UPOS == doc.AUX) {
				return i
			}
		}
	}
	return -1
}

// past reports whether a claim's verb, or the auxiliary that it stands with, is in
// the past tense or in the perfect.
func (f *fact) past() bool {
	if f.top < 0 {
		return false
	}
	past := func(token int) bool {
		tag := f.doc.Tags[token].XPOS
		return tag == "VBD" || tag == "VBN" && f.doc.Tags[token].UPOS == doc.VERB
	}
	if past(f.top) {
		return true
	}
	return slices.ContainsFunc(f.tokens, func(t int) bool {
		return f.doc.Heads[t].Token == f.top && f.doc.Tags[t].UPOS == doc.AUX && past(t)
	})
}

// readRuledOut gives the meanings of the nouns that a claim says it was not, while
// it says of something else that it was: "speed, not a broken rail, threw it".
func (f *fact) readRuledOut(termAt []int32) []int32 {
	d := f.doc
	if len(d.Tags) == 0 || f.rejects {
		return nil
	}
	var list []int32
	for i := range f.keys {
		n := phraseAt(f.keys[i:], insteadWord)
		if n == 0 {
			continue
		}
		for j := i + n; j < len(f.tokens) && inNounPhrase(d.Tags[f.tokens[j]]); j++ {
			if d.Tags[f.tokens[j]].UPOS == doc.NOUN && termAt[j] != none {
				list = append(list, termAt[j])
			}
		}
	}
	return sets.Distinct(list)
}

// inNounPhrase reports whether a word may stand in front of a noun, or is one.
func inNounPhrase(t doc.Tag) bool {
	switch t.UPOS {
	case doc.DET, doc.ADJ, doc.NOUN, doc.PROPN, doc.PRON:
		return true
	}
	return t.XPOS == "VBN" || t.XPOS == "VBG"
}

// readUndone gives the meanings of the verbs that a claim negates below its
// top: "without having signed".
func (r *reader) readUndone(f *fact) []int32 {
	d := f.doc
	if len(d.Heads) == 0 {
		return nil
	}
	var list []int32
	for _, p := range f.Pieces {
		first := d.TokenAt(p.Start)
		for i := first; i < len(d.Tokens) && d.Tokens[i].End <= p.End; i++ {
			h := d.Heads[i].Token
			if h >= 0 && h != f.top && d.Tags[h].UPOS == doc.VERB && lexicon.English().Negations.Has(lexicon.Key(d.Tokens[i].Of(d.Text))) {
				list = append(list, r.words.Of(coref.Meaning(coref.Lemma(d, h, ""))))
			}
		}
	}
	return sets.Distinct(list)
}

// headword gives the meaning of a token, or whom it names.
func (r *reader) headword(f *fact, token int) int32 {
	d := f.doc
	for _, m := range f.mentions {
		if d.Mentions[m].Contains(d.Tokens[token].Span) {
			return ofName(r.names.Of(r.entityName(d, d.Mentions[m].Entity)))
		}
	}
	return r.words.Of(coref.Meaning(coref.Lemma(d, token, d.Tokens[token].Of(d.Text))))
}

// Numbers of names stand among those of meanings as the negative ones.
func ofName(n int32) int32 { return none - 1 - n }
func nameOf(m int32) int32 { return none - 1 - m }

// tree gives the tree of a document, which is read once.
func (r *reader) tree(d *doc.Document) doc.Tree {
	if r.treeOf != d {
		r.treeOf, r.trees = d, doc.NewTree(d)
	}
	return r.trees
}

// besideWords is how far from a verb its subject or object may stand, in
// content words: "talks on the troops were resumed".
const besideWords = 2

// beside gives the content words that words of a kind, which are verbs, are said of,
// sorted: by the tree, or where there is none those that stand nearest.
func (f *fact) beside(k kind, termAt []int32) []int32 {
	var found []int32
	if len(f.doc.Heads) > 0 {
		for i, token := range f.tokens {
			if kinds[f.keys[i]] == k {
				found = append(found, f.undergoes(token, termAt)...)
			}
		}
		return sets.Distinct(found)
	}
	for i, stem := range f.sequence {
		if f.kinds[i] != k {
			continue
		}
		for j := max(0, i-besideWords); j <= min(len(f.sequence)-1, i+besideWords); j++ {
			if j != i && f.sequence[j] != stem {
				found = append(found, f.sequence[j])
			}
		}
	}
	return sets.Distinct(found)
}

// undergoes gives the meanings of what a verb is done to, or of what does it where
// nothing else is there: "began talks", "talks were resumed", "talks began".
func (f *fact) undergoes(verb int, termAt []int32) []int32 {
	var objects, subjects []int32
	for i, token := range f.tokens {
		h := f.doc.Heads[token]
		switch {
		case termAt[i] == none:
		case h.Token == verb && (h.Relation == doc.Obj || h.Relation == doc.NsubjPass), f.doc.Heads[verb].Token == token && f.doc.Heads[verb].Relation == doc.Amod:
			objects = append(objects, termAt[i])
		case h.Token == verb && h.Relation == doc.Nsubj:
			subjects = append(subjects, termAt[i])
		}
	}
	if objects != nil {
		return objects
	}
	return subjects
}
