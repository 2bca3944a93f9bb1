package model

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// examples draws rows whose label hangs on two features, with some noise; the
// third says nothing.
func examples(n int) *Rows {
	draw := rand.New(rand.NewPCG(7, 7))
	rows := &Rows{Width: 3}
	for range n {
		x, y, z := draw.Float32(), float32(draw.IntN(5)), draw.Float32()
		right := (x > .5) != (y >= 3)
		if draw.IntN(20) == 0 {
			right = !right
		}
		rows.Add([]float32{x, y, z}, right, 1)
	}
	return rows
}

var plain = Boosting{Trees: 20, Leaves: 6, Rate: .3, L2: 1, MinCurve: .7, RowShare: .8, Columns: 1, Seed: 5}

func TestBoostLearns(t *testing.T) {
	rows := examples(2000)
	trees := Boost(rows, plain)
	wrong := 0
	for i := range rows.Len() {
		if (trees.Answer(rows.Row(i)) > 0) != rows.Right[i] {
			wrong++
		}
	}
	if share := float64(wrong) / float64(rows.Len()); share > .06 {
		t.Errorf("%.3f of the rows wrong; a twentieth cannot be learnt", share)
	}
}

func TestBoostDeterministic(t *testing.T) {
	a, b := Boost(examples(500), plain), Boost(examples(500), plain)
	if !bytes.Equal(a.Append(nil), b.Append(nil)) {
		t.Error("the same rows gave other trees")
	}
}

// One split of one tree is the one that trying all of them finds.
func TestFirstSplitIsBest(t *testing.T) {
	for seed := range uint64(30) {
		draw := rand.New(rand.NewPCG(seed, 3))
		rows := &Rows{Width: 2}
		for range 40 { // fewer values than bins: every edge is tried
			rows.Add([]float32{float32(draw.IntN(20)), float32(draw.IntN(20))}, draw.IntN(3) == 0, 1+draw.Float32())
		}
		o := Boosting{Trees: 1, Leaves: 2, Rate: 1, L2: 1.5, MinCurve: .8, RowShare: 1.1, Columns: 1}
		trees := Boost(rows, o)
		gain, feature, edge := bruteForce(rows, o)
		root := trees.nodes[0]
		if gain < 1e-6 {
			if root.feature >= 0 {
				t.Errorf("seed %d: split where nothing is won", seed)
			}
			continue
		}
		if math.Abs(gainOf(rows, o, int(root.feature), root.edge)-gain) > 1e-6 {
			t.Errorf("seed %d: split at %d %v, want %d %v", seed, root.feature, root.edge, feature, edge)
		}
	}
}

func bruteForce(rows *Rows, o Boosting) (best float64, feature int, edge float32) {
	for f := range rows.Width {
		for i := range rows.Len() {
			if gain := gainOf(rows, o, f, rows.Row(i)[f]); gain > best {
				best, feature, edge = gain, f, rows.Row(i)[f]
			}
		}
	}
	return best, feature, edge
}

func gainOf(rows *Rows, o Boosting, f int, edge float32) float64 {
	p := Probability(newGrower(rows, o).prior())
	type derivatives struct{ slope, curve float64 }
	var left, right derivatives
	for i := range rows.Len() {
		w := float64(rows.Weights[i])
		side := &right
		if rows.Row(i)[f] < edge {
			side = &left
		}
		side.slope += w * p
		side.curve += w * p * (1 - p)
		if rows.Right[i] {
			side.slope -= w
		}
	}
	if left.curve < o.MinCurve || right.curve < o.MinCurve {
		return 0
	}
	worth := func(slope, curve float64) float64 { return slope * slope / (curve + o.L2) }
	return worth(left.slope, left.curve) + worth(right.slope, right.curve) - worth(left.slope+right.slope, left.curve+right.curve)
}

func TestExplainAddsUp(t *testing.T) {
	rows := examples(501)
	trees := Boost(rows, plain)
	batch := trees.Batch()
	for first := 0; first < rows.Len(); {
		n := 0
		for ; first+n < rows.Len() && !batch.Full(); n++ {
			batch.Add(rows.Row(first + n))
		}
		for i, w := range batch.Walk(math.MinInt32) {
			parts := make([]int32, 2)
			common := trees.Explain(w.Leaves, []uint8{0, 1, 1}, parts)
			if want := trees.Answer(rows.Row(first + i)); w.Sum != want || common+parts[0]+parts[1] != want {
				t.Fatalf("row %d: %+v, parts %v and %d, answer %d", first+i, w, parts, common, want)
			}
		}
		first += n
	}
}

