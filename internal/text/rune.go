package text

import "unicode/utf8"

// DecodeRune gives the first rune of s and how many bytes it takes. Bytes that
// are not UTF-8 give U+FFFD for each maximal subpart of an ill-formed
// sequence, as the WHATWG Encoding Standard's decoder and Unicode 16.0 section
// 3.9 have it (package utf8 gives one for each byte). The size is 0 only for
// an empty s.
func DecodeRune(s string) (r rune, size int) {
	r, size = utf8.DecodeRuneInString(s)
	if r != utf8.RuneError || size != 1 {
		return r, size
	}
	return r, subpart(s)
}

// subpart gives the length of the maximal subpart that s begins with, after
// Unicode 16.0, table 3-7 (Well-Formed UTF-8 Byte Sequences).
func subpart(s string) int {
	low, high, want := byte(0x80), byte(0xBF), 1
	switch c := s[0]; {
	case c == 0xE0:
		low, want = 0xA0, 2
	case c == 0xED:
		high, want = 0x9F, 2
	case c >= 0xE1 && c <= 0xEF:
		want = 2
	case c == 0xF0:
		low, want = 0x90, 3
	case c >= 0xF1 && c <= 0xF3:
		want = 3
	case c == 0xF4:
		high, want = 0x8F, 3
	default:
		return 1
	}
	n := 1
	for ; n <= want && n < len(s) && s[n] >= low && s[n] <= high; n++ {
		low, high = 0x80, 0xBF
	}
	return n
}

// Invisible reports whether r draws nothing and parts no words, so that it
// may be taken out of a text without changing what a reader sees: controls
// that are not white space, zero-width spaces and joiners of words, soft
// hyphens, byte order marks, bidirectional controls, and the tag characters of
// U+E0000. The joiners U+200C and U+200D are kept, for Persian, Indic scripts
// and emoji are written with them.
func Invisible(r rune) bool {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return !Space(r)
	case r == 0xAD, r == 0x61C, r == 0x180E, r == 0x200B, r == 0x200E, r == 0x200F, r == 0xFEFF:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// Space reports whether r is white space, after Unicode's White_Space
// property (UAX #44). No-break spaces are.
func Space(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}
