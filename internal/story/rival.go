package story

// rivals keep for each fact and each other article how much the fact has in
// common with the two claims there that it has most in common with. What is
// closest to each other of two articles is likelier about the same than what
// merely is close: every claim of a story is about that story.
type rivals map[rivalKey][2]float64

type rivalKey struct{ fact, article int }

func (r rivals) note(k rivalKey, x float64) {
	best := r[k]
	switch {
	case x > best[0]:
		best = [2]float64{x, best[0]}
	case x > best[1]:
		best[1] = x
	default:
		return
	}
	r[k] = best
}

// margin gives how much more a has in common with b than with the closest other
// claim of b's article; below 0 where another one is closer.
func (r rivals) margin(a, b *fact, x float64) float64 {
	best := r[rivalKey{a.at, b.article}]
	if x == best[0] {
		return x - best[1]
	}
	return x - best[0]
}

// readRivals compares all candidates roughly.
func (c *comparer) readRivals() {
	c.rivals = rivals{}
	eachCandidate(c.facts, c.weight, func(i, j int) {
		a, b := c.facts[i], c.facts[j]
		if a.article == b.article {
			return
		}
		p := c.pair(a, b)
		var f features
		c.compareSenses(&f, &p)
		compareValues(&f, &p, c.having)
		if x := f.closeness(); x > 0 {
			c.rivals.note(rivalKey{i, b.article}, x)
			c.rivals.note(rivalKey{j, a.article}, x)
		}
	})
}

// closeness is a rough measure of how much two facts have in common. Set by
// hand.
func (f *features) closeness() float64 {
	return f[senseShared] + f[senseHeld]/2 + min(1, f[valueRare]) + f[valueNear]/2 + f[predicateSense]/4 + f[objectSense]/4
}
