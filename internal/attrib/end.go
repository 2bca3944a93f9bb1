package attrib

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// breakOff ends a content behind its cue before a clause of the narrator's: "said
// it was safe, but few believe it". Whoever speaks of what they think themselves
// goes on in their own words sooner: "I think it was safe, and we stayed".
func (f *finder) breakOff(r *report) {
	if len(r.contents) == 0 {
		return
	}
	c, at := &r.contents[len(r.contents)-1], r.cue[len(r.cue)-1].end
	if c.first < at || f.quoteMark(c.first) {
		return
	}
	own := r.source.end == r.source.first+1 && f.Is(r.source.first, "i", "we", "you")
	for i := c.first + 1; i < min(c.end, c.first+2*reach); i++ {
		comma := f.Is(i, ",", "—", "–") && f.clauseSince(c.first, i)
		if f.quoteAt[i] == f.quoteAt[at-1] && (comma && f.ownClause(i+1, own) || !comma && own && f.thinksAgain(i)) {
			c.end = i
			return
		}
	}
}

// clauseSince reports whether a verb stands among the tokens [first, end).
func (f *finder) clauseSince(first, end int) bool {
	for i := first; i < end; i++ {
		if f.verbal(i) {
			return true
		}
	}
	return false
}

// ownClause reports whether a clause with a subject of its own begins with token
// i that is not what is reported; own says that the report is of the speaker's
// own thought. A pronoun goes on with what the source says ("but it would").
func (f *finder) ownClause(i int, own bool) bool {
	if !f.Is(i, "but", "so", "although", "though", "while", "yet") && !((own || f.Is(i-1, "—", "–")) && f.Is(i, "and", "because")) {
		return false
	}
	h := f.governor(i)
	if h <= i || f.class(i+1, lexicon.Complementizer|lexicon.Relative) {
		return false
	}
	s := f.child(h, doc.Nsubj, doc.NsubjPass, doc.Expl)
	return s > i && (own || !f.Is(s, "he", "she", "it", "they"))
}

// thinksAgain reports whether the speaker goes on with another thought at token i:
// "and I think".
func (f *finder) thinksAgain(i int) bool {
	if !f.Is(i, "and", "but", "because", "so") || !f.Is(i+1, "i", "we") {
		return false
	}
	i += 2
	for f.class(i, lexicon.Auxiliary) || f.adverb(i) {
		i++
	}
	_, ok := f.lex.Cues.Word(f.Key(i))
	return ok
}

// findBreaks gives the commas and semicolons behind which another report begins:
// "according to", "adding".
func (f *finder) findBreaks() []int {
	var found []int
	for j := f.First; j < f.End-1; j++ {
		if !f.Is(j, ",", ";") {
			continue
		}
		_, n := f.lex.CuePhrases.Match(f.All[j+1 : f.End])
		if n > 0 && f.opensAfter(j+1) {
			continue // "said that, according to X, it held" reports all of that
		}
		k := j + 1
		for k < f.End-1 && f.adverb(k) {
			k++ // ", also stressing"
		}
		if c, ok := f.lex.Cues.Word(f.Key(k)); n > 0 || ok && c.Form == lexicon.Gerund || f.otherSpeaker(j) {
			found = append(found, j)
		}
	}
	return found
}

// otherSpeaker reports whether another report begins behind the comma or semicolon
// at token j: "but the union said", "; the union said".
func (f *finder) otherSpeaker(j int) bool {
	first := j + 2
	if !f.Is(j+1, "but", "while", "although", "though", "and", "whereas") {
		if !f.Is(j, ";") {
			return false
		}
		first = j + 1
	}
	who := f.treePhraseFrom(first)
	if who.empty() && f.person(first) {
		who = stretch{first, first + 1} // "and many say"
	}
	if who.empty() {
		return false
	}
	i := who.end
	for f.adverb(i) || f.class(i, lexicon.Auxiliary) {
		i++
	}
	c, ok := f.lex.Cues.Word(f.Key(i))
	return ok && (c.Kind == lexicon.Say || c.Kind == lexicon.Deny) && f.cueTag(i, c) && f.governor(who.end-1) >= 0
}

// closeOf gives where the quotation ends that runs over token end, and so over
// the end of the sentence; 0 if none does.
func (f *finder) closeOf(end int) int {
	if end < 1 || end >= len(f.quoteAt) || f.quoteAt[end] == 0 || f.quoteAt[end-1] != f.quoteAt[end] {
		return 0
	}
	if q := f.quotes[f.quoteAt[end]-1]; q.first >= f.First && end >= f.End {
		return q.end
	}
	return 0
}

// cut ends the content of a report before token i, where another begins.
func (f *finder) cut(r *report, i int) {
	n := len(r.contents)
	if n == 0 || r.contents[n-1].end < i {
		return
	}
	last := &r.contents[n-1]
	end := i
	for end > last.first && f.Is(end-1, ",", "and", "but") {
		end--
	}
	if end > last.first {
		last.end = end
	}
}
