package model

import (
	"encoding/binary"
	"math"
	"slices"
)

// Trees is a sum of decision trees: gradient boosting with log loss (Friedman
// 2001). The zero value answers 0 to everything.
type Trees struct {
	features int
	bias     int32 // what all rows have in common
	roots    []int32
	nodes    []node
	layout   layout // of the same
}

// node is one question of a tree, or a leaf. Its value is what the tree would
// answer if it ended here, so that each step from a node to its child says
// what the question was worth (Saabas 2014).
type node struct {
	value   int32
	feature int32   // -1: a leaf
	edge    float32 // below it to the left, else to the right
	left    int32   // in nodes; the right child stands behind it
}

// Features gives how many features a row has.
func (t *Trees) Features() int { return t.features }

// Answer gives the log odds of a row in units.
func (t *Trees) Answer(row []float32) int32 {
	sum := t.bias
	for _, root := range t.roots {
		n := &t.nodes[root]
		for n.feature >= 0 {
			n = &t.nodes[n.child(row[n.feature])]
		}
		sum += n.value
	}
	return sum
}

// child gives the child of a node that a row with this value of its feature goes
// to. It is written so that the compiler makes no branch of it: which way a row
// goes cannot be foreseen.
func (n *node) child(value float32) int32 {
	right := int32(1)
	if value < n.edge {
		right = 0
	}
	return n.left + right
}

// Append adds the trees in their serial form to b: the edges of each feature
// once, then the nodes, which name them by number.
func (t *Trees) Append(b []byte) []byte {
	edges, number := t.edges()
	b = binary.AppendVarint(b, int64(t.features))
	b = binary.AppendVarint(b, int64(t.bias))
	for _, list := range edges {
		b = binary.AppendVarint(b, int64(len(list)))
		for _, e := range list {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(e))
		}
	}
	b = binary.AppendVarint(b, int64(len(t.roots)))
	for _, root := range t.roots {
		b = t.appendNode(b, root, 0, number)
	}
	return b
}

type edge struct {
	feature int32
	at      float32
}

// edges gives the edges that the trees use, by feature in rising order, and the
// number of each.
func (t *Trees) edges() ([][]float32, map[edge]int) {
	lists := make([][]float32, t.features)
	for _, n := range t.nodes {
		if n.feature >= 0 {
			lists[n.feature] = append(lists[n.feature], n.edge)
		}
	}
	number := map[edge]int{}
	for f := range lists {
		slices.Sort(lists[f])
		lists[f] = slices.Compact(lists[f])
		for i, e := range lists[f] {
			number[edge{int32(f), e}] = i
		}
	}
	return lists, number
}

// appendNode writes a node, its value as the difference to its parent's, and
// what stands below it.
func (t *Trees) appendNode(b []byte, i, above int32, number map[edge]int) []byte {
	n := t.nodes[i]
	b = binary.AppendVarint(b, int64(n.feature))
	b = binary.AppendVarint(b, int64(n.value-above))
	if n.feature < 0 {
		return b
	}
	b = binary.AppendVarint(b, int64(number[edge{n.feature, n.edge}]))
	b = t.appendNode(b, n.left, n.value, number)
	return t.appendNode(b, n.left+1, n.value, number)
}

// DecodeTrees reads the serial form that b begins with and gives what follows
// it. The error is [ErrDamaged].
func DecodeTrees(b []byte) (*Trees, []byte, error) {
	d := &decoder{rest: b}
	t := &Trees{features: d.count(), bias: int32(d.int())}
	edges := make([][]float32, t.features)
	for f := range edges {
		edges[f] = make([]float32, d.count())
		for i := range edges[f] {
			edges[f][i] = d.float()
		}
	}
	for range d.count() {
		t.nodes = append(t.nodes, node{})
		t.roots = append(t.roots, int32(len(t.nodes)-1))
		t.decodeNode(d, int32(len(t.nodes)-1), 0, edges, 0)
	}
	if d.bad || !t.lay() {
		return nil, nil, ErrDamaged
	}
	return t, d.rest, nil
}

// maxDepth is how deep a tree may be when it is read.
const maxDepth = 64

func (t *Trees) decodeNode(d *decoder, at, above int32, edges [][]float32, depth int) {
	n := node{feature: int32(d.int()), value: above + int32(d.int())}
	if n.feature >= 0 && !d.bad {
		i := d.int()
		if int(n.feature) >= len(edges) || i < 0 || i >= len(edges[n.feature]) || depth == maxDepth {
			d.bad, d.rest = true, nil
			return
		}
		n.edge, n.left = edges[n.feature][i], int32(len(t.nodes))
		t.nodes = append(t.nodes, node{}, node{})
		t.decodeNode(d, n.left, n.value, edges, depth+1)
		t.decodeNode(d, n.left+1, n.value, edges, depth+1)
	}
	t.nodes[at] = n
}
