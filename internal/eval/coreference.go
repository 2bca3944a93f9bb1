package eval

import "math"

// Ratio is a share whose parts add up over documents. The share of nothing is 0.
type Ratio struct{ of, all float64 }

func (r Ratio) plus(s Ratio) Ratio { return Ratio{r.of + s.of, r.all + s.all} }

// Value gives the share.
func (r Ratio) Value() float64 {
	if r.all == 0 {
		return 0
	}
	return r.of / r.all
}

// Agreement is recall and precision of one measure.
type Agreement struct{ Recall, Precision Ratio }

func (a Agreement) plus(b Agreement) Agreement {
	return Agreement{a.Recall.plus(b.Recall), a.Precision.plus(b.Precision)}
}

// F1 gives the harmonic mean of recall and precision.
func (a Agreement) F1() float64 {
	r, p := a.Recall.Value(), a.Precision.Value()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

// Coreference is how clusters of mentions agree with annotated ones, by the
// three measures whose mean F1 is the CoNLL score (Pradhan et al. 2014).
type Coreference struct {
	MUC     Agreement // links (Vilain et al. 1995)
	BCubed  Agreement // mentions (Bagga and Baldwin 1998)
	CEAF    Agreement // entities, by phi 4 (Luo 2005)
	Mention Agreement // mentions alone, whatever their cluster
}

func (c Coreference) plus(d Coreference) Coreference {
	return Coreference{c.MUC.plus(d.MUC), c.BCubed.plus(d.BCubed), c.CEAF.plus(d.CEAF), c.Mention.plus(d.Mention)}
}

// CoNLL gives the mean of the three F1.
func (c Coreference) CoNLL() float64 { return (c.MUC.F1() + c.BCubed.F1() + c.CEAF.F1()) / 3 }

// CompareClusters compares clusters of mentions, each of which is in one
// cluster. Clusters of one mention count where the measure has a use for them.
func CompareClusters[M comparable](got, want [][]M) Coreference {
	ofGot, ofWant := clusterOf(got), clusterOf(want)
	return Coreference{
		MUC:     Agreement{muc(want, ofGot), muc(got, ofWant)},
		BCubed:  Agreement{bCubed(want, got, ofGot), bCubed(got, want, ofWant)},
		CEAF:    ceaf(got, want, ofGot),
		Mention: Agreement{seen(want, ofGot), seen(got, ofWant)},
	}
}

// clusterOf gives each mention's cluster.
func clusterOf[M comparable](clusters [][]M) map[M]int {
	of := map[M]int{}
	for i, c := range clusters {
		for _, m := range c {
			of[m] = i
		}
	}
	return of
}

// muc gives the share of the links of clusters that others have.
func muc[M comparable](clusters [][]M, other map[M]int) Ratio {
	var r Ratio
	for _, c := range clusters {
		parts, alone := map[int]bool{}, 0
		for _, m := range c {
			if o, ok := other[m]; ok {
				parts[o] = true
			} else {
				alone++
			}
		}
		r.of += float64(len(c) - len(parts) - alone)
		r.all += float64(len(c) - 1)
	}
	return r
}

// bCubed gives the mean share of each mention's cluster that others have.
func bCubed[M comparable](clusters, others [][]M, other map[M]int) Ratio {
	var r Ratio
	for _, c := range clusters {
		shared := map[int]int{}
		for _, m := range c {
			if o, ok := other[m]; ok {
				shared[o]++
			}
		}
		for o := range others { // in order, for sums of floats depend on it
			n := float64(shared[o])
			r.of += n * n / float64(len(c))
		}
		r.all += float64(len(c))
	}
	return r
}

func seen[M comparable](clusters [][]M, other map[M]int) Ratio {
	var r Ratio
	for _, c := range clusters {
		for _, m := range c {
			if _, ok := other[m]; ok {
				r.of++
			}
		}
		r.all += float64(len(c))
	}
	return r
}

// ceaf gives the likeness of clusters that are paired as well as can be.
func ceaf[M comparable](got, want [][]M, ofGot map[M]int) Agreement {
	likeness := make([][]float64, len(want))
	for i, c := range want {
		likeness[i] = make([]float64, len(got))
		for _, m := range c {
			if o, ok := ofGot[m]; ok {
				likeness[i][o] += 2 / float64(len(c)+len(got[o]))
			}
		}
	}
	best := bestPairing(likeness, len(got))
	return Agreement{Ratio{best, float64(len(want))}, Ratio{best, float64(len(got))}}
}

// bestPairing gives the largest sum of a matrix's cells of which no two are in
// one row or column (Kuhn 1955, in the form with potentials).
func bestPairing(cells [][]float64, columns int) float64 {
	n := max(len(cells), columns)
	cost := func(i, j int) float64 {
		if i < len(cells) && j < columns {
			return -cells[i][j]
		}
		return 0
	}
	u, v := make([]float64, n+1), make([]float64, n+1)
	row := make([]int, n+1) // of each column, from 1; 0: none yet
	for i := 1; i <= n; i++ {
		pairRow(i, n, cost, u, v, row)
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		sum -= cost(row[j]-1, j-1)
	}
	return sum
}

// pairRow gives row i a column, moving others along the cheapest path.
func pairRow(i, n int, cost func(i, j int) float64, u, v []float64, row []int) {
	least, way, used := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	row[0] = i
	at := 0
	for row[at] != 0 {
		used[at] = true
		step, next := math.Inf(1), 0
		for j := 1; j <= n; j++ {
			if used[j] {
				continue
			}
			if c := cost(row[at]-1, j-1) - u[row[at]] - v[j]; c < least[j] {
				least[j], way[j] = c, at
			}
			if least[j] < step {
				step, next = least[j], j
			}
		}
		for j := range least {
			if used[j] {
				u[row[j]] += step
				v[j] -= step
			} else {
				least[j] -= step
			}
		}
		at = next
	}
	for at != 0 {
		row[at] = row[way[at]]
		at = way[at]
	}
}
