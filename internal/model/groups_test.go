package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

// With no penalty to speak of, the weights that made the targets come back; a
// penalty makes them smaller, but for the first.
func TestLogisticGroups(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	want := []float64{-1, 2, -.5}
	var groups []Group
	for range 50 {
		g := Group{Weight: 1}
		for range 20 {
			row := []float64{1, draw.NormFloat64(), draw.NormFloat64() * 3}
			sum := 0.0
			for f, x := range row {
				sum += want[f] * x
			}
			g.Rows, g.Targets = append(g.Rows, row), append(g.Targets, 1/(1+math.Exp(-sum)))
		}
		groups = append(groups, g)
	}
	got := LogisticGroups(groups, 1e-12)
	for f := range want {
		if math.Abs(got[f]-want[f]) > 1e-4 {
			t.Errorf("weights %v, want %v", got, want)
		}
	}
	if small := LogisticGroups(groups, .1); math.Abs(small[1]) >= math.Abs(got[1]) || math.Abs(small[2]) >= math.Abs(got[2]) {
		t.Errorf("a penalty gives %v, none %v", small, got)
	}
}

func TestLogisticGroupsOfNothing(t *testing.T) {
	if got := LogisticGroups(nil, 1); len(got) != 0 {
		t.Errorf("weights %v of no rows", got)
	}
}
