package clean

import (
	"fmt"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/text"
)

// Example files show a page and what becomes of it: what is known of the
// article, then each block, kept (+) or dropped (-) with its reason.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		p, err := page.Parse([]byte(in), strings.TrimSpace(sections["content-type"]))
		if err != nil {
			return err.Error()
		}
		return show(p, Clean(p, Hints{URL: strings.TrimSpace(sections["url"])}))
	})
}

func show(p *page.Page, c *Copy) string {
	var out strings.Builder
	for _, line := range []struct{ name, value string }{
		{"title", c.Title}, {"authors", strings.Join(c.Authors, "; ")}, {"site", c.Site}, {"language", c.Language}, {"published", c.Published},
	} {
		if line.value != "" {
			fmt.Fprintf(&out, "%s: %s\n", line.name, line.value)
		}
	}
	for i, v := range c.Verdicts {
		if v.Kept {
			fmt.Fprintf(&out, "+ %s\n", p.Blocks[i].Text)
		} else {
			fmt.Fprintf(&out, "- %s (%s)\n", p.Blocks[i].Text, v.Reason)
		}
	}
	return out.String()
}

func parse(t *testing.T, src []byte, contentType string) *page.Page {
	t.Helper()
	p, err := page.Parse(src, contentType)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What must hold of every copy, whatever the page.
func check(t *testing.T, name string, p *page.Page, c *Copy) {
	t.Helper()
	if len(c.Verdicts) != len(p.Blocks) || c.Map.Len() != len(c.Text) {
		t.Fatalf("%s: %d verdicts on %d blocks; %d of %d bytes aligned", name, len(c.Verdicts), len(p.Blocks), c.Map.Len(), len(c.Text))
	}
	var kept []string
	for i, v := range c.Verdicts {
		if v.Kept == (v.Reason != None) {
			t.Errorf("%s: block %d kept %v, reason %q", name, i, v.Kept, v.Reason)
		}
		if v.Kept == (v.Score.Total() <= 0) {
			t.Errorf("%s: block %d kept %v with a score of %.2f", name, i, v.Kept, v.Score.Total())
		}
		if !v.Kept {
			continue
		}
		if v.Clean.Of(c.Text) != p.Blocks[i].Text {
			t.Errorf("%s: block %d is not where it is said to be", name, i)
		}
		if got := c.Map.Original(v.Clean); got != p.Blocks[i].Span {
			t.Errorf("%s: block %d comes from %v, said to come from %v", name, i, p.Blocks[i].Span, got)
		}
		kept = append(kept, p.Blocks[i].Text)
	}
	if c.Text != strings.Join(kept, "\n\n") {
		t.Errorf("%s: the text is not its blocks", name)
	}
}

func TestSample(t *testing.T) {
	gold := sample.Gold()
	for i, a := range sample.Articles() {
		p := parse(t, a.Page, a.ContentType)
		c := Clean(p, Hints{})
		check(t, a.Name, p, c)
		if c.Title != gold[i].Title {
			t.Errorf("%s: title %q, want %q", a.Name, c.Title, gold[i].Title)
		}
		if !strings.HasPrefix(c.Published, gold[i].Date[:min(10, len(gold[i].Date))]) || (gold[i].Date == "") != (c.Published == "") {
			t.Errorf("%s: published %q, want %q", a.Name, c.Published, gold[i].Date)
		}
		if strings.Join(c.Authors, ";") != strings.Join(gold[i].Authors, ";") {
			t.Errorf("%s: authors %q, want %q", a.Name, c.Authors, gold[i].Authors)
		}
		if !strings.HasPrefix(a.Name, "0") || strings.HasSuffix(a.Name, ".html") {
			continue
		}
		if c.Text != strings.Join(gold[i].Paragraphs, "\n\n") {
			t.Errorf("%s: the copy is not the one that a careful reader would make", a.Name)
		}
	}
}

// Clean copy of clean copy keeps it all.
func TestCleanTwice(t *testing.T) {
	for _, a := range sample.Articles() {
		once := Clean(parse(t, a.Page, a.ContentType), Hints{})
		p, err := page.FromText(once.Text)
		if err != nil {
			t.Fatal(err)
		}
		if twice := Clean(p, Hints{}); twice.Text != once.Text {
			t.Errorf("%s: %d bytes, then %d", a.Name, len(once.Text), len(twice.Text))
			for i, v := range twice.Verdicts {
				if !v.Kept {
					t.Logf("dropped as %s: %.80q", v.Reason, p.Blocks[i].Text)
				}
			}
		}
	}
}

func TestSubheadsOfText(t *testing.T) {
	const long = "The ferry that links Tarn with the mainland will stay in port until Friday, the operator said."
	for line, want := range map[string]doc.Kind{
		"A short night": doc.Subhead, "Who will pay for it?": doc.Subhead, "Nobody was hurt.": doc.Paragraph,
		"\"We are sorry\"": doc.Paragraph, "• Cyclists board last": doc.ListItem,
	} {
		p := parse(t, []byte(long+"\n\n"+line+"\n\n"+long[:60]+" for repairs, said Falk Odden, who runs it."), "text/plain")
		c := Clean(p, Hints{})
		if len(c.Verdicts) != 3 || c.Verdicts[1].Kind != want {
			t.Errorf("%q: %+v, want kind %d", line, c.Verdicts[1], want)
		}
	}
}

func TestNothingToClean(t *testing.T) {
	for name, src := range map[string]string{"empty": "", "space": " \n\n ", "markup": "<html><body><script>x</script>"} {
		if c := Clean(parse(t, []byte(src), ""), Hints{}); c.Text != "" {
			t.Errorf("%s: %q", name, c.Text)
		}
	}
	for _, src := range []string{"The dam broke on Monday.", "The dam broke on Monday", "Menu", "堤防は月曜日に決壊した。"} {
		p := parse(t, []byte(src), "text/plain")
		c := Clean(p, Hints{})
		check(t, src, p, c)
		if c.Text != src {
			t.Errorf("%q came out as %q", src, c.Text)
		}
	}
}

// Pages that were made to hurt; a pass that is not linear would hang here.
func TestHostile(t *testing.T) {
	const n = 1 << 20
	for name, src := range map[string]string{
		"stops": strings.Repeat(".", n), "days": strings.Repeat("4 . ", n/4), "months": strings.Repeat("may ", n/4),
		"months and stops": "may" + strings.Repeat(" .", n/2), "one word": strings.Repeat("x", n), "lines": strings.Repeat("Title of it\n", n/12),
		"bylines": strings.Repeat("By A B\n", n/8), "handles": strings.Repeat("@x ", n/3), "separators": strings.Repeat("a | ", n/4),
		"sentences": strings.Repeat("The ferry of Tarn stays in port until Friday, he said.\n", n/56),
	} {
		p := parse(t, []byte(src), "text/plain")
		check(t, name, p, Clean(p, Hints{}))
	}
}

func FuzzClean(f *testing.F) {
	for _, a := range sample.Articles() {
		f.Add(a.Page, a.ContentType)
	}
	f.Add([]byte("By A B\n2025-01-02\nAdvertisement\nx"), "text/plain")
	f.Add([]byte(`<script type="application/ld+json">{"@type":"Article","author":[[[]]],"datePublished":1}</script><h1>a - b</h1>`), "text/html")
	f.Fuzz(func(t *testing.T, src []byte, contentType string) {
		p, err := page.Parse(src, contentType)
		if err != nil {
			t.Skip(err)
		}
		c := Clean(p, Hints{})
		check(t, "fuzz", p, c)
		if again := Clean(p, Hints{}); again.Text != c.Text || again.Title != c.Title || len(again.Dates) != len(c.Dates) {
			t.Error("a second run gave another answer")
		}
		for _, b := range c.Blocks {
			if (text.Span{Start: 0, End: len(c.Text)}).Contains(b.Span) == false {
				t.Errorf("block at %v of %d bytes", b.Span, len(c.Text))
			}
		}
	})
}

func BenchmarkClean(b *testing.B) {
	articles := sample.Articles()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		a := articles[n%len(articles)]
		n++
		p, err := page.Parse(a.Page, a.ContentType)
		if err != nil {
			b.Fatal(err)
		}
		Clean(p, Hints{})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
