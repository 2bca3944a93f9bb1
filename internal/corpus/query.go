package corpus

import (
	"fmt"
	"strings"
	"unicode"
)

// What Search takes at most: MaxQuery bytes, and MaxQueryWords words and
// phrases. FTS5 is quadratic in these: over 10,000 articles, f* took 13 ms, 32
// times 92 ms, 341 times 2.9 s; a phrase of 240 words took 0.1 s.
const (
	MaxQuery      = 1024
	MaxQueryWords = 32
)

// query is a search as it was typed, read.
type query struct {
	match string  // for FTS5's MATCH
	any   string  // the same, where one of the words is enough
	words wordSet // that are wanted, for the snippet
}

// piece is one word or phrase of a query.
type piece struct {
	text          string
	minus, prefix bool
}

// parseQuery reads a query; [Corpus.Search] says how. The expression it makes
// holds quoted strings only, so that nothing typed can be syntax to FTS5.
func parseQuery(s string) (query, error) {
	if len(s) > MaxQuery {
		return query{}, fmt.Errorf("%w: %d bytes, want at most %d", ErrQuery, len(s), MaxQuery)
	}
	var wanted, unwanted []string
	q := query{words: wordSet{whole: map[string]int{}}}
	for s = trimSpace(s); s != ""; s = trimSpace(s) {
		var p piece
		p, s = cutPiece(s)
		switch {
		case !strings.ContainsFunc(p.text, isToken):
			// Nothing that the index could have.
		case p.minus:
			unwanted = append(unwanted, p.expression())
		default:
			wanted = append(wanted, p.expression())
			q.words.add(p)
		}
	}
	if n := len(wanted) + len(unwanted); n > MaxQueryWords {
		return query{}, fmt.Errorf("%w: %d words and phrases, want at most %d", ErrQuery, n, MaxQueryWords)
	}
	if len(wanted) == 0 {
		return query{}, fmt.Errorf(`%w: nothing to look for, want at least one word or "phrase" without a minus`, ErrQuery)
	}
	// Strings side by side are all wanted, and bind more tightly than NOT:
	// https://www.sqlite.org/fts5.html#fts5_boolean_operators
	q.match = strings.Join(wanted, " ")
	q.any = "(" + strings.Join(wanted, " OR ") + ")"
	if len(unwanted) > 0 {
		not := " NOT (" + strings.Join(unwanted, " OR ") + ")"
		q.match, q.any = q.match+not, q.any+not
	}
	return q, nil
}

func trimSpace(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }

// cutPiece takes the first word or phrase off s, which does not begin with
// space. A phrase that is not closed goes on to the end.
func cutPiece(s string) (p piece, rest string) {
	s, p.minus = strings.CutPrefix(s, "-")
	if phrase, ok := strings.CutPrefix(s, `"`); ok {
		p.text, rest, _ = strings.Cut(phrase, `"`)
		rest, p.prefix = strings.CutPrefix(rest, "*")
		return p, rest
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	p.text, p.prefix = strings.CutSuffix(s[:end], "*")
	return p, s[end:]
}

// expression is the piece as an FTS5 string. A word with a hyphen or an
// apostrophe is several words to the tokenizer, and so a phrase. NUL would end
// the whole expression, and a quotation mark the string; both are gaps.
func (p piece) expression() string {
	text := strings.Map(func(r rune) rune {
		if r == 0 || r == '"' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, p.text) // and invalid bytes come as U+FFFD
	if p.prefix {
		return `"` + text + `"*`
	}
	return `"` + text + `"`
}

// isToken says whether r belongs to a word, as unicode61 has it: letters,
// numbers and private use (https://www.sqlite.org/fts5.html#unicode61_tokenizer).
// SQLite's tables are of Unicode 6.1: a letter that is younger is a gap there,
// and a piece of only such letters is found nowhere.
func isToken(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.Co) }
