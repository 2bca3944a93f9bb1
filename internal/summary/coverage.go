package summary

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// coverage weighs sets of sentences of several articles: by the concepts that
// they hold, each counted once, and by where they stand. Concepts are terms,
// pairs of neighbouring ones, and facts. All weights are whole numbers, so that a
// sum is the same in any order.
type coverage struct {
	*pool
	facts    int       // the first concept that is a fact
	concepts [][]int32 // of each candidate: pairs of neighbouring terms, and facts, each once
	holders  [][]int32 // of each concept: its candidates
	weights  []int64   // of each concept
	prior    []int64   // of each candidate, for its place
	price    int64     // of a word, where words have no limit
}

// What concepts and places weigh. Set by hand on half of the story set ("dev";
// `make eval` prints how much of what several articles state is told): facts
// first, then what more than one voice says in the same words. A term that one
// voice alone has weighs nothing. Lead weights of 0 to 600, fact weights of 300 to
// 2,000 and figure weights of 200 to 1,000 differ by a fact or two of the 68 of its first stories; without
// figures two are missed, without what two claims only may say four, without
// terms, or with a fact told twice allowed, six or more. No gain: the salience of
// sentences in their own article in place of the lead's weight, or beside it; a
// price of each sentence.
const (
	voiceWeight  = 100  // of a term or pair, for each voice but the first
	singleVoice  = 10   // of a pair that one voice has
	factWeight   = 1000 // of a fact, for each origin but the first
	figureWeight = 400  // of an amount, for each voice but the first
	leadWeight   = 300  // of the first sentence of an article; the second has half, and so on
	mostVoices   = 5    // more voices than that say no more

	fewest = 4   // what is less than that many, and no unit says of what, tells nothing
	large  = 100 // an amount from there on hardly meets another by chance
)

// coverage makes the weigher for several articles.
func (p *pool) coverage(o *Options) *coverage {
	c := &coverage{pool: p}
	pairs := map[[2]int32]int32{}
	for _, s := range p.sentences {
		list := p.conceptsOf(s, pairs)
		c.concepts = append(c.concepts, list)
		prior := int64(0)
		if s.words >= shortWords { // "Dear readers!" leads to nothing
			prior = leadWeight / int64(1+s.position)
		}
		c.prior = append(c.prior, prior)
	}
	c.weights = make([]int64, len(p.ids)+len(pairs))
	c.weighByVoices()
	c.addFigures(false)
	c.facts = len(c.weights)
	c.addFigures(true)
	c.addFacts(o.Facts)
	c.index()
	if o.Words == 0 {
		c.price = c.wordPrice()
	}
	return c
}

// weighByVoices gives each term and pair a weight by how many voices hold it.
func (c *coverage) weighByVoices() {
	name := c.nameTerms()
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
		c.weights[concept] = voiceWeight * min(max(0, n-1), mostVoices)
		switch {
		case concept < len(name) && name[concept]:
			c.weights[concept] = 0
		case n == 1 && concept >= len(name):
			c.weights[concept] = singleVoice
		}
	}
}

// nameTerms tells the terms that are written as names more often than not: they
// come again in every article, and would carry the sentences that say nothing
// else.
func (c *coverage) nameTerms() []bool {
	balance := make([]int, len(c.ids))
	for _, s := range c.sentences {
		for k, t := range s.sequence {
			if k < len(s.names) && s.names[k] {
				balance[t]++
			} else {
				balance[t]--
			}
		}
	}
	name := make([]bool, len(balance))
	for t, n := range balance {
		name[t] = n > 0
	}
	return name
}

// amount is a figure with its unit.
type amount struct {
	low, high float64
	unit      string
}

// addFigures makes concepts of the amounts that more than one voice gives,
// however they write them, "31" or "thirty-one": of those that hardly meet by
// chance, or of the others.
func (c *coverage) addFigures(telling bool) {
	number := map[amount]int{}
	var held [][]int // of each amount: its candidates
	for i := range c.sentences {
		for _, a := range c.amounts(i) {
			if a.telling() != telling {
				continue
			}
			n, ok := number[a]
			if !ok {
				n = len(held)
				number[a] = n
				held = append(held, nil)
			}
			if len(held[n]) == 0 || held[n][len(held[n])-1] != i {
				held[n] = append(held[n], i)
			}
		}
	}
	for _, list := range held {
		voices := map[int]bool{}
		for _, i := range list {
			voices[c.sentences[i].voice] = true
		}
		if len(voices) < 2 {
			continue
		}
		for _, i := range list {
			c.concepts[i] = append(c.concepts[i], int32(len(c.weights)))
		}
		c.weights = append(c.weights, figureWeight*int64(min(len(voices)-1, mostVoices)))
	}
}

// amounts gives the amounts of candidate i that tell something.
func (c *coverage) amounts(i int) []amount {
	d := c.docs[c.sentences[i].Article]
	span := d.Sentences[c.sentences[i].Sentence]
	var list []amount
	for _, q := range within(d.Quantities, span.Start, span.End, func(q doc.Quantity) int { return q.Start }) {
		if q.Unit != "" || q.High >= fewest {
			list = append(list, amount{q.Value, q.High, q.Unit})
		}
	}
	return list
}

// telling reports whether who gives an amount again says the same again.
func (a amount) telling() bool { return a.high >= large }

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
		c.weights = append(c.weights, int64(math.Round(f.Likelihood*factWeight*float64(min(f.Origins-1, mostVoices)))))
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
const priceShare = 0.1

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

// aside reports whether a candidate is short and neither gives a figure nor
// states what other origins may state: "The company declined to comment." In a
// story there are better ones.
func (c *coverage) aside(i int) bool {
	list := c.concepts[i]
	fact := len(list) > 0 && int(list[len(list)-1]) >= c.facts
	return c.english[c.sentences[i].Article] && c.sentences[i].words < shortWords && len(c.sentences[i].figures) == 0 && !fact
}

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
