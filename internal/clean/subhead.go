package clean

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// subheadWords is how many words a heading inside an article has at the most.
const subheadWords = 12

// markSubheads tells headings from paragraphs in text, where no element does: a
// short line that is no sentence, with a paragraph below it.
func markSubheads(views []view) {
	below := false // the next kept block is running text
	for i := len(views) - 1; i >= 0; i-- {
		v := &views[i]
		if !v.kept {
			continue
		}
		if below && v.kind == doc.Paragraph && v.looksLikeHeading() {
			v.kind = doc.Subhead
		}
		below = v.kind == doc.Paragraph && v.stop && v.count > subheadWords
	}
}

// looksLikeHeading reports whether a line is short, no sentence, and no
// quotation that lost its stop.
func (v *view) looksLikeHeading() bool {
	return !endsSentence(v.block.Text) && v.count <= subheadWords && !strings.ContainsAny(v.block.Text[:1], "\"'(") && !strings.HasPrefix(v.block.Text, "“")
}

// endsSentence reports whether a line ends in a stop. Unlike a stop, a question
// mark ends headings too.
func endsSentence(s string) bool {
	return endsWithStop(s) && !strings.HasSuffix(s, "?")
}
