package page

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/unicode/norm"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/text"
)

// all reads every page of the development sets instead of one in ten.
var all = flag.Bool("all", false, "check every page of the development sets")

func texts(p *Page) []string {
	var all []string
	for _, b := range p.Blocks {
		all = append(all, b.Text)
	}
	return all
}

// Example files show a page and its blocks, one a line: kind, then text.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		p, err := Parse([]byte(in), sections["content-type"])
		if err != nil {
			return "error: " + err.Error()
		}
		return show(p)
	})
}

var kindNames = map[doc.Kind]string{doc.Paragraph: "paragraph", doc.Headline: "headline", doc.Subhead: "subhead",
	doc.ListItem: "item", doc.Quote: "quote", doc.Caption: "caption", doc.Table: "cell", doc.Code: "code"}

func show(p *Page) string {
	var out strings.Builder
	for _, b := range p.Blocks {
		out.WriteString(kindNames[b.Kind])
		if b.Hidden {
			out.WriteString(" (hidden)")
		}
		if b.Linked > 0 {
			out.WriteString(" (linked)")
		}
		if b.Author {
			out.WriteString(" (author)")
		}
		if b.Time != "" {
			out.WriteString(" (time " + b.Time + ")")
		}
		out.WriteString(": " + strings.ReplaceAll(b.Text, "\n", `\n`) + "\n")
	}
	if p.Head.Title != "" {
		out.WriteString("title: " + p.Head.Title + "\n")
	}
	for _, m := range p.Head.Meta {
		out.WriteString("meta " + m.Name + ": " + m.Content + "\n")
	}
	if p.Truncated {
		out.WriteString("truncated\n")
	}
	return out.String()
}

// content is what a reader sees of a stretch of a page: tags taken out,
// entities decoded, white space folded. It shares no code with the reader.
func content(t *testing.T, stretch, charsetName string, isHTML bool) string {
	t.Helper()
	enc, _ := charset.Lookup(charsetName)
	decoded, err := enc.NewDecoder().String(stretch)
	if err != nil {
		t.Fatal(err)
	}
	if isHTML {
		decoded = stripped(decoded)
	}
	decoded = strings.Map(func(r rune) rune {
		if text.Invisible(r) {
			return -1
		}
		return r
	}, decoded)
	return norm.NFC.String(strings.Join(strings.Fields(decoded), " "))
}

func stripped(s string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	var skip []atom.Atom
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		token := z.Token()
		switch {
		case kind == html.TextToken && len(skip) == 0:
			out.WriteString(token.Data)
		case kind == html.StartTagToken && (skipped[token.DataAtom] || token.DataAtom == atom.Script):
			skip = append(skip, token.DataAtom)
		case kind == html.EndTagToken && len(skip) > 0 && skip[len(skip)-1] == token.DataAtom:
			skip = skip[:len(skip)-1]
		}
	}
	return out.String()
}

// checkSpans checks that each block is what its span of the page says, and that
// blocks stand in order.
func checkSpans(t *testing.T, name string, src []byte, p *Page) {
	t.Helper()
	last := 0
	for _, b := range p.Blocks {
		if b.Span.Start < last || b.Span.End > len(src) || b.Span.Empty() {
			t.Fatalf("%s: block at %v of %d bytes, after %d", name, b.Span, len(src), last)
		}
		last = b.Span.End
		want := content(t, b.Span.Of(string(src)), p.Charset, p.HTML)
		if got := strings.Join(strings.Fields(b.Text), " "); got != want {
			t.Errorf("%s: block %.200q, its span says %.200q", name, got, want)
		}
	}
}

func TestSpansOfSample(t *testing.T) {
	for _, a := range sample.Articles() {
		p, err := Parse(a.Page, a.ContentType)
		if err != nil {
			t.Fatalf("%s: %v", a.Name, err)
		}
		if len(p.Blocks) < 5 {
			t.Errorf("%s: %d blocks", a.Name, len(p.Blocks))
		}
		checkSpans(t, a.Name, a.Page, p)
	}
}

func TestSpansOfDevelopmentSets(t *testing.T) {
	for _, name := range []string{"web-dev", "news-dev"} {
		f, err := os.Open("../../../shared/data/clean/" + name + ".jsonl.gz")
		if err != nil {
			t.Skip("the development sets are not on this machine")
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 64<<20)
		for n := 0; lines.Scan(); n++ {
			if n%10 > 0 && !*all {
				continue
			}
			var set struct{ ID, HTML, Flat string }
			if err := json.Unmarshal(lines.Bytes(), &set); err != nil {
				t.Fatal(err)
			}
			p, err := Parse([]byte(set.HTML), "text/html; charset=utf-8")
			if err != nil {
				t.Fatal(err)
			}
			checkSpans(t, name+" "+set.ID, []byte(set.HTML), p)
			p, err = FromText(set.Flat)
			if err != nil {
				t.Fatal(err)
			}
			checkSpans(t, name+" flat "+set.ID, []byte(set.Flat), p)
		}
	}
}

