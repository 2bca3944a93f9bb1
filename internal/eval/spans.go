package eval

import (
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/text"
)

// ink gives the spans of s counted in characters that are not white space, as
// the CoNLL 2018 shared task does (Zeman et al. 2018): whether a span takes in
// the white space around it does not matter. Spans without such a character
// are left out.
func ink(s string, spans []text.Span) []text.Span {
	before := make([]int, len(s)+1) // characters before each byte
	n := 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		for range size {
			before[i] = n
			i++
		}
		if !text.Space(r) {
			n++
		}
	}
	before[len(s)] = n
	var out []text.Span
	for _, span := range spans {
		if t := (text.Span{Start: before[span.Start], End: before[span.End]}); !t.Empty() {
			out = append(out, t)
		}
	}
	return out
}

// spanOverlap counts the spans of s that were found and wanted with exactly the
// same bounds, white space aside.
func spanOverlap(s string, got, want []text.Span) Overlap {
	return bagOverlap(ink(s, got), ink(s, want))
}
