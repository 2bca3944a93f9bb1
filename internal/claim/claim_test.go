package claim

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/text"
)

// The section "layers" lists the layers of the text in the "in" section, see
// byHand; without one the passes find them. "language" is its language, where it
// is not English.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		language := "en"
		if l, ok := sections["language"]; ok {
			language = strings.TrimSpace(l)
		}
		layers, ok := sections["layers"]
		d := analyze.Analyze(in, language, nil, doc.Date{Year: 2025, Month: 3, Day: 4})
		if ok {
			d = byHand(t, strings.TrimRight(in, "\n"), layers, language)
		}
		claims := Extract(d)
		check(t, d, claims)
		return show(d, claims)
	})
}

// check reports what no claim may be.
func check(t *testing.T, d *doc.Document, claims []Claim) {
	t.Helper()
	last := 0
	for i, c := range claims {
		if c.Span.Start < last || c.Span.Empty() || !d.Sentences[c.Sentence].Contains(c.Span) {
			t.Errorf("claim %d at %v after %d, in the sentence at %v", i, c.Span, last, d.Sentences[c.Sentence].Span)
		}
		last = c.Span.Start
		if c.Pieces[0].Start != c.Span.Start || c.Pieces[len(c.Pieces)-1].End != c.Span.End {
			t.Errorf("claim %d at %v rests on %v", i, c.Span, c.Pieces)
		}
		for _, q := range c.Quantities {
			within(t, d.Quantities[q].Span, c.Pieces)
		}
		for _, m := range c.Mentions {
			if !d.Sentences[c.Sentence].Contains(d.Mentions[m].Span) {
				t.Errorf("claim %d mentions %v", i, d.Mentions[m].Span)
			}
		}
		at := 0
		for _, in := range c.Insertions {
			if in.Start < at || in.Empty() || in.End > len(c.Text) || in.Reason == 0 || !in.Place.Empty() && !d.Sentences[c.Sentence].Contains(in.Place) {
				t.Errorf("claim %d, %q, has the insertion %v after %d", i, c.Text, in, at)
			}
			at = in.End
		}
		if w := c.Worth.Total(); w < 0 || w > 1 || len(c.Worth) == 0 {
			t.Errorf("claim %d is worth %v", i, c.Worth)
		}
		if c.Text == "" || utf8.ValidString(d.Text) && !utf8.ValidString(c.Text) {
			t.Errorf("claim %d reads %q", i, c.Text)
		}
		if len(c.Attributions) > 0 && c.Modality == Asserted {
			t.Errorf("claim %d is attributed and asserted", i)
		}
	}
}

func within(t *testing.T, s text.Span, pieces []text.Span) {
	t.Helper()
	for _, p := range pieces {
		if p.Contains(s) {
			return
		}
	}
	t.Errorf("%v is outside of %v", s, pieces)
}

// The text of a claim adds no word to what the article has.
func TestWordingAddsNothing(t *testing.T) {
	for s, want := range map[string]string{
		`that the ferry had sunk`:       `The ferry had sunk.`,
		`"The ferry sank."`:             `The ferry sank.`,
		`“The ferry sank,”`:             `The ferry sank.`,
		`“The ferry sank`:               `The ferry sank.`,
		`the ferry was "old" and "wet"`: `The ferry was "old" and "wet".`,
		`"old" ferries are "wet"`:       `"old" ferries are "wet".`,
		`and that the ferry sank`:       `The ferry sank.`,
		`So far 40 ferries have sunk`:   `So far 40 ferries have sunk.`,
		`So, the ferry sank`:            `The ferry sank.`,
		`the ferry sank:`:               `The ferry sank.`,
		`it took “some months,”`:        `It took “some months”.`,
		`he called it “a wreck.”`:       `He called it “a wreck.”`,
		"it\n sank  in\tApril ":         `It sank in April.`,
		`élan is not enough`:            `Élan is not enough.`,
		`but`:                           `But.`,
		`渡轮停了。`:                         `渡轮停了。`,
	} {
		if got := worded(byHand(t, strings.ReplaceAll(s, "\n", " "), "", "en")); got != want {
			t.Errorf("%q reads %q, want %q", s, got, want)
		}
	}
}

// worded gives all words of a document as a claim's text.
func worded(d *doc.Document) string {
	var s statement
	for i := range d.Tokens {
		s.words = append(s.words, inPlace(i))
	}
	words, _, _ := read(d, newIndex(d), 0, nil).sentenceOf(s)
	return words
}

// The weights keep what proto/copydesk/v1 promises of the sum, whatever comes
// together.
func TestWorthIsHeldByItsWeights(t *testing.T) {
	most := statementWorth + figureWorth + actorWorth + placeWorth + timeWorth + comparisonWorth + namedSourceWorth
	if least := statementWorth + unnamedWorth + min(opinionWorth, hedgeWorth, planWorth) + unclearWorth; most > 1 || least < 0 {
		t.Errorf("worth reaches from %v to %v", least, most)
	}
}

