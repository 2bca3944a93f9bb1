package clean

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// vocabulary holds the words of a page, each form of a word once. What is asked
// of a word by itself, its hash or the languages that it may be of, is answered
// once for all places where it stands.
type vocabulary struct {
	slots []uint32 // by hash: numbers of words plus one; 0: free
	words [][]word // in stretches of wordStretch, which never move
	count int

	found  []uint32 // the words of the text that is being read
	begins []int32  // which of them begin a row of the boilerplate
	key    []byte   // of the text that is being read
	keys   text.Strings

	// What views were given, and room for more of it.
	strings []string
	ids     []uint32
	terms   []uint32
}

// word is what is known of one form of a word, or of a mark.
type word struct {
	form      string // as it stands in the text
	key       string // see [lexicon.Words]
	formHash  uint32
	hash      uint32 // see [hashOf]
	plain     uint32 // see [plainHash]
	scripts   uint16 // a bit for each of [scripts] that it has a letter of
	languages uint64 // see [lexicon.Traits]
	traits    traits
}

// traits are what a word is, or is not.
type traits uint8

const (
	isWord     traits = 1 << iota // and no mark: it begins with a letter or a figure
	isLettered                    // it begins with a letter
	isFigure                      // it begins with a figure
	isUnspaced                    // it is in a script without spaces, and no word
	beginsRow                     // a row of the boilerplate begins with it
)

const wordStretch = 256

func (d *vocabulary) at(id uint32) *word { return &d.words[id/wordStretch][id%wordStretch] }

// kind is what a character is to words.
type kind uint8

const (
	mark kind = iota
	white
	inside     // of words
	apostrophe // inside of words, and a mark elsewhere
)

var asciiKinds = func() (kinds [utf8.RuneSelf]kind) {
	for r := range kinds {
		kinds[r] = kindOf(rune(r))
	}
	return kinds
}()

func kindOf(r rune) kind {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return inside
	case r == '\'', r == '’':
		return apostrophe
	case unicode.IsSpace(r):
		return white
	}
	return mark
}

// FNV-1a's constants, for 32 bits.
const (
	fnvBasis = 2166136261
	fnvPrime = 16777619
)

// read finds the words of a text, those that [lexicon.Words] gives.
func (d *vocabulary) read(s string) {
	d.found = slices.Grow(d.found[:0], len(s)/4) // most words have three letters and a space, or more
	start, h := -1, uint32(fnvBasis)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		var k kind
		if r < utf8.RuneSelf {
			k = asciiKinds[r]
		} else {
			r, size = utf8.DecodeRuneInString(s[i:])
			k = kindOf(r)
		}
		if k == inside || k == apostrophe && start >= 0 {
			if start < 0 {
				start, h = i, fnvBasis
			}
			for end := i + size; i < end; i++ {
				h = (h ^ uint32(s[i])) * fnvPrime
			}
			continue
		}
		if start >= 0 {
			d.found = append(d.found, d.find(s[start:i], h, true))
			start = -1
		}
		if k != white {
			form := s[i : i+size]
			if r == utf8.RuneError {
				form = "\uFFFD"
			}
			d.found = append(d.found, d.find(form, hashOf(form), false))
		}
		i += size
	}
	if start >= 0 {
		d.found = append(d.found, d.find(s[start:], h, true))
	}
}

// find gives the number of a word, which is new if it was not seen before.
func (d *vocabulary) find(form string, hash uint32, isWord bool) uint32 {
	if 2*d.count >= len(d.slots) {
		d.grow()
	}
	mask := uint32(len(d.slots) - 1)
	at := spread(hash) & mask
	for ; d.slots[at] > 0; at = (at + 1) & mask {
		if w := d.at(d.slots[at] - 1); w.formHash == hash && w.form == form {
			return d.slots[at] - 1
		}
	}
	id := uint32(d.count)
	if id%wordStretch == 0 {
		d.words = append(d.words, make([]word, wordStretch))
	}
	d.count++
	d.slots[at] = id + 1
	d.at(id).learn(form, hash, isWord)
	return id
}

// leastSlots is a power of two. A page of the development sets has some 700
// forms of words.
const leastSlots = 2048

func (d *vocabulary) grow() {
	d.slots = make([]uint32, max(leastSlots, 2*len(d.slots)))
	mask := uint32(len(d.slots) - 1)
	for id := range uint32(d.count) {
		at := spread(d.at(id).formHash) & mask
		for d.slots[at] > 0 {
			at = (at + 1) & mask
		}
		d.slots[at] = id + 1
	}
}

