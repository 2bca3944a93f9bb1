package coref

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/text"
)

// The sections a.txt, b.txt and so on are articles with their names marked, see
// named; a.article, b.article and so on are plain text for the passes to read. The
// section "show" says what is shown: "entities", or groups of "mentions" or
// "events", whose words the section "words" lists.
func TestExamples(t *testing.T) {
	golden.Run(t, func(_ string, sections map[string]string) string {
		articles := fromSections(t, sections)
		switch show := strings.TrimSpace(sections["show"]); show {
		case "entities":
			return showEntities(articles)
		case "events":
			return showMentions(t, articles, sections, GroupEventMentions)
		default:
			return showMentions(t, articles, sections, GroupEntityMentions)
		}
	})
}

// article is a document and where it appeared.
type article struct {
	site string
	doc  *doc.Document
}

func fromSections(t *testing.T, sections map[string]string) []article {
	var articles []article
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		if !strings.Contains(name, ".") {
			continue
		}
		site, rest, _ := strings.Cut(sections[name], "\n")
		published, body, _ := strings.Cut(rest, "\n")
		date, _ := doc.ParseDate(strings.TrimPrefix(published, "published: "))
		a := article{site: strings.TrimPrefix(site, "site: ")}
		if strings.HasSuffix(name, ".txt") {
			a.doc = named(t, body)
			a.doc.Published = date
		} else {
			a.doc = analyze.Analyze(body, "en", nil, date)
		}
		articles = append(articles, a)
	}
	return articles
}

// named makes a document of a text in which names are marked, {Maud Orre=person},
// so that what is tested does not hang on how well they are found. A name that
// comes again is the same entity.
func named(t *testing.T, source string) *doc.Document {
	t.Helper()
	d := &doc.Document{Language: "en"}
	entities := map[string]int{}
	for source != "" {
		before, rest, _ := strings.Cut(source, "{")
		mark, after, _ := strings.Cut(rest, "}")
		name, kind, marked := strings.Cut(mark, "=")
		d.Text += before
		if marked {
			e, known := entities[mark]
			if !known {
				e = len(d.Entities)
				entities[mark] = e
				d.Entities = append(d.Entities, doc.Entity{Name: name, Type: entityTypes[kind]})
			}
			d.Mentions = append(d.Mentions, doc.Mention{Span: text.Span{Start: len(d.Text), End: len(d.Text) + len(name)}, Entity: e})
			d.Entities[e].Mentions = append(d.Entities[e].Mentions, len(d.Mentions)-1)
			d.Text += name
		}
		source = after
	}
	return d
}

var entityTypes = map[string]doc.EntityType{"person": doc.Person, "place": doc.Place, "organisation": doc.Organisation}

func documents(articles []article) []*doc.Document {
	var docs []*doc.Document
	for _, a := range articles {
		docs = append(docs, a.doc)
	}
	return docs
}

