package model

import (
	"encoding/binary"
	"math"
	"slices"
)

// Sequence is a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001): it gives each item of a sequence a tag, by the item's features
// and by the tag before it. A feature is a hash; those that were not worth
// keeping weigh nothing. The zero value knows no tags.
//
// Weights are whole numbers, so that the best tags are the same on every
// machine.
type Sequence struct {
	tags  int
	steps []int32   // from each tag to each, in units; forbidden: no such step
	back  [][]uint8 // for each tag those that it may follow
	keys  []uint32  // open addressing: the feature of each slot, 0 where there is none
	cells []int8    // of each slot, one for each tag, in seqUnits
}

// seqUnit is how many units a cell's weight of 1 stands for: the weights reach
// from -4 to 4 in steps of a thirty-second.
const seqUnit = Unit / 32

// forbidden weighs more than any sequence can make good.
const forbidden = math.MinInt32 / 4

// Tags gives how many tags there are; they are numbered from 0.
func (s *Sequence) Tags() int { return s.tags }

// slot gives where a feature is kept, or the free slot where it would be.
func (s *Sequence) slot(feature uint32) int {
	mask := uint32(len(s.keys) - 1)
	at := (feature * 0x9E3779B1) >> 7 & mask
	for s.keys[at] != 0 && s.keys[at] != feature {
		at = (at + 1) & mask
	}
	return int(at)
}

// Add adds to an item's scores, one for each tag and in units, what its features
// weigh.
func (s *Sequence) Add(scores []int32, features []uint32) {
	if len(s.keys) == 0 {
		return
	}
	scores = scores[:s.tags]
	for _, f := range features {
		at := s.slot(f)
		if s.keys[at] != f {
			continue
		}
		for t, c := range s.cells[at*s.tags : at*s.tags+len(scores)] {
			scores[t] += int32(c)
		}
	}
}

// Best gives the tags that weigh most together, given the scores of all items
// one behind another (Viterbi 1967). Of equals the first tag wins. It is linear
// in the number of items.
func (s *Sequence) Best(scores []int32) []uint8 {
	if s.tags == 0 || len(scores) < s.tags {
		return nil
	}
	n := len(scores) / s.tags
	tags := make([]uint8, n)
	from := make([]uint8, len(scores))
	sums, next := make([]int32, s.tags), make([]int32, s.tags)
	for t := range sums {
		sums[t] = scores[t]*seqUnit + s.steps[s.tags*s.tags+t]
	}
	for i := 1; i < n; i++ {
		for t := range next {
			next[t] = math.MinInt32 / 2
			for _, f := range s.back[t] {
				if v := sums[f] + s.steps[int(f)*s.tags+t]; v > next[t] {
					next[t], from[i*s.tags+t] = v, f
				}
			}
			next[t] += scores[i*s.tags+t] * seqUnit
		}
		best := slices.Max(next)
		for t := range next {
			sums[t] = max(next[t]-best, forbidden)
		}
	}
	best := 0
	for t := range sums {
		sums[t] += s.steps[(s.tags+1)*s.tags+t]
		if sums[t] > sums[best] {
			best = t
		}
	}
	tags[n-1] = uint8(best)
	for i := n - 1; i > 0; i-- {
		tags[i-1] = from[i*s.tags+int(tags[i])]
	}
	return tags
}

// follow notes which tags each may follow.
func (s *Sequence) follow() {
	s.back = make([][]uint8, s.tags)
	for from := range s.tags {
		for to := range s.tags {
			if s.steps[from*s.tags+to] > forbidden {
				s.back[to] = append(s.back[to], uint8(from))
			}
		}
	}
}

// Append adds the model in its serial form to b.
func (s *Sequence) Append(b []byte) []byte {
	b = binary.AppendVarint(b, int64(s.tags))
	for _, w := range s.steps {
		b = binary.AppendVarint(b, int64(w))
	}
	var kept []uint32
	for _, k := range s.keys {
		if k != 0 {
			kept = append(kept, k)
		}
	}
	slices.Sort(kept)
	b = binary.AppendVarint(b, int64(len(kept)))
	last := uint32(0)
	for _, k := range kept {
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	for _, k := range kept {
		at := s.slot(k)
		for _, c := range s.cells[at*s.tags : (at+1)*s.tags] {
			b = append(b, byte(c))
		}
	}
	return b
}

// maxTags is how many tags a model may have.
const maxTags = 64

// DecodeSequence reads the serial form that b begins with and gives what
// follows it. The error is [ErrDamaged].
func DecodeSequence(b []byte) (*Sequence, []byte, error) {
	d := &decoder{rest: b}
	s := &Sequence{tags: d.int()}
	if d.bad || s.tags < 0 || s.tags > maxTags {
		return nil, nil, ErrDamaged
	}
	for range s.tags * (s.tags + 2) {
		s.steps = append(s.steps, int32(d.int()))
	}
	keys := make([]uint32, d.count())
	last := uint32(0)
	for i := range keys {
		last += d.uint()
		keys[i] = last
	}
	if d.bad || len(d.rest) < len(keys)*s.tags {
		return nil, nil, ErrDamaged
	}
	s.follow()
	s.room(len(keys))
	for i, k := range keys {
		at := s.slot(k)
		s.keys[at] = k
		for t, c := range d.rest[i*s.tags : (i+1)*s.tags] {
			s.cells[at*s.tags+t] = int8(c)
		}
	}
	return s, d.rest[len(keys)*s.tags:], nil
}

// room makes empty slots for n features, at most three quarters of which are
// then in use.
func (s *Sequence) room(n int) {
	slots := 4
	for slots*3 < n*4 {
		slots *= 2
	}
	s.keys, s.cells = make([]uint32, slots), make([]int8, slots*s.tags)
}
