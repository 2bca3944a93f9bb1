package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// tokenize adds the tokens of a sentence.
func (s *splitter) tokenize(span text.Span) {
	for at := span.Start; at < span.End; {
		words := strings.TrimLeftFunc(s.text[at:span.End], text.Space)
		at = span.End - len(words)
		end := span.End
		if n := strings.IndexFunc(words, text.Space); n >= 0 {
			end = at + n
		}
		s.chunk(at, end, end == span.End)
		at = end
	}
}

// addressTries is how many marks may stand before an address: `("www.`. More
// tries would make a stretch of nothing but marks cost its square.
const addressTries = 3

// chunk adds the tokens of a stretch without white space. Last says that the
// sentence ends with it.
func (s *splitter) chunk(at, end int, last bool) {
	for i := 0; at < end; i++ {
		c := chunk{text: s.text[at:end], lex: s.lex, taken: i, last: last, money: at > 0 && s.text[at-1] == '$'}
		for _, part := range s.parts(c.text[:c.token()]) {
			s.tokens = append(s.tokens, doc.Token{Span: text.Span{Start: at, End: at + part}})
			at += part
		}
	}
}

// chunk is what is left of a stretch without white space.
type chunk struct {
	text  string
	lex   *lexicon.Lexicon
	taken int  // how many words and marks of the stretch stand before
	last  bool // the sentence ends with the stretch
	money bool // a sign of a currency stands before
}

// token gives the length of the first token, clitics not parted yet.
func (c chunk) token() int {
	if c.taken < addressTries {
		if n := c.address(); n > 0 {
			return n
		}
	}
	r, size := utf8.DecodeRuneInString(c.text)
	switch {
	case unicode.IsDigit(r):
		return c.figure()
	case r == '\'' || r == '’':
		return c.apostrophe(size)
	case ideograph(r):
		return c.marked(size)
	case wordRune(r):
		return c.word()
	}
	return c.mark(r, size)
}

// wordRune reports whether words are made of r.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == 0x200C || r == 0x200D
}

// ideograph reports whether r is of a script that is written without spaces.
// There every character is a token, as UAX #29 has it for Han.
func ideograph(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// marked gives n and the length of the combining marks that follow.
func (c chunk) marked(n int) int {
	for n < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[n:])
		if !unicode.IsMark(r) && r != 0x200D && (r < 0x1F3FB || r > 0x1F3FF) {
			break
		}
		n += size
	}
	return n
}

// mark gives the length of a punctuation mark or symbol: a run of the same
// mark where runs are one mark ("...", "--", "?!"), else the one.
func (c chunk) mark(r rune, size int) int {
	switch {
	case strings.ContainsRune(".?!…", r):
		return c.stops(r)
	case strings.ContainsRune("-*=_~#+<>$|^", r):
		return len(c.text) - len(strings.TrimLeft(c.text, string(r)))
	case r == '[' && strings.HasPrefix(c.text, "[...]"), r == '[' && strings.HasPrefix(c.text, "[…]"):
		return strings.IndexByte(c.text, ']') + 1
	case strings.HasPrefix(c.text, "°C"), strings.HasPrefix(c.text, "°F"):
		return len("°C")
	}
	return c.marked(size)
}

// stops gives the length of a run of stops, which are one mark whatever they
// are ("?!", "!.", "..."), or of a figure that begins with one (".265").
func (c chunk) stops(r rune) int {
	if r == '.' && c.taken == 0 || c.money {
		if n := digits(c.text[1:]); n > 0 && r == '.' {
			return 1 + n
		}
	}
	return len(c.text) - len(strings.TrimLeft(c.text, ".?!…"))
}

// apostrophe gives the length of what an apostrophe begins: a clitic behind
// something that is no word ("1990"'s), a short decade ('90s) or nothing.
func (c chunk) apostrophe(size int) int {
	rest := c.text[size:]
	if r, n := utf8.DecodeRuneInString(rest); (r == '\'' || r == '’') && !strings.HasPrefix(rest[n:], "'") {
		return size + n // two that stand for a double one
	}
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	if c.taken == 0 && digits == 2 {
		return size + digits + letterS(rest[digits:])
	}
	n := c.word()
	if c.taken > 0 && n > size && hasClitic(c.lex, c.text[:n]) == n {
		return n
	}
	return size
}

// letterS gives 1 if s is the plural's s, else 0.
func letterS(s string) int {
	if strings.HasPrefix(s, "s") && (len(s) == 1 || !unicode.IsLetter(rune(s[1]))) {
		return 1
	}
	return 0
}

// figure gives the length of a figure with the marks inside it ("1,200.5",
// "9:30", "3/4/2025", "2025-03-04") and the letters that belong to it ("20th",
// "1990s", "5G"), but no unit ("40" "m").
func (c chunk) figure() int {
	n := c.dashed()
	if n == 0 {
		for n = digits(c.text); n+1 < len(c.text) && strings.IndexByte(",.:/", c.text[n]) >= 0 && digits(c.text[n+1:]) > 0; {
			n += 1 + digits(c.text[n+1:])
		}
	}
	rest := c.text[n:]
	if s := apostropheS(rest); s > 0 && (n == 2 || n == 4 && c.text[3] == '0') {
		return n + s // "1990's"
	}
	letters := len(rest) - len(strings.TrimLeftFunc(rest, wordRune))
	suffix := rest[:letters]
	if letters == 0 || c.unit(suffix) {
		return n
	}
	return n + letters
}

