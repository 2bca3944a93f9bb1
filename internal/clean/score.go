package clean

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/model"
)

// threshold is the probability from which on a block is kept: a little below one
// half, for what is kept wrongly costs F1 less than what is dropped wrongly. It
// was set before anything was measured. On held-out pages .5 gives between .001
// less and .001 more, and .4 up to .004 less.
const threshold = 0.45

// decide gives every block its verdict: kept if the models give it more than
// the cut, unless it is the title or stands on the page already.
func decide(views []view, opinions []opinion, cut int32, text bool, titleAt int) {
	pure := text && mostlyBody(views, opinions, cut)
	for i := range views {
		score := Score{opinion: &opinions[i], cut: cut}.With("known", views[i].known())
		if i < titleAt {
			score = score.With("before the title", -beforeOdds)
		}
		if pure && views[i].plain() {
			score = score.With("page of body", pureOdds)
		}
		views[i].score = score
		views[i].kept = score.Total() > 0
	}
}

// A text that is body but for a few words is clean copy already, or nearly: its
// subheads and short lines are likelier to be the article's than those of a
// whole page. So clean copy of clean copy keeps it all; on held-out container
// dumps it costs less than .001.
const (
	pureShare = 0.97
	pureOdds  = 0.75
)

// mostlyBody reports whether nearly all words of a page are kept from the first
// on that are.
func mostlyBody(views []view, opinions []opinion, cut int32) bool {
	kept, all := 0, 0
	for i := range views {
		if opinions[i].total > cut {
			kept += views[i].count
		}
		if kept > 0 { // title, byline and date stand above
			all += views[i].count
		}
	}
	return float64(kept) >= pureShare*float64(all)
}

// plain reports whether nothing says of a block what else it is than body.
func (v *view) plain() bool {
	return !v.said && !v.dateOnly && !v.names && v.hint == None && v.linked == 0 && v.count > 0 && !v.credit()
}

// What the lexicon and the look of icons take off the log odds: there for pages
// of a few lines, which no set has. On held-out pages F1 moves by less than .001
// for 0 to 3 of the first, and not at all for the second.
const (
	saidOdds  = 3
	gluedOdds = 4

	// What stands above a page's headline; with 0 F1 is less than .001 off.
	beforeOdds = 2
)

// known is what is taken off a block that the lexicon has a row for, that is a
// byline, a line with a date or glued names of icons: more than the trees have learnt from pages where such
// words are rare.
func (v *view) known() float64 {
	switch {
	case glued(v):
		return -gluedOdds
	case v.said, v.names, v.dateOnly:
		return -saidOdds
	}
	return 0
}

// smallest is the least that a part of a score says: what is less is added up
// with the threshold.
const smallest = model.Unit / 16

// Score is a weighed decision about a block. Most of its parts are made when
// they are asked for: few are.
type Score struct {
	opinion *opinion
	cut     int32     // what the models' odds have to be above, in units
	more    doc.Score // what else speaks for or against it
}

// With gives s and one more part. Parts of value 0 are left out.
func (s Score) With(name string, value float64) Score {
	s.more = s.more.With(name, value)
	return s
}

// Total gives the sum of the parts: the block was kept if it is above 0.
func (s Score) Total() float64 {
	total := s.more.Total()
	if s.opinion != nil {
		total += float64(s.opinion.total-s.cut) / model.Unit
	}
	return total
}

// Parts gives the parts: what each family of features says for or against the
// block, in log odds, and what else does. They are whole units, or written so
// that they add up exactly.
func (s Score) Parts() doc.Score {
	if s.opinion == nil {
		return s.more
	}
	common, parts := s.opinion.explain()
	all := make(doc.Score, 0, len(parts)+2+len(s.more)).With("any block", float64(common)/model.Unit)
	rest := -s.cut
	for i, p := range parts {
		if p > -smallest && p < smallest {
			rest += p
			continue
		}
		all = all.With(s.opinion.model.families[i].name, float64(p)/model.Unit)
	}
	return append(all.With("rest and threshold", float64(rest)/model.Unit), s.more...)
}

// settle drops what is the title or stands on the page already, and gives what
// was dropped its reason.
func settle(views []view, title title) {
	seen := map[string]bool{}
	kept := newGramSet(keptWords(views))
	for i := range views {
		v := &views[i]
		switch {
		case i == title.block:
			v.drop(TitleGiven)
			v.kind = doc.Headline
		case title.repeatedBy(v):
			v.drop(Duplicate)
		case v.score.Total() <= 0:
			v.reason = v.why()
			if v.reason == Caption || v.reason == Credit {
				v.kind = doc.Caption
			}
		case v.count >= repeatWords && (seen[v.key] || v.repeats(kept)):
			v.drop(Duplicate)
		default:
			v.keep()
			seen[v.key] = true
			v.note(kept)
		}
	}
}

func keptWords(views []view) int {
	n := 0
	for i := range views {
		if views[i].kept {
			n += len(views[i].terms)
		}
	}
	return n
}

// A block was copied where most of its runs of six words are kept already, and
// there are enough of them to tell.
const (
	runLength   = 6
	fewestRuns  = 15
	repeatShare = 0.8
)

