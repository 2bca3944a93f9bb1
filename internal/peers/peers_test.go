package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/copydesk/copydesk/internal/eval"
)

const ferry = `<!DOCTYPE html><html lang="en"><head><title>Ferry to Skarholm stops for the winter</title>
<meta property="og:title" content="Ferry to Skarholm stops for the winter">
<meta property="og:type" content="article"><meta property="og:url" content="https://kystposten.example/2025/ferry">
<meta property="og:image" content="https://kystposten.example/ferry.jpg">
<meta name="author" content="Ines Halvard"><meta property="article:author" content="Ines Halvard">
<meta property="article:published_time" content="2025-10-03T08:15:00+02:00"></head>
<body><nav><ul><li><a href="/">Front page</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry to Skarholm stops for the winter</h1>
<p>The last ferry to the island of Skarholm will leave on Sunday evening, the harbour office said, and it will not sail again before the ice has gone in the spring.</p><p>About 140 people live on the island all year round. Most of them have stored fuel, flour and fodder since August, as they do every year, said the mayor, Torvald Brekke.</p><p>A helicopter will bring the post twice a week, weather permitting, and the doctor on the first Monday of each month. The school keeps its nine pupils on the island until Christmas.</p></article>
<footer><p><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></p></footer></body></html>`

const ferryBody = `The last ferry to the island of Skarholm will leave on Sunday evening, the harbour office said, and it will not sail again before the ice has gone in the spring.
About 140 people live on the island all year round. Most of them have stored fuel, flour and fodder since August, as they do every year, said the mayor, Torvald Brekke.
A helicopter will bring the post twice a week, weather permitting, and the doctor on the first Monday of each month. The school keeps its nine pupils on the island until Christmas.`

func ferryPage() eval.CleanPage {
	return eval.CleanPage{
		ID: "ferry", URL: "https://kystposten.example/2025/ferry", HTML: ferry, Flat: ferryBody, FlatMid: ferryBody,
		Gold: ferryBody, Title: "Ferry to Skarholm stops for the winter", Author: [][]string{{"Ines Halvard"}}, Date: "2025-10-03",
	}
}

// An easy page is easy for everybody: where it is not, the adapter is wrong.
func TestExtractors(t *testing.T) {
	for _, e := range extractors() {
		for _, f := range forms {
			s := e.score(ferryPage(), f, eval.Folds{})
			if least := map[bool]float64{true: .85, false: .7}[e.facts]; s.err != nil || s.body.F1() < least {
				t.Errorf("%s, %s: F1 %.3f, error %v", e.name, f.name, s.body.F1(), s.err)
			}
			if e.facts && f.name == "html" && !(s.title.right && s.author.right && s.date.right) {
				a, _ := e.attempt(f.of(ferryPage()))
				t.Errorf("%s: title %q, authors %q, date %q", e.name, a.title, a.authors, a.date)
			}
		}
	}
}

func TestTry(t *testing.T) {
	refusal, forever := errors.New("not a page"), make(chan struct{})
	defer close(forever)
	for _, c := range []struct {
		name    string
		extract func(source) (answer, error)
		want    error
	}{
		{"panic", func(source) (answer, error) { panic("index out of range") }, errPanic},
		{"hang", func(source) (answer, error) { <-forever; return answer{}, nil }, errHangs},
		{"refusal", func(source) (answer, error) { return answer{text: "half of it"}, refusal }, refusal},
	} {
		a, err := extractor{extract: c.extract}.try(source{}, 20*time.Millisecond)
		if !errors.Is(err, c.want) || a.text != "" {
			t.Errorf("%s: %q, %v", c.name, a.text, err)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("One < two\n\n \t\r\nand & so on")
	want := "<html><body>\n<p>One &lt; two</p>\n<p>and &amp; so on</p>\n</body></html>\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// One page in each set, and the second page of news-dev is one that nobody
// wrote, so that something is invented.
func TestWriteScores(t *testing.T) {
	silent := ferryPage()
	silent.Author, silent.Date = nil, ""
	folder := fstest.MapFS{
		"clean/web-dev.jsonl.gz":  packed(t, ferryPage()),
		"clean/news-dev.jsonl.gz": packed(t, ferryPage(), silent),
	}
	var b strings.Builder
	if err := writeScores(&b, folder); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"== web-dev html, facts, n = 1\n",
		"== news-dev html in English, body, n = 2\n",
		"== news-dev html in other languages, body, n = 0\n",
		"copydesk                    100.00  100.00  100.00       -  100.00  100.00       -\n",
		"go-domdistiller             100.00   50.00  100.00  100.00   50.00  100.00  100.00\n",
		"== panics and pages without an answer in 30s: 0\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("nothing of %q in\n%s", want, b.String())
		}
	}
}

// packed gives a set as its file has it.
func packed(t *testing.T, pages ...eval.CleanPage) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for _, p := range pages {
		author := any("")
		if len(p.Author) > 0 {
			author = p.Author[0]
		}
		if err := json.NewEncoder(w).Encode(map[string]any{
			"id": p.ID, "url": p.URL, "html": p.HTML, "gold": p.Gold, "title": p.Title,
			"author": author, "date": p.Date, "flat": p.Flat, "flatmid": p.FlatMid,
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// The README quotes peers' rows of the committed scores: they are to be the
// committed ones.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	scores, err := os.ReadFile(filepath.Join("testdata", "scores.txt"))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(readme)) {
		if strings.HasPrefix(line, "    go-") {
			rows++
			if !strings.Contains(string(scores), line[4:]) {
				t.Errorf("not in testdata/scores.txt: %q", line[4:])
			}
		}
	}
	if rows == 0 {
		t.Error("no rows in the README")
	}
}
