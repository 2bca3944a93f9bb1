package coref

import (
	_ "embed"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/summary"
)

// kind is what a row of words.tsv says of its word.
type kind string

// The kinds.
const (
	generationWord kind = "generation"
	tradeWord      kind = "trade"
	lightWord      kind = "light"
	businessWord   kind = "business"
)

//go:embed words.tsv
var wordsTable string

// kinds are the rows of words.tsv. Nothing writes to it.
var kinds = lexicon.ReadKinds[kind](wordsTable, 1)

// Lemma gives the dictionary form of a token, its key where that is not known.
func Lemma(d *doc.Document, token int, key string) string {
	if token < len(d.Tags) && d.Tags[token].Lemma != "" {
		return lexicon.Key(d.Tags[token].Lemma)
	}
	return key
}

// Meaning gives what forms of a word, and words for the same thing, have in
// common: "wounded" and "injured" are one.
func Meaning(word string) string {
	s := Stem(word)
	if same, ok := synonyms[s]; ok {
		return same
	}
	return s
}

// Stem gives what forms of a word have in common; "U.S." is "us".
func Stem(key string) string { return summary.Stem(strings.ReplaceAll(key, ".", "")) }

//go:embed synonyms.tsv
var synonymsTable string

// synonyms gives for the stem of a word the one that stands for its row in
// synonyms.tsv. Nothing writes to it.
var synonyms = readSynonyms(synonymsTable)

func readSynonyms(table string) map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for _, w := range words {
			found[Stem(w)] = Stem(words[0])
		}
	}
	return found
}
