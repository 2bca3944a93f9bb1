package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/tag"
)

// learnLemmas learns how lemmas are made: for each ending that tells more than
// a shorter one, the script that most of the words have that end so, and for
// each word that has another, its own. Of verbs that only the texts have, the
// texts' words tell whether an ending hides an e or a double letter.
func learnLemmas(docs []eval.TreebankDoc, texts map[string]int) tag.Rules {
	l := lemmaLearner{words: map[lemmaWord]int{}, cases: map[lemmaCase]int{}, verbs: map[string]bool{}, votes: map[string]*lemmaVotes{}}
	for _, d := range docs {
		for _, s := range d.Trees {
			for _, w := range s {
				l.count(w)
			}
		}
	}
	l.vote()
	rules := chooseLemmas(l.votes)
	addVerbs(rules, l.verbs, texts)
	return rules
}

// lemmaLearner counts what lemmas are learnt from.
type lemmaLearner struct {
	words map[lemmaWord]int
	cases map[lemmaCase]int
	verbs map[string]bool // their lemmas
	votes map[string]*lemmaVotes
}

func (l *lemmaLearner) count(w eval.GoldWord) {
	form := strings.ReplaceAll(w.Form, "’", "'")
	group := tag.Group(form, w.Tag.UPOS, w.Tag.XPOS)
	if script, ok := scriptOf(form, w.Tag.Lemma); ok {
		l.words[lemmaWord{group, tag.Plain(form), script}]++
		l.cases[lemmaCase{group, form, w.Tag.Lemma}]++
	}
	if w.Tag.UPOS == doc.VERB {
		l.verbs[w.Tag.Lemma] = true
	}
}

// vote gives each ending the votes of its words.
func (l *lemmaLearner) vote() {
	list := slices.SortedFunc(maps.Keys(l.words), func(a, b lemmaWord) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.form, b.form), strings.Compare(fmt.Sprint(a.script), fmt.Sprint(b.script)))
	})
	for _, w := range list {
		tag.Endings(w.form, w.group, func(key string) bool {
			if l.votes[key] == nil {
				l.votes[key] = &lemmaVotes{}
			}
			l.votes[key].add(w.script, l.words[w], strings.Contains(key, " ^"))
			return true
		})
	}
	for c, n := range l.cases {
		v := l.votes[c.group+" ^"+tag.Plain(c.form)]
		for i, s := range v.scripts {
			if s.Apply(c.form) == c.lemma {
				v.right[i] += n
			}
		}
	}
}

// lemmaWord is a word, in small letters, whose lemma is made by a script.
type lemmaWord struct {
	group, form string
	script      tag.Script
}

// lemmaCase is a word as it was written, with its lemma.
type lemmaCase struct{ group, form, lemma string }

// scriptOf gives the script that makes the lemma of a form; false: the lemma
// shares no beginning with it and is not short, so that none would be learnt.
func scriptOf(form, lemma string) (tag.Script, bool) {
	lower := strings.ToLower(form)
	kept, lowered := common(form, lemma), common(lower, lemma)
	s := tag.Script{Lower: lowered > kept || lowered == kept && lemma == strings.ToLower(lemma)}
	if s.Lower {
		form = lower
	}
	n := common(form, lemma)
	s.Cut, s.Add = len(form)-n, lemma[n:]
	return s, lemma != "_" && len(s.Add) < 12 && !strings.ContainsAny(s.Add, "0123456789")
}

// common gives how many bytes two strings begin alike with.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && b[n]&0xC0 == 0x80 {
		n--
	}
	return n
}

// lemmaVotes count what the words with an ending ask for.
type lemmaVotes struct {
	scripts []tag.Script
	counts  []int
	right   []int // of a whole word, as it was written: how often a script gives its lemma
	words   int
}

// mostVotes is what a word counts at most for an ending, so that frequent words,
// which are irregular, do not decide for all.
const mostVotes = 2

