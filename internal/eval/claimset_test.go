package eval

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var toDraw = flag.String("draw", "", "print claims to be read: seed, first article, articles, claims, as in \"7,0,60,120\"")

var (
	ofWeb   = flag.String("web", "", "draw from this half of the web reports, \"a\" or \"b\"")
	modules = flag.String("modules", "", "the folder with the Go modules that web reports are test files of")
)

// TestDraw prints claims drawn by a seed, for whoever reads them: the sentence
// with the one before it, and the claim with what was put in between brackets.
func TestDraw(t *testing.T) {
	if *toDraw == "" {
		t.Skip("for reading claims: run with -draw")
	}
	var w drawing
	if _, err := fmt.Sscanf(*toDraw, "%d,%d,%d,%d", &w.seed, &w.first, &w.articles, &w.claims); err != nil {
		t.Fatal(err)
	}
	list, err := readClaimArticles(dataSets(t))
	if *ofWeb != "" {
		list, err = readWebReports(dataSets(t), os.DirFS(*modules), *ofWeb)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range w.draw(list) {
		fmt.Printf("%d. %s %s\t%d\t%d\n", i+1, c.set, c.id, c.Span.Start, c.Span.End)
		if s := c.Sentence; s > 0 {
			fmt.Printf("   | %s\n", oneLine(c.d.Sentences[s-1].Of(c.text)))
		}
		fmt.Printf("   > %s\n   = %s\n", oneLine(c.d.Sentences[c.Sentence].Of(c.text)), showClaim(c))
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// showClaim gives a claim in two lines: its text, and how it is put forward.
func showClaim(c drawn) string {
	var b strings.Builder
	at := 0
	for _, in := range c.Insertions {
		fmt.Fprintf(&b, "%s[%s]", c.Text[at:in.Start], in.Of(c.Text))
		at = in.End
	}
	fmt.Fprintf(&b, "%s\n     %v", c.Text[at:], c.Modality)
	if c.Negated {
		b.WriteString(", negated")
	}
	for _, a := range c.Attributions {
		s := c.d.Attributions[a].Source
		name := ""
		if s.Entity >= 0 {
			name = " = " + c.d.Entities[s.Entity].Name
		}
		fmt.Fprintf(&b, "; by %q%s", s.Of(c.text), name)
	}
	if len(c.Unresolved) > 0 {
		fmt.Fprintf(&b, "; unclear: %s", strings.Join(c.Unresolved, ", "))
	}
	return fmt.Sprintf("%s; worth %.2f", b.String(), c.Worth.Total())
}

var toRank = flag.String("rank", "", "print the claims of articles that are most worth checking, and their first ones: seed, first article, articles, claims, as in \"7,0,20,5\"")

// TestRank prints for whoever judges it which claims of an article are most worth
// checking, and which come first.
func TestRank(t *testing.T) {
	if *toRank == "" {
		t.Skip("for judging check-worthiness: run with -rank")
	}
	var w drawing
	if _, err := fmt.Sscanf(*toRank, "%d,%d,%d,%d", &w.seed, &w.first, &w.articles, &w.claims); err != nil {
		t.Fatal(err)
	}
	list, err := readClaimArticles(dataSets(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range w.rank(list) {
		fmt.Printf("%s %s\t%d\t%d\t%s\n   = %s\n", c.set, c.id, c.Span.Start, c.Span.End, c.place, showClaim(c.drawn))
	}
}
