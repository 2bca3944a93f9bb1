package story

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// Group finds how the claims of the articles stand to each other. The same
// articles in another order give the same groups, explanations and events, but
// for the numbers of articles that have no name. It takes time in proportion to
// the number of claims and to the size of the articles; a claim that shares its
// words with very many others is compared with some of them only. Once nobody
// waits for the documents any more ([doc.Document.Stop]) it ends soon, and what
// it gives is unfinished.
func Group(articles []Article) Story { return GroupBy(articles, shipped()) }

// GroupBy is Group with other weights.
func GroupBy(articles []Article, w *Weights) Story {
	g := newGrouping(articles, w)
	g.joinSame()
	g.joinOthers()
	return g.story()
}

// grouping is a story in the making.
type grouping struct {
	articles []Article
	facts    []*fact
	comparer *comparer
	origins  []int
	links    []link
	sets     sets.Disjoint // facts that meet
	same     sets.Disjoint // facts that say the same
	sums     []total       // of several claims, the likeliest first
	closest  map[int]link  // of facts that say the same, by their root in same: the strongest link between two origins
	decides  map[int]link  // the link that gave a set its relation, by the set's root; none: its facts say the same
}

func newGrouping(articles []Article, w *Weights) *grouping {
	facts, origins, words := readFacts(articles)
	c := newComparer(facts, words, w)
	sortFacts(facts, c.weight)
	c.look()
	g := &grouping{articles: articles, facts: facts, comparer: c, origins: origins, closest: map[int]link{}, decides: map[int]link{}}
	eachCandidate(facts, c.weight, func(i, j int) {
		if l, ok := c.compare(i, j); ok {
			g.links = append(g.links, l)
		}
	})
	slices.SortStableFunc(g.links, func(a, b link) int {
		return cmp.Or(cmp.Compare(rank(a.relation), rank(b.relation)), cmp.Compare(b.likeness.Total(), a.likeness.Total()),
			min(a.a, a.b)-min(b.a, b.b), max(a.a, a.b)-max(b.a, b.b))
	})
	return g
}

// rank orders relations by what goes before what: what adds up cannot conflict
// any more, nor can a count that has gone on.
func rank(r Relation) int {
	return slices.Index([]Relation{Corroborated, ConsistentByArithmetic, ChangedOverTime, Conflicting, Sequence}, r)
}

// joinSame joins facts that say the same: first those of which little doubt is
// left, then, once it is known what adds up, those that are alike.
func (g *grouping) joinSame() {
	g.same = sets.NewDisjoint(len(g.facts))
	linked := map[[2]int]Relation{}
	members := make([][]int, len(g.facts)) // of each set, by its root
	for i := range members {
		members[i] = []int{i}
	}
	join := func(a, b int) {
		a, b = g.same.Find(a), g.same.Find(b)
		g.same.Join(a, b)
		members[min(a, b)], members[max(a, b)] = append(members[min(a, b)], members[max(a, b)]...), nil
	}
	for _, l := range g.links {
		linked[[2]int{l.a, l.b}], linked[[2]int{l.b, l.a}] = l.relation, l.relation
		if l.relation == Corroborated && l.basis != onLikeness && g.same.Find(l.a) != g.same.Find(l.b) {
			join(l.a, l.b)
		}
	}
	g.sums = g.totals()
	for _, l := range g.links {
		a, b := g.same.Find(l.a), g.same.Find(l.b)
		if l.relation == Corroborated && a != b && !g.addedUp(l) && hangTogether(members[a], members[b], linked) {
			join(a, b)
		}
	}
	g.sets = slices.Clone(g.same)
	for _, l := range g.links {
		root := g.same.Find(l.a)
		_, ok := g.closest[root]
		if l.relation == Corroborated && !ok && g.facts[l.a].origin != g.facts[l.b].origin {
			g.closest[root] = l
		}
	}
}

// addedUp reports whether two facts are of one total: what adds up to something
// does not say the same as it.
func (g *grouping) addedUp(l link) bool {
	return slices.ContainsFunc(g.sums, func(t total) bool {
		in := func(i int) bool { return i == t.whole.b || slices.Contains(t.parts, i) }
		return in(l.a) && in(l.b)
	})
}

// hangTogether reports whether of the pairs between two sets of facts at least
// half are linked, and none is in conflict: likeness alone would chain what has
// little to do with each other. Large sets are not counted out.
func hangTogether(a, b []int, linked map[[2]int]Relation) bool {
	const most = 16
	if len(a) > most || len(b) > most {
		return false
	}
	n := 0
	for _, i := range a {
		for _, j := range b {
			r, ok := linked[[2]int{i, j}]
			if r == Conflicting {
				return false
			}
			if ok {
				n++
			}
		}
	}
	return 2*n >= len(a)*len(b)
}

// joinOthers joins sets of facts by the other relations, the most telling link
// first: a cause that is denied word for word, then sums. A set takes part in one
// relation only.
func (g *grouping) joinOthers() {
	for _, l := range g.links {
		if l.basis == onCause {
			g.joinRelated(l)
		}
	}
	for _, t := range g.sums {
		g.joinTotal(t)
	}
	for _, l := range g.links {
		if l.relation != Corroborated {
			g.joinRelated(l)
		}
	}
}

