package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/text"
)

// plain makes text from elsewhere fit for one line of a terminal: white space of
// any kind is one space, and what draws nothing is gone. Controls could steer
// the terminal, bidirectional and zero-width characters could make it show what
// is not there.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
}

// plainLines is plain for text whose line ends and indents mean something.
func plainLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(strings.Map(visible, strings.ReplaceAll(line, "\t", "    ")), " ")
	}
	return strings.Join(lines, "\n")
}

// visible gives what stands for a character on a terminal: itself, a space, or
// nothing (-1).
func visible(r rune) rune {
	switch {
	case text.Space(r):
		return ' '
	case hidden(r):
		return -1
	}
	return r
}

// hidden reports whether a character draws nothing: controls, and what Unicode
// 15 calls Default_Ignorable_Code_Point, which is format characters but for the
// Arabic and Syriac signs that enclose a number, variation selectors, fillers.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7F
	}
	return text.Invisible(r) ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) &&
			!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
