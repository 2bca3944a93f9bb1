package eval

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/summary"
)

// summaryScore is how one summary did, and how the lead of the article does.
type summaryScore struct{ chosen, lead rouge }

// summarized is an article with summaries to compare with.
type summarized struct {
	doc       *doc.Document
	lead      string // its first sentences
	sentences int    // how many a summary has
	summaries []string
	options   summary.Options
}

var summaryColumns = []string{"R1", "R2", "RL", "R2 low", "R2 high"}

// chooser gives the sentences of a summary as one text.
type chooser func(*summarized) string

func scoreSummary(sets fs.FS) ([]Table, error) {
	news, err := realsummCases(sets)
	if err != nil {
		return nil, err
	}
	gum, err := gumCases(sets)
	if err != nil {
		return nil, err
	}
	t := Table{
		Title: "Summaries of one article",
		About: []string{
			"F1 of ROUGE-1, ROUGE-2 and ROUGE-L, no stemming, mean over the articles; and the 95 % interval of the",
			"difference in ROUGE-2 to the baseline by a paired bootstrap, which is to lie above 0.",
			"realsumm: three sentences, CNN and Daily Mail, lower-cased, one sentence a block; nothing is learnt from it.",
			"GUM open: one sentence, five human ones to compare with, their mean and the best of them by each measure;",
			"block kinds are the annotated ones; each article by weights that have not seen its fold. Nothing is shortened.",
			"Baseline: the article's first sentences; of GUM the first that the engine would choose from, past headings, captions, datelines and credits. LexRank and",
			"coverage (the sentences that together hold most of the pairs of words that come again) are other simple things that could be done.",
		},
		Columns: summaryColumns,
		Rows: []Row{
			rougeRow("realsumm-100", news, (*summarized).choose, meanRouge),
			rougeRow("GUM open, mean", gum, (*summarized).choose, meanRouge),
			rougeRow("GUM open, best", gum, (*summarized).choose, bestRouge),
			rougeRow("realsumm-100, LexRank", news, (*summarized).lexRank, meanRouge),
			rougeRow("GUM open, mean, LexRank", gum, (*summarized).lexRank, meanRouge),
			rougeRow("realsumm-100, coverage", news, (*summarized).mostPairs, meanRouge),
			rougeRow("GUM open, mean, coverage", gum, (*summarized).mostPairs, meanRouge),
		},
	}
	return []Table{t}, nil
}

func realsummCases(sets fs.FS) ([]summarized, error) {
	cases, err := readRealsumm(sets, "realsumm-100")
	return each(cases, func(c summaryCase) summarized {
		const sentences = 3
		body, blocks := c.copy()
		return summarized{
			doc:  analyze.Analyze(body, "en", blocks, doc.Date{}),
			lead: strings.Join(c.sentences[:min(sentences, len(c.sentences))], " "), sentences: sentences,
			summaries: []string{c.reference},
		}
	}), err
}

// gumCases reads GUM with, for each document, the weights that have not seen
// its fold.
func gumCases(sets fs.FS) ([]summarized, error) {
	docs, err := readSummaryGUM(sets)
	if err != nil {
		return nil, err
	}
	var folds [FoldCount]*summary.Weights
	for i := range folds {
		if folds[i], err = readSummaryFold(i); err != nil {
			return nil, err
		}
	}
	return eligible(each(docs, func(tb treebankDoc) summarized {
		d := tb.summaryDoc()
		return summarized{
			doc: d.Doc, sentences: 1, summaries: d.Summaries,
			options: summary.Options{Titles: []string{d.Title}, Weights: folds[d.SummaryFold()]},
		}
	})), nil
}

// eligible gives the same articles with a lead to compare with: the first
// sentences that the engine would choose from, past datelines, credits and
// whatever else is no sentence.
func eligible(cases []summarized) []summarized {
	list := slices.Clone(cases)
	for i := range list {
		first := summary.Candidates(list[i].doc)
		first = first[:min(len(first), list[i].sentences)]
		list[i].lead = list[i].joined(first)
	}
	return list
}

// choose gives the engine's summary.
func (c *summarized) choose() string {
	o := c.options
	o.Limit, o.Whole = summary.Limit{Sentences: c.sentences}, true
	var chosen []int
	for _, s := range summary.Choose([]*doc.Document{c.doc}, o).Sentences {
		chosen = append(chosen, s.Sentence)
	}
	return c.joined(chosen)
}

// joined gives sentences, by their places in the document, as one text.
func (c *summarized) joined(sentences []int) string {
	slices.Sort(sentences)
	var parts []string
	for _, i := range sentences {
		parts = append(parts, c.doc.Sentences[i].Of(c.doc.Text))
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

func rougeRow(set string, cases []summarized, choose chooser, fold func(string, []string) rouge) Row {
	scores := each(cases, func(c summarized) summaryScore {
		return summaryScore{fold(choose(&c), c.summaries), fold(c.lead, c.summaries)}
	})
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
