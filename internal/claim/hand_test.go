package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/text"
)

// byHand makes a document out of a text and a list of its layers, so that what
// is tested here does not hang on how well the passes do. In the text a line
// is a block, one that begins with "# " a heading. A line of the list is
//
//	attribution: source | cue | content | content ...
//	quantity: words | value | unit | counted
//	time: words | value
//	mention: words | name | type
//
// with words quoted from the text, of which the first place counts; "..." for a
// source is no source, one with "?" before it has no name.
func byHand(t testing.TB, s, layers, language string) *doc.Document {
	t.Helper()
	d := &doc.Document{Text: s, Language: language}
	at := 0
	for line := range strings.SplitSeq(s, "\n") {
		span := text.Span{Start: at, End: at + len(line)}
		at = span.End + 1
		kind := doc.Paragraph
		if strings.HasPrefix(line, "# ") {
			kind, span.Start = doc.Headline, span.Start+2
		}
		if strings.TrimSpace(span.Of(s)) != "" {
			d.Blocks = append(d.Blocks, doc.Block{Span: span, Kind: kind})
		}
	}
	if len(d.Blocks) > 0 {
		d.Sentences, d.Tokens = segment.Split(d)
	}
	for line := range strings.Lines(layers) {
		addLayer(t, d, strings.TrimSpace(line))
	}
	sortLayers(d)
	if err := doc.Check(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func addLayer(t testing.TB, d *doc.Document, line string) {
	t.Helper()
	name, rest, ok := strings.Cut(line, ": ")
	if !ok {
		return
	}
	f := strings.Split(rest, " | ")
	find := func(words string) text.Span {
		at := strings.Index(d.Text, words)
		if at < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		return text.Span{Start: at, End: at + len(words)}
	}
	switch name {
	case "attribution":
		a := doc.Attribution{Source: doc.Source{Entity: -1, Kind: doc.PersonSource}, Cue: []text.Span{find(f[1])}}
		if source, unnamed := strings.CutPrefix(f[0], "?"); source != "..." {
			a.Source.Span = find(source)
			if unnamed {
				a.Source.Kind = doc.UnnamedSource
			}
		} else {
			a.Source.Kind = doc.UnnamedSource
		}
		for _, content := range f[2:] {
			a.Contents = append(a.Contents, find(content))
		}
		d.Attributions = append(d.Attributions, a)
	case "quantity":
		value, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		q := doc.Quantity{Span: find(f[0]), Value: value, High: value, Unit: f[2]}
		if f[3] != "" {
			q.Counted = find(f[3])
		}
		d.Quantities = append(d.Quantities, q)
	case "time":
		d.Times = append(d.Times, doc.Time{Span: find(f[0]), Value: f[1]})
	case "mention":
		types := map[string]doc.EntityType{"person": doc.Person, "place": doc.Place, "organisation": doc.Organisation}
		d.Mentions = append(d.Mentions, doc.Mention{Span: find(f[0]), Entity: len(d.Entities)})
		d.Entities = append(d.Entities, doc.Entity{Name: f[1], Type: types[f[2]]})
	default:
		t.Fatalf("%q is no layer", name)
	}
}

func sortLayers(d *doc.Document) {
	slices.SortFunc(d.Mentions, func(a, b doc.Mention) int { return cmp.Compare(a.Start, b.Start) })
	for i, m := range d.Mentions {
		d.Entities[m.Entity].Mentions = []int{i}
	}
	slices.SortFunc(d.Quantities, func(a, b doc.Quantity) int { return cmp.Compare(a.Start, b.Start) })
	slices.SortFunc(d.Times, func(a, b doc.Time) int { return cmp.Compare(a.Start, b.Start) })
	first := func(a doc.Attribution) int {
		at := min(a.Cue[0].Start, a.Contents[0].Start)
		if !a.Source.Empty() {
			at = min(at, a.Source.Start)
		}
		return at
	}
	slices.SortFunc(d.Attributions, func(a, b doc.Attribution) int { return cmp.Compare(first(a), first(b)) })
}

// show gives each claim with what is known of it, a line for each.
func show(d *doc.Document, claims []Claim) string {
	var b strings.Builder
	for _, c := range claims {
		fmt.Fprintf(&b, "%s\n  %s", marked(c), c.Modality)
		if c.Negated {
			b.WriteString(", negated")
		}
		for _, a := range c.Attributions {
			at := d.Attributions[a]
			fmt.Fprintf(&b, "; %q by %q", at.Cue[0].Of(d.Text), at.Source.Of(d.Text))
		}
		for _, q := range c.Quantities {
			fmt.Fprintf(&b, "; %s = %v %s", d.Quantities[q].Of(d.Text), d.Quantities[q].Value, d.Quantities[q].Unit)
		}
		for _, i := range c.Times {
			fmt.Fprintf(&b, "; %s = %s", d.Times[i].Of(d.Text), d.Times[i].Value)
		}
		fmt.Fprintf(&b, "\n  worth %.2f:", c.Worth.Total())
		for _, p := range c.Worth {
			fmt.Fprintf(&b, " %s %+.2f", p.Name, p.Value)
		}
		b.WriteString("\n")
		if len(c.Unresolved) > 0 {
			fmt.Fprintf(&b, "  points elsewhere: %s\n", strings.Join(c.Unresolved, ", "))
		}
	}
	if len(claims) == 0 {
		return "nothing"
	}
	return b.String()
}

// marked gives a claim's text with what was put in within brackets, and the
// words in whose place it stands.
func marked(c Claim) string {
	var b strings.Builder
	at := 0
	for _, in := range c.Insertions {
		fmt.Fprintf(&b, "%s[%s]", c.Text[at:in.Start], in.Of(c.Text))
		at = in.End
	}
	return b.String() + c.Text[at:]
}
