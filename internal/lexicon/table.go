// Package lexicon holds what copydesk knows of words: embedded tables with one
// row a line, which somebody who knows newspapers and no Go can review.
//
// Every table has one format. Lines that begin with # are comments; the first
// of them say what a row is and where the table comes from. A row's fields are
// parted by tabs. Its first field is a phrase: lower-case tokens, in the
// manner of package segment, parted by single spaces ("no more than",
// "follow - up").
package lexicon

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
)

//go:embed *.tsv
var files embed.FS

// Table maps phrases to what is known of them. The zero value is empty.
type Table[T any] struct {
	rows map[string][]row[T] // by first word, longest phrase first
}

type row[T any] struct {
	words []string
	value T
}

// Word gives the row of a single token's key.
func (t Table[T]) Word(key string) (value T, ok bool) {
	rows := t.rows[key]
	if len(rows) == 0 || len(rows[len(rows)-1].words) != 1 {
		return value, false
	}
	return rows[len(rows)-1].value, true
}

// Has reports whether there is a row for a single token's key.
func (t Table[T]) Has(key string) bool {
	_, ok := t.Word(key)
	return ok
}

// Match gives the row of the longest phrase that the keys begin with, and how
// many keys it takes: 0 if there is none.
func (t Table[T]) Match(keys []string) (value T, n int) {
	if len(keys) == 0 {
		return value, 0
	}
	for _, r := range t.rows[keys[0]] {
		if len(r.words) <= len(keys) && slices.Equal(r.words, keys[:len(r.words)]) {
			return r.value, len(r.words)
		}
	}
	return value, 0
}

// Phrases gives all phrases, in the order of their bytes.
func (t Table[T]) Phrases() []string {
	var all []string
	for _, rows := range t.rows {
		for _, r := range rows {
			all = append(all, strings.Join(r.words, " "))
		}
	}
	slices.Sort(all)
	return all
}

// add keeps the first of two rows with the same phrase.
func (t *Table[T]) add(phrase string, value T) {
	if t.rows == nil {
		t.rows = map[string][]row[T]{}
	}
	words := strings.Split(phrase, " ")
	rows := t.rows[words[0]]
	at := 0
	for ; at < len(rows) && len(rows[at].words) >= len(words); at++ {
		if slices.Equal(rows[at].words, words) {
			return
		}
	}
	t.rows[words[0]] = slices.Insert(rows, at, row[T]{words, value})
}

// table reads an embedded file. What a row means is value's to say; fields
// that a row leaves out are empty. Both are total: that the rows are good is
// what this package's tests are for.
func table[T any](file string, value func(fields [4]string) T) Table[T] {
	var t Table[T]
	for fields := range rows(file) {
		t.add(fields[0], value(fields))
	}
	return t
}

// rows gives the rows of an embedded file, in its order.
func rows(file string) func(yield func([4]string) bool) {
	return func(yield func([4]string) bool) {
		data, _ := files.ReadFile(file) // embedded: the name is one of ours
		for line := range strings.Lines(string(data)) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			var fields [4]string
			copy(fields[:], strings.SplitN(line, "\t", len(fields)))
			if !yield(fields) {
				return
			}
		}
	}
}

// Key gives the form in which a token is looked up: lower-case, with straight
// apostrophes and the plain hyphen for U+2010 and U+2011, which typesetters use
// to keep "38-metre" in one line. "US" is not "us" but "u.s.".
func Key(word string) string {
	if plainKey(word) {
		return word // as most are: nothing to look up
	}
	if word == "\u2010" || word == "\u2011" {
		return "-"
	}
	if strings.Contains(word, "’") {
		word = strings.ReplaceAll(word, "’", "'")
	}
	key := strings.ToLower(word)
	if key == word || strings.IndexFunc(word, asciiSmall) >= 0 {
		return key
	}
	if name, ok := capitals().Word(key); ok && word == strings.ToUpper(key) {
		return name
	}
	return key
}

// plainKey reports whether a word is its own key because it has neither capitals
// nor characters beyond ASCII.
func plainKey(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

func asciiSmall(r rune) bool { return r >= 'a' && r <= 'z' }

var capitals = sync.OnceValue(func() Table[string] {
	return table("capitals.tsv", func(f [4]string) string { return f[1] })
})

// Keys gives the key of every token of d.
func Keys(d *doc.Document) []string {
	keys := make([]string, len(d.Tokens))
	for i, t := range d.Tokens {
		keys[i] = Key(t.Of(d.Text))
	}
	return keys
}

// ReadKinds reads a table that another package has: phrases of longest words at
// the most, each with a tab and its kind. It panics on a row that is none, which any
// test of that package finds.
func ReadKinds[K ~string](table string, longest int) map[string]K {
	found := map[string]K{}
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		words, kind, ok := strings.Cut(line, "\t")
		if !ok || len(strings.Fields(words)) > longest {
			panic("lexicon: " + line + " is no row of a table of kinds")
		}
		found[words] = K(kind)
	}
	return found
}
