package story

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// explain says why a relation holds, for somebody who wants to check it.
func (g *grouping) explain(group ClaimGroup, l link, facts []int) string {
	if l.says != "" {
		return l.says
	}
	switch group.Relation {
	case SingleSource:
		return g.explainSingle(group, facts)
	case Corroborated:
		return g.explainSame(group, l, facts)
	case ConsistentByArithmetic:
		return g.explainSum(l)
	case ChangedOverTime:
		return g.explainChange(l)
	case Conflicting:
		return g.explainConflict(l)
	}
	return g.explainSequence(l)
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
	switch l.basis {
	case onWords:
		b.WriteString(" in nearly the same words")
	case onLikeness:
		b.WriteString(" in other words")
	}
	if len(l.amounts) > 0 {
		b.WriteString(": " + agreement(l.amounts[0], l.amounts[1]))
	}
	b.WriteString(".")
	if group.Articles > group.Origins {
		fmt.Fprintf(&b, " Some of the %d articles carry the same text: %d independent origins.", group.Articles, group.Origins)
	}
	if source := g.sharedSource(facts); source != "" {
		fmt.Fprintf(&b, " All of them have it from %s.", source)
	}
	return b.String()
}

// agreement puts two amounts that agree side by side.
func agreement(a, b amount) string {
	if a.Value > b.Value || a.Value == b.Value && a.String() > b.String() {
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
		terms = append(terms, strings.TrimSpace(p.String()+" "+p.where))
	}
	what := "parts"
	switch {
	case parts[0].place >= 0:
		what = "places"
	case parts[0].period >= 0:
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
	switch no, yes := l.a, l.b; l.basis {
	case onPolarity:
		if g.facts[yes].rejects || g.facts[yes].leavesUndone(g.facts[no]) || g.facts[yes].rulesOut(g.facts[no]) {
			no, yes = yes, no
		}
		if g.facts[no].leavesUndone(g.facts[yes]) {
			return fmt.Sprintf("%s says that it was done, %s that it was not.", g.label(yes), g.label(no))
		}
		return fmt.Sprintf("%s states what %s rejects.", g.label(yes), g.label(no))
	case onCause:
		if g.facts[yes].cause.denied {
			no, yes = yes, no
		}
		return fmt.Sprintf("%s gives as the cause \"%s\", %s denies it: not \"%s\".",
			g.label(yes), g.facts[yes].cause.words, g.label(no), g.facts[no].cause.words)
	}
	if l.basis != onAmounts {
		return fmt.Sprintf("%s and %s tell it differently, and not both can be right: a guess from all their words, for no single one shows it.", g.label(l.a), g.label(l.b))
	}
	a, b := l.amounts[0], l.amounts[1]
	s := fmt.Sprintf("%s has %s, %s has %s: of the same subject, and not both can be right%s.",
		g.label(l.a), a, g.label(l.b), b, assumption(a, b))
	if _, known := published(g.facts[l.a], g.facts[l.b]); !known && timingOf(g.facts[l.a], g.facts[l.b]) != sameTime {
		s += " Assumed: they speak of the same time, for neither says otherwise."
	}
	return s
}

func (g *grouping) explainChange(l link) string {
	early, late := 0, 1
	sides := [2]int{l.a, l.b}
	if before(g.facts[l.b], g.facts[l.a]) {
		early, late = 1, 0
	}
	if len(l.amounts) == 0 {
		return fmt.Sprintf("%s has it one way, %s another: taken as changed in between, not as a contradiction.",
			g.timed(sides[early]), g.timed(sides[late]))
	}
	return fmt.Sprintf("%s has %s, %s has %s: figures of different times, not a contradiction.",
		g.dated(sides[early]), l.amounts[early], g.dated(sides[late]), l.amounts[late])
}

// before reports whether a is the earlier of two claims: by the time that it
// names, where both name one and they differ, else by its article's.
func before(a, b *fact) bool {
	if timingOf(a, b) == otherTime {
		return a.stretches[0].First.Before(b.stretches[0].First)
	}
	return a.doc.Published.Before(b.doc.Published)
}

func (g *grouping) explainSequence(l link) string {
	begins, resumes := l.a, l.b
	if g.facts[l.b].begunBefore(g.facts[l.a]) {
		begins, resumes = l.b, l.a
	}
	if !g.facts[begins].begunBefore(g.facts[resumes]) {
		if before(g.facts[resumes], g.facts[begins]) {
			begins, resumes = resumes, begins
		}
		return fmt.Sprintf("First what %s has, then what %s has: taken as one after the other, not as a contradiction.", g.timed(begins), g.timed(resumes))
	}
	return fmt.Sprintf("%s has it begin, %s has it go on after a break: taken as one after the other, or as two views of one, not as a contradiction.",
		g.label(begins), g.label(resumes))
}

// label names the article of a fact.
func (g *grouping) label(i int) string { return g.name(g.facts[i].members[0].Article) }

// name names an article: by its site, or title, or number.
func (g *grouping) name(article int) string {
	a := g.articles[article]
	switch {
	case a.Site != "":
		return a.Site
	case a.Title != "":
		return "\"" + a.Title + "\""
	}
	return fmt.Sprintf("article %d", article+1)
}

// dated names the article of a fact with the day it appeared.
func (g *grouping) dated(i int) string {
	if d := g.facts[i].doc.Published; d.Known() {
		return g.label(i) + " of " + d.String()
	}
	return g.label(i)
}

// timed names the article of a fact with the day that the fact names, or else
// the day that the article appeared.
func (g *grouping) timed(i int) string {
	for _, s := range g.facts[i].stretches {
		if s.Day() {
			return fmt.Sprintf("%s for %s", g.label(i), doc.DateOf(s.First))
		}
	}
	return g.dated(i)
}

// labels names the articles of facts, in the order of the alphabet, each name
// once.
func (g *grouping) labels(facts []int) []string {
	var names []string
	for _, i := range facts {
		for _, m := range g.facts[i].members {
			names = append(names, g.name(m.Article))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// listedNames is how many names a list spells out.
const listedNames = 6

// listed joins names with commas and "and".
func listed(names []string) string {
	if len(names) > listedNames {
		names = append(slices.Clone(names[:listedNames-1]), fmt.Sprintf("%d more", len(names)-listedNames+1))
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// sharedSource gives who all of the facts are attributed to, if they are: two
// outlets that have it from one agency are two origins by their words, and the
// reader should know.
func (g *grouping) sharedSource(facts []int) string {
	var shared map[string]bool
	for _, i := range facts {
		f := g.facts[i]
		named := map[string]bool{}
		for _, a := range f.Attributions {
			if e := f.doc.Attributions[a].Source.Entity; e >= 0 {
				name := f.doc.Entities[e].Name
				named[name] = shared == nil || shared[name]
			}
		}
		maps.DeleteFunc(named, func(_ string, both bool) bool { return !both })
		shared = named
	}
	if len(shared) == 0 {
		return ""
	}
	return slices.Min(slices.Collect(maps.Keys(shared)))
}
