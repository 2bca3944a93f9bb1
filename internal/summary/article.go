package summary

import (
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// salience weighs the sentences of one article: by how many words and pairs of
// words of a human summary they are likely to hold that the chosen ones do not,
// less a price for their length.
type salience struct {
	*pool
	concepts [][]int32          // of each candidate: the words and pairs that it holds, each once
	numbers  map[[2]int32]int32 // of the concepts, by their names
	weights  []int64            // of each concept, in parts of likelihoodUnit
	pairs    []bool             // which are pairs
	covered  []bool             // which are in chosen sentences
	length   []int              // of each candidate: its words, as they are counted for concepts
}

// A summary is judged by how much of what it says a human one says too, and the
// other way round: a word that brings less than it costs makes it worse (the
// price of a ratio: Dinkelbach, "On Nonlinear Fractional Programming", 1967). Of
// shares of .3 to 1 and prices of .02 to .2 these were best on the folds of the
// pages that the weights are learnt from, cut to two and to three sentences; those
// around them differ by less than half a point of ROUGE-2.
const (
	wordShare = 0.5  // what a likely word counts beside a likely pair
	wordPrice = 0.08 // of a word of a sentence, in likely pairs
	asideCost = 0.5  // of a sentence of fewer than shortWords words, which is mostly an aside: "Few were surprised."; set by hand
)

// salience makes the weigher for one article, or for several that are copies of
// one.
func (p *pool) salience(o *Options) *salience {
	s := &salience{pool: p, concepts: make([][]int32, len(p.sentences)), length: make([]int, len(p.sentences)), numbers: map[[2]int32]int32{}}
	w := o.Weights
	if w == nil {
		w = shipped
	}
	keys := map[string]int32{}
	for from := 0; from < len(p.sentences); {
		to := p.articleEnd(from)
		if slices.ContainsFunc(p.sentences[from:to], func(c candidate) bool { return !c.again }) { // else a copy: none of it is chosen
			a := newArticle(p, from, to, o.title(p.sentences[from].Article), keys)
			for i, words := range a.words {
				s.length[from+i] = len(words)
			}
			s.add(a.read(1), from, &w.Words)
			s.add(a.read(2), from, &w.Pairs)
		}
		from = to
	}
	s.covered = make([]bool, len(s.weights))
	return s
}

// add takes in the concepts of an article whose first candidate is given. One
// that several articles hold has the largest weight.
func (s *salience) add(list []*wording, from int, w *Features) {
	for _, x := range list {
		pair := x.name[1] >= 0
		n, ok := s.numbers[x.name]
		if !ok {
			n = int32(len(s.weights))
			s.numbers[x.name] = n
			s.weights, s.pairs = append(s.weights, 0), append(s.pairs, pair)
		}
		s.weights[n] = max(s.weights[n], likelihood(w, &x.features))
		for _, i := range x.holders {
			s.concepts[from+i] = append(s.concepts[from+i], n)
		}
	}
}

func (s *salience) gain(i int) (doc.Score, bool) {
	var words, pairs int64
	for _, c := range s.concepts[i] {
		switch {
		case s.covered[c]:
		case s.pairs[c]:
			pairs += s.weights[c]
		default:
			words += s.weights[c]
		}
	}
	parts := make(doc.Score, 0, 5).With("words", wordShare*float64(words)/likelihoodUnit).With("pairs", float64(pairs)/likelihoodUnit).
		With("length", -wordPrice*float64(s.length[i]))
	if s.length[i] < shortWords {
		parts = parts.With("aside", -asideCost)
	}
	if total := parts.Total(); total < 0 { // nothing more is worth its words: what is worth most for each
		parts = parts.With("per word", total*(usualWords/float64(max(1, s.length[i]))-1))
	}
	return parts, true
}

func (s *salience) take(i int) {
	for _, c := range s.concepts[i] {
		s.covered[c] = true
	}
}

// enough is never: a summary of an article is as long as it may be.
func (s *salience) enough(float64) bool { return false }