// learn fills in what is known of a word.
func (w *word) learn(form string, hash uint32, isKeyed bool) {
	w.form, w.formHash, w.key, w.hash = form, hash, form, hash
	if isKeyed {
		if w.key = lexicon.Key(form); w.key != form {
			w.hash = hashOf(w.key)
		}
	}
	w.plain = plainHash(w.key)
	known := lexicon.TraitsOf(w.key)
	w.languages = known.Languages
	w.scripts = scriptsOf(w.key)
	first, _ := utf8.DecodeRuneInString(w.key)
	switch {
	case unicode.IsLetter(first):
		w.traits = isWord | isLettered
	case unicode.IsDigit(first):
		w.traits = isWord | isFigure
	}
	if first >= firstUnspaced && unspaced(first) {
		w.traits |= isUnspaced
	}
	if known.Begins {
		w.traits |= beginsRow
	}
}

// describe fills in what a view has of its words: themselves, their hashes, how
// many they are and their key; and gives those that may begin a row of the
// boilerplate, until the next call, and whether any is a figure.
func (d *vocabulary) describe(v *view) (begins []int32, figures bool) {
	d.read(v.block.Text)
	d.begins, d.key = d.begins[:0], d.key[:0]
	words, ids, terms := room(&d.strings, len(d.found)), room(&d.ids, len(d.found)), room(&d.terms, len(d.found))
	ideographs := 0
	var all traits
	for i, id := range d.found {
		w := d.at(id)
		words = append(words, w.key)
		all |= w.traits
		if w.traits&beginsRow != 0 {
			d.begins = append(d.begins, int32(i))
		}
		if w.traits&isWord == 0 {
			continue
		}
		terms = append(terms, w.hash)
		if w.traits&isUnspaced != 0 {
			ideographs += utf8.RuneCountInString(w.key)
		} else {
			v.count++
		}
		d.key = append(append(d.key, w.key...), ' ')
	}
	v.count += (ideographs + 1) / 2
	v.words, v.ids, v.terms, v.vocabulary = words, append(ids, d.found...), terms, d
	v.key = d.keys.Keep(d.key)
	return d.begins, all&isFigure != 0
}

// room gives an empty slice with room for n, out of a stretch for many.
func room[T any](stretch *[]T, n int) []T {
	const most = 4096
	if len(*stretch) < n {
		*stretch = make([]T, max(n, most))
	}
	own := (*stretch)[:0:n]
	*stretch = (*stretch)[n:]
	return own
}

// scriptsOf gives a bit for each of [scripts] that a word has a letter of.
func scriptsOf(w string) uint16 {
	seen := uint16(0)
	for _, r := range w {
		if r < firstScript {
			continue
		}
		for i, s := range scripts {
			if seen&(1<<i) == 0 && unicode.Is(s.table, r) {
				seen |= 1 << i
			}
		}
	}
	return seen
}

// hashOf is FNV-1a of a word.
func hashOf(w string) uint32 {
	h := uint32(fnvBasis)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * fnvPrime
	}
	return h
}

// termSet is a set of hashes of words. Most words of a page are not in it, and
// that is told by one bit.
type termSet struct {
	bits [16]uint64
	all  map[uint32]bool
}

func (s *termSet) add(term uint32) {
	if s.all == nil {
		s.all = map[uint32]bool{}
	}
	s.bits[term/64%16] |= 1 << (term % 64)
	s.all[term] = true
}

func (s *termSet) has(term uint32) bool {
	return s.bits[term/64%16]&(1<<(term%64)) != 0 && s.all[term]
}

// gramSet is a set of hashes of runs of words. The nil set is empty.
type gramSet struct {
	slots []uint64 // 0: free
	zero  bool     // 0 is in the set
	count int      // of the others
}

// gramRoom is for how many runs a set has room at once: what all but the longest
// pages need. Hostile pages say one thing a million times.
const gramRoom = 1 << 13

// newGramSet gives a set with room for n, or at least the first of them.
func newGramSet(n int) *gramSet {
	size := 16
	for size <= 2*min(n, gramRoom) {
		size *= 2
	}
	return &gramSet{slots: make([]uint64, size)}
}

// slot gives the place of a hash, or the free one that it would have.
func (s *gramSet) slot(gram uint64) *uint64 {
	mask := uint64(len(s.slots) - 1)
	at := (gram ^ gram>>32) & mask
	for s.slots[at] != 0 && s.slots[at] != gram {
		at = (at + 1) & mask
	}
	return &s.slots[at]
}

func (s *gramSet) add(gram uint64) {
	if gram == 0 {
		s.zero = true
		return
	}
	at := s.slot(gram)
	if *at == gram {
		return
	}
	*at = gram
	if s.count++; 2*s.count > len(s.slots) {
		old := s.slots
		s.slots = make([]uint64, 2*len(old))
		for _, g := range old {
			if g != 0 {
				*s.slot(g) = g
			}
		}
	}
}

func (s *gramSet) has(gram uint64) bool {
	if gram == 0 {
		return s.zero
	}
	return *s.slot(gram) == gram
}

func (s *gramSet) len() int {
	if s == nil {
		return 0
	}
	return s.count + one(s.zero)
}
