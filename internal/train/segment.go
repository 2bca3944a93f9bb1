package main

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/segment"
)

var (
	capitalRegression = model.Regression{Bits: 16, Epochs: 2, Rate: .2, L2: 1e-6, Seed: 10}
	wordingRegression = model.Regression{Bits: 18, Epochs: 3, Rate: .1, L2: 1e-6, Seed: 11}
	gapRegression     = model.Regression{Bits: 18, Epochs: 3, Rate: .1, L2: 1e-6, Seed: 12}
	gapBoosting       = model.Boosting{Trees: 120, Leaves: 16, Rate: .08, L2: 5, MinWeight: 15, RowShare: .7, Columns: .5, Seed: 13}
)

// annotated is a document whose sentences are known.
type annotated struct {
	id    string
	genre string
	gaps  *segment.Gaps
	right []bool // by gap: a sentence ends there
	tb    eval.TreebankDoc
}

func annotate(tb eval.TreebankDoc) annotated {
	a := annotated{id: tb.ID, genre: tb.Genre, gaps: segment.NewGaps(tb.Doc), tb: tb}
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

// gapLearner learns where sentences end.
type gapLearner struct {
	docs   []annotated
	silver silver
}

// silver is what pages say whose sentences nobody has annotated.
type silver struct {
	wording []model.Example
	names   *model.Linear
}

const innerGapFolds = 3

func (l *gapLearner) wordingModel(skip int) *model.Linear {
	var rows []model.Example
	for i := range l.docs {
		if i%innerGapFolds == skip {
			continue
		}
		a := &l.docs[i]
		for g := range a.right {
			rows = append(rows, model.Example{Features: a.gaps.Wording(g, nil), Right: a.right[g], Weight: 1})
		}
	}
	rows = append(rows, l.silver.wording...)
	return model.Regress(rows, wordingRegression)
}

func (a *annotated) wordings(m *model.Linear) []int32 {
	out := make([]int32, len(a.right))
	var buf []uint32
	for g := range out {
		buf = a.gaps.Wording(g, buf[:0])
		out[g] = m.Answer(buf)
	}
	return out
}

func (a *annotated) look(m *model.Linear, wording []int32) []int32 {
	out := make([]int32, len(a.right))
	var buf []uint32
	for g := range out {
		buf = a.gaps.Terms(g, wording[g], buf[:0])
		out[g] = m.Answer(buf)
	}
	return out
}

func (l *gapLearner) gapModel(skip int, wording [][]int32) *model.Linear {
	var rows []model.Example
	for i := range l.docs {
		if i%innerGapFolds == skip {
			continue
		}
		a := &l.docs[i]
		for g := range a.right {
			rows = append(rows, model.Example{Features: a.gaps.Terms(g, wording[i][g], nil), Right: a.right[g], Weight: 1})
		}
	}
	return model.Regress(rows, gapRegression)
}

const unlikely = -7 * model.Unit

func (l *gapLearner) learn(log io.Writer) *segment.Weights {
	w := &segment.Weights{Names: l.silver.names}
	for i := range l.docs {
		l.docs[i].gaps.ReadNames(w.Names)
	}
	wording, odds := make([][]int32, len(l.docs)), make([][]int32, len(l.docs))
	for k := range innerGapFolds {
		m := l.wordingModel(k)
		for i := range l.docs {
			if i%innerGapFolds == k {
				wording[i] = l.docs[i].wordings(m)
			}
		}
	}
	w.Wording = l.wordingModel(-1)
	for k := range innerGapFolds {
		m := l.gapModel(k, wording)
		for i := range l.docs {
			if i%innerGapFolds == k {
				odds[i] = l.docs[i].look(m, wording[i])
			}
		}
	}
	w.Gaps = l.gapModel(-1, wording)
	rows := &model.Rows{Width: segment.Width}
	row := make([]float32, segment.Width)
	lost := 0
	for i := range l.docs {
		a := &l.docs[i]
		for g := range a.right {
			if odds[i][g] < unlikely {
				if a.right[g] {
					lost++
				}
				continue
			}
			a.gaps.Row(g, wording[i], odds[i], row)
			rows.Add(row, a.right[g], 1)
		}
	}
	fmt.Fprintln(log, "rows", rows.Len(), "lost", lost)
	w.Again = model.Boost(rows, gapBoosting)
	return w
}

// score gives right, found and wanted spans at stages: rules, first look, again.
func (a *annotated) score(w *segment.Weights) [3][3]int {
	var out [3][3]int
	a.gaps.ReadNames(w.Names)
	wording := a.wordings(w.Wording)
	odds := a.look(w.Gaps, wording)
	row := make([]float32, segment.Width)
	for stage := range out {
		said := make([]bool, len(a.right))
		for g := range said {
			switch stage {
			case 0:
				said[g] = a.gaps.Ends(g)
			case 1:
				said[g] = odds[g] > 0
			case 2:
				if odds[g] >= unlikely {
					a.gaps.Row(g, wording, odds, row)
					said[g] = w.Again.Answer(row) > 0
				}
			}
		}
		out[stage] = a.spans(said)
	}
	return out
}

func (a *annotated) spans(said []bool) [3]int {
	var found []int // ends
	starts := map[int]int{}
	g := 0
	_ = starts
	type sp struct{ s, e int }
	var fs []sp
	for _, b := range a.tb.Doc.Blocks {
		s := b.Start
		for ; g < len(said) && a.gaps.End(g) < b.End; g++ {
			if said[g] {
				e := a.gaps.End(g)
				fs = append(fs, sp{s, e})
				s = e
				for s < b.End && strings.ContainsRune(" \n\t\u00a0", rune(a.tb.Doc.Text[s])) {
					s++
				}
			}
		}
		fs = append(fs, sp{s, b.End})
	}
	_ = found
	gold := map[sp]bool{}
	for _, s := range a.tb.Sentences {
		gold[sp{s.Start, s.End}] = true
	}
	right := 0
	for _, f := range fs {
		if gold[f] {
			right++
		}
	}
	return [3]int{right, len(fs), len(a.tb.Sentences)}
}

func readAnnotated(sets fs.FS, names ...string) ([]annotated, error) {
	var all []annotated
	for _, name := range names {
		docs, err := eval.ReadTreebank(sets, name)
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			all = append(all, annotate(d))
		}
	}
	return all, nil
}

// readSilver reads the texts of pages: their lines are paragraphs, and their
// sentences those that the rules find.
func readSilver(sets fs.FS) (silver, error) {
	var rows, names []model.Example
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return silver{}, err
		}
		for _, p := range pages {
			if len(p.Gold) > 20000 {
				continue
			}
			d := &doc.Document{Text: strings.ReplaceAll(p.Gold, "\n", "\n\n"), Language: "en"}
			g := segment.NewGaps(d)
			g.Names(func(terms []uint32, capital bool) {
				names = append(names, model.Example{Features: terms, Right: capital, Weight: 1})
			})
			for i := range g.Len() {
				rows = append(rows, model.Example{Features: g.Wording(i, nil), Right: g.Ends(i), Weight: .5})
			}
		}
	}
	return silver{rows, model.Regress(names, capitalRegression)}, nil
}
