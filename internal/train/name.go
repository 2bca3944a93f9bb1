package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/mention"
	"github.com/copydesk/copydesk/internal/model"
)

// nameChain says how names are learnt. A rate of .05 and a dropout of .6 were each
// a point better than .1 and .5, on each held-out set; fewer rows than these cost
// half a point (25,000: -.7).
var nameChain = model.Chain{
	Tags: mention.TagCount, Step: mention.Step, Epochs: 6, Rate: .05, L2: 1e-5, Dropout: .6, MinCount: 2, Rows: 60000, Seed: 1,
}

// re3dNames is what re3d weighs beside other sets: its names are annotated with
// many slips.
const re3dNames = .3

// trainNames learns the weights of package mention from all sets of names but
// GUM dev, which other passes are measured on too, and,
// to measure them by, those without each fold of the sets and those without the
// sets that [eval.Held] says.
func trainNames(sets fs.FS, root string, out io.Writer) error {
	docs, err := eval.NameSets(sets)
	if err != nil {
		return err
	}
	l := newNameLearner(docs)
	for fold := range eval.NameFolds {
		w := l.learn(func(d *eval.NameDoc) bool { return !eval.Held(d) && d.NameFold() != fold })
		if err := writeNames(out, filepath.Join(root, "eval", eval.NameFoldFile(fold)), w); err != nil {
			return err
		}
	}
	w := l.learn(func(d *eval.NameDoc) bool { return !eval.Held(d) })
	if err := writeNames(out, filepath.Join(root, "eval", eval.HeldNamesFile), w); err != nil {
		return err
	}
	w = l.learn(func(d *eval.NameDoc) bool { return d.Set != eval.GUMDev })
	return writeNames(out, filepath.Join(root, "mention", "weights.bin.gz"), w)
}

func writeNames(out io.Writer, file string, w *mention.Weights) error {
	packed := w.Pack()
	fmt.Fprintf(out, "%s: %d bytes\n", file, len(packed))
	if *dry {
		return nil
	}
	return os.WriteFile(file, packed, 0o644)
}

// nameLearner holds the sentences of all documents, as they are and with other
// names.
type nameLearner struct {
	docs      []eval.NameDoc
	sentences [][]model.Tagged // of each document
}

func newNameLearner(docs []eval.NameDoc) *nameLearner {
	l := &nameLearner{docs: docs, sentences: make([][]model.Tagged, len(docs))}
	v := newVarier(1)
	for i := range docs {
		varied := v.vary(&docs[i])
		for _, d := range []*eval.NameDoc{&docs[i], &varied} {
			l.sentences[i] = append(l.sentences[i], taggedSentences(d)...)
		}
	}
	return l
}

// taggedSentences gives a document's sentences with the tags of its names.
func taggedSentences(d *eval.NameDoc) []model.Tagged {
	a := d.Analysed()
	sentences := mention.Tagged(a)
	for _, n := range d.Names {
		mention.Tag(a, sentences, n.Span, n.Type)
	}
	if d.Set == eval.Re3d {
		for i := range sentences {
			sentences[i].Weight = re3dNames
		}
	}
	return sentences
}

// learn learns from the documents that may be used.
func (l *nameLearner) learn(use func(*eval.NameDoc) bool) *mention.Weights {
	var data []model.Tagged
	for i := range l.docs {
		if use(&l.docs[i]) {
			data = append(data, l.sentences[i]...)
		}
	}
	return &mention.Weights{Names: model.LearnSequence(data, nameChain)}
}
