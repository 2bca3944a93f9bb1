package summary

import "slices"

// conceptsOf gives the concepts of a sentence: its terms and the pairs of
// neighbouring ones, which get their numbers as they come. Two names are no
// pair: a full name and title would weigh as much as what its bearer did.
func (p *pool) conceptsOf(s candidate, pairs map[[2]int32]int32) []int32 {
	list := slices.Clone(s.terms)
	for i := 1; i < len(s.sequence); i++ {
		if len(s.names) > 0 && s.names[i-1] && s.names[i] {
			continue
		}
		pair := [2]int32{s.sequence[i-1], s.sequence[i]}
		id, ok := pairs[pair]
		if !ok {
			id = int32(len(p.ids) + len(pairs))
			pairs[pair] = id
		}
		list = append(list, id)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
