package learn

import "golang.org/x/sys/cpu"

var (
	wide = cpu.X86.HasAVX512F
	fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA
)

// tile adds up a tile of [rows] x [lanes] of a product.
func tile(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool) {
	switch {
	case wide:
		tile512(c, a, b, cDown*4, aDown*4, aRight*4, bDown*4, k, add)
	case fast:
		tile256(c, a, b, cDown*4, aDown*4, aRight*4, bDown*4, k, add)
	default:
		tilePlain(c, a, b, cDown, aDown, aRight, bDown, k, add)
	}
}

// tile512 and tile256 are tile with strides in bytes.
//
//go:noescape
func tile512(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool)

//go:noescape
func tile256(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool)

// dot gives the inner product of two vectors of the same length.
func dot(a, b []float32) float32 {
	if !fast || len(a)%16 != 0 || len(a) == 0 || len(a) != len(b) {
		return dotPlain(a, b)
	}
	return dot256(&a[0], &b[0], len(a))
}

// pull adds k·out to slope, and k·in to out; all have the same length.
func pull(in, out, slope []float32, k float32) {
	if !fast || len(in)%16 != 0 || len(in) == 0 || len(in) != len(out) || len(in) != len(slope) {
		pullPlain(in, out, slope, k)
		return
	}
	pull256(&in[0], &out[0], &slope[0], k, len(in))
}

// dot256 and pull256 are dot and pull for lengths that are multiples of 16.
//
//go:noescape
func dot256(a, b *float32, n int) float32

//go:noescape
func pull256(in, out, slope *float32, k float32, n int)

// bend sets each x to up/(1+e^(-by·x)) + plus, which is the sigmoid for 1, 1, 0
// and tanh for 2, 2, -1.
func bend(list []float32, by, up, plus float32) {
	if !fast || len(list)%8 != 0 || len(list) == 0 {
		bendPlain(list, by, up, plus)
		return
	}
	bend256(&list[0], len(list), by, up, plus)
}

// bend256 is bend for lengths that are multiples of 8.
//
//go:noescape
func bend256(list *float32, n int, by, up, plus float32)

// move takes a step of Adam.
func move(weights, slopes, first, second []float32, rate float32) {
	n := len(weights)
	if !fast || n%8 != 0 || n == 0 || len(slopes) != n || len(first) != n || len(second) != n {
		movePlain(weights, slopes, first, second, rate)
		return
	}
	move256(&weights[0], &slopes[0], &first[0], &second[0], n, rate, decay1, decay2, floor)
}

// move256 is move for lengths that are multiples of 8.
//
//go:noescape
func move256(weights, slopes, first, second *float32, n int, rate, decay1, decay2, floor float32)
