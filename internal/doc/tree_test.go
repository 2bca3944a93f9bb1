package doc

import (
	"slices"
	"testing"
)

// "Orr said the bridge fell ." and "Rain fell ."
func twoTrees() *Document {
	return &Document{
		Tokens: make([]Token, 9),
		Heads: []Head{
			{1, Nsubj}, {-1, Root}, {3, Det}, {4, Nsubj}, {1, Ccomp}, {1, Punct},
			{7, Nsubj}, {-1, Root}, {7, Punct},
		},
		Sentences: []Sentence{{Tokens: Range{0, 6}}, {Tokens: Range{6, 9}}},
	}
}

func TestTree(t *testing.T) {
	d := twoTrees()
	tree := NewTree(d)
	if got := tree.Children(1); !slices.Equal(got, []int{0, 4, 5}) {
		t.Errorf("children of the root: %v", got)
	}
	if got := tree.Extent(4); got != (Range{2, 5}) {
		t.Errorf("the content goes over %v", got)
	}
	if a, b := tree.Root(d.Sentences[0]), tree.Root(d.Sentences[1]); a != 1 || b != 7 {
		t.Errorf("roots %d and %d", a, b)
	}
	if a, b := tree.Child(1, Ccomp, Xcomp), tree.Child(7, Obj); a != 4 || b != -1 {
		t.Errorf("the content is %d, the object %d", a, b)
	}
	if !tree.Under(2, 1) || tree.Under(2, 0) || tree.Under(6, 1) {
		t.Error("what stands under what is wrong")
	}
}

func TestTreeWithoutHeads(t *testing.T) {
	tree := NewTree(&Document{Tokens: make([]Token, 2), Sentences: []Sentence{{Tokens: Range{0, 2}}}})
	if len(tree.Children(0)) != 0 || tree.Extent(1) != (Range{1, 2}) || tree.Root(Sentence{Tokens: Range{0, 2}}) != -1 {
		t.Error("an empty tree is not empty")
	}
}
