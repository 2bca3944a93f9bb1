package eval

import (
	"testing"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
)

// All sentences together tell every fact, none tell nothing, and whoever knows
// the facts tells as many as the engine, or misses one by greed.
func TestBriefScore(t *testing.T) {
	briefs, err := storyBriefs("dev")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range briefs {
		var all []summary.Ref
		for _, list := range b.rows() {
			all = append(all, list...)
		}
		if s := b.score(all); s.told != len(b.facts) {
			t.Errorf("all sentences together tell %d of %d facts", s.told, len(b.facts))
		}
		if s := b.score(nil); s != (briefScore{}) {
			t.Errorf("no sentence tells %v", s)
		}
		if ours, oracle := b.score(b.choose()), b.score(b.oracle()); ours.told > oracle.told+1 {
			t.Errorf("%d facts told, %d by who knows them", ours.told, oracle.told)
		}
	}
}

// BenchmarkStory is the summary of the sample's eight articles beyond their
// analysis: claims, their groups, origins, and the choice.
func BenchmarkStory(b *testing.B) {
	all, err := sampleCollection()
	if err != nil {
		b.Fatal(err)
	}
	names := sample.Articles()
	told := brief{words: 100}
	for b.Loop() {
		told.articles = nil
		for i, d := range all.docs {
			told.articles = append(told.articles, story.Article{Doc: d, Claims: claim.Extract(d), Site: names[i].Name})
		}
		told.choose()
	}
}
