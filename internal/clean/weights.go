package clean

import (
	_ "embed"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// Weights are what was learnt of which blocks are the article. "make train"
// learns them; docs/data.md says from what.
type Weights struct {
	Classes ClassWords    // what class words say of what stands under them
	Names   *model.Linear // what the names of elements say, known words or not
	Residue *model.Linear // what a line's wording says
	Blocks  *model.Trees  // of HTML
	Lines   *model.Trees  // of text, at first look
	Again   *model.Trees  // of text, knowing the first look's answers

	Facts *Facts // of title, authors and date; packed apart
}

//go:embed weights.bin.gz
var packed []byte

// learnt gives the weights that ship. They are packed by "make train" and read
// by this package's tests, so that they cannot be damaged.
var learnt = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(packed)
	if err != nil {
		return &Weights{}
	}
	w.Facts = learntFacts()
	return w
})

// Pack gives the weights in their serial form.
func (w *Weights) Pack() []byte {
	b := binary.AppendVarint(nil, int64(len(w.Classes)))
	for _, word := range slices.Sorted(maps.Keys(w.Classes)) {
		b = append(b, byte(len(word)))
		b = append(b, word...)
		b = append(b, byte(w.Classes[word]))
	}
	b = w.Residue.Append(w.Names.Append(b))
	for _, t := range []*model.Trees{w.Blocks, w.Lines, w.Again} {
		b = t.Append(b)
	}
	return model.Pack(b)
}

// ReadWeights reads what [Weights.Pack] gave. The error is one of gzip, or
// [model.ErrDamaged] where the weights are not for the features of this
// version.
func ReadWeights(packed []byte) (*Weights, error) {
	b, err := model.Unpack(packed)
	if err != nil {
		return nil, err
	}
	w := &Weights{}
	if w.Classes, b, err = readClasses(b); err != nil {
		return nil, err
	}
	if w.Names, b, err = model.DecodeLinear(b); err != nil {
		return nil, err
	}
	if w.Residue, b, err = model.DecodeLinear(b); err != nil {
		return nil, err
	}
	for _, t := range []struct {
		trees    **model.Trees
		families []family
	}{{&w.Blocks, blockFamilies}, {&w.Lines, lineFamilies}, {&w.Again, sequenceFamilies}} {
		if *t.trees, b, err = model.DecodeTrees(b); err != nil {
			return nil, err
		}
		if (*t.trees).Features() != width(t.families) {
			return nil, model.ErrDamaged
		}
	}
	return w, nil
}

func readClasses(b []byte) (ClassWords, []byte, error) {
	n, used := binary.Varint(b)
	if used <= 0 || n < 0 || n > int64(len(b)) {
		return nil, nil, model.ErrDamaged
	}
	b = b[used:]
	table := make(ClassWords, n)
	for range n {
		if len(b) == 0 || len(b) < int(b[0])+2 {
			return nil, nil, model.ErrDamaged
		}
		end := 1 + int(b[0])
		table[string(b[1:end])] = int8(b[end])
		b = b[end+1:]
	}
	return table, b, nil
}

// The families of each model, in the order of its features.
var (
	blockFamilies = slices.Concat(wordFamilies, residueFamilies, contextFamilies, placeFamilies, frameFamilies)
	lineFamilies  = slices.Concat(wordFamilies, residueFamilies, contextFamilies)
)

// judge scores each block of a page: the log odds that it is body, in parts.
func (w *Weights) judge(s *sheet) []opinion {
	s.read(w.Residue)
	if s.page.HTML {
		s.place.readElements(s.page, s.shapes, w.Classes, w.Names)
		return ask(s, w.Blocks, blockFamilies, settled)
	}
	odds := make([]int32, len(s.views))
	for i, o := range ask(s, w.Lines, lineFamilies, math.MinInt32) {
		odds[i] = o.total
	}
	s.look(odds)
	return ask(s, w.Again, sequenceFamilies, settled)
}

// read lets the residue model read each block.
func (s *sheet) read(m *model.Linear) {
	s.residue = make([]int32, len(s.views))
	var terms []uint32
	for i := range s.views {
		terms = residueTerms(&s.views[i], terms[:0])
		s.residue[i] = m.Answer(terms)
	}
	s.survey()
}

// opinion is what a model says of a block, in units.
type opinion struct {
	model  *asked
	leaves []uint8
	total  int32
}

// asked is a model that was asked, and the families that its features are of.
type asked struct {
	trees    *model.Trees
	families []family
	groups   []uint8
}

// explain gives what is said of every block, and what each family says for or
// against this one.
func (o *opinion) explain() (common int32, parts []int32) {
	parts = make([]int32, len(o.model.families))
	return o.model.trees.Explain(o.leaves, o.model.groups, parts), parts
}

// settled are log odds below which a block is boilerplate whatever the rest of
// the trees would say: most blocks of a page are menus.
const settled = -3 * model.Unit

func ask(s *sheet, trees *model.Trees, families []family, floor int32) []opinion {
	m := &asked{trees, families, groups(families)}
	opinions := make([]opinion, 0, len(s.views))
	row, batch := make([]float32, len(m.groups)), trees.Batch()
	var leaves []uint8
	for i := range s.views {
		s.fill(families, i, row)
		batch.Add(row)
		if batch.Full() || i == len(s.views)-1 {
			for _, w := range batch.Walk(floor) {
				opinions = append(opinions, opinion{m, append(room(&leaves, len(w.Leaves)), w.Leaves...), w.Sum})
			}
		}
	}
	return opinions
}

// Clean gives the clean copy of a page by these weights. It never fails: of a
// page without blocks the copy is empty.
func (w *Weights) Clean(p *page.Page, h Hints) *Copy { return cleanBy(w, p, h) }
