package story

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/timex"
)

// From which odds on (as logarithms) two facts are about the same; and from
// which such odds, and odds of a conflict, they may be said to be in conflict, for
// a false conflict does more harm. Two facts are joined where that is likelier right
// than wrong; the rest was set on stories that the weights had not seen, so that
// hardly a conflict is false.
const (
	sameOdds     = 0
	blindOdds    = 1.5 // the first, where there is no tree to tell what is done to whom
	conflictOdds = 0.3
	conflictSays = 1.0
	countersSay  = -1.0
	surelySame   = 1.2  // odds of being about the same of which little doubt is left
	surelySays   = 0.5  // odds of a conflict that are then enough
	changeSays   = -0.5 // odds of a change over time, or of a sequence
	revisedSays  = -1.5 // odds of a change of an amount
	plainlySame  = 1.5  // from these odds, and such odds of a conflict, there is one that no slot shows
	plainlySays  = 2.0
	agreesAnyway = 1.5 // how far agreement must be ahead of conflict where only one of two facts is negated: "is open-ended", "has no fixed end"
)

// alike gives the relation of two facts of different articles that the slots
// together say are about the same, though no single one leaves little doubt.
func (c *comparer) alike(p *pair, l *link) bool {
	if p.a.article == p.b.article {
		return false
	}
	if c.sight.odds(p.a.at, p.b.at) < lookAgain {
		return false
	}
	f := c.features(p)
	odds := c.oddsAgain(f, c.sight.again(p.a.at, p.b.at))
	if odds >= likelyOdds && p.a.origin != p.b.origin {
		c.likely = append(c.likely, Likely{p.a.members, p.b.members, odds})
	}
	if !p.within(f) {
		odds -= c.many()
	}
	if odds < sameOdds || p.blind() && odds < blindOdds || p.unnamed() || p.otherDeed(f) || p.strangers(f) {
		return false
	}
	l.basis = onLikeness
	l.likeness = l.likeness.With("alike", odds/10)
	return c.relate(p, f, odds, l)
}

// relate gives the relation of two facts that are about the same: the likeliest
// one that the slots allow. A sum is none of them, for it has to be found.
func (c *comparer) relate(p *pair, f *features, odds float64, l *link) bool {
	p.met = p.loosely()
	clash, disputed := p.clash()
	switch {
	case p.resumes():
		l.relation = Sequence
		return true
	case p.goneOn(l):
		return true
	case p.undone() && odds >= conflictOdds && p.contradicts(clash, disputed, l):
		l.relation = Conflicting
		return true
	}
	said := c.relations(c.stance(p).row(f))
	for _, r := range said {
		l.relation = r.relation
		switch l.relation {
		case Corroborated:
			if p.agrees(f, disputed, r.odds-oddsOf(said, Conflicting)) {
				p.agreeing(l)
				return true
			}
		case ConsistentByArithmetic:
			if p.splits(l) || p.sameRate(l) {
				return true
			}
		case ChangedOverTime:
			if p.changes(f, r.odds, disputed) && !p.otherDay(clash, disputed) {
				if disputed {
					l.amounts, l.basis = []amount{clash.a, clash.b}, onAmounts
				}
				return true
			}
		case Sequence:
			if r.odds >= changeSays && p.later() {
				return true
			}
		case Conflicting:
			if odds >= conflictOdds && r.odds >= leastFor(odds, disputed && f[sourceOther] > 0) && p.contradicts(clash, disputed, l) || p.opposes(odds, r.odds, clash, disputed, l) {
				return true
			}
		}
	}
	return false
}

// changes reports whether what two facts on the same differ in has changed from
// one to the other, of which odds says how likely it is.
func (p *pair) changes(f *features, odds float64, disputed bool) bool {
	later := p.later() || disputed && f[revising] > 0
	return later && f[placeOther] == 0 && (disputed && odds >= revisedSays || odds >= changeSays && (p.differs(f, false) || f[modeOther] > 0))
}

// differs reports whether something in the slots of two facts on the same speaks
// against their saying the same.
func (p *pair) differs(f *features, disputed bool) bool {
	return disputed || p.a.rejects != p.b.rejects || p.undone() || p.otherCause() || p.timing == otherTime || f[predicateAgainst] > 0
}

// agrees reports whether nothing speaks against two facts on the same saying the
// same, or nothing that settles it while agreement is that far ahead of conflict.
func (p *pair) agrees(f *features, disputed bool, ahead float64) bool {
	settled := disputed || p.undone() || p.timing == otherTime && f[modeOther] > 0
	return !p.differs(f, disputed) || !settled && ahead >= agreesAnyway
}

