package eval

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/summary"
)

// LexRank as it was published (Erkan and Radev, "LexRank: Graph-based Lexical
// Centrality as Salience in Text Summarization", 2004): sentences are joined
// where the cosine of their words, weighed by rareness, is above the threshold,
// and ranked as pages are by links.
const (
	lexRankThreshold = 0.1
	lexRankDamping   = 0.85
	lexRankRounds    = 50
)

func (c *summarized) lexRank() string {
	rows, bags := c.bags(1)
	vectors := rareness(bags)
	n := len(rows)
	links := make([][]int, n)
	for i := range n {
		for k := range n {
			if i != k && cosine(vectors[i], vectors[k]) > lexRankThreshold {
				links[i] = append(links[i], k)
			}
		}
	}
	rank := make([]float64, n)
	for range lexRankRounds {
		next := make([]float64, n)
		for i := range n {
			next[i] = (1 - lexRankDamping) / float64(n)
			for _, k := range links[i] {
				next[i] += lexRankDamping * rank[k] / float64(len(links[k]))
			}
		}
		rank = next
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[b], rank[a]) })
	var chosen []int
	for _, i := range order[:min(c.sentences, n)] {
		chosen = append(chosen, rows[i])
	}
	return c.joined(chosen)
}

// bags gives the sentences that may be chosen, and how often each holds each
// sequence of n words.
func (c *summarized) bags(n int) ([]int, []map[string]int) {
	rows := summary.Candidates(c.doc)
	var bags []map[string]int
	for _, r := range rows {
		words := rougeWords(c.doc.Sentences[r].Of(c.doc.Text))
		bag := map[string]int{}
		for i := range max(0, len(words)-n+1) {
			key := words[i]
			for _, w := range words[i+1 : i+n] {
				key += " " + w
			}
			bag[key]++
		}
		bags = append(bags, bag)
	}
	return rows, bags
}

// rareness weighs words by the logarithm of how few sentences hold them.
func rareness(bags []map[string]int) []map[string]float64 {
	in := map[string]int{}
	for _, bag := range bags {
		for w := range bag {
			in[w]++
		}
	}
	vectors := make([]map[string]float64, len(bags))
	for i, bag := range bags {
		vectors[i] = map[string]float64{}
		for w, n := range bag {
			vectors[i][w] = float64(n) * math.Log(float64(len(bags))/float64(in[w]))
		}
	}
	return vectors
}

func cosine(a, b map[string]float64) float64 {
	dot, x, y := 0.0, 0.0, 0.0
	for _, w := range slices.Sorted(maps.Keys(a)) {
		dot += a[w] * b[w]
		x += a[w] * a[w]
	}
	for _, w := range slices.Sorted(maps.Keys(b)) {
		y += b[w] * b[w]
	}
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(x*y)
}

// mostPairs gives the sentences that together hold most of the pairs of words
// that more than one sentence holds, each pair weighing by how many do, and
// counted once. It tries all sets.
func (c *summarized) mostPairs() string {
	rows, bags := c.bags(2)
	in := map[string]int{}
	for _, bag := range bags {
		for pair := range bag {
			in[pair]++
		}
	}
	s := setSearch{size: c.sentences, held: map[string]int{}}
	for _, bag := range bags {
		weights := map[string]int{}
		alone := 0
		for pair := range bag {
			if in[pair] > 1 {
				weights[pair] = in[pair]
				alone += in[pair]
			}
		}
		s.sentences, s.alone = append(s.sentences, weights), append(s.alone, alone)
	}
	s.search(0, 0)
	var chosen []int
	for _, i := range s.best {
		chosen = append(chosen, rows[i])
	}
	return c.joined(chosen)
}

// setSearch looks for the set of sentences that covers most.
type setSearch struct {
	size      int
	sentences []map[string]int // the weights of what each holds
	alone     []int            // their sums
	held      map[string]int   // by how many of the chosen
	chosen    []int
	best      []int
	most      int
}

// search tries the chosen sentences with any of those from the given one on.
func (s *setSearch) search(from, sum int) {
	if s.best == nil || sum > s.most {
		s.best, s.most = slices.Clone(s.chosen), sum
	}
	left := s.size - len(s.chosen)
	if left == 0 || from == len(s.alone) {
		return
	}
	top := slices.Max(s.alone[from:])
	for i := from; i < len(s.sentences) && sum+left*top > s.most; i++ {
		if sum+s.alone[i]+(left-1)*top <= s.most {
			continue
		}
		added := 0
		for pair, w := range s.sentences[i] {
			if s.held[pair]++; s.held[pair] == 1 {
				added += w
			}
		}
		s.chosen = append(s.chosen, i)
		s.search(i+1, sum+added)
		s.chosen = s.chosen[:len(s.chosen)-1]
		for pair := range s.sentences[i] {
			s.held[pair]--
		}
	}
}
