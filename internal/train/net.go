package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/learn"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/tag"
)

// sentencesOf gives the sentences of documents as the net learns them.
func sentencesOf(docs []eval.TreebankDoc) []learn.Sentence {
	var list []learn.Sentence
	for _, d := range docs {
		for _, words := range d.Trees {
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
// annotated bodies of the sets for Clean, and the treebanks but for news, which
// the folds are of.
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
	for i := range docs {
		if !docs[i].News() {
			list = append(list, docs[i].Doc.Text)
		}
	}
	return list, nil
}

// trainLanguage learns the lemmas and the net, and measures nets that are learnt
// without some of the news.
func trainLanguage(sets fs.FS, root string, out io.Writer) error {
	docs, err := readTreebanks(sets, eval.Treebanks...)
	if err != nil {
		return err
	}
	texts, err := textOf(sets, docs)
	if err != nil {
		return err
	}
	lines := learn.Lines(texts)
	counts := countsOf(lines)
	if !*dry {
		lemmas := formatLemmas(learnLemmas(docs, counts))
		if err := os.WriteFile(filepath.Join(root, "tag", "lemmas.tsv"), []byte(lemmas), 0o644); err != nil {
			return err
		}
	}
	if *kinds == "lemmas" {
		return nil
	}
	v := learn.LearnVectors(lines)
	fmt.Fprintln(out, len(v.Keys), "vectors of words and their parts")
	if *kinds != "folds" {
		if err := trainNet(sets, root, docs, v, out); err != nil {
			return err
		}
	}
	return trainFolds(sets, root, v, counts, out)
}

// countsOf gives how often each word is in the sentences, in small letters.
func countsOf(lines [][]string) map[string]int {
	counts := map[string]int{}
	for _, line := range lines {
		for _, form := range line {
			counts[tag.Plain(form)]++
		}
	}
	return counts
}

// members is how many nets are asked together. They differ in what they begin
// from, and so in their mistakes.
const members = 2

// trainNet learns the nets that ship.
func trainNet(sets fs.FS, root string, docs []eval.TreebankDoc, v *learn.Vectors, out io.Writer) error {
	dev, err := readTreebanks(sets, "ewt-dev")
	if err != nil {
		return err
	}
	sentences := sentencesOf(docs)
	var nets []*learn.Net
	for seed := range uint64(members) {
		nets = append(nets, learn.Learn(sentences, v, learn.Options{Seed: seed, Log: out, Check: sentencesOf(dev)}))
		packed := learn.Weights(sentences, nets...).Pack()
		fmt.Fprintln(out, len(nets), "of", members, "nets,", len(packed), "bytes")
		if *dry {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, "neural", "weights.bin"), packed, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// newsFolds is in how many parts the news are measured, each by a net that was
// learnt without it, in fewer epochs than the one that ships: they take most of
// the time as it is.
const (
	newsFolds  = 4
	foldEpochs = 24
)

// trainFolds measures nets on the news of GUM, document by document, each learnt
// without the documents that it is measured on.
func trainFolds(sets fs.FS, root string, v *learn.Vectors, counts map[string]int, out io.Writer) error {
	docs, err := readTreebanks(sets, "ewt-train", "gum-open-train", "gum-open-dev")
	if err != nil {
		return err
	}
	slices.SortStableFunc(docs, func(a, b eval.TreebankDoc) int { return cmp.Compare(a.ID, b.ID) })
	folds := make([]eval.TreeFold, newsFolds)
	for f := range folds {
		var rest []eval.TreebankDoc
		place := 0
		for i := range docs {
			own := docs[i].News() && place%newsFolds == f
			if docs[i].News() {
				place++
			}
			if own {
				folds[f].Docs = append(folds[f].Docs, docs[i])
			} else {
				rest = append(rest, docs[i])
			}
		}
		sentences := sentencesOf(rest)
		n := learn.Learn(sentences, v, learn.Options{Seed: uint64(f), Epochs: foldEpochs, Log: out, Check: sentencesOf(folds[f].Docs)})
		folds[f].Net, folds[f].Lemmas, folds[f].Baseline = neural.New(learn.Weights(sentences, n)), learnLemmas(rest, counts), eval.NewTreeBaseline(rest)
		table := eval.TreeTable("Tags and trees of news", foldsAbout, []eval.Row{eval.TreeRow("GUM news, folds", folds[:f+1]...)})
		if err := eval.Format(out, []eval.Table{table}); err != nil {
			return err
		}
		if f < newsFolds-1 || *dry {
			continue
		}
		var b strings.Builder
		if err := eval.Format(&b, []eval.Table{table}); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(root, "eval", "testdata", "crossvalidation.txt"), []byte(b.String()), 0o644)
	}
	return nil
}

var foldsAbout = []string{
	fmt.Sprintf("All news documents of GUM, in four folds; for each a net is learnt, in %d epochs (the two that ship: 40 each),", foldEpochs),
	"from EWT's training part and all of GUM's open genres but the documents of the fold, and so are lemmas. Annotated",
	"words. Written by make train, for the nets of the folds are too large to keep.",
}
