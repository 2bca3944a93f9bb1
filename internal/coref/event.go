package coref

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
	"github.com/copydesk/copydesk/internal/timex"
)

// event is what is known of the event that some words name.
type event struct {
	document, sentence int
	start              int      // where its words begin
	token              int      // that the others of the words depend on; -1: unknown
	lemma              string   // of a verb with its particle: "take over" is "takeover"
	meanings           []string // of the lemma, see [meaningsOf]
	verb               bool
	subject, object    participant
	others             []participant   // who and what else takes part, and where
	modifiers          []string        // what stands before a noun: "test" of "test flight"
	words              []int32         // content words of the sentence, each once, sorted
	stretches          []timex.Stretch // when, as far as the sentence says
	amounts            []float64       // in the sentence
	negated, ahead     bool
	definite           bool // a noun with "the" or "this"
	indefinite         bool // a noun with "a" or a number
	pronoun            bool
	pointsTo           int // of a pronoun, the token that it stands for; -1: unknown
}

// participant is who or what takes part in an event; the zero value is nobody.
type participant struct {
	who  string // the same for whatever is the same, see [referrer]; empty: unknown
	noun string // what it is called
}

func (p participant) known() bool { return p != participant{} }

// same reports whether two participants are one, or are called the same.
func (p participant) same(q participant) bool {
	return p.who != "" && p.who == q.who || p.noun != "" && p.noun == q.noun
}

// chronicle is the events of several documents.
type chronicle struct {
	*referrer
	events  []event
	numbers sets.Numbers   // of content words
	rarity  []float64      // of each content word, by how few documents have it
	content [][]int32      // words of each document, each once, sorted
	often   map[wordIn]int // how many events go by a word in a document
}

type wordIn struct {
	document int
	lemma    string
}

func newChronicle(docs []*doc.Document, mentions []Words) *chronicle {
	c := &chronicle{referrer: newReferrer(docs), numbers: sets.Numbers{}, often: map[wordIn]int{}}
	for _, d := range docs {
		c.content = append(c.content, c.contentWords(d, doc.Range{First: 0, End: len(d.Tokens)}))
	}
	c.rarity = make([]float64, len(c.numbers))
	for _, words := range c.content {
		for _, w := range words {
			c.rarity[w]++
		}
	}
	for w, n := range c.rarity {
		c.rarity[w] = math.Log(float64(len(docs)+1) / n)
	}
	for _, m := range mentions {
		e := c.read(m)
		c.events = append(c.events, e)
		c.often[wordIn{e.document, e.lemma}]++
	}
	return c
}

// contentWords gives the content words of a stretch of tokens, each once, sorted.
func (c *chronicle) contentWords(d *doc.Document, tokens doc.Range) []int32 {
	var words []int32
	for i := tokens.First; i < tokens.End; i++ {
		key := lexicon.Key(d.Tokens[i].Of(d.Text))
		if strings.ContainsFunc(key, text.LetterOrDigit) && !lexicon.English().Stop(key) {
			words = append(words, c.numbers.Of(Meaning(Lemma(d, i, key))))
		}
	}
	return sets.Distinct(words)
}

// read finds what is known of the event that words name.
func (c *chronicle) read(w Words) event {
	d := c.docs[w.Document]
	e := event{document: w.Document, start: w.Spans[0].Start, token: headOf(d, w.Spans), pointsTo: -1}
	e.sentence = sentenceAt(d, e.start)
	if e.sentence < len(d.Sentences) {
		c.readSentence(&e, d.Sentences[e.sentence])
	}
	if e.token < 0 {
		e.lemma = lexicon.Key(w.Spans[0].Of(d.Text))
		e.meanings = meaningsOf(e.lemma)
		return e
	}
	e.lemma = Lemma(d, e.token, lexicon.Key(d.Tokens[e.token].Of(d.Text)))
	if at := c.trees[w.Document].Child(e.token, doc.CompoundPrt); at >= 0 {
		e.lemma += lexicon.Key(d.Tokens[at].Of(d.Text))
	}
	e.meanings = meaningsOf(e.lemma)
	switch d.Tags[e.token].UPOS {
	case doc.VERB, doc.AUX:
		e.verb = true
	case doc.PRON, doc.DET:
		e.pronoun, e.pointsTo = true, c.eventOf(w.Document, e.token)
	}
	c.readTree(&e)
	return e
}

// sentenceAt gives the sentence that a place is in or before.
func sentenceAt(d *doc.Document, at int) int {
	i, _ := slices.BinarySearchFunc(d.Sentences, at+1, func(s doc.Sentence, at int) int { return cmp.Compare(s.End, at) })
	return i
}

