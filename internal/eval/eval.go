// Package eval measures how good the engine's answers are, beside what the
// simplest thing that could be done would give, on sets of data annotated by
// others. The sets are no part of the project; without them there is nothing
// to measure but the sample.
//
// What is measured stands in testdata/scores.txt, which is committed, so that a
// change that moves a figure shows it in its diff. Every file here is a metric,
// a reader of one kind of set, or a task (score_*.go), which gives a [Table].
package eval

import (
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
)

// Measure runs every task on the sets in the folder, which has them under
// clean, treebanks, names, summaries, quantities, times and claims, and gives the
// tables in the order of the tasks. It takes all cores; the figures do not
// depend on how many there are. The error is one of a set that is not there or
// cannot be read.
func Measure(sets fs.FS) ([]Table, error) {
	var tables []Table
	for _, task := range []func(fs.FS) ([]Table, error){scoreClean, scoreSegment, scoreTrees, scoreSummary, scoreBrief, scoreQuantity, scoreTime, scoreName, scoreEntity, scoreCoreference, scoreAttribution, scoreClaim, scoreStory} {
		t, err := task(sets)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t...)
	}
	return tables, nil
}

// each gives f of every item, in their order, reckoned on all cores.
func each[T, R any](items []T, f func(T) R) []R {
	out := make([]R, len(items))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(items)); i = next.Add(1) - 1 {
				out[i] = f(items[i])
			}
		})
	}
	workers.Wait()
	return out
}
