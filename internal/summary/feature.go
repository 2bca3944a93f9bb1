package summary

import (
	"maps"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// Row is what is known of a sentence beside the others of its article.
type Row struct {
	Sentence int      // index in Document.Sentences
	Features Features // less their mean over the article's sentences
}

// Features holds a figure for each of the features that weights.tsv names, in
// the order of the constants below.
type Features [featureCount]float64

const (
	first         = iota // it is the first sentence
	near                 // 1 / its place, from 1
	place                // how much of the article stands before it, 0 to 1
	last                 // it is the last sentence
	length               // the logarithm of its words and one
	termsAgain           // how many sentences hold its terms, as a share of all, summed over the terms, by the root of their number
	pairsAgain           // share of its pairs of neighbouring terms that other sentences hold
	likeRest             // cosine to the other sentences, terms weighed by their rareness
	likeLead             // share of its terms that are in the first sentence
	inTitle              // share of the title's terms that it holds
	figures              // share of its terms that are figures
	quoted               // share of its letters that are in quotation marks
	leaning              // it opens with a word that leans on the sentence before
	question             // it is a question
	named                // mentions of entities a word
	salientEntity        // the share of all mentions that its most mentioned entity has
	newEntities          // first mentions of entities a word
	personal             // words for I, we and you a token
	timed                // time expressions, two at the most
	featureCount
)

// Rows gives the features of the sentences of an article that may be chosen,
// in their order. An empty title is an unknown one.
func Rows(d *doc.Document, title string) []Row {
	p := gather([]*doc.Document{d}, &Options{Whole: true})
	return p.rows(0, len(p.sentences), title)
}

// article is what features are read from: the sentences [first, end) of a
// pool, which are of one document.
type article struct {
	*pool
	doc       *doc.Document
	list      []candidate
	in        map[int32]int    // how many sentences hold a term
	pairs     map[[2]int32]int // how many hold a pair of neighbouring ones
	centre    map[int32]float64
	norm      float64 // of centre
	title     []int32
	mentioned map[int]bool // entities that a sentence before names
}

// rows gives the features of the candidates [from, to), all of one article.
func (p *pool) rows(from, to int, title string) []Row {
	if from == to {
		return nil
	}
	list := p.sentences[from:to]
	a := article{pool: p, doc: p.docs[list[0].Article], list: list, mentioned: map[int]bool{}, title: p.titleTerms(title)}
	a.count()
	rows := make([]Row, len(list))
	for i := range list {
		rows[i] = Row{list[i].Sentence, a.features(i)}
	}
	centre(rows)
	return rows
}

// centre takes the mean off each feature: what is left compares sentences of
// one article.
func centre(rows []Row) {
	for f := range featureCount {
		sum := 0.0
		for i := range rows {
			sum += rows[i].Features[f]
		}
		for i := range rows {
			rows[i].Features[f] -= sum / float64(len(rows))
		}
	}
}

func (p *pool) titleTerms(title string) []int32 {
	var list []int32
	for _, w := range queryWords(title) {
		if id, ok := p.ids[term(w, true)]; ok {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// count counts terms and pairs. Sentences that come again word for word count
// once.
func (a *article) count() {
	a.in, a.pairs, a.centre = map[int32]int{}, map[[2]int32]int{}, map[int32]float64{}
	for i := range a.list {
		s := &a.list[i]
		if s.again {
			continue
		}
		for _, t := range s.terms {
			a.in[t]++
		}
		for k := 1; k < len(s.sequence); k++ {
			a.pairs[[2]int32{s.sequence[k-1], s.sequence[k]}]++
		}
	}
	for _, t := range slices.Sorted(maps.Keys(a.in)) { // in order, so that the sum is the same every time
		a.centre[t] = float64(a.in[t]) * a.rareness(t)
		a.norm += float64(a.centre[t] * a.centre[t])
	}
}

// rareness is the weight of a term: the logarithm of how few sentences hold it.
func (a *article) rareness(t int32) float64 {
	return math.Log(1 + float64(len(a.list))/float64(max(1, a.in[t])))
}

func (a *article) features(i int) (f Features) {
	s := &a.list[i]
	span := a.doc.Sentences[s.Sentence]
	f[first], f[last] = flag(i == 0), flag(i == len(a.list)-1)
	f[near], f[place] = 1/float64(1+i), float64(i)/float64(len(a.list))
	f[length] = math.Log(1 + float64(s.words))
	f[leaning] = flag(s.leans)
	f[question] = flag(strings.HasSuffix(strings.TrimRight(span.Of(a.doc.Text), "\"'”’»)"), "?"))
	f[quoted] = quotedShare(span.Of(a.doc.Text))
	f[personal] = a.personal(span)
	f[timed] = float64(min(2, len(within(a.doc.Times, span.Start, span.End, func(t doc.Time) int { return t.Start }))))
	a.wording(s, i, &f)
	a.naming(s, span, &f)
	return f
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// wording fills in what a sentence has in common with others.
func (a *article) wording(s *candidate, i int, f *Features) {
	terms := float64(max(1, len(s.terms)))
	for _, t := range s.terms {
		f[termsAgain] += float64(a.in[t]-1) / float64(len(a.list))
	}
	f[termsAgain] /= math.Sqrt(terms)
	for k := 1; k < len(s.sequence); k++ {
		f[pairsAgain] += flag(a.pairs[[2]int32{s.sequence[k-1], s.sequence[k]}] > 1) / terms
	}
	f[likeRest] = a.likeness(s)
	if i > 0 {
		f[likeLead] = float64(shared(s.terms, a.list[0].terms)) / terms
	}
	f[inTitle] = float64(shared(s.terms, a.title)) / float64(max(1, len(a.title)))
	f[figures] = float64(len(s.figures)) / terms
}

// likeness gives the cosine between a sentence and the sum of the others.
func (a *article) likeness(s *candidate) float64 {
	dot, own := 0.0, 0.0
	for _, t := range s.terms {
		w := a.rareness(t)
		dot += float64(w * (a.centre[t] - w))
		own += float64(w * w)
	}
	if own == 0 || a.norm == 0 {
		return 0
	}
	return dot / math.Sqrt(own*a.norm)
}

// shared counts what two sorted lists have in common.
func shared(a, b []int32) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

// quotedShare gives the share of the runes that stand in double quotation
// marks.
func quotedShare(s string) float64 {
	open, in, all := false, 0, 0
	for _, r := range s {
		switch r {
		case '“', '«', '„':
			open = true
		case '”', '»':
			open = false
		case '"':
			open = !open
		default:
			all++
			if open {
				in++
			}
		}
	}
	return float64(in) / float64(max(1, all))
}

// naming fills in what a sentence names. Sentences must come in their order.
func (a *article) naming(s *candidate, span doc.Sentence, f *Features) {
	fresh := 0
	mentions := within(a.doc.Mentions, span.Start, span.End, func(m doc.Mention) int { return m.Start })
	for _, m := range mentions {
		f[salientEntity] = max(f[salientEntity], float64(len(a.doc.Entities[m.Entity].Mentions))/float64(len(a.doc.Mentions)))
		if !a.mentioned[m.Entity] {
			a.mentioned[m.Entity] = true
			fresh++
		}
	}
	words := float64(max(1, s.words))
	f[named], f[newEntities] = float64(len(mentions))/words, float64(fresh)/words
}

// within gives the items of a layer that begin in [start, end).
func within[T any](layer []T, start, end int, begin func(T) int) []T {
	from := sort.Search(len(layer), func(i int) bool { return begin(layer[i]) >= start })
	to := from + sort.Search(len(layer)-from, func(i int) bool { return begin(layer[from+i]) >= end })
	return layer[from:to]
}

// personal gives the share of tokens that are words for the speaker or the
// reader.
func (a *article) personal(span doc.Sentence) float64 {
	n := 0
	for _, t := range a.doc.Tokens[span.Tokens.First:span.Tokens.End] {
		if careful[lexicon.Key(t.Of(a.doc.Text))]&speaks != 0 {
			n++
		}
	}
	return float64(n) / float64(max(1, span.Tokens.Len()))
}