// joinRelated joins the sets of two facts by what relates them, unless one of them
// takes part in another relation.
func (g *grouping) joinRelated(l link) {
	a, b := g.sets.Find(l.a), g.sets.Find(l.b)
	first, ok := g.decides[a]
	second, also := g.decides[b]
	if a == b || ok && first.relation != l.relation || also && second.relation != l.relation {
		return
	}
	switch {
	case ok:
		l = first
	case also:
		l = second
	}
	g.sets.Join(a, b)
	g.decides[min(a, b)] = l
}

// joinTotal joins the sets of a whole and of its parts, if none of them takes
// part in a relation yet.
func (g *grouping) joinTotal(t total) {
	all := append([]int{t.whole.b}, t.parts...)
	for _, i := range all {
		if _, ok := g.decides[g.sets.Find(i)]; ok {
			return
		}
	}
	root := g.sets.Find(all[0])
	for _, i := range all[1:] {
		root = min(root, g.sets.Find(i))
		g.sets.Join(all[0], i)
	}
	g.decides[root] = t.whole
}

// story puts the sets of facts into words.
func (g *grouping) story() Story {
	members := map[int][]int{}
	for i := range g.facts {
		root := g.sets.Find(i)
		members[root] = append(members[root], i)
	}
	var s Story
	rootOf := map[Ref]int{}
	for root, facts := range members {
		group := g.group(root, facts)
		for _, m := range group.Members {
			rootOf[m] = root
		}
		s.Groups = append(s.Groups, group)
	}
	slices.SortFunc(s.Groups, func(a, b ClaimGroup) int { return compareRefs(a.Members[0], b.Members[0]) })
	s.Timeline, s.Likely, s.Origins = g.timeline(rootOf), g.comparer.likely, g.origins
	return s
}

// group makes the group of a set of facts.
func (g *grouping) group(root int, facts []int) ClaimGroup {
	var group ClaimGroup
	group.Members = g.members(facts)
	articles := map[int]bool{}
	for _, m := range group.Members {
		articles[m.Article] = true
	}
	group.Articles, group.Origins = len(articles), g.voices(facts)
	group.Statement = g.statement(facts)
	l, related := g.decides[root]
	switch {
	case related:
		group.Relation, group.Why = l.relation, l.likeness
		if l.relation != ConsistentByArithmetic {
			group.Statement = g.statement([]int{l.a, l.b}) // others are only alike to one of them
		}
		if l.relation == Conflicting && g.facts[l.a].origin != g.facts[l.b].origin {
			group.Origins = max(group.Origins, 2) // who contradicts somebody's words does not have it from him
		}
	case group.Origins > 1:
		group.Relation = Corroborated
		l = g.closest[root]
		group.Why = l.likeness
	}
	group.Explanation = g.explain(group, l, facts)
	return group
}

// members gives the claims that facts stand for, in order.
func (g *grouping) members(facts []int) []Ref {
	var refs []Ref
	for _, i := range facts {
		refs = append(refs, g.facts[i].members...)
	}
	slices.SortFunc(refs, compareRefs)
	return refs
}

// voices counts the origins that a set of facts comes from. Origins that have
// the very same words in a row are one: they were copied, or one mouth said them.
func (g *grouping) voices(facts []int) int {
	place := map[int]int{} // of each origin in voices, from 1 on
	for _, i := range facts {
		if origin := g.facts[i].origin; place[origin] == 0 {
			place[origin] = len(place) + 1
		}
	}
	voices := sets.NewDisjoint(len(place) + 1)
	said := map[string]int{} // the origin that has these words first
	var texts []string
	for _, i := range facts {
		f := g.facts[i]
		words := f.wording()
		first, ok := said[words]
		switch {
		case words == "":
		case ok:
			voices.Join(first, place[f.origin])
		default:
			said[words] = place[f.origin]
			texts = append(texts, words)
		}
	}
	for i, t := range texts[:min(len(texts), wordingsCompared)] {
		for _, u := range texts[:i] {
			if strings.Contains(t, u) || strings.Contains(u, t) {
				voices.Join(said[t], said[u])
			}
		}
	}
	return len(slices.Compact(slices.Sorted(slices.Values(voices.Roots()[1:]))))
}

// A stretch of a claim's words is taken for copied from shingleWords on, and for
// one mouth's from quotedWords on where it is a quotation. Set by hand.
const (
	quotedWords      = 4
	wordingsCompared = 32
)

// wording gives the words of a claim, each between spaces; none where they are so
// few that they may meet by chance.
func (f *fact) wording() string {
	least := shingleWords
	for _, a := range f.Attributions {
		if f.doc.Attributions[a].Style == doc.Direct {
			least = quotedWords
		}
	}
	var b strings.Builder
	n := 0
	for _, key := range f.keys {
		if strings.ContainsFunc(key, text.LetterOrDigit) {
			n++
			b.WriteString(" " + key)
		}
	}
	if n < least {
		return ""
	}
	return b.String() + " "
}

// statement gives the text of the fact that is most worth checking; of several
// the longest, then the first in the alphabet.
func (g *grouping) statement(facts []int) string {
	best := slices.MinFunc(facts, func(i, j int) int {
		a, b := g.facts[i], g.facts[j]
		return cmp.Or(cmp.Compare(b.Worth.Total(), a.Worth.Total()), len(b.Text)-len(a.Text), cmp.Compare(a.Text, b.Text))
	})
	return g.facts[best].Text
}

func compareRefs(a, b Ref) int { return cmp.Or(a.Article-b.Article, a.Claim-b.Claim) }
