package summary

import (
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// relevance weighs sentences by how well they answer a query.
type relevance struct {
	*pool
	score   []float64 // of each candidate, the best 1; 0: it does not bear on the query
	covered []bool    // by term: whether a chosen sentence has it
	taken   []int     // the chosen ones
}

// queryTerm is one word of a query: the terms that match it, one for English
// articles and one for others; none where no article has the word.
type queryTerm []int32

// queryTerms gives the content words of a query, each once.
func (p *pool) queryTerms(query string) []queryTerm {
	seen := map[string]bool{}
	var found []queryTerm
	for _, word := range queryWords(query) {
		english := term(word, true)
		if english == "" || careful[lexicon.Key(word)] == asks || seen[english] {
			continue
		}
		seen[english] = true
		var q queryTerm
		for _, form := range []string{english, term(word, false)} {
			if id, ok := p.ids[form]; ok && !slices.Contains(q, id) {
				q = append(q, id)
			}
		}
		found = append(found, q)
	}
	return found
}

// queryWords parts a query into words, and into characters where the script
// has no spaces.
func queryWords(query string) []string {
	var list []string
	for _, word := range strings.FieldsFunc(query, func(r rune) bool { return !text.LetterOrDigit(r) && !strings.ContainsRune(".,'’", r) }) {
		word = strings.Trim(word, ".,'’")
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if strings.ContainsFunc(word, unspaced) {
			list = append(list, strings.Split(word, "")...)
		} else if strings.ContainsFunc(word, text.LetterOrDigit) {
			list = append(list, word)
		}
	}
	return list
}

// The parameters of BM25, as the paper recommends them.
const (
	saturation = 1.2  // k1
	lengthNorm = 0.75 // b
)

// relevance makes the weigher for a query, after BM25 with sentences for
// documents.
func (p *pool) relevance(query []queryTerm) *relevance {
	r := &relevance{pool: p, score: make([]float64, len(p.sentences)), covered: make([]bool, len(p.ids))}
	hits, length := p.hits(query)
	idf, all := inverseFrequency(hits, len(query))
	most := 0.0
	for i := range p.sentences {
		if !p.bears(i, hits, idf, all) {
			continue
		}
		norm := saturation * (1 - lengthNorm + lengthNorm*float64(len(p.sentences[i].sequence))/length)
		for _, h := range hits[i] {
			r.score[i] += idf[h.term] * h.count * (saturation + 1) / (h.count + norm)
		}
		most = max(most, r.score[i])
	}
	for i := range r.score {
		if most > 0 {
			r.score[i] /= most
		}
	}
	return r
}

// hit is how often a sentence holds a term of the query.
type hit struct {
	term  int
	count float64
}

// hits gives what each candidate holds of the query, and how many terms a
// candidate has on average, at least 1.
func (p *pool) hits(query []queryTerm) (hits [][]hit, length float64) {
	wanted := map[int32]int{}
	for k, q := range query {
		for _, t := range q {
			wanted[t] = k
		}
	}
	for _, s := range p.sentences {
		var list []hit
		for _, t := range s.sequence {
			k, ok := wanted[t]
			if !ok {
				continue
			}
			if at := slices.IndexFunc(list, func(h hit) bool { return h.term == k }); at < 0 {
				list = append(list, hit{k, 1})
			} else {
				list[at].count++
			}
		}
		hits = append(hits, list)
		length += float64(len(s.sequence))
	}
	return hits, max(1, length/float64(len(p.sentences)))
}

// inverseFrequency weighs the terms of a query by how few candidates hold
// them, and gives the sum of the weights: of one that none holds, and that the
// query is likely to be about, the largest of all.
func inverseFrequency(hits [][]hit, terms int) (idf []float64, all float64) {
	in := make([]float64, terms)
	for _, list := range hits {
		for _, h := range list {
			in[h.term]++
		}
	}
	idf = make([]float64, terms)
	for k, n := range in {
		idf[k] = math.Log(1 + (float64(len(hits))-n+0.5)/(n+0.5))
		all += idf[k]
	}
	return idf, all
}

// A sentence bears on a query if it holds more than half of it by weight,
// where what its neighbours hold counts half. Set by hand: of two words that
// say different things one is not enough, of three two are.
const (
	bearingShare   = 0.5
	neighbourShare = 0.5
)

func (p *pool) bears(i int, hits [][]hit, idf []float64, all float64) bool {
	seen := map[int]bool{}
	held := 0.0
	for _, h := range hits[i] {
		held += idf[h.term]
		seen[h.term] = true
	}
	for _, next := range []int{i - 1, i + 1} {
		if next < 0 || next >= len(hits) || p.sentences[next].Article != p.sentences[i].Article {
			continue
		}
		for _, h := range hits[next] {
			if !seen[h.term] {
				held += neighbourShare * idf[h.term]
				seen[h.term] = true
			}
		}
	}
	return len(hits[i]) > 0 && held > bearingShare*all
}

// repeatCost is what a sentence loses all of whose content words were in
// chosen ones, as a share of the best relevance. Set by hand.
const repeatCost = -0.5

// answeredShare is the share of the shorter one's content words that two
// sentences of different articles have in common if they give one answer. Set by
// hand, above [repeatShare]: what bears on one query has its words in common.
const answeredShare = 0.6

// answers reports whether a chosen sentence of another article gives the answer
// of candidate i, with no other figure.
func (r *relevance) answers(i int) bool {
	a := &r.sentences[i]
	return slices.ContainsFunc(r.taken, func(k int) bool {
		b := &r.sentences[k]
		least := min(len(a.terms), len(b.terms))
		return a.Article != b.Article && least >= sameLeast && float64(shared(a.terms, b.terms)) >= answeredShare*float64(least) &&
			(holds(a.figures, b.figures) || holds(b.figures, a.figures))
	})
}

func (r *relevance) gain(i int) (doc.Score, bool) {
	if r.score[i] == 0 || r.answers(i) {
		return nil, false
	}
	again := 0.0
	for _, t := range r.sentences[i].terms {
		if r.covered[t] {
			again++
		}
	}
	return doc.Score{}.With("relevance", r.score[i]).
		With("redundancy", repeatCost*again/float64(len(r.sentences[i].terms))), true
}

func (r *relevance) take(i int) {
	r.taken = append(r.taken, i)
	for _, t := range r.sentences[i].terms {
		r.covered[t] = true
	}
}

// enough: a sentence that adds nothing new is none.
func (r *relevance) enough(total float64) bool { return total <= 0 }
