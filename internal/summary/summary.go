// Package summary chooses the sentences of one article, or of several on one
// story, that say the most in the least space, or that bear on a query.
//
// A summary is sentences as they stand: none is cut, none changed. What they
// are weighed by are concepts. In one article a concept is a content word or a
// pair of neighbouring ones, and weighs by how often it comes again. Over
// several articles it is a pair, and weighs by how many of them hold it (Gillick
// and Favre, "A Scalable Global Model for Summarization", 2009), where articles
// with the same sentences have one voice. With a query a sentence weighs by
// BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
//
// Sentences are chosen greedily, each by what it adds to those chosen before
// (Lin and Bilmes, "A Class of Submodular Functions for Document
// Summarization", 2011): a concept counts once. What it took to choose one is
// its salience, part by part.
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

// Ref is a sentence of one of the articles.
type Ref struct {
	Article  int // index in the articles given
	Sentence int // index in its Document.Sentences
}

// Sentence is a chosen sentence.
type Sentence struct {
	Article, Sentence int // as in [Ref]
	// Salience is what the sentence added when it was chosen. Its total is what
	// was compared; it is comparable within one summary.
	Salience doc.Score
	AlsoIn   []Ref // sentences of other articles that say the same, in order
}

// Summary is the chosen sentences in reading order: by the publish time of
// their articles, undated ones last, then by article and position.
type Summary struct{ Sentences []Sentence }

// Choose gives a summary of the documents: of what they have in common, or, if
// the query has any content words, of what in them bears on it. It is empty if
// nothing does, if there are no sentences, or if every one is longer than the
// limit. Headings, captions, table rows and code are never chosen, and no two
// sentences that say the same are.
//
// Which sentences are chosen does not depend on the order of the documents,
// but for which of several documents with the same text they are cited from.
func Choose(docs []*doc.Document, query string, limit Limit) Summary {
	p := gather(docs)
	if len(p.sentences) == 0 {
		return Summary{}
	}
	c := newChoice(p, limit)
	if terms := p.queryTerms(query); len(terms) > 0 {
		c.weigh = p.relevance(terms)
	} else {
		c.weigh = p.coverage()
	}
	c.run()
	return c.summary(docs)
}

// summary puts the chosen sentences into reading order.
func (c *choice) summary(docs []*doc.Document) Summary {
	also := c.alsoIn()
	var s Summary
	for k, i := range c.chosen {
		at := c.sentences[i].Ref
		s.Sentences = append(s.Sentences, Sentence{at.Article, at.Sentence, c.salience[k], also[k]})
	}
	slices.SortFunc(s.Sentences, func(a, b Sentence) int {
		x, y := docs[a.Article].Published, docs[b.Article].Published
		return cmp.Or(byDate(x, y), a.Article-b.Article, a.Sentence-b.Sentence)
	})
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
