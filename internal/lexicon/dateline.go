package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
)

// datelineTokens is how many tokens a dateline has at the most: "NEW YORK,
// March 3, 2025 (Agency) -".
const datelineTokens = 14

// Dateline gives how many tokens the dateline has that a sentence opens with:
// "OSTBY, March 3 (Agency) -"; 0: none. It has a place in capitals or an agency
// in brackets, and a dash behind it.
func Dateline(d *doc.Document, s doc.Sentence) int {
	tokens := d.Tokens[s.Tokens.First:s.Tokens.End]
	if len(tokens) == 0 {
		return 0
	}
	opening := tokens[0].Of(d.Text)
	if first, _ := utf8.DecodeRuneInString(opening); !unicode.IsUpper(first) {
		return 0
	}
	capitals, bracket := len(opening) > 2 && opening == strings.ToUpper(opening), false
	depth := 0
	for i := range min(len(tokens), datelineTokens) {
		w := tokens[i].Of(d.Text)
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "(":
			depth++
		case w == ")" && depth > 0:
			depth--
			bracket = true
		case dashes[w] && depth == 0:
			if i > 0 && i+1 < len(tokens) && tokens[i+1].Start > tokens[i].End && (capitals || bracket) {
				return i + 1
			}
			return 0
		case depth == 0 && !unicode.IsUpper(r) && !unicode.IsDigit(r) && w != "," && w != "." && w != "/":
			return 0
		}
	}
	return 0
}

var dashes = map[string]bool{"-": true, "–": true, "—": true, "--": true, "―": true}
