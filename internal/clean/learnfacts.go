package clean

import (
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// Candidate is one way in which a page states a fact, for learning which are
// right.
type Candidate struct {
	Words string   // of a title or a date; empty: of authors
	Names []string // of authors
	Row   []float32
}

// Statement is a page as the finders of facts see it, for learning them.
type Statement struct {
	s      *statement
	titles []Candidate
}

// Statement looks at a page by these weights, which should not have seen it.
func (w *Weights) Statement(p *page.Page, h Hints) Statement {
	shapes := shapesOf(p)
	views := look(p, shapes)
	data := readStructured(p.Head.JSON)
	sheet := newSheet(p, views, shapes, pageLanguage(p, views), data)
	decide(views, w.judge(sheet), model.Odds(threshold), !p.HTML, sheet.headline())
	s := newStatement(p, shapes, views, data, h)
	titles := titlesOf(s) // before what is the title is dropped, as in Clean
	settle(views, s.title)
	return Statement{s, titles}
}

// Titles gives the candidates for the title.
func (s Statement) Titles() []Candidate { return s.titles }

func titlesOf(s *statement) []Candidate {
	if !s.page.HTML {
		list := s.textCandidates()
		return candidates(s.textTitleRows(list), func(i int, c *Candidate) { c.Words = list[i].words })
	}
	list := s.titleCandidates()
	return candidates(s.titleRows(list), func(i int, c *Candidate) { c.Words = list[i].words })
}

// Authors gives the candidates for the authors.
func (s Statement) Authors() []Candidate {
	list := s.s.authorCandidates()
	return candidates(s.s.authorRows(list), func(i int, c *Candidate) { c.Names = list[i].names })
}

// Days gives the candidates for the publish date.
func (s Statement) Days() []Candidate {
	list := s.s.dayCandidates(s.s.statedDates(Hints{}))
	return candidates(s.s.dayRows(list), func(i int, c *Candidate) { c.Words = list[i].day.String() })
}

func candidates(rows [][]float32, fill func(int, *Candidate)) []Candidate {
	all := make([]Candidate, len(rows))
	for i := range all {
		all[i].Row = rows[i]
		fill(i, &all[i])
	}
	return all
}
