package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/summary"
)

// How the weights of package summary are learnt. On the folds, three sentences
// against the descriptions of pages that do not copy the beginning: ROUGE-2 of
// 12.9 with penalties of .03 and .1, 13.0 with .2 (10.9 for the first three
// sentences); aiming at ROUGE-1 too cost .5 to 1. Descriptions that copy the
// beginning teach that the beginning counts, which nobody had to choose; at half
// the weight of others they cost nothing.
const (
	summaryPenalty = .1
	copiedWeight   = .5
)

// trainSummary learns the weights of package summary from all articles with
// summaries, and, to measure them by, those without each fold.
func trainSummary(sets fs.FS, root string, out io.Writer) error {
	docs, err := eval.SummarySets(sets)
	if err != nil {
		return err
	}
	groups := make([]model.Group, len(docs))
	for i := range docs {
		groups[i] = summaryGroup(&docs[i])
	}
	for fold := range eval.FoldCount + 1 {
		var seen []model.Group
		for i := range docs {
			if docs[i].SummaryFold() != fold {
				seen = append(seen, groups[i])
			}
		}
		file := filepath.Join(root, "summary", "weights.tsv")
		if fold < eval.FoldCount {
			file = filepath.Join(root, "eval", eval.SummaryFoldFile(fold))
		}
		w := &summary.Weights{}
		copy(w.Features[:], model.Ridge(seen, summaryPenalty))
		fmt.Fprintf(out, "%s: learnt from %d articles\n", file, len(seen))
		if *dry {
			continue
		}
		if err := os.WriteFile(file, []byte(w.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func summaryGroup(d *eval.SummaryDoc) model.Group {
	rows := summary.Rows(d.Doc, d.Title)
	g := model.Group{Targets: d.Targets(rows), Weight: 1}
	if d.Copied {
		g.Weight = copiedWeight
	}
	for i := range rows {
		g.Rows = append(g.Rows, rows[i].Features[:])
	}
	return g
}
