package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// The weights of check-worthiness, set by hand after what fact-checkers'
// guides look for: a figure first, then somebody who can be asked, then a time
// and a place that can be looked up, and what is called the first or the largest;
// against it, what cannot be looked up at all (a view) or not yet (a plan), and what
// does not say whom or what it is about. They are sixteenths, so that sums are
// exact, and together they stay between 0 (a view of somebody unnamed on something
// unnamed) and 1. How good the order is that they give: docs/design.md.
const (
	statementWorth   = 5. / 16
	figureWorth      = 4. / 16
	countWorth       = 2. / 16
	actorWorth       = 2. / 16
	placeWorth       = 1. / 16
	timeWorth        = 2. / 16
	durationWorth    = 1. / 16
	comparisonWorth  = 1. / 16
	namedSourceWorth = 1. / 16
	unnamedWorth     = -1. / 16
	opinionWorth     = -2. / 16
	hedgeWorth       = -2. / 16
	planWorth        = -1. / 16
	unclearWorth     = -2. / 16
)

// worth says how worth checking a claim is.
func (r *reading) worth(c Claim) doc.Score {
	w := doc.Score{}.With("states something", statementWorth)
	switch figure, count := r.amounts(c.Quantities); {
	case figure:
		w = w.With("quantity", figureWorth)
	case count:
		w = w.With("count", countWorth)
	}
	actor, place := actors(r.d, c.Mentions)
	if actor {
		w = w.With("named actor", actorWorth)
	}
	if place {
		w = w.With("named place", placeWorth)
	}
	switch day, length := times(r.d, c.Times); {
	case day:
		w = w.With("time", timeWorth)
	case length:
		w = w.With("duration", durationWorth)
	}
	if r.compares(c) {
		w = w.With("comparison", comparisonWorth)
	}
	w = modalityWorth(sourceWorth(w, r.d, c), c.Modality)
	if len(c.Unresolved) > 0 {
		w = w.With("unclear", unclearWorth)
	}
	return w
}

// amounts reports whether quantities give a figure, and whether they count a few of
// something. An age is neither, nor is a number that only says which ones are meant
// ("the two nations") or counts what nobody counts ("three reasons").
func (r *reading) amounts(quantities []int) (figure, count bool) {
	for _, i := range quantities {
		q := r.d.Quantities[i]
		switch counted := strings.Fields(lexicon.Key(q.Counted.Of(r.d.Text))); {
		case q.Unit == "a", q.Unit == "" && q.Counted.Empty() && r.definite(q): // "the 787"
		case q.Unit != "" || q.Bound != doc.Exactly || q.Value > most || q.Value != float64(int64(q.Value)):
			figure = true
		case r.definite(q), len(counted) > 0 && uncounted.at(counted, len(counted)-1).kind != "":
		default:
			count = true
		}
	}
	return figure, count
}

// most is the largest number that style books have spelled, at the latest: what is
// larger is a figure.
const most = 12

// definite reports whether a number stands behind "the", "these" or "both".
func (r *reading) definite(q doc.Quantity) bool {
	before := strings.Fields(r.d.Text[max(0, q.Start-longestDeterminer):q.Start])
	if len(before) == 0 {
		return false
	}
	last := lexicon.Key(before[len(before)-1])
	return last != "a" && last != "an" && determiner(last)
}

// longestDeterminer is how many bytes before a number are looked at: more than the
// longest determiner has.
const longestDeterminer = 12

// actors reports whether the mentions name a person or organisation, and a place.
func actors(d *doc.Document, mentions []int) (actor, place bool) {
	for _, m := range mentions {
		switch d.Entities[d.Mentions[m].Entity].Type {
		case doc.Person, doc.Organisation:
			actor = true
		case doc.Place:
			place = true
		}
	}
	return actor, place
}

// times reports whether time expressions say when, and whether they say how long.
// "Now" and "recently" do neither.
func times(d *doc.Document, list []int) (day, length bool) {
	for _, i := range list {
		t := d.Times[i]
		switch {
		case t.Type == doc.Duration || t.Type == doc.Set:
			length = true
		case !strings.HasSuffix(t.Value, "_REF"):
			day = true
		}
	}
	return day, length
}

// compares reports whether a claim calls something the largest, the first, or more
// than something else.
func (r *reading) compares(c Claim) bool {
	if len(r.d.Tags) == 0 {
		return false
	}
	for _, i := range inside(r.d.Tokens, c.Pieces, tokenSpan) {
		if r.inAmount(i, c.Quantities) { // "at least 40"
			continue
		}
		switch r.d.Tags[i].XPOS {
		case "JJS", "RBS", "JJR":
			return true
		}
		if comparisons.at([]string{lexicon.Key(r.d.Tokens[i].Of(r.d.Text))}, 0).kind != "" {
			return true
		}
	}
	return false
}

// inAmount reports whether a token stands in one of the quantities.
func (r *reading) inAmount(i int, quantities []int) bool {
	return slices.ContainsFunc(quantities, func(q int) bool { return r.d.Quantities[q].Contains(r.d.Tokens[i].Span) })
}

func sourceWorth(w doc.Score, d *doc.Document, c Claim) doc.Score {
	if len(c.Attributions) == 0 {
		return w
	}
	for _, a := range c.Attributions {
		if d.Attributions[a].Source.Kind != doc.UnnamedSource {
			return w.With("named source", namedSourceWorth)
		}
	}
	return w.With("unnamed source", unnamedWorth)
}

func modalityWorth(w doc.Score, m Modality) doc.Score {
	switch m {
	case Opinion:
		return w.With("opinion", opinionWorth)
	case Possible, Conditional:
		return w.With("hedge", hedgeWorth)
	case Planned:
		return w.With("plan", planWorth)
	}
	return w
}
