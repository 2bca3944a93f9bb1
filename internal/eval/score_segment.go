package eval

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
	uaxwords "github.com/clipperhouse/uax29/v2/words"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/text"
)

// segmentScore is how sentences and words were found in one document.
type segmentScore struct {
	sentences, baseSentences Overlap
	words, baseWords         Overlap
}

func segmentScoreOf(tb treebankDoc) segmentScore {
	d := &doc.Document{Text: tb.text, Language: "en"}
	for _, b := range tb.blocks {
		d.Blocks = append(d.Blocks, doc.Block{Span: b.Span})
	}
	foundSentences, foundWords := segment.Split(d)
	return segmentScore{
		sentences:     spanOverlap(tb.text, sentenceSpans(foundSentences), tb.sentences),
		baseSentences: spanOverlap(tb.text, plainSentences(tb.text), tb.sentences),
		words:         spanOverlap(tb.text, tokenSpans(foundWords), tb.words),
		baseWords:     spanOverlap(tb.text, plainWords(tb.text), tb.words),
	}
}

func sentenceSpans(list []doc.Sentence) []text.Span {
	var spans []text.Span
	for _, s := range list {
		spans = append(spans, s.Span)
	}
	return spans
}

func tokenSpans(list []doc.Token) []text.Span {
	var spans []text.Span
	for _, t := range list {
		spans = append(spans, t.Span)
	}
	return spans
}

// plainSentences is the baseline for sentences: UAX #29 alone, on the whole
// text, to which an end of line ends a sentence.
func plainSentences(s string) []text.Span {
	var spans []text.Span
	for it := sentences.FromString(s); it.Next(); {
		spans = append(spans, text.Span{Start: it.Start(), End: it.End()})
	}
	return spans
}

// plainWords is the baseline for words: UAX #29 alone.
func plainWords(s string) []text.Span {
	var spans []text.Span
	for it := uaxwords.FromString(s); it.Next(); {
		if r, _ := utf8.DecodeRuneInString(it.Value()); !text.Space(r) {
			spans = append(spans, text.Span{Start: it.Start(), End: it.End()})
		}
	}
	return spans
}

func scoreSegment(sets fs.FS) ([]Table, error) {
	gum, err := readTreebank(sets, "gum-open-dev")
	if err != nil {
		return nil, err
	}
	ewt, err := readTreebank(sets, "ewt-dev")
	if err != nil {
		return nil, err
	}
	news := only(gum, func(d treebankDoc) bool { return d.genre == "news" })
	t := Table{
		Title: "Sentences and words",
		About: []string{
			"Spans with exactly the annotated bounds, white space aside, over all documents of a set (micro average).",
			"The text is put together again from the words; each paragraph is a block of which nothing else is known.",
			"Words are those of Universal Dependencies; n is the number of annotated ones. Baseline: UAX #29 alone.",
		},
		Columns: []string{"F1", "prec", "recall"},
	}
	for _, set := range []struct {
		name string
		docs []treebankDoc
	}{{"GUM news dev", news}, {"GUM open dev", gum}, {"EWT dev", ewt}} {
		var sum segmentScore
		for _, s := range each(set.docs, segmentScoreOf) {
			sum = sum.plus(s)
		}
		t.Rows = append(t.Rows,
			overlapRow(set.name+" sentences", sum.sentences, sum.baseSentences),
			overlapRow(strings.Repeat(" ", len(set.name))+" words", sum.words, sum.baseWords))
	}
	return []Table{t}, nil
}

func (s segmentScore) plus(t segmentScore) segmentScore {
	return segmentScore{
		s.sentences.plus(t.sentences), s.baseSentences.plus(t.baseSentences),
		s.words.plus(t.words), s.baseWords.plus(t.baseWords),
	}
}

// overlapRow gives F1, precision and recall of an overlap, over what was
// wanted.
func overlapRow(set string, o, baseline Overlap) Row {
	return Row{set, o.want, []Figure{
		{o.F1(), baseline.F1()},
		{o.Precision(), baseline.Precision()},
		{o.Recall(), baseline.Recall()},
	}}
}
