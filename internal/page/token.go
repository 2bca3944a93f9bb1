package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/text"
)

// tokenizer reads HTML as a stream of tokens whose raw bytes add up to the page:
// the tokenizer of x/net byte for byte, which a fuzz test holds it to, without
// its copies. It slices the page, jumps from mark to mark, and of a tag's
// attributes notes where those stand that somebody reads.
type tokenizer struct {
	src   string
	raw   text.Span // the token
	tag   atom.Atom // of a tag; 0: none that HTML has
	trait *trait    // of that element

	attrs [attrKeys]attr // of a start tag, in order, each key once
	count int
	seen  uint32 // a bit for each key among them
	last  int    // where the value of the last attribute ends, read or not; -1: there is none

	text  atom.Atom // the element whose text follows, in which tags mean nothing; 0: none
	lower [longestName]byte
}

// attr is an attribute that is read: which, and where its value stands.
type attr struct {
	key   attrKey
	value text.Span
}

// attrKey names an attribute that is read.
type attrKey uint8

// The attributes that are read.
const (
	noKey attrKey = iota
	keyClass
	keyID
	keyRel
	keyHref
	keyItemprop
	keyRole
	keyTestID
	keyName
	keyProperty
	keyContent
	keyDatetime
	keyLang
	keyType
	keyHidden
	keyAriaHidden
	keyStyle
	keyCharset
	attrKeys
)

// keyOf gives the key of an attribute's name in lower case.
func keyOf(name string) attrKey {
	switch name {
	case "class":
		return keyClass
	case "id":
		return keyID
	case "rel":
		return keyRel
	case "href":
		return keyHref
	case "itemprop":
		return keyItemprop
	case "role":
		return keyRole
	case "data-testid":
		return keyTestID
	case "name":
		return keyName
	case "property":
		return keyProperty
	case "content":
		return keyContent
	case "datetime":
		return keyDatetime
	case "lang":
		return keyLang
	case "type":
		return keyType
	case "hidden":
		return keyHidden
	case "aria-hidden":
		return keyAriaHidden
	case "style":
		return keyStyle
	case "charset":
		return keyCharset
	}
	return noKey
}

// longestName is longer than any name of an element or attribute that is looked
// for.
const longestName = 32

// lowered gives a name in lower case, nil if it is too long to be known. It is
// good until the next call.
func (z *tokenizer) lowered(name text.Span) []byte {
	if name.Len() > len(z.lower) {
		return nil
	}
	out := z.lower[:name.Len()]
	for i, c := range []byte(name.Of(z.src)) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}

// next goes to the next token and gives its type: [html.ErrorToken] at the end
// of the page, or at a tag that the page ends in.
func (z *tokenizer) next() html.TokenType {
	z.raw.Start = z.raw.End
	if z.text != 0 {
		z.rawText()
		if !z.raw.Empty() {
			return html.TextToken
		}
	}
	for at := z.raw.Start; ; at++ {
		n := strings.IndexByte(z.src[at:], '<')
		if n < 0 || at+n+1 == len(z.src) {
			return z.rest()
		}
		at += n
		c := z.src[at+1]
		if !letter(c) && c != '/' && c != '!' && c != '?' {
			continue
		}
		if at > z.raw.Start {
			z.raw.End = at
			return html.TextToken
		}
		switch {
		case letter(c):
			return z.startTag(at + 1)
		case c == '/':
			return z.endTag(at + 2)
		case c == '!':
			return z.declaration(at + 2)
		}
		return z.bogus(at + 2)
	}
}

// rest makes a text of what is left of the page.
func (z *tokenizer) rest() html.TokenType {
	if z.raw.End = len(z.src); z.raw.Empty() {
		return html.ErrorToken
	}
	return html.TextToken
}

// bogus ends what is no comment but read as one (HTML standard, 13.2.5.41).
func (z *tokenizer) bogus(at int) html.TokenType {
	z.raw.End = len(z.src)
	if n := strings.IndexByte(z.src[at:], '>'); n >= 0 {
		z.raw.End = at + n + 1
	}
	return html.CommentToken
}

// declaration reads what follows "<!".
func (z *tokenizer) declaration(at int) html.TokenType {
	switch rest := z.src[at:]; {
	case len(rest) < 2:
		z.raw.End = len(z.src)
		return html.CommentToken
	case rest[:2] == "--":
		z.comment(at + 2)
		return html.CommentToken
	case len(rest) >= 7 && strings.EqualFold(rest[:7], "doctype"):
		z.bogus(at + 7)
		return html.DoctypeToken
	}
	return z.bogus(at)
}

// comment reads a comment to its end: "-->" or "--!>", or ">" at its very
// beginning (HTML standard, 13.2.5.43 and following).
func (z *tokenizer) comment(start int) {
	for at := start; ; at++ {
		n := strings.IndexByte(z.src[at:], '>')
		if n < 0 {
			z.raw.End = len(z.src)
			return
		}
		at += n
		if s := z.src[start:at]; s == "" || s == "-" || strings.HasSuffix(s, "--") || strings.HasSuffix(s, "--!") {
			z.raw.End = at + 1
			return
		}
	}
}

// endTag reads what follows "</".
func (z *tokenizer) endTag(at int) html.TokenType {
	switch {
	case at == len(z.src):
		return z.rest()
	case z.src[at] == '>':
		z.raw.End = at + 1
		return html.CommentToken
	case !letter(z.src[at]):
		return z.bogus(at)
	case !z.readTag(at):
		return html.ErrorToken
	}
	return html.EndTagToken
}

