package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// pieces gives the document with those tokens cut that hold a figure and its
// unit: "115USD", "Rs500", "2½". How much a tokeniser parts is a matter of
// taste; here a figure always stands alone.
func pieces(d *doc.Document, lex *lexicon.Lexicon) *doc.Document {
	fine := *d
	fine.Tokens = make([]doc.Token, 0, len(d.Tokens))
	places := make([]int, len(d.Tokens)+1)
	for i, t := range d.Tokens {
		places[i] = len(fine.Tokens)
		at := t.Start
		for _, n := range cuts(t.Of(d.Text), lex) {
			fine.Tokens = append(fine.Tokens, doc.Token{Span: text.Span{Start: at, End: at + n}})
			at += n
		}
		fine.Tokens = append(fine.Tokens, doc.Token{Span: text.Span{Start: at, End: t.End}})
	}
	places[len(d.Tokens)] = len(fine.Tokens)
	fine.Sentences = make([]doc.Sentence, len(d.Sentences))
	for i, s := range d.Sentences {
		s.Tokens = doc.Range{First: places[s.Tokens.First], End: places[s.Tokens.End]}
		fine.Sentences[i] = s
	}
	return &fine
}

// cuts gives the lengths of the pieces of a token but the last: none for most.
func cuts(word string, lex *lexicon.Lexicon) []int {
	const longest = 32 // bytes: more is no figure with a unit
	if len(word) > longest || len(word) < 2 {
		return nil
	}
	if n := figureLength(word); n > 0 && n < len(word) {
		return unitCuts(word, n, lex)
	}
	n := strings.IndexFunc(word, unicode.IsDigit)
	if n <= 0 || figureLength(word[n:]) == 0 {
		return nil
	}
	mark, ok := lex.Currencies.Word(lexicon.Key(word[:n]))
	if !ok || mark.Place == lexicon.Behind || mark.Capitals && !capitals(word[:n]) {
		return nil
	}
	if rest := n + figureLength(word[n:]); rest < len(word) {
		return []int{n, rest - n}
	}
	return []int{n}
}

// unitCuts parts what stands behind the first n bytes of a word, its figure,
// if it is a unit, a scale, a currency or a fraction.
func unitCuts(word string, n int, lex *lexicon.Lexicon) []int {
	rest := word[n:]
	letters := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsLetter))
	if r, size := utf8.DecodeRuneInString(rest); size == len(rest) && unicode.Is(unicode.No, r) {
		return []int{n}
	}
	key := lexicon.Key(rest)
	if letters > 0 && letters < len(rest) && (rest[:letters] == "x" || rest[:letters] == "e") && figureLength(rest[letters:]) == len(rest)-letters {
		return []int{n, letters} // "1.3x10"
	}
	_, unit := lex.Units.Word(key)
	currency, money := lex.Currencies.Word(key)
	number, short := lex.Numbers.Word(key)
	switch {
	case unit, money && (!currency.Capitals || capitals(rest)), short && number.Kind == lexicon.Short, scaledCode(rest, lex) != "", key == "e", key == "g", key == "yo":
		return []int{n}
	}
	return nil
}

// figureLength gives the length of the figure that s begins with: digits, with
// commas and stops between them.
func figureLength(s string) int {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || n > 0 && (s[n] == ',' || s[n] == '.') && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	return n
}

// capitals reports whether all letters of s are capitals.
func capitals(s string) bool { return strings.ToUpper(s) == s }

// scaledCode gives the code of "MEUR" or "kUSD", as banks write millions and
// thousands of a currency; empty if the word is none.
func scaledCode(word string, lex *lexicon.Lexicon) string {
	if len(word) != 4 || !strings.ContainsRune("MKk", rune(word[0])) || !capitals(word[1:]) {
		return ""
	}
	c, ok := lex.Currencies.Word(lexicon.Key(word[1:]))
	if !ok || c.Place != lexicon.Beside {
		return ""
	}
	return c.Code
}