// readSentence reads what the sentence says of when and how many.
func (c *chronicle) readSentence(e *event, s doc.Sentence) {
	d := c.docs[e.document]
	e.words = c.contentWords(d, s.Tokens)
	for _, t := range d.Times {
		if when, ok := timex.StretchOf(t.Value); ok && s.Contains(t.Span) {
			e.stretches = append(e.stretches, when)
		}
	}
	for _, q := range d.Quantities {
		if s.Contains(q.Span) {
			e.amounts = append(e.amounts, q.Value)
		}
	}
}

// readTree reads who does what to whom off the tree, and how it is put.
func (c *chronicle) readTree(e *event) {
	d := c.docs[e.document]
	for _, child := range c.trees[e.document].Children(e.token) {
		key := lexicon.Key(d.Tokens[child].Of(d.Text))
		switch d.Heads[child].Relation {
		case doc.Advmod:
			e.negated = e.negated || lexicon.English().Negations.Has(key)
		case doc.Aux:
			e.ahead = e.ahead || lexicon.English().Futures.Has(key) || lexicon.English().Hedges.Has(key)
		case doc.Det, doc.Nummod:
			f := d.Tags[child].Features
			e.negated = e.negated || lexicon.English().Negations.Has(key)
			e.definite = e.definite || f.Has(doc.DefiniteDef) || f.Has(doc.PronTypeDem)
			e.indefinite = e.indefinite || f.Has(doc.DefiniteInd) || f.Has(doc.NumTypeCard)
		case doc.Compound, doc.Amod:
			e.modifiers = append(e.modifiers, Meaning(Lemma(d, child, key)))
		}
		c.readParticipant(e, child)
	}
	e.ahead = e.ahead || d.Heads[e.token].Relation == doc.Xcomp
	if !e.subject.known() {
		e.subject = c.inherited(e)
	}
}

// readParticipant reads what part a child of the event's word has in it.
func (c *chronicle) readParticipant(e *event, child int) {
	_, named := c.named[e.document][child]
	switch rel := c.docs[e.document].Heads[child].Relation; rel {
	case doc.Nsubj, doc.OblAgent, doc.NmodPoss:
		e.subject = c.participant(e.document, child)
	case doc.NsubjPass, doc.Obj:
		e.object = c.participant(e.document, child)
	case doc.Compound, doc.Amod:
		if named {
			e.others = append(e.others, c.participant(e.document, child))
		}
	case doc.Nmod, doc.Obl, doc.Iobj, doc.OblUnmarked, doc.NmodUnmarked:
		p := c.participant(e.document, child)
		if rel == doc.Nmod && !e.object.known() && c.after(e.document, child, "of") {
			e.object = p
		}
		e.others = append(e.others, p)
	}
}

// after reports whether a token stands behind a preposition.
func (c *chronicle) after(document, token int, preposition string) bool {
	d := c.docs[document]
	at := c.trees[document].Child(token, doc.Case)
	return at >= 0 && lexicon.Key(d.Tokens[at].Of(d.Text)) == preposition
}

// inherited gives the subject that an event has from what its word depends on:
// of "plans to sell", "made an offer", "lost and withdrew".
func (c *chronicle) inherited(e *event) participant {
	heads, tree := c.docs[e.document].Heads, c.trees[e.document]
	for i, up := e.token, 0; up < 3 && heads[i].Token >= 0; i, up = heads[i].Token, up+1 {
		switch heads[i].Relation {
		case doc.Xcomp, doc.Conj, doc.Advcl, doc.Obj, doc.Ccomp:
			if s := tree.Child(heads[i].Token, doc.Nsubj); s >= 0 {
				return c.participant(e.document, s)
			}
		case doc.AclRelcl, doc.Acl:
			return c.participant(e.document, heads[i].Token)
		default:
			return participant{}
		}
	}
	return participant{}
}

func (c *chronicle) participant(document, token int) participant {
	d := c.docs[document]
	p := participant{who: c.refers(document, token, steps)}
	if d.Tags[token].UPOS != doc.PRON && d.Tags[token].UPOS != doc.DET {
		p.noun = Meaning(Lemma(d, token, lexicon.Key(d.Tokens[token].Of(d.Text))))
	}
	return p
}

// eventOf gives the token of the event that a pronoun stands for: what a relative
// clause hangs on, or of "this" the root of the sentence before.
func (c *chronicle) eventOf(document, token int) int {
	d := c.docs[document]
	if d.Tags[token].Features.Has(doc.PronTypeRel) {
		return c.relative(document, token)
	}
	if at := sentenceAt(d, d.Tokens[token].Start); at > 0 {
		return c.trees[document].Root(d.Sentences[at-1])
	}
	return -1
}
