package segment

import (
	"iter"
	"math/bits"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/text"
)

// Gaps are the places where a sentence may end inside the blocks of a document:
// white space, and a stop behind which a space may be missing. They are what
// the classifier reads, and what it is learnt from.
type Gaps struct {
	words  []word  // of all blocks, borders between them
	at     []int32 // the word before each gap
	style  uint32  // how the document is written
	blocks []blockStyle
	doc    *doc.Document // to be asked whether somebody waits for it
	rules  *splitter
}

// each gives the numbers below n as long as somebody waits for the document,
// and asks about it once in a thousand.
func (g *Gaps) each(n int) iter.Seq[int] {
	const between = 1024
	return func(yield func(int) bool) {
		for i := range n {
			if i%between == 0 && g.doc.Stopped() || !yield(i) {
				return
			}
		}
	}
}

// border is how many empty words stand before and behind the words of a block,
// so that looking around a gap needs no care.
const border = 3

// blockStyle is how a block is written.
type blockStyle struct {
	first, end int // in words
	ended      bool
	stops      int // words with a stop, but for the last
}

// NewGaps gives the gaps of a document's blocks that may hold more than one
// sentence.
func NewGaps(d *doc.Document) *Gaps {
	s := splitter{text: d.Text, lex: lexicon.English()}
	g := &Gaps{doc: d, rules: &s}
	for _, b := range blocksOf(d) {
		if d.Stopped() {
			break
		}
		if span := trim(d.Text, b.Span); !span.Empty() && !single(d.Text, b) {
			g.add(&s, span)
		}
	}
	g.lay()
	return g
}

// add adds the words of a block.
func (g *Gaps) add(s *splitter, span text.Span) {
	if len(g.words) == 0 {
		g.words = append(g.words, make([]word, border)...)
	}
	first := len(g.words)
	g.words = s.readWords(g.words, span)
	b := blockStyle{first: first, end: len(g.words)}
	ends := s.split(span)
	i := first
	for _, e := range ends[:len(ends)-1] {
		for i < b.end-1 && g.words[i].span.End < e.End {
			i++
		}
		g.words[i].ends = g.words[i].span.End == e.End
	}
	b.ended = g.words[b.end-1].kind.stop()
	for i := first; i < b.end-1; i++ {
		g.at = append(g.at, int32(i))
		if g.words[i].kind.stop() {
			b.stops++
		}
	}
	g.blocks = append(g.blocks, b)
	g.words = append(g.words, make([]word, border)...)
}

// lay finds what is to be known of whole blocks and of the document.
func (g *Gaps) lay() {
	var stops, low, long, ended int
	for _, b := range g.blocks {
		g.layBlock(b)
		stops += b.stops
		for i := b.first; i < b.end-1; i++ {
			if g.words[i].kind.stop() && g.words[i+1].shape == small {
				low++
			}
		}
		if b.end-b.first > 7 {
			long++
			if b.ended {
				ended++
			}
		}
	}
	g.style = share(low, stops)<<2 | share(ended, long)
}

// share gives a quarter of the whole that a part is: 0 to 3.
func share(part, whole int) uint32 {
	if whole == 0 {
		return 3
	}
	return uint32(min(3, 4*part/whole))
}

// layBlock finds how far it is to the stops around each gap, and what is open
// there.
func (g *Gaps) layBlock(b blockStyle) {
	flags := uint8(0)
	if b.ended {
		flags |= 1
	}
	if b.stops > 0 {
		flags |= 2
	}
	flags |= uint8(g.titled(b)) << 2
	since, low, depth, quote := 0, 0, 0, -1
	for i := b.first; i < b.end; i++ {
		w := &g.words[i]
		depth = min(max(depth+int(w.opens), 0), 3)
		if w.quotes && quote >= 0 {
			g.layQuotation(quote, i)
			quote = -1
		} else if w.quotes {
			quote = i
		}
		since++
		if w.shape == small {
			low++
		}
		w.low = distance(low)
		w.since, w.begun, w.depth, w.block = distance(since), distance(i-b.first+1), uint8(depth), flags
		if w.kind.stop() {
			since, low = 0, 0
		}
	}
	if quote >= 0 {
		g.layQuotation(quote, b.end)
	}
	until := 0
	low = 0
	for i := b.end - 1; i >= b.first; i-- {
		w := &g.words[i]
		if w.kind.stop() && i < b.end-1 {
			w.until, w.lowNext, w.left = distance(until), distance(low), distance(b.end-1-i)
			until, low = 0, 0
		} else {
			w.until, w.lowNext, w.left = distance(until), distance(low), distance(b.end-1-i)
		}
		until++
		if w.shape == small {
			low++
		}
	}
	g.layList(b)
}

