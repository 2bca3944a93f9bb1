package model

import "math"

// Group is rows that are compared with each other only: the sentences of one
// article.
type Group struct {
	Rows    [][]float64 // all of one length
	Targets []float64   // one for each row
	Weight  float64     // of the group; its rows share it
}

// Ridge gives the weights of a linear regression whose squares have a price
// (Hoerl and Kennard, "Ridge Regression", 1970). Targets are taken in standard
// deviations above the mean of their group, and rows likewise less its mean; a
// feature is measured by how much it varies, and the penalty is a share of that.
// A group whose targets are all the same says nothing. Ridge solves the normal
// equations by elimination in one fixed order: the same data give the same
// weights.
func Ridge(groups []Group, penalty float64) []float64 {
	var s squares
	for _, g := range groups {
		s.add(g)
	}
	return s.solve(penalty)
}

// squares holds the sums of products that the normal equations are made of.
type squares struct {
	products [][]float64 // of each feature with each other, and with the target at last
}

func (s *squares) add(g Group) {
	mean, deviation := moments(g.Targets)
	if deviation == 0 || len(g.Rows) == 0 {
		return
	}
	n := len(g.Rows[0])
	if s.products == nil {
		s.products = make([][]float64, n)
		for i := range s.products {
			s.products[i] = make([]float64, n+1)
		}
	}
	means := make([]float64, n)
	for f := range means {
		for _, row := range g.Rows {
			means[f] += row[f] / float64(len(g.Rows))
		}
	}
	weight := g.Weight / math.Sqrt(float64(len(g.Rows)))
	centred := make([]float64, n+1)
	for i, row := range g.Rows {
		for f := range means {
			centred[f] = row[f] - means[f]
		}
		centred[n] = (g.Targets[i] - mean) / deviation
		for f, x := range centred[:n] {
			for k, y := range centred {
				s.products[f][k] += float64(weight * float64(x*y))
			}
		}
	}
}

func moments(list []float64) (mean, deviation float64) {
	for _, x := range list {
		mean += x / float64(len(list))
	}
	for _, x := range list {
		deviation += float64((x-mean)*(x-mean)) / float64(len(list))
	}
	return mean, math.Sqrt(deviation)
}

// solve measures features by their own variation and eliminates one after the
// other (Gauss and Jordan; no pivots are wanted, for the penalty keeps the
// diagonal above 0).
func (s *squares) solve(penalty float64) []float64 {
	n := len(s.products)
	unit := make([]float64, n)
	for f := range unit {
		unit[f] = max(math.Sqrt(s.products[f][f]), 1e-9)
	}
	a := make([][]float64, n)
	for f := range a {
		a[f] = make([]float64, n+1)
		for k := range n {
			a[f][k] = s.products[f][k] / (unit[f] * unit[k])
		}
		a[f][f] += penalty
		a[f][n] = s.products[f][n] / unit[f]
	}
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
	weights := make([]float64, n)
	for f := range weights {
		weights[f] = a[f][n] / unit[f]
	}
	return weights
}
