package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/tag"
)

// learnLemmas learns how lemmas are made: for each ending that tells more than
// a shorter one, the script that most of the words have that end so, and for
// each word that has another, its own.
func learnLemmas(docs []eval.TreebankDoc) tag.Rules {
	words := map[lemmaWord]int{}
	for _, d := range docs {
		for _, s := range d.Trees {
			for _, w := range s {
				form := strings.ReplaceAll(w.Form, "’", "'")
				if script, ok := scriptOf(form, w.Tag.Lemma); ok {
					words[lemmaWord{tag.Group(form, w.Tag.UPOS, w.Tag.XPOS), tag.Plain(form), script}]++
				}
			}
		}
	}
	list := slices.SortedFunc(maps.Keys(words), func(a, b lemmaWord) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.form, b.form), a.script.compare(b.script))
	})
	votes := map[string]*lemmaVotes{}
	for _, w := range list {
		tag.Endings(w.form, w.group, func(key string) bool {
			if votes[key] == nil {
				votes[key] = &lemmaVotes{}
			}
			votes[key].add(w.script.Script, words[w], strings.Contains(key, " ^"))
			return true
		})
	}
	return chooseLemmas(votes)
}

// lemmaWord is a word whose lemma is made by a script.
type lemmaWord struct {
	group, form string
	script      script
}

type script struct{ tag.Script }

func (s script) compare(t script) int {
	return strings.Compare(fmt.Sprint(s.Script), fmt.Sprint(t.Script))
}

// scriptOf gives the script that makes the lemma of a form; false: the lemma
// shares no beginning with it and is not short, so that none would be learnt.
func scriptOf(form, lemma string) (script, bool) {
	lower := strings.ToLower(form)
	kept, lowered := common(form, lemma), common(lower, lemma)
	s := script{tag.Script{Lower: lowered > kept || lowered == kept && lemma == strings.ToLower(lemma)}}
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
		v.scripts, v.counts = append(v.scripts, s), append(v.counts, 0)
	}
	v.counts[at] += n
}

// winner gives the script with the most votes, the first of equals.
func (v *lemmaVotes) winner() tag.Script {
	best := 0
	for i, n := range v.counts {
		if n > v.counts[best] {
			best = i
		}
	}
	return v.scripts[best]
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
