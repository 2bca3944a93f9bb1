package model

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// Linear is logistic regression over features that a row has or has not, each
// a cell of a table that words are hashed to. The zero value answers 0.
type Linear struct {
	bias  int32
	cells []int8 // in cellUnits
}

// cellUnit is how many units of an answer a cell's weight of 1 stands for: the
// weights reach from -8 to 8 in steps of a sixteenth.
const cellUnit = Unit / 16

// Cells gives how many cells there are: a power of two, or 0.
func (l *Linear) Cells() int { return len(l.cells) }

// Answer gives the log odds of a row with the given features, in units. A
// feature is any number; its last bits say which cell is its.
func (l *Linear) Answer(features []uint32) int32 { return l.bias + l.Sum(features) }

// Sum gives what the given features add to an answer.
func (l *Linear) Sum(features []uint32) int32 {
	sum := int32(0)
	if len(l.cells) == 0 {
		return sum
	}
	mask := uint32(len(l.cells) - 1)
	for _, f := range features {
		sum += int32(l.cells[f&mask]) * cellUnit
	}
	return sum
}

// Example is one row to learn from.
type Example struct {
	Features []uint32
	Right    bool
	Weight   float64
}

// Regression says how a [Linear] is learnt.
type Regression struct {
	Bits   int // the table has 2^Bits cells
	Epochs int // times that all rows are gone through
	Rate   float64
	L2     float64
	Seed   uint64
}

// Regress learns by stochastic gradient descent with AdaGrad (Duchi, Hazan and
// Singer 2011).
func Regress(examples []Example, o Regression) *Linear {
	n := 1 << o.Bits
	weights, squares := make([]float64, n+1), make([]float64, n+1) // the last is the bias
	mask := uint32(n - 1)
	step := func(at int, slope float64) {
		squares[at] += slope * slope
		weights[at] -= o.Rate * slope / math.Sqrt(squares[at]+1e-8)
	}
	draw := rand.New(rand.NewPCG(o.Seed, 2))
	for range o.Epochs {
		for _, i := range draw.Perm(len(examples)) {
			e := &examples[i]
			sum := weights[n]
			for _, f := range e.Features {
				sum += weights[f&mask]
			}
			slope := sigmoid(sum)
			if e.Right {
				slope--
			}
			slope *= e.Weight
			for _, f := range e.Features {
				step(int(f&mask), slope+o.L2*weights[f&mask])
			}
			step(n, slope)
		}
	}
	l := &Linear{bias: int32(math.Round(weights[n] * Unit)), cells: make([]int8, n)}
	for i := range l.cells {
		l.cells[i] = int8(math.Round(min(max(weights[i]*Unit/cellUnit, -127), 127)))
	}
	return l
}

// Append adds the model in its serial form to b.
func (l *Linear) Append(b []byte) []byte {
	b = binary.AppendVarint(b, int64(l.bias))
	b = binary.AppendVarint(b, int64(len(l.cells)))
	for _, c := range l.cells {
		b = append(b, byte(c))
	}
	return b
}

// DecodeLinear reads the serial form that b begins with and gives what follows
// it. The error is [ErrDamaged].
func DecodeLinear(b []byte) (*Linear, []byte, error) {
	d := &decoder{rest: b}
	l := &Linear{bias: int32(d.int())}
	n := d.count()
	if d.bad || n&(n-1) != 0 {
		return nil, nil, ErrDamaged
	}
	l.cells = make([]int8, n)
	for i := range l.cells {
		l.cells[i] = int8(d.rest[i])
	}
	return l, d.rest[n:], nil
}
