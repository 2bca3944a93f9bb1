package summary

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// choice is a summary in the making. The objective is the sum of what each
// sentence adds to those before; the greedy choice takes the sentence that adds
// most and fits, until none adds anything.
type choice struct {
	*pool
	limit Limit
	weigh weigher

	chosen   []int       // candidates, in the order of choice
	salience []doc.Score // by index in chosen
	byTerm   map[int32][]int
	isChosen map[int]bool
	words    int // of the chosen ones
}

// weigher says what a candidate would add to the chosen ones. It must not grow
// while others are chosen, but for the part that [opening] gives.
type weigher interface {
	// gain gives the parts of what candidate i would add; ok is false for what
	// may not be chosen at all.
	gain(i int) (parts doc.Score, ok bool)
	// take is told that candidate i was chosen.
	take(i int)
}

func newChoice(p *pool, limit Limit) *choice {
	return &choice{pool: p, limit: limit, byTerm: map[int32][]int{}, isChosen: map[int]bool{}}
}

// run chooses until the limit is reached or nothing adds anything. Gains are
// kept in a heap and reckoned anew only for what comes to its top (Minoux's
// accelerated greedy, 1978): as they never grow, one that stays at the top is
// the largest.
func (c *choice) run() {
	q := c.queue()
	for len(q) > 0 && (c.limit.Sentences == 0 || len(c.chosen) < c.limit.Sentences) {
		top := q[0]
		parts, ok := c.worth(top.candidate)
		total := parts.Total()
		switch {
		case !ok || !c.fits(top.candidate) || total <= 0 && len(c.chosen) > 0 || len(c.said(top.candidate)) > 0:
			heap.Pop(&q)
		case total < top.gain:
			q[0].gain = total
			heap.Fix(&q, 0)
		default:
			heap.Pop(&q)
			c.take(top.candidate, parts)
			if next := top.candidate + 1; c.follows(next) && !c.isChosen[next] {
				// It need not lean any more, so it may be worth more than before.
				if parts, ok := c.worth(next); ok {
					heap.Push(&q, entry{next, parts.Total()})
				}
			}
		}
	}
}

// queue gives the candidates with what each would add alone.
func (c *choice) queue() queue {
	var q queue
	for i := range c.sentences {
		if parts, ok := c.worth(i); ok && c.fits(i) {
			q = append(q, entry{i, parts.Total()})
		}
	}
	heap.Init(&q)
	return q
}

// What a sentence loses that opens with a word which leans on the sentence
// before, unless that one is chosen: as much as half of the best coverage, so
// that it needs to be far better than others.
const leaningCost = -0.5

// worth gives all parts of what candidate i would add.
func (c *choice) worth(i int) (doc.Score, bool) {
	if c.isChosen[i] || c.sentences[i].again {
		return nil, false
	}
	parts, ok := c.weigh.gain(i)
	if ok && c.sentences[i].leans && !(c.follows(i) && c.isChosen[i-1]) {
		parts = parts.With("opening", leaningCost)
	}
	return parts, ok
}

// follows reports whether candidate i stands right behind candidate i-1.
func (c *choice) follows(i int) bool {
	if i < 1 || i >= len(c.sentences) {
		return false
	}
	a, b := c.sentences[i-1], c.sentences[i]
	return a.Article == b.Article && a.Sentence+1 == b.Sentence
}

// fits reports whether candidate i is within what is left of the limit.
func (c *choice) fits(i int) bool {
	return c.limit.Words == 0 || c.words+c.sentences[i].words <= c.limit.Words
}

func (c *choice) take(i int, parts doc.Score) {
	for _, t := range c.sentences[i].terms {
		c.byTerm[t] = append(c.byTerm[t], len(c.chosen))
	}
	c.chosen = append(c.chosen, i)
	c.salience = append(c.salience, parts)
	c.isChosen[i] = true
	c.words += c.sentences[i].words
	c.weigh.take(i)
}

// said gives the chosen sentences, by index in chosen, that say what candidate
// i does.
func (c *choice) said(i int) []int {
	shared := map[int]int{}
	for _, t := range c.sentences[i].terms {
		for _, k := range c.byTerm[t] {
			shared[k]++
		}
	}
	var found []int
	for k, n := range shared {
		if same(&c.sentences[c.chosen[k]], &c.sentences[i], n) {
			found = append(found, k)
		}
	}
	slices.Sort(found)
	return found
}

// Two sentences say the same if the shorter one has three quarters of its
// content words in the other, and together they have two fifths in common; with
// fewer than sameLeast words they need to have all. And neither may have a
// figure where the other has a different one. Set by hand: a sentence of ten
// content words may differ in two, as after an edit for house style, and the
// longer may add half as much again.
const (
	sameShare  = 0.75
	sameOfBoth = 0.40
	sameLeast  = 5
)

func same(a, b *candidate, shared int) bool {
	least, both := min(len(a.terms), len(b.terms)), len(a.terms)+len(b.terms)-shared
	if least < sameLeast {
		return shared == both
	}
	return float64(shared) >= sameShare*float64(least) && float64(shared) >= sameOfBoth*float64(both) &&
		(holds(a.figures, b.figures) || holds(b.figures, a.figures))
}

// holds reports whether every one of b is in a; both are sorted.
func holds(a, b []int32) bool {
	for _, x := range b {
		if _, ok := slices.BinarySearch(a, x); !ok {
			return false
		}
	}
	return true
}

// alsoIn gives for each chosen sentence those of other articles that say the
// same.
func (c *choice) alsoIn() [][]Ref {
	also := make([][]Ref, len(c.chosen))
	for i, s := range c.sentences {
		if c.isChosen[i] {
			continue
		}
		said := c.said(i)
		if at := slices.IndexFunc(said, func(k int) bool { return c.sentences[c.chosen[k]].Article != s.Article }); at >= 0 {
			also[said[at]] = append(also[said[at]], s.Ref)
		}
	}
	for _, refs := range also {
		slices.SortFunc(refs, func(a, b Ref) int { return cmp.Or(a.Article-b.Article, a.Sentence-b.Sentence) })
	}
	return also
}

// entry is a candidate and what it was last seen to add.
type entry struct {
	candidate int
	gain      float64
}

// queue is a heap of entries, the largest gain on top and of equal ones the
// earlier candidate.
type queue []entry

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].gain != q[j].gain {
		return q[i].gain > q[j].gain
	}
	return q[i].candidate < q[j].candidate
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(entry)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
