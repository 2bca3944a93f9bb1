package eval

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/summary"
)

// SummaryDoc is an article with summaries that people wrote, of the sets that
// weights may be learnt from.
type SummaryDoc struct {
	ID        string
	Doc       *doc.Document
	Title     string // empty: unknown
	Summaries []string
	Copied    bool // a summary is the article's own first sentences, or part of them
}

// SummaryFold gives the fold that an article is in.
func (d *SummaryDoc) SummaryFold() int {
	h := fnv.New32a()
	h.Write([]byte(d.ID))
	return int(h.Sum32() % FoldCount)
}

// SummaryFoldFile names the file of a fold's weights, below this package's
// folder. They have not seen the fold.
func SummaryFoldFile(fold int) string { return fmt.Sprintf("testdata/folds/summary-%d.tsv", fold) }

// SummarySets reads all articles with summaries that weights may be learnt
// from: GUM's open genres, with five each, and the annotated pages, whose
// description in the head is what the newsroom says the article is about. The
// error is one of reading.
func SummarySets(sets fs.FS) ([]SummaryDoc, error) {
	gum, err := readSummaryGUM(sets)
	if err != nil {
		return nil, err
	}
	docs := each(gum, func(tb treebankDoc) SummaryDoc { return tb.summaryDoc() })
	for _, set := range CleanSets {
		pages, err := ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		pages = only(pages, func(p CleanPage) bool { return p.described() })
		docs = append(docs, each(pages, func(p CleanPage) SummaryDoc { return p.summaryDoc() })...)
	}
	return docs, nil
}

// readSummaryGUM reads both parts of GUM, as far as there are summaries.
func readSummaryGUM(sets fs.FS) ([]treebankDoc, error) {
	var all []treebankDoc
	for _, name := range []string{"gum-open-train", "gum-open-dev"} {
		docs, err := readTreebank(sets, name)
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	return only(all, func(d treebankDoc) bool { return len(d.summaries) > 0 }), nil
}

func (tb treebankDoc) summaryDoc() SummaryDoc {
	return SummaryDoc{ID: tb.id, Doc: analyze.Analyze(tb.text, "en", tb.blocks, doc.Date{}), Title: tb.heading(), Summaries: tb.summaries}
}

// heading gives the document's first block if that is a heading.
func (tb treebankDoc) heading() string {
	if len(tb.blocks) > 0 && tb.blocks[0].Kind.Heading() {
		return tb.blocks[0].Of(tb.text)
	}
	return ""
}

// What page is learnt from: one with a whole description of some length, and a
// body that is long enough to choose from and no book.
const (
	describedWords = 12
	bodyLeast      = 150
	bodyMost       = 3000
)

// description gives what the page's head says of the article; empty if that is
// cut off.
func (p *CleanPage) description() string {
	parsed, err := page.Parse([]byte(p.HTML), "text/html; charset=utf-8")
	if err != nil {
		return ""
	}
	longest := ""
	for _, name := range []string{"og:description", "description"} {
		if s := strings.TrimSpace(parsed.Head.Get(name)); len(s) > len(longest) {
			longest = s
		}
	}
	if strings.HasSuffix(longest, "...") || strings.HasSuffix(longest, "…") {
		return ""
	}
	return longest
}

func (p *CleanPage) described() bool {
	n := len(strings.Fields(p.Gold))
	return p.English() && n >= bodyLeast && n <= bodyMost && len(strings.Fields(p.description())) >= describedWords
}

// summaryDoc gives the page's body as annotated, each line a paragraph.
func (p *CleanPage) summaryDoc() SummaryDoc {
	body := strings.ReplaceAll(p.Gold, "\n", "\n\n")
	d := SummaryDoc{ID: p.Site(), Doc: analyze.Analyze(body, "en", nil, doc.Date{}), Title: p.Title, Summaries: []string{p.description()}}
	told := strings.Join(rougeWords(d.Summaries[0]), " ")
	start := d.Doc.Text[:min(len(d.Doc.Text), 2*len(d.Summaries[0])+200)]
	d.Copied = strings.Contains(strings.Join(rougeWords(start), " "), told)
	if len(d.Doc.Sentences) > 0 {
		d.Copied = d.Copied || strings.Contains(told, strings.Join(rougeWords(d.Doc.Sentences[0].Of(d.Doc.Text)), " "))
	}
	return d
}

// Targets gives for each row of the article how much of the summaries its
// sentence has: the mean F1 of ROUGE-2.
func (d *SummaryDoc) Targets(rows []summary.Row) []float64 {
	targets := make([]float64, len(rows))
	for i, r := range rows {
		targets[i] = meanRouge(d.Doc.Sentences[r.Sentence].Of(d.Doc.Text), d.Summaries).r2
	}
	return targets
}

// readSummaryFold reads the committed weights of a fold.
func readSummaryFold(fold int) (*summary.Weights, error) {
	table, err := foldFiles.ReadFile(SummaryFoldFile(fold))
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	w, err := summary.ReadWeights(string(table))
	if err != nil {
		return nil, fmt.Errorf("eval: %s: %w", SummaryFoldFile(fold), err)
	}
	return w, nil
}
