package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// word is a stretch without white space, or a part of one behind which a
// sentence may end.
type word struct {
	span   text.Span
	core   uint32 // hash of what stands between the marks at its ends, small letters and figures as 0; 0: nothing
	suffix uint32 // hash of the core's last letters
	head   uint32 // hash of the marks before the core
	tail   uint32 // hash of the marks behind it, or of the word where it is all marks
	kind   kind   // of those marks
	shape  shape
	glued  bool // no white space stands behind it
	credit bool // it begins who made a picture: "Photo:"
	ends   bool // by the rules a sentence ends behind it
	quotes bool // it opens or closes a quotation
	opens  int8 // brackets that it opens, less those that it closes

	// What stands around the gap behind it.
	since, until uint8 // words from the last stop and to the next, see [distance]
	depth        uint8 // open brackets, at most 3
	begun, left  uint8 // words from the block's begin, and to its end
	low, lowNext uint8 // words in small letters since the last stop, and up to the next
	quotation    uint8 // of the quotation that is open, if any: see [Gaps.layQuotation]
	block        uint8 // how its block is written: see [Gaps.layBlock]
	name         int8  // how often the word behind it is capitalised: see [Gaps.ReadNames]
	listed       bool  // the word behind it is a mark that the block has several of
}

// edge reports whether the word is none, but stands at an edge of a block.
func (w *word) edge() bool { return w.core == 0 && w.tail == 0 }

// kind is what the marks at the end of a word are.
type kind uint8

const (
	bare      kind = iota // none
	fullStop              // "."
	asking                // "?", "!", "?!"
	dots                  // "..", "…"
	colon                 // ":"
	comma                 // ",", ";"
	closing               // `"`, ")"
	stopClose             // `."`, "?)"
	closeStop             // `".`, ")."
	dash                  // "-", "–"
	strange               // any other
)

// stop reports whether the marks hold one that ends sentences.
func (k kind) stop() bool {
	return k == fullStop || k == asking || k == dots || k == stopClose || k == closeStop
}

// shape is what the letters of a word's core are.
type shape uint8

const (
	noLetters shape = iota
	small           // "dam"
	title           // "Dam"
	capitals        // "NATO"
	initial         // "J"
	figures         // "2,400"
	figured         // "15th"
	mixed           // "McOrr", "iPhone"
	lettered        // "U.S", "a.m"
	address         // holds "@", "/" or a stop
	uncased         // of a script without capitals
)

// capital reports whether words of the shape begin with a capital.
func (s shape) capital() bool { return s == title || s == capitals || s == initial }

// suffixLength is how many letters at a word's end tell what class it is of.
const suffixLength = 3

// hash adds a byte to an FNV-1a hash.
func hash(h uint32, b byte) uint32 { return (h ^ uint32(b)) * 16777619 }

const hashBasis = 2166136261

// readWords adds the words of a span to list.
func (s *splitter) readWords(list []word, span text.Span) []word {
	for at := span.Start; at < span.End; {
		rest := s.text[at:span.End]
		n := strings.IndexFunc(rest, text.Space)
		if n < 0 {
			n = len(rest)
		}
		list = s.addWord(list, at, at+n)
		at += n
		for at < span.End {
			r, size := utf8.DecodeRuneInString(s.text[at:])
			if !text.Space(r) {
				break
			}
			at += size
		}
	}
	return list
}

// addWord adds the word between start and end, in parts where a sentence may
// end inside: "over.The", "it...I".
func (s *splitter) addWord(list []word, start, end int) []word {
	chunk := s.text[start:end]
	if strings.ContainsAny(chunk, ".?!…") && !strings.ContainsAny(chunk, "@/=") && !strings.HasPrefix(chunk, "www.") {
		for {
			n := s.seam(s.text[start:end])
			if n == 0 {
				break
			}
			w := newWord(s.text, text.Span{Start: start, End: start + n})
			w.glued = true
			list = append(list, w)
			start += n
		}
	}
	return append(list, newWord(s.text, text.Span{Start: start, End: end}))
}

// seam gives where inside a word a sentence may end: behind a letter, stops
// and closing marks, and before a letter. 0: nowhere.
func (s *splitter) seam(chunk string) int {
	letters := 0 // in a row
	for i := 0; i < len(chunk); {
		r, size := utf8.DecodeRuneInString(chunk[i:])
		if r != '.' && r != '?' && r != '!' && r != '…' {
			i += size
			if letters++; !unicode.IsLetter(r) && !strings.ContainsRune(closers, r) {
				letters = 0
			}
			continue
		}
		stop := len(chunk) - len(strings.TrimLeft(chunk[i:], ".?!…"))
		n := closed(chunk, stop)
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(chunk[n:], "\"“‘[(-"))
		if letters > 1 && n < len(chunk) && unicode.IsLetter(next) {
			return n
		}
		i, letters = n, 0
	}
	return 0
}

