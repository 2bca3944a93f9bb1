package eval

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/page"
)

// CleanSets names the sets for Clean.
var CleanSets = []string{"web-dev", "news-dev"}

// cleanForm is one of the forms in which a set has its pages.
type cleanForm struct {
	name  string
	facts bool // title, authors and date are measured too
	parse func(*CleanPage) (*page.Page, clean.Hints, error)
}

// cleanForms gives the forms. The text forms come without their URL: how much
// the text alone gives away is what they are for.
func cleanForms() []cleanForm {
	return []cleanForm{
		{"html", true, func(p *CleanPage) (*page.Page, clean.Hints, error) {
			parsed, err := page.ParseString(p.HTML, "text/html; charset=utf-8")
			return parsed, clean.Hints{URL: p.URL}, err
		}},
		{"flat", true, func(p *CleanPage) (*page.Page, clean.Hints, error) {
			parsed, err := page.FromText(p.Flat)
			return parsed, clean.Hints{}, err
		}},
		{"flatmid", false, func(p *CleanPage) (*page.Page, clean.Hints, error) {
			parsed, err := page.FromText(p.FlatMid)
			return parsed, clean.Hints{}, err
		}},
	}
}

// cleanScore is how Clean did on one page.
type cleanScore struct {
	id         string
	english    bool
	body       Overlap // words of the clean copy
	everything Overlap // words of all blocks
	title      fact
	author     fact
	date       fact
}

// fact is how Clean did on one thing that a page may say of itself.
type fact struct {
	right    bool
	baseline bool // whether the baseline is right
	stated   bool // the annotation has it
	given    bool // the answer has it
}

// scoreOf cleans one page in one form, by weights that were learnt without its
// site. A page that is refused has an empty copy.
func (f cleanForm) scoreOf(p CleanPage, folds Folds) cleanScore {
	s := cleanScore{id: p.ID, english: p.English()}
	parsed, hints, err := f.parse(&p)
	if err != nil {
		parsed = &page.Page{}
	}
	c := folds[p.Fold()].Clean(parsed, hints)
	s.body = WordOverlap(c.Text, p.Gold)
	s.everything = WordOverlap(allText(parsed), p.Gold)
	s.title = fact{
		right:    SameTitle(c.Title, p.Title),
		baseline: SameTitle(firstTitle(parsed), p.Title),
		stated:   p.Title != "",
		given:    c.Title != "",
	}
	s.author = fact{p.Author.Match(c.Authors), p.Author.Match(nil), len(p.Author) > 0, len(c.Authors) > 0}
	s.date = fact{SameDate(c.Published, p.Date), p.Date == "", p.Date != "", c.Published != ""}
	return s
}

