package eval

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// referring are the pronouns of the third person that may stand for something
// named.
var referring = []string{
	"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves",
}

// namedClusters gives the mentions of each person, place or organisation that
// the document names: its names, cut as those of [NameSets] are, and the
// pronouns of the third person. Common nouns ("the mayor", "a city") and what
// is never named are left out.
func (d *annotatedDoc) namedClusters() [][]text.Span {
	var order []string
	of := map[string][]text.Span{}
	isNamed := map[string]bool{}
	names := d.names()
	for _, e := range d.entities {
		kind, ok := gumTypes[e.kind]
		if !ok || kind == doc.Other || len(e.head) == 0 {
			continue
		}
		span := d.span(e.first, e.end)
		switch i := slices.IndexFunc(names, func(n Name) bool { return n.Contains(d.words[min(e.head[0], len(d.words)-1)]) && span.Contains(n.Span) }); {
		case i >= 0:
			span, isNamed[e.group] = names[i].Span, true
		case !slices.Contains(referring, strings.ToLower(span.Of(d.text))):
			continue
		}
		if of[e.group] == nil {
			order = append(order, e.group)
		}
		if !slices.Contains(of[e.group], span) {
			of[e.group] = append(of[e.group], span)
		}
	}
	var clusters [][]text.Span
	taken := map[text.Span]bool{}
	for _, g := range order {
		own := only(of[g], func(s text.Span) bool { return !taken[s] })
		if isNamed[g] && len(own) > 0 {
			clusters = append(clusters, own)
		}
		for _, s := range own {
			taken[s] = true
		}
	}
	return clusters
}

// foundClusters gives the same of an analysed document.
func foundClusters(d *doc.Document) [][]text.Span {
	var clusters [][]text.Span
	for _, e := range d.Entities {
		if e.Type == doc.Other || e.Type == doc.Unknown {
			continue
		}
		var c []text.Span
		for _, m := range e.Mentions {
			c = append(c, d.Mentions[m].Span)
		}
		clusters = append(clusters, c)
	}
	return clusters
}

// headMatch is the baseline for entities: of the mentions found, names with the
// same last word are one, and a pronoun belongs to the name before it.
func headMatch(d *doc.Document) [][]text.Span {
	var clusters [][]text.Span
	of := map[string]int{}
	last := -1
	for _, m := range d.Mentions {
		if t := d.Entities[m.Entity].Type; t == doc.Other || t == doc.Unknown {
			continue
		}
		words := strings.Fields(lexicon.Key(m.Of(d.Text)))
		head := words[len(words)-1]
		if !lexicon.English().Pronouns.Has(head) || last < 0 {
			at, ok := of[head]
			if !ok {
				at = len(clusters)
				of[head] = at
				clusters = append(clusters, nil)
			}
			last = at
		}
		clusters[last] = append(clusters[last], m.Span)
	}
	return clusters
}

func scoreEntity(sets fs.FS) ([]Table, error) {
	bank, err := readAnnotated(sets, "gum-open-dev")
	if err != nil {
		return nil, err
	}
	w, err := HeldNames()
	if err != nil {
		return nil, err
	}
	pairs := each(bank, func(d annotatedDoc) [2]Coreference {
		a := (&NameDoc{Text: d.text, Blocks: d.blocks}).Analysed()
		a.Mentions, a.Entities = w.Find(a)
		want := d.namedClusters()
		return [2]Coreference{CompareClusters(foundClusters(a), want), CompareClusters(headMatch(a), want)}
	})
	var sum, base Coreference
	for _, p := range pairs {
		sum, base = sum.plus(p[0]), base.plus(p[1])
	}
	t := Table{
		Title: "Entities",
		About: []string{
			"Clusters of the mentions of people, places and organisations in raw text, GUM open dev, by weights that have not",
			"seen it. Wanted are the entities that a document names, each with its names and the pronouns of the third person",
			"(he, she, it, they); what is named once counts too, common nouns do not. CoNLL is the mean F1 of the next three",
			"rows; \"mentions\" whatever their cluster. n is the number of documents. Baseline: the same mentions, names with",
			"the same last word are one, a pronoun belongs to the name before it.",
		},
		Columns: []string{"F1", "prec", "recall"},
		Rows:    []Row{{"GUM open dev CoNLL", len(bank), []Figure{{sum.CoNLL(), base.CoNLL()}, {none, none}, {none, none}}}},
	}
	for _, m := range []struct {
		name string
		of   func(Coreference) Agreement
	}{
		{"MUC", func(c Coreference) Agreement { return c.MUC }},
		{"B-cubed", func(c Coreference) Agreement { return c.BCubed }},
		{"CEAF-e", func(c Coreference) Agreement { return c.CEAF }},
		{"mentions", func(c Coreference) Agreement { return c.Mention }},
	} {
		a, b := m.of(sum), m.of(base)
		t.Rows = append(t.Rows, Row{"  " + m.name, len(bank), []Figure{
			{a.F1(), b.F1()}, {a.Precision.Value(), b.Precision.Value()}, {a.Recall.Value(), b.Recall.Value()},
		}})
	}
	return []Table{t}, nil
}
