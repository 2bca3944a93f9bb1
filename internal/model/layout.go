package model

import "math"

// layout is how trees are laid out to be asked: the questions of a tree side by
// side, of eight bytes each, and apart from them what each leaf's way is worth.
// Four rows go down a tree at once, all the way to its greatest depth: leaves
// lead to themselves. So nothing is left to foresee, and what one row waits for
// is used for the others.
type layout struct {
	trees []laid
	steps []step
	value []int32 // by step
	ways  []way   // by step: of a leaf, its stretch of worths
	worth []worth
}

// laid is one tree.
type laid struct {
	first, end int32 // its steps
	depth      int32
	value      int32 // of the root
}

// step is a question, or a leaf, whose edge is no number.
type step struct {
	edge    float32 // below it to the left, else to the right
	feature uint16
	left    uint16 // among the tree's steps; the right one stands behind it
}

// way is the stretch of worths that a leaf's way from the root is made of.
type way struct{ first, end int32 }

// worth is what one answer on a way adds.
type worth struct{ feature, value int32 }

// most is how many steps a tree, or features a row, may have.
const most = math.MaxUint16

// lay lays the trees out. It reports whether they are small enough.
func (t *Trees) lay() bool {
	t.layout = layout{}
	for i, root := range t.roots {
		end := len(t.nodes)
		if i+1 < len(t.roots) {
			end = int(t.roots[i+1])
		}
		if end-int(root) > most || t.features > most {
			return false
		}
		t.layout.add(t.nodes[root:end], root)
	}
	return true
}

// add lays out the tree of the nodes, the first of which has the number.
func (l *layout) add(nodes []node, first int32) {
	tree := laid{first: int32(len(l.steps)), value: nodes[0].value}
	tree.end = tree.first + int32(len(nodes))
	l.steps = append(l.steps, make([]step, len(nodes))...)
	l.ways = append(l.ways, make([]way, len(nodes))...)
	for i := range nodes {
		l.value = append(l.value, nodes[i].value)
	}
	steps, ways := l.steps[tree.first:], l.ways[tree.first:]
	var path []worth
	var visit func(at int32)
	visit = func(at int32) {
		n := nodes[at]
		tree.depth = max(tree.depth, int32(len(path)))
		if n.feature < 0 {
			ways[at].first = int32(len(l.worth))
			l.worth = append(l.worth, path...)
			ways[at].end = int32(len(l.worth))
			steps[at] = step{edge: float32(math.NaN()), left: uint16(at - 1)} // nothing is below NaN: to the right, which is itself
			return
		}
		left := n.left - first
		steps[at] = step{n.edge, uint16(n.feature), uint16(left)}
		for child := left; child <= left+1; child++ {
			path = append(path, worth{n.feature, nodes[child].value - n.value})
			visit(child)
			path = path[:len(path)-1]
		}
	}
	visit(0)
	l.trees = append(l.trees, tree)
}

// lanes is how many rows go down a tree at once.
const lanes = 4

// leaves gives the leaves of a tree that four rows come to.
func (l *layout) leaves(tree laid, rows *[lanes][]float32) [lanes]uint16 {
	steps := l.steps[tree.first:tree.end]
	a, b, c, d := rows[0], rows[1], rows[2], rows[3]
	var i, j, k, m uint16
	for range tree.depth {
		p, q, r, s := &steps[i], &steps[j], &steps[k], &steps[m]
		i, j, k, m = p.next(a), q.next(b), r.next(c), s.next(d)
	}
	return [lanes]uint16{i, j, k, m}
}

// next gives the step that a row goes to. It is written so that the compiler
// makes no branch of it.
func (s *step) next(row []float32) uint16 {
	right := uint16(1)
	if row[s.feature] < s.edge {
		right = 0
	}
	return s.left + right
}

// Walk is how a row went through the trees.
type Walk struct {
	Leaves []uint16 // that it came to, by tree; fewer than there are trees where it was settled
	Sum    int32    // of what they answer, in units
}

// Walk has rows go through the trees. The sum is the [Trees.Answer], unless that
// falls below the floor on the way: then the rest of the trees is not asked, for
// the row is settled. The leaves are written over those of out, and put into
// stretches of their own where there is no room.
func (t *Trees) Walk(rows [][]float32, floor int32, out []Walk) {
	open := make([]int32, len(rows)) // rows that are not settled
	for i := range rows {
		open[i] = int32(i)
		out[i] = Walk{out[i].Leaves[:0], t.bias}
	}
	for first := 0; first < len(t.layout.trees) && len(open) > 0; first += settleEvery {
		unsettled := open[:0]
		for _, i := range open {
			if out[i].Sum >= floor {
				unsettled = append(unsettled, i)
			}
		}
		open = unsettled
		trees := t.layout.trees[first:min(first+settleEvery, len(t.layout.trees))]
		for i := 0; i < len(open); i += lanes {
			t.layout.ask(trees, rows, open[i:min(i+lanes, len(open))], out)
		}
	}
}

// settleEvery is after how many trees it is looked whether a row is settled.
const settleEvery = 10

// ask asks some trees of at most four rows, of the given numbers.
func (l *layout) ask(trees []laid, rows [][]float32, numbers []int32, out []Walk) {
	var four [lanes][]float32
	for i := range four {
		four[i] = rows[numbers[min(i, len(numbers)-1)]]
	}
	for _, tree := range trees {
		leaves := l.leaves(tree, &four)
		for i, number := range numbers {
			w := &out[number]
			w.Leaves = append(w.Leaves, leaves[i])
			w.Sum += l.value[tree.first+int32(leaves[i])]
		}
	}
}

// Explain adds to the parts what each group of features says for or against the
// row that came to the leaves, in units, and gives what is said of every row.
// The group of feature f is groups[f]. The parts and what is given add up to the
// walk's sum. The method is that of Saabas (2014).
func (t *Trees) Explain(leaves []uint16, groups []uint8, parts []int32) int32 {
	common := t.bias
	for i, leaf := range leaves {
		tree := t.layout.trees[i]
		common += tree.value
		way := t.layout.ways[tree.first+int32(leaf)]
		for _, w := range t.layout.worth[way.first:way.end] {
			parts[groups[w.feature]] += w.value
		}
	}
	return common
}
