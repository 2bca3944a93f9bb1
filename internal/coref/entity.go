// Package coref finds what several documents speak of in different words: the
// entities, each by its several names, the noun phrases and pronouns that
// stand for them, and the mentions of one event (cross-document coreference).
//
// Names are joined by rules over what names are made of; mentions of events by a
// linear model over who takes part, when, where and how they are told. Answers do
// not hang on the order of the documents.
package coref

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// Entity is somebody or something that one or more documents name.
type Entity struct {
	Name    string // the fullest name that a document uses
	Type    doc.EntityType
	Members []EntityRef // by document and place in it; at least one
}

// EntityRef is an entity of one of the documents.
type EntityRef struct {
	Document int // index in the documents given
	Entity   int // index in its Entities
}

// Entities finds which entities of several documents are one, in the order of
// their first members: they have the same name, as it is written here and there;
// or one document says that two names are of one thing, as it does with an
// acronym in brackets; or a name is short for another, and the documents have
// only one that it can be short for. The same surname of two people joins
// nobody. The groups do not hang on the order of the documents.
func Entities(docs []*doc.Document) []Entity {
	d := NewDirectory(docs)
	var all []Entity
	at := map[int]int{} // of each root, its place in all
	for i, document := range docs {
		for e, entity := range document.Entities {
			root := d.same.Find(d.of[document][e])
			k, ok := at[root]
			if !ok {
				k = len(all)
				at[root] = k
				all = append(all, Entity{Name: d.fullest[root].written, Type: d.fullest[root].kind()})
			}
			if all[k].Type == doc.Unknown {
				all[k].Type = entity.Type
			}
			all[k].Members = append(all[k].Members, EntityRef{i, e})
		}
	}
	return all
}

// Name gives what stands for an entity of one of the documents and for no other.
func (d *Directory) Name(document *doc.Document, entity int) string {
	return d.label(d.of[document][entity])
}

// label gives the same of a name.
func (d *Directory) label(name int) string {
	n := d.fullest[d.same.Find(name)]
	return keyOf(n.words, n.class)
}

// Directory holds the names that documents have for their entities.
type Directory struct {
	names   []*name
	number  map[string]int          // of each name in names, by its key
	of      map[*doc.Document][]int // the name of each entity of a document
	same    sets.Disjoint
	fullest map[int]*name // of names that are one, by their root
}

// name is a name as documents have it.
type name struct {
	words   []string // in small letters, without accents and marks
	written string
	class   class
	types   [doc.Other + 1]int // in how many documents it is of each type
	docs    []int              // that have it, ascending
	capital bool               // one word, all in capitals
}

// class parts names that can be of one and the same from those that cannot: a
// city is nobody's surname.
type class byte

const (
	open class = iota // of unknown type, or of a thing such as a product
	person
	institution // an organisation or a place, which stand for one another
)

func classOf(t doc.EntityType) class {
	switch t {
	case doc.Person:
		return person
	case doc.Place, doc.Organisation:
		return institution
	}
	return open
}

// kind gives the type that the most documents have; of equals the first.
func (n *name) kind() doc.EntityType {
	best := doc.Unknown
	for t := doc.Person; t <= doc.Other; t++ {
		if n.types[t] > n.types[best] || best == doc.Unknown && n.types[t] > 0 {
			best = t
		}
	}
	return best
}

// last gives the last word: a person's surname.
func (n *name) last() string { return n.words[len(n.words)-1] }

func (n *name) key() string { return strings.Join(n.words, " ") }

// newDirectory reads the names of the documents, each document once, and finds
// which are one.
func NewDirectory(docs []*doc.Document) *Directory {
	d := &Directory{number: map[string]int{}, of: map[*doc.Document][]int{}, fullest: map[int]*name{}}
	var aliases [][2]int
	for i, document := range docs {
		if _, ok := d.of[document]; ok {
			continue
		}
		own := make([]int, len(document.Entities))
		for e, entity := range document.Entities {
			own[e] = d.enter(entity.Name, entity.Type, i)
			for _, form := range formsOf(document, entity) {
				aliases = append(aliases, [2]int{own[e], d.enter(form, entity.Type, i)})
			}
		}
		d.of[document] = own
	}
	d.same = sets.NewDisjoint(len(d.names))
	for _, n := range d.names {
		if len(n.words) > 1 {
			n.class = classOf(n.kind())
		}
	}
	d.joinClasses()
	for _, a := range aliases {
		d.same.Join(a[0], a[1])
	}
	d.joinAcronyms()
	d.joinPeople()
	d.joinShort()
	for i, n := range d.names {
		root := d.same.Find(i)
		if best := d.fullest[root]; best == nil || n.fuller(best) {
			d.fullest[root] = n
		}
	}
	return d
}

