package summary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// pool is the sentences to choose from.
type pool struct {
	docs      []*doc.Document
	sentences []candidate
	english   []bool           // by document: whether the word lists of English fit it
	ids       map[string]int32 // the number of each term
	voices    int              // how many articles really differ
}

// candidate is a sentence to choose from. Articles come in an order of their
// own (publish time, then text), so that nothing hangs on the order in which
// they were given.
type candidate struct {
	Ref
	pieces   []Piece // what of the sentence a summary has
	words    int     // of the pieces, as a reader counts them
	position int     // among the sentences to choose from in its article
	voice    int     // its article's, see [pool.findVoices]
	terms    []int32 // content words, each once, in the order of their numbers
	sequence []int32 // content words as they come
	names    []bool  // which of them are names
	figures  []int32 // the terms that hold a digit
	again    bool    // a sentence before says the same in the same words
	leans    bool    // the pieces open with a pronoun or connective that needs the sentence before
}

// gather makes the pool of all sentences that may be chosen.
func gather(docs []*doc.Document, o *Options) *pool {
	p := &pool{docs: docs, ids: map[string]int32{}}
	order := make([]int, len(docs))
	for i, d := range docs {
		order[i] = i
		p.english = append(p.english, isEnglish(d))
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(byDate(docs[a].Published, docs[b].Published), strings.Compare(docs[a].Text, docs[b].Text))
	})
	for _, article := range order {
		p.add(article, o.Whole)
	}
	p.dropCommon()
	for i := range p.sentences {
		s := &p.sentences[i]
		s.terms = slices.Compact(slices.Sorted(slices.Values(s.sequence)))
	}
	p.findVoices(o.Origins)
	return p
}

// stopped reports whether nobody waits for the summary any more. Documents of
// one summary are waited for together.
func (p *pool) stopped() bool { return p.docs[0].Stopped() }

// add puts the sentences of an article into the pool.
func (p *pool) add(article int, whole bool) {
	d := p.docs[article]
	position, b := 0, 0
	for i, s := range d.Each() {
		for b < len(d.Blocks) && d.Blocks[b].End <= s.Start {
			b++
		}
		c := candidate{Ref: Ref{article, i}, words: countWords(d, s.Tokens, nil), position: position}
		in := b < len(d.Blocks) && d.Blocks[b].Start <= s.Start
		if s.Heading || c.words == 0 || p.english[article] && c.words < shortWords && fragment(d, s.Tokens) || in && (apart(d.Blocks[b].Kind) || c.words <= headingWords && bare(d, s.Span, d.Blocks[b])) {
			continue
		}
		p.edit(&c, whole)
		p.read(&c)
		p.sentences = append(p.sentences, c)
		position++
	}
}

// headingWords is how many words a line without a stop may have and still be
// taken for a heading that was not marked as one.
const headingWords = 14

// fragment reports whether a sentence is known to have no verb: "Dear readers!",
// "In December 2017."
func fragment(d *doc.Document, tokens doc.Range) bool {
	if len(d.Tags) < tokens.End {
		return false
	}
	return !slices.ContainsFunc(d.Tags[tokens.First:tokens.End], func(t doc.Tag) bool { return t.UPOS == doc.VERB || t.UPOS == doc.AUX })
}

// bare reports whether a sentence is the whole of a paragraph and ends without
// a stop.
func bare(d *doc.Document, s text.Span, b doc.Block) bool {
	words := strings.TrimRight(s.Of(d.Text), "\"'”’»)] ")
	last, _ := utf8.DecodeLastRuneInString(words)
	return b.Kind == doc.Paragraph && strings.TrimSpace(b.Of(d.Text)) == s.Of(d.Text) && !strings.ContainsRune(".!?…:;。！？؟।", last)
}

