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

// timeline gives what happened in order: a claim for each day, month or year that
// it names, claims of one group with the same date together; and for each group of
// several origins that names none, by when it had happened. What is denied,
// negated, conditional or only thought happened at no time. The root of each
// claim's group says what belongs together.
func (g *grouping) timeline(rootOf map[Ref]int) []Event {
	var days []*day
	at := map[[2]string]*day{}
	dateless := map[int][]int{} // of each group the facts that tell what happened, none of them dated
	for i, f := range g.facts {
		if f.mode() == thought || f.Modality == claim.Denied || f.Negated {
			continue
		}
		group := rootOf[f.members[0]]
		for _, n := range f.Times {
			t := f.doc.Times[n]
			if !dated(t) {
				continue
			}
			dateless[group] = nil
			where := [2]string{t.Value, key('g', int32(group))}
			if at[where] == nil {
				at[where] = &day{value: t.Value, group: group, evidence: evidence(t)}
				days = append(days, at[where])
			}
			at[where].add(i, evidence(t))
		}
		if list, ok := dateless[group]; (!ok || list != nil) && f.happened() {
			dateless[group] = append(list, i)
		}
	}
	events := make([]Event, len(days))
	for k, d := range days {
		events[k] = Event{Value: d.value, Statement: g.statement(d.facts), Evidence: d.evidence, Members: g.members(d.facts)}
	}
	for _, facts := range dateless {
		if e, ok := g.bounded(facts); ok {
			events = append(events, e)
		}
	}
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(strings.Compare(a.Latest(), b.Latest()), strings.Compare(a.Value, b.Value), compareRefs(a.Members[0], b.Members[0]))
	})
	return events
}

// notAfter opens a date of ISO 8601-2 (EDTF level 2) that is that day or an earlier
// one: "[..2025-03-04]".
const notAfter = "[.."

// Latest gives the latest date that an event may have, where it is only bounded;
// else its value.
func (e Event) Latest() string {
	if rest, ok := strings.CutPrefix(e.Value, notAfter); ok {
		return strings.TrimSuffix(rest, "]")
	}
	return e.Value
}

// bounded gives what facts of several origins say to have happened, none of which
// names a date: by when it had, as far as it is known when their articles appeared.
func (g *grouping) bounded(facts []int) (Event, bool) {
	origins := map[int]bool{}
	first := ""
	for _, i := range facts {
		f := g.facts[i]
		origins[f.origin] = true
		if _, ok := f.appeared(); ok && (first == "" || f.doc.Published.String() < first) {
			first = f.doc.Published.String()
		}
	}
	if len(origins) < 2 || first == "" {
		return Event{}, false
	}
	return Event{Value: notAfter + first + "]", Statement: g.statement(facts), Evidence: "told by " + first, Members: g.members(facts)}, true
}

// happened reports whether a claim tells in the past tense, or in the perfect, what
// was done or what became of something.
func (f *fact) happened() bool {
	return f.past() && f.mode() == actual && !f.dangling && f.doc.Tags[f.top].UPOS == doc.VERB
}

// dated reports whether a time is an absolute day, month or year, or an hour of one.
func dated(t doc.Time) bool {
	_, ok := doc.ParseDate(t.Value)
	return ok && (t.Type == doc.DateTime || t.Type == doc.ClockTime)
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
