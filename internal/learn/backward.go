package learn

import "github.com/copydesk/copydesk/internal/neural"

// losses are the summed losses of a batch.
type losses struct{ head, label, upos, xpos, morph float32 }

// What the losses of the finer tags and of the features count beside the
// others.
const (
	xposShare  = .5
	morphShare = .25
)

// backward adds to slopes those of the mean loss over the words of a batch that
// went forward, and gives the summed losses. In slopes.table only the rows of
// the batch's features are touched.
func (p *params) backward(b *batch, slopes *params) losses {
	sh := b.sh
	clear(b.dOut[:b.n*sh.outs])
	clear(b.dArc[:b.n*sh.Arc])
	scale := 1 / float32(max(b.words, 1))
	var sum losses
	for s, start := range b.starts {
		e := b.examples[s]
		tagLoss(b, e, start, scale, &sum)
		sum.head += p.headLoss(b, e, start, scale, slopes)
		sum.label += p.labelLoss(b, e, start, scale, slopes)
	}
	p.backOut(b, slopes)
	b.backRecur(b.gate2, sh.gate2, gates2, b.hidden2, b.given1, true)
	p.backLayer(b, slopes)
	b.backRecur(b.gate1, sh.gate1, gates1, b.hidden1, nil, false)
	p.backWords(b, slopes)
	return sum
}

// tagLoss does the tags and features of a sentence.
func tagLoss(b *batch, e *example, start int, scale float32, sum *losses) {
	sh := b.sh
	one := func(at, n, right int, share float32) float32 {
		d := b.dOut[at:][:n]
		copy(d, b.out[at:])
		return softmax(d, right, share*scale)
	}
	for i := range e.words {
		at := (start+1+i)*sh.outs + sh.tags
		sum.upos += one(at, uposCount, int(e.words[i].UPOS), 1)
		sum.xpos += one(at+uposCount, sh.xpos, e.xpos[i], xposShare)
		if e.morph[i] >= 0 {
			sum.morph += one(at+uposCount+sh.xpos, sh.morph, e.morph[i], morphShare)
		}
	}
}

func (p *params) headLoss(b *batch, e *example, start int, scale float32, slopes *params) (sum float32) {
	sh := b.sh
	n := len(e.words)
	m := p.score(b, start, n)
	for i := range n {
		row := b.scores[i*m:][:m]
		sum += softmax(row[:n+1], e.words[i].Head, scale)
		clear(row[n+1:])
		for j, d := range row[:n+1] {
			slopes.distance[neural.DistanceClass(i+1, j)] += d
		}
	}
	clear(b.scores[n*m : up(n, rows)*m])
	// Rows of the sentence behind are not written to: what is added there is 0.
	product(matrix{b.dArc[(start+1)*sh.Arc:], sh.Arc, 1}, matrix{b.scores, m, 1}, matrix{b.out[start*sh.outs+sh.arcHead:], sh.outs, 1},
		up(n, rows), sh.Arc, n+1, true)
	product(matrix{b.dOut[start*sh.outs+sh.arcHead:], sh.outs, 1}, matrix{b.scores, 1, m}, matrix{b.arc[(start+1)*sh.Arc:], sh.Arc, 1},
		up(n+1, rows), sh.Arc, n, true)
	return sum
}

func (p *params) labelLoss(b *batch, e *example, start int, scale float32, slopes *params) (sum float32) {
	sh := b.sh
	n := len(e.words)
	p.relate(b, start, n, func(i int) int { return e.words[i].Head })
	for i := range n {
		row := b.labels[i*sh.labels:][:sh.labels]
		sum += softmax(row[:relationCount], int(e.words[i].Relation), scale)
		clear(row[relationCount:])
		add(slopes.biasL, row)
	}
	clear(b.labels[n*sh.labels : up(n, rows)*sh.labels])
	m := up(n, rows)
	product(matrix{slopes.labelW, sh.labels, 1}, matrix{b.relu, 1, sh.Label}, matrix{b.labels, sh.labels, 1}, sh.Label, sh.labels, n, true)
	transpose(b.transposed, p.labelW, sh.Label, sh.labels)
	product(matrix{b.dRelu, sh.Label, 1}, matrix{b.labels, sh.labels, 1}, matrix{b.transposed, sh.Label, 1}, m, sh.Label, sh.labels, false)
	for i := range n {
		d, r := b.dRelu[i*sh.Label:][:sh.Label], b.relu[i*sh.Label:]
		for k := range d {
			if r[k] <= 0 {
				d[k] = 0
			}
		}
		add(b.dOut[(start+1+i)*sh.outs+sh.labDep:][:sh.Label], d)
		add(b.dOut[(start+e.words[i].Head)*sh.outs+sh.labHead:][:sh.Label], d)
	}
	return sum
}

func add(to, list []float32) {
	for i := range to {
		to[i] += list[i]
	}
}

// addRows adds n rows up.
func addRows(to, list []float32, n int) {
	for i := range n {
		add(to, list[i*len(to):])
	}
}

