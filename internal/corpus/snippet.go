package corpus

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Of a snippet, in bytes: how long it may be (two lines of a terminal), and
// how much of a text is looked at, so that a page of search results over texts
// of megabytes stays quick.
const (
	snippetBytes = 200
	snippetScan  = 64 << 10
)

// wordSet holds words that are wanted, folded, each with a number.
type wordSet struct {
	whole    map[string]int
	prefixes []string // numbered -1, -2, ...
}

// add takes in the words of a piece; the last of them stands for all that
// begin so if the piece has a star.
func (s *wordSet) add(p piece) {
	var folded []string
	for w := range words(p.text) {
		folded = append(folded, fold(p.text[w.start:w.end]))
	}
	if last := len(folded) - 1; p.prefix && last >= 0 {
		s.prefixes = append(s.prefixes, folded[last])
		folded = folded[:last]
	}
	for _, w := range folded {
		if _, ok := s.whole[w]; !ok {
			s.whole[w] = len(s.whole)
		}
	}
}

// find returns the number of the word that w is, if any.
func (s *wordSet) find(w string) (number int, ok bool) {
	w = fold(w)
	if n, ok := s.whole[w]; ok {
		return n, true
	}
	for i, p := range s.prefixes {
		if strings.HasPrefix(w, p) {
			return -1 - i, true
		}
	}
	return 0, false
}

// match is a word in a text, text[start:end], or a stretch from one to another.
type match struct{ start, end, word int }

// snippet returns the piece of a text where most of the wanted words stand
// close together.
func snippet(text string, wanted wordSet) string {
	head := text[:runeStart(text, min(len(text), snippetScan))]
	var found []match
	for w := range words(head) {
		if n, ok := wanted.find(head[w.start:w.end]); ok {
			w.word = n
			found = append(found, w)
		}
	}
	start, end := around(text, densest(found))
	s := strings.Join(strings.Fields(strings.ToValidUTF8(text[start:end], "\uFFFD")), " ")
	if start > 0 {
		s = "…" + s
	}
	if end < len(text) {
		s += "…"
	}
	return s
}

// densest returns the first stretch of matches, no longer than a snippet, that
// has the most different words; empty at the beginning if there is none. Each
// match comes in once and goes out once: linear.
func densest(found []match) (best match) {
	in := map[int]int{} // word -> how often between found[i] and m
	most, i := 0, 0
	for j, m := range found {
		in[m.word]++
		for ; i < j && m.end-found[i].start > snippetBytes; i++ {
			if in[found[i].word]--; in[found[i].word] == 0 {
				delete(in, found[i].word)
			}
		}
		if len(in) > most {
			most, best = len(in), match{start: found[i].start, end: m.end}
		}
	}
	return best
}

// around returns the bounds of a snippet with m in its middle. It shrinks to
// the nearest gaps between words, if there are any beside m.
func around(text string, m match) (start, end int) {
	if m.end-m.start > snippetBytes { // one very long word
		m.end = runeStart(text, m.start+snippetBytes)
	}
	start = runeStart(text, max(0, m.start-(snippetBytes-(m.end-m.start))/2))
	end = max(m.end, runeStart(text, min(len(text), start+snippetBytes)))
	if start > 0 {
		start += max(0, strings.IndexFunc(text[start:m.start], unicode.IsSpace))
	}
	if end < len(text) {
		if gap := strings.LastIndexFunc(text[m.end:end], unicode.IsSpace); gap >= 0 {
			end = m.end + gap
		}
	}
	return start, end
}

// runeStart returns i, or the start of the character that i is inside of.
func runeStart(s string, i int) int {
	for n := 0; n < utf8.UTFMax-1 && i > 0 && i < len(s) && !utf8.RuneStart(s[i]); n++ {
		i--
	}
	return i
}

// words yields the words of s as the search index has them: runs of letters
// and numbers, with the marks that combine with them. The word number is zero.
func words(s string) iter.Seq[match] {
	return func(yield func(match) bool) {
		start := -1
		for i, r := range s {
			switch in := isToken(r) || start >= 0 && unicode.Is(unicode.Mn, r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(match{start: start, end: i}) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(match{start: start, end: len(s)})
		}
	}
}

// fold makes one of the words that search takes for the same: lower case, no
// diacritics. It knows more of these than SQLite, so a snippet may point at a
// word that was not what matched.
func fold(w string) string {
	w = strings.ToLower(w)
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return strings.Map(dropMark, norm.NFD.String(w))
		}
	}
	return w
}

func dropMark(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}
