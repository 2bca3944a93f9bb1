package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
)

// eventRegression is how the weights for events are learnt.
var eventRegression = model.Logistic{Rounds: 300, Step: .5, Pull: 1}

// eventCount is how often a pair of one event counts: most pairs are of two, and a
// group that is torn costs more than a pair that is wrong. From airbus and apple,
// each learnt from the other; 1 to 3 differ by half a point.
const eventCount = 2

// trainEvents learns how what two mentions of events have in common weighs, from
// all of MEANTIME, and for each of its corpora from the others.
func trainEvents(sets fs.FS, root string, out io.Writer) error {
	pairs, err := eval.EventPairs(sets)
	if err != nil {
		return err
	}
	files := map[string]string{"": filepath.Join("coref", "event.tsv")}
	for _, p := range pairs {
		files[p.Corpus] = filepath.Join("eval", eval.EventFoldFile(p.Corpus))
	}
	for without, file := range files {
		table := eventTable(pairs, without)
		if *dry {
			fmt.Fprintf(out, "%s\n%s", file, table)
			continue
		}
		if err := os.WriteFile(filepath.Join(root, file), []byte(table), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// eventTable gives the weights that are learnt without one of the corpora.
func eventTable(pairs []eval.EventPair, without string) string {
	var rows [][]float64
	var same []bool
	for _, p := range pairs {
		if p.Corpus == without {
			continue
		}
		n := 1
		if p.Same {
			n = eventCount
		}
		rows = append(rows, slices.Repeat([][]float64{p.Features}, n)...)
		same = append(same, slices.Repeat([]bool{p.Same}, n)...)
	}
	var b strings.Builder
	fmt.Fprintln(&b, "# What two mentions of events have in common, and how it weighs for their being of one event. Learnt: go run ./internal/train -kinds events")
	for k, w := range eventRegression.Learn(rows, same) {
		fmt.Fprintf(&b, "%s\t%.2f\n", coref.EventFeatureNames()[k], w)
	}
	return b.String()
}
