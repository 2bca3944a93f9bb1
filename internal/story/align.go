package story

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// feature is one thing that two claims may have in common, or that speaks
// against their being about the same.
type feature int

// The features. The names of featureNames are those in align.tsv.
const (
	bias            feature = iota
	wordsShared             // Dice's coefficient of their content words, by weight
	wordsHeld               // the share of the shorter one's words that the longer one has
	wordsRare               // how much the shared words weigh, as a logarithm
	predicateSame           // the same verb at the top, or words for the same
	predicateInside         // the verb of one is among the words of the other
	predicateOther          // both have a verb at the top, and neither has the other's
	subjectSame             // who acts is the same
	objectSame              // whom or what it is done to
	objectOther             // it is done to something else, of which the other says nothing
	namesShared             // how much the shared names weigh, as a logarithm
	namesOther              // both name somebody, and none is the same
	amountSame              // an amount of the same thing that is no small number
	amountElse              // the same, of what has another word
	amountTelling           // an amount that hardly meets by chance, or two at once
	amountSmall             // a small number of the same thing
	amountClash             // amounts of the same thing that exclude each other
	durationSame            // an equal length of time
	daySame                 // the same single day
	timeOther               // times that share no day
	placeOther              // places, none of which is the same
	bothLead                // each stands in the first sentence of its article
	dangles                 // one begins with a pronoun that is nobody's name
	modeOther               // one is a fact, the other is planned or only thought
	featureCount
)

var featureNames = [featureCount]string{
	"bias", "words shared", "words held", "words rare", "predicate same", "predicate inside", "predicate other", "subject same", "object same", "object other",
	"names shared", "names other", "amount same", "amount else", "amount telling", "amount small", "amount clash", "duration same", "day same",
	"time other", "place other", "both lead", "dangles", "mode other",
}

// features gives what two facts have in common, each from 0 to 1 but for the
// logarithms.
func (c *comparer) features(p *pair) [featureCount]float64 {
	var f [featureCount]float64
	set := func(k feature, is bool) {
		if is {
			f[k] = 1
		}
	}
	a, b := p.a, p.b
	f[bias], f[wordsShared] = 1, p.words
	shared := c.sum(p.shared)
	f[wordsRare] = math.Log1p(shared)
	if least := min(c.sum(a.terms), c.sum(b.terms)); least > 0 {
		f[wordsHeld] = shared / least
	}
	x, y := a.clause, b.clause
	set(predicateSame, x.predicate != none && x.predicate == y.predicate)
	set(predicateInside, f[predicateSame] == 0 && (holds(b.terms, x.predicate) || holds(a.terms, y.predicate)))
	set(predicateOther, x.predicate != none && y.predicate != none && f[predicateSame]+f[predicateInside] == 0)
	set(objectOther, x.object != none && y.object != none && !inside(b, x.object) && !inside(a, y.object))
	set(subjectSame, x.subject != none && (x.subject == y.subject || x.subject == y.object))
	set(objectSame, x.object != none && (x.object == y.object || x.object == y.subject))
	for _, n := range common(a.names, b.names) {
		f[namesShared] += c.nameWeight[n]
	}
	f[namesShared] = math.Log1p(f[namesShared])
	set(namesOther, len(a.names) > 0 && len(b.names) > 0 && p.names == 0)
	met := 0
	for _, x := range a.amounts {
		for _, y := range b.amounts {
			k, ok := amountFeature(x, y)
			if !ok {
				continue
			}
			f[k] = 1
			if k == amountSame || k == amountElse {
				met++
				set(amountTelling, met > 1 || x.telling() && y.telling())
			}
		}
	}
	for _, x := range a.durations {
		for _, y := range b.durations {
			set(durationSame, x == y && x > 1) // "a day" is in many claims
		}
	}
	set(daySame, sameDay(a, b))
	set(timeOther, p.timing == otherTime)
	set(placeOther, len(a.places) > 0 && len(b.places) > 0 && len(common(a.places, b.places)) == 0)
	set(bothLead, a.lead && b.lead)
	set(dangles, a.dangling || b.dangling)
	set(modeOther, a.mode() != b.mode())
	return f
}

// inside reports whether a meaning or a name is anywhere in a fact.
func inside(f *fact, m int32) bool {
	if m < none {
		return holds(f.names, nameOf(m))
	}
	return holds(f.terms, m)
}

