// Package neural is a small net that tells, for each word of a sentence, its
// part of speech, its head and how it depends on it.
//
// A word's vector is the sum of what a table holds for its features: its form,
// its first and last letters, its shape ([Keys]). Two layers run over the
// sentence in both directions. Each has cells without a matrix of their own
// from step to step (the gated linear recurrence of Bradbury et al. 2017 and Lei et
// al. 2018), so that the first layer, which sees a window of three words, is a sum of three
// rows that depend on one form each and are kept from word to word. From the
// second layer are read the tags, by a matrix; the head, by comparing what a
// dependent wants with what each word is (Dozat and Manning 2017), and a weight for
// their distance; and the relation, from dependent and head together. Where the
// best heads of all words are no tree, the best tree is taken.
//
// The net answers in whole numbers: weights of 8 bits, vectors of 16, sums of
// 32, and tables for the curves between them. The few steps in floating point
// are single multiplications and sums in one order. So every machine gives
// the same answer, whether or not it has the kernel for the products. Package
// learn learns the weights.
package neural

import (
	"math"

	"github.com/copydesk/copydesk/internal/doc"
)

// What the net is made of, as package learn lays it out.
const (
	window        = 3 // words that the first layer sees
	gates1        = 4 // keep, new, give, skip
	gates2        = 3 // keep, new, give
	uposCount     = int(doc.VERB) + 1
	relationCount = int(doc.Xcomp) + 1
)

// The rows of the table that are no feature's.
const (
	rootRow = iota
	edgeRow
	firstRow
)

// Net is a net that can be asked. It may be used by several at a time.
type Net struct {
	xpos    []string
	morph   []doc.Features
	sets    []TagSet
	rows    map[string]int32 // of the members' tables, by key
	members []*member
	curve   *curves
	forms   *cache
	around  [][]columns // of the root and the edge
}

// member is one net of those that are asked together.
type member struct {
	words     Table
	hidden    int
	arcs      int
	labels    int
	in1       matrix
	unit1     []float32
	bias1     []float32
	in2       matrix
	unit2     layer
	out       matrix
	unitOut   layer
	arc       matrix
	unitArc   layer
	label     matrix
	unitLabel layer
	arcScore  float32 // what a product for an arc is, with scoreBits
	distance  [DistanceClasses]int32
}

// layer says how sums become vectors again.
type layer struct {
	bias []int32   // in units of the sums
	unit []float32 // of a sum, in units of what it becomes
}

// The units of vectors, as powers of two.
const (
	wordBits  = 10 // of words
	sumBits   = 10 // of the sums that gates open by
	cellBits  = 14 // of states, which lie between -1 and 1
	givenBits = 12 // of what a layer gives
	shareBits = 15 // of shares between 0 and 1
)

// ceilingSteps is how many units the highest value of a vector for arcs is: so few
// that a sum of products fits into 32 bits.
const ceilingSteps = 2047

// labelSteps is the same for labels, whose two parts are added in 16 bits.
const labelSteps = 16383

// scoreBits is the unit of scores, as a power of two.
const scoreBits = 16

// New makes a net of weights that [Unpack] gave.
func New(w *Weights) *Net { return newNet(w, kernel) }

func newNet(w *Weights, kernel bool) *Net {
	n := &Net{xpos: w.XPOS, morph: w.Features, sets: w.Tags, rows: make(map[string]int32, len(w.Keys)), curve: newCurves(), forms: newCache()}
	for i, key := range w.Keys {
		n.rows[key] = int32(firstRow + i)
	}
	for i := range w.Members {
		n.members = append(n.members, newMember(&w.Members[i], kernel))
	}
	n.around = n.columnsOf([][]int32{{rootRow}, {edgeRow}})
	return n
}