// newWord reads a word.
func newWord(s string, span text.Span) word {
	w := word{span: span}
	chunk := span.Of(s)
	w.countPairs(chunk)
	first := strings.IndexFunc(chunk, coreRune)
	if first < 0 {
		w.tail, w.kind = marks(chunk)
		return w
	}
	last := strings.LastIndexFunc(chunk, coreRune)
	_, size := utf8.DecodeRuneInString(chunk[last:])
	last += size
	if first > 0 {
		w.head, _ = marks(chunk[:first])
	}
	if last < len(chunk) {
		w.tail, w.kind = marks(chunk[last:])
	}
	w.readCore(chunk[first:last])
	w.credit = w.kind == colon && w.shape == title && lexicon.English().Credits.Has(lexicon.Key(chunk[first:last]))
	return w
}

// countPairs finds the marks that come in pairs.
func (w *word) countPairs(chunk string) {
	for i := range len(chunk) {
		switch chunk[i] {
		case '(', '[':
			w.opens++
		case ')', ']':
			w.opens--
		case '"':
			w.quotes = !w.quotes
		case "“"[0]:
			if rest := chunk[i:]; strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "”") {
				w.quotes = !w.quotes
			}
		}
	}
}

func coreRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return text.LetterOrDigit(r)
}

// readCore reads the letters and figures of a word.
func (w *word) readCore(core string) {
	var low, up, other, digit, inner int
	h := uint32(hashBasis)
	for _, r := range core {
		switch {
		case r >= 'a' && r <= 'z':
			low++
		case r >= 'A' && r <= 'Z':
			up, r = up+1, r+'a'-'A'
		case r >= '0' && r <= '9':
			digit, r = digit+1, '0'
		case r == '.' || r == '@' || r == '/':
			inner++
		case r == '’':
			r = '\''
		case r < 0x80:
		case unicode.IsUpper(r):
			up, r = up+1, unicode.ToLower(r)
		case unicode.IsLower(r):
			low++
		case unicode.IsDigit(r):
			digit++
		case unicode.IsLetter(r):
			other++
		}
		h = hash(hash(h, byte(r)), byte(r>>8))
	}
	w.core = h | 1
	w.suffix = suffix(core)
	first, _ := utf8.DecodeRuneInString(core)
	w.shape = shapeOf(first, low, up, other, digit, inner)
}

// suffix gives the hash of a core's last letters.
func suffix(core string) uint32 {
	h := uint32(hashBasis)
	for i := max(0, len(core)-suffixLength); i < len(core); i++ {
		b := core[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
		case b >= '0' && b <= '9':
			b = '0'
		}
		h = hash(h, b)
	}
	return h
}

// shapeOf gives the shape of a core that begins with a rune and has so many
// small, capital and other letters, figures, and stops or slashes inside.
func shapeOf(first rune, low, up, other, digit, inner int) shape {
	switch letters := low + up; {
	case inner > 0 && digit == 0 && letters <= 2*inner+2 && letters > 0:
		return lettered
	case inner > 0 && letters > 0:
		return address
	case letters == 0 && digit > 0:
		return figures
	case digit > 0 && unicode.IsDigit(first):
		return figured
	case other > letters:
		return uncased
	case up == 0:
		return small
	case letters == 1:
		return initial
	case low == 0:
		return capitals
	case up == 1 && unicode.IsUpper(first):
		return title
	}
	return mixed
}

// marks gives the hash and the kind of a run of marks. Quotation marks count as
// straight ones, and a run of one mark as two of it.
func marks(s string) (uint32, kind) {
	h := uint32(hashBasis)
	var k kind
	var last rune
	repeated := false
	for i, r := range s {
		r = plain(r)
		if same := r == last; same && repeated {
			continue
		} else {
			repeated = same
		}
		h = hash(hash(h, byte(r)), byte(r>>8))
		k = k.with(r, i > 0, last)
		last = r
	}
	return h, k
}

// plain gives the ASCII mark that stands for a quotation mark.
func plain(r rune) rune {
	switch r {
	case '“', '”', '«', '»', '„':
		return '"'
	case '‘', '’', '`':
		return '\''
	case '–', '—':
		return '-'
	}
	return r
}

// with gives the kind of a run of marks that goes on with r; more says that
// there are marks before it, the last of which is given.
func (k kind) with(r rune, more bool, last rune) kind {
	switch r {
	case '.', '…':
		switch {
		case k == closing:
			return closeStop
		case r == '…' || last == '.':
			return dots
		case k == asking, k == stopClose, k == dots:
			return k
		}
		return fullStop
	case '?', '!':
		if k == closing {
			return closeStop
		}
		return asking
	case '"', '\'', ')', ']', '*':
		if k.stop() {
			return stopClose
		}
		if !more || k == closing || k == comma {
			return closing
		}
	case ':':
		return colon
	case ',', ';':
		return comma
	case '-':
		return dash
	}
	return strange
}
