package claim

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// wording puts the pieces together to a sentence: without the quotation marks
// around a piece, a "that" or a "However," in front and the comma that only
// led over to the attribution; with a capital letter and a full stop, and with
// the name for a pronoun in front that is a mention of somebody. No other word is
// changed, so other pronouns and weekdays stay as the article has them.
func wording(d *doc.Document, pieces []text.Span) string {
	var words []string
	for i, p := range pieces {
		piece := p.Of(d.Text)
		if i == 0 {
			piece = named(d, p)
		}
		piece = unquote(strings.Join(strings.Fields(piece), " "))
		if i+1 < len(pieces) && !subordinate(piece) {
			piece = strings.TrimRight(piece, ",")
		}
		words = append(words, piece)
	}
	return finish(unquote(opening(strings.Join(words, " "))))
}

// named gives the words of a piece with a name for the pronoun that it begins
// with, if the document knows whose it is.
func named(d *doc.Document, p text.Span) string {
	s := p.Of(d.Text)
	for _, i := range inside(d.Tokens, []text.Span{p}, func(t doc.Token) text.Span { return t.Span }) {
		token := d.Tokens[i].Span
		key := lexicon.Key(token.Of(d.Text))
		if !isWord(key) || connectives[key] != nil {
			continue
		}
		m := sort.Search(len(d.Mentions), func(m int) bool { return d.Mentions[m].Start >= token.Start })
		if !lexicon.English().Pronouns.Has(key) || m == len(d.Mentions) || d.Mentions[m].Span != token {
			return s
		}
		name := d.Entities[d.Mentions[m].Entity].Name
		if lexicon.English().Is(key, lexicon.Possessive) {
			name += "'s"
		}
		return d.Text[p.Start:token.Start] + name + d.Text[token.End:p.End]
	}
	return s
}

// Quotation marks that open, and the ones that close.
const (
	openingMarks = "\"“„«‘'"
	closingMarks = "\"”“»’'"
)

// unquote takes away the quotation marks around s, if it has no others.
func unquote(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || !strings.ContainsRune(openingMarks, first) {
		return s
	}
	rest := s[n:]
	last, m := utf8.DecodeLastRuneInString(rest)
	if !strings.ContainsRune(closingMarks, last) || m == 0 {
		// The quotation goes on in the next piece, paragraph or sentence.
		if !strings.ContainsAny(rest, "\"”»") {
			return rest
		}
		return s
	}
	if inner := rest[:len(rest)-m]; !strings.ContainsAny(inner, "\"“”«»") {
		return inner
	}
	return s
}

// subordinate reports whether a piece is a clause that keeps its comma: "If it
// rains," he said, "the road will close."
func subordinate(piece string) bool {
	word, _, _ := strings.Cut(piece, " ")
	return openers[lexicon.Key(word)] != nil
}

// opening takes "that" and connectives off the front.
func opening(s string) string {
	for {
		first, rest, more := strings.Cut(s, " ")
		word := lexicon.Key(strings.TrimRight(first, ","))
		if !more || connectives[word] == nil {
			return s
		}
		// "So far 40 ..." and "And" alone lead over; "However" does with its comma.
		if connectives[word][0].kind == withComma && !strings.HasSuffix(first, ",") {
			return s
		}
		s = rest
	}
}

// finish gives s a capital letter and a final stop.
func finish(s string) string {
	if open, mark := quotedComma(s); open != "" {
		s = open + mark
	}
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—", r) })
	first, n := utf8.DecodeRuneInString(s)
	if n > 0 && first != utf8.RuneError {
		s = string(unicode.ToUpper(first)) + s[n:]
	}
	if last := lastMark([]string{s}); last == "" && !endsInStop(s) {
		s += "."
	}
	return s
}

// quotedComma takes the comma out that stands before a closing quotation mark:
// it led over to the attribution. It gives nothing if there is none.
func quotedComma(s string) (before, mark string) {
	for _, mark := range []string{"\"", "”", "’", "»"} {
		if before, ok := strings.CutSuffix(s, ","+mark); ok {
			return before, mark
		}
	}
	return "", ""
}

// endsInStop reports whether s ends in a stop, inside of quotation marks or not.
func endsInStop(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"”’'»)"))
	return strings.ContainsRune(".!?…。！？", last)
}
