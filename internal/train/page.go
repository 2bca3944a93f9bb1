package main

import (
	"io/fs"
	"math/rand/v2"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/page"
)

// labelled is one page of a set in all its forms, with what is body.
type labelled struct {
	site  string
	fold  int
	news  bool
	empty bool // nothing is annotated as its body
	html  form
	text  []form
}

// form is a page in one form, laid out, with the label and the weight of each
// block. The weights add up to 1.
type form struct {
	page    *page.Page
	sheet   clean.Sheet
	body    []bool
	weights []float64
	share   float64 // how much the form counts
}

// readPages reads and labels all pages of the sets.
func readPages(sets fs.FS) ([]labelled, error) {
	var all []labelled
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(sets, set)
		if err != nil {
			return nil, err
		}
		for i := range pages {
			all = append(all, label(&pages[i], set == "news-dev"))
		}
	}
	return all, nil
}

func label(p *eval.CleanPage, news bool) labelled {
	gold := newGold(p.Gold)
	l := labelled{site: p.Site(), fold: p.Fold(), news: news, empty: strings.TrimSpace(p.Gold) == ""}
	if parsed, err := page.ParseString(p.HTML, "text/html; charset=utf-8"); err == nil {
		l.html = gold.label(parsed, 1)
	}
	l.addText(gold, p.Flat, 1)
	l.addText(gold, p.FlatMid, 1)
	l.addText(gold, p.Gold, 0.15)
	l.addText(gold, p.Title+"\n\n"+p.Gold, 0.15)
	if news || len(p.HTML)%3 == 0 {
		l.addText(gold, l.html.lines(), 0.5)
	}
	draw := rand.New(rand.NewPCG(uint64(len(p.HTML)), uint64(len(p.Gold))))
	for _, whole := range []string{p.Flat, p.FlatMid} {
		l.addText(gold, crop(gold, whole, draw), 0.15)
	}
	return l
}

// lines gives the blocks of a page of HTML as lines: one more way in which a
// page is flattened.
func (f *form) lines() string {
	var b strings.Builder
	if f.page != nil {
		for _, block := range f.page.Blocks {
			b.WriteString(strings.Join(strings.Fields(block.Text), " "))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Bounds on how much of a page a crop has: lines before the body, and of it and
// what follows.
const (
	cropBefore = 10
	cropAfter  = 30
)

// crop gives a few lines of a flattened page around the beginning of its body:
// what a page of one short article looks like.
func crop(g *gold, s string, draw *rand.Rand) string {
	lines := strings.Split(s, "\n")
	first := 0
	for i, line := range lines {
		if w := words(line); len(w) >= 2*labelRun && g.holds(w) {
			first = i
			break
		}
	}
	start, end := max(0, first-draw.IntN(cropBefore)), min(len(lines), first+1+draw.IntN(cropAfter))
	return strings.Join(lines[start:end], "\n")
}

func (l *labelled) addText(g *gold, s string, share float64) {
	if parsed, err := page.FromText(s); err == nil && len(parsed.Blocks) > 0 {
		l.text = append(l.text, g.label(parsed, share))
	}
}

// gold is what a reader would keep of a page.
type gold struct {
	lines map[string]bool
	runs  [labelRun + 1]map[string]bool // runs of each length
}

// labelRun is the length of the runs of words by which a block is looked for in
// what a reader would keep; shorter blocks are told by their neighbours.
const labelRun = 4

func newGold(s string) *gold {
	g := &gold{lines: map[string]bool{}}
	for line := range strings.Lines(s) {
		g.lines[strings.Join(words(line), " ")] = true
	}
	all := words(s)
	for n := 1; n <= labelRun; n++ {
		g.runs[n] = map[string]bool{}
		for i := 0; i+n <= len(all); i++ {
			g.runs[n][strings.Join(all[i:i+n], " ")] = true
		}
	}
	return g
}

// words gives the words of s as the measure of package eval counts them.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// label lays out a page and labels its blocks: body is a block half of whose
// runs of four words stand in the gold, and a shorter one that is a line of the
// gold or stands in it and between two blocks that are body.
func (g *gold) label(p *page.Page, share float64) form {
	f := form{page: p, sheet: clean.NewSheet(p), share: share, body: make([]bool, len(p.Blocks)), weights: make([]float64, len(p.Blocks))}
	short := make([]bool, len(p.Blocks))
	total := 0.0
	for i, b := range p.Blocks {
		w := words(b.Text)
		short[i] = len(w) < labelRun
		f.body[i] = g.holds(w)
		f.weights[i] = float64(min(len(w), maxWeight) + 2)
		if len(w) == 0 {
			f.weights[i] = 0.2
		}
		total += f.weights[i]
	}
	g.labelShort(p, f.body, short)
	for i := range f.weights {
		f.weights[i] /= total
	}
	return f
}

// maxWeight caps the words by which a block counts.
const maxWeight = 60

func (g *gold) holds(w []string) bool {
	if len(w) < labelRun {
		return len(w) > 0 && g.lines[strings.Join(w, " ")]
	}
	n := 0
	for i := 0; i+labelRun <= len(w); i++ {
		if g.runs[labelRun][strings.Join(w[i:i+labelRun], " ")] {
			n++
		}
	}
	return 2*n >= len(w)-labelRun+1
}

// labelShort labels the short blocks that stand between two that are body.
func (g *gold) labelShort(p *page.Page, body, short []bool) {
	next := make([]bool, len(body)+1)
	for i := len(body) - 1; i >= 0; i-- {
		next[i] = body[i]
		if short[i] {
			next[i] = next[i+1]
		}
	}
	last := false
	for i := range body {
		switch {
		case !short[i]:
			last = body[i]
		case last && next[i] && !body[i]:
			w := words(p.Blocks[i].Text)
			body[i] = len(w) > 0 && g.runs[len(w)][strings.Join(w, " ")]
		}
	}
}
