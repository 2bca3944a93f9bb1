package story

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
)

// day is a date that claims of one group name.
type day struct {
	value    string
	group    int
	facts    []int
	evidence string
}

// timeline gives the dated events in order: a claim for each day or month that
// it names, claims of one group with the same date together. What is denied,
// negated, conditional or only thought happened at no time. The root of each
// claim's group says what belongs together.
func (g *grouping) timeline(rootOf map[Ref]int) []Event {
	var days []*day
	at := map[[2]string]*day{}
	for i, f := range g.facts {
		if f.mode() == thought || f.Modality == claim.Denied || f.Negated {
			continue
		}
		for _, n := range f.Times {
			t := f.doc.Times[n]
			if !dated(t) {
				continue
			}
			group := rootOf[f.members[0]]
			where := [2]string{t.Value, key('g', int32(group))}
			if at[where] == nil {
				at[where] = &day{value: t.Value, group: group, evidence: evidence(t)}
				days = append(days, at[where])
			}
			at[where].add(i, evidence(t))
		}
	}
	events := make([]Event, len(days))
	for k, d := range days {
		events[k] = Event{Value: d.value, Statement: g.statement(d.facts), Evidence: d.evidence, Members: g.members(d.facts)}
	}
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(strings.Compare(a.Value, b.Value), compareRefs(a.Members[0], b.Members[0]))
	})
	return events
}

// dated reports whether a time is an absolute day or month, or an hour of one.
func dated(t doc.Time) bool {
	d, ok := doc.ParseDate(t.Value)
	return ok && d.Month > 0 && (t.Type == doc.DateTime || t.Type == doc.ClockTime)
}

// evidence says how a date was found.
func evidence(t doc.Time) string {
	if t.Anchor.Known() {
		return "reckoned from " + t.Anchor.String()
	}
	return stated
}

const stated = "stated"

// add adds a fact that names the day. A date that one claim states is stated;
// else the earliest anchor stands for all.
func (d *day) add(fact int, evidence string) {
	if len(d.facts) == 0 || d.facts[len(d.facts)-1] != fact {
		d.facts = append(d.facts, fact)
	}
	if evidence == stated || d.evidence != stated && evidence < d.evidence {
		d.evidence = evidence
	}
}
