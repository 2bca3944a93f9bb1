package corpus

import (
	"context"
	"math"
	"testing"
	"time"
)

func TestListWhole(t *testing.T) {
	c := openTemp(t)
	ids := mustPut(t, c, ferries(0, 3)...)
	entries, next, err := c.List(context.Background(), Cursor{}, 3)
	if err != nil || next != (Cursor{}) || len(entries) != 3 {
		t.Fatalf("List = %d entries, cursor %q, %v; want 3 and no more", len(entries), next, err)
	}
	want := ferry(1)
	got := entries[1]
	if got.ID != ids[1] || got.Title != want.Title || got.Site != want.Site || got.Language != want.Language ||
		got.PublishDate != want.PublishDate || got.URL != want.URL || got.Bytes != int64(len(want.Content)) ||
		!got.PublishTime.Equal(want.PublishTime) || got.PublishTime.Location() != time.UTC ||
		len(got.Authors) != 2 || got.Snippet != "" || got.Damaged {
		t.Errorf("entry %+v\nwant the head of %+v", got, want)
	}
}

func TestListEmpty(t *testing.T) {
	entries, next, err := openTemp(t).List(context.Background(), Cursor{}, 10)
	if err != nil || next != (Cursor{}) || len(entries) != 0 {
		t.Errorf("List = %v, %q, %v", entries, next, err)
	}
}

// Articles put and deleted between the pages of a list: the old ones that stay
// come once each, in order.
func TestListWhileItChanges(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	ids := mustPut(t, c, ferries(0, 1000)...)
	var got []string
	fresh := 1000
	for cursor, page := (Cursor{}), 0; ; page++ {
		entries, next, err := c.List(ctx, cursor, 37)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			got = append(got, e.ID)
		}
		if next == (Cursor{}) {
			break
		}
		// The cursor goes through a client as text.
		if cursor, err = ParseCursor(next.String()); err != nil || cursor != next {
			t.Fatalf("cursor %q came back as %q, %v", next, cursor, err)
		}
		if page < 10 {
			mustPut(t, c, ferries(fresh, fresh+5)...)
			fresh += 5
			// Delete what the cursor stands on: it is a position all the same.
			if err := c.Delete(ctx, entries[len(entries)-1].ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(got) != fresh {
		t.Fatalf("%d articles listed, want %d", len(got), fresh)
	}
	for i, id := range ids {
		if got[i] != id {
			t.Fatalf("article %d of the list is %s, want %s", i, got[i], id)
		}
	}
}

func TestPageArguments(t *testing.T) {
	c, ctx := openTemp(t), context.Background()
	mustPut(t, c, ferries(0, 5)...)
	for _, limit := range []int{0, -1, math.MinInt} {
		if _, _, err := c.List(ctx, Cursor{}, limit); err == nil {
			t.Errorf("List took a limit of %d", limit)
		}
		if _, _, err := c.Search(ctx, "ferry", Cursor{}, limit); err == nil {
			t.Errorf("Search took a limit of %d", limit)
		}
	}
	if entries, _, err := c.List(ctx, Cursor{}, math.MaxInt); err != nil || len(entries) != 5 {
		t.Errorf("the largest limit lists %d, %v; want 5", len(entries), err)
	}
	_, listed, _ := c.List(ctx, Cursor{}, 2)
	_, searched, _ := c.Search(ctx, "ferry", Cursor{}, 2)
	if listed == (Cursor{}) || searched == (Cursor{}) {
		t.Fatal("no second page")
	}
	_, _, err := c.List(ctx, searched, 2)
	wantKind(t, err, ErrCursor)
	_, _, err = c.Search(ctx, "ferry", listed, 2)
	wantKind(t, err, ErrCursor)
}
