package summary

import (
	"math/rand/v2"
	"testing"
)

// Against all sets of small stories: what the search calls optimal is.
func TestSearchIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 150 {
		docs := story(r, 2+r.IntN(4), 4)
		limit := []Limit{{Words: 20 + r.IntN(40)}, {Sentences: 1 + r.IntN(4)}, {Sentences: 1 + r.IntN(4), Words: 20 + r.IntN(40)}}[round%3]
		o := Options{Limit: limit}
		p := gather(docs, &o)
		if p.voices == 1 {
			continue
		}
		for k := range 3 {
			f := Fact{Origins: 2, Likelihood: 1 - r.Float64()/2}
			for range 2 {
				f.Sentences = append(f.Sentences, p.sentences[r.IntN(len(p.sentences))].Ref)
			}
			if k > 0 {
				o.Facts = append(o.Facts, f)
			}
		}
		w := p.coverage(&o)
		c := newChoice(p, limit)
		if c.solve(w) != Optimal {
			t.Fatalf("round %d: the search was cut short", round)
		}
		all := &solver{coverage: w, c: newChoice(p, limit), covered: make([]int32, len(w.weights))}
		most := all.every(0)
		got := &solver{coverage: w, c: newChoice(p, limit), covered: make([]int32, len(w.weights))}
		for _, i := range c.chosen {
			if !got.fits(i) {
				t.Errorf("round %d: sentence %d does not fit beside the others", round, i)
			}
			got.add(i)
		}
		if got.value != most {
			t.Errorf("round %d: the best set is worth %d, the chosen %d", round, most, got.value)
		}
	}
}

// every gives the most that a set with the chosen sentences and any from the
// given one on is worth.
func (s *solver) every(from int) int64 {
	most := s.value
	for i := from; i < len(s.sentences); i++ {
		if x := s.sentences[i]; !x.leans && !x.again && s.fits(i) {
			s.add(i)
			most = max(most, s.every(i+1))
			s.drop(len(s.chosen) - 1)
		}
	}
	return most
}