// leastFor gives from which odds of a conflict on there is one between two facts
// that are about the same with some odds: lower ones do where little doubt of that
// is left, or two sources are named that count.
func leastFor(same float64, counters bool) float64 {
	switch {
	case counters:
		return countersSay
	case same >= surelySame:
		return surelySays
	}
	return conflictSays
}

// oddsOf gives how likely a relation is.
func oddsOf(said [len(Relations)]relationOdds, r Relation) float64 {
	return said[slices.IndexFunc(said[:], func(o relationOdds) bool { return o.relation == r })].odds
}

// contradicts reports whether the slots of two facts on the same say what cannot
// both be right. A count may have gone on from one day to the next; whether
// something was so or was not does not depend on who asks later.
func (p *pair) contradicts(clash meeting, disputed bool, l *link) bool {
	if p.a.mode() != p.b.mode() || p.timing == otherTime {
		return false
	}
	switch {
	case disputed && (p.countedLater(clash) || !clash.a.excludes(clash.b) || clash.otherScope()):
		return false
	case disputed:
		l.basis, l.amounts = onAmounts, []amount{clash.a, clash.b}
	case p.undone() && p.uncounted() > 1, p.a.rejects != p.b.rejects && p.denies():
		l.basis = onPolarity
	default:
		return false
	}
	return true
}

// opposes reports whether two facts that are about the same surely enough contradict
// each other by all that is known of them, though it is not in one slot: two causes,
// two courses of events.
func (p *pair) opposes(same, conflict float64, clash meeting, disputed bool, l *link) bool {
	if same < plainlySame || conflict < plainlySays || p.a.mode() != p.b.mode() || p.a.dangling || p.b.dangling {
		return false
	}
	if disputed && clash.a.excludes(clash.b) {
		l.basis, l.amounts = onAmounts, []amount{clash.a, clash.b}
	}
	return true
}

// denies reports whether the one of two facts that is negated may deny the other:
// it speaks of the same deed, or shares more than a topic. What is no longer so is
// not denied to have been, and of "it" nobody knows what.
func (p *pair) denies() bool {
	if p.a.revised || p.b.revised || p.a.dangling || p.b.dangling {
		return false
	}
	return p.uncounted() > 1 || alikeRoles(p.a.verbs, p.b.verbs) > 0
}

// countedLater reports whether two amounts may both be right because one was
// counted after the other: their articles appeared on different days, and the count
// goes on, or nobody says who counted, or one outlet has both.
func (p *pair) countedLater(clash meeting) bool {
	apart, _ := published(p.a, p.b)
	goesOn := p.a.runs(clash.a) || p.b.runs(clash.b)
	counters := len(p.a.sources) > 0 && len(p.b.sources) > 0 && len(sets.Common(p.a.sources, p.b.sources)) == 0
	oneOutlet := p.a.site != "" && p.a.site == p.b.site
	return apart && (goesOn || oneOutlet || p.timing != sameTime && !counters)
}

// loosely gives the amounts of two facts on the same that may be of the same
// thing: one of them may say little or nothing of what it counts, where nothing on
// the other side is comparable to either.
func (p *pair) loosely() []meeting {
	var met []meeting
	for _, x := range p.a.amounts {
		for _, y := range p.b.amounts {
			if x.comparable(y) || x.mayCount(y) && !y.comparableIn(p.a) && !x.comparableIn(p.b) {
				met = append(met, meeting{x, y})
			}
		}
	}
	return met
}

// mayCount reports whether two amounts may be of the same thing, for one of them
// says little of what it counts.
func (a amount) mayCount(b amount) bool {
	return a.Unit == b.Unit && a.every == b.every && (a.general() || b.general()) && !a.year() && !b.year()
}

// comparableIn reports whether a fact has an amount that is comparable.
func (a amount) comparableIn(f *fact) bool { return slices.ContainsFunc(f.amounts, a.comparable) }

// otherDay reports whether two facts count on different days what is no running
// count: forty barns burned on Sunday, fifty on Monday.
func (p *pair) otherDay(clash meeting, disputed bool) bool {
	return disputed && p.timing == otherTime && !p.a.runs(clash.a) && !p.b.runs(clash.b)
}

// later reports whether two facts are of different times.
func (p *pair) later() bool {
	apart, _ := published(p.a, p.b)
	return p.timing == otherTime || apart && p.timing != sameTime
}

// agreeing notes the amounts that two facts agree in.
func (p *pair) agreeing(l *link) {
	for _, m := range p.met {
		if m.a.comparable(m.b) && m.a.agrees(m.b) {
			l.amounts = []amount{m.a, m.b}
			return
		}
	}
}

// usuallyMet is how many claims of other articles each claim is compared with in
// most of the stories that the weights are learnt from. Of more, more are only on
// one topic, while hardly more are the same.
const usuallyMet = 30

