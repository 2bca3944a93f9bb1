package story

import (
	"cmp"
	_ "embed"
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// eventFeature is one thing that two mentions of events may have in common, or
// that speaks against their being of one event.
type eventFeature int

// The features. Those of mentions in one document and in two are weighed apart,
// for within one the same word mostly means the same event.
const (
	eventBias eventFeature = iota
	lemmaSame
	meaningSame      // other words for the same
	rootSame         // a verb and its noun
	lemmaLight       // the word says little: "be", "take"
	lemmaReport      // it is a report's
	lemmaOften       // how many mentions go by the word, as a logarithm
	lemmaBoth        // both are verbs
	otherDocument    // in two documents
	documentsAlike   // what the two documents have in common
	daysApart        // they appeared three days or more from each other
	oneHeadline      // one of them in the headline
	sentencesBetween // how many sentences apart, as a logarithm
	sameSentence     // in one sentence
	wordsAlike       // what the two sentences have in common
	subjectOne
	subjectTwo
	objectOne
	objectTwo
	othersOne
	othersTwo
	dayOne
	dayTwo
	amountOne
	amountTwo
	negationTwo
	aheadTwo
	otherDocumentSame // in two documents, with the same subject and object
	eventFeatureCount
)

var eventFeatureNames = [eventFeatureCount]string{
	"bias", "lemma same", "meaning same", "root same", "lemma light", "lemma of report", "lemma often", "both verbs",
	"other document", "documents alike", "days apart", "one in headline", "sentences between", "same sentence", "sentences alike",
	"subject same", "subject other", "object same", "object other", "others same", "others other", "day same", "day other",
	"amount same", "amount other", "negation other", "ahead other", "other document, participants same",
}

// EventFeatureNames gives the names of what pairs of event mentions are judged by.
func EventFeatureNames() []string { return eventFeatureNames[:] }

// features gives what two events have in common.
func (c *chronicle) features(a, b *happening) []float64 {
	f := make([]float64, eventFeatureCount)
	set := func(k eventFeature, is bool) {
		if is {
			f[k] = 1
		}
	}
	f[eventBias] = 1
	same := a.lemma == b.lemma
	set(lemmaSame, same)
	set(meaningSame, !same && a.meaning == b.meaning)
	set(rootSame, !same && a.meaning != b.meaning && oneRoot(a.lemma, b.lemma))
	set(lemmaLight, lightWords[a.lemma] || lightWords[b.lemma])
	set(lemmaReport, isCue(a.lemma) && isCue(b.lemma))
	f[lemmaOften] = math.Log(float64(max(c.counts[a.lemma], c.counts[b.lemma])))
	set(lemmaBoth, a.verb && b.verb)
	c.placeFeatures(f, set, a, b)
	f[wordsAlike] = c.alikeness(a.words, b.words)
	one := a.subject.same(b.subject)
	set(subjectOne, one)
	set(subjectTwo, a.subject.known() && b.subject.known() && !one)
	set(objectOne, a.object.same(b.object) || crossed(a, b))
	set(objectTwo, a.object.known() && b.object.known() && !a.object.same(b.object))
	shared, other := compareOthers(a, b)
	set(othersOne, shared)
	set(othersTwo, other)
	set(otherDocumentSame, a.document != b.document && one && a.object.same(b.object))
	day, otherDay := compareStretches(a.stretches, b.stretches)
	set(dayOne, day)
	set(dayTwo, otherDay)
	amount := slices.ContainsFunc(a.amounts, func(v float64) bool { return slices.Contains(b.amounts, v) })
	set(amountOne, amount)
	set(amountTwo, len(a.amounts) > 0 && len(b.amounts) > 0 && !amount)
	set(negationTwo, a.negated != b.negated)
	set(aheadTwo, a.ahead != b.ahead)
	return f
}

// placeFeatures notes where the two stand.
func (c *chronicle) placeFeatures(f []float64, set func(eventFeature, bool), a, b *happening) {
	if a.document != b.document {
		x, y := c.docs[a.document], c.docs[b.document]
		f[otherDocument] = 1
		f[documentsAlike] = c.alikeness(x.words, y.words)
		if days, known := daysBetween(x.published, y.published); known {
			set(daysApart, days >= 3)
		}
		return
	}
	set(oneHeadline, min(a.sentence, b.sentence) == 0 && a.sentence != b.sentence)
	set(sameSentence, a.sentence == b.sentence)
	f[sentencesBetween] = math.Log1p(math.Abs(float64(a.sentence - b.sentence)))
}

// alikeness gives the cosine of two sets of words, weighed by their rarity.
func (c *chronicle) alikeness(a, b []int32) float64 {
	square := func(list []int32) float64 {
		sum := 0.0
		for _, w := range list {
			sum += float64(c.rarity[w] * c.rarity[w])
		}
		return sum
	}
	all := square(a) * square(b)
	if all == 0 {
		return 0
	}
	return square(common(a, b)) / math.Sqrt(all)
}

// crossed reports whether what is the subject of one is the object of the other:
// "the deal of the town", "the town's deal".
func crossed(a, b *happening) bool { return a.subject.same(b.object) || a.object.same(b.subject) }

// compareOthers reports whether anybody who takes part in one event does so in the
// other, and whether both name others and none is the same.
func compareOthers(a, b *happening) (shared, other bool) {
	all := func(h *happening) []participant { return append(slices.Clone(h.others), h.subject, h.object) }
	for _, p := range a.others {
		shared = shared || slices.ContainsFunc(all(b), p.same)
	}
	for _, p := range b.others {
		shared = shared || slices.ContainsFunc(all(a), p.same)
	}
	return shared, !shared && len(a.others) > 0 && len(b.others) > 0
}

// compareStretches reports whether two events have a day in common, or both a
// time and no day.
func compareStretches(a, b []stretch) (same, other bool) {
	for _, s := range a {
		if slices.ContainsFunc(b, s.overlaps) {
			return true, false
		}
	}
	return false, len(a) > 0 && len(b) > 0
}

// rootLetters is how long the beginning is that a verb and its noun share:
// "deliver" and "delivery".
const rootLetters = 5

func oneRoot(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n >= rootLetters || n >= 3 && n == min(len(a), len(b))
}

var lightWords = map[string]bool{"be": true, "have": true, "do": true, "make": true, "take": true, "give": true, "get": true}

func isCue(lemma string) bool { return lexicon.English().Cues.Has(lemma) }

// EventPair is two mentions of events side by side, for learning.
type EventPair struct {
	A, B     int // indexes of the mentions
	Features []float64
}

// EventPairs gives the pairs of mentions that may be of one event.
func EventPairs(docs []*doc.Document, mentions []Words) []EventPair {
	return newChronicle(docs, mentions).pairs()
}

// pairs gives the pairs of events whose words may mean the same.
func (c *chronicle) pairs() []EventPair {
	var all []EventPair
	for i := range c.events {
		for j := range i {
			a, b := &c.events[j], &c.events[i]
			if a.lemma == b.lemma || a.meaning == b.meaning || oneRoot(a.lemma, b.lemma) {
				all = append(all, EventPair{j, i, c.features(a, b)})
			}
		}
	}
	return all
}

// GroupEvents groups as [GroupEventMentions] does, by other weights.
func GroupEvents(docs []*doc.Document, mentions []Words, weights []float64) []int {
	type scored struct {
		EventPair
		odds float64
	}
	var pairs []scored
	odds := map[[2]int]float64{}
	for _, p := range EventPairs(docs, mentions) {
		s := scored{p, 0}
		for k, v := range p.Features {
			s.odds += float64(weights[k] * v)
		}
		odds[[2]int{p.A, p.B}] = s.odds
		if s.odds > 0 {
			pairs = append(pairs, s)
		}
	}
	slices.SortStableFunc(pairs, func(a, b scored) int { return cmp.Compare(b.odds, a.odds) })
	groups := newUnion(len(mentions))
	members := make([][]int, len(mentions))
	for i := range members {
		members[i] = []int{i}
	}
	for _, p := range pairs {
		a, b := groups.find(p.A), groups.find(p.B)
		if a == b {
			continue
		}
		sum := 0.0
		for _, i := range members[a] {
			for _, j := range members[b] {
				o, ok := odds[[2]int{min(i, j), max(i, j)}]
				if !ok {
					o = -3
				}
				sum += o
			}
		}
		if sum > 0 {
			groups.join(a, b)
			members[min(a, b)] = append(members[a], members[b]...)
		}
	}
	return groups.roots()
}

//go:embed event.tsv
var eventTable string

var eventWeights = []float64{}

func daysBetween(a, b doc.Date) (int, bool) {
	if !a.Exact() || !b.Exact() {
		return 0, false
	}
	s, _ := stretchOf(a.String()[:10])
	t, _ := stretchOf(b.String()[:10])
	return int(math.Abs(s.first.Sub(t.first).Hours()) / 24), true
}