// titled gives what share of the words of a block that begin no sentence are
// capitalised, in quarters.
func (g *Gaps) titled(b blockStyle) uint32 {
	n, up := 0, 0
	for i := b.first + 1; i < b.end; i++ {
		if w := &g.words[i]; w.shape != noLetters && !g.words[i-1].kind.stop() {
			n++
			if w.shape.capital() {
				up++
			}
		}
	}
	return share(up, n)
}

// layQuotation notes in the words from first to last, which opens and which
// closes a quotation, what stands around it.
func (g *Gaps) layQuotation(first, last int) {
	before, code := &g.words[first-1], uint8(0)
	switch {
	case before.kind.stop():
		code = 1
	case before.kind == comma || before.kind == colon:
		code = 2
	case before.core != 0 || before.tail != 0:
		code = 3
	}
	behind, next := uint8(6), &g.words[min(last+1, len(g.words)-1)]
	if last < len(g.words) && g.words[last].quotes {
		switch k := g.words[last].kind; {
		case k == comma:
			behind = 1
		case !k.stop():
			behind = 2
		case next.core == 0 && next.tail == 0:
			behind = 3
		case next.shape == small:
			behind = 4
		default:
			behind = 5
		}
	}
	for i := first; i < last; i++ {
		g.words[i].quotation = code<<3 | behind
	}
}

// layList finds the marks that stand alone in a block more than once.
func (g *Gaps) layList(b blockStyle) {
	var seen [8]uint32 // the first few such marks
	var count [8]int
	for range 2 {
		n := 0
		for i := b.first; i < b.end; i++ {
			w := &g.words[i]
			if w.core != 0 {
				continue
			}
			k := 0
			for k < n && seen[k] != w.tail {
				k++
			}
			if k == len(seen) {
				continue
			}
			n = max(n, k+1)
			seen[k] = w.tail
			count[k]++
			if i > 0 && count[k] > 2 {
				g.words[i-1].listed = true
			}
		}
	}
}

// ReadNames notes how surely the word behind each gap is capitalised wherever
// it stands, by a model of it.
func (g *Gaps) ReadNames(m *model.Linear) {
	var terms [2]uint32
	for i := range g.each(len(g.words) - 1) {
		if w := &g.words[i+1]; w.core != 0 {
			g.words[i].name = int8(min(max(m.Answer(nameTerms(w, terms[:0]))/768, -8), 8))
		}
	}
}

func nameTerms(w *word, list []uint32) []uint32 {
	return append(list, mix(10, w.core), mix(11, w.suffix))
}

// Names calls f with the terms of each word that begins no sentence, as far as
// is known, and whether it is capitalised.
func (g *Gaps) Names(f func(terms []uint32, capital bool)) {
	for _, i := range g.at {
		l, r := &g.words[i], &g.words[i+1]
		if l.kind == bare && l.shape == small && r.core != 0 && r.head == 0 {
			f(nameTerms(r, nil), r.shape.capital() || r.shape == mixed)
		}
	}
}

// distance gives a number of words in few steps: 0, 1, 2, 3, 4-5, 6-7, 8-11...
func distance(n int) uint8 {
	if n < 4 {
		return uint8(n)
	}
	n = min(n, 127)
	l := bits.Len(uint(n))
	return uint8(2*l - 2 + n>>(l-2)&1)
}

// mix gives the hash of a kind of term and its parts.
func mix(term uint32, parts ...uint32) uint32 {
	h := term * 0x9E3779B1
	for _, p := range parts {
		h = (h ^ p) * 0x85EBCA6B
		h ^= h >> 15
	}
	h *= 0xC2B2AE35
	return h ^ h>>16
}

