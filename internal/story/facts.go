package story

import (
	"math"
	"slices"

	"github.com/copydesk/copydesk/internal/summary"
)

// Facts gives what more than one origin says, by the sentences that say it: what
// a summary of the articles is to hold. That is what the groups say, and what two
// claims may say that are not alike enough to be put side by side.
func Facts(articles []Article, s Story) []summary.Fact {
	var facts []summary.Fact
	group := map[Ref]int{} // of each claim, counted from 1
	for i, g := range s.Groups {
		if g.Origins > 1 {
			facts = append(facts, summary.Fact{Origins: g.Origins, Likelihood: 1, Sentences: Sentences(articles, g)})
			for _, m := range g.Members {
				group[m] = i + 1
			}
		}
	}
	for _, l := range s.Likely {
		if g := group[l.A[0]]; g == 0 || g != group[l.B[0]] {
			facts = append(facts, summary.Fact{Origins: 2, Likelihood: 1 / (1 + math.Exp(-l.Odds)), Sentences: sentencesOf(articles, slices.Concat(l.A, l.B))})
		}
	}
	return facts
}

// likelyOdds is the least (as a logarithm) from which on two claims may say the
// same. A summary that takes them for one loses little if they do not, so it is
// less than sameOdds: of 0 to -3 this told the most on the half of the story set
// that may be looked at, those around it nearly as much.
const likelyOdds = -1

// Sentences gives where the claims of a group stand, in its order.
func Sentences(articles []Article, g ClaimGroup) []summary.Ref {
	return sentencesOf(articles, g.Members)
}

func sentencesOf(articles []Article, claims []Ref) []summary.Ref {
	var refs []summary.Ref
	for _, m := range claims {
		refs = append(refs, summary.Ref{Article: m.Article, Sentence: articles[m.Article].Claims[m.Claim].Sentence})
	}
	return refs
}
