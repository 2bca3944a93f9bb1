package model

import "math"

// Group is rows that count together: the words of one article.
type Group struct {
	Rows    [][]float64 // all of one length
	Targets []float64   // one for each row, 0 to 1
	Weight  float64     // of the group; its rows share it
}

// logisticRounds is how many steps are made at the most; less than ten are
// needed where they end at all.
const logisticRounds = 25

// LogisticGroups gives the weights of a logistic regression whose squares have a price
// (le Cessie and van Houwelingen, "Ridge Estimators in Logistic Regression",
// 1992), by Newton's steps. A feature is measured by its mean square, and the
// penalty is a share of that; the first one, which is to be 1 everywhere, goes
// free. Sums are made in one fixed order: the same data give the same weights.
func LogisticGroups(groups []Group, penalty float64) []float64 {
	if len(groups) == 0 || len(groups[0].Rows) == 0 {
		return nil
	}
	prices := squares(groups)
	for f := range prices {
		prices[f] *= penalty
	}
	prices[0] = 0
	weights := make([]float64, len(prices))
	for range logisticRounds {
		step := newton(groups, weights, prices)
		most := 0.0
		for f, x := range step {
			weights[f] += x
			most = max(most, math.Abs(x))
		}
		if most < 1e-6 {
			break
		}
	}
	return weights
}

// squares gives the mean square of each feature, times the weight of all groups.
func squares(groups []Group) []float64 {
	sums := make([]float64, len(groups[0].Rows[0]))
	for _, g := range groups {
		for _, row := range g.Rows {
			for f, x := range row {
				sums[f] += float64(g.share() * float64(x*x))
			}
		}
	}
	for f := range sums {
		sums[f] = max(sums[f], 1e-9)
	}
	return sums
}

// share gives the weight of a row.
func (g *Group) share() float64 { return g.Weight / float64(max(1, len(g.Rows))) }

// newton gives the step from weights towards those that fit best.
func newton(groups []Group, weights, prices []float64) []float64 {
	n := len(weights)
	a := make([][]float64, n) // curvature, and the slope at last
	for f := range a {
		a[f] = make([]float64, n+1)
		a[f][f], a[f][n] = prices[f]+1e-9, -float64(prices[f]*weights[f])
	}
	for _, g := range groups {
		for i, row := range g.Rows {
			sum := 0.0
			for f, x := range row {
				sum += float64(weights[f] * x)
			}
			p := 1 / (1 + math.Exp(-sum))
			curve, slope := float64(g.share()*float64(p*(1-p))), float64(g.share()*(g.Targets[i]-p))
			for f, x := range row {
				if x == 0 {
					continue
				}
				for k, y := range row[:f+1] {
					a[f][k] += float64(float64(curve*x) * y)
				}
				a[f][n] += float64(slope * x)
			}
		}
	}
	for f := range a {
		for k := range f {
			a[k][f] = a[f][k]
		}
	}
	return eliminate(a)
}

// eliminate solves a system of equations whose right side is the last column
// (Gauss and Jordan; no pivots are wanted, for a curvature's diagonal is above
// 0).
func eliminate(a [][]float64) []float64 {
	n := len(a)
	for f := range a {
		pivot := a[f][f]
		for k := range a[f] {
			a[f][k] /= pivot
		}
		for other := range a {
			if factor := a[other][f]; other != f {
				for k := range a[other] {
					a[other][k] -= float64(factor * a[f][k])
				}
			}
		}
	}
	x := make([]float64, n)
	for f := range x {
		x[f] = a[f][n]
	}
	return x
}
