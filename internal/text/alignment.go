package text

import (
	"iter"
	"slices"
	"sort"
	"strings"
)

// Map is the alignment of a text with its original: for every byte of the
// text, where it comes from. The zero value is the alignment of an empty text.
//
// Equal length does not mean copied: "&lt;b" and "&#98;" may both be four
// bytes. So each piece says whether its bytes are the original's own.
type Map struct {
	pieces []piece
	end    int32 // length of the text
}

// piece aligns the bytes of the text from its start to the next piece's start.
// Offsets take 32 bits, for pages are limited to megabytes and a hostile one
// may have a piece for every other byte.
type piece struct {
	text   int32 // where it starts in the text
	orig   int32 // where what it comes from starts in the original
	length int32 // how long that is in the original; -1: copied byte for byte
}

// copied marks a piece whose bytes are the original's own.
const copied = -1

// Len gives the length of the aligned text in bytes.
func (m Map) Len() int { return int(m.end) }

// Original gives the shortest stretch of the original that the span of the
// text comes from. Bytes that stand for a longer or shorter stretch (an
// entity, folded white space) give all of it. What was cut out between the
// span's first and last byte lies inside. An empty span gives an empty one. It
// panics if s is not a span of the text.
func (m Map) Original(s Span) Span {
	if s.Start < 0 || s.End > int(m.end) || s.Start > s.End {
		panic("text: span outside of the aligned text")
	}
	if s.Start == s.End {
		at := m.edge(s.Start)
		return Span{at, at}
	}
	first, last := m.find(s.Start), m.find(s.End-1)
	start, end := m.original(first, s.Start).Start, m.original(last, s.End-1).End
	return Span{start, max(start, end)}
}

// edge gives the offset of the original at which an empty span lies: before
// the byte that follows it, or behind the last one.
func (m Map) edge(at int) int {
	if at < int(m.end) {
		return m.original(m.find(at), at).Start
	}
	if m.end == 0 {
		return 0
	}
	return m.original(len(m.pieces)-1, at-1).End
}

// original gives what the byte at the offset, which lies in piece i, comes from.
func (m Map) original(i, offset int) Span {
	p := m.pieces[i]
	if p.length != copied {
		return Span{int(p.orig), int(p.orig + p.length)}
	}
	at := int(p.orig) + offset - int(p.text)
	return Span{at, at + 1}
}

// find gives the piece that the byte at the offset lies in.
func (m Map) find(offset int) int {
	return sort.Search(len(m.pieces), func(i int) bool { return int(m.pieces[i].text) > offset }) - 1
}

// Copied reports whether the bytes of the span are the original's own, in one
// stretch.
func (m Map) Copied(s Span) bool {
	if s.Empty() {
		return true
	}
	i := m.find(s.Start)
	return m.pieces[i].length == copied && (i+1 == len(m.pieces) || s.End <= int(m.pieces[i+1].text))
}

// Identity is the alignment of a text of n bytes with itself.
func Identity(n int) Map {
	if n == 0 {
		return Map{}
	}
	return Map{pieces: []piece{{0, 0, copied}}, end: int32(n)}
}

// Through gives the alignment of m's text with the original of outer, where
// m's own original is the text of outer. Both must be in order, as [Builder]
// makes them, for the walk is one pass over the pieces of both.
func (m Map) Through(outer Map) Map {
	var b Builder
	for i, p := range m.pieces {
		s := Span{int(p.text), int(m.end)}
		if i+1 < len(m.pieces) {
			s.End = int(m.pieces[i+1].text)
		}
		if p.length != copied {
			b.align(s.Len(), outer.Original(Span{int(p.orig), int(p.orig + p.length)}))
			continue
		}
		b.alignAll(outer, Span{int(p.orig), int(p.orig) + s.Len()})
	}
	return b.m
}

// Builder makes a text together with its alignment. The zero value is ready.
type Builder struct {
	buf []byte
	m   Map
}

// Grow makes room for the text of some maps, in one stretch of n bytes.
func (b *Builder) Grow(n int, maps iter.Seq[Map]) {
	pieces := 0
	for m := range maps {
		pieces += len(m.pieces) + 1 // one that is inserted behind it
	}
	b.buf, b.m.pieces = slices.Grow(b.buf, n), slices.Grow(b.m.pieces, pieces)
}

