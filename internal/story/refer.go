package story

import (
	"cmp"
	"fmt"
	"slices"

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
// all documents, and gives the group of each: the index of its first member.
func GroupEntityMentions(docs []*doc.Document, mentions []Words) []int {
	r := newReferrer(docs)
	first := map[string]int{}
	groups := make([]int, len(mentions))
	for i, m := range mentions {
		groups[i] = i
		key, ok := r.who(m)
		if !ok {
			continue
		}
		if at, met := first[key]; met {
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
	directory *directory
	trees     []doc.Tree
	named     []map[int]int // of each document: the mention that each token is in
}

func newReferrer(docs []*doc.Document) *referrer {
	r := &referrer{docs: docs, directory: newDirectory(docs)}
	for _, d := range docs {
		r.trees = append(r.trees, doc.NewTree(d))
		named := map[int]int{}
		for m, mention := range d.Mentions {
			for i := tokenAt(d, mention.Start); i < len(d.Tokens) && d.Tokens[i].Start < mention.End; i++ {
				named[i] = m
			}
		}
		r.named = append(r.named, named)
	}
	return r
}

// tokenAt gives the first token that begins at a place or behind it.
func tokenAt(d *doc.Document, at int) int {
	i, _ := slices.BinarySearchFunc(d.Tokens, at, func(t doc.Token, at int) int { return cmp.Compare(t.Start, at) })
	return i
}

// head gives the token of some words that the others of them depend on; -1 in a
// document without trees.
func (r *referrer) head(w Words) int {
	d := r.docs[w.Document]
	if len(d.Heads) == 0 {
		return -1
	}
	found := -1
	for _, s := range w.Spans {
		for i := tokenAt(d, s.Start); i < len(d.Tokens) && d.Tokens[i].Start < s.End; i++ {
			h := d.Heads[i].Token
			outside := h < 0 || !within(w.Spans, d.Tokens[h].Span)
			if outside && d.Tags[i].UPOS != doc.PUNCT && (found < 0 || d.Tags[i].UPOS != doc.ADP && d.Tags[found].UPOS == doc.ADP) {
				found = i
			}
		}
	}
	return found
}

// who gives what words for one entity have in common, and for no other.
func (r *referrer) who(w Words) (string, bool) {
	head := r.head(w)
	if head < 0 {
		return "", false
	}
	return r.refers(w.Document, head, 4)
}

func (r *referrer) refers(document, token, steps int) (string, bool) {
	d, tree := r.docs[document], r.trees[document]
	if m, ok := r.named[document][token]; ok {
		return r.directory.name(d, d.Mentions[m].Entity), true
	}
	if steps == 0 {
		return "", false
	}
	for _, c := range tree.Children(token) {
		m, ok := r.named[document][c]
		if rel := d.Heads[c].Relation; ok && (rel == doc.Appos || rel == doc.Flat) {
			return r.directory.name(d, d.Mentions[m].Entity), true
		}
	}
	h := d.Heads[token]
	key := lexicon.Key(d.Tokens[token].Of(d.Text))
	switch {
	case h.Relation == doc.Appos && h.Token >= 0:
		return r.refers(document, h.Token, steps-1)
	case tree.Child(token, doc.Cop) >= 0 && tree.Child(token, doc.Nsubj) >= 0:
		return r.refers(document, tree.Child(token, doc.Nsubj), steps-1)
	case d.Tags[token].UPOS == doc.PRON && lexicon.English().Is(key, lexicon.Relative):
		if to := r.antecedent(document, token); to >= 0 {
			return r.refers(document, to, steps-1)
		}
		return "", false
	case d.Tags[token].UPOS == doc.PRON || d.Tags[token].UPOS == doc.DET:
		return "", false
	}
	return fmt.Sprintf("%d %s", document, lemma(d, token, key)), true
}

// antecedent gives what a relative clause hangs on.
func (r *referrer) antecedent(document, token int) int {
	d := r.docs[document]
	for i := token; i >= 0; i = d.Heads[i].Token {
		if d.Heads[i].Relation == doc.AclRelcl {
			return d.Heads[i].Token
		}
	}
	return -1
}
