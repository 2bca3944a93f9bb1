package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// kind is what a row of cues.tsv says of its words.
type kind string

// The kinds, by the list they stand in.
const (
	// list "content": what stands in the claim itself
	plannedCue     kind = "planned"
	conditionalCue kind = "conditional"
	wouldCue       kind = "would" // planned in a report, else conditional
	possibleCue    kind = "possible"
	opinionCue     kind = "opinion"
	reportedCue    kind = "reported"

	// list "negator"
	negatesKind    kind = "negates"
	determinerKind kind = "determiner" // "no": negates where it belongs to the subject or follows "there is"
	exceptKind     kind = "except"     // looks like a negation

	// list "opener": what begins a subordinate clause
	clauseKind    kind = "clause"
	afterVerbKind kind = "after verb" // only where the main verb has come

	// list "leans", besides kinds that nothing asks for
	adverbialKind kind = "adverbial" // not if a main clause follows

	// list "complement", besides planned and possible
	passivePossible kind = "passive possible"
	passiveReported kind = "passive reported"

	// list "courtesy"
	courtesyKind kind = "courtesy"
	refusalKind  kind = "refusal" // where it is negated

	// list "connective"
	withComma   kind = "with comma"
	withSubject kind = "with subject" // or where the subject follows

	// list "kind"
	thingKind kind = "thing" // nobody, so that no name before it is one

	// list "inside"
	betweenCommas kind = "commas"
	besideVerb    kind = "verb"
	lastWord      kind = "last"
)

//go:embed cues.tsv
var cuesTable string

// The lists of cues.tsv. Nothing writes to them.
var (
	contentCues   = readPhrases("content")
	negators      = readPhrases("negator")
	openers       = readPhrases("opener")
	leaning       = readPhrases("leans") // what begins a content that cannot stand alone
	orders        = readPhrases("order")
	connectives   = readPhrases("connective")
	insides       = readPhrases("inside")     // what leads over inside of a claim
	complements   = readPhrases("complement") // by lemma
	predicates    = readPhrases("predicate")  // by lemma
	events        = readPhrases("event")      // by lemma
	introducers   = readPhrases("introducer") // what stands before the colon of a list
	uncounted     = readPhrases("uncounted")
	comparisons   = readPhrases("comparison")
	aims          = readPhrases("aim")          // by lemma
	whethers      = readPhrases("whether")      // by lemma, what "if" behind it asks for
	intransitives = readPhrases("intransitive") // by lemma
	unreal        = readPhrases("unreal")
	topics        = readPhrases("topic")    // lemma and next word: a verb of saying with what it is about
	willing       = readPhrases("willing")  // by lemma: what only somebody can be, so that "it" is one
	asides        = readPhrases("aside")    // what the narrator says of a report behind it
	hearsay       = readPhrases("hearsay")  // of a report: whoever hears something only passes it on
	kinds         = readPhrases("kind")     // by lemma: nouns that "the" before them points back with
	uniques       = readPhrases("unique")   // by lemma: nouns that "the" before them points back to nothing with
	pointing      = readPhrases("pointing") // adjectives that say of which one only by what was told before
	doubles       = readPhrases("double")   // pasts that are participles too, though they do not end in "-ed"
	courtesies    = readPhrases("courtesy") // by lemma: verbs that "would" only softens
	provisos      = readPhrases("proviso")
	things        = readPhrases("thing") // by lemma: verbs that what happened is no subject of
	seen          = readPhrases("seen")  // by lemma: what may be done with all that was said
	wholes        = readPhrases("whole") // by lemma: of verbs, "which" before it stands for all that was said
	contrasts     = readPhrases("contrast")
	conditions    = readPhrases("condition")
	wishes        = readPhrases("wish")       // of a report: what it has is wanted to be so
	supports      = readPhrases("support")    // by lemma: what evidence does to a claim
	untrue        = readPhrases("untrue")     // of a report: what makes it one of what is not so
	unreported    = readPhrases("unreported") // of a report: whoever knows something makes it no less true, and what is wished is not so
)

// The forms of [lexicon.Actions]: the finite ones that are nothing else, and the plain
// ones, true where they are nothing else. Nothing writes to them.
var finiteForms, plainForms = readVerbs()

// phrase is a row of cues.tsv; the zero value is none.
type phrase struct {
	kind  kind
	words []string
}

// phrases is a list of cues.tsv, by first word, longer ones first.
type phrases map[string][]phrase

// at gives the longest phrase that begins at the i-th word.
func (p phrases) at(words []string, i int) phrase {
	for _, row := range p[words[i]] {
		if n := len(row.words); i+n <= len(words) && slices.Equal(row.words, words[i:i+n]) {
			return row
		}
	}
	return phrase{}
}

// of gives how many words the longest phrase of a kind has that begins at the i-th
// word; 0: there is none.
func (p phrases) of(k kind, words []string, i int) int {
	for _, row := range p[words[i]] {
		if n := len(row.words); row.kind == k && i+n <= len(words) && slices.Equal(row.words, words[i:i+n]) {
			return n
		}
	}
	return 0
}

// in reports whether a phrase stands among the words.
func (p phrases) in(words []string) bool {
	for i := range words {
		if p.at(words, i).kind != "" {
			return true
		}
	}
	return false
}

// readPhrases reads one list of cues.tsv. It panics on a row that is none,
// which any test finds.
func readPhrases(list string) phrases {
	found := phrases{}
	for _, row := range rows(cuesTable, 3) {
		if row[0] != list {
			continue
		}
		words := strings.Fields(row[2])
		found[words[0]] = append(found[words[0]], phrase{kind(row[1]), words})
	}
	for _, list := range found {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return found
}

// rows gives the rows of a table, without comments and empty lines.
func rows(table string, columns int) [][]string {
	var found [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns || row[columns-1] == "" {
			panic(fmt.Sprintf("claim: %q has %d columns, want %d", line, len(row), columns))
		}
		found = append(found, row)
	}
	return found
}

func readVerbs() (finite, plain map[string]bool) {
	finite, plain = map[string]bool{}, map[string]bool{}
	for a := range lexicon.Actions() {
		plain[a.Lemma] = a.Only
		for _, form := range a.Pasts {
			finite[form] = true
		}
		if a.Only {
			finite[a.Lemma], finite[lexicon.ThirdPerson(a.Lemma)] = true, true
		}
	}
	return finite, plain
}

// finite reports whether a word is a finite form of a verb and seldom anything
// else.
func finite(word string) bool {
	return finiteForms[word] || auxiliary(word) || lexicon.English().Verbs.Has(word)
}

// auxiliary reports whether a word is a finite form of an auxiliary.
func auxiliary(word string) bool {
	switch word {
	case "be", "been", "being", "having", "'s":
		return false
	}
	return lexicon.English().Is(word, lexicon.Auxiliary)
}

// determiner reports whether a word begins a noun phrase.
func determiner(word string) bool {
	return lexicon.English().Is(word, lexicon.Determiner|lexicon.Possessive)
}
