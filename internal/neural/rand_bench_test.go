package neural

import (
	"github.com/copydesk/copydesk/internal/doc"
	"math/rand/v2"
	"testing"
)

func BenchmarkRand(b *testing.B) {
	draw := rand.New(rand.NewPCG(3, 4))
	numbers := func(n int) []float32 {
		l := make([]float32, n)
		for i := range l {
			l[i] = float32(draw.NormFloat64() * .1)
		}
		return l
	}
	d := sampleDocument()
	seen := map[string]bool{}
	var keys []string
	for _, t := range d.Tokens {
		Keys(t.Of(d.Text), func(k []byte) {
			if !seen[string(k)] {
				seen[string(k)] = true
				keys = append(keys, string(k))
			}
		})
	}
	dense := func(in, out int) Dense { return NewDense(numbers(in*out), numbers(out), in) }
	w := &Weights{Keys: keys, XPOS: make([]string, 50), Features: make([]doc.Features, 180), Members: []Member{{Words: NewTable(numbers((firstRow+len(keys))*96), 96),
		In1: dense(window*96, 2*gates1*64), In2: dense(128, 2*gates2*64), Out: dense(128, 512), Arc: dense(64, 64), Label: dense(64, 64),
		Distance: numbers(DistanceClasses), Arcs: 64, Labels: 64, Ceiling: Ceiling{1, 1, 1}}}}
	w, err := Unpack(w.Pack())
	if err != nil {
		b.Fatal(err)
	}
	for _, k := range []bool{true, false} {
		n := newNet(w, k)
		n.Read(d)
		b.Run("", func(b *testing.B) {
			for b.Loop() {
				n.Read(d)
			}
			b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
