package learn

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func numbers(draw *rand.Rand, n int) []float32 {
	list := make([]float32, n)
	for i := range list {
		list[i] = float32(draw.NormFloat64())
	}
	return list
}

// The kernels give what the plain one does, on all layouts that learning uses.
func TestTiles(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	const k = 37
	for _, add := range []bool{false, true} {
		for _, s := range [][2]int{{k, 1}, {1, 13}, {5, 1}} {
			a, b, c := numbers(draw, 4*k*13), numbers(draw, k*50), numbers(draw, 4*70)
			want := slices.Clone(c)
			tilePlain(&want[0], &a[0], &b[0], 70, s[0], s[1], 50, k, add)
			for name, kernel := range kernels() {
				got := slices.Clone(c)
				kernel(&got[0], &a[0], &b[0], 70, s[0], s[1], 50, k, add)
				if !close32(got, want) {
					t.Errorf("%s, strides %v, add %v: another answer", name, s, add)
				}
			}
		}
	}
}

// close32 allows for the plain kernel's rounding twice, from a product and sum
// in double precision.
func close32(a, b []float32) bool {
	for i := range a {
		if d := a[i] - b[i]; d > 1e-5 || d < -1e-5 {
			return false
		}
	}
	return true
}

func BenchmarkProduct(b *testing.B) {
	draw := rand.New(rand.NewPCG(1, 2))
	const m, n, k = 600, 512, 288
	x, w, c := numbers(draw, m*k), numbers(draw, k*n), make([]float32, m*n)
	for b.Loop() {
		product(matrix{c, n, 1}, matrix{x, k, 1}, matrix{w, n, 1}, m, n, k, false)
	}
	b.ReportMetric(float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
