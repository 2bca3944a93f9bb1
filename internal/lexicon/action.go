package lexicon

import (
	"iter"
	"strings"
)

// Action is a verb that is frequent in news.
type Action struct {
	Lemma string
	Pasts []string // the past, and its other spelling where it has one
	Only  bool     // its plain form and the one in "-s" are never nouns
}

// Actions gives the verbs of actions.tsv.
func Actions() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		for f := range rows("actions.tsv") {
			a := Action{f[0], strings.Fields(f[1]), f[2] == "verb"}
			if f[1] == "-" {
				a.Pasts = []string{past(f[0])}
			}
			if !yield(a) {
				return
			}
		}
	}
}

// actionForms gives a row to each form of the verbs of actions.tsv that form makes.
func actionForms(form func(lemma string) string) Table[bool] {
	var t Table[bool]
	for a := range Actions() {
		t.add(form(a.Lemma), a.Only)
	}
	return t
}

func plainForm(lemma string) string { return lemma }

// past gives the regular past of a verb that does not double its consonant.
func past(lemma string) string {
	switch n := len(lemma); {
	case lemma[n-1] == 'e':
		return lemma + "d"
	case lemma[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(lemma[n-2])):
		return lemma[:n-1] + "ied"
	}
	return lemma + "ed"
}

// ThirdPerson gives "-s" of a verb.
func ThirdPerson(lemma string) string {
	n := len(lemma)
	switch {
	case lemma[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(lemma[n-2])):
		return lemma[:n-1] + "ies"
	case strings.ContainsRune("sxz", rune(lemma[n-1])), strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"), strings.HasSuffix(lemma, "o") && n > 1 && !strings.ContainsRune("aeiou", rune(lemma[n-2])):
		return lemma + "es"
	}
	return lemma + "s"
}