// repeats reports whether most of a block stands in what is kept.
func (v *view) repeats(kept *gramSet) bool {
	n := len(v.terms) - runLength + 1
	if n < fewestRuns {
		return false
	}
	common := 0
	for i := range n {
		if kept.has(gram(v.terms[i : i+runLength])) {
			common++
		}
	}
	return float64(common) >= repeatShare*float64(n)
}

// note adds the runs of a block to those that are kept.
func (v *view) note(kept *gramSet) {
	for i := 0; i+runLength <= len(v.terms); i++ {
		kept.add(gram(v.terms[i : i+runLength]))
	}
}

// repeatWords is from how many words on a block that stands on the page twice
// was copied, not said twice.
const repeatWords = 6

func (v *view) keep() {
	v.kept, v.reason = true, None
	if v.kind == doc.Headline {
		v.kind = doc.Subhead // the headline is given apart; this is another h1
	}
}

// drop drops a block for a reason that goes before its score.
func (v *view) drop(why Reason) {
	v.kept, v.reason = false, why
	if total := v.score.Total(); total > 0 {
		v.score = v.score.With(string(why), -total-1)
	}
}

// why gives the narrowest reason that a dropped block has.
func (v *view) why() Reason {
	switch {
	case v.count == 0:
		return NoWords
	case v.said:
		return Reason(v.say.Reason)
	case v.credit():
		return Caption
	case v.dateOnly:
		return DateLine
	case v.byline():
		return Byline
	case v.hint != None && v.hint != Outside:
		return v.hint
	case v.kind == doc.Caption:
		return Caption
	case v.linked > 0.6, v.count <= menuWords && !v.stop:
		return Navigation
	case glued(v):
		return Interface
	}
	return Outside
}

// menuWords is how many words an item of a menu has at the most, if nothing
// else is known of it.
const menuWords = 3

// gluedWords and gluedLength bound what is looked at of a block: lists of icons
// have some tens of words, and hostile pages millions.
const (
	gluedWords  = 200
	gluedLength = 40
)

// glued reports whether a block is the names of icons, which a page shows as
// pictures: many words, no sentence, and half of them share three letters.
func glued(v *view) bool {
	if v.stop || v.count < 8 {
		return false
	}
	if v.icons == notAsked {
		v.icons = no + answer(one(gluedNames(v)))
	}
	return v.icons == yes
}

func gluedNames(v *view) bool {
	words := v.words[:min(len(v.words), gluedWords)]
	var room [1 << 9]shared // for most
	size := 1 << bits.Len(uint(2*lettersOf(words)))
	table := room[:min(size, len(room))]
	if size > len(room) {
		table = make([]shared, size)
	}
	most := int32(0)
	for i, w := range words {
		for k := 0; k+3 <= min(len(w), gluedLength); k++ {
			most = max(most, count(table, uint32(w[k])<<16|uint32(w[k+1])<<8|uint32(w[k+2]), int32(i)))
		}
	}
	return int(most)*2 >= min(v.count, gluedWords)
}

// shared says in how many words a piece of three letters stands.
type shared struct {
	piece uint32 // the letters
	last  int32  // the last word it stands in
	words int32  // 0: the place is free
}

// lettersOf gives how many bytes of words are looked at.
func lettersOf(words []string) int {
	n := 0
	for _, w := range words {
		n += min(len(w), gluedLength)
	}
	return n
}

// count notes that a piece stands in a word, and says in how many it does.
func count(table []shared, piece uint32, word int32) int32 {
	mask := uint32(len(table) - 1)
	at := spread(piece) & mask
	for table[at].words > 0 && table[at].piece != piece {
		at = (at + 1) & mask
	}
	s := &table[at]
	if s.words == 0 || s.last != word {
		s.piece, s.last = piece, word
		s.words++
	}
	return s.words
}

func anyKept(views []view) bool {
	for i := range views {
		if views[i].kept {
			return true
		}
	}
	return false
}

// keepBest keeps the blocks that give the highest F1 to expect, where the models
// keep none, and reports whether there is any: with blocks in the order of
// their odds, each is kept as long as F1 rises, with what the odds say of how
// much body there is (Lewis 1995).
func keepBest(views []view, opinions []opinion) bool {
	order := make([]int, 0, len(views))
	body := 0.0 // words of body to expect
	for i := range views {
		if views[i].count > 0 {
			order = append(order, i)
			body += model.Probability(opinions[i].total) * float64(views[i].count)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(opinions[b].total, opinions[a].total) })
	best, end := 0.0, 0
	right, all := 0.0, 0.0
	for n, i := range order {
		words := float64(views[i].count)
		right += model.Probability(opinions[i].total) * words
		all += words
		if f := 2 * right / (all + body); f > best {
			best, end = f, n+1
		}
	}
	for _, i := range order[:end] {
		v := &views[i]
		v.score = v.score.With("nothing else to keep", 1-v.score.Total())
	}
	return end > 0
}

// keepAll keeps every block that says anything, where all that was to be kept
// was the title, and reports whether there is any.
func keepAll(views []view) bool {
	found := false
	for i := range views {
		if v := &views[i]; v.count > 0 && v.hint != Hidden {
			v.score = v.score.With("nothing else to keep", 1-v.score.Total())
			v.keep()
			found = true
		}
	}
	return found
}
