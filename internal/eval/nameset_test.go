package eval

import (
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

func TestBareName(t *testing.T) {
	for _, c := range []struct {
		phrase string
		kind   doc.EntityType
		want   string // empty: no name
	}{
		{"the company's vice president Jonas Wyldeck", doc.Person, "Jonas Wyldeck"},
		{"aircraft manufacturer Skelwen", doc.Organisation, "Skelwen"},
		{"the Bank of Norland", doc.Organisation, "Bank of Norland"},
		{"U.S. service members", doc.Organisation, ""},
		{"Iraqi", doc.Place, ""},
		{"Wyldeck, 49", doc.Person, ""},
		{"Hollin's", doc.Place, "Hollin"},
		{"the camp", doc.Place, ""},
	} {
		span, ok := bareName(c.phrase, text.Span{End: len(c.phrase)}, c.kind)
		if got := span.Of(c.phrase); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q: %q (%v), want %q", c.phrase, got, ok, c.want)
		}
	}
}

// A sentence of our own in GUM's format.
const gumLines = `# newdoc id = own
# text = Mayor Maud Orr left the United States.
1	Mayor	mayor	PROPN	NNP	_	2	compound	_	Entity=(1-person-new-nnnnn-cf1-2,3-coref-Maud_Orr
2	Maud	Maud	PROPN	NNP	_	4	nsubj	_	_
3	Orr	Orr	PROPN	NNP	_	2	flat	_	Entity=1)
4	left	leave	VERB	VBD	_	0	root	_	_
5	the	the	DET	DT	_	7	det	_	Entity=(2-place-new-nnnnn-cf2-3-sgl-United_States
6	United	unite	VERB	NNP	_	7	amod	_	_
7	States	state	PROPN	NNPS	_	4	obj	_	Entity=2)|SpaceAfter=No
8	.	.	PUNCT	.	_	4	punct	_	_

# text = She rows.
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv:act-nnnnn-cf1-1-ana)
2	rows	row	VERB	VBZ	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_
`

func TestGUMNames(t *testing.T) {
	var r annotatedReader
	for line := range strings.SplitSeq(gumLines, "\n") {
		r.line(line)
	}
	r.endDocument()
	if len(r.done) != 1 || len(r.done[0].entities) != 3 {
		t.Fatalf("%+v", r.done)
	}
	d := &r.done[0]
	var got []string
	for _, n := range d.names() {
		got = append(got, n.Of(d.text))
	}
	if s := strings.Join(got, "|"); s != "Maud Orr|United States" {
		t.Errorf("names: %s", s)
	}
	clusters := d.namedClusters()
	if len(clusters) != 2 || len(clusters[0]) != 2 || clusters[0][1].Of(d.text) != "She" {
		t.Errorf("clusters: %v", clusters)
	}
}