// showEntities gives each entity with the names that the articles have for it.
func showEntities(articles []article) string {
	var b strings.Builder
	for _, e := range Entities(documents(articles)) {
		fmt.Fprintf(&b, "%s (%s):", e.Name, typeNames[e.Type])
		for _, m := range e.Members {
			fmt.Fprintf(&b, " %s %q", articles[m.Document].site, articles[m.Document].doc.Entities[m.Entity].Name)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var typeNames = map[doc.EntityType]string{
	doc.Unknown: "unknown", doc.Person: "person", doc.Place: "place", doc.Organisation: "organisation", doc.Other: "other",
}

// showMentions gives the groups of the words in the section "words", each line of
// which has an article's letter and words in it: the first such, or, after "2 ",
// the second.
func showMentions(t *testing.T, articles []article, sections map[string]string, group func([]*doc.Document, []Words) []int) string {
	letters := slices.DeleteFunc(slices.Sorted(maps.Keys(sections)), func(s string) bool { return !strings.Contains(s, ".") })
	var mentions []Words
	var lines []string
	for line := range strings.Lines(sections["words"]) {
		line = strings.TrimSpace(line)
		letter, words, _ := strings.Cut(line, " ")
		i := slices.IndexFunc(letters, func(s string) bool { return strings.HasPrefix(s, letter+".") })
		if i < 0 {
			t.Fatalf("%q names no article", line)
		}
		at := -1
		whole := articles[i].doc.Text
		if rest, ok := strings.CutPrefix(words, "2 "); ok {
			words = rest
			at = strings.Index(whole, words) + len(words)
			at += strings.Index(whole[at:], words)
		} else {
			at = strings.Index(whole, words)
		}
		if at < 0 {
			t.Fatalf("%q is not in the article", line)
		}
		mentions = append(mentions, Words{i, []text.Span{{Start: at, End: at + len(words)}}})
		lines = append(lines, line)
	}
	groups := group(documents(articles), mentions)
	var b strings.Builder
	for i, g := range groups {
		if g != i {
			continue
		}
		var of []string
		for k, h := range groups {
			if h == i {
				of = append(of, lines[k])
			}
		}
		fmt.Fprintln(&b, strings.Join(of, " | "))
	}
	return b.String()
}

// Two names in two documents of their own.
func TestNamesOfOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{"Maud Orre=person", "Maud Orre=person", true},
		{"Maud Orre=person", "Orre=person", true},
		{"Maud Orre=person", "Orre=place", false},
		{"Maud Orre=person", "Maud K. Orre=person", true},
		{"Maud Kari Orre=person", "Maud K. Orre=person", true},
		{"Maud Lis Orre=person", "Maud K. Orre=person", false},
		{"M. Orre=person", "Maud Orre=person", true},
		{"Maud Orre=person", "Jon Orre=person", false},
		{"Maud Orre Jr.=person", "Maud Orre=person", true},
		{"Qadir Zemmour=person", "Kadir Zemour=person", true},
		{"Karin Zemmour=person", "Karen Zemour=person", false},          // both are given names
		{"Ana Ørsted-Müller=person", "Ana Orsted Muller=person", false}, // Ø is a letter of its own
		{"Zoë Müller=person", "Zoe Muller=person", true},
		{"Norland Steel Inc.=organisation", "Norland Steel=organisation", true},
		{"Norland Steel=organisation", "Norland=organisation", true},
		{"Norland Steel=organisation", "Norland=place", false},
		{"Norland Water Board=organisation", "NWB=organisation", true},
		{"Bureau of Inland Ferries=organisation", "BIF=organisation", true},
		{"Norland Water Board=organisation", "NWO=organisation", false},
		{"the Harbour Trust=organisation", "Harbour Trust=organisation", true},
		{"United States=place", "U.S.=place", true},
		{"South Tarn=place", "Tarn=place", false},
		{"Tarn=place", "Tarn=organisation", true}, // its town council
		{"Al-Nahda Party=organisation", "Al Nahda Party=organisation", true},
	} {
		a, b := named(t, "{"+c.a+"} spoke."), named(t, "It was {"+c.b+"}.")
		for _, docs := range [][]*doc.Document{{a, b}, {b, a}} {
			if got := len(Entities(docs)) == 1; got != c.one {
				t.Errorf("%s and %s are one: %t, want %t", c.a, c.b, got, c.one)
			}
		}
	}
}

// A name that can be short for two is short for none.
func TestNamesThatMayBeSeveral(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  int
	}{
		{[]string{"Maud Orre=person", "Jon Orre=person", "Orre=person"}, 3},
		{[]string{"Maud Orre=person", "Maud K. Orre=person", "Orre=person"}, 1},
		{[]string{"Maud K. Orre=person", "Maud L. Orre=person", "Maud Orre=person"}, 3},
		{[]string{"Norland Water Board=organisation", "New World Bank=organisation", "NWB=organisation"}, 3},
		{[]string{"Norland Airlines=organisation", "Norland Motors=organisation", "Norland=organisation"}, 3},
		{[]string{"Tarn Ferry Line=organisation", "Norland Tarn Ferry Line=organisation", "Ferry Line=organisation"}, 1},
	} {
		var docs []*doc.Document
		for _, n := range c.names {
			docs = append(docs, named(t, "It was {"+n+"}."))
		}
		for range 6 {
			if got := len(Entities(docs)); got != c.want {
				t.Errorf("%v are %d, want %d", c.names, got, c.want)
			}
			rand.New(rand.NewPCG(1, uint64(len(docs)))).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		}
	}
}

// Every entity of every document is in one group, groups come in the order of
// their first members, and do not hang on the order of documents.
func TestWhatHoldsForAnyEntities(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	given, surnames, types := []string{"Ana", "A.", "Maud", "Jon K.", "Jon"}, []string{"Orre", "Tveit", "Norland", "Vesk"}, []string{"person", "place", "organisation", "person"}
	for range 50 {
		var docs []*doc.Document
		for range 6 {
			var b strings.Builder
			for range 1 + r.IntN(4) {
				name := surnames[r.IntN(len(surnames))]
				if r.IntN(2) == 0 {
					name = given[r.IntN(len(given))] + " " + name
				}
				fmt.Fprintf(&b, "It was {%s=%s}.\n", name, types[r.IntN(len(types))])
			}
			docs = append(docs, named(t, b.String()))
		}
		want := partition(t, docs)
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		if diff := cmp.Diff(want, partition(t, docs)); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
	}
}

