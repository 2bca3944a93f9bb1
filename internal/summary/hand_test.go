package summary

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/text"
)

// byHand makes a document of a text: a line is a block, one that begins with
// "# " a heading.
func byHand(s, language string, published doc.Date) *doc.Document {
	d := &doc.Document{Text: s, Language: language, Published: published}
	at := 0
	for line := range strings.SplitSeq(s, "\n") {
		span := text.Span{Start: at, End: at + len(line)}
		at = span.End + 1
		kind := doc.Paragraph
		if strings.HasPrefix(line, "# ") {
			kind, span.Start = doc.Headline, span.Start+2
		}
		if strings.TrimSpace(span.Of(s)) != "" {
			d.Blocks = append(d.Blocks, doc.Block{Span: span, Kind: kind})
		}
	}
	if len(d.Blocks) > 0 {
		d.Sentences, d.Tokens = segment.Split(d)
	}
	return d
}
