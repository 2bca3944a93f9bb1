package clean

import (
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/model"
)

// contextFamilies are what stands around a block that takes more than its
// nearest neighbours to see: the heading it stands under, how what is near it
// is worded.
var contextFamilies = []family{
	{"heading above", 9, (*sheet).headingAbove},
	{"wording around", 7, (*sheet).wordingAround},
}

// frameFamilies are the same of HTML: what the elements that a block shares with
// others hold.
var frameFamilies = []family{
	{"wording of the container", 7, (*sheet).wordingInside},
	{"template", 9, (*sheet).template},
	{"box", 19, (*sheet).inBox},
	{"place in the container", 12, (*sheet).inContainer},
	{"structured data around", 4, (*sheet).toldAround},
}

// context holds sums over blocks that the families above are read off.
type context struct {
	wording []int // of what the residue model says, of the blocks before each
	short   []int // nearest line above that may be a heading; -far: none
	titles  []int // headlines before each block
	times   []int // dates and bylines that elements mark, before each
	told    []int // words of the body in JSON-LD that the blocks before each have
}

// headingWords is how many words a line that may be a heading has at the most.
const headingWords = 12

// wordingBound bounds what one block's wording counts among others.
const wordingBound = 4 * model.Unit

// survey fills in the context. It comes after the residue model.
func (s *sheet) survey() {
	n := len(s.views)
	c := &context{wording: make([]int, n+1), short: make([]int, n), titles: make([]int, n+1), times: make([]int, n+1), told: make([]int, n+1)}
	at := -far
	for i := range s.views {
		v := &s.views[i]
		c.short[i] = at
		if v.count > 0 && v.count <= headingWords && (!v.stop || v.block.Kind.Heading()) && v.linked < 0.5 {
			at = i
		}
		c.wording[i+1] = c.wording[i] + s.boundedWording(i)
		c.titles[i+1] = c.titles[i] + one(v.block.Kind == doc.Headline)
		c.times[i+1] = c.times[i] + one(v.marksHead())
		c.told[i+1] = c.told[i]
		if s.told != nil && s.toldShare(i) > 0.5 {
			c.told[i+1] += v.count
		}
	}
	s.context = c
	if s.place != nil {
		s.place.frame(s)
	}
}

func (s *sheet) boundedWording(i int) int {
	return int(max(-wordingBound, min(s.residue[i], wordingBound)))
}

// headingAbove is what the nearest line above that may be a heading, and the
// nearest heading that an element marks, are like.
func (s *sheet) headingAbove(i int, out []float32) {
	c := s.context
	out[0], out[1], out[2] = float32(i-c.short[i]), 0, -1
	if at := c.short[i]; at >= 0 {
		out[1] = float32(s.residue[at])
		out[2] = float32(s.between(at+1, i).words)
	}
	out[3], out[4], out[5] = 0, -1, -1
	if at := s.last[i].heading; at >= 0 {
		out[3] = float32(s.residue[at])
		out[4] = float32(s.views[at].count)
		out[5] = float32(s.between(at+1, i).good)
	}
	from := min(max(0, s.titleAt), i)
	out[6] = float32(c.titles[i] - c.titles[from])
	out[7] = float32(c.times[i] - c.times[from])
	out[8] = float32(c.times[len(s.views)] - c.times[i])
}

// wordingAround is what the residue model says of the blocks around, on the
// mean.
func (s *sheet) wordingAround(i int, out []float32) {
	for k, d := range [...]int{4, 10, 25} {
		out[2*k] = s.meanWording(i-d, i)
		out[2*k+1] = s.meanWording(i+1, i+1+d)
	}
	out[6] = s.meanWording(0, len(s.views))
}

func (s *sheet) meanWording(first, end int) float32 {
	first, end = max(0, first), min(end, len(s.views))
	if first >= end {
		return 0
	}
	return float32(s.context.wording[end]-s.context.wording[first]) / float32(end-first)
}

// frame is what is known of elements by what all they hold.
type frame struct {
	wording  []int     // sum of what the residue model says of the blocks under an element
	template []int     // the nearest element that has several like it beside it; -1: none
	kin      []int     // in kinships, of each element; -1: of none
	kinships []kinship // of each tag and class in each parent
	box      []int     // the outermost element around one that holds less than half of the prose; -1: none
	opens    []int     // the first block under each element; -1: none
	half     area      // the innermost element that holds half of the prose
	most     area      // and four fifths of it
	direct   area      // the best container, from the first to the last of its own paragraphs
}

