package eval

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// claimArticle is an article whose claims are read by people.
type claimArticle struct {
	set, id   string
	text      string
	blocks    []doc.Block
	published doc.Date
}

// readClaimArticles gives the English articles of the news development set, each
// line of the annotated body a paragraph, and the whole of those of MEANTIME, whose
// paragraphs are lost.
func readClaimArticles(sets fs.FS) ([]claimArticle, error) {
	pages, err := ReadCleanSet(sets, "news-dev")
	if err != nil {
		return nil, err
	}
	var list []claimArticle
	for _, p := range pages {
		if p.English() {
			published, _ := doc.ParseDate(p.Date)
			list = append(list, newClaimArticle("news-dev", p.ID, strings.Split(p.Gold, "\n"), published))
		}
	}
	for _, corpus := range []string{"airbus", "apple", "gm"} {
		err := meantimeFiles(sets, corpus, ownAnnotation, func(name string, r io.Reader) error {
			d, err := parseSentences(r, math.MaxInt)
			id, _, _ := strings.Cut(path.Base(name), "_")
			list = append(list, d.claimArticle(corpus+" "+id))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

func newClaimArticle(set, id string, lines []string, published doc.Date) claimArticle {
	a := claimArticle{set: set, id: id, published: published}
	var b strings.Builder
	for _, line := range lines {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		a.blocks = append(a.blocks, doc.Block{Span: text.Span{Start: b.Len(), End: b.Len() + len(line)}})
		b.WriteString(line)
	}
	a.text = b.String()
	return a
}

// claimArticle gives an article without its date line. Its sentences are one
// paragraph, but for lines without a stop.
func (d meantimeDoc) claimArticle(id string) claimArticle {
	var lines []string
	for i, b := range d.blocks {
		line := b.Of(d.text)
		first, _ := utf8.DecodeRuneInString(line)
		last := len(lines) - 1
		switch {
		case b.Span == d.dateline || line == "":
		case i > 0 && last > 0 && (!unicode.IsUpper(first) || strings.ContainsAny(lines[last][len(lines[last])-1:], ".!?\"")):
			lines[last] += " " + line
		default:
			lines = append(lines, line)
		}
	}
	a := newClaimArticle("MEANTIME", id, lines, d.published)
	if len(a.blocks) > 0 {
		a.blocks[0].Kind = doc.Headline
	}
	return a
}

// drawn is a claim that was drawn to be read.
type drawn struct {
	claimArticle
	d *doc.Document
	claim.Claim
	rank uint64
}

// drawing says which articles and claims are drawn: the articles from first on of
// the order that a seed gives, and as many claims from each as from the others,
// as far as it has them.
type drawing struct {
	seed                    uint64
	first, articles, claims int
}

// draw gives the claims of a drawing, by article in its order and then by their
// place.
func (w drawing) draw(list []claimArticle) []drawn {
	order := rand.New(rand.NewPCG(w.seed, 0)).Perm(len(list))
	order = order[min(w.first, len(order)):]
	order = order[:min(w.articles, len(order))]
	chosen := each(order, func(i int) []drawn { return list[i].shuffled(w.seed) })
	var found []drawn
	for round := 0; len(found) < w.claims; round++ {
		before := len(found)
		for _, c := range chosen {
			if round < len(c) && len(found) < w.claims {
				found = append(found, c[round])
			}
		}
		if len(found) == before {
			break
		}
	}
	slices.SortStableFunc(found, func(a, b drawn) int {
		return cmp.Or(cmp.Compare(a.set, b.set), cmp.Compare(a.id, b.id), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return found
}

// shuffled gives all claims of an article in an order by chance, in which a claim
// stays before another one whatever else there is.
func (a claimArticle) shuffled(seed uint64) []drawn {
	d := analyze.Analyze(a.text, "en", a.blocks, a.published)
	var list []drawn
	for _, c := range claim.Extract(d) {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d %s %d %d", seed, a.id, c.Span.Start, c.Span.End)
		list = append(list, drawn{a, d, c, h.Sum64()})
	}
	slices.SortStableFunc(list, func(a, b drawn) int { return cmp.Compare(a.rank, b.rank) })
	return list
}

// ranked is a claim with why it is judged: it is among the first of its article,
// among those most worth checking, or both.
type ranked struct {
	drawn
	place string
}

// rank gives of each article of a drawing that has at least twice as many claims as
// are asked for the first ones and the ones most worth checking, by their place.
func (w drawing) rank(list []claimArticle) []ranked {
	var found []ranked
	n := 0
	for _, i := range rand.New(rand.NewPCG(w.seed, 0)).Perm(len(list))[w.first:] {
		all := list[i].shuffled(w.seed)
		if len(all) < 2*w.claims || n == w.articles {
			continue
		}
		n++
		slices.SortStableFunc(all, func(a, b drawn) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		best := slices.Clone(all)
		slices.SortStableFunc(best, func(a, b drawn) int { return cmp.Compare(b.Worth.Total(), a.Worth.Total()) })
		for k, c := range all {
			first, top := k < w.claims, slices.ContainsFunc(best[:w.claims], func(b drawn) bool { return b.rank == c.rank })
			switch {
			case first && top:
				found = append(found, ranked{c, "both"})
			case first:
				found = append(found, ranked{c, "first"})
			case top:
				found = append(found, ranked{c, "top"})
			}
		}
	}
	return found
}
