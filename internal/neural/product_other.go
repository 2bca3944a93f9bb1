//go:build !amd64

package neural

const kernel = false

func multiply(sums *int32, vectors, pairs *int16, out, stride, in int) {
	panic("neural: no kernel")
}
