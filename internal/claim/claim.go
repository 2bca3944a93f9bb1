// Package claim finds what a document states: propositions that could be
// checked, each with who says so, how it is put forward and how worth checking
// it is.
//
// A sentence that states something gives one claim: the content of its
// attribution, taken out of the report, or the sentence itself where there is
// none. A sentence that reports two things gives two. Headings, captions,
// questions, orders and phrases without a verb state nothing; that somebody asked
// for something is a statement of the article.
//
// What is known of words stands in cues.tsv and in package lexicon, in English.
// In another language every sentence with a stop is a claim, reported where it
// is attributed and else asserted, for the cues are not known.
package claim

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Claim is a proposition that could be checked.
type Claim struct {
	Text         string      // the claim on its own: attribution taken out, names for pronouns, dates for weekdays, capital letter, full stop
	Insertions   []Insertion // what of Text does not stand in the article in that place, in order
	Unresolved   []string    // words of Text that point out of it still; empty: it stands alone
	Span         text.Span   // from the first to the last word it rests on, in Document.Text
	Pieces       []text.Span // its words within Span: two or more where the attribution interrupts them
	Carried      []text.Span // words of the article outside of Pieces that Text has too: the subject of an earlier clause, what "who" refers to
	Sentence     int         // the sentence it stands in, index in Document.Sentences
	Attributions []int       // who says so, indexes in Document.Attributions, outermost first; empty: the article
	Modality     Modality
	Negated      bool  // the main predicate is
	Quantities   []int // inside Pieces or Carried: indexes in Document.Quantities
	Times        []int // inside Pieces: indexes in Document.Times
	Mentions     []int // inside Pieces or Carried: indexes in Document.Mentions
	Predicate    int   // its main predicate, index in Document.Tokens: of "plans to sell" what is planned; -1: not known
	Worth        doc.Score
}

// Modality is how a claim is put forward.
type Modality uint8

// The modalities. The zero value is the narrator's own word.
const (
	Asserted    Modality = iota // by the article itself, as a fact
	Reported                    // by a source, or in a quotation of nobody named
	Planned                     // as something meant to happen
	Conditional                 // as something that holds under a condition
	Possible                    // as something that may be so
	Opinion                     // as somebody's view
	Denied                      // as something that a source rejects
)

// String gives the modality's name in lower case.
func (m Modality) String() string {
	return [...]string{"asserted", "reported", "planned", "conditional", "possible", "opinion", "denied"}[m]
}

// Extract gives the claims of a document in text order. It takes time linear
// in the size of the document as long as the attributions of one sentence are
// few.
func Extract(d *doc.Document) []Claim {
	reported := bySentence(d)
	kinds := blockKinds(d)
	x := newIndex(d)
	var claims []Claim
	for i := range d.Each() {
		if silent(kinds[i]) || d.Sentences[i].Heading {
			continue
		}
		r := read(d, x, i, reported[i])
		if r.unstopped(kinds[i]) || !r.states(r.all) || !r.english && lastMark(r.words(r.all)) == "" {
			continue
		}
		for _, s := range r.statements(reported[i]) {
			claims = append(claims, r.claim(s))
		}
	}
	return claims
}

// silent reports whether blocks of the kind state nothing of their own.
func silent(k doc.Kind) bool {
	return k.Heading() || k == doc.Caption || k == doc.Table || k == doc.Code
}

// blockKinds gives for every sentence the kind of the block it begins in;
// running text where there is none.
func blockKinds(d *doc.Document) []doc.Kind {
	kinds := make([]doc.Kind, len(d.Sentences))
	b := 0
	for i, s := range d.Sentences {
		for b < len(d.Blocks) && d.Blocks[b].End <= s.Start {
			b++
		}
		if b < len(d.Blocks) && d.Blocks[b].Start <= s.Start {
			kinds[i] = d.Blocks[b].Kind
		}
	}
	return kinds
}

// unstopped reports whether a sentence has a paragraph of an article to itself
// and ends in no stop: it is a heading or a caption then, whatever the page calls
// it. An item of a list is where its words have capitals as well.
func (r *reading) unstopped(k doc.Kind) bool {
	s := r.d.Sentences[r.sentence].Span
	alone := (s.Start == 0 || r.d.Text[s.Start-1] == '\n') && (s.End == len(r.d.Text) || r.d.Text[s.End] == '\n')
	if !alone || len(r.d.Sentences) < leastArticle || lastMark(r.words(r.all)) != "" {
		return false
	}
	return k == doc.Paragraph && !r.told() && !r.timed() || k == doc.ListItem && countWords(r.words(r.all)) >= longWords && r.capitalised()
}

