package eval

import (
	"flag"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
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
	if *wrong == "DateTimeModel" {
		printWrongTimes(t, sets)
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
