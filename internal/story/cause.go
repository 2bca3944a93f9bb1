package story

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/text"
)

// cause is why a claim says that something is so, or is not so.
type cause struct {
	effect  []int32 // content words of what is so, sorted
	because []int32 // content words of why, sorted
	denied  bool
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
		n := phraseAt(f.keys[i:], causeWord)
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
		}
		c := &cause{
			effect:  r.contentOf(f, effect),
			because: r.contentOf(f, text.Span{Start: i + n, End: end}),
			denied:  negated != (f.Modality == claim.Denied),
			words:   text.Span{Start: f.spans[i].Start, End: f.spans[end-1].End}.Of(f.doc.Text),
		}
		if len(c.effect) > 0 && len(c.because) > 0 {
			return c
		}
	}
	return nil
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
			list = append(list, number(r.words, meaning(f.lemmas[i])))
		}
	}
	return distinct(list)
}

// deniesCause reports whether one fact names a cause that the other denies:
// the same effect, all of whose words in the shorter naming are in the longer,
// and a cause that shares a word.
func (p *pair) deniesCause() bool {
	a, b := p.a.cause, p.b.cause
	if a == nil || b == nil || a.denied == b.denied || !p.compatible() {
		return false
	}
	effect := common(a.effect, b.effect)
	return len(effect) == min(len(a.effect), len(b.effect)) && slices.ContainsFunc(common(a.because, b.because), func(t int32) bool {
		return !holds(effect, t)
	})
}
