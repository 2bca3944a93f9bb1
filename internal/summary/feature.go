package summary

import (
	"maps"
	"math"
	"slices"
	"sort"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Concept is a word of an article, or two neighbouring ones, and what is known
// of it.
type Concept struct {
	Text     string // its words in lower case, parted by a space
	Features Features
}

// Features holds a figure for each of the features that weights.tsv names, in
// the order of the constants below.
type Features [featureCount]float64

const (
	always       = iota // 1
	again               // the logarithm of how many sentences hold it
	contentAgain        // the same times the share of its words that are of no closed class
	wordsAgain          // the mean logarithm, over those words, of how many sentences hold each
	near                // 1 / the place of the first sentence that holds it, from 1
	far                 // the logarithm of that place
	place               // how much of the article stands before that sentence, 0 to 1
	length              // the logarithm of that sentence's words
	sentences           // the logarithm of how many sentences the article has
	inTitle             // share of its words that are content words of the title
	named               // share of its words that are part of a mention
	proper              // share that are proper nouns
	verbal              // share that are verbs
	likeRest            // the largest of its sentences' cosines to the rest of the article, less the mean
	common              // how much of the first sentence comes again, less the mean
	quoted              // the share of that sentence that is quoted, less the mean
	featureCount
)

// Candidates gives the sentences of a document that may be chosen, by index, in
// their order.
func Candidates(d *doc.Document) []int {
	var list []int
	for _, c := range gather([]*doc.Document{d}, &Options{Whole: true}).sentences {
		list = append(list, c.Sentence)
	}
	return list
}

// Concepts gives the words and the pairs of words of the sentences of an
// article that may be chosen, each once, in their order. An empty title is an
// unknown one.
func Concepts(d *doc.Document, title string) (words, pairs []Concept) {
	p := gather([]*doc.Document{d}, &Options{Whole: true})
	a := newArticle(p, 0, len(p.sentences), title, map[string]int32{})
	key := make([]string, len(a.keys))
	for word, n := range a.keys {
		key[n] = word
	}
	for _, w := range a.read(1) {
		words = append(words, Concept{key[w.name[0]], w.features})
	}
	for _, w := range a.read(2) {
		pairs = append(pairs, Concept{key[w.name[0]] + " " + key[w.name[1]], w.features})
	}
	return words, pairs
}

// Said gives the words and pairs of words of all sentences of a document, as
// [Concept.Text] has them: what of an article a human summary holds.
func Said(d *doc.Document) map[string]bool {
	said := map[string]bool{}
	for _, s := range d.Sentences {
		before := ""
		for _, t := range d.Tokens[s.Tokens.First:s.Tokens.End] {
			key := wordKey(t.Of(d.Text))
			if key == "" {
				continue
			}
			said[key] = true
			if before != "" {
				said[before+" "+key] = true
			}
			before = key
		}
	}
	return said
}

// wordKey gives a token's word in lower case; empty for a mark.
func wordKey(token string) string {
	key := lexicon.Key(token)
	for _, r := range key {
		if text.LetterOrDigit(r) {
			return key
		}
	}
	return ""
}

// article is what concepts are read from: the candidates of one document.
type article struct {
	*pool
	doc   *doc.Document
	list  []candidate
	keys  map[string]int32 // the number of each word as it is written, in lower case
	in    map[int32]int    // how many sentences hold a term
	with  map[int32]int    // how many hold a word, by its number
	title []int32          // terms
	words [][]word         // of each candidate; none of one that comes again
	views []view           // likewise
}

// word is a word of a sentence.
type word struct {
	key                   int32
	term                  int32 // -1: of a closed class
	named, proper, verbal bool
}

// view is what is known of a sentence beside the others.
type view struct{ likeRest, common, quoted float64 }

// newArticle reads the candidates [from, to), all of one document. Their words
// are numbered in keys, which may know words of other articles.
func newArticle(p *pool, from, to int, title string, keys map[string]int32) *article {
	a := &article{pool: p, list: p.sentences[from:to], keys: keys, in: map[int32]int{}, with: map[int32]int{}, title: p.titleTerms(title)}
	if from == to {
		return a
	}
	a.doc = p.docs[a.list[0].Article]
	for i := range a.list {
		if !a.list[i].again {
			for _, t := range a.list[i].terms {
				a.in[t]++
			}
		}
		a.words = append(a.words, a.wordsOf(&a.list[i]))
	}
	a.spread()
	a.look()
	return a
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

// wordsOf gives the words of a sentence. One that comes again word for word has
// none, so that nothing is counted twice.
func (a *article) wordsOf(c *candidate) []word {
	if c.again {
		return nil
	}
	span := a.doc.Sentences[c.Sentence]
	mentions := within(a.doc.Mentions, span.Start, span.End, func(m doc.Mention) int { return m.Start })
	var list []word
	for i := span.Tokens.First; i < span.Tokens.End; i++ {
		token := a.doc.Tokens[i]
		for len(mentions) > 0 && mentions[0].End <= token.Start {
			mentions = mentions[1:]
		}
		key := wordKey(token.Of(a.doc.Text))
		if key == "" || !kept(c.pieces, token.Span) {
			continue
		}
		w := word{key: a.key(key), term: a.termOf(c, token)}
		english := a.english[c.Article]
		if !english && w.term < 0 {
			continue // too common to tell; what is to be thought of such words was learnt from English
		}
		if english && i < len(a.doc.Tags) { // names and tags are those of English
			w.named = len(mentions) > 0 && mentions[0].Start <= token.Start
			w.proper, w.verbal = a.doc.Tags[i].UPOS == doc.PROPN, a.doc.Tags[i].UPOS == doc.VERB
		}
		list = append(list, w)
	}
	return list
}

// spread counts the sentences with each word.
func (a *article) spread() {
	last := map[int32]int{} // sentence, from 1, that each word was last seen in
	for i, words := range a.words {
		for _, w := range words {
			if last[w.key] != i+1 {
				last[w.key] = i + 1
				a.with[w.key]++
			}
		}
	}
}

// key gives the number of a word.
func (a *article) key(word string) int32 {
	n, ok := a.keys[word]
	if !ok {
		n = int32(len(a.keys))
		a.keys[word] = n
	}
	return n
}

// termOf gives the term of a token if its candidate counts it.
func (a *article) termOf(c *candidate, token doc.Token) int32 {
	if id, ok := a.ids[term(token.Of(a.doc.Text), a.english[c.Article])]; ok {
		if _, ok := slices.BinarySearch(c.terms, id); ok {
			return id
		}
	}
	return -1
}

// look fills in the views of the sentences.
func (a *article) look() {
	centre, norm := map[int32]float64{}, 0.0
	for _, t := range slices.Sorted(maps.Keys(a.in)) { // in order, so that the sum is the same every time
		centre[t] = float64(a.in[t]) * a.rareness(t)
		norm += float64(centre[t] * centre[t])
	}
	var mean view
	n := float64(len(a.list))
	for i := range a.list {
		span := a.doc.Sentences[a.list[i].Sentence]
		v := view{a.likeness(&a.list[i], centre, norm), a.commonness(&a.list[i]), quotedShare(span.Of(a.doc.Text))}
		a.views = append(a.views, v)
		mean = view{mean.likeRest + v.likeRest/n, mean.common + v.common/n, mean.quoted + v.quoted/n}
	}
	for i, v := range a.views {
		a.views[i] = view{v.likeRest - mean.likeRest, v.common - mean.common, v.quoted - mean.quoted}
	}
}

// rareness is the weight of a term: the logarithm of how few sentences hold it.
func (a *article) rareness(t int32) float64 {
	return math.Log(1 + float64(len(a.list))/float64(max(1, a.in[t])))
}

// likeness gives the cosine between a sentence and the sum of the others.
func (a *article) likeness(s *candidate, centre map[int32]float64, norm float64) float64 {
	dot, own := 0.0, 0.0
	for _, t := range s.terms {
		w := a.rareness(t)
		dot += float64(w * (centre[t] - w))
		own += float64(w * w)
	}
	if own == 0 || norm == 0 {
		return 0
	}
	return dot / math.Sqrt(own*norm)
}

// commonness gives how many other sentences hold a sentence's terms, as a share
// of all, summed over the terms, by the root of their number.
func (a *article) commonness(s *candidate) float64 {
	sum := 0.0
	for _, t := range s.terms {
		sum += float64(a.in[t]-1) / float64(len(a.list))
	}
	return sum / math.Sqrt(float64(max(1, len(s.terms))))
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

// within gives the items of a layer that begin in [start, end).
func within[T any](layer []T, start, end int, begin func(T) int) []T {
	from := sort.Search(len(layer), func(i int) bool { return begin(layer[i]) >= start })
	to := from + sort.Search(len(layer)-from, func(i int) bool { return begin(layer[from+i]) >= end })
	return layer[from:to]
}

// wording is a concept of an article.
type wording struct {
	name     [2]int32 // the keys of its words; the second is -1 of a word
	holders  []int    // candidates, by index in the article
	features Features
}

// read gives the concepts of n words, 1 or 2, in their order.
func (a *article) read(n int) []*wording {
	var list []*wording
	found := map[[2]int32]*wording{}
	for i, words := range a.words {
		for k := 0; k+n <= len(words); k++ {
			name := [2]int32{words[k].key, -1}
			if n == 2 {
				name[1] = words[k+1].key
			}
			w := found[name]
			if w == nil {
				w = &wording{name: name, features: a.features(i, words[k:k+n])}
				found[name] = w
				list = append(list, w)
			}
			if len(w.holders) == 0 || w.holders[len(w.holders)-1] != i {
				w.holders = append(w.holders, i)
			}
		}
	}
	for _, w := range list {
		a.count(w)
	}
	return list
}

// features gives what is known of a concept by the sentence that holds it first.
func (a *article) features(i int, words []word) (f Features) {
	each := 1 / float64(len(words))
	for _, w := range words {
		f[named] += each * flag(w.named)
		f[proper] += each * flag(w.proper)
		f[verbal] += each * flag(w.verbal)
		if w.term >= 0 {
			f[contentAgain] += each // until count
			f[wordsAgain] += float64(each * math.Log(float64(a.with[w.key])))
			_, in := slices.BinarySearch(a.title, w.term)
			f[inTitle] += each * flag(in)
		}
	}
	f[always] = 1
	f[near], f[far], f[place] = 1/float64(1+i), math.Log(float64(1+i)), float64(i)/float64(len(a.list))
	f[length], f[sentences] = math.Log(float64(len(a.words[i]))), math.Log(float64(len(a.list)))
	f[common], f[quoted] = a.views[i].common, a.views[i].quoted
	return f
}

// count fills in what hangs on all sentences that hold a concept.
func (a *article) count(w *wording) {
	f := &w.features
	f[again] = math.Log(float64(len(w.holders)))
	f[contentAgain] *= f[again]
	f[likeRest] = a.views[w.holders[0]].likeRest
	for _, i := range w.holders[1:] {
		f[likeRest] = max(f[likeRest], a.views[i].likeRest)
	}
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
