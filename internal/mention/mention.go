// Package mention finds where a document names somebody or something, and
// which names mean the same.
//
// A name is a run of capitalised words with the small words that join them.
// What stands before a person's name (a title, an adjective of a nation) is no
// part of it. A capital at the beginning of a sentence says nothing, so such a
// word counts only where the document or the lexicon knows it for a name. What
// an entity is, all of its mentions vote on: by the lexicon's names and by the
// words beside them. Short forms go to the one longer name that ends with them;
// "he" and "she" to a person only where no second one is near.
package mention

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// Find gives the mentions of a document that has its tokens, sentences, times
// and quantities, in text order, and the entities in the order of their first
// mention. It is total, and linear in the number of tokens but for a factor of
// the number of names that end with the same word.
func Find(d *doc.Document) ([]doc.Mention, []doc.Entity) { return learnt().Find(d) }

// Find does what the function of this name does, with these weights.
func (w *Weights) Find(d *doc.Document) ([]doc.Mention, []doc.Entity) {
	f := newFinder(d)
	f.tag(w.Names)
	f.namesakes()
	k := link(f.lex, f.names)
	f.names = slices.DeleteFunc(f.names, func(n *name) bool { return n.root().short })
	taken := make([]bool, len(d.Tokens))
	for _, n := range f.names {
		for i := n.first; i < n.end; i++ {
			taken[i] = true
		}
	}
	for i, s := range d.Each() {
		f.enter(i, s)
		f.known(k, taken)
	}
	slices.SortStableFunc(f.names, func(a, b *name) int { return a.first - b.first })
	return f.layers(f.pronouns())
}

// finder reads one sentence of a document.
type finder struct {
	lexicon.View
	lex        *lexicon.Lexicon
	timed      []int // where the time expression that a token is in ends; 0: none
	counted    []int // where the quantity that a token is in ends; 0: none
	small, big map[string]bool
	names      []*name

	sentence int
	loud     bool // the sentence's capitals say nothing: a heading, or all in capitals
}

// name is one place where something is named.
type name struct {
	first, end int // tokens
	sentence   int
	words      []string // its keys, without "the"
	votes      votes
	gender     lexicon.Gender
	there      bool  // stands where a place does
	short      bool  // a common noun with a capital: a name only if it is short for one
	same       *name // a longer name for the same
}

// root gives the fullest name for the same.
func (n *name) root() *name {
	for n.same != nil {
		n = n.same
	}
	return n
}

// votes count for each type of entity what speaks for it.
type votes [doc.Other + 1]int

// best gives the type with the most votes; of equals the first.
func (v votes) best() doc.EntityType {
	best := doc.Unknown
	for t := doc.Person; t <= doc.Other; t++ {
		if v[t] > v[best] {
			best = t
		}
	}
	return best
}

// enter goes to a sentence.
func (f *finder) enter(i int, s doc.Sentence) {
	f.Enter(s)
	f.sentence = i
	capitals, words := 0, 0
	shout := 0
	for t := f.First; t < f.End; t++ {
		w := f.Word(t)
		if utf8.RuneCountInString(w) < 4 || !f.Lettered(t) {
			continue
		}
		words++
		if f.capital(t) {
			capitals++
		}
		if strings.ToUpper(w) == w {
			shout++
		}
	}
	f.loud = words > 3 && (shout*3 > words*2 || s.Heading && capitals*3 > words*2)
}

// survey notes which words stand in small letters, and which with a capital
// inside of a sentence.
func (f *finder) survey() {
	f.small, f.big = map[string]bool{}, map[string]bool{}
	for i, s := range f.Doc.Each() {
		if f.enter(i, s); f.loud {
			continue
		}
		for t := f.First; t < f.End; t++ {
			switch {
			case !f.Lettered(t), f.Glued(t) && f.Is(t-1, "-"):
			case !f.capital(t):
				f.small[f.All[t]] = true
			case !f.opening(t):
				f.big[f.All[t]] = true
			}
		}
	}
}

// capital reports whether token i begins with a capital, or has one behind its
// first letter, as "iPhone" has.
func (f *finder) capital(i int) bool {
	r, size := utf8.DecodeRuneInString(f.Word(i))
	if unicode.IsUpper(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(f.Word(i)[size:])
	return unicode.IsLower(r) && unicode.IsUpper(next)
}

// taken reports whether token i is part of a time or a quantity.
func (f *finder) taken(i int) bool { return f.timed[i] > 0 || f.counted[i] > 0 }

// acronym reports whether token i is two to six capitals.
func (f *finder) acronym(i int) bool {
	w := f.Word(i)
	return len(w) > 1 && len(w) <= 6 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsUpper(r) && r != '.' && r != '&' }) < 0
}

// opening reports whether token i begins a sentence, or a quotation or
// bracket, so that its capital says nothing.
func (f *finder) opening(i int) bool {
	if i == f.First {
		return true
	}
	switch f.Word(i - 1) {
	case "“", "‘", "\"", "'", "(", "[", ":", "-", "–", "—", "•", "*", "...", "…":
		return !f.Glued(i-1) || f.Word(i-1) == "("
	}
	return false
}

// layers gives the mentions and entities that the names make.
func (f *finder) layers(all []*name) ([]doc.Mention, []doc.Entity) {
	var mentions []doc.Mention
	var entities []doc.Entity
	ids := map[*name]int{}
	fullest := map[int]int{} // how many words the entity's name has
	for _, n := range all {
		root := n.root()
		id, ok := ids[root]
		if !ok {
			id = len(entities)
			ids[root] = id
			entities = append(entities, doc.Entity{Type: root.votes.best()})
		}
		span := f.Span(n.first, n.end)
		e := &entities[id]
		if e.Mentions = append(e.Mentions, len(mentions)); len(n.words) > fullest[id] {
			e.Name, fullest[id] = span.Of(f.Doc.Text), len(n.words)
		}
		mentions = append(mentions, doc.Mention{Span: span, Entity: id})
	}
	return mentions, entities
}
