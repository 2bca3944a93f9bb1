// Package text is the bottom of the house: spans, the alignment of a text with
// its original, and the units that offsets are counted in.
//
// Inside copydesk every offset counts bytes of UTF-8. Other units exist at the
// edge only, where [Index] converts to them.
package text

import (
	"slices"
	"unicode"
)

// Span is a half-open stretch [Start, End) of a text, in bytes of UTF-8:
// its words are text[Start:End].
type Span struct{ Start, End int }

// Of gives the words of s in the text that s counts in. It panics, as slicing
// does, if s is not a span of that text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len gives the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether all of t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Shift gives s moved n bytes to the right.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }

// Cover gives the shortest span that holds both s and t.
func (s Span) Cover(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Within reports whether one of several spans contains another.
func Within(spans []Span, s Span) bool {
	return slices.ContainsFunc(spans, func(p Span) bool { return p.Contains(s) })
}

// LetterOrDigit reports whether a character is a letter or a decimal digit of any
// script.
func LetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
