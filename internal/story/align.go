package story

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/sets"
)

// feature is one thing that two claims may have in common, or that speaks
// against their being about the same.
type feature int

// The features, in the order of featureNames.
const (
	wordsShared      feature = iota // Dice's coefficient of their content words, by weight
	wordsHeld                       // the share of the shorter one's words that the longer one has
	wordsRare                       // how much the shared words weigh, as a logarithm
	predicateSame                   // the same verb at the top, or words for the same
	predicateInside                 // the verb of one is among the words of the other
	predicateOther                  // both have a verb at the top, and neither has the other's
	subjectSame                     // who acts is the same
	objectSame                      // whom or what it is done to
	objectOther                     // it is done to something else, of which the other says nothing
	namesShared                     // how much the shared names weigh, as a logarithm
	namesOther                      // both name somebody, and none is the same
	amountSame                      // an amount of the same thing that is no small number
	amountElse                      // the same, of what has another word
	amountTelling                   // an amount that hardly meets by chance, or two at once
	amountSmall                     // a small number of the same thing
	amountClash                     // amounts of the same thing that exclude each other
	durationSame                    // an equal length of time
	daySame                         // the same single day
	timeOther                       // times that share no day
	placeOther                      // places, none of which is the same
	bothLead                        // each stands in the first sentence of its article
	dangles                         // one begins with a pronoun that is nobody's name
	modeOther                       // one is a fact, the other is planned or only thought
	senseShared                     // like wordsShared, where words of one meaning count as one
	senseHeld                       // like wordsHeld, likewise
	fieldShared                     // the same, where words of one field count as one
	fieldHeld                       // like wordsHeld, likewise
	aroundShared                    // Dice's coefficient of the content words of their sentences
	predicateSense                  // verbs of one meaning at the top
	predicateAgainst                // verbs that exclude each other
	predicateField                  // verbs of one field
	subjectSense                    // words of one meaning, or one name, act; or one acts in one and has it done to it in the other
	subjectOther                    // both say who acts, and it is not the same
	objectSense                     // it is done to words of one meaning
	lengthLess                      // content words of the shorter one
	lengthMore                      // and of the longer one
	valueRare                       // an equal figure, by how few claims have it
	valueNear                       // figures of the same thing that agree, though they are not equal
	amountsOne                      // only one has a figure
	amountsBoth
	clashRatio // of figures of the same thing that differ: the smaller by the larger
	sourceSame // who says it has a word or a name in common
	sourceOther
	rejectsOne // one is denied or negated
	positions  // how far apart they stand, each by the length of its article
	placeSame
	daysApart // between the days that their articles appeared, as a logarithm
	timeSame
	resumed       // one has begin what the other has go on after a break
	leftUndone    // one says in passing that what the other says was not done
	causesBoth    // both name a cause
	causesOther   // and not the same
	counting      // one is of a count that goes on
	plannedFirst  // the earlier one is planned, the later one is so
	rejectedLater // the later one is denied or negated, the earlier one is not
	valueClash    // figures of the same unit that exclude each other, whatever they count
	durationOther // lengths of time, none of which is the same
	wordsPlain    // how many words they share besides those of names and of what is counted
	claimsMany    // how many claims the story has, as a logarithm
	figuresShared // what the shared numbers weigh, by how few claims have them
	figuresHeld   // the share of the numbers of the one with fewer that the other has
	figuresOther  // both have numbers, and none is the same
	contextShared // like aroundShared, with the sentences before
	argsAlike     // how many nouns that stand with verbs are alike, in the one with fewer
	argsHeld      // as a share
	verbsAlike    // likewise verbs
	verbsHeld
	revising // one says that something was otherwise before
	carries  // one has words from elsewhere in its article
	featureCount
)

var featureNames = [featureCount]string{
	"words shared", "words held", "words rare", "predicate same", "predicate inside", "predicate other", "subject same", "object same", "object other",
	"names shared", "names other", "amount same", "amount else", "amount telling", "amount small", "amount clash", "duration same", "day same",
	"time other", "place other", "both lead", "dangles", "mode other",
	"sense shared", "sense held", "field shared", "field held", "around shared", "predicate sense", "predicate against", "predicate field",
	"subject sense", "subject other", "object sense", "length less", "length more", "value rare", "value near", "amounts one", "amounts both",
	"clash ratio", "source same", "source other", "rejects one", "positions", "place same",
	"days apart", "time same", "resumed", "left undone", "causes both", "causes other", "counting", "planned first", "rejected later", "value clash",
	"duration other", "words plain", "claims many", "figures shared", "figures held", "figures other", "context shared", "args alike", "args held",
	"verbs alike", "verbs held", "revising", "carries",
}