func (v *lemmaVotes) add(s tag.Script, n int, whole bool) {
	if !whole {
		n = min(n, mostVotes)
	}
	v.words++
	at := slices.Index(v.scripts, s)
	if at < 0 {
		at = len(v.scripts)
		v.scripts, v.counts, v.right = append(v.scripts, s), append(v.counts, 0), append(v.right, 0)
	}
	v.counts[at] += n
}

// winner gives the script with the most votes, the first of equals. Of a whole
// word it is the one that is right most often: what makes "I" of "i" leaves "I"
// as it is.
func (v *lemmaVotes) winner() tag.Script {
	best := 0
	for i := range v.scripts {
		if cmp.Or(cmp.Compare(v.right[i], v.right[best]), cmp.Compare(v.counts[i], v.counts[best])) > 0 {
			best = i
		}
	}
	return v.scripts[best]
}

// fewestInTexts is how often the texts must have a word for its lemma to be
// looked for in them.
const fewestInTexts = 3

// addVerbs adds whole words to rules: forms in -ed and -ing of which the
// endings make no verb that is known, but the texts have what could be one.
func addVerbs(rules tag.Rules, verbs map[string]bool, texts map[string]int) {
	for _, form := range slices.Sorted(maps.Keys(texts)) {
		for _, e := range []struct{ ending, xpos string }{{"ed", "VBD"}, {"ed", "VBN"}, {"ing", "VBG"}} {
			stem, ok := strings.CutSuffix(form, e.ending)
			if !ok || len(stem) < 2 || texts[form] < fewestInTexts {
				continue
			}
			said := rules.Lemma(form, doc.VERB, e.xpos)
			lemma := likeliestVerb(stem, said, verbs, texts)
			key := e.xpos + " ^" + form
			if _, known := rules[key]; !known && lemma != said {
				rules[key], _ = scriptOf(form, lemma)
			}
		}
	}
}

// likeliestVerb gives the verb of a stem: what the endings say if it is known or
// nothing else is; else a verb that is known, or the most frequent word.
func likeliestVerb(stem, said string, verbs map[string]bool, texts map[string]int) string {
	if verbs[said] {
		return said
	}
	list := []string{stem, stem + "e"}
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		list = append(list, stem[:n-1])
	}
	best, high := said, texts[said]
	for _, word := range list {
		if verbs[word] {
			return word
		}
		if n := texts[word]; n >= fewestInTexts && n > high {
			best, high = word, n
		}
	}
	return best
}

// chooseLemmas gives the winners of the endings where they are not what a
// shorter ending says already.
func chooseLemmas(votes map[string]*lemmaVotes) tag.Rules {
	rules := tag.Rules{}
	keys := slices.SortedFunc(maps.Keys(votes), func(a, b string) int {
		return cmp.Or(cmp.Compare(lemmaRank(a), lemmaRank(b)), cmp.Compare(a, b))
	})
	for _, key := range keys {
		group, ending, _ := strings.Cut(key, " ")
		whole := strings.HasPrefix(ending, "^") && len(ending) > 1
		if !whole && ending != "" && votes[key].words < 2 {
			continue
		}
		var said tag.Script
		known := false
		tag.Endings(strings.TrimPrefix(ending, "^"), group, func(shorter string) bool {
			said, known = rules[shorter]
			return !known
		})
		if best := votes[key].winner(); !known || best != said {
			rules[key] = best
		}
	}
	return rules
}

// lemmaRank puts shorter endings first and whole words last.
func lemmaRank(key string) int {
	_, ending, _ := strings.Cut(key, " ")
	if strings.HasPrefix(ending, "^") {
		return 100
	}
	return len([]rune(ending))
}

// formatLemmas writes rules as package tag reads them.
func formatLemmas(rules tag.Rules) string {
	var b strings.Builder
	b.WriteString("# How lemmas are made, learnt by make train: group of words and ending (^: the whole word), case, bytes cut off, what is added.\n")
	b.WriteString("# From UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0), training parts; this table is under CC BY-SA 4.0.\n")
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		s := rules[key]
		kind := "keep"
		if s.Lower {
			kind = "lower"
		}
		fmt.Fprintf(&b, "%s\t%s\t%d\t%s\n", key, kind, s.Cut, s.Add)
	}
	return b.String()
}
