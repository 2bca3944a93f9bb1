package eval

import (
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/summary"
)

// summaryScore is how one summary did, and how the lead of the article does.
type summaryScore struct{ chosen, lead rouge }

func scoreSummary(sets fs.FS) ([]Table, error) {
	t := Table{
		Title: "Summaries of one article",
		About: []string{
			"F1 of ROUGE-1, ROUGE-2 and ROUGE-L, no stemming, mean over the articles; and the 95 % interval of the",
			"difference in ROUGE-2 to the baseline by a paired bootstrap, which is to lie above 0.",
			"realsumm: three sentences, CNN and Daily Mail, lower-cased, one sentence a block.",
			"GUM open dev: one sentence, five human ones to compare with, their mean and the best of them by each measure;",
			"block kinds are the annotated ones. Baseline: the article's first sentences, headings and captions apart.",
		},
		Columns: []string{"R1", "R2", "RL", "R2 low", "R2 high"},
	}
	cases, err := readRealsumm(sets, "realsumm-100")
	if err != nil {
		return nil, err
	}
	t.Rows = append(t.Rows, rougeRow("realsumm-100", each(cases, realsummScore)))
	docs, err := readTreebank(sets, "gum-open-dev")
	if err != nil {
		return nil, err
	}
	docs = only(docs, func(d treebankDoc) bool { return len(d.summaries) > 0 })
	t.Rows = append(t.Rows,
		rougeRow("GUM open dev, mean", each(docs, func(d treebankDoc) summaryScore { return treebankScore(d, meanRouge) })),
		rougeRow("GUM open dev, best", each(docs, func(d treebankDoc) summaryScore { return treebankScore(d, bestRouge) })))
	return []Table{t}, nil
}

func realsummScore(c summaryCase) summaryScore {
	const sentences = 3
	body, blocks := c.copy()
	chosen := summarize(body, blocks, sentences)
	lead := strings.Join(c.sentences[:min(sentences, len(c.sentences))], " ")
	return summaryScore{rougeOf(chosen, c.reference), rougeOf(lead, c.reference)}
}

// treebankScore compares with several references, folded into one figure.
func treebankScore(d treebankDoc, fold func(string, []string) rouge) summaryScore {
	return summaryScore{fold(summarize(d.text, d.blocks, 1), d.summaries), fold(d.lead(), d.summaries)}
}

// lead gives the first sentence that is in no heading or caption; the first if
// there is no other.
func (d treebankDoc) lead() string {
	for _, b := range d.blocks {
		if b.Kind.Heading() || b.Kind == doc.Caption {
			continue
		}
		for _, s := range d.sentences {
			if b.Contains(s) {
				return s.Of(d.text)
			}
		}
	}
	return d.sentences[0].Of(d.text)
}

// summarize gives the engine's summary as one text.
func summarize(body string, blocks []doc.Block, sentences int) string {
	d := analyze.Analyze(body, "en", blocks, doc.Date{})
	chosen := summary.Choose([]*doc.Document{d}, "", summary.Limit{Sentences: sentences})
	var parts []string
	for _, s := range chosen.Sentences {
		parts = append(parts, d.Sentences[s.Sentence].Of(d.Text))
	}
	return strings.Join(parts, " ")
}

func meanRouge(chosen string, references []string) rouge {
	var sum rouge
	for _, reference := range references {
		r := rougeOf(chosen, reference)
		sum.r1, sum.r2, sum.rl = sum.r1+r.r1, sum.r2+r.r2, sum.rl+r.rl
	}
	n := float64(len(references))
	return rouge{sum.r1 / n, sum.r2 / n, sum.rl / n}
}

func bestRouge(chosen string, references []string) rouge {
	var best rouge
	for _, reference := range references {
		r := rougeOf(chosen, reference)
		best = rouge{max(best.r1, r.r1), max(best.r2, r.r2), max(best.rl, r.rl)}
	}
	return best
}

func rougeRow(set string, scores []summaryScore) Row {
	figure := func(of func(rouge) float64) Figure {
		return Figure{
			Mean(scores, func(s summaryScore) float64 { return of(s.chosen) }),
			Mean(scores, func(s summaryScore) float64 { return of(s.lead) }),
		}
	}
	var differences []float64
	for _, s := range scores {
		differences = append(differences, s.chosen.r2-s.lead.r2)
	}
	low, high := interval(differences)
	return Row{set, len(scores), []Figure{
		figure(func(r rouge) float64 { return r.r1 }),
		figure(func(r rouge) float64 { return r.r2 }),
		figure(func(r rouge) float64 { return r.rl }),
		{low, none}, {high, none},
	}}
}
