package corpus

import (
	"errors"
	"math"
	"testing"
)

func TestCursorText(t *testing.T) {
	for _, c := range []Cursor{
		{},
		{key: 1},
		{key: math.MaxInt64},
		{key: 1, ranked: true},
		{key: math.MaxInt64, rank: -1.2345e-6, ranked: true},
		{key: 7, rank: -math.MaxFloat64, ranked: true},
	} {
		s := c.String()
		if got, err := ParseCursor(s); err != nil || got != c {
			t.Errorf("ParseCursor(%q) = %+v, %v; want %+v", s, got, err, c)
		}
		if len(s) > 30 {
			t.Errorf("%q has %d characters, want at most 30", s, len(s))
		}
	}
}

func TestCursorRefused(t *testing.T) {
	nan := Cursor{key: 1, rank: math.NaN(), ranked: true}.String()
	inf := Cursor{key: 1, rank: math.Inf(-1), ranked: true}.String()
	for _, s := range []string{"0", "-1", "01", "+1", "A", "1.", ".1", "1.2.3", "1.01", " 1", "1 ", "1_0", "é",
		"zzzzzzzzzzzzzz", "1.zzzzzzzzzzzzzz", nan, inf} {
		if c, err := ParseCursor(s); !errors.Is(err, ErrCursor) {
			t.Errorf("ParseCursor(%q) = %+v, %v; want ErrCursor", s, c, err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add("1")
	f.Add(Cursor{key: 123, rank: -3.5, ranked: true}.String())
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCursor(s)
		if err != nil {
			wantKind(t, err, ErrCursor)
			return
		}
		if c != c || c.String() != s {
			t.Errorf("ParseCursor(%q) = %+v, which is %q", s, c, c)
		}
	})
}