// told reports whether a sentence is one of an article though its stop is missing:
// it is long, and its main clause tells what was. Headings are short, in the present
// or without articles, and captions are in the present too.
func (r *reading) told() bool {
	if r.tree == nil || countWords(r.words(r.all)) < longWords || r.capitalised() {
		return false
	}
	root := r.tree.Root(r.d.Sentences[r.sentence])
	if root < 0 {
		return false
	}
	v := r.finiteVerb(root)
	return v >= 0 && r.d.Tags[v].XPOS == "VBD" && r.tree.Child(root, doc.Nsubj, doc.NsubjPass) >= 0 && slices.ContainsFunc(r.words(r.all), determiner)
}

// capitalised reports whether most words of a sentence have a capital, as those of
// headings do.
func (r *reading) capitalised() bool {
	words, capitals := 0, 0
	for _, i := range inside(r.d.Tokens, r.all, tokenSpan) {
		if first, _ := utf8.DecodeRuneInString(r.d.Tokens[i].Of(r.d.Text)); unicode.IsLetter(first) {
			words++
			if unicode.IsUpper(first) {
				capitals++
			}
		}
	}
	return 3*capitals > 2*words
}

// timed reports whether a sentence is long and ends in a time whose last stop is the
// sentence's as well: "... failed at 8.40 a.m."
func (r *reading) timed() bool {
	words := r.words(r.all)
	return r.english && countWords(words) >= longWords && slices.Contains([]string{"a.m.", "p.m."}, words[len(words)-1])
}

// leastArticle is how many sentences a text has at the least that is taken for an
// article with paragraphs, and not for a note or a list of them.
const leastArticle = 5

// bySentence gives for each sentence the attributions with content in it.
func bySentence(d *doc.Document) map[int][]int {
	found := map[int][]int{}
	for a := range d.Attributions {
		for _, c := range d.Attributions[a].Contents {
			i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > c.Start })
			for ; i < len(d.Sentences) && d.Sentences[i].Start < c.End; i++ {
				if list := found[i]; len(list) == 0 || list[len(list)-1] != a {
					found[i] = append(list, a)
				}
			}
		}
	}
	return found
}

// claim makes the claim of a statement.
func (r *reading) claim(s statement) Claim {
	c := Claim{
		Span:         s.span(),
		Pieces:       s.pieces,
		Carried:      r.carried(s),
		Sentence:     r.sentence,
		Attributions: s.attributions,
		Modality:     s.modality,
		Negated:      s.negated,
		Predicate:    s.predicate,
		Times:        inside(r.d.Times, s.pieces, func(t doc.Time) text.Span { return t.Span }),
		Mentions:     r.mentions(s),
	}
	c.Quantities = inside(r.d.Quantities, c.Words(), func(q doc.Quantity) text.Span { return q.Span })
	if c.Modality == Asserted && r.quotation(s) {
		c.Modality = Reported
	}
	c.Text, c.Insertions, c.Unresolved = r.sentenceOf(s)
	c.Worth = r.worth(c)
	return c
}

// Words gives what of the article stands in a claim's text, Pieces and Carried, in
// text order.
func (c *Claim) Words() []text.Span {
	return slices.SortedFunc(slices.Values(append(slices.Clip(c.Pieces), c.Carried...)), func(a, b text.Span) int { return a.Start - b.Start })
}

// carried gives the unbroken stretches of the words that were carried into a
// statement from elsewhere in the article.
func (r *reading) carried(s statement) []text.Span {
	var tokens []int
	for _, w := range s.words {
		if w.token >= 0 && w.why != 0 && !text.Within(s.pieces, r.d.Tokens[w.token].Span) {
			tokens = append(tokens, w.token)
		}
	}
	return stretches(r.d, tokens)
}

