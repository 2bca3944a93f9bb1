package sample

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

func TestArticles(t *testing.T) {
	articles := Articles()
	if len(articles) < 8 {
		t.Errorf("%d articles, want at least 8", len(articles))
	}
	var pages, legacy int
	seen := map[string]string{}
	for _, a := range articles {
		size := [2]int{1500, 8_000}
		if path.Ext(a.Name) == ".html" {
			pages++
			size = [2]int{8_000, 30_000}
		}
		if n := len(a.Page); n < size[0] || n > size[1] {
			t.Errorf("%s: %d bytes, want %d to %d", a.Name, n, size[0], size[1])
		}
		if !utf8.Valid(a.Page) {
			legacy++
		}
		if twin, ok := seen[string(a.Page)]; ok {
			t.Errorf("%s: the same page as %s", a.Name, twin)
		}
		seen[string(a.Page)] = a.Name
		if want := strings.HasSuffix(a.Name, ".html"); strings.HasPrefix(a.ContentType, "text/html") != want {
			t.Errorf("%s: content type %q", a.Name, a.ContentType)
		}
	}
	if pages != 3 {
		t.Errorf("%d HTML pages, want 3", pages)
	}
	if legacy != 1 {
		t.Errorf("%d pages that are not UTF-8, want 1", legacy)
	}
	if !slices.IsSortedFunc(articles, func(a, b Article) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("articles are not in the order of their names")
	}
}

// The page that is not UTF-8 must need windows-1252: letters, and marks that
// ISO 8859-1 has no place for, under the charset that its meta element names.
func TestLegacyCharset(t *testing.T) {
	for _, a := range Articles() {
		if utf8.Valid(a.Page) {
			continue
		}
		if !bytes.Contains(a.Page, []byte("charset=windows-1252")) {
			t.Errorf("%s: no meta charset", a.Name)
		}
		text := decode(t, a)
		for _, r := range "éæøåœ€£“”’–…" {
			if !strings.ContainsRune(text, r) {
				t.Errorf("%s: %q is missing", a.Name, r)
			}
		}
		// The five bytes that windows-1252 leaves open decode to controls.
		if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }); i >= 0 {
			t.Errorf("%s: a control character at %d", a.Name, i)
		}
	}
}

// What an editor or a checkout would silently mend: the no-break spaces that
// alone tell a repeated paragraph from its twin, and CRLF line ends.
func TestMakeSurvives(t *testing.T) {
	twins, crlf := 0, 0
	for _, a := range Articles() {
		crlf += bytes.Count(a.Page, []byte("\r\n"))
		seen := map[string]string{}
		for line := range strings.Lines(decode(t, a)) {
			line = strings.TrimSpace(line)
			if first, ok := seen[fold(line)]; ok && first != line && strings.Contains(line, "\u00a0") {
				twins++
			}
			seen[fold(line)] = line
		}
	}
	if twins != 1 {
		t.Errorf("%d paragraphs differ from an earlier one by no-break spaces only, want 1", twins)
	}
	if crlf == 0 {
		t.Error("no page with CRLF line ends")
	}
}

func TestArticlesAreCopies(t *testing.T) {
	first := Articles()
	clear(first[0].Page)
	if second := Articles(); bytes.Equal(first[0].Page, second[0].Page) {
		t.Error("two calls share their bytes")
	}
}

func TestFolder(t *testing.T) {
	folder := Folder()
	var names []string
	for _, a := range Articles() {
		names = append(names, a.Name)
		page, err := fs.ReadFile(folder, a.Name)
		if err != nil || !bytes.Equal(page, a.Page) {
			t.Errorf("%s: the folder holds another page (%v)", a.Name, err)
		}
	}
	if err := fstest.TestFS(folder, names...); err != nil {
		t.Error(err)
	}
	if entries, _ := fs.ReadDir(folder, "."); len(entries) != len(names) {
		t.Errorf("%d entries for %d articles", len(entries), len(names))
	}
}

// Every paragraph of gold stands in its page, one after the other, and so do
// title, authors and site.
func TestGoldStandsInItsPage(t *testing.T) {
	articles := Articles()
	for i, g := range Gold() {
		t.Run(g.Name, func(t *testing.T) {
			page := pageText(t, articles[i])
			rest := page
			words := 0
			for _, p := range g.Paragraphs {
				if p != fold(p) || p == "" || !norm.NFC.IsNormalString(p) {
					t.Errorf("white space or form of %q", p)
				}
				_, after, ok := strings.Cut(rest, p)
				if !ok {
					t.Errorf("not in the page, or out of order: %q", p)
					continue
				}
				rest = after
				words += len(strings.Fields(p))
			}
			if words < 250 || words > 600 {
				t.Errorf("%d words, want 250 to 600", words)
			}
			if g.Title == "" {
				t.Error("no title")
			}
			for _, s := range append([]string{g.Title, g.Site}, g.Authors...) {
				if !strings.Contains(strings.ToLower(page), strings.ToLower(s)) {
					t.Errorf("not in the page: %q", s)
				}
			}
		})
	}
}

