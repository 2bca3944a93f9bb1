package coref

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Words are words of one of several documents: what names an entity or an event.
type Words struct {
	Document int         // index in the documents given
	Spans    []text.Span // in text order; at least one
}

// GroupEntityMentions groups noun phrases and pronouns that name the same, over
// all documents, and gives the group of each: the index of its first member. What
// has a name is one over the documents as [Entities] has it; what has none only
// within a document, where it goes by the same noun, or by a pronoun that the tree
// gives something to stand for. The groups do not hang on the order of the
// documents, nor on that of the mentions.
func GroupEntityMentions(docs []*doc.Document, mentions []Words) []int {
	r := newReferrer(docs)
	first := map[string]int{}
	groups := make([]int, len(mentions))
	for i, m := range mentions {
		groups[i] = i
		key := r.who(m)
		if at, met := first[key]; met && key != "" {
			groups[i] = at
		} else {
			first[key] = i
		}
	}
	return groups
}

// referrer finds whom the words of several documents name.
type referrer struct {
	docs      []*doc.Document
	directory *Directory
	trees     []doc.Tree
	named     []map[int]int // of each document: the mention that each token is in
	models    onlyOne       // names by their words with a figure: "A380"
}

func newReferrer(docs []*doc.Document) *referrer {
	r := &referrer{docs: docs, directory: NewDirectory(docs), models: onlyOne{}}
	for _, d := range docs {
		r.trees = append(r.trees, doc.NewTree(d))
		named := map[int]int{}
		for m, mention := range d.Mentions {
			for i := d.TokenAt(mention.Start); i < len(d.Tokens) && d.Tokens[i].Start < mention.End; i++ {
				named[i] = m
			}
		}
		r.named = append(r.named, named)
	}
	for i, n := range r.directory.names {
		for _, w := range n.words {
			if strings.ContainsFunc(w, unicode.IsDigit) {
				r.models.note(w, i, r.directory.same)
			}
		}
	}
	return r
}

// compareSpans orders words by where they begin, then the longer ones first.
func compareSpans(a, b []text.Span) int {
	return cmp.Or(a[0].Start-b[0].Start, b[len(b)-1].End-a[len(a)-1].End)
}

// HeadLemma gives the dictionary form of the word that the others of some words of
// a document depend on.
func HeadLemma(d *doc.Document, words []text.Span) string {
	if at := headOf(d, words); at >= 0 {
		return Lemma(d, at, lexicon.Key(d.Tokens[at].Of(d.Text)))
	}
	return lexicon.Key(words[0].Of(d.Text))
}

// headOf gives the token of some words that the others of them depend on; -1 in a
// document without trees.
func headOf(d *doc.Document, words []text.Span) int {
	if len(d.Heads) == 0 {
		return -1
	}
	found := -1
	for _, s := range words {
		for i := d.TokenAt(s.Start); i < len(d.Tokens) && d.Tokens[i].Start < s.End; i++ {
			h := d.Heads[i].Token
			outside := h < 0 || !text.Within(words, d.Tokens[h].Span)
			if outside && d.Tags[i].UPOS != doc.PUNCT && (found < 0 || d.Tags[i].UPOS != doc.ADP && d.Tags[found].UPOS == doc.ADP) {
				found = i
			}
		}
	}
	return found
}

// nounOf gives the noun of a phrase: the last one before anything that follows
// nouns, a possessive apart ("Boeing 's 787"); -1 if there is none. It is surer
// than the tree's where names stand beside each other.
func (r *referrer) nounOf(w Words) int {
	d := r.docs[w.Document]
	found := -1
	if len(d.Tags) == 0 {
		return found
	}
	for i := d.TokenAt(w.Spans[0].Start); i < len(d.Tokens) && d.Tokens[i].Start < w.Spans[len(w.Spans)-1].End; i++ {
		if _, ok := r.named[w.Document][i]; ok {
			found = i // also "Boeing", which looks like a verb
			continue
		}
		switch d.Tags[i].UPOS {
		case doc.NOUN, doc.PROPN, doc.NUM, doc.PRON:
			if d.Tags[i].Features.Has(doc.PronTypeRel) && found >= 0 {
				return found
			}
			found = i
		case doc.ADP, doc.SCONJ, doc.CCONJ, doc.VERB, doc.AUX, doc.PUNCT:
			glued := d.Tokens[i].Of(d.Text) == "-" && i > 0 && d.Tokens[i-1].End == d.Tokens[i].Start
			if found >= 0 && !glued {
				return found
			}
		}
	}
	return found
}