// allText is the baseline for the body: all of the page.
func allText(p *page.Page) string {
	var b strings.Builder
	for _, block := range p.Blocks {
		b.WriteString(block.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// firstTitle is the baseline for the title: the <title> element, or the first
// line of a text.
func firstTitle(p *page.Page) string {
	switch {
	case p.HTML:
		return p.Head.Title
	case len(p.Blocks) > 0:
		line, _, _ := strings.Cut(p.Blocks[0].Text, "\n")
		return line
	}
	return ""
}

func scoreClean(sets fs.FS) ([]Table, error) {
	folds, err := CommittedFolds()
	if err != nil {
		return nil, err
	}
	return CleanTables(sets, folds)
}

// CleanTables measures Clean on each page by the weights that were learnt
// without its site. The error is one of reading the sets.
func CleanTables(sets fs.FS, folds Folds) ([]Table, error) {
	body, facts := bodyTable(), factsTable()
	for _, set := range CleanSets {
		pages, err := ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		for _, form := range cleanForms() {
			scores := each(pages, func(p CleanPage) cleanScore { return form.scoreOf(p, folds) })
			body.Rows = append(body.Rows, bodyRow(set+" "+form.name, scores))
			if set == "news-dev" && form.name == "html" {
				body.Rows = append(body.Rows,
					bodyRow("  in English", only(scores, func(s cleanScore) bool { return s.english })),
					bodyRow("  in other languages", only(scores, func(s cleanScore) bool { return !s.english })))
			}
			if form.facts {
				facts.Rows = append(facts.Rows, factRows(set+" "+form.name, scores)...)
				if set == "news-dev" && form.name == "html" {
					facts.Rows = append(facts.Rows, factRows("  in English,", only(scores, func(s cleanScore) bool { return s.english }))...)
					facts.Rows = append(facts.Rows, factRows("  other languages,", only(scores, func(s cleanScore) bool { return !s.english }))...)
				}
			}
		}
	}
	return []Table{body, facts}, nil
}

func only[T any](items []T, keep func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(items), func(item T) bool { return !keep(item) })
}

func bodyTable() Table {
	return Table{
		Title: "Clean: the body",
		About: []string{
			"Words that the clean copy and the annotated body share, as multisets of lower-cased runs of letters,",
			"figures and underscores, page by page; the mean over the pages of F1, precision and recall, and the share",
			"of pages whose F1 is below .8. html: the page with its URL. flat: a careless dump of the whole page's text,",
			"flatmid: of the element that holds the article, both without the URL. English is what has the, of, and, to",
			"as a twentieth of its annotated words. Baseline: all text of the page is kept.",
			"Held out: each page is cleaned by weights that were learnt without any page of its site (five folds by",
			"registrable name; testdata/folds, which `make train` writes beside the weights that ship).",
		},
		Columns: []string{"F1", "prec", "recall", "<.8"},
	}
}

func bodyRow(set string, scores []cleanScore) Row {
	figure := func(f func(Overlap) float64) Figure {
		return Figure{
			Mean(scores, func(s cleanScore) float64 { return f(s.body) }),
			Mean(scores, func(s cleanScore) float64 { return f(s.everything) }),
		}
	}
	return Row{set, len(scores), []Figure{
		figure(Overlap.F1), figure(Overlap.Precision), figure(Overlap.Recall),
		{
			Rate(scores, func(s cleanScore) bool { return s.body.F1() < .8 }),
			Rate(scores, func(s cleanScore) bool { return s.everything.F1() < .8 }),
		},
	}}
}

func factsTable() Table {
	return Table{
		Title: "Clean: title, authors, date",
		About: []string{
			"Share of pages where the answer is the annotated one; nothing is right where nothing is annotated.",
			"stated: the same over the pages that have one annotated. invent: of the others, the share that get one all",
			"the same. Titles are compared in NFC with white space folded, invisible characters out, quotation marks",
			"straight. Authors are compared as a set, whatever their case; a byline annotated as one string may be read as",
			"one name, or parted at commas, semicolons, & and and, with or without degrees. Dates are compared by day.",
			"Baseline: title: the <title> element, or a text's first line; author and date: none.",
		},
		Columns: []string{"exact", "stated", "invent"},
	}
}

func factRows(set string, scores []cleanScore) []Row {
	return []Row{
		factRow(set+" title", scores, func(s cleanScore) fact { return s.title }),
		factRow(set+" author", scores, func(s cleanScore) fact { return s.author }),
		factRow(set+" date", scores, func(s cleanScore) fact { return s.date }),
	}
}

func factRow(set string, scores []cleanScore, of func(cleanScore) fact) Row {
	var all, stated, silent []fact
	for _, s := range scores {
		f := of(s)
		all = append(all, f)
		if f.stated {
			stated = append(stated, f)
		} else {
			silent = append(silent, f)
		}
	}
	right := func(f fact) bool { return f.right }
	baseline := func(f fact) bool { return f.baseline }
	invented := Figure{none, none}
	if len(silent) > 0 {
		invented.Value = Rate(silent, func(f fact) bool { return f.given })
	}
	return Row{set, len(all), []Figure{{Rate(all, right), Rate(all, baseline)}, {Rate(stated, right), Rate(stated, baseline)}, invented}}
}

// PageScore is the F1 of one page's clean copy.
type PageScore struct {
	Set, ID               string
	F1, Precision, Recall float64
}

// WorstPages gives the n pages of each set and form on which the clean copy
// does worst, by their ids, worst first. The error is one of reading the sets.
func WorstPages(sets fs.FS, n int) ([]PageScore, error) {
	folds, err := CommittedFolds()
	if err != nil {
		return nil, err
	}
	var worst []PageScore
	for _, set := range CleanSets {
		pages, err := ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		for _, form := range cleanForms() {
			scores := each(pages, func(p CleanPage) cleanScore { return form.scoreOf(p, folds) })
			slices.SortStableFunc(scores, func(a, b cleanScore) int { return cmp.Compare(a.body.F1(), b.body.F1()) })
			for _, s := range scores[:min(n, len(scores))] {
				worst = append(worst, PageScore{set + " " + form.name, s.id, s.body.F1(), s.body.Precision(), s.body.Recall()})
			}
		}
	}
	return worst, nil
}
