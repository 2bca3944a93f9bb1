package eval

import (
	"io/fs"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// treebankDoc is one document of a treebank, its text put together again from
// the words.
type treebankDoc struct {
	id        string
	genre     string   // of GUM; empty: unknown
	summaries []string // of one sentence each, by different people

	text      string // paragraphs parted by a blank line
	blocks    []doc.Block
	sentences []text.Span
	words     []text.Span // as Universal Dependencies has them; see [conlluReader.words]
	trees     [][]GoldWord
}

// GoldWord is an annotated word, as Universal Dependencies has it: "do" and
// "n't" are two.
type GoldWord struct {
	text.Span // where it stands; the words of a token that they do not spell ("gonna") all have its span
	Form      string
	Tag       doc.Tag
	Head      int // place of the head in the sentence, from 1; 0: the word is the root
	Relation  doc.Relation
}

// readTreebank reads a file in CoNLL-U
// (https://universaldependencies.org/format.html). Paragraphs begin at a
// comment "newpar", documents at "newdoc"; GUM's "newpar_block" says what kind
// of block a paragraph is, and "meta::summary" holds its summaries.
func readTreebank(sets fs.FS, name string) ([]treebankDoc, error) {
	var r conlluReader
	err := readLines(sets, "treebanks/"+name+".conllu.gz", func(line []byte) error {
		r.line(string(line))
		return nil
	})
	r.endDocument()
	return r.docs, err
}

// conlluReader builds documents line by line.
type conlluReader struct {
	docs []treebankDoc
	d    treebankDoc
	b    strings.Builder

	gap       string   // white space before the next word
	kind      doc.Kind // of the next paragraph
	paragraph bool     // the next word begins a paragraph
	sentence  bool     // the next word begins a sentence

	compound text.Span // the multiword token that is being read; empty: none
	parts    []string  // its words so far
	last     string    // the number of its last word
}

func (r *conlluReader) line(line string) {
	switch {
	case line == "":
		r.sentence = true
	case line[0] == '#':
		key, value, _ := strings.Cut(strings.TrimPrefix(line, "# "), " = ")
		r.comment(key, value)
	default:
		if fields := strings.Split(line, "\t"); len(fields) == 10 {
			r.word(fields)
		}
	}
}

func (r *conlluReader) comment(key, value string) {
	switch {
	case key == "newdoc" || key == "newdoc id":
		r.endDocument()
		r.d.id = value
	case key == "newpar" || key == "newpar id":
		r.paragraph, r.kind = true, doc.Paragraph
	case key == "newpar_block":
		r.kind = blockKind(value)
	case key == "meta::genre":
		r.d.genre = value
	case strings.HasPrefix(key, "meta::summary"):
		if _, words, ok := strings.Cut(value, ") "); ok && strings.HasPrefix(value, "(human") {
			value = words
		}
		r.d.summaries = append(r.d.summaries, value)
	}
}

// blockKind reads GUM's description of a block: the TEI elements it stands in,
// the innermost last, as in "figure rend:::"..." (1 s) | caption (1 s)".
func blockKind(elements string) doc.Kind {
	inner := strings.TrimSpace(elements[strings.LastIndexByte(elements, '|')+1:])
	name, _, _ := strings.Cut(inner, " ")
	switch name {
	case "head":
		return doc.Subhead
	case "caption":
		return doc.Caption
	case "item":
		return doc.ListItem
	case "quote":
		return doc.Quote
	}
	return doc.Paragraph
}

// word adds a line of a word. The words of a multiword token ("2-3") take its
// letters between them if they spell it, as "do" and "n't" do; otherwise the
// token counts as one word. Words that stand nowhere in the text ("2.1") are
// left out.
func (r *conlluReader) word(fields []string) {
	number, form, misc := fields[0], fields[1], fields[9]
	first, last, multi := strings.Cut(number, "-")
	switch {
	case strings.Contains(first, "."):
	case multi:
		r.compound, r.parts, r.last = r.write(form, misc), nil, last
	case r.last != "":
		r.parts = append(r.parts, form)
		r.gold(r.compound, fields)
		if number == r.last {
			r.split()
		}
	default:
		s := r.write(form, misc)
		r.d.words = append(r.d.words, s)
		r.gold(s, fields)
	}
}

// gold adds a word with its annotation to the last sentence.
func (r *conlluReader) gold(s text.Span, fields []string) {
	w := GoldWord{Span: s, Form: fields[1], Tag: doc.Tag{XPOS: fields[4], Lemma: fields[2], Features: doc.ParseFeatures(fields[5])}}
	w.Tag.UPOS, _ = doc.ParseUPOS(fields[3])
	w.Relation, _ = doc.ParseRelation(fields[7])
	w.Head, _ = strconv.Atoi(fields[6])
	last := len(r.d.trees) - 1
	r.d.trees[last] = append(r.d.trees[last], w)
}

// write adds a form to the text, with the white space before it, and gives its
// place.
func (r *conlluReader) write(form, misc string) text.Span {
	newSentence := r.sentence || len(r.d.sentences) == 0
	switch {
	case r.b.Len() == 0:
	case r.paragraph:
		r.b.WriteString("\n\n")
	default:
		r.b.WriteString(r.gap)
	}
	s := text.Span{Start: r.b.Len(), End: r.b.Len() + len(form)}
	r.b.WriteString(form)
	if r.paragraph || len(r.d.blocks) == 0 {
		r.d.blocks = append(r.d.blocks, doc.Block{Span: s, Kind: r.kind})
	}
	if newSentence {
		r.d.sentences = append(r.d.sentences, s)
		r.d.trees = append(r.d.trees, nil)
	}
	r.d.blocks[len(r.d.blocks)-1].End = s.End
	r.d.sentences[len(r.d.sentences)-1].End = s.End
	r.paragraph, r.sentence, r.gap = false, false, " "
	for feature := range strings.SplitSeq(misc, "|") {
		if feature == "SpaceAfter=No" {
			r.gap = ""
		}
	}
	return s
}

// split ends a multiword token.
func (r *conlluReader) split() {
	whole := r.compound.Of(r.b.String())
	if strings.Join(r.parts, "") == whole {
		at := r.compound.Start
		tree := r.d.trees[len(r.d.trees)-1]
		tree = tree[len(tree)-len(r.parts):]
		for i, part := range r.parts {
			tree[i].Span = text.Span{Start: at, End: at + len(part)}
			r.d.words = append(r.d.words, tree[i].Span)
			at += len(part)
		}
	} else {
		r.d.words = append(r.d.words, r.compound)
	}
	r.last = ""
}

func (r *conlluReader) endDocument() {
	if r.b.Len() > 0 {
		r.d.text = r.b.String()
		r.docs = append(r.docs, r.d)
	}
	*r = conlluReader{docs: r.docs}
}
