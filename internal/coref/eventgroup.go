package coref

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sets"
)

// GroupEventMentions groups words that name the same event, over all documents,
// and gives the group of each: the index of its first member. Words are of one
// event where they mean the same, and who takes part in it, when it happens and
// what their documents are about does not speak against it; how much each counts
// is learnt (event.tsv). The groups do not hang on the order of the documents, nor
// on that of the mentions.
//
// A mention is compared with those that share its lemma, its meaning or its root,
// with all of them up to some number, so that it takes time in proportion to the
// number of mentions.
func GroupEventMentions(docs []*doc.Document, mentions []Words) []int {
	return GroupEventMentionsBy(learntEventWeights, docs, mentions)
}

// EventWeights say how much each of [EventFeatureNames] counts.
type EventWeights [eventFeatureCount]float64

// EventFeatureNames gives the names of what pairs of event mentions are judged by.
func EventFeatureNames() []string { return eventFeatureNames[:] }

// ReadEventWeights reads a table like event.tsv: a name and a weight a row. The
// error is one of a table of other features.
func ReadEventWeights(table string) (EventWeights, error) {
	var w EventWeights
	row := 0
	for line := range strings.Lines(table) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || row == len(w) || eventFeatureNames[row] != name {
			return w, fmt.Errorf("story: %q is no row of weights for events", line)
		}
		w[row] = v
		row++
	}
	if row != len(w) {
		return w, fmt.Errorf("story: %d of %d rows of weights for events", row, len(w))
	}
	return w, nil
}

// The weights are learnt by logistic regression from MEANTIME (the command
// train).
//
//go:embed event.tsv
var eventTable string

// learntEventWeights are those of event.tsv. Nothing writes to them.
var learntEventWeights = mustReadEventWeights(eventTable)

// mustReadEventWeights panics on a row that is none, which any test finds.
func mustReadEventWeights(table string) EventWeights {
	w, err := ReadEventWeights(table)
	if err != nil {
		panic(err)
	}
	return w
}

// EventPair is two mentions of events side by side, for learning.
type EventPair struct {
	A, B     int       // indexes of the mentions
	Features []float64 // in the order of [EventFeatureNames]
}

// EventPairs gives the pairs of mentions that are compared.
func EventPairs(docs []*doc.Document, mentions []Words) []EventPair {
	docs, mentions, order := inOrder(docs, mentions)
	c := newChronicle(docs, mentions)
	var all []EventPair
	c.eachPair(func(i, j int) {
		f := c.features(&c.events[i], &c.events[j])
		all = append(all, EventPair{order[i], order[j], f[:]})
	})
	return all
}

// GroupEventMentionsBy does what [GroupEventMentions] does with these weights.
func GroupEventMentionsBy(weights EventWeights, docs []*doc.Document, mentions []Words) []int {
	docs, sorted, order := inOrder(docs, mentions)
	c := newChronicle(docs, sorted)
	g := newEventGroups(len(sorted))
	c.eachPair(func(i, j int) {
		odds := 0.0
		for k, v := range c.features(&c.events[i], &c.events[j]) {
			odds += float64(weights[k] * v)
		}
		g.note(i, j, odds)
	})
	roots := g.join()
	first := map[int]int{}
	for i, root := range roots {
		if at, ok := first[root]; !ok || order[i] < at {
			first[root] = order[i]
		}
	}
	groups := make([]int, len(mentions))
	for i, root := range roots {
		groups[order[i]] = first[root]
	}
	return groups
}

// inOrder gives the documents in an order of their own, the mentions with them in
// text order, and where each of these stood.
func inOrder(docs []*doc.Document, mentions []Words) ([]*doc.Document, []Words, []int) {
	number := make([]int, len(docs))
	for i := range number {
		number[i] = i
	}
	slices.SortStableFunc(number, func(i, j int) int {
		return cmp.Or(strings.Compare(docs[i].Text, docs[j].Text), strings.Compare(docs[i].Published.String(), docs[j].Published.String()))
	})
	place := make([]int, len(docs))
	sorted := make([]*doc.Document, len(docs))
	for k, i := range number {
		place[i], sorted[k] = k, docs[i]
	}
	order := make([]int, len(mentions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := mentions[i], mentions[j]
		return cmp.Or(place[a.Document]-place[b.Document], compareSpans(a.Spans, b.Spans))
	})
	moved := make([]Words, len(mentions))
	for k, i := range order {
		moved[k] = Words{place[mentions[i].Document], mentions[i].Spans}
	}
	return sorted, moved, order
}

