package eval

import (
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// roleScore says of a role how often it was found at all, and with exactly the
// annotated bounds.
type roleScore struct{ overlap, exact Overlap }

func (s roleScore) plus(o roleScore) roleScore {
	return roleScore{s.overlap.plus(o.overlap), s.exact.plus(o.exact)}
}

// reportScore has source, cue and content.
type reportScore [3]roleScore

func (s reportScore) plus(o reportScore) reportScore {
	for i := range s {
		s[i] = s[i].plus(o[i])
	}
	return s
}

// compareReports pairs each report found with a wanted one and counts roles. A
// pair shares words of its cues; where none does, it shares content and both
// lack a partner. Reports that pair with an annotated one that has no cue word
// count for nothing, nor do those without a partner that could not have been
// annotated, because no unit begins with their content.
func compareReports(s string, blocks []doc.Block, got, want []reported, annotatable func(reported) bool) reportScore {
	partner := pairReports(s, got, want)
	var score reportScore
	for i, w := range want {
		if w.cue.Empty() {
			continue
		}
		g := reported{}
		if j := partner[i]; j >= 0 {
			g = got[j]
		}
		score = score.plus(compareRoles(s, blocks, g, w))
	}
	taken := make([]bool, len(got))
	for _, j := range partner {
		if j >= 0 {
			taken[j] = true
		}
	}
	for j, g := range got {
		if !taken[j] && annotatable(g) {
			score = score.plus(compareRoles(s, blocks, g, reported{}))
		}
	}
	return score
}

// pairReports gives for each wanted report the one found that it is compared
// with; -1: none.
func pairReports(s string, got, want []reported) []int {
	partner := make([]int, len(want))
	taken := make([]bool, len(got))
	for i := range partner {
		partner[i] = -1
	}
	for _, alike := range []func(g, w reported) bool{
		func(g, w reported) bool { return meet(g.cue, w.cue) && meetAny(g.contents, w.contents) },
		func(g, w reported) bool { return meet(g.cue, w.cue) },
		func(g, w reported) bool { return meet(g.source, w.source) && meetAny(g.contents, w.contents) },
		func(g, w reported) bool { return w.cue.Empty() && meetAny(g.contents, w.contents) },
	} {
		for i, w := range want {
			for j, g := range got {
				if partner[i] < 0 && !taken[j] && alike(g, w) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	return partner
}

func meet(a, b text.Span) bool { return a.Start < b.End && b.Start < a.End && !a.Empty() && !b.Empty() }

func meetAny(a, b []text.Span) bool {
	for _, x := range a {
		for _, y := range b {
			if meet(x, y) {
				return true
			}
		}
	}
	return false
}

func compareRoles(s string, blocks []doc.Block, g, w reported) reportScore {
	one := func(a, b text.Span) roleScore {
		o := Overlap{got: count(!a.Empty()), want: count(!b.Empty()), common: count(meet(a, b))}
		e := o
		e.common = count(o.common > 0 && trimMarks(s, a) == trimMarks(s, b))
		return roleScore{o, e}
	}
	content := roleScore{}
	a, b := pieces(s, blocks, g.contents), pieces(s, blocks, w.contents)
	content.overlap = Overlap{got: count(len(a) > 0), want: count(len(b) > 0), common: count(meetAny(a, b))}
	content.exact = content.overlap
	content.exact.common = count(len(a) > 0 && slices.Equal(a, b))
	return reportScore{one(g.source, w.source), one(g.cue, w.cue), content}
}

// pieces gives the stretches of a content as docs/annotation.md has them: one
// for each unbroken stretch, parted at paragraphs, without the stops and commas
// at its ends that belong to the sentence around it.
func pieces(s string, blocks []doc.Block, contents []text.Span) []text.Span {
	var joined []text.Span
	for _, c := range contents {
		if n := len(joined); n > 0 && strings.TrimSpace(s[joined[n-1].End:max(c.Start, joined[n-1].End)]) == "" {
			joined[n-1].End = max(joined[n-1].End, c.End)
			continue
		}
		joined = append(joined, c)
	}
	var out []text.Span
	for _, c := range joined {
		for _, b := range blocks {
			if part := (text.Span{Start: max(c.Start, b.Start), End: min(c.End, b.End)}); part.Start < part.End {
				if part = trimMarks(s, trimQuote(s, trimMarks(s, part))); !part.Empty() {
					out = append(out, part)
				}
			}
		}
	}
	return out
}

// trimQuote leaves out a quotation mark at the end of a piece that has no other:
// it closes what began before, as that of "I think it fell" does for "it fell".
func trimQuote(s string, span text.Span) text.Span {
	const marks = "\"“”"
	piece := span.Of(s)
	if r, n := utf8.DecodeLastRuneInString(piece); strings.ContainsRune(marks, r) && !strings.ContainsAny(piece[:len(piece)-n], marks) {
		span.End -= n
	}
	return span
}

// trimMarks leaves out stops, commas, dashes and white space at the ends.
func trimMarks(s string, span text.Span) text.Span {
	const marks = " \n\t.,;:!?-–—"
	for !span.Empty() {
		r, n := utf8.DecodeRuneInString(span.Of(s))
		if !strings.ContainsRune(marks, r) {
			break
		}
		span.Start += n
	}
	for !span.Empty() {
		r, n := utf8.DecodeLastRuneInString(span.Of(s))
		if !strings.ContainsRune(marks, r) {
			break
		}
		span.End -= n
	}
	return span
}

// foundReports gives the attributions of a document.
func foundReports(d *doc.Document) []reported {
	var list []reported
	for _, a := range d.Attributions {
		list = append(list, reported{a.Source.Span, a.Cue[0].Cover(a.Cue[len(a.Cue)-1]), a.Contents})
	}
	return list
}

// cueReports is the baseline for attributions: each form of a cue verb is a
// cue, the run of words with capitals or the pronoun before it, or else behind
// it, its source, and its content what is left of its sentence behind it; the
// words before it where nothing is.
func cueReports(d *doc.Document) []reported {
	v := lexicon.NewView(d)
	var list []reported
	for _, s := range d.Sentences {
		v.Enter(s)
		for i := v.First; i < v.End; i++ {
			c, ok := lexicon.English().Cues.Word(v.Key(i))
			if !ok || c.Form == lexicon.Base || s.Heading {
				continue
			}
			r := reported{cue: d.Tokens[i].Span}
			first := i
			for v.Capital(first-1) || first == i && lexicon.English().Is(v.Key(i-1), lexicon.Pronoun) {
				first--
			}
			if first < i {
				r.source = v.Span(first, i)
			}
			switch {
			case i+2 < v.End:
				r.contents = []text.Span{v.Span(i+1, v.End)}
			case first > v.First:
				r.contents = []text.Span{v.Span(v.First, first)}
			default:
				continue
			}
			list = append(list, r)
		}
	}
	return list
}

func scoreAttribution(sets fs.FS) ([]Table, error) {
	t := Table{
		Title: "Attributions",
		About: []string{
			"Reports in raw text, F1. over: of a report that is paired with an annotated one the role shares a word with the",
			"annotated one. exact: it has the same bounds, all pieces of it, marks at the ends aside. Wanted are the relation",
			"\"attribution\" of GUM's discourse trees with a cue word; credits and references, which have none, count neither",
			"way. How units are mapped to spans: readReports. GUM annotates clauses of thinking and knowing as well, and speech",
			"only where a unit is reported: a report of less (\"asked him to leave\", \"called it 'a shame'\") that pairs with none",
			"counts neither way, but for the rows \"all counted\". n is the number of annotated reports. Baseline: every form of a",
			"cue verb, the name or pronoun beside it, the rest of its sentence. Names are found by the weights that ship, which",
			"have seen those of GUM.",
		},
		Columns: []string{"source", "exact", "cue", "exact", "content", "exact"},
	}
	for _, set := range []struct{ name, row string }{{"gum-open-dev", "GUM open dev"}, {"gum-open-train", "GUM open train"}} {
		bank, err := readReports(sets, set.name)
		if err != nil {
			return nil, err
		}
		news := only(bank, func(d gumReports) bool { return d.genre == "news" })
		t.Rows = append(t.Rows, attributionRow(set.row, bank, false), attributionRow("  of them news", news, false), attributionRow("  all counted", bank, true))
	}
	speech, err := scoreSpeech(sets)
	return []Table{t, speech}, err
}

// attributionRow gives the figures of a set. Strict is whether what GUM cannot
// annotate counts as wrong.
func attributionRow(name string, bank []gumReports, strict bool) Row {
	scores := each(bank, func(d gumReports) [2]reportScore {
		counts := func(r reported) bool { return strict || d.begins(r) }
		a := analyze.Analyze(d.text, "en", d.blocks, doc.Date{})
		return [2]reportScore{compareReports(d.text, d.blocks, foundReports(a), d.reports, counts), compareReports(d.text, d.blocks, cueReports(a), d.reports, counts)}
	})
	var sum, base reportScore
	for _, s := range scores {
		sum, base = sum.plus(s[0]), base.plus(s[1])
	}
	row := Row{Set: name, N: sum[1].overlap.want}
	for role := range sum {
		row.Figures = append(row.Figures, Figure{sum[role].overlap.F1(), base[role].overlap.F1()}, Figure{sum[role].exact.F1(), base[role].exact.F1()})
	}
	return row
}
