package story

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/timex"
)

// The sections a.txt, b.txt and so on are articles marked as byHand reads them;
// a.article, b.article and so on are plain text for the passes to read.
func TestExamples(t *testing.T) {
	golden.Run(t, func(_ string, sections map[string]string) string {
		articles := fromSections(t, sections)
		s := Group(articles)
		check(t, articles, s)
		return show(articles, s)
	})
}

func fromSections(t testing.TB, sections map[string]string) []Article {
	var articles []Article
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		switch {
		case strings.HasSuffix(name, ".txt"):
			articles = append(articles, byHand(t, sections[name]))
		case strings.HasSuffix(name, ".article"):
			articles = append(articles, byPasses(sections[name]))
		}
	}
	return articles
}

// byPasses has the passes read an article that begins with the lines "site:
// ..." and "published: ...".
func byPasses(source string) Article {
	var a Article
	site, rest, _ := strings.Cut(source, "\n")
	published, text, _ := strings.Cut(rest, "\n")
	a.Site = strings.TrimPrefix(site, "site: ")
	date, _ := doc.ParseDate(strings.TrimPrefix(published, "published: "))
	a.Doc = analyze.Analyze(text, "en", nil, date)
	a.Claims = claim.Extract(a.Doc)
	return a
}

// show gives the groups with what they rest on, single claims in short, and
// the timeline.
func show(articles []Article, s Story) string {
	var b strings.Builder
	for _, g := range s.Groups {
		if len(g.Members) == 1 {
			fmt.Fprintf(&b, "alone: %s\n", g.Statement)
			continue
		}
		fmt.Fprintf(&b, "%s, %d articles, %d origins: %s\n", g.Relation, g.Articles, g.Origins, g.Explanation)
		for _, m := range g.Members {
			fmt.Fprintf(&b, "  %s: %s\n", articles[m.Article].Site, articles[m.Article].Claims[m.Claim].Text)
		}
	}
	for _, e := range s.Timeline {
		fmt.Fprintf(&b, "%s (%s), in %d: %s\n", e.Value, e.Evidence, len(e.Members), e.Statement)
	}
	return b.String()
}

// check reports what no story may be.
func check(t *testing.T, articles []Article, s Story) {
	t.Helper()
	seen := map[Ref]bool{}
	var first []Ref
	for i, g := range s.Groups {
		if !slices.IsSortedFunc(g.Members, compareRefs) || g.Statement == "" || g.Explanation == "" {
			t.Errorf("group %d: %+v", i, g)
		}
		inArticles := map[int]bool{}
		for _, m := range g.Members {
			if seen[m] {
				t.Errorf("claim %v is in two groups", m)
			}
			seen[m] = true
			inArticles[m.Article] = true
		}
		if g.Articles != len(inArticles) || g.Origins < 1 || g.Origins > g.Articles {
			t.Errorf("group %d of %d articles, %d origins has %d articles", i, g.Articles, g.Origins, len(inArticles))
		}
		if (g.Relation == Corroborated) != (g.Origins > 1) && (g.Relation == Corroborated || g.Relation == SingleSource) {
			t.Errorf("group %d is %s with %d origins", i, g.Relation, g.Origins)
		}
		first = append(first, g.Members[0])
	}
	if !slices.IsSortedFunc(first, compareRefs) {
		t.Error("the groups are not in the order of their first claims")
	}
	for i, a := range articles {
		for k := range a.Claims {
			if !seen[Ref{i, k}] {
				t.Errorf("claim %d of article %d is in no group", k, i)
			}
		}
	}
	if !slices.IsSortedFunc(s.Timeline, func(a, b Event) int { return strings.Compare(a.Latest(), b.Latest()) }) {
		t.Error("the timeline is not in order")
	}
}