// kinship is what elements of one tag and one class in the same parent have in
// common.
type kinship struct {
	tally
	count, headings, marked int
}

// area is an element and the blocks that stand in it.
type area struct {
	element, last int // what stands inside an element follows it, up to the last
	first, end    int // blocks
}

func (a *area) holds(element int) bool { return element >= a.element && element <= a.last }

// fewestKin is how many elements make a template.
const fewestKin = 3

// looseTags are the elements that repeat in every text.
var looseTags = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Blockquote: true,
	atom.Dd: true, atom.Dt: true, atom.Pre: true, atom.Td: true, atom.Th: true, atom.Tr: true, atom.Tbody: true, atom.Option: true,
}

// frame fills in what all that an element holds says of it. It comes after the
// context.
func (pl *places) frame(s *sheet) {
	n := len(s.page.Elements)
	f := &frame{wording: make([]int, n), template: make([]int, n), kin: make([]int, n)}
	f.addWording(s)
	f.findKin(s)
	f.findBoxes(s)
	f.half, f.most = pl.areaOf(s, 0.5), pl.areaOf(s, 0.8)
	f.direct = pl.directArea(s)
	pl.framed = f
}

// addWording adds up what the residue model says under each element.
func (f *frame) addWording(s *sheet) {
	for i := range s.views {
		f.wording[s.views[i].block.Element] += s.boundedWording(i)
	}
	for e := len(f.wording) - 1; e > 0; e-- {
		f.wording[s.page.Elements[e].Parent] += f.wording[e]
	}
}

// findKin adds up the elements that are alike, and finds for each element the
// nearest around it that has enough of them beside it.
func (f *frame) findKin(s *sheet) {
	elements, marks := s.page.Elements, headMarks(s)
	alike := newKinTable(len(elements))
	f.kin[0] = -1
	for e := 1; e < len(elements); e++ {
		el := &elements[e]
		if f.kin[e] = -1; s.shapes.at(e).loose {
			continue
		}
		at := alike.number(likeness{uint32(el.Parent), uint32(el.Tag), s.shapes.at(e).class})
		if at == len(f.kinships) {
			f.kinships = append(f.kinships, kinship{})
		}
		k := &f.kinships[at]
		k.add(s.place.under[e])
		k.count++
		k.headings += marks[e].headings
		k.marked += marks[e].marked
		f.kin[e] = at
	}
	f.template[0] = -1
	for e := 1; e < len(elements); e++ {
		f.template[e] = f.template[elements[e].Parent]
		if at := f.kin[e]; at >= 0 && f.kinships[at].count >= fewestKin && f.kinships[at].words > 0 {
			f.template[e] = e
		}
	}
}

// likeness is what elements of one kinship have in common.
type likeness struct{ parent, tag, class uint32 }

// kinTable numbers likenesses in the order in which they are seen.
type kinTable struct {
	slots []int32 // by hash: numbers plus one; 0: free
	keys  []likeness
}

// newKinTable gives a table with room for so many elements.
func newKinTable(elements int) *kinTable {
	size := 64 // a power of two
	for size < 2*elements {
		size *= 2
	}
	return &kinTable{slots: make([]int32, size)}
}

func (t *kinTable) number(key likeness) int {
	mask := uint32(len(t.slots) - 1)
	at := spread(key.class^key.parent*pairSeed^key.tag*startSeed) & mask
	for t.slots[at] > 0 && t.keys[t.slots[at]-1] != key {
		at = (at + 1) & mask
	}
	if t.slots[at] == 0 {
		t.keys = append(t.keys, key)
		t.slots[at] = int32(len(t.keys))
	}
	return int(t.slots[at] - 1)
}

