package neural

import (
	_ "embed"
	"sync"

	"github.com/copydesk/copydesk/internal/doc"
)

// The weights are learnt by `make train` from what docs/data.md names, and under
// the licence of that: see LICENSE-weights.
//
//go:embed weights.bin
var packed []byte

// English gives the net for English. It is unpacked once. A test unpacks it, so
// that it cannot be damaged; a net that has learnt nothing would stand in for it.
var English = sync.OnceValue(func() *Net {
	w, err := Unpack(packed)
	if err != nil {
		return New(&nothing)
	}
	return New(w)
})

// nothing is the weights of a net without members: all words are X, in a tree.
var nothing = Weights{XPOS: []string{""}, Features: []doc.Features{0}, Tags: []TagSet{{UPOS: doc.X}}}

// Read reads the sentences of a document: a word for each token, unless nobody
// waits for them any more. Heads are places in the sentence. What is a name in one
// sentence is one in the others.
func (n *Net) Read(d *doc.Document) []Word {
	words := make([]Word, 0, len(d.Tokens))
	r := n.Reader()
	r.s.stopped = d.Stopped
	var forms []string
	for _, s := range d.Each() {
		forms = formsOf(forms[:0], d, s)
		words = append(words, r.Sentence(forms)...)
	}
	if !d.Stopped() {
		r.names(d, words)
	}
	return words
}

// formsOf adds the forms of a sentence's tokens to a list.
func formsOf(list []string, d *doc.Document, s doc.Sentence) []string {
	for _, t := range d.Tokens[s.Tokens.First:s.Tokens.End] {
		list = append(list, t.Of(d.Text))
	}
	return list
}
