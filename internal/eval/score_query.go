package eval

import (
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/summary"
)

// querySentences is how many sentences an answer has at the most.
const querySentences = 3

//go:embed testdata/queries.tsv
var queriesTable string

// question is a query over a set of articles, with the sentences that answer
// it; none if no article does.
type question struct {
	set, query string
	answers    []summary.Ref
}

// collection is articles that questions are asked of.
type collection struct {
	docs []*doc.Document
	ids  []string // of MEANTIME: the numbers of its articles
}

func scoreQuery(sets fs.FS) ([]Table, error) {
	all, err := collections(sets)
	if err != nil {
		return nil, err
	}
	questions, err := readQuestions(all)
	if err != nil {
		return nil, err
	}
	t := Table{
		Title: "Summaries in answer to a query",
		About: []string{
			"Questions of our own (testdata/queries.tsv) over the sample corpus and the annotated part of MEANTIME's: the share of those that the articles",
			"answer for which a sentence that does is among the three of the summary, or is the first, by weight; and of those that they do not answer, the",
			"share for which nothing is returned. Base: the sentences with the most words of the question, ties to the first.",
		},
		Columns: []string{"found", "first", "nothing"},
	}
	for _, name := range []string{"sample", "airbus", "apple", "gm", "all"} {
		asked := only(questions, func(q question) bool { return name == "all" || q.set == name })
		t.Rows = append(t.Rows, queryRow(name, asked, all))
	}
	return []Table{t}, nil
}

func queryRow(name string, asked []question, all map[string]collection) Row {
	answered := only(asked, func(q question) bool { return len(q.answers) > 0 })
	rest := only(asked, func(q question) bool { return len(q.answers) == 0 })
	rate := func(questions []question, good func(question, []summary.Ref) bool) Figure {
		count := func(answer func(question, collection) []summary.Ref) float64 {
			return Mean(questions, func(q question) float64 {
				if good(q, answer(q, all[q.set])) {
					return 1
				}
				return 0
			})
		}
		return Figure{count(question.ask), count(question.match)}
	}
	return Row{name, len(asked), []Figure{
		rate(answered, func(q question, refs []summary.Ref) bool {
			return slices.ContainsFunc(refs, func(r summary.Ref) bool { return slices.Contains(q.answers, r) })
		}),
		rate(answered, func(q question, refs []summary.Ref) bool { return len(refs) > 0 && slices.Contains(q.answers, refs[0]) }),
		rate(rest, func(_ question, refs []summary.Ref) bool { return len(refs) == 0 }),
	}}
}

// ask gives the sentences that the engine answers with, the weightiest first.
func (q question) ask(c collection) []summary.Ref {
	chosen := summary.Choose(c.docs, summary.Options{Query: q.query, Limit: summary.Limit{Sentences: querySentences}}).Sentences
	slices.SortStableFunc(chosen, func(a, b summary.Sentence) int {
		if x, y := a.Salience.Total(), b.Salience.Total(); x != y {
			return map[bool]int{true: -1, false: 1}[x > y]
		}
		return 0
	})
	var refs []summary.Ref
	for _, s := range chosen {
		refs = append(refs, summary.Ref{Article: s.Article, Sentence: s.Sentence})
	}
	return refs
}

// match gives the sentences that hold the most words of the question.
func (q question) match(c collection) []summary.Ref {
	wanted := rougeWords(q.query)
	held := map[int][]summary.Ref{}
	for i, d := range c.docs {
		for _, k := range summary.Candidates(d) {
			n := bagOverlap(wanted, rougeWords(d.Sentences[k].Of(d.Text))).common
			held[n] = append(held[n], summary.Ref{Article: i, Sentence: k})
		}
	}
	var refs []summary.Ref
	for n := len(wanted); n > 0 && len(refs) < querySentences; n-- {
		refs = append(refs, held[n]...)
	}
	return refs[:min(len(refs), querySentences)]
}

// collections reads the sample and MEANTIME's corpora.
func collections(sets fs.FS) (map[string]collection, error) {
	own, err := sampleCollection()
	all := map[string]collection{"sample": own}
	for _, name := range []string{"airbus", "apple", "gm"} {
		if err != nil {
			return nil, err
		}
		all[name], err = meantimeCollection(sets, name)
	}
	return all, err
}

func sampleCollection() (collection, error) {
	var own collection
	for _, a := range sample.Articles() {
		p, err := page.Parse(a.Page, a.ContentType)
		if err != nil {
			return own, err
		}
		c := clean.Clean(p, clean.Hints{})
		own.docs = append(own.docs, analyze.Analyze(c.Text, c.Language, c.Blocks, c.Anchor))
	}
	return own, nil
}

// meantimeCollection reads the annotated part of a corpus without its headlines.
func meantimeCollection(sets fs.FS, name string) (collection, error) {
	var c collection
	err := meantimeFiles(sets, name, ownAnnotation, func(file string, r io.Reader) error {
		d, err := parseMeantime(r)
		if err != nil {
			return err
		}
		blocks := slices.Clone(d.blocks)
		blocks[0].Kind = doc.Headline
		c.docs = append(c.docs, analyze.Analyze(d.text, "en", blocks, d.published))
		id, _, _ := strings.Cut(path.Base(file), "_")
		c.ids = append(c.ids, id)
		return nil
	})
	return c, err
}

func readQuestions(all map[string]collection) ([]question, error) {
	var questions []question
	for line := range strings.Lines(queriesTable) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("eval: %q is no row of queries.tsv", line)
		}
		q := question{set: fields[0], query: fields[2]}
		for at := range strings.SplitSeq(fields[1], "|") {
			if at == "-" {
				continue
			}
			refs := all[q.set].find(at)
			if len(refs) == 0 {
				return nil, fmt.Errorf("eval: queries.tsv: nothing at %q of %s", at, q.set)
			}
			q.answers = append(q.answers, refs...)
		}
		questions = append(questions, q)
	}
	return questions, nil
}

// find gives the sentences that hold the words, or of MEANTIME the one that
// "article:sentence" names.
func (c collection) find(at string) []summary.Ref {
	var refs []summary.Ref
	id, number, _ := strings.Cut(at, ":")
	for i, d := range c.docs {
		for k, s := range d.Sentences {
			if c.ids == nil && strings.Contains(s.Of(d.Text), at) || c.ids != nil && c.ids[i] == id && block(d, s) == number {
				refs = append(refs, summary.Ref{Article: i, Sentence: k})
			}
		}
	}
	return refs
}

// block gives the number of the block that a sentence stands in: MEANTIME has
// one for each of its own sentences.
func block(d *doc.Document, s doc.Sentence) string {
	return strconv.Itoa(slices.IndexFunc(d.Blocks, func(b doc.Block) bool { return b.Contains(s.Span) }))
}
