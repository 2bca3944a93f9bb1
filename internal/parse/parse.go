// Package parse gives the tree of each sentence, in the terms of Universal
// Dependencies, as the net of package neural reads it.
package parse

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
)

// Find gives the head of each token, from what the net says of it. The heads
// of a sentence are always a tree with one root.
func Find(d *doc.Document, words []neural.Word) []doc.Head {
	heads := make([]doc.Head, len(words))
	for _, s := range d.Sentences {
		for i := s.Tokens.First; i < s.Tokens.End; i++ {
			heads[i] = doc.Head{Token: s.Tokens.First + words[i].Head - 1, Relation: words[i].Relation}
			if words[i].Head == 0 {
				heads[i].Token = -1
			}
		}
	}
	return heads
}
