package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// TestMain also is the process that TestKill and TestTwoProcessesOpenAtOnce
// start: the same binary with an environment variable set.
func TestMain(m *testing.M) {
	if dir := os.Getenv(writerEnv); dir != "" {
		os.Exit(writeForever(dir))
	}
	if dir := os.Getenv(openerEnv); dir != "" {
		os.Exit(openOnce(dir))
	}
	goleak.VerifyTestMain(m)
}

func openTemp(tb testing.TB) *Corpus {
	tb.Helper()
	return openDir(tb, tb.TempDir())
}

func openDir(tb testing.TB, dir string) *Corpus {
	tb.Helper()
	c, err := Open(context.Background(), dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := c.Close(); err != nil {
			tb.Error(err)
		}
	})
	return c
}

// ferry returns the i-th of any number of different articles.
func ferry(i int) *Article {
	text := fmt.Sprintf("Ferry number%d left Port Ambrel with %d passengers on board.\n\nThe harbour master, Ilse Tandy, said the sea was calm.", i, i%400)
	return &Article{
		Content: []byte("<html><body><p>" + text + "</p></body></html>"), ContentType: "text/html",
		URL:         fmt.Sprintf("https://ambrelpost.example/ferry/%d", i),
		PublishTime: time.Date(2031, 5, 1, 0, 0, i, 0, time.UTC),
		Title:       fmt.Sprintf("Ferry %d sails", i), Site: "Ambrel Post", Language: "en", PublishDate: "2031-05-01",
		Authors: []string{"Jory Malk", "Petra Osei"}, Text: text, EngineVersion: "test 1",
	}
}

func ferries(from, to int) []*Article {
	var as []*Article
	for i := from; i < to; i++ {
		as = append(as, ferry(i))
	}
	return as
}

func mustPut(tb testing.TB, c *Corpus, as ...*Article) []string {
	tb.Helper()
	results, err := c.Put(context.Background(), as)
	if err != nil {
		tb.Fatal(err)
	}
	var ids []string
	for _, r := range results {
		ids = append(ids, r.ID)
	}
	return ids
}

func wantCount(tb testing.TB, c *Corpus, want int64) {
	tb.Helper()
	if got, err := c.Count(context.Background()); err != nil || got != want {
		tb.Fatalf("Count = %d, %v; want %d", got, err, want)
	}
}

// wantSame compares the articles, but for their IDs. Nothing and empty are the same.
func wantSame(tb testing.TB, got, want *Article) {
	tb.Helper()
	if got.PublishTime.Location() != time.UTC {
		tb.Errorf("publish time %v is not in UTC", got.PublishTime)
	}
	if g, w := plain(got), plain(want); !reflect.DeepEqual(g, w) {
		tb.Errorf("article differs\n got %.2000q\nwant %.2000q", fmt.Sprintf("%+v", g), fmt.Sprintf("%+v", w))
	}
}

// plain returns the article as reflect.DeepEqual can compare it.
func plain(a *Article) Article {
	p := *a
	p.ID, p.PublishTime = "", a.PublishTime.UTC()
	p.Content = append([]byte{}, a.Content...)
	p.Authors = append([]string{}, a.Authors...)
	return p
}

// wantKind checks that an error is of one kind and of no other.
func wantKind(tb testing.TB, err, kind error) {
	tb.Helper()
	for _, k := range []error{ErrNotFound, ErrDamaged, ErrQuery, ErrCursor, ErrUnavailable} {
		if errors.Is(err, k) != (k == kind) {
			tb.Errorf("error %v: errors.Is(%v) = %t", err, k, k != kind)
		}
	}
}
