package text

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

func TestMapOriginal(t *testing.T) {
	const page = "<p>Costs  rose &pound;3m<b>,</b> he said."
	at := func(s string) Span { i := strings.Index(page, s); return Span{i, i + len(s)} }
	var b Builder
	b.Copy("Costs", at("Costs").Start)
	b.Replace(" ", Span{at("Costs").End, at("rose").Start})
	b.Copy("rose ", at("rose ").Start)
	b.Replace("£", at("&pound;"))
	b.Copy("3m", at("3m").Start)
	b.Copy(",", at(",").Start)
	b.Copy(" he said.", at(" he said.").Start)
	text, m := b.Text()
	if want := "Costs rose £3m, he said."; text != want {
		t.Fatalf("text %q, want %q", text, want)
	}
	for words, want := range map[string]string{
		"Costs":   "Costs",
		" ":       "  ",
		"s r":     "s  r",
		"£3m":     "&pound;3m",
		"£":       "&pound;",
		"3m,":     "3m<b>,",
		", he":    ",</b> he",
		"he said": "he said",
		text:      page[3:],
	} {
		i := strings.Index(text, words)
		if got := m.Original(Span{i, i + len(words)}).Of(page); got != want {
			t.Errorf("original of %q is %q, want %q", words, got, want)
		}
	}
	if got := m.Original(Span{len(text), len(text)}); got != (Span{len(page), len(page)}) {
		t.Errorf("original of the end is %v", got)
	}
	pound := strings.Index(text, "£")
	if m.Copied(Span{pound, pound + 2}) || !m.Copied(Span{0, 5}) || m.Copied(Span{0, 7}) {
		t.Error("copied: want the words alone")
	}
}

func TestMapEmpty(t *testing.T) {
	var m Map
	if got := m.Original(Span{}); got != (Span{}) {
		t.Errorf("got %v", got)
	}
}

func TestBuilderJoinsWhatGoesOn(t *testing.T) {
	var b Builder
	for i, r := range "one stretch" {
		b.Copy(string(r), 7+i)
	}
	if _, m := b.Text(); len(m.pieces) != 1 {
		t.Errorf("%d pieces, want 1", len(m.pieces))
	}
}

// Through is checked against mapping twice.
func TestMapThrough(t *testing.T) {
	var outer Builder // decoded "aéb cd" <- page a\xe9b cd
	outer.Copy("a", 0)
	outer.Replace("é", Span{1, 2})
	outer.Copy("b cd", 2)
	decoded, charset := outer.Text()
	var inner Builder
	inner.Copy("é", 1)
	inner.Copy("b", 3)
	inner.Insert("\n\n")
	inner.Copy("cd", 5)
	text, m := inner.Text()
	both := m.Through(charset)
	if both.Len() != len(text) {
		t.Fatalf("length %d, want %d", both.Len(), len(text))
	}
	for i := 0; i <= len(text); i++ {
		for j := i; j <= len(text); j++ {
			if !utf8.RuneStart(append([]byte(text), 0)[i]) || !utf8.RuneStart(append([]byte(text), 0)[j]) {
				continue
			}
			s := Span{i, j}
			if got, want := both.Original(s), charset.Original(m.Original(s)); got != want {
				t.Errorf("original of %q is %v, want %v (in %q)", s.Of(text), got, want, decoded)
			}
		}
	}
}

func TestAppend(t *testing.T) {
	var b Builder
	b.Copy("one two", 10)
	text, m := b.Text()
	b.Append(text, m, Span{4, 7})
	b.Insert("|")
	b.Append(text, m, Span{0, 3})
	got, gm := b.Text()
	if got != "two|one" || gm.Original(Span{0, 3}) != (Span{14, 17}) || gm.Original(Span{4, 7}) != (Span{10, 13}) {
		t.Errorf("%q %v", got, gm)
	}
}

func TestIndex(t *testing.T) {
	text := strings.Repeat("Łódź 🙂 e\u0301 plain ASCII that goes on for a while, ", 20)
	for unit, width := range map[Unit]func(string) int{
		Bytes:      func(s string) int { return len(s) },
		UTF16:      func(s string) int { return len(utf16.Encode([]rune(s))) },
		CodePoints: utf8.RuneCountInString,
	} {
		x := NewIndex(text, unit)
		for i := range text {
			if got, want := x.At(i), width(text[:i]); got != want {
				t.Fatalf("unit %d, offset %d: got %d, want %d", unit, i, got, want)
			}
		}
		if got, want := x.At(len(text)+5), width(text); got != want {
			t.Errorf("unit %d, past the end: got %d, want %d", unit, got, want)
		}
	}
}

func TestInvisible(t *testing.T) {
	for _, r := range "\x00\x07\u007f\u0090\u00ad\u200b\u200e\u202e\u2060\u2066\ufeff" {
		if !Invisible(r) {
			t.Errorf("%U: want invisible", r)
		}
	}
	for _, r := range " \t\n\u00a0\u0085\u2003\u3000a٣\u0301\u200c\u200d\ufe0f\ufffd🙂" {
		if Invisible(r) {
			t.Errorf("%U: want it kept", r)
		}
	}
}

// The x/text decoder follows the WHATWG standard: what it reads, DecodeRune reads.
func FuzzDecodeRune(f *testing.F) {
	for _, s := range []string{"", "abc", "é🙂", "\xff", "\xe2\x82", "\xf0\x9f\x98a", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xe0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got []rune
		for rest := s; rest != ""; {
			r, size := DecodeRune(rest)
			got, rest = append(got, r), rest[size:]
		}
		want, err := unicode.UTF8.NewDecoder().String(s)
		if err != nil {
			t.Skip(err)
		}
		if string(got) != want {
			t.Errorf("%q read as %q, want %q", s, string(got), want)
		}
	})
}

// Any sequence of builder calls gives an alignment whose originals lie in order
// and in range, and whose copied bytes are the original's own.
func FuzzBuilder(f *testing.F) {
	f.Add("one two three", []byte{3, 1, 4, 1, 5})
	f.Add("x", []byte{0, 0, 0, 255, 7})
	f.Fuzz(func(t *testing.T, page string, steps []byte) {
		var b Builder
		at := 0
		for _, step := range steps {
			end := min(len(page), at+int(step>>2))
			switch step & 3 {
			case 0:
				b.Copy(page[at:end], at)
			case 1:
				b.Replace("R", Span{at, end})
			case 2:
				b.Insert("I")
			}
			at = end
		}
		text, m := b.Text()
		if m.Len() != len(text) {
			t.Fatalf("length %d, want %d", m.Len(), len(text))
		}
		last := 0
		for i := range len(text) {
			o := m.Original(Span{i, i + 1})
			if o.Start < last || o.End > len(page) || o.Start > o.End {
				t.Fatalf("byte %d comes from %v, after %d of %d", i, o, last, len(page))
			}
			if m.Copied(Span{i, i + 1}) && page[o.Start] != text[i] {
				t.Fatalf("byte %d is said to be copied", i)
			}
			last = o.Start
		}
		if again := m.Through(Identity(len(page))); again.Original(Span{0, len(text)}) != m.Original(Span{0, len(text)}) {
			t.Error("through the identity it changed")
		}
	})
}