var iso8601 = regexp.MustCompile(`^(2025-\d\d-\d\d(T\d\d:\d\d(:\d\d[+-]\d\d:\d\d)?)?)?$`)

// Gold is not the page: none of it may be what the README says is left out.
func TestGoldLeavesOut(t *testing.T) {
	residue := []string{
		"Advertisement", "See also", "Photo:", "Leave a reply", "Topics:", "Sign me up", "Count me in",
		"Most read", "Blankets & beds", "ico-", "Sundwire/", "All rights reserved", "fl_editor7", "By Anders",
	}
	for _, g := range Gold() {
		text := g.Text()
		for _, r := range residue {
			if strings.Contains(text, r) {
				t.Errorf("%s: %q in the body", g.Name, r)
			}
		}
		if slices.Contains(g.Paragraphs, g.Title) {
			t.Errorf("%s: title in the body", g.Name)
		}
		if sorted := slices.Sorted(slices.Values(g.Paragraphs)); len(slices.Compact(sorted)) != len(g.Paragraphs) {
			t.Errorf("%s: a paragraph stands twice", g.Name)
		}
		if !iso8601.MatchString(g.Date) {
			t.Errorf("%s: date %q", g.Name, g.Date)
		}
	}
}

func TestGoldCoversArticles(t *testing.T) {
	stem := func(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }
	var want, got []string
	for _, a := range Articles() {
		want = append(want, stem(a.Name))
	}
	entries, err := files.ReadDir("gold")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got = append(got, stem(e.Name()))
	}
	if !slices.Equal(got, want) {
		t.Errorf("gold for %q, articles are %q", got, want)
	}
}

func TestParseGold(t *testing.T) {
	g := parseGold("x.html", "# title: A: b\n# date:\n# authors: Ann Example; Ben Example\n# site: S\n\nOne.\n\nTwo.\n")
	if g.Title != "A: b" || g.Date != "" || g.Site != "S" || g.Name != "x.html" {
		t.Errorf("head read as %+v", g)
	}
	if !slices.Equal(g.Authors, []string{"Ann Example", "Ben Example"}) {
		t.Errorf("authors %q", g.Authors)
	}
	if g.Text() != "One.\n\nTwo." {
		t.Errorf("text %q", g.Text())
	}
	if g := parseGold("x.html", "# authors:\n\nOne.\n"); g.Authors != nil {
		t.Errorf("nobody named, authors %q", g.Authors)
	}
}

var listed = regexp.MustCompile(`\b(0[1-9]) "([^"]+)"`)

// The tables in the README quote the pages; what they quote is there.
func TestReadmeQuotesPages(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, a := range Articles() {
		pages[a.Name[:2]] = pageText(t, a)
	}
	quotes := listed.FindAllStringSubmatch(string(readme), -1)
	if len(quotes) < 50 {
		t.Errorf("only %d quotes found in the README", len(quotes))
	}
	for _, q := range quotes {
		if !strings.Contains(pages[q[1]], q[2]) {
			t.Errorf("%s does not say %q", q[1], q[2])
		}
	}
}

// decode returns the page as UTF-8.
func decode(t *testing.T, a Article) string {
	t.Helper()
	if utf8.Valid(a.Page) {
		return string(a.Page)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(a.Page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// pageText returns what a reader sees of the page, on one line, with title and
// meta elements left out and every block parted from the next by a space.
func pageText(t *testing.T, a Article) string {
	text := decode(t, a)
	if path.Ext(a.Name) != ".html" {
		return fold(text)
	}
	inline := map[string]bool{"a": true, "b": true, "em": true, "i": true, "span": true, "strong": true, "cite": true}
	var b strings.Builder
	hidden := false
	z := html.NewTokenizer(strings.NewReader(text))
	for z.Next() != html.ErrorToken {
		switch token := z.Token(); token.Type {
		case html.TextToken:
			if !hidden {
				b.WriteString(token.Data)
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if !inline[token.Data] {
				b.WriteByte(' ')
			}
			hidden = token.Type == html.StartTagToken && slices.Contains([]string{"script", "style", "title"}, token.Data)
		}
	}
	return fold(b.String())
}

// fold makes one plain space of every run of white space, as Unicode has it:
// no-break spaces are white space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
