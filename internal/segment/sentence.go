package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// longGap is after how many bytes without a letter or a stop the text is cut
// before it goes to uax29. Rule SB8 looks ahead to the next letter from each
// mark behind a stop, so that its cost is the square of such a gap. Prose has
// none of this length; a cut is no sentence bound by itself.
const longGap = 256

// split gives the spans of the sentences in a span of running text.
func (s *splitter) split(span text.Span) []text.Span {
	var found []text.Span
	cuts := append(s.cuts(span), span.End)
	start, at, words := span.Start, span.Start, false // of the sentence so far
	for i, cut := range cuts[:len(cuts)-1] {
		words = words || worded(s.text[at:cut])
		at = cut
		left, right := s.text[start:cut], s.text[cut:cuts[i+1]]
		if !words || !s.ends(strings.TrimRightFunc(left, text.Space), strings.TrimLeftFunc(right, text.Space)) {
			continue
		}
		found = append(found, trim(s.text, text.Span{Start: start, End: cut}))
		start, words = cut+len(right)-len(strings.TrimLeftFunc(right, text.Space)), false
	}
	return append(found, trim(s.text, text.Span{Start: start, End: span.End}))
}

// cuts gives the offsets inside the span where a sentence may begin.
func (s *splitter) cuts(span text.Span) []int {
	var cuts []int
	for at := span.Start; at < span.End; {
		end := at + stretch(s.text[at:span.End])
		for it := sentences.FromString(s.text[at:end]); it.Next(); {
			cuts = s.missing(cuts, at+it.Start(), at+it.End())
			cuts = append(cuts, at+it.End())
		}
		at = end
	}
	return cuts[:len(cuts)-1]
}

// stretch gives how much of s may go to uax29 at once.
func stretch(s string) int {
	gap := 0
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.Is(unicode.STerm, r) {
			gap = i
		}
		if i-gap > longGap {
			return i
		}
	}
	return len(s)
}

// missing adds the offsets between start and end where a sentence may begin
// and UAX #29 sees no bound: without a space ("over.The", "over.”The"), before
// a figure ("in May. 12 people were", for which SB8 looks on to the small
// letter), and behind an ellipsis of one character, which is no stop there.
func (s *splitter) missing(cuts []int, start, end int) []int {
	for i := start + 2; i < end; i++ {
		switch s.text[i] {
		case '.', '?', '!':
			if !lower(s.text[i-1]) || !lower(s.text[i-2]) {
				continue
			}
			stop := closed(s.text[:end], i+1)
			rest := s.text[stop:end]
			if capitalised(rest) && !s.inAddress(i, stop) || len(rest) > 1 && rest[0] == ' ' && digits(strings.TrimLeft(rest[1:], "$€£")) > 0 {
				cuts = append(cuts, stop)
			}
		case "…"[0]:
			rest, ok := strings.CutPrefix(s.text[i:end], "… ")
			if r, _ := utf8.DecodeRuneInString(rest); ok && unicode.IsUpper(r) {
				cuts = append(cuts, end-len(rest))
			}
		}
	}
	return cuts
}

// inAddress reports whether the stop at i is one of a host's name or of an
// address, and the capital at next goes on with it. It looks back and ahead no
// further than a word.
func (s *splitter) inAddress(i, next int) bool {
	before := s.text[max(0, i-40):i]
	before = before[strings.LastIndexFunc(before, text.Space)+1:]
	after := s.text[next:min(len(s.text), next+8)]
	if n := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
		after = after[:n]
	}
	return strings.ContainsAny(before, "/@") || strings.HasPrefix(before, "www.") || s.lex.Domains.Has(lexicon.Key(after))
}

func lower(b byte) bool { return b >= 'a' && b <= 'z' }

// capitalised reports whether s begins with a capital and a small letter, or
// with a capital that is a word: "A spokeswoman".
func capitalised(s string) bool {
	return len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && (lower(s[1]) || s[1] == ' ' && (s[0] == 'A' || s[0] == 'I'))
}

// closers are the marks that may stand between a stop and the end of its
// sentence.
const closers = "\"'”’)]»*"

// closed gives the offset behind the closing marks at i.
func closed(s string, i int) int { return len(s) - len(strings.TrimLeft(s[i:], closers)) }

// unclosed gives s without the closing marks at its end: no more of them than a
// reader would take for that, so that the look back stays short.
func unclosed(s string) string {
	const most = 12 // bytes: "”)" and the like
	tail := s[max(0, len(s)-most):]
	return s[:len(s)-len(tail)+len(strings.TrimRight(tail, closers))]
}

// ends reports whether a sentence ends between left, its words so far, and
// right, which reaches to the next place where one may end.
func (s *splitter) ends(left, right string) bool {
	bare := unclosed(left)
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(right, "\"'“‘([«–—- "))
	switch {
	case !terminated(left), !worded(right), marker(left):
		return false
	case unicode.IsLower(next) && (bare != left || strings.HasSuffix(bare, ".") || strings.HasSuffix(bare, "…")):
		return mixedCase(right) // UAX #29 SB8, and `"Why?" she asked`
	case bare != left && !strings.HasSuffix(bare, "."):
		return !s.speaker(right)
	case bare != left || strings.HasSuffix(bare, ".."):
		return true
	}
	return !s.abbreviated(bare, right)
}

