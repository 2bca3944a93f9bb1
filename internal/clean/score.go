package clean

import (
	"math"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// The weights below were set by hand. What each is worth shows in the Clean
// lines of the scores file, which "make eval" writes; they were looked at on
// the development sets, in halves.

// judge scores each block by what it is itself.
func judge(views []view, language string) {
	function := lexicon.FunctionWords(language)
	for i := range views {
		v := &views[i]
		v.score = v.score.With("length", 0.6*math.Log2(1+float64(v.count))-2)
		v.score = v.score.With("stop", pick(v.stop, 1, -0.5))
		v.score = v.score.With("links", -4*v.linked)
		v.score = v.score.With("function words", prose(v, function))
		v.score = v.score.With("kind", kindWeights[v.kind])
		v.score = v.score.With("element", pick(v.hint != None, -6, 0))
		v.score = v.score.With("date line", pick(v.dateOnly, -3, 0))
		v.score = v.score.With("lexicon", lexiconWeight(v))
		v.score = v.score.With("credit", pick(v.credit(), -4, 0))
		v.score = v.score.With("byline", pick(v.byline(), -4, 0))
		v.score = v.score.With("no words", pick(v.count == 0, -8, 0))
	}
}

func pick(condition bool, yes, no float64) float64 {
	if condition {
		return yes
	}
	return no
}

// kindWeights are what a block's kind speaks for.
var kindWeights = map[doc.Kind]float64{
	doc.Quote:   1,
	doc.Subhead: -0.5,
	doc.Caption: -4,
	doc.Table:   -1,
	doc.Code:    0.5,
}

// prose tells running text from menus, tags and lists of names: a fifth and
// more of its words are function words, and a menu has next to none.
func prose(v *view, function map[string]bool) float64 {
	if function == nil || v.count < 5 {
		return 0
	}
	n := 0
	for _, w := range v.words {
		if function[w] {
			n++
		}
	}
	switch share := float64(n) / float64(v.count); {
	case share == 0:
		return -2
	case share < 0.12:
		return -0.5
	}
	return 0.5
}

// lexiconWeight is what a row of the lexicon weighs: all, where it is about the
// whole block or its beginning; somewhere in it, a long paragraph may only
// speak of such things.
func lexiconWeight(v *view) float64 {
	switch {
	case !v.said:
		return 0
	case v.say.Where == lexicon.Anywhere && v.count > 80:
		return -3
	}
	return -8
}

// What standing in the article weighs.
const (
	insideWeight  = 3.5
	outsideWeight = -8
)

// endWeight is for the sum of a run what ends the article: a heading such as
// "Comments".
const endWeight = -12

// weighing is how blocks add up to a run.
type weighing struct {
	words       float64 // how many words double what a block adds
	lowest      float64 // one line of boilerplate ends no article
	lowestKnown float64 // the same where the page or the lexicon says what it is: such boxes stand in articles
}

// HTML says more of its blocks than text does, so that its runs may be longer.
// Of twelve pairs of the first two these did best over the development sets,
// flat and within .005 around.
var (
	weighHTML = weighing{words: 5, lowest: -1.2, lowestKnown: -0.6}
	weighText = weighing{words: 20, lowest: -1.6, lowestKnown: -0.6}
)

// run is a half-open stretch of blocks.
type run struct{ first, end int }

func (r run) holds(i int) bool { return i >= r.first && i < r.end }

// bestRun gives the run of blocks with the highest sum of scores (Kadane's
// algorithm): the article is in one piece, and what stands in it is short.
func bestRun(views []view, w weighing) run {
	best, bestSum := run{}, math.Inf(-1)
	start, sum := 0, 0.0
	for i := range views {
		if sum < 0 {
			start, sum = i, 0
		}
		sum += w.weigh(&views[i])
		if sum > bestSum {
			best, bestSum = run{start, i + 1}, sum
		}
	}
	return best
}

// weigh gives what a block adds to the sum of a run.
func (w weighing) weigh(v *view) float64 {
	total := v.score.Total()
	switch {
	case v.said && v.say.Ends && total < 0:
		return endWeight
	case v.said || v.hint != None:
		return max(total, w.lowestKnown)
	case total > 0:
		return total * (1 + float64(v.count)/w.words)
	}
	return max(total, w.lowest)
}

// decide gives every block its verdict.
func decide(views []view, inside run, title title) {
	seen := map[string]bool{}
	for i := range views {
		v := &views[i]
		if inside.holds(i) {
			v.score = v.score.With("inside the article", insideWeight)
		} else {
			v.score = v.score.With("outside the article", outsideWeight)
		}
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
		case seen[v.key] && v.count >= repeatWords:
			v.drop(Duplicate)
		default:
			v.keep()
			seen[v.key] = true
		}
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
	v.reason = why
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
	words := v.words[:min(len(v.words), gluedWords)]
	shared := map[string]int{}
	most := 0
	for _, w := range words {
		last := map[string]bool{}
		for k := 0; k+3 <= min(len(w), gluedLength); k++ {
			if piece := w[k : k+3]; !last[piece] {
				last[piece] = true
				shared[piece]++
				most = max(most, shared[piece])
			}
		}
	}
	return most*2 >= min(v.count, gluedWords)
}

func anyKept(views []view) bool {
	for i := range views {
		if views[i].kept {
			return true
		}
	}
	return false
}

// keepAll keeps every block that says anything, where the rules left nothing,
// and reports whether there is any.
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
