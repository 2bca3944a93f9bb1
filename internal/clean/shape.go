package clean

import (
	"strings"

	"github.com/copydesk/copydesk/internal/page"
)

// shapes are what a page's elements look like: tag, class, id and role. A page
// has few, and what is asked of one is answered once.
type shapes struct {
	of  []int32 // by element: its shape
	all []shape
}

// shape is what is known of all elements of a shape.
type shape struct {
	element int    // the first of them
	class   uint32 // the hash of its class
	number  uint8  // see [tagNumbers]
	around  uint8  // see [elementBits]
	loose   bool   // see [looseTags]
	textual bool
	named   bool // after an author
}

// mostProbes is how many shapes an element is compared with, so that classes
// that were made to have one hash cost no more than others.
const mostProbes = 32

// shapesOf finds the shapes of a page's elements. Two may be the same.
func shapesOf(p *page.Page) *shapes {
	s := &shapes{of: make([]int32, len(p.Elements))}
	size := uint32(64) // a power of two
	for size < uint32(len(p.Elements)) {
		size *= 2
	}
	slots := make([]int32, size+mostProbes) // by hash: numbers of shapes plus one; 0: free
	for i := range p.Elements {
		e := &p.Elements[i]
		class := hashOf(e.Class)
		at := spread(class^uint32(e.Tag)*pairSeed^uint32(len(e.ID))<<8^uint32(len(e.Role))) % size
		end := at + mostProbes
		for at < end && slots[at] > 0 && !s.alike(p, slots[at]-1, class, e) {
			at++
		}
		if at == end || slots[at] == 0 {
			s.add(i, e, class)
			s.of[i] = int32(len(s.all) - 1)
			if at < end {
				slots[at] = int32(len(s.all))
			}
			continue
		}
		s.of[i] = slots[at] - 1
	}
	return s
}

func (s *shapes) add(i int, e *page.Element, class uint32) {
	s.all = append(s.all, shape{
		element: i, class: class, number: uint8(tagNumbers[e.Tag]), around: uint8(elementBits[e.Tag]),
		loose: looseTags[e.Tag], textual: textual[e.Tag], named: namesAuthor(e),
	})
}

// alike reports whether an element, whose class has the hash, is of a shape.
func (s *shapes) alike(p *page.Page, shape int32, class uint32, e *page.Element) bool {
	own := &s.all[shape]
	o := &p.Elements[own.element]
	return own.class == class && o.Tag == e.Tag && o.ID == e.ID && o.Role == e.Role && o.Class == e.Class
}

// namesAuthor reports whether an element is called after an author.
func namesAuthor(e *page.Element) bool {
	for _, attr := range [...]string{e.Class, e.ID, e.Role} {
		attr = strings.ToLower(attr)
		if strings.Contains(attr, "author") || strings.Contains(attr, "byline") {
			return true
		}
	}
	return false
}

func (s *shapes) at(element int) *shape { return &s.all[s.of[element]] }
