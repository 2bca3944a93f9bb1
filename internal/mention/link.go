package mention

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// index holds the entities so far, each by its first and fullest name.
type index struct {
	lex    *lexicon.Lexicon
	exact  map[string]*name   // by all of its words
	ending map[string][]*name // by its last word, in text order
	opens  map[string]int     // how many words the longest name has that begins with a word
	given  map[string]*name   // people by their first word; nil where there are more
}

// link joins the names that mean the same: the same words, all the names of
// one place, a short form and the only longer name that ends with it, initials
// and the name they stand for. The votes go to the fullest name.
func link(lex *lexicon.Lexicon, names []*name) *index {
	x := &index{lex: lex, exact: map[string]*name{}, ending: map[string][]*name{}, opens: map[string]int{}, given: map[string]*name{}}
	var distinct []*name
	for _, n := range names {
		x.opens[n.words[0]] = max(x.opens[n.words[0]], len(n.words))
		key := x.key(n)
		root := x.exact[key]
		switch {
		case root != nil && n.same != nil:
			root.join(n)
			continue
		case root != nil:
			n.join(root)
			continue
		case n.same != nil:
			x.exact[key] = n
			continue
		}
		x.exact[key] = n
		distinct = append(distinct, n)
	}
	x.shortenings(distinct)
	return x
}

// key gives what names of the same thing have in common.
func (x *index) key(n *name) string {
	if p, m := x.lex.Places.Match(n.words); m == len(n.words) && p.Name != "" {
		return strings.ToLower(p.Name)
	}
	return n.text()
}

// join makes n a name for the same as root.
func (n *name) join(root *name) {
	if root = root.root(); root == n {
		return
	}
	for t, v := range n.votes {
		root.votes[t] += v
	}
	root.gender = known(root.gender, n.gender)
	root.there = root.there || n.there
	n.same = root
}

// shortenings joins each name to the one longer name that it is short for. The
// longest go first, so that what is joined to is the fullest.
func (x *index) shortenings(distinct []*name) {
	long := slices.Clone(distinct)
	slices.SortStableFunc(long, func(a, b *name) int { return len(b.words) - len(a.words) })
	initials := map[string]*name{}
	whole := map[string]*name{} // by what is left without "Inc."
	for _, n := range long {
		switch to := x.longer(n, initials, whole); {
		case to != nil:
			n.join(to)
		default:
			last := n.words[len(n.words)-1]
			x.ending[last] = append(x.ending[last], n)
		}
		if len(n.words) < 2 {
			continue
		}
		initials[acronymOf(n.words)] = n
		if to, other := x.given[n.words[0]]; n.same == nil && n.votes.best() == doc.Person {
			x.given[n.words[0]] = n
			if other && to != n {
				x.given[n.words[0]] = nil
			}
		}
		if w, ok := x.lex.Organisations.Word(n.words[len(n.words)-1]); ok && w == lexicon.Legal {
			whole[strings.TrimSuffix(strings.Join(n.words[:len(n.words)-1], " "), " ,")] = n
		}
	}
}

// mostEndings is how many names with the same last word are looked through.
const mostEndings = 50

// longer gives the only longer name that n is short for; nil if there is none,
// or more than one.
func (x *index) longer(n *name, initials, whole map[string]*name) *name {
	if to := whole[n.text()]; to != nil {
		return to
	}
	if len(n.words) == 1 {
		if to := initials[strings.ReplaceAll(n.words[0], ".", "")]; to != nil && n.votes[doc.Organisation] > 0 {
			return to
		}
		if to := x.given[n.words[0]]; to != nil && x.lex.GivenNames.Has(n.words[0]) && n.votes[doc.Place] < certain {
			return to
		}
	}
	to := x.endsWith(n)
	switch {
	case n.votes[doc.Organisation] >= certain:
		return nil
	case n.votes[doc.Place] >= certain && (n.there || to == nil || to.votes.best() != doc.Person || to.first > n.first):
		return nil // "Paris" goes to "Valeska Paris" only where it is nowhere a place
	case to != nil && to.votes.best() == doc.Person:
		n.votes[doc.Place] = 0
	}
	return to
}

// endsWith gives the only longer name that ends with the words of n and can be
// of its type; nil if there is none, or more than one.
func (x *index) endsWith(n *name) *name {
	var found *name
	endings := x.ending[n.words[len(n.words)-1]]
	for _, to := range endings[:min(len(endings), mostEndings)] {
		if alike(to.words, n.words) {
			return to
		}
		if len(to.words) <= len(n.words) || !slices.Equal(to.words[len(to.words)-len(n.words):], n.words) || !fits(n, to) {
			continue
		}
		if found != nil {
			return nil
		}
		found = to
	}
	return found
}

// alike reports whether two names are spellings of one: they differ in the
// first of three words or more, and there not at its beginning.
func alike(a, b []string) bool {
	const same = 3 // bytes
	return len(a) > 2 && len(a) == len(b) && slices.Equal(a[1:], b[1:]) && len(a[0]) > same && len(b[0]) > same && a[0][:same] == b[0][:same]
}

// fits reports whether a short form and a longer name can be of one type.
func fits(short, long *name) bool {
	a, b := short.votes.best(), long.votes.best()
	if a == doc.Place && short.votes[a] >= certain {
		return b == doc.Person
	}
	return a == b || a == doc.Unknown || b == doc.Unknown || b == doc.Person && short.votes[doc.Person] > 0 ||
		b == doc.Person && short.votes[a] <= weak || b == doc.Organisation && a == doc.Person && short.votes[a] <= faint
}

// acronymOf gives the initials of a name's words, the small ones left out.
func acronymOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w != "of" && w != "the" && w != "and" && w != "for" && w != "&" && w != "-" {
			b.WriteString(w[:1])
		}
	}
	return b.String()
}

// known adds names that are not found where they stand but elsewhere in the
// document, at tokens that are not taken.
func (f *finder) known(x *index, taken []bool) {
	for i := f.First; i < f.End; {
		n := 0
		if f.capital(i) && !taken[i] {
			n = f.knownAt(x, taken, i)
		}
		i += max(n, 1)
	}
}

// knownAt adds the longest known name that begins with token i and gives how
// many tokens it has.
func (f *finder) knownAt(x *index, taken []bool, i int) int {
	most := x.opens[f.All[i]]
	if x.ending[f.All[i]] != nil {
		most = max(most, 1)
	}
	for end := min(f.End, i+most); end > i; end-- {
		if !f.capital(end-1) || slices.Contains(taken[i:end], true) || end == i+1 && f.small[f.All[i]] {
			continue
		}
		here := &name{first: i, end: end, sentence: f.sentence, words: f.All[i:end:end]}
		here.same = x.exact[here.text()]
		if here.same == nil && end == i+1 {
			here.same = x.endsWith(here)
		}
		if _, noun := f.namesake(end); noun > end && here.same != nil && here.root().votes.best() == doc.Person {
			continue
		}
		if here.same != nil && !here.same.short {
			f.names = append(f.names, here)
			return end - i
		}
	}
	return 0
}
