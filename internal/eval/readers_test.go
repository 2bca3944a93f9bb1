package eval

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

func packed(t *testing.T, data string) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

func TestReadCleanSet(t *testing.T) {
	sets := fstest.MapFS{"clean/x.jsonl.gz": packed(t,
		`{"id":"1","url":null,"html":"<p>Hi","gold":"Hi","title":"T","author":"Ann Oak and Bo Elm","date":"2025-11","flat":"Hi","flatmid":"Hi!"}
{"id":"2","url":"https://a.example/","author":["Cy Fir"],"date":null}
{"id":"3","author":null}
`)}
	pages, err := ReadCleanSet(sets, "x")
	if err != nil {
		t.Fatal(err)
	}
	want := []CleanPage{
		{ID: "1", HTML: "<p>Hi", Gold: "Hi", Title: "T", Author: Bylines{{"Ann Oak and Bo Elm"}, {"Ann Oak", "Bo Elm"}},
			Date: "2025-11", Flat: "Hi", FlatMid: "Hi!"},
		{ID: "2", URL: "https://a.example/", Author: Bylines{{"Cy Fir"}}},
		{ID: "3"},
	}
	if diff := cmp.Diff(want, pages); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReadErrors(t *testing.T) {
	sets := fstest.MapFS{
		"clean/no.jsonl.gz":        {Data: []byte("not packed")},
		"clean/bad.jsonl.gz":       packed(t, "{}\n{\"author\":7}\n"),
		"summaries/bad.jsonl":      {Data: []byte("{")},
		"times/bad.json":           {Data: []byte("{")},
		"claims/meantime/a.tar.gz": packed(t, "no archive, but long enough to be read as one if it were"),
	}
	for _, c := range []struct {
		read func() error
		want string
	}{
		{func() error { _, err := ReadCleanSet(sets, "absent"); return err }, "absent"},
		{func() error { _, err := ReadCleanSet(sets, "no"); return err }, "no.jsonl.gz"},
		{func() error { _, err := ReadCleanSet(sets, "bad"); return err }, "line 2"},
		{func() error { _, err := readRealsumm(sets, "bad"); return err }, "line 1"},
		{func() error { _, err := readRecognizers(sets, "times/bad.json"); return err }, "bad.json"},
		{func() error { _, err := readMeantime(sets, "a"); return err }, "a.tar.gz"},
		{func() error { _, err := readTreebank(sets, "a"); return err }, "a.conllu.gz"},
	} {
		if err := c.read(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one that names %s", err, c.want)
		}
	}
}

func TestBylines(t *testing.T) {
	for _, c := range []struct {
		annotated string // JSON
		right     [][]string
		wrong     [][]string
	}{
		{`null`, [][]string{nil}, [][]string{{"Ann Oak"}}},
		{`""`, [][]string{nil}, [][]string{{"Ann Oak"}}},
		{`[]`, [][]string{nil}, [][]string{{"Ann Oak"}}},
		{`["Ann Oak", "Bo Elm"]`, [][]string{{"Bo Elm", "ANN OAK"}}, [][]string{nil, {"Ann Oak"}, {"Ann Oak", "Bo Elm", "Cy Fir"}}},
		{`"Ann Oak"`, [][]string{{"Ann  Oak"}}, [][]string{{"Ann"}}},
		{`"Ann Oak, Bo Elm, and Cy Fir"`, [][]string{{"Ann Oak", "Bo Elm", "Cy Fir"}}, [][]string{{"Ann Oak"}}},
		{`"Ann Oak & Bo Elm"`, [][]string{{"Ann Oak", "Bo Elm"}}, nil},
		{`"Office for Rivers and Lakes"`, [][]string{{"Office for Rivers and Lakes"}}, nil},
		{`"Ann Oak, MD, Ph.D."`, [][]string{{"Ann Oak"}, {"Ann Oak, MD, Ph.D."}}, [][]string{{"MD"}}},
		{`"Ann O’Oak"`, [][]string{{"Ann O'Oak"}}, nil},
	} {
		var b Bylines
		if err := json.Unmarshal([]byte(c.annotated), &b); err != nil {
			t.Fatal(err)
		}
		for _, authors := range c.right {
			if !b.Match(authors) {
				t.Errorf("%s is not %q", c.annotated, authors)
			}
		}
		for _, authors := range c.wrong {
			if b.Match(authors) {
				t.Errorf("%s is %q", c.annotated, authors)
			}
		}
	}
}

func TestSameTitleAndDate(t *testing.T) {
	for _, c := range []struct {
		got, want string
		same      bool
	}{
		{" “A”\u00A0 b ", `"A" b`, true},
		{"Heli\u00ADport", "Heliport", true},
		{"e\u0301", "é", true},
		{"A B", "A b", false},
		{"A: b | Site", "A: b", false},
	} {
		if SameTitle(c.got, c.want) != c.same {
			t.Errorf("%q and %q: same is not %v", c.got, c.want, c.same)
		}
	}
	for _, c := range []struct {
		got, want string
		same      bool
	}{
		{"2025-03-04T23:30:00-05:00", "2025-03-04", true},
		{"2025-03-04", "2025-03", true},
		{"2025-03", "2025-03-04", false},
		{"", "2025-03-04", false},
		{"2025-03-04", "", false},
		{"", "", true},
	} {
		if SameDate(c.got, c.want) != c.same {
			t.Errorf("%q and %q: same is not %v", c.got, c.want, c.same)
		}
	}
}

func TestEnglish(t *testing.T) {
	for gold, want := range map[string]bool{
		"The head of the office said that the road to Orlen is closed.":       true,
		"Die Leiterin der Behörde sagte, die Straße nach Orlen sei gesperrt.": false,
		"El jefe de la oficina dijo que la carretera a Orlen está cerrada.":   false,
	} {
		if p := (CleanPage{Gold: gold}); p.English() != want {
			t.Errorf("%q: English is not %v", gold, want)
		}
	}
}

// treebank is two documents: a heading and two sentences with multiword tokens
// of both kinds, and one sentence without anything around it.
const treebank = `# newdoc id = one
# meta::genre = news
# meta::summary1 = (human1) It snowed (a lot).
# meta::summary2 = Snow fell.
# newpar
# newpar_block = head rend:::"bold" (1 s)
# sent_id = 1
1	Snow	_	_	_	_	_	_	_	_

# newpar
# newpar_block = figure rend:::"a | b" (2 s) | p (2 s)
# sent_id = 2
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	_	_	_	_	_	_	_	_
2	n't	_	_	_	_	_	_	_	_
3	go	_	_	_	_	_	_	_	SpaceAfter=No
3.1	out	_	_	_	_	_	_	_	_
4	.	_	_	_	_	_	_	_	_

# sent_id = 3
1-2	Dunno	_	_	_	_	_	_	_	Foo=Bar|SpaceAfter=No
1	Do	_	_	_	_	_	_	_	_
2	not	_	_	_	_	_	_	_	_
3	!	_	_	_	_	_	_	_	_

# newdoc id = two
1	Ja	_	_	_	_	_	_	_	_
`

func TestReadTreebank(t *testing.T) {
	docs, err := readTreebank(fstest.MapFS{"treebanks/x.conllu.gz": packed(t, treebank)}, "x")
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents (%v), want 2", len(docs), err)
	}
	d := docs[0]
	if want := "Snow\n\nDon't go. Dunno!"; d.text != want {
		t.Errorf("text %q, want %q", d.text, want)
	}
	quote := func(spans []text.Span) []string {
		var parts []string
		for _, s := range spans {
			parts = append(parts, s.Of(d.text))
		}
		return parts
	}
	if got, want := quote(d.sentences), []string{"Snow", "Don't go.", "Dunno!"}; !slices.Equal(got, want) {
		t.Errorf("sentences %q, want %q", got, want)
	}
	if got, want := quote(d.words), []string{"Snow", "Do", "n't", "go", ".", "Dunno", "!"}; !slices.Equal(got, want) {
		t.Errorf("words %q, want %q", got, want)
	}
	blocks := []doc.Block{{Span: text.Span{Start: 0, End: 4}, Kind: doc.Subhead}, {Span: text.Span{Start: 6, End: 22}}}
	if !slices.Equal(d.blocks, blocks) {
		t.Errorf("blocks %v, want %v", d.blocks, blocks)
	}
	if want := []string{"It snowed (a lot).", "Snow fell."}; !slices.Equal(d.summaries, want) || d.genre != "news" || d.id != "one" {
		t.Errorf("%s of genre %q with the summaries %q", d.id, d.genre, d.summaries)
	}
	if got := d.heading(); got != "Snow" {
		t.Errorf("heading %q", got)
	}
	if docs[1].text != "Ja" || docs[1].heading() != "" || len(docs[1].blocks) != 1 {
		t.Errorf("second document: %+v", docs[1])
	}
}

