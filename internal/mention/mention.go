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
	"github.com/copydesk/copydesk/internal/text"
)

// Find gives the mentions of a document that has its tokens, sentences, times
// and quantities, in text order, and the entities in the order of their first
// mention. It is total, and linear in the number of tokens but for a factor of
// the number of names that end with the same word.
func Find(d *doc.Document) ([]doc.Mention, []doc.Entity) {
	f := finder{d: d, lex: lexicon.English(), all: lexicon.Keys(d), taken: make([]bool, len(d.Tokens))}
	f.take()
	f.survey()
	for i, s := range d.Sentences {
		f.enter(i, s)
		if !f.loud {
			f.names = append(f.names, f.inSentence()...)
		}
	}
	k := link(f.lex, f.names)
	f.names = slices.DeleteFunc(f.names, func(n *name) bool { return n.root().short })
	for i, s := range d.Sentences {
		if f.enter(i, s); f.loud {
			f.known(k)
		}
	}
	slices.SortStableFunc(f.names, func(a, b *name) int { return a.first - b.first })
	return f.layers(f.pronouns())
}

// finder reads one sentence of a document.
type finder struct {
	d          *doc.Document
	lex        *lexicon.Lexicon
	all        []string // the key of every token
	taken      []bool   // whether a token is part of a time or a quantity
	small, big map[string]bool
	names      []*name

	sentence   int
	first, end int  // the sentence's tokens
	loud       bool // its capitals say nothing: a heading, or all in capitals
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

// take notes the tokens of times and quantities.
func (f *finder) take() {
	mark := func(i int, s text.Span) int {
		for ; i < len(f.d.Tokens) && f.d.Tokens[i].Start < s.End; i++ {
			f.taken[i] = f.taken[i] || f.d.Tokens[i].Start >= s.Start
		}
		return i
	}
	i, j := 0, 0
	for _, t := range f.d.Times {
		i = mark(i, t.Span)
	}
	for _, q := range f.d.Quantities {
		j = mark(j, q.Span)
	}
}

// enter goes to a sentence.
func (f *finder) enter(i int, s doc.Sentence) {
	f.sentence, f.first, f.end = i, s.Tokens.First, s.Tokens.End
	capitals, words := 0, 0
	shout := 0
	for t := f.first; t < f.end; t++ {
		w := f.word(t)
		if utf8.RuneCountInString(w) < 4 || !f.lettered(t) {
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
	for i, s := range f.d.Sentences {
		if f.enter(i, s); f.loud {
			continue
		}
		for t := f.first; t < f.end; t++ {
			switch {
			case !f.lettered(t), f.glued(t) && f.is(t-1, "-"):
			case !f.capital(t):
				f.small[f.all[t]] = true
			case !f.opening(t):
				f.big[f.all[t]] = true
			}
		}
	}
}

// key gives the key of token i, empty outside of the sentence.
func (f *finder) key(i int) string {
	if i < f.first || i >= f.end {
		return ""
	}
	return f.all[i]
}

// is reports whether token i's key is one of the words.
func (f *finder) is(i int, words ...string) bool {
	k := f.key(i)
	return k != "" && slices.Contains(words, k)
}

// word gives token i as it stands in the text.
func (f *finder) word(i int) string {
	if i < f.first || i >= f.end {
		return ""
	}
	return f.d.Tokens[i].Of(f.d.Text)
}

// glued reports whether no space stands before token i.
func (f *finder) glued(i int) bool {
	return i > f.first && i < f.end && f.d.Tokens[i-1].End == f.d.Tokens[i].Start
}

// lettered reports whether token i begins with a letter.
func (f *finder) lettered(i int) bool {
	r, _ := utf8.DecodeRuneInString(f.word(i))
	return unicode.IsLetter(r)
}

// capital reports whether token i begins with a capital, or has one behind its
// first letter, as "iPhone" has.
func (f *finder) capital(i int) bool {
	r, size := utf8.DecodeRuneInString(f.word(i))
	if unicode.IsUpper(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(f.word(i)[size:])
	return unicode.IsLower(r) && unicode.IsUpper(next)
}

// acronym reports whether token i is two to six capitals.
func (f *finder) acronym(i int) bool {
	w := f.word(i)
	return len(w) > 1 && len(w) <= 6 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsUpper(r) && r != '.' && r != '&' }) < 0
}

// opening reports whether token i begins a sentence, or a quotation or
// bracket, so that its capital says nothing.
func (f *finder) opening(i int) bool {
	if i == f.first {
		return true
	}
	switch f.word(i - 1) {
	case "“", "‘", "\"", "'", "(", "[", ":", "-", "–", "—", "•", "*", "...", "…":
		return !f.glued(i-1) || f.word(i-1) == "("
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
		span := text.Span{Start: f.d.Tokens[n.first].Start, End: f.d.Tokens[n.end-1].End}
		e := &entities[id]
		if e.Mentions = append(e.Mentions, len(mentions)); len(n.words) > fullest[id] {
			e.Name, fullest[id] = span.Of(f.d.Text), len(n.words)
		}
		mentions = append(mentions, doc.Mention{Span: span, Entity: id})
	}
	return mentions, entities
}
