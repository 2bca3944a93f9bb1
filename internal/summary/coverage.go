package summary

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// coverage weighs sentences for a general summary: by the concepts that they
// hold and none chosen before does, by where they stand, and by their length.
type coverage struct {
	*pool
	concepts [][]int32 // of each candidate: each concept once. Terms have their own numbers, pairs those from len(ids) on
	weights  []float64 // of each concept
	covered  []bool
	scale    float64 // makes the coverage of the best sentence 1
}

// coverage makes the weigher for one article, or for several.
func (p *pool) coverage() *coverage {
	c := &coverage{pool: p, scale: 1}
	pairs := map[[2]int32]int32{}
	for _, s := range p.sentences {
		c.concepts = append(c.concepts, p.conceptsOf(s, pairs))
	}
	n := len(p.ids) + len(pairs)
	c.weights, c.covered = make([]float64, n), make([]bool, n)
	if p.voices == 1 {
		c.weighBySentences()
	} else {
		c.weighByVoices()
	}
	most := 0.0
	for i := range p.sentences {
		all, _ := c.sums(i)
		most = max(most, all)
	}
	if most > 0 {
		c.scale = 1 / most
	}
	return c
}

// conceptsOf gives the concepts of a sentence: its terms and the pairs of
// neighbouring ones, which get their numbers as they come. Two names are no
// pair: a full name and title would weigh as much as what its bearer did.
func (p *pool) conceptsOf(s candidate, pairs map[[2]int32]int32) []int32 {
	list := slices.Clone(s.terms)
	for i := 1; i < len(s.sequence); i++ {
		if len(s.names) > 0 && s.names[i-1] && s.names[i] {
			continue
		}
		pair := [2]int32{s.sequence[i-1], s.sequence[i]}
		id, ok := pairs[pair]
		if !ok {
			id = int32(len(p.ids) + len(pairs))
			pairs[pair] = id
		}
		list = append(list, id)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// weighBySentences gives a concept of one article the number of sentences that
// hold it (as SumBasic does: Nenkova and Vanderwende, "The impact of frequency on
// summarization", 2005). Pairs weigh only where they come again.
func (c *coverage) weighBySentences() {
	in := make([]int, len(c.weights))
	for i, list := range c.concepts {
		if c.sentences[i].again {
			continue
		}
		for _, concept := range list {
			in[concept]++
		}
	}
	for concept, n := range in {
		if n > 1 || concept < len(c.ids) {
			c.weights[concept] = float64(n)
		}
	}
}

// singleVoice is the weight of a pair that one voice alone has, where each
// voice beyond the first adds 1: enough to tell sentences apart that share
// nothing.
const singleVoice = 0.1

// weighByVoices gives each pair of several articles the number of voices that
// agree with the first. Terms weigh nothing: names come again in every article
// and would carry the sentences that say nothing else.
func (c *coverage) weighByVoices() {
	byVoice := make([][]int32, c.voices)
	for i, s := range c.sentences {
		byVoice[s.voice] = append(byVoice[s.voice], c.concepts[i]...)
	}
	for _, list := range byVoice {
		slices.Sort(list)
		for _, concept := range slices.Compact(list) {
			switch {
			case int(concept) < len(c.ids):
			case c.weights[concept] == 0:
				c.weights[concept] = singleVoice
			default:
				c.weights[concept]++
			}
		}
	}
}

// What a sentence gains besides its coverage, which is 1 for the best one. Set
// by hand. News puts first what matters, and more so in one article than over
// several, where agreement says as much; a sentence of few words is mostly an
// aside, and one of very many holds a bit of everything.
const (
	leadOfOne     = 1.0 // first sentence of the only article; half of it for the second
	leadOfSeveral = 0.4
	shortWords    = 8
	shortCost     = -0.4
	longWords     = 45
	longCost      = -0.2
)

func (c *coverage) gain(i int) (doc.Score, bool) {
	s := c.sentences[i]
	all, again := c.sums(i)
	lead := leadOfOne
	if c.voices > 1 {
		lead = leadOfSeveral
	}
	parts := make(doc.Score, 0, 5).With("coverage", all*c.scale).With("redundancy", -again*c.scale).
		With("position", lead/float64(1+s.position))
	switch {
	case s.words < shortWords:
		parts = parts.With("length", shortCost)
	case s.words > longWords:
		parts = parts.With("length", longCost)
	}
	return parts, true
}

func (c *coverage) take(i int) {
	for _, concept := range c.concepts[i] {
		c.covered[concept] = true
	}
}

// lengthPower tempers how a sentence pays for its words: 0 would favour the
// longest sentences, 1 the ones that are nothing but names.
const lengthPower = 0.5

// sums gives the weight of a sentence's concepts, and of those that are
// covered already, for its length.
func (c *coverage) sums(i int) (all, again float64) {
	for _, concept := range c.concepts[i] {
		all += c.weights[concept]
		if c.covered[concept] {
			again += c.weights[concept]
		}
	}
	cost := math.Pow(float64(max(c.sentences[i].words, shortWords)), lengthPower)
	return all / cost, again / cost
}
