package clean

import (
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/page"
)

// placeFamilies are where on an HTML page a block stands.
var placeFamilies = []family{
	{"element", 14, (*sheet).element},
	{"links", 5, (*sheet).links},
	{"title", 6, (*sheet).title},
	{"ancestors", 35, (*sheet).ancestors},
	{"path", 4, (*sheet).path},
	{"container", 8, (*sheet).container},
	{"class words", 10, (*sheet).classWords},
	{"element names", 5, (*sheet).elementNames},
	{"article element", 7, (*sheet).articleElement},
	{"structured data", 2, (*sheet).structuredData},
	{"page's own word", 6, (*sheet).ownWord},
}

// places are what is known of a page's elements.
type places struct {
	under  []tally // of all blocks under an element
	direct []int   // good words in an element's own paragraphs
	depth  []int
	lists  []int // how many lists it stands in
	role   []int // bits of the elements around
	up     []int // steps up to the chain above the best container
	along  []int // from there to the container
	owner  []int // the nearest article element; -1: none
	count  []int // article elements before it

	readings  []reading // by shape: what the names of elements say
	framed    *frame
	paths     []*tally
	articles  int
	best      int // the article element with the most good words
	container int // the best container: see climb
}

// tally adds up blocks.
type tally struct{ blocks, paragraphs, words, linked, good int }

func (t *tally) add(o tally) {
	t.blocks += o.blocks
	t.paragraphs += o.paragraphs
	t.words += o.words
	t.linked += o.linked
	t.good += o.good
}

// Bits of the elements around a block.
const (
	inArticle = 1 << iota
	inMain
	inAside
	inNav
	inHeader
	inFooter
	inForm
	inFigure
)

var elementBits = map[atom.Atom]int{
	atom.Article: inArticle, atom.Main: inMain, atom.Aside: inAside, atom.Nav: inNav,
	atom.Header: inHeader, atom.Footer: inFooter, atom.Form: inForm, atom.Figure: inFigure,
}

// findPlaces adds up the blocks under each element. Parents stand before their
// children, so that one pass down and one up do.
func findPlaces(s *sheet) *places {
	n := len(s.page.Elements)
	pl := &places{
		under: make([]tally, n), direct: make([]int, n), depth: make([]int, n), lists: make([]int, n), role: make([]int, n),
		up: make([]int, n), along: make([]int, n), owner: make([]int, n), count: make([]int, n), best: -1,
	}
	for i := range s.views {
		t, e := s.tally(i), s.page.Blocks[i].Element
		pl.under[e].add(t)
		if holder := s.page.Elements[e].Parent; holder >= 0 && s.shapes.at(e).textual {
			e = holder
		}
		pl.direct[e] += t.good
	}
	for e := n - 1; e > 0; e-- {
		pl.under[s.page.Elements[e].Parent].add(pl.under[e])
	}
	pl.descend(s.page.Elements, s.shapes)
	pl.climb(s.page.Elements)
	pl.paths = findPaths(s)
	return pl
}

// textual are the elements that hold text and stand in what is a container.
var textual = map[atom.Atom]bool{
	atom.P: true, atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Blockquote: true, atom.Dd: true, atom.Dt: true, atom.Pre: true, atom.Td: true,
}

func (s *sheet) tally(i int) tally {
	v := &s.views[i]
	t := tally{blocks: 1, words: v.count, linked: int(v.linked*float64(v.count) + 0.5)}
	if s.marks[i].good {
		t.good = v.count
	}
	if s.page.Elements[v.block.Element].Tag == atom.P {
		t.paragraphs = 1
	}
	return t
}

