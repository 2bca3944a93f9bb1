package eval

import (
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/story"
)

// TestPlaceOfSomethingElse keeps a place that belongs to a name in the claim
// from being taken for the place where things were counted. It goes the whole
// road, for it hangs on the tree.
func TestPlaceOfSomethingElse(t *testing.T) {
	s := goldStory{articles: []storyArticle{
		{title: "Bears at large", text: "More than 150 attacks on beehives have been reported since October, with many blamed on a colony of brown bears in Norway."},
		{title: "Honey runs short", text: "Tempers are fraying after a series of attacks, with about 60 incidents at beehives in Norway and over 90 in Sweden since the autumn."},
	}}
	articles, err := s.read()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range story.Group(articles).Groups {
		if g.Relation == story.ConsistentByArithmetic {
			return
		}
	}
	t.Errorf("60 in Norway and 90 in Sweden are not said to make up 150: %+v", story.Group(articles).Groups)
}

// TestSumsByChance keeps figures of different things from being added up to one
// that says of nothing what it counts: lakes and dead are no crew.
func TestSumsByChance(t *testing.T) {
	articles := sampleArticles(t)
	for _, g := range story.Group(articles).Groups {
		if g.Relation != story.ConsistentByArithmetic {
			continue
		}
		for _, m := range g.Members {
			if text := articles[m.Article].Claims[m.Claim].Text; strings.Contains(text, "crew of nine") || strings.Contains(text, "four other lakes") {
				t.Errorf("%q is part of a sum: %s", text, g.Explanation)
			}
		}
	}
}