// Of mentions with one key, up to wholeEventBlock are compared with each other; of
// more, each with the next ones of its document and of others. A document of
// 10,000 words has some 100 reports.
const (
	wholeEventBlock  = 200
	nextInEventBlock = 16
)

// keys give what an event has in common with those that it is compared with.
func (e *event) keys() []string {
	keys := []string{"=" + e.lemma, "r" + root(e.lemma)}
	for _, m := range e.meanings {
		keys = append(keys, "m"+m)
	}
	return keys
}

// eachPair calls f for the pairs of events that may be one, once, the one that
// stands first first.
func (c *chronicle) eachPair(f func(i, j int)) {
	blocks := map[string][]int{}
	keys := make([][]string, len(c.events))
	tokens := map[[2]int]int{} // the event of a document's token
	for i := range c.events {
		e := &c.events[i]
		tokens[[2]int{e.document, e.token}] = i
		if !e.pronoun {
			keys[i] = e.keys()
		}
		for _, k := range keys[i] {
			blocks[k] = append(blocks[k], i)
		}
	}
	met := make([]int, len(c.events)) // the last event that each was compared with, plus one
	for i := range c.events {
		meet := func(j int) {
			if met[j] != i+1 {
				met[j] = i + 1
				f(min(i, j), max(i, j))
			}
		}
		if e := &c.events[i]; e.pronoun && e.pointsTo >= 0 {
			if j, ok := tokens[[2]int{e.document, e.pointsTo}]; ok && j != i {
				meet(j)
			}
		}
		for _, k := range keys[i] {
			at, _ := slices.BinarySearch(blocks[k], i)
			rest := blocks[k][at+1:]
			if len(blocks[k]) > wholeEventBlock {
				rest = rest[:min(len(rest), nextInEventBlock)]
			}
			for _, j := range rest {
				meet(j)
			}
		}
	}
}

// eventGroups joins events by the pairs that are likely one.
type eventGroups struct {
	same    sets.Disjoint
	odds    map[[2]int]float64 // of the pairs that were compared
	likely  [][2]int
	members [][]int // of each group, by its root
}

func newEventGroups(n int) *eventGroups {
	g := &eventGroups{same: sets.NewDisjoint(n), odds: map[[2]int]float64{}, members: make([][]int, n)}
	for i := range g.members {
		g.members[i] = []int{i}
	}
	return g
}

// note notes how likely it is that two events are one, as the logarithm of the
// odds.
func (g *eventGroups) note(i, j int, odds float64) {
	g.odds[[2]int{i, j}] = odds
	if odds > 0 {
		g.likely = append(g.likely, [2]int{i, j})
	}
}

// join joins groups, the likeliest pair first, where the pairs between them that
// were compared speak for it on the whole, and gives the root of each event.
func (g *eventGroups) join() []int {
	slices.SortStableFunc(g.likely, func(p, q [2]int) int {
		return cmp.Or(cmp.Compare(g.odds[q], g.odds[p]), p[0]-q[0], p[1]-q[1])
	})
	for _, p := range g.likely {
		a, b := g.same.Find(p[0]), g.same.Find(p[1])
		if a == b || g.between(g.members[a], g.members[b]) <= 0 {
			continue
		}
		g.same.Join(a, b)
		all := append(g.members[a], g.members[b]...)
		g.members[a], g.members[b] = nil, nil
		g.members[min(a, b)] = all
	}
	return g.same.Roots()
}

// mostBetween is how many members of a group are asked for another.
const mostBetween = 50

// between gives the sum of the odds between two groups.
func (g *eventGroups) between(a, b []int) float64 {
	sum := 0.0
	for _, i := range a[:min(len(a), mostBetween)] {
		for _, j := range b[:min(len(b), mostBetween)] {
			sum += g.odds[[2]int{min(i, j), max(i, j)}]
		}
	}
	return sum
}