// room makes room for n bytes and a piece. It takes twice as much each time:
// long texts grow in few steps.
func (b *Builder) room(n int) {
	if cap(b.buf)-len(b.buf) < n {
		b.buf = slices.Grow(b.buf, max(n, cap(b.buf)))
	}
	if cap(b.m.pieces) == len(b.m.pieces) {
		b.m.pieces = slices.Grow(b.m.pieces, max(4, cap(b.m.pieces)))
	}
}

// Copy adds s, which stands in the original at the offset.
func (b *Builder) Copy(s string, at int) {
	if s == "" {
		return
	}
	b.room(len(s))
	b.buf = append(b.buf, s...)
	b.copy(len(s), at)
}

// Replace adds s, which stands for the given stretch of the original: a
// character for its entity, one space for many.
func (b *Builder) Replace(s string, orig Span) {
	if s == "" {
		return
	}
	b.room(len(s))
	b.buf = append(b.buf, s...)
	b.align(len(s), orig)
}

// Insert adds s, which stands for nothing in the original, behind the last
// stretch that was added.
func (b *Builder) Insert(s string) {
	at := b.m.edge(int(b.m.end))
	b.Replace(s, Span{at, at})
}

// Append adds the given span of an aligned text, aligned with that text's
// original.
func (b *Builder) Append(s string, m Map, span Span) {
	b.buf = append(b.buf, span.Of(s)...)
	b.alignAll(m, span)
}

// alignAll adds the pieces of m inside the span of its text.
func (b *Builder) alignAll(m Map, span Span) {
	if span.Empty() {
		return
	}
	for i := m.find(span.Start); span.Start < span.End; i++ {
		end := span.End
		if i+1 < len(m.pieces) {
			end = min(end, int(m.pieces[i+1].text))
		}
		orig := m.original(i, span.Start)
		if m.pieces[i].length == copied {
			b.copy(end-span.Start, orig.Start)
		} else {
			b.align(end-span.Start, orig)
		}
		span.Start = end
	}
}

// copy aligns the next n bytes with the original's own at the offset, joined to
// the piece before where that goes on.
func (b *Builder) copy(n, at int) {
	if k := len(b.m.pieces); k > 0 {
		if p := b.m.pieces[k-1]; p.length == copied && int(p.orig+b.m.end-p.text) == at {
			b.m.end += int32(n)
			return
		}
	}
	b.m.pieces = append(b.m.pieces, piece{b.m.end, int32(at), copied})
	b.m.end += int32(n)
}

// align aligns the next n bytes, as one, with a stretch of the original.
func (b *Builder) align(n int, orig Span) {
	b.m.pieces = append(b.m.pieces, piece{b.m.end, int32(orig.Start), int32(orig.Len())})
	b.m.end += int32(n)
}

// Len gives the length of the text so far, in bytes.
func (b *Builder) Len() int { return len(b.buf) }

// Text gives the text and its alignment, and makes b empty.
func (b *Builder) Text() (string, Map) {
	s, m := string(b.buf), b.m
	*b = Builder{}
	return s, m
}

// Store keeps many short texts and their alignments in few stretches of memory.
// The zero value is ready.
type Store struct {
	texts  Strings
	pieces []piece
}

// Take gives the text and the alignment that b holds, and makes b empty, for the
// next text.
func (s *Store) Take(b *Builder) (string, Map) {
	if n := len(b.m.pieces); cap(s.pieces)-len(s.pieces) < n {
		s.pieces = make([]piece, 0, max(n, min(2*cap(s.pieces), mostStored/16), leastStored/16))
	}
	first := len(s.pieces)
	s.pieces = append(s.pieces, b.m.pieces...)
	m := Map{pieces: s.pieces[first:len(s.pieces):len(s.pieces)], end: b.m.end}
	t := s.texts.Keep(b.buf)
	b.buf, b.m.pieces, b.m.end = b.buf[:0], b.m.pieces[:0], 0
	return t, m
}

// Strings keeps many short strings in few stretches of memory. The zero value is
// ready.
type Strings struct{ kept strings.Builder }

// How much is taken at once, in bytes: each time twice as much as before, within
// these.
const (
	leastStored = 1 << 10
	mostStored  = 1 << 16
)

// Keep gives a string of the bytes.
func (s *Strings) Keep(b []byte) string {
	if s.kept.Cap()-s.kept.Len() < len(b) {
		grown := max(len(b), min(2*s.kept.Cap(), mostStored), leastStored)
		s.kept = strings.Builder{}
		s.kept.Grow(grown)
	}
	start := s.kept.Len()
	s.kept.Write(b)
	return s.kept.String()[start:]
}
