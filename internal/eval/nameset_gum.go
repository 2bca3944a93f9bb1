package eval

import (
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// readGUMNames reads the names of GUM, train and dev.
func readGUMNames(sets fs.FS) ([]NameDoc, error) {
	var docs []NameDoc
	for _, part := range []struct{ file, set string }{{"gum-open-train", GUM}, {"gum-open-dev", GUMDev}} {
		bank, err := readAnnotated(sets, part.file)
		if err != nil {
			return nil, err
		}
		for i := range bank {
			d := &bank[i]
			docs = append(docs, NameDoc{Set: part.set, ID: d.id, Text: d.text, Blocks: d.blocks, Names: d.names()})
		}
	}
	return docs, nil
}

// gumTypes are the types of GUM's entities whose names count. Others may be
// those of works, events and laws, where Wikipedia knows them.
var gumTypes = map[string]doc.EntityType{
	"person": doc.Person, "place": doc.Place, "organization": doc.Organisation,
	"event": doc.Other, "object": doc.Other, "abstract": doc.Other,
}

// names gives the names in the entities: of each whose head is a proper noun,
// the proper nouns around it and what joins them.
func (d *annotatedDoc) names() []Name {
	var found []Name
	for _, e := range d.entities {
		kind, ok := gumTypes[e.kind]
		if !ok || len(e.head) == 0 || e.head[0] >= e.end || !d.proper(e.head[0]) || kind == doc.Other && e.identity == "" {
			continue
		}
		first, end := d.nameAround(e, kind)
		if kind == doc.Person {
			first = d.untitled(first, end)
			if first == end || d.columns[end-1].xpos == "NNPS" && end-first == 1 {
				continue
			}
		}
		if span := d.span(first, end); !peoples(span.Of(d.text)) {
			found = append(found, Name{span, kind})
		}
	}
	return longest(found)
}

// proper reports whether a word is part of a name: by XPOS, for UPOS has
// "United" in "United States" as a verb.
func (d *annotatedDoc) proper(i int) bool {
	return strings.HasPrefix(d.columns[i].xpos, "NNP") || d.columns[i].upos == "X" && d.capital(i)
}

func (d *annotatedDoc) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(d.words[i].Of(d.text))
	return unicode.IsUpper(r)
}

// nameAround gives the words of the name at the head of an entity.
func (d *annotatedDoc) nameAround(e gumEntity, kind doc.EntityType) (first, end int) {
	first, end = e.head[0], e.head[0]+1
	inside := func(i int) bool {
		return d.proper(i) || kind != doc.Person && d.capital(i) && (d.columns[i].upos == "ADJ" || d.columns[i].upos == "NOUN")
	}
	joins := func(i int) bool {
		switch w := strings.ToLower(d.words[i].Of(d.text)); w {
		case "-", "–", "&":
			return true
		case "of", "for", "the", "'s", "’s":
			return kind != doc.Person
		default:
			return lexicon.English().Particles.Has(w)
		}
	}
	for first > e.first {
		n := 1
		for n < 3 && first-n > e.first && joins(first-n) {
			n++
		}
		if !inside(first - n) {
			break
		}
		first -= n
	}
	for end < e.end {
		n := 0
		for n < 2 && end+n+1 < e.end && joins(end+n) {
			n++
		}
		if !inside(end+n) && (n > 0 || d.columns[end].upos != "NUM" || kind == doc.Person) {
			break
		}
		end += n + 1
	}
	return first, end
}

// untitled gives where a person's name begins behind its last title.
func (d *annotatedDoc) untitled(first, end int) int {
	keys := make([]string, 0, end-first)
	for i := first; i < end; i++ {
		keys = append(keys, lexicon.Key(d.words[i].Of(d.text)))
	}
	return first + afterTitles(keys)
}
