package summary

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// A text of an unknown language is English if a quarter of its words are of
// the closed classes of English, which make up nearly half of English news (.48
// of the words of 100 articles); the first words are enough to see it.
const (
	englishShare = 0.25
	englishWords = 400
)

// isEnglish reports whether the word lists of English fit a document.
func isEnglish(d *doc.Document) bool {
	if d.Language != "" {
		return d.Language == "en" || strings.HasPrefix(d.Language, "en-")
	}
	words, closed := 0, 0
	for _, t := range d.Tokens[:min(len(d.Tokens), englishWords)] {
		key := lexicon.Key(t.Of(d.Text))
		if strings.ContainsFunc(key, text.LetterOrDigit) {
			words++
		}
		if lexicon.English().Stop(key) {
			closed++
		}
	}
	return float64(closed) > englishShare*float64(words)
}

// term gives what a token counts as: the stem of a content word, a figure
// without its commas, empty for any other token. Words in capitals are never
// stop words: "US", "WHO".
func term(token string, english bool) string {
	key := lexicon.Key(token)
	switch {
	case !strings.ContainsFunc(key, text.LetterOrDigit), key[0] == '\'':
		return ""
	case strings.ContainsFunc(key, unicode.IsDigit):
		return strings.ReplaceAll(key, ",", "")
	case !english:
		return key
	case lexicon.English().Stop(key) && (len(token) < 2 || token != strings.ToUpper(token)):
		return ""
	}
	return Stem(strings.ReplaceAll(key, ".", ""))
}

// Stem gives the part that most forms of an English word have in common:
// "closed", "closing", "closes" and "close" are "clos". It takes off endings
// of inflection only (the first step of Porter, "An algorithm for suffix
// stripping", 1980, without its conditions on measure), so that "nation" and
// "national" stay apart. The word is wanted in lower case.
func Stem(word string) string {
	if len(word) < 4 || strings.ContainsAny(word, "0123456789") {
		return word
	}
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		word = word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "sses"):
		word = word[:len(word)-2]
	case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is"):
		word = word[:len(word)-1]
	}
	if root, ok := uninflected(word); ok {
		word = root
	}
	if len(word) > 3 {
		word = strings.TrimSuffix(word, "e")
	}
	return word
}

// uninflected takes off "-ed" and "-ing" where a syllable is left.
func uninflected(word string) (string, bool) {
	for _, ending := range []string{"ing", "ied", "ed"} {
		root, ok := strings.CutSuffix(word, ending)
		if !ok {
			continue
		}
		if len(root) < 3 || !strings.ContainsAny(root, "aeiouy") {
			return "", false
		}
		if ending == "ied" {
			return root + "y", true
		}
		return undouble(root), true
	}
	return "", false
}

// undouble gives "stop" for "stopp"; "call" and "pass" keep their letters.
func undouble(root string) string {
	n := len(root)
	if root[n-1] == root[n-2] && !strings.ContainsRune("lsz", rune(root[n-1])) {
		return root[:n-1]
	}
	return root
}

// countWords counts the words of the pieces of a sentence as a reader does:
// stretches between white space that hold a letter or digit. In scripts without
// spaces every token is one. No pieces stand for the whole sentence.
func countWords(d *doc.Document, tokens doc.Range, pieces []Piece) int {
	n, counted, end := 0, false, 0
	for _, t := range d.Tokens[tokens.First:tokens.End] {
		if pieces != nil && !kept(pieces, t.Span) {
			continue
		}
		if t.Start > end {
			counted = false
		}
		end = t.End
		word := t.Of(d.Text)
		if strings.ContainsFunc(word, text.LetterOrDigit) && (!counted || strings.ContainsFunc(word, unspaced)) {
			n++
			counted = true
		}
	}
	return n
}

// unspaced reports whether a rune is of a script that does not part words.
func unspaced(r rune) bool {
	return r > 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// leans reports whether a sentence means little without the one before: it opens
// with a word such as "He", "However" or "That", or has a pronoun that nothing in
// it can stand for. It knows English only.
func leans(d *doc.Document, tokens doc.Range, pieces []Piece) bool {
	return opensLeaning(d, tokens, pieces) || pointsElsewhere(d, tokens, pieces)
}

func opensLeaning(d *doc.Document, tokens doc.Range, pieces []Piece) bool {
	list := d.Tokens[tokens.First:tokens.End]
	for i, t := range list {
		word := t.Of(d.Text)
		if !strings.ContainsFunc(word, text.LetterOrDigit) || !kept(pieces, t.Span) {
			continue
		}
		switch careful[lexicon.Key(word)] {
		case leansAlways, idles, pointsBack:
			return true
		case leansAlone: // "This was", but "This week"
			if at := tokens.First + i; at < len(d.Tags) {
				return d.Tags[at].UPOS == doc.PRON
			}
			return i+1 < len(list) && isVerbal(lexicon.Key(list[i+1].Of(d.Text)))
		}
		return false
	}
	return false
}

// isVerbal reports whether a word after "this" shows that it stood alone.
func isVerbal(key string) bool {
	return lexicon.English().Is(key, lexicon.Auxiliary) || lexicon.English().Verbs.Has(key) || strings.HasSuffix(key, "ed") || strings.HasSuffix(key, "s") && len(key) > 3
}

//go:embed words.tsv
var wordsTable string

// careful are the words that need care. Nothing writes to it.
var careful = readWords(wordsTable)

// care is what to look out for with a word. The zero value is nothing.
type care uint8

const (
	pointsBack  care = iota + 1 // a pronoun of the third person
	leansAlways                 // leans on the sentence before
	idles                       // likewise, and says nothing: a comma behind it, and it can go
	leansAlone                  // only as a pronoun, which shows in the verb that follows
	asks                        // in a query: how it is asked, not what for
)

// readWords reads words.tsv. It panics on a row that is none, which any test
// finds.
func readWords(table string) map[string]care {
	kinds := map[string]care{"pronoun": pointsBack, "always": leansAlways, "idle": idles, "alone": leansAlone, "query": asks}
	found := map[string]care{}
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		word, kind, _ := strings.Cut(line, "\t")
		if kinds[kind] == 0 {
			panic(fmt.Sprintf("summary: %q is no row of words.tsv", line))
		}
		found[word] = kinds[kind]
	}
	return found
}