func TestCharsets(t *testing.T) {
	const cyrillic = "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xe7\xe0\xff\xe2\xe8\xeb \xe2 \xf1\xf0\xe5\xe4\xf3, \xf7\xf2\xee \xef\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb \xef\xf0\xee\xe4\xee\xeb\xe6\xe0\xf2\xf1\xff."
	for _, c := range []struct {
		name, page, contentType string
		charset, text           string
		misdeclared, guessed    bool
		replaced                int
	}{
		{"utf-8", "Łódź", "", "utf-8", "Łódź", false, false, 0},
		{"byte order mark", "\xef\xbb\xbfŁódź", "text/plain; charset=iso-8859-1", "utf-8", "Łódź", false, false, 0},
		{"utf-16", "\xff\xfeC\x00a\x00f\x00\xe9\x00", "", "utf-16le", "Café", false, false, 0},
		{"utf-16 in the header", "\x00C\x00a\x00f\x00\xe9", "text/plain; charset=utf-16be", "utf-16be", "Café", false, false, 0},
		{"header", "Caf\xe9 \x80 5", "text/plain; charset=windows-1252", "windows-1252", "Café € 5", false, false, 0},
		{"latin-1 is windows-1252", "\x93so\x94", "text/plain; charset=iso-8859-1", "windows-1252", "“so”", false, false, 0},
		{"meta", "<meta charset=windows-1251><p>\xcc\xe8\xf0", "text/html", "windows-1251", "Мир", false, false, 0},
		{"meta http-equiv", `<meta http-equiv=content-type content="text/html; charset=shift_jis"><p>` + "\x93\xfa\x96\x7b", "", "shift_jis", "日本", false, false, 0},
		{"meta says utf-16", "<meta charset=utf-16><p>Caf\xc3\xa9", "text/html", "utf-8", "Café", false, false, 0},
		{"header before meta", "<meta charset=utf-8><p>Caf\xe9", "text/html; charset=iso-8859-1", "windows-1252", "Café", false, false, 0},
		{"misdeclared", "<meta charset=iso-8859-1><p>Caf\xc3\xa9", "", "utf-8", "Café", true, false, 0},
		{"damaged", "“Łódź” – caf\xc3 é", "", "utf-8", "“Łódź” – caf\uFFFD é", false, false, 1},
		{"detected", cyrillic, "", "windows-1251", "Президент заявил в среду, что переговоры продолжатся.", false, true, 0},
		{"nothing fits", "na\xefve caf\xe9", "", "windows-1252", "naïve café", false, true, 0},
		{"broken utf-8", "a\xe2\x82b\xffc", "text/plain; charset=utf-8", "utf-8", "a\uFFFDb\uFFFDc", false, false, 2},
		{"iso-2022-jp", "x \x1b$BF|K\\\x1b(B y", "text/plain; charset=iso-2022-jp", "iso-2022-jp", "x 日本 y", false, false, 0},
		{"gb18030", "\xc4\xe3\xba\xc3\x81\x30\x81\x30", "text/plain; charset=gb18030", "gb18030", "你好", false, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse([]byte(c.page), c.contentType)
			if err != nil {
				t.Fatal(err)
			}
			if p.Charset != c.charset || strings.Join(texts(p), "|") != c.text {
				t.Errorf("read %q in %s, want %q in %s", texts(p), p.Charset, c.text, c.charset)
			}
			if p.Misdeclared != c.misdeclared || p.Guessed != c.guessed || p.Replaced != c.replaced {
				t.Errorf("misdeclared %v, guessed %v, replaced %d", p.Misdeclared, p.Guessed, p.Replaced)
			}
			checkSpans(t, c.name, []byte(c.page), p)
		})
	}
}

