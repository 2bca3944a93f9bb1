package learn

import "github.com/copydesk/copydesk/internal/neural"

// Weights gives nets in whole numbers, to be asked together. They were learnt
// from the same sentences and word vectors. The words' vectors go into the
// table, and the sentences tell how high the numbers in between become.
func Weights(sentences []Sentence, nets ...*Net) *neural.Weights {
	voc := nets[0].voc
	w := &neural.Weights{Keys: voc.keys, XPOS: voc.xpos, Features: voc.morph, Tags: voc.sets}
	for _, n := range nets {
		w.Members = append(w.Members, n.member(sentences))
	}
	return w
}

func (n *Net) member(sentences []Sentence) neural.Member {
	sh, p := n.sh, n.params
	return neural.Member{
		Words:    neural.NewTable(n.folded(), sh.Word),
		In1:      neural.NewDense(p.in1, p.bias1, window*sh.Word),
		In2:      neural.NewDense(p.in2, p.bias2, 2*sh.Hidden),
		Out:      neural.NewDense(p.out, p.biasO, 2*sh.Hidden),
		Arc:      neural.NewDense(p.arc, p.biasA, sh.Arc),
		Label:    neural.NewDense(p.labelW, p.biasL, sh.Label),
		Distance: p.distance, Arcs: sh.Arc, Labels: sh.Label,
		Ceiling: n.ceiling(sentences),
	}
}

// folded gives the table with the words' vectors in it.
func (n *Net) folded() []float32 {
	sh := n.sh
	table := append([]float32(nil), n.params.table...)
	for i, key := range n.voc.keys {
		at, ok := n.voc.vector[key]
		if !ok {
			continue
		}
		row := table[(firstRow+i)*sh.Word:][:sh.Word]
		for k, x := range n.vectors.row(at) {
			for j, y := range n.params.project[k*sh.Word:][:sh.Word] {
				row[j] += x * y
			}
		}
	}
	return table
}

// ceilingWords is how many words are looked at for the highest numbers.
const ceilingWords = 20000

func (n *Net) ceiling(sentences []Sentence) neural.Ceiling {
	b := newBatch(n.sh, batchWords)
	c := neural.Ceiling{Arc: 1, Want: 1, Label: 1}
	seen := 0
	for part := range batches(n.examples(sentences)) {
		b.fill(part, nil)
		n.params.forward(b, n.vectors, drops{}, nil)
		for s, start := range b.starts {
			for i := start; i <= start+len(part[s].words); i++ {
				c.Arc = max(c.Arc, peak(b.out[i*n.sh.outs:][:2*n.sh.Arc]))
				c.Want = max(c.Want, peak(b.arc[i*n.sh.Arc:][:n.sh.Arc]))
				c.Label = max(c.Label, peak(b.out[i*n.sh.outs+n.sh.labDep:][:2*n.sh.Label]))
			}
		}
		if seen += b.words; seen > ceilingWords {
			break
		}
	}
	return c
}

// peak gives the highest number, whatever its sign.
func peak(list []float32) float32 {
	high := float32(0)
	for _, x := range list {
		high = max(high, x, -x)
	}
	return high
}
