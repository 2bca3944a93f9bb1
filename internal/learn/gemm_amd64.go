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
