package corpus

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestRoundTrip(t *testing.T) {
	c := openTemp(t)
	everyByte := make([]byte, 256)
	for i := range everyByte {
		everyByte[i] = byte(i)
	}
	tests := map[string]*Article{
		"empty":          {},
		"whole":          ferry(1),
		"every byte":     {Content: everyByte, Text: string(everyByte), Title: string(everyByte)},
		"NUL in text":    {Content: []byte("a\x00b"), IsText: true, Text: "a\x00b", URL: "http://x.example/\x00?"},
		"only NUL":       {Content: []byte{0}, Text: "\x00"},
		"invalid UTF-8":  {Content: []byte("a\xffb\xc3"), IsText: true, Authors: []string{"\xff", "", "A\x00B"}},
		"emoji":          {Content: []byte("🚢⚓️"), Text: "🚢⚓️", Title: "👩‍👩‍👧"},
		"4 MB, one line": {Content: bytes.Repeat([]byte("ferry "), 700_000), Text: strings.Repeat("ferry ", 700_000)},
		"4 MB, one word": {Content: bytes.Repeat([]byte("f"), 4<<20), Text: strings.Repeat("f", 4<<20)},
		"2 M full stops": {Content: bytes.Repeat([]byte("."), 2_000_000), Text: strings.Repeat(".", 2_000_000)},
		"nanoseconds":    {PublishTime: time.Date(2031, 5, 1, 2, 3, 4, 987654321, time.FixedZone("", -7*3600))},
		"before 1970":    {PublishTime: time.Date(1731, 5, 1, 2, 3, 4, 999999999, time.UTC)},
		"far off":        {PublishTime: time.Unix(math.MaxInt32*1000, 5)},
		"1970":           {PublishTime: time.Unix(0, 0)},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			id := mustPut(t, c, want)[0]
			if id != ID(want) {
				t.Errorf("put as %s, want %s", id, ID(want))
			}
			got, err := c.Get(context.Background(), id)
			if err != nil {
				t.Fatal(err)
			}
			if got.ID != id {
				t.Errorf("ID %q, want %q", got.ID, id)
			}
			wantSame(t, got, want)
		})
	}
}

