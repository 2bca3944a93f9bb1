package story

// union is a partition of 0..n-1 (Galler and Fischer's disjoint sets). The
// root of a set is its least member, so that it does not hang on the order of
// joins.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}

// roots gives the root of each.
func (u union) roots() []int {
	roots := make([]int, len(u))
	for i := range u {
		roots[i] = u.find(i)
	}
	return roots
}