func (z *tokenizer) startTag(at int) html.TokenType {
	if !z.readTag(at) {
		return html.ErrorToken
	}
	if z.trait.raw {
		z.text = z.tag
	}
	if z.src[z.raw.End-2] == '/' && (z.last != z.raw.End-1 || !z.slashInValue(at)) {
		return html.SelfClosingTagToken
	}
	return html.StartTagToken
}

// readTag reads a tag, whose name begins at the offset, and reports whether it
// ends before the page does.
func (z *tokenizer) readTag(at int) bool {
	name := text.Span{Start: at, End: nameEnd(z.src, at)}
	z.tag = atom.Lookup(z.lowered(name))
	z.trait = traitOf(z.tag)
	z.count, z.seen, z.last = 0, 0, -1
	for at = skipSpace(z.src, name.End); at < len(z.src); at = skipSpace(z.src, at) {
		if z.src[at] == '>' {
			z.raw.End = at + 1
			return true
		}
		var key, value text.Span
		key, value, at = attribute(z.src, at)
		if !key.Empty() {
			z.note(key, value)
			z.last = value.End
		}
	}
	return false
}

// nameEnd gives where the tag's name ends that starts at the offset.
func nameEnd(src string, at int) int {
	for at < len(src) && !endsName(src[at]) {
		at++
	}
	return at
}

// note keeps an attribute that is read, unless there is one of its name.
func (z *tokenizer) note(name, value text.Span) {
	key := keyOf(name.Of(z.src))
	if key == noKey {
		if name.Len() > len("data-testid") || strings.IndexFunc(name.Of(z.src), upper) < 0 {
			return
		}
		key = keyOf(string(z.lowered(name)))
	}
	if key != noKey && z.seen&(1<<key) == 0 {
		z.seen |= 1 << key
		z.attrs[z.count] = attr{key, value}
		z.count++
	}
}

// attribute reads one attribute (HTML standard, 13.2.5.32 to 13.2.5.39) and says
// where it ends. The name may be empty, before a "/". An attribute that the page
// ends in ends at its end.
func attribute(src string, at int) (name, value text.Span, end int) {
	name = text.Span{Start: at, End: at}
	for name.End < len(src) {
		c := src[name.End]
		if c == '=' && name.End > at || endsName(c) {
			break
		}
		name.End++
	}
	value = text.Span{Start: name.End, End: name.End}
	at = skipSpace(src, name.End)
	switch {
	case at == len(src):
		return name, value, at
	case src[at] == '/':
		return name, value, at + 1
	case src[at] != '=':
		return name, value, at
	}
	at = skipSpace(src, at+1)
	if at == len(src) || src[at] == '>' {
		return name, value, at
	}
	if quote := src[at]; quote == '"' || quote == '\'' {
		n := strings.IndexByte(src[at+1:], quote)
		if n < 0 {
			return name, value, len(src)
		}
		value = text.Span{Start: at + 1, End: at + 1 + n}
		return name, value, value.End + 1
	}
	value = text.Span{Start: at, End: at + 1}
	for value.End < len(src) && src[value.End] != '>' && !space(src[value.End]) {
		value.End++
	}
	return name, value, value.End
}

// slashInValue reports whether the "/" that the tag ends with belongs to the
// value of its last attribute, as in "<p a=/>". An attribute whose name the tag
// has already does not count. The tag's name begins at the offset.
func (z *tokenizer) slashInValue(at int) bool {
	names := map[string]bool{}
	at = skipSpace(z.src, nameEnd(z.src, at))
	last := -1
	for z.src[at] != '>' {
		var name, value text.Span
		name, value, at = attribute(z.src, at)
		if key := asciiLower(name.Of(z.src)); key != "" && !names[key] {
			names[key] = true
			last = value.End
		}
		at = skipSpace(z.src, at)
	}
	return last == z.raw.End-1
}

// value gives an attribute's value: entities decoded, lines ended by line feeds,
// and NUL as U+FFFD; empty where the tag has none.
func (z *tokenizer) value(key attrKey) string {
	if z.seen&(1<<key) == 0 {
		return ""
	}
	for _, a := range z.attrs[:z.count] {
		if a.key == key {
			return attrValue(a.value.Of(z.src))
		}
	}
	return ""
}

func (z *tokenizer) has(key attrKey) bool { return z.seen&(1<<key) != 0 }

func attrValue(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		n := strings.IndexByte(s, '&')
		if n < 0 {
			n = len(s)
		}
		b.WriteString(s[:n])
		if s = s[n:]; s != "" {
			out, used := attrEntity(s)
			b.WriteString(out)
			s = s[used:]
		}
	}
	return b.String()
}

// attrEntity decodes the character reference that s begins with and says how
// many bytes it takes. In attributes a name without its semicolon has to end
// where the letters do, and no "=" may follow (HTML standard, 13.2.5.73).
func attrEntity(s string) (string, int) {
	end := referenceEnd(s, len(s))
	if strings.HasPrefix(s, "&#") {
		return reference(s[:end])
	}
	out := html.UnescapeString(s[:end])
	closed := s[end-1] == ';'
	switch {
	case out == s[:end]:
	case closed && (out == ";" || !strings.HasSuffix(out, ";")):
		return out, end
	case !closed && utf8.RuneCountInString(out) == 1 && (end == len(s) || s[end] != '='):
		return out, end
	}
	return "&", 1
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func upper(r rune) bool { return r >= 'A' && r <= 'Z' }

// asciiLower puts A to Z in lower case, whatever the other bytes are.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// space reports whether c is white space inside tags.
func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func skipSpace(src string, at int) int {
	for at < len(src) && space(src[at]) {
		at++
	}
	return at
}
