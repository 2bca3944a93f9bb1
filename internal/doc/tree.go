package doc

// Tree is the dependency trees of a document, read from the top: [Document.Heads]
// says what each token depends on, a Tree what depends on it.
type Tree struct {
	heads    []Head
	children []int   // those of token i are children[at[i]:at[i+1]]
	at       []int   // one more than there are tokens
	extents  []Range // of each token
	roots    []int
}

// NewTree reads the heads of a document. Of a document without heads it is an
// empty tree, in which no token has children. It is linear in the number of
// tokens.
func NewTree(d *Document) Tree {
	t := Tree{heads: d.Heads, at: make([]int, len(d.Tokens)+1)}
	for _, h := range d.Heads {
		if h.Token >= 0 {
			t.at[h.Token+1]++
		}
	}
	for i := range d.Tokens {
		t.at[i+1] += t.at[i]
	}
	t.children = make([]int, t.at[len(d.Tokens)])
	next := append([]int(nil), t.at...)
	for i, h := range d.Heads {
		if h.Token < 0 {
			t.roots = append(t.roots, i)
			continue
		}
		t.children[next[h.Token]] = i
		next[h.Token]++
	}
	t.extend(len(d.Tokens))
	return t
}

// extend reckons the extents, the leaves before what they depend on.
func (t *Tree) extend(tokens int) {
	t.extents = make([]Range, tokens)
	for i := range t.extents {
		t.extents[i] = Range{i, i + 1}
	}
	order := append(make([]int, 0, len(t.heads)), t.roots...)
	for i := 0; i < len(order); i++ {
		order = append(order, t.Children(order[i])...)
	}
	for i := len(order) - 1; i >= 0; i-- {
		if h := t.heads[order[i]].Token; h >= 0 {
			t.extents[h].First = min(t.extents[h].First, t.extents[order[i]].First)
			t.extents[h].End = max(t.extents[h].End, t.extents[order[i]].End)
		}
	}
}

// Root gives the root of a sentence; -1 where it has none.
func (t Tree) Root(s Sentence) int {
	for i := s.Tokens.First; i < s.Tokens.End && i < len(t.heads); i++ {
		if t.heads[i].Token < 0 {
			return i
		}
	}
	return -1
}

// Children gives the tokens that depend on token i, in text order.
func (t Tree) Children(i int) []int { return t.children[t.at[i]:t.at[i+1]] }

// Child gives the first token that depends on token i in one of the relations;
// -1 where there is none.
func (t Tree) Child(i int, relations ...Relation) int {
	for _, c := range t.Children(i) {
		for _, r := range relations {
			if t.heads[c].Relation == r {
				return c
			}
		}
	}
	return -1
}

// Extent gives the tokens from the first to the last that depend on token i,
// directly or not, itself among them. Where branches cross there are others
// between.
func (t Tree) Extent(i int) Range { return t.extents[i] }

// Under reports whether token i is token top, or depends on it directly or not.
func (t Tree) Under(i, top int) bool {
	for ; i >= 0 && i < len(t.heads); i = t.heads[i].Token {
		if i == top {
			return true
		}
	}
	return i == top && i >= 0
}