// fewClaims is how many claims the smallest stories have that the weights are learnt
// from: of what is smaller they know nothing.
const fewClaims = 20

// features are what two facts have in common, each from 0 to 1 but for the
// logarithms.
type features [featureCount]float64

func (f *features) set(k feature, is bool) {
	if is {
		f[k] = 1
	}
}

func (c *comparer) features(p *pair) *features {
	f := &features{}
	a, b := p.a, p.b
	c.compareWords(f, p)
	f.compareClauses(a, b)
	f.compareAmounts(a, b)
	f.set(daySame, sameDay(a, b))
	f.set(timeOther, p.timing == otherTime)
	f.set(placeOther, len(a.places) > 0 && len(b.places) > 0 && len(sets.Common(a.places, b.places)) == 0)
	f.set(bothLead, a.lead && b.lead)
	f.set(dangles, a.dangling || b.dangling)
	f.set(modeOther, a.mode() != b.mode())
	c.compareSenses(f, p)
	compareValues(f, p, c.having)
	f.set(amountsOne, (len(a.amounts) > 0) != (len(b.amounts) > 0))
	f.set(amountsBoth, len(a.amounts) > 0 && len(b.amounts) > 0)
	same := len(sets.Common(a.sources, b.sources)) > 0
	f.set(sourceSame, same)
	f.set(sourceOther, len(a.sources) > 0 && len(b.sources) > 0 && !same)
	f.set(rejectsOne, a.rejects != b.rejects)
	f.set(placeSame, len(sets.Common(a.places, b.places)) > 0)
	f[positions] = math.Abs(a.position() - b.position())
	p.compareCourse(f)
	c.compareFigures(f, p)
	compareRoles(f, a, b)
	f.set(carries, len(a.Carried)+len(b.Carried) > 0)
	f[wordsPlain], f[claimsMany] = float64(p.uncounted()), math.Log(float64(max(fewClaims, len(c.facts))))
	return f
}

// compareCourse looks at what says how two claims on the same stand to each
// other.
func (p *pair) compareCourse(f *features) {
	first, later := p.a, p.b
	x, ok := first.appeared()
	if y, also := later.appeared(); ok && also {
		days := y.Sub(x).Hours() / 24
		if days < 0 {
			first, later = later, first
		}
		f[daysApart] = math.Log1p(math.Abs(days))
		f.set(plannedFirst, days != 0 && first.mode() == meant && later.mode() == actual)
		f.set(rejectedLater, days != 0 && later.rejects && !first.rejects)
	}
	f.set(timeSame, p.timing == sameTime)
	f.set(resumed, p.resumes())
	f.set(leftUndone, p.undone())
	f.set(causesBoth, p.a.cause != nil && p.b.cause != nil)
	f.set(causesOther, p.otherCause())
	f.set(counting, p.a.counting || p.b.counting)
	f.set(revising, p.a.revised || p.b.revised)
	f.set(durationOther, len(p.a.durations) > 0 && len(p.b.durations) > 0 && f[durationSame] == 0)
	f.set(valueClash, f[valueRare]+f[valueNear] == 0 && p.excludeEachOther())
}

// excludeEachOther reports whether figures of one unit exclude each other,
// whatever they count.
func (p *pair) excludeEachOther() bool {
	return slices.ContainsFunc(p.a.amounts, func(x amount) bool {
		return slices.ContainsFunc(p.b.amounts, func(y amount) bool { return x.Unit == y.Unit && x.excludes(y) })
	})
}

// uncounted gives how many words two facts share besides those of names and of
// what is counted: who and where they speak of is no more than a topic.
func (p *pair) uncounted() int {
	n := 0
	for _, t := range p.plain {
		if !p.a.counts(t) {
			n++
		}
	}
	return n
}

// position is where a claim stands in its article, from 0 to 1.
func (f *fact) position() float64 { return float64(f.Span.Start) / float64(len(f.doc.Text)+1) }