// fuller reports whether a name goes before another as the name of the same: it
// has more words, or more documents have it.
func (n *name) fuller(m *name) bool {
	return cmp.Or(cmp.Compare(len(m.words), len(n.words)), cmp.Compare(len(m.docs), len(n.docs)),
		cmp.Compare(n.key(), m.key()), cmp.Compare(n.class, m.class)) < 0
}

// enter gives the number of a name that a document has for something.
func (d *Directory) enter(written string, t doc.EntityType, document int) int {
	words := plainWords(written, t)
	class := classOf(t)
	key := keyOf(words, class)
	i, ok := d.number[key]
	if !ok {
		i = len(d.names)
		d.number[key] = i
		d.names = append(d.names, &name{words: words, written: written, class: class})
	}
	n := d.names[i]
	if len(n.docs) == 0 || n.docs[len(n.docs)-1] != document {
		n.docs = append(n.docs, document)
		n.types[t]++
	}
	n.written = max(n.written, written)
	n.capital = n.capital || len(words) == 1 && acronym(written)
	return i
}

// keyOf gives what tells names apart: their words, and of a single one, which may
// be a name of this and that, its class.
func keyOf(words []string, c class) string {
	if len(words) > 1 {
		return strings.Join(words, " ")
	}
	return words[0] + " " + string('0'+rune(c))
}

// formsOf gives the other names that a document has for an entity and that stand
// for it anywhere: acronyms, and those of two or more words.
func formsOf(d *doc.Document, e doc.Entity) []string {
	var forms []string
	for _, m := range e.Mentions {
		form := d.Mentions[m].Of(d.Text)
		if form != e.Name && !slices.Contains(forms, form) && (acronym(form) || strings.Contains(form, " ")) {
			forms = append(forms, form)
		}
	}
	return forms
}

// acronym reports whether a name is one word of two to six capitals.
func acronym(written string) bool {
	n := 0
	for _, r := range written {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '.' && r != '&':
			return false
		}
	}
	return n > 1 && n <= 6
}

// plainWords gives the words of a name as all of its spellings have them: in
// small letters, without accents, hyphens and dots, an article, what companies
// say of their legal form, and "Jr."; a place by the one name that the lexicon
// has for it. There is at least one.
func plainWords(written string, t doc.EntityType) []string {
	words := nameWords(written)
	if place, n := lexicon.English().Places.Match(words); n > 0 && n == len(words) && place.Name != "" {
		words = strings.Fields(strings.ToLower(place.Name))
	}
	var plain []string
	for _, w := range words {
		plain = append(plain, strings.Fields(strings.Map(letterFigureOrGap, norm.NFD.String(w)))...)
	}
	for len(plain) > 1 && (t == doc.Person && kinds[plain[len(plain)-1]] == generationWord || t != doc.Person && legal(plain[len(plain)-1])) {
		plain = plain[:len(plain)-1]
	}
	if len(plain) == 0 {
		return []string{strings.ToLower(written)}
	}
	return plain
}

// letterFigureOrGap drops accents and marks, and parts words at hyphens.
func letterFigureOrGap(r rune) rune {
	switch {
	case r == '-' || r == '–' || r == '‑' || r == '/':
		return ' '
	case text.LetterOrDigit(r):
		return r
	}
	return -1
}

// Kinds of words.tsv that say something of names.
const ()

func legal(word string) bool {
	w, ok := lexicon.English().Organisations.Word(word)
	return ok && w == lexicon.Legal
}

// joinClasses joins a word that is a name of unknown type to the same word where
// it is of a known one: to an institution's rather than to a person's.
func (d *Directory) joinClasses() {
	for i, n := range d.names {
		if len(n.words) > 1 || n.class != open {
			continue
		}
		for _, c := range []class{institution, person} {
			if to, ok := d.number[keyOf(n.words, c)]; ok {
				d.same.Join(i, to)
				break
			}
		}
	}
}

// nameWords gives the words of a name in lower case, without an article.
func nameWords(name string) []string {
	words := strings.Fields(lexicon.Key(name))
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return words
}
