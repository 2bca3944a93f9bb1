package eval

import (
	"fmt"
	"io/fs"

	"github.com/copydesk/copydesk/internal/coref"
)

// EventPair is two mentions of events, and whether they are of one event.
type EventPair struct {
	Corpus   string // story corpus of MEANTIME
	Features []float64
	Same     bool
}

// EventPairs gives the pairs of event mentions of MEANTIME that package story
// compares.
func EventPairs(sets fs.FS) ([]EventPair, error) {
	corpora, err := readCorpora(sets)
	if err != nil {
		return nil, err
	}
	var all []EventPair
	for _, c := range corpora {
		words, refers := c.mentions(ofEvents)
		for _, p := range coref.EventPairs(c.docs, words) {
			all = append(all, EventPair{c.name, p.Features, refers[p.A] == refers[p.B]})
		}
	}
	return all, nil
}

// EventFoldFile names the file of the weights for events that have not seen a
// story corpus, below this package's folder.
func EventFoldFile(corpus string) string { return fmt.Sprintf("testdata/folds/event-%s.tsv", corpus) }

// eventFold reads them. The error is one of a file of another version of package
// story.
func eventFold(corpus string) (coref.EventWeights, error) {
	table, err := foldFiles.ReadFile(EventFoldFile(corpus))
	if err != nil {
		return coref.EventWeights{}, fmt.Errorf("eval: %w", err)
	}
	return coref.ReadEventWeights(string(table))
}