// cover gives how much the content words of a weigh that b has, in other words
// of the same meaning, or of the same field, and how much all do. A meaning or a
// field weighs by how few facts have it, and no more than the word.
func (c *comparer) cover(a, b *fact) (sense, field, all float64) {
	for _, w := range a.words {
		v := c.sharp[w.term]
		all += v
		if sets.Has(b.terms, w.term) {
			sense += v
			field += v
			continue
		}
		x := min(v, heaviest(c.senseWeight, sets.Common(w.senses, b.senses)))
		sense += x
		field += max(x, min(v, heaviest(c.fieldWeight, sets.Common(w.fields, b.fields))))
	}
	return sense, field, all
}

// heaviest gives the greatest weight of the list; 0 if it is empty.
func heaviest(weight []float64, list []int32) float64 {
	w := 0.0
	for _, k := range list {
		w = max(w, weight[k])
	}
	return w
}

func (c *comparer) compareSenses(f *features, p *pair) {
	a, b := p.a, p.b
	sa, fa, wa := c.cover(a, b)
	sb, fb, wb := c.cover(b, a)
	if min(wa, wb) > 0 {
		f[senseShared], f[senseHeld] = (sa+sb)/(wa+wb), max(sa/wa, sb/wb)
		f[fieldShared], f[fieldHeld] = (fa+fb)/(wa+wb), max(fa/wa, fb/wb)
	}
	if x, y := sumOf(c.sharp, a.around), sumOf(c.sharp, b.around); x+y > 0 {
		f[aroundShared] = 2 * sumOf(c.sharp, sets.Common(a.around, b.around)) / (x + y)
	}
	if x, y := sumOf(c.sharp, a.before), sumOf(c.sharp, b.before); x+y > 0 {
		f[contextShared] = 2 * sumOf(c.sharp, sets.Common(a.before, b.before)) / (x + y)
	}
	f[lengthLess], f[lengthMore] = float64(min(len(a.words), len(b.words))), float64(max(len(a.words), len(b.words)))
	var x, y [3][]int32
	for i := range x {
		x[i], y[i] = a.clause.meant[i].senses, b.clause.meant[i].senses
	}
	f.set(predicateSense, a.clause.predicate != none && a.clause.predicate == b.clause.predicate || len(sets.Common(x[0], y[0])) > 0)
	f.set(predicateAgainst, opposed(x[0], y[0]))
	f.set(predicateField, len(sets.Common(a.clause.meant[0].fields, b.clause.meant[0].fields)) > 0)
	f.set(subjectSense, f[subjectSame] > 0 || len(sets.Common(x[1], y[1])) > 0 || len(sets.Common(x[1], y[2])) > 0 || len(sets.Common(x[2], y[1])) > 0)
	f.set(subjectOther, a.clause.subject != none && b.clause.subject != none && f[subjectSense] == 0)
	f.set(objectSense, f[objectSame] > 0 || len(sets.Common(x[2], y[2])) > 0)
}

func compareValues(f *features, p *pair, having map[value]float64) {
	for _, x := range p.a.amounts {
		for _, y := range p.b.amounts {
			switch {
			case x.year() || y.year():
			case x.Value == y.Value && x.Unit == y.Unit:
				f[valueRare] = max(f[valueRare], min(3, 1+math.Log10(1+math.Abs(x.Value)))/max(1, having[valueOf(x)]))
			case x.sameValue(y):
				f.set(valueNear, true)
			case x.comparable(y):
				low, high := math.Abs(x.Value), math.Abs(y.Value)
				if low > high {
					low, high = high, low
				}
				f[clashRatio] = max(f[clashRatio], low/max(high, 1))
			}
		}
	}
}

func (c *comparer) compareFigures(f *features, p *pair) {
	a, b := p.a.figures, p.b.figures
	shared := sets.Common(a, b)
	f[figuresShared] = sumOf(c.figureWeight, shared)
	if n := min(len(a), len(b)); n > 0 {
		f[figuresHeld] = float64(len(shared)) / float64(n)
		f.set(figuresOther, len(shared) == 0)
	}
}

func compareRoles(f *features, a, b *fact) {
	f[argsAlike], f[argsHeld] = rolesAlike(a.args, b.args)
	f[verbsAlike], f[verbsHeld] = rolesAlike(a.verbs, b.verbs)
}

