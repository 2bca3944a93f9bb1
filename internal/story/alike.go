package story

import (
	"math"
	"slices"
)

// From which odds on (as logarithms) two facts are about the same, and from
// which they may be said to be in conflict, for a false conflict does more harm.
// Set on the half of the story set that may be looked at.
const (
	sameOdds     = -0.3
	conflictOdds = 1.0
)

// alike gives the relation of two facts of different articles that the slots
// together say are about the same, though no single one leaves little doubt.
func (c *comparer) alike(p *pair, l *link) bool {
	if p.a.article == p.b.article || (p.a.mode() == thought) != (p.b.mode() == thought) {
		return false
	}
	f := c.features(p)
	odds := weighed(f) - c.many()
	if odds < sameOdds || !p.grounded(f) {
		return false
	}
	l.basis = onLikeness
	l.likeness = l.likeness.With("alike", odds/10)
	clash, disputed := p.clash()
	switch {
	case p.resumes():
		l.relation = Sequence
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

// usualStory is how many claims the stories have that the weights were learnt
// from.
const usualStory = 30

// many is what the odds are lowered by in a story of many claims: of the more
// pairs the fewer are about the same.
func (c *comparer) many() float64 {
	return math.Log(max(1, float64(len(c.facts))/usualStory))
}

// grounded reports whether two facts share more than whom or where they speak
// of: two things that one mayor does are not one.
func (p *pair) grounded(f features) bool {
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
func (p *pair) undone() bool { return p.a.leavesUndone(p.b) || p.b.leavesUndone(p.a) }

// leavesUndone reports whether a fact says in passing that what the other says
// at its top was not done.
func (f *fact) leavesUndone(other *fact) bool {
	top := other.clause.predicate
	return top != none && !other.rejects && holds(f.undone, top)
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
func (p *pair) dispute(m meeting, f features, l *link) bool {
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
