package story

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sets"
)

// link is a relation between two facts.
type link struct {
	a, b     int // indexes of facts
	relation Relation
	basis    basis
	likeness doc.Score
	says     string   // why it holds, where the other fields do not say it
	amounts  []amount // what the relation rests on: one of a and one of b; or the parts in a and the whole in b
}

// basis is what a relation rests on. Corroborated stands here for "says the
// same": whether it corroborates is for the origins to say.
type basis uint8

const (
	onWords basis = iota
	onAmounts
	onPolarity
	onCause
	onLikeness
	onSpan
)

// What two claims need in common, as a share of the weight of their content
// words (Dice's coefficient, words weighing by how few claims have them). Set by
// hand and not yet measured on stories with gold relations; on the side of
// caution, for a pair that is missed stays two single claims.
const (
	sameWords     = 0.60 // to say the same by words alone
	sameSubject   = 0.45 // for amounts that exclude each other to conflict
	closeSubject  = 0.30 // the same, where place and day are the same too
	someContext   = 0.20 // for equal amounts to be of the same thing
	rejectedWords = 0.75 // for a rejection to be of that very claim
	leastShared   = 3    // content words in common, for relations on words
	smallCount    = 10   // below it equal amounts meet by chance: "two people"
)

// comparer compares facts.
type comparer struct {
	*Weights
	facts                    []*fact
	weight                   []float64 // of each content word
	sharp                    []float64 // the same, lowered for the story's topic
	nameWeight               map[int32]float64
	senseWeight, fieldWeight []float64         // of each meaning and each field, lowered for the story's topic
	having                   map[value]float64 // how many facts have a figure
	figureWeight             []float64         // of each number
	sight                    *sight
	likely                   []Likely // that were come across
	articles                 int
}

func newComparer(facts []*fact, words int, w *Weights) *comparer {
	c := &comparer{
		Weights: w, facts: facts, weight: make([]float64, words), sharp: make([]float64, words), nameWeight: map[int32]float64{},
		senseWeight: make([]float64, lexemes().senses), fieldWeight: make([]float64, lexemes().fields), having: map[value]float64{},
	}
	articles := map[int]bool{}
	for _, f := range facts {
		articles[f.article] = true
		for _, k := range f.figures {
			for int(k) >= len(c.figureWeight) {
				c.figureWeight = append(c.figureWeight, 0)
			}
			c.figureWeight[k]++
		}
		for _, t := range f.terms {
			c.weight[t]++
		}
		for _, n := range f.names {
			c.nameWeight[n]++
		}
		for _, a := range f.amounts {
			c.having[valueOf(a)]++
		}
		for _, k := range f.senses {
			c.senseWeight[k]++
		}
		for _, k := range f.fields {
			c.fieldWeight[k]++
		}
	}
	c.articles = len(articles)
	for n, k := range c.nameWeight {
		c.nameWeight[n] = rarity(len(facts), k) * topic(len(articles), k)
	}
	for _, list := range [][]float64{c.senseWeight, c.fieldWeight} {
		for k, n := range list {
			list[k] = rarity(len(facts), max(1, n)) * topic(len(articles), max(1, n))
		}
	}
	for k, n := range c.figureWeight {
		c.figureWeight[k] = rarity(len(facts), max(1, n)) * topic(len(articles), max(1, n))
	}
	for t, n := range c.weight {
		c.weight[t] = rarity(len(facts), max(1, n))
		c.sharp[t] = c.weight[t] * topic(len(articles), max(1, n))
	}
	return c
}

// rarity weighs a word by how few of the facts have it.
func rarity(facts int, have float64) float64 { return math.Log(1 + float64(facts)/have) }

// topic is what the weight of a word is lowered by that more facts have than
// there are articles: it is what the whole story is about, and tells nothing of
// which fact is the same as which.
func topic(articles int, have float64) float64 { return min(1, float64(articles+1)/have) }

// pair is two facts side by side, slot by slot.
type pair struct {
	a, b   *fact
	words  float64 // 0..1: how much of their content words they share, by weight
	shared []int32
	plain  []int32 // what they share besides words of names
	names  int     // how many names they share
	timing timing
	met    []meeting // comparable amounts
}

// meeting is two amounts of the same thing.
type meeting struct{ a, b amount }

func (c *comparer) pair(a, b *fact) pair {
	p := pair{a: a, b: b, shared: sets.Common(a.terms, b.terms), plain: sets.Common(a.plain, b.plain), timing: timingOf(a, b)}
	all := c.sum(a.terms) + c.sum(b.terms)
	if all > 0 {
		p.words = 2 * c.sum(p.shared) / all
	}
	p.names = len(sets.Common(a.names, b.names))
	for _, x := range a.amounts {
		for _, y := range b.amounts {
			if x.comparable(y) {
				p.met = append(p.met, meeting{x, y})
			}
		}
	}
	return p
}

