package model

import "math"

// Logistic is how a logistic regression is learnt.
type Logistic struct {
	Rounds int     // over all examples
	Step   float64 // of the first round
	Pull   float64 // towards zero, of all weights but the first, which is the bias
}

// Learn gives the weights by which the features of a row tell right ones from
// others: the logarithm of the odds is their sum. It descends by steps that
// shrink by what they have gone (Duchi, Hazan and Singer, "Adaptive subgradient
// methods", 2011).
func (o Logistic) Learn(rows [][]float64, right []bool) []float64 {
	if len(rows) == 0 {
		return nil
	}
	weights, gone := make([]float64, len(rows[0])), make([]float64, len(rows[0]))
	for range o.Rounds {
		slopes := make([]float64, len(weights))
		for i, row := range rows {
			sum := 0.0
			for k, v := range row {
				sum += float64(weights[k] * v)
			}
			d := sigmoid(sum)
			if right[i] {
				d--
			}
			for k, v := range row {
				slopes[k] += float64(d * v)
			}
		}
		for k := range weights {
			if k > 0 {
				slopes[k] += float64(o.Pull * weights[k])
			}
			if gone[k] += float64(slopes[k] * slopes[k]); gone[k] > 0 {
				weights[k] -= float64(o.Step * slopes[k] / math.Sqrt(gone[k]))
			}
		}
	}
	return weights
}
