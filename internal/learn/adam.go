package learn

import "math"

// The decays and the floor of Adam (Kingma and Ba 2015). The second moments are
// forgotten sooner than the paper has it, as is usual for parsers (Dozat and
// Manning 2017).
const (
	decay1 = .9
	decay2 = .95
	floor  = 1e-8
)

// adam moves weights down their slopes. Rows of the table move only when they
// have a slope, and their moments rest in between.
type adam struct {
	p            *params
	slopes       *params
	dense, table moments
	width        int
	stamp        []int32
	steps        int
}

type moments struct{ first, second []float32 }

func newAdam(sh shape, p *params) *adam {
	rows := len(p.table) / sh.Word
	m := func(n int) moments { return moments{make([]float32, n), make([]float32, n)} }
	return &adam{p: p, slopes: newParams(sh, rows), dense: m(len(p.dense)), table: m(len(p.table)), width: sh.Word, stamp: make([]int32, rows)}
}

// step moves the weights at a rate, and clears the slopes.
func (a *adam) step(b *batch, rate float64) {
	a.steps++
	t := float64(a.steps)
	k := float32(rate * math.Sqrt(1-math.Pow(decay2, t)) / (1 - math.Pow(decay1, t)))
	move(a.p.dense, a.slopes.dense, a.dense.first, a.dense.second, k)
	for i := range b.n {
		for _, row := range b.features[i] {
			if a.stamp[row] == int32(a.steps) {
				continue
			}
			a.stamp[row] = int32(a.steps)
			from, to := int(row)*a.width, int(row+1)*a.width
			move(a.p.table[from:to], a.slopes.table[from:to], a.table.first[from:to], a.table.second[from:to], k)
		}
	}
}

// movePlain is move in Go alone.
func movePlain(weights, slopes, first, second []float32, rate float32) {
	slopes, first, second = slopes[:len(weights)], first[:len(weights)], second[:len(weights)]
	for i := range weights {
		d := slopes[i]
		m := decay1*first[i] + (1-decay1)*d
		v := decay2*second[i] + (1-decay2)*d*d
		first[i], second[i], slopes[i] = m, v, 0
		weights[i] -= rate * m / (float32(math.Sqrt(float64(v))) + floor)
	}
}