// Len gives how many gaps there are.
func (g *Gaps) Len() int { return len(g.at) }

// End gives the offset at which the words before a gap end.
func (g *Gaps) End(gap int) int { return g.words[g.at[gap]].span.End }

// credit reports whether behind a gap it is said who made a picture: "Photo:".
func (g *Gaps) credit(gap int) bool {
	w := &g.words[g.at[gap]+1]
	return w.credit && w.head == 0
}

// closedSeam reports whether a gap is a missing space behind a quotation at
// which the rules end a sentence: "We ran.”A spokesman". The treebanks have too
// few to learn from.
func (g *Gaps) closedSeam(gap int) bool {
	w := &g.words[g.at[gap]]
	return w.glued && w.ends && w.kind == stopClose
}

// split gives the spans of a block's sentences, where ends says of each gap
// from the block's first on whether one ends there, and what ends says of the
// blocks behind.
func (g *Gaps) split(block text.Span, ends []bool) ([]text.Span, []bool) {
	var spans []text.Span
	start := block.Start
	first := len(g.at) - len(ends)
	for ; first < len(g.at); first++ {
		l, r := &g.words[g.at[first]], &g.words[g.at[first]+1]
		if l.span.Start >= block.End {
			break
		}
		if ends[0] {
			spans = append(spans, text.Span{Start: start, End: l.span.End})
			start = r.span.Start
		}
		ends = ends[1:]
	}
	return append(spans, text.Span{Start: start, End: block.End}), ends
}

// Ends reports whether by the rules a sentence ends at a gap.
func (g *Gaps) Ends(gap int) bool { return g.words[g.at[gap]].ends }

// Wording adds to list the terms of a gap that know the words alone, and
// neither marks nor capitals.
func (g *Gaps) Wording(gap int, list []uint32) []uint32 {
	i := g.at[gap]
	o, p, l, r, n, m := &g.words[i-2], &g.words[i-1], &g.words[i], &g.words[i+1], &g.words[i+2], &g.words[i+3]
	return append(list,
		mix(1, l.core), mix(2, r.core), mix(3, p.core), mix(4, n.core), mix(5, o.core), mix(6, m.core),
		mix(7, l.core, r.core), mix(8, p.core, l.core), mix(9, r.core, n.core), mix(10, p.core, r.core), mix(11, l.core, n.core), mix(12, r.core, n.core, m.core),
		mix(13, l.suffix), mix(14, r.suffix), mix(15, l.suffix, r.suffix), mix(16, p.suffix, l.suffix), mix(17, r.suffix, n.suffix),
	)
}

// Terms adds to list the terms of a gap for the first look, where the wording
// says so much in units.
func (g *Gaps) Terms(gap int, wording int32, list []uint32) []uint32 {
	i := g.at[gap]
	p, l, r, n := &g.words[i-1], &g.words[i], &g.words[i+1], &g.words[i+2]
	k := uint32(l.kind) | flag(l.glued)<<4 | flag(l.ends)<<5 | flag(r.credit && r.head == 0)<<6
	kr := k<<8 | uint32(r.shape)
	tail := mix(0, l.tail, k)
	said := uint32(min(max(wording/(model.Unit/2)+12, 0), 24))
	style := g.style<<8 | uint32(l.block)
	open := uint32(l.depth)<<8 | uint32(l.quotation)
	name, listed := uint32(l.name)+8, flag(l.listed)
	lShape, pShape, nShape := uint32(l.shape), uint32(p.shape), uint32(n.shape)
	since, until, low := uint32(l.since), uint32(l.until), uint32(l.low)
	return append(list,
		// The marks around the gap, and the shapes of the words.
		mix(20, tail), mix(21, tail, r.head), mix(22, tail, r.head, uint32(r.shape)), mix(23, kr, lShape, r.head),
		mix(24, kr, pShape, lShape, nShape), mix(25, uint32(p.kind), kr), mix(26, uint32(r.kind), kr, nShape), mix(27, r.head, kr, r.tail),
		// The words.
		mix(30, l.core, tail), mix(31, l.core, kr), mix(32, r.core, k), mix(33, r.core, kr), mix(34, l.suffix, kr), mix(35, r.suffix, kr),
		mix(36, l.core, r.core, k), mix(37, r.core, n.core, kr), mix(38, p.core, l.core, kr), mix(39, n.core, kr), mix(40, p.core, kr),
		mix(41, p.core, l.core, r.core), mix(42, l.core, r.core, n.core), mix(43, r.core, r.tail, k),
		mix(44, name, kr), mix(45, name, uint32(p.name), lShape, kr), mix(46, name, uint32(l.block), kr), mix(47, name, said, kr),
		mix(48, said, kr), mix(49, said, style, kr), mix(50, said, since, k),
		// Where the gap is.
		mix(51, since, kr), mix(52, until, kr), mix(53, since, until, k, uint32(l.block)), mix(54, uint32(l.begun), kr, uint32(l.block)),
		mix(55, uint32(l.left), kr, uint32(l.block)), mix(56, low, uint32(l.lowNext), kr), mix(57, low, since, kr),
		mix(58, uint32(l.lowNext), uint32(l.left), k, r.core), mix(59, uint32(l.begun), g.words[g.first(i)].core, kr),
		mix(60, open, kr), mix(61, open, tail, r.head), mix(62, listed, kr, tail), mix(63, listed, r.tail, k),
		// How the block and the document are written.
		mix(64, style, kr), mix(65, lShape, kr, style), mix(66, style, l.tail, since), mix(67, r.core, uint32(l.block), k),
	)
}

