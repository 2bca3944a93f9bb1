package eval

import (
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// afterTitles gives how many of a name's words stand up to the end of its last
// title.
func afterTitles(keys []string) int {
	start := 0
	for i := range keys {
		if _, n := lexicon.English().Titles.Match(keys[i:]); n > 0 {
			start = max(start, i+n)
		}
	}
	return start
}

// longest gives the names in text order, without those that overlap a longer one.
func longest(names []Name) []Name {
	slices.SortStableFunc(names, func(a, b Name) int { return b.Len() - a.Len() })
	kept := []Name{}
	for _, n := range names {
		if !slices.ContainsFunc(kept, func(k Name) bool { return k.Overlaps(n.Span) }) {
			kept = append(kept, n)
		}
	}
	slices.SortFunc(kept, func(a, b Name) int { return a.Start - b.Start })
	return kept
}

// bareName gives the name inside of an annotated noun phrase: without the
// article, lower-case words and titles before it. It gives false where what is
// left holds words that no name has.
func bareName(s string, span text.Span, kind doc.EntityType) (text.Span, bool) {
	lex := lexicon.English()
	var words []text.Span
	at := span.Start
	for w := range strings.FieldsSeq(span.Of(s)) {
		start := at + strings.Index(s[at:], w)
		words = append(words, text.Span{Start: start, End: start + len(w)})
		at = start + len(w)
	}
	capital := func(i int) bool {
		r, size := utf8.DecodeRuneInString(words[i].Of(s))
		next, _ := utf8.DecodeRuneInString(words[i].Of(s)[size:])
		return unicode.IsUpper(r) || unicode.IsDigit(r) && i > 0 || unicode.IsLower(r) && unicode.IsUpper(next)
	}
	var keys []string
	for _, w := range words {
		keys = append(keys, lexicon.Key(w.Of(s)))
	}
	first := 0
	if kind == doc.Person {
		first = afterTitles(keys)
	}
	for first < len(words) && (!capital(first) && !strings.HasPrefix(keys[first], "al-") || lex.Is(keys[first], lexicon.Determiner|lexicon.Pronoun|lexicon.Possessive)) {
		first++
	}
	if first == len(words) {
		return span, false
	}
	for i := first; i < len(words); i++ {
		if i > first && i == len(words)-1 && kind == doc.Organisation && lex.Namesakes.Has(keys[i]) && !capital(i) && !lex.Places.Has(keys[i-1]) && !lex.Demonyms.Has(keys[i-1]) {
			continue // "the Karrow administration"
		}
		if !capital(i) && !lex.Particles.Has(keys[i]) && !slices.Contains([]string{"of", "the", "for", "and", "&", "-", "in"}, keys[i]) {
			return span, false
		}
	}
	bare := text.Span{Start: words[first].Start, End: span.End}
	for _, possessive := range []string{"'s", "’s"} {
		bare.End = bare.Start + len(strings.TrimSuffix(bare.Of(s), possessive))
	}
	several := kind == doc.Person && strings.Contains(bare.Of(s), ",") || kind == doc.Place && strings.Contains(bare.Of(s), " and ")
	return bare, !several && !peoples(bare.Of(s))
}

// readMeantimeNames reads the names of MEANTIME, in the annotated sentences.
func readMeantimeNames(sets fs.FS) ([]NameDoc, error) {
	var docs []NameDoc
	for _, name := range []string{"airbus", "apple", "gm"} {
		err := meantimeFiles(sets, name, ownAnnotation, func(id string, r io.Reader) error {
			var file catNames
			if err := xml.NewDecoder(r).Decode(&file); err != nil {
				return err
			}
			docs = append(docs, file.nameDoc(id))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// catNames is what a [catFile] says of entities.
type catNames struct {
	catFile
	Mentions []struct {
		ID      string `xml:"m_id,attr"`
		Anchors []struct {
			ID string `xml:"t_id,attr"`
		} `xml:"token_anchor"`
	} `xml:"Markables>ENTITY_MENTION"`
	Entities []struct {
		ID   string `xml:"m_id,attr"`
		Type string `xml:"ent_type,attr"`
	} `xml:"Markables>ENTITY"`
	References []struct {
		Mentions []struct {
			ID string `xml:"m_id,attr"`
		} `xml:"source"`
		Entity struct {
			ID string `xml:"m_id,attr"`
		} `xml:"target"`
	} `xml:"Relations>REFERS_TO"`
}

// catTypes are the types of MEANTIME's entities; those of products are none of
// an entity here but "other".
var catTypes = map[string]doc.EntityType{"PER": doc.Person, "LOC": doc.Place, "ORG": doc.Organisation, "PRO": doc.Other}

// nameDoc gives the names in the entities' mentions. Most mentions do not say
// whether they are names, so capitals do.
func (f *catNames) nameDoc(id string) NameDoc {
	article, places := f.text()
	types := map[string]doc.EntityType{}
	for _, e := range f.Entities {
		types[e.ID] = catTypes[e.Type]
	}
	mentionTypes := map[string]doc.EntityType{}
	for _, r := range f.References {
		for _, m := range r.Mentions {
			mentionTypes[m.ID] = types[r.Entity.ID]
		}
	}
	var names []Name
	for _, m := range f.Mentions {
		span, ok := text.Span{}, false
		for _, a := range m.Anchors {
			if place, known := places[a.ID]; known && ok {
				span = span.Cover(place)
			} else if known {
				span, ok = place, true
			}
		}
		if kind := mentionTypes[m.ID]; ok && kind != doc.Unknown {
			names = append(names, bareNames(article.text, span, kind)...)
		}
	}
	return NameDoc{Set: Meantime, ID: id, Text: article.text, Blocks: article.blocks, Names: longest(names)}
}

// bareNames gives [bareName], and of "Everett, Washington" both parts.
func bareNames(s string, span text.Span, kind doc.EntityType) []Name {
	if comma := strings.Index(span.Of(s), ", "); comma > 0 && kind == doc.Place {
		before := text.Span{Start: span.Start, End: span.Start + comma}
		after := text.Span{Start: before.End + 2, End: span.End}
		return append(bareNames(s, before, kind), bareNames(s, after, kind)...)
	}
	if bare, ok := bareName(s, span, kind); ok {
		return []Name{{bare, kind}}
	}
	return nil
}

// re3dTypes are the types of re3d whose names count.
var re3dTypes = map[string]doc.EntityType{"Person": doc.Person, "Organisation": doc.Organisation, "Location": doc.Place}

// re3dText and re3dEntity are lines of re3d's files. Offsets count code points.
type re3dText struct {
	ID   string `json:"_id"`
	Text string `json:"text"`
}

type re3dEntity struct {
	Document    string `json:"documentId"`
	Type, Value string
	Begin, End  int
}

// readRe3d reads re3d. It holds noun phrases of all kinds, of which names are
// kept.
func readRe3d(sets fs.FS) ([]NameDoc, error) {
	var docs []NameDoc
	folders, err := fs.ReadDir(sets, "names/re3d")
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	for _, folder := range folders {
		texts, err := readJSONLines[re3dText](sets, path.Join("names/re3d", folder.Name(), "documents.json"))
		if err != nil {
			return nil, err
		}
		entities, err := readJSONLines[re3dEntity](sets, path.Join("names/re3d", folder.Name(), "entities.json"))
		if err != nil {
			return nil, err
		}
		for _, t := range texts {
			docs = append(docs, t.nameDoc(entities))
		}
	}
	return docs, nil
}

func (t re3dText) nameDoc(entities []re3dEntity) NameDoc {
	var bytes []int // of each code point
	for i := range t.Text {
		bytes = append(bytes, i)
	}
	bytes = append(bytes, len(t.Text))
	var names []Name
	for _, e := range entities {
		kind, ok := re3dTypes[e.Type]
		if !ok || e.Document != t.ID || e.Begin < 0 || e.End >= len(bytes) || e.End <= e.Begin {
			continue
		}
		span := text.Span{Start: bytes[e.Begin], End: bytes[e.End]}
		if span.Of(t.Text) == e.Value && wholeWords(t.Text, span) {
			names = append(names, bareNames(t.Text, span, kind)...)
		}
	}
	return NameDoc{Set: Re3d, ID: t.ID, Text: t.Text, Names: longest(names)}
}

// wholeWords reports whether a span begins and ends where words do.
func wholeWords(s string, span text.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:span.Start])
	after, _ := utf8.DecodeRuneInString(s[span.End:])
	return !unicode.IsLetter(before) && !unicode.IsLetter(after)
}
