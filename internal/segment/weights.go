package segment

import (
	_ "embed"
	"sync"

	"github.com/copydesk/copydesk/internal/model"
)

// Weights are what was learnt of where sentences end in English. "make train"
// learns them; docs/data.md says from what. The zero value leaves everything
// to the rules.
type Weights struct {
	Names   *model.Linear // which words are capitalised wherever they stand
	Wording *model.Linear // what the words around a gap say
	Gaps    *model.Linear // the first look at a gap
	Again   *model.Trees  // the second, knowing the first's answers around it
}

//go:embed weights.bin.gz
var packed []byte

// Learnt gives the weights that ship. They are packed by "make train" and read
// by this package's tests, so that they cannot be damaged.
func Learnt() *Weights { return learnt() }

var learnt = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(packed)
	if err != nil {
		return &Weights{}
	}
	return w
})

// Pack gives the weights in their serial form.
func (w *Weights) Pack() []byte {
	b := w.Again.Append(w.Gaps.Append(w.Wording.Append(w.Names.Append(nil))))
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
	for _, m := range []**model.Linear{&w.Names, &w.Wording, &w.Gaps} {
		if *m, b, err = model.DecodeLinear(b); err != nil {
			return nil, err
		}
	}
	if w.Again, _, err = model.DecodeTrees(b); err != nil {
		return nil, err
	}
	if w.Again.Features() != Width {
		return nil, model.ErrDamaged
	}
	return w, nil
}

// Unlikely are odds of the first look below which no sentence ends, whatever
// the second would say: seven gaps of eight are such.
const Unlikely = -7 * model.Unit

// Look gives the first look's odds that a sentence ends at each gap, where the
// wording says so much, in units.
func (w *Weights) Look(g *Gaps, wording []int32) []int32 {
	odds := make([]int32, g.Len())
	var terms []uint32
	for i := range g.each(len(odds)) {
		terms = g.Terms(i, wording[i], terms[:0])
		odds[i] = w.Gaps.Answer(terms)
	}
	return odds
}

// ReadWording gives what the wording around each gap says, in units.
func (w *Weights) ReadWording(g *Gaps) []int32 {
	wording := make([]int32, g.Len())
	var terms []uint32
	for i := range g.each(len(wording)) {
		terms = g.Wording(i, terms[:0])
		wording[i] = w.Wording.Answer(terms)
	}
	return wording
}

// ends reports of each gap whether a sentence ends there.
func (w *Weights) ends(g *Gaps) []bool {
	g.ReadNames(w.Names)
	wording := w.ReadWording(g)
	odds := w.Look(g, wording)
	ends := make([]bool, g.Len())
	row := make([]float32, 0, Width)
	for i := range g.each(len(ends)) {
		switch {
		case g.credit(i), g.closedSeam(i), g.clockEnds(i):
			ends[i] = true
		case g.goesOn(i):
		case odds[i] > Unlikely:
			row = g.Row(i, wording, odds, row[:0])
			ends[i] = w.Again.Answer(row) > 0
		}
	}
	return ends
}
