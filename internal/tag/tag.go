// Package tag gives what each token is as a word: its parts of speech and
// features, as the net of package neural reads them, and its dictionary form.
package tag

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
)

// Find gives the tag of each token, from what the net says of it.
func Find(d *doc.Document, words []neural.Word) []doc.Tag {
	tags := make([]doc.Tag, len(words))
	for i, t := range d.Tokens {
		tags[i] = Of(t.Of(d.Text), words[i])
	}
	return tags
}

// Of gives the tag of a form, from what the net says of it.
func Of(form string, w neural.Word) doc.Tag {
	return doc.Tag{UPOS: w.UPOS, XPOS: w.XPOS, Lemma: Lemma(form, w.UPOS, w.XPOS), Features: w.Features}
}