func partition(t *testing.T, docs []*doc.Document) []string {
	var all []string
	seen := map[EntityRef]bool{}
	var last EntityRef
	for k, e := range Entities(docs) {
		var members []string
		for _, m := range e.Members {
			if seen[m] {
				t.Errorf("%v is in two groups", m)
			}
			seen[m] = true
			members = append(members, docs[m.Document].Text+docs[m.Document].Entities[m.Entity].Name)
		}
		first := e.Members[0]
		if k > 0 && (first.Document < last.Document || first.Document == last.Document && first.Entity < last.Entity) {
			t.Errorf("group of %v behind that of %v", first, last)
		}
		last = first
		slices.Sort(members)
		all = append(all, fmt.Sprint(e.Name, e.Type, members))
	}
	for i, d := range docs {
		for e := range d.Entities {
			if !seen[EntityRef{i, e}] {
				t.Errorf("%d of document %d is in no group", e, i)
			}
		}
	}
	slices.Sort(all)
	return all
}

// The groups of mentions do not hang on the order of documents or mentions, and
// every group goes by its first member.
func TestOrderOfMentionsDoesNotMatter(t *testing.T) {
	texts := []string{
		"Skelwen Hydro buys Tarn shipyard\n\nSkelwen Hydro bought the shipyard of Tarn on Monday. The company, which made the offer in May, said the purchase was cheap. It will pay later.",
		"Tarn shipyard sold\n\nSkelwen Hydro bought the Tarn shipyard on Monday, Maud Orre said. The sale ends a strike. She said it would pay.",
		"A strike began in Velm. The strikers said that Hydro bought nothing. This angered them.",
	}
	var docs []*doc.Document
	var mentions []Words
	for i, s := range texts {
		d := analyze.Analyze(s, "en", nil, doc.Date{Year: 2025, Month: 3, Day: 4})
		docs = append(docs, d)
		for k, tag := range d.Tags {
			if tag.UPOS == doc.VERB || tag.UPOS == doc.NOUN || tag.UPOS == doc.PROPN || tag.UPOS == doc.PRON {
				mentions = append(mentions, Words{i, []text.Span{d.Tokens[k].Span}})
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for name, group := range map[string]func([]*doc.Document, []Words) []int{"entities": GroupEntityMentions, "events": GroupEventMentions} {
		want := wordGroups(t, docs, mentions, group)
		if len(want) == len(mentions) {
			t.Errorf("%s: nothing is grouped", name)
		}
		for range 5 {
			to := r.Perm(len(docs))
			moved := make([]*doc.Document, len(docs))
			for i, k := range to {
				moved[k] = docs[i]
			}
			other := slices.Clone(mentions)
			r.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
			for i := range other {
				other[i].Document = to[other[i].Document]
			}
			if diff := cmp.Diff(want, wordGroups(t, moved, other, group)); diff != "" {
				t.Fatalf("%s in another order:\n%s", name, diff)
			}
		}
	}
}

func wordGroups(t *testing.T, docs []*doc.Document, mentions []Words, group func([]*doc.Document, []Words) []int) []string {
	members := map[int][]string{}
	for i, g := range group(docs, mentions) {
		if g > i || len(members[g]) == 0 && g != i {
			t.Errorf("mention %d is in group %d, which is not its first member", i, g)
		}
		d := docs[mentions[i].Document]
		members[g] = append(members[g], fmt.Sprintf("%q at %d of %q", mentions[i].Spans[0].Of(d.Text), mentions[i].Spans[0].Start, d.Text[:9]))
	}
	var all []string
	for _, m := range members {
		slices.Sort(m)
		all = append(all, strings.Join(m, " | "))
	}
	slices.Sort(all)
	return all
}

// Documents in a language that is not read have no trees.
func TestMentionsWithoutTrees(t *testing.T) {
	d := &doc.Document{Text: "Der Damm brach."}
	words := []Words{{0, []text.Span{{Start: 4, End: 8}}}, {0, []text.Span{{Start: 9, End: 14}}}}
	if got := GroupEntityMentions([]*doc.Document{d}, words); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("entities %v", got)
	}
	if got := GroupEventMentions([]*doc.Document{d}, words); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("events %v", got)
	}
}
