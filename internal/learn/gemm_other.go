//go:build !amd64

package learn

// tile adds up a tile of [rows] x [lanes] of a product.
func tile(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool) {
	tilePlain(c, a, b, cDown, aDown, aRight, bDown, k, add)
}

func dot(a, b []float32) float32 { return dotPlain(a, b) }

func pull(in, out, slope []float32, k float32) { pullPlain(in, out, slope, k) }

func bend(list []float32, by, up, plus float32) { bendPlain(list, by, up, plus) }

func move(weights, slopes, first, second []float32, rate float32) {
	movePlain(weights, slopes, first, second, rate)
}
