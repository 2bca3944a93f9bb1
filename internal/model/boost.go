package model

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Rows are examples to learn from: numbers, what is right, and how much each
// example counts. Those of weight 0 are not learnt from.
type Rows struct {
	Width   int       // features a row
	Values  []float32 // row by row
	Right   []bool
	Weights []float32

	edges [][]float32 // by feature; bin b holds what lies below edge b and not below b-1
	bins  []uint8     // of the values, row by row; see sort
}

// Grow makes room for n more rows.
func (r *Rows) Grow(n int) {
	r.Values = slices.Grow(r.Values, n*r.Width)
	r.Right, r.Weights = slices.Grow(r.Right, n), slices.Grow(r.Weights, n)
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
	Trees    int
	Leaves   int     // a tree
	Rate     float64 // share of each tree's answer that is taken
	L2       float64 // weight of the penalty on a leaf's answer
	MinCurve float64 // the least sum of the loss's second derivatives in a leaf; a row of weight 1 has a quarter at the most
	RowShare float64 // of the rows, drawn for each tree
	Columns  float64 // share of the features, drawn for each tree
	Seed     uint64
}

// bins is how many bins a feature's values are sorted into: while learning a
// value is a byte.
const bins = 64

// Boost learns trees from rows by gradient boosting: each tree is grown leaf by
// leaf, where the loss falls most, to answer the log loss's gradient over its
// second derivative (Chen and Guestrin 2016, section 2.2), on histograms. Both
// are rounded to whole numbers before they are added up, so that the order of
// adding does not matter.
func Boost(rows *Rows, o Boosting) *Trees {
	g := newGrower(rows, o)
	t := &Trees{features: rows.Width, bias: g.prior()}
	draw := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Trees {
		g.gradients()
		g.draw(draw)
		t.roots = append(t.roots, int32(len(t.nodes)))
		var cuts []uint8
		t.nodes, cuts = g.grow(t.nodes)
		g.answer(t, cuts)
	}
	t.lay() // trees that are learnt are small enough
	return t
}

// grower grows trees over rows.
type grower struct {
	Boosting
	rows  *Rows
	odds  []int32 // what the trees so far answer
	terms []sums  // derivatives of the loss there
	slope float64 // how many parts of a unit the derivatives are counted in
	curve float64

	taken []int32   // rows drawn for the tree
	own   []sums    // their terms
	drawn []int     // features drawn for it
	cells []uint8   // bins of the drawn features of the rows taken, row by row
	spare []buckets // histograms that are no longer needed
}

// sums are sums over rows of the loss's derivatives, the first one in the upper
// half and the second one, which is never negative, in the lower: one addition
// does for both.
type sums uint64

func (g *grower) sums(slope, curve float64) sums {
	return sums(uint64(int64(math.Round(slope*g.slope)))<<32 + uint64(math.Round(curve*g.curve)))
}

func (g *grower) slopeOf(s sums) float64 { return float64(int32(s>>32)) / g.slope }
func (g *grower) curveOf(s sums) float64 { return float64(uint32(s)) / g.curve }

// buckets are the sums of a leaf's rows by the bins of each drawn feature.
type buckets [][bins]sums

func newGrower(rows *Rows, o Boosting) *grower {
	n := rows.Len()
	g := &grower{Boosting: o, rows: rows, odds: make([]int32, n), terms: make([]sums, n)}
	g.scale()
	rows.sort()
	return g
}

// sort sorts the values into bins, unless that was done for all rows that there
// are: rows are often learnt from several times, with other weights.
func (r *Rows) sort() {
	n := r.Len()
	if len(r.bins) == n*r.Width {
		return
	}
	r.edges, r.bins = make([][]float32, r.Width), make([]uint8, n*r.Width)
	column := make([]float32, n)
	for f := range r.edges {
		for i := range column {
			column[i] = r.Values[i*r.Width+f]
		}
		r.edges[f] = findEdges(column)
		sortIn(column, r.edges[f], r.bins[f:], r.Width)
	}
}

// scale sets what the derivatives are counted in: powers of two, so fine that
// the sums over all rows just fit. The first is at most a row's weight, the
// second a quarter of it.
func (g *grower) scale() {
	all := 1.0
	for _, w := range g.rows.Weights {
		all += float64(w)
	}
	g.slope = math.Exp2(math.Floor(math.Log2((1 << 30) / all)))
	g.curve = 4 * g.slope
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

// sortIn writes the bin of each value, a stride apart: the number of edges not
// above it.
func sortIn(column, edges []float32, out []uint8, stride int) {
	for i, v := range column {
		low, high := 0, len(edges)
		for low < high {
			if mid := (low + high) / 2; edges[mid] <= v {
				low = mid + 1
			} else {
				high = mid
			}
		}
		out[i*stride] = uint8(low)
	}
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
		slope := w * p
		if g.rows.Right[i] {
			slope -= w
		}
		g.terms[i] = g.sums(slope, w*p*(1-p))
	}
}

