package eval

import (
	"io/fs"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/parse"
	"github.com/copydesk/copydesk/internal/segment"
	"github.com/copydesk/copydesk/internal/tag"
	"github.com/copydesk/copydesk/internal/text"
)

// treeWord is what is said of a word.
type treeWord struct {
	text.Span
	tag      doc.Tag
	head     int // place in the list, -1: root
	relation doc.Relation
}

// treeScore counts words and what is right of them: beside the tags the head, the head with
// the universal relation, the head with the relation and its subtype.
type treeScore struct {
	got, want, common                             int
	upos, xpos, lemma, morph, head, labels, whole int
}

func (s treeScore) plus(t treeScore) treeScore {
	return treeScore{
		s.got + t.got, s.want + t.want, s.common + t.common,
		s.upos + t.upos, s.xpos + t.xpos, s.lemma + t.lemma, s.morph + t.morph, s.head + t.head, s.labels + t.labels, s.whole + t.whole,
	}
}

// f1 gives F1 of n right words.
func (s treeScore) f1(n int) float64 {
	return 2 * float64(n) / float64(max(s.got+s.want, 1))
}

// goldWords gives a document's words, their heads as places among them.
func goldWords(d *TreebankDoc) []treeWord {
	var list []treeWord
	for _, s := range d.Trees {
		first := len(list)
		for _, w := range s {
			head := -1
			if w.Head > 0 {
				head = first + w.Head - 1
			}
			list = append(list, treeWord{w.Span, w.Tag, head, w.Relation})
		}
	}
	return list
}

