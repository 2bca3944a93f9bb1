package doc

// Score is a weighed decision that keeps its parts: whoever doubts the total
// sees what it is made of.
type Score []Part

// Part is one named part of a score.
type Part struct {
	Name  string // what was looked at: "link share"
	Value float64
}

// Total gives the sum of the parts, added in their order.
func (s Score) Total() float64 {
	total := 0.0
	for _, p := range s {
		total += p.Value
	}
	return total
}

// With gives s and one more part. Parts of value 0 are left out.
func (s Score) With(name string, value float64) Score {
	if value == 0 {
		return s
	}
	return append(s, Part{name, value})
}
