package neural

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/copydesk/copydesk/internal/doc"
)

// Weights are what a net is made of: whole numbers of eight bits and what their
// unit is, as learnt by package learn.
type Weights struct {
	Keys     []string       // the features that are known, in order; see [Keys]
	XPOS     []string       // the finer tags, in order
	Features []doc.Features // the sets of morphological features, in order
	Tags     []TagSet       // which of those go together
	Members  []Member       // what they say is added up
}

// TagSet is a part of speech with a finer tag and features that go with it.
type TagSet struct {
	UPOS           doc.UPOS
	XPOS, Features int // places in the lists of both
}

// Member is one net of those that are asked together.
type Member struct {
	// Words has a row for each feature behind two for what stands around a
	// sentence: the root before it, and the edges.
	Words Table

	In1, In2 Dense // of either layer, from both directions' gates
	Out      Dense // from the second layer: arcs' dependents and heads, labels' dependents and heads, UPOS, XPOS, features
	Arc      Dense // from a dependent to what its head should be
	Label    Dense // from a dependent and a head to the relation

	Distance []float32 // what a class of distance adds to a head's score
	Arcs     int       // columns of Out that are arcs' dependents, and as many that are heads
	Labels   int       // the same for labels
	Ceiling  Ceiling
}

// Ceiling holds the highest numbers that occurred in text that the net was
// learnt from. What goes beyond is cut.
type Ceiling struct {
	Arc   float32 // of arcs' dependents and heads
	Want  float32 // of what a head should be
	Label float32 // of labels' dependents and heads
}

// Table is a matrix with a unit for each row.
type Table struct {
	Width int
	Unit  []float32 // by row
	Cells []int8    // row by row
}

// Dense is a matrix that vectors are multiplied by, with a unit for each
// column, and what is added behind.
type Dense struct {
	In, Out int
	Unit    []float32 // by column
	Bias    []float32 // by column
	Cells   []int8    // row by row: a row for each input
}

// NewTable gives the table nearest to numbers in rows of the width.
func NewTable(numbers []float32, width int) Table {
	t := Table{Width: width, Cells: make([]int8, len(numbers))}
	for at := 0; at < len(numbers); at += width {
		row := numbers[at : at+width]
		unit := unitOf(row, 1)
		t.Unit = append(t.Unit, unit)
		for i, x := range row {
			t.Cells[at+i] = cellOf(x, unit)
		}
	}
	return t
}

// NewDense gives the matrix nearest to numbers, which stand row by row.
func NewDense(numbers, bias []float32, in int) Dense {
	out := len(numbers) / in
	d := Dense{In: in, Out: out, Bias: bias, Cells: make([]int8, len(numbers))}
	for j := range out {
		unit := unitOf(numbers[j:], out)
		d.Unit = append(d.Unit, unit)
		for at := j; at < len(numbers); at += out {
			d.Cells[at] = cellOf(numbers[at], unit)
		}
	}
	return d
}

// unitOf gives the unit for every step-th of the numbers.
func unitOf(numbers []float32, step int) float32 {
	high := float32(0)
	for i := 0; i < len(numbers); i += step {
		high = max(high, numbers[i], -numbers[i])
	}
	if high == 0 {
		return 1
	}
	return high / math.MaxInt8
}

func cellOf(x, unit float32) int8 {
	return int8(math.Round(float64(min(max(x/unit, -math.MaxInt8), math.MaxInt8))))
}

// ErrDamaged is given for bytes that are no weights.
var ErrDamaged = errors.New("neural: the weights are damaged")

// Pack gives the serial form of w. It is not compressed: that would save 6 % and
// take nine tenths of the time of loading.
func (w *Weights) Pack() []byte {
	var b []byte
	b = appendStrings(b, w.Keys)
	b = appendStrings(b, w.XPOS)
	b = binary.AppendUvarint(b, uint64(len(w.Features)))
	for _, f := range w.Features {
		b = binary.AppendUvarint(b, uint64(f))
	}
	b = binary.AppendUvarint(b, uint64(len(w.Tags)))
	for _, t := range w.Tags {
		b = binary.AppendUvarint(b, uint64(t.UPOS))
		b = binary.AppendUvarint(b, uint64(t.XPOS))
		b = binary.AppendUvarint(b, uint64(t.Features))
	}
	b = binary.AppendUvarint(b, uint64(len(w.Members)))
	for i := range w.Members {
		b = w.Members[i].append(b)
	}
	return b
}