// mentions gives the mentions in a statement, those in words that were carried
// into it among them.
func (r *reading) mentions(s statement) []int {
	found := inside(r.d.Mentions, s.pieces, func(m doc.Mention) text.Span { return m.Span })
	for _, w := range s.words {
		if w.token < 0 || w.why == 0 {
			continue
		}
		if m := r.mentionAt[w.token]; m >= 0 {
			found = append(found, m)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// inside gives the indexes of what lies within one of the pieces, in a layer
// in text order.
func inside[T any](layer []T, pieces []text.Span, span func(T) text.Span) []int {
	var found []int
	for _, p := range pieces {
		i := sort.Search(len(layer), func(i int) bool { return span(layer[i]).Start >= p.Start })
		for ; i < len(layer) && span(layer[i]).Start < p.End; i++ {
			if span(layer[i]).End <= p.End {
				found = append(found, i)
			}
		}
	}
	return found
}

func tokenSpan(t doc.Token) text.Span { return t.Span }

// index says what begins at a token, or lies on it.
type index struct {
	d         *doc.Document
	names     []string       // of entities, as far as they were asked for
	trees     *doc.Tree      // nil: the document has none
	mentionAt []int          // the longest mention that begins at each token; -1: none
	mentionOn []int          // a mention that each token is in, the longest of the first; -1: none
	timeAt    []int          // the time expression that begins at each token; -1: none
	quoted    []bool         // whether each token stands in somebody's words
	surnames  map[string]int // how many persons have each, once it was asked for
	first     map[string]int // the sentence that introduces each noun, by lemma, once it was asked for
	met       map[string]int // the first sentence with each noun, by lemma, once it was asked for
	speakers  map[int]bool   // entities that something is attributed to by name
}

func newIndex(d *doc.Document) *index {
	x := &index{d: d, names: make([]string, len(d.Entities)), mentionAt: nobody(len(d.Tokens)), mentionOn: nobody(len(d.Tokens)), timeAt: nobody(len(d.Tokens)), quoted: quotedTokens(d), speakers: map[int]bool{}}
	for _, a := range d.Attributions {
		if !lexicon.English().Pronouns.Has(lexicon.Key(a.Source.Of(d.Text))) {
			x.speakers[a.Source.Entity] = true
		}
	}
	if len(d.Heads) > 0 && len(d.Tags) > 0 {
		t := doc.NewTree(d)
		x.trees = &t
	}
	at := 0
	for m, s := range d.Mentions {
		for at < len(d.Tokens) && d.Tokens[at].Start < s.Start {
			at++
		}
		if at == len(d.Tokens) || d.Tokens[at].Start != s.Start {
			continue
		}
		if old := x.mentionAt[at]; old < 0 || d.Mentions[old].End < s.End {
			x.mentionAt[at] = m
		}
		for i := at; i < len(d.Tokens) && d.Tokens[i].End <= s.End; i++ {
			if old := x.mentionOn[i]; old < 0 || d.Mentions[old].Start == s.Start {
				x.mentionOn[i] = m
			}
		}
	}
	at = 0
	for k, s := range d.Times {
		for at < len(d.Tokens) && d.Tokens[at].Start < s.Start {
			at++
		}
		if at < len(d.Tokens) && d.Tokens[at].Start == s.Start {
			x.timeAt[at] = k
		}
	}
	return x
}

func nobody(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// mentionOf gives the mention that token i is in; -1: none.
func (x *index) mentionOf(i int) int { return x.mentionOn[i] }

// reading is one sentence, read for what it states.
type reading struct {
	*index
	tree     *doc.Tree // nil: it is read by its words
	sentence int
	english  bool // or of an unknown language
	all      []text.Span
	reported []int    // attributions with content in it
	known    []string // the words of all, once they were asked for
}

func read(d *doc.Document, x *index, sentence int, reported []int) *reading {
	r := &reading{
		index:    x,
		sentence: sentence,
		english:  d.English(),
		all:      []text.Span{d.Sentences[sentence].Span},
		reported: reported,
	}
	if d.Sentences[sentence].Tokens.Len() <= longestTree {
		r.tree = x.trees
	}
	return r
}

// longestTree is how many tokens a sentence has at the most that is read by its
// tree: none of a newspaper has more (the longest of the treebanks has 159), and
// what does, a list or a garbled page, must not cost the square of its length.
const longestTree = 250

// words gives the tokens inside the pieces as the lexicons have them. Words
// with a capital inside a sentence are names and stay as they are: "in May",
// "Will Orde".
func (r *reading) words(pieces []text.Span) []string {
	whole := len(pieces) == 1 && pieces[0] == r.all[0]
	if whole && r.known != nil {
		return r.known
	}
	words := r.wordsAt(inside(r.d.Tokens, pieces, tokenSpan))
	if whole {
		r.known = words
	}
	return words
}

// wordsAt gives tokens as the lexicons have them.
func (r *reading) wordsAt(tokens []int) []string {
	var words []string
	opens := true
	for _, i := range tokens {
		word := r.d.Tokens[i].Of(r.d.Text)
		first, _ := utf8.DecodeRuneInString(word)
		if opens || !unicode.IsUpper(first) || word == "I" {
			word = lexicon.Key(word)
		}
		words = append(words, word)
		opens = !isWord(word) && !isComma(word)
	}
	return words
}