// stock makes n articles of claims that meet in all kinds of ways.
func stock(t testing.TB, r *rand.Rand, n, claims, variety int) []Article {
	pick := func(stem string) string {
		return fmt.Sprintf("%s%c%c", stem, 'a'+r.IntN(variety)%26, 'a'+r.IntN(variety)/26%26)
	}
	var articles []Article
	for i := range n {
		var b strings.Builder
		day := 1 + r.IntN(5)
		fmt.Fprintf(&b, "site: Paper %d\npublished: 2025-03-%02d\n", i, day)
		for range 1 + r.IntN(2*claims-1) {
			thing, town, deed := pick("thing"), strings.ToUpper(pick("t")[:1])+pick("own"), pick("deed")
			value := 10 * (1 + r.IntN(20))
			switch r.IntN(4) {
			case 0:
				fmt.Fprintf(&b, "{About %d=about %d of %ss} %ss were %sed in {%s=place} on {Monday=2025-03-0%d}.\n", value, value, thing, thing, deed, town, day)
			case 1:
				fmt.Fprintf(&b, "In {%s=place} {%d=%d of %ss} %ss have been %sed so far.\n", town, value, value, thing, thing, deed)
			case 2:
				fmt.Fprintf(&b, "{%d=%d of %ss} %ss were %sed in {%s=place} and {%d=%d of %ss} in {%s=place}.\n", value, value, thing, thing, deed, town, value+5, value+5, thing, pick("Ort"))
			default:
				fmt.Fprintf(&b, "The %s of {%s=place} was not %sed by the %s.\n", thing, town, deed, pick("guild"))
			}
		}
		articles = append(articles, byHand(t, b.String()))
	}
	return articles
}

func TestWhatHoldsForAnyStory(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	relations := map[Relation]int{}
	for range 60 {
		articles := stock(t, r, 1+r.IntN(12), 8, 2)
		s := Group(articles)
		check(t, articles, s)
		for _, g := range s.Groups {
			relations[g.Relation]++
		}
	}
	for _, want := range []Relation{SingleSource, Corroborated, Conflicting, ConsistentByArithmetic, ChangedOverTime} {
		if relations[want] == 0 {
			t.Errorf("no group is %s: the stock does not test it", want)
		}
	}
}

// Whatever the order of the articles, the groups are the same, and so are the
// words about them.
func TestOrderOfArticlesDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 40 {
		articles := stock(t, r, 8, 8, 2)
		articles = append(articles, articles[0])
		want := byText(articles, Group(articles))
		shuffled := slices.Clone(articles)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(want, byText(shuffled, Group(shuffled))); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
	}
}

// byText gives a story without the numbers of its articles.
func byText(articles []Article, s Story) []string {
	var lines []string
	words := func(members []Ref) string {
		var list []string
		for _, m := range members {
			list = append(list, articles[m.Article].Site+": "+articles[m.Article].Claims[m.Claim].Text)
		}
		slices.Sort(list)
		return strings.Join(list, "\n")
	}
	for _, g := range s.Groups {
		lines = append(lines, fmt.Sprint(g.Relation, g.Statement, g.Explanation, g.Why, g.Articles, g.Origins, words(g.Members)))
	}
	for _, e := range s.Timeline {
		lines = append(lines, fmt.Sprint(e.Value, e.Statement, e.Evidence, words(e.Members)))
	}
	slices.Sort(lines)
	return lines
}

func TestAmounts(t *testing.T) {
	make := func(s string) amount {
		q := byHand(t, "The town has {x="+s+" of homes} homes.").Doc.Quantities[0]
		return amount{Quantity: q}
	}
	for _, c := range []struct {
		a, b             string
		agrees, excludes bool
	}{
		{"60", "60", true, false},
		{"60", "61", false, true},
		{"about 60", "62", true, false},
		{"about 60", "80", false, true},
		{"about 60", "about 65", true, false},
		{"2400", "2430", true, false}, // rounded
		{"2431", "2432", false, true},
		{"over 150", "about 155", true, false},
		{"over 150", "150", true, false},
		{"over 150", "about 140", false, false}, // overlaps only
		{"over 150", "400", false, false},       // not ruled out, and not said
		{"over 150", "100", false, true},
		{"over 150", "over 150", true, false},
		{"over 150", "over 200", false, false},
		{"upto 200", "190", true, false},
		{"upto 200", "20", false, false},
		{"upto 200", "300", false, true},
		{"upto 200", "over 150", false, false},
		{"10 14", "12", true, false},
		{"10 14", "9", false, true},
		{"10 14", "12 16", false, false},
	} {
		a, b := make(c.a), make(c.b)
		for range 2 {
			if a.agrees(b) != c.agrees || a.excludes(b) != c.excludes {
				t.Errorf("%s and %s: agrees %t, excludes %t; want %t, %t", c.a, c.b, a.agrees(b), a.excludes(b), c.agrees, c.excludes)
			}
			a, b = b, a
		}
	}
}

