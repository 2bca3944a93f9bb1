package corpus

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Cursor is a position in a list: the article that was given last. Cursors are
// comparable; the zero Cursor is the beginning, and what a call returns when
// there is no more.
//
// A position is by value, not by number: the article itself may be gone, and
// those added since change nothing in a List. In a Search every article added
// or deleted changes the ranks a little, so one near the edge of two pages may
// then come twice or not at all.
type Cursor struct {
	key    int64
	rank   float64 // as bm25 gives it, less is better; finite
	ranked bool    // of a Search
}

// String returns the cursor for [ParseCursor]: at most 30 letters, digits and
// full stops; empty for the zero Cursor.
func (c Cursor) String() string {
	if c == (Cursor{}) {
		return ""
	}
	s := strconv.FormatInt(c.key, 36)
	if c.ranked {
		s += "." + strconv.FormatUint(math.Float64bits(c.rank), 36)
	}
	return s
}

// ParseCursor reads what String wrote, and nothing else: the error is
// [ErrCursor].
func ParseCursor(s string) (Cursor, error) {
	var c Cursor
	if s == "" {
		return c, nil
	}
	bad := fmt.Errorf("corpus: %w: %.40q", ErrCursor, s)
	key, rank, ranked := strings.Cut(s, ".")
	var err error
	if c.key, err = strconv.ParseInt(key, 36, 64); err != nil || c.key < 1 {
		return Cursor{}, bad
	}
	if ranked {
		bits, err := strconv.ParseUint(rank, 36, 64)
		if err != nil {
			return Cursor{}, bad
		}
		c.rank, c.ranked = math.Float64frombits(bits), true
	}
	// Finite, or comparing would fail; and one spelling for each.
	if math.IsNaN(c.rank) || math.IsInf(c.rank, 0) || c.String() != s {
		return Cursor{}, bad
	}
	return c, nil
}

// checkPage is for the arguments that List and Search share.
func checkPage(doing string, after Cursor, ranked bool, limit int) error {
	if after != (Cursor{}) && after.ranked != ranked {
		return fmt.Errorf("corpus: %s: %w: it belongs to another call", doing, ErrCursor)
	}
	if limit < 1 {
		return fmt.Errorf("corpus: %s: limit %d, want 1 or more", doing, limit)
	}
	return nil
}
