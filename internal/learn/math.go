package learn

import "math"

// exp gives e^x to some seven places, in single precision: 2^n times a
// polynomial (Cephes, expf).
func exp(x float32) float32 {
	if x < -87 {
		return 0
	}
	if x > 88 {
		x = 88
	}
	n := int32(x*1.44269504 + 127.5)
	f := float32(n - 127)
	r := x - f*0.693359375 + f*2.12194440e-4
	p := float32(1.9875691500e-4)
	p = p*r + 1.3981999507e-3
	p = p*r + 8.3334519073e-3
	p = p*r + 4.1665795894e-2
	p = p*r + 1.6666665459e-1
	p = p*r + 5.0000001201e-1
	p = p*r*r + r + 1
	return p * math.Float32frombits(uint32(n)<<23)
}

func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

// bendPlain is bend in Go alone.
func bendPlain(list []float32, by, up, plus float32) {
	for i, x := range list {
		list[i] = up/(1+exp(-by*x)) + plus
	}
}

// softmax turns scores into what their cross entropy with the right one has as
// slopes, times scale, and gives the loss, unscaled.
func softmax(scores []float32, right int, scale float32) float32 {
	high := scores[0]
	for _, s := range scores {
		high = max(high, s)
	}
	sum := float32(0)
	wanted := scores[right] - high
	for i, s := range scores {
		e := exp(s - high)
		scores[i] = e
		sum += e
	}
	k := scale / sum
	for i := range scores {
		scores[i] *= k
	}
	scores[right] -= scale
	return float32(math.Log(float64(sum))) - wanted
}

// best gives the place of the highest score, the first of equals.
func best(scores []float32) int {
	at := 0
	for i, s := range scores {
		if s > scores[at] {
			at = i
		}
	}
	return at
}
