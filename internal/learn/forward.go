package learn

import (
	"math/rand/v2"

	"github.com/copydesk/copydesk/internal/neural"
)

// drops says how often numbers are set to 0 in learning (Srivastava et al.
// 2014): those of words, those that a
// layer gives, and those that arcs and labels are told from.
type drops struct{ word, layer, read float64 }

// forward computes what the net says of a batch, up to out and arc. Without
// draw nothing is dropped.
func (p *params) forward(b *batch, v *Vectors, d drops, draw *rand.Rand) {
	sh := b.sh
	p.embed(b, v)
	dropOut(b.word[sh.Word:(b.n+1)*sh.Word], b.keepWord, d.word, draw)

	spread(b.gate1, p.bias1, b.n)
	product(matrix{b.gate1, sh.gate1, 1}, matrix{b.word, sh.Word, 1}, matrix{p.in1, sh.gate1, 1}, b.n, sh.gate1, window*sh.Word, true)
	squash(b.gate1[:b.n*sh.gate1], sh.Hidden, gates1)
	b.recur(b.gate1, sh.gate1, gates1, b.hidden1, b.given1, nil)
	dropOut(b.given1[:b.n*2*sh.Hidden], b.keep1, d.layer, draw)

	spread(b.gate2, p.bias2, b.n)
	product(matrix{b.gate2, sh.gate2, 1}, matrix{b.given1, 2 * sh.Hidden, 1}, matrix{p.in2, sh.gate2, 1}, b.n, sh.gate2, 2*sh.Hidden, true)
	squash(b.gate2[:b.n*sh.gate2], sh.Hidden, gates2)
	b.recur(b.gate2, sh.gate2, gates2, b.hidden2, b.given2, b.given1)
	dropOut(b.given2[:b.n*2*sh.Hidden], b.keep2, d.layer, draw)

	spread(b.out, p.biasO, b.n)
	product(matrix{b.out, sh.outs, 1}, matrix{b.given2, 2 * sh.Hidden, 1}, matrix{p.out, sh.outs, 1}, b.n, sh.outs, 2*sh.Hidden, true)
	for i := range b.n {
		relu(b.out[i*sh.outs : i*sh.outs+2*sh.Arc])
		dropOut(b.out[i*sh.outs:i*sh.outs+sh.tags], b.keepOut[i*sh.tags:], d.read, draw)
	}
	spread(b.arc, p.biasA, b.n)
	product(matrix{b.arc, sh.Arc, 1}, matrix{b.out, sh.outs, 1}, matrix{p.arc, sh.Arc, 1}, b.n, sh.Arc, sh.Arc, true)
}

// embed adds up the words' vectors.
func (p *params) embed(b *batch, v *Vectors) {
	sh := b.sh
	clear(b.text[:b.n*sh.Vector])
	for i := range b.n {
		x := b.word[(i+1)*sh.Word : (i+2)*sh.Word]
		clear(x)
		for _, f := range b.features[i] {
			for k, y := range p.table[int(f)*sh.Word:][:len(x)] {
				x[k] += y
			}
		}
		for _, at := range b.vectors[i] {
			add(b.text[i*sh.Vector:][:sh.Vector], v.row(at))
		}
	}
	clear(b.word[:sh.Word])
	clear(b.word[(b.n+1)*sh.Word:][:sh.Word])
	product(matrix{b.word[sh.Word:], sh.Word, 1}, matrix{b.text, sh.Vector, 1}, matrix{p.project, sh.Word, 1}, b.n, sh.Word, sh.Vector, true)
}

// spread sets n rows to the bias.
func spread(to, bias []float32, n int) {
	for i := range n {
		copy(to[i*len(bias):], bias)
	}
}

// dropOut sets some numbers to 0 and the others higher, so that the mean stays,
// and keeps by what each was multiplied.
func dropOut(list, keep []float32, rate float64, draw *rand.Rand) {
	if draw == nil {
		for i := range list {
			keep[i] = 1
		}
		return
	}
	const fine = 256
	limit := uint64(rate * fine)
	scale := float32(fine / float64(fine-limit))
	bits := uint64(0)
	for i := range list {
		if i%8 == 0 {
			bits = draw.Uint64()
		}
		k := scale
		if bits%fine < limit {
			k = 0
		}
		bits /= fine
		keep[i] = k
		list[i] *= k
	}
}

