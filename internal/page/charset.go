package page

import (
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"github.com/copydesk/copydesk/internal/text"
)

// splitType gives the media type and the charset of a Content-Type header, in
// lower case; empty where it does not say.
func splitType(contentType string) (mediaType, label string) {
	mediaType, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		mediaType, _, _ = strings.Cut(contentType, ";")
		return strings.ToLower(strings.TrimSpace(mediaType)), ""
	}
	return mediaType, strings.ToLower(params["charset"])
}

// decode reads the page as UTF-8, finds out its charset on the way, and notes
// both in p. The alignment is nil where the bytes were UTF-8 already.
//
// The order is that of the HTML standard (section 13.2.3): byte order mark,
// header, meta, detection; but bytes that are UTF-8, some damage apart, are read
// as such even where a one-byte charset is declared, for the declaration is then
// wrong: text in such a charset is practically never UTF-8 beyond ASCII.
func (p *Page) decode(src string, declared, mediaType string) (string, *text.Map, error) {
	enc, name, mark := bom(src)
	if enc == nil && binary(src) {
		enc, name = lookup(declared)
		if enc == nil || !wide(name) {
			return "", nil, ErrNotText
		}
	}
	if enc == nil {
		enc, name = p.choose(src, declared, mediaType)
	}
	p.Charset = name
	if name == "utf-8" {
		decoded, m := p.decodeUTF8(src)
		return decoded, m, nil
	}
	decoded, m := p.decodeOther(src, mark, enc, name)
	return decoded, m, nil
}

// bom gives the charset that a byte order mark names, and the mark's length.
func bom(src string) (encoding.Encoding, string, int) {
	for _, b := range []struct{ mark, name string }{{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}} {
		if strings.HasPrefix(src, b.mark) {
			enc, name := lookup(b.name)
			return enc, name, len(b.mark)
		}
	}
	return nil, "", 0
}

// wide reports whether ASCII text in the charset takes two bytes a character.
func wide(name string) bool { return strings.HasPrefix(name, "utf-16") }

// lookup gives the charset of a label (WHATWG Encoding Standard), nil if there
// is none or it is one that browsers refuse.
func lookup(label string) (encoding.Encoding, string) {
	enc, err := htmlindex.Get(label)
	if err != nil || enc == encoding.Replacement {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return nil, ""
	}
	return enc, name
}

// choose gives the charset of a page without a byte order mark.
func (p *Page) choose(src string, declared, mediaType string) (encoding.Encoding, string) {
	enc, name := lookup(declared)
	if enc == nil && mediaType != "text/plain" {
		enc, name = lookup(metaCharset(src))
		if wide(name) {
			enc, name = lookup("utf-8") // a meta that could be read is not in UTF-16 (HTML standard, 13.2.3.2)
		}
	}
	_, oneByte := enc.(*charmap.Charmap)
	switch {
	case (enc == nil || oneByte) && mostlyUTF8(src):
		p.Misdeclared = oneByte && !ascii(src)
		return lookup("utf-8")
	case enc != nil:
		return enc, name
	}
	p.Guessed = true
	return guess(src)
}

// damaged is how many well-formed sequences beyond ASCII there must be for each
// ill-formed one in a page that is UTF-8 with some damage.
const damaged = 4

// mostlyUTF8 reports whether bytes are UTF-8, but for some damage.
func mostlyUTF8(src string) bool {
	good, bad := 0, 0
	for rest := src; len(rest) > 0; {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		rest = rest[size:]
	}
	return bad*damaged <= good
}

// metaPrefix is how much of a page is searched for a charset: the 1,024 bytes
// of the HTML standard, and more for the many pages that do not keep to them.
const metaPrefix = 8 << 10

// metaCharset gives the label in a page's meta elements; empty: none.
func metaCharset(src string) string {
	z := tokenizer{src: src[:min(len(src), metaPrefix)]}
	for {
		switch z.next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			if label := z.metaLabel(); label != "" {
				return label
			}
		}
	}
}

// metaLabel gives the charset in the tag that the tokenizer stands on: of the
// first attribute that has one.
func (z *tokenizer) metaLabel() string {
	if z.tag != atom.Meta {
		return ""
	}
	for _, a := range z.attrs[:z.count] {
		value := attrValue(a.value.Of(z.src))
		switch a.key {
		case keyCharset:
			return strings.TrimSpace(value)
		case keyContent:
			if _, label := splitType(value); label != "" {
				return label
			}
		}
	}
	return ""
}

// sureGuess is the confidence below which a guess is not followed. On short
// sentences in eleven charsets the detector was right at .7 and above, but for
// taking central European ones for western, and wrong below.
const sureGuess = 0.7

// guess gives the charset that the bytes look like, windows-1252 where they
// look like none: what the HTML standard falls back on.
func guess(src string) (encoding.Encoding, string) {
	found := chardet.Detect([]byte(src[:min(len(src), 64<<10)]))
	if enc, name := lookup(found.Encoding); enc != nil && name != "utf-8" && found.Confidence >= sureGuess {
		return enc, name
	}
	return lookup("windows-1252")
}

func ascii(src string) bool {
	for i := range len(src) {
		if src[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decodeUTF8 replaces what is not UTF-8. The alignment is nil where nothing is.
func (p *Page) decodeUTF8(s string) (string, *text.Map) {
	body := strings.TrimPrefix(s, "\uFEFF")
	if len(body) == len(s) && utf8.ValidString(s) {
		return s, nil
	}
	var b text.Builder
	start := len(s) - len(body)
	for i := start; i < len(s); {
		r, size := text.DecodeRune(s[i:])
		if r == utf8.RuneError && s[i:i+size] != "\uFFFD" {
			b.Copy(s[start:i], start)
			b.Replace("\uFFFD", text.Span{Start: i, End: i + size})
			start = i + size
			p.Replaced++
		}
		i += size
	}
	b.Copy(s[start:], start)
	decoded, m := b.Text()
	return decoded, &m
}

// decodeOther decodes from a charset that is not UTF-8, beginning behind the
// byte order mark. It feeds the decoder as few bytes at a time as make it go
// on, which is how each character is aligned with its bytes.
func (p *Page) decodeOther(page string, mark int, enc encoding.Encoding, name string) (string, *text.Map) {
	var b text.Builder
	decoder, src := enc.NewDecoder(), []byte(page)
	plain := !wide(name) && name != "iso-2022-jp" // ASCII stands for itself
	for at := mark; at < len(src); {
		if n := asciiRun(src[at:]); plain && n > 0 {
			b.Copy(string(src[at:at+n]), at)
			at += n
			continue
		}
		out, n := step(decoder, src[at:])
		if out == "\uFFFD" {
			p.Replaced++
		}
		b.Replace(out, text.Span{Start: at, End: at + n})
		at += n
	}
	decoded, m := b.Text()
	return decoded, &m
}

func asciiRun(src []byte) int {
	for i, c := range src {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(src)
}

// longestCode is the most bytes that one character takes in any charset of the
// Encoding Standard, with the escape sequence before it in ISO-2022-JP.
const longestCode = 8

// step decodes one character, or a few where the charset has them in one code,
// and says how many bytes it took: at least one. Bytes that the decoder has no
// use for are read as U+FFFD.
func step(decoder transform.Transformer, src []byte) (string, int) {
	var dst [64]byte
	for n := 1; n <= min(longestCode, len(src)); n++ {
		wrote, read, err := decoder.Transform(dst[:], src[:n], n == len(src))
		if read > 0 {
			return string(dst[:wrote]), read
		}
		if err != nil && err != transform.ErrShortSrc {
			break
		}
	}
	return "\uFFFD", 1
}
