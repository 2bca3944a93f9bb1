package learn

import (
	"math"
	"math/rand/v2"

	"github.com/copydesk/copydesk/internal/neural"
)

// Sizes of the net. Those of products are multiples of [lanes].
type Sizes struct {
	Word   int // of a word's vector
	Vector int // of the vectors learnt from text alone
	Hidden int // of a layer, in one direction
	Arc    int // of what a word is as a head, and as a dependent
	Label  int // the same for the relation
}

// window is how many words the first layer sees at once.
const window = 3

// The gates of a layer: how much of the past is kept, what is new, how much of
// it is given, and, in the first layer, what is given instead.
const (
	keepGate = iota
	newGate
	giveGate
	skipGate
	gates1     // of the first layer
	gates2 = 3 // of the second, which gives its input instead
)

const (
	uposCount     = 17
	relationCount = 51
)

// params are the weights of a net, or their slopes. All but the table lie in
// one slice; a matrix has a row for each input.
type params struct {
	sh    shape
	table []float32 // a row for each feature
	dense []float32

	project    []float32 // word vector -> word
	in1, bias1 []float32 // window of words -> gates, of both directions
	in2, bias2 []float32
	out, biasO []float32 // -> heads and dependents for arcs, the same for labels, tags
	arc, biasA []float32 // dependent -> what its head should be
	labelW     []float32 // head and dependent -> relation
	biasL      []float32
	distance   []float32 // by class of distance
}

// shape is what follows from the sizes.
type shape struct {
	Sizes
	xpos    int
	morph   int // sets of features
	gate1   int // columns of the first layer's gates
	gate2   int
	outs    int // columns of what is read off the second layer
	arcHead int // where in those the arcs' heads begin; dependents are at 0
	labDep  int
	labHead int
	tags    int // UPOS, XPOS, features
	labels  int
}

func up(n, to int) int { return (n + to - 1) / to * to }

func newShape(s Sizes, voc *vocabulary) shape {
	sh := shape{Sizes: s, xpos: len(voc.xpos), morph: len(voc.morph), gate1: 2 * gates1 * s.Hidden, gate2: 2 * gates2 * s.Hidden}
	sh.arcHead = s.Arc
	sh.labDep = 2 * s.Arc
	sh.labHead = sh.labDep + s.Label
	sh.tags = sh.labHead + s.Label
	sh.outs = up(sh.tags+uposCount+sh.xpos+sh.morph, lanes)
	sh.labels = up(relationCount, lanes)
	return sh
}

// newParams gives weights that are all zero.
func newParams(sh shape, features int) *params {
	p := &params{sh: sh, table: make([]float32, features*sh.Word)}
	lay := []struct {
		to *[]float32
		n  int
	}{
		{&p.project, sh.Vector * sh.Word},
		{&p.in1, window * sh.Word * sh.gate1}, {&p.bias1, sh.gate1},
		{&p.in2, 2 * sh.Hidden * sh.gate2}, {&p.bias2, sh.gate2},
		{&p.out, 2 * sh.Hidden * sh.outs}, {&p.biasO, sh.outs},
		{&p.arc, sh.Arc * sh.Arc}, {&p.biasA, sh.Arc},
		{&p.labelW, sh.Label * sh.labels}, {&p.biasL, sh.labels},
		{&p.distance, neural.DistanceClasses},
	}
	n := 0
	for _, l := range lay {
		n += l.n
	}
	p.dense = make([]float32, n)
	rest := p.dense
	for _, l := range lay {
		*l.to, rest = rest[:l.n:l.n], rest[l.n:]
	}
	return p
}

// like gives weights of the same sizes that are all zero.
func (p *params) like() *params { return newParams(p.sh, len(p.table)/p.sh.Word) }

// randomize sets what learning begins from.
func (p *params) randomize(sh shape, voc *vocabulary, draw *rand.Rand) {
	uniform := func(list []float32, width float64) {
		for i := range list {
			list[i] = float32((2*draw.Float64() - 1) * width)
		}
	}
	glorot := func(list []float32, in, out int) { uniform(list, math.Sqrt(6/float64(in+out))) }
	uniform(p.table, .15)
	for i, key := range voc.keys {
		if voc.bare[key] {
			clear(p.table[(firstRow+i)*sh.Word:][:sh.Word])
		}
	}
	glorot(p.project, sh.Vector, sh.Word)
	glorot(p.in1, window*sh.Word, sh.Hidden)
	glorot(p.in2, 2*sh.Hidden, sh.Hidden)
	glorot(p.out, 2*sh.Hidden, sh.Arc)
	glorot(p.arc, sh.Arc, sh.Arc)
	glorot(p.labelW, sh.Label, relationCount)
	for direction := range 2 {
		for i := range sh.Hidden {
			// Cells that forget soon and cells that remember long.
			keep := 3*float32(i)/float32(sh.Hidden) - .5
			p.bias1[direction*gates1*sh.Hidden+keepGate*sh.Hidden+i] = keep
			p.bias2[direction*gates2*sh.Hidden+keepGate*sh.Hidden+i] = keep
		}
	}
}
