package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// maxByline is how many words a line that names authors has at the most: a
// few names, their desks and a date.
const maxByline = 16

// byline reports whether a block is a line that names who wrote the article. "By"
// alone may begin a heading too, and there a small letter mostly follows.
func (v *view) byline() bool {
	if v.count < 2 || v.count > maxByline || v.stop {
		return false
	}
	n := lexicon.BylineWords(v.words)
	if n == 0 {
		return false
	}
	fields := strings.Fields(v.block.Text)
	return n < len(fields) && (n > 1 || !startsLower(fields[n]))
}

// startsLower reports whether a word begins with a small letter, as a name at
// the beginning of a byline does not.
func startsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

// credit reports whether a line that is no sentence ends in a handle or in
// "@agency": a picture's credit.
func (v *view) credit() bool {
	if v.stop || v.count > 60 {
		return false
	}
	at := slices.Index(v.words[max(0, len(v.words)-6):], "@")
	return at >= 0 && strings.Contains(v.block.Text, " @")
}
