package mention

import (
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// word is what the features of a token take from it alone: hashes, so that
// features are made without building strings.
type word struct {
	exact, key, shape uint32
	affixes           [6]uint32 // the first two and three, the last one to four characters of the key
	classes           classes
	capital           capital
}

// classes is what the lexicon knows of a word, a bit for each class.
type classes uint32

// The classes of words. Those of phrases tell where in the phrase the word is.
const (
	givenName classes = 1 << iota
	surname
	placeName
	demonym
	organisationEnd
	organisationName
	placeWord
	nameWord
	titleWord
	particle
	personNoun
	organisationNoun
	calendarWord
	functionWord
	legalEnd
	verbForm
	organisationOf
	phraseFirst // of a phrase of the lexicon: places
	phraseGoesOn
	bodyFirst // organisations
	bodyGoesOn
	titleFirst // titles of several words
	titleGoesOn
	maleName
	femaleName
	lastClass = iota
)

// capital is how a word is written.
type capital uint8

// The ways of writing.
const (
	noLetters capital = iota
	small
	initial // the first letter alone
	all     // two letters or more, all of them
	mixed
	single // one capital
)

// capitalOf tells how a word is written.
func capitalOf(w string) capital {
	letters, capitals, first, rest := 0, 0, false, 0
	for i, r := range w {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.IsUpper(r) {
			capitals++
			first = first || i == 0
			if i > 0 {
				rest++
			}
		}
	}
	switch {
	case letters == 0:
		return noLetters
	case capitals == 0:
		return small
	case capitals == letters && letters == 1:
		return single
	case capitals == letters:
		return all
	case first && rest == 0:
		return initial
	}
	return mixed
}

const (
	hashStart = 2166136261 // FNV-1a
	hashPrime = 16777619
)

func hash(s string) uint32 {
	h := uint32(hashStart)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * hashPrime
	}
	return h
}

// shapeOf gives the hash of a word with a letter for every stretch of small
// letters, of capitals, and of figures.
func shapeOf(w string) uint32 {
	h, last := uint32(hashStart), rune(0)
	for _, r := range w {
		c := r
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLower(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = '0'
		}
		if c != last {
			h = (h ^ uint32(c)) * hashPrime
		}
		last = c
	}
	return h
}

// affixesOf gives the hashes of a key's beginning and end.
func affixesOf(key string) (a [6]uint32) {
	at := 0
	for n := 1; n <= 3 && at < len(key); n++ {
		_, size := utf8.DecodeRuneInString(key[at:])
		if at += size; n > 1 {
			a[n-2] = hash(key[:at])
		}
	}
	at = len(key)
	for n := 1; n <= 4 && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(key[:at])
		at -= size
		a[n+1] = hash(key[at:])
	}
	return a
}

// read gives what is known of a word.
func (f *finder) read(written, key string) word {
	w := word{exact: hash(written), key: hash(figures(key)), shape: shapeOf(written), affixes: affixesOf(key), capital: capitalOf(written)}
	lex := f.lex
	if g, ok := lex.GivenNames.Word(key); ok {
		w.classes |= givenName
		switch g {
		case lexicon.Female:
			w.classes |= femaleName
		case lexicon.Male:
			w.classes |= maleName
		}
	}
	for _, c := range []struct {
		table lexicon.Table[bool]
		class classes
	}{
		{lex.Surnames, surname}, {lex.Demonyms, demonym}, {lex.PlaceWords, placeWord}, {lex.NameWords, nameWord}, {lex.Particles, particle},
	} {
		if c.table.Has(key) {
			w.classes |= c.class
		}
	}
	if p, ok := lex.Places.Word(key); ok && (!p.Capitals || w.capital == all) {
		w.classes |= placeName
	}
	switch o, ok := lex.Organisations.Word(key); {
	case !ok:
	case o == lexicon.Whole:
		w.classes |= organisationName
	case o == lexicon.Legal:
		w.classes |= legalEnd
	case o == lexicon.NameOf:
		w.classes |= organisationOf
	default:
		w.classes |= organisationEnd
	}
	switch s, ok := lex.Sources.Word(key); {
	case !ok:
	case s.Kind == 0:
		w.classes |= personNoun
	default:
		w.classes |= organisationNoun
	}
	for _, c := range []struct {
		has   bool
		class classes
	}{
		{lex.Titles.Has(key), titleWord}, {lex.Calendar.Has(key), calendarWord},
		{lex.Function.Has(key), functionWord}, {lex.Verbs.Has(key), verbForm},
	} {
		if c.has {
			w.classes |= c.class
		}
	}
	return w
}

