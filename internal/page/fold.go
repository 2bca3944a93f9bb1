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
	keepLines bool        // preformatted: white space stays
	space     []text.Span // white space not yet written
	invisible int
}

// add adds a stretch of the page. Entities are decoded in HTML.
func (f *folder) add(s text.Span, entities bool) {
	for i := s.Start; i < s.End; {
		c := f.src[i]
		switch {
		case c == '&' && entities:
			out, n := entity(f.src[i:s.End])
			f.decoded(out, text.Span{Start: i, End: i + n})
			i += n
		case c > ' ' && c < 0x7F:
			end := i + 1
			for end < s.End && f.src[end] > ' ' && f.src[end] < 0x7F && (f.src[end] != '&' || !entities) {
				end++
			}
			f.flushSpace()
			f.out.Copy(f.src[i:end], i)
			i = end
		default:
			r, size := utf8.DecodeRuneInString(f.src[i:s.End])
			f.rune(r, text.Span{Start: i, End: i + size}, true)
			i += size
		}
	}
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
		f.addSpace(orig)
	case text.Invisible(r):
		f.invisible++
	default:
		f.flushSpace()
		if copied {
			f.out.Copy(orig.Of(f.src), orig.Start)
		} else {
			f.out.Replace(string(r), orig)
		}
	}
}

// addSpace keeps white space back until something follows it. Where it is
// folded, one span holds all of it.
func (f *folder) addSpace(orig text.Span) {
	if len(f.space) > 0 && !f.keepLines {
		f.space[0] = f.space[0].Cover(orig)
		return
	}
	f.space = append(f.space, orig)
}

// flushSpace writes the white space that was kept back, unless the text has not
// begun: one space for all of it, but in preformatted text as it is.
func (f *folder) flushSpace() {
	spaces := f.space
	f.space = f.space[:0]
	if len(spaces) == 0 || f.out.Len() == 0 {
		return
	}
	if !f.keepLines {
		f.writeSpace(spaces[0].Cover(spaces[len(spaces)-1]))
		return
	}
	for _, s := range spaces {
		f.writeSpace(s)
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
	f.space = f.space[:0]
	return compose(f.out.Text())
}

// compose puts a text into NFC (UAX #15); never NFKC, which would rewrite what
// the reader sees.
func compose(s string, m text.Map) (string, text.Map) {
	if norm.NFC.IsNormalString(s) {
		return s, m
	}
	var b text.Builder
	for i := 0; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		span := text.Span{Start: i, End: i + n}
		if c := norm.NFC.String(span.Of(s)); c == span.Of(s) {
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
	end := 1
	for end < len(s) && end < longestEntity && (alphanumeric(s[end]) || s[end] == '#' && end == 1) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	out := html.UnescapeString(s[:end])
	if out == s[:end] {
		return s[:1], 1
	}
	// A reference may end before the letters do ("&ampx"): what follows it
	// came through as it was. Its own last character is never part of that.
	_, own := utf8.DecodeRuneInString(out)
	tail := 0
	for tail < len(out)-own && tail < end-1 && out[len(out)-1-tail] == s[end-1-tail] {
		tail++
	}
	return out[:len(out)-tail], end - tail
}

func alphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