func newMember(w *Member, kernel bool) *member {
	arcUnit, wantUnit, labelUnit := ceilingSteps/w.Ceiling.Arc, ceilingSteps/w.Ceiling.Want, labelSteps/w.Ceiling.Label
	m := &member{
		words: w.Words, hidden: w.In2.In / 2, arcs: w.Arcs, labels: w.Labels,
		in1: firstMatrix(&w.In1, w.Words.Width, kernel), unit1: scaled(w.In1.Unit, pow2(sumBits-wordBits)), bias1: w.In1.Bias,
		in2: denseMatrix(&w.In2, kernel), out: denseMatrix(&w.Out, kernel), arc: denseMatrix(&w.Arc, kernel), label: denseMatrix(&w.Label, kernel),
		arcScore: pow2(scoreBits) / float32(arcUnit*wantUnit),
	}
	m.unit2 = newLayer(&w.In2, pow2(-givenBits), func(int) float32 { return pow2(sumBits) })
	m.unitOut = newLayer(&w.Out, pow2(-givenBits), func(column int) float32 {
		switch {
		case column < 2*w.Arcs:
			return arcUnit
		case column < 2*(w.Arcs+w.Labels):
			return labelUnit
		}
		return pow2(scoreBits)
	})
	m.unitArc = newLayer(&w.Arc, 1/arcUnit, func(int) float32 { return wantUnit })
	m.unitLabel = newLayer(&w.Label, 1/labelUnit, func(int) float32 { return pow2(scoreBits) })
	for i, x := range w.Distance {
		m.distance[i] = int32(math.Round(float64(x) * (1 << scoreBits)))
	}
	return m
}

func pow2(n int) float32 { return float32(math.Ldexp(1, n)) }

func scaled(list []float32, by float32) []float32 {
	out := make([]float32, len(list))
	for i, x := range list {
		out[i] = x * by
	}
	return out
}

// newLayer gives how the sums of a matrix's products, with vectors whose unit
// is given, become numbers with so many steps to 1.
func newLayer(d *Dense, unit float32, steps func(column int) float32) layer {
	l := layer{make([]int32, up(d.Out, lanes)), make([]float32, up(d.Out, lanes))}
	for j := range d.Out {
		one := float32(d.Unit[j] * unit)
		l.bias[j] = int32(math.Round(float64(d.Bias[j]) / float64(one)))
		l.unit[j] = float32(one * steps(j))
	}
	return l
}

// of gives the sum in column j as a number again.
func (l *layer) of(sum int32, j int) int32 { return int32(float32(sum+l.bias[j]) * l.unit[j]) }

func denseMatrix(d *Dense, kernel bool) matrix {
	m := newMatrix(d.In, d.Out, kernel)
	for i := range d.In {
		for j := range d.Out {
			m.set(i, j, int16(d.Cells[i*d.Out+j]))
		}
	}
	return m
}

// firstMatrix lays the three parts of the first layer's matrix, one for each
// word of the window, side by side.
func firstMatrix(d *Dense, width int, kernel bool) matrix {
	m := newMatrix(width, window*d.Out, kernel)
	for i := range d.In {
		for j := range d.Out {
			m.set(i%width, i/width*d.Out+j, int16(d.Cells[i*d.Out+j]))
		}
	}
	return m
}

// DistanceClasses is how many classes of distance there are between a
// dependent and its head: one for the root, the others for either side.
const DistanceClasses = 1 + 2*distanceSteps

const distanceSteps = 14

// DistanceClass gives the class for a dependent and a head at places in their
// sentence, the root at 0.
func DistanceClass(dependent, head int) int {
	if head == 0 {
		return 0
	}
	d, side := head-dependent, 1
	if d < 0 {
		d, side = -d, 1+distanceSteps
	}
	switch {
	case d <= 8:
		d--
	case d <= 10:
		d = 8
	case d <= 13:
		d = 9
	case d <= 17:
		d = 10
	case d <= 23:
		d = 11
	case d <= 31:
		d = 12
	default:
		d = 13
	}
	return side + d
}
