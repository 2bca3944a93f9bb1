package neural

import "golang.org/x/sys/cpu"

// kernel says whether [multiply] may be called.
var kernel = cpu.X86.HasAVX2

// multiply sets the first rows of sums to the products of a matrix, its rows in
// pairs, and so many vectors: out columns, a multiple of [lanes], and in rows,
// an even number.
//
//go:noescape
func multiply(sums *int32, vectors, pairs *int16, out, stride, in int)
