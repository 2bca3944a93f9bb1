package neural

import (
	"github.com/copydesk/copydesk/internal/doc"
)

// Word is what the net says of a word.
type Word struct {
	UPOS     doc.UPOS
	XPOS     string
	Features doc.Features
	Head     int // place of the head in the sentence, from 1; 0: the word is the root
	Relation doc.Relation
}

// longest is how many words the net looks at together: what is longer than all
// but one in 10,000 sentences is read in parts, so that no text takes the
// square of its length.
const longest = 160

// Sentence reads the forms of a sentence. The heads are always a tree with one
// word under the root. Of a sentence that is read in parts each part is a tree, and the root
// of each but the first depends on the root of the one before, as what stands
// beside it.
func (n *Net) Sentence(forms []string) []Word {
	s := scratch{net: n}
	return s.sentence(forms)
}

// Reader reads one sentence after another.
type Reader struct{ s scratch }

// Reader gives a reader, to be used by one at a time: it keeps room for what is
// computed.
func (n *Net) Reader() *Reader { return &Reader{scratch{net: n}} }

// Sentence is like [Net.Sentence].
func (r *Reader) Sentence(forms []string) []Word { return r.s.sentence(forms) }

func (s *scratch) sentence(forms []string) []Word {
	var all []Word
	root := 0
	for len(forms) > 0 {
		end := part(forms)
		words := s.window(forms[:end])
		at := len(all)
		own := 0
		for i := range words {
			w := &words[i]
			switch {
			case w.Head != 0:
				w.Head += at
			default:
				own = at + i + 1
				if at > 0 {
					w.Head, w.Relation = root, doc.Parataxis
				}
			}
		}
		root = own
		all = append(all, words...)
		forms = forms[end:]
	}
	return all
}

// part gives how many of the words are read together: all, if they are not too
// many; else up to the last mark in the second half, or as many as can be.
func part(forms []string) int {
	if len(forms) <= longest {
		return len(forms)
	}
	for i := longest; i > longest/2; i-- {
		switch forms[i-1] {
		case ".", ";", ":", ",", "!", "?", "-", "–", "—", "--", ")", "(":
			return i
		}
	}
	return longest
}

// scratch is the room in which the net computes.
type scratch struct {
	net *Net

	columns []*columns // of the edge, the root, the words, the edge
	gates   []int16
	state   []int32
	given1  []int16
	given2  []int16
	sums    []int32
	arcs    []int16 // what each word is as a dependent
	wants   []int16 // what the head of each should be
	above   []int16 // what each word is as a head of labels
	below   []int16 // and as a dependent
	pair    []int16 // both
	heads   matrix  // what each word is as a head
	score   []int32
}

// window reads up to [longest] words.
func (s *scratch) window(forms []string) []Word {
	n := s.net
	words := make([]Word, len(forms))
	s.fit(len(forms) + 1)
	s.columns = append(s.columns[:0], n.edge, n.root)
	for _, f := range forms {
		s.columns = append(s.columns, n.form(f))
	}
	s.columns = append(s.columns, n.edge)
	s.first()
	s.second()
	s.read(words)
	for i, h := range s.choose(len(words)) {
		words[i].Head = h
	}
	s.relate(words)
	return words
}

// fit makes room for so many words, the root among them.
func (s *scratch) fit(words int) {
	n := s.net
	words = up(words, rows) + rows
	if len(s.wants) >= words*n.arcs {
		return
	}
	words = max(words, 2*len(s.wants)/n.arcs)
	widest := max(n.in2.out, n.out.out, n.arc.out, n.label.out)
	s.gates, s.state = make([]int16, gates1*n.hidden), make([]int32, n.hidden)
	s.given1, s.given2 = make([]int16, words*2*n.hidden), make([]int16, words*2*n.hidden)
	s.sums = make([]int32, words*widest)
	s.arcs, s.wants = make([]int16, words*n.arcs), make([]int16, words*n.arcs)
	s.above, s.below, s.pair = make([]int16, words*n.labels), make([]int16, words*n.labels), make([]int16, words*n.labels)
	width := up(words, lanes)
	s.heads = newMatrix(n.arcs, width, n.in1.pairs != nil)
	s.score = make([]int32, words*width)
}

// first runs the first layer.
func (s *scratch) first() {
	n := s.net
	h := n.hidden
	count := len(s.columns) - 2
	for direction := range 2 {
		clear(s.state)
		from := direction * gates1 * h
		for i := range count {
			at := i
			if direction == 1 {
				at = count - 1 - i
			}
			before, own, behind := s.columns[at][0][from:], s.columns[at+1][1][from:], s.columns[at+2][2][from:]
			addUp(s.gates, before, own, behind)
			g := s.gates
			skip := g[3*h:]
			for k, x := range skip {
				skip[k] = min(max(x, -highestSkip>>(givenBits-sumBits)), highestSkip>>(givenBits-sumBits)) << (givenBits - sumBits)
			}
			n.curve.step(s.state, g[:h], g[h:2*h], g[2*h:3*h], skip, s.given1[(at*2+direction)*h:][:h])
		}
	}
}

