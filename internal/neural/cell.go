package neural

import "math"

// curves holds, for the sum that a gate opens by, what it lets through.
type curves struct {
	sigmoid [curveSteps]int16 // with shareBits
	tanh    [curveSteps]int16 // with cellBits
}

// A curve is told by 4096 steps between -8 and 8, beyond which it is flat to
// the last bit but two. 8192 is 8 with sumBits.
const (
	curveSteps = 4096
	curveEnd   = 8192
	curveShift = 2
)

func newCurves() *curves {
	c := &curves{}
	for i := range curveSteps {
		x := (float64(i<<curveShift-curveEnd) + 1.5) / (1 << sumBits)
		// The steps are far wider than what machines' own exp differ by, but for
		// a value half way between two whole numbers, which none of these is.
		c.sigmoid[i] = int16(math.Round((1<<shareBits - 1) / (1 + math.Exp(-x))))
		c.tanh[i] = int16(math.Round((1<<cellBits - 1) * math.Tanh(x)))
	}
	return c
}

func curveStep(x int32) int32 {
	return (min(max(x, -curveEnd), curveEnd-1) + curveEnd) >> curveShift
}

// share gives x times a share, rounded.
func share(x, of int32) int32 { return (x*of + 1<<(shareBits-1)) >> shareBits }

// highestSkip is the largest number that a layer passes on, so that its
// difference to a state fits into 16 bits: 6 with givenBits.
const highestSkip = 6 << givenBits

// step goes on by a word: from the state, with cellBits, and the sums of its
// gates, and from what is given where the last gate is shut, to what is given.
func (curve *curves) step(state []int32, keep, fresh, give, skip, given []int16) {
	keep, fresh, give, skip, given = keep[:len(state)], fresh[:len(state)], give[:len(state)], skip[:len(state)], given[:len(state)]
	for i, h := range state {
		c := int32(curve.tanh[curveStep(int32(fresh[i]))])
		h = c + share(h-c, int32(curve.sigmoid[curveStep(int32(keep[i]))]))
		state[i] = h
		s := int32(skip[i])
		given[i] = int16(s + share(h>>(cellBits-givenBits)-s, int32(curve.sigmoid[curveStep(int32(give[i]))])))
	}
}
