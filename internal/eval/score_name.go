package eval

import (
	"io/fs"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/mention"
)

// analysed gives the document with the layers that names are found from.
func (d *NameDoc) analysed() *doc.Document {
	return analyze.Analyze(d.Text, "en", d.Blocks, doc.Date{})
}

// named gives the names among a document's mentions: those with a capital,
// pronouns apart.
func named(d *doc.Document) []Name {
	var names []Name
	for _, m := range d.Mentions {
		words := m.Of(d.Text)
		capital := false
		for _, r := range words {
			capital = capital || unicode.IsUpper(r)
		}
		if capital && !lexicon.English().Pronouns.Has(lexicon.Key(words)) {
			names = append(names, Name{m.Span, d.Entities[m.Entity].Type})
		}
	}
	return names
}

// typed gives the names of people, places and organisations.
func typed(names []Name) []Name {
	return only(names, func(n Name) bool {
		return n.Type == doc.Person || n.Type == doc.Place || n.Type == doc.Organisation
	})
}

// plainNames is the baseline for names: runs of words with a capital that is
// not the sentence's first, of the type that the lexicon says, or people.
func plainNames(d *doc.Document) []Name {
	var names []Name
	v := lexicon.NewView(d)
	for _, s := range d.Sentences {
		v.Enter(s)
		for i := v.First + 1; i < v.End; {
			end := i
			for v.Capital(end) && !v.Doc.Tokens[end].Empty() {
				end++
			}
			if end > i {
				names = append(names, Name{v.Span(i, end), plainType(v.All[i:end])})
			}
			i = max(end, i+1)
		}
	}
	return names
}

func plainType(words []string) doc.EntityType {
	lex := lexicon.English()
	if _, n := lex.Places.Match(words); n == len(words) {
		return doc.Place
	}
	if _, ok := lex.Organisations.Word(words[len(words)-1]); ok {
		return doc.Organisation
	}
	return doc.Person
}

// nameScore is how names were found, and how the baseline found them.
type nameScore struct {
	all, baseline Overlap
	types         [doc.Other + 1]Overlap
}

func (s nameScore) plus(t nameScore) nameScore {
	s.all, s.baseline = s.all.plus(t.all), s.baseline.plus(t.baseline)
	for i := range s.types {
		s.types[i] = s.types[i].plus(t.types[i])
	}
	return s
}

// scoreNamesOf compares what is found in a document with its names.
func scoreNamesOf(d *NameDoc, find func(*doc.Document) ([]doc.Mention, []doc.Entity)) nameScore {
	a := d.analysed()
	a.Mentions, a.Entities = find(a)
	want, got := typed(d.Names), typed(named(a))
	s := nameScore{all: bagOverlap(got, want), baseline: bagOverlap(typed(plainNames(a)), want)}
	for t := range s.types {
		of := func(n Name) bool { return n.Type == doc.EntityType(t) }
		s.types[t] = bagOverlap(only(got, of), only(want, of))
	}
	return s
}

var _ = fs.ValidPath
var _ = slices.Sort[[]int]
var _ = utf8.RuneLen
var _ = mention.Find
