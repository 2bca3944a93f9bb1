package analyze

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

var published = doc.Date{Year: 2025, Month: 11, Day: 4}

// article is a news article of our own, on an invented event.
const article = `Gates of Orvane dam to open in December

NORLAND (Sundwire) - The lake behind the Orvane dam is to be emptied from the beginning of next month, Water Minister Ragna Tolvesen said on Monday, as talks on its closing began in the capital.

The decision comes after a landslip on October 15 sent a wave over the crest of the dam. Five people were killed and about 2,400 had to leave their homes, according to the International Dam Authority (IDA).

"One does not negotiate with a mountain," Tolvesen told reporters. "The water has to go." She expects the work to take between 10 and 14 weeks.

Closing the dam would cost €48 million, of which a third is meant for the people of Dunvarry. Two officials with knowledge of the talks told Sundwire that the company, Skelwen Hydro, had asked the state to carry 70 per cent of the bill. It denied on Tuesday that it had named any figure.`

func check(t testing.TB, d *doc.Document) {
	t.Helper()
	if err := doc.Check(d); err != nil {
		t.Fatal(err)
	}
}

func TestEveryLayerIsThere(t *testing.T) {
	d := Analyze(article, "en-GB", nil, published)
	check(t, d)
	for layer, n := range map[string]int{
		"sentences": len(d.Sentences), "tokens": len(d.Tokens), "times": len(d.Times), "quantities": len(d.Quantities),
		"mentions": len(d.Mentions), "entities": len(d.Entities), "attributions": len(d.Attributions),
	} {
		if n < 5 {
			t.Errorf("%d %s, want 5 or more", n, layer)
		}
	}
}

func TestAnotherLanguage(t *testing.T) {
	d := Analyze("Der Damm brach am Montag. „Wir rannten“, sagte Ilsa Marren.", "de", nil, published)
	check(t, d)
	if len(d.Sentences) != 2 || len(d.Tokens) == 0 {
		t.Errorf("%d sentences, %d tokens", len(d.Sentences), len(d.Tokens))
	}
	if len(d.Times)+len(d.Quantities)+len(d.Mentions)+len(d.Attributions) > 0 {
		t.Error("English word lists were read")
	}
}

func TestBlocksThatDoNotFit(t *testing.T) {
	span := func(start, end int) doc.Block { return doc.Block{Span: text.Span{Start: start, End: end}} }
	d := Analyze("é one. two", "", []doc.Block{span(-1, 3), span(1, 4), span(3, 3), span(0, 7), span(6, 9), span(8, 11), span(9, 99)}, doc.Date{})
	check(t, d)
	if want := []doc.Block{span(0, 7), span(8, 11)}; !reflect.DeepEqual(d.Blocks, want) {
		t.Errorf("blocks %v, want %v", d.Blocks, want)
	}
}

// None of these ends in a minute unless every pass is linear.
func TestLongInput(t *testing.T) {
	for unit, size := range map[string]int{
		"a. ": 1 << 18, "a": 1 << 20, "\"": 200_000, "7 ": 400_000, "7": 200_000, "Orr said ": 1 << 18, "\"A,\" he said. ": 1 << 18,
		"in May 2014 ": 1 << 18, ". ": 1 << 18, "\x00": 1 << 18, "\xff": 1 << 18, article + "\n\n": 1 << 18,
	} {
		if testing.Short() { // the race detector's net reads a tenth as fast
			size /= 8
		}
		d := Analyze(strings.Repeat(unit, size/len(unit)), "", nil, published)
		if len(d.Tokens) == 0 {
			t.Errorf("%.20q: no tokens", unit)
		}
	}
}

// Whenever nobody waits any more the analysis ends: it asks at every sentence,
// and goes through no more of them after the answer.
func TestUntil(t *testing.T) {
	s := strings.Repeat(article+"\n\n", 8)
	asked, left := 0, math.MaxInt
	stop := func() bool { asked, left = asked+1, left-1; return left < 0 }
	got := Until(stop, s, "en", nil, published)
	all := asked
	if least := 10 * len(got.Sentences); all < least { // ten passes or more
		t.Errorf("asked %d times over %d sentences, want %d", all, len(got.Sentences), least)
	}
	got.Stop = nil
	if want := Analyze(s, "en", nil, published); !reflect.DeepEqual(got, want) {
		t.Error("another document than for somebody who waits")
	}
	for n := 0; n < all; n += 1 + all/60 {
		left = n
		if Until(stop, s, "en", nil, published) != nil {
			t.Fatalf("a document, though nobody waited after %d questions of %d", n, all)
		}
		if most := 40; -left > most { // each pass has a few loops, which ask once more
			t.Errorf("nobody waited after %d questions of %d, and %d more were asked", n, all, -left)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add(article, "en", 2025, 11, 4, 0, 0)
	f.Add("\"A. 5 of \xff“B said on Monday, $3m\u0301 more", "", 0, 0, 0, 3, 9)
	f.Add("It's U.S.-led; 20-30% (said Orr).No one, a.m.", "und", 2024, 2, 30, 1, 20)
	f.Fuzz(func(t *testing.T, s, language string, year, month, day, cut, end int) {
		published := doc.Date{Year: year % 10000, Month: month & 15 % 13, Day: day & 31 % 29}
		if published.Year <= 0 || published.Month == 0 {
			published = doc.Date{}
		}
		blocks := []doc.Block{{Span: text.Span{Start: 0, End: cut}, Kind: doc.Headline}, {Span: text.Span{Start: cut, End: end}, Kind: doc.Kind(uint(end) % 8)}}
		if cut == 0 {
			blocks = nil
		}
		d := Analyze(s, language, blocks, published)
		check(t, d)
		if again := Analyze(s, language, blocks, published); !reflect.DeepEqual(d, again) {
			t.Error("a second run gave something else")
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	s := strings.Repeat(article+"\n\n", 10)
	words := len(strings.Fields(s))
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Analyze(s, "en", nil, published)
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestFiguresBehindVerbs keeps a verb from being taken for the name that a figure
// belongs to ("room 23"), though "the killed" are people and a "house" is a thing.
func TestFiguresBehindVerbs(t *testing.T) {
	for text, want := range map[string]float64{
		"The flood has killed 23 people.":                              23,
		"The town wants to house 600 asylum seekers in the old mill.":  600,
		"The blast injured 14 men, and two of them are still in care.": 14,
	} {
		d := Analyze(text, "en", nil, doc.Date{})
		if len(d.Quantities) == 0 || d.Quantities[0].Value != want {
			t.Errorf("%q: %+v, wanted %v", text, d.Quantities, want)
		}
	}
}
