package story

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
	"github.com/copydesk/copydesk/internal/timex"
)

// fact is a claim, made ready to be compared. Claims of one origin with the
// same words are one fact.
type fact struct {
	*claim.Claim
	doc     *doc.Document
	at      int   // among the facts
	article int   // in canonical order, the first that has it
	origin  int   // of its article, see [Story.Origins]
	members []Ref // the claims that it stands for

	mentions, times, quantities []int // of the claim, as far as they are read

	keys      []string    // the tokens in lower case
	lemmas    []string    // their dictionary forms; the tokens where those are not known
	spans     []text.Span // of the tokens
	tokens    []int       // indexes of the tokens in the document
	sequence  []int32     // content words in order, figures left out
	kinds     []kind      // of the words in sequence
	terms     []int32     // the same, each once, sorted
	words     []sensed    // the content words, each once
	senses    []int32     // of all of them, each once, sorted
	fields    []int32     // likewise
	around    []int32     // the content words of its sentence, each once, sorted
	before    []int32     // those of the sentence before it as well
	figures   []int32     // the numbers in it, of whatever, each once, sorted
	args      []role      // the nouns that its verbs stand with
	verbs     []role      // its verbs
	sources   []int32     // what names or calls who says it, sorted
	plain     []int32     // those of them that are no part of a name
	names     []int32     // who and what it names, each once, sorted
	places    []int32     // those of them that are places
	amounts   []amount
	sums      []sum
	durations []float64 // that it speaks of, in days
	top       int       // the token that the rest depends on; -1: none does, or there is no tree
	clause    clause
	lead      bool            // stands in the article's first sentences
	undone    []int32         // meanings of verbs that it negates below its top, sorted
	cause     *cause          // nil: it names none
	ruledOut  []int32         // meanings of nouns that it says it was not, but something else, sorted
	stretches []timex.Stretch // the times it speaks of
	dangling  bool            // its subject is a pronoun that is nobody's name
	rejects   bool            // negated, or denied
	counting  bool            // a word says that it is of a count that goes on
	revised   bool            // a word says that it was otherwise before
	begins    []int32         // what it says to begin, sorted
	resumes   []int32         // what it says to go on after a break, sorted
	day       timex.Stretch   // on which its article appeared; the zero value: not known
	negators  int             // how many words negate anything in it
	site      string          // of its article
	denied    bool            // somebody denies it
	insists   bool            // who says it insists, or denies, or accuses
	counters  bool            // its sentence has words that say of something that it is not so
	now       bool            // it has words that say that it was otherwise before
}

// mode parts what is so from what is meant to be and from what is only
// thought: claims of different modes neither agree nor conflict.
type mode uint8

const (
	actual mode = iota
	meant
	thought
)

func (f *fact) mode() mode {
	switch f.Modality {
	case claim.Planned:
		return meant
	case claim.Conditional, claim.Possible, claim.Opinion:
		return thought
	}
	return actual
}

// reader makes facts. Words and names get numbers as they come, which is the
// same whatever the order of articles, for it reads them in canonical order.
type reader struct {
	words   sets.Numbers
	names   sets.Numbers
	figures sets.Numbers
	who     *coref.Directory
	place   map[string]bool // names that some article has for a place

	aroundOf sentenceOf // whose content words are those, each once, sorted
	around   []int32
	before   []int32 // likewise, of the sentence before it too

	treeOf *doc.Document // whose trees are those
	trees  doc.Tree
}

// sentenceOf is a sentence of a document.
type sentenceOf struct {
	*doc.Document
	sentence int
}

