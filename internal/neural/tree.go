package neural

// scores says how well each word of a sentence stands under each other: a row
// for each dependent, the first word's first, and a column for each head, the
// root's first.
type scores struct {
	cells []int32
	width int
	words int
}

func (s scores) of(dependent, head int) int32 { return s.cells[(dependent-1)*s.width+head] }

// heads gives the head of each word, of a tree with one word under the root:
// the best head of each, where that is one, else the tree of the highest
// sum.
func (s scores) heads() []int {
	heads := make([]int, s.words)
	for d := 1; d <= s.words; d++ {
		best := 0
		if d == 1 && s.words > 1 {
			best = 2
		}
		for h := range s.words + 1 {
			if h != d && s.of(d, h) > s.of(d, best) {
				best = h
			}
		}
		heads[d-1] = best
	}
	if IsTree(heads) {
		return heads
	}
	return s.bestTree()
}

// IsTree reports whether heads are those of a tree with one word under the
// root: places from 1, 0 for the root.
func IsTree(heads []int) bool {
	rootWords := 0
	seen := make([]int, len(heads)+1)
	for i := range heads {
		if heads[i] == 0 {
			rootWords++
		}
		at := i + 1
		for at != 0 && seen[at] == 0 {
			seen[at] = i + 1
			at = heads[at-1]
		}
		if at != 0 && seen[at] == i+1 {
			return false
		}
	}
	return rootWords == 1
}

// rootFee is taken off for each word under the root, so that there is one.
const rootFee = 1 << 44

// bestTree finds the tree of the highest sum (Chu and Liu 1965, Edmonds 1967): as
// long as the best heads hold a cycle it is made one node. It takes the square of
// the number of words in time and room.
func (s scores) bestTree() []int {
	e := newEdmonds(s)
	for {
		cycle := e.cycle()
		if cycle == nil {
			break
		}
		e.contract(cycle)
	}
	for c := e.nodes - 1; c > s.words; c-- {
		e.expand(c)
	}
	return e.head[1 : s.words+1]
}

// edmonds is a graph while it is made smaller. The root is node 0, words
// follow, and behind them the cycles that were made one node.
type edmonds struct {
	words, nodes int
	size         int
	score        []int64 // by dependent, by head
	head         []int   // the best, of each node
	within       []int   // the node that a node was made part of; 0: none
	enter, leave [][]int // of a cycle, for each node: the part that it leads to, and the part that leads to it
	mark         []int
}

func newEdmonds(s scores) *edmonds {
	size := 2*s.words + 1
	e := &edmonds{
		words: s.words, nodes: s.words + 1, size: size, score: make([]int64, size*size),
		head: make([]int, size), within: make([]int, size), enter: make([][]int, size), leave: make([][]int, size), mark: make([]int, size),
	}
	for d := 1; d <= s.words; d++ {
		row := e.score[d*size:]
		row[0] = int64(s.of(d, 0)) - rootFee
		for h := 1; h <= s.words; h++ {
			row[h] = int64(s.of(d, h))
		}
		e.choose(d)
	}
	return e
}

// alive reports whether a node is still one of its own.
func (e *edmonds) alive(n int) bool { return e.within[n] == 0 }

// choose finds the best head of a node.
func (e *edmonds) choose(d int) {
	best := -1
	for h := range e.nodes {
		if h != d && e.alive(h) && (best < 0 || e.score[d*e.size+h] > e.score[d*e.size+best]) {
			best = h
		}
	}
	e.head[d] = best
}

// cycle gives the nodes of a cycle of best heads; nil: there is none.
func (e *edmonds) cycle() []int {
	clear(e.mark)
	for n := 1; n < e.nodes; n++ {
		at := n
		for at != 0 && e.alive(at) && e.mark[at] == 0 {
			e.mark[at] = n
			at = e.head[at]
		}
		if at == 0 || !e.alive(at) || e.mark[at] != n {
			continue
		}
		nodes := []int{at}
		for next := e.head[at]; next != at; next = e.head[next] {
			nodes = append(nodes, next)
		}
		return nodes
	}
	return nil
}

// contract makes a cycle one node.
func (e *edmonds) contract(cycle []int) {
	c := e.nodes
	e.enter[c], e.leave[c] = make([]int, c), make([]int, c)
	for _, u := range cycle {
		e.within[u] = c
	}
	for v := range c {
		if !e.alive(v) {
			continue
		}
		in, out := cycle[0], cycle[0]
		for _, u := range cycle[1:] {
			if e.gain(u, v) > e.gain(in, v) {
				in = u
			}
			if e.score[v*e.size+u] > e.score[v*e.size+out] {
				out = u
			}
		}
		e.enter[c][v], e.leave[c][v] = in, out
		e.score[c*e.size+v] = e.gain(in, v)
		e.score[v*e.size+c] = e.score[v*e.size+out]
		if v > 0 && e.within[e.head[v]] == c {
			e.head[v] = c
		}
	}
	e.nodes++
	e.choose(c)
}

// gain gives what it is worth to put u under v and not under its best head.
func (e *edmonds) gain(u, v int) int64 { return e.score[u*e.size+v] - e.score[u*e.size+e.head[u]] }

// expand takes a node apart: what leads to it leads to one of its parts, which
// is where the cycle is broken.
func (e *edmonds) expand(c int) {
	above := e.head[c]
	for v := 1; v < c; v++ {
		switch {
		case e.within[v] == c:
			e.within[v] = 0
		case e.head[v] == c && e.alive(v):
			e.head[v] = e.leave[c][v]
		}
	}
	e.head[e.enter[c][above]] = above
}
