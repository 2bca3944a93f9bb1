package timex

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/segment"
)

func find(t testing.TB, s string, published doc.Date) *doc.Document {
	d := &doc.Document{Text: s, Published: published}
	d.Sentences, d.Tokens = segment.Split(d)
	d.Times = Find(d)
	if err := doc.Check(d); err != nil {
		t.Fatalf("%.80q: %v", s, err)
	}
	return d
}

var kinds = map[doc.TimeType]string{doc.ClockTime: "TIME ", doc.Duration: "DURATION ", doc.Set: "SET "}

func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		published, _ := doc.ParseDate(strings.TrimSpace(sections["published"]))
		d := find(t, in, published)
		var b strings.Builder
		for _, x := range d.Times {
			fmt.Fprintf(&b, "%q = %s%s", x.Of(d.Text), kinds[x.Type], x.Value)
			if x.Anchor.Known() {
				fmt.Fprintf(&b, " (from %s)", x.Anchor)
			}
			b.WriteByte('\n')
		}
		return b.String()
	})
}

// A year or a month that is known alone anchors what needs no more.
func TestCoarseAnchor(t *testing.T) {
	const words = "Last year, last month and yesterday"
	for published, want := range map[doc.Date][]string{
		{Year: 2025}:                     {"2024", "XXXX-XX", "XXXX-XX-XX"},
		{Year: 2025, Month: 1}:           {"2024", "2024-12", "XXXX-XX-XX"},
		{Year: 2025, Month: 3, Day: 1}:   {"2024", "2025-02", "2025-02-28"},
		{Year: 1, Month: 1, Day: 1}:      {"XXXX", "0000-12", "0000-12-31"},
		{Year: 9999, Month: 12, Day: 31}: {"9998", "9999-11", "9999-12-30"},
	} {
		var got []string
		for _, x := range find(t, words, published).Times {
			got = append(got, x.Value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("published %v: %q, want %q", published, got, want)
		}
	}
}

func TestLongInput(t *testing.T) {
	for _, unit := range []string{"Monday ", "last ", "a ", "two ", "the ", "between ", "May ", "about ", "every two ", "9:30 ", "2014 - ", "1 - ", "million ", "said will "} {
		find(t, strings.Repeat(unit, 1<<17/len(unit)), doc.Date{Year: 2025, Month: 11, Day: 4})
	}
}

func FuzzFind(f *testing.F) {
	f.Add("On Monday, 29 February 2023, the last three years of the '90s at 9:30 a.m.", 2025, 3, 4)
	f.Add("99999 years ago, a million decades from now, the 31st century, Feb. 30", 1, 1, 1)
	f.Add("half a second and a half; between two and three-year-old", 0, 0, 0)
	f.Fuzz(func(t *testing.T, s string, year, month, day int) {
		published, _ := doc.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
		d := find(t, strings.ToValidUTF8(s, "?"), published)
		for _, x := range d.Times {
			if x.Value == "" || strings.Contains(x.Value, " ") || x.Value[0] == '-' {
				t.Errorf("%q has the value %q", x.Of(d.Text), x.Value)
			}
		}
		if !slices.Equal(Find(d), d.Times) {
			t.Error("a second run gave something else")
		}
	})
}