// read finds the content words of a sentence.
func (p *pool) read(c *candidate) {
	d := p.docs[c.Article]
	tokens := d.Sentences[c.Sentence].Tokens
	for i, t := range d.Tokens[tokens.First:tokens.End] {
		if !kept(c.pieces, t.Span) {
			continue
		}
		token := t.Of(d.Text)
		word := term(token, p.english[c.Article])
		if word == "" {
			continue
		}
		id := p.id(word)
		first, _ := utf8.DecodeRuneInString(token)
		c.sequence = append(c.sequence, id)
		c.names = append(c.names, p.english[c.Article] && i > 0 && unicode.IsUpper(first))
		if strings.ContainsAny(word, "0123456789") {
			c.figures = append(c.figures, id)
		}
	}
	slices.Sort(c.figures)
	c.figures = slices.Compact(c.figures)
}

// apart reports whether blocks of the kind are no running text.
func apart(k doc.Kind) bool {
	return k.Heading() || k == doc.Caption || k == doc.Table || k == doc.Code
}

// id gives the number of a term.
func (p *pool) id(term string) int32 {
	id, ok := p.ids[term]
	if !ok {
		id = int32(len(p.ids))
		p.ids[term] = id
	}
	return id
}

// Where no stop words are known, a word that stands in every fifth sentence
// or more is taken for one. In English news the commonest function words run
// from there up ("for" in .18 of the sentences of 100 articles, "the" in .64);
// ten sentences are the least that says so.
const (
	commonShare     = 0.2
	commonSentences = 10
)

// dropCommon takes the words that are too common to tell out of the sentences
// whose language has no stop words here.
func (p *pool) dropCommon() {
	in := make([]int, len(p.ids)) // sentences that each term stands in
	last := make([]int, len(p.ids))
	total := 0
	for i, s := range p.sentences {
		if p.english[s.Article] {
			continue
		}
		total++
		for _, t := range s.sequence {
			if last[t] != i+1 {
				in[t], last[t] = in[t]+1, i+1
			}
		}
	}
	if total < commonSentences {
		return
	}
	for i := range p.sentences {
		s := &p.sentences[i]
		if !p.english[s.Article] {
			s.names = nil // none are known
			s.sequence = slices.DeleteFunc(s.sequence, func(t int32) bool { return float64(in[t]) >= commonShare*float64(total) })
		}
	}
}

// articleEnd gives the first candidate of another article behind one.
func (p *pool) articleEnd(from int) int {
	to := from
	for to < len(p.sentences) && p.sentences[to].Article == p.sentences[from].Article {
		to++
	}
	return to
}

// findVoices marks sentences that come again word for word, and gives articles
// of one origin one voice. Where no origins are known, articles of which half of
// the words stand in sentences of one earlier article have its voice: copies and
// reprints are counted once.
func (p *pool) findVoices(origins []int) {
	owner := map[string]int{} // the voice that a sentence was first heard from
	known := map[int]int{}    // the voice of each origin
	for first := 0; first < len(p.sentences); {
		article := p.sentences[first:p.articleEnd(first)]
		voice := 0
		if at := article[0].Article; at >= len(origins) {
			voice = p.voiceOf(article, owner)
		} else if v, ok := known[origins[at]]; ok {
			voice = v
		} else {
			voice = p.voices
			known[origins[at]] = voice
		}
		p.voices = max(p.voices, voice+1)
		for i := range article {
			article[i].voice = voice
			key := article[i].key()
			if _, heard := owner[key]; heard {
				article[i].again = true
			} else {
				owner[key] = voice
			}
		}
		first += len(article)
	}
}

// voiceOf gives the voice that half of an article's words were heard from
// before, or a new one. Of two with as many words it is the earlier.
func (p *pool) voiceOf(article []candidate, owner map[string]int) int {
	heard, all := map[int]int{}, 0
	for i := range article {
		all += article[i].words
		if voice, ok := owner[article[i].key()]; ok {
			heard[voice] += article[i].words
		}
	}
	best := p.voices
	for voice, words := range heard {
		if 2*words >= all && (best == p.voices || words > heard[best] || words == heard[best] && voice < best) {
			best = voice
		}
	}
	return best
}

// key is the same for sentences with the same content words in the same order.
func (c *candidate) key() string {
	b := make([]byte, 0, 4*len(c.sequence))
	for _, t := range c.sequence {
		b = append(b, byte(t), byte(t>>8), byte(t>>16), byte(t>>24))
	}
	return string(b)
}
