package sets

import "slices"

// Distinct gives the numbers of a list, sorted, each once. The list is not changed.
func Distinct(list []int32) []int32 {
	return slices.Clip(slices.Compact(slices.Sorted(slices.Values(list))))
}

// Common gives what is in both of two sorted lists.
func Common(a, b []int32) []int32 {
	var both []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both = append(both, a[i])
			i, j = i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return both
}

// Has reports whether a sorted list has x.
func Has(list []int32, x int32) bool {
	_, ok := slices.BinarySearch(list, x)
	return ok
}
