package summary

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
)

// The sections a.txt, b.txt and so on are the articles, whose first line may
// say when they were published; "in" holds the query and the limit.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		settings := map[string]string{"language": "en"}
		for line := range strings.Lines(in) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			settings[key] = value
		}
		names, docs := articles(sections, settings["language"])
		limit := Limit{Sentences: number(settings["sentences"]), Words: number(settings["words"])}
		return show(names, docs, Choose(docs, Options{Query: settings["query"], Limit: limit, Whole: settings["whole"] != ""}))
	})
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func articles(sections map[string]string, language string) (names []string, docs []*doc.Document) {
	for name := range sections {
		if strings.HasSuffix(name, ".txt") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		var published doc.Date
		s := sections[name]
		if date, rest, ok := strings.Cut(s, "\n"); ok && strings.HasPrefix(date, "published: ") {
			published, _ = doc.ParseDate(strings.TrimPrefix(date, "published: "))
			s = rest
		}
		docs = append(docs, byHand(strings.TrimRight(s, "\n"), language, published))
	}
	return names, docs
}

func show(names []string, docs []*doc.Document, s Summary) string {
	var b strings.Builder
	for _, c := range s.Sentences {
		fmt.Fprintf(&b, "%s: %s\n", names[c.Article], Render(docs[c.Article], docs[c.Article].Sentences[c.Sentence].Span, c.Pieces))
		for _, r := range c.AlsoIn {
			fmt.Fprintf(&b, "  also in %s: %s\n", names[r.Article], docs[r.Article].Sentences[r.Sentence].Of(docs[r.Article].Text))
		}
	}
	if len(s.Sentences) == 0 {
		return "nothing"
	}
	return b.String()
}

// story makes n articles out of a stock of sentences, so that they overlap.
func story(r *rand.Rand, n, sentences int) []*doc.Document {
	towns := []string{"Ostby", "Elverby", "Holm", "Tarn", "Vik"}
	things := []string{"ferry", "bridge", "harbour", "school", "mill", "tower", "road", "market"}
	deeds := []string{"closed", "opened", "damaged", "repaired", "sold", "painted", "searched"}
	openings := []string{"The council said the", "On Monday the", "However, the", "It is said that the", "Nobody saw how the"}
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var docs []*doc.Document
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(sentences) {
			fmt.Fprintf(&b, "%s %s of %s was %s after %d days by the %s office.\n", pick(openings), pick(things), pick(towns), pick(deeds), r.IntN(40), pick(things))
		}
		docs = append(docs, byHand(b.String(), "en", doc.Date{Year: 2025, Month: 3, Day: 1 + r.IntN(3)}))
	}
	return docs
}

func TestWhatHoldsForAnySummary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		docs := story(r, 1+r.IntN(6), 8)
		limit := Limit{Sentences: r.IntN(6), Words: r.IntN(80)}
		query := []string{"", "ferry Ostby", "bridge repaired in Elverby", "zebra"}[round%4]
		s := Choose(docs, Options{Query: query, Limit: limit})
		checkLimit(t, docs, s, limit)
		checkOnce(t, docs, s)
		if query == "zebra" && len(s.Sentences) > 0 {
			t.Errorf("round %d: a summary on zebras", round)
		}
	}
}

func checkLimit(t *testing.T, docs []*doc.Document, s Summary, limit Limit) {
	t.Helper()
	words := 0
	for _, c := range s.Sentences {
		words += len(strings.Fields(docs[c.Article].Sentences[c.Sentence].Of(docs[c.Article].Text)))
	}
	if limit.Sentences > 0 && len(s.Sentences) > limit.Sentences || limit.Words > 0 && words > limit.Words {
		t.Errorf("%d sentences, %d words: over %+v", len(s.Sentences), words, limit)
	}
}

// checkOnce checks that no sentence and no wording comes twice, and that
// sentences also in others do stand in others.
func checkOnce(t *testing.T, docs []*doc.Document, s Summary) {
	t.Helper()
	refs, texts := map[Ref]bool{}, map[string]bool{}
	for _, c := range s.Sentences {
		words := docs[c.Article].Sentences[c.Sentence].Of(docs[c.Article].Text)
		if texts[words] {
			t.Errorf("%q comes twice", words)
		}
		texts[words] = true
		for _, ref := range append([]Ref{{c.Article, c.Sentence}}, c.AlsoIn...) {
			if refs[ref] {
				t.Errorf("%v is named twice", ref)
			}
			refs[ref] = true
		}
		for _, ref := range c.AlsoIn {
			if ref.Article == c.Article {
				t.Errorf("%v is also in its own article", ref)
			}
		}
	}
}

