package mention

import (
	_ "embed"
	"sync"

	"github.com/copydesk/copydesk/internal/model"
)

// Weights are what was learnt of where names are and of which type. "make
// train" learns them; docs/data.md says from what.
type Weights struct {
	Names *model.Sequence
}

//go:embed weights.bin.gz
var packed []byte

// learnt gives the weights that ship. They are packed by "make train" and read
// by this package's tests, so that they cannot be damaged.
var learnt = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(packed)
	if err != nil {
		return &Weights{Names: &model.Sequence{}}
	}
	return w
})

// Pack gives the weights in their serial form.
func (w *Weights) Pack() []byte {
	return model.Pack(w.Names.Append(nil))
}

// ReadWeights reads what [Weights.Pack] gave. The error is one of gzip, or
// [model.ErrDamaged] where the weights are not for the tags of this version.
func ReadWeights(packed []byte) (*Weights, error) {
	b, err := model.Unpack(packed)
	if err != nil {
		return nil, err
	}
	w := &Weights{}
	if w.Names, b, err = model.DecodeSequence(b); err != nil {
		return nil, err
	}
	if len(b) > 0 || w.Names.Tags() != TagCount {
		return nil, model.ErrDamaged
	}
	return w, nil
}
