// Package learn learns the net of package neural from annotated sentences: see
// there for what it is made of. The slopes are worked out by hand, and checked
// against differences in a test. It computes in single precision and in one
// thread, so that the same sentences give the same net on one kind of machine.
package learn

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// Options say how a net is learnt. The zero value is what is advised.
type Options struct {
	Sizes  Sizes
	Epochs int
	Rate   float64
	Seed   uint64
	Log    io.Writer  // takes a line each epoch; nil: none
	Check  []Sentence // what the lines tell figures of
}

// defaults are the options where there are none.
var defaults = Options{Sizes: Sizes{Word: 96, Vector: 64, Hidden: 64, Arc: 64, Label: 64}, Epochs: 40, Rate: 3e-3}

// How a net is learnt otherwise.
const (
	batchWords = 600
	lastRate   = .02 // of the rate, to which it falls in a straight line
	dropWord   = .2
	dropLayer  = .25
	dropRead   = 0
)

// Net is a net in single precision, as it is learnt.
type Net struct {
	sh      shape
	voc     *vocabulary
	vectors *Vectors
	params  *params
}

// Learn learns a net from sentences and from word vectors learnt before.
func Learn(sentences []Sentence, v *Vectors, o Options) *Net {
	o.Sizes = cmp.Or(o.Sizes, defaults.Sizes)
	o.Epochs, o.Rate = cmp.Or(o.Epochs, defaults.Epochs), cmp.Or(o.Rate, defaults.Rate)
	draw := rand.New(rand.NewPCG(o.Seed, 1))
	n := &Net{voc: newVocabulary(sentences, v), vectors: v}
	n.sh = newShape(o.Sizes, n.voc)
	n.params = newParams(n.sh, firstRow+len(n.voc.keys))
	n.params.randomize(n.sh, n.voc, draw)
	n.descend(n.examples(sentences), o, draw)
	return n
}

// examples looks sentences up. Those that are too long are left out.
func (n *Net) examples(sentences []Sentence) []*example {
	entries := map[string]entry{}
	var list []*example
	for _, s := range sentences {
		if len(s) == 0 || len(s) > longest {
			continue
		}
		e := &example{words: s}
		for _, w := range s {
			found, ok := entries[w.Form]
			if !ok {
				found = n.voc.entry(w.Form)
				entries[w.Form] = found
			}
			e.entries = append(e.entries, found)
			at, _ := slices.BinarySearch(n.voc.xpos, w.XPOS)
			e.xpos = append(e.xpos, min(at, len(n.voc.xpos)-1))
			at, ok = slices.BinarySearch(n.voc.morph, w.Features)
			if !ok {
				at = -1
			}
			e.morph = append(e.morph, at)
		}
		list = append(list, e)
	}
	return list
}

// descend goes through the examples again and again.
func (n *Net) descend(examples []*example, o Options, draw *rand.Rand) {
	b := newBatch(n.sh, batchWords)
	a := newAdam(n.sh, n.params)
	mean := newAverage(n.params)
	words := 0
	for _, e := range examples {
		words += len(e.words)
	}
	total, done := float64(words*o.Epochs), 0.0
	for epoch := range o.Epochs {
		draw.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		var sum losses
		for part := range batches(examples) {
			b.fill(part, draw)
			n.params.forward(b, n.vectors, drops{dropWord, dropLayer, dropRead}, draw)
			l := n.params.backward(b, a.slopes)
			sum = losses{sum.head + l.head, sum.label + l.label, sum.upos + l.upos, sum.xpos + l.xpos, sum.morph + l.morph}
			a.step(b, o.Rate*(1-(1-lastRate)*done/total))
			done += float64(b.words)
			mean.add(n.params, a.steps, done/total)
		}
		if o.Log != nil {
			w := float32(words)
			fmt.Fprintf(o.Log, "epoch %2d  loss: head %.3f label %.3f upos %.3f xpos %.3f  %v\n",
				epoch+1, sum.head/w, sum.label/w, sum.upos/w, sum.xpos/w, n.check(o.Check))
		}
		if o.Log != nil && epoch > o.Epochs*2/3 {
			was := n.params
			n.params = mean.params(was)
			fmt.Fprintln(o.Log, "   mean", n.check(o.Check))
			n.params = was
		}
	}
	n.params = mean.params(n.params)
}

// batches gives the examples in stretches of some [batchWords] words.
func batches(examples []*example) func(yield func([]*example) bool) {
	return func(yield func([]*example) bool) {
		first, words := 0, 0
		for i, e := range examples {
			if words += len(e.words) + 1; words >= batchWords || i == len(examples)-1 {
				if !yield(examples[first : i+1]) {
					return
				}
				first, words = i+1, 0
			}
		}
	}
}

// figures count what is right of some words.
type figures struct{ words, upos, xpos, morph, heads, labels int }

// String gives them in per cent.
func (f figures) String() string {
	p := func(n int) float64 { return 100 * float64(n) / float64(max(f.words, 1)) }
	return fmt.Sprintf("UPOS %.2f XPOS %.2f features %.2f UAS %.2f LAS %.2f", p(f.upos), p(f.xpos), p(f.morph), p(f.heads), p(f.labels))
}

// check measures the net, each word with its best head, whether or not those
// make a tree.
func (n *Net) check(sentences []Sentence) figures {
	b := newBatch(n.sh, batchWords)
	var f figures
	for part := range batches(n.examples(sentences)) {
		b.fill(part, nil)
		n.params.forward(b, n.vectors, drops{}, nil)
		for s, start := range b.starts {
			n.checkSentence(b, part[s], start, &f)
		}
	}
	return f
}

func (n *Net) checkSentence(b *batch, e *example, start int, f *figures) {
	m := n.params.score(b, start, len(e.words))
	heads := make([]int, len(e.words))
	for i := range heads {
		heads[i] = best(b.scores[i*m:][:len(e.words)+1])
	}
	n.params.relate(b, start, len(e.words), func(i int) int { return heads[i] })
	for i, w := range e.words {
		tags := b.out[(start+1+i)*n.sh.outs+n.sh.tags:]
		relation := best(b.labels[i*n.sh.labels:][:relationCount])
		f.words++
		f.upos += one(best(tags[:uposCount]) == int(w.UPOS))
		f.xpos += one(best(tags[uposCount:][:n.sh.xpos]) == e.xpos[i])
		f.morph += one(n.voc.morph[best(tags[uposCount+n.sh.xpos:][:n.sh.morph])] == w.Features)
		f.heads += one(heads[i] == w.Head)
		f.labels += one(heads[i] == w.Head && universal[relation] == universal[w.Relation])
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// universal gives the relations without their subtypes.
var universal = func() (u [relationCount]doc.Relation) {
	for r := range u {
		u[r] = doc.Relation(r).Universal()
	}
	return u
}()
