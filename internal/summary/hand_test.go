package summary

import (
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// byHand makes a document of a text: a line is a block, one that begins with
// "# " a heading. The passes do the rest.
func byHand(s, language string, published doc.Date) *doc.Document {
	var blocks []doc.Block
	at := 0
	for line := range strings.SplitSeq(s, "\n") {
		span := text.Span{Start: at, End: at + len(line)}
		at = span.End + 1
		kind := doc.Paragraph
		if strings.HasPrefix(line, "# ") {
			kind, span.Start = doc.Headline, span.Start+2
		}
		if strings.TrimSpace(span.Of(s)) != "" {
			blocks = append(blocks, doc.Block{Span: span, Kind: kind})
		}
	}
	return analyze.Analyze(s, language, blocks, published)
}
