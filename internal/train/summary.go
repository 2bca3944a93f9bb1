package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/summary"
)

// How the weights of package summary are learnt. A description that copies the
// beginning of its page says that the beginning counts, which nobody had to
// choose: of 0, .25, .5 and 1 a weight of .25 beside the others was best on the
// folds; and GUM, whose five summaries somebody wrote for the purpose, counts
// three times. The penalty hardly matters: there are some hundred thousand rows.
const (
	summaryPenalty  = 1e-3
	copiedWeight    = .25
	summariesWeight = 3
)

// trainSummary learns the weights of package summary from all articles with
// summaries, and, to measure them by, those without each fold.
func trainSummary(sets fs.FS, root string, out io.Writer) error {
	docs, err := eval.SummarySets(sets)
	if err != nil {
		return err
	}
	words, pairs := make([]model.Group, len(docs)), make([]model.Group, len(docs))
	for i := range docs {
		w, p := summary.Concepts(docs[i].Doc, docs[i].Title)
		words[i], pairs[i] = summaryGroup(&docs[i], w), summaryGroup(&docs[i], p)
	}
	var folds [eval.FoldCount]*summary.Weights
	for fold := range eval.FoldCount + 1 {
		w := &summary.Weights{}
		copy(w.Words[:], learnSummary(docs, words, fold))
		copy(w.Pairs[:], learnSummary(docs, pairs, fold))
		file := filepath.Join(root, "summary", "weights.tsv")
		if fold < eval.FoldCount {
			file = filepath.Join(root, "eval", eval.SummaryFoldFile(fold))
			folds[fold] = w
		}
		if *dry {
			continue
		}
		if err := os.WriteFile(file, []byte(w.String()), 0o644); err != nil {
			return err
		}
	}
	return eval.Format(out, []eval.Table{eval.SummaryTable(docs, folds)})
}

// learnSummary learns from the articles that are not in the fold.
func learnSummary(docs []eval.SummaryDoc, groups []model.Group, fold int) []float64 {
	var seen []model.Group
	for i := range docs {
		if docs[i].SummaryFold() != fold && len(groups[i].Rows) > 0 {
			seen = append(seen, groups[i])
		}
	}
	return model.LogisticGroups(seen, summaryPenalty)
}

func summaryGroup(d *eval.SummaryDoc, concepts []summary.Concept) model.Group {
	g := model.Group{Targets: d.Targets(concepts), Weight: 1}
	switch {
	case d.Copied:
		g.Weight = copiedWeight
	case len(d.Summaries) > 1:
		g.Weight = summariesWeight
	}
	for i := range concepts {
		g.Rows = append(g.Rows, concepts[i].Features[:])
	}
	return g
}