// readFacts gives the distinct facts of the articles in canonical order, the
// origin of each article (see [Story.Origins]), and how many content words there
// are.
func readFacts(articles []Article) (facts []*fact, origins []int, words int) {
	order := canonical(articles)
	docs := make([]*doc.Document, len(order))
	for k, i := range order {
		docs[k] = articles[i].Doc
	}
	roots := findOrigins(docs)
	origins = make([]int, len(order))
	first := map[int]int{} // the first article of each origin, in the order given
	for k, i := range order {
		if at, ok := first[roots[k]]; !ok || i < at {
			first[roots[k]] = i
		}
	}
	for k, i := range order {
		origins[i] = first[roots[k]]
	}
	r := reader{words: sets.Numbers{}, names: sets.Numbers{}, figures: sets.Numbers{}, who: coref.NewDirectory(docs), place: map[string]bool{}}
	for _, d := range docs {
		for e, entity := range d.Entities {
			if entity.Type == doc.Place {
				r.place[r.entityName(d, e)] = true
			}
		}
	}
	seen := map[string]*fact{}
	for k, i := range order {
		for n := range articles[i].Claims {
			if docs[k].Stopped() {
				break
			}
			c := &articles[i].Claims[n]
			key := fmt.Sprintf("%d %d %t %s %s", origins[i], c.Modality, c.Negated, docs[k].Published, c.Text)
			f := seen[key]
			if f == nil {
				f = r.read(docs[k], c)
				f.article, f.origin, f.site = k, origins[i], articles[i].Site
				seen[key] = f
				facts = append(facts, f)
			}
			f.members = append(f.members, Ref{i, n})
		}
	}
	return facts, origins, len(r.words)
}

// What is read of a claim: no sentence is longer, and what is (a list, a
// garbled page) must not cost the square of its length.
const (
	readTokens  = 250
	readAmounts = 16
	readNames   = 64
)

// read makes a fact of a claim.
func (r *reader) read(d *doc.Document, c *claim.Claim) *fact {
	f := &fact{Claim: c, doc: d, rejects: c.Negated != (c.Modality == claim.Denied)}
	f.mentions = c.Mentions[:min(len(c.Mentions), readNames)]
	f.times = c.Times[:min(len(c.Times), readNames)]
	f.quantities = c.Quantities[:min(len(c.Quantities), readAmounts)]
	for _, m := range f.mentions {
		e := d.Mentions[m].Entity
		id := r.names.Of(r.entityName(d, e))
		f.names = append(f.names, id)
		if r.isPlace(d, e) {
			f.places = append(f.places, id)
		}
	}
	var termAt []int32 // of each token the content word; none where it is no such
	for _, p := range c.Words() {
		termAt = r.readWords(f, p, termAt)
	}
	f.dangling, f.counting = f.dangles(), f.says(runningWord) || f.says(tollWord)
	f.revised = f.says(revisedWord)
	f.now = f.says(nowWord)
	r.readStand(f)
	if s, ok := timex.StretchOf(d.Published.String()); ok && s.Day() {
		f.day = s
	}
	f.terms, f.plain = sets.Distinct(f.sequence), sets.Distinct(f.plain)
	f.names, f.places = sets.Distinct(f.names), sets.Distinct(f.places)
	for n := range f.quantities {
		f.amounts = append(f.amounts, r.amount(f, n))
	}
	f.top = f.findTop()
	f.clause, f.undone = r.readClause(f), r.readUndone(f)
	r.readRoles(f, f.readSenses(termAt))
	f.begins, f.resumes = f.beside(beginWord, termAt), f.beside(resumeWord, termAt)
	f.ruledOut = f.readRuledOut(termAt)
	f.lead = leads(d, c.Sentence)
	r.readAround(d, c.Sentence)
	f.around, f.before, f.sources = r.around, r.before, r.readSources(f)
	f.sums, f.cause = sums(f.amounts), r.findCause(f)
	for _, t := range f.times {
		if s, ok := timex.StretchOf(d.Times[t].Value); ok {
			f.stretches = append(f.stretches, s)
		}
		if days, ok := durationOf(d.Times[t]); ok {
			f.durations = append(f.durations, days)
		}
	}
	f.figures = r.readFigures(f)
	return f
}

// readAround reads the content words of a sentence, and those of it and the one
// before it, unless that is a heading. The claims of a sentence share them.
func (r *reader) readAround(d *doc.Document, sentence int) {
	if r.aroundOf == (sentenceOf{d, sentence}) {
		return
	}
	r.aroundOf, r.around = sentenceOf{d, sentence}, r.contentAt(d, sentence)
	r.before = r.around
	if sentence > 0 && !d.Sentences[sentence-1].Heading {
		r.before = sets.Distinct(append(slices.Clone(r.around), r.contentAt(d, sentence-1)...))
	}
}

// contentAt gives the content words of a sentence, each once, sorted.
func (r *reader) contentAt(d *doc.Document, sentence int) []int32 {
	s := d.Sentences[sentence]
	first := d.TokenAt(s.Start)
	var found []int32
	for i := first; i < len(d.Tokens) && d.Tokens[i].Start < s.End && i < first+readTokens; i++ {
		word := d.Tokens[i].Of(d.Text)
		if key := lexicon.Key(word); r.content(word, key) {
			found = append(found, r.words.Of(coref.Meaning(coref.Lemma(d, i, key))))
		}
	}
	return sets.Distinct(found)
}

