package clean

import (
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// Sheet is a page as the models see it, for learning them.
type Sheet struct{ s *sheet }

// NewSheet lays out a page.
func NewSheet(p *page.Page) Sheet {
	shapes := shapesOf(p)
	views := look(p, shapes)
	return Sheet{newSheet(p, views, shapes, pageLanguage(p, views), readStructured(p.Head.JSON))}
}

// Words gives how many words a block has.
func (s Sheet) Words(block int) int { return s.s.views[block].count }

// ClassWords gives the words in the attributes of an element, each once.
func (s Sheet) ClassWords(element int) []string { return classWordsOf(&s.s.page.Elements[element]) }

// Residue gives the features of a block for the residue model.
func (s Sheet) Residue(block int) []uint32 { return residueTerms(&s.s.views[block], nil) }

// Read sets what the residue model says of each block.
func (s Sheet) Read(m *model.Linear) { s.s.read(m) }

// Score sets what the class words and the names model say of each element of an
// HTML page.
func (s Sheet) Score(table ClassWords, names *model.Linear) {
	s.s.place.readElements(s.s.page, s.s.shapes, table, names)
}

// Names gives the features, for the names model, of an element that a block
// stands in.
func (s Sheet) Names(element int) []uint32 {
	elements := s.s.page.Elements
	terms := seeded(nameHashes(&elements[element], classWordsOf(&elements[element]), nil), ownSeed, nil)
	for e, k := elements[element].Parent, 0; e >= 0 && k < namedAncestors; k++ {
		terms = seeded(nameHashes(&elements[e], classWordsOf(&elements[e]), nil), aboveSeed, terms)
		e = elements[e].Parent
	}
	return terms
}

// Look sets the first look's answers at each line, in units.
func (s Sheet) Look(odds []int32) { s.s.look(odds) }

// Block gives the features of a block of an HTML page, after Read and Score.
func (s Sheet) Block(i int) []float32 { return s.row(blockFamilies, i) }

// Line gives the features of a line of text, after Read.
func (s Sheet) Line(i int) []float32 { return s.row(lineFamilies, i) }

// Again gives the features of a line for the second look, after Read and Look.
func (s Sheet) Again(i int) []float32 { return s.row(sequenceFamilies, i) }

func (s Sheet) row(families []family, i int) []float32 {
	row := make([]float32, width(families))
	s.s.fill(families, i, row)
	return row
}

// Copy gives a sheet of the same page, to be read and looked at apart.
func (s Sheet) Copy() Sheet {
	if s.s == nil {
		return s
	}
	own := *s.s
	if own.place != nil {
		place := *own.place
		own.place = &place
	}
	return Sheet{&own}
}
