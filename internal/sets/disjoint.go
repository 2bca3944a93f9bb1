// Package sets has partitions of numbers, and sorted lists of numbers as sets.
package sets

// Disjoint is a partition of 0..n-1 (Galler and Fischer 1964, "An improved
// equivalence algorithm"). The root of a set is its least member, so that it does
// not hang on the order of joins.
type Disjoint []int

// NewDisjoint gives n sets of one member each.
func NewDisjoint(n int) Disjoint {
	d := make(Disjoint, n)
	for i := range d {
		d[i] = i
	}
	return d
}

// Find gives the root of the set that i is in.
func (d Disjoint) Find(i int) int {
	for d[i] != i {
		d[i] = d[d[i]]
		i = d[i]
	}
	return i
}

// Join makes one set of those that i and j are in.
func (d Disjoint) Join(i, j int) {
	i, j = d.Find(i), d.Find(j)
	d[max(i, j)] = min(i, j)
}

// Roots gives the root of each.
func (d Disjoint) Roots() []int {
	roots := make([]int, len(d))
	for i := range d {
		roots[i] = d.Find(i)
	}
	return roots
}
