package segment

import (
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
	g := &Gaps{}
	for _, b := range blocksOf(d) {
		if span := trim(d.Text, b.Span); !span.Empty() && !whole(b.Kind) {
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
	since, depth, quote := 0, 0, -1
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
		w.since, w.begun, w.depth, w.block = distance(since), distance(i-b.first+1), uint8(depth), flags
		if w.kind.stop() {
			since = 0
		}
	}
	if quote >= 0 {
		g.layQuotation(quote, b.end)
	}
	until := 0
	for i := b.end - 1; i >= b.first; i-- {
		w := &g.words[i]
		w.until, w.left = distance(until), distance(b.end-1-i)
		if until++; w.kind.stop() {
			until = 1
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
		g.words[i].quotation = 1 + code<<3 | behind
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
	for i := 0; i+1 < len(g.words); i++ {
		if w := &g.words[i+1]; w.core != 0 {
			g.words[i].name = int8(min(max(m.Answer(nameTerms(w, terms[:0]))/768, -8), 8))
		}
	}
}

func nameTerms(w *word, list []uint32) []uint32 {
	return append(list, mix(60, w.core), mix(61, w.suffix))
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

// Ends reports whether by the rules a sentence ends at a gap.
func (g *Gaps) Ends(gap int) bool { return g.words[g.at[gap]].ends }

// Wording adds to list the terms of a gap that know the words alone, and
// neither marks nor capitals.
func (g *Gaps) Wording(gap int, list []uint32) []uint32 {
	i := g.at[gap]
	w := g.words[i-2 : i+4]
	a, b, c, d := w[1].core, w[2].core, w[3].core, w[4].core
	return append(list,
		mix(1, b), mix(2, c), mix(3, a), mix(4, d), mix(5, b, c), mix(6, a, b), mix(7, c, d),
		mix(8, w[2].suffix), mix(9, w[3].suffix), mix(10, w[2].suffix, w[3].suffix), mix(11, a, c), mix(12, b, d),
		mix(13, w[1].suffix, w[2].suffix), mix(14, w[3].suffix, w[4].suffix), mix(15, w[0].core), mix(16, w[5].core),
		mix(17, c, d, w[5].core),
	)
}

// Terms adds to list the terms of a gap for the first look, where the wording
// says so much in units.
func (g *Gaps) Terms(gap int, wording int32, list []uint32) []uint32 {
	i := g.at[gap]
	w := g.words[i-2 : i+4]
	l, r := &w[2], &w[3]
	k := uint32(l.kind)
	if l.glued {
		k |= 16
	}
	if l.ends {
		k |= 32
	}
	kr := k<<8 | uint32(r.shape)
	tail := mix(0, l.tail, k)
	lexical := uint32(min(max(wording/512+12, 0), 24))
	where := g.style<<4 | uint32(l.block)
	open := uint32(l.depth)<<8 | uint32(l.quotation)
	name := uint32(l.name) + 8
	listed := uint32(0)
	if l.listed {
		listed = 1
	}
	return append(list,
		mix(20, tail), mix(21, tail, r.head), mix(22, tail, r.head, uint32(r.shape)), mix(23, kr, uint32(l.shape), r.head),
		mix(24, l.core, tail), mix(25, l.core, kr), mix(26, r.core, k), mix(27, r.core, kr), mix(28, l.suffix, kr), mix(29, r.suffix, kr),
		mix(30, l.core, r.core, k), mix(31, r.core, w[4].core, kr), mix(32, w[1].core, l.core, kr),
		mix(33, kr, uint32(w[1].shape), uint32(l.shape), uint32(w[4].shape)), mix(34, w[4].core, kr), mix(35, w[1].core, kr),
		mix(36, uint32(l.since), kr), mix(37, uint32(l.until), kr), mix(38, where, kr), mix(39, uint32(l.since), uint32(l.until), k, uint32(l.block)),
		mix(40, open, kr), mix(41, open, tail, r.head), mix(42, lexical, kr), mix(43, lexical, where, kr), mix(44, lexical, uint32(l.since), k),
		mix(45, uint32(w[1].kind), kr), mix(46, uint32(r.kind), kr, uint32(w[4].shape)), mix(47, uint32(l.shape), kr, where),
		mix(48, r.head, kr, r.tail), mix(49, where, l.tail, uint32(l.since)),
		mix(50, w[1].core, l.core, r.core), mix(51, l.core, r.core, w[4].core),
		mix(53, name, kr), mix(54, name, uint32(w[1].name), uint32(l.shape), kr), mix(55, name, uint32(l.block), kr), mix(56, name, lexical, kr),
		mix(57, uint32(l.begun), kr, uint32(l.block)), mix(58, uint32(l.left), kr, uint32(l.block)), mix(59, r.core, r.tail, k),
		mix(62, listed, kr, tail), mix(63, listed, r.tail, k), mix(64, r.core, uint32(l.block), k),
	)
}

func (w *word) ends1() int {
	if w.ends {
		return 1
	}
	return 0
}

// Width is how many numbers a row of the second look has.
const Width = 44

// reach is how many gaps to either side the second look sees.
const reach = 4

// Row fills a row with what the second look sees at a gap, where the first look
// gave the odds of every gap and the wording its own.
func (g *Gaps) Row(gap int, wording, odds []int32, row []float32) {
	i := g.at[gap]
	l, r := &g.words[i], &g.words[i+1]
	n := 0
	put := func(v float32) { row[n] = v; n++ }
	for k := gap - reach; k <= gap+reach; k++ {
		if k < 0 || k >= len(g.at) || g.at[k]-i != int32(k-gap) {
			put(9 * 1024)
			continue
		}
		put(float32(odds[k]))
	}
	for k := gap - 1; k <= gap+1; k++ {
		if k < 0 || k >= len(g.at) {
			put(0)
			continue
		}
		put(float32(wording[k]))
	}
	back, backMax := g.look(gap, -1, odds)
	ahead, aheadMax := g.look(gap, 1, odds)
	put(float32(back))
	put(float32(ahead))
	put(float32(backMax))
	put(float32(aheadMax))
	put(float32(l.kind))
	put(float32(l.shape))
	put(float32(r.shape))
	put(float32(l.ends1()))
	put(float32(l.since))
	put(float32(l.until))
	put(float32(l.depth))
	put(float32(l.block & 3))
	put(float32(l.block >> 2))
	put(float32(g.style & 3))
	put(float32(g.style >> 2))
	put(float32(r.kind))
	put(float32(l.quotation & 7))
	put(float32(l.quotation >> 3))
	put(float32(l.begun))
	put(float32(l.left))
	put(float32(l.name))
	listed := 0
	if l.listed {
		listed = 1
	}
	put(float32(listed))
	glued := 0
	if l.glued {
		glued = 1
	}
	put(float32(glued))
	put(float32(g.words[i-1].shape))
	put(float32(g.words[i+2].shape))
	put(float32(l.span.End - l.span.Start))
	put(float32(r.span.End - r.span.Start))
	put(float32(g.words[i-1].kind))
}

// look gives how many words off the next gap lies at which the first look saw
// an end more likely than not, and the highest odds between.
func (g *Gaps) look(gap, step int, odds []int32) (words int, most int32) {
	most = -10 * 1024
	at := g.at[gap]
	for k := gap + step; ; k += step {
		words++
		if k < 0 || k >= len(g.at) || g.at[k]-at != int32(k-gap) || words >= 40 {
			return words, most
		}
		if odds[k] > 0 {
			return words, most
		}
		most = max(most, odds[k])
	}
}
