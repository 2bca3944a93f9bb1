package neural

import (
	"math"

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
	for len(forms) > 0 && !(s.stopped != nil && s.stopped()) {
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
	net     *Net
	stopped func() bool // asked before each part of a sentence; nil: it reads on

	columns [][]columns // of the edge, the root, the words, the edge, by member
	gates   []int16
	state   []int32
	given1  []int16
	given2  []int16
	sums    []int32
	arcs    []int16   // what each word is as a dependent
	wants   []int16   // what the head of each should be
	above   [][]int16 // what each word is as a head of labels, by member
	below   [][]int16 // and as a dependent
	pair    []int16   // both
	heads   matrix    // what each word is as a head
	product []int32   // of wants and heads
	score   []int32   // of heads, all members together
	tags    []int32   // scores of tags and features, all members together
	labels  []int32   // scores of relations, all members together
}

// window reads up to [longest] words.
func (s *scratch) window(forms []string) []Word {
	n := s.net
	words := make([]Word, len(forms))
	s.fit(len(forms) + 1)
	s.columns = append(s.columns[:0], n.around[1], n.around[0])
	s.columns = append(n.lookUp(s.columns, forms), n.around[1])
	width := up(len(words)+1, lanes)
	clear(s.score[:len(words)*width])
	clear(s.tags[:len(words)*n.tagCount()])
	for i, m := range n.members {
		s.first(m, i)
		s.second(m)
		s.read(m, i, len(words))
		s.compare(m, len(words))
	}
	s.attach(words, width)
	s.name(words)
	s.mend(forms, words, width)
	return words
}

// attach sets the heads of the words, and adds up the scores of the relations to them.
func (s *scratch) attach(words []Word, width int) {
	for i, h := range (scores{s.score, width, len(words)}).heads() {
		words[i].Head = h
	}
	clear(s.labels[:len(words)*relationCount])
	for i, m := range s.net.members {
		s.relate(m, i, words)
	}
}

func (n *Net) tagCount() int { return uposCount + len(n.xpos) + len(n.morph) }

// fit makes room for so many words, the root among them.
func (s *scratch) fit(words int) {
	n := s.net
	words = up(words, rows) + rows
	if len(s.labels) >= words*relationCount {
		return
	}
	words = max(words, 2*len(s.labels)/relationCount)
	hidden, arcs, labels, widest := 0, 0, 0, 0
	for _, m := range n.members {
		hidden, arcs, labels = max(hidden, m.hidden), max(arcs, m.arcs), max(labels, m.labels)
		widest = max(widest, m.in2.out, m.out.out, m.arc.out, m.label.out)
	}
	s.gates, s.state = make([]int16, gates1*hidden), make([]int32, hidden)
	s.given1, s.given2 = make([]int16, words*2*hidden), make([]int16, words*2*hidden)
	s.sums = make([]int32, words*widest)
	s.arcs, s.wants, s.pair = make([]int16, words*arcs), make([]int16, words*arcs), make([]int16, words*labels)
	s.above, s.below = nil, nil
	for _, m := range n.members {
		s.above, s.below = append(s.above, make([]int16, words*m.labels)), append(s.below, make([]int16, words*m.labels))
	}
	width := up(words, lanes)
	s.heads = newMatrix(arcs, width, len(n.members) > 0 && n.members[0].in1.pairs != nil)
	s.product, s.score = make([]int32, words*width), make([]int32, words*width)
	s.tags, s.labels = make([]int32, words*n.tagCount()), make([]int32, words*relationCount)
}

// first runs the first layer of a member.
func (s *scratch) first(m *member, place int) {
	h := m.hidden
	count := len(s.columns) - 2
	state, g := s.state[:h], s.gates[:gates1*h]
	for direction := range 2 {
		clear(state)
		from := direction * gates1 * h
		for i := range count {
			at := turned(i, count, direction)
			addUp(g, s.columns[at][place][0][from:], s.columns[at+1][place][1][from:], s.columns[at+2][place][2][from:])
			skip := g[3*h:]
			for k, x := range skip {
				skip[k] = min(max(x, -highestSkip>>(givenBits-sumBits)), highestSkip>>(givenBits-sumBits)) << (givenBits - sumBits)
			}
			s.net.curve.step(state, g[:h], g[h:2*h], g[2*h:3*h], skip, s.given1[(at*2+direction)*h:][:h])
		}
	}
}

// turned gives the place of the i-th of count words that a direction comes to: 0
// goes forth, 1 back.
func turned(i, count, direction int) int {
	if direction == 1 {
		return count - 1 - i
	}
	return i
}

func addUp(to, a, b, c []int16) {
	a, b, c = a[:len(to)], b[:len(to)], c[:len(to)]
	for i := range to {
		to[i] = a[i] + b[i] + c[i]
	}
}

// second runs the second layer, which is given the first's words where its
// gates are shut.
func (s *scratch) second(m *member) {
	h := m.hidden
	count := len(s.columns) - 2
	state, g := s.state[:h], s.gates[:gates2*h]
	m.in2.times(s.sums, s.given1, 2*h, count)
	for direction := range 2 {
		clear(state)
		from := direction * gates2 * h
		for i := range count {
			at := turned(i, count, direction)
			for k, sum := range s.sums[at*m.in2.out+from:][:len(g)] {
				g[k] = clamp16(m.unit2.of(sum, from+k))
			}
			place := (at*2 + direction) * h
			s.net.curve.step(state, g[:h], g[h:2*h], g[2*h:], s.given1[place:], s.given2[place:][:h])
		}
	}
}

// read reads off the second layer what arcs and labels are told from, and adds
// up the scores of tags.
func (s *scratch) read(m *member, place, words int) {
	m.out.times(s.sums, s.given2, 2*m.hidden, words+1)
	count := s.net.tagCount()
	for i := range words + 1 {
		row := s.sums[i*m.out.out:][:m.out.out]
		for k := range m.arcs {
			s.arcs[i*m.arcs+k] = int16(min(max(m.unitOut.of(row[k], k), 0), ceilingSteps))
		}
		at := 2 * m.arcs
		for k := range m.labels {
			s.below[place][i*m.labels+k] = labelCell(m.unitOut.of(row[at+k], at+k))
			s.above[place][i*m.labels+k] = labelCell(m.unitOut.of(row[at+m.labels+k], at+m.labels+k))
		}
		if i == 0 {
			continue
		}
		at += 2 * m.labels
		tags := s.tags[(i-1)*count : i*count]
		for k := range tags {
			tags[k] += m.unitOut.of(row[at+k], at+k)
		}
	}
}

func labelCell(x int32) int16 { return int16(min(max(x, -labelSteps), labelSteps)) }

// compare adds up the scores of the words' heads.
func (s *scratch) compare(m *member, words int) {
	s.heads.in, s.heads.out = m.arcs, up(words+1, lanes)
	s.heads.clear()
	for i := range words + 1 {
		row := s.sums[i*m.out.out+m.arcs:]
		for k := range m.arcs {
			s.heads.set(k, i, int16(min(max(m.unitOut.of(row[k], m.arcs+k), 0), ceilingSteps)))
		}
	}
	m.arc.times(s.sums, s.arcs[m.arcs:], m.arcs, words)
	for i := range words {
		for k := range m.arcs {
			s.wants[i*m.arcs+k] = int16(min(max(m.unitArc.of(s.sums[i*m.arc.out+k], k), -ceilingSteps), ceilingSteps))
		}
	}
	width := s.heads.out
	s.heads.times(s.product, s.wants, m.arcs, words)
	for i := range words {
		row, product := s.score[i*width:][:words+1], s.product[i*width:]
		for h := range row {
			row[h] += int32(float32(product[h])*m.arcScore) + m.distance[DistanceClass(i+1, h)]
		}
	}
}

// relate adds up the scores of the words' relations to their heads.
func (s *scratch) relate(m *member, place int, words []Word) {
	for i := range words {
		below, above := s.below[place][(i+1)*m.labels:], s.above[place][words[i].Head*m.labels:]
		pair := s.pair[i*m.labels:][:m.labels]
		for k := range pair {
			pair[k] = max(below[k]+above[k], 0)
		}
	}
	m.label.times(s.sums, s.pair, m.labels, len(words))
	for i := range words {
		row := s.labels[i*relationCount:][:relationCount]
		for k := range row {
			row[k] += m.unitLabel.of(s.sums[i*m.label.out+k], k)
		}
	}
}

// name sets the tags of the words, of those that go together the ones with the
// highest sum of scores, and the relations. The root's relation is root, and no
// other's.
func (s *scratch) name(words []Word) {
	n := s.net
	count := n.tagCount()
	for i := range words {
		w := &words[i]
		w.tag(n, n.bestSet(s.tags[i*count:][:count]))
		w.Relation = doc.Root
		if w.Head != 0 {
			relations := s.labels[i*relationCount:][:relationCount]
			relations[doc.Root] = math.MinInt32
			w.Relation = doc.Relation(highestOf(relations))
		}
	}
}

// tag sets the tags of a word.
func (w *Word) tag(n *Net, set int) {
	t := n.sets[set]
	w.UPOS, w.XPOS, w.Features = t.UPOS, n.xpos[t.XPOS], n.morph[t.Features]
}

// bestSet gives the place of the tags with the highest sum of scores, the first of
// equals.
func (n *Net) bestSet(scores []int32) int {
	best, high := 0, int32(math.MinInt32)
	for i := range n.sets {
		if sum := n.sum(scores, i); sum > high {
			best, high = i, sum
		}
	}
	return best
}

// sum gives the sum of scores of a set of tags.
func (n *Net) sum(scores []int32, set int) int32 {
	t := n.sets[set]
	return scores[t.UPOS] + scores[uposCount+t.XPOS] + scores[uposCount+len(n.xpos)+t.Features]
}

// highestOf gives the place of the highest score, the first of equals.
func highestOf(scores []int32) int {
	best := 0
	for i, x := range scores {
		if x > scores[best] {
			best = i
		}
	}
	return best
}