func addUp(to, a, b, c []int16) {
	a, b, c = a[:len(to)], b[:len(to)], c[:len(to)]
	for i := range to {
		to[i] = a[i] + b[i] + c[i]
	}
}

// second runs the second layer, which is given the first's words where its
// gates are shut.
func (s *scratch) second() {
	n := s.net
	h := n.hidden
	count := len(s.columns) - 2
	n.in2.times(s.sums, s.given1, 2*h, count)
	for direction := range 2 {
		clear(s.state)
		from := direction * gates2 * h
		for i := range count {
			at := i
			if direction == 1 {
				at = count - 1 - i
			}
			g := s.gates[:gates2*h]
			for k, sum := range s.sums[at*n.in2.out+from:][:len(g)] {
				g[k] = clamp16(n.unit2.of(sum, from+k))
			}
			place := (at*2 + direction) * h
			n.curve.step(s.state, g[:h], g[h:2*h], g[2*h:], s.given1[place:], s.given2[place:][:h])
		}
	}
}

// read reads off the second layer what the rest needs, and the tags.
func (s *scratch) read(words []Word) {
	n := s.net
	n.out.times(s.sums, s.given2, 2*n.hidden, len(words)+1)
	for i := range len(words) + 1 {
		row := s.sums[i*n.out.out:][:n.out.out]
		for k := range n.arcs {
			s.arcs[i*n.arcs+k] = int16(min(max(n.unitOut.of(row[k], k), 0), ceilingSteps))
		}
		at := 2 * n.arcs
		for k := range n.labels {
			s.below[i*n.labels+k] = labelCell(n.unitOut.of(row[at+k], at+k))
			s.above[i*n.labels+k] = labelCell(n.unitOut.of(row[at+n.labels+k], at+n.labels+k))
		}
		if i > 0 {
			n.tags(&words[i-1], row, at+2*n.labels)
		}
	}
}

// tags sets what the sums from a column on say: UPOS, XPOS, features.
func (n *Net) tags(w *Word, sums []int32, from int) {
	w.UPOS = doc.UPOS(n.unitOut.highest(sums, from, from+uposCount))
	from += uposCount
	w.XPOS = n.xpos[n.unitOut.highest(sums, from, from+len(n.xpos))]
	from += len(n.xpos)
	w.Features = n.morph[n.unitOut.highest(sums, from, from+len(n.morph))]
}

func labelCell(x int32) int16 { return int16(min(max(x, -labelSteps), labelSteps)) }

// highest gives the place, behind from, of the column up to to that is highest.
func (l *layer) highest(sums []int32, from, to int) int {
	best, high := from, l.of(sums[from], from)
	for k := from + 1; k < to; k++ {
		if x := l.of(sums[k], k); x > high {
			best, high = k, x
		}
	}
	return best - from
}

// choose gives the heads of the words.
func (s *scratch) choose(words int) []int {
	n := s.net
	s.heads.out = up(words+1, lanes)
	s.heads.clear()
	for i := range words + 1 {
		for k := range n.arcs {
			s.heads.set(k, i, int16(min(max(n.unitOut.of(s.sums[i*n.out.out+n.arcs+k], n.arcs+k), 0), ceilingSteps)))
		}
	}
	n.arc.times(s.sums, s.arcs[n.arcs:], n.arcs, words)
	for i := range words {
		for k := range n.arcs {
			s.wants[i*n.arcs+k] = int16(min(max(n.unitArc.of(s.sums[i*n.arc.out+k], k), -ceilingSteps), ceilingSteps))
		}
	}
	s.heads.times(s.score, s.wants, n.arcs, words)
	found := scores{s.score, s.heads.out, words}
	for i := range words {
		row := s.score[i*found.width:][:words+1]
		for h := range row {
			row[h] += n.distance[DistanceClass(i+1, h)]
		}
	}
	return found.heads()
}

// relate sets the relations of the words to their heads. The root's is root,
// and no other's.
func (s *scratch) relate(words []Word) {
	n := s.net
	for i := range words {
		below, above := s.below[(i+1)*n.labels:], s.above[words[i].Head*n.labels:]
		pair := s.pair[i*n.labels:][:n.labels]
		for k := range pair {
			pair[k] = max(below[k]+above[k], 0)
		}
	}
	n.label.times(s.sums, s.pair, n.labels, len(words))
	for i := range words {
		w := &words[i]
		w.Relation = doc.Root
		if w.Head != 0 {
			w.Relation = n.relation(s.sums[i*n.label.out:])
		}
	}
}

// relation gives the relation of the highest score, but for root.
func (n *Net) relation(sums []int32) doc.Relation {
	best, high := doc.Dep, int32(-1<<31)
	for k := range relationCount {
		if x := n.unitLabel.of(sums[k], k); x > high && doc.Relation(k) != doc.Root {
			best, high = doc.Relation(k), x
		}
	}
	return best
}
