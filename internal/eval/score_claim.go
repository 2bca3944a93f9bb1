package eval

import (
	"io/fs"
	"slices"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

func scoreClaim(sets fs.FS) ([]Table, error) {
	articles, err := scoreClaimEvents(sets)
	if err != nil {
		return nil, err
	}
	clauses, err := scoreClauses(sets)
	if err != nil {
		return nil, err
	}
	said, err := scoreSaid(sets)
	if err != nil {
		return nil, err
	}
	judged, err := scoreJudged()
	return []Table{articles, clauses, said, judged}, err
}

// claimScore is how the claims of some articles agree with annotated events.
type claimScore struct {
	negated   Overlap // main predicates that are
	uncertain Overlap // main predicates that are planned, conditional or possible
	stated    rates   // events that are a fact: in a claim, or not
	predicate rates   // events of any kind that are a claim's main predicate, of those in a claim
}

// rates counts how many of some things are so.
type rates struct{ yes, all int }

func (r rates) plus(s rates) rates { return rates{r.yes + s.yes, r.all + s.all} }

func (r *rates) count(yes bool) {
	r.all++
	if yes {
		r.yes++
	}
}

func (r rates) share() float64 {
	if r.all == 0 {
		return none
	}
	return float64(r.yes) / float64(r.all)
}

func (s claimScore) plus(t claimScore) claimScore {
	return claimScore{
		s.negated.plus(t.negated), s.uncertain.plus(t.uncertain), s.stated.plus(t.stated), s.predicate.plus(t.predicate),
	}
}

// scoreClaimEvents measures modality and negation where an annotated event is
// the main predicate of a claim.
func scoreClaimEvents(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Claims, MEANTIME",
		About: []string{
			"Wikinews, put together from tokens; the headline is one, and its events are left out. An event is compared",
			"where one of its words is the main predicate of a claim (of \"plans to sell\", what is planned). \"Negated\":",
			"polarity NEG; \"planned ...\": time FUTURE, certainty POSSIBLE or PROBABLE, or a condition, against the modalities",
			"planned, conditional and possible. Both are F1 of that class, n the events that have it. \"Facts in a claim\" is",
			"the share of n events (CERTAIN, POS, NON_FUTURE) whose words lie in a claim; \"predicates\" the share of all events",
			"in a claim that are its main predicate, which says how finely sentences are parted. The rules were made while",
			"looking at airbus and apple; gm was held back, but some of its claims were read when draws were judged. Baseline: the commoner class, for all (nothing negated, nothing ahead).",
			"Names are found by the weights that ship, which have seen those of MEANTIME.",
		},
		Columns: []string{"F1", "prec", "recall", "share"},
	}
	var all claimScore
	held := map[string]claimScore{}
	for _, corpus := range []string{"airbus", "apple", "gm"} {
		docs, err := readMeantime(sets, corpus)
		if err != nil {
			return t, err
		}
		group := "seen"
		if corpus == "gm" {
			group = "held"
		}
		for _, s := range each(docs, claimEvents) {
			all, held[group] = all.plus(s), held[group].plus(s)
		}
	}
	t.Rows = append(t.Rows, claimRows("MEANTIME", all)...)
	t.Rows = append(t.Rows, claimRows("airbus, apple", held["seen"])...)
	t.Rows = append(t.Rows, claimRows("gm", held["held"])...)
	return t, nil
}

func claimRows(name string, s claimScore) []Row {
	row := func(name string, o Overlap) Row {
		return Row{name, o.want, []Figure{{o.F1(), 0}, {o.Precision(), none}, {o.Recall(), 0}, {none, none}}}
	}
	part := func(name string, r rates) Row {
		return Row{name, r.all, []Figure{{none, none}, {none, none}, {none, none}, {r.share(), none}}}
	}
	return []Row{
		row(name+": negated", s.negated),
		row("  planned ... possible", s.uncertain),
		part("  facts in a claim", s.stated),
		part("  predicates", s.predicate),
	}
}

// claimEvents compares the claims of an article with its events.
func claimEvents(d meantimeDoc) claimScore {
	blocks := slices.Clone(d.blocks)
	if len(blocks) > 0 {
		blocks[0].Kind = doc.Headline
	}
	a := analyze.Analyze(d.text, "en", blocks, d.published)
	claims := claim.Extract(a)
	var s claimScore
	for _, e := range d.events {
		if e.words[0].Start < blocks[0].End {
			continue
		}
		c, lies := ofEvent(a, claims, e)
		if e.plain {
			s.stated.count(lies)
		}
		if lies {
			s.predicate.count(c != nil)
		}
		if c != nil {
			s.negated.tally(c.Negated, e.negative)
			s.uncertain.tally(c.Modality == claim.Planned || c.Modality == claim.Conditional || c.Modality == claim.Possible, e.uncertain)
		}
	}
	return s
}

// tally counts one thing that was found to be of a class or not, and is or is not.
func (o *Overlap) tally(got, want bool) {
	if got {
		o.got++
	}
	if want {
		o.want++
	}
	if got && want {
		o.common++
	}
}

// ofEvent gives the claim whose main predicate an event is, nil if there is
// none, and whether all of the event's words lie in a claim.
func ofEvent(d *doc.Document, claims []claim.Claim, e meantimeEvent) (of *claim.Claim, lies bool) {
	for i := range claims {
		c := &claims[i]
		if of == nil && c.Predicate >= 0 && slices.Contains(e.words, d.Tokens[c.Predicate].Span) {
			of = c
		}
		lies = lies || !slices.ContainsFunc(e.words, func(w text.Span) bool {
			return !text.Within(c.Pieces, w)
		})
	}
	return of, lies || of != nil
}
