package clean

import (
	"runtime"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/page"
)

// hostile are pages that were made to hurt, of about n bytes each: many blocks,
// elements, words, attributes, entities or marks for their size.
func hostile(n int) map[string]string {
	repeat := func(s string) string { return strings.Repeat(s, n/len(s)) }
	return map[string]string{
		"items": "<ul>" + repeat("<li>"), "items with text": "<ul>" + repeat("<li>a"), "paragraphs": repeat("<p>a"), "lines": repeat("a<br>"),
		"inline": repeat("a<b>"), "nested": repeat("<div>") + "x", "less-than": repeat("<"), "entities": "<p>" + repeat("a&amp;"),
		"attributes": "<p " + repeat("a=b ") + ">x", "classes": "<p class='" + repeat("a-b ") + "'>x", "classed": repeat("<p class=a>a"),
		"cells": "<table>" + repeat("<tr><td><td>"), "cells with text": "<table>" + repeat("<tr><td>a<td>b"), "script": "<script>" + repeat("x"),
		"comment": "<!--" + repeat("<p>x"), "stops": "<p>" + repeat("."), "words": "<p>" + repeat("a "), "spaces": "<pre>" + repeat(" ") + "x",
		"links": repeat("<a href=x>y</a> "), "combining": "<p>" + repeat("e\u0301 "), "dates": repeat("<p>4 may 2025"),
		"prose": repeat("<p>The ferry of Tarn stays in port until Friday, he said to us."),
	}
}

// allocated gives how many bytes parsing and cleaning a page allocates in all.
func allocated(t *testing.T, src []byte) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := page.Parse(src, "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	Clean(p, Hints{})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What may be allocated for a page, in all. What is allocated in all bounds what
// is in use at any one time, and does not depend on when garbage is collected.
const (
	heapPerByte = 64
	heapBase    = 8 << 20
)

// A hostile page takes no more heap than a bound that is linear in its size; and
// twice the page takes about twice as much at the most, which is a count of work
// that no clock disturbs.
func TestHeap(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, with which short tests run, allocates more")
	}
	learnt()
	const n = 1 << 20
	once := hostile(n)
	for name, src := range hostile(2 * n) {
		small, large := allocated(t, []byte(once[name])), allocated(t, []byte(src))
		if most := uint64(heapPerByte*len(src) + heapBase); large > most {
			t.Errorf("%s: %d bytes for %d, want at most %d", name, large, len(src), most)
		}
		if 10*large > 23*small+10*heapBase/8 {
			t.Errorf("%s: %d bytes, and %d for twice the page", name, small, large)
		}
		t.Logf("%-16s %5.1f bytes a byte, %4.2f times for twice the page", name, float64(large)/float64(len(src)), float64(large)/float64(small))
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, src := range hostile(1 << 18) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				p, err := page.Parse([]byte(src), "text/html; charset=utf-8")
				if err != nil {
					b.Fatal(err)
				}
				Clean(p, Hints{})
			}
		})
	}
}
