package eval

import (
	"hash/fnv"
	"io/fs"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// TreebankDoc is a document of a treebank as it is learnt from: of its blocks
// nothing is known but where they are.
type TreebankDoc struct {
	ID        string
	Genre     string // of GUM; empty: unknown
	Doc       *doc.Document
	Sentences []text.Span
	Words     []text.Span
	Trees     [][]GoldWord // by sentence
}

// ReadTreebank reads a treebank by name: "ewt-train", "gum-open-dev". The error
// is one of reading.
func ReadTreebank(sets fs.FS, name string) ([]TreebankDoc, error) {
	all, err := readTreebank(sets, name)
	var docs []TreebankDoc
	for _, tb := range all {
		docs = append(docs, TreebankDoc{ID: tb.id, Genre: tb.genre, Doc: tb.document(), Sentences: slices.Clone(tb.sentences), Words: tb.words, Trees: tb.trees})
	}
	return docs, err
}

// InNewsFold reports whether the document is news and in a fold: all news of
// GUM, whether of its training or its dev part, is in one of FoldCount.
func (d *TreebankDoc) InNewsFold(fold int) bool { return d.Genre == news && newsFold(d.ID) == fold }

// News reports whether the document is known to be news.
func (d *TreebankDoc) News() bool { return d.Genre == news }

// news is what GUM calls its genre of news.
const news = "news"

func newsFold(id string) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32() % FoldCount)
}

// document gives the text in blocks of no known kind.
func (tb treebankDoc) document() *doc.Document {
	d := &doc.Document{Text: tb.text, Language: "en"}
	for _, b := range tb.blocks {
		d.Blocks = append(d.Blocks, doc.Block{Span: b.Span})
	}
	return d
}
