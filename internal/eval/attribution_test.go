package eval

import (
	"strings"
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

// A source outside of the cue's unit counts where none is inside, and what begins
// in the middle of a unit cannot be annotated.
func TestDiscourseUnits(t *testing.T) {
	var r reportReader
	for _, line := range []string{
		"# newdoc id = one", "# newpar = 1",
		"1\tOrr\tOrr\tPROPN\tNNP\t_\t2\tnsubj\t_\tDiscourse=ROOT:1:0",
		"2\trose\trise\tVERB\tVBD\t_\t0\troot\t_\t_",
		"3\tand\tand\tCCONJ\tCC\t_\t4\tcc\t_\tDiscourse=attribution-positive:2->3:1:sem-atsrc-1+lex-indwd-4",
		"4\tsaid\tsay\tVERB\tVBD\t_\t2\tconj\t_\t_",
		"5\tit\tit\tPRON\tPRP\t_\t6\tnsubj\t_\tDiscourse=joint:3->1:0:_",
		"6\tfell\tfall\tVERB\tVBD\t_\t4\tccomp\t_\tSpaceAfter=No",
		"7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_",
	} {
		r.line(line)
	}
	r.endDocument()
	d := r.done[0]
	if s := d.reports[0].source.Of(d.text); s != "Orr" {
		t.Errorf("source %q", s)
	}
	for words, want := range map[string]bool{"it fell": true, "fell": false, "and said": true} {
		at := strings.Index(d.text, words)
		if got := d.begins(reported{contents: []text.Span{{Start: at, End: at + len(words)}}}); got != want {
			t.Errorf("%q begins with a unit: %v", words, got)
		}
	}
}

func TestSpeech(t *testing.T) {
	const article = `<Document>
<token t_id="1" sentence="0">Orr</token><token t_id="2" sentence="0">speaks</token>
<token t_id="3" sentence="1">Orr</token><token t_id="4" sentence="1">said</token><token t_id="5" sentence="1">it</token><token t_id="6" sentence="1">fell</token><token t_id="7" sentence="1">.</token>
<Markables>
<EVENT_MENTION m_id="10"><token_anchor t_id="4"/></EVENT_MENTION><EVENT_MENTION m_id="11"><token_anchor t_id="6"/></EVENT_MENTION>
<ENTITY_MENTION m_id="12"><token_anchor t_id="3"/></ENTITY_MENTION><EVENT m_id="13" class="SPEECH_COGNITIVE"/>
</Markables>
<Relations>
<REFERS_TO><source m_id="10"/><target m_id="13"/></REFERS_TO><SLINK><source m_id="10"/><target m_id="11"/></SLINK>
<HAS_PARTICIPANT sem_role="Arg0"><source m_id="10"/><target m_id="12"/></HAS_PARTICIPANT>
</Relations></Document>`
	d, err := parseSpeech([]byte(article))
	if err != nil {
		t.Fatal(err)
	}
	span := func(words string) text.Span {
		at := strings.LastIndex(d.text, words)
		return text.Span{Start: at, End: at + len(words)}
	}
	right := reported{span("Orr"), span("said"), []text.Span{span("it fell")}}
	if s := d.compare([]reported{right}); s != (speechScore{rates{1, 1}, rates{1, 1}, rates{1, 1}, rates{1, 1}}) {
		t.Errorf("what is annotated: %+v", s)
	}
	wrong := reported{text.Span{}, span("fell"), []text.Span{span("it")}}
	if s := d.compare([]reported{wrong}); s != (speechScore{found: rates{0, 1}, right: rates{0, 1}}) {
		t.Errorf("another cue: %+v", s)
	}
}
