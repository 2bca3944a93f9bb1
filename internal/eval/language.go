package eval

import (
	"io/fs"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// LanguagePeer is a library that reads language, or the engine itself, as far
// as it offers to: what it does not is nil. Each function gets one paragraph at
// a time, and answers with spans of it.
type LanguagePeer struct {
	Sentences, Words, Names func(paragraph string) []text.Span
	Tagged                  func(paragraph string) []TaggedWord
	Times                   func(paragraph string, published doc.Date) []doc.Time
}

// TaggedWord is a word with its part of speech, as Universal Dependencies name
// it (UPOS).
type TaggedWord struct {
	text.Span
	UPOS string
}

// LanguageFigure is how well something was done: shares of 1 with their names.
type LanguageFigure struct {
	Task    string
	N       int // annotated things
	Columns []string
	Values  []float64
}

// MeasureLanguage measures a library on the sets and by the yardsticks that
// [Measure] uses. Paragraphs are given apart, for a library that does not part
// them itself would only be measured by that.
func MeasureLanguage(sets fs.FS, p LanguagePeer) ([]LanguageFigure, error) {
	figures, err := measureTreebanks(sets, p)
	if err != nil {
		return nil, err
	}
	if p.Names != nil {
		f, err := measureNames(sets, p)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	if p.Times != nil {
		more, err := measureTimes(sets, p)
		if err != nil {
			return nil, err
		}
		figures = append(figures, more...)
	}
	return figures, nil
}

func overlapFigure(task string, o Overlap) LanguageFigure {
	return LanguageFigure{task, o.want, []string{"F1", "prec", "recall"}, []float64{o.F1(), o.Precision(), o.Recall()}}
}

// inParagraphs gives what is found in each block, with its place in the text.
func inParagraphs(s string, blocks []doc.Block, find func(string) []text.Span) []text.Span {
	var all []text.Span
	for _, b := range blocks {
		for _, span := range find(b.Of(s)) {
			all = append(all, text.Span{Start: b.Start + span.Start, End: b.Start + span.End})
		}
	}
	return all
}

func measureTreebanks(sets fs.FS, p LanguagePeer) ([]LanguageFigure, error) {
	var figures []LanguageFigure
	for _, set := range []struct{ name, file, genre string }{{"GUM news dev", "gum-open-dev", "news"}, {"EWT dev", "ewt-dev", ""}} {
		docs, err := readTreebank(sets, set.file)
		if err != nil {
			return nil, err
		}
		var sentences, words, tagged Overlap
		for _, d := range docs {
			if set.genre != "" && d.genre != set.genre {
				continue
			}
			if p.Sentences != nil {
				sentences = sentences.plus(spanOverlap(d.text, inParagraphs(d.text, d.blocks, p.Sentences), d.sentences))
			}
			if p.Words != nil {
				words = words.plus(spanOverlap(d.text, inParagraphs(d.text, d.blocks, p.Words), d.words))
			}
			if p.Tagged != nil {
				tagged = tagged.plus(tagOverlap(d, p))
			}
		}
		for _, f := range []struct {
			name string
			o    Overlap
		}{{"sentences", sentences}, {"words", words}, {"words with UPOS", tagged}} {
			if f.o.want > 0 {
				figures = append(figures, overlapFigure(set.name+" "+f.name, f.o))
			}
		}
	}
	return figures, nil
}

// tagOverlap counts the words found with the annotated bounds and tag.
func tagOverlap(d treebankDoc, p LanguagePeer) Overlap {
	want := map[text.Span]string{}
	for _, tree := range d.trees {
		for _, w := range tree {
			want[w.Span] = w.Tag.UPOS.String()
		}
	}
	o := Overlap{want: len(d.words)}
	for _, b := range d.blocks {
		for _, w := range p.Tagged(b.Of(d.text)) {
			o.got++
			span := text.Span{Start: b.Start + w.Start, End: b.Start + w.End}
			if tag, ok := want[span]; ok && tag == w.UPOS {
				o.common++
			}
		}
	}
	return o
}

// measureNames measures names by their bounds alone on UNER's layer of EWT dev.
func measureNames(sets fs.FS, p LanguagePeer) (LanguageFigure, error) {
	docs, err := readUNERNames(sets)
	if err != nil {
		return LanguageFigure{}, err
	}
	var sum Overlap
	for _, d := range docs {
		want := make([]text.Span, len(d.Names))
		for i, n := range d.Names {
			want[i] = n.Span
		}
		sum = sum.plus(spanOverlap(d.Text, inParagraphs(d.Text, d.Blocks, p.Names), want))
	}
	return overlapFigure("UNER EWT dev names", sum), nil
}

func measureTimes(sets fs.FS, p LanguagePeer) ([]LanguageFigure, error) {
	docs, err := readMeantimes(sets)
	if err != nil {
		return nil, err
	}
	var sum timeScore
	for _, d := range docs {
		var got []doc.Time
		for _, b := range d.blocks {
			for _, t := range p.Times(b.Of(d.text), d.published) {
				t.Span = text.Span{Start: b.Start + t.Start, End: b.Start + t.End}
				got = append(got, t)
			}
		}
		got = only(got, func(t doc.Time) bool { return !t.Overlaps(d.dateline) })
		s := compareTimes(d.text, got, d.times)
		sum.strict, sum.value = sum.strict.plus(s.strict), sum.value.plus(s.value)
	}
	cases, err := readRecognizers(sets, "times/DateTimeModel-dev.json")
	if err != nil {
		return nil, err
	}
	var scores []caseScore
	for _, c := range only(cases, newsTimes) {
		reference, _ := doc.ParseDate(c.Context.ReferenceDateTime)
		if s := timeCaseScore(c, p.Times(c.Input, reference)); s.compared {
			scores = append(scores, s)
		}
	}
	return []LanguageFigure{
		overlapFigure("MEANTIME times, strict", sum.strict),
		overlapFigure("MEANTIME times, value", sum.value),
		{"DateTimeModel as in news", len(scores), []string{"spans", "right"}, []float64{
			Rate(scores, func(s caseScore) bool { return s.spans }), Rate(scores, func(s caseScore) bool { return s.right }),
		}},
	}, nil
}
