package text

import "sort"

// Unit is a way of counting offsets.
type Unit int

// The ways of counting. The zero value is the one used inside copydesk.
const (
	Bytes      Unit = iota // bytes of UTF-8
	UTF16                  // UTF-16 code units
	CodePoints             // Unicode code points
)

// indexStep is how many bytes lie between two marks of an [Index]: what one
// look-up decodes at the most, on average half. At 64 the marks take an eighth
// of the text.
const indexStep = 64

// Index converts byte offsets of one text to another unit. It is made in one
// pass over the text; a look-up then costs no more than [indexStep] bytes,
// so that many offsets cost no more than another pass.
type Index struct {
	text  string
	unit  Unit
	marks []mark // empty where all offsets are the same in both units
}

// mark says that units[:n] of the text lie before the byte offset.
type mark struct{ offset, n int }

// NewIndex makes the index of a text for a unit. Text that is not UTF-8 is
// counted as [DecodeRune] reads it.
func NewIndex(text string, unit Unit) *Index {
	x := &Index{text: text, unit: unit}
	if unit == Bytes || ascii(text) {
		return x
	}
	x.marks = make([]mark, 1, len(text)/indexStep+1)
	n := 0
	for i := 0; i < len(text); {
		if i >= x.marks[len(x.marks)-1].offset+indexStep {
			x.marks = append(x.marks, mark{i, n})
		}
		r, size := DecodeRune(text[i:])
		i, n = i+size, n+unit.width(r)
	}
	return x
}

// At gives the byte offset in the index's unit. An offset inside a rune counts
// as the rune's start; one outside the text as the nearest end.
func (x *Index) At(offset int) int {
	offset = max(0, min(offset, len(x.text)))
	if len(x.marks) == 0 {
		return offset
	}
	m := x.marks[sort.Search(len(x.marks), func(i int) bool { return x.marks[i].offset > offset })-1]
	for i := m.offset; i < offset; {
		r, size := DecodeRune(x.text[i:])
		if i += size; i <= offset {
			m.n += x.unit.width(r)
		}
	}
	return m.n
}

// Span gives the span in the index's unit.
func (x *Index) Span(s Span) Span { return Span{x.At(s.Start), x.At(s.End)} }

// width gives how many units a rune takes.
func (u Unit) width(r rune) int {
	if u == UTF16 && r > 0xFFFF {
		return 2
	}
	return 1
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
