package coref

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/timex"
)

// eventFeature is one thing that two mentions of events may have in common, or
// that speaks against their being of one event.
type eventFeature int

// The features; the names in eventFeatureNames are those in event.tsv.
const (
	eventBias eventFeature = iota
	lemmaSame
	meaningSame         // other words for the same
	rootSame            // a verb and its noun
	lemmaLight          // the word says little: "be", "take"
	lemmaReport         // it is a report's
	lemmaRare           // by how few documents have a word that means the same, as a logarithm
	lemmaOften          // how many mentions in a document go by the word, as a logarithm
	verbs               // both are
	nouns               // neither is a verb
	documentOther       // in two documents
	documentsAlike      // what the two documents have in common
	sentencesAlikeApart // what the two sentences have in common, in two documents
	eventDaysApart      // they appeared some days from each other
	inHeadline          // one of them, and not the other
	headlineLead        // the other in one of the sentences behind it
	sentencesApart      // how many, as a logarithm
	sentenceSame        // both in one
	sentencesAlike      // what the two sentences have in common
	eventSubjectSame    //
	eventSubjectOther   // both have one
	eventObjectSame     //
	eventObjectOther    // both have one
	othersSame          // who else takes part in one does so in the other
	othersOther         // both have others, and none is the same
	participantsSame    // subject and object, in two documents
	eventTimeSame       // their sentences' times share a day
	eventTimeOther      // they share none
	eventAmountSame     // their sentences have one in common
	eventAmountOther    // both have amounts, and none is the same
	negationOther       // one did not happen
	aheadOther          // one lies ahead
	laterDefinite       // the later one in the document is a noun with "the"
	laterIndefinite     // the later one is a noun with "a"
	modifierSame        //
	modifierOther       // both have modifiers, and none is the same
	pointing            // one is a pronoun that stands for the other
	eventFeatureCount   //
)

var eventFeatureNames = [eventFeatureCount]string{
	"bias", "lemma same", "meaning same", "root same", "lemma light", "lemma of report", "lemma rare", "lemma often", "both verbs", "both nouns",
	"document other", "documents alike", "sentences of documents alike", "days apart", "in headline", "headline and lead", "sentences apart", "sentence same",
	"sentences alike", "subject same", "subject other", "object same", "object other", "others same", "others other",
	"participants same", "time same", "time other", "amount same", "amount other", "negation other", "ahead other",
	"later definite", "later indefinite", "modifier same", "modifier other", "pronoun",
}

// daysOfStory is how many days apart articles seldom have one event as their news:
// longer than a weekend. It was not tuned.
const daysOfStory = 3

// leadSentences is how many sentences after the headline tell the same again: a
// dateline and the lead.
const leadSentences = 2

// eventFeatures are what two mentions have in common, each from 0 to 1 but for
// the logarithms.
type eventFeatures [eventFeatureCount]float64

func (f *eventFeatures) set(k eventFeature, is bool) {
	if is {
		f[k] = 1
	}
}

// features gives what two events have in common, the first of which stands before
// the other if both are of one document.
func (c *chronicle) features(a, b *event) eventFeatures {
	var f eventFeatures
	f[eventBias] = 1
	f.compareLemmas(a, b)
	f[lemmaOften] = math.Log(float64(max(c.often[wordIn{a.document, a.lemma}], c.often[wordIn{b.document, b.lemma}])))
	if n, ok := c.numbers[Meaning(a.lemma)]; ok {
		f[lemmaRare] = c.rarity[n]
	}
	f[sentencesAlike] = c.alikeness(a.words, b.words)
	if a.document == b.document {
		f.comparePlaces(a, b)
	} else {
		f[documentOther], f[sentencesAlikeApart] = 1, f[sentencesAlike]
		f[documentsAlike] = c.alikeness(c.content[a.document], c.content[b.document])
		f.set(eventDaysApart, daysBetween(c.docs[a.document].Published, c.docs[b.document].Published) >= daysOfStory)
	}
	f.compareParticipants(a, b)
	f.compareCircumstances(a, b)
	f.compareNouns(a, b)
	return f
}

