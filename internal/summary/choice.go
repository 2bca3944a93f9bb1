package summary

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// choice is a summary in the making.
type choice struct {
	*pool
	limit Limit

	chosen   []int       // candidates, in the order of choice
	salience []doc.Score // by index in chosen
	byTerm   map[int32][]int
	isChosen map[int]bool
	words    int // of the chosen ones
}

// weigher says what a candidate would add to the chosen ones. It must not grow
// while others are chosen.
type weigher interface {
	// gain gives the parts of what candidate i would add; ok is false for what
	// may not be chosen at all.
	gain(i int) (parts doc.Score, ok bool)
	// take is told that candidate i was chosen.
	take(i int)
	// enough reports whether a summary ends before a sentence that adds only so
	// much.
	enough(total float64) bool
}

func newChoice(p *pool, limit Limit) *choice {
	return &choice{pool: p, limit: limit, byTerm: map[int32][]int{}, isChosen: map[int]bool{}}
}

// run chooses greedily: the sentence that adds most and fits, until the limit is
// reached or the weigher says that it is enough. A sentence that leans on the
// one before comes with it, and the two are worth what they add on average. What
// is worth how much is kept in a heap and reckoned anew only for what comes to
// its top (Minoux's accelerated greedy, 1978): as gains never grow, one that
// stays at the top is the largest.
func (c *choice) run(weigh weigher) {
	q := c.queue(weigh)
	for len(q) > 0 && (c.limit.Sentences == 0 || len(c.chosen) < c.limit.Sentences) && !c.stopped() {
		i := q[0].candidate
		total, ok := c.worth(weigh, i)
		switch {
		case !ok || len(c.chosen) > 0 && weigh.enough(total):
			heap.Pop(&q)
		case total < q[0].gain:
			q[0].gain = total
			heap.Fix(&q, 0)
		default:
			heap.Pop(&q)
			if c.needs(i) {
				c.choose(weigh, i-1)
			}
			c.choose(weigh, i)
			if next := i + 1; c.follows(next) && c.sentences[next].leans {
				if total, ok := c.worth(weigh, next); ok { // it stands alone now
					heap.Push(&q, entry{next, total})
				}
			}
		}
	}
}

func (c *choice) choose(weigh weigher, i int) {
	parts, _ := weigh.gain(i)
	c.take(i, parts)
	weigh.take(i)
}

// queue gives the candidates with what each would add alone.
func (c *choice) queue(weigh weigher) queue {
	var q queue
	for i := range c.sentences {
		if c.stopped() {
			break
		}
		if total, ok := c.worth(weigh, i); ok {
			q = append(q, entry{i, total})
		}
	}
	heap.Init(&q)
	return q
}

// worth gives what candidate i would add, with the sentence before if it needs
// that. It is not ok if one of them may not be chosen.
func (c *choice) worth(weigh weigher, i int) (float64, bool) {
	parts, ok := weigh.gain(i)
	if !ok || !c.may(i, 0, 0) {
		return 0, false
	}
	if !c.needs(i) {
		return parts.Total(), true
	}
	if !c.follows(i) || c.sentences[i-1].leans || !c.may(i-1, 1, c.sentences[i].words) {
		return 0, false
	}
	before, _ := weigh.gain(i - 1)
	return (parts.Total() + before.Total()) / 2, true
}

// needs reports whether candidate i leans on a sentence that is not chosen.
func (c *choice) needs(i int) bool {
	return c.sentences[i].leans && !(c.follows(i) && c.isChosen[i-1])
}

// may reports whether candidate i may be chosen beside the chosen ones and so
// many sentences and words more: it fits, and nothing says the same.
func (c *choice) may(i, sentences, words int) bool {
	s := &c.sentences[i]
	if s.again || c.isChosen[i] || c.limit.Sentences > 0 && len(c.chosen)+sentences >= c.limit.Sentences ||
		c.limit.Words > 0 && c.words+words+s.words > c.limit.Words {
		return false
	}
	return len(c.said(i)) == 0
}

// follows reports whether candidate i stands right behind candidate i-1.
func (c *choice) follows(i int) bool {
	if i < 1 || i >= len(c.sentences) {
		return false
	}
	a, b := c.sentences[i-1], c.sentences[i]
	return a.Article == b.Article && a.Sentence+1 == b.Sentence
}

func (c *choice) take(i int, parts doc.Score) {
	for _, t := range c.sentences[i].terms {
		c.byTerm[t] = append(c.byTerm[t], len(c.chosen))
	}
	c.chosen = append(c.chosen, i)
	c.salience = append(c.salience, parts)
	c.isChosen[i] = true
	c.words += c.sentences[i].words
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

// shared counts what two sorted lists have in common.
func shared(a, b []int32) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
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
		if c.stopped() {
			break
		}
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

// Len is [heap.Interface].
func (q queue) Len() int { return len(q) }

// Less is [heap.Interface]: what gains more comes first.
func (q queue) Less(i, j int) bool {
	if q[i].gain != q[j].gain {
		return q[i].gain > q[j].gain
	}
	return q[i].candidate < q[j].candidate
}

// Swap is [heap.Interface].
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push is [heap.Interface].
func (q *queue) Push(x any) { *q = append(*q, x.(entry)) }

// Pop is [heap.Interface].
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
