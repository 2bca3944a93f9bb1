package eval

import (
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// reported is somebody saying something, as it is compared: what an annotator
// marked, or what the engine found.
type reported struct {
	source   text.Span // empty: none
	cue      text.Span // from its first word to its last; empty: none
	contents []text.Span
}

// gumReports are the attributions of a document of GUM.
type gumReports struct {
	treebankDoc
	reports []reported
	units   []int // where its discourse units begin, in order
}

// discourseUnit is an elementary discourse unit of GUM, an edge of its tree and
// the signals of that (https://wiki.gucorpling.org/gum/rst). A unit begins with
// the word that carries its "Discourse" and ends where the next begins.
type discourseUnit struct {
	id, parent  int // parent 0: none
	relation    string
	depth       int // how many nodes of the tree of constituents lie between the unit and where it is attached
	signals     string
	first, end  int // words of the document, as GUM counts them less one
	attribution bool
}

// readReports reads the attributions of a part of GUM.
//
// The unit of the relation "attribution" ("he said") is not the content; the
// unit it is attached to is, with the other pieces of the same clause
// ("same-unit") and all that is attached to it nearer than the attribution is
// (its depth is less), down to the leaves; where the unit is an attribution
// itself, with the content of that one. What is attached
// at the same depth or farther away is about the report and not in it. Source
// and cue are the words of the signals sem-atsrc, and lex-indwd or lex-indph,
// inside the attribution's unit, extended by the annotated tree as
// docs/annotation.md wants them: the source to its whole noun phrase, the cue
// by auxiliaries, negation and particles. Photo credits and references, which
// GUM calls attributions too, have no cue word, and are no reports.
func readReports(sets fs.FS, name string) ([]gumReports, error) {
	var r reportReader
	err := readLines(sets, "treebanks/"+name+".conllu.gz", func(line []byte) error {
		r.line(string(line))
		return nil
	})
	r.endDocument()
	return r.done, err
}

type reportReader struct {
	conlluReader
	done  []gumReports
	units []discourseUnit
	words int
}

func (r *reportReader) line(line string) {
	if strings.HasPrefix(line, "# newdoc") {
		r.endDocument()
	}
	r.conlluReader.line(line)
	fields := strings.Split(line, "\t")
	if len(fields) != 10 || strings.ContainsAny(fields[0], "-.") {
		return
	}
	for feature := range strings.SplitSeq(fields[9], "|") {
		if edge, ok := strings.CutPrefix(feature, "Discourse="); ok {
			r.unit(edge)
		}
	}
	r.words++
}

// unit reads "relation:child->parent:depth:signals", of which the first is of
// the tree and those behind semicolons are not.
func (r *reportReader) unit(edges string) {
	if n := len(r.units); n > 0 {
		r.units[n-1].end = r.words
	}
	edge, _, _ := strings.Cut(edges, ";")
	f := strings.SplitN(edge, ":", 4)
	u := discourseUnit{relation: f[0], first: r.words}
	if len(f) > 1 {
		child, parent, _ := strings.Cut(f[1], "->")
		u.id, _ = strconv.Atoi(child)
		u.parent, _ = strconv.Atoi(parent)
	}
	if len(f) > 2 {
		u.depth, _ = strconv.Atoi(f[2])
	}
	if len(f) > 3 {
		u.signals = f[3]
	}
	u.attribution = strings.HasPrefix(u.relation, "attribution")
	r.units = append(r.units, u)
}

func (r *reportReader) endDocument() {
	if n := len(r.units); n > 0 {
		r.units[n-1].end = r.words
	}
	before := len(r.docs)
	r.conlluReader.endDocument()
	if len(r.docs) > before {
		d := gumReports{treebankDoc: r.docs[before]}
		d.read(r.units)
		r.done = append(r.done, d)
	}
	*r = reportReader{conlluReader: r.conlluReader, done: r.done}
}

// treeWords gives the annotated words one after another, with heads counted in
// the document, -1 for none.
func (d *treebankDoc) treeWords() (words []GoldWord, heads []int) {
	for _, tree := range d.trees {
		at := len(words)
		for _, w := range tree {
			heads = append(heads, at+w.Head-1)
			if w.Head == 0 {
				heads[len(heads)-1] = -1
			}
		}
		words = append(words, tree...)
	}
	return words, heads
}

func (d *gumReports) read(units []discourseUnit) {
	words, heads := d.treeWords()
	children := map[int][]discourseUnit{}
	byID := map[int]discourseUnit{}
	for _, u := range units {
		d.units = append(d.units, words[u.first].Start)
		byID[u.id] = u
		children[u.parent] = append(children[u.parent], u)
	}
	for _, u := range units {
		if !u.attribution {
			continue
		}
		var inside []bool
		if inside = make([]bool, len(words)); u.parent > 0 {
			p := byID[u.parent]
			markUnits(inside, p, children, u.depth)
			for n := 0; p.attribution && p.parent > 0 && n < len(units); n++ { // "according to X, Y believes that": Y's content is X's too
				depth := p.depth
				p = byID[p.parent]
				markUnits(inside, p, children, depth)
			}
		}
		rep := reported{
			source: phraseOf(words, heads, u.source(), inside),
			cue:    groupOf(words, heads, u.inside(u.signalled("lex-indwd", "lex-indph"))),
		}
		for first := 0; first < len(words); first++ {
			end := first
			for end < len(words) && inside[end] {
				end++
			}
			if end > first {
				rep.contents = append(rep.contents, text.Span{Start: words[first].Start, End: words[end-1].End})
				first = end
			}
		}
		d.reports = append(d.reports, rep)
	}
}

// begins reports whether a content begins with one of the discourse units: of less
// than a unit nothing can be annotated.
func (d *gumReports) begins(r reported) bool {
	if len(r.contents) == 0 {
		return false
	}
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	start := r.contents[0].Start
	if i := strings.IndexFunc(d.text[start:], word); i > 0 {
		start += i
	}
	i := sort.SearchInts(d.units, start+1) - 1
	return i >= 0 && strings.IndexFunc(d.text[d.units[i]:start], word) < 0
}

// markUnits marks the words of a unit and of all that is attached to it nearer
// than depth.
func markUnits(inside []bool, u discourseUnit, children map[int][]discourseUnit, depth int) {
	for i := u.first; i < u.end; i++ {
		inside[i] = true
	}
	for _, c := range children[u.id] {
		if c.depth < depth || strings.HasPrefix(c.relation, "same-unit") {
			const all = 1 << 30
			markUnits(inside, c, children, all)
		}
	}
}

// source gives the words that signal who says so: those in the unit, or else those
// outside of it, which it shares with another ("Orr rose and said").
func (u discourseUnit) source() []int {
	all := u.signalled("sem-atsrc")
	if in := u.inside(all); len(in) > 0 {
		return in
	}
	return all
}

// inside gives those of the words that stand in the unit.
func (u discourseUnit) inside(words []int) []int {
	return slices.DeleteFunc(slices.Clone(words), func(i int) bool { return i < u.first || i >= u.end })
}

// signalled gives the words of the unit's signals of some kinds.
func (u discourseUnit) signalled(kinds ...string) []int {
	var found []int
	for signal := range strings.SplitSeq(u.signals, "+") {
		kind, list := "", ""
		if f := strings.SplitN(signal, "-", 3); len(f) == 3 {
			kind, list = f[0]+"-"+f[1], f[2]
		}
		if !slices.Contains(kinds, kind) {
			continue
		}
		for part := range strings.SplitSeq(list, ",") {
			low, high, _ := strings.Cut(part, "-")
			first, _ := strconv.Atoi(low)
			last, err := strconv.Atoi(high)
			if err != nil {
				last = first
			}
			for i := first - 1; i < last; i++ {
				found = append(found, i)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// phraseOf gives the noun phrase of some words: all that depends on the one of
// them that depends on none of the others, without marks at its ends, and
// without what is content.
func phraseOf(words []GoldWord, heads, of []int, inside []bool) text.Span {
	if len(of) == 0 {
		return text.Span{}
	}
	top := of[0]
	for _, i := range of {
		if !slices.Contains(of, heads[i]) {
			top = i
			break
		}
	}
	first, end := of[0], of[len(of)-1]+1
	for i := range words {
		if inside[i] || words[i].Relation == doc.Punct || !under(heads, i, top, words) {
			continue
		}
		first, end = min(first, i), max(end, i+1)
	}
	return text.Span{Start: words[first].Start, End: words[end-1].End}
}

// under reports whether word i depends on top, and not as its preposition or as
// what belongs to the clause that it is the predicate of.
func under(heads []int, i, top int, words []GoldWord) bool {
	for ; i >= 0 && i != top; i = heads[i] {
		if heads[i] == top {
			switch words[i].Relation.Universal() {
			case doc.Case, doc.Nsubj, doc.Cop, doc.Aux, doc.Mark, doc.Ccomp, doc.Parataxis, doc.Advmod, doc.Advcl, doc.Obl, doc.Cc, doc.Obj, doc.Xcomp:
				return false
			}
		}
	}
	return i == top
}

// groupOf gives a cue with the auxiliaries, negation and particles of its verb.
func groupOf(words []GoldWord, heads, of []int) text.Span {
	if len(of) == 0 {
		return text.Span{}
	}
	first, end := of[0], of[len(of)-1]+1
	for i := range words {
		if !slices.Contains(of, heads[i]) || words[heads[i]].Tag.UPOS != doc.VERB {
			continue
		}
		switch w := words[i]; {
		case w.Relation.Universal() == doc.Aux, w.Relation == doc.CompoundPrt, w.Tag.Lemma == "not" && words[i-1].Tag.UPOS == doc.AUX:
			first, end = min(first, i), max(end, i+1)
		}
	}
	return text.Span{Start: words[first].Start, End: words[end-1].End}
}
