package claim

import "github.com/copydesk/copydesk/internal/doc"

// The weights of check-worthiness, set by hand after what fact-checkers'
// guides look for: a figure first, then somebody who can be asked, then a time
// and a place that can be looked up; against it, what cannot be looked up at
// all (a view) or not yet (a plan), and what does not say whom or what it is
// about. They are sixteenths, so that sums are exact, and together they stay
// between 0 (a view of somebody unnamed on something unnamed) and 1.
const (
	statementWorth   = 5. / 16
	quantityWorth    = 4. / 16
	actorWorth       = 2. / 16
	placeWorth       = 1. / 16
	timeWorth        = 2. / 16
	namedSourceWorth = 2. / 16
	unnamedWorth     = -1. / 16
	opinionWorth     = -3. / 16
	hedgeWorth       = -2. / 16
	planWorth        = -1. / 16
	unclearWorth     = -1. / 16
)

// worth says how worth checking a claim is.
func worth(d *doc.Document, c Claim) doc.Score {
	w := doc.Score{}.With("states something", statementWorth)
	if len(c.Quantities) > 0 {
		w = w.With("quantity", quantityWorth)
	}
	actor, place := actors(d, c.Mentions)
	if actor {
		w = w.With("named actor", actorWorth)
	}
	if place {
		w = w.With("named place", placeWorth)
	}
	if len(c.Times) > 0 {
		w = w.With("time", timeWorth)
	}
	w = modalityWorth(sourceWorth(w, d, c), c.Modality)
	if len(c.Unresolved) > 0 {
		w = w.With("unclear", unclearWorth)
	}
	return w
}

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
