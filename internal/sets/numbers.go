package sets

// Numbers numbers words from 0 on, in the order in which they are first asked for.
type Numbers map[string]int32

// Of gives the number of a word, a new one if it has none.
func (n Numbers) Of(word string) int32 {
	k, ok := n[word]
	if !ok {
		k = int32(len(n))
		n[word] = k
	}
	return k
}