// apostropheS gives the length of "'s" that s begins with; 0: it does not, or
// the word goes on.
func apostropheS(s string) int {
	for _, a := range []string{"'", "’"} {
		if rest, ok := strings.CutPrefix(s, a); ok && letterS(rest) > 0 {
			return len(a) + 1
		}
	}
	return 0
}

// unit reports whether the letters behind a figure are a token of their own:
// a unit, a scale, a time of day. One capital is none ("5G"), but for a scale.
func (c chunk) unit(suffix string) bool {
	key := lexicon.Key(suffix)
	number, ok := c.lex.Numbers.Word(key)
	switch {
	case ok && number.Kind == lexicon.Short, key == "am", key == "pm", key == "p", key == "a":
		return true
	case len(suffix) == 1 && suffix != key:
		return false
	}
	unit, n := c.lex.Units.Match([]string{key})
	return n > 0 && unit.Code != "g"
}

// digits gives the length of the digits that s begins with.
func digits(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	if n < 0 {
		return len(s)
	}
	return n
}

// dashed gives the length of a date ("2025-03-04", "04-03-2025") or a
// telephone number ("555-0134", "713-555-0134") that the text begins with.
func (c chunk) dashed() int {
	var groups []int
	n := 0
	for len(groups) < 4 {
		d := digits(c.text[n:])
		if d == 0 {
			return 0
		}
		groups = append(groups, d)
		if n += d; n+1 >= len(c.text) || c.text[n] != '-' || digits(c.text[n+1:]) == 0 {
			break
		}
		n++
	}
	switch len(groups) {
	case 2:
		if groups[0] != 3 || groups[1] != 4 {
			return 0
		}
	case 3:
		date := groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2 || groups[0] <= 2 && groups[1] <= 2 && groups[2]%2 == 0
		if !date && (groups[0] != 3 || groups[2] != 4) {
			return 0
		}
	default:
		return 0
	}
	return n
}

// word gives the length of a word with its apostrophes, and the stops of an
// abbreviation.
func (c chunk) word() int {
	n := 0
	for n < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[n:])
		if !c.inWord(r, n, size) {
			break
		}
		n += size
	}
	if n == 1 && len(c.text) > 2 && c.text[1] == '/' && letter(c.text[0]) && letter(c.text[2]) && (len(c.text) == 3 || !wordRune(rune(c.text[3])) && c.text[3] != '/') {
		return 3 // "b/c", "w/o"
	}
	if n < len(c.text) && c.text[n] == '$' && n <= 3 && (n+1 == len(c.text) || digits(c.text[n+1:]) > 0) && strings.ToUpper(c.text[:n]) == c.text[:n] {
		return n + 1 // "US$"
	}
	if stop := c.stop(n); stop > 0 {
		return stop
	}
	return c.hyphened(n)
}

