package page

import (
	"strings"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// readText reads text that is no HTML: one block a line, and one block a
// paragraph where its lines were broken at a width. The last block that a page
// may have is all that is left.
func readText(p *Page, src string) {
	f := &folder{src: src}
	for _, paragraph := range paragraphs(src) {
		if wrapped(src, paragraph) {
			paragraph = []text.Span{paragraph[0].Cover(paragraph[len(paragraph)-1])}
		}
		for _, line := range paragraph {
			if len(p.Blocks) == MaxBlocks-1 && strings.TrimSpace(src[line.End:]) != "" {
				p.Merged, line.End = true, len(src)
			}
			f.add(line, false)
			s, m := f.take()
			if s != "" {
				p.Blocks = append(p.Blocks, Block{Kind: lineKind(s), Text: s, Map: m})
			}
			if p.Merged {
				p.Invisible = f.invisible
				return
			}
		}
	}
	p.Invisible = f.invisible
}

// paragraphs gives the lines of a text that are not blank, by paragraph: a run
// of lines that no blank line parts.
func paragraphs(src string) [][]text.Span {
	var all [][]text.Span
	blank := true
	for start := 0; start < len(src); {
		end, next := lineEnd(src, start)
		line := text.Span{Start: start, End: end}
		switch {
		case strings.TrimSpace(line.Of(src)) == "":
			blank = true
		case blank:
			all = append(all, []text.Span{line})
			blank = false
		default:
			all[len(all)-1] = append(all[len(all)-1], line)
		}
		start = next
	}
	return all
}

// lineEnd gives the end of the line that starts at the offset, and the start of
// the next. Lines end as in Unicode 16.0, section 5.8.
func lineEnd(src string, start int) (end, next int) {
	for i := start; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\r' && i+1 < len(src) && src[i+1] == '\n':
			return i, i + 2
		case c == '\n' || c == '\r' || c == '\v' || c == '\f':
			return i, i + 1
		case c == 0xE2 && (strings.HasPrefix(src[i:], "\u2028") || strings.HasPrefix(src[i:], "\u2029")):
			return i, i + 3
		case c == 0xC2 && strings.HasPrefix(src[i:], "\u0085"):
			return i, i + 2
		}
	}
	return len(src), len(src)
}

// Widths of text that was broken into lines, in code points: mail and README
// files are broken at 72 to 80, and the words at the margin leave a rag.
const (
	minWidth = 50
	maxWidth = 100
	maxRag   = 16
)

// wrapped reports whether the lines of a paragraph are the pieces of one text:
// there are three or more, and all but the last are nearly as long as the
// longest.
func wrapped(src string, lines []text.Span) bool {
	if len(lines) < 3 {
		return false
	}
	shortest, longest := maxWidth+1, 0
	for i, line := range lines {
		n := utf8.RuneCountInString(strings.TrimSpace(line.Of(src)))
		longest = max(longest, n)
		if i < len(lines)-1 {
			shortest = min(shortest, n)
		}
	}
	return longest >= minWidth && longest <= maxWidth && longest-shortest <= maxRag
}

// lineKind tells list items by their marks; what a heading is, a line alone
// does not say.
func lineKind(s string) doc.Kind {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•◦▪‣·*-–", r) && strings.HasPrefix(s[size:], " ") {
		return doc.ListItem
	}
	return doc.Paragraph
}
