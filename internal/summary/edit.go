package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Piece is a stretch of a sentence that stands in a summary, or a name that
// stands in place of a pronoun.
type Piece struct {
	text.Span           // of Document.Text
	For       text.Span // the pronoun that the words of Span stand for, in brackets; empty: they stand where they are
}

// at gives the place that a piece has in its sentence.
func (p Piece) at() text.Span {
	if p.For.Len() > 0 {
		return p.For
	}
	return p.Span
}

// kept reports whether a token is in one of the pieces. No pieces keep nothing.
func kept(pieces []Piece, token text.Span) bool {
	for _, p := range pieces {
		if p.at().Contains(token) {
			return true
		}
	}
	return false
}

// Render gives the words of a sentence as a summary has them: the pieces as
// print would have them, beginning with a capital letter if the sentence did.
func Render(d *doc.Document, sentence text.Span, pieces []Piece) string {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && p.at().Start > pieces[i-1].at().End && spaced(d.Text, pieces[i-1].at().End, p.at().Start) {
			b.WriteByte(' ')
		}
		if p.For.Len() > 0 {
			b.WriteString("[" + p.Of(d.Text) + "]")
		} else {
			b.WriteString(p.Of(d.Text))
		}
	}
	words := b.String()
	r, size := utf8.DecodeRuneInString(words)
	if opening, _ := utf8.DecodeRuneInString(sentence.Of(d.Text)); len(pieces) > 0 && pieces[0].Start != sentence.Start && !unicode.IsLower(opening) {
		words = string(unicode.ToUpper(r)) + words[size:]
	}
	return words
}

// spaced reports whether white space parts what stands around a gap once the
// gap is closed: none stands before a mark.
func spaced(s string, end, start int) bool {
	next, _ := utf8.DecodeRuneInString(s[start:])
	return strings.ContainsFunc(s[end:start], unicode.IsSpace) && !strings.ContainsRune(",.;:!?", next)
}

// edit fills in the pieces of a candidate: what is left of it without what
// nobody would miss. If it is to stay whole, that is the sentence.
func (p *pool) edit(c *candidate, whole bool) {
	d := p.docs[c.Article]
	s := d.Sentences[c.Sentence]
	c.pieces = []Piece{{Span: s.Span}}
	if english := p.english[c.Article]; english && !whole {
		e := editor{d: d, sentence: s, tokens: d.Tokens[s.Tokens.First:s.Tokens.End]}
		e.run()
		c.pieces = e.pieces()
		c.words = countWords(d, s.Tokens, c.pieces) + e.nameWords()
		c.leans = e.name.Len() == 0 && leans(d, s.Tokens, c.pieces)
	} else {
		c.leans = english && leans(d, s.Tokens, c.pieces)
	}
}

// editor shortens one sentence.
type editor struct {
	d        *doc.Document
	sentence doc.Sentence
	tokens   []doc.Token
	cuts     []text.Span // what goes, in order
	pronoun  text.Span   // an opening pronoun whose person is known; empty: none
	name     text.Span   // of that person
}

func (e *editor) run() {
	opening := lexicon.Dateline(e.d, e.sentence)
	if opening == 0 {
		opening = e.idle()
	}
	if opening > 0 && opening < len(e.tokens) {
		e.cuts = append(e.cuts, text.Span{Start: e.sentence.Start, End: e.tokens[opening].Start})
	} else {
		opening = 0
	}
	e.asides(opening)
	e.resolve(opening)
}

func (e *editor) word(i int) string {
	if i >= len(e.tokens) {
		return ""
	}
	return e.tokens[i].Of(e.d.Text)
}

// idle gives how many tokens of a leading word go that says nothing:
// "Meanwhile,".
func (e *editor) idle() int {
	if careful[lexicon.Key(e.word(0))] == idles && e.word(1) == "," {
		return 2
	}
	return 0
}

// asideWords is how many tokens an aside in brackets has at the most.
const asideWords = 12

// asides takes out what stands in brackets: not an abbreviation, which the
// article may go on with, nor a figure, nor what is quoted.
func (e *editor) asides(from int) {
	quoted := false
	for i := from; i < len(e.tokens); i++ {
		switch w := e.word(i); {
		case w == "\"":
			quoted = !quoted
		case w == "“":
			quoted = true
		case w == "”":
			quoted = false
		case w == "(" && !quoted:
			end := e.aside(i)
			if end > 0 && i > from {
				e.cuts = append(e.cuts, text.Span{Start: e.tokens[i-1].End, End: e.tokens[end+1].Start})
				i = end
			}
		}
	}
}

// aside gives the token that closes the aside that opens at one, or 0 if it has
// to stay.
func (e *editor) aside(open int) int {
	words, content := 0, false
	for i := open + 1; i < min(len(e.tokens), open+2+asideWords); i++ {
		w := e.word(i)
		key := lexicon.Key(w)
		switch {
		case w == ")":
			if content && words > 0 && i+1 < len(e.tokens) {
				return i
			}
			return 0
		case w == "(" || w == "\"" || strings.ContainsFunc(w, unicode.IsDigit) || lexicon.English().Negations.Has(key):
			return 0
		case strings.ContainsFunc(w, unicode.IsLetter):
			words++
			content = content || w != strings.ToUpper(w)
		}
	}
	return 0
}

// resolve finds the name for a "he" or "she" that the sentence opens with.
// Whom it means the layer of mentions says, if that is safe.
func (e *editor) resolve(opening int) {
	key := lexicon.Key(e.word(opening))
	if key != "he" && key != "she" {
		return
	}
	at := e.tokens[opening].Span
	for _, m := range within(e.d.Mentions, at.Start, at.End, func(m doc.Mention) int { return m.Start }) {
		if m.Span == at && e.d.Entities[m.Entity].Type == doc.Person {
			e.pronoun, e.name = at, e.fullName(m.Entity)
		}
	}
}

// fullName gives the first mention of an entity by its fullest name; empty if
// there is none before the sentence.
func (e *editor) fullName(entity int) text.Span {
	for _, m := range e.d.Entities[entity].Mentions {
		span := e.d.Mentions[m].Span
		if span.Start >= e.sentence.Start {
			break
		}
		if span.Of(e.d.Text) == e.d.Entities[entity].Name {
			return span
		}
	}
	return text.Span{}
}

// nameWords gives how many words a name has more than the pronoun that it
// stands for.
func (e *editor) nameWords() int {
	if e.name.Len() == 0 {
		return 0
	}
	return len(strings.Fields(e.name.Of(e.d.Text))) - 1
}

// pieces gives what is left.
func (e *editor) pieces() []Piece {
	var list []Piece
	at := e.sentence.Start
	if e.name.Len() > 0 {
		list = append(list, Piece{Span: e.name, For: e.pronoun})
		at = e.behind(e.pronoun)
	}
	for _, cut := range e.cuts {
		if cut.Start > at {
			list = append(list, Piece{Span: text.Span{Start: at, End: cut.Start}})
		}
		at = max(at, cut.End)
	}
	if e.sentence.End > at {
		list = append(list, Piece{Span: text.Span{Start: at, End: e.sentence.End}})
	}
	return list
}

// behind gives where the token behind a span begins, or the sentence ends.
func (e *editor) behind(s text.Span) int {
	for _, t := range e.tokens {
		if t.Start >= s.End {
			return t.Start
		}
	}
	return e.sentence.End
}