// readSources gives the words for who says a claim, each once, sorted: names by
// the number of the name.
func (r *reader) readSources(f *fact) []int32 {
	var found []int32
	d := f.doc
	for _, n := range f.Attributions {
		source := d.Attributions[n].Source
		if source.Entity >= 0 {
			found = append(found, ofName(r.names.Of(r.entityName(d, source.Entity))))
		}
		first := d.TokenAt(source.Start)
		for i := first; i < len(d.Tokens) && d.Tokens[i].Start < source.End; i++ {
			word := d.Tokens[i].Of(d.Text)
			if key := lexicon.Key(word); r.content(word, key) {
				found = append(found, r.words.Of(coref.Meaning(coref.Lemma(d, i, key))))
			}
		}
	}
	return sets.Distinct(found)
}

// leads reports whether a sentence is the first of the article, headings apart.
func leads(d *doc.Document, sentence int) bool {
	for i := range sentence {
		if !d.Sentences[i].Heading {
			return false
		}
	}
	return true
}

// readWords reads one piece of a claim.
func (r *reader) readWords(f *fact, p text.Span, termAt []int32) []int32 {
	d := f.doc
	first := d.TokenAt(p.Start)
	for i, t := range d.Tokens[first:] {
		if t.Start >= p.End || len(f.keys) == readTokens {
			break
		}
		word := t.Of(d.Text)
		key := lexicon.Key(word)
		f.keys, f.spans, f.lemmas, f.tokens = append(f.keys, key), append(f.spans, t.Span), append(f.lemmas, coref.Lemma(d, first+i, key)), append(f.tokens, first+i)
		if lexicon.English().Negations.Has(key) {
			f.negators++
		}
		termAt = append(termAt, none)
		if r.content(word, key) && !f.measured(t.Span) {
			f.sequence = append(f.sequence, r.words.Of(coref.Meaning(f.lemmas[len(f.lemmas)-1])))
			termAt[len(termAt)-1] = f.sequence[len(f.sequence)-1]
			if !f.named(t.Span) {
				f.plain = append(f.plain, f.sequence[len(f.sequence)-1])
			}
			f.kinds = append(f.kinds, kinds[key])
		}
	}
	return termAt
}

// dangles reports whether the claim begins with a pronoun that is nobody's name;
// "this" and "these" are one only before a verb.
func (f *fact) dangles() bool {
	lex := lexicon.English()
	if len(f.keys) < 2 || f.named(f.spans[0]) {
		return false
	}
	pronoun := kinds[f.keys[0]] == pronounWord || lex.Pronouns.Has(f.keys[0])
	return pronoun && (!lex.Is(f.keys[0], lexicon.Determiner) || lex.Is(f.keys[1], lexicon.Auxiliary) || lex.Verbs.Has(f.keys[1]))
}

// measured reports whether a token is part of an amount, or of a time, which have
// slots of their own: "miles", "Monday".
func (f *fact) measured(s text.Span) bool {
	return slices.ContainsFunc(f.quantities, func(q int) bool { return f.doc.Quantities[q].Contains(s) }) ||
		slices.ContainsFunc(f.times, func(t int) bool { return f.doc.Times[t].Contains(s) })
}

// content reports whether a token is a content word: no figure, for amounts
// have a slot of their own, and nothing of the closed classes, unless it is in
// capitals ("US").
func (r *reader) content(word, key string) bool {
	if !strings.ContainsFunc(key, unicode.IsLetter) || strings.ContainsFunc(key, unicode.IsDigit) || key[0] == '\'' || key == "n't" {
		return false
	}
	lex := lexicon.English()
	return !lex.Stop(key) && !lex.Numbers.Has(key) || len(word) > 1 && word == strings.ToUpper(word)
}

// entityName gives the one name that the articles' entities have, by their
// directory.
func (r *reader) entityName(d *doc.Document, entity int) string { return r.who.Name(d, entity) }

// isPlace reports whether an entity is a place, for its own article or, where
// that cannot say, for another.
func (r *reader) isPlace(d *doc.Document, entity int) bool {
	t := d.Entities[entity].Type
	return t == doc.Place || t == doc.Unknown && r.place[r.entityName(d, entity)]
}
