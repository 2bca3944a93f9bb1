// Package clean decides which blocks of a page are the article, says why the
// others are not, and gathers what the page says of the article: title,
// authors, site, language, dates.
//
// Boosted trees score each block ([Weights]): of HTML by its words, its place
// among the elements and their class words; of flattened text by its words and
// its neighbours, and once more by how these were scored. A score keeps its
// parts, one for each family of features, and they add up to the decision.
// Whatever is dropped gets a [Reason] out of the lexicon and the elements.
package clean

import (
	"iter"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/text"
)

// Hints are what a caller knows of a page. The zero value is no hint.
type Hints struct {
	URL         string    // where the page stood; never fetched
	PublishTime time.Time // goes before what the page says; zero: not known
}

// Copy is the clean copy of one article.
type Copy struct {
	Title    string // empty: unknown, like all that follow
	Authors  []string
	Site     string
	Language string // BCP 47

	Published string // RFC 3339 or EDTF, as exact as the page says
	Anchor    doc.Date
	Dates     []Date // in page order, those that stand nowhere in it first

	Text   string      // the kept blocks, parted by a blank line
	Map    text.Map    // Text aligned with the page as sent
	Blocks []doc.Block // the kept blocks, in Text

	Verdicts  []Verdict // one for each block of the page
	NoArticle bool      // no block looked like an article; all that say anything were kept
}

// Verdict is what was decided of one block of a page.
type Verdict struct {
	Kind   doc.Kind
	Kept   bool
	Reason Reason // why it was dropped; None if it was kept
	Score  Score
	Clean  text.Span // where it stands in Copy.Text, if it was kept
}

// Clean gives the clean copy of a page. It never fails: of a page without
// blocks the copy is empty.
func Clean(p *page.Page, h Hints) *Copy { return learnt().Clean(p, h) }

func cleanBy(w *Weights, p *page.Page, h Hints) *Copy {
	shapes := shapesOf(p)
	views := look(p, shapes)
	data := readStructured(p.Head.JSON)
	c := &Copy{Language: pageLanguage(p, views)}
	s := newSheet(p, views, shapes, c.Language, data)
	opinions := w.judge(s)
	decide(views, opinions, model.Odds(threshold), !p.HTML, s.headline())
	if !anyKept(views) {
		c.NoArticle = keepBest(views, opinions)
	}
	facts, said := w.facts(), newStatement(p, shapes, views, data, h)
	title := facts.title(said)
	c.Title = title.words
	settle(views, title)
	if !anyKept(views) {
		c.NoArticle = keepAll(views)
	}
	if !p.HTML {
		markSubheads(views)
	}
	c.Authors = facts.authors(said)
	c.Site = site(p, views, data, title)
	nameSite(views, c.Site)
	c.Dates = said.statedDates(h)
	c.Published, c.Anchor = facts.published(said, c.Dates)
	c.assemble(p, views)
	return c
}

// assemble writes the clean copy out of the blocks that were kept.
func (c *Copy) assemble(p *page.Page, views []view) {
	var b text.Builder
	b.Grow(keptText(views))
	c.Verdicts = make([]Verdict, len(views))
	for i := range views {
		v := &views[i]
		c.Verdicts[i] = Verdict{Kind: v.kind, Kept: v.kept, Reason: v.reason, Score: v.score}
		if !v.kept {
			continue
		}
		if b.Len() > 0 {
			b.Insert("\n\n")
		}
		span := text.Span{Start: b.Len(), End: b.Len() + len(v.block.Text)}
		b.Append(v.block.Text, v.block.Map, text.Span{Start: 0, End: len(v.block.Text)})
		c.Blocks = append(c.Blocks, doc.Block{Span: span, Kind: v.kind})
		c.Verdicts[i].Clean = span
	}
	c.Text, c.Map = b.Text()
}

// keptText gives how long the clean copy will be, and the alignments of its
// blocks.
func keptText(views []view) (int, iter.Seq[text.Map]) {
	n := 0
	for i := range views {
		if views[i].kept {
			n += len(views[i].block.Text) + len("\n\n")
		}
	}
	return n, func(yield func(text.Map) bool) {
		for i := range views {
			if views[i].kept && !yield(views[i].block.Map) {
				return
			}
		}
	}
}
