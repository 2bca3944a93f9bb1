package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

// With no penalty to speak of, the weights that made the targets come back,
// whatever each group's own level is; a penalty makes them smaller.
func TestRidge(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	want := []float64{2, -1, 0}
	var groups []Group
	for range 50 {
		g := Group{Weight: 1}
		level := draw.Float64() * 100
		for range 20 {
			row := []float64{draw.Float64(), draw.Float64() * 3, draw.Float64()}
			g.Rows = append(g.Rows, row)
			g.Targets = append(g.Targets, level+want[0]*row[0]+want[1]*row[1])
		}
		groups = append(groups, g)
	}
	got := Ridge(groups, 1e-9)
	if math.Abs(got[0]/got[1]+2) > .1 || math.Abs(got[2]/got[1]) > .05 {
		t.Errorf("weights %v are not nearly as 2 to -1 to 0", got)
	}
	if small := Ridge(groups, 100); math.Abs(small[0]) >= math.Abs(got[0]) {
		t.Errorf("penalty 100 gives %v, none %v", small, got)
	}
}

func TestRidgeOfNothing(t *testing.T) {
	if got := Ridge(nil, 1); len(got) != 0 {
		t.Errorf("weights %v of no rows", got)
	}
	if got := Ridge([]Group{{Rows: [][]float64{{1}, {2}}, Targets: []float64{3, 3}, Weight: 1}}, 1); len(got) != 0 {
		t.Errorf("weights %v of a group whose targets are all the same", got)
	}
}
