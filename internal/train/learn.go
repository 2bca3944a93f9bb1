package main

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
)

// How the models are learnt.
var (
	blockBoosting  = model.Boosting{Trees: 160, Leaves: 16, Rate: .08, L2: 10, MinCurve: 3, RowShare: .6, Columns: .3, Seed: 1}
	lineBoosting   = model.Boosting{Trees: 100, Leaves: 16, Rate: .12, L2: 10, MinCurve: 3, RowShare: .5, Columns: .4, Seed: 2}
	againBoosting  = model.Boosting{Trees: 100, Leaves: 12, Rate: .1, L2: 10, MinCurve: 3, RowShare: .5, Columns: .4, Seed: 3}
	nameRegression = model.Regression{Bits: 15, Epochs: 3, Rate: .05, L2: 1e-5, Seed: 5}
	regression     = model.Regression{Bits: 16, Epochs: 4, Rate: .1, L2: 1e-5, Seed: 4}
)

// innerFolds is in how many parts the pages are learnt from where one model's
// answers are features of the next, which must be answers on pages it has not
// seen.
const innerFolds = 3

// pageWeight is what a page weighs in rows.
const pageWeight = 200

// newsWeight is what a news page weighs beside another.
const newsWeight = 2

// learner learns weights from pages.
type learner struct {
	pages []*labelled
	inner []int // the part each page is in, by site
}

func newLearner(pages []*labelled) *learner {
	l := &learner{pages: pages, inner: make([]int, len(pages))}
	part := map[string]int{}
	for i, p := range pages {
		n, ok := part[p.site]
		if !ok {
			n = len(part) % innerFolds
			part[p.site] = n
		}
		l.inner[i] = n
	}
	return l
}

// weight gives what a row counts.
func (p *labelled) weight(f *form, i int) float32 {
	w := f.weights[i] * f.share * pageWeight
	if p.news {
		w *= newsWeight
	}
	return float32(w)
}

func (l *learner) learn() *clean.Weights {
	w := &clean.Weights{Names: &model.Linear{}, Blocks: &model.Trees{}, Lines: &model.Trees{}, Again: &model.Trees{}}
	residues := l.residues()
	w.Residue = residues[innerFolds]
	if *kinds != "text" {
		l.blocks(residues, w)
	}
	if *kinds != "html" {
		w.Lines, w.Again = l.lines(residues)
	}
	return w
}

// residues learns the residue model without each of the inner parts, and at last
// from all.
func (l *learner) residues() [innerFolds + 1]*model.Linear {
	var out [innerFolds + 1]*model.Linear
	for part := range out {
		var examples []model.Example
		for i, p := range l.pages {
			if l.inner[i] == part {
				continue
			}
			for k := range p.text {
				f := &p.text[k]
				for b := range f.body {
					examples = append(examples, model.Example{Features: f.sheet.Residue(b), Right: f.body[b], Weight: math.Sqrt(float64(p.weight(f, b)))})
				}
			}
		}
		out[part] = model.Regress(examples, regression)
	}
	return out
}

// names learns the names model without each of the inner parts, and at last
// from all. An element is one example for the body that stands in it, and one
// for what else does.
func (l *learner) names() [innerFolds + 1]*model.Linear {
	var out [innerFolds + 1]*model.Linear
	for part := range out {
		var examples []model.Example
		for i, p := range l.pages {
			if l.inner[i] != part && p.html.page != nil {
				examples = append(examples, p.nameExamples()...)
			}
		}
		out[part] = model.Regress(examples, nameRegression)
	}
	return out
}

// heaviest is what an element counts at the most.
const heaviest = 4

