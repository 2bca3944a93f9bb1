package learn

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/copydesk/copydesk/internal/neural"
)

// The kernels for word vectors give what the plain ones do.
func TestPull(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	a, b, c := numbers(draw, 64), numbers(draw, 64), numbers(draw, 64)
	if d := dot(a, b) - dotPlain(a, b); d > 1e-4 || d < -1e-4 {
		t.Errorf("dot is off by %v", d)
	}
	b2, c2 := slices.Clone(b), slices.Clone(c)
	pull(a, b, c, .3)
	pullPlain(a, b2, c2, .3)
	if !close32(b, b2) || !close32(c, c2) {
		t.Error("pull does something else")
	}
}

// Words that stand in the same places come to lie together.
func TestLearnVectors(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	var lines [][]string
	for range 400 {
		lines = append(lines, []string{[]string{"The", "A"}[draw.IntN(2)], []string{"boat", "house", "map"}[draw.IntN(3)], []string{"sinks", "burns"}[draw.IntN(2)], "."})
	}
	v := LearnVectors(lines)
	at := func(w string) []float32 {
		sum := make([]float32, v.Width)
		neural.Keys(w, func(key []byte) { add(sum, v.row(int32(slices.Index(v.Keys, string(key))))) })
		return sum
	}
	cosine := func(a, b string) float32 {
		x, y := at(a), at(b)
		return dot(x, y) * dot(x, y) / (dot(x, x) * dot(y, y))
	}
	if near, far := cosine("boat", "house"), cosine("boat", "burns"); near <= far {
		t.Errorf("boat and house %v, boat and burns %v", near, far)
	}
}
