// Package analyze runs the passes in order. It is the only writer of a
// [doc.Document].
package analyze

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/segment"
)

// Analyze gives the layers of a text. (For now: sentences and tokens, so that
// the packages above build while the other passes are being written.)
func Analyze(text, language string, blocks []doc.Block, published doc.Date) *doc.Document {
	d := &doc.Document{Text: text, Language: language, Blocks: blocks, Published: published}
	d.Sentences, d.Tokens = segment.Split(d)
	return d
}