func (f *eventFeatures) compareLemmas(a, b *event) {
	same, meaning := a.lemma == b.lemma, shareAny(a.meanings, b.meanings)
	f.set(lemmaSame, same)
	f.set(meaningSame, !same && meaning)
	f.set(rootSame, !same && !meaning && root(a.lemma) == root(b.lemma))
	f.set(lemmaLight, kinds[a.lemma] == lightWord || kinds[b.lemma] == lightWord)
	cues := lexicon.English().Cues
	f.set(lemmaReport, cues.Has(a.lemma) && cues.Has(b.lemma))
	f.set(verbs, a.verb && b.verb)
	f.set(nouns, !a.verb && !b.verb)
	f.set(pointing, a.pronoun || b.pronoun)
}

// meaningsOf gives what a word can mean, by whatever tables there are: words of
// which one is the same may name one event.
func meaningsOf(lemma string) []string { return []string{Meaning(lemma)} }

func shareAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// rootLetters is how long the beginning is that a verb and its noun share:
// "deliver" and "delivery".
const rootLetters = 5

// root gives what a verb and its noun have in common: their beginning.
func root(lemma string) string { return lemma[:min(len(lemma), rootLetters)] }

// comparePlaces notes where in their document the two stand.
func (f *eventFeatures) comparePlaces(a, b *event) {
	apart := b.sentence - a.sentence
	f.set(inHeadline, a.sentence == 0 && apart > 0)
	f.set(headlineLead, a.sentence == 0 && apart > 0 && apart <= leadSentences)
	f.set(sentenceSame, apart == 0)
	f[sentencesApart] = math.Log1p(math.Abs(float64(apart)))
}

// alikeness gives the cosine of two sets of words, weighed by their rarity.
func (c *chronicle) alikeness(a, b []int32) float64 {
	all := c.square(a) * c.square(b)
	if all == 0 {
		return 0
	}
	return c.square(sets.Common(a, b)) / math.Sqrt(all)
}

func (c *chronicle) square(words []int32) float64 {
	sum := 0.0
	for _, w := range words {
		sum += float64(c.rarity[w] * c.rarity[w])
	}
	return sum
}

// daysBetween gives how many days lie between two dates; 0 where they are not
// known to the day.
func daysBetween(a, b doc.Date) int {
	if !a.Exact() || !b.Exact() {
		return 0
	}
	return int(math.Abs(timex.DayOf(a).Sub(timex.DayOf(b)).Hours()) / 24)
}

func (f *eventFeatures) compareParticipants(a, b *event) {
	subject, object := a.subject.same(b.subject), a.object.same(b.object)
	f.set(eventSubjectSame, subject)
	f.set(eventSubjectOther, a.subject.known() && b.subject.known() && !subject)
	// A noun's participants may stand the other way round: "the town's sale".
	f.set(eventObjectSame, object || a.subject.same(b.object) || a.object.same(b.subject))
	f.set(eventObjectOther, a.object.known() && b.object.known() && !object)
	others := a.shares(b) || b.shares(a)
	f.set(othersSame, others)
	f.set(othersOther, len(a.others) > 0 && len(b.others) > 0 && !others)
	f.set(participantsSame, a.document != b.document && subject && object)
}

// shares reports whether one of the others takes part in another event in any
// way.
func (e *event) shares(with *event) bool {
	return slices.ContainsFunc(e.others, func(p participant) bool {
		return p.same(with.subject) || p.same(with.object) || slices.ContainsFunc(with.others, p.same)
	})
}

func (f *eventFeatures) compareCircumstances(a, b *event) {
	day := slices.ContainsFunc(a.stretches, func(s timex.Stretch) bool { return slices.ContainsFunc(b.stretches, s.Overlaps) })
	f.set(eventTimeSame, day)
	f.set(eventTimeOther, !day && len(a.stretches) > 0 && len(b.stretches) > 0)
	amount := slices.ContainsFunc(a.amounts, func(v float64) bool { return slices.Contains(b.amounts, v) })
	f.set(eventAmountSame, amount)
	f.set(eventAmountOther, !amount && len(a.amounts) > 0 && len(b.amounts) > 0)
	f.set(negationOther, a.negated != b.negated)
	f.set(aheadOther, a.ahead != b.ahead)
}

func (f *eventFeatures) compareNouns(a, b *event) {
	f.set(laterDefinite, a.document == b.document && b.definite)
	f.set(laterIndefinite, b.indefinite)
	shared := shareAny(a.modifiers, b.modifiers)
	f.set(modifierSame, shared)
	f.set(modifierOther, !shared && len(a.modifiers) > 0 && len(b.modifiers) > 0)
}
