// Package analyze runs the passes. It is the only writer of a [doc.Document].
package analyze

import (
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/attrib"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/mention"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/parse"
	"github.com/copydesk/copydesk/internal/quantity"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/tag"
	"github.com/copydesk/copydesk/internal/timex"
)

// Analyze makes the document of a clean copy: its text, its language (BCP 47;
// empty: not known), its blocks (none: paragraphs parted by blank lines) and
// its publish date (zero: not known, so that relative times stay relative).
// Each pass reads the layers above it in this list and gives one of its own.
//
// Sentences and tokens are found in every language; the other layers are read
// with English word lists, and stay empty where the text is known to be in
// another language. Analyze is total: a block that does not fit the text is
// left out. It is linear in the size of the text.
func Analyze(text, language string, blocks []doc.Block, published doc.Date) *doc.Document {
	d := &doc.Document{Text: text, Language: language, Published: published, Blocks: fitting(text, blocks)}
	run(d)
	return d
}

// Until is [Analyze] for somebody who may give up waiting for the document, and
// for what is made of it: stop, which is asked between sentences, says so, and
// then for ever (see [doc.Document.Stop]). The document is nil if it did.
func Until(stop func() bool, text, language string, blocks []doc.Block, published doc.Date) *doc.Document {
	d := &doc.Document{Text: text, Language: language, Published: published, Blocks: fitting(text, blocks), Stop: stop}
	run(d)
	if d.Stopped() {
		return nil
	}
	return d
}

// run runs the passes, or those before nobody waits any more.
func run(d *doc.Document) {
	d.Sentences, d.Tokens = segment.Split(d)
	if !d.English() {
		return
	}
	words := neural.English().Read(d)
	if d.Stopped() { // the words may not be all there
		return
	}
	d.Tags = tag.Find(d, words)
	d.Heads = parse.Find(d, words)
	d.Times = timex.Find(d)
	d.Quantities = quantity.Find(d)
	d.Ordinals = quantity.Ordinals(d)
	d.Mentions, d.Entities = mention.Find(d)
	d.Attributions = attrib.Find(d)
}

// fitting gives the blocks that lie in the text one behind another, cut no
// rune, and hold something.
func fitting(text string, blocks []doc.Block) []doc.Block {
	var good []doc.Block
	at := 0
	for _, b := range blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(text) || !bound(text, b.Start) || !bound(text, b.End) {
			continue
		}
		good = append(good, b)
		at = b.End
	}
	return good
}

// bound reports whether no rune is cut at the offset.
func bound(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }
