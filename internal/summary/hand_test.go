package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// byHand makes a document of the layers that a summary reads, by rules plain
// enough to be right on texts written for them: a line is a block, one that
// begins with "# " a heading; a sentence ends in a stop before a space.
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
		if strings.TrimSpace(span.Of(s)) == "" {
			continue
		}
		d.Blocks = append(d.Blocks, doc.Block{Span: span, Kind: kind})
		splitSentences(d, span, kind.Heading())
	}
	return d
}

func splitSentences(d *doc.Document, block text.Span, heading bool) {
	for block.Start < block.End {
		end := block.End
		for i := block.Start; i+1 < block.End; i++ {
			if strings.IndexByte(".!?", d.Text[i]) >= 0 && d.Text[i+1] == ' ' {
				end = i + 1
				break
			}
			if n := strings.Index("。", "。"); strings.HasPrefix(d.Text[i:block.End], "。") && n == 0 {
				end = i + len("。")
				break
			}
		}
		first := len(d.Tokens)
		splitTokens(d, text.Span{Start: block.Start, End: end})
		d.Sentences = append(d.Sentences, doc.Sentence{
			Span: text.Span{Start: block.Start, End: end}, Tokens: doc.Range{First: first, End: len(d.Tokens)}, Heading: heading,
		})
		for block.Start = end; block.Start < block.End && d.Text[block.Start] == ' '; block.Start++ {
		}
	}
}

func splitTokens(d *doc.Document, s text.Span) {
	start := s.Start
	cut := func(end int) {
		if end > start {
			d.Tokens = append(d.Tokens, doc.Token{Span: text.Span{Start: start, End: end}})
		}
		start = end
	}
	for i, r := range s.Of(d.Text) {
		at := s.Start + i
		switch {
		case unicode.IsSpace(r):
			cut(at)
			start = at + utf8.RuneLen(r)
		case unspaced(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !inFigure(d.Text, at):
			cut(at)
			cut(at + utf8.RuneLen(r))
		}
	}
	cut(s.End)
}

// inFigure reports whether a comma or stop stands between digits.
func inFigure(s string, at int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return (s[at] == ',' || s[at] == '.') && digit(at-1) && digit(at+1)
}
