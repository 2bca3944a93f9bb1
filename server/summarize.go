package server

import (
	"context"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// defaultSentences is the length of a summary whose request sets no limit.
const defaultSentences = 3

// limitOf gives the length that a request asks for.
func limitOf(req *copydeskv1.SummarizeRequest) summary.Limit {
	limit := summary.Limit{Sentences: int(req.GetMaxSentences()), Words: int(req.GetMaxWords())}
	if limit == (summary.Limit{}) {
		limit.Sentences = defaultSentences
	}
	return limit
}

// toldStory is what several articles claim, and how their claims stand to each
// other. The zero value tells nothing.
type toldStory struct {
	articles []story.Article
	groups   []story.ClaimGroup
}

// summarize chooses the sentences that a request asks for. A general summary of
// several articles is chosen by what they agree on.
func summarize(ctx context.Context, articles []*article, req *copydeskv1.SummarizeRequest) (toldStory, summary.Summary, error) {
	var told toldStory
	o := summaryOptions(articles)
	o.Query, o.Limit, o.Whole = req.GetQuery(), limitOf(req), req.GetWholeSentences()
	if len(articles) > 1 && o.Query == "" {
		if told.articles = tell(ctx, articles); ctx.Err() != nil {
			return told, summary.Summary{}, ctx.Err()
		}
		grouped := story.Group(told.articles)
		told.groups = grouped.Groups
		o.Origins, o.Facts = grouped.Origins, story.Facts(told.articles, grouped)
	}
	return told, summary.Choose(documents(articles), o), ctx.Err()
}

// summaryOptions gives what is known of articles beside their documents.
func summaryOptions(articles []*article) summary.Options {
	var o summary.Options
	for _, a := range articles {
		o.Titles = append(o.Titles, a.copy.Title)
	}
	return o
}

// conflicts gives what articles disagree on that a sentence of the summary, or
// one that says the same, states.
func (t toldStory) conflicts(c *converter, s summary.Summary) []*copydeskv1.SummaryConflict {
	in := map[summary.Ref]int32{}
	for i, chosen := range s.Sentences {
		in[summary.Ref{Article: chosen.Article, Sentence: chosen.Sentence}] = int32(i)
		for _, ref := range chosen.AlsoIn {
			in[ref] = int32(i)
		}
	}
	var found []*copydeskv1.SummaryConflict
	for _, g := range t.groups {
		if g.Relation != story.Conflicting {
			continue
		}
		conflict := &copydeskv1.SummaryConflict{Explanation: g.Explanation}
		for _, ref := range story.Sentences(t.articles, g) {
			if i, ok := in[ref]; ok {
				conflict.Sentences = append(conflict.Sentences, i)
			}
		}
		if len(conflict.Sentences) == 0 {
			continue
		}
		slices.Sort(conflict.Sentences)
		conflict.Sentences = slices.Compact(conflict.Sentences)
		for _, m := range g.Members {
			conflict.Claims = append(conflict.Claims, c.excerpt(m.Article, t.articles[m.Article].Claims[m.Claim].Span))
		}
		found = append(found, conflict)
	}
	return found
}

var searches = map[summary.Search]copydeskv1.SummarySearch{
	summary.Greedy:  copydeskv1.SummarySearch_SUMMARY_SEARCH_GREEDY,
	summary.Optimal: copydeskv1.SummarySearch_SUMMARY_SEARCH_OPTIMAL,
}

func (c *converter) pieces(article int, list []summary.Piece) []*copydeskv1.SummaryPiece {
	var out []*copydeskv1.SummaryPiece
	for _, p := range list {
		out = append(out, &copydeskv1.SummaryPiece{Excerpt: c.excerpt(article, p.Span), Pronoun: c.excerpt(article, p.For)})
	}
	return out
}

// rendered gives the words of a chosen sentence.
func rendered(d *doc.Document, s summary.Sentence) string {
	return summary.Render(d, d.Sentences[s.Sentence].Span, s.Pieces)
}
