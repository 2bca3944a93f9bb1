package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// rawText reads to the end tag of the element whose text is read, in which no
// other tag means anything.
func (z *tokenizer) rawText() {
	tag := z.text
	z.text = 0
	switch tag {
	case atom.Plaintext:
		z.text = tag // it has no end
		z.raw.End = len(z.src)
	case atom.Script:
		z.raw.End = scriptEnd(z.src, z.raw.Start)
	default:
		z.raw.End = rawEnd(z.src, z.raw.Start, tag.String())
	}
}

// rawEnd gives where the end tag of the name begins, from the offset on.
func rawEnd(src string, at int, name string) int {
	for {
		n := strings.IndexByte(src[at:], '<')
		if n < 0 {
			return len(src)
		}
		at += n
		if endsRaw(src[at:], name) {
			return at
		}
		at++
	}
}

// endsRaw reports whether s begins with the end tag of the name.
func endsRaw(s, name string) bool {
	n := len("</") + len(name)
	return len(s) > n && s[1] == '/' && strings.EqualFold(s[2:n], name) && endsName(s[n])
}

// endsName reports whether c ends the name of a tag.
func endsName(c byte) bool { return space(c) || c == '/' || c == '>' }

// scriptState is whether a script's own end tag is hidden in what looks like a
// comment (HTML standard, 13.2.5.18 to 13.2.5.31).
type scriptState uint8

const (
	shown   scriptState = iota
	escaped             // behind "<!--"
	doubly              // behind "<!--" and "<script"
)

// scriptEnd gives where the end tag of a script begins, from the offset on.
func scriptEnd(src string, at int) int {
	state, dashes := shown, 0
	for at < len(src) {
		switch c := src[at]; {
		case state == shown:
			if n := strings.IndexByte(src[at:], '<'); n < 0 {
				return len(src)
			} else if at += n; endsRaw(src[at:], "script") {
				return at
			}
			if strings.HasPrefix(src[at:], "<!--") {
				state, dashes, at = escaped, 2, at+3
			}
		case c == '-':
			dashes++
		case c == '>' && dashes >= 2:
			state = shown
		case c == '<' && state == escaped && endsRaw(src[at:], "script"):
			return at
		case c == '<':
			n := 0
			state, n = state.tag(src[at:])
			at, dashes = at+n, 0
		default:
			dashes = 0
		}
		at++
	}
	return len(src)
}

// tag gives the state behind the "<" that s begins with, inside what looks like
// a comment, and how many bytes belong to it but the first.
func (s scriptState) tag(src string) (scriptState, int) {
	const script = "<script"
	switch {
	case s == doubly && endsRaw(src, "script"):
		return escaped, len("</script")
	case s == doubly || len(src) < 2 || src[1] == '/':
		return s, 0
	case !letter(src[1]):
		return shown, 0 // as x/net has it; the standard stays in the comment
	case len(src) > len(script) && strings.EqualFold(src[:len(script)], script) && endsName(src[len(script)]):
		return doubly, len(script)
	}
	return escaped, 0
}