// Rows that fall below the floor are left there, and no others.
func TestWalkSettles(t *testing.T) {
	rows := examples(501)
	trees := Boost(rows, plain)
	const floor = -Unit / 2
	settled := 0
	batch := trees.Batch()
	for i := range rows.Len() {
		batch.Add(rows.Row(i))
		got := batch.Walk(floor)[0].Sum
		switch want := trees.Answer(rows.Row(i)); {
		case got == want:
		case got >= floor:
			t.Fatalf("row %d: %d, answer %d", i, got, want)
		default:
			settled++
		}
	}
	if settled == 0 {
		t.Error("no row was settled")
	}
}

// The kernel gives what the plain path does, of values that are no numbers too,
// and of trees that are one leaf.
func TestKernel(t *testing.T) {
	rows := examples(400)
	for _, trees := range []*Trees{Boost(rows, plain), {features: 3, roots: []int32{0, 1}, nodes: []node{{value: 3, feature: -1}, {value: 4, feature: -1}}}} {
		trees.lay()
		b := trees.Batch()
		for i := range lanes {
			b.Add(rows.Row(i))
		}
		for i, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1)} {
			b.columns[7*i] = float32(odd)
			b.columns[lanes+11*i] = float32(odd)
		}
		n := min(len(trees.roots), settleEvery)
		plain := make([]uint32, n*lanes)
		trees.layout.askPlain(0, n, b.columns, plain)
		trees.layout.ask(0, n, b.columns, b.masks[:])
		if !slices.Equal(plain, b.masks[:n*lanes]) {
			t.Errorf("%x, want %x", b.masks[:n*lanes], plain)
		}
	}
}

func TestSerialForm(t *testing.T) {
	trees := Boost(examples(500), plain)
	b := trees.Append(nil)
	again, rest, err := DecodeTrees(append(b, 'x'))
	if err != nil || string(rest) != "x" || !bytes.Equal(again.Append(nil), b) {
		t.Fatalf("trees: %v, %d bytes left", err, len(rest))
	}
	l := Regress([]Example{{[]uint32{1, 2}, true, 1}, {[]uint32{2, 3}, false, 1}}, Regression{Bits: 4, Epochs: 9, Rate: .5})
	b = l.Append(nil)
	other, rest, err := DecodeLinear(append(b, 'x'))
	if err != nil || string(rest) != "x" || !bytes.Equal(other.Append(nil), b) {
		t.Fatalf("linear: %v, %d bytes left", err, len(rest))
	}
}

func TestRegressLearns(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 1))
	var list []Example
	for range 3000 {
		e := Example{Weight: 1}
		for f := range uint32(6) {
			if draw.IntN(2) == 0 {
				e.Features = append(e.Features, f*1000003)
			}
		}
		e.Right = len(e.Features) > 0 && e.Features[0] == 0
		list = append(list, e)
	}
	l := Regress(list, Regression{Bits: 12, Epochs: 5, Rate: .2, L2: 1e-6, Seed: 1})
	for i, e := range list {
		if (l.Answer(e.Features) > 0) != e.Right {
			t.Fatalf("row %d: %v, answer %d", i, e, l.Answer(e.Features))
		}
	}
}

func TestOdds(t *testing.T) {
	for _, p := range []float64{.001, .1, .45, .5, .99} {
		if got := Probability(Odds(p)); math.Abs(got-p) > .001 {
			t.Errorf("%v came back as %v", p, got)
		}
	}
}

// Whatever is read, reading ends, and what was read answers.
func FuzzDecode(f *testing.F) {
	f.Add(Boost(examples(100), plain).Append(nil))
	f.Add(Regress([]Example{{[]uint32{1}, true, 1}}, Regression{Bits: 3, Epochs: 1, Rate: 1}).Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		if trees, _, err := DecodeTrees(b); err == nil {
			trees.Answer(make([]float32, trees.Features()))
		}
		if l, _, err := DecodeLinear(b); err == nil {
			l.Answer([]uint32{1, 1 << 20})
		}
	})
}
