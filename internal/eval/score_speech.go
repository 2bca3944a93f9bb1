package eval

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// speechScore is how the reports in some articles agree with annotated events of
// saying and thinking.
type speechScore struct {
	found   rates // links whose cue is one's
	content rates // of these, those whose event is in its content
	source  rates // of those found that have an agent, those whose source shares a word with it
	right   rates // reports whose cue is such an event
}

func (s speechScore) plus(t speechScore) speechScore {
	return speechScore{s.found.plus(t.found), s.content.plus(t.content), s.source.plus(t.source), s.right.plus(t.right)}
}

func scoreSpeech(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Attributions, MEANTIME",
		About: []string{
			"Wikinews, put together from tokens; the headline is one, and what is linked in it is left out. Wanted are the",
			"links from an event of saying or thinking to one in what is said (SLINK), nouns and things announced among them.",
			"\"found\": the share of n links that a report has a cue for, one word of it shared. \"content\": of the links found,",
			"the share whose other event has a word in that report's content. \"source\": of the links found whose agent (Arg0)",
			"is marked, the share in which the report's source has a word of it. \"right\": of the reports found, the share whose",
			"cue has a word of a link's or of any event of class SPEECH_COGNITIVE; phrases (\"according to\") and colons, which",
			"MEANTIME does not mark, are left out. gm was held back at first; its misses were read since. Baseline: as for GUM. Names are found by the weights that",
			"ship, which have seen those of MEANTIME.",
		},
		Columns: []string{"found", "content", "source", "right"},
	}
	for _, group := range []struct {
		name    string
		corpora []string
	}{{"MEANTIME", []string{"airbus", "apple", "gm"}}, {"  airbus, apple", []string{"airbus", "apple"}}, {"  gm", []string{"gm"}}} {
		var sum, base speechScore
		for _, corpus := range group.corpora {
			docs, err := readSpeech(sets, corpus)
			if err != nil {
				return t, err
			}
			for _, s := range each(docs, compareSpeech) {
				sum, base = sum.plus(s[0]), base.plus(s[1])
			}
		}
		row := Row{Set: group.name, N: sum.found.all}
		for _, r := range [][2]rates{{sum.found, base.found}, {sum.content, base.content}, {sum.source, base.source}, {sum.right, base.right}} {
			row.Figures = append(row.Figures, Figure{r[0].share(), r[1].share()})
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// compareSpeech compares the reports in an article, and the baseline's, with what
// is annotated below its headline.
func compareSpeech(d speechDoc) [2]speechScore {
	blocks := slices.Clone(d.blocks)
	if len(blocks) > 0 {
		blocks[0].Kind = doc.Headline
	}
	a := analyze.Analyze(d.text, "en", blocks, d.published)
	body := func(list []reported) []reported {
		return slices.DeleteFunc(list, func(r reported) bool { return len(blocks) > 0 && r.cue.Start < blocks[0].End })
	}
	return [2]speechScore{d.compare(body(foundReports(a))), d.compare(body(cueReports(a)))}
}

func (d speechDoc) compare(got []reported) speechScore {
	var s speechScore
	for _, l := range d.speech {
		if len(d.blocks) > 0 && l.cue[0].Start < d.blocks[0].End {
			continue
		}
		i := slices.IndexFunc(got, func(r reported) bool { return meetAny([]text.Span{r.cue}, l.cue) })
		if s.found.count(i >= 0); i < 0 {
			continue
		}
		s.content.count(meetAny(got[i].contents, l.event))
		if len(l.sources) > 0 {
			s.source.count(meetAny([]text.Span{got[i].source}, l.sources))
		}
	}
	for _, r := range got {
		words := strings.Fields(strings.ToLower(r.cue.Of(d.text)))
		if _, n := lexicon.English().CuePhrases.Match(words); n == 0 && words[0] != ":" {
			s.right.count(meetAny([]text.Span{r.cue}, d.spoken))
		}
	}
	return s
}
