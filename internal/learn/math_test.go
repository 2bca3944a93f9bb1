package learn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The curves are what mathematics has, far out too.
func TestBend(t *testing.T) {
	var list []float32
	for x := float32(-120); x < 120; x += .3 {
		list = append(list, x)
	}
	for _, tanh := range []bool{false, true} {
		got := slices.Clone(list)
		by, up, plus := float32(1), float32(1), float32(0)
		if tanh {
			by, up, plus = 2, 2, -1
		}
		bend(got, by, up, plus)
		for i, x := range list {
			want := 1 / (1 + math.Exp(-float64(x)))
			if tanh {
				want = math.Tanh(float64(x))
			}
			if math.Abs(float64(got[i])-want) > 1e-6 {
				t.Errorf("tanh %v of %v: %v, want %v", tanh, x, got[i], want)
			}
		}
	}
}

// The kernel takes the step that the plain path takes.
func TestMove(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	w, d, m, v := numbers(draw, 64), numbers(draw, 64), numbers(draw, 64), numbers(draw, 64)
	for i := range v {
		v[i] *= v[i]
	}
	w2, d2, m2, v2 := slices.Clone(w), slices.Clone(d), slices.Clone(m), slices.Clone(v)
	move(w, d, m, v, .01)
	movePlain(w2, d2, m2, v2, .01)
	if !close32(w, w2) || !close32(d, d2) || !close32(m, m2) || !close32(v, v2) {
		t.Error("another step")
	}
}