func TestReadRealsumm(t *testing.T) {
	cases, err := readRealsumm(fstest.MapFS{"summaries/x.jsonl": {Data: []byte(
		`{"id":"1","documents":["it rained.\n\n it poured. "],"references":["rain."]}` + "\n" + `{"documents":[]}` + "\n")}}, "x")
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases (%v), want 1", len(cases), err)
	}
	body, blocks := cases[0].copy()
	if want := "it rained.\n\nit poured."; body != want || len(blocks) != 2 || blocks[1].Of(body) != "it poured." {
		t.Errorf("copy %q in blocks %v, want %q", body, blocks, want)
	}
}

func TestRecognizersSpan(t *testing.T) {
	for _, c := range []struct {
		input, text string
		start, end  int
		want        string
	}{
		{"I paid 5 EUR", "5 eur", 7, 11, "5 EUR"},
		{"😀 paid 5 EUR", "5 EUR", 8, 12, "5 EUR"}, // the smiley takes two UTF-16 units
		{"a 5 EUR", "5 EUR", 0, 4, "5 EUR"},       // the counts are wrong
		{"nothing", "5 EUR", 0, 4, ""},
		{"x", "x", 0, 900, "x"},
	} {
		s, ok := recognizersResult{Text: c.text, Start: c.start, End: c.end}.span(c.input)
		if ok != (c.want != "") || s.Of(c.input) != c.want {
			t.Errorf("%q in %q: %q, %v", c.text, c.input, s.Of(c.input), ok)
		}
	}
}

