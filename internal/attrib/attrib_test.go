package attrib

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/mention"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/parse"
	"github.com/copydesk/copydesk/internal/quantity"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/tag"
	"github.com/copydesk/copydesk/internal/text"
	"github.com/copydesk/copydesk/internal/timex"
)

func find(t testing.TB, s string) *doc.Document {
	d := &doc.Document{Text: s, Published: doc.Date{Year: 2025, Month: 11, Day: 4}}
	d.Sentences, d.Tokens = segment.Split(d)
	words := neural.English().Read(d)
	d.Tags, d.Heads = tag.Find(d, words), parse.Find(d, words)
	d.Times = timex.Find(d)
	d.Quantities = quantity.Find(d)
	d.Mentions, d.Entities = mention.Find(d)
	d.Attributions = Find(d)
	if err := doc.Check(d); err != nil {
		t.Fatalf("%.80q: %v", s, err)
	}
	return d
}

var (
	kinds  = map[doc.SourceKind]string{doc.UnnamedSource: "unnamed", doc.PersonSource: "person", doc.OrganisationSource: "organisation", doc.DocumentSource: "document"}
	styles = map[doc.Style]string{doc.Indirect: "indirect", doc.Direct: "direct", doc.Mixed: "mixed"}
)

// show gives a line for each attribution: source, what it is and whom it
// names, cue, contents, style.
func show(d *doc.Document) string {
	var b strings.Builder
	words := func(spans []text.Span) string {
		var list []string
		for _, s := range spans {
			list = append(list, strings.ReplaceAll(s.Of(d.Text), "\n", "/"))
		}
		return strings.Join(list, " ... ")
	}
	for _, a := range d.Attributions {
		source, who := "-", kinds[a.Source.Kind]
		if !a.Source.Span.Empty() {
			source = a.Source.Of(d.Text)
		}
		if a.Source.Entity >= 0 {
			who += " " + d.Entities[a.Source.Entity].Name
		}
		fmt.Fprintf(&b, "%s [%s] / %s / %s / %s\n", source, who, words(a.Cue), words(a.Contents), styles[a.Style])
	}
	return b.String()
}

func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string { return show(find(t, in)) })
}

// The clean text of the sample's articles, with its other layers.
func BenchmarkFind(b *testing.B) {
	var docs []*doc.Document
	words := 0
	for _, a := range sample.Gold() {
		docs = append(docs, find(b, a.Text()))
		words += len(strings.Fields(a.Text()))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			Find(d)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func TestLongInput(t *testing.T) {
	size := 1 << 17
	if testing.Short() { // the race detector makes the net forty times slower
		size = 1 << 14
	}
	for _, unit := range []string{
		"\"", "“", "“a” ", "he said ", "said ", "\"A.\" ", "A said, ", "the ", "of a ", "and b ", "a, ", "according to a ", "according to ",
		"citing a ", ", a ", "who said ", "that ", "- ", "has ", "“A.\n\n", "in a ", "a's ", "said: ", "told a told ", "(", ") said ",
		"he said “a b” and c called d “e f” ", "said he called it “so bad”, ", "\"so bad ", "that, according to ",
	} {
		find(t, strings.Repeat(unit, size/len(unit)))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("\"We ran,\" Ann Orr, a geologist, has also said. \"It held.\n\n\"Then not,\" according to A cited by B, adding that it \"fell\"")
	f.Add("“A, he said, “B” said: it was reported that, said who (C) said and said")
	f.Fuzz(func(t *testing.T, s string) {
		d := find(t, strings.ToValidUTF8(s, "?"))
		if again := Find(d); !reflect.DeepEqual(again, d.Attributions) {
			t.Error("a second run gave something else")
		}
	})
}