// findBoxes finds the box that each element stands in: what stands around a box
// is around the article too, and says nothing of one of the two.
func (f *frame) findBoxes(s *sheet) {
	elements := s.page.Elements
	f.box, f.opens = make([]int, len(elements)), make([]int, len(elements))
	f.box[0] = -1
	for e := 1; e < len(elements); e++ {
		f.box[e] = f.box[elements[e].Parent]
		if f.box[e] < 0 && 2*s.place.under[e].good < s.all().good {
			f.box[e] = e
		}
	}
	for e := range f.opens {
		f.opens[e] = -1
	}
	for i := len(s.views) - 1; i >= 0; i-- {
		f.opens[s.views[i].block.Element] = i
	}
	for e := len(elements) - 1; e > 0; e-- {
		if parent := elements[e].Parent; f.opens[e] >= 0 && (f.opens[parent] < 0 || f.opens[e] < f.opens[parent]) {
			f.opens[parent] = f.opens[e]
		}
	}
}

// headMark counts the blocks that a teaser or a comment begins with.
type headMark struct{ headings, marked int }

// headMarks counts them under each element.
func headMarks(s *sheet) []headMark {
	marks := make([]headMark, len(s.page.Elements))
	for i := range s.views {
		m := &marks[s.views[i].block.Element]
		m.headings += one(s.views[i].block.Kind.Heading())
		m.marked += one(s.views[i].marksHead() || s.views[i].dateOnly)
	}
	for e := len(marks) - 1; e > 0; e-- {
		m := &marks[s.page.Elements[e].Parent]
		m.headings += marks[e].headings
		m.marked += marks[e].marked
	}
	return marks
}

// marksHead reports whether a block holds a date or an author that an element
// marks, or is a byline.
func (v *view) marksHead() bool { return v.block.Time != "" || v.block.Author || v.names }

// areaOf gives the innermost element that holds a share of the page's prose.
func (pl *places) areaOf(s *sheet, share float64) area {
	a := area{last: len(pl.depth) - 1}
	want := int(share * float64(s.all().good))
	for e := range pl.under {
		if want > 0 && pl.under[e].good >= want && pl.depth[e] >= pl.depth[a.element] {
			a.element = e
		}
	}
	for e := a.element + 1; e < len(pl.depth); e++ {
		if pl.depth[e] <= pl.depth[a.element] {
			a.last = e - 1
			break
		}
	}
	return a.spanning(s, func(i int) bool { return a.holds(s.views[i].block.Element) })
}

// directArea gives the best container, with the blocks from the first of its own
// paragraphs to the last.
func (pl *places) directArea(s *sheet) area {
	a := area{element: pl.container}
	return a.spanning(s, func(i int) bool {
		e := s.views[i].block.Element
		return s.marks[i].good && (e == a.element || s.page.Elements[e].Parent == a.element)
	})
}

// spanning sets the first block of those that belong to the area, and the end
// of the last.
func (a area) spanning(s *sheet, belongs func(int) bool) area {
	a.first = -1
	for i := range s.views {
		if belongs(i) {
			if a.first < 0 {
				a.first = i
			}
			a.end = i + 1
		}
	}
	return a
}

// wordingInside is what the residue model says, on the mean, of the blocks that
// stand in the same elements.
func (s *sheet) wordingInside(i int, out []float32) {
	e := s.views[i].block.Element
	for k := range out {
		out[k] = 0
		if e < 0 {
			continue
		}
		out[k] = float32(s.place.framed.wording[e]) / float32(max(1, s.place.under[e].blocks))
		e = s.page.Elements[e].Parent
	}
}

// template is what a block shares with others in elements of the same tag and
// class beside its own: teasers, comments and cards come in templates.
func (s *sheet) template(i int, out []float32) {
	for k := range out {
		out[k] = -1
	}
	e := s.views[i].block.Element
	f := s.place.framed
	t := f.template[e]
	if t < 0 {
		return
	}
	k := &f.kinships[f.kin[t]]
	out[0] = float32(k.count)
	out[1] = ratio(k.words, k.count)
	out[2] = ratio(k.linked, k.words)
	out[3] = ratio(k.good, s.all().good)
	out[4] = ratio(k.blocks, k.count)
	out[5] = ratio(k.headings, k.count)
	out[6] = ratio(k.marked, k.count)
	out[7] = float32(s.place.depth[e] - s.place.depth[t])
	out[8] = float32(s.shapes.at(t).number)
}

// boxSteps is how many elements inside its box are looked at for a block.
const boxSteps = 24

