package doc

import (
	"strings"
	"testing"
	"time"

	"github.com/copydesk/copydesk/internal/text"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2025-03-04": "2025-03-04", "2025-03-04T09:30:00+01:00": "2025-03-04", "2025-03": "2025-03", "2025": "2025",
		"": "", "2025-02-30": "", "2025-3-4": "", "March": "", "2025-03-04x": "", "20250304": "",
	} {
		d, ok := ParseDate(in)
		if d.String() != want || ok != (want != "") {
			t.Errorf("%q reads as %q (%v), want %q", in, d, ok, want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	d := Date{2024, 2, 28}
	if got := d.Add(2).String(); got != "2024-03-01" {
		t.Errorf("two days after %v: %v", d, got)
	}
	if d.Weekday() != time.Wednesday || !d.Before(d.Add(1)) || d.Before(d) || (Date{}).Known() || (Date{2024, 2, 0}).Exact() {
		t.Error("weekday, order or exactness")
	}
}

// Check must see each thing that must not be.
func TestCheck(t *testing.T) {
	span := func(start, end int) text.Span { return text.Span{Start: start, End: end} }
	sound := func() *Document {
		return &Document{
			Text:      "Über Tarn.",
			Blocks:    []Block{{Span: span(0, 11)}},
			Sentences: []Sentence{{Span: span(0, 11), Tokens: Range{0, 3}}},
			Tokens:    []Token{{span(0, 5)}, {span(6, 10)}, {span(10, 11)}},
			Tags:      make([]Tag, 3),
			Heads:     []Head{{Token: 1}, {Token: -1, Relation: Root}, {Token: 0}},
			Mentions:  []Mention{{Span: span(6, 10)}},
			Entities:  []Entity{{Name: "Tarn", Mentions: []int{0}}},
			Attributions: []Attribution{{
				Source: Source{Entity: -1}, Cue: []text.Span{span(0, 5)}, Contents: []text.Span{span(6, 10)},
			}},
		}
	}
	if err := Check(sound()); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Document){
		"cuts a rune":                func(d *Document) { d.Tokens[0].Start = 1 },
		"in 11 bytes":                func(d *Document) { d.Blocks[0].End = 12 },
		"stands after one":           func(d *Document) { d.Tokens[1], d.Tokens[0] = d.Tokens[0], d.Tokens[1] },
		"has tokens":                 func(d *Document) { d.Sentences[0].Tokens = Range{1, 3} },
		"stand in no sentence":       func(d *Document) { d.Sentences[0].Tokens = Range{0, 2} },
		"outside of its sentence":    func(d *Document) { d.Sentences[0].End = 10 },
		"1 tags for 3 tokens":        func(d *Document) { d.Tags = d.Tags[:1] },
		"4 heads for 3 tokens":       func(d *Document) { d.Heads = append(d.Heads, Head{}) },
		"1 of its 3 tokens hang":     func(d *Document) { d.Heads[0].Token = 2 },
		"0 of its 3 tokens hang":     func(d *Document) { d.Heads[0].Token = -1 },
		"2 of its 3 tokens hang":     func(d *Document) { d.Heads[2].Token = 3 },
		"claims mention":             func(d *Document) { d.Entities[0].Mentions = []int{3} },
		"is never mentioned":         func(d *Document) { d.Entities = append(d.Entities, Entity{}) },
		"belong to an entity":        func(d *Document) { d.Mentions = append(d.Mentions, d.Mentions[0]) },
		"source is entity":           func(d *Document) { d.Attributions[0].Source.Entity = 7 },
		"cue or content is missing":  func(d *Document) { d.Attributions[0].Contents = nil },
		"attribution 0's source has": func(d *Document) { d.Attributions[0].Source.Span = span(5, 5) },
	} {
		d := sound()
		spoil(d)
		if err := Check(d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func TestFeatures(t *testing.T) {
	const s = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
	f := ParseFeatures(s)
	if f.String() != s || !f.Has(TensePast|Person3) || f.Has(TensePast|NumberPlur) {
		t.Errorf("%q reads as %v", s, f)
	}
	if got := ParseFeatures("_"); got != 0 || got.String() != "_" {
		t.Errorf("no features read as %v", got)
	}
	if all := Features(1<<len(featureNames) - 1); ParseFeatures(all.String()) != all {
		t.Errorf("%v does not read as itself", all)
	}
	if got := VoicePass.String(); got != "Voice=Pass" {
		t.Errorf("the last feature is called %s", got)
	}
}

func TestRelations(t *testing.T) {
	for i := range relationNames {
		if r, ok := ParseRelation(Relation(i).String()); !ok || r != Relation(i) {
			t.Errorf("%v reads as %v", Relation(i), r)
		}
	}
	if NsubjPass.Universal() != Nsubj || Obj.Universal() != Obj || Xcomp.String() != "xcomp" {
		t.Error("subtypes, or the last relation")
	}
	if r, ok := ParseRelation("nsubj:odd"); ok || r != Dep {
		t.Errorf("an unknown relation reads as %v", r)
	}
}

func TestUPOS(t *testing.T) {
	for i := range uposNames {
		if u, ok := ParseUPOS(UPOS(i).String()); !ok || u != UPOS(i) {
			t.Errorf("%v reads as %v", UPOS(i), u)
		}
	}
	if VERB.String() != "VERB" {
		t.Errorf("the last part of speech is called %v", VERB)
	}
}

func TestScore(t *testing.T) {
	s := Score{}.With("a", 1.5).With("b", 0).With("c", -0.5)
	if s.Total() != 1 || len(s) != 2 {
		t.Errorf("%v", s)
	}
}

func TestEnglish(t *testing.T) {
	for language, want := range map[string]bool{"": true, "en": true, "EN-gb": true, "und": true, "de": false, "eng-x": false} {
		if got := (&Document{Language: language}).English(); got != want {
			t.Errorf("%q: %v", language, got)
		}
	}
}