// The same sentences are chosen in whatever order the articles come.
func TestOrderOfArticlesDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		docs := story(r, 6, 6)
		want := chosenTexts(docs, Choose(docs, Options{Limit: Limit{Sentences: 4}}))
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if got := chosenTexts(docs, Choose(docs, Options{Limit: Limit{Sentences: 4}})); !slices.Equal(got, want) {
			t.Fatalf("shuffled: %q, want %q", got, want)
		}
	}
}

func chosenTexts(docs []*doc.Document, s Summary) []string {
	var texts []string
	for _, c := range s.Sentences {
		texts = append(texts, fmt.Sprint(docs[c.Article].Sentences[c.Sentence].Of(docs[c.Article].Text), c.Salience, len(c.AlsoIn)))
	}
	slices.Sort(texts)
	return texts
}

// The parts of a salience are of what was compared: without a limit of words
// and with nothing that leans, each choice is no better than the one before.
func TestSalienceFalls(t *testing.T) {
	docs := []*doc.Document{byHand("The ferry of Ostby sank.\nThe mill of Elverby burned on Monday night.\nThe ferry of Ostby was old.\nThe school of Holm closed.", "en", doc.Date{})}
	p := gather(docs, &Options{})
	c := newChoice(p, Limit{})
	c.run(p.salience(&Options{}))
	for k := 1; k < len(c.salience); k++ {
		if c.salience[k].Total() > c.salience[k-1].Total() {
			t.Errorf("%v was chosen after %v", c.salience[k], c.salience[k-1])
		}
	}
	if len(c.salience) != 4 {
		t.Errorf("%d sentences chosen of 4", len(c.salience))
	}
}

func TestNothingToChooseFrom(t *testing.T) {
	for _, docs := range [][]*doc.Document{nil, {{}}, {byHand("# Only a heading", "en", doc.Date{})}, {byHand("... !!!", "en", doc.Date{})}} {
		if s := Choose(docs, Options{Limit: Limit{Sentences: 3}}); len(s.Sentences) > 0 {
			t.Errorf("chosen: %v", s)
		}
	}
}

func TestStem(t *testing.T) {
	for _, forms := range []string{
		"close closes closed closing", "city cities", "stop stopped stopping stops", "carry carries carried carrying",
		"pass passes passed passing", "attack attacks attacked", "plan planned planning plans", "call called calls",
	} {
		list := strings.Fields(forms)
		for _, form := range list[1:] {
			if Stem(form) != Stem(list[0]) {
				t.Errorf("%s is %q, %s is %q", form, Stem(form), list[0], Stem(list[0]))
			}
		}
	}
	for _, pair := range [][2]string{{"nation", "national"}, {"bus", "bu"}, {"crisis", "crisi"}, {"need", "ne"}, {"sing", "s"}, {"2009", "200"}} {
		if Stem(pair[0]) == Stem(pair[1]) {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], Stem(pair[0]))
		}
	}
}

func TestCountWords(t *testing.T) {
	for s, want := range map[string]int{"Two words.": 2, "He \"said so\" - twice.": 4, "a ship-to-shore link": 3, "渡轮 is 渡轮": 5, "1,200 homes": 2, "... !": 0} {
		d := byHand(s, "en", doc.Date{})
		if got := countWords(d, doc.Range{First: 0, End: len(d.Tokens)}, nil); got != want {
			t.Errorf("%q has %d words, want %d", s, got, want)
		}
	}
}