// descend fills in what an element has from those around it.
func (pl *places) descend(elements []page.Element, shapes *shapes) {
	pl.owner[0] = -1
	for e := 1; e < len(elements); e++ {
		tag, parent := elements[e].Tag, elements[e].Parent
		pl.depth[e] = pl.depth[parent] + 1
		pl.lists[e] = pl.lists[parent] + one(tag == atom.Ul || tag == atom.Ol || tag == atom.Dl)
		pl.role[e] = pl.role[parent] | int(shapes.at(e).around)
		pl.owner[e] = pl.owner[parent]
		pl.count[e] = pl.articles
		if tag == atom.Article {
			pl.owner[e] = e
			pl.articles++
			if pl.best < 0 || pl.under[e].good > pl.under[pl.best].good {
				pl.best = e
			}
		}
	}
}

// climb measures each element's way to the best container: the one whose own
// paragraphs hold most good words.
func (pl *places) climb(elements []page.Element) {
	best := 0
	for e := range pl.direct {
		if pl.direct[e] > pl.direct[best] {
			best = e
		}
	}
	pl.container = best
	chain := make([]bool, len(elements))
	for e := best; e >= 0; e = elements[e].Parent {
		chain[e] = true
	}
	for e := range elements {
		switch parent := elements[e].Parent; {
		case chain[e]:
			pl.along[e] = pl.depth[best] - pl.depth[e]
		default:
			pl.up[e], pl.along[e] = pl.up[parent]+1, pl.along[parent]
		}
	}
}

// findPaths adds up the blocks of the same path: the last three elements with
// their classes.
func findPaths(s *sheet) []*tally {
	elements := s.page.Elements
	own := make([]uint32, len(elements))
	for e := range elements {
		own[e] = s.shapes.at(e).class*31 + uint32(elements[e].Tag)
	}
	byPath := map[uint64]*tally{}
	paths := make([]*tally, len(s.views))
	for i := range s.views {
		var key [3]uint32
		for k, e := 0, s.page.Blocks[i].Element; k < len(key) && e >= 0; k++ {
			key[k], e = own[e], elements[e].Parent
		}
		h := gram(key[:])
		if byPath[h] == nil {
			byPath[h] = &tally{}
		}
		byPath[h].add(s.tally(i))
		paths[i] = byPath[h]
	}
	return paths
}

// tagNumbers number the elements, those of running text first.
var tagNumbers = func() map[atom.Atom]int {
	numbers := map[atom.Atom]int{}
	for i, tag := range []atom.Atom{
		atom.P, atom.Blockquote, atom.Pre, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.H1, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dd,
		atom.Dt, atom.Tbody, atom.Tr, atom.Td, atom.Th, atom.Table, atom.Article, atom.Main, atom.Section, atom.Div, atom.Body, atom.Figure,
		atom.Figcaption, atom.Header, atom.Address, atom.Aside, atom.Footer, atom.Nav, atom.Form, atom.Label, atom.Button,
	} {
		numbers[tag] = i + 1
	}
	return numbers
}()

func (s *sheet) element(i int, out []float32) {
	b := s.views[i].block
	role := s.place.role[b.Element]
	out[0] = float32(s.shapes.at(b.Element).number)
	out[1] = float32(s.place.depth[b.Element])
	out[2] = float32(s.place.lists[b.Element])
	out[3] = flag(b.Hidden)
	out[4] = numberOf(s.views[i].hint)
	out[5] = flag(b.Time != "")
	out[6] = flag(b.Author)
	for k, bit := range [...]int{inArticle, inMain, inAside, inNav, inHeader, inFooter, inForm} {
		out[7+k] = flag(role&bit != 0)
	}
}

func (s *sheet) links(i int, out []float32) {
	v := &s.views[i]
	out[0] = float32(v.block.Links)
	out[1] = float32(v.linked)
	out[2] = ratio(v.block.Links, v.count)
	out[3] = ratio(v.block.Bold, len(v.block.Text))
	out[4] = float32(v.count) * float32(1-v.linked)
}

