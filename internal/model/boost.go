package model

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Rows are examples to learn from: numbers, what is right, and how much each
// example counts.
type Rows struct {
	Width   int       // features a row
	Values  []float32 // row by row
	Right   []bool
	Weights []float32
}

// Len gives how many rows there are.
func (r *Rows) Len() int { return len(r.Right) }

// Row gives the features of a row.
func (r *Rows) Row(i int) []float32 { return r.Values[i*r.Width : (i+1)*r.Width] }

// Add adds a row.
func (r *Rows) Add(values []float32, right bool, weight float32) {
	r.Values = append(r.Values, values...)
	r.Right = append(r.Right, right)
	r.Weights = append(r.Weights, weight)
}

// Boosting says how trees are learnt.
type Boosting struct {
	Trees     int
	Leaves    int     // a tree
	Rate      float64 // share of each tree's answer that is taken
	L2        float64 // weight of the penalty on a leaf's answer
	MinWeight float64 // the least weight of the rows in a leaf
	RowShare  float64 // of the rows, drawn for each tree
	Columns   float64 // share of the features, drawn for each tree
	Seed      uint64
}

// bins is how many bins a feature's values are sorted into: its edges take a
// byte a value while learning.
const bins = 64

// Boost learns trees from rows by gradient boosting: each tree is grown leaf by
// leaf, where the loss falls most, to answer the log loss's gradient over its
// second derivative (Chen and Guestrin 2016, section 2.2), on histograms.
func Boost(rows *Rows, o Boosting) *Trees {
	g := newGrower(rows, o)
	t := &Trees{features: rows.Width, bias: g.prior()}
	draw := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Trees {
		g.gradients()
		g.draw(draw)
		t.roots = append(t.roots, int32(len(t.nodes)))
		t.nodes = g.grow(t.nodes)
		g.answer(t)
	}
	t.lay() // trees that are learnt are small enough
	return t
}

// grower grows trees over rows.
type grower struct {
	Boosting
	rows    *Rows
	edges   [][]float32 // by feature; bin b holds what lies below edge b and not below b-1
	columns [][]uint8   // bins of the values, by feature
	odds    []int32     // what the trees so far answer
	terms   []sums      // derivatives of the loss there, and the weight, by row
	taken   []int32     // rows drawn for the tree
	drawn   []int       // features drawn for it
}

func newGrower(rows *Rows, o Boosting) *grower {
	n := rows.Len()
	g := &grower{
		Boosting: o, rows: rows,
		edges: make([][]float32, rows.Width), columns: make([][]uint8, rows.Width),
		odds: make([]int32, n), terms: make([]sums, n),
	}
	column := make([]float32, n)
	for f := range g.edges {
		for i := range column {
			column[i] = rows.Values[i*rows.Width+f]
		}
		g.edges[f] = findEdges(column)
		g.columns[f] = sortIn(column, g.edges[f])
	}
	return g
}

// sampled is how many rows are looked at for the edges, evenly spaced: enough
// to part them into 64 bins.
const sampled = 30_000

// findEdges gives at most bins-1 values that part a feature's values into bins
// of about as many rows each.
func findEdges(column []float32) []float32 {
	sorted := make([]float32, 0, sampled)
	for i := 0; i < len(column); i += 1 + len(column)/sampled {
		sorted = append(sorted, column[i])
	}
	slices.Sort(sorted)
	var distinct []float32
	for i, v := range sorted {
		if i == 0 || v != sorted[i-1] {
			distinct = append(distinct, v)
		}
	}
	if len(distinct) <= bins {
		return distinct[min(1, len(distinct)):]
	}
	var edges []float32
	for b := 1; b < bins; b++ {
		v := sorted[len(sorted)*b/bins]
		if v > sorted[0] && (len(edges) == 0 || v > edges[len(edges)-1]) {
			edges = append(edges, v)
		}
	}
	return edges
}

// sortIn gives the bin of each value: the number of edges not above it.
func sortIn(column, edges []float32) []uint8 {
	out := make([]uint8, len(column))
	for i, v := range column {
		low, high := 0, len(edges)
		for low < high {
			if mid := (low + high) / 2; edges[mid] <= v {
				low = mid + 1
			} else {
				high = mid
			}
		}
		out[i] = uint8(low)
	}
	return out
}

// prior sets the odds of all rows to those of the whole, and gives them.
func (g *grower) prior() int32 {
	right, all := 0.0, 0.0
	for i, w := range g.rows.Weights {
		all += float64(w)
		if g.rows.Right[i] {
			right += float64(w)
		}
	}
	odds := Odds(right / max(all, 1e-9))
	for i := range g.odds {
		g.odds[i] = odds
	}
	return odds
}

// gradients reckons the derivatives of the loss where the odds now are.
func (g *grower) gradients() {
	for i, odds := range g.odds {
		p, w := Probability(odds), float64(g.rows.Weights[i])
		g.terms[i] = sums{w * p, w * p * (1 - p), w}
		if g.rows.Right[i] {
			g.terms[i].slope -= w
		}
	}
}

