package summary

import (
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// salience weighs the sentences of one article: by what is known of them
// ([Features]), and by how much of them the chosen ones say already.
type salience struct {
	*pool
	alone    []doc.Score // of each candidate, before any is chosen
	concepts [][]int32   // of each candidate: terms and pairs, each once
	covered  map[int32]bool
}

// repetition is what a sentence loses all of whose terms and pairs were in
// chosen ones. Of .7, 1, 1.4, 1.5, 2 and 3 it and 1 were best where the folds of
// the sets that the weights are learnt from are cut to three sentences; without
// it ROUGE-2 on REALSumm is lower by more than a point.
const repetition = -1.0

// shortCost is what a sentence of fewer than shortWords words loses: it is mostly
// an aside ("Few were surprised."), which ROUGE-2, that the weights are learnt
// from, does not see. Set by hand.
const shortCost = -0.5

// salience makes the weigher for one article, or for several that are copies of
// one.
func (p *pool) salience(o *Options) *salience {
	s := &salience{pool: p, covered: map[int32]bool{}}
	w := o.Weights
	if w == nil {
		w = shipped
	}
	for from := 0; from < len(p.sentences); {
		to := p.articleEnd(from)
		if !slices.ContainsFunc(p.sentences[from:to], func(c candidate) bool { return !c.again }) {
			s.alone = append(s.alone, make([]doc.Score, to-from)...) // a copy: none of it is chosen
			from = to
			continue
		}
		for _, r := range p.rows(from, to, o.title(p.sentences[from].Article)) {
			s.alone = append(s.alone, w.score(&r.Features))
		}
		from = to
	}
	pairs := map[[2]int32]int32{}
	for _, c := range p.sentences {
		s.concepts = append(s.concepts, p.conceptsOf(c, pairs))
	}
	return s
}

func (s *salience) gain(i int) (doc.Score, bool) {
	again := 0
	for _, c := range s.concepts[i] {
		if s.covered[c] {
			again++
		}
	}
	parts := append(make(doc.Score, 0, len(s.alone[i])+1), s.alone[i]...)
	if s.sentences[i].words < shortWords {
		parts = parts.With("aside", shortCost)
	}
	return parts.With("redundancy", repetition*float64(again)/float64(max(1, len(s.concepts[i])))), true
}

func (s *salience) take(i int) {
	for _, c := range s.concepts[i] {
		s.covered[c] = true
	}
}

// enough is never: a summary of an article is as long as it may be.
func (s *salience) enough(float64) bool { return false }
