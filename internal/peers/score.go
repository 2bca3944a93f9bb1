package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/eval"
)

// form is one of the forms in which a set has its pages. The text forms come
// without their URL, as in internal/eval.
type form struct {
	name string
	of   func(eval.CleanPage) source
}

var forms = []form{
	{"html", func(p eval.CleanPage) source { return source{html: p.HTML, url: p.URL} }},
	{"flat", func(p eval.CleanPage) source { return source{html: wrap(p.Flat), text: p.Flat} }},
	{"flatmid", func(p eval.CleanPage) source { return source{html: wrap(p.FlatMid), text: p.FlatMid} }},
}

// score is how an extractor did on one page.
type score struct {
	english             bool
	body                eval.Overlap
	title, author, date fact
	err                 error
}

// fact is how an extractor did on one thing that a page may say of itself.
type fact struct {
	right  bool // the answer is the annotated one
	stated bool // the annotation has it
	given  bool // the answer has it
}

// score measures an extractor on one page; copydesk by the weights of the fold
// that the page is in.
func (e extractor) score(p eval.CleanPage, f form, folds eval.Folds) score {
	s := f.of(p)
	s.weights = folds[p.Fold()]
	a, err := e.try(s, patience)
	return score{
		english: p.English(),
		body:    eval.WordOverlap(a.text, p.Gold),
		title:   fact{eval.SameTitle(a.title, p.Title), p.Title != "", a.title != ""},
		author:  fact{sameAuthors(a.authors, p.Author), len(p.Author) > 0, len(a.authors) > 0},
		date:    fact{eval.SameDate(a.date, p.Date), p.Date != "", a.date != ""},
		err:     err,
	}
}

// sameAuthors reports whether one of the ways to read what was found is one of
// the ways to read what was annotated.
func sameAuthors(got, want eval.Bylines) bool {
	if len(got) == 0 {
		return want.Match(nil)
	}
	return slices.ContainsFunc(got, want.Match)
}

// writeScores measures all extractors on all pages and writes the tables.
func writeScores(w io.Writer, folder fs.FS) error {
	folds, err := eval.CommittedFolds()
	if err != nil {
		return err
	}
	list := extractors()
	heading(w, "How well copydesk and its peers find the article, on the same pages.", "make eval-peers", scoresAbout, list)
	var failures []string
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(folder, set)
		if err != nil {
			return err
		}
		for _, f := range forms {
			all, failed := scoreAll(list, pages, f, set, folds)
			failures = append(failures, failed...)
			writeTables(w, set+" "+f.name, list, all)
			if set == "news-dev" && f.name == "html" {
				writeTables(w, set+" html in English", list, only(all, true))
				writeTables(w, set+" html in other languages", list, only(all, false))
			}
		}
	}
	fmt.Fprintf(w, "\n== panics and pages without an answer in %v: %d\n", patience, len(failures))
	for _, line := range failures {
		fmt.Fprintln(w, strings.ReplaceAll(line, "\n", " "))
	}
	return nil
}

// scoreAll gives the scores of each extractor on all pages, and a line for each
// panic and hang.
func scoreAll(list []extractor, pages []eval.CleanPage, f form, set string, folds eval.Folds) (all [][]score, failures []string) {
	all = make([][]score, len(list))
	for i, e := range list {
		for _, p := range pages {
			s := e.score(p, f, folds)
			if errors.Is(s.err, errPanic) || errors.Is(s.err, errHangs) {
				failures = append(failures, fmt.Sprintf("%s, %s %s, page %s: %v", e.name, set, f.name, p.ID, s.err))
			}
			all[i] = append(all[i], s)
		}
	}
	return all, failures
}