// rolesAlike gives how many roles are alike, and that as a share of those of the
// claim with fewer.
func rolesAlike(a, b []role) (n, share float64) {
	n = float64(min(alikeRoles(a, b), alikeRoles(b, a)))
	if k := min(len(a), len(b)); k > 0 {
		share = n / float64(k)
	}
	return n, share
}

// value is an amount without what it counts.
type value struct {
	figure float64
	unit   string
}

func valueOf(a amount) value { return value{a.Value, a.Unit} }

func (c *comparer) compareWords(f *features, p *pair) {
	shared, x, y := sumOf(c.sharp, p.shared), sumOf(c.sharp, p.a.terms), sumOf(c.sharp, p.b.terms)
	f[wordsRare] = math.Log1p(shared)
	if min(x, y) > 0 {
		f[wordsShared], f[wordsHeld] = 2*shared/(x+y), shared/min(x, y)
	}
	names := 0.0
	for _, n := range sets.Common(p.a.names, p.b.names) {
		names += c.nameWeight[n]
	}
	f[namesShared] = math.Log1p(names)
	f.set(namesOther, len(p.a.names) > 0 && len(p.b.names) > 0 && p.names == 0)
}

func (f *features) compareClauses(a, b *fact) {
	x, y := a.clause, b.clause
	f.set(predicateSame, x.predicate != none && x.predicate == y.predicate)
	f.set(predicateInside, f[predicateSame] == 0 && (sets.Has(b.terms, x.predicate) || sets.Has(a.terms, y.predicate)))
	f.set(predicateOther, x.predicate != none && y.predicate != none && f[predicateSame]+f[predicateInside] == 0)
	f.set(subjectSame, x.subject != none && (x.subject == y.subject || x.subject == y.object))
	f.set(objectSame, x.object != none && (x.object == y.object || x.object == y.subject))
	f.set(objectOther, x.object != none && y.object != none && !b.has(x.object) && !a.has(y.object))
}

// has reports whether a meaning or a name is anywhere in a fact.
func (f *fact) has(m int32) bool {
	if m < none {
		return sets.Has(f.names, nameOf(m))
	}
	return sets.Has(f.terms, m)
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

// Pair is two claims of different articles side by side, for learning.
type Pair struct {
	A, B     Ref
	Features []float32 // in the order of [FeatureNames]
	Stance   []float32 // the same, and behind them those of [StanceNames]
}

// FeatureNames gives the names of what pairs are judged by at first sight.
func FeatureNames() []string { return featureNames[:] }

// AgainNames gives the names of what they are judged by besides at second sight.
func AgainNames() []string { return againNames[:] }

// PairSet is all pairs of claims of different articles of one story, for learning.
type PairSet struct {
	Pairs []Pair
	facts []*fact
	at    [][2]int // the facts of each pair
}

// Pairs gives all pairs of a story. It takes time in proportion to the square of
// the number of its claims.
func Pairs(articles []Article) *PairSet {
	facts, _, words := readFacts(articles)
	c := newComparer(facts, words, nil)
	sortFacts(facts, c.weight)
	s := &PairSet{facts: facts}
	for i, f := range facts {
		for j, g := range facts[:i] {
			if f.article != g.article {
				p := c.pair(f, g)
				row := c.stance(&p).row(c.features(&p))
				s.Pairs = append(s.Pairs, Pair{f.members[0], g.members[0], row[:featureCount:featureCount], row})
				s.at = append(s.at, [2]int{i, j})
			}
		}
	}
	return s
}

// Again gives what the pairs are judged by at second sight, of which odds says how
// likely they are about the same at first sight: for each pair its features, and
// behind them what [AgainNames] names. A pair that is not looked at again has
// none.
func (s *PairSet) Again(odds []float64) [][]float32 {
	var seen []scored
	for k, at := range s.at {
		if odds[k] > overlooked {
			seen = append(seen, scored{int32(at[0]), int32(at[1]), float32(odds[k])})
		}
	}
	sight := newSight(s.facts, seen)
	rows := make([][]float32, len(s.at))
	for k, at := range s.at {
		if odds[k] >= lookAgain {
			more := sight.again(at[0], at[1])
			rows[k] = append(slices.Clip(s.Pairs[k].Features), more[:]...)
		}
	}
	return rows
}

// row gives the features as the trees take them.
func (f *features) row() [featureCount]float32 {
	var row [featureCount]float32
	for i, v := range f {
		row[i] = float32(v)
	}
	return row
}