// inWord reports whether the rune at n goes on with the word.
func (c chunk) inWord(r rune, n, size int) bool {
	if wordRune(r) && !ideograph(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(c.text[n+size:])
	switch r {
	case '\'', '’':
		return unicode.IsLetter(next) || n == 0
	case '&':
		return n > 0 && n <= 3 && unicode.IsUpper(next) && strings.ToUpper(c.text[:n]) == c.text[:n]
	}
	return false
}

// stop gives the length of the abbreviation whose first part takes n bytes; 0:
// the stop behind it is none of an abbreviation's.
func (c chunk) stop(n int) int {
	if n >= len(c.text) || c.text[n] != '.' && c.text[n] != '!' {
		return 0
	}
	if m := dotted(c.text); m > n {
		return m
	}
	word := c.text[:n+1]
	kind, ok := c.lex.Abbreviations.Word(lexicon.Key(word))
	final := c.last && unclosed(c.text[n:]) == "."
	switch {
	case final && (lexicon.Key(word) == "etc." || c.lex.Units.Has(lexicon.Key(word[:n]))):
		return 0 // as UD English EWT has it; and "200 lbs." more often has no other stop
	case ok && kind == lexicon.Capital && lower(word[0]):
		return 0
	case ok && kind == lexicon.Figure && (final || n+1 < len(c.text) && digits(c.text[n+1:]) == 0):
		return 0
	case ok, initials(word) && !final:
		return n + 1
	}
	return 0
}

// dotted gives the length of the letters with stops that s begins with:
// "U.S.", "a.m.", "Ph.D."; 0 if there are not two.
func dotted(s string) int {
	n, parts := 0, 0
	for n < len(s) && n < 24 {
		m := n
		for m < len(s) && m-n < 2 && (lower(s[m]) || s[m] >= 'A' && s[m] <= 'Z') {
			m++
		}
		if m == n || m >= len(s) || s[m] != '.' || m-n == 2 && parts == 0 && s[:m] != "Ph" {
			break
		}
		n, parts = m+1, parts+1
	}
	if bare := n < len(s) && letter(s[n]) && (n+1 == len(s) || !wordRune(rune(s[n+1])) && s[n+1] < utf8.RuneSelf); parts == 1 && n == 2 && bare && s[0] >= 'A' && s[0] <= 'Z' {
		return n + 1 // "U.S" without the last stop
	}
	if parts < 2 {
		return 0
	}
	return n
}

// letter reports whether b is a letter of ASCII.
func letter(b byte) bool { return lower(b) || b >= 'A' && b <= 'Z' }

// hyphened gives the length of a word of n bytes with what a hyphen does not
// part from it: "re-elected", "mid-October", "nation-wise".
func (c chunk) hyphened(n int) int {
	const longest = 40 // bytes: longer than any word with an affix
	for n > 0 && n < longest && n+1 < len(c.text) && c.text[n] == '-' {
		rest := chunk{text: c.text[n+1:], lex: c.lex}
		r, _ := utf8.DecodeRuneInString(rest.text)
		if !unicode.IsLetter(r) {
			break
		}
		m := len(rest.text) - len(strings.TrimLeftFunc(rest.text, wordRune))
		before, _ := c.lex.Affixes.Word(lexicon.Key(c.text[:n]))
		after, _ := c.lex.Affixes.Word(lexicon.Key(rest.text[:m]))
		if before != lexicon.Prefix && after != lexicon.Suffix {
			break
		}
		n += 1 + m
	}
	return n
}

// address gives the length of a web or mail address, a host's name or a
// handle that the text begins with; 0: there is none.
func (c chunk) address() int {
	word := strings.TrimRight(c.text, closers+".,;:!?>")
	switch {
	case strings.HasPrefix(word, "http://"), strings.HasPrefix(word, "https://"), strings.HasPrefix(word, "www."):
		return len(word)
	case len(word) > 1 && (word[0] == '@' || word[0] == '#' && digits(word[1:]) == 0) && strings.TrimLeftFunc(word[1:], wordRune) == "":
		return len(word)
	}
	if n := c.emoticon(); n > 0 {
		return n
	}
	if n := dottedName(word); n > 0 {
		return n
	}
	host, _, _ := strings.Cut(word, "/")
	name, domain, mail := strings.Cut(host, "@")
	if !mail {
		domain = name
	}
	if mail && strings.TrimLeftFunc(name, hostRune) != "" {
		return 0
	}
	dot := strings.LastIndexByte(domain, '.')
	if dot <= 0 || name == "" || !c.lex.Domains.Has(lexicon.Key(domain[dot+1:])) || strings.TrimLeftFunc(domain, hostRune) != "" || !mail && digits(domain) == dot {
		return 0
	}
	return len(word)
}

// emoticon gives the length of a face that the text is: ":-)", ";)", ":D".
func (c chunk) emoticon() int {
	if c.taken > 0 || len(c.text) < 2 || !strings.ContainsRune(":;=", rune(c.text[0])) {
		return 0
	}
	rest := strings.TrimPrefix(c.text[1:], "-")
	if rest == "" || !strings.ContainsRune("()DPpO|/\\]", rune(rest[0])) || len(rest) > 1 && wordRune(rune(rest[1])) {
		return 0
	}
	return len(c.text) - len(rest) + 1
}

// dottedName gives the length of a name of three or more parts in small letters
// with stops between them, as those of news groups are.
func dottedName(s string) int {
	dots, letters := 0, 0
	for i := range len(s) {
		switch {
		case s[i] == '.' && letters > 1:
			dots, letters = dots+1, 0
		case lower(s[i]):
			letters++
		default:
			return 0
		}
	}
	if dots < 2 || letters < 2 {
		return 0
	}
	return len(s)
}

// hostRune reports whether names of hosts are made of r.
func hostRune(r rune) bool { return r == '.' || r == '-' || r < 0x80 && wordRune(r) }

// parts gives the lengths of the tokens that a written word is made of: two
// for "don't", two for "cannot", one for most.
func (s *splitter) parts(word string) []int {
	if cut, ok := s.lex.Contractions.Word(lexicon.Key(word)); ok && len(word) == sum(cut) {
		return cut
	}
	if n := hasClitic(s.lex, word); n > 0 && n < len(word) && digits(word) == 0 {
		return []int{len(word) - n, n}
	}
	return []int{len(word)}
}

// hasClitic gives the length of the clitic that a word ends with; 0: none.
func hasClitic(lex *lexicon.Lexicon, word string) int {
	tail := word[max(0, len(word)-8):]
	if !strings.ContainsAny(tail, "'’") {
		return 0
	}
	for _, clitic := range lex.Clitics {
		if strings.HasSuffix(lexicon.Key(tail), clitic) {
			return len(clitic) + (len("’")-len("'"))*strings.Count(tail[strings.LastIndexAny(tail, "'’"):], "’")
		}
	}
	return 0
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}
