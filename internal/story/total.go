package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
	"github.com/copydesk/copydesk/internal/timex"
)

// total is a whole that one fact gives, and what in others makes it up.
type total struct {
	whole link // its a is the first part's fact, its b that of the whole
	parts []int
	odds  float64 // of the parts to be about the same as the whole, in sum
}

// What may make up a whole over several claims. A sum of figures from different
// sentences fits by chance more often than one that a writer adds up, so the
// whole is no small number, the sum is exact, and the parts are few.
const (
	leastWhole    = 20  // below it sums fit by chance, unless the weights find a sum likely
	leastParts    = 4   // no smaller whole is looked at
	mostParts     = 4   // that are added
	sumOdds       = 0.0 // from which odds on a sum of small numbers, or of one claim's, is believed
	partsLookedAt = 12  // of the amounts that may be parts of a whole, those most likely about the same
)

// part is an amount of another fact that may be a part of a whole.
type part struct {
	fact   int
	amount amount
	odds   float64
	sum    float64 // odds of it and the whole to be of a sum
	bare   bool    // nothing but figures says that they have to do with each other
}

// relative is another fact that may be about the same as a whole.
type relative struct {
	pair
	fact int
	odds float64
	sum  float64 // odds of it and the whole to be of a sum
}

// relatives gives the facts that may hold parts of what fact i gives.
func (g *grouping) relatives(i int) []relative {
	var list []relative
	for j, f := range g.facts {
		if j == i || f.rejects || len(f.amounts)+len(f.durations) == 0 || g.same.Find(j) == g.same.Find(i) {
			continue
		}
		r := relative{fact: j, odds: g.comparer.sight.odds(i, j)}
		if f.article != g.facts[i].article && r.odds <= overlooked {
			continue
		}
		r.pair = g.comparer.pair(g.facts[i], f)
		features := g.comparer.features(&r.pair)
		if f.article == g.facts[i].article {
			if r.odds = g.comparer.odds(features); r.odds <= overlooked {
				continue
			}
		}
		r.sum = math.Inf(-1)
		if !r.blind() {
			r.sum = g.comparer.sumsUp(g.comparer.stance(&r.pair).row(features))
		}
		if len(r.shared)+r.names > 0 || r.sum >= sumOdds {
			list = append(list, r)
		}
	}
	return list
}

// whole reports whether an amount may be made up of parts.
func (a amount) whole() bool {
	return !a.part && !a.ranged() && !a.lower() && !a.upper() && math.Abs(a.Value) >= leastParts && a.Unit != "%"
}