// terminated reports whether s ends with a stop, closing marks behind it
// aside.
func terminated(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(unclosed(s))
	return r == '…' || unicode.Is(unicode.STerm, r)
}

// worded reports whether s has a letter or a figure.
func worded(s string) bool {
	return strings.ContainsFunc(s, text.LetterOrDigit)
}

// marker reports whether s is the number or letter of a list's item: "1.",
// "b.", "(iv)".
func marker(s string) bool {
	if len(s) > 5 {
		return false
	}
	s = strings.Trim(s, ".)( ")
	return strings.Trim(s, "0123456789") == "" || strings.Trim(s, "ivx") == "" || len(s) == 1 && lower(s[0])
}

// mixedCase reports whether s begins with a name like "iPhone".
func mixedCase(s string) bool {
	return len(s) > 1 && lower(s[0]) && s[1] >= 'A' && s[1] <= 'Z'
}

// speaker reports whether s begins with a short subject and a verb of saying,
// and so goes on with the question or exclamation before it.
func (s *splitter) speaker(right string) bool {
	for i, word := range firstWords(right, 5) {
		if c, ok := s.lex.Cues.Word(lexicon.Key(strings.TrimRight(word, ",.:"))); ok && c.Form >= lexicon.Third {
			return i > 0
		}
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) && i > 0 && !s.lex.Titles.Has(word) {
			return false
		}
	}
	return false
}

// firstWords gives the first n words of s, or all if there are fewer.
func firstWords(s string, n int) []string {
	var words []string
	for word := range strings.FieldsSeq(s) {
		if words = append(words, word); len(words) == n {
			break
		}
	}
	return words
}

// abbreviated reports whether the stop that left ends with belongs to an
// abbreviation or an initial, and right goes on with the sentence.
func (s *splitter) abbreviated(left, right string) bool {
	word := left[max(0, len(left)-40):] // longer than any abbreviation
	word = word[strings.LastIndexFunc(word, text.Space)+1:]
	word = strings.TrimLeft(word, "\"'“‘([«")
	if i := strings.LastIndexAny(word, "-–—/("); i >= 0 {
		word = word[i+1:]
	}
	kind, ok := s.abbreviation(word)
	switch {
	case !ok:
		return false
	case kind == lexicon.Before:
		return true
	case kind == lexicon.Figure:
		return right[0] >= '0' && right[0] <= '9'
	case lower(word[0]) && !initials(word):
		return !s.opens(right) && !s.capitalWord(right)
	}
	return !s.opens(right)
}

// abbreviation gives how a word with a stop behaves, if it is an abbreviation.
func (s *splitter) abbreviation(word string) (lexicon.Abbreviation, bool) {
	if len(word) == len("J.") && initials(word) {
		return lexicon.Either, true // "C. Ellerby", but "c. 1950"
	}
	kind, ok := s.lex.Abbreviations.Word(lexicon.Key(word))
	if ok && kind == lexicon.Capital {
		ok = !lower(word[0])
	}
	return kind, ok || initials(word)
}

// initials reports whether a word is a capital with a stop, or single letters
// each with one: "J.", "U.N.", "a.m.".
func initials(word string) bool {
	n := 0
	for i, r := range word {
		if letter := n%2 == 0; letter != unicode.IsLetter(r) || !letter && r != '.' {
			return false
		}
		if n == 0 && len(word) <= 1+utf8.RuneLen(r) && !unicode.IsUpper(r) {
			return false
		}
		if n++; i > 16 {
			return false
		}
	}
	return n > 0 && n%2 == 0
}

// opens reports whether s begins as sentences do: with a capitalised word of a
// closed class, or a quotation.
func (s *splitter) opens(right string) bool {
	if strings.ContainsAny(right[:1], "\"") || strings.HasPrefix(right, "“") {
		return true
	}
	for _, word := range firstWords(right, 1) {
		r, size := utf8.DecodeRuneInString(word)
		initial := strings.HasPrefix(word[size:], ".")
		part, _, _ := strings.Cut(lexicon.Key(strings.TrimRight(word, ",")), "'")
		return unicode.IsUpper(r) && !initial && s.lex.Stop(part)
	}
	return false
}

// capitalWord reports whether s begins with a capitalised word that is neither
// a name of a time nor all in capitals, as time zones are.
func (s *splitter) capitalWord(right string) bool {
	for _, word := range firstWords(right, 1) {
		word = strings.TrimRight(word, ",.;:")
		r, size := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(r) && strings.ToUpper(word[size:]) != word[size:] && !s.lex.Calendar.Has(lexicon.Key(word))
	}
	return false
}
