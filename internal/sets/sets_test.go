package sets

import (
	"slices"
	"testing"
)

func TestDisjoint(t *testing.T) {
	for _, joins := range [][][2]int{{{4, 2}, {2, 0}, {5, 3}}, {{5, 3}, {0, 2}, {4, 0}}} {
		d := NewDisjoint(6)
		for _, j := range joins {
			d.Join(j[0], j[1])
		}
		if got, want := d.Roots(), []int{0, 1, 0, 3, 0, 3}; !slices.Equal(got, want) {
			t.Errorf("%v: roots %v, wanted %v", joins, got, want)
		}
	}
}

func TestSorted(t *testing.T) {
	list := []int32{5, 1, 5, 3}
	a := Distinct(list)
	if want := []int32{1, 3, 5}; !slices.Equal(a, want) || list[0] != 5 {
		t.Errorf("distinct %v of %v, wanted %v", a, list, want)
	}
	if got := Common(a, []int32{0, 3, 4, 5, 9}); !slices.Equal(got, []int32{3, 5}) {
		t.Errorf("common %v", got)
	}
	if Common(a, nil) != nil {
		t.Error("something in common with nothing")
	}
	if !Has(a, 3) || Has(a, 2) || Has(nil, 0) {
		t.Error("has")
	}
}
