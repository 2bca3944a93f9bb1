package model

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What the odds are made with is learnt again.
func TestLogistic(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	want := []float64{-0.5, 2, -1, 0}
	var rows [][]float64
	var right []bool
	for range 20_000 {
		row := []float64{1, r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}
		odds := 0.0
		for k, v := range row {
			odds += want[k] * v
		}
		rows, right = append(rows, row), append(right, r.Float64() < sigmoid(odds))
	}
	got := Logistic{Rounds: 300, Step: .5}.Learn(rows, right)
	for k, w := range want {
		if math.Abs(got[k]-w) > .1 {
			t.Errorf("weights %v, want about %v", got, want)
			break
		}
	}
	pulled := Logistic{Rounds: 300, Step: .5, Pull: 10_000}.Learn(rows, right)
	if math.Abs(pulled[1]) > math.Abs(got[1])/2 || len(Logistic{Rounds: 1}.Learn(nil, nil)) != 0 {
		t.Errorf("pulled towards zero: %v", pulled)
	}
}
