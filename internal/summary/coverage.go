package summary

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// coverage weighs sets of sentences of several articles: by the concepts that
// they hold, each counted once, and by where they stand. All weights are whole
// numbers, so that a sum is the same in any order.
type coverage struct {
	*pool
	concepts [][]int32 // of each candidate: pairs of neighbouring terms, and facts, each once
	holders  [][]int32 // of each concept: its candidates
	weights  []int64   // of each concept
	prior    []int64   // of each candidate, for its place
	price    int64     // of a word, where words have no limit
}

// What a concept and a place weigh, where a pair that one voice alone holds
// weighs singleVoice. Set by hand on the stories of MEANTIME and on invented
// ones (docs/design.md): names and words alone carried sentences that say
// nothing else.
const (
	voiceWeight = 100 // of a pair, for each voice but the first
	singleVoice = 10
	factWeight  = 400 // of a fact, for each origin but the first
	leadWeight  = 300 // of the first sentence of an article; the second has half, and so on
	mostVoices  = 5   // more voices than that say no more
)

// coverage makes the weigher for several articles.
func (p *pool) coverage(o *Options) *coverage {
	c := &coverage{pool: p}
	pairs := map[[2]int32]int32{}
	terms := int32(len(p.ids))
	for _, s := range p.sentences {
		list := p.conceptsOf(s, pairs)
		from, _ := slices.BinarySearch(list, terms)
		for k := range list[from:] {
			list[from+k] -= terms
		}
		c.concepts = append(c.concepts, list[from:])
		c.prior = append(c.prior, leadWeight/int64(1+s.position))
	}
	c.weights = make([]int64, len(pairs))
	c.weighByVoices()
	c.addFacts(o.Facts)
	c.index()
	if o.Words == 0 {
		c.price = c.wordPrice()
	}
	return c
}

// weighByVoices gives each pair a weight by how many voices hold it.
func (c *coverage) weighByVoices() {
	byVoice := make([][]int32, c.voices)
	for i, s := range c.sentences {
		byVoice[s.voice] = append(byVoice[s.voice], c.concepts[i]...)
	}
	held := make([]int64, len(c.weights))
	for _, list := range byVoice {
		slices.Sort(list)
		for _, concept := range slices.Compact(list) {
			held[concept]++
		}
	}
	for concept, n := range held {
		c.weights[concept] = max(singleVoice, voiceWeight*min(n-1, mostVoices))
	}
}

// addFacts makes concepts of the facts that more than one origin states.
func (c *coverage) addFacts(facts []Fact) {
	at := map[Ref]int{}
	for i, s := range c.sentences {
		at[s.Ref] = i
	}
	for _, f := range facts {
		if f.Origins < 2 {
			continue
		}
		concept := int32(len(c.weights))
		c.weights = append(c.weights, factWeight*int64(min(f.Origins-1, mostVoices)))
		for _, ref := range f.Sentences {
			if i, ok := at[ref]; ok && (len(c.concepts[i]) == 0 || c.concepts[i][len(c.concepts[i])-1] != concept) {
				c.concepts[i] = append(c.concepts[i], concept)
			}
		}
	}
}

// index finds the candidates of each concept.
func (c *coverage) index() {
	c.holders = make([][]int32, len(c.weights))
	for i, list := range c.concepts {
		for _, concept := range list {
			c.holders[concept] = append(c.holders[concept], int32(i))
		}
	}
}

// priceShare is what a word costs, as a share of what a word of the densest
// sentence is worth, where only sentences are counted: it keeps the longest
// sentences from winning by their length alone.
const priceShare = 0.3

func (c *coverage) wordPrice() int64 {
	best := 0.0
	for i := range c.sentences {
		sum := c.prior[i]
		for _, concept := range c.concepts[i] {
			sum += c.weights[concept]
		}
		best = max(best, float64(sum)/float64(max(c.sentences[i].words, shortWords)))
	}
	return int64(math.Round(best * priceShare))
}

// shortWords is the length below which a sentence is mostly an aside.
const shortWords = 8

// alone gives what candidate i is worth whatever else is chosen.
func (c *coverage) alone(i int) int64 {
	return c.prior[i] - c.price*int64(max(c.sentences[i].words, shortWords))
}

// parts gives the salience of a chosen sentence: what it adds to the concepts
// that are covered, and marks them.
func (c *coverage) parts(i int, covered []bool) doc.Score {
	sum := int64(0)
	for _, concept := range c.concepts[i] {
		if !covered[concept] {
			covered[concept] = true
			sum += c.weights[concept]
		}
	}
	unit := func(n int64) float64 { return float64(n) / voiceWeight }
	return make(doc.Score, 0, 3).With("agreement", unit(sum)).With("position", unit(c.prior[i])).
		With("length", unit(c.alone(i)-c.prior[i]))
}