func TestFigure(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.5: "1,234,567.5", -1500: "-1,500", 0.25: "0.25"} {
		if got := figure(v); got != want {
			t.Errorf("%v reads %q, want %q", v, got, want)
		}
	}
}

func TestStretchOf(t *testing.T) {
	for value, want := range map[string]string{
		"2025":             "2025-01-01 2025-12-31",
		"2024-02":          "2024-02-01 2024-02-29",
		"2025-03-04":       "2025-03-04 2025-03-04",
		"2025-03-04T09:30": "2025-03-04 2025-03-04",
		"2025-W01":         "2024-12-30 2025-01-05",
		"2025-W10-2":       "2025-03-04 2025-03-04",
		"2023-FA":          "2023-09-01 2023-11-30",
		"2025-Q4":          "2025-10-01 2025-12-31",
		"XXXX-WXX-3":       "", "P3D": "", "2025-W99": "", "2025-W10-9": "", "2025-W10x": "", "PAST_REF": "", "": "",
	} {
		got := ""
		if s, ok := timex.StretchOf(value); ok {
			got = s.First.Format("2006-01-02") + " " + s.Last.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s is %q, want %q", value, got, want)
		}
	}
}

// Half of the shorter article is the bound between one origin and two.
func TestOrigins(t *testing.T) {
	words := func(from, to int) string {
		var b strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "w%d ", i)
		}
		return b.String() + "."
	}
	var docs []*doc.Document
	for _, s := range []string{words(0, 100), words(0, 100), words(40, 200), words(60, 160), words(900, 905), words(900, 905) + " more", ""} {
		docs = append(docs, byHand(t, s).Doc)
	}
	if got, want := findOrigins(docs), []int{0, 0, 0, 0, 4, 5, 6}; !slices.Equal(got, want) {
		t.Errorf("origins %v, want %v", got, want)
	}
	if got, want := findOrigins([]*doc.Document{docs[0], docs[3], byHand(t, words(150, 250)).Doc}), []int{0, 1, 2}; !slices.Equal(got, want) {
		t.Errorf("origins %v, want %v", got, want)
	}
}

func TestNoArticles(t *testing.T) {
	if s := Group(nil); len(s.Groups) > 0 || len(s.Timeline) > 0 {
		t.Errorf("a story of nothing: %+v", s)
	}
	if s := Group([]Article{{Doc: &doc.Document{}}}); len(s.Groups) > 0 {
		t.Errorf("a story of an empty article: %+v", s)
	}
}

// Whenever nobody waits for the documents any more the story ends, and so do
// the claims of each.
func TestStop(t *testing.T) {
	articles := stock(t, rand.New(rand.NewPCG(1, 1)), 40, 10, 6)
	for range 2 { // more claims than are compared each with each, and fewer
		var asked, left int
		for i := range articles {
			articles[i].Doc.Stop = func() bool { asked, left = asked+1, left-1; return left < 0 }
		}
		left = math.MaxInt
		Group(articles)
		if all := asked; all < len(articles) {
			t.Errorf("asked %d times over %d articles", all, len(articles))
		} else {
			for n := 0; n < all; n += 1 + all/30 {
				left = n
				// The articles are gone through once in each of two loops.
				if Group(articles); -left > 2*len(articles)+10 {
					t.Errorf("ended when asked for the %dth time of %d: asked %d times more", n, all, -left)
				}
			}
		}
		left = 1
		if claims := claim.Extract(articles[0].Doc); len(claims) > 1 {
			t.Errorf("%d claims after the first sentence", len(claims))
		}
		articles = articles[:8]
	}
}

