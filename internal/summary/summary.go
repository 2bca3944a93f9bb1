// Package summary chooses the sentences of one article, or of several on one
// story, that say the most in the least space, or that bear on a query.
//
// A summary is sentences as they stand, but for what a copy editor takes off
// without a second look: a dateline, a leading "Meanwhile,", an aside in
// brackets; and for a name in brackets in place of an opening "he" or "she".
// [Sentence.Pieces] says which words they are.
//
// In one article a sentence weighs by how many words and pairs of words of a human
// summary it is likely to hold ([Weights]) that the chosen ones do not. Over several articles
// what counts is concepts: pairs of neighbouring content words, and facts that
// the caller has found. A concept weighs by how many origins hold it and counts
// once (Gillick and Favre, "A Scalable Global Model for Summarization", 2009);
// the best set of sentences within the limit is searched for exactly. With a
// query a sentence weighs by BM25 (Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", 2009).
package summary

import (
	"cmp"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
)

// Limit is how long a summary may be. It is never exceeded.
type Limit struct {
	Sentences int // 0: no limit
	Words     int // as a reader counts them, between spaces; characters in scripts without spaces; 0: no limit
}

// Options say what is wanted. The zero value asks for all there is, the most
// salient first to be taken.
type Options struct {
	Limit
	Query string // words to answer; empty, or none of them says anything: a general summary

	Titles  []string // of each article; empty, or missing: unknown
	Origins []int    // of each article, the first article that has its words from the same hand; nil: articles of which half is in an earlier one are copies
	Facts   []Fact   // what several articles state; weighs by its origins

	Whole   bool     // sentences stay as they are
	Weights *Weights // for one article; nil: those that ship
}

// title gives the title of an article, empty where it is not known.
func (o *Options) title(article int) string {
	if article < len(o.Titles) {
		return o.Titles[article]
	}
	return ""
}

// Fact is something that sentences of several articles state.
type Fact struct {
	Origins    int     // how many independent origins state it
	Likelihood float64 // that the sentences state the same, 0 to 1
	Sentences  []Ref
}

// Ref is a sentence of one of the articles.
type Ref struct {
	Article  int // index in the articles given
	Sentence int // index in its Document.Sentences
}

// Sentence is a chosen sentence.
type Sentence struct {
	Article, Sentence int     // as in [Ref]
	Pieces            []Piece // what of it stands in the summary, in order: the sentence itself if nothing is left out
	// Salience is what the sentence added when it was chosen. Its total is what
	// was compared; it is comparable within one summary.
	Salience doc.Score
	AlsoIn   []Ref // sentences of other articles that say the same, in order
}

// Search is how the sentences of a summary were looked for.
type Search uint8

// The searches.
const (
	Greedy  Search = iota // one after the other, each by what it adds; over several articles with swaps
	Optimal               // no other set of sentences within the limit has more
)

// Summary is the chosen sentences in reading order: article by article, by
// their publish times, undated ones last; of those with one date the one goes
// first whose chosen sentences stand further up. An article whose own first
// sentence was chosen goes before all that, if there is one: it says what the
// story is about.
type Summary struct {
	Sentences []Sentence
	Search    Search
}

// Choose gives a summary of the documents: of what they have in common, or, if
// the query has any content words, of what in them bears on it. It is empty if
// nothing does, if there are no sentences, or if every one is longer than the
// limit. Headings, captions, table rows and code are never chosen, and no two
// sentences that say the same are. A sentence that leans on the one before
// ("However", "It") is chosen only with it.
//
// Which sentences are chosen does not depend on the order of the documents,
// but for which of several documents with the same text they are cited from.
//
// Once nobody waits for the documents any more ([doc.Document.Stop]) it ends
// soon, and what it gives is unfinished.
func Choose(docs []*doc.Document, o Options) Summary {
	p := gather(docs, &o)
	if len(p.sentences) == 0 {
		return Summary{}
	}
	c := newChoice(p, o.Limit)
	search := Greedy
	if terms := p.queryTerms(o.Query); len(terms) > 0 {
		c.run(p.relevance(terms))
	} else if p.voices == 1 {
		c.run(p.salience(&o))
	} else {
		search = c.solve(p.coverage(&o))
	}
	s := c.summary(docs)
	s.Search = search
	return s
}

// summary puts the chosen sentences into reading order.
func (c *choice) summary(docs []*doc.Document) Summary {
	also := c.alsoIn()
	var s Summary
	top := map[int]int{} // of each article: how far up its first chosen sentence stands
	for k, i := range c.chosen {
		x := &c.sentences[i]
		s.Sentences = append(s.Sentences, Sentence{x.Article, x.Sentence, x.pieces, c.salience[k], also[k]})
		if at, ok := top[x.Article]; !ok || x.position < at {
			top[x.Article] = x.position
		}
	}
	slices.SortFunc(s.Sentences, func(a, b Sentence) int {
		x, y := docs[a.Article].Published, docs[b.Article].Published
		return cmp.Or(byDate(x, y), top[a.Article]-top[b.Article], a.Article-b.Article, a.Sentence-b.Sentence)
	})
	if at := slices.IndexFunc(s.Sentences, func(x Sentence) bool { return top[x.Article] == 0 }); at > 0 {
		opening := s.Sentences[at].Article
		slices.SortStableFunc(s.Sentences, func(a, b Sentence) int { return int(flag(b.Article == opening) - flag(a.Article == opening)) })
	}
	return s
}

// byDate orders dates, unknown ones last.
func byDate(a, b doc.Date) int {
	switch {
	case a.Known() != b.Known():
		if a.Known() {
			return -1
		}
		return 1
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}
