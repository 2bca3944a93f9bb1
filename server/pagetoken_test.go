package server

import (
	"errors"
	"testing"

	"github.com/copydesk/copydesk/internal/corpus"
)

func FuzzPageToken(f *testing.F) {
	f.Add("", "list", "")
	f.Add("AAAA", "search", "dam")
	if cursor, err := corpus.ParseCursor("1"); err == nil {
		f.Add(writePageToken(cursor, "list", ""), "list", "")
	}
	f.Fuzz(func(t *testing.T, token, method, filter string) {
		cursor, err := readPageToken(token, method, filter)
		if err != nil {
			if !errors.Is(err, errPageToken) {
				t.Errorf("error %v", err)
			}
			return
		}
		if token == "" {
			return
		}
		again, err := readPageToken(writePageToken(cursor, method, filter), method, filter)
		if err != nil || again != cursor {
			t.Errorf("%q reads as %v, then as %v (%v)", token, cursor, again, err)
		}
		if _, err := readPageToken(token, method, filter+"x"); !errors.Is(err, errPageToken) {
			t.Errorf("a changed filter gives %v", err)
		}
	})
}
