package eval

import (
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/mention"
)

// corpus is a story corpus of MEANTIME, annotated and analysed.
type corpus struct {
	name string
	gold []coreferenceDoc
	docs []*doc.Document
}

func readCorpora(sets fs.FS) ([]corpus, error) {
	var folds [NameFolds]*mention.Weights
	for i := range folds {
		var err error
		if folds[i], err = readNameWeights(NameFoldFile(i)); err != nil {
			return nil, err
		}
	}
	var corpora []corpus
	for _, name := range []string{"airbus", "apple", "gm"} {
		gold, err := readCoreference(sets, name)
		if err != nil {
			return nil, err
		}
		docs := each(gold, func(d coreferenceDoc) *doc.Document { return d.analysed(folds) })
		corpora = append(corpora, corpus{name, gold, docs})
	}
	return corpora, nil
}

func ofEvents(d *coreferenceDoc) []annotatedMention   { return d.events }
func ofEntities(d *coreferenceDoc) []annotatedMention { return d.entities }

// mentions gives the annotated mentions of all documents, and what each refers to.
func (c *corpus) mentions(of func(*coreferenceDoc) []annotatedMention) (words []coref.Words, refers []reference) {
	for i := range c.gold {
		for _, m := range of(&c.gold[i]) {
			words = append(words, coref.Words{Document: i, Spans: m.words})
			if m.shared {
				refers = append(refers, reference{-1, m.of})
			} else {
				refers = append(refers, reference{i, m.of})
			}
		}
	}
	return words, refers
}

// reference is what a mention refers to: something of the whole corpus, or of one
// document.
type reference struct {
	document int // -1: of the corpus
	id       string
}

// clustersOf gives the things that have a label, for each.
func clustersOf[L comparable](labels []L) [][]int {
	var all [][]int
	at := map[L]int{}
	for i, l := range labels {
		k, ok := at[l]
		if !ok {
			k = len(all)
			at[l] = k
			all = append(all, nil)
		}
		all[k] = append(all[k], i)
	}
	return all
}

// byLemma gives the dictionary form of each mention's head, and byLemmaInside the
// same for each document apart.
func (c *corpus) byLemma(words []coref.Words) (all []string, inside []reference) {
	for _, w := range words {
		l := coref.HeadLemma(c.docs[w.Document], w.Spans)
		all, inside = append(all, l), append(inside, reference{w.Document, l})
	}
	return all, inside
}

// byString gives the words of each mention in small letters, without an article
// before them and a possessive behind.
func (c *corpus) byString(words []coref.Words) (all []string) {
	for _, w := range words {
		s := lexicon.Key(cover(w.Spans).Of(c.docs[w.Document].Text))
		for _, article := range []string{"the ", "a ", "an "} {
			s = strings.TrimPrefix(s, article)
		}
		all = append(all, strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "'")))
	}
	return all
}

func scoreCoreference(sets fs.FS) ([]Table, error) {
	corpora, err := readCorpora(sets)
	if err != nil {
		return nil, err
	}
	events, err := scoreEvents(corpora)
	return []Table{scoreEntities(corpora), events}, err
}

// coreferenceRow gives the row of a set: each figure beside the baseline's.
func coreferenceRow(name string, n int, ours, base Coreference) Row {
	pair := func(f func(Coreference) float64) Figure { return Figure{f(ours), f(base)} }
	return Row{name, n, []Figure{
		pair(Coreference.CoNLL), pair(func(c Coreference) float64 { return c.MUC.F1() }), pair(func(c Coreference) float64 { return c.BCubed.F1() }),
		pair(func(c Coreference) float64 { return c.CEAF.F1() }), pair(func(c Coreference) float64 { return c.BCubed.Precision.Value() }),
		pair(func(c Coreference) float64 { return c.BCubed.Recall.Value() }),
	}}
}

// coreferenceColumns are those of the rows.
var coreferenceColumns = []string{"CoNLL", "MUC", "B3", "CEAF-e", "B3 prec", "B3 rec"}

func scoreEntities(corpora []corpus) Table {
	t := Table{
		Title: "Coreference across documents: entities, MEANTIME",
		About: []string{
			"The annotated mentions of entities in all documents of a story corpus (names, noun phrases, pronouns; what is",
			"mentioned once counts), in groups over the documents. Names are found by weights that have not seen the document.",
			"CoNLL is the mean F1 of the next three columns. The rules were made while looking at airbus and apple; gm was held",
			"back. n is the number of mentions. Baseline: the same words in small letters, without an article before them and a",
			"possessive behind, all over the corpus; \"by head\": the same dictionary form of the head, as the tree has it.",
		},
		Columns: coreferenceColumns,
	}
	var sum, base, baseHead Coreference
	n := 0
	for _, c := range corpora {
		words, refers := c.mentions(ofEntities)
		gold := clustersOf(refers)
		ours := CompareClusters(clustersOf(coref.GroupEntityMentions(c.docs, words)), gold)
		heads, _ := c.byLemma(words)
		byString, byHead := CompareClusters(clustersOf(c.byString(words)), gold), CompareClusters(clustersOf(heads), gold)
		t.Rows = append(t.Rows, coreferenceRow(heldBack(c.name), len(words), ours, byString))
		sum, base, baseHead, n = sum.plus(ours), base.plus(byString), baseHead.plus(byHead), n+len(words)
	}
	t.Rows = append(t.Rows, coreferenceRow("all three", n, sum, base), coreferenceRow("  by head", n, sum, baseHead))
	return t
}

func heldBack(corpus string) string {
	if corpus == "gm" {
		return "gm, held back"
	}
	return corpus
}

func scoreEvents(corpora []corpus) (Table, error) {
	t := Table{
		Title: "Coreference across documents: events, MEANTIME",
		About: []string{
			"The same of the annotated mentions of events. Each corpus by weights that were learnt from the two others; what is",
			"weighed was chosen while looking at airbus and apple, gm was held back. Most events are mentioned once, and few in",
			"two articles. Baseline: the same dictionary form of the head, all over the corpus; \"in one document\": the same in",
			"each document apart, which joins nothing across them; \"alone\": each mention for itself.",
		},
		Columns: coreferenceColumns,
	}
	var sum, base, baseInside, baseAlone Coreference
	n := 0
	for _, c := range corpora {
		weights, err := eventFold(c.name)
		if err != nil {
			return t, err
		}
		words, refers := c.mentions(ofEvents)
		gold := clustersOf(refers)
		lemmas, inside := c.byLemma(words)
		alone := make([]int, len(words))
		for i := range alone {
			alone[i] = i
		}
		ours, byLemma := CompareClusters(clustersOf(coref.GroupEventMentionsBy(weights, c.docs, words)), gold), CompareClusters(clustersOf(lemmas), gold)
		byInside := CompareClusters(clustersOf(inside), gold)
		t.Rows = append(t.Rows, coreferenceRow(heldBack(c.name), len(words), ours, byLemma),
			coreferenceRow("  in one document", len(words), ours, byInside))
		sum, base, baseInside, n = sum.plus(ours), base.plus(byLemma), baseInside.plus(byInside), n+len(words)
		baseAlone = baseAlone.plus(CompareClusters(clustersOf(alone), gold))
	}
	t.Rows = append(t.Rows, coreferenceRow("all three", n, sum, base), coreferenceRow("  in one document", n, sum, baseInside), coreferenceRow("  alone", n, sum, baseAlone))
	return t, nil
}
