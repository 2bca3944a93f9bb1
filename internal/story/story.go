// Package story finds how the claims of several articles stand to each other:
// who says the same, independently of whom; where they cannot both be right;
// what only seems to differ until it is added up.
//
// The articles are read in an order of their own (by their words), so that the
// answer does not hang on the order in which they were given. First come
// origins: articles that carry the same text speak with one voice. Then claims
// that might meet are found by what they share (a counted thing, rare words)
// and compared slot by slot: words, names and places, times, amounts. A pair
// gets a relation only where the slots leave little doubt, for a false conflict
// does more harm than a missed one. Pairs that say the same make a group, and
// the other relations join groups.
//
// A relation is about agreement, never about truth.
package story

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
)

// Article is one article of a story, analysed.
type Article struct {
	Doc         *doc.Document
	Claims      []claim.Claim // of Doc
	Title, Site string        // how explanations name it; empty: by its number
}

// Story is how the claims of the articles stand to each other.
type Story struct {
	Groups   []ClaimGroup // every claim is in exactly one; in the order of their first claims
	Timeline []Event      // by value
	Likely   []Likely     // what may be the same, whether grouped or not
	Origins  []int        // of each article, the first article that has its words from the same hand: itself, where it is no copy, reprint or agency's text
}

// Ref is a claim of one of the articles.
type Ref struct {
	Article int // index in the articles given
	Claim   int // index in its Claims
}

// Likely is claims of two origins, those of A and of B in the same words, that may
// say the same.
type Likely struct {
	A, B []Ref
	Odds float64 // the logarithm
}

// ClaimGroup is claims that meet.
type ClaimGroup struct {
	Members     []Ref // by article and position; at least one
	Relation    Relation
	Statement   string    // what it is about: the text of its member most worth checking
	Explanation string    // why the relation holds, with the sums and the assumptions
	Why         doc.Score // how alike the two claims are that decided the relation; empty for a single claim
	Articles    int       // how many articles hold a member
	Origins     int       // how many independent origins they come from
}

// Relation is how the members of a group stand to each other.
type Relation uint8

// The relations. The zero value is a claim that nobody else makes.
const (
	SingleSource           Relation = iota // one origin alone, in one article or in several
	Corroborated                           // two or more independent origins say the same
	Conflicting                            // the same subject, scope and time, and not both can be right
	ConsistentByArithmetic                 // they differ, and add up
	ChangedOverTime                        // an earlier figure and a later one
	Sequence                               // one thing after another
)

// String gives the relation's name in lower case.
func (r Relation) String() string {
	return [...]string{"single source", "corroborated", "conflicting", "consistent by arithmetic", "changed over time", "sequence"}[r]
}

// Event is something that happens at a known time.
type Event struct {
	Value     string // TIMEX3: "2025-03-04", "2025-03", "2025"; or, where no claim dates it, the day by which it had happened, in ISO 8601-2: "[..2025-03-04]"
	Statement string // the text of the member most worth checking
	Evidence  string // how the date was found: "stated", "reckoned from 2025-03-04", or "told by 2025-03-04", when the first article that tells it appeared
	Members   []Ref  // by article and position
}

// canonical gives the articles' indexes in an order that hangs on what they
// are, not on where they stand.
func canonical(articles []Article) []int {
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := articles[i], articles[j]
		return cmp.Or(strings.Compare(a.Doc.Text, b.Doc.Text), strings.Compare(a.Site, b.Site), strings.Compare(a.Title, b.Title),
			strings.Compare(a.Doc.Published.String(), b.Doc.Published.String()))
	})
	return order
}
