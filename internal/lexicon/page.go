package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Boilerplate is what is known of a phrase that marks text to drop.
type Boilerplate struct {
	Reason string // why it is dropped, in the words of the contract's enum: "related"
	Where  Where
	Ends   bool // the article ends here: what follows is of the same kind
}

// Where is where in a block a phrase must stand to mark it.
type Where string

// The places. In AllOfIt, figures and punctuation are passed over.
const (
	AllOfIt  Where = "whole"    // it is all of the block
	AtStart  Where = "start"    // the block begins with it
	AtTail   Where = "tail"     // it stands among the block's last words
	AtEdge   Where = "edge"     // either of these
	Anywhere Where = "anywhere" // it stands in the block
)

var boilerplate = table("boilerplate.tsv", func(f [4]string) Boilerplate {
	return Boilerplate{Reason: f[1], Where: Where(f[2]), Ends: f[3] == "ends"}
})

// tailWords is how near to a block's end a phrase of [AtTail] must begin: a
// credit names a photographer and an agency.
const tailWords = 9

// FindBoilerplate gives the first row that marks a block as text to drop. The
// words are those of [Words]; begins are the numbers of those that a row begins
// with, in order: see [Traits].
func FindBoilerplate(words []string, begins []int32) (Boilerplate, bool) {
	if len(begins) == 0 {
		return Boilerplate{}, false
	}
	var room [maxRow + 1]string // one more than a row can be of
	letters := room[:0]
	for _, w := range words {
		if len(letters) < cap(letters) && strings.IndexFunc(w, unicode.IsLetter) >= 0 {
			letters = append(letters, w)
		}
	}
	if b, n := boilerplate.Match(letters); n > 0 && n == len(letters) {
		return b, true
	}
	for _, at := range begins {
		i := int(at)
		b, n := boilerplate.Match(words[i:])
		switch {
		case n == 0 || b.Where == AllOfIt:
		case b.Where == Anywhere, i == 0 && b.Where != AtTail, i >= len(words)-tailWords && b.Where != AtStart:
			return b, true
		}
	}
	return Boilerplate{}, false
}

// maxRow is how many words a row of boilerplate.tsv has at the most.
const maxRow = 16

var classReasons = table("classes.tsv", func(f [4]string) string { return f[1] })

// ClassReason gives the reason for which the blocks of an element are dropped
// whose class or id is the given word, in lower case; empty: none.
func ClassReason(word string) string {
	reason, _ := classReasons.Word(word)
	return reason
}

var monthNumbers = table("monthnames.tsv", func(f [4]string) int { return int(f[1][0]-'0')*10 + int(f[1][1]-'0') })

// MonthNumber gives the number of the month that a word names in any language of the
// table, in lower case and without a full stop; 0: none.
func MonthNumber(word string) int {
	n, _ := monthNumbers.Word(word)
	return n
}

// Language is one language and its function words.
type Language struct {
	Tag   string // BCP 47
	Words map[string]bool
}

// Languages are the languages of the table, in its order.
var Languages = func() []Language {
	var all []Language
	for f := range rows("languages.tsv") {
		words := map[string]bool{}
		for w := range strings.FieldsSeq(f[1]) {
			words[w] = true
		}
		all = append(all, Language{f[0], words})
	}
	return all
}()

// Traits are what is known of a word on any page, in one look-up.
type Traits struct {
	Languages uint64 // that have it as a function word: bit i is that of Languages[i]; there are fewer than 64
	Begins    bool   // a row of the boilerplate begins with it
}

var traits = func() map[string]Traits {
	all := map[string]Traits{}
	for i, l := range Languages {
		for w := range l.Words {
			t := all[w]
			t.Languages |= 1 << i
			all[w] = t
		}
	}
	for w := range boilerplate.rows {
		t := all[w]
		t.Begins = true
		all[w] = t
	}
	return all
}()

// TraitsOf gives what is known of a word, by its key.
func TraitsOf(key string) Traits { return traits[key] }

// LanguageBit gives the bit of a language in [Traits], whatever the region; 0 if
// the table does not have it.
func LanguageBit(tag string) uint64 {
	base, _, _ := strings.Cut(tag, "-")
	for i, l := range Languages {
		if l.Tag == base {
			return 1 << i
		}
	}
	return 0
}

// insideWord reports whether a character is part of words, quickly where most
// are.
func insideWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Words gives the words of a text in lower case, with straight apostrophes
// inside them, and each other character that is not white space for itself.
func Words(s string) []string {
	all := make([]string, 0, len(s)/6+2)
	start := -1
	for i, r := range s {
		inside := insideWord(r) || (r == '\'' || r == '’') && start >= 0
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			all = append(all, Key(s[start:i]))
			start = -1
		}
		if !inside && !unicode.IsSpace(r) {
			if r == utf8.RuneError {
				all = append(all, string(r))
				continue
			}
			all = append(all, s[i:i+utf8.RuneLen(r)])
		}
	}
	if start >= 0 {
		all = append(all, Key(s[start:]))
	}
	return all
}

var bylines = table("bylines.tsv", func(f [4]string) string { return f[1] })

// BylineWords gives how many words at the beginning of a line say that authors
// follow ("By", "Written by"); 0: it is no byline.
func BylineWords(words []string) int {
	if kind, n := bylines.Match(words); kind == "before" {
		return n
	}
	return 0
}

// bylineStarts are the first two letters of the rows that say that authors
// follow, five bits each.
var bylineStarts = func() (starts [1 << 10]bool) {
	for first, rows := range bylines.rows {
		for _, r := range rows {
			if r.value == "before" {
				starts[startOf(first)] = true
			}
		}
	}
	return starts
}()

func startOf(word string) int { return int(word[0]&31)<<5 | int(word[1]&31) }

// MayBeginByline reports whether [BylineWords] may find any in the words of a
// text. It is quick, and reports false for most that do not.
func MayBeginByline(s string) bool {
	switch {
	case len(s) < 2:
		return false // all rows have two letters
	case s[0] >= utf8.RuneSelf, s[1] >= utf8.RuneSelf, s[0] <= ' ':
		return true
	}
	return bylineStarts[startOf(s)]
}

// NoAuthor reports whether what stands in an author's place is nobody's name:
// "Staff", "Admin".
func NoAuthor(words []string) bool {
	kind, n := bylines.Match(words)
	return kind == "nobody" && n == len(words)
}

var dateRoles = table("dateroles.tsv", func(f [4]string) string { return f[1] })

// DateRole gives what a line with a date says the date is: "published" or
// "updated"; empty: it does not say.
func DateRole(words []string) string {
	for i := range words {
		if role, n := dateRoles.Match(words[i:]); n > 0 {
			return role
		}
	}
	return ""
}

var siteWords = table("sitewords.tsv", func([4]string) bool { return true })

// SiteWord reports whether newspapers, agencies and news sites are named with
// the word: "gazette", "post".
func SiteWord(word string) bool { return siteWords.Has(word) }