func FuzzRoundTrip(f *testing.F) {
	c := openTemp(f)
	f.Add([]byte("<p>x"), true, "text/html", "http://x.example", int64(5), "Title", "a\x00b")
	f.Fuzz(func(t *testing.T, content []byte, isText bool, contentType, url string, nanos int64, title, text string) {
		want := &Article{Content: content, IsText: isText, ContentType: contentType, URL: url,
			PublishTime: time.Unix(0, nanos), Title: title, Authors: []string{title, text}, Text: text}
		id := mustPut(t, c, want)[0]
		got, err := c.Get(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, got, want)
		if err := c.Delete(context.Background(), id); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPutTwiceIsOne(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	again := ferry(1)
	again.Title, again.EngineVersion = "Another title", "test 2"
	results, err := c.Put(ctx, []*Article{ferry(1), ferry(2), again})
	if err != nil {
		t.Fatal(err)
	}
	want := []PutResult{{ID(ferry(1)), false}, {ID(ferry(2)), false}, {ID(ferry(1)), true}}
	if fmt.Sprint(results) != fmt.Sprint(want) {
		t.Errorf("results %v, want %v", results, want)
	}
	if results, err = c.Put(ctx, []*Article{again}); err != nil || !results[0].Existed {
		t.Errorf("a second call: %v, %v; want it to have existed", results, err)
	}
	wantCount(t, c, 2)
	got, err := c.Get(ctx, ID(again))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, got, ferry(1)) // the first stays as it is
	if entries, _, err := c.Search(ctx, "another", Cursor{}, 10); err != nil || len(entries) != 0 {
		t.Errorf("the second title is in the index: %v, %v", entries, err)
	}
}

func TestPutIsAllOrNothing(t *testing.T) {
	c := openTemp(t)
	mustPut(t, c, ferry(0))
	if _, err := c.Put(context.Background(), []*Article{ferry(1), nil}); err == nil {
		t.Error("a nil article was taken")
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Put(cancelled, ferries(1, 5)); err != nil {
		wantKind(t, err, nil)
	} else {
		t.Error("put although the context was cancelled")
	}
	// The disk is full in the middle of a batch.
	if _, err := c.writer.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	_, err := c.Put(context.Background(), ferries(1, 500))
	wantKind(t, err, ErrUnavailable)
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("error %q does not say that the disk is full", err)
	}
	wantCount(t, c, 1)
	if entries, _, err := c.Search(context.Background(), "ferry", Cursor{}, 10); err != nil || len(entries) != 1 {
		t.Errorf("the index has %d articles (%v), want 1", len(entries), err)
	}
	// Reads went on, and when there is room again so do writes.
	if _, err := c.writer.Exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	mustPut(t, c, ferries(1, 500)...)
	wantCount(t, c, 500)
}

func TestPutNothing(t *testing.T) {
	c := openTemp(t)
	if results, err := c.Put(context.Background(), nil); err != nil || len(results) != 0 {
		t.Errorf("Put(nil) = %v, %v", results, err)
	}
}

// A promise that no test without pulling the plug can check, so check what it
// rests on.
func TestCommitsWaitForTheDisk(t *testing.T) {
	c := openTemp(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := c.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
		}
	}
}

func TestReadersCannotWrite(t *testing.T) {
	c := openTemp(t)
	for _, sql := range []string{"DELETE FROM articles", "DELETE FROM search WHERE rowid = 1", "DROP TABLE bodies"} {
		if _, err := c.readers.Exec(sql); err == nil {
			t.Errorf("%s went through a reader", sql)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 10 {
				// Every article is put by two goroutines.
				ids, err := c.Put(ctx, ferries(g/2*50+i*5, g/2*50+i*5+5))
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := c.Get(ctx, ids[0].ID); err != nil {
					t.Error(err)
				}
				if _, _, err := c.Search(ctx, "harbour -calm", Cursor{}, 5); err != nil {
					t.Error(err)
				}
				if _, _, err := c.List(ctx, Cursor{}, 5); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	wantCount(t, c, 200)
}

func TestDelete(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	ids := mustPut(t, c, ferries(0, 3)...)
	if err := c.Delete(ctx, ids[2]); err != nil {
		t.Fatal(err)
	}
	wantKind(t, c.Delete(ctx, ids[2]), ErrNotFound)
	wantKind(t, c.Delete(ctx, "nonsense\x00"), ErrNotFound)
	_, err := c.Get(ctx, ids[2])
	wantKind(t, err, ErrNotFound)
	wantCount(t, c, 2)
	for query, want := range map[string]int{"number2": 0, "number1": 1, "ferry": 2} {
		if entries, _, err := c.Search(ctx, query, Cursor{}, 10); err != nil || len(entries) != want {
			t.Errorf("search %q finds %d (%v), want %d", query, len(entries), err, want)
		}
	}
	var bodies int
	if err := c.readers.QueryRow("SELECT count(*) FROM bodies").Scan(&bodies); err != nil || bodies != 2 {
		t.Errorf("%d bodies are left (%v), want 2", bodies, err)
	}
	// It may come back, as a new article at the end of the list.
	results, err := c.Put(ctx, []*Article{ferry(2)})
	if err != nil || results[0].Existed {
		t.Fatalf("put again: %v, %v", results, err)
	}
	var key int
	if err := c.readers.QueryRow("SELECT max(key) FROM articles").Scan(&key); err != nil || key <= 3 {
		t.Errorf("key %d (%v), want one that was never used", key, err)
	}
	if entries, _, err := c.Search(ctx, "number2", Cursor{}, 10); err != nil || len(entries) != 1 {
		t.Errorf("search finds %d (%v), want 1", len(entries), err)
	}
}

func TestHas(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	mustPut(t, c, ferries(0, 3)...)
	got, err := c.Has(ctx, []string{ID(ferry(2)), "", ID(ferry(7)), "\xff\x00\"", ID(ferry(0)), ID(ferry(2))})
	if want := "[true false false false true true]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("Has = %v, %v; want %s", got, err, want)
	}
	if got, err := c.Has(ctx, nil); err != nil || len(got) != 0 {
		t.Errorf("Has(nil) = %v, %v", got, err)
	}
}
