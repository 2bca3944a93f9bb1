package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// GroupEventMentions groups words that name the same event, over all documents,
// and gives the group of each: the index of its first member. Words are one event
// where they mean the same, and what takes part in it, when and where it happens
// and what their documents are about do not speak against it; how much each
// counts is learnt (event.tsv). The groups do not hang on the order of the
// documents.
func GroupEventMentions(docs []*doc.Document, mentions []Words) []int {
	return GroupEvents(docs, mentions, eventWeights)
}

// happening is what is known of the event that some words name.
type happening struct {
	document, sentence int
	token              int // that the others of the words depend on; -1: unknown
	lemma, meaning     string
	verb               bool
	subject, object    participant
	others             []participant // who and what else takes part, and where
	words              []int32       // content words of the sentence, each once, sorted
	stretches          []stretch     // when, as far as the sentence says
	amounts            []float64     // in the sentence
	negated, ahead     bool
}

// participant is who or what takes part in an event; the zero value is nobody.
type participant struct {
	who  string // the same for whatever is the same, see [referrer]; empty: unknown
	noun string // what it is called
}

func (p participant) known() bool { return p != participant{} }

// same reports whether two participants are one, or are called the same.
func (p participant) same(q participant) bool {
	return p.known() && (p.who != "" && p.who == q.who || p.noun != "" && p.noun == q.noun)
}

// chronicle is the events of several documents.
type chronicle struct {
	*referrer
	events  []happening
	numbers map[string]int32
	rarity  []float64 // of each content word, by how few documents have it
	docs    []docWords
	counts  map[string]int // of each lemma, how many events go by it
}

// docWords is what a document is about.
type docWords struct {
	words     []int32 // content words, each once, sorted
	published doc.Date
}

func newChronicle(docs []*doc.Document, mentions []Words) *chronicle {
	c := &chronicle{referrer: newReferrer(docs), numbers: map[string]int32{}, counts: map[string]int{}}
	for _, d := range docs {
		c.docs = append(c.docs, docWords{c.content(d, doc.Range{First: 0, End: len(d.Tokens)}), d.Published})
	}
	c.rarity = make([]float64, len(c.numbers))
	for _, d := range c.docs {
		for _, w := range d.words {
			c.rarity[w]++
		}
	}
	for w, n := range c.rarity {
		c.rarity[w] = math.Log(float64(len(docs)+1) / n)
	}
	for _, m := range mentions {
		h := c.read(m)
		c.events = append(c.events, h)
		c.counts[h.lemma]++
	}
	return c
}

// content gives the content words of a stretch of tokens, each once, sorted.
func (c *chronicle) content(d *doc.Document, tokens doc.Range) []int32 {
	var words []int32
	for i := tokens.First; i < tokens.End; i++ {
		key := lexicon.Key(d.Tokens[i].Of(d.Text))
		if strings.ContainsFunc(key, letterOrDigit) && !lexicon.English().Stop(key) {
			words = append(words, number(c.numbers, meaning(lemma(d, i, key))))
		}
	}
	return distinct(words)
}

// read finds what is known of the event that words name.
func (c *chronicle) read(w Words) happening {
	d := c.referrer.docs[w.Document]
	h := happening{document: w.Document, token: c.head(w)}
	at := w.Spans[0].Start
	h.sentence = sentenceAt(d, at)
	if h.sentence < len(d.Sentences) {
		s := d.Sentences[h.sentence]
		h.words = c.content(d, s.Tokens)
		h.stretches = stretchesIn(d, s)
		for _, q := range d.Quantities {
			if s.Contains(q.Span) {
				h.amounts = append(h.amounts, q.Value)
			}
		}
	}
	if h.token < 0 {
		h.lemma = lexicon.Key(w.Spans[0].Of(d.Text))
		h.meaning = meaning(h.lemma)
		return h
	}
	h.lemma = lemma(d, h.token, lexicon.Key(d.Tokens[h.token].Of(d.Text)))
	h.meaning = meaning(h.lemma)
	h.verb = d.Tags[h.token].UPOS == doc.VERB || d.Tags[h.token].UPOS == doc.AUX
	c.readParticipants(&h)
	c.readFactuality(&h)
	return h
}