func (c *comparer) sum(terms []int32) float64 { return sumOf(c.weight, terms) }

func sumOf(weight []float64, terms []int32) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += weight[t]
	}
	return sum
}

// compare gives the relation between facts i and j, if there is one.
func (c *comparer) compare(i, j int) (link, bool) {
	p := c.pair(c.facts[i], c.facts[j])
	l := link{a: i, b: j, likeness: p.likeness()}
	if p.a.article != p.b.article && p.deniesCause() {
		l.relation, l.basis = Conflicting, onCause
		return l, true
	}
	if p.a.article != p.b.article && p.ruledOut() {
		l.relation, l.basis = Conflicting, onPolarity
		return l, true
	}
	if p.a.mode() != p.b.mode() || (p.a.dangling || p.b.dangling) && p.names == 0 && p.a.origin != p.b.origin {
		return l, c.alike(&p, &l) // "It comes in two colours": what does?
	}
	switch {
	case p.a.article != p.b.article && p.sequence():
		l.relation = Sequence
	case p.a.article != p.b.article && p.compatible() && p.words >= sameSubject && p.sameRate(&l):
		l.relation = ConsistentByArithmetic
	case p.sameByWords(&l):
		l.relation = Corroborated
	case p.a.article == p.b.article:
		return link{}, false // an article may well say more than one thing of a kind
	case p.sameByAmount(&l):
		l.relation, l.basis = Corroborated, onAmounts
	case p.addsUp(&l):
		l.relation, l.basis = ConsistentByArithmetic, onAmounts
	case p.excluded(&l):
		l.basis = onAmounts
	case p.lasts(&l):
	case p.rejected():
		l.relation, l.basis = Conflicting, onPolarity
	default:
		return l, c.alike(&p, &l)
	}
	return l, true
}

// likeness gives the slots as a score.
func (p *pair) likeness() doc.Score {
	s := doc.Score{}.With("words", p.words).With("names", 0.1*float64(min(p.names, 3)))
	for _, m := range p.met {
		if m.a.agrees(m.b) {
			s = s.With("amounts", 0.3)
			break
		}
	}
	if p.timing == sameTime {
		s = s.With("time", 0.1)
	}
	return s
}

// compatible reports whether nothing in the slots speaks against the same
// subject, scope and time: other places, other names only, other times.
func (p *pair) compatible() bool {
	a, b := p.a, p.b
	switch {
	case p.timing == otherTime:
		return false
	case len(a.places) > 0 && len(b.places) > 0 && len(sets.Common(a.places, b.places)) == 0:
		return false
	}
	return len(a.names) == 0 || len(b.names) == 0 || p.names > 0
}

// sameByWords reports whether two facts say the same in nearly the same words.
func (p *pair) sameByWords(l *link) bool {
	if p.a.rejects != p.b.rejects || p.undone() || !p.compatible() || p.words < sameWords || p.a.causedElse(p.b) || p.b.causedElse(p.a) {
		return false
	}
	for _, m := range p.met {
		switch {
		case m.a.agrees(m.b):
			l.amounts = []amount{m.a, m.b}
		case !p.agreesElsewhere(m.a, m.b):
			return false
		}
	}
	if (len(p.a.amounts) > 0) != (len(p.b.amounts) > 0) || len(p.a.amounts) > 0 && len(p.met) == 0 {
		return p.words >= rejectedWords && len(p.shared) >= leastShared
	}
	if p.words == 1 && p.a.origin == p.b.origin {
		return true
	}
	// The names of somebody who does two things make half of a sentence.
	return len(p.shared) >= leastShared && len(p.plain) > 1 && 2*len(p.plain) >= min(len(p.a.plain), len(p.b.plain))
}

// causedElse reports whether a fact names a cause of which the other has no word.
func (f *fact) causedElse(other *fact) bool {
	return f.cause != nil && len(sets.Common(f.cause.because, other.terms)) == 0
}

// agreesElsewhere reports whether amounts that differ have others to agree
// with: "60 in Arden and 90 in Velm" on both sides.
func (p *pair) agreesElsewhere(x, y amount) bool {
	agrees := func(side func(meeting) amount, want amount) bool {
		return slices.ContainsFunc(p.met, func(m meeting) bool { return side(m).Span == want.Span && m.a.agrees(m.b) })
	}
	return agrees(func(m meeting) amount { return m.a }, x) && agrees(func(m meeting) amount { return m.b }, y)
}

