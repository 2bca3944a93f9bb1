// Package model holds the two kinds of model that copydesk learns from
// annotated data, and how they are learnt: boosted decision trees over features
// that are numbers ([Trees]), and logistic regression over features that are
// words ([Linear]).
//
// What a model gives are log odds in whole [Unit]s, so that the parts of an
// answer add up exactly, in any order and on any machine. Learning is
// deterministic: the same rows, options and seed give the same model on the
// same kind of machine.
package model

import (
	"encoding/binary"
	"errors"
	"math"
)

// Unit is how many units of a model's answer make up log odds of 1. It is a
// power of two, so that sums of parts divided by it are exact.
const Unit = 1024

// ErrDamaged says that bytes are no model that this version can read.
var ErrDamaged = errors.New("model: damaged, or of another version")

// Odds gives the log odds of a probability in units. Probabilities of 0 and 1
// give those of a millionth and its complement.
func Odds(p float64) int32 {
	p = min(max(p, 1e-6), 1-1e-6)
	return int32(math.Round(math.Log(p/(1-p)) * Unit))
}

// Probability gives the probability of log odds in units.
func Probability(odds int32) float64 { return sigmoid(float64(odds) / Unit) }

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// decoder reads what the encoders of this package wrote. After the first
// damage it gives zeros, and says so in bad.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) int() int {
	v, n := binary.Varint(d.rest)
	if n <= 0 || v != int64(int32(v)) {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

// uint gives a number that is not negative, up to 32 bits.
func (d *decoder) uint() uint32 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || v > math.MaxUint32 {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return uint32(v)
}

// count gives a number of things that take a byte each at the least.
func (d *decoder) count() int {
	n := d.int()
	if n < 0 || n > len(d.rest) {
		d.bad = true
		return 0
	}
	return n
}

func (d *decoder) float() float32 {
	if len(d.rest) < 4 {
		d.bad, d.rest = true, nil
		return 0
	}
	v := math.Float32frombits(binary.LittleEndian.Uint32(d.rest))
	d.rest = d.rest[4:]
	return v
}
