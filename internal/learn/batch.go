package learn

import (
	"math/rand/v2"
)

// example is a sentence as the net reads it.
type example struct {
	entries []entry
	words   Sentence
	xpos    []int
	morph   []int // -1: a set that is too rare to be learnt
}

// batch holds what a net computes for some sentences. Their words lie behind
// one another, before each sentence an edge and the root, behind the last an
// edge, so that row i's window is the rows i-1 to i+1.
type batch struct {
	sh       shape
	examples []*example
	starts   []int // row of each sentence's root
	n        int   // rows, filled up to a multiple of [rows]
	words    int

	features [][]int32 // rows of the table that a row is the sum of
	vectors  [][]int32 // word vectors that a row is the sum of

	word       []float32 // with a row before the first and one behind the last
	dWord      []float32
	keepWord   []float32 // 0 where a number was dropped
	text       []float32 // word vectors
	gate1      []float32
	hidden1    []float32
	given1     []float32 // dropped out
	keep1      []float32
	gate2      []float32
	hidden2    []float32
	given2     []float32
	keep2      []float32
	keepOut    []float32
	out        []float32
	arc        []float32 // what each word's head should be
	dGiven     []float32
	dOut       []float32
	dArc       []float32
	scores     []float32 // of one sentence: dependents by heads
	heads      []float32 // of one sentence, transposed
	relu       []float32 // of one sentence, for labels
	dRelu      []float32
	labels     []float32
	transposed []float32
	state      []float32
}

// longest is how many words the longest sentence may have.
const longest = 400

func newBatch(sh shape, most int) *batch {
	n := up(most+longest+2, rows) + rows
	f := func(n int) []float32 { return make([]float32, n) }
	m := up(longest+1+rows, lanes)
	return &batch{
		sh:       sh,
		features: make([][]int32, n), vectors: make([][]int32, n),
		word: f((n + 2) * sh.Word), dWord: f((n + 2) * sh.Word), keepWord: f(n * sh.Word), text: f(n * sh.Vector),
		gate1: f(n * sh.gate1), hidden1: f(n * 2 * sh.Hidden), given1: f(n * 2 * sh.Hidden), keep1: f(n * 2 * sh.Hidden),
		gate2: f(n * sh.gate2), hidden2: f(n * 2 * sh.Hidden), given2: f(n * 2 * sh.Hidden), keep2: f(n * 2 * sh.Hidden),
		out: f(n * sh.outs), arc: f(n * sh.Arc), keepOut: f(n * sh.tags), dGiven: f(n * 2 * sh.Hidden), dOut: f(n * sh.outs), dArc: f(n * sh.Arc),
		scores: f(m * m), heads: f(m * sh.Arc), relu: f(m * sh.Label), dRelu: f(m * sh.Label), labels: f(m * sh.labels),
		transposed: f(max(window*sh.Word*sh.gate1, 2*sh.Hidden*max(sh.gate2, sh.outs), sh.Vector*sh.Word)),
		state:      f(2 * sh.Hidden),
	}
}

// hideVector is how often a word's vector is hidden in learning, so that words
// without one are known.
const hideVector = .05

// fill lays out the sentences; draw hides some words, and is nil where nothing
// is learnt.
func (b *batch) fill(examples []*example, draw *rand.Rand) {
	b.examples, b.starts, b.words = examples, b.starts[:0], 0
	at := 0
	put := func(features, vectors []int32) {
		b.features[at], b.vectors[at] = features, vectors
		at++
	}
	put(edgeFeatures, nil)
	for _, e := range examples {
		b.starts = append(b.starts, at)
		b.words += len(e.words)
		put(rootFeatures, nil)
		for i := range e.entries {
			w := &e.entries[i]
			features, vectors := w.rows, w.vectors
			if draw != nil && draw.Float32() < w.drop {
				features, vectors = features[w.words:], vectors[w.wordVectors:]
			} else if draw != nil && draw.Float32() < hideVector {
				vectors = vectors[w.wordVectors:]
			}
			put(features, vectors)
		}
		put(edgeFeatures, nil)
	}
	for at%rows != 0 {
		put(edgeFeatures, nil)
	}
	b.n = at
}

var (
	rootFeatures = []int32{rootRow}
	edgeFeatures = []int32{edgeRow}
)
