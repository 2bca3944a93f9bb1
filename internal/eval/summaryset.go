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

// Targets gives for each concept of the article the share of the summaries that
// hold it.
func (d *SummaryDoc) Targets(concepts []summary.Concept) []float64 {
	targets := make([]float64, len(concepts))
	for _, s := range d.Summaries {
		said := summary.Said(analyze.Analyze(s, "en", nil, doc.Date{}))
		for i, c := range concepts {
			if said[c.Text] {
				targets[i] += 1 / float64(len(d.Summaries))
			}
		}
	}
	return targets
}

// SummaryTable scores the weights of the folds on what they have not seen of the
// sets that they are learnt from.
func SummaryTable(docs []SummaryDoc, folds [FoldCount]*summary.Weights) Table {
	cases := func(sentences int, with func(*SummaryDoc) bool) []summarized {
		var list []summarized
		for i := range docs {
			d := &docs[i]
			if !with(d) || len(summary.Candidates(d.Doc)) <= sentences {
				continue
			}
			list = append(list, summarized{doc: d.Doc, sentences: sentences, summaries: d.Summaries, options: summary.Options{Titles: []string{d.Title}, Weights: folds[d.SummaryFold()]}})
		}
		return eligible(list)
	}
	described := func(d *SummaryDoc) bool { return len(d.Summaries) == 1 && !d.Copied }
	return Table{
		Title:   "Summaries, by weights that have not seen the article's fold",
		About:   []string{"Pages against their descriptions, where these do not copy the beginning; GUM's articles against five summaries. Base: the first sentences."},
		Columns: summaryColumns,
		Rows: []Row{
			rougeRow("pages, two sentences", cases(2, described), (*summarized).choose, meanRouge),
			rougeRow("pages, three sentences", cases(3, described), (*summarized).choose, meanRouge),
			rougeRow("GUM open, one sentence", cases(1, func(d *SummaryDoc) bool { return len(d.Summaries) > 1 }), (*summarized).choose, meanRouge),
		},
	}
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
