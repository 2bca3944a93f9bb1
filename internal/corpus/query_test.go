package corpus

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// The expression that FTS5 gets, for the forms that mean something.
func TestParseQuery(t *testing.T) {
	tests := []struct{ query, match string }{
		{`ferry`, `"ferry"`},
		{`  ferry	harbour `, `"ferry" "harbour"`},
		{`"port ambrel" ferry`, `"port ambrel" "ferry"`},
		{`ferry -calm -"rough sea"`, `"ferry" NOT ("calm" OR "rough sea")`},
		{`-calm ferry`, `"ferry" NOT ("calm")`},
		{`evacuat*`, `"evacuat"*`},
		{`"port amb"*`, `"port amb"*`},
		{`ferry -evacuat*`, `"ferry" NOT ("evacuat"*)`},
		{`O'Brien co-op`, `"O'Brien" "co-op"`},
		{`NEAR(a b) AND OR NOT`, `"NEAR(a" "b)" "AND" "OR" "NOT"`},
		{`title:ferry ^ferry {a}`, `"title:ferry" "^ferry" "{a}"`},
		{`5"6 a""b`, `"5 6" "a  b"`},
		{`"not closed`, `"not closed"`},
		{`"a""b"`, `"a" "b"`},
		{`- ferry -- * "" "*" ''`, `"ferry"`},
		{`--ferry harbour`, `"harbour" NOT ("-ferry")`},
		{"a\x00b c\xffd", `"a b" "c d"`},
		{`a*b*`, `"a*b"*`},
		{`zürich 港口`, `"zürich" "港口"`},
	}
	for _, tt := range tests {
		q, err := parseQuery(tt.query)
		if err != nil || q.match != tt.match {
			t.Errorf("parseQuery(%q) = %s, %v; want %s", tt.query, q.match, err, tt.match)
		}
	}
}

func TestQueryRefused(t *testing.T) {
	for _, s := range []string{"", " ", "-a", `-"a b" -c*`, `"`, `""`, "*", "- * ^ : ( )", "🚢", "\x00\xff", "…",
		strings.Repeat("a", MaxQuery+1), strings.Repeat("a ", MaxQueryWords) + "-b"} {
		q, err := parseQuery(s)
		if !errors.Is(err, ErrQuery) || !strings.Contains(err.Error(), "want") {
			t.Errorf("parseQuery(%.20q) = %s, %v; want ErrQuery, saying what was wanted", s, q.match, err)
		}
	}
}

// What the index makes of each query.
func TestSearchSyntax(t *testing.T) {
	c := openTemp(t)
	mustPut(t, c,
		&Article{Content: []byte("1"), Title: "Harbour closed", Text: "The ferry from Zürich to Port Ambrel was evacuated, said Maeve O'Brien."},
		&Article{Content: []byte("2"), Title: "Co-op opens", Text: "A new co-op near the harbour sells title deeds and ferry tickets. It is not AND will never be large."},
		&Article{Content: []byte("3"), Title: "Weather", Text: "Port authorities expect evacuations. Ambrel is calm. ЗАЛИВ 港口新闻 Cafe\u0301"},
		&Article{Content: []byte("4"), Title: "NUL", Text: "before\x00after br\xffoken"},
	)
	tests := []struct{ query, want string }{
		{"ferry", "12"},
		{"FERRY harbour", "12"},
		{"ferry evacuated", "1"},
		{"zurich", "1"},
		{"ZÜRICH", "1"},
		{"port ambrel", "13"},
		{`"port ambrel"`, "1"},
		{`"ambrel port"`, ""},
		{"evacuat*", "13"},
		{"evacuat", ""},
		{"evacuation*", "3"},
		{`"port amb"*`, "1"},
		{"ferry -harbour", ""},
		{"harbour -evacuat*", "2"},
		{`ambrel -"port ambrel"`, "3"},
		{"ferry -nothing -zurich", "2"},
		{"o'brien", "1"},
		{"brien", "1"},
		{"co-op", "2"},
		{"co op", "2"},
		{"and", "2"},
		{"AND NOT", "2"},
		{"near", "2"},
		{"NEAR( ferry", "2"},
		{"ferry) AND (never", "2"},
		{"never(ferry", ""}, // stuck together they are a phrase, as in co-op
		{"title", "2"},
		{"title:ferry", ""},
		{"title:deeds", "2"},
		{"^harbour", "12"},
		{"(ferry) {tickets}", "2"},
		{"ferry 🚢", "12"},
		{"ferry \U0001E900", ""}, // a letter that SQLite does not know yet
		{"залив", "3"},
		{"港口*", "3"},
		{"café", "3"},
		{"cafe", "3"},
		{"after", "4"},
		{"\"before\x00after\"", "4"},
		{"br\xffoken", "4"},
	}
	for _, tt := range tests {
		entries, _, err := c.Search(context.Background(), tt.query, Cursor{}, 10)
		if err != nil {
			t.Errorf("search %q: %v", tt.query, err)
			continue
		}
		got := map[string]bool{}
		for _, e := range entries {
			got[e.ID] = true
		}
		for _, n := range []string{"1", "2", "3", "4"} {
			id := ID(&Article{Content: []byte(n)})
			if got[id] != strings.Contains(tt.want, n) {
				t.Errorf("search %q: article %s found: %t", tt.query, n, got[id])
			}
		}
	}
}

// FuzzQuery: whatever is typed, FTS5 takes the expression that comes of it.
func FuzzQuery(f *testing.F) {
	c := openTemp(f)
	mustPut(f, c, append(ferries(0, 20), &Article{Text: "quotes ' \" and * ( ) NEAR AND - : ^ \x00 \xff"})...)
	for _, s := range []string{`a "b c" -d e*`, `'`, `"`, `*`, `(`, `)`, `NEAR(a, 5)`, `a"b`, `a" NEAR("b`, `a AND b`, `-`, `a:b`, `^a`, `{a b}:c`,
		`a + b`, "a\x00b", "\xff", `"a"*`, `-"a"*`, `"a" NOT`, `a OR`, `--`, `;DROP TABLE articles`, `a,b`, "\u00a0a", "a\u0301*", "\U0001E900",
		strings.Repeat(`f* `, MaxQueryWords), "f" + strings.Repeat(` -a*`, MaxQueryWords-1), `"` + strings.Repeat("f ", MaxQuery/2-1), strings.Repeat(`"`, MaxQuery)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		entries, next, err := c.Search(context.Background(), s, Cursor{}, 3)
		if err != nil {
			wantKind(t, err, ErrQuery)
			return
		}
		if len(entries) > 3 || next != (Cursor{}) && len(entries) < 3 {
			t.Errorf("%d entries, cursor %q", len(entries), next)
		}
		for _, e := range entries {
			if e.Damaged {
				t.Errorf("%+v", e)
			}
		}
	})
}
