package summary

import (
	"cmp"
	"container/heap"
	"slices"
)

// How sentences of several articles are chosen: the set within the limit whose
// concepts and places weigh most. A first answer is found greedily and bettered
// by swaps. Then a search goes through all sets, taking a sentence in or leaving
// it out, and turns back where a bound shows that nothing better can follow
// (branch and bound: Land and Doig 1960).
//
// The bound is Lagrange's (Fisher, "The Lagrangian relaxation method for solving
// integer programming problems", 1981): each concept's weight is split into what
// whoever covers it gets for nothing, and a share that goes to every sentence
// that holds it; words and sentences have prices. Whatever the shares and
// prices, what they promise is never less than what can be had; a subgradient
// search makes it small.

// searchSteps bounds the work of the exact search, in visits to a concept of a
// sentence: some 20 ms. The story set and the sample need a tenth.
const searchSteps = 2_000_000

// solver searches for the best set of sentences.
type solver struct {
	*coverage
	c     *choice // for the limit and for what says the same
	items []int   // candidates that may be chosen, at first
	steps int     // left

	share        []int64 // of each concept: what goes to its sentences
	perWord      int64   // price of a word
	perSentence  int64
	reduced      []int64 // of each candidate: its place and the shares of its uncovered concepts
	covered      []int32 // how many of the chosen hold each concept
	value        int64   // of the chosen
	free         int64   // what is not shared of uncovered concepts
	chosen, best []int
	bestValue    int64
	words        int
}

// solve chooses the best set that can be found.
func (c *choice) solve(w *coverage) Search {
	s := &solver{coverage: w, c: c, steps: searchSteps, covered: make([]int32, len(w.weights))}
	for i := range w.sentences {
		if !w.sentences[i].leans && c.may(i, 0, 0) {
			s.items = append(s.items, i)
		}
	}
	if better := slices.DeleteFunc(slices.Clone(s.items), w.aside); len(better) > 0 {
		s.items = better
	}
	s.greedy()
	s.swap()
	s.keep()
	search := Greedy
	if s.relax(); s.exact() {
		search = Optimal
	}
	c.adopt(w, s.best)
	return search
}

// adopt takes the chosen ones over, those that stand first first.
func (c *choice) adopt(w *coverage, set []int) {
	covered := make([]bool, len(w.weights))
	slices.SortFunc(set, func(a, b int) int { return cmp.Or(w.sentences[a].position-w.sentences[b].position, a-b) })
	for _, i := range set {
		c.take(i, w.parts(i, covered))
	}
}

// keep notes the chosen set if it is the best so far.
func (s *solver) keep() {
	if s.best == nil || s.value > s.bestValue {
		s.best, s.bestValue = slices.Clone(s.chosen), s.value
	}
}

// gain gives what candidate i would add.
func (s *solver) gain(i int) int64 {
	sum := s.alone(i)
	for _, concept := range s.concepts[i] {
		if s.covered[concept] == 0 {
			sum += s.weights[concept]
		}
	}
	s.steps -= len(s.concepts[i]) + 1
	return sum
}

func (s *solver) add(i int) {
	s.value += s.gain(i)
	for _, concept := range s.concepts[i] {
		s.covered[concept]++
	}
	s.words += s.sentences[i].words
	s.chosen = append(s.chosen, i)
}

// drop takes the chosen candidate at place k out again.
func (s *solver) drop(k int) {
	i := s.chosen[k]
	for _, concept := range s.concepts[i] {
		s.covered[concept]--
	}
	s.words -= s.sentences[i].words
	s.chosen = slices.Delete(s.chosen, k, k+1)
	s.value -= s.gain(i)
}

// fits reports whether candidate i may stand beside the chosen ones.
func (s *solver) fits(i int) bool {
	l := s.c.limit
	if l.Sentences > 0 && len(s.chosen) >= l.Sentences || l.Words > 0 && s.words+s.sentences[i].words > l.Words {
		return false
	}
	for _, k := range s.chosen {
		if k == i || repeats(&s.sentences[k], &s.sentences[i]) {
			return false
		}
	}
	return !s.retells(i)
}

// retells reports whether a chosen sentence states a fact of candidate i.
func (s *solver) retells(i int) bool {
	for _, concept := range slices.Backward(s.concepts[i]) {
		if int(concept) < s.facts {
			return false
		}
		if s.covered[concept] > 0 {
			return true
		}
	}
	return false
}

// repeatShare is the share of the shorter sentence's terms that two sentences of
// different articles may have in common in one summary: on the story set less
// than two fifths are on different things. Sentences with different figures are
// kept, for the reader to see.
const repeatShare = 0.4

func repeats(a, b *candidate) bool {
	least := min(len(a.terms), len(b.terms))
	n := shared(a.terms, b.terms)
	return least > 0 && (n == least || float64(n) >= repeatShare*float64(least) && (holds(a.figures, b.figures) || holds(b.figures, a.figures)))
}

// greedy adds the sentence that is worth most for its words, or, where words
// have a price, most of all, until none fits. As in [choice.run], worths never
// grow.
func (s *solver) greedy() {
	worth := func(i int) float64 {
		if s.c.limit.Words > 0 {
			return float64(s.gain(i)) / float64(s.sentences[i].words)
		}
		return float64(s.gain(i))
	}
	var q queue
	for _, i := range s.items {
		q = append(q, entry{i, worth(i)})
	}
	heap.Init(&q)
	for len(q) > 0 && q[0].gain > 0 && (s.c.limit.Sentences == 0 || len(s.chosen) < s.c.limit.Sentences) && !s.c.stopped() {
		if now := worth(q[0].candidate); now < q[0].gain {
			q[0].gain = now
			heap.Fix(&q, 0)
		} else if i := heap.Pop(&q).(entry).candidate; s.fits(i) {
			s.add(i)
		}
	}
}

// swaps is how often the chosen set is gone through.
const swaps = 4

// swap puts another sentence in place of a chosen one wherever that is better,
// and fills what is left.
func (s *solver) swap() {
	for range swaps {
		before := s.value
		for k := 0; k < len(s.chosen) && s.steps > 0 && !s.c.stopped(); k++ {
			i, value := s.chosen[k], s.value
			s.drop(k)
			best, most := i, value
			for _, j := range s.items {
				if g := s.value + s.gain(j); g > most && s.fits(j) {
					best, most = j, g
				}
			}
			s.add(best)
			slices.Sort(s.chosen)
		}
		s.greedy()
		if s.value == before {
			return
		}
	}
}
