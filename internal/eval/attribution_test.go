package eval

import (
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// A unit's content is its parent with what is attached nearer, the cue has its
// auxiliaries, and the source its title.
func TestReadReports(t *testing.T) {
	var r reportReader
	for _, line := range []string{
		"# newdoc id = one", "# newpar = 1",
		"1\tMayor\tmayor\tNOUN\tNN\t_\t2\tcompound\t_\tDiscourse=attribution-positive:1->2:1:sem-atsrc-2+lex-indwd-4",
		"2\tOrr\tOrr\tPROPN\tNNP\t_\t4\tnsubj\t_\t_",
		"3\thas\thave\tAUX\tVBZ\t_\t4\taux\t_\t_",
		"4\tsaid\tsay\tVERB\tVBN\t_\t0\troot\t_\t_",
		"5\tit\tit\tPRON\tPRP\t_\t6\tnsubj\t_\tDiscourse=ROOT:2:0",
		"6\tfell\tfall\tVERB\tVBD\t_\t4\tccomp\t_\t_",
		"7\tas\tas\tSCONJ\tIN\t_\t9\tmark\t_\tDiscourse=causal-cause:3->2:0:_",
		"8\train\train\tNOUN\tNN\t_\t9\tnsubj\t_\t_",
		"9\tcame\tcome\tVERB\tVBD\t_\t6\tadvcl\t_\tSpaceAfter=No",
		"10\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tDiscourse=evaluation-comment:4->2:2:_",
	} {
		r.line(line)
	}
	r.endDocument()
	d := r.done[0]
	if len(d.reports) != 1 {
		t.Fatalf("%d reports", len(d.reports))
	}
	got := d.reports[0]
	if s, c := got.source.Of(d.text), got.cue.Of(d.text); s != "Mayor Orr" || c != "has said" || len(got.contents) != 1 || got.contents[0].Of(d.text) != "it fell as rain came" {
		t.Errorf("%q / %q / %v", s, c, got.contents)
	}
}

func TestCompareReports(t *testing.T) {
	const s = `Orr said it fell. She agreed.`
	span := func(a, b int) text.Span { return text.Span{Start: a, End: b} }
	blocks := []doc.Block{{Span: span(0, len(s))}}
	all := func(reported) bool { return true }
	want := []reported{{span(0, 3), span(4, 8), []text.Span{span(9, 16)}}}
	got := []reported{{span(0, 3), span(4, 8), []text.Span{span(9, 17)}}, {span(18, 21), span(22, 28), []text.Span{span(9, 16)}}}
	score := compareReports(s, blocks, got, want, all)
	if c := score[2].exact; c != (Overlap{common: 1, got: 2, want: 1}) {
		t.Errorf("content, exact: %+v", c)
	}
	if c := compareReports(s, blocks, got, want, func(reported) bool { return false })[2].exact; c != (Overlap{common: 1, got: 1, want: 1}) {
		t.Errorf("what cannot be annotated: %+v", c)
	}
	want[0].contents[0].Start = 12
	if c := compareReports(s, blocks, got, want, all)[2]; c.exact.common != 0 || c.overlap.common != 1 {
		t.Errorf("content with another start: %+v", c)
	}
	want[0].cue = text.Span{}
	if c := compareReports(s, blocks, got[:1], want, all)[1]; c != (roleScore{}) {
		t.Errorf("a report without a cue word counts: %+v", c)
	}
}