// totals gives the wholes of small stories that are made up of amounts in two
// facts or more, each once.
func (g *grouping) totals() []total {
	if len(g.facts) > wholeStory || g.comparer.articles < 2 {
		return nil
	}
	var found []total
	for i, f := range g.facts {
		if f.doc.Stopped() {
			break
		}
		if f.rejects || !slices.ContainsFunc(f.amounts, amount.whole) {
			continue
		}
		relatives := g.relatives(i)
		for _, whole := range f.amounts {
			if !whole.whole() {
				continue
			}
			if t, ok := g.addition(i, whole, relatives); ok {
				found = append(found, t)
			} else if t, ok := g.product(i, whole, relatives); ok {
				found = append(found, t)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b total) int { return cmp.Compare(b.odds, a.odds) })
	return found
}

// addition finds amounts of other facts that add up to the whole of fact i.
func (g *grouping) addition(i int, whole amount, relatives []relative) (total, bool) {
	candidates := partsOf(whole, relatives)
	best := total{odds: math.Inf(-1)}
	var chosen []part
	var choose func(from int, left, odds float64)
	choose = func(from int, left, odds float64) {
		if left == 0 && len(chosen) > 1 && odds > best.odds && g.severalArticles(i, chosen) && believable(whole, chosen) {
			best = g.totalOf(i, whole, chosen, odds)
		}
		if left <= 0 || len(chosen) == mostParts {
			return
		}
		for k := from; k < len(candidates); k++ {
			p := candidates[k]
			if p.amount.Value > left || slices.ContainsFunc(chosen, func(q part) bool { return !apart(p, q) }) {
				continue
			}
			chosen = append(chosen, p)
			choose(k+1, left-p.amount.Value, odds+p.odds)
			chosen = chosen[:len(chosen)-1]
		}
	}
	choose(0, whole.Value, 0)
	return best, len(best.parts) > 0
}

// apart reports whether two amounts may both be parts of one whole: they count the
// same, and are not the same.
func apart(p, q part) bool {
	if !p.amount.countsLike(q.amount) && !q.amount.countsLike(p.amount) {
		return false
	}
	if p.fact == q.fact {
		return p.amount.Span != q.amount.Span
	}
	return p.amount.Value != q.amount.Value || p.amount.head != q.amount.head
}

// believable reports whether a sum is more than chance: its whole is large and
// its parts are of several claims, or the weights find it likely.
func believable(whole amount, parts []part) bool {
	odds, facts := 0.0, map[int]bool{}
	small := math.Abs(whole.Value) < leastWhole
	if small && whole.Unit == "" && whole.head < 0 {
		return false // a crew of nine
	}
	for _, p := range parts {
		if small && p.bare {
			return false
		}
		odds += p.sum / float64(len(parts))
		facts[p.fact] = true
	}
	return !small && len(facts) == len(parts) || odds >= sumOdds
}

// partsOf gives the amounts that may be parts of a whole, the likeliest first.
func partsOf(whole amount, relatives []relative) []part {
	var list []part
	for _, r := range relatives {
		for _, a := range r.b.amounts {
			bounded := a.ranged() || a.lower() || a.upper()
			if a.Unit == whole.Unit && !bounded && a.Value > 1 && a.Value < whole.Value && a.countsLike(whole) && (a.place < 0 || a.place != whole.place) {
				list = append(list, part{r.fact, a, r.odds, r.sum, r.uncounted()+r.names == 0})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b part) int { return cmp.Compare(b.odds, a.odds) })
	return list[:min(len(list), partsLookedAt)]
}

// countsLike reports whether a part may count what the whole does: the unit
// says it, both say it, one of them says nothing, or little ("people") where the
// other speaks of people too.
func (a amount) countsLike(whole amount) bool {
	switch {
	case a.Unit != "", a.head == whole.head && a.head >= 0, whole.head < 0:
		return true
	case a.general():
		return a.head >= 0 || a.Value >= smallCount
	}
	return whole.general() && (kinds[lower(a.headWord)] == tollWord || lexicon.English().Sources.Has(lower(a.headWord)))
}

// severalArticles reports whether whole and parts stand in two articles or more.
func (g *grouping) severalArticles(i int, parts []part) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return g.facts[p.fact].article != g.facts[i].article })
}

func (g *grouping) totalOf(i int, whole amount, chosen []part, odds float64) total {
	t := total{odds: odds, whole: link{b: i, relation: ConsistentByArithmetic, basis: onAmounts}}
	for _, p := range chosen {
		a := p.amount
		if a.where == "" {
			a.where = "(" + g.label(p.fact) + ")"
		}
		t.parts = append(t.parts, p.fact)
		t.whole.amounts = append(t.whole.amounts, a)
	}
	t.whole.a = t.parts[0]
	t.whole.amounts = append(t.whole.amounts, whole)
	p := g.comparer.pair(g.facts[t.whole.a], g.facts[i])
	t.whole.likeness = p.likeness()
	return t
}

