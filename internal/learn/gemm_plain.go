package learn

import (
	"math"
	"unsafe"
)

// tilePlain is tile in Go alone. A product is added without being rounded
// first, as the kernels do it.
func tilePlain(c, a, b *float32, cDown, aDown, aRight, bDown, k int, add bool) {
	for i := range rows {
		out := unsafe.Slice(at(c, i*cDown), lanes)
		if !add {
			clear(out)
		}
		for l := range k {
			x := float64(*at(a, i*aDown+l*aRight))
			for j, y := range unsafe.Slice(at(b, l*bDown), lanes) {
				out[j] = float32(math.FMA(x, float64(y), float64(out[j])))
			}
		}
	}
}

// at gives the number n places behind p.
func at(p *float32, n int) *float32 {
	return (*float32)(unsafe.Add(unsafe.Pointer(p), n*4))
}