var scoresAbout = []string{
	"Data: the sets for Clean, all pages; n is their number. All figures are in per cent.",
	"Body: words shared with the annotated body, as multisets of lower-cased runs of letters, figures and",
	"underscores, page by page; the mean over the pages of F1, precision and recall; the share of pages whose F1",
	"is below .8; the share for which the extractor gives an error, which count as empty, as panics and hangs do.",
	"Facts: the share of pages where the answer is the annotated one, or nothing where nothing is annotated;",
	"stated: the same over the pages that have one annotated; invent: of the others, the share that get one all",
	"the same (- where there is no other). Compared as internal/eval does it; an author given as one string",
	"may be read in all the ways that an annotated one may. Every page has a title annotated.",
	"html: the page in UTF-8 with its URL. flat: a careless dump of the whole page's text, flatmid: of the element",
	"that holds the article; without the URL. The peers take HTML alone: they get each line as a paragraph of a",
	"page without a head. English is what has the, of, and, to as a twentieth of its annotated words.",
	"copydesk is held out: each page is cleaned by weights that were learnt without any page of its site, the folds",
	"of internal/eval.",
}

// heading writes what a file is, how it was made, and what was run.
func heading(w io.Writer, what, how string, about []string, list []extractor) {
	fmt.Fprintf(w, "# %s\n# `%s` writes this file.\n#\n", what, how)
	for _, line := range about {
		fmt.Fprintln(w, "# "+line)
	}
	fmt.Fprintf(w, "#\n# Run with %s, golang.org/x/net %s:\n", runtime.Version(), version("golang.org/x/net"))
	for _, e := range list {
		fmt.Fprintf(w, "#   %s: %s%s\n", e.name, strings.TrimLeft(version(e.module)+"; ", "; "), e.options)
	}
}

// version gives the version of a module that this program is built with; empty
// if it is not.
func version(module string) string {
	if built, ok := debug.ReadBuildInfo(); ok {
		for _, m := range built.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return ""
}

func only(all [][]score, english bool) [][]score {
	some := make([][]score, len(all))
	for i := range all {
		some[i] = slices.DeleteFunc(slices.Clone(all[i]), func(s score) bool { return s.english != english })
	}
	return some
}

// writeTables writes the table of bodies, and for HTML that of facts.
func writeTables(w io.Writer, title string, list []extractor, all [][]score) {
	fmt.Fprintf(w, "\n== %s, body, n = %d\n%-26s%8s%8s%8s%8s%8s\n", title, len(all[0]),
		"", "F1", "prec", "recall", "<.8", "refused")
	for i, e := range list {
		writeRow(w, e.name,
			eval.Mean(all[i], func(s score) float64 { return s.body.F1() }),
			eval.Mean(all[i], func(s score) float64 { return s.body.Precision() }),
			eval.Mean(all[i], func(s score) float64 { return s.body.Recall() }),
			eval.Rate(all[i], func(s score) bool { return s.body.F1() < .8 }),
			eval.Rate(all[i], func(s score) bool { return s.err != nil }))
	}
	if !strings.Contains(title, "html") {
		return
	}
	fmt.Fprintf(w, "\n== %s, facts, n = %d\n%-26s%8s%8s%8s%8s%8s%8s%8s\n", title, len(all[0]),
		"", "title", "author", "stated", "invent", "date", "stated", "invent")
	for i, e := range list {
		if e.facts {
			var figures []float64
			figures = append(figures, factFigures(all[i], func(s score) fact { return s.title })[0])
			figures = append(figures, factFigures(all[i], func(s score) fact { return s.author })...)
			figures = append(figures, factFigures(all[i], func(s score) fact { return s.date })...)
			writeRow(w, e.name, figures...)
		}
	}
}

// factFigures gives the share of pages with the right answer; the same over
// those that have one annotated; and of the others the share that get one, NaN
// if there are none.
func factFigures(scores []score, of func(score) fact) []float64 {
	stated := slices.DeleteFunc(slices.Clone(scores), func(s score) bool { return !of(s).stated })
	silent := slices.DeleteFunc(slices.Clone(scores), func(s score) bool { return of(s).stated })
	right := func(s score) bool { return of(s).right }
	invented := math.NaN()
	if len(silent) > 0 {
		invented = eval.Rate(silent, func(s score) bool { return of(s).given })
	}
	return []float64{eval.Rate(scores, right), eval.Rate(stated, right), invented}
}

func writeRow(w io.Writer, name string, shares ...float64) {
	fmt.Fprintf(w, "%-26s", name)
	for _, share := range shares {
		if math.IsNaN(share) {
			fmt.Fprintf(w, "%8s", "-")
		} else {
			fmt.Fprintf(w, "%8.2f", 100*share)
		}
	}
	fmt.Fprintln(w)
}