// steps is how far a phrase is followed to what it stands for: "Carson, who is
// the head of".
const steps = 4

// who gives what words for one entity have in common, and for no other; empty
// where it is not known.
func (r *referrer) who(w Words) string {
	d := r.docs[w.Document]
	if len(d.Heads) == 0 {
		return ""
	}
	noun := r.nounOf(w)
	if noun < 0 {
		noun = headOf(d, w.Spans)
	}
	if noun < 0 {
		return ""
	}
	if c := r.trees[w.Document].Child(noun, doc.Conj); c >= 0 && text.Within(w.Spans, d.Tokens[c].Span) {
		return "both " + strings.ToLower(text.Span{Start: w.Spans[0].Start, End: w.Spans[len(w.Spans)-1].End}.Of(d.Text)) // "Apple and AT&T" is neither
	}
	return r.refers(w.Document, noun, steps)
}

// refers gives the same of what a token stands for.
func (r *referrer) refers(document, token, steps int) string {
	d, tree := r.docs[document], r.trees[document]
	if m, ok := r.named[document][token]; ok {
		return r.directory.Name(d, d.Mentions[m].Entity)
	}
	key := lexicon.Key(d.Tokens[token].Of(d.Text))
	if model := strings.TrimSuffix(key, "s"); strings.ContainsFunc(model, unicode.IsDigit) {
		if n, ok := r.models[model]; ok && n != several {
			return r.directory.label(n)
		}
		return "model " + model
	}
	if n, ok := r.nameElsewhere(d, token); ok {
		return r.directory.label(n)
	}
	if steps == 0 {
		return ""
	}
	if to := r.beside(document, token); to >= 0 {
		return r.refers(document, to, steps-1)
	}
	if d.Tags[token].UPOS == doc.PRON || d.Tags[token].UPOS == doc.DET {
		if to := r.antecedent(document, token); to >= 0 {
			return r.refers(document, to, steps-1)
		}
		return ""
	}
	if subject := tree.Child(token, doc.Nsubj); subject >= 0 && tree.Child(token, doc.Cop) >= 0 {
		return r.refers(document, subject, steps-1)
	}
	if to := r.business(document, token); to >= 0 {
		return r.refers(document, to, steps-1)
	}
	return r.thing(document, token)
}

// nameElsewhere gives the name that another document has in a proper noun that was
// found to be no name where it stands, as in headlines.
func (r *referrer) nameElsewhere(d *doc.Document, token int) (int, bool) {
	if d.Tags[token].UPOS != doc.PROPN {
		return 0, false
	}
	words := plainWords(d.Tokens[token].Of(d.Text), doc.Unknown)
	for _, c := range []class{institution, person, open} {
		if n, ok := r.directory.number[keyOf(words, c)]; ok {
			return n, true
		}
	}
	return 0, false
}

// beside gives the name that stands beside a noun for the same: "the head of
// Boeing, Scott Carson", "airframer Boeing"; -1 if there is none.
func (r *referrer) beside(document, token int) int {
	d, tree := r.docs[document], r.trees[document]
	if h := d.Heads[token]; h.Relation == doc.Appos {
		return h.Token
	}
	for _, c := range tree.Children(token) {
		rel := d.Heads[c].Relation
		if _, ok := r.named[document][c]; ok && (rel == doc.Appos || rel == doc.Flat) {
			return c
		}
	}
	m, ok := r.named[document][token+1]
	if !ok || d.Tags[token].UPOS != doc.NOUN || d.Mentions[m].Start != d.Tokens[token+1].Start {
		return -1
	}
	if h := d.Heads[token].Token; h > token && r.named[document][h] == m {
		return token + 1
	}
	return -1
}

// thing gives a number to what a noun stands for: the one that went by the noun
// before it, or with an indefinite article or a number a new one.
func (r *referrer) thing(document, token int) string {
	d := r.docs[document]
	noun := fmt.Sprintf("%d %s", document, Lemma(d, token, lexicon.Key(d.Tokens[token].Of(d.Text))))
	for _, c := range r.trees[document].Children(token) {
		if d.Heads[c].Relation == doc.Nummod || d.Tags[c].Features.Has(doc.DefiniteInd) {
			return fmt.Sprintf("%s at %d", noun, d.Tokens[token].Start)
		}
	}
	return noun
}
