package mention

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/quantity"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/text"
	"github.com/copydesk/copydesk/internal/timex"
)

func find(t testing.TB, s string, blocks ...doc.Block) *doc.Document {
	d := &doc.Document{Text: s, Blocks: blocks, Published: doc.Date{Year: 2025, Month: 11, Day: 4}}
	d.Sentences, d.Tokens = segment.Split(d)
	d.Times = timex.Find(d)
	d.Quantities = quantity.Find(d)
	d.Mentions, d.Entities = Find(d)
	if err := doc.Check(d); err != nil {
		t.Fatalf("%.80q: %v", s, err)
	}
	return d
}

var types = map[doc.EntityType]string{doc.Person: "person", doc.Place: "place", doc.Organisation: "organisation", doc.Other: "other", doc.Unknown: "unknown"}

func show(d *doc.Document) string {
	var b strings.Builder
	for _, e := range d.Entities {
		var words []string
		for _, m := range e.Mentions {
			words = append(words, d.Mentions[m].Of(d.Text))
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", e.Name, types[e.Type], strings.Join(words, ", "))
	}
	return b.String()
}

// An example's first paragraph is its headline if there are two.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string {
		in = strings.TrimSpace(in)
		head, _, ok := strings.Cut(in, "\n\n")
		if !ok {
			return show(find(t, in))
		}
		return show(find(t, in,
			doc.Block{Span: text.Span{Start: 0, End: len(head)}, Kind: doc.Headline},
			doc.Block{Span: text.Span{Start: len(head) + 2, End: len(in)}}))
	})
}

func TestLongInput(t *testing.T) {
	for _, unit := range []string{"Ann ", "A. ", "Bank of ", "A-", "the The ", "and And ", "Ann Orr met him. ", "she ", "A's ", "IDA ", "Mr. Orr, a ", "TALKS BEGIN OVER ORVANE "} {
		find(t, strings.Repeat(unit, 1<<17/len(unit)))
	}
	var many strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&many, "We saw N%d Orr and Orr. ", i)
	}
	find(t, many.String())
}

func FuzzFind(f *testing.F) {
	f.Add("Mr. Carl Orr of the Bank of Norland (BN) met al-Assad's U.S. President.")
	f.Add("She said \"He\" and Ann-Marie de la Orr Jr., 51, left The Hague.")
	f.Add("WORDS IN CAPITALS ONLY Of The And-a iPhone 8")
	f.Fuzz(func(t *testing.T, s string) {
		d := find(t, strings.ToValidUTF8(s, "?"))
		for i, e := range d.Entities {
			if e.Name == "" {
				t.Errorf("entity %d has no name", i)
			}
		}
		mentions, entities := Find(d)
		if !reflect.DeepEqual(mentions, d.Mentions) || !reflect.DeepEqual(entities, d.Entities) {
			t.Error("a second run gave something else")
		}
	})
}