const article = `<?xml version="1.0" ?><Document doc_id="7"><token sentence="0" t_id="1">Rain</token>
<token sentence="1" t_id="2">March</token><token sentence="1" t_id="3">4</token><token sentence="1" t_id="4">,</token><token sentence="1" t_id="5">2025</token>
<token sentence="2" t_id="6">It</token><token sentence="2" t_id="7">rained</token><token sentence="2" t_id="8">on</token><token sentence="2" t_id="9">Monday</token><token sentence="2" t_id="10">.</token>
<token sentence="6" t_id="11">Today</token>
<Markables><TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2025-03-04"><token_anchor t_id="2"/><token_anchor t_id="3"/><token_anchor t_id="4"/><token_anchor t_id="5"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" type="DATE" value="2025-03-03"><token_anchor t_id="9"/></TIMEX3>
<TIMEX3 functionInDocument="NONE" type="DATE" value="2025-03-04"><token_anchor t_id="11"/></TIMEX3>
<TIMEX3 TAG_DESCRIPTOR="March" functionInDocument="NONE" type="DATE" value="2025-03"/></Markables></Document>`

func TestReadMeantime(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range []string{"intra-doc_annotation/a.xml", "intra_cross-doc_annotation/a.xml", "intra-doc_annotation/README"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(article))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(article)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	docs, err := readMeantime(fstest.MapFS{"claims/meantime/x.tar.gz": packed(t, b.String())}, "x")
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d articles (%v), want 1", len(docs), err)
	}
	d := docs[0]
	if want := "Rain\n\nMarch 4, 2025\n\nIt rained on Monday."; d.text != want || len(d.blocks) != 3 {
		t.Errorf("text %q in %d blocks, want %q", d.text, len(d.blocks), want)
	}
	if d.dateline.Of(d.text) != "March 4, 2025" || d.published.String() != "2025-03-04" {
		t.Errorf("published %v as %q", d.published, d.dateline.Of(d.text))
	}
	if len(d.times) != 1 || d.times[0].Of(d.text) != "Monday" || d.times[0].Value != "2025-03-03" {
		t.Errorf("times %v", d.times)
	}
}

func TestSpacer(t *testing.T) {
	for in, want := range map[string]string{
		"He paid $ 5 ( 4 % ) .":           "He paid $5 (4%).",
		"`` No , '' he did n't say .":     `"No," he didn't say.`,
		`" No , " it 's " so " .`:         `"No," it's "so".`,
		"“ No ” , she said : “ Never . ”": "“No”, she said: “Never.”",
	} {
		var s spacer
		got := ""
		for token := range strings.FieldsSeq(in) {
			word, space := s.next(token)
			got += space + word
		}
		if got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
