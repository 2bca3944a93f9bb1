package eval

import (
	"io/fs"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/mention"
)

// Analysed gives the document with the layers that names are found from.
func (d *NameDoc) Analysed() *doc.Document {
	return analyze.Analyze(d.Text, "en", d.Blocks, doc.Date{})
}

// named gives the names among a document's mentions: those with a capital,
// pronouns apart.
func named(d *doc.Document) []Name {
	var names []Name
	for _, m := range d.Mentions {
		words := m.Of(d.Text)
		if strings.ContainsFunc(words, unicode.IsUpper) && !lexicon.English().Pronouns.Has(lexicon.Key(words)) {
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
			for v.Capital(end) {
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
func scoreNamesOf(d *NameDoc, w *mention.Weights) nameScore {
	a := d.Analysed()
	a.Mentions, a.Entities = w.Find(a)
	want, got := typed(d.Names), typed(named(a))
	s := nameScore{all: bagOverlap(got, want), baseline: bagOverlap(typed(plainNames(a)), want)}
	for t := range s.types {
		of := func(n Name) bool { return n.Type == doc.EntityType(t) }
		s.types[t] = bagOverlap(only(got, of), only(want, of))
	}
	return s
}

func scoreName(sets fs.FS) ([]Table, error) {
	docs, err := NameSets(sets)
	if err != nil {
		return nil, err
	}
	held, err := HeldNames()
	if err != nil {
		return nil, err
	}
	weights := make([]*mention.Weights, NameFolds)
	for fold := range weights {
		if weights[fold], err = readNameWeights(NameFoldFile(fold)); err != nil {
			return nil, err
		}
	}
	scores := each(docs, func(d NameDoc) nameScore {
		if Held(&d) {
			return scoreNamesOf(&d, held)
		}
		return scoreNamesOf(&d, weights[d.NameFold()])
	})
	sums := map[string]nameScore{}
	for i, s := range scores {
		sums[docs[i].Set] = sums[docs[i].Set].plus(s)
	}
	t := Table{
		Title: "Names",
		About: []string{
			"People, places and organisations in raw text: a span with exactly the annotated bounds, white space aside, and",
			"the type. UNER EWT dev and GUM dev by weights that have seen neither of the sets; the others by threefold",
			"cross-validation over documents, which did not see these two either. n is the number of annotated names.",
			"Baseline: runs of words with a capital, the first of a sentence apart, of the type that the lexicon knows, or people.",
		},
		Columns: []string{"F1", "prec", "recall"},
	}
	for _, set := range []string{UNER, GUMDev, Wikigold, GUM, Meantime, Re3d} {
		t.Rows = append(t.Rows, sums[set].rows(set)...)
	}
	return []Table{t}, nil
}

// rows gives the row of a set, and those of the types.
func (s nameScore) rows(set string) []Row {
	rows := []Row{overlapRow(set, s.all, s.baseline)}
	for _, t := range []struct {
		name string
		of   doc.EntityType
	}{{"people", doc.Person}, {"places", doc.Place}, {"organisations", doc.Organisation}} {
		o := s.types[t.of]
		rows = append(rows, Row{"  " + t.name, o.want, []Figure{{o.F1(), none}, {o.Precision(), none}, {o.Recall(), none}}})
	}
	return rows
}
