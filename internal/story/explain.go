package story

import (
	"fmt"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// explain says why a relation holds, for somebody who wants to check it.
func (g *grouping) explain(group ClaimGroup, l link, facts []int) string {
	switch group.Relation {
	case SingleSource:
		return g.explainSingle(group, facts)
	case Corroborated:
		return g.explainSame(group, l, facts)
	case ConsistentByArithmetic:
		return g.explainSum(l)
	case ChangedOverTime:
		return fmt.Sprintf("%s has %s, %s has %s: a running count that has gone on, taken at different times.",
			g.dated(l.a), l.amounts[0], g.dated(l.b), l.amounts[1])
	case Conflicting:
		return g.explainConflict(l)
	}
	return fmt.Sprintf("%s has it begin, %s has it begin again after a break: taken as one after the other, not as a contradiction.", g.first(l), g.second(l))
}

func (g *grouping) explainSingle(group ClaimGroup, facts []int) string {
	labels := g.labels(facts)
	switch {
	case group.Articles == 1:
		return "Only " + labels[0] + " says so."
	case len(labels) == 1:
		return fmt.Sprintf("%d articles of %s carry the same text: one origin.", group.Articles, labels[0])
	}
	return listed(labels) + " carry the same text: one origin."
}

func (g *grouping) explainSame(group ClaimGroup, l link, facts []int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s say the same", listed(g.labels(facts)))
	if l.basis == onAmounts {
		b.WriteString(": " + agreement(l.amounts[0], l.amounts[1]))
	} else {
		b.WriteString(" in nearly the same words")
	}
	b.WriteString(".")
	if group.Articles > group.Origins {
		fmt.Fprintf(&b, " %d articles, %d independent origins: the others carry the same text.", group.Articles, group.Origins)
	}
	if source := g.sharedSource(facts); source != "" {
		fmt.Fprintf(&b, " All of them have it from %s.", source)
	}
	return b.String()
}

// agreement puts two amounts that agree side by side.
func agreement(a, b amount) string {
	if a.String() > b.String() {
		a, b = b, a
	}
	if a.String() == b.String() {
		return a.String()
	}
	return fmt.Sprintf("%s and %s agree%s", a, b, assumption(a, b))
}

// assumption says what was taken for granted of the amounts' bounds.
func assumption(amounts ...amount) string {
	var said []string
	has := func(match func(amount) bool) bool { return slices.ContainsFunc(amounts, match) }
	if has(func(a amount) bool { return a.Bound == doc.About || a.loose }) {
		said = append(said, fmt.Sprintf("\"about\" is taken as within %.0f %%", 100*aboutShare))
	}
	if has(func(a amount) bool { return a.point() && a.Bound == doc.Exactly && a.slack() > 0 }) {
		said = append(said, "round figures as rounded")
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}

// explainSum spells the sum out.
func (g *grouping) explainSum(l link) string {
	parts, whole := l.amounts[:len(l.amounts)-1], l.amounts[len(l.amounts)-1]
	total := parts[0]
	var terms []string
	for i, p := range parts {
		if i > 0 {
			total, _ = add(total, p)
		}
		p.headWord = ""
		terms = append(terms, fmt.Sprintf("%s in %s", p, p.where))
	}
	what := "places"
	if parts[0].place < 0 {
		what = "periods"
	}
	s := fmt.Sprintf("%s = %s, which fits %s as %s has it%s. Assumed: the %s do not overlap and are all there are",
		strings.Join(terms, " + "), total, whole, g.label(l.b), assumption(l.amounts...), what)
	if whole.headWord != "" && total.headWord != "" && whole.head != total.head {
		s += fmt.Sprintf(", and %s are %s", total.headWord, whole.headWord)
	}
	return s + "."
}

func (g *grouping) explainConflict(l link) string {
	if l.basis == onPolarity {
		no, yes := l.a, l.b
		if g.facts[yes].rejects {
			no, yes = yes, no
		}
		return fmt.Sprintf("%s states what %s rejects, in nearly the same words.", g.label(yes), g.label(no))
	}
	a, b := l.amounts[0], l.amounts[1]
	s := fmt.Sprintf("%s has %s, %s has %s: of the same subject, and not both can be right%s.",
		g.first(l), g.side(l, a, b), g.second(l), g.side(l, b, a), assumption(a, b))
	if _, known := published(g.facts[l.a], g.facts[l.b]); !known && timingOf(g.facts[l.a], g.facts[l.b]) != sameTime {
		s += " Assumed: they speak of the same time, for neither says otherwise."
	}
	return s
}
