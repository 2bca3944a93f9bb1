package clean

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// The facts that ship can be read, and are packed as they were.
func TestFacts(t *testing.T) {
	f, err := ReadFacts(packedFacts)
	if err != nil {
		t.Fatal(err)
	}
	if string(f.Pack()) != string(packedFacts) {
		t.Error("packed again they differ")
	}
	for _, damaged := range [][]byte{nil, packedFacts[:len(packedFacts)/2], (&Facts{}).Pack()} {
		if _, err := ReadFacts(damaged); err == nil {
			t.Errorf("%d damaged bytes were read", len(damaged))
		}
	}
}

// The rows are as wide as the models that read them.
func TestFactWidths(t *testing.T) {
	page := `<title>Ferry stays in port</title><meta name="author" content="Ines Falkner"><h1>Ferry stays in port</h1>
<p>3 March 2025</p><p>The ferry to Tarn stays in port until Friday, the operator said on Monday.</p>`
	for _, contentType := range []string{"text/html", "text/plain"} {
		s := newStatementOf(t, page, contentType)
		if s.page.HTML {
			for _, row := range s.titleRows(s.titleCandidates()) {
				if len(row) != titleWidth {
					t.Fatalf("title: %d", len(row))
				}
			}
		}
		for _, row := range s.textTitleRows(s.textCandidates()) {
			if len(row) != textTitleWidth {
				t.Fatalf("title of text: %d", len(row))
			}
		}
		for _, row := range s.authorRows(s.authorCandidates()) {
			if len(row) != authorWidth {
				t.Fatalf("authors: %d", len(row))
			}
		}
		for _, row := range s.dayRows(s.dayCandidates(s.statedDates(Hints{}))) {
			if len(row) != dateWidth {
				t.Fatalf("dates: %d", len(row))
			}
		}
	}
}

func newStatementOf(t *testing.T, src, contentType string) *statement {
	t.Helper()
	p := parse(t, []byte(src), contentType)
	return newStatement(p, shapesOf(p), look(p, shapesOf(p)), readStructured(p.Head.JSON), Hints{URL: "https://www.tarn-gazette.example/ferries/ferry-stays-in-port"})
}

func TestStructured(t *testing.T) {
	for _, c := range []struct {
		name, script string
		authors      []agent
		published    string
	}{
		{"a graph with references", `{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"},"datePublished":"2025-03-04"},{"@id":"#p","@type":"Person","name":"Ines Falkner"}]}`,
			[]agent{{"Ines Falkner", false}}, "2025-03-04"},
		{"given and family names", `{"@type":"Article","author":[{"@type":"Person","givenName":"Ines","familyName":"Falkner"},{"@type":"Organization","name":"Nordwire"}]}`,
			[]agent{{"Ines Falkner", false}, {"Nordwire", true}}, ""},
		{"a line break inside a string", "{\"@type\":\"Article\",\"headline\":\"Ferry\nstays\",\"datePublished\":\"2025-03-04\"}", nil, "2025-03-04"},
		{"a comma too many", `{"@type":"Article","datePublished":"2025-03-04",}`, nil, "2025-03-04"},
		{"a comma too few", `{"@type":"Article" "datePublished":"2025-03-04"}`, nil, "2025-03-04"},
		{"in a comment", `<!-- {"@type":"Article","datePublished":"2025-03-04"} -->`, nil, "2025-03-04"},
		{"another article's author", `[{"@type":"Article","headline":"Ferry stays"},{"@type":"Article","headline":"Bridge opens","author":"Olav Brekke"}]`, nil, ""},
		{"no JSON", `var x = 1;`, nil, ""},
	} {
		s := readStructured([]string{c.script})
		if diff := cmp.Diff(c.authors, s.authors, cmp.AllowUnexported(agent{})); diff != "" || s.published != c.published {
			t.Errorf("%s: published %q, authors -want +got\n%s", c.name, s.published, diff)
		}
	}
}

func TestReadDates(t *testing.T) {
	for in, want := range map[string]string{
		"2025/03/04": "2025-03-04", "2025.03.04": "2025-03-04", "04-mar-2025": "2025-03-04", "2025年3月4日": "2025-03-04", "2025 Mar 4": "2025-03-04",
		"Tue 04.03.25 | 14:07": "2025-03-04", "Mar 4, 2025Ines Falkner": "2025-03-04", "05/05/2025": "2025-05-05",
		"4/3/2025": "", "1.2.25": "", "10.12.25.1": "",
	} {
		if got := findDate(lexicon.Words(in)).date.String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := edtf("Tue Mar 4 09:30:00 CET 2025"); got != "2025-03-04T09:30:00" {
		t.Errorf("a date as programs print it: %q", got)
	}
	for in, want := range map[string]string{"1741080600": "2025-03-04T09:30:00Z", "1741080600000": "2025-03-04T09:30:00Z", "0741080600": "", "+741080600": "", "174108060": ""} {
		if got := edtf(in); got != want {
			t.Errorf("%q as seconds since 1970: %q, want %q", in, got, want)
		}
	}
}

// Lines that name authors, and what is a candidate for them.
func TestAuthorCandidates(t *testing.T) {
	for line, want := range map[string]string{
		"By Ines Falkner and Olav Brekke":                  "Ines Falkner\nOlav Brekke",
		"4 March 2025 | Von Ines Falkner":                  "Ines Falkner",
		"Posted on March 4, 2025 by Ines Falkner":          "Ines Falkner",
		"Ines Falkner • Mar 4, 2025 • 5 min read":          "Ines Falkner",
		"Ines Falkner on March 4, 2025":                    "Ines Falkner",
		"by Ines Falkner, Senior Editor, The Tarn Gazette": "Ines Falkner",
	} {
		s := newStatementOf(t, "Ferry stays in port after engine fire\n"+line+"\nThe ferry to Tarn stays in port until Friday, the operator said on Monday.", "text/plain")
		var all []string
		found := false
		for _, c := range s.authorCandidates() {
			all = append(all, strings.Join(c.names, "; "))
			found = found || strings.Join(c.names, "\n") == want
		}
		if !found {
			t.Errorf("%q: %q", line, all)
		}
	}
}

// Nothing is cut off a title without evidence, and what is cut is not lost as a
// candidate whole.
func TestTitleCandidates(t *testing.T) {
	for title, cut := range map[string]bool{
		"Ferry stays in port | Tarn Gazette":  true, // the host
		"Ferry stays in port – the operator":  false,
		"Tarn Gazette: Ferry stays in port":   false,
		"Ferry stays in port - Norland Times": false,
	} {
		s := newStatementOf(t, "<title>"+title+"</title><p>The ferry to Tarn stays in port until Friday, the operator said on Monday.</p>", "text/html")
		whole, part := false, false
		for _, c := range s.titleCandidates() {
			whole = whole || c.words == title
			part = part || c.words == "Ferry stays in port"
		}
		if !whole || part != cut {
			t.Errorf("%q: whole %v, cut %v", title, whole, part)
		}
	}
}
