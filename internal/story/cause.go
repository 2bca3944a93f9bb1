package story

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// cause is why a claim says that something is so, or is not so.
type cause struct {
	effect  []int32 // content words of what is so, sorted
	because []int32 // content words of why, sorted
	denied  bool
	fronted bool   // the cause stands before the effect
	vague   bool   // the cause is only called an event: "the incident"
	words   string // the cue and the why, as the article has them: "in response to the storm"
}

// causeWords is how far behind its cue a cause may reach, in tokens. It ends
// at the next comma.
const causeWords = 8

// findCause finds the first cause that a claim names: behind a cue, with the
// effect before it, or behind the comma where the cue comes first ("Because of
// the storm, the ferry stayed in").
func (r *reader) findCause(f *fact) *cause {
	for i := range f.keys {
		_, n := lexicon.English().Causes.Match(f.keys[i:])
		negated := negatedAt(f.keys, i)
		if n == 0 || f.Negated && !negated {
			continue // "did not run because of the storm" denies that it ran
		}
		end := i + n
		for end < len(f.keys) && end < i+n+causeWords && f.keys[end] != "," && f.keys[end] != "." {
			end++
		}
		effect := text.Span{Start: 0, End: i}
		if i < n {
			effect = text.Span{Start: end, End: len(f.keys)}
		} else if noun, ok := r.causedNoun(f, text.Span{Start: i, End: end}); ok {
			effect = text.Span{Start: max(noun.Start, effect.Start), End: min(noun.End, effect.End)}
		}
		c := &cause{
			effect:  r.contentOf(f, effect),
			because: r.contentOf(f, text.Span{Start: i + n, End: end}),
			denied:  negated != (f.Modality == claim.Denied),
			fronted: i < n,
			vague:   f.only(eventWord, text.Span{Start: i + n, End: end}),
			words:   text.Span{Start: f.spans[i].Start, End: f.spans[end-1].End}.Of(f.doc.Text),
		}
		if len(c.effect) > 0 && len(c.because) > 0 {
			return c
		}
	}
	return r.causedByVerb(f)
}

// causedNoun gives the claim's tokens that depend on the noun that a cause hangs
// on: "tensions" in "they meet amid tensions due to the war". It gives none
// where it hangs on a verb, or no tree is known.
func (r *reader) causedNoun(f *fact, cause text.Span) (text.Span, bool) {
	d := f.doc
	if len(d.Heads) == 0 {
		return text.Span{}, false
	}
	at := d.TokenAt(f.spans[cause.Start].Start)
	for i := at; i < min(len(d.Tokens), at+cause.Len()); i++ {
		h := d.Heads[i].Token
		if h >= 0 && h < at && (d.Tags[h].UPOS == doc.NOUN || d.Tags[h].UPOS == doc.PROPN) && h != f.top {
			return f.under(r.tree(d), h), true
		}
		if h < at || h >= at+cause.Len() {
			return text.Span{}, false
		}
	}
	return text.Span{}, false
}

// only reports whether all content words among a claim's tokens are of a kind.
func (f *fact) only(k kind, tokens text.Span) bool {
	found := false
	for i := tokens.Start; i < tokens.End; i++ {
		switch {
		case kinds[f.lemmas[i]] == k:
			found = true
		case !lexicon.English().Stop(f.keys[i]) && strings.ContainsFunc(f.keys[i], text.LetterOrDigit):
			return false
		}
	}
	return found
}

// causedByVerb finds the cause in a claim whose verb says that its subject
// caused its object: "a fault started the fire".
func (r *reader) causedByVerb(f *fact) *cause {
	if f.top < 0 || !causeVerbs[coref.Lemma(f.doc, f.top, "")] {
		return nil
	}
	tree := r.tree(f.doc)
	subject, object := tree.Child(f.top, doc.Nsubj), tree.Child(f.top, doc.Obj)
	if subject < 0 || object < 0 {
		return nil
	}
	because, effect := f.under(tree, subject), f.under(tree, object)
	c := &cause{effect: r.contentOf(f, effect), because: r.contentOf(f, because), denied: f.rejects}
	if len(c.effect) == 0 || len(c.because) == 0 {
		return nil
	}
	c.words = text.Span{Start: f.spans[because.Start].Start, End: f.spans[because.End-1].End}.Of(f.doc.Text)
	return c
}

// causeVerbs are the verbs of which the subject causes the object.
var causeVerbs = map[string]bool{"cause": true, "trigger": true, "spark": true, "provoke": true, "prompt": true, "start": true, "ignite": true}

// under gives the claim's tokens, counted in the claim, that depend on a token
// of the document.
func (f *fact) under(tree doc.Tree, token int) text.Span {
	extent := tree.Extent(token)
	first, last := f.doc.Tokens[extent.First].Start, f.doc.Tokens[extent.End-1].End
	var s text.Span
	for i, span := range f.spans {
		if span.Start >= first && span.End <= last {
			if s.Empty() {
				s.Start = i
			}
			s.End = i + 1
		}
	}
	return s
}

// negatedAt reports whether a negation bears on the cue at the i-th word: "not
// because of", "had not been directly influenced by".
func negatedAt(keys []string, i int) bool {
	for i--; i >= 0 && (keys[i] == "been" || keys[i] == "being" || strings.HasSuffix(keys[i], "ly")); i-- {
	}
	return i >= 0 && (keys[i] == "not" || keys[i] == "n't" || keys[i] == "never")
}

// contentOf gives the content words among a claim's tokens, but for adverbs
// ("directly").
func (r *reader) contentOf(f *fact, tokens text.Span) []int32 {
	var list []int32
	for i := tokens.Start; i < tokens.End; i++ {
		if key := f.keys[i]; !strings.HasSuffix(key, "ly") && r.content(f.spans[i].Of(f.doc.Text), key) {
			list = append(list, r.words.Of(coref.Meaning(f.lemmas[i])))
		}
	}
	return sets.Distinct(list)
}

// deniesCause reports whether one fact names a cause that the other denies:
// the same effect, all of whose words in the shorter naming are in the longer,
// and a cause that shares a word.
func (p *pair) deniesCause() bool {
	a, b := p.a.cause, p.b.cause
	if a == nil || b == nil || a.denied == b.denied || !p.compatible() {
		return false
	}
	effect := sets.Common(a.effect, b.effect)
	if len(sets.Common(a.because, b.because)) > 1 && len(a.because)+len(b.because) < causeWords {
		return true // two words of a short naming of the cause leave little doubt of what it caused
	}
	no, yes := a, b
	if yes.denied {
		no, yes = b, a
	}
	if no.vague {
		states := p.a
		if states.cause != yes {
			states = p.b
		}
		return 2*len(effect) >= len(no.effect) || yes.fronted && sets.Has(effect, states.clause.subject)
	}
	return len(effect) == min(len(a.effect), len(b.effect)) && slices.ContainsFunc(sets.Common(a.because, b.because), func(t int32) bool {
		return !sets.Has(effect, t)
	})
}
