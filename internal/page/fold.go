package page

import (
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"github.com/copydesk/copydesk/internal/text"
)

// folder makes the text of one block out of stretches of the page, aligned with
// it: white space folded to one space and cut at both ends, characters that
// draw nothing taken out, entities decoded.
type folder struct {
	src       string // the page
	out       text.Builder
	store     text.Store // what was made so far
	keepLines bool       // preformatted: white space stays
	space     []white    // white space not yet written
	composes  bool       // the text may be none in NFC
	invisible int
}

// white is a stretch of white space.
type white struct {
	text.Span
	plain bool // each of its characters is its own
}

// firstComposing is the first character that NFC may put together with what
// stands before it, or replace (UAX #15): U+0300, the first combining mark.
const firstComposing = 0x300

// add adds a stretch of the page. Entities are decoded in HTML.
func (f *folder) add(s text.Span, entities bool) {
	for i := s.Start; i < s.End; {
		if end := f.visible(i, s.End, entities); end > i {
			f.flushSpace()
			f.out.Copy(f.src[i:end], i)
			i = end
			continue
		}
		if f.src[i] == '&' && entities {
			out, n := entity(f.src[i:s.End])
			f.decoded(out, text.Span{Start: i, End: i + n})
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(f.src[i:s.End])
		f.rune(r, text.Span{Start: i, End: i + size}, true)
		i += size
	}
}

// visible gives the end of the run of characters that stay as they are: those
// that are seen, and single spaces between them.
func (f *folder) visible(start, end int, entities bool) int {
	i := start
	for i < end {
		c := f.src[i]
		switch {
		case c == '&' && entities || c < ' ' || c == 0x7F:
			return i
		case c == ' ':
			if i == start || i+1 == end || f.src[i+1] <= ' ' || f.src[i+1] >= 0x7F || f.src[i+1] == '&' {
				return i
			}
			i++
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRuneInString(f.src[i:end])
			if text.Space(r) || text.Invisible(r) {
				return i
			}
			f.composes = f.composes || r >= firstComposing
			i += size
		}
	}
	return i
}

// decoded adds what an entity stands for.
func (f *folder) decoded(out string, orig text.Span) {
	for _, r := range out {
		f.rune(r, orig, string(r) == orig.Of(f.src))
	}
}

// rune adds one character.
func (f *folder) rune(r rune, orig text.Span, copied bool) {
	switch {
	case text.Space(r):
		f.addSpace(orig, copied)
	case text.Invisible(r):
		f.invisible++
	default:
		f.flushSpace()
		f.composes = f.composes || r >= firstComposing
		if copied {
			f.out.Copy(orig.Of(f.src), orig.Start)
		} else {
			f.out.Replace(string(r), orig)
		}
	}
}

// addSpace keeps white space back until something follows it. Where it is
// folded, one span holds all of it.
func (f *folder) addSpace(orig text.Span, plain bool) {
	if n := len(f.space); n > 0 {
		last := &f.space[n-1]
		if !f.keepLines || plain && last.plain && last.End == orig.Start {
			last.Span = last.Cover(orig)
			return
		}
	}
	f.space = append(f.space, white{orig, plain})
}

// flushSpace writes the white space that was kept back, unless the text has not
// begun: one space for all of it, but in preformatted text as it is.
func (f *folder) flushSpace() {
	if len(f.space) == 0 {
		return
	}
	spaces := f.space
	f.space = f.space[:0]
	if f.out.Len() == 0 {
		return
	}
	if !f.keepLines {
		f.writeSpace(spaces[0].Cover(spaces[len(spaces)-1].Span))
		return
	}
	for _, s := range spaces {
		if !s.plain {
			f.writeSpace(s.Span)
			continue
		}
		for i, r := range s.Of(f.src) {
			f.writeSpace(text.Span{Start: s.Start + i, End: s.Start + i + utf8.RuneLen(r)})
		}
	}
}

// writeSpace writes white space as it is if it may stand so, and otherwise as
// one space.
func (f *folder) writeSpace(s text.Span) {
	if c := s.Of(f.src); c == " " || f.keepLines && (c == "\n" || c == "\t") {
		f.out.Copy(c, s.Start)
	} else {
		f.out.Replace(" ", s)
	}
}

// take gives the text and its alignment in NFC, and makes f empty.
func (f *folder) take() (string, text.Map) {
	composes := f.composes
	f.clear()
	s, m := f.store.Take(&f.out)
	if composes {
		return compose(s, m)
	}
	return s, m
}

// clear forgets the white space that was kept back, at the end of a text.
func (f *folder) clear() { f.space, f.composes = f.space[:0], false }

// mostComposed is how many combinations of characters are remembered.
const mostComposed = 1024

// compose puts a text into NFC (UAX #15); never NFKC, which would rewrite what
// the reader sees.
func compose(s string, m text.Map) (string, text.Map) {
	if norm.NFC.IsNormalString(s) {
		return s, m
	}
	var b text.Builder
	known := map[string]string{} // a text has few combinations, and norm takes some 700 bytes for each
	b.Grow(len(s), func(yield func(text.Map) bool) { yield(m) })
	for i := 0; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		span := text.Span{Start: i, End: i + n}
		c, ok := known[span.Of(s)]
		if !ok {
			c = norm.NFC.String(span.Of(s))
			if len(known) < mostComposed {
				known[span.Of(s)] = c
			}
		}
		if c == span.Of(s) {
			b.Append(s, m, span)
		} else {
			b.Replace(c, m.Original(span))
		}
		i += n
	}
	return b.Text()
}

// longestEntity bounds how far an entity is looked for: the longest name in the
// HTML standard, CounterClockwiseContourIntegral, and some figures more.
const longestEntity = 48

// entity decodes the character reference that s begins with and says how many
// bytes it takes. An ampersand that begins none stands for itself.
func entity(s string) (string, int) {
	return reference(s[:referenceEnd(s, longestEntity)])
}

// referenceEnd gives where what may be the character reference that s begins
// with ends, of at most n bytes and a semicolon.
func referenceEnd(s string, n int) int {
	end := 1
	for end < len(s) && end < n && (alphanumeric(s[end]) || s[end] == '#' && end == 1) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return end
}

// reference decodes what may be a character reference.
func reference(s string) (string, int) {
	switch s { // most are one of these
	case "&":
		return s, 1
	case "&amp;":
		return "&", len(s)
	case "&nbsp;":
		return "\u00A0", len(s)
	case "&quot;":
		return `"`, len(s)
	case "&#39;", "&#039;", "&#x27;":
		return "'", len(s)
	case "&lt;":
		return "<", len(s)
	case "&gt;":
		return ">", len(s)
	}
	out := html.UnescapeString(s)
	if out == s {
		return s[:1], 1
	}
	// A reference may end before the letters do ("&ampx"): what follows it
	// came through as it was. Its own last character is never part of that.
	_, own := utf8.DecodeRuneInString(out)
	tail := 0
	for tail < len(out)-own && tail < len(s)-1 && out[len(out)-1-tail] == s[len(s)-1-tail] {
		tail++
	}
	return out[:len(out)-tail], len(s) - tail
}

func alphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