// backOut goes from the slopes of dOut and dArc to those of what the second
// layer gives, in dGiven.
func (p *params) backOut(b *batch, slopes *params) {
	sh, h := b.sh, 2*b.sh.Hidden
	addRows(slopes.biasA, b.dArc, b.n)
	product(matrix{slopes.arc, sh.Arc, 1}, matrix{b.out, 1, sh.outs}, matrix{b.dArc, sh.Arc, 1}, sh.Arc, sh.Arc, b.n, true)
	transpose(b.transposed, p.arc, sh.Arc, sh.Arc)
	product(matrix{b.dOut, sh.outs, 1}, matrix{b.dArc, sh.Arc, 1}, matrix{b.transposed, sh.Arc, 1}, b.n, sh.Arc, sh.Arc, true)
	for i := range b.n {
		at := i * sh.outs
		times(b.dOut[at:at+sh.tags], b.keepOut[i*sh.tags:])
		for k := at; k < at+2*sh.Arc; k++ {
			if b.out[k] <= 0 {
				b.dOut[k] = 0
			}
		}
	}
	addRows(slopes.biasO, b.dOut, b.n)
	product(matrix{slopes.out, sh.outs, 1}, matrix{b.given2, 1, h}, matrix{b.dOut, sh.outs, 1}, h, sh.outs, b.n, true)
	transpose(b.transposed, p.out, h, sh.outs)
	product(matrix{b.dGiven, h, 1}, matrix{b.dOut, sh.outs, 1}, matrix{b.transposed, h, 1}, b.n, h, sh.outs, false)
	times(b.dGiven[:b.n*h], b.keep2)
}

func times(list, by []float32) {
	for i := range list {
		list[i] *= by[i]
	}
}

// backRecur goes from the slopes of what a layer gives, in dGiven, to those of
// its gates' sums, which take the gates' place. With input set, dGiven becomes
// the slopes of the input as far as it was given itself.
func (b *batch) backRecur(gate []float32, width, gates int, hidden, input []float32, dense bool) {
	h := b.sh.Hidden
	flow := b.state[h:]
	zero := b.state[:h]
	for s, start := range b.starts {
		n := len(b.examples[s].words) + 1
		for direction := range 2 {
			clear(flow)
			for i := range n {
				row, step := start+n-1-i, -1
				if direction == 1 {
					row, step = start+i, 1
				}
				g := gate[row*width+direction*gates*h:][:gates*h]
				at := row*2*h + direction*h
				before := zero
				if i < n-1 {
					before = hidden[at+step*2*h:][:h]
				}
				if dense {
					backCell(g, b.dGiven[at:][:h], hidden[at:], before, input[at:], b.dGiven[at:][:h], flow)
				} else {
					skip := g[skipGate*h:]
					backCell(g, b.dGiven[at:][:h], hidden[at:], before, skip, skip, flow)
				}
			}
		}
	}
	b.idle(func(from, to int) {
		clear(gate[from*width : to*width])
		clear(b.dGiven[from*2*h : to*2*h])
	})
}

// idle calls f with the stretches of rows that are no part of a sentence.
func (b *batch) idle(f func(from, to int)) {
	last := 0
	for s, start := range b.starts {
		f(last, start)
		last = start + len(b.examples[s].words) + 1
	}
	f(last, b.n)
}

// backCell is one step back through a layer: from the slopes of what was given
// to those of the gates' sums, in g, and of the skip. Flow holds the slopes of
// the state, on to the step before.
func backCell(g, dGiven, now, before, skip, dSkip, flow []float32) {
	h := len(dGiven)
	keep, fresh, give := g[:h], g[h:2*h], g[2*h:3*h]
	now, before, skip, dSkip, flow = now[:h], before[:h], skip[:h], dSkip[:h], flow[:h]
	for i, d := range dGiven {
		o, z, c := give[i], keep[i], fresh[i]
		give[i] = d * (now[i] - skip[i]) * o * (1 - o)
		f := flow[i] + d*o
		dSkip[i] = d * (1 - o)
		keep[i] = f * (before[i] - c) * z * (1 - z)
		fresh[i] = f * (1 - z) * (1 - c*c)
		flow[i] = f * z
	}
}

// backLayer goes from the second layer's gates to what the first gives.
func (p *params) backLayer(b *batch, slopes *params) {
	sh, h := b.sh, 2*b.sh.Hidden
	addRows(slopes.bias2, b.gate2, b.n)
	product(matrix{slopes.in2, sh.gate2, 1}, matrix{b.given1, 1, h}, matrix{b.gate2, sh.gate2, 1}, h, sh.gate2, b.n, true)
	transpose(b.transposed, p.in2, h, sh.gate2)
	product(matrix{b.dGiven, h, 1}, matrix{b.gate2, sh.gate2, 1}, matrix{b.transposed, h, 1}, b.n, h, sh.gate2, true)
	times(b.dGiven[:b.n*h], b.keep1)
}

// backWords goes from the first layer's gates to the table.
func (p *params) backWords(b *batch, slopes *params) {
	sh := b.sh
	in := window * sh.Word
	addRows(slopes.bias1, b.gate1, b.n)
	product(matrix{slopes.in1, sh.gate1, 1}, matrix{b.word, 1, sh.Word}, matrix{b.gate1, sh.gate1, 1}, in, sh.gate1, b.n, true)
	transpose(b.transposed, p.in1, in, sh.gate1)
	clear(b.dWord[:(b.n+2)*sh.Word])
	for k := range window {
		product(matrix{b.dWord[k*sh.Word:], sh.Word, 1}, matrix{b.gate1, sh.gate1, 1}, matrix{b.transposed[k*sh.Word:], in, 1},
			b.n, sh.Word, sh.gate1, true)
	}
	d := b.dWord[sh.Word : (b.n+1)*sh.Word]
	times(d, b.keepWord)
	product(matrix{slopes.project, sh.Word, 1}, matrix{b.text, 1, sh.Vector}, matrix{d, sh.Word, 1}, sh.Vector, sh.Word, b.n, true)
	for i := range b.n {
		row := d[i*sh.Word:][:sh.Word]
		for _, f := range b.features[i] {
			add(slopes.table[int(f)*sh.Word:][:sh.Word], row)
		}
	}
}
