package segment

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sample"
)

// The weights that ship can be read, and come back as they are.
func TestWeightsShip(t *testing.T) {
	w, err := ReadWeights(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(w.Pack(), packed) {
		t.Error("packed again they are others")
	}
	if len(packed) > 1<<20 {
		t.Errorf("the weights take %d bytes", len(packed))
	}
}

func TestReadWeightsDamaged(t *testing.T) {
	for _, b := range [][]byte{nil, packed[:len(packed)/2], []byte("weights")} {
		if _, err := ReadWeights(b); err == nil {
			t.Errorf("%.10q was read as weights", b)
		}
	}
}

// The classifier is for English: a text in another language is cut by the
// rules alone, and one whose language is not known as if it were English.
func TestLanguage(t *testing.T) {
	const s = "Der Damm hielt bis Montag Dann gab er nach. Niemand kam zu Schaden."
	in := func(language string) []doc.Sentence {
		sentences, _ := Split(&doc.Document{Text: s, Language: language})
		return sentences
	}
	rules, _ := (&Weights{}).Split(&doc.Document{Text: s})
	if got := in("de-CH"); !slices.Equal(got, rules) {
		t.Errorf("in German %v, by the rules %v", got, rules)
	}
	for _, language := range []string{"en-GB", "EN", "und"} {
		if !slices.Equal(in(language), in("")) {
			t.Errorf("%q is not taken for English", language)
		}
	}
}

// Each gap inside a block is seen once; a stop with a word right behind it is one.
func TestGaps(t *testing.T) {
	const s = "It fell.It rose (at \"noon\") again\n\nAlone\n\nTwo words"
	g := NewGaps(&doc.Document{Text: s})
	var got []string
	for i := range g.Len() {
		before := strings.Fields(s[:g.End(i)])
		got = append(got, before[len(before)-1])
	}
	want := []string{"It", "fell.", "fell.It", "rose", "(at", "\"noon\")", "Two"}
	if !slices.Equal(got, want) {
		t.Errorf("gaps behind %q, want %q", got, want)
	}
}

// articles is the gold text of the sample's articles.
func articles() string {
	var b strings.Builder
	for _, a := range sample.Gold() {
		b.WriteString(a.Text() + "\n\n")
	}
	return b.String()
}

func BenchmarkSplit(b *testing.B) {
	d := &doc.Document{Text: articles(), Language: "en"}
	_, tokens := Split(d)
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Split(d)
	}
	b.ReportMetric(float64(len(tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkReadWeights(b *testing.B) {
	for b.Loop() {
		if _, err := ReadWeights(packed); err != nil {
			b.Fatal(err)
		}
	}
}
