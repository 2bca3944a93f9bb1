package story

import (
	"cmp"
	"slices"

	"github.com/copydesk/copydesk/internal/model"
)

// Claims are looked at twice. At first sight two of them are judged by what they
// have in common. At second sight it counts as well what else each may be about
// the same as: every claim of a story is about that story, and one that has
// something closer in an article is seldom the same as what is merely close there;
// what both are the same as in a third article, and what stands beside them is the
// same as, speaks for them (stacking: Wolpert 1992, "Stacked generalization").
const (
	overlooked = -4 // odds at first sight up to which two claims are not kept
	lookAgain  = -3 // odds at first sight from which on they are looked at again
)

// The features of the second sight.
const (
	firstOdds     = iota // odds at first sight
	bestElse             // the best odds that either has with another claim of the other's article
	bestElseLess         // the lesser of those that one has and the other has
	ahead                // how much the odds are ahead of the best
	aheadMost            // and of the lesser
	behind               // how many claims of the other's article have better odds, the greater
	behindLess           // the lesser
	through              // the best odds over a claim of a third article: those that are worse of its two
	against              // the best odds that one has with a claim of a third article that the other has little to do with
	besideAlike          // the best odds of claims of the sentences beside them
	sentenceAlike        // the best odds of other claims of the same sentences
	againCount
)

var againNames = [againCount]string{
	"first odds", "best else", "best else less", "ahead", "ahead most", "behind", "behind less", "through", "against", "beside alike", "sentence alike",
}

// scored is two facts of different articles with their odds at first sight.
type scored struct {
	a, b int32
	odds float32
}

// partner is a fact that another may be about the same as.
type partner struct {
	fact int32
	odds float32
}

// sight is what is seen of a story at first sight: for each fact those of other
// articles that it may be about the same as, in order.
type sight struct {
	facts   []*fact
	from    []int32 // the partners of fact i are of[from[i]:from[i+1]]
	of      []partner
	atClaim map[Ref]int // the fact that a claim made first
}

func newSight(facts []*fact, seen []scored) *sight {
	s := &sight{facts: facts, from: make([]int32, len(facts)+1), of: make([]partner, 2*len(seen)), atClaim: map[Ref]int{}}
	for _, p := range seen {
		s.from[p.a+1]++
		s.from[p.b+1]++
	}
	for i := range facts {
		s.from[i+1] += s.from[i]
		s.atClaim[facts[i].members[0]] = i
	}
	next := slices.Clone(s.from)
	for _, p := range seen {
		s.of[next[p.a]], s.of[next[p.b]] = partner{p.b, p.odds}, partner{p.a, p.odds}
		next[p.a]++
		next[p.b]++
	}
	for i := range facts {
		slices.SortFunc(s.partners(i), func(a, b partner) int { return cmp.Compare(a.fact, b.fact) })
	}
	return s
}

func (s *sight) partners(i int) []partner { return s.of[s.from[i]:s.from[i+1]] }

// odds gives the odds of two facts at first sight; overlooked if they were not
// kept.
func (s *sight) odds(i, j int) float64 {
	list := s.partners(i)
	if k, ok := slices.BinarySearchFunc(list, int32(j), func(p partner, fact int32) int { return cmp.Compare(p.fact, fact) }); ok {
		return float64(list[k].odds)
	}
	return overlooked
}

// again gives the features of two facts at second sight.
func (s *sight) again(i, j int) [againCount]float32 {
	odds := s.odds(i, j)
	bestOfI, rankOfI := s.elsewhere(i, j, odds)
	bestOfJ, rankOfJ := s.elsewhere(j, i, odds)
	through, against := s.thirds(i, j)
	beside, sentence := s.beside(i, j)
	var f [againCount]float32
	for k, v := range [againCount]float64{
		odds, max(bestOfI, bestOfJ), min(bestOfI, bestOfJ), odds - max(bestOfI, bestOfJ), odds - min(bestOfI, bestOfJ),
		max(rankOfI, rankOfJ), min(rankOfI, rankOfJ), through, against, beside, sentence,
	} {
		f[k] = float32(v)
	}
	return f
}

// elsewhere gives the best odds that fact i has with another fact of j's article,
// and how many have better ones than j.
func (s *sight) elsewhere(i, j int, odds float64) (best, better float64) {
	best = overlooked
	for _, p := range s.partners(i) {
		if int(p.fact) == j || s.facts[p.fact].article != s.facts[j].article {
			continue
		}
		best = max(best, float64(p.odds))
		if float64(p.odds) > odds {
			better++
		}
	}
	return best, better
}

// thirds gives the best odds of two facts over one of a third article, and the
// best that one has with such a fact while the other has little to do with it.
func (s *sight) thirds(i, j int) (through, against float64) {
	through, against = overlooked, overlooked
	a, b := s.partners(i), s.partners(j)
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0], b[0]; {
		case x.fact < y.fact:
			a = a[1:]
		case x.fact > y.fact:
			b = b[1:]
		default:
			low, high := float64(min(x.odds, y.odds)), float64(max(x.odds, y.odds))
			through, against = max(through, low), max(against, high-max(0, -low))
			a, b = a[1:], b[1:]
		}
	}
	return through, against
}

// besideClaims is how many claims before and behind one are looked at for those
// beside it.
const besideClaims = 3

// beside gives the best odds of claims of the sentences beside those of two facts,
// and of other claims of the same sentences.
func (s *sight) beside(i, j int) (beside, sentence float64) {
	beside, sentence = overlooked, overlooked
	for d := -besideClaims; d <= besideClaims; d++ {
		x, up, ok := s.near(i, d)
		if !ok {
			continue
		}
		for e := -besideClaims; e <= besideClaims; e++ {
			y, over, ok := s.near(j, e)
			switch {
			case !ok || d == 0 && e == 0:
			case up == 0 && over == 0:
				sentence = max(sentence, s.odds(x, y))
			case up*up == 1 && over*over == 1:
				beside = max(beside, s.odds(x, y))
			}
		}
	}
	return beside, sentence
}

// near gives the fact that a claim some places behind that of fact i made, and how
// many sentences lie between them.
func (s *sight) near(i, places int) (fact, sentences int, ok bool) {
	r := s.facts[i].members[0]
	fact, ok = s.atClaim[Ref{r.Article, r.Claim + places}]
	if !ok {
		return 0, 0, false
	}
	return fact, s.facts[fact].Sentence - s.facts[i].Sentence, true
}

// settled is the odds, in units, below which a pair is not asked on: what is as
// unlikely half-way does not become likely.
const settled = 2 * overlooked * model.Unit

// look compares all candidates at first sight.
func (c *comparer) look() {
	var seen, asked []scored
	batch := c.Same.Batch()
	walk := func() {
		for k, w := range batch.Walk(settled) {
			asked[k].odds = float32(w.Sum) / model.Unit
			if asked[k].odds > overlooked {
				seen = append(seen, asked[k])
			}
		}
		asked = asked[:0]
	}
	eachCandidate(c.facts, c.weight, func(i, j int) {
		a, b := c.facts[i], c.facts[j]
		if a.article == b.article {
			return
		}
		p := c.pair(a, b)
		row := c.features(&p).row()
		batch.Add(row[:])
		asked = append(asked, scored{a: int32(i), b: int32(j)})
		if batch.Full() {
			walk()
		}
	})
	walk()
	c.sight = newSight(c.facts, seen)
}
