package claim

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// quotedTokens says of each token whether it stands in somebody's words: between
// two double quotation marks of a paragraph, or behind one that the next paragraph
// opens again. What is quoted is nothing that the article says by itself, also
// where it does not say whose words they are.
func quotedTokens(d *doc.Document) []bool {
	quoted := make([]bool, len(d.Tokens))
	open := -1 // the token that opened a quotation
	for i, t := range d.Tokens {
		opens, closes := marks(d.Text, t.Span)
		begins := i > 0 && strings.Contains(d.Text[d.Tokens[i-1].End:t.Start], "\n")
		if begins && open >= 0 {
			if opens {
				fill(quoted[open:i])
			}
			open = -1
		}
		switch {
		case open >= 0 && closes:
			fill(quoted[open : i+1])
			open = -1
		case open < 0 && opens:
			open = i
		}
	}
	return quoted
}

func fill(list []bool) {
	for i := range list {
		list[i] = true
	}
}

// marks reports whether a token is a double quotation mark that may open or close
// a quotation. A straight one opens where no white space is behind it and closes
// where none is before it.
func marks(s string, token text.Span) (opens, closes bool) {
	switch token.Of(s) {
	case "“", "«", "„":
		return true, false
	case "”", "»":
		return false, true
	case `"`:
		return token.End < len(s) && !space(s[token.End]), token.Start > 0 && !space(s[token.Start-1])
	}
	return false, false
}

func space(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

// quotation reports whether all words of a statement are quoted.
func (r *reading) quotation(s statement) bool {
	for _, i := range inside(r.d.Tokens, s.pieces, tokenSpan) {
		if !r.quoted[i] {
			return false
		}
	}
	return true
}