// Any two texts make a story that holds together.
func FuzzGroup(f *testing.F) {
	f.Add("About 60 homes burned in Arden and over 90 in Velm.", "Over 150 homes burned, and 12 people died because of the wind.")
	f.Add("0", "\x9cb\x80") // a quotation of nothing but marks
	f.Add("The talks began.\n\nThe talks did not begin.", "\xff 5 5 5, of of in at.")
	f.Fuzz(func(t *testing.T, a, b string) {
		var articles []Article
		for _, s := range []string{a, b, a} {
			d := analyze.Analyze(s, "en", nil, doc.Date{Year: 2025, Month: 3, Day: len(articles) + 1})
			articles = append(articles, Article{Doc: d, Claims: claim.Extract(d)})
		}
		check(t, articles, Group(articles))
	})
}

func BenchmarkStory(b *testing.B) {
	articles := stock(b, rand.New(rand.NewPCG(1, 1)), 8, 20, 6)
	for b.Loop() {
		Group(articles)
	}
}

// 1,000 articles of 20 claims, and twice as many: few different words, so that
// the blocks are large.
func BenchmarkManyArticles(b *testing.B) {
	for _, n := range []int{1000, 2000} {
		articles := stock(b, rand.New(rand.NewPCG(1, 1)), n, 20, 6)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Group(articles)
			}
		})
	}
}

// 1,000 articles of 20 sentences with names, trees and sources, read by the passes.
func BenchmarkManyAnalysedArticles(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	name := func(a, c string) string { return pick(strings.Fields(a)...) + " " + pick(strings.Fields(c)...) }
	var articles []Article
	for i := range 1000 {
		var text strings.Builder
		fmt.Fprintf(&text, "site: Paper %d\npublished: 2025-03-%02d\n", i, 1+r.IntN(28))
		for range 20 {
			who, firm := name("Maud Jon Liv Anders Ragna Ines", "Orre Tveit Brisk Falkner Lund Vesk"), name("Norland Skelwen Tarn Velm", "Hydro Steel Ferries Bank")
			what, town := pick("homes", "boats", "bridges", "trees", "cars"), pick("Tarn", "Velm", "Arden", "Skerry", "Dunvarry")
			n, day := 10*(1+r.IntN(90)), pick("Monday", "Tuesday", "Friday")
			text.WriteString(pick(
				fmt.Sprintf("About %d %s were damaged in %s on %s, %s of %s said. ", n, what, town, day, who, firm),
				fmt.Sprintf("%s will pay for %d %s in %s, according to %s. ", firm, n, what, town, who),
				fmt.Sprintf("The storm destroyed more than %d %s near %s because the wind turned. ", n, what, town),
				fmt.Sprintf("%s denied that %s had sold its %s in %s. ", who, firm, what, town),
			))
		}
		articles = append(articles, byPasses(text.String()))
	}
	for b.Loop() {
		Group(articles)
	}
}

// One article in 10,000 copies, and in 10,000 versions that each have a line of
// their own.
func BenchmarkTenThousandCopies(b *testing.B) {
	one := stock(b, rand.New(rand.NewPCG(1, 1)), 1, 20, 6)[0]
	var copies, versions []Article
	for i := range 10_000 {
		copies = append(copies, one)
		versions = append(versions, byHand(b, fmt.Sprintf("%s\nThe baker number %d of the town is happy.", strings.ReplaceAll(one.Doc.Text, "\n\n", "\n"), i)))
	}
	for name, articles := range map[string][]Article{"copies": copies, "versions": versions} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Group(articles)
			}
		})
	}
}
