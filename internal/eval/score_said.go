package eval

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
)

// scoreSaid measures how many sentences of articles have a claim.
func scoreSaid(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Claims, sentences",
		About: []string{
			"The share of sentences that end in a full stop, or in one and a quotation mark, in which a claim was found. Orders and",
			"phrases without a verb are among them, which have none: the whole cannot be had. n is the number of sentences.",
		},
		Columns: []string{"claim"},
	}
	told, err := saidInStories("dev")
	if err != nil {
		return t, err
	}
	articles, err := readClaimArticles(sets)
	if err != nil {
		return t, err
	}
	articles = slices.DeleteFunc(articles, func(a claimArticle) bool { return a.set != "news-dev" })
	var news rates
	for _, r := range each(articles, func(a claimArticle) rates {
		d := analyze.Analyze(a.text, "en", a.blocks, a.published)
		return saidIn(d, claim.Extract(d))
	}) {
		news = news.plus(r)
	}
	t.Rows = []Row{
		{"stories, dev", told.all, []Figure{{told.share(), none}}},
		{"news-dev", news.all, []Figure{{news.share(), none}}},
	}
	return t, nil
}

// saidInStories counts the sentences of one half of the story set.
func saidInStories(half string) (rates, error) {
	type counted struct {
		rates
		err error
	}
	stories, err := readStories(half)
	if err != nil {
		return rates{}, err
	}
	var sum rates
	for _, c := range each(stories, func(s goldStory) (c counted) {
		articles, err := s.read()
		for _, a := range articles {
			c.rates = c.plus(saidIn(a.Doc, a.Claims))
		}
		c.err = err
		return c
	}) {
		if c.err != nil {
			return rates{}, c.err
		}
		sum = sum.plus(c.rates)
	}
	return sum, nil
}

// saidIn counts the sentences with a full stop and those of them that have a claim.
func saidIn(d *doc.Document, claims []claim.Claim) rates {
	has := make([]bool, len(d.Sentences))
	for _, c := range claims {
		has[c.Sentence] = true
	}
	var r rates
	for i, s := range d.Sentences {
		if strings.HasSuffix(strings.TrimRight(s.Of(d.Text), "\"”’'"), ".") {
			r.count(has[i])
		}
	}
	return r
}