// sameByAmount reports whether two facts give the same amount of the same
// thing, in words that may differ.
func (p *pair) sameByAmount(l *link) bool {
	if p.a.rejects != p.b.rejects || !p.compatible() {
		return false
	}
	found := false
	for _, m := range p.met {
		switch {
		case !m.a.agrees(m.b):
			if !p.agreesElsewhere(m.a, m.b) && !m.otherScope() {
				return false
			}
		case !found && p.aboutTheSame(m):
			l.amounts = []amount{m.a, m.b}
			found = true
		}
	}
	return found
}

// otherScope reports whether two amounts are of different places, or one of
// them of a part.
func (m meeting) otherScope() bool { return m.a.place != m.b.place || m.a.part || m.b.part }

// aboutTheSame reports whether equal amounts of the same thing are of the same
// event: something else is shared besides the thing counted.
func (p *pair) aboutTheSame(m meeting) bool {
	if m.otherScope() && m.a.place >= 0 && m.b.place >= 0 || m.a.part != m.b.part {
		return false
	}
	context := len(p.shared)
	if m.a.head >= 0 {
		context--
	}
	if m.a.head < 0 || m.a.Value < smallCount {
		return p.words >= sameSubject && context > 1
	}
	return context > 0 && (p.names > 0 || p.words >= someContext && context > 1)
}

// excluded reports whether two facts differ in an amount of the same subject
// and scope, and whether that is a conflict or the count has gone on.
func (p *pair) excluded(l *link) bool {
	m, ok := p.disputed()
	if !ok {
		return false
	}
	apart, known := published(p.a, p.b)
	later := p.timing == otherTime || apart && !sameDay(p.a, p.b)
	switch {
	case later && (p.a.runs(m.a) || p.b.runs(m.b)):
		l.relation = ChangedOverTime
	case later, !known && p.timing == unknownTime && p.words < sameWords:
		return false
	default:
		l.relation = Conflicting
	}
	l.amounts = []amount{m.a, m.b}
	return true
}

// disputed gives the one amount that two facts on the same subject differ in:
// the same thing counted, in the same place, beside the same word ("marched
// through Arden").
func (p *pair) disputed() (meeting, bool) {
	var beside []meeting
	for _, m := range p.met {
		if m.a.sameDeed(m.b) {
			beside = append(beside, m)
		}
	}
	if len(beside) != 1 || p.a.rejects || p.b.rejects || len(p.shared) < leastShared {
		return meeting{}, false
	}
	m := beside[0]
	least := sameSubject
	if m.a.place >= 0 && m.a.place == m.b.place && (sameDay(p.a, p.b) || p.a.runs(m.a) && p.b.runs(m.b)) {
		least = closeSubject
	}
	places := slices.Equal(p.a.places, p.b.places) || m.a.place >= 0 && m.a.place == m.b.place
	names := p.names > 0 || len(p.a.names) == 0 && len(p.b.names) == 0
	return m, p.words >= least && m.a.excludes(m.b) && m.a.sameCounted(m.b) && places && names && !m.otherScope()
}

// runs reports whether an amount is one of a running count: by what it counts,
// or by the words around it.
func (f *fact) runs(a amount) bool {
	if a.headWord != "" && kinds[lower(a.headWord)] == tollWord {
		return true
	}
	return f.counting
}

// rejected reports whether one fact rejects what the other states, word for
// word and at the same time.
func (p *pair) rejected() bool {
	if p.a.rejects == p.b.rejects || p.words < rejectedWords || len(p.shared) < leastShared+1 || !p.compatible() {
		return false
	}
	if apart, _ := published(p.a, p.b); apart && p.timing != sameTime {
		return false // what was so yesterday need not be so today
	}
	no, yes := p.a, p.b
	if yes.rejects {
		no, yes = yes, no
	}
	for _, m := range p.met {
		if !m.a.agrees(m.b) {
			return false
		}
	}
	return no.negators <= 1 && yes.negators == 0 && slices.Equal(no.names, yes.names)
}

// sequence reports whether one fact has something begin and the other has the
// same thing go on after a break.
func (p *pair) sequence() bool {
	if p.a.rejects || p.b.rejects || !p.compatible() || p.names == 0 || len(p.shared) < leastShared {
		return false
	}
	return p.resumes()
}

// resumes reports whether what one fact has begin, the other has go on.
func (p *pair) resumes() bool { return p.a.begunBefore(p.b) || p.b.begunBefore(p.a) }

// begunBefore reports whether a fact has something begin that another has go on
// after a break: "began talks", "talks were resumed".
func (f *fact) begunBefore(other *fact) bool { return len(sets.Common(f.begins, other.resumes)) > 0 }