func (m *Member) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(m.Words.Width))
	b = appendFloats(b, m.Words.Unit)
	b = appendCells(b, m.Words.Cells)
	for _, d := range m.denses() {
		b = binary.AppendUvarint(b, uint64(d.In))
		b = appendFloats(b, d.Unit)
		b = appendFloats(b, d.Bias)
		b = appendCells(b, d.Cells)
	}
	b = appendFloats(b, m.Distance)
	return appendFloats(b, []float32{float32(m.Arcs), float32(m.Labels), m.Ceiling.Arc, m.Ceiling.Want, m.Ceiling.Label})
}

func (m *Member) denses() []*Dense { return []*Dense{&m.In1, &m.In2, &m.Out, &m.Arc, &m.Label} }

// Unpack reads the serial form. The error is [ErrDamaged].
func Unpack(packed []byte) (*Weights, error) {
	d := &decoder{rest: packed}
	w := &Weights{Keys: d.strings(), XPOS: d.strings(), Features: d.features()}
	for n := d.uint(); n > 0 && !d.bad; n-- {
		t := TagSet{UPOS: doc.UPOS(d.uint()), XPOS: int(d.uint()), Features: int(d.uint())}
		d.bad = d.bad || int(t.UPOS) >= uposCount || t.XPOS < 0 || t.XPOS >= len(w.XPOS) || t.Features < 0 || t.Features >= len(w.Features)
		w.Tags = append(w.Tags, t)
	}
	for n := d.uint(); n > 0 && !d.bad; n-- {
		m := d.member()
		d.bad = d.bad || !m.fits(w)
		w.Members = append(w.Members, m)
	}
	if d.bad || len(d.rest) > 0 || len(w.Members) == 0 || len(w.Tags) == 0 {
		return nil, ErrDamaged
	}
	return w, nil
}

func (d *decoder) member() (m Member) {
	m.Words = Table{Width: int(d.uint()), Unit: d.floats(), Cells: d.cells()}
	for _, p := range m.denses() {
		*p = Dense{In: int(d.uint()), Unit: d.floats(), Bias: d.floats(), Cells: d.cells()}
		p.Out = len(p.Unit)
		d.bad = d.bad || len(p.Bias) != p.Out || len(p.Cells) != p.In*p.Out
	}
	m.Distance = d.floats()
	rest := d.floats()
	if len(rest) != 5 {
		d.bad = true
		return m
	}
	m.Arcs, m.Labels, m.Ceiling = int(rest[0]), int(rest[1]), Ceiling{rest[2], rest[3], rest[4]}
	return m
}

// fits reports whether all sizes go together.
func (m *Member) fits(w *Weights) bool {
	hidden := m.In2.In / 2
	return len(m.Words.Unit) == firstRow+len(w.Keys) && len(m.Words.Cells) == len(m.Words.Unit)*m.Words.Width && m.Words.Width%2 == 0 &&
		m.In1.In == window*m.Words.Width && m.In1.Out == 2*gates1*hidden && m.In2.Out == 2*gates2*hidden && hidden%8 == 0 &&
		m.Out.In == m.In2.In && m.Out.Out >= 2*(m.Arcs+m.Labels)+uposCount+len(w.XPOS)+len(w.Features) && m.Arc.In == m.Arcs && m.Arc.Out == m.Arcs &&
		m.Label.In == m.Labels && m.Label.Out >= relationCount && len(m.Distance) == DistanceClasses && m.Arcs%2 == 0 && m.Labels%2 == 0
}

func appendStrings(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

func appendFloats(b []byte, list []float32) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, x := range list {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

func appendCells(b []byte, list []int8) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, x := range list {
		b = append(b, byte(x))
	}
	return b
}

// decoder reads a serial form. Once it meets what cannot be it is bad and gives
// zeros.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

// take gives the next n parts of so many bytes.
func (d *decoder) take(n uint64, size int) []byte {
	if d.bad || n > uint64(len(d.rest)/size) {
		d.bad = true
		return nil
	}
	part := d.rest[:int(n)*size]
	d.rest = d.rest[len(part):]
	return part
}

func (d *decoder) strings() []string {
	n := d.uint()
	var list []string
	for ; n > 0 && !d.bad; n-- {
		list = append(list, string(d.take(d.uint(), 1)))
	}
	return list
}

func (d *decoder) features() []doc.Features {
	n := d.uint()
	var list []doc.Features
	for ; n > 0 && !d.bad; n-- {
		list = append(list, doc.Features(d.uint()))
	}
	return list
}

func (d *decoder) floats() []float32 {
	part := d.take(d.uint(), 4)
	list := make([]float32, len(part)/4)
	for i := range list {
		list[i] = math.Float32frombits(binary.LittleEndian.Uint32(part[4*i:]))
	}
	return list
}

func (d *decoder) cells() []int8 {
	part := d.take(d.uint(), 1)
	list := make([]int8, len(part))
	for i, x := range part {
		list[i] = int8(x)
	}
	return list
}