// squash turns the sums of gates into what they let through.
func squash(g []float32, hidden, gates int) {
	for at := 0; at < len(g); at += gates * hidden {
		one := g[at : at+gates*hidden]
		bend(one[keepGate*hidden:][:hidden], 1, 1, 0)
		bend(one[newGate*hidden:][:hidden], 2, 2, -1)
		bend(one[giveGate*hidden:][:hidden], 1, 1, 0)
	}
}

func relu(list []float32) {
	for i, x := range list {
		list[i] = max(x, 0)
	}
}

// recur runs over each sentence forwards and backwards. What is given where the
// gate is shut is the skip gate, or the input where there is one.
func (b *batch) recur(gate []float32, width, gates int, hidden, given, input []float32) {
	h := b.sh.Hidden
	zero := b.state[:h]
	for s, start := range b.starts {
		n := len(b.examples[s].words) + 1
		for direction := range 2 {
			before := zero
			for i := range n {
				row := start + i
				if direction == 1 {
					row = start + n - 1 - i
				}
				g := gate[row*width+direction*gates*h:][:gates*h]
				at := row*2*h + direction*h
				skip := g[len(g)-h:]
				if input != nil {
					skip = input[at : at+h]
				}
				now := hidden[at : at+h]
				cell(now, given[at:at+h], before, g, skip)
				before = now
			}
		}
	}
}

// cell is one step of a layer.
func cell(now, given, before, g, skip []float32) {
	h := len(now)
	keep, fresh, give := g[:h], g[h:2*h], g[2*h:3*h]
	before, skip, given = before[:h], skip[:h], given[:h]
	for i := range now {
		x := keep[i]*before[i] + (1-keep[i])*fresh[i]
		now[i] = x
		given[i] = give[i]*x + (1-give[i])*skip[i]
	}
}

// score fills in the scores of the heads of a sentence's words, at which begin
// at row start: a row of m columns for each word, the root at 0.
func (p *params) score(b *batch, start, n int) (m int) {
	sh := b.sh
	m = up(n+1, lanes)
	for j := range n + 1 {
		for k, x := range b.out[(start+j)*sh.outs+sh.arcHead:][:sh.Arc] {
			b.heads[k*m+j] = x
		}
	}
	for k := range sh.Arc {
		clear(b.heads[k*m+n+1 : (k+1)*m])
	}
	product(matrix{b.scores, m, 1}, matrix{b.arc[(start+1)*sh.Arc:], sh.Arc, 1}, matrix{b.heads, m, 1}, up(n, rows), m, sh.Arc, false)
	for i := range n {
		row := b.scores[i*m:][:n+1]
		for j := range row {
			row[j] += p.distance[neural.DistanceClass(i+1, j)]
		}
		row[i+1] = never
	}
	return m
}

// never is the score of a word as its own head.
const never = -1e4

// relate fills in the scores of the relations of a sentence's words to the
// heads that are given.
func (p *params) relate(b *batch, start, n int, head func(i int) int) {
	sh := b.sh
	for i := range n {
		dependent := b.out[(start+1+i)*sh.outs+sh.labDep:][:sh.Label]
		above := b.out[(start+head(i))*sh.outs+sh.labHead:][:sh.Label]
		r := b.relu[i*sh.Label:][:sh.Label]
		for k := range r {
			r[k] = max(dependent[k]+above[k], 0)
		}
	}
	clear(b.relu[n*sh.Label : up(n, rows)*sh.Label])
	spread(b.labels, p.biasL, up(n, rows))
	product(matrix{b.labels, sh.labels, 1}, matrix{b.relu, sh.Label, 1}, matrix{p.labelW, sh.labels, 1}, up(n, rows), sh.labels, sh.Label, true)
}
