package story

import (
	_ "embed"
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// kind is what a row of words.tsv says of its words.
type kind string

// The kinds.
const (
	partWord    kind = "part"
	runningWord kind = "running"
	tollWord    kind = "toll"
	revisedWord kind = "revised"
	beginWord   kind = "begin"
	resumeWord  kind = "resume"
	genericWord kind = "generic"
	placeWord   kind = "place"
	pronounWord kind = "pronoun"
	eventWord   kind = "event"
	insistWord  kind = "insist"
	counterWord kind = "counter"
	nowWord     kind = "now"
	insteadWord kind = "instead"
)

//go:embed words.tsv
var wordsTable string

// kinds are the rows of words.tsv. Nothing writes to it.
var kinds = lexicon.ReadKinds[kind](wordsTable, longest)

// longest is how many words a row of words.tsv has at the most.
const longest = 4

func lower(word string) string { return lexicon.Key(word) }

// says reports whether words of a kind stand in the claim.
func (f *fact) says(k kind) bool {
	for i := range f.keys {
		if phraseAt(f.keys[i:], k) > 0 {
			return true
		}
	}
	return false
}

// phraseAt gives how many words the longest phrase of a kind takes that the
// words begin with; 0 if there is none.
func phraseAt(words []string, k kind) int {
	for n := min(longest, len(words)); n > 0; n-- {
		if kinds[strings.Join(words[:n], " ")] == k {
			return n
		}
	}
	return 0
}
