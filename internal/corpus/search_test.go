package corpus

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSearchBestFirst(t *testing.T) {
	c := openTemp(t)
	filler := strings.Repeat("The council met on Monday and talked about roads. ", 20)
	ids := mustPut(t, c,
		&Article{Content: []byte("1"), Title: "Council", Text: filler + "A lighthouse was mentioned."},
		&Article{Content: []byte("2"), Title: "Council", Text: filler + "Nothing else."},
		&Article{Content: []byte("3"), Title: "Lighthouse saved", Text: filler + "It was mentioned."},
		&Article{Content: []byte("4"), Title: "Council", Text: filler + "A lighthouse, a lighthouse, a lighthouse."},
		&Article{Content: []byte("5"), Title: "Council", Text: filler + "A lighthouse was mentioned!"}, // equal to the first
	)
	entries, next, err := c.Search(context.Background(), "lighthouse", Cursor{}, 10)
	if err != nil || next != (Cursor{}) {
		t.Fatal(next, err)
	}
	var got []int
	for _, e := range entries {
		got = append(got, slices.Index(ids, e.ID)+1)
	}
	if want := []int{3, 4, 1, 5}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

// All pages of any length, one after the other, are the same list.
func TestSearchPages(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	as := ferries(0, 300)
	for i, a := range as {
		a.Text += strings.Repeat(" harbour", i%7) // many ranks are equal
	}
	mustPut(t, c, as...)
	all, _, err := c.Search(ctx, "harbour -number7*", Cursor{}, 1000)
	if err != nil || len(all) != 300-11 {
		t.Fatalf("%d found, %v; want 289", len(all), err)
	}
	for _, limit := range []int{7, 100, 288, 289, 290} {
		var got []Entry
		for cursor, first := (Cursor{}), true; first || cursor != (Cursor{}); first = false {
			entries, next, err := c.Search(ctx, "harbour -number7*", cursor, limit)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, entries...)
			if cursor, err = ParseCursor(next.String()); err != nil || cursor != next {
				t.Fatalf("cursor %q came back as %q, %v", next, cursor, err)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(all) {
			t.Errorf("pages of %d give %d entries, which are not the %d in one page", limit, len(got), len(all))
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("The council met and talked about roads. ", 30)
	tests := []struct{ name, text, query, want string }{
		{"short", "The ferry\n\nleft   port.", "ferry", "The ferry left port."},
		{"none", "The ferry left.", "harbour", "The ferry left."},
		{"empty", "", "harbour", ""},
		{"folded", long + "Zu\u0308rich is far.", "ZÜRICH", "…about roads. Zu\u0308rich is far."},
		{"prefix", long + "People were evacuated.", "evac*", "…about roads. People were evacuated."},
		{"most words", "A ferry. " + long + "A ferry in the harbour.", "harbour ferry", "…about roads. A ferry in the harbour."},
		{"first of equals", "A ferry came. " + long + "A ferry left.", "ferry", "A ferry came. The council…"},
		{"invalid", "a\xffb ferry", "ferry", "a\uFFFDb ferry"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := parseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			got := snippet(tt.text, q.words)
			if !fits(got, tt.want) {
				t.Errorf("snippet %q, want %q", got, tt.want)
			}
			checkSnippet(t, got)
		})
	}
}

// fits says whether a snippet is as wanted, or begins or ends so where an … in
// what is wanted stands for more.
func fits(got, want string) bool {
	if rest, ok := strings.CutPrefix(want, "…"); ok {
		return strings.HasPrefix(got, "…") && strings.HasSuffix(got, rest)
	}
	if rest, ok := strings.CutSuffix(want, "…"); ok {
		return strings.HasSuffix(got, "…") && strings.HasPrefix(got, rest)
	}
	return got == want
}

// checkSnippet: valid UTF-8 in one line, and short. Of 200 bytes each may be
// invalid and come as three.
func checkSnippet(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\t") || len(s) > 3*snippetBytes+2*len("…") {
		t.Errorf("snippet of %d bytes: %q", len(s), s)
	}
}

func FuzzSnippet(f *testing.F) {
	f.Add("The ferry left Port Ambrel.", "ferry amb*")
	f.Add(strings.Repeat("é", 500)+" ferry "+strings.Repeat("\x80", 500), "ferry")
	f.Add(strings.Repeat("f", 1000), "f*")
	f.Add(strings.Repeat("a b c ", 100), "a b c")
	f.Fuzz(func(t *testing.T, text, query string) {
		q, err := parseQuery(query)
		if err != nil {
			return
		}
		checkSnippet(t, snippet(text, q.words))
	})
}