func (p *labelled) nameExamples() []model.Example {
	f := &p.html
	weights := make([][2]float64, len(f.page.Elements))
	for b, block := range f.page.Blocks {
		weights[block.Element][one(f.body[b])] += float64(p.weight(f, b))
	}
	var examples []model.Example
	for e, w := range weights {
		if w == [2]float64{} {
			continue
		}
		terms := f.sheet.Names(e)
		for k, right := range []bool{false, true} {
			if w[k] > 0 {
				examples = append(examples, model.Example{Features: terms, Right: right, Weight: math.Sqrt(min(w[k], heaviest))})
			}
		}
	}
	return examples
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// blocks learns the class words, the names and the trees for HTML.
func (l *learner) blocks(residues [innerFolds + 1]*model.Linear, w *clean.Weights) {
	votes, names := countVotes(l.pages), l.names()
	var rows model.Rows
	for i, p := range l.pages {
		f := &p.html
		if len(f.body) == 0 {
			continue
		}
		f.sheet.Read(residues[l.inner[i]])
		f.sheet.Score(votes.table(p.site), names[l.inner[i]])
		p.add(&rows, f, f.sheet.Block)
	}
	w.Classes, w.Names = votes.table(""), names[innerFolds]
	w.Blocks = model.Boost(&rows, blockBoosting)
}

// add adds the blocks of a form to rows.
func (p *labelled) add(rows *model.Rows, f *form, features func(int) []float32) {
	for b := range f.body {
		row := features(b)
		rows.Width = len(row)
		rows.Add(row, f.body[b], p.weight(f, b))
	}
}

// lines learns the trees for text: those of the first look also without each
// part, so that the second is learnt from what the first says of pages that it
// has not seen.
func (l *learner) lines(residues [innerFolds + 1]*model.Linear) (first, again *model.Trees) {
	var rows model.Rows
	for i, p := range l.pages {
		for k := range p.text {
			p.text[k].sheet.Read(residues[l.inner[i]])
			p.add(&rows, &p.text[k], p.text[k].sheet.Line)
		}
	}
	weights := slices.Clone(rows.Weights)
	for part := range innerFolds {
		l.leaveOut(part, &rows)
		l.look(part, &rows, model.Boost(&rows, lineBoosting))
		copy(rows.Weights, weights)
	}
	first = model.Boost(&rows, lineBoosting)
	rows = model.Rows{}
	for _, p := range l.pages {
		for k := range p.text {
			p.add(&rows, &p.text[k], p.text[k].sheet.Again)
		}
	}
	return first, model.Boost(&rows, againBoosting)
}

// eachForm calls f for each form of text in the order of its rows, with the
// number of its first row.
func (l *learner) eachForm(f func(part, row int, form *form)) {
	row := 0
	for i, p := range l.pages {
		for k := range p.text {
			f(l.inner[i], row, &p.text[k])
			row += len(p.text[k].body)
		}
	}
}

// leaveOut takes the weight off the rows of one part.
func (l *learner) leaveOut(part int, rows *model.Rows) {
	l.eachForm(func(own, row int, f *form) {
		if own == part {
			clear(rows.Weights[row : row+len(f.body)])
		}
	})
}

// look sets the first look's answers on the pages of one part.
func (l *learner) look(part int, rows *model.Rows, trees *model.Trees) {
	l.eachForm(func(own, row int, f *form) {
		if own != part {
			return
		}
		odds := make([]int32, len(f.body))
		for b := range odds {
			odds[b] = trees.Answer(rows.Row(row + b))
		}
		f.sheet.Look(odds)
	})
}

// votes count, for each class word, the sites' votes on what stands under it.
type votes struct {
	sites map[string]map[string]vote // by site, then by word
	whole map[string]vote            // by word
	count map[string]int             // of the sites that have a word
	prior float64
}

// vote is the sum over pages of the share of the words under a class word that
// are body, and the number of pages.
type vote struct{ body, pages float64 }

func countVotes(pages []*labelled) *votes {
	v := &votes{sites: map[string]map[string]vote{}, whole: map[string]vote{}, count: map[string]int{}}
	sum := vote{}
	for _, p := range pages {
		if v.sites[p.site] == nil {
			v.sites[p.site] = map[string]vote{}
		}
		own := v.sites[p.site]
		shares := p.classShares()
		for _, word := range sortedKeys(shares) {
			one := vote{shares[word], 1}
			if own[word].pages == 0 {
				v.count[word]++
			}
			own[word], v.whole[word], sum = own[word].plus(one), v.whole[word].plus(one), sum.plus(one)
		}
	}
	v.prior = sum.body / max(sum.pages, 1)
	return v
}

func (v vote) plus(o vote) vote { return vote{v.body + o.body, v.pages + o.pages} }

// classShares gives, for each class word of the page, the share of the words
// under it that are body.
func (p *labelled) classShares() map[string]float64 {
	f := &p.html
	if f.page == nil {
		return nil
	}
	n := len(f.page.Elements)
	body, all := make([]int, n), make([]int, n)
	for i, b := range f.page.Blocks {
		c := f.sheet.Words(i)
		all[b.Element] += c
		if f.body[i] {
			body[b.Element] += c
		}
	}
	for e := n - 1; e > 0; e-- {
		parent := f.page.Elements[e].Parent
		all[parent] += all[e]
		body[parent] += body[e]
	}
	sums := map[string][2]int{}
	for e := range n {
		if all[e] == 0 {
			continue
		}
		for _, w := range f.sheet.ClassWords(e) {
			s := sums[w]
			sums[w] = [2]int{s[0] + body[e], s[1] + all[e]}
		}
	}
	shares := map[string]float64{}
	for w, s := range sums {
		shares[w] = float64(s[0]) / float64(s[1])
	}
	return shares
}

// fewestSites is on how many sites a class word must stand to be learnt, and
// shrinkage how many pages' votes for the mean it begins with.
const (
	fewestSites = 3
	shrinkage   = 2
)

// table gives the scores of the class words, without the votes of one site:
// what a page's own site says of them would be its own labels.
func (v *votes) table(without string) clean.ClassWords {
	table := clean.ClassWords{}
	for word, sum := range v.whole {
		n := v.count[word]
		if own, ok := v.sites[without][word]; ok {
			sum = vote{sum.body - own.body, sum.pages - own.pages}
			n--
		}
		if n < fewestSites {
			continue
		}
		p := (sum.body + shrinkage*v.prior) / (sum.pages + shrinkage)
		odds := math.Log(p/(1-p)) - math.Log(v.prior/(1-v.prior))
		table[word] = int8(math.Round(min(max(8*odds, -127), 127)))
	}
	return table
}

// except gives the pages that are not in the fold and have a body: of one
// without, nobody knows whether it has none or was not annotated.
func except(pages []labelled, fold int) []*labelled {
	var rest []*labelled
	for i := range pages {
		if pages[i].fold != fold && !pages[i].empty {
			rest = append(rest, &pages[i])
		}
	}
	return rest
}

// all is no fold: what is learnt without it is learnt from every page.
const all = eval.FoldCount
