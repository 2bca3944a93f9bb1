package eval

import (
	"flag"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

var wrong = flag.String("wrong", "", "print the cases of this file of Recognizers-Text that come out wrong, say NumberModel")

// TestWrong prints the cases that come out wrong, for whoever works on them.
func TestWrong(t *testing.T) {
	if *wrong == "" {
		t.Skip("for working on quantities and times: run with -wrong NumberModel")
	}
	sets := dataSets(t)
	for _, m := range quantityModels() {
		if m.file == *wrong {
			printWrong(t, sets, m)
		}
	}
	switch *wrong {
	case "DateTimeModel":
		printWrongTimes(t, sets)
	case "MEANTIME":
		printMeantime(t, sets)
	}
}

// printMeantime prints the time expressions of MEANTIME that are missed, or
// found where there are none, or with another value.
func printMeantime(t *testing.T, sets fs.FS) {
	docs, err := readMeantimes(sets)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		got := only(analyze.Analyze(d.text, "en", d.blocks, d.published).Times, func(t doc.Time) bool { return !t.Overlaps(d.dateline) })
		around := func(s text.Span) string {
			return strings.ReplaceAll(d.text[max(0, s.Start-50):min(len(d.text), s.End+40)], "\n", " ")
		}
		for _, w := range d.times {
			has := func(g doc.Time) bool { return g.Span == w.Span && plainTime(g.Value) == plainTime(w.Value) }
			if near := only(got, func(g doc.Time) bool { return g.Overlaps(w.Span) }); len(only(near, has)) == 0 {
				found := ""
				for _, g := range near {
					found += fmt.Sprintf(" got %q %s", g.Of(d.text), g.Value)
				}
				fmt.Printf("want %q %s%s (%s) in %q\n", w.Of(d.text), w.Value, found, d.published, around(w.Span))
			}
		}
		for _, g := range got {
			if len(only(d.times, func(w doc.Time) bool { return g.Overlaps(w.Span) })) == 0 {
				fmt.Printf("extra %q %s in %q\n", g.Of(d.text), g.Value, around(g.Span))
			}
		}
	}
}

func printWrong(t *testing.T, sets fs.FS, m quantityModel) {
	cases, err := readRecognizers(sets, "quantities/"+m.file+"-dev.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got := amounts(analyzed(c.Input, doc.Date{}))
		s := m.score(c, got)
		if s.right {
			continue
		}
		fmt.Printf("%q%s%s\n", c.Input, pick(s.compared, "", " not compared"), pick(knownDifferences().has(m.file, c), " known", ""))
		for _, r := range c.Results {
			fmt.Printf("    want %q %s %s %s\n", r.Text, r.Resolution.Value, r.Resolution.Unit, r.Resolution.ISOCurrency)
		}
		for _, q := range got {
			fmt.Printf("    got  %q %v-%v %s %d\n", q.Of(c.Input), q.Value, q.High, q.Unit, q.Bound)
		}
	}
}

func printWrongTimes(t *testing.T, sets fs.FS) {
	cases, err := readRecognizers(sets, "times/DateTimeModel-dev.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		reference, _ := doc.ParseDate(c.Context.ReferenceDateTime)
		got := analyzed(c.Input, reference).Times
		s := timeCaseScore(c, got)
		if !s.compared || s.right {
			continue
		}
		fmt.Printf("%q %s%s\n", c.Input, reference, pick(newsTimes(c), " news", ""))
		for _, r := range c.Results {
			fmt.Printf("    want %q %s\n", r.Text, strings.Join(timeReadings(r), " | "))
		}
		for _, q := range got {
			fmt.Printf("    got  %q %s\n", q.Of(c.Input), q.Value)
		}
	}
}

// TestKnownDifferences holds the table to its promise: every row is a case that
// comes out otherwise than wanted, as long as its file has the case.
func TestKnownDifferences(t *testing.T) {
	sets := dataSets(t)
	for _, k := range knownDifferences() {
		for _, m := range quantityModels() {
			if m.file != k.model {
				continue
			}
			cases, err := readRecognizers(sets, "quantities/"+m.file+"-dev.json")
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cases {
				if strings.TrimSpace(c.Input) == k.input && m.score(c, amounts(analyzed(c.Input, doc.Date{}))).right {
					t.Errorf("%s: %q comes out as wanted, and is no difference", k.model, k.input)
				}
			}
		}
	}
}
