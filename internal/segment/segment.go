// Package segment finds the sentences and the tokens of a document.
//
// A sentence never runs over the edge of a block. By the rules it begins inside a
// block where UAX #29 (Unicode 16.0, Sentence_Break) lets one begin, but for the
// places where a newspaper reader knows better: abbreviations, initials, a
// quotation that its speaker follows, marks that stand alone. Where a space is
// missing behind a stop, a sentence begins all the same. In English learnt
// weights decide ([Weights]), and what the rules say is one of the things that
// they go by; in other languages the rules decide alone.
//
// Tokens are those of Universal Dependencies English EWT: punctuation and
// clitics stand alone ("do" "n't", "John" "'s"), compounds are parted at their
// hyphens, figures at their marks and units ("$" "3.2" "bn"); abbreviations
// keep their stop, and figures, addresses and names of hosts stay whole.
package segment

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Split gives the sentences and tokens of d.Text, block by block; without
// d.Blocks the paragraphs are what blank lines part. Everything in a block that
// is not white space belongs to exactly one token. It is total, and linear in
// the size of the text.
func Split(d *doc.Document) ([]doc.Sentence, []doc.Token) {
	if !d.English() {
		return (&Weights{}).Split(d)
	}
	return learnt().Split(d)
}

// Split is like the function of its name, by other weights.
func (w *Weights) Split(d *doc.Document) ([]doc.Sentence, []doc.Token) {
	s := splitter{text: d.Text, lex: lexicon.English()}
	gaps := &Gaps{}
	var ends []bool
	if w.Again != nil {
		gaps = NewGaps(d)
		ends = w.ends(gaps)
	}
	for _, b := range blocksOf(d) {
		if d.Stopped() {
			break
		}
		var spans []text.Span
		switch span := trim(d.Text, b.Span); {
		case span.Empty():
		case single(d.Text, b):
			spans = []text.Span{span}
		case w.Again == nil:
			spans = s.split(span)
		default:
			spans, ends = gaps.split(span, ends)
		}
		s.add(d, spans, b.Kind.Heading())
	}
	return s.sentences, s.tokens
}

// blocksOf gives the blocks of a document, or its paragraphs.
func blocksOf(d *doc.Document) []doc.Block {
	if len(d.Blocks) == 0 {
		return paragraphs(d.Text)
	}
	return d.Blocks
}

// splitter holds what is found so far.
type splitter struct {
	text      string
	lex       *lexicon.Lexicon
	sentences []doc.Sentence
	tokens    []doc.Token
}

// add adds sentences with their tokens.
func (s *splitter) add(d *doc.Document, spans []text.Span, heading bool) {
	for _, span := range spans {
		if d.Stopped() {
			return
		}
		first := len(s.tokens)
		s.tokenize(span)
		s.sentences = append(s.sentences, doc.Sentence{Span: span, Tokens: doc.Range{First: first, End: len(s.tokens)}, Heading: heading})
	}
}

// single reports whether a block is one sentence whatever stands in it.
func single(s string, b doc.Block) bool {
	return whole(b.Kind) || b.Kind == doc.ListItem && !terminated(trim(s, b.Span).Of(s))
}

// whole reports whether every block of a kind is one sentence.
func whole(k doc.Kind) bool { return k.Heading() || k == doc.Table || k == doc.Code }

// paragraphs gives the stretches of a text between blank lines.
func paragraphs(s string) []doc.Block {
	var blocks []doc.Block
	start, at := 0, 0
	for line := range strings.Lines(s) {
		if strings.TrimFunc(line, text.Space) == "" {
			if start < at {
				blocks = append(blocks, doc.Block{Span: text.Span{Start: start, End: at}})
			}
			start = at + len(line)
		}
		at += len(line)
	}
	if start < at {
		blocks = append(blocks, doc.Block{Span: text.Span{Start: start, End: at}})
	}
	return blocks
}

// trim gives the span without white space at its ends.
func trim(s string, span text.Span) text.Span {
	words := strings.TrimLeftFunc(span.Of(s), text.Space)
	start := span.End - len(words)
	return text.Span{Start: start, End: start + len(strings.TrimRightFunc(words, text.Space))}
}
