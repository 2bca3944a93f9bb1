package corpus

import (
	"slices"
	"testing"
	"time"
)

// The names of stored articles must never change: this one is from the first
// version, worked out in Python from the bytes that digest describes.
func TestIDIsFixed(t *testing.T) {
	a := &Article{Content: []byte("<p>hello"), ContentType: "text/html", URL: "http://x.example/",
		PublishTime: time.Unix(1, 2)}
	if got, want := ID(a), "urdsw3hxtsub4ubnhunxddxwvu"; got != want {
		t.Errorf("ID = %s, want %s", got, want)
	}
}

func TestIDTellsArticlesApart(t *testing.T) {
	at := time.Date(2031, 5, 1, 12, 0, 0, 1, time.UTC)
	different := []*Article{
		{},
		{IsText: true},
		{Content: []byte("ab")},
		{Content: []byte("ab"), IsText: true},
		{Content: []byte("a"), ContentType: "b"},
		{ContentType: "ab"},
		{URL: "ab"},
		{ContentType: "a", URL: "b"},
		{Content: []byte("ab\x00")},
		{PublishTime: time.Unix(0, 0)},
		{PublishTime: at},
		{PublishTime: at.Add(1)},
	}
	seen := map[string]int{}
	for i, a := range different {
		id := ID(a)
		if j, ok := seen[id]; ok {
			t.Errorf("articles %d and %d are both %s", i, j, id)
		}
		seen[id] = i
		if !isID(id) || isID(id+"a") || isID(id[:25]+"A") {
			t.Errorf("ID %q is not 26 characters of base32", id)
		}
	}
}

func TestIDIsOfWhatWasSent(t *testing.T) {
	at := time.Date(2031, 5, 1, 12, 0, 0, 1, time.UTC)
	sent := &Article{Content: []byte("x"), PublishTime: at}
	found := &Article{ID: "other", Content: []byte("x"), PublishTime: at.In(time.FixedZone("", 3600)),
		Title: "t", Site: "s", Language: "l", PublishDate: "d", Authors: []string{"a"}, Text: "x", EngineVersion: "2"}
	if ID(sent) != ID(found) {
		t.Error("what Clean finds, or the zone a time is written in, renames an article")
	}
}

func FuzzAuthors(f *testing.F) {
	f.Add([]byte("\x04Jory\x00"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		authors, ok := unpackAuthors(b)
		if !ok {
			return
		}
		again, ok := unpackAuthors(packAuthors(authors))
		if !ok || !slices.Equal(again, authors) {
			t.Errorf("%q came back as %q", authors, again)
		}
	})
}
