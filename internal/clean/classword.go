package clean

import (
	"slices"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// ClassWords score the words in class, id, role, itemprop and data-testid
// attributes by how much of what stands under them is body: log odds in
// eighths, against a word that says nothing.
type ClassWords map[string]int8

// classScore is what the attributes of one element say.
type classScore struct {
	known           bool
	lowest, highest int
	sum, count      int
}

// Longest class words that are learnt: what is longer is made by machines.
const (
	shortestClass = 2
	longestClass  = 20
	mostClasses   = 24 // of one element that are looked at
)

// classWordsOf gives the words of an element's attributes, each once, in lower
// case: parted at capitals and at all that is no letter.
func classWordsOf(e *page.Element) []string { return appendClassWords(nil, e) }

func appendClassWords(words []string, e *page.Element) []string {
	for _, attribute := range [...]string{e.Class, e.ID, e.Role} {
		words = partClass(words, attribute)
	}
	return words
}

// partClass parts an attribute into words, and adds those that are new.
func partClass(words []string, s string) []string {
	start, low, parts := 0, false, 0
	flush := func(end int) {
		if w := s[start:end]; len(w) >= shortestClass && len(w) <= longestClass {
			parts++
			if w = strings.ToLower(w); len(words) < mostClasses && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	for i, r := range s {
		switch {
		case !letter(r):
			flush(i)
			start, low = i+len(string(r)), false
		case low && unicode.IsUpper(r):
			flush(i)
			start, low = i, false
		default:
			low = unicode.IsLower(r)
		}
		if parts > mostClasses {
			return words
		}
	}
	flush(len(s))
	return words
}

// readElements fills in what the class words and the names model say of the
// elements of a page, of each shape once.
func (pl *places) readElements(p *page.Page, shapes *shapes, table ClassWords, names *model.Linear) {
	r := elementReader{table: table, names: names, known: make(map[string]reading, 2*len(shapes.all))}
	pl.readings = make([]reading, len(shapes.all))
	for i := range pl.readings {
		pl.readings[i] = r.read(&p.Elements[shapes.all[i].element])
	}
}

// classes gives what the class words of an element say.
func (s *sheet) classes(element int) *classScore {
	return &s.place.readings[s.shapes.of[element]].class
}

// names gives what the names model says of an element.
func (s *sheet) names(element int) nameScore { return s.place.readings[s.shapes.of[element]].name }

// reading is what is said of an element, or of one class word.
type reading struct {
	class classScore
	name  nameScore
}

// elementReader reads elements.
type elementReader struct {
	table         ClassWords
	names         *model.Linear
	known         map[string]reading // by class word
	words         []string
	hashes, terms []uint32
}

func (r *elementReader) read(e *page.Element) reading {
	r.words = appendClassWords(r.words[:0], e)
	r.hashes = append(r.hashes[:0], uint32(e.Tag))
	all := reading{name: r.score()}
	for _, w := range r.words {
		own, ok := r.known[w]
		if !ok {
			r.hashes = wordHashes(w, r.hashes[:0])
			own.name = r.score()
			if v, ok := r.table[w]; ok {
				own.class = classScore{true, int(v), int(v), int(v), 1}
			}
			r.known[w] = own
		}
		all.class.add(own.class)
		all.name.own += own.name.own
		all.name.above += own.name.above
	}
	return all
}

// score gives what the names model says of hashes.
func (r *elementReader) score() nameScore {
	r.terms = seeded(r.hashes, ownSeed, r.terms[:0])
	own := r.names.Sum(r.terms)
	r.terms = seeded(r.hashes, aboveSeed, r.terms[:0])
	return nameScore{own, r.names.Sum(r.terms)}
}

// add adds what another word says.
func (s *classScore) add(o classScore) {
	switch {
	case !o.known:
	case !s.known:
		*s = o
	default:
		s.lowest, s.highest = min(s.lowest, o.lowest), max(s.highest, o.highest)
		s.sum, s.count = s.sum+o.sum, s.count+o.count
	}
}

// How far up class words are looked for: elements with words that are known,
// and elements in all.
const (
	classedAncestors = 8
	classSteps       = 24
)

// classWords are what the nearest classed element says, and the nearest eight.
func (s *sheet) classWords(i int, out []float32) {
	clear(out)
	var near [classedAncestors]classScore
	n, first := 0, 0
	for e, step := s.views[i].block.Element, 0; e >= 0 && n < len(near) && step < classSteps; step++ {
		if c := s.classes(e); c.known {
			if n == 0 {
				first = step
			}
			near[n] = *c
			n++
		}
		e = s.page.Elements[e].Parent
	}
	if n == 0 {
		out[3] = -1
		return
	}
	out[0], out[1] = float32(near[0].lowest), float32(near[0].highest)
	out[2] = ratio(near[0].sum, near[0].count)
	out[3] = float32(first)
	lowest := [3]int{}
	high, sum, count := near[0].highest, 0, 0
	for _, c := range near[:n] {
		high = max(high, c.highest)
		sum, count = sum+c.sum, count+c.count
		for k, v := 0, c.lowest; k < len(lowest); k++ {
			if v < lowest[k] {
				lowest[k], v = v, lowest[k]
			}
		}
	}
	out[4], out[5] = float32(lowest[0]), float32(high)
	out[6] = ratio(sum, count)
	out[7] = float32(lowest[0] + lowest[1] + lowest[2])
	out[8] = float32(near[min(1, n-1)].lowest)
	out[9] = float32(near[min(1, n-1)].highest)
}

// nameScore is what the names model says of an element: as the one a block
// stands in, and as one around it, in units.
type nameScore struct{ own, above int32 }

// namedAncestors is how many elements around a block's own the names model
// looks at.
const namedAncestors = 4

// Seeds of the hashes of names, so that a word means one thing of the element a
// block stands in and another of those around it.
const (
	ownSeed   = 0x27D4EB2F
	aboveSeed = 0x165667B1
)

// nameHashes hashes what the names model reads of an element: its tag, the words
// of its attributes, and their runs of four letters, by which names that were
// never seen are told ("contentimage", "teaserbox").
func nameHashes(e *page.Element, words []string, out []uint32) []uint32 {
	out = append(out, uint32(e.Tag))
	for _, w := range words {
		out = wordHashes(w, out)
	}
	return out
}

func wordHashes(w string, out []uint32) []uint32 {
	out = append(out, hashOf(w))
	for i := 0; i+pieceLength <= len(w); i++ {
		out = append(out, hashOf(w[i:i+pieceLength])^startSeed)
	}
	return out
}

// seeded makes features of hashes.
func seeded(hashes []uint32, seed uint32, out []uint32) []uint32 {
	for _, h := range hashes {
		out = append(out, spread(h*pairSeed+seed))
	}
	return out
}

// pieceLength is how long the pieces of names are, in bytes.
const pieceLength = 4

// elementNames are what the names model says of the element a block stands in
// and of those around it.
func (s *sheet) elementNames(i int, out []float32) {
	e := s.views[i].block.Element
	own := s.names(e).own
	above, lowest, first := int32(0), int32(0), int32(0)
	for k := 0; k < namedAncestors; k++ {
		if e = s.page.Elements[e].Parent; e < 0 {
			break
		}
		a := s.names(e).above
		if k == 0 {
			first = a
		}
		above += a
		lowest = min(lowest, a)
	}
	out[0], out[1], out[2], out[3], out[4] = float32(own+above), float32(own), float32(above), float32(lowest), float32(first)
}
