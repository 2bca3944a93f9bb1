package model

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// brackets are sequences in which feature 7 opens a name of two items or more,
// feature 8 ends it, and nothing says what stands between.
func brackets(n int) []Tagged {
	draw := rand.New(rand.NewPCG(1, 1))
	var data []Tagged
	for range n {
		var t Tagged
		t.Weight = 1
		for range 1 + draw.IntN(4) {
			t.Features, t.Tags = append(t.Features, []uint32{1, 2 + uint32(draw.IntN(3))}), append(t.Tags, 0)
		}
		t.Features, t.Tags = append(t.Features, []uint32{1, 7}), append(t.Tags, 1)
		for range draw.IntN(3) {
			t.Features, t.Tags = append(t.Features, []uint32{1, 2 + uint32(draw.IntN(3))}), append(t.Tags, 2)
		}
		t.Features, t.Tags = append(t.Features, []uint32{1, 8}), append(t.Tags, 3)
		data = append(data, t)
	}
	return data
}

func bracketStep(from, to int) bool {
	open := from == 1 || from == 2
	return open == (to == 2 || to == 3)
}

func bestOf(s *Sequence, t Tagged) []uint8 {
	scores := make([]int32, len(t.Features)*s.Tags())
	for i, f := range t.Features {
		s.Add(scores[i*s.Tags():(i+1)*s.Tags()], f)
	}
	return s.Best(scores)
}

func TestLearnSequence(t *testing.T) {
	o := Chain{Tags: 4, Step: bracketStep, Epochs: 5, Rate: .1, MinCount: 1, Seed: 1}
	s := LearnSequence(brackets(200), o)
	for i, want := range brackets(40) {
		if got := bestOf(s, want); !slices.Equal(got, want.Tags) {
			t.Fatalf("sequence %d: %v, want %v", i, got, want.Tags)
		}
	}
	again := LearnSequence(brackets(200), o)
	if !slices.Equal(s.Append(nil), again.Append(nil)) {
		t.Error("learning again gave another model")
	}
}

// Without anything to tell tags by, the steps that there are still hold.
func TestBestKeepsToSteps(t *testing.T) {
	s := LearnSequence(brackets(200), Chain{Tags: 4, Step: bracketStep, Epochs: 2, Rate: .1, MinCount: 1, Seed: 1})
	draw := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		scores := make([]int32, (1+draw.IntN(6))*4)
		for i := range scores {
			scores[i] = int32(draw.IntN(4000) - 2000)
		}
		last := 4
		for _, tag := range append(s.Best(scores), 4) {
			if !bracketStep(last, int(tag)) {
				t.Fatalf("%v: a step from %d to %d", s.Best(scores), last, tag)
			}
			last = int(tag)
		}
	}
	if (&Sequence{}).Best(nil) != nil {
		t.Error("a model without tags gave some")
	}
}

func TestSequenceSerial(t *testing.T) {
	s := LearnSequence(brackets(100), Chain{Tags: 4, Step: bracketStep, Epochs: 2, Rate: .1, MinCount: 1, Rows: 4, Seed: 1})
	b := s.Append(nil)
	read, rest, err := DecodeSequence(append(slices.Clone(b), 9))
	if err != nil || len(rest) != 1 || !slices.Equal(read.Append(nil), b) {
		t.Fatalf("%d bytes left over, error %v", len(rest), err)
	}
	for n := range b {
		if _, _, err := DecodeSequence(b[:n]); err == nil {
			t.Fatalf("%d of %d bytes are a model", n, len(b))
		}
	}
}
