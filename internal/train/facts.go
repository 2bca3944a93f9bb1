package main

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// factBoosting is how each of the models of facts is learnt. They have some
// thousands of rows, of which one in ten is right. Other sizes, rates and shares
// moved no figure by more than the folds differ.
var factBoosting = model.Boosting{Trees: 300, Leaves: 12, Rate: .03, L2: 3, MinCurve: 1, RowShare: .7, Columns: .25, Seed: 7}

// factForm is one way in which a page is laid out for learning its facts.
type factForm struct {
	html   bool
	weight float32
	title  []labelledCandidate
	author []labelledCandidate
	date   []labelledCandidate

	noAuthor, noDate bool // none is annotated
}

type labelledCandidate struct {
	row   []float32
	right bool
}

// factPage is one page of a set in its forms.
type factPage struct {
	fold  int
	forms []factForm
}

// readFacts lays out all pages of the sets. A page is looked at by the weights
// of its own fold, which have not seen it: so it will be with pages to come.
func readFacts(sets fs.FS, folds eval.Folds) ([]factPage, error) {
	var all []factPage
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		for i := range pages {
			weight := float32(1)
			if set == "news-dev" {
				weight = newsWeight
			}
			all = append(all, readFactPage(&pages[i], folds[pages[i].Fold()], weight))
		}
	}
	return all, nil
}

func readFactPage(p *eval.CleanPage, w *clean.Weights, weight float32) factPage {
	f := factPage{fold: p.Fold()}
	parsed, err := page.ParseString(p.HTML, "text/html; charset=utf-8")
	if err == nil {
		f.forms = append(f.forms, layOut(p, parsed, clean.Hints{URL: p.URL}, w, weight))
	}
	for _, t := range textForms(p, parsed) {
		if parsed, err := page.FromText(t.text); err == nil {
			f.forms = append(f.forms, layOut(p, parsed, clean.Hints{}, w, weight*t.share))
		}
	}
	return f
}

// textForm is a text with how much it counts.
type textForm struct {
	text  string
	share float32
}

// textForms gives a page as texts: careless dumps of it, and its clean copy
// with and without its title.
func textForms(p *eval.CleanPage, parsed *page.Page) []textForm {
	lines := form{page: parsed}
	return []textForm{{p.Flat, 1}, {lines.lines(), .5}, {p.FlatMid, .3}, {p.Gold, .2}, {p.Title + "\n\n" + p.Gold, .2}}
}

func layOut(p *eval.CleanPage, parsed *page.Page, h clean.Hints, w *clean.Weights, weight float32) factForm {
	s := w.Statement(parsed, h)
	f := factForm{html: parsed.HTML, weight: weight, noAuthor: len(p.Author) == 0, noDate: p.Date == ""}
	for _, c := range s.Titles() {
		f.title = append(f.title, labelledCandidate{c.Row, eval.SameTitle(c.Words, p.Title)})
	}
	for _, c := range s.Authors() {
		f.author = append(f.author, labelledCandidate{c.Row, len(p.Author) > 0 && p.Author.Match(c.Names)})
	}
	for _, c := range s.Days() {
		f.date = append(f.date, labelledCandidate{c.Row, p.Date != "" && eval.SameDate(c.Words, p.Date)})
	}
	return f
}

// learnFacts learns the models of facts without the pages of a fold.
func learnFacts(pages []factPage, fold int) *clean.Facts {
	learn := func(html bool, of func(*factForm) []labelledCandidate) *model.Trees {
		var rows model.Rows
		for i := range pages {
			if pages[i].fold == fold {
				continue
			}
			for k := range pages[i].forms {
				f := &pages[i].forms[k]
				if f.html != html {
					continue
				}
				for _, c := range of(f) {
					rows.Width = len(c.row)
					rows.Add(c.row, c.right, f.weight)
				}
			}
		}
		return model.Boost(&rows, factBoosting)
	}
	return &clean.Facts{
		Titles: learn(true, (*factForm).titles), TextTitles: learn(false, (*factForm).titles),
		Authors: learn(true, (*factForm).authors), TextAuthors: learn(false, (*factForm).authors),
		Dates: learn(true, (*factForm).dates), TextDates: learn(false, (*factForm).dates),
	}
}

func (f *factForm) titles() []labelledCandidate  { return f.title }
func (f *factForm) authors() []labelledCandidate { return f.author }
func (f *factForm) dates() []labelledCandidate   { return f.date }

// factCeiling prints the share of pages on which some candidate is right, or
// nothing is annotated: what choosing among them can reach.
func factCeiling(sets fs.FS, out io.Writer) error {
	folds, err := eval.BodyFolds()
	if err != nil {
		return err
	}
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return err
		}
		for k, form := range []string{"html", "flat"} {
			var right [3]int
			for i := range pages {
				f := readFactPage(&pages[i], folds[pages[i].Fold()], 1).forms[k]
				right[0] += one(anyRight(f.title))
				right[1] += one(f.noAuthor || anyRight(f.author))
				right[2] += one(f.noDate || anyRight(f.date))
			}
			for n, fact := range []string{"title", "author", "date"} {
				fmt.Fprintf(out, "%-20s %6.2f\n", set+" "+form+" "+fact, 100*float64(right[n])/float64(len(pages)))
			}
		}
	}
	return nil
}

func anyRight(list []labelledCandidate) bool {
	return slices.ContainsFunc(list, func(c labelledCandidate) bool { return c.right })
}
