package eval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/story"
)

// The sample corpus and stories of the half that may be looked at, in any order of
// their articles, make the same groups with the same names, relations and
// explanations, the same timeline and the same entities.
func TestOrderOfRealArticlesDoesNotMatter(t *testing.T) {
	stories, err := readStories("dev")
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]story.Article{"sample": sampleArticles(t)}
	for _, i := range []int{0, len(stories) / 2} {
		articles, err := stories[i].read()
		if err != nil {
			t.Fatal(err)
		}
		sets[fmt.Sprint("story ", i)] = articles
	}
	for name, articles := range sets {
		t.Run(name, func(t *testing.T) {
			want := content(articles)
			if len(want) < len(articles) {
				t.Fatalf("%d groups of %d articles", len(want), len(articles))
			}
			r := rand.New(rand.NewPCG(1, 2))
			for range 8 {
				shuffled := slices.Clone(articles)
				r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
				if diff := cmp.Diff(want, content(shuffled)); diff != "" {
					t.Fatalf("in another order:\n%s", diff)
				}
			}
		})
	}
}

// sampleArticles goes the whole road with the sample corpus.
func sampleArticles(t *testing.T) []story.Article {
	var articles []story.Article
	for _, a := range sample.Articles() {
		p, err := page.Parse(a.Page, a.ContentType)
		if err != nil {
			t.Fatal(err)
		}
		c := clean.Clean(p, clean.Hints{})
		d := analyze.Analyze(c.Text, c.Language, c.Blocks, c.Anchor)
		articles = append(articles, story.Article{Doc: d, Claims: claim.Extract(d), Title: c.Title, Site: a.Name})
	}
	return articles
}

// content gives what is found in a story without the numbers of its articles.
func content(articles []story.Article) []string {
	s := story.Group(articles)
	words := func(members []story.Ref) string {
		var list []string
		for _, m := range members {
			list = append(list, articles[m.Article].Site+": "+articles[m.Article].Claims[m.Claim].Text)
		}
		slices.Sort(list)
		return strings.Join(list, "\n")
	}
	var lines []string
	for _, g := range s.Groups {
		lines = append(lines, fmt.Sprint("group ", g.Relation, g.Statement, g.Explanation, g.Why, g.Articles, g.Origins, words(g.Members)))
	}
	for _, e := range s.Timeline {
		lines = append(lines, fmt.Sprint("event ", e.Value, e.Statement, e.Evidence, words(e.Members)))
	}
	var docs []*doc.Document
	for _, a := range articles {
		docs = append(docs, a.Doc)
	}
	for _, e := range coref.Entities(docs) {
		var members []string
		for _, m := range e.Members {
			members = append(members, articles[m.Document].Site+": "+docs[m.Document].Entities[m.Entity].Name)
		}
		slices.Sort(members)
		lines = append(lines, fmt.Sprint("entity ", e.Name, e.Type, members))
	}
	slices.Sort(lines)
	return lines
}