// compareTrees compares words that match: those of both lists that stand in the same
// place. A head is right where it matches the annotated one, as the CoNLL 2018
// shared task has it.
func compareTrees(got, want []treeWord) treeScore {
	s := treeScore{got: len(got), want: len(want)}
	match := make([]int, len(got))
	for i, k := 0, 0; i < len(got); i++ {
		for k < len(want) && want[k].Start < got[i].Start {
			k++
		}
		match[i] = -1
		if k < len(want) && want[k].Span == got[i].Span {
			match[i] = k
			k++
		}
	}
	for i, g := range got {
		if match[i] < 0 {
			continue
		}
		w := want[match[i]]
		head := g.head < 0 && w.head < 0 || g.head >= 0 && match[g.head] >= 0 && match[g.head] == w.head
		s.common++
		s.upos += count(g.tag.UPOS == w.tag.UPOS)
		s.xpos += count(g.tag.XPOS == w.tag.XPOS)
		s.lemma += count(g.tag.Lemma == w.tag.Lemma || w.tag.Lemma == "_")
		s.morph += count(g.tag.Features == w.tag.Features)
		s.head += count(head)
		s.labels += count(head && g.relation.Universal() == w.relation.Universal())
		s.whole += count(head && g.relation == w.relation)
	}
	return s
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// readGold gives what a fold's net says of the annotated words of a document.
func readGold(f TreeFold, d *TreebankDoc) []treeWord {
	r := f.Net.Reader()
	return eachSentence(d, func(forms []string) []treeWord {
		list := make([]treeWord, len(forms))
		for i, w := range r.Sentence(forms) {
			t := tag.Of(forms[i], w)
			if f.Lemmas != nil {
				t.Lemma = f.Lemmas.Lemma(forms[i], w.UPOS, w.XPOS)
			}
			list[i] = treeWord{text.Span{}, t, w.Head - 1, w.Relation}
		}
		return list
	})
}

// eachSentence gives what read says of the sentences of a document; read gives
// heads as places in the sentence.
func eachSentence(d *TreebankDoc, read func(forms []string) []treeWord) []treeWord {
	var list []treeWord
	for _, s := range d.Trees {
		var forms []string
		for _, w := range s {
			forms = append(forms, w.Form)
		}
		first := len(list)
		for i, w := range read(forms) {
			w.Span = s[i].Span
			if w.head >= 0 {
				w.head += first
			}
			list = append(list, w)
		}
	}
	return list
}

// readText gives what the passes say of a document's text, whose paragraphs are
// blocks.
func readText(n *neural.Net, d *TreebankDoc) []treeWord {
	document := &doc.Document{Text: d.Doc.Text, Language: d.Doc.Language}
	document.Sentences, document.Tokens = segment.Split(document)
	words := n.Read(document)
	tags, heads := tag.Find(document, words), parse.Find(document, words)
	list := make([]treeWord, len(words))
	for i := range list {
		list[i] = treeWord{document.Tokens[i].Span, tags[i], heads[i].Token, heads[i].Relation}
	}
	return list
}

// readPlain gives what the baseline says of a document's text: of the words
// and sentences of UAX #29.
func readPlain(b *TreeBaseline, d *TreebankDoc) []treeWord {
	var list []treeWord
	spans := plainWords(d.Doc.Text)
	for _, s := range plainSentences(d.Doc.Text) {
		var forms []string
		first := len(list)
		for _, w := range spans[first:] {
			if w.Start >= s.End {
				break
			}
			forms = append(forms, w.Of(d.Doc.Text))
		}
		for i, w := range b.read(forms) {
			w.Span = spans[first+i]
			if w.head >= 0 {
				w.head += first
			}
			list = append(list, w)
		}
	}
	return list
}

// treeSet is some documents of a treebank.
type treeSet struct {
	name string
	docs []TreebankDoc
}

// treeColumns names the figures of trees.
var treeColumns = []string{"UPOS", "XPOS", "lemma", "feats", "UAS", "LAS", "LAS sub"}

// treeRow gives the figures of a score beside those of a baseline.
func treeRow(name string, s, base treeScore) Row {
	r := Row{Set: name, N: s.want}
	for _, part := range []func(treeScore) int{
		func(t treeScore) int { return t.upos }, func(t treeScore) int { return t.xpos }, func(t treeScore) int { return t.lemma },
		func(t treeScore) int { return t.morph }, func(t treeScore) int { return t.head }, func(t treeScore) int { return t.labels },
		func(t treeScore) int { return t.whole },
	} {
		r.Figures = append(r.Figures, Figure{s.f1(part(s)), base.f1(part(base))})
	}
	return r
}

// TreeFold is documents with a net and a baseline that were not learnt from
// them.
type TreeFold struct {
	Docs     []TreebankDoc
	Net      *neural.Net
	Lemmas   tag.Rules // nil: those that ship
	Baseline *TreeBaseline
}

// TreeRow measures what nets say of annotated words, beside the baseline.
func TreeRow(name string, folds ...TreeFold) Row {
	var sum, base treeScore
	for _, f := range folds {
		for i := range f.Docs {
			want := goldWords(&f.Docs[i])
			sum = sum.plus(compareTrees(readGold(f, &f.Docs[i]), want))
			base = base.plus(compareTrees(eachSentence(&f.Docs[i], f.Baseline.read), want))
		}
	}
	return treeRow(name, sum, base)
}

// textRow measures what the passes say of text.
func textRow(name string, f TreeFold) Row {
	var sum, base treeScore
	for i := range f.Docs {
		d := &f.Docs[i]
		want := goldWords(d)
		sum = sum.plus(compareTrees(readText(f.Net, d), want))
		base = base.plus(compareTrees(readPlain(f.Baseline, d), want))
	}
	return treeRow(name, sum, base)
}

// TreeTable lays out figures that [TreeRow] gave.
func TreeTable(title string, about []string, rows []Row) Table {
	return Table{Title: title, About: append(about,
		"Words and punctuation. feats: all morphological features that the document has; UAS: the head; LAS: the head",
		"and the universal relation, as the CoNLL 2018 shared task has it; LAS sub: and its subtype. Baseline: what a",
		"form, or else what ends like it, mostly is where the net learns; each word depends on the next."), Columns: treeColumns, Rows: rows}
}

// devSets gives the parts of the treebanks that nothing is learnt from.
func devSets(sets fs.FS) ([]treeSet, error) {
	ewt, err := ReadTreebank(sets, "ewt-dev")
	if err != nil {
		return nil, err
	}
	gum, err := ReadTreebank(sets, "gum-open-dev")
	if err != nil {
		return nil, err
	}
	return []treeSet{{"EWT dev", ewt}, {"GUM open dev", gum}, {"GUM news dev", only(gum, func(d TreebankDoc) bool { return d.News() })}}, nil
}

func scoreTrees(sets fs.FS) ([]Table, error) {
	list, err := devSets(sets)
	if err != nil {
		return nil, err
	}
	var train []TreebankDoc
	for _, name := range Treebanks {
		docs, err := ReadTreebank(sets, name)
		if err != nil {
			return nil, err
		}
		train = append(train, docs...)
	}
	b, n := NewTreeBaseline(train), neural.English()
	var gold, raw []Row
	for _, set := range list {
		gold = append(gold, TreeRow(set.name, TreeFold{set.docs, n, nil, b}))
		raw = append(raw, textRow(set.name, TreeFold{set.docs, n, nil, b}))
	}
	verbs, err := scoreVerbs(sets)
	if err != nil {
		return nil, err
	}
	return []Table{
		TreeTable("Tags and trees, annotated words", []string{"The net that ships, on the annotated words of sets that it was not learnt from. Share of the words that are right."}, gold),
		TreeTable("Tags and trees, from text", []string{
			"The same from text, through segment: F1 of the words that stand in the right place and are right. Paragraphs are",
			"parted by blank lines."}, raw),
		verbs,
	}, nil
}

// Treebanks are the sets that the net is learnt from.
var Treebanks = []string{"ewt-train", "gum-open-train"}