// sentenceAt gives the sentence that a place is in or before.
func sentenceAt(d *doc.Document, at int) int {
	i, _ := slices.BinarySearchFunc(d.Sentences, at+1, func(s doc.Sentence, at int) int { return cmp.Compare(s.End, at) })
	return i
}

func sentenceOf(d *doc.Document, token int) int { return sentenceAt(d, d.Tokens[token].Start) }

func stretchesIn(d *doc.Document, s doc.Sentence) []stretch {
	var found []stretch
	for _, t := range d.Times {
		if !s.Contains(t.Span) {
			continue
		}
		if s, ok := stretchOf(t.Value); ok {
			found = append(found, s)
		}
	}
	return found
}

// readParticipants reads who does what to whom off the tree.
func (c *chronicle) readParticipants(h *happening) {
	d, tree := c.referrer.docs[h.document], c.trees[h.document]
	for _, child := range tree.Children(h.token) {
		p := c.participant(h.document, child)
		switch rel := d.Heads[child].Relation; rel {
		case doc.Nsubj, doc.OblAgent, doc.NmodPoss:
			h.subject = p
		case doc.NsubjPass, doc.Obj:
			h.object = p
		case doc.Nmod, doc.Compound, doc.Obl, doc.Iobj, doc.Amod:
			if rel == doc.Nmod && !h.object.known() && c.cased(h.document, child, "of") {
				h.object = p
			}
			h.others = append(h.others, p)
		}
	}
	if !h.subject.known() {
		h.subject = c.inherited(h)
	}
}

// cased reports whether a preposition stands before a token.
func (c *chronicle) cased(document, token int, word string) bool {
	d := c.referrer.docs[document]
	at := c.trees[document].Child(token, doc.Case)
	return at >= 0 && lexicon.Key(d.Tokens[at].Of(d.Text)) == word
}

// inherited gives the subject that an event has from what it depends on: of
// "plans to sell", "made an offer", "lost and withdrew".
func (c *chronicle) inherited(h *happening) participant {
	d, tree := c.referrer.docs[h.document], c.trees[h.document]
	i := h.token
	for range 3 {
		rel, head := d.Heads[i].Relation, d.Heads[i].Token
		if head < 0 {
			break
		}
		switch rel {
		case doc.Xcomp, doc.Conj, doc.Advcl, doc.Obj, doc.Ccomp:
			if s := tree.Child(head, doc.Nsubj); s >= 0 {
				return c.participant(h.document, s)
			}
		case doc.AclRelcl, doc.Acl:
			return c.participant(h.document, head)
		default:
			return participant{}
		}
		i = head
	}
	return participant{}
}

func (c *chronicle) participant(document, token int) participant {
	d := c.referrer.docs[document]
	p := participant{who: c.refers(document, token, steps)}
	if d.Tags[token].UPOS != doc.PRON && d.Tags[token].UPOS != doc.DET {
		p.noun = meaning(lemma(d, token, lexicon.Key(d.Tokens[token].Of(d.Text))))
	}
	return p
}

// readFactuality reads whether the event did not happen, or lies ahead.
func (c *chronicle) readFactuality(h *happening) {
	d, tree := c.referrer.docs[h.document], c.trees[h.document]
	for _, child := range tree.Children(h.token) {
		key := lexicon.Key(d.Tokens[child].Of(d.Text))
		switch d.Heads[child].Relation {
		case doc.Advmod, doc.Det:
			h.negated = h.negated || lexicon.English().Negations.Has(key)
		case doc.Aux:
			h.ahead = h.ahead || key == "will" || key == "would" || key == "may" || key == "might" || key == "could"
		}
	}
	h.ahead = h.ahead || d.Heads[h.token].Relation == doc.Xcomp
}

// HeadLemma gives the dictionary form of the word that the others of some words
// depend on.
func HeadLemma(docs []*doc.Document, w Words) string {
	r := &referrer{docs: docs}
	d := docs[w.Document]
	if at := r.head(w); at >= 0 {
		return lemma(d, at, lexicon.Key(d.Tokens[at].Of(d.Text)))
	}
	return lexicon.Key(w.Spans[0].Of(d.Text))
}
