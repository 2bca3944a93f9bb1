package story

import (
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/timex"
)

// What tells how two claims that are about the same stand to each other, besides
// what tells that they are: it says nothing of the latter, and is asked only for
// the relation.
const (
	denyingOne    = iota // one is what somebody denies
	insistingOne         // of one, who says it insists: it has been said otherwise
	counteringOne        // the sentence of one says that something is not so, or wrongly said: "nonsense", "in truth"
	countering           // those of both do
	negatorsOne          // one has words of negation, the other has none
	negatorsBoth
	outletSame    // both are of one outlet
	opposedWords  // how many words of one exclude a word of the other
	opposedOnly   // the same, where no verb is alike
	growth        // of figures that clash, how much larger the later one is, as a logarithm; 0 on one day
	clashOfMoney  // figures that clash are of money
	clashOfUnit   // of another unit
	clashOfCount  // of things counted
	clashOfPeople // of people, of whom more are found dead, ill or saved
	heldLess      // like senseHeld, of the claim of which less is held
	nowLater      // the later one says that it is so now, or again
	meantBoth     // both are planned
	reportedOne   // one is reported, the other stated
	reportedBoth
	pastFirst  // of two days, the claim of the earlier one is in the past tense, that of the later one is not
	pastLater  // the other way round
	aheadFirst // of two days, the claim of the earlier one names a time that lies ahead of it
	aheadLater // that of the later one does
	timeOrder  // 1: the claim of the later day names a later time; -1: an earlier one
	stanceCount
)

var stanceNames = [stanceCount]string{
	"denying one", "insisting one", "countering one", "countering", "negators one", "negators both", "outlet same", "opposed words", "opposed only",
	"growth", "clash of money", "clash of unit", "clash of count", "clash of people", "held less", "now later", "meant both", "reported one", "reported both",
	"past first", "past later", "ahead first", "ahead later", "time order",
}

// StanceNames gives the names of what the relation of two claims is judged by
// besides what they have in common.
func StanceNames() []string { return stanceNames[:] }

// stance is what two facts have of that.
type stance [stanceCount]float64

func (s *stance) set(k int, is bool) {
	if is {
		s[k] = 1
	}
}

func (c *comparer) stance(p *pair) *stance {
	s := &stance{}
	a, b := p.a, p.b
	s.set(denyingOne, a.denied != b.denied)
	s.set(insistingOne, a.insists || b.insists)
	s.set(counteringOne, a.counters || b.counters)
	s.set(countering, a.counters && b.counters)
	s.set(negatorsOne, (a.negators > 0) != (b.negators > 0))
	s.set(negatorsBoth, a.negators > 0 && b.negators > 0)
	s.set(outletSame, a.site != "" && a.site == b.site)
	s[opposedWords] = float64(opposedIn(a, b))
	if alikeRoles(a.verbs, b.verbs) == 0 {
		s[opposedOnly] = s[opposedWords]
	}
	s.compareGrowth(p)
	sa, _, wa := c.cover(a, b)
	sb, _, wb := c.cover(b, a)
	if min(wa, wb) > 0 {
		s[heldLess] = min(sa/wa, sb/wb)
	}
	s.set(nowLater, before(a, b) && b.now || before(b, a) && a.now)
	s.set(meantBoth, a.mode() == meant && b.mode() == meant)
	x, y := len(a.sources) > 0, len(b.sources) > 0
	s.set(reportedOne, x != y)
	s.set(reportedBoth, x && y)
	s.compareTimes(p)
	return s
}

// compareTimes looks at the times of two claims of articles of different days.
func (s *stance) compareTimes(p *pair) {
	first, later := p.a, p.b
	if apart, known := published(first, later); !apart || !known {
		return
	}
	if later.doc.Published.Before(first.doc.Published) {
		first, later = later, first
	}
	s.set(pastFirst, first.past() && !later.past())
	s.set(pastLater, later.past() && !first.past())
	s.set(aheadFirst, first.ahead())
	s.set(aheadLater, later.ahead())
	if len(first.stretches) > 0 && len(later.stretches) > 0 {
		s[timeOrder] = float64(later.stretches[0].First.Compare(first.stretches[0].First))
	}
}

// ahead reports whether a claim names a time after the day that its article
// appeared, as far as that is known.
func (f *fact) ahead() bool {
	day, known := f.appeared()
	return known && slices.ContainsFunc(f.stretches, func(s timex.Stretch) bool { return s.First.After(day) })
}

// opposedIn gives how many words of a exclude a word of b.
func opposedIn(a, b *fact) int {
	n := 0
	for _, x := range a.words {
		if !sets.Has(b.terms, x.term) && slices.ContainsFunc(b.words, func(y sensed) bool { return opposed(x.senses, y.senses) }) {
			n++
		}
	}
	return n
}

// compareGrowth looks at the first figures of the same thing that differ.
func (s *stance) compareGrowth(p *pair) {
	for _, m := range p.loosely() {
		if m.a.agrees(m.b) {
			continue
		}
		early, late := m.a, m.b
		if before(p.b, p.a) {
			early, late = late, early
		}
		if apart, _ := published(p.a, p.b); apart && early.Value > 0 && late.Value > 0 {
			s[growth] = math.Log(late.Value / early.Value)
		}
		s.set(clashOfMoney, money(m.a.Unit))
		s.set(clashOfUnit, m.a.Unit != "" && !money(m.a.Unit))
		s.set(clashOfCount, m.a.Unit == "")
		s.set(clashOfPeople, p.a.runs(m.a) || p.b.runs(m.b))
		return
	}
}

// row gives what relations are judged by, as the trees take it.
func (s *stance) row(f *features) []float32 {
	row := f.row()
	all := row[:]
	for _, v := range s {
		all = append(all, float32(v))
	}
	return all
}

// money reports whether a unit is a currency: a code of ISO 4217, or the word for
// one.
func money(unit string) bool {
	_, ok := lexicon.English().Currencies.Word(unit)
	return ok || len(unit) == 3 && strings.ToUpper(unit) == unit
}

// readStand reads how those stand to a claim that say it, and what else its
// sentence says of its truth.
func (r *reader) readStand(f *fact) {
	d := f.doc
	f.denied = f.Modality == claim.Denied
	for _, n := range f.Attributions {
		for _, cue := range d.Attributions[n].Cue {
			for i := d.TokenAt(cue.Start); i < len(d.Tokens) && d.Tokens[i].Start < cue.End; i++ {
				f.insists = f.insists || kinds[coref.Lemma(d, i, lexicon.Key(d.Tokens[i].Of(d.Text)))] == insistWord
			}
		}
	}
	s := d.Sentences[f.Sentence]
	var keys []string
	for i := s.Tokens.First; i < min(s.Tokens.End, s.Tokens.First+readTokens); i++ {
		keys = append(keys, lexicon.Key(d.Tokens[i].Of(d.Text)))
	}
	for i := range keys {
		f.counters = f.counters || phraseAt(keys[i:], counterWord) > 0
	}
}
