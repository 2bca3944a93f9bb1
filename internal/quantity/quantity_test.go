package quantity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/timex"
)

func find(t testing.TB, s string) *doc.Document {
	d := &doc.Document{Text: s, Published: doc.Date{Year: 2025, Month: 11, Day: 4}}
	d.Sentences, d.Tokens = segment.Split(d)
	d.Times = timex.Find(d)
	d.Quantities = Find(d)
	d.Ordinals = Ordinals(d)
	if err := doc.Check(d); err != nil {
		t.Fatalf("%.80q: %v", s, err)
	}
	return d
}

var bounds = map[doc.Bound]string{
	doc.About: "about ", doc.Over: "over ", doc.AtLeast: "at least ", doc.UpTo: "up to ", doc.Under: "under ", doc.Between: "between ",
}

func show(d *doc.Document) string {
	var b strings.Builder
	for _, q := range d.Quantities {
		fmt.Fprintf(&b, "%q = %s%s", q.Of(d.Text), bounds[q.Bound], figure(q.Value))
		if q.High != q.Value {
			b.WriteString(pick(q.Bound == doc.Between, " and ", " to ") + figure(q.High))
		}
		if q.Unit != "" {
			b.WriteString(" " + q.Unit)
		}
		if !q.Counted.Empty() {
			b.WriteString(", of " + q.Counted.Of(d.Text))
		}
		b.WriteByte('\n')
	}
	for _, o := range d.Ordinals {
		fmt.Fprintf(&b, "%q is %s%d\n", o.Of(d.Text), map[doc.Origin]string{doc.FromEnd: "end ", doc.FromHere: "here "}[o.From], o.Rank)
	}
	return b.String()
}

func pick(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

func figure(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", v), "0"), ".")
}

func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string { return show(find(t, in)) })
}

func TestLongInput(t *testing.T) {
	for _, unit := range []string{"1 ", "1", "12 to ", "$", "$1 ", "a million ", "million ", "two ", "between 1 and ", "about ", "at least another ", "20 men and over ", "1-", "half ", "one in ", "a third of ", "5 of the "} {
		find(t, strings.Repeat(unit, 1<<17/len(unit)))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("about $3.2-4 million or 20% to 30 km, a third of 5-1")
	f.Add("one in 1 in 1,000 half a dozen between 1 and -")
	f.Fuzz(func(t *testing.T, s string) {
		d := find(t, strings.ToValidUTF8(s, "?"))
		for _, q := range d.Quantities {
			if q.High < q.Value || q.High > q.Value && q.Bound != doc.Between && q.Bound != doc.About || q.High == q.Value && q.Bound == doc.Between {
				t.Errorf("%q is %+v", q.Of(d.Text), q)
			}
			if !q.Counted.Empty() && q.Counted.Overlaps(q.Span) {
				t.Errorf("%q counts %q", q.Of(d.Text), q.Counted.Of(d.Text))
			}
		}
		if !slices.Equal(Find(d), d.Quantities) {
			t.Error("a second run gave something else")
		}
	})
}
