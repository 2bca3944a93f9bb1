package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// What the tagger takes for a noun and the lexicon knows as a verb: "The reserves
// amount to 4.1 billion", "A home loan costs 5.6 per cent". Number tells them apart
// where the words before are the subject that the form needs.

// acts reports whether a word inside the pieces is a verb though it is tagged as a
// noun. It is asked where no verb is known.
func (r *reading) acts(pieces []text.Span) bool {
	tokens := inside(r.d.Tokens, pieces, tokenSpan)
	return r.tree != nil && lastMark(r.words(r.all)) != "" && slices.ContainsFunc(tokens, func(i int) bool { return r.actsAt(tokens, i) })
}

// actsAt reports whether token i is such a verb: behind a noun, and in "-s" where
// the first noun of the piece is a singular or plain where it is a plural.
func (r *reading) actsAt(tokens []int, i int) bool {
	t, key := r.d.Tags[i], lexicon.Key(r.d.Tokens[i].Of(r.d.Text))
	if i == tokens[0] || t.UPOS != doc.NOUN && t.UPOS != doc.ADJ || r.mentionOn[i] >= 0 {
		return false
	}
	before, first := r.d.Tags[i-1].UPOS, r.subjectNoun(tokens, i)
	if first < 0 {
		return false
	}
	_, plain := plainForms[key]
	third := maybeThird(key)
	if stem, ok := strings.CutSuffix(key, "ies"); ok { // "supplies"
		_, third = plainForms[stem+"y"]
	}
	plural := strings.HasPrefix(r.d.Tags[first].XPOS, "NNS") || r.d.Tags[first].XPOS == "NNPS"
	switch {
	case third: // "The fair moves to": tagged as an adjective as often
		if i == tokens[len(tokens)-1] || slices.Contains([]string{"in", "of", "since"}, r.spelled(inPlace(i+1))) {
			return false // "The biggest job cuts in ten years."
		}
		return !plural && (before == doc.NOUN || before == doc.PROPN || before == doc.ADJ && first == i-1)
	case plain:
		return plural && (before == doc.NOUN || before == doc.PROPN)
	}
	return false
}

// subjectNoun gives the first noun among tokens before the i-th, where nothing but
// what may stand before a noun is in front of it; -1: there is none. Right before
// token i an adjective behind an article may be one: "the mutual".
func (r *reading) subjectNoun(tokens []int, end int) int {
	for _, i := range tokens {
		if i >= end {
			break
		}
		switch r.d.Tags[i].UPOS {
		case doc.NOUN, doc.PROPN:
			if i+1 < end && r.d.Heads[i].Relation == doc.Compound && r.d.Heads[i].Token < end && r.d.Heads[i].Token > i {
				continue
			}
			if r.d.Tags[i+1].UPOS == doc.PART { // "the bank's reserves"
				continue
			}
			return i
		case doc.ADJ:
			if i == end-1 {
				return i
			}
		case doc.DET, doc.NUM, doc.PART, doc.PUNCT, doc.ADV, doc.CCONJ, doc.PRON:
		default:
			return -1
		}
	}
	return -1
}

// reduced reports whether what stands before a report is a clause whose verb the
// tree takes for a participle of its subject: "All nine satellites perished, he said".
func (r *reading) reduced(p proposition) bool {
	cue := r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue
	if len(p.pieces) > 1 || cue[0].Start < p.pieces[0].End {
		return false
	}
	return r.acts(p.pieces) || slices.ContainsFunc(inside(r.d.Tokens, p.pieces, tokenSpan), func(i int) bool {
		v := r.tree.Child(i, doc.Acl)
		return v > i && r.d.Tags[v].XPOS == "VBN" && strings.HasSuffix(r.d.Tokens[v].Of(r.d.Text), "ed") && r.tree.Child(v, doc.OblAgent, doc.Mark) < 0 && !p.span().Contains(r.headSpan(i))
	})
}

// headSpan gives the token that token i depends on; empty: none.
func (r *reading) headSpan(i int) text.Span {
	if h := r.d.Heads[i].Token; h >= 0 {
		return r.d.Tokens[h].Span
	}
	return text.Span{Start: -1, End: -1}
}