func TestMainClause(t *testing.T) {
	for s, want := range map[string]string{
		"if it rains , the bridge will close":                  "if , the bridge will close",
		"the bridge , which is old , will close":               "the bridge , which , will close",
		"residents who had left were not told":                 "residents who were not told",
		"residents who had not left were told":                 "residents who were told",
		"the council said it would close because it was broke": "the council said it would close because",
		"after the flood the bridge was closed":                "after the flood the bridge was closed",
		"it was closed after it had been hit , he said":        "it was closed after , he said",
	} {
		words := strings.Fields(s)
		var got []string
		for i, main := range mainClause(words) {
			if main {
				got = append(got, words[i])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: main clause %q, want %q", s, strings.Join(got, " "), want)
		}
	}
}

// Any attributions, nested or crossing, give claims that hold together.
func TestExtractOnAnyAttributions(t *testing.T) {
	const s = "The ferry was old and the council said that the bridge was new , he said . It may rain on the islands , she denied , if the wind turns ."
	r := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		d := byHand(t, s, "", "en")
		spans := func(n int) []text.Span {
			var list []text.Span
			for at := r.IntN(20); n > 0 && at < len(d.Tokens)-1; n-- {
				end := min(len(d.Tokens)-1, at+r.IntN(12))
				list = append(list, text.Span{Start: d.Tokens[at].Start, End: d.Tokens[end].End})
				at = end + 1 + r.IntN(4)
			}
			return list
		}
		for range r.IntN(5) {
			d.Attributions = append(d.Attributions, doc.Attribution{Source: doc.Source{Entity: -1}, Cue: spans(1), Contents: spans(1 + r.IntN(3))})
		}
		sortLayers(d)
		check(t, d, Extract(d))
	}
}

// Any tags, trees and layers give claims that hold together.
func TestExtractOnAnyTree(t *testing.T) {
	const s = "Who did not say that Orr , the mayor of Velm , which she sold on Monday and which it bought , will not close the mill and sell it , while we , not told by him , may \" buy the ferry \" if it sinks ; I have seen nothing because of this move ."
	r := rand.New(rand.NewPCG(2, 2))
	xpos := []string{"", "VBD", "VBZ", "VBP", "VB", "VBN", "MD", "NN", "NNS", "NNP", "PRP", "DT", "JJ", "RB"}
	for range 3000 {
		d := byHand(t, s, "attribution: Orr | say | the mayor of Velm | if it sinks\nmention: she | Maud Orr | person\nmention: Orr | Maud Orr | person\nmention: it | ferry | organisation\ntime: Monday | 2025-03-03", "en")
		d.Times[0].Anchor = doc.Date{Year: 2025, Month: 3, Day: 4}
		n := len(d.Tokens)
		order := r.Perm(n)
		d.Tags, d.Heads = make([]doc.Tag, n), make([]doc.Head, n)
		for k, i := range order {
			d.Tags[i] = doc.Tag{UPOS: doc.UPOS(r.IntN(int(doc.VERB) + 1)), XPOS: xpos[r.IntN(len(xpos))], Lemma: strings.ToLower(d.Tokens[i].Of(s))}
			if strings.Contains(",;.\"", d.Tokens[i].Of(s)) {
				d.Tags[i].UPOS = doc.PUNCT
			}
			d.Heads[i] = doc.Head{Token: -1, Relation: doc.Root}
			if k > 0 {
				d.Heads[i] = doc.Head{Token: order[max(0, k-1-r.IntN(4))], Relation: doc.Relation(r.IntN(int(doc.Xcomp) + 1))}
			}
		}
		if err := doc.Check(d); err != nil {
			t.Fatal(err)
		}
		check(t, d, Extract(d))
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("The ferry did not run on Sunday. \"It may,\" he said.", "en")
	f.Add("\xff n't never “if” . ? 渡轮停了。", "")
	f.Fuzz(func(t *testing.T, s, language string) {
		d := byHand(t, s, "", language)
		check(t, d, Extract(d))
		d = analyze.Analyze(s, language, nil, doc.Date{Year: 2025, Month: 3, Day: 4})
		check(t, d, Extract(d))
	})
}

func BenchmarkExtract(b *testing.B) {
	d := byHand(b, strings.Repeat("The council, which had met twice, did not say that the ferry would be sold if nobody paid 40 crowns. ", 40), "", "en")
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		Extract(d)
	}
}

// The same with trees.
func BenchmarkExtractTrees(b *testing.B) {
	d := analyze.Analyze(strings.Repeat("The council, which had met twice, did not say that the ferry would be sold if nobody paid 40 crowns. ", 40), "en", nil, doc.Date{})
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		Extract(d)
	}
}

// One sentence of 4 MB, and 2 million full stops: the second figure is to be
// about as many nanoseconds a byte as the first.
func BenchmarkExtractHostile(b *testing.B) {
	for name, s := range map[string]string{
		"stops": strings.Repeat(".", 2_000_000),
		"who":   strings.Repeat("who did not if no one said ", 150_000),
		"and":   strings.Repeat("the old dyke held , and ", 150_000),
		"short": strings.Repeat("That was not so. ", 250_000),
	} {
		d := byHand(b, s, "", "en")
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(d.Text)))
			for b.Loop() {
				Extract(d)
			}
		})
	}
}
