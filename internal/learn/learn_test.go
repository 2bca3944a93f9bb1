package learn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
)

// toy gives sentences of made-up grammar: names see things, and each thing has
// a word before it.
func toy(draw *rand.Rand, n int) []Sentence {
	names, verbs, things := []string{"Ada", "Bo", "Cy", "Dee"}, []string{"sees", "takes", "paints"}, []string{"boat", "house", "map", "pear"}
	var list []Sentence
	for range n {
		s := Sentence{
			{names[draw.IntN(4)], doc.PROPN, "NNP", doc.NumberSing, 2, doc.Nsubj},
			{verbs[draw.IntN(3)], doc.VERB, "VBZ", doc.TensePres, 0, doc.Root},
			{"a", doc.DET, "DT", 0, 4, doc.Det},
			{things[draw.IntN(4)], doc.NOUN, "NN", doc.NumberSing, 2, doc.Obj},
		}
		if draw.IntN(2) == 0 {
			s = append(s, Word{"in", doc.ADP, "IN", 0, 7, doc.Case}, Word{"the", doc.DET, "DT", 0, 7, doc.Det}, Word{things[draw.IntN(4)], doc.NOUN, "NN", doc.NumberSing, 2, doc.Obl})
		}
		list = append(list, append(s, Word{".", doc.PUNCT, ".", 0, 2, doc.Punct}))
	}
	return list
}

func toyVectors(draw *rand.Rand, width int) *Vectors {
	v := &Vectors{Keys: []string{"wboat", "whouse", "wada", "wsees", "2at"}, Width: width}
	v.Data = numbers(draw, len(v.Keys)*width)
	return v
}

// The slopes are those that differences of the loss have, for weights of every
// kind.
func TestSlopes(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	sentences, v := toy(draw, 12), toyVectors(draw, 8)
	n := &Net{voc: newVocabulary(sentences, v), vectors: v}
	n.sh = newShape(Sizes{Word: 32, Vector: 8, Hidden: 16, Arc: 32, Label: 32}, n.voc)
	n.params = newParams(n.sh, firstRow+len(n.voc.keys))
	n.params.randomize(n.sh, n.voc, draw)
	b, slopes := newBatch(n.sh, batchWords), newParams(n.sh, firstRow+len(n.voc.keys))
	b.fill(n.examples(sentences), nil)
	loss := func() float64 {
		n.params.forward(b, v, drops{}, nil)
		l := n.params.backward(b, newParams(n.sh, firstRow+len(n.voc.keys)))
		return float64(l.head+l.label+l.upos+xposShare*l.xpos+morphShare*l.morph) / float64(b.words)
	}
	n.params.forward(b, v, drops{}, nil)
	n.params.backward(b, slopes)
	for name, list := range map[string][2][]float32{
		"table": {n.params.table, slopes.table}, "project": {n.params.project, slopes.project},
		"in1": {n.params.in1, slopes.in1}, "bias1": {n.params.bias1, slopes.bias1},
		"in2": {n.params.in2, slopes.in2}, "bias2": {n.params.bias2, slopes.bias2},
		"out": {n.params.out, slopes.out}, "biasO": {n.params.biasO, slopes.biasO},
		"arc": {n.params.arc, slopes.arc}, "biasA": {n.params.biasA, slopes.biasA},
		"label": {n.params.labelW, slopes.labelW}, "biasL": {n.params.biasL, slopes.biasL},
		"distance": {n.params.distance, slopes.distance},
	} {
		// The direction of the slopes themselves, so that single precision is enough.
		norm := 0.0
		for _, d := range list[1] {
			norm += float64(d) * float64(d)
		}
		norm = math.Sqrt(norm)
		if norm == 0 {
			t.Errorf("%s: no slope", name)
			continue
		}
		const width = 4e-3
		at := func(step float64) float64 {
			before := append([]float32(nil), list[0]...)
			for i, d := range list[1] {
				list[0][i] += float32(step * float64(d) / norm)
			}
			l := loss()
			copy(list[0], before)
			return l
		}
		if got := (at(width) - at(-width)) / (2 * width); math.Abs(got-norm) > .01*norm+2e-4 {
			t.Errorf("%s: the loss rises by %.5f, want %.5f", name, got, norm)
		}
	}
}

// A net learns what is there to be learnt, and the same each time.
func TestLearn(t *testing.T) {
	draw := rand.New(rand.NewPCG(5, 6))
	sentences, check, v := toy(draw, 300), toy(draw, 50), toyVectors(draw, 8)
	o := Options{Sizes: Sizes{Word: 32, Vector: 8, Hidden: 16, Arc: 32, Label: 32}, Epochs: 80, Seed: 7}
	n := Learn(sentences, v, o)
	if f := n.check(check); f.labels < f.words || f.upos < f.words || f.xpos < f.words {
		t.Errorf("after learning: %v", f)
	}
	if again := Learn(sentences, v, o); fmt.Sprint(again.params.dense) != fmt.Sprint(n.params.dense) {
		t.Error("learnt again, it is another net")
	}
}

// In whole numbers a net says what it says in single precision, alone and with
// another.
func TestWeights(t *testing.T) {
	draw := rand.New(rand.NewPCG(5, 6))
	sentences, check, v := toy(draw, 200), toy(draw, 50), toyVectors(draw, 8)
	o := Options{Sizes: Sizes{Word: 32, Vector: 8, Hidden: 16, Arc: 32, Label: 32}, Epochs: 60, Seed: 7}
	n := Learn(sentences, v, o)
	o.Seed = 8
	for _, w := range []*neural.Weights{Weights(sentences, n), Weights(sentences, n, Learn(sentences, v, o))} {
		w, err := neural.Unpack(w.Pack())
		if err != nil {
			t.Fatal(err)
		}
		right, words := 0, 0
		r := neural.New(w).Reader()
		for _, s := range check {
			var forms []string
			for _, w := range s {
				forms = append(forms, w.Form)
			}
			for i, got := range r.Sentence(forms) {
				words++
				want := s[i]
				if got == (neural.Word{UPOS: want.UPOS, XPOS: want.XPOS, Features: want.Features, Head: want.Head, Relation: want.Relation}) {
					right++
				}
			}
		}
		if right < words-words/50 {
			t.Errorf("%d members: %d of %d words are right", len(w.Members), right, words)
		}
	}
}

func TestExp(t *testing.T) {
	for x := -86.0; x < 86; x += .37 {
		if got, want := float64(exp(float32(x))), math.Exp(float64(float32(x))); math.Abs(got-want) > 1e-6*want {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}