// draw draws the rows and features of the next tree, and lays them side by side.
func (g *grower) draw(r *rand.Rand) {
	g.taken, g.own, g.cells = g.taken[:0], g.own[:0], g.cells[:0]
	for i, w := range g.rows.Weights {
		if w > 0 && r.Float64() < g.RowShare {
			g.taken = append(g.taken, int32(i))
		}
	}
	n := max(1, int(math.Round(g.Columns*float64(g.rows.Width))))
	g.drawn = r.Perm(g.rows.Width)[:n]
	slices.Sort(g.drawn)
	for _, i := range g.taken {
		row := g.row(i)
		for _, f := range g.drawn {
			g.cells = append(g.cells, row[f])
		}
		g.own = append(g.own, g.terms[i])
	}
}

// row gives the bins of a row.
func (g *grower) row(i int32) []uint8 {
	return g.rows.bins[int(i)*g.rows.Width : (int(i)+1)*g.rows.Width]
}

// answer adds what the last tree says of each row to its odds. Bins stand in for
// values: what lies below an edge has a bin below the edge's.
func (g *grower) answer(t *Trees, cuts []uint8) {
	root := t.roots[len(t.roots)-1]
	for i := range g.odds {
		n, row := &t.nodes[root], g.row(int32(i))
		at := root
		for n.feature >= 0 {
			next := n.left
			if row[n.feature] > cuts[at-root] {
				next++
			}
			n, at = &t.nodes[next], next
		}
		g.odds[i] += n.value
	}
}

// leaf is a leaf that may be parted further.
type leaf struct {
	node  int32
	rows  []int32 // in taken
	sums  buckets
	total sums
	best  split
}

// split is a way to part a leaf: the bins below go to the left.
type split struct {
	gain   float64 // how much the loss falls; 0: there is no way
	column int     // in drawn
	bin    int
}

// grow grows one tree and adds it to nodes. The cuts are, for each node, the
// last bin that goes to the left.
func (g *grower) grow(nodes []node) (_ []node, cuts []uint8) {
	first := int32(len(nodes))
	root := &leaf{node: first, rows: make([]int32, len(g.taken))}
	for i := range root.rows {
		root.rows[i] = int32(i)
		root.total += g.own[i]
	}
	root.sums = g.histogram(root.rows)
	nodes = append(nodes, node{value: g.value(root.total), feature: -1})
	root.best = g.bestSplit(root)
	leaves := []*leaf{root}
	cuts = make([]uint8, 2*g.Leaves)
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
		cuts[leaves[at].node-first] = uint8(leaves[at].best.bin)
		left, right := g.part(leaves[at], &nodes)
		leaves[at] = left
		leaves = append(leaves, right)
	}
	for _, l := range leaves {
		g.spare = append(g.spare, l.sums)
	}
	return nodes, cuts
}

// value gives what a leaf with the sums answers, in units.
func (g *grower) value(s sums) int32 {
	return int32(math.Round(-g.Rate * g.slopeOf(s) / (g.curveOf(s) + g.L2) * Unit))
}

// histogram adds up rows by the bins of each drawn feature.
func (g *grower) histogram(rows []int32) buckets {
	var all buckets
	if n := len(g.spare); n > 0 {
		all, g.spare = g.spare[n-1], g.spare[:n-1]
		clear(all)
	} else {
		all = make(buckets, len(g.drawn))
	}
	n := len(all)
	for _, i := range rows {
		t, row := g.own[i], g.cells[int(i)*n:][:n]
		for k, bin := range row {
			all[k][bin%bins] += t
		}
	}
	return all
}

// bestSplit gives the way to part a leaf that lowers the loss most.
func (g *grower) bestSplit(l *leaf) split {
	var best split
	whole := g.worth(l.total)
	least := sums(uint32(g.MinCurve * g.curve))
	for k, f := range g.drawn {
		var left sums
		for b := range g.rows.edges[f] {
			left += l.sums[k][b]
			right := l.total - left
			if left&lower < least || right&lower < least {
				continue
			}
			if gain := g.worth(left) + g.worth(right) - whole; gain > best.gain+1e-9 {
				best = split{gain, k, b}
			}
		}
	}
	return best
}

// lower is the half of [sums] with the second derivatives.
const lower = 1<<32 - 1

// worth gives how much a leaf with the sums lowers the loss.
func (g *grower) worth(s sums) float64 {
	slope := g.slopeOf(s)
	return slope * slope / (g.curveOf(s) + g.L2)
}

// part parts a leaf at its best split.
func (g *grower) part(l *leaf, nodes *[]node) (left, right *leaf) {
	column, bin, n := l.best.column, uint8(l.best.bin), len(g.drawn)
	left, right = &leaf{}, &leaf{}
	for _, i := range l.rows {
		side := right
		if g.cells[int(i)*n+column] <= bin {
			side = left
		}
		side.rows = append(side.rows, i)
		side.total += g.own[i]
	}
	small, large := left, right
	if len(small.rows) > len(large.rows) {
		small, large = right, left
	}
	small.sums = g.histogram(small.rows)
	large.sums = l.sums // no longer needed there
	for k := range small.sums {
		for b, s := range small.sums[k] {
			large.sums[k][b] -= s
		}
	}
	f, at := g.drawn[column], int32(len(*nodes))
	parent := &(*nodes)[l.node]
	parent.feature, parent.edge, parent.left = int32(f), g.rows.edges[f][l.best.bin], at
	for i, side := range []*leaf{left, right} {
		side.node = at + int32(i)
		*nodes = append(*nodes, node{value: g.value(side.total), feature: -1})
		side.best = g.bestSplit(side)
	}
	return left, right
}
