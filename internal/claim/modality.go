package claim

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
)

// modality says how a proposition is put forward. Where several cues speak,
// the one that takes back most wins: what is only possible under a condition is
// conditional, and a plan that may come about is possible.
func (r *reading) modality(p proposition, words []string) Modality {
	if !r.english {
		return plain(p)
	}
	cue := lexicon.Say
	if len(p.attributions) > 0 {
		cue = r.putKind(p)
	}
	return judge(p, cue, r.backshifted(p), modals(words))
}

// putKind gives how the source of p puts it: who denies something in a quotation says
// what stands there.
func (r *reading) putKind(p proposition) lexicon.CueKind {
	if kind := r.cueKind(p); kind != lexicon.Deny {
		return kind
	}
	if slices.ContainsFunc(inside(r.d.Tokens, p.pieces, tokenSpan), func(i int) bool { return !r.quoted[i] && !r.isQuote(inPlace(i)) }) {
		return lexicon.Deny
	}
	return lexicon.Say
}

// backshifted reports whether "would" stands for "will" in a proposition: in what
// somebody said, in other words than theirs and in the past ("said it would").
func (r *reading) backshifted(p proposition) bool {
	if len(p.attributions) == 0 || r.direct(p) {
		return false
	}
	past, present := false, false
	cue := r.d.Attributions[p.attributions[len(p.attributions)-1]].Cue
	for _, i := range inside(r.d.Tokens, cue, tokenSpan) {
		if i < len(r.d.Tags) {
			past = past || r.d.Tags[i].XPOS == "VBD" || r.d.Tags[i].XPOS == "VBN" // "has said"
			present = present || r.d.Tags[i].XPOS == "VBZ" || r.d.Tags[i].XPOS == "VBP"
		}
	}
	return past || !present
}

// judge weighs the cues in a proposition and that of its attribution; see
// backshifted for "would".
func judge(p proposition, cue lexicon.CueKind, backshifted bool, found map[kind]bool) Modality {
	switch {
	case cue == lexicon.Deny && !p.whole:
		return Denied
	case found[conditionalCue], found[wouldCue] && !backshifted:
		return Conditional
	case found[possibleCue]:
		return Possible
	case found[opinionCue] && cue != lexicon.Expect, cue == lexicon.Believe: // not "expect that it should take a month"
		return Opinion
	case cue == lexicon.Suggest, cue == lexicon.Expect && !(p.whole && found[plannedCue]): // "is expected to close", by nobody in particular
		return Possible
	case found[plannedCue], found[wouldCue], cue == lexicon.Promise:
		return Planned
	case found[reportedCue]:
		return Reported
	}
	return plain(p)
}

// plain gives the modality of a proposition without a cue of another one.
func plain(p proposition) Modality {
	if len(p.attributions) > 0 {
		return Reported
	}
	return Asserted
}

// modals gives the kinds of cue that stand in the main clause.
func modals(words []string) map[kind]bool {
	found := map[kind]bool{}
	main := mainClause(words)
	for i := 0; i < len(words); {
		p := contentCues.at(words, i)
		if p.kind != "" && main[i] && !weak(words, i, p) {
			found[p.kind] = true
		}
		i += max(1, len(p.words))
	}
	return found
}

// weak reports whether a cue that mostly weakens does not here: "could not" is
// about what really failed, and "its plan to" is a noun.
func weak(words []string, i int, p phrase) bool {
	next := i + len(p.words)
	if p.kind == plannedCue && i > 0 && p.words[len(p.words)-1] == "to" && len(p.words) == 2 && determiner(words[i-1]) {
		return true // "its plan to"
	}
	return p.words[0] == "could" && next < len(words) && negators.at(words, next).kind == negatesKind
}

// negates reports whether a cue is negated: "has not said".
func negates(cue []string) bool {
	for i := range cue {
		if negators.at(cue, i).kind == negatesKind {
			return true
		}
	}
	return false
}

// negated reports whether the main predicate is negated. "not only" and the
// like are no negation, nor is a "not" that no auxiliary carries ("in Arden,
// not in Velm", "urged residents not to leave").
func negated(words []string) bool {
	main := mainClause(words)
	for i := 0; i < len(words); {
		p := negators.at(words, i)
		if p.kind != "" && p.kind != exceptKind && main[i] && bears(words, i, p.kind) {
			return true
		}
		i += max(1, len(p.words))
	}
	return false
}

// bears reports whether a negator in the main clause bears on its predicate.
func bears(words []string, i int, k kind) bool {
	switch {
	case words[i] == "not":
		return auxiliaryBefore(words, i, 3)
	case k == determinerKind: // "no trains ran", "there were no trains"
		return auxiliaryBefore(words, i, 1) || !hasVerb(words[:i])
	}
	return true
}

// auxiliaryBefore reports whether an auxiliary is among the n words before the
// i-th, with no comma between.
func auxiliaryBefore(words []string, i, n int) bool {
	for j := i - 1; j >= max(0, i-n) && words[j] != ","; j-- {
		if auxiliary(words[j]) {
			return true
		}
	}
	return false
}

// mainClause marks the words of the main clause, as well as can be without a
// parse: a word that opens a subordinate clause is still the main clause's,
// what follows it is not, up to the next comma. A clause without a comma that
// comes before the main verb ("residents who had left were not told") ends
// where a second verb begins.
func mainClause(words []string) []bool {
	main := make([]bool, len(words))
	inside, mainVerb, innerVerb := false, false, false
	for i, w := range words {
		begins := beginsVerb(words, i)
		if inside && (isComma(w) || begins && innerVerb && !mainVerb) {
			inside = false
		}
		main[i] = !inside
		opens := openers.at(words, i).kind
		switch {
		case inside:
			innerVerb = innerVerb || begins
		case opens == clauseKind, opens == afterVerbKind && mainVerb, w == "that" && i > 0 && i+1 < len(words) && finite(words[i+1]) && !isComma(words[i-1]): // "the boats that were sold"
			inside, innerVerb = true, false
		case begins:
			mainVerb = true
		}
	}
	return main
}

// hasMainVerb reports whether a finite verb stands in the main clause.
func hasMainVerb(words []string) bool {
	main := mainClause(words)
	for i, w := range words {
		if main[i] && finite(w) && i > 0 && !determiner(words[i-1]) { // not "combined sales", "to a secure, stable"
			return true
		}
	}
	return false
}

// beginsVerb reports whether a verb group begins at the i-th word, and does
// not only go on: "had not been told" begins once, "left were" twice.
func beginsVerb(words []string, i int) bool {
	if !finite(words[i]) {
		return false
	}
	before := i - 1
	for before >= 0 && continuesVerb(words[before]) {
		before--
	}
	return before < 0 || !finite(words[before]) || auxiliary(words[i]) && !auxiliary(words[before])
}

// continuesVerb reports whether a word may stand inside of a verb group.
func continuesVerb(word string) bool {
	switch word {
	case "not", "n't", "never", "also", "then", "later", "still", "be", "been", "being":
		return true
	}
	return strings.HasSuffix(word, "ly")
}

func isComma(w string) bool { return w == "," || w == ";" || w == "–" || w == "—" || w == "--" }
