package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// sheet is a page laid out for the models: what is measured of each block, and
// sums over blocks from which what stands around one is read off without
// looking at it again.
type sheet struct {
	page   *page.Page
	data   structured
	shapes *shapes
	views  []view
	marks  []measures

	sums []sums // of the blocks before each, and of all at the end

	last, next []nearest // of the blocks up to each, and from each on
	same       []repeat  // by block

	english bool       // the page's language
	own     [6]float32 // see [sheet.ownWord]

	lead, about termSet  // words of the declared title and description
	told        *gramSet // runs of three words of the body in JSON-LD; nil: there is none
	titleAt     int      // the first block that is the declared title; -1: none

	residue []int32  // what the residue model says of each block
	first   *looks   // what the first look says; nil before it
	context *context // nil before the residue model has read the blocks

	place *places // of HTML; nil for text
}

// measures are counts of characters and words in one block.
type measures struct {
	letters, upper, digits   int
	separators, commas       int
	quotes, stops            int
	capitals, longest, chars int
	function                 int
	low, question, exclaims  bool
	colon, dots, copyright   bool
	at, mark, good           bool
}

// sums are running sums over blocks.
type sums struct {
	words, good, linked, goods, stops   int
	said, ends, bylines, dates, heading int
}

// nearest says where the nearest block of a sort is, in one direction.
type nearest struct{ good, heading, said, ends, byline, date int }

// repeat says how often a block's words stand on the page.
type repeat struct{ times, before int }

// goodWords is how many words a block of prose has at the least.
const goodWords = 10

// newSheet lays out a page. The language decides which words are function
// words; where it is unknown none are.
func newSheet(p *page.Page, views []view, shapes *shapes, language string, data structured) *sheet {
	s := &sheet{page: p, shapes: shapes, views: views, marks: make([]measures, len(views)), titleAt: -1, data: data}
	s.english = language == "en" || strings.HasPrefix(language, "en-")
	function := lexicon.LanguageBit(language)
	for i := range views {
		s.marks[i] = views[i].measure(function)
	}
	s.hash()
	s.add()
	s.near()
	s.declared(data)
	s.readOwnWord()
	if p.HTML {
		s.place = findPlaces(s)
	}
	return s
}

// measure counts the characters and words of a block.
func (v *view) measure(function uint64) measures {
	m := measures{good: v.stop && v.count >= goodWords}
	var counts [charKinds]int
	word, first := 0, true
	for i := 0; i < len(v.block.Text); {
		k, size := charMark, 1
		if c := v.block.Text[i]; c < utf8.RuneSelf {
			k = asciiChars[c]
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(v.block.Text[i:])
			k = charOf(r)
		}
		i += size
		counts[k]++
		if k > charDigit {
			m.longest = max(m.longest, word)
			word = 0
			continue
		}
		if word == 0 {
			m.capitals += one(k == charUpper)
			m.low = m.low || first && k == charLower
		}
		first = false
		word++
	}
	m.longest = max(m.longest, word)
	m.take(&counts)
	for _, id := range v.ids {
		m.function += one(v.vocabulary.at(id).languages&function != 0)
	}
	m.ending(v.block.Text)
	return m
}

// letter is [unicode.IsLetter], quick where most letters are.
func letter(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

// charKind is what a character is to the measures. Those up to figures make up
// words.
type charKind uint8

const (
	charLower charKind = iota
	charUpper
	charLetter // in neither case
	charDigit
	charMark // and all that follow are others
	charSeparator
	charComma
	charQuote
	charStop
	charCopyright
	charAt
	charKinds
)

var asciiChars = func() (kinds [utf8.RuneSelf]charKind) {
	for r := range kinds {
		kinds[r] = charOf(rune(r))
	}
	return kinds
}()

func charOf(r rune) charKind {
	switch {
	case unicode.IsUpper(r):
		return charUpper
	case unicode.IsLower(r):
		return charLower
	case unicode.IsLetter(r):
		return charLetter
	case r >= '0' && r <= '9':
		return charDigit
	}
	switch r {
	case '|', '»', '«', '•', '·', '/', '>', '›', '–', '—':
		return charSeparator
	case ',', '،', '、':
		return charComma
	case '"', '“', '”', '„':
		return charQuote
	case '.', '!', '?', '。', '।', '؟':
		return charStop
	case '©':
		return charCopyright
	case '@':
		return charAt
	}
	return charMark
}

// take takes over how many characters there are of each kind.
func (m *measures) take(counts *[charKinds]int) {
	for _, n := range counts {
		m.chars += n
	}
	m.letters = counts[charLower] + counts[charUpper] + counts[charLetter]
	m.upper, m.digits, m.separators, m.commas = counts[charUpper], counts[charDigit], counts[charSeparator], counts[charComma]
	m.quotes, m.stops = counts[charQuote], counts[charStop]
	m.copyright, m.at = counts[charCopyright] > 0, counts[charAt] > 0
}

// ending notes what a block ends with, and whether it begins with a list's mark.
func (m *measures) ending(s string) {
	m.question, m.exclaims = strings.HasSuffix(s, "?"), strings.HasSuffix(s, "!")
	m.colon = strings.HasSuffix(s, ":")
	m.dots = strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...")
	m.mark = strings.HasPrefix(s, "•") || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "– ")
}

