package model

import (
	"math/bits"
)

// layout is how trees are laid out to be asked: the questions of a tree side by
// side, and apart from them what each leaf is worth. Many rows are asked at
// once, and each question of a tree is asked of all of them, whatever way they
// take: an answer rules out the leaves on the other side, and the first leaf
// that is left is the row's (QuickScorer, Lucchese et al. 2015). So there is no
// way to foresee, and a processor's wide instructions do.
type layout struct {
	trees     []laid
	questions []question
	counts    []int32 // of questions, by tree
	leaves    []exit  // of each tree from the left
	worth     []worth
}

// laid is one tree.
type laid struct {
	question, leaf int32 // its first
	value          int32 // of the root
}

// question is asked of one feature. The kernel knows how it is laid out.
type question struct {
	edge   float32 // below it to the left, else to the right
	column uint32  // of the feature, in bytes from the first
	right  uint32  // a bit for each leaf that is not on the left
}

// exit is a leaf: what a tree answers there, and the stretch of worths that the way to it
// is made of.
type exit struct{ value, first, end int32 }

// worth is what one answer on a way adds.
type worth struct{ feature, value int32 }

// MaxLeaves is how many leaves a tree may have.
const MaxLeaves = 32

// lanes is how many rows are asked at once: as many as the kernel takes.
const lanes = 32

// maxFeatures is how many features a row may have, so that the offset of a
// column has 32 bits.
const maxFeatures = 1 << 20

// lay lays the trees out. It reports whether they are small enough.
func (t *Trees) lay() bool {
	t.layout = layout{}
	if t.features > maxFeatures {
		return false
	}
	for _, root := range t.roots {
		tree := laid{int32(len(t.layout.questions)), int32(len(t.layout.leaves)), t.nodes[root].value}
		if t.layout.add(t.nodes, root, tree.leaf, nil) > MaxLeaves {
			return false
		}
		t.layout.counts = append(t.layout.counts, int32(len(t.layout.questions))-tree.question)
		t.layout.trees = append(t.layout.trees, tree)
	}
	return true
}

// add lays out what stands under a node, and gives how many leaves the tree,
// which has its leaves from the first on, has so far.
func (l *layout) add(nodes []node, at, first int32, path []worth) int {
	n := nodes[at]
	if n.feature < 0 {
		l.leaves = append(l.leaves, exit{n.value, int32(len(l.worth)), int32(len(l.worth) + len(path))})
		l.worth = append(l.worth, path...)
		return len(l.leaves) - int(first)
	}
	begin := len(l.leaves) - int(first)
	asked := len(l.questions)
	l.questions = append(l.questions, question{edge: n.edge, column: uint32(n.feature) * lanes * 4})
	end := l.add(nodes, n.left, first, append(path, worth{n.feature, nodes[n.left].value - n.value}))
	l.questions[asked].right = ^(1<<end - 1<<begin)
	return l.add(nodes, n.left+1, first, append(path, worth{n.feature, nodes[n.left+1].value - n.value}))
}

// ask sets the masks of so many rows for each of some trees: the first bit is
// that of the leaf the row comes to.
func (l *layout) ask(first, end int, columns []float32, masks []uint32) {
	if kernel {
		_ = masks[(end-first)*lanes-1]
		questions := l.questions[l.trees[first].question:]
		if len(questions) > 0 {
			leaves(&masks[0], &columns[0], &questions[0], &l.counts[first], end-first)
			return
		}
	}
	l.askPlain(first, end, columns, masks)
}

// askPlain is ask without the kernel.
func (l *layout) askPlain(first, end int, columns []float32, masks []uint32) {
	for n, tree := range l.trees[first:end] {
		own := (*[lanes]uint32)(masks[n*lanes:])
		for i := range own {
			own[i] = ^uint32(0)
		}
		for _, q := range l.questions[tree.question:][:l.counts[first+n]] {
			for i, v := range (*[lanes]float32)(columns[q.column/4:]) {
				left := uint32(0)
				if v < q.edge {
					left = ^uint32(0)
				}
				own[i] &= left | q.right
			}
		}
	}
}

// Walk is how a row went through the trees.
type Walk struct {
	Leaves []uint8 // that it came to, by tree; fewer than there are trees where it was settled
	Sum    int32   // of what they answer, in units
}

// Batch has rows go through trees together.
type Batch struct {
	trees   *Trees
	columns []float32 // feature by feature, of as many rows as are asked at once
	masks   [settleEvery * lanes]uint32
	walks   [lanes]Walk
	rows    int
}

// Batch gives an empty batch.
func (t *Trees) Batch() *Batch {
	b := &Batch{trees: t, columns: make([]float32, t.features*lanes)}
	leaves := make([]uint8, lanes*len(t.layout.trees))
	for i := range b.walks {
		b.walks[i].Leaves = leaves[i*len(t.layout.trees):][:0:len(t.layout.trees)]
	}
	return b
}

// Full reports whether the rows have to be asked before another is added.
func (b *Batch) Full() bool { return b.rows == lanes }

// Add adds a row, whose values are copied.
func (b *Batch) Add(row []float32) {
	at := b.rows
	for _, v := range row[:b.trees.features] {
		b.columns[at] = v
		at += lanes
	}
	b.rows++
}

// settleEvery is after how many trees it is looked whether a row is settled.
const settleEvery = 10

// Walk has the rows go through the trees, and empties the batch. A sum is the
// [Trees.Answer], unless that falls below the floor on the way: then the rest of
// the trees is not asked, for the row is settled. What is given is good until
// the next call.
func (b *Batch) Walk(floor int32) []Walk {
	out := b.walks[:b.rows]
	for i := range out {
		out[i] = Walk{out[i].Leaves[:0], b.trees.bias}
	}
	b.rows = 0
	l := &b.trees.layout
	for first := 0; first < len(l.trees); first += settleEvery {
		end := min(first+settleEvery, len(l.trees))
		open := false
		for i := range out {
			open = open || len(out[i].Leaves) == first && out[i].Sum >= floor
		}
		if !open {
			break
		}
		l.ask(first, end, b.columns, b.masks[:])
		for i := range out {
			if w := &out[i]; len(w.Leaves) == first && w.Sum >= floor {
				l.note(first, end, b.masks[i:], w)
			}
		}
	}
	return out
}

// note adds to a walk the leaves that the row with the first of the masks comes
// to.
func (l *layout) note(first, end int, masks []uint32, w *Walk) {
	for n, tree := range l.trees[first:end] {
		leaf := bits.TrailingZeros32(masks[n*lanes])
		w.Leaves = append(w.Leaves, uint8(leaf))
		w.Sum += l.leaves[int(tree.leaf)+leaf].value
	}
}

// Explain adds to the parts what each group of features says for or against the
// row that came to the leaves, in units, and gives what is said of every row.
// The group of feature f is groups[f]. The parts and what is given add up to the
// walk's sum. The method is that of Saabas (2014).
func (t *Trees) Explain(leaves []uint8, groups []uint8, parts []int32) int32 {
	common := t.bias
	for i, leaf := range leaves {
		tree := t.layout.trees[i]
		common += tree.value
		l := t.layout.leaves[int(tree.leaf)+int(leaf)]
		for _, w := range t.layout.worth[l.first:l.end] {
			parts[groups[w.feature]] += w.value
		}
	}
	return common
}