// draw draws the rows and features of the next tree.
func (g *grower) draw(r *rand.Rand) {
	g.taken = g.taken[:0]
	for i := range g.rows.Right {
		if r.Float64() < g.RowShare {
			g.taken = append(g.taken, int32(i))
		}
	}
	n := max(1, int(math.Round(g.Columns*float64(g.rows.Width))))
	g.drawn = r.Perm(g.rows.Width)[:n]
	slices.Sort(g.drawn)
}

// answer adds what the last tree says of each row to its odds.
func (g *grower) answer(t *Trees) {
	root := t.roots[len(t.roots)-1]
	for i := range g.odds {
		n := &t.nodes[root]
		row := g.rows.Row(i)
		for n.feature >= 0 {
			n = &t.nodes[n.child(row[n.feature])]
		}
		g.odds[i] += n.value
	}
}

// leaf is a leaf that may be parted further.
type leaf struct {
	node  int32
	rows  []int32
	sums  []sums // bins of each drawn feature
	total sums
	best  split
}

// sums are sums over rows: of the derivatives, and of weights.
type sums struct{ slope, curve, weight float64 }

func (s sums) plus(o sums) sums {
	return sums{s.slope + o.slope, s.curve + o.curve, s.weight + o.weight}
}

func (s sums) minus(o sums) sums {
	return sums{s.slope - o.slope, s.curve - o.curve, s.weight - o.weight}
}

// split is a way to part a leaf: the bins below go to the left.
type split struct {
	gain   float64 // how much the loss falls; 0: there is no way
	column int     // in drawn
	bin    int
}

// grow grows one tree and adds it to nodes.
func (g *grower) grow(nodes []node) []node {
	root := &leaf{node: int32(len(nodes)), rows: slices.Clone(g.taken)}
	root.sums = g.histogram(root.rows)
	for _, i := range root.rows {
		root.total = root.total.plus(g.terms[i])
	}
	nodes = append(nodes, node{value: g.value(root.total), feature: -1})
	root.best = g.bestSplit(root)
	leaves := []*leaf{root}
	for len(leaves) < g.Leaves {
		at := 0
		for i, l := range leaves {
			if l.best.gain > leaves[at].best.gain {
				at = i
			}
		}
		if leaves[at].best.gain <= 0 {
			break
		}
		left, right := g.part(leaves[at], &nodes)
		leaves[at] = left
		leaves = append(leaves, right)
	}
	return nodes
}

// value gives what a leaf with the sums answers, in units.
func (g *grower) value(s sums) int32 {
	return int32(math.Round(-g.Rate * s.slope / (s.curve + g.L2) * Unit))
}

// histogram adds up rows by the bins of each drawn feature.
func (g *grower) histogram(rows []int32) []sums {
	all := make([]sums, len(g.drawn)*bins)
	for k, f := range g.drawn {
		column, own := g.columns[f], all[k*bins:(k+1)*bins]
		for _, i := range rows {
			s := &own[column[i]%bins]
			t := &g.terms[i]
			s.slope += t.slope
			s.curve += t.curve
			s.weight += t.weight
		}
	}
	return all
}

// bestSplit gives the way to part a leaf that lowers the loss most.
func (g *grower) bestSplit(l *leaf) split {
	var best split
	whole := g.worth(l.total)
	for k, f := range g.drawn {
		var left sums
		for b := range g.edges[f] {
			left = left.plus(l.sums[k*bins+b])
			right := l.total.minus(left)
			if left.weight < g.MinWeight || right.weight < g.MinWeight {
				continue
			}
			if gain := g.worth(left) + g.worth(right) - whole; gain > best.gain+1e-9 {
				best = split{gain, k, b}
			}
		}
	}
	return best
}

// worth gives how much a leaf with the sums lowers the loss.
func (g *grower) worth(s sums) float64 { return s.slope * s.slope / (s.curve + g.L2) }

// part parts a leaf at its best split.
func (g *grower) part(l *leaf, nodes *[]node) (left, right *leaf) {
	f := g.drawn[l.best.column]
	column, bin := g.columns[f], uint8(l.best.bin)
	left, right = &leaf{}, &leaf{}
	for _, i := range l.rows {
		side := right
		if column[i] <= bin {
			side = left
		}
		side.rows = append(side.rows, i)
		side.total = side.total.plus(g.terms[i])
	}
	small, large := left, right
	if len(small.rows) > len(large.rows) {
		small, large = right, left
	}
	small.sums = g.histogram(small.rows)
	large.sums = l.sums // no longer needed there
	for i, s := range small.sums {
		large.sums[i] = large.sums[i].minus(s)
	}
	at := int32(len(*nodes))
	n := &(*nodes)[l.node]
	n.feature, n.edge, n.left = int32(f), g.edges[f][l.best.bin], at
	for i, side := range []*leaf{left, right} {
		side.node = at + int32(i)
		*nodes = append(*nodes, node{value: g.value(side.total), feature: -1})
		side.best = g.bestSplit(side)
	}
	return left, right
}