// hash notes how often each block repeats.
func (s *sheet) hash() {
	times := make(map[uint64]int, len(s.views))
	keys := make([]uint64, len(s.views))
	s.same = make([]repeat, len(s.views))
	for i := range s.views {
		keys[i] = gram(s.views[i].terms)
		s.same[i].before = times[keys[i]]
		times[keys[i]]++
	}
	for i := range s.views {
		s.same[i].times = times[keys[i]]
	}
}

// gram hashes a run of words.
func gram(terms []uint32) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range terms {
		h = (h ^ uint64(t)) * 1099511628211
		h ^= h >> 29
	}
	return h
}

// add makes the running sums.
func (s *sheet) add() {
	s.sums = make([]sums, len(s.views)+1)
	for i := range s.views {
		v, m := &s.views[i], &s.marks[i]
		next := s.sums[i]
		next.words += v.count
		next.linked += int(v.linked * float64(v.count))
		next.stops += one(v.stop)
		next.said += one(v.said)
		next.ends += one(v.said && v.say.Ends)
		next.bylines += one(v.names)
		next.dates += one(v.dateOnly)
		next.heading += one(v.block.Kind.Heading())
		if m.good {
			next.good += v.count
			next.goods++
		}
		s.sums[i+1] = next
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// far is the distance to what there is not.
const far = 1000

// near finds the nearest blocks of each sort, both ways.
func (s *sheet) near() {
	n := len(s.views)
	s.last, s.next = make([]nearest, n), make([]nearest, n)
	at := nearest{-far, -far, -far, -far, -far, -far}
	for i := range n {
		s.last[i] = at
		s.note(&at, i)
	}
	at = nearest{n + far, n + far, n + far, n + far, n + far, n + far}
	for i := n - 1; i >= 0; i-- {
		s.next[i] = at
		s.note(&at, i)
	}
}

func (s *sheet) note(at *nearest, i int) {
	v := &s.views[i]
	if s.marks[i].good {
		at.good = i
	}
	if v.block.Kind.Heading() {
		at.heading = i
	}
	if v.said {
		at.said = i
		if v.say.Ends {
			at.ends = i
		}
	}
	if v.names {
		at.byline = i
	}
	if v.dateOnly {
		at.date = i
	}
}

// declared notes what the head says of the article.
func (s *sheet) declared(data structured) {
	head := &s.page.Head
	title := firstOf(head.Get("og:title"), head.Title)
	s.lead = wordSet(title)
	s.about = wordSet(firstOf(head.Get("description"), head.Get("og:description")))
	if data.body != "" {
		s.told = grams(hashes(data.body), 3)
	}
	best := 0.6
	for i := range s.views {
		if v := &s.views[i]; len(s.lead.all) > 0 && v.block.Kind == doc.Headline || s.views[i].count >= 3 && v.count <= 40 {
			if share := alike(v.terms, &s.lead); share > best {
				best, s.titleAt = share, i
			}
		}
	}
}

// headline gives the block that is the page's headline; -1: none is.
func (s *sheet) headline() int {
	if !s.page.HTML {
		return -1
	}
	return headTitle(s.page, s.views).block
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func hashes(s string) []uint32 {
	var all []uint32
	for _, w := range lexicon.Words(s) {
		if wordy(w) {
			all = append(all, hashOf(w))
		}
	}
	return all
}

func wordSet(s string) termSet {
	var set termSet
	for _, h := range hashes(s) {
		set.add(h)
	}
	return set
}

// grams gives the runs of n words.
func grams(terms []uint32, n int) *gramSet {
	set := newGramSet(len(terms))
	for i := 0; i+n <= len(terms); i++ {
		set.add(gram(terms[i : i+n]))
	}
	return set
}

// alike gives how alike a block's words and a set are: F1.
func alike(terms []uint32, set *termSet) float64 {
	if len(terms)+len(set.all) == 0 {
		return 0
	}
	return 2 * float64(common(terms, set)) / float64(len(terms)+len(set.all))
}

func common(terms []uint32, set *termSet) int {
	n := 0
	for _, t := range terms {
		n += one(set.has(t))
	}
	return n
}

// between gives the sums over blocks first to end, cut to those that there are.
func (s *sheet) between(first, end int) sums {
	a, b := s.sums[max(0, min(first, len(s.views)))], s.sums[max(0, min(end, len(s.views)))]
	return sums{
		words: b.words - a.words, good: b.good - a.good, linked: b.linked - a.linked, goods: b.goods - a.goods, stops: b.stops - a.stops,
		said: b.said - a.said, ends: b.ends - a.ends, bylines: b.bylines - a.bylines, dates: b.dates - a.dates, heading: b.heading - a.heading,
	}
}

// all gives the sums over the page.
func (s *sheet) all() sums { return s.sums[len(s.views)] }