// telling reports whether two sentences of one story seldom have such an amount
// by chance: three digits, or two with a unit other than per cent.
func (a amount) telling() bool {
	v := math.Abs(a.Value)
	return v >= telling || v >= smallCount && a.Unit != "" && a.Unit != "%" || v > 30 && math.Mod(v, 10) != 0
}

// general reports whether an amount says little or nothing of what it counts.
func (a amount) general() bool { return a.head < 0 || kinds[lower(a.headWord)] == genericWord }

// year reports whether a number may be one.
func (a amount) year() bool { return a.head < 0 && a.Unit == "" && a.Value > 1500 && a.Value < 2100 }

// amountFeature says what two amounts have to do with each other.
func amountFeature(x, y amount) (feature, bool) {
	big := x.Unit != "" && x.Unit != "%" || math.Abs(x.Value) >= smallCount
	head := x.comparable(y) && x.head >= 0
	switch {
	case x.sameValue(y) && big && (head || x.Unit != ""):
		return amountSame, true
	case x.sameValue(y) && big && (x.general() || y.general()) && !x.year():
		return amountElse, true
	case x.sameValue(y) && head && x.Value > 2:
		return amountSmall, true
	case x.comparable(y) && x.excludes(y):
		return amountClash, true
	}
	return 0, false
}

// weights has a row for each feature: its name and its weight, learnt by
// logistic regression over pairs of claims of invented stories (the command
// train).
//
//go:embed align.tsv
var weightsTable string

var alignWeights = readWeights(weightsTable)

// readWeights reads align.tsv. It panics on a row that is none, which any test
// finds.
func readWeights(table string) (weights [featureCount]float64) {
	rows := 0
	for line := range strings.Lines(table) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		w, err := strconv.ParseFloat(value, 64)
		if err != nil || rows == int(featureCount) || featureNames[rows] != name {
			panic(fmt.Sprintf("story: %q is no row of align.tsv", line))
		}
		weights[rows] = w
		rows++
	}
	return weights
}

// weighed gives how likely it is that two facts with these features are about
// the same, as the logarithm of the odds.
func weighed(f [featureCount]float64) float64 {
	sum := 0.0
	for k, v := range f {
		sum += float64(alignWeights[k] * v)
	}
	return sum
}

// From which odds on (as logarithms) two facts are about the same, and from
// which they may be said to be in conflict, for a false conflict does more harm.
// Set on the half of the story set that may be looked at.
const (
	sameOdds     = -0.5
	conflictOdds = 1.0
)

// alike gives the relation of two facts of different articles that the slots
// together say are about the same, though no single one leaves little doubt.
func (c *comparer) alike(p *pair, l *link) bool {
	if p.a.article == p.b.article || (p.a.mode() == thought) != (p.b.mode() == thought) {
		return false
	}
	f := c.features(p)
	odds := weighed(f)
	if odds < sameOdds || !p.grounded(f) {
		return false
	}
	l.basis = onLikeness
	l.likeness = l.likeness.With("alike", odds/10)
	clash, disputed := p.clash()
	switch {
	case p.goneOn(l):
	case disputed:
		return odds >= conflictOdds && p.a.mode() == p.b.mode() && p.dispute(clash, f, l)
	case p.undone() && odds >= conflictOdds && p.a.mode() == p.b.mode():
		l.relation, l.basis = Conflicting, onPolarity
	case p.a.rejects != p.b.rejects:
		if odds < conflictOdds || p.a.mode() != p.b.mode() || p.a.clause.predicate == none || p.a.clause.predicate != p.b.clause.predicate {
			return false
		}
		l.relation, l.basis = Conflicting, onPolarity
	case p.otherCause(), p.undone():
		return false
	default:
		l.relation = Corroborated
		for _, m := range p.met {
			if m.a.agrees(m.b) {
				l.amounts = []amount{m.a, m.b}
				break
			}
		}
	}
	return true
}

