package main

import (
	"fmt"
	"strings"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// layers prints the layers of an article as tables, on demand with the words of
// each sentence and what they depend on.
func (p *printer) layers(answer *copydeskv1.AnalyzeResponse, trees bool) {
	info := answer.GetArticle()
	if info.GetTitle() != "" {
		p.para("", "", part{info.GetTitle(), bold})
	}
	p.para("", "", part{joined(" · ", info.GetSite(), spokenDate(info.GetPublishDate()),
		count(len(answer.GetSentences()), "sentence"), count(len(answer.GetTokens()), "token")), dim})
	p.entities(answer.GetEntities())
	p.quantities(answer.GetQuantities())
	p.ordinals(answer.GetOrdinals())
	p.times(answer.GetTimes())
	p.attributions(answer.GetAttributions())
	p.sentences(answer, trees)
}

// section begins a table, if it has rows.
func (p *printer) section(name string, rows int) {
	if rows > 0 {
		p.newline()
		p.row(part{name, bold}, part{"  " + thousands(rows), dim})
	}
}

func (p *printer) entities(all []*copydeskv1.Entity) {
	p.section("NAMES", len(all))
	for _, e := range all {
		kind := enumWords(e.GetType().String(), "ENTITY_TYPE_")
		if e.GetType() == copydeskv1.EntityType_ENTITY_TYPE_UNSPECIFIED {
			kind = ""
		}
		p.row(part{"  " + p.fit(e.GetName(), 32), normal}, part{"  " + p.fit(kind, 12), blue}, part{"  " + thousands(len(e.GetMentions())) + "×", dim})
	}
}

func (p *printer) quantities(all []*copydeskv1.Quantity) {
	p.section("AMOUNTS", len(all))
	for _, q := range all {
		p.row(part{"  " + p.fit(amount(q), 32), normal}, quoted(q.GetExcerpt()))
	}
}

func (p *printer) ordinals(all []*copydeskv1.Ordinal) {
	p.section("PLACES IN AN ORDER", len(all))
	for _, o := range all {
		p.row(part{"  " + p.fit(rank(o), 32), normal}, quoted(o.GetExcerpt()))
	}
}

func (p *printer) times(all []*copydeskv1.TimeExpression) {
	p.section("TIMES", len(all))
	for _, t := range all {
		kind := enumWords(t.GetType().String(), "TIME_TYPE_")
		from := ""
		if t.GetAnchor() != "" {
			from = ", reckoned from " + t.GetAnchor()
		}
		p.row(part{"  " + p.fit(t.GetValue(), 18), normal}, part{"  " + p.fit(kind, 12), blue}, quoted(t.GetExcerpt()), part{from, dim})
	}
}

// quoted gives the words that something was read from.
func quoted(e *copydeskv1.Excerpt) part { return part{"  “" + plain(e.GetText()) + "”", dim} }

func (p *printer) attributions(all []*copydeskv1.Attribution) {
	p.section("WHO SAYS WHAT", len(all))
	for _, a := range all {
		var said []string
		for _, e := range a.GetContents() {
			said = append(said, e.GetText())
		}
		style := enumWords(a.GetStyle().String(), "ATTRIBUTION_STYLE_")
		p.para("  ", "    ", part{sayer(a), bold}, part{" (" + style + ") ", blue}, part{strings.Join(said, " … "), normal})
	}
}

func (p *printer) sentences(answer *copydeskv1.AnalyzeResponse, trees bool) {
	all := answer.GetSentences()
	p.section("SENTENCES", len(all))
	width := len(fmt.Sprint(len(all)))
	indent := strings.Repeat(" ", width+4)
	for i, s := range all {
		look := normal
		if s.GetHeading() {
			look = bold
		}
		p.para(fmt.Sprintf("  %*d  ", width, i+1), indent, part{s.GetExcerpt().GetText(), look})
		if trees {
			p.tree(indent, answer, s)
		}
	}
}

// tree prints a line for each word of a sentence: the word, its dictionary form,
// what it is, and what it depends on.
func (p *printer) tree(indent string, answer *copydeskv1.AnalyzeResponse, s *copydeskv1.Sentence) {
	for _, t := range tokensOf(answer, s) {
		cells := []part{{indent + p.fit(t.GetExcerpt().GetText(), 18), normal}, {" " + p.fit(t.GetLemma(), 18), dim}, {" " + p.fit(t.GetUpos(), 6), blue}, {p.fit(t.GetRelation(), 14), normal}}
		if t.Head != nil && int(t.GetHead()) < len(answer.GetTokens()) {
			cells = append(cells, part{"← " + plain(answer.GetTokens()[t.GetHead()].GetExcerpt().GetText()), dim})
		}
		p.row(cells...)
	}
}