// figures gives a key with a 0 for each digit.
func figures(key string) string {
	digit := func(r rune) bool { return r >= '0' && r <= '9' }
	for i := 0; i < len(key); i++ {
		if digit(rune(key[i])) {
			b := []byte(key)
			for j := range b {
				if digit(rune(b[j])) {
					b[j] = '0'
				}
			}
			return string(b)
		}
	}
	return key
}

// readWords reads all tokens of the document.
func (f *finder) readWords() []word {
	known := make(map[string]word, 1024)
	words := make([]word, len(f.Doc.Tokens))
	for i, t := range f.Doc.Tokens {
		written := t.Of(f.Doc.Text)
		w, ok := known[written]
		if !ok {
			w = f.read(written, f.All[i])
			known[written] = w
		}
		words[i] = w
	}
	for i, s := range f.Doc.Each() {
		f.enter(i, s)
		f.phrases(words)
	}
	return words
}

// phrases marks the phrases of the lexicon in the sentence.
func (f *finder) phrases(words []word) {
	mark := func(i, n int, first, goesOn classes) {
		if n < 2 {
			return
		}
		words[i].classes |= first
		for j := i + 1; j < i+n; j++ {
			words[j].classes |= goesOn
		}
	}
	for i := f.First; i < f.End; i++ {
		keys := f.All[i:f.End]
		if !f.Lettered(i) {
			continue
		}
		_, n := f.lex.Places.Match(keys)
		mark(i, n, phraseFirst, phraseGoesOn)
		if w, n := f.lex.Organisations.Match(keys); w == lexicon.Whole {
			mark(i, n, bodyFirst, bodyGoesOn)
		}
		_, n = f.lex.Titles.Match(keys)
		mark(i, n, titleFirst, titleGoesOn)
	}
}

// mix makes a feature of a template's number and what fills it.
func mix(template, a, b uint32) uint32 {
	h := (uint64(template)<<32 | uint64(a)) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	h = (h ^ uint64(b)) * 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// The outside of a sentence.
var outside = word{exact: 1, key: 1, shape: 1}

// tokenReader makes the features of the tokens of a sentence.
type tokenReader struct {
	words []word   // of the sentence
	notes []uint32 // what the document says of them
	rules []uint8  // the rules' tags
	buf   []uint32
}

func (r *tokenReader) at(i int) *word {
	if i < 0 || i >= len(r.words) {
		return &outside
	}
	return &r.words[i]
}

// rule gives the rules' tag of token i; 0 outside of the sentence.
func (r *tokenReader) rule(i int) uint32 {
	if i < 0 || i >= len(r.rules) {
		return 0
	}
	return uint32(r.rules[i])
}

// features gives the features of token i of the sentence. They hold until the
// next call.
func (r *tokenReader) features(i int) []uint32 {
	r.buf = r.buf[:0]
	n := uint32(0)
	add := func(a, b uint32) {
		n++
		r.buf = append(r.buf, mix(n, a, b))
	}
	w, back, next, back2, next2 := r.at(i), r.at(i-1), r.at(i+1), r.at(i-2), r.at(i+2)
	note := r.notes[i]
	add(0, 0)
	add(w.exact, 0)
	add(w.key, 0)
	add(back.key, 0)
	add(next.key, 0)
	add(back2.key, 0)
	add(next2.key, 0)
	add(back.key, w.key)
	add(w.key, next.key)
	add(back.key, uint32(w.capital))
	add(next.key, uint32(w.capital))
	add(back.key, next.key)
	add(w.shape, note)
	add(back.shape, w.shape)
	add(w.shape, next.shape)
	add(uint32(back2.capital)<<12|uint32(back.capital)<<8|uint32(w.capital)<<4|uint32(next.capital), note&(noteOpening|noteLoud))
	for _, a := range w.affixes {
		add(a, uint32(w.capital))
	}
	add(back.affixes[4], uint32(w.capital))
	add(next.affixes[4], uint32(w.capital))
	add(uint32(w.classes), uint32(w.capital))
	add(uint32(w.classes), uint32(back.classes))
	add(uint32(w.classes), uint32(next.classes))
	add(uint32(w.capital), note)
	add(note, 7)
	add(r.rule(i), 0)
	add(r.rule(i), uint32(w.capital))
	add(r.rule(i), r.rule(i-1))
	add(r.rule(i), r.rule(i+1))
	add(r.rule(i), note)
	for offset, c := range [5]classes{w.classes, back.classes, next.classes, back2.classes, next2.classes} {
		n = 64 + 64*uint32(offset)
		for bit := range uint32(lastClass) {
			n++
			if c>>bit&1 != 0 {
				r.buf = append(r.buf, mix(n, uint32(w.capital), 0))
			}
		}
	}
	return r.buf
}
