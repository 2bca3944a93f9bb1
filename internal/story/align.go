package story

import (
	_ "embed"
	"fmt"
	"math"
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

// features are what two facts have in common, each from 0 to 1 but for the
// logarithms.
type features [featureCount]float64

func (f *features) set(k feature, is bool) {
	if is {
		f[k] = 1
	}
}

func (c *comparer) features(p *pair) features {
	var f features
	a, b := p.a, p.b
	f[bias] = 1
	c.compareWords(&f, p)
	f.compareClauses(a, b)
	f.compareAmounts(a, b)
	f.set(daySame, sameDay(a, b))
	f.set(timeOther, p.timing == otherTime)
	f.set(placeOther, len(a.places) > 0 && len(b.places) > 0 && len(common(a.places, b.places)) == 0)
	f.set(bothLead, a.lead && b.lead)
	f.set(dangles, a.dangling || b.dangling)
	f.set(modeOther, a.mode() != b.mode())
	return f
}

func (c *comparer) compareWords(f *features, p *pair) {
	shared, x, y := sumOf(c.sharp, p.shared), sumOf(c.sharp, p.a.terms), sumOf(c.sharp, p.b.terms)
	f[wordsRare] = math.Log1p(shared)
	if min(x, y) > 0 {
		f[wordsShared], f[wordsHeld] = 2*shared/(x+y), shared/min(x, y)
	}
	names := 0.0
	for _, n := range common(p.a.names, p.b.names) {
		names += c.nameWeight[n]
	}
	f[namesShared] = math.Log1p(names)
	f.set(namesOther, len(p.a.names) > 0 && len(p.b.names) > 0 && p.names == 0)
}

func (f *features) compareClauses(a, b *fact) {
	x, y := a.clause, b.clause
	f.set(predicateSame, x.predicate != none && x.predicate == y.predicate)
	f.set(predicateInside, f[predicateSame] == 0 && (holds(b.terms, x.predicate) || holds(a.terms, y.predicate)))
	f.set(predicateOther, x.predicate != none && y.predicate != none && f[predicateSame]+f[predicateInside] == 0)
	f.set(subjectSame, x.subject != none && (x.subject == y.subject || x.subject == y.object))
	f.set(objectSame, x.object != none && (x.object == y.object || x.object == y.subject))
	f.set(objectOther, x.object != none && y.object != none && !b.has(x.object) && !a.has(y.object))
}

// has reports whether a meaning or a name is anywhere in a fact.
func (f *fact) has(m int32) bool {
	if m < none {
		return holds(f.names, nameOf(m))
	}
	return holds(f.terms, m)
}

func (f *features) compareAmounts(a, b *fact) {
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
				f.set(amountTelling, met > 1 || x.telling() && y.telling())
			}
		}
	}
	for _, x := range a.durations {
		for _, y := range b.durations {
			f.set(durationSame, x == y && x > 1) // "a day" is in many claims
		}
	}
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
func weighed(f features) float64 {
	sum := 0.0
	for k, v := range f {
		sum += float64(alignWeights[k] * v)
	}
	return sum
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