func TestRefused(t *testing.T) {
	for name, src := range map[string]string{
		"png":    "\x89PNG\x0D\x0A\x1A\x0A\x00" + strings.Repeat("x", 100),
		"pdf":    "%PDF-1.7\n" + strings.Repeat("x", 100),
		"bitmap": "BM\x00\x01" + strings.Repeat("x", 100),
		"zip":    "PK\x03\x04" + strings.Repeat("x", 100),
		"object": "\x7fELF\x02\x01\x01" + strings.Repeat("\x00\x01ab", 100),
	} {
		if _, err := Parse([]byte(src), ""); !errors.Is(err, ErrNotText) {
			t.Errorf("%s: error %v, want ErrNotText", name, err)
		}
	}
	if _, err := Parse(make([]byte, MaxSize+1), ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error %v, want ErrTooLarge", err)
	}
	for _, text := range []string{"BMW will cut jobs.", "OggS of Tarn sings.", "II* was a ship."} {
		if _, err := Parse([]byte(text), ""); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	p, err := Parse([]byte("The dam held.\x00 Nobody was hurt, said the mayor."), "")
	if err != nil || p.Invisible != 1 {
		t.Errorf("a NUL in a text: %v, %d taken out", err, p.Invisible)
	}
}

func TestEntity(t *testing.T) {
	for in, want := range map[string]string{
		"&amp;x": "& 5", "&ampx": "& 4", "&ampampx": "& 4", "&notit;": "¬ 4", "&#65A": "A 4", "&#x41;A": "A 6", "&": "& 1",
		"&;": "& 1", "&#": "& 1", "&nosuch;": "& 1", "&fjlig;j": "fj 7", "&#128;": "€ 6", "&#65;": "A 5", "&lt&gt": "< 3",
	} {
		out, n := entity(in)
		if got := out + " " + string(rune('0'+n)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Pages that were made to hurt: what a reader of any stripe must get through in
// time linear in the page, which a test without a clock cannot prove but a hang
// would show.
func TestHostile(t *testing.T) {
	const n = 1 << 20
	for name, src := range map[string]string{
		"nested":            strings.Repeat("<div>", n/5),
		"nested, unclosed":  strings.Repeat("<div><p>", n/8) + "x",
		"ends alone":        strings.Repeat("<div>", n/20) + strings.Repeat("</p></table></ul>", n/20),
		"items":             "<ul>" + strings.Repeat("<div>", 1000) + strings.Repeat("<li>", n/4),
		"less-than":         strings.Repeat("<", n),
		"unclosed script":   "<script>" + strings.Repeat("x", n),
		"unclosed comment":  "<!--" + strings.Repeat("<p>x", n/4),
		"one attribute":     "<p class=\"" + strings.Repeat("x ", n/2),
		"many attributes":   "<p " + strings.Repeat("a=b ", n/4) + ">x",
		"ampersands":        "<p>" + strings.Repeat("&", n),
		"entities":          "<p>" + strings.Repeat("&amp;", n/5),
		"long entity":       "<p>&" + strings.Repeat("a", n),
		"spaces":            "<p>x" + strings.Repeat(" ", n) + "y",
		"combining marks":   "<p>e" + strings.Repeat("\u0301", n/2),
		"one line":          strings.Repeat("word ", n/5),
		"links, unclosed":   strings.Repeat("<a href=x>y<p>", n/14),
		"svg, unclosed":     "<svg>" + strings.Repeat("<g>", n/3) + "<p>after",
		"alternating bytes": strings.Repeat("a\xe9", n/2),
	} {
		p, err := Parse([]byte(src), "text/html")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if name == "svg, unclosed" && strings.Join(texts(p), "|") != "after" {
			t.Errorf("%s: %q", name, texts(p))
		}
	}
}

// A page has at most so many blocks and elements, and all of its words.
func TestMerged(t *testing.T) {
	const n = MaxElements + 100
	for name, c := range map[string]struct {
		src, contentType string
		blocks           int
		merged           bool
	}{
		"paragraphs":  {strings.Repeat("<p>a", n), "text/html", MaxBlocks, true},
		"edges":       {strings.Repeat("a<br>", n), "text/html", MaxBlocks, true},
		"lines":       {strings.Repeat("a\n", n), "text/plain", MaxBlocks, true},
		"nested":      {strings.Repeat("<div>", n) + strings.Repeat("a", n), "text/html", 1, true},
		"just enough": {strings.Repeat("a\n", MaxBlocks) + "\n ", "text/plain", MaxBlocks, false},
		"not quite":   {strings.Repeat("<p>a", MaxBlocks), "text/html", MaxBlocks, false},
	} {
		p, err := Parse([]byte(c.src), c.contentType)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Blocks) != c.blocks || len(p.Elements) > MaxElements || p.Merged != c.merged {
			t.Errorf("%s: %d blocks, %d elements, merged %v", name, len(p.Blocks), len(p.Elements), p.Merged)
		}
		words := strings.Count(strings.Join(texts(p), " "), "a")
		if want := strings.Count(c.src, "a"); words != want {
			t.Errorf("%s: %d words, want %d", name, words, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, a := range sample.Articles() {
		f.Add(a.Page, a.ContentType)
	}
	f.Add([]byte("<p>a&ampb<br>c<li><td>\xff</p>"), "text/html")
	f.Add([]byte("\xff\xfea\x00<\x00p\x00>\x00"), "")
	f.Add([]byte("e\u0301\u200b\x00 \u00a0<pre> x\n y"), "text/html; charset=utf-8")
	f.Add([]byte("\x1b$BF|K\\"), "text/plain; charset=iso-2022-jp")
	f.Fuzz(func(t *testing.T, src []byte, contentType string) {
		p, err := Parse(src, contentType)
		if err != nil {
			t.Skip(err)
		}
		last := 0
		for _, b := range p.Blocks {
			if b.Span.Start < last || b.Span.End > len(src) || b.Map.Len() != len(b.Text) || b.Text == "" {
				t.Fatalf("block %q at %v of %d bytes, after %d", b.Text, b.Span, len(src), last)
			}
			if b.Linked < 0 || b.Linked > len(b.Text) || b.Element >= len(p.Elements) {
				t.Fatalf("block %q has %d linked bytes, element %d", b.Text, b.Linked, b.Element)
			}
			last = b.Span.Start
		}
	})
}

func BenchmarkParse(b *testing.B) {
	articles := sample.Articles()
	size := 0
	for _, a := range articles {
		size += len(a.Page)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, a := range articles {
			if _, err := Parse(a.Page, a.ContentType); err != nil {
				b.Fatal(err)
			}
		}
	}
}