// grounded reports whether two facts share more than whom or where they speak
// of: two things that one mayor does are not one.
func (p *pair) grounded(f [featureCount]float64) bool {
	n := 0
	for _, t := range p.plain {
		if !p.a.counts(t) {
			n++
		}
	}
	sameAmount := f[amountSame]+f[durationSame] > 0
	switch {
	case p.a.dangling && p.b.dangling && p.names == 0:
		return false
	case n > 1, f[amountTelling] > 0 && (n > 0 || p.names > 0 || p.measured()):
		return true
	case n == 1:
		return f[predicateSame]+f[predicateInside] > 0 || sameAmount
	}
	return sameAmount && p.names > 0
}

// measured reports whether two facts have the same amount of a unit, which
// fewer things have than have a number.
func (p *pair) measured() bool {
	return slices.ContainsFunc(p.a.amounts, func(a amount) bool {
		return a.Unit != "" && a.Unit != "%" && slices.ContainsFunc(p.b.amounts, a.sameValue)
	})
}

// counts reports whether a meaning is what an amount of the fact counts.
func (f *fact) counts(meaning int32) bool {
	return slices.ContainsFunc(f.amounts, func(a amount) bool { return a.head == meaning })
}

// undone reports whether what one fact says at its top, another says in passing
// not to have been done: "signed the pact", "left without having signed it".
func (p *pair) undone() bool {
	passing := func(a, b *fact) bool {
		return a.clause.predicate != none && !a.rejects && holds(b.undone, a.clause.predicate)
	}
	return passing(p.a, p.b) || passing(p.b, p.a)
}

// otherCause reports whether two facts name causes that have no word in common:
// they may both be right, and do not say the same.
func (p *pair) otherCause() bool {
	a, b := p.a.cause, p.b.cause
	return a != nil && b != nil && len(common(a.because, b.because)) == 0
}

// clash gives the first two amounts of the same thing that do not agree, and
// have nothing else to agree with. They need not exclude each other: "over 200"
// and "about 190" are neither agreement nor conflict.
func (p *pair) clash() (meeting, bool) {
	for _, m := range p.met {
		if !m.a.agrees(m.b) && !p.agreesElsewhere(m.a, m.b) {
			return m, true
		}
	}
	return meeting{}, false
}

// goneOn reports whether two facts give counts of the same running thing at
// different times: "at least nine dead" on Monday, "killed 23" on Friday.
func (p *pair) goneOn(l *link) bool {
	apart, _ := published(p.a, p.b)
	if p.timing != otherTime && (!apart || sameDay(p.a, p.b)) {
		return false
	}
	for _, m := range p.met {
		if !m.a.sameValue(m.b) && !m.a.agrees(m.b) && m.a.Value != m.b.Value && !m.otherScope() && (p.a.runs(m.a) || p.b.runs(m.b)) {
			l.relation, l.basis, l.amounts = ChangedOverTime, onAmounts, []amount{m.a, m.b}
			return true
		}
	}
	return false
}

// dispute gives the relation of two facts on the same that differ in an amount.
func (p *pair) dispute(m meeting, f [featureCount]float64, l *link) bool {
	if m.otherScope() || !m.a.excludes(m.b) || !m.a.sameCounted(m.b) || p.a.rejects || p.b.rejects {
		return false
	}
	apart, _ := published(p.a, p.b)
	later := p.timing == otherTime || apart && !sameDay(p.a, p.b)
	l.relation, l.basis, l.amounts = Conflicting, onAmounts, []amount{m.a, m.b}
	if later {
		l.relation = ChangedOverTime
		return p.a.runs(m.a) || p.b.runs(m.b)
	}
	return m.a.sameDeed(m.b) || f[predicateSame]+f[predicateInside] > 0
}

// Pair is two claims of different articles side by side, for learning.
type Pair struct {
	A, B     Ref
	Features []float64 // in the order of [FeatureNames]
}

// FeatureNames gives the names of what pairs are judged by.
func FeatureNames() []string { return featureNames[:] }

// Pairs gives all pairs of claims of different articles. It takes time in
// proportion to the square of their number.
func Pairs(articles []Article) []Pair {
	facts, _, words := readFacts(articles)
	c := newComparer(facts, words)
	var all []Pair
	for i, f := range facts {
		for _, g := range facts[:i] {
			if f.article != g.article {
				p := c.pair(f, g)
				v := c.features(&p)
				all = append(all, Pair{f.members[0], g.members[0], v[:]})
			}
		}
	}
	return all
}
