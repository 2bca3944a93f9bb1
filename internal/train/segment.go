package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/segment"
)

// How the models of package segment are learnt: chosen on a fifth of the
// documents of EWT train and GUM train, learnt from the rest.
var (
	capitalRegression = model.Regression{Bits: 16, Epochs: 2, Rate: .2, L2: 1e-6, Seed: 10}
	wordingRegression = model.Regression{Bits: 18, Epochs: 3, Rate: .1, L2: 1e-6, Seed: 11}
	gapRegression     = model.Regression{Bits: 18, Epochs: 3, Rate: .05, L2: 1e-4, Seed: 12}
	gapBoosting       = model.Boosting{Trees: 160, Leaves: 16, Rate: .08, L2: 5, MinCurve: 1, RowShare: .7, Columns: .5, Seed: 13}
)

// gumWeight is what a gap of GUM weighs beside one of EWT, which has four times
// as many and no news as newspapers print it.
var gumWeight = 2.5

// annotated is a document whose sentences are known.
type annotated struct {
	tb     eval.TreebankDoc
	gaps   *segment.Gaps
	right  []bool // by gap: a sentence ends there
	weight float64
}

func annotate(tb eval.TreebankDoc) annotated {
	a := annotated{tb: tb, gaps: segment.NewGaps(tb.Doc), weight: 1}
	if tb.Genre != "" {
		a.weight = gumWeight
	}
	ends := map[int]bool{}
	for _, s := range tb.Sentences {
		ends[s.End] = true
	}
	a.right = make([]bool, a.gaps.Len())
	for i := range a.right {
		a.right[i] = ends[a.gaps.End(i)]
	}
	return a
}

// silver is what pages say whose sentences nobody has annotated.
type silver struct {
	wording []model.Example
	names   *model.Linear
}

// Of the gaps of a page those at which the rules end a sentence are learnt
// from, and one of silverStep others; silverWeight is what each stands for.
const (
	silverStep   = 4
	silverWeight = .5
)

// longestPage is the most bytes of a page that is read: longer ones are books,
// whose wording would count for too much.
const longestPage = 20_000

// readSilver reads the texts of pages, whose lines are paragraphs.
func readSilver(sets fs.FS) (silver, error) {
	var wording, names []model.Example
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return silver{}, err
		}
		for _, p := range pages {
			if len(p.Gold) > longestPage || !inEnglish(p.Gold) {
				continue
			}
			g := segment.NewGaps(&doc.Document{Text: strings.ReplaceAll(p.Gold, "\n", "\n\n")})
			g.Names(func(terms []uint32, capital bool) {
				names = append(names, model.Example{Features: terms, Right: capital, Weight: 1})
			})
			for i := range g.Len() {
				if g.Ends(i) {
					wording = append(wording, model.Example{Features: g.Wording(i, nil), Right: true, Weight: silverWeight})
				} else if i%silverStep == 0 {
					wording = append(wording, model.Example{Features: g.Wording(i, nil), Weight: silverStep * silverWeight})
				}
			}
		}
	}
	return silver{wording, model.Regress(names, capitalRegression)}, nil
}

// inEnglish reports whether one word of fifty is "the": in English text one of
// twenty is.
func inEnglish(s string) bool { return 50*strings.Count(s, " the ") > strings.Count(s, " ") }

// gapLearner learns where sentences end from documents. What one model says of
// a document is a feature of the next, and so is said by one that was learnt
// without it: each document is in one of innerFolds parts.
type gapLearner struct {
	docs    []annotated
	silver  silver
	weights segment.Weights
	wording [][]int32 // by document and gap
	odds    [][]int32
}

func learnGaps(docs []annotated, s silver) *segment.Weights {
	l := &gapLearner{docs: docs, silver: s, wording: make([][]int32, len(docs)), odds: make([][]int32, len(docs))}
	l.weights.Names = s.names
	for i := range docs {
		docs[i].gaps.ReadNames(s.names)
	}
	for k := range innerFolds {
		w := segment.Weights{Wording: l.learnWording(k)}
		l.part(k, func(i int) { l.wording[i] = w.ReadWording(docs[i].gaps) })
	}
	l.weights.Wording = l.learnWording(innerFolds)
	for k := range innerFolds {
		w := segment.Weights{Gaps: l.learnLook(k)}
		l.part(k, func(i int) { l.odds[i] = w.Look(docs[i].gaps, l.wording[i]) })
	}
	l.weights.Gaps = l.learnLook(innerFolds)
	l.weights.Again = l.learnAgain()
	return &l.weights
}

// part calls f with the number of each document in a part.
func (l *gapLearner) part(k int, f func(i int)) {
	for i := range l.docs {
		if i%innerFolds == k {
			f(i)
		}
	}
}

// examples gives a row for each gap of the documents that are not in a part.
func (l *gapLearner) examples(without int, terms func(doc, gap int) []uint32) []model.Example {
	var rows []model.Example
	for i := range l.docs {
		if i%innerFolds == without {
			continue
		}
		a := &l.docs[i]
		for g, right := range a.right {
			rows = append(rows, model.Example{Features: terms(i, g), Right: right, Weight: a.weight})
		}
	}
	return rows
}

func (l *gapLearner) learnWording(without int) *model.Linear {
	rows := l.examples(without, func(i, g int) []uint32 { return l.docs[i].gaps.Wording(g, nil) })
	return model.Regress(append(rows, l.silver.wording...), wordingRegression)
}

func (l *gapLearner) learnLook(without int) *model.Linear {
	rows := l.examples(without, func(i, g int) []uint32 { return l.docs[i].gaps.Terms(g, l.wording[i][g], nil) })
	return model.Regress(rows, gapRegression)
}

func (l *gapLearner) learnAgain() *model.Trees {
	rows := &model.Rows{Width: segment.Width}
	var row []float32
	for i := range l.docs {
		a := &l.docs[i]
		for g, right := range a.right {
			if l.odds[i][g] > segment.Unlikely {
				row = a.gaps.Row(g, l.wording[i], l.odds[i], row[:0])
				rows.Add(row, right, float32(a.weight))
			}
		}
	}
	return model.Boost(rows, gapBoosting)
}

// trainSegment learns the weights of package segment and those of its folds,
// and prints how good they are on what they have not seen.
func trainSegment(sets fs.FS, root string, out io.Writer) error {
	pages, err := readSilver(sets)
	if err != nil {
		return err
	}
	var docs []annotated
	for _, name := range []string{"ewt-train", "gum-open-train"} {
		treebank, err := eval.ReadTreebank(sets, name)
		if err != nil {
			return err
		}
		for _, tb := range treebank {
			docs = append(docs, annotate(tb))
		}
	}
	whole := learnGaps(docs, pages)
	var folds eval.SegmentFolds
	for k := range folds {
		var rest []annotated
		for _, a := range docs {
			if !a.tb.InNewsFold(k) {
				rest = append(rest, a)
			}
		}
		folds[k] = learnGaps(rest, pages)
	}
	tables, err := eval.SegmentTables(sets, whole, folds)
	if err != nil {
		return err
	}
	if err := eval.Format(out, tables); err != nil || *dry {
		return err
	}
	return writeSegment(root, whole, folds)
}

func writeSegment(root string, whole *segment.Weights, folds eval.SegmentFolds) error {
	for k, w := range folds {
		if err := os.WriteFile(filepath.Join(root, "eval", eval.SegmentFoldFile(k)), w.Pack(), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(root, "segment", "weights.bin.gz"), whole.Pack(), 0o644)
}