func (s *sheet) title(i int, out []float32) {
	terms := s.views[i].terms
	lead, about := common(terms, &s.lead), common(terms, &s.about)
	out[0] = ratio(lead, len(s.lead.all))
	out[1] = ratio(lead, len(terms))
	out[2] = ratio(about, len(s.about.all))
	out[3] = ratio(about, len(terms))
	out[4], out[5] = -far, -1
	if s.titleAt >= 0 {
		out[4] = float32(i - s.titleAt)
		out[5] = float32(s.sums[max(i, s.titleAt)].good - s.sums[min(i, s.titleAt)].good)
	}
}

// ancestors looks at the element a block stands in and the four around it.
func (s *sheet) ancestors(i int, out []float32) {
	all := s.all()
	e := s.views[i].block.Element
	for k := range 5 {
		own := out[k*7 : k*7+7]
		if e < 0 {
			for j := range own {
				own[j] = -1
			}
			continue
		}
		t := &s.place.under[e]
		own[0] = float32(s.shapes.at(e).number)
		own[1] = float32(t.words)
		own[2] = ratio(t.linked, t.words)
		own[3] = ratio(t.good, all.good)
		own[4] = float32(t.blocks)
		own[5] = ratio(t.paragraphs, t.blocks)
		own[6] = ratio(t.good, t.words)
		e = s.page.Elements[e].Parent
	}
}

func (s *sheet) path(i int, out []float32) {
	t := s.place.paths[i]
	out[0] = float32(t.blocks)
	out[1] = ratio(t.good, s.all().good)
	out[2] = ratio(t.good, t.blocks)
	out[3] = ratio(t.linked, t.words)
}

func (s *sheet) container(i int, out []float32) {
	e := s.views[i].block.Element
	holder := max(0, s.page.Elements[e].Parent)
	above := max(0, s.page.Elements[holder].Parent)
	out[0] = float32(s.place.up[e])
	out[1] = float32(s.place.along[e])
	out[2] = float32(s.place.direct[e])
	out[3] = float32(s.place.direct[holder])
	out[4] = float32(s.place.direct[above])
	out[5] = ratio(s.place.direct[holder], s.all().good)
	out[6] = ratio(s.place.direct[e], s.all().good)
	out[7] = ratio(s.place.direct[above], s.all().good)
}

// articleElement tells the page's article among several: one element of them
// mostly holds it, and what follows are others.
func (s *sheet) articleElement(i int, out []float32) {
	pl := s.place
	owner := pl.owner[s.views[i].block.Element]
	out[0] = float32(pl.articles)
	out[1], out[2], out[3], out[4], out[5], out[6] = -1, -1, -1, -1, -1, -1
	if owner >= 0 {
		out[1] = float32(pl.count[owner])
		out[2] = ratio(pl.under[owner].good, s.all().good)
		out[3] = flag(owner == pl.best)
		out[4] = ratio(pl.under[owner].good, pl.under[pl.best].good)
	}
	if pl.best >= 0 {
		out[5] = ratio(pl.under[pl.best].good, s.all().good)
		out[6] = float32(pl.count[s.views[i].block.Element] - pl.count[pl.best])
	}
}

// structuredData is how much of a block stands in the body that JSON-LD gives;
// -1 where it gives none.
func (s *sheet) structuredData(i int, out []float32) {
	out[0], out[1] = -1, float32(s.told.len())
	if s.told == nil {
		return
	}
	out[0] = s.toldShare(i)
}

// ownWord is what the head says that the page is: news, a posting, anything.
func (s *sheet) ownWord(_ int, out []float32) { copy(out, s.own[:]) }

func (s *sheet) readOwnWord() {
	head, out := &s.page.Head, &s.own
	out[0] = flag(head.Get("og:type") == "article")
	out[1] = flag(s.data.kind == "NewsArticle" || s.data.kind == "ReportageNewsArticle" || s.data.kind == "LiveBlogPosting")
	out[2] = flag(s.data.kind != "")
	out[3] = flag(head.Get("article:published_time") != "" || s.data.published != "")
	out[4] = flag(s.data.kind == "BlogPosting")
	out[5] = flag(s.english)
}