// flag gives 1 for true and 0 for false.
func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// first gives the first word of the block that word i is in, if it is near.
func (g *Gaps) first(i int32) int32 {
	for n := 0; n < 8 && !g.words[i-1].edge(); n++ {
		i--
	}
	return i
}

// Width is how many numbers a row of the second look has.
const Width = 2*reach + 1 + 3 + 4 + 26

// reach is how many gaps to either side the second look sees.
const reach = 4

// noGap stands for the odds of a gap where a block ends.
const noGap = 9 * model.Unit

// Row appends to row what the second look sees at a gap, where the first look
// gave the odds of every gap and the wording its own.
func (g *Gaps) Row(gap int, wording, odds []int32, row []float32) []float32 {
	for k := gap - reach; k <= gap+reach; k++ {
		if g.same(gap, k) {
			row = append(row, float32(odds[k]))
		} else {
			row = append(row, noGap)
		}
	}
	for k := gap - 1; k <= gap+1; k++ {
		if g.same(gap, k) {
			row = append(row, float32(wording[k]))
		} else {
			row = append(row, 0)
		}
	}
	back, most := g.look(gap, -1, odds)
	row = append(row, float32(back), float32(most))
	ahead, most := g.look(gap, 1, odds)
	row = append(row, float32(ahead), float32(most))
	i := g.at[gap]
	p, l, r, n := &g.words[i-1], &g.words[i], &g.words[i+1], &g.words[i+2]
	return append(row,
		float32(p.kind), float32(l.kind), float32(r.kind), float32(p.shape), float32(l.shape), float32(r.shape), float32(n.shape),
		float32(flag(l.ends)), float32(flag(l.glued)), float32(flag(l.listed)), float32(flag(r.credit)),
		float32(l.since), float32(l.until), float32(l.begun), float32(l.left), float32(l.low), float32(l.lowNext),
		float32(l.depth), float32(l.quotation&7), float32(l.quotation>>3), float32(l.block&3), float32(l.block>>2),
		float32(g.style&3), float32(g.style>>2), float32(l.name), float32(l.span.Len()),
	)
}

// same reports whether gap k is in the block of another.
func (g *Gaps) same(gap, k int) bool {
	return k >= 0 && k < len(g.at) && int(g.at[k]-g.at[gap]) == k-gap
}

// horizon is how many gaps off a likely end is looked for.
const horizon = 40

// look gives how many gaps off the next lies, in steps of 1 or -1, at which the
// first look saw an end more likely than not, and the highest odds between.
func (g *Gaps) look(gap, step int, odds []int32) (n int, most int32) {
	most = -noGap
	for n = 1; n < horizon; n++ {
		k := gap + n*step
		if !g.same(gap, k) || odds[k] > 0 {
			break
		}
		most = max(most, odds[k])
	}
	return n, most
}
