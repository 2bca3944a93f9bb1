package eval

import (
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// summaryCase is an article with a summary that somebody wrote.
type summaryCase struct {
	sentences []string
	reference string
}

// readRealsumm reads articles of CNN and the Daily Mail, lower-cased, one
// sentence a line, with the highlights that were printed above them.
func readRealsumm(sets fs.FS, name string) ([]summaryCase, error) {
	type article struct{ Documents, References []string }
	articles, err := readJSONLines[article](sets, "summaries/"+name+".jsonl")
	var cases []summaryCase
	for _, a := range articles {
		if len(a.Documents) == 0 || len(a.References) == 0 {
			continue
		}
		var c summaryCase
		for line := range strings.SplitSeq(a.Documents[0], "\n") {
			if line = strings.TrimSpace(line); line != "" {
				c.sentences = append(c.sentences, line)
			}
		}
		c.reference = a.References[0]
		cases = append(cases, c)
	}
	return cases, err
}

// copy gives the article as clean copy with one sentence a block. Lower-cased
// text with its paragraphs lost cannot be split as real copy can, and the
// summary is what is measured here.
func (c summaryCase) copy() (string, []doc.Block) {
	var b strings.Builder
	var blocks []doc.Block
	for i, s := range c.sentences {
		if i > 0 {
			b.WriteString("\n\n")
		}
		start := b.Len()
		b.WriteString(s)
		blocks = append(blocks, doc.Block{Span: text.Span{Start: start, End: b.Len()}})
	}
	return b.String(), blocks
}
