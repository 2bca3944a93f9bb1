package story

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/parse"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/tag"
	"github.com/copydesk/copydesk/internal/text"
)

// byHand makes an article out of a text in which the layers are marked, so that
// what is tested here does not hang on how well the passes do. First come lines
// "site: ..." and "published: ...", then paragraphs, one a line. Marks are
//
//	{about 60=about 60 of attacks}   a quantity: bound, value, unit, what is counted
//	{Arden=place} {Maud Orre=person} {harbour board=organisation}
//	{Monday=2025-03-03} {Monday=2025-03-03 from 2025-03-04}   a time and its anchor
//
// A line "X said: ..." is attributed to X.
func byHand(t testing.TB, source string) Article {
	t.Helper()
	a := Article{Doc: &doc.Document{Language: "en"}}
	w := writer{t: t, d: a.Doc, entities: map[string]int{}}
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		key, value, _ := strings.Cut(line, ": ")
		switch {
		case line == "":
		case key == "site":
			a.Site = value
		case key == "title":
			a.Title = value
		case key == "published":
			a.Doc.Published, _ = doc.ParseDate(value)
		default:
			w.sentence(line)
		}
	}
	w.finish()
	words := neural.English().Read(a.Doc)
	a.Doc.Tags, a.Doc.Heads = tag.Find(a.Doc, words), parse.Find(a.Doc, words)
	if err := doc.Check(a.Doc); err != nil {
		t.Fatal(err)
	}
	a.Claims = claim.Extract(a.Doc)
	return a
}

// writer writes a document word by word.
type writer struct {
	t        testing.TB
	d        *doc.Document
	entities map[string]int
	counted  []string // of each quantity, to be found once the text is whole
}

func (w *writer) sentence(line string) {
	if w.d.Text != "" {
		w.d.Text += "\n\n"
	}
	start := len(w.d.Text)
	source, content, said := strings.Cut(line, " said: ")
	if said {
		w.attributed(source, content)
	} else {
		w.marked(line)
	}
	w.d.Blocks = append(w.d.Blocks, doc.Block{Span: text.Span{Start: start, End: len(w.d.Text)}})
}

func (w *writer) attributed(source, content string) {
	start := len(w.d.Text)
	mentions := len(w.d.Mentions)
	w.marked(source)
	a := doc.Attribution{Source: doc.Source{Span: text.Span{Start: start, End: len(w.d.Text)}, Entity: -1}}
	if len(w.d.Mentions) > mentions {
		a.Source.Entity, a.Source.Kind = w.d.Mentions[mentions].Entity, doc.OrganisationSource
	}
	w.plain(" ")
	a.Cue = []text.Span{{Start: len(w.d.Text), End: len(w.d.Text) + 4}}
	w.plain("said ")
	start = len(w.d.Text)
	w.marked(strings.TrimSuffix(content, "."))
	a.Contents = []text.Span{{Start: start, End: len(w.d.Text)}}
	w.plain(".")
	w.d.Attributions = append(w.d.Attributions, a)
}

func (w *writer) marked(line string) {
	for line != "" {
		before, rest, ok := strings.Cut(line, "{")
		w.plain(before)
		if !ok {
			return
		}
		mark, after, _ := strings.Cut(rest, "}")
		words, what, _ := strings.Cut(mark, "=")
		span := text.Span{Start: len(w.d.Text), End: len(w.d.Text) + len(words)}
		w.plain(words)
		w.layer(span, what)
		line = after
	}
}

func (w *writer) plain(s string) { w.d.Text += s }

var boundNames = map[string]doc.Bound{"about": doc.About, "over": doc.Over, "least": doc.AtLeast, "upto": doc.UpTo, "under": doc.Under}

func (w *writer) layer(span text.Span, what string) {
	types := map[string]doc.EntityType{"place": doc.Place, "person": doc.Person, "organisation": doc.Organisation}
	fields := strings.Fields(what)
	switch {
	case types[what] != 0:
		w.mention(span, types[what])
	case len(fields[0]) > 4 && fields[0][4] == '-' || len(what) == 4 && what[0] == '2':
		tm := doc.Time{Span: span, Value: fields[0]}
		if len(fields) == 3 {
			tm.Anchor, _ = doc.ParseDate(fields[2])
		}
		w.d.Times = append(w.d.Times, tm)
	default:
		w.quantity(span, fields)
	}
}

func (w *writer) mention(span text.Span, kind doc.EntityType) {
	name := span.Of(w.d.Text)
	e, ok := w.entities[name]
	if !ok {
		e = len(w.d.Entities)
		w.entities[name] = e
		w.d.Entities = append(w.d.Entities, doc.Entity{Name: name, Type: kind})
	}
	w.d.Entities[e].Mentions = append(w.d.Entities[e].Mentions, len(w.d.Mentions))
	w.d.Mentions = append(w.d.Mentions, doc.Mention{Span: span, Entity: e})
}

func (w *writer) quantity(span text.Span, fields []string) {
	q := doc.Quantity{Span: span}
	counted := ""
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		switch {
		case boundNames[f] != 0:
			q.Bound = boundNames[f]
		case err == nil && q.Value == 0:
			q.Value, q.High = v, v
		case err == nil:
			q.High = v
			if q.Bound == doc.Exactly {
				q.Bound = doc.Between
			}
		case f == "of":
			counted = strings.Join(fields[i+1:], " ")
		case counted == "":
			q.Unit = f
		}
	}
	w.d.Quantities = append(w.d.Quantities, q)
	w.counted = append(w.counted, counted)
}

// finish parts the text into sentences and tokens, and finds what quantities
// count: behind them, or else before.
func (w *writer) finish() {
	if len(w.d.Blocks) > 0 {
		w.d.Sentences, w.d.Tokens = segment.Split(w.d)
	}
	for i, counted := range w.counted {
		q := &w.d.Quantities[i]
		if counted == "" {
			continue
		}
		at := strings.Index(w.d.Text[q.End:], counted) + q.End
		if at < q.End || at > q.End+60 {
			at = strings.LastIndex(w.d.Text[:q.Start], counted)
		}
		if at < 0 {
			w.t.Fatalf("%q is not in the text", counted)
		}
		q.Counted = text.Span{Start: at, End: at + len(counted)}
	}
	slices.SortFunc(w.d.Times, func(a, b doc.Time) int { return cmp.Compare(a.Start, b.Start) })
}
