package eval

import (
	"io/fs"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/mention"
	"github.com/copydesk/copydesk/internal/story"
)

type nameWeights = mention.Weights

// corpusRead is a story corpus of MEANTIME, annotated and analysed.
type corpusRead struct {
	name string
	gold []coreferenceDoc
	docs []*doc.Document
}

func readCorpora(sets fs.FS) ([]corpusRead, error) {
	var folds [NameFolds]*nameWeights
	for i := range folds {
		var err error
		if folds[i], err = readNameWeights(NameFoldFile(i)); err != nil {
			return nil, err
		}
	}
	var corpora []corpusRead
	for _, name := range []string{"airbus", "apple", "gm"} {
		gold, err := readCoreference(sets, name)
		if err != nil {
			return nil, err
		}
		docs := each(gold, func(d coreferenceDoc) *doc.Document { return d.analysed(folds) })
		corpora = append(corpora, corpusRead{name, gold, docs})
	}
	return corpora, nil
}

// mentions gives the annotated mentions of all documents, and what each refers to.
func (c corpusRead) mentions(of func(*coreferenceDoc) []annotatedMention) (words []story.Words, refers []string) {
	for i := range c.gold {
		for _, m := range of(&c.gold[i]) {
			words = append(words, story.Words{Document: i, Spans: m.words})
			if m.of[:3] == "own" {
				m.of = c.gold[i].id + m.of
			}
			refers = append(refers, m.of)
		}
	}
	return words, refers
}

// clustersOf gives the groups of things by their labels.
func clustersOf[L comparable](labels []L) [][]int {
	var all [][]int
	at := map[L]int{}
	for i, l := range labels {
		k, ok := at[l]
		if !ok {
			k = len(all)
			at[l] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], i)
	}
	return all
}