// product finds a rate in one fact and a span in another that make the whole of
// fact i: 300 litres a day for 12 days. The rate is about the same as the whole,
// or of the same unit and makes just that; the three do not stand in one article.
func (g *grouping) product(i int, whole amount, relatives []relative) (total, bool) {
	odds := map[int]float64{}
	for _, r := range relatives {
		odds[r.fact] = r.odds
	}
	for j, f := range g.facts {
		if j == i || f.rejects {
			continue
		}
		for _, rate := range f.amounts {
			days := rate.every
			if days == 0 || rate.Unit != whole.Unit || rate.Unit == "" && rate.head != whole.head {
				continue
			}
			_, related := odds[j]
			slack := roundedShare * whole.Value
			if !related {
				slack = 0
			}
			if k, span, ok := g.spanFor(i, j, whole.Value/rate.Value*days, slack/rate.Value*days); ok && (related || rate.Unit != "") {
				t := g.totalOf(i, whole, []part{{fact: j, amount: rate, odds: odds[j]}, {fact: k}}, odds[j])
				t.whole.amounts = []amount{rate, whole}
				t.whole.says = fmt.Sprintf("%s every %s for %s days make %s, which fits %s as %s has it.",
					rate, spelled(days), figure(span), figure(rate.Value*span/days), whole, g.label(i))
				return t, true
			}
		}
	}
	return total{}, false
}

// spanFor finds a fact with a length of time of so many days, which does not
// stand in one article with both of two others.
func (g *grouping) spanFor(i, j int, days, slack float64) (fact int, span float64, ok bool) {
	for k, f := range g.facts {
		if k == i || f.article == g.facts[i].article && f.article == g.facts[j].article {
			continue
		}
		for _, span := range f.durations {
			if span > 1 && math.Abs(span-days) <= slack {
				return k, span, true
			}
		}
	}
	return 0, 0, false
}

// everyDays gives the days in which an amount comes again ("300 litres of fuel
// a day"), read off the few words behind it; 0 where it is no rate.
func (a amount) everyDays(f *fact) float64 {
	const near = 4 // words
	first := slices.IndexFunc(f.spans, func(s text.Span) bool { return s.Start >= max(a.End, a.Counted.End) })
	if first < 0 {
		return 0
	}
	behind := f.keys[first:min(first+near, len(f.keys))]
	for n, key := range behind {
		switch key {
		case "daily":
			return 1
		case "a", "per", "every", "each":
			if n+1 < len(behind) {
				if p, ok := periods[behind[n+1]]; ok {
					return p
				}
			}
		}
	}
	return 0
}

// spelled says a period in words.
func spelled(days float64) string {
	for name, d := range periods {
		if d == days {
			return name
		}
	}
	return figure(days) + " days"
}

// since gives the day that something goes on from: "since March 3".
func (f *fact) since() (timex.Stretch, bool) {
	for _, t := range f.times {
		at := f.doc.Times[t]
		s, ok := timex.StretchOf(at.Value)
		if !ok || !s.Day() {
			continue
		}
		for i, span := range f.spans {
			if span.Start >= at.Start && i > 0 {
				if f.keys[i-1] == "since" {
					return s, true
				}
				break
			}
		}
	}
	return timex.Stretch{}, false
}

// lasts reports whether one fact says since when something goes on and the
// other for how many days, and the two fit: counted up to a day that the other
// names, or to the day that it appeared.
func (p *pair) lasts(l *link) bool {
	if len(p.plain) == 0 || p.a.rejects || p.b.rejects {
		return false
	}
	for _, side := range [2][2]*fact{{p.a, p.b}, {p.b, p.a}} {
		from, found := side[0].since()
		if !found {
			continue
		}
		for _, days := range side[1].durations {
			for _, end := range side[1].ends() {
				gone := end.First.Sub(from.First).Hours() / 24
				if days >= 3 && (gone == days || gone+1 == days) {
					l.relation, l.basis = ConsistentByArithmetic, onSpan
					l.says = fmt.Sprintf("From %s to %s are %s days.", doc.DateOf(from.First), doc.DateOf(end.First), figure(days))
					return true
				}
			}
		}
	}
	return false
}

// ends gives the days that a length of time may be counted up to.
func (f *fact) ends() []timex.Stretch {
	var list []timex.Stretch
	for _, s := range f.stretches {
		if s.Day() {
			list = append(list, s)
		}
	}
	if s, ok := timex.StretchOf(f.doc.Published.String()); ok && s.Day() {
		list = append(list, s)
	}
	return list
}