// A sentence leans on the one before by its opening, or by a pronoun that nothing
// in it can stand for.
func TestLeans(t *testing.T) {
	for s, want := range map[string]bool{
		"However, the ferry was late.":                                 true,
		"Nobody we asked had heard them.":                              true,
		"Among them were 26 children.":                                 true,
		"On Monday he told nobody.":                                    true,
		"Nobody knows why it failed.":                                  true,
		"In his report, the engineer blamed the weather.":              false,
		"Before they left, the drivers locked the gate.":               false,
		"The council said that it would close the harbour.":            false,
		"The mayor of Ostby, Ann Lee, has denied it again.":            true,
		"For the people who live below it, nothing has changed.":       true,
		"This agreement was signed by the council.":                    true,
		"This week the council closed the harbour.":                    false,
		"The harbour board sold the ferry and those who sailed on it.": false,
		"Nobody was hurt.":                                             false,
		"Jon Tveit locked the gate, for nobody would do it for him.":   false,
	} {
		d := byHand(s, "en", doc.Date{})
		all := doc.Range{First: 0, End: len(d.Tokens)}
		if got := leans(d, all, []Piece{{Span: d.Sentences[0].Span}}); got != want {
			t.Errorf("%q leans: %v, want %v", s, got, want)
		}
	}
}

// Whenever nobody waits for the documents any more the search ends, whatever
// is searched for.
func TestStop(t *testing.T) {
	many := story(rand.New(rand.NewPCG(1, 1)), 6, 30)
	for name, c := range map[string]struct {
		docs []*doc.Document
		Options
	}{
		"one article": {many[:1], Options{Limit: Limit{Sentences: 10}}},
		"several":     {many, Options{Limit: Limit{Words: 100}}},
		"a query":     {many, Options{Limit: Limit{Sentences: 10}, Query: "council ferry"}},
	} {
		var asked, left int
		for _, d := range c.docs {
			d.Stop = func() bool { asked, left = asked+1, left-1; return left < 0 }
		}
		left = math.MaxInt
		Choose(c.docs, c.Options)
		all := asked
		if all < len(c.docs[0].Sentences) {
			t.Errorf("%s: asked %d times", name, all)
		}
		for n := 0; n < all; n += 1 + all/30 {
			left = n
			if Choose(c.docs, c.Options); -left > len(c.docs)+20 {
				t.Errorf("%s: ended when asked for the %dth time of %d: asked %d times more", name, n, all, -left)
			}
		}
	}
}

func FuzzChoose(f *testing.F) {
	f.Add("One thing. Another thing.\nHe said so.", "One thing.", "thing", 2, 10)
	f.Add("# A\n\xff\xfe. .", "渡轮。渡轮。", "渡", 0, 3)
	f.Fuzz(func(t *testing.T, a, b, query string, sentences, words int) {
		docs := []*doc.Document{byHand(a, "", doc.Date{}), byHand(b, "en", doc.Date{Year: 2025})}
		limit := Limit{Sentences: max(0, sentences), Words: max(0, words)}
		s := Choose(docs, Options{Query: query, Limit: limit})
		checkOnce(t, docs, s)
		if limit.Sentences > 0 && len(s.Sentences) > limit.Sentences {
			t.Errorf("%d sentences", len(s.Sentences))
		}
	})
}

func BenchmarkOneArticle(b *testing.B) {
	docs := story(rand.New(rand.NewPCG(1, 1)), 1, 1)
	docs[0] = byHand(strings.Repeat("The council of Ostby said that the ferry would be closed in April.\n", 40), "en", doc.Date{})
	for b.Loop() {
		Choose(docs, Options{Limit: Limit{Sentences: 3}})
	}
}

func BenchmarkTenArticles(b *testing.B) {
	docs := story(rand.New(rand.NewPCG(1, 1)), 10, 40)
	for b.Loop() {
		Choose(docs, Options{Limit: Limit{Words: 100}})
	}
}

func BenchmarkThousandArticles(b *testing.B) {
	docs := story(rand.New(rand.NewPCG(1, 1)), 1000, 60)
	for _, limit := range []Limit{{Words: 200}, {Sentences: 1000}} {
		b.Run(fmt.Sprintf("%d words, %d sentences", limit.Words, limit.Sentences), func(b *testing.B) {
			for b.Loop() {
				Choose(docs, Options{Limit: limit})
			}
		})
	}
	b.Run("query", func(b *testing.B) {
		for b.Loop() {
			Choose(docs, Options{Query: "Who repaired the bridge of Elverby?", Limit: Limit{Sentences: 3}})
		}
	})
}

func BenchmarkTenThousandCopies(b *testing.B) {
	one := story(rand.New(rand.NewPCG(1, 1)), 1, 60)[0]
	var docs []*doc.Document
	for range 10_000 {
		docs = append(docs, one)
	}
	for b.Loop() {
		Choose(docs, Options{Limit: Limit{Sentences: 3}})
	}
}