// inBox is what the box that a block stands in is like, and what the names of
// the elements up to it say; -1 for a block that stands in none.
func (s *sheet) inBox(i int, out []float32) {
	for k := range out {
		out[k] = -1
	}
	f, e := s.place.framed, s.views[i].block.Element
	box := f.box[e]
	if box < 0 {
		return
	}
	s.wayToBox(e, box, out)
	t, all := &s.place.under[box], s.all()
	out[8] = float32(s.shapes.at(box).number)
	out[9] = float32(t.words)
	out[10] = ratio(t.linked, t.words)
	out[11] = ratio(t.good, all.good)
	out[12] = float32(t.blocks)
	out[13] = float32(f.wording[box]) / float32(max(1, t.blocks))
	first := f.opens[box]
	out[14] = float32(i - first)
	out[15] = float32(s.residue[first])
	out[16] = float32(s.views[first].count)
	out[17] = flag(s.views[first].block.Kind.Heading())
	if kin := f.kin[box]; kin >= 0 {
		out[18] = float32(f.kinships[kin].count)
	}
}

// wayToBox is what the elements between a block and its box are.
func (s *sheet) wayToBox(e, box int, out []float32) {
	var lowest, highest, sum int
	var names, least int32
	asides, lists := 0, 0
	own := s.names(e).own
	steps := 0
	for ; steps < boxSteps; steps++ {
		c := s.classes(e)
		lowest, highest, sum = min(lowest, c.lowest), max(highest, c.highest), sum+min(c.lowest, 0)
		if steps > 0 {
			own = s.names(e).above
		}
		names, least = names+own, min(least, own)
		switch s.page.Elements[e].Tag {
		case atom.Aside, atom.Figure, atom.Blockquote, atom.Details, atom.Footer, atom.Header, atom.Table, atom.Form, atom.Nav:
			asides++
		case atom.Ul, atom.Ol, atom.Dl:
			lists++
		}
		if e == box {
			break
		}
		e = s.page.Elements[e].Parent
	}
	out[0], out[1], out[2], out[3] = float32(steps), float32(lowest), float32(highest), float32(sum)
	out[4], out[5], out[6], out[7] = float32(names), float32(least), float32(asides), float32(lists)
}

// inContainer is where a block stands to the elements that hold half and most of
// the prose, and to the paragraphs of the best container.
func (s *sheet) inContainer(i int, out []float32) {
	e := s.views[i].block.Element
	f := s.place.framed
	for k, a := range [...]*area{&f.half, &f.most} {
		own := out[4*k:]
		own[0] = float32(s.place.depth[e] - s.place.depth[a.element])
		if !a.holds(e) {
			own[0] = -1
		}
		own[1] = float32(i - a.first)
		own[2] = float32(a.end - i)
		own[3] = ratio(s.between(a.first, i).good, s.between(a.first, a.end).good)
	}
	out[8] = float32(i - f.direct.first)
	out[9] = float32(f.direct.end - i)
	out[10] = ratio(s.between(f.direct.first, i).good, s.between(f.direct.first, f.direct.end).good)
	out[11] = ratio(s.place.direct[f.direct.element], s.all().good)
}

// toldAround is how much of the body that JSON-LD gives stands before a block
// and after it; -1 where it gives none.
func (s *sheet) toldAround(i int, out []float32) {
	out[0], out[1], out[2], out[3] = -1, -1, -1, -1
	if s.told == nil {
		return
	}
	c, n := s.context, len(s.views)
	out[0] = ratio(c.told[i], c.told[n])
	out[1] = ratio(c.told[n]-c.told[i+1], c.told[n])
	out[2] = ratio(c.told[n], s.told.len())
	out[3] = ratio(c.told[min(n, i+6)]-c.told[max(0, i-5)], s.between(i-5, i+6).words)
}

// toldShare is how much of a block stands in the body that JSON-LD gives: the
// share of its runs of three words; -2 where it is shorter.
func (s *sheet) toldShare(i int) float32 {
	terms := s.views[i].terms
	if len(terms) < 3 {
		return -2
	}
	n := 0
	for k := 0; k+3 <= len(terms); k++ {
		if s.told.has(gram(terms[k : k+3])) {
			n++
		}
	}
	return ratio(n, len(terms)-2)
}
