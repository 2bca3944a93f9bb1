package story

import "github.com/copydesk/copydesk/internal/summary"

// Facts gives what more than one origin says, by the sentences that say it: what
// a summary of the articles is to hold.
func Facts(articles []Article, groups []ClaimGroup) []summary.Fact {
	var facts []summary.Fact
	for _, g := range groups {
		if g.Origins > 1 {
			facts = append(facts, summary.Fact{Origins: g.Origins, Sentences: Sentences(articles, g)})
		}
	}
	return facts
}

// Sentences gives where the claims of a group stand, in its order.
func Sentences(articles []Article, g ClaimGroup) []summary.Ref {
	var refs []summary.Ref
	for _, m := range g.Members {
		refs = append(refs, summary.Ref{Article: m.Article, Sentence: articles[m.Article].Claims[m.Claim].Sentence})
	}
	return refs
}