// caution is by how much more than the weights know of it the odds are lowered
// where claims are compared with many. Set by hand, on the sample corpus and the
// stories of real length: without it half as many more pairs are joined there, of
// which nearly every second is wrong.
const caution = 0.7

// many is what the odds are lowered by where claims are compared with many.
func (c *comparer) many() float64 {
	met := len(c.facts) - len(c.facts)/c.articles
	return caution * math.Log(max(1, float64(met)/usuallyMet))
}

// within reports whether all that one fact says is in the other, its amount too
// ("five people died" in what tells how), or a good part of it with an amount of a unit,
// which seldom meets by chance. How many claims there are says little of such a pair.
func (p *pair) within(f *features) bool {
	if f[amountClash] > 0 || p.a.ofOld() != p.b.ofOld() {
		return false
	}
	return f[senseHeld] >= 1 && f[amountSame]+f[amountSmall] > 0 && f[predicateSense] > 0 || f[senseHeld] >= goodPart && p.measured()
}

// ofOld reports whether a claim tells of another year than the one in which its
// article appeared, and of none later: "when a gate jammed in 1962, five died".
func (f *fact) ofOld() bool {
	day, known := f.appeared()
	return known && len(f.stretches) > 0 && !slices.ContainsFunc(f.stretches, func(s timex.Stretch) bool { return s.Last.Year() >= day.Year() })
}

// goodPart is how much of what one fact says the other has where it is a good part.
const goodPart = 0.3

// undone reports whether what one fact says at its top, another says in passing
// not to have been done: "signed the pact", "left without having signed it".
func (p *pair) undone() bool { return p.a.leavesUndone(p.b) || p.b.leavesUndone(p.a) }

// leavesUndone reports whether a fact says in passing that what the other says
// at its top was not done.
func (f *fact) leavesUndone(other *fact) bool {
	top := other.clause.predicate
	return top != none && !other.rejects && sets.Has(f.undone, top)
}

// ruledOut reports whether one fact says that it was something else, not what the
// other says it was: "speed, not a broken rail, threw the train off the track".
func (p *pair) ruledOut() bool {
	if p.timing == otherTime || alikeRoles(p.a.verbs, p.b.verbs) == 0 {
		return false
	}
	return p.a.rulesOut(p.b) || p.b.rulesOut(p.a)
}

// rulesOut reports whether a fact rules out what another has for the subject or for
// the cause.
func (f *fact) rulesOut(other *fact) bool {
	if len(f.ruledOut) == 0 || len(sets.Common(f.ruledOut, other.terms)) < len(f.ruledOut) || other.rejects || len(other.ruledOut) > 0 {
		return false
	}
	return sets.Has(f.ruledOut, other.clause.subject) || other.cause != nil && len(sets.Common(f.ruledOut, other.cause.because)) > 0
}

// otherCause reports whether two facts name causes that have no word in common:
// they may both be right, and do not say the same.
func (p *pair) otherCause() bool {
	a, b := p.a.cause, p.b.cause
	return a != nil && b != nil && len(sets.Common(a.because, b.because)) == 0
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

// unnamed reports whether both facts begin with a pronoun that is nobody's name,
// and nobody is named behind it: nothing says that they speak of the same.
func (p *pair) unnamed() bool { return p.a.dangling && p.b.dangling && p.names == 0 }

// strangers reports whether two facts have no word, meaning, name or figure in
// common: a day alone, or what stands beside them, makes no two claims one.
func (p *pair) strangers(f *features) bool {
	figures := f[amountSame] + f[amountElse] + f[amountSmall] + f[valueNear] + f[valueRare] + f[durationSame]
	return f[senseShared]+figures == 0 && p.names == 0
}

// otherDeed reports whether two facts share no more than who acts, or what is
// counted: two things that one mayor does are not one.
func (p *pair) otherDeed(f *features) bool {
	if f[subjectSame] == 0 || f[predicateOther] == 0 || f[predicateSense]+f[predicateField]+f[objectSense]+f[daySame] > 0 || p.measured() {
		return false
	}
	for _, t := range p.plain {
		if t != p.a.clause.subject && t != p.b.clause.subject && !p.a.counts(t) && !p.entitled(t) {
			return false
		}
	}
	return true
}

// entitled reports whether a word stands beside the name of who acts in both: "the
// mayor, Maud Orre".
func (p *pair) entitled(term int32) bool {
	begins := func(f *fact) bool { return len(f.words) > 0 && f.words[0].term == term }
	return p.a.clause.subject < none && begins(p.a) && begins(p.b)
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

// blind reports whether one of two facts has no tree.
func (p *pair) blind() bool { return p.a.top < 0 || p.b.top < 0 }

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
