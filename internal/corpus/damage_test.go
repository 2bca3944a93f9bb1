package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// One column of one article at a time, changed behind the corpus's back.
func TestDamageIsDetected(t *testing.T) {
	tests := map[string]string{
		"content byte":      "UPDATE bodies SET content = %s WHERE key = 2",
		"content gone":      "UPDATE bodies SET content = x'' WHERE key = 2",
		"content of other":  "UPDATE bodies SET content = (SELECT content FROM bodies WHERE key = 3) WHERE key = 2",
		"text of other":     "UPDATE bodies SET text = (SELECT text FROM bodies WHERE key = 3) WHERE key = 2",
		"text as another":   "UPDATE bodies SET text = x'0058' WHERE key = 2",
		"body gone":         "DELETE FROM bodies WHERE key = 2",
		"title":             "UPDATE articles SET title = title || ' ' WHERE key = 2",
		"author":            "UPDATE articles SET authors = x'0158' WHERE key = 2",
		"bad authors":       "UPDATE articles SET authors = x'FF' WHERE key = 2",
		"language":          "UPDATE articles SET language = 'fr' WHERE key = 2",
		"publish date":      "UPDATE articles SET publish_date = '2031-05-02' WHERE key = 2",
		"publish time":      "UPDATE articles SET publish_seconds = publish_seconds + 1 WHERE key = 2",
		"publish time gone": "UPDATE articles SET publish_seconds = NULL, publish_nanos = NULL WHERE key = 2",
		"is text":           "UPDATE articles SET is_text = 7 WHERE key = 2",
		"length":            "UPDATE articles SET content_bytes = 1 << 60 WHERE key = 2",
		"negative length":   "UPDATE articles SET text_bytes = -1 WHERE key = 2",
		"checksum":          "UPDATE articles SET sum = x'' WHERE key = 2",
		"engine":            "UPDATE articles SET engine_version = 'test 2' WHERE key = 2",
	}
	for name, sql := range tests {
		t.Run(name, func(t *testing.T) {
			c, ctx := openTemp(t), context.Background()
			ids := mustPut(t, c, ferries(0, 4)...)
			if name == "content byte" {
				sql = fmt.Sprintf(sql, flippedContent(t, c, 2))
			}
			if _, err := c.writer.Exec(sql); err != nil {
				t.Fatal(err)
			}
			a, err := c.Get(ctx, ids[1])
			wantKind(t, err, ErrDamaged)
			if a != nil {
				t.Errorf("served all the same: %+v", a)
			}
			checkServed(t, c, ids)
			entries, _, err := c.List(ctx, Cursor{}, 10)
			if err != nil || len(entries) != 4 || entries[1].ID != ids[1] {
				t.Errorf("list: %+v, %v; want four with their IDs", entries, err)
			}
			// The others are not affected, and the damaged one can be put again.
			if _, err := c.Get(ctx, ids[2]); err != nil {
				t.Error(err)
			}
			if err := c.Delete(ctx, ids[1]); err != nil {
				t.Fatal(err)
			}
			mustPut(t, c, ferry(1))
			if got, err := c.Get(ctx, ids[1]); err != nil {
				t.Error(err)
			} else {
				wantSame(t, got, ferry(1))
			}
			if entries, _, err := c.Search(ctx, "number1", Cursor{}, 5); err != nil || len(entries) != 1 || entries[0].Damaged {
				t.Errorf("put again and searched: %+v, %v", entries, err)
			}
		})
	}
}

// flippedContent returns the stored content of an article as an SQL literal,
// with a bit changed in its middle.
func flippedContent(t *testing.T, c *Corpus, key int) string {
	var b []byte
	if err := c.readers.QueryRow("SELECT content FROM bodies WHERE key = ?", key).Scan(&b); err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 4
	return fmt.Sprintf("x'%x'", b)
}

// checkServed asks for everything in every way and fails if anything comes
// back that differs from what was put: errors and gaps are allowed.
func checkServed(t *testing.T, c *Corpus, ids []string) {
	t.Helper()
	ctx := context.Background()
	want := map[string]*Article{}
	for i, id := range ids {
		want[id] = ferry(i)
		if a, err := c.Get(ctx, id); err == nil {
			wantSame(t, a, want[id])
		} else if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotFound) {
			t.Errorf("get: %v, want ErrDamaged", err)
		}
	}
	listed, _, err := c.List(ctx, Cursor{}, 1000)
	if err != nil && !errors.Is(err, ErrDamaged) {
		t.Errorf("list: %v, want ErrDamaged", err)
	}
	searched, _, err := c.Search(ctx, "harbour", Cursor{}, 1000)
	if err != nil && !errors.Is(err, ErrDamaged) {
		t.Errorf("search: %v, want ErrDamaged", err)
	}
	for _, e := range append(listed, searched...) {
		a := want[e.ID]
		if !e.Damaged && (a == nil || e.Title != a.Title || e.URL != a.URL || e.Bytes != int64(len(a.Content))) {
			t.Errorf("entry %+v was never put", e)
		}
	}
}

// A bit flips somewhere in the file, at 60 places, with the seed written here.
func TestFlippedBitInFile(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	ids := mustPut(t, c, ferries(0, 30)...)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	noticed := 0
	for range 60 {
		at, bit := random.IntN(len(whole)), random.IntN(8)
		b := bytes.Clone(whole)
		b[at] ^= 1 << bit
		flipped := t.TempDir()
		if err := os.WriteFile(filepath.Join(flipped, fileName), b, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := Open(context.Background(), flipped)
		if err != nil {
			noticed++
			continue
		}
		checkServed(t, c, ids)
		for _, id := range ids {
			if _, err := c.Get(context.Background(), id); err != nil {
				noticed++
				break
			}
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	// The rest hit indexes and empty space.
	if noticed < 5 {
		t.Errorf("%d of 60 flipped bits were noticed: does the test flip any?", noticed)
	}
}

func FuzzUnpack(f *testing.F) {
	c := &Corpus{}
	f.Add(c.pack([]byte("ferry ferry ferry ferry ferry")), int64(29))
	f.Add([]byte{asIs, 'x'}, int64(1))
	f.Add([]byte{}, int64(0))
	f.Fuzz(func(t *testing.T, b []byte, size int64) {
		size = max(0, min(size, 1<<20)) // a size is under a checksum before it is used
		if out, err := c.unpack(b, size); err == nil && int64(len(out)) != size {
			t.Errorf("%d bytes, want %d", len(out), size)
		}
		again, err := c.unpack(c.pack(b), int64(len(b)))
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%q came back as %q, %v", b, again, err)
		}
	})
}
