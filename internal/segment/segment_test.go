package segment

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/text"
)

// split makes a document of the text and checks it.
func split(t testing.TB, s string, blocks ...doc.Block) *doc.Document {
	d := &doc.Document{Text: s, Blocks: blocks}
	d.Sentences, d.Tokens = Split(d)
	if err := doc.Check(d); err != nil {
		t.Fatalf("%.80q: %v", s, err)
	}
	return d
}

// show gives a sentence a line, its tokens parted by bars.
func show(d *doc.Document) string {
	var b strings.Builder
	for _, s := range d.Sentences {
		for i, t := range d.Tokens[s.Tokens.First:s.Tokens.End] {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(t.Of(d.Text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string { return show(split(t, in)) })
}

func TestBlocks(t *testing.T) {
	const s = "Dam fails. Town flees\n\nIt failed. They fled.\n\nfirst thing\n\nOne thing. Another.\n\na\tb. c"
	var blocks []doc.Block
	at := 0
	for _, k := range []doc.Kind{doc.Headline, doc.Paragraph, doc.ListItem, doc.ListItem, doc.Table} {
		end := len(s)
		if n := strings.Index(s[at:], "\n\n"); n >= 0 {
			end = at + n
		}
		blocks = append(blocks, doc.Block{Span: text.Span{Start: at, End: end}, Kind: k})
		at = end + 2
	}
	d := split(t, s, blocks...)
	var got []string
	for _, s := range d.Sentences {
		got = append(got, s.Of(d.Text))
	}
	want := []string{"Dam fails. Town flees", "It failed.", "They fled.", "first thing", "One thing.", "Another.", "a\tb. c"}
	if !slices.Equal(got, want) {
		t.Errorf("sentences %q, want %q", got, want)
	}
	if !d.Sentences[0].Heading || d.Sentences[1].Heading {
		t.Error("want the first sentence a heading, and no other")
	}
}

// kept checks that all of the text but its white space stands in tokens.
func kept(t *testing.T, d *doc.Document) {
	t.Helper()
	at := 0
	for _, tok := range append(d.Tokens, doc.Token{Span: text.Span{Start: len(d.Text), End: len(d.Text)}}) {
		if gap := d.Text[at:tok.Start]; strings.TrimFunc(gap, text.Space) != "" {
			t.Fatalf("%.40q stands in no token", gap)
		}
		at = tok.End
	}
	for _, tok := range d.Tokens {
		if w := tok.Of(d.Text); strings.IndexFunc(w, text.Space) >= 0 {
			t.Fatalf("the token %q holds white space", w)
		}
	}
}

// Each of these cost its square in some draft of this package or in package
// uax29 under it, or might: it needs minutes then.
func TestLongInput(t *testing.T) {
	const size = 1 << 18
	for _, unit := range []string{"a", "a. ", ".", ". ", "?…", "(", ")", "a.)", "\" ", "'", "a'", "a-", "re-", "1", "1-", "1,", "J.-", "&", "A&", "@", "a@a.", "x!", "\n", "\n\n", " ", "a.b/", "É", "\xff", "漢", "e\u0301", "Mr. ", "\u00a0", "It's "} {
		long(t, strings.Repeat(unit, size/len(unit)))
	}
	long(t, strings.Repeat("a. ", 1<<20/3))
	long(t, "a."+strings.Repeat(")", size)+strings.Repeat(" ", size))
}

func long(t *testing.T, s string) {
	t.Helper()
	d := &doc.Document{Text: s}
	d.Sentences, d.Tokens = Split(d)
	kept(t, d)
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "Mr. Orr's dam didn't hold.\n\nIt \"fell\".", "a.b@c.example 1.2.3 20-30 '90s’s", "\xf0\x9f. …\u0301", "U.S.A.B. 5pm°C ?!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\ufffd")
		}
		d := split(t, s)
		kept(t, d)
		if again := split(t, s); !slices.Equal(again.Tokens, d.Tokens) || !slices.Equal(again.Sentences, d.Sentences) {
			t.Error("a second run gave something else")
		}
	})
}
