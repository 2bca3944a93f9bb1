package eval

import (
	"fmt"
	"io/fs"
	"slices"
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

func segmentScoreOf(tb treebankDoc, w *segment.Weights) segmentScore {
	foundSentences, foundWords := w.Split(tb.document())
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

// SegmentFolds are weights for segment, each learnt without the news of GUM in
// its fold, so that each news document is measured by weights that have not
// seen it. The weights that ship have seen no document of the dev sets.
type SegmentFolds [FoldCount]*segment.Weights

// SegmentFoldFile names the file of a fold's weights, below this package's
// folder.
func SegmentFoldFile(fold int) string {
	return fmt.Sprintf("testdata/folds/segment-%d.bin.gz", fold)
}

func scoreSegment(sets fs.FS) ([]Table, error) {
	var folds SegmentFolds
	for i := range folds {
		packed, err := foldFiles.ReadFile(SegmentFoldFile(i))
		if err != nil {
			return nil, fmt.Errorf("eval: %w", err)
		}
		if folds[i], err = segment.ReadWeights(packed); err != nil {
			return nil, fmt.Errorf("eval: %s: %w", SegmentFoldFile(i), err)
		}
	}
	return SegmentTables(sets, segment.Learnt(), folds)
}

// SegmentTables measures segment on the dev sets by weights that have seen none
// of them, and on all news of GUM by those of the folds. The error is one of
// reading the sets.
func SegmentTables(sets fs.FS, w *segment.Weights, folds SegmentFolds) ([]Table, error) {
	read := map[string][]treebankDoc{}
	for _, name := range []string{"gum-open-train", "gum-open-dev", "ewt-dev"} {
		docs, err := readTreebank(sets, name)
		if err != nil {
			return nil, err
		}
		read[name] = docs
	}
	gum := read["gum-open-dev"]
	isNews := func(d treebankDoc) bool { return d.genre == news }
	allNews := only(slices.Concat(read["gum-open-train"], gum), isNews)
	t := Table{
		Title: "Sentences and words",
		About: []string{
			"Spans with exactly the annotated bounds, white space aside, over all documents of a set (micro average).",
			"The text is put together again from the words; each paragraph is a block of which nothing else is known.",
			"GUM news: all its news, train and dev, in five folds by document. Learnt from GUM train and EWT train, without the fold.",
			"abbr.: initials, \"Inc.\", \"Fla.\" and the like put behind proper nouns, inside of sentences and at their ends.",
			"Words are those of Universal Dependencies; n is the number of annotated ones. Baseline: UAX #29 alone.",
		},
		Columns: []string{"F1", "prec", "recall"},
	}
	shipped := func(treebankDoc) *segment.Weights { return w }
	byFold := func(d treebankDoc) *segment.Weights { return folds[newsFold(d.id)] }
	t.Rows = append(t.Rows, segmentRows("GUM news", allNews, byFold)...)
	t.Rows = append(t.Rows, segmentRows("GUM news dev", only(gum, isNews), shipped)...)
	t.Rows = append(t.Rows, segmentRows("GUM open dev", gum, shipped)...)
	t.Rows = append(t.Rows, segmentRows("EWT dev", read["ewt-dev"], shipped)...)
	for _, set := range []struct {
		name string
		docs []treebankDoc
	}{{"GUM dev", gum}, {"EWT dev", read["ewt-dev"]}} {
		var short []treebankDoc
		for _, d := range set.docs {
			short = append(short, d.abbreviated())
		}
		t.Rows = append(t.Rows, segmentRows(set.name+" abbr.", short, shipped)[0])
	}
	return []Table{t}, nil
}

// segmentRows measures a set, each document by its weights.
func segmentRows(set string, docs []treebankDoc, weights func(treebankDoc) *segment.Weights) []Row {
	var sum segmentScore
	for _, s := range each(docs, func(d treebankDoc) segmentScore { return segmentScoreOf(d, weights(d)) }) {
		sum = sum.plus(s)
	}
	return []Row{
		overlapRow(set+" sentences", sum.sentences, sum.baseSentences),
		overlapRow(strings.Repeat(" ", len(set))+" words", sum.words, sum.baseWords),
	}
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
