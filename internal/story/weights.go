package story

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/copydesk/copydesk/internal/model"
)

// Weights say how likely two claims are about the same, and how they then stand
// to each other: decision trees over what they have in common, learnt from
// invented stories (the command train).
type Weights struct {
	Same      *model.Trees                 // whether they are about the same, at first sight
	Again     *model.Trees                 // the same, at second sight: see look.go
	Relations [len(Relations)]*model.Trees // of two that are: each of Relations against the rest
}

// Relations are those that weights tell apart. Whether claims that say the same
// corroborate each other is for their origins to say.
var Relations = [...]Relation{Corroborated, ConsistentByArithmetic, ChangedOverTime, Conflicting, Sequence}

//go:embed align.bin.gz
var weightsFile []byte

// shipped gives the weights that Group takes. They are read when they are first
// needed, so that those of other features do not keep new ones from being learnt.
// It panics where they cannot be read, which any test finds.
var shipped = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(weightsFile)
	if err != nil {
		panic(err)
	}
	return w
})

// Bytes gives the form that [ReadWeights] reads.
func (w *Weights) Bytes() []byte {
	b := w.Again.Append(w.Same.Append(nil))
	for _, t := range w.Relations {
		b = t.Append(b)
	}
	return model.Pack(b)
}

// ReadWeights reads weights. The error says that the form is damaged, or is that
// of other features.
func ReadWeights(packed []byte) (*Weights, error) {
	b, err := model.Unpack(packed)
	if err != nil {
		return nil, err
	}
	w := &Weights{}
	if w.Same, b, err = readTrees(b, int(featureCount)); err != nil {
		return nil, err
	}
	if w.Again, b, err = readTrees(b, int(featureCount)+againCount); err != nil {
		return nil, err
	}
	for i := range w.Relations {
		if w.Relations[i], b, err = readTrees(b, int(featureCount)+stanceCount); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func readTrees(b []byte, features int) (*model.Trees, []byte, error) {
	t, b, err := model.DecodeTrees(b)
	if err == nil && t.Features() != features {
		err = fmt.Errorf("story: weights of %d features, wanted %d", t.Features(), features)
	}
	return t, b, err
}

// odds gives how likely it is at first sight that two facts with these features
// are about the same, as a natural logarithm.
func (w *Weights) odds(f *features) float64 {
	row := f.row()
	return float64(w.Same.Answer(row[:])) / model.Unit
}

// oddsAgain gives the same at second sight.
func (w *Weights) oddsAgain(f *features, again [againCount]float32) float64 {
	row := f.row()
	return float64(w.Again.Answer(append(row[:], again[:]...))) / model.Unit
}

// relationOdds is how likely a relation is, likewise.
type relationOdds struct {
	relation Relation
	odds     float64
}

// relations gives how likely each of Relations is for two facts that are about
// the same, the likeliest first.
func (w *Weights) relations(row []float32) [len(Relations)]relationOdds {
	var all [len(Relations)]relationOdds
	for i, t := range w.Relations {
		all[i] = relationOdds{Relations[i], float64(t.Answer(row)) / model.Unit}
	}
	slices.SortStableFunc(all[:], func(a, b relationOdds) int { return cmp.Compare(b.odds, a.odds) })
	return all
}

// sumsUp gives how likely it is that two facts are of a sum.
func (w *Weights) sumsUp(row []float32) float64 {
	t := w.Relations[slices.Index(Relations[:], ConsistentByArithmetic)]
	return float64(t.Answer(row)) / model.Unit
}
