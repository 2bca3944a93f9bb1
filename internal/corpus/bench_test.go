package corpus

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
)

// page is an article of the usual size: a page of about 300 kB that shrinks to
// a fifth, a clean copy of 6 kB.
func page(i int) *Article {
	a := ferry(i)
	var b strings.Builder
	for n := 0; b.Len() < 6000; n++ {
		fmt.Fprintf(&b, "Passenger %d of ship %d, from ward %d, saw lamp %d go out. ", n, i, n*7919%97, n*i%1009)
	}
	a.Text += b.String()
	var h strings.Builder
	for n := uint32(i); h.Len() < 300_000; n = n*1664525 + 1013904223 {
		fmt.Fprintf(&h, "<div class=\"card card-%x\"><a href=\"/story/%x\">More on ship</a></div>\n", n>>24, n)
	}
	a.Content = []byte(h.String() + a.Text)
	return a
}

func BenchmarkPut(b *testing.B) {
	for _, kind := range []struct {
		name string
		make func(int) *Article
	}{{"small", ferry}, {"page", page}} {
		for _, batch := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/batch=%d", kind.name, batch), func(b *testing.B) {
				c := openTemp(b)
				b.ReportAllocs()
				for n := 0; b.Loop(); {
					b.StopTimer()
					var as []*Article
					for range batch {
						as = append(as, kind.make(n))
						n++
					}
					b.StartTimer()
					mustPut(b, c, as...)
				}
				b.ReportMetric(float64(b.N*batch)/b.Elapsed().Seconds(), "articles/s")
			})
		}
	}
}

// BenchmarkPutParallel: pages are compressed side by side and written in turn.
func BenchmarkPutParallel(b *testing.B) {
	c := openTemp(b)
	pages := make([]*Article, 256)
	for i := range pages {
		pages[i] = page(i)
	}
	var n atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			a := *pages[i%int64(len(pages))]
			a.URL = fmt.Sprint(i)
			mustPut(b, c, &a)
		}
	})
}

func BenchmarkGet(b *testing.B) {
	c := openTemp(b)
	small := mustPut(b, c, ferries(0, 256)...)
	var pages []*Article
	for i := range 64 {
		pages = append(pages, page(i))
	}
	for name, ids := range map[string][]string{"small": small, "page": mustPut(b, c, pages...)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := c.Get(context.Background(), ids[i%len(ids)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearch is over 10,000 small articles: a page of 20 for a word that
// one, a hundred or all of them have.
func BenchmarkSearch(b *testing.B) {
	c := tenThousand(b)
	for name, query := range map[string]string{
		"one": "number4711", "hundred": "passengers number47* -number4711", "all": "harbour",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := c.Search(context.Background(), query, Cursor{}, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkList(b *testing.B) {
	c := tenThousand(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := c.List(context.Background(), Cursor{key: 5000}, 100); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	for b.Loop() {
		c, err := Open(context.Background(), dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSnippet(b *testing.B) {
	text := page(1).Text
	q, err := parseQuery("harbour passen*")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		snippet(text, q.words)
	}
}

func tenThousand(b *testing.B) *Corpus {
	c := openTemp(b)
	for i := 0; i < 10_000; i += 1000 {
		mustPut(b, c, ferries(i, i+1000)...)
	}
	return c
}
