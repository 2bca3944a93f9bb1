package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// What points out of a claim to what only its article says: pronouns, "this move", "the
// airline", "all three", "here".

// points reports whether word i points to something that the claim does not
// hold: a pronoun without an antecedent, "this move".
func (c *composer) points(i int, key string) bool {
	w := c.words[i]
	if c.tree == nil {
		return false
	}
	switch key {
	case "he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs":
		return !c.expletive(w.token) && !c.antecedentBefore(i, key)
	case "this", "these", "that", "those":
		return c.demonstrates(i, key)
	case "you", "your":
		return true
	case "there":
		return c.d.Tags[w.token].UPOS == doc.ADV && c.d.Heads[w.token].Relation == doc.Advmod && !c.placed(i)
	case "here":
		return c.d.Tags[w.token].UPOS == doc.ADV && c.d.Heads[w.token].Relation == doc.Advmod && !c.placed(i) && !c.followed(w.token, "in") && !c.followed(w.token, "at")
	case "then":
		return c.d.Heads[w.token].Relation == doc.Advmod && c.d.Tags[w.token].UPOS == doc.ADV && !c.clauseBefore(i)
	case "since": // "no boat has sunk since"
		return c.d.Heads[w.token].Relation == doc.Advmod && c.d.Tags[w.token].UPOS == doc.ADV && !c.clauseBefore(i) && len(c.tree.Children(w.token)) == 0
	case "same":
		return c.onlySame(i)
	case "the":
		return c.counts(w.token) || c.pointsBack(i)
	case "all":
		return c.wholeOf(i, key)
	case "one", "another", "neither", "each":
		r := c.d.Heads[w.token].Relation
		return c.text.Len() == 0 && (r == doc.Nsubj || r == doc.NsubjPass) && len(c.tree.Children(w.token)) == 0 && (key != "one" || c.d.Tags[w.token].UPOS != doc.PRON)
	case "latter":
		return c.text.String() == "The" && c.unresolved == nil
	case "both", "others":
		if key == "others" && i > 0 && i == c.figures(i) {
			r := c.d.Heads[w.token].Relation
			return (r == doc.Nsubj || r == doc.NsubjPass) && c.tree.Child(w.token, doc.Nmod, doc.AclRelcl, doc.Acl, doc.Conj) < 0
		}
		if key == "both" && c.wholeOf(i, key) {
			return true
		}
		r := c.d.Heads[w.token].Relation
		if c.followed(w.token, ",", "including") {
			return c.text.Len() == 0
		}
		return c.text.Len() == 0 && (r == doc.Nsubj || r == doc.NsubjPass) && c.tree.Child(w.token, doc.Nmod, doc.AclRelcl, doc.Acl, doc.Conj) < 0
	case "such": // "such pressure", but not "such as", "such a"
		next := w.token + 1
		return c.d.Heads[w.token].Relation == doc.Amod && next < len(c.d.Tags) && c.d.Heads[w.token].Token >= next && c.tree.Child(c.d.Heads[w.token].Token, doc.Det, doc.Nmod, doc.AclRelcl, doc.Acl) < 0 && !c.followed(w.token, "as")
	}
	r := c.d.Heads[w.token].Relation
	return slices.Contains(fewWords, key) && (r == doc.Nsubj || r == doc.NsubjPass || r == doc.Obj) && len(c.tree.Children(w.token)) == 0 && !c.manyBefore(i) && !c.timeOn(w.token)
}

// pointsBack reports whether "the" and a noun, of word i on, call by its kind what stands
// outside of the claim: "the airline" with no noun before it that it may go with, or
// what an earlier sentence tells more of and the claim does not; not "the airline that
// sank", "the sun".
func (c *composer) pointsBack(i int) bool {
	t := c.words[i].token
	noun := c.d.Heads[t].Token
	if noun < 0 || c.d.Heads[t].Relation != doc.Det || c.d.Tags[noun].UPOS != doc.NOUN && !c.aged(t, noun) || c.mentionOf(noun) >= 0 || c.timeOn(noun) && !c.aged(t, noun) {
		return false
	}
	lemma := strings.ToLower(c.d.Tags[noun].Lemma)
	kind := kinds.at([]string{lemma}, 0).kind
	r := c.d.Heads[noun].Relation
	if c.saysMore(noun) || r == doc.Compound || uniques.at([]string{lemma}, 0).kind != "" {
		return false
	}
	first := !slices.ContainsFunc(c.words[:i], c.names)
	front := (kind != "" || noun > t+1 && c.metBefore(lemma) && !c.capitalWithin(t, noun)) && first && (r == doc.Nsubj || r == doc.NsubjPass || r == doc.NmodPoss)
	if noun > t+1 && front && !c.namedWithin(t, noun) {
		return true
	}
	if noun > t+1 && kind == "kind" && c.metBefore(lemma) && !c.capitalWithin(t, noun) && !c.namedWithin(t, noun) {
		return !c.before(i, lemma, true)
	}
	if noun != t+1 && !c.aged(t, noun) && !(noun == t+2 && (pointing.at([]string{lexicon.Key(c.d.Tokens[t+1].Of(c.d.Text))}, 0).kind != "" || c.fewBefore(noun, t+1))) {
		return false
	}
	if first {
		return true
	}
	s, told := c.introduced()[lemma]
	if row, ok := lexicon.English().Sources.Word(lemma); ok && row.Kind == doc.UnnamedSource { // somebody was told of, however short
		s, told = c.met[lemma], true
	}
	return (kind == thingKind || told && s < c.sentence) && !c.before(i, lemma, kind != "" && kind != thingKind)
}

// aged reports whether "the" at token t goes with somebody who is called by their age
// alone: "the 24-year-old".
func (c *composer) aged(t, noun int) bool {
	last := lexicon.Key(c.d.Tokens[noun].Of(c.d.Text))
	return noun == t+1 && strings.HasSuffix(last, "-year-old") || noun == t+5 && last == "old" && c.followed(t+1, "-", "year", "-")
}

// figures gives how many words up to the i-th are numbers.
func (c *composer) figures(i int) int {
	n := 0
	for _, w := range c.words[:i] {
		if w.token >= 0 && c.d.Tags[w.token].UPOS == doc.NUM {
			n++
		}
	}
	return n
}

// capitalWithin reports whether a word with a capital, or "same", which is listed by
// itself, stands between two tokens: "the Arden council".
func (c *composer) capitalWithin(a, b int) bool {
	return slices.ContainsFunc(c.d.Tokens[a+1:b], func(t doc.Token) bool {
		first, _ := utf8.DecodeRuneInString(t.Of(c.d.Text))
		return unicode.IsUpper(first) || t.Of(c.d.Text) == "same"
	})
}

// metBefore reports whether an earlier sentence has a noun too.
func (c *composer) metBefore(lemma string) bool {
	c.introduced()
	s, met := c.met[lemma]
	return met && s < c.sentence
}

// manyBefore reports whether the claim has a plural before word i, of which a number
// may count some.
func (c *composer) manyBefore(i int) bool {
	return slices.ContainsFunc(c.words[:i], func(w word) bool {
		return w.token >= 0 && c.d.Tags[w.token].UPOS == doc.NOUN && c.d.Tags[w.token].Features.Has(doc.NumberPlur)
	})
}

// names reports whether a word is a noun or a name of something other than a time.
func (c *composer) names(w word) bool {
	if w.token < 0 {
		return true
	}
	u := c.d.Tags[w.token].UPOS
	return (u == doc.NOUN || u == doc.PROPN) && !c.timeOn(w.token)
}

// namedWithin reports whether a name or a figure stands between two tokens: "the Velm
// company", "the 737 plane".
func (c *composer) namedWithin(a, b int) bool {
	return slices.ContainsFunc(c.d.Tags[a+1:b], func(t doc.Tag) bool { return t.UPOS == doc.PROPN || t.UPOS == doc.NUM })
}

// saysMore reports whether what hangs on a noun in the claim says which one is meant:
// not a clause that only adds to it behind a comma.
func (c *composer) saysMore(noun int) bool {
	for _, k := range c.tree.Children(noun) {
		switch c.d.Heads[k].Relation {
		case doc.Nmod, doc.Appos, doc.NmodPoss:
			if p := c.tree.Child(k, doc.Case); p < 0 || lexicon.Key(c.d.Tokens[p].Of(c.d.Text)) != "including" { // which only says what is among them
				return true
			}
		case doc.Nummod:
			if !c.fewBefore(noun, k) {
				return true
			}
		case doc.Conj:
			if h := c.d.Heads[noun].Token; (h < noun || h > k) && !c.plainNoun(k) { // not what a wrong tree joins over the verb
				return true
			}
		case doc.Acl, doc.AclRelcl:
			if first := c.tree.Extent(k).First; first != noun+1 || c.d.Tags[first].UPOS != doc.PUNCT {
				return true
			}
		}
	}
	return false
}

// plainNoun reports whether a noun has nothing that says which one is meant: "the clerks"
// in "the mayor and the clerks".
func (c *composer) plainNoun(noun int) bool {
	return c.d.Tags[noun].UPOS == doc.NOUN && !slices.ContainsFunc(c.tree.Children(noun), func(k int) bool {
		u := c.d.Tags[k].UPOS
		return u != doc.DET && u != doc.CCONJ && u != doc.PUNCT || u == doc.DET && lexicon.Key(c.d.Tokens[k].Of(c.d.Text)) != "the"
	})
}

// fewBefore reports whether a number between an article and its noun only counts what
// was named before: "the two boats", but not "the 2024 vote".
func (c *composer) fewBefore(noun, number int) bool {
	return number == noun-1 && slices.Contains(fewWords, lexicon.Key(c.d.Tokens[number].Of(c.d.Text))) && !c.timeOn(noun)
}

// fewWords count what a reader has just been told of.
var fewWords = []string{"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// wholeOf reports whether "both" or "all three" in front counts what was named before:
// "All three men will appear", but not "both of the boats", "all three men who left".
func (c *composer) wholeOf(i int, key string) bool {
	t := c.words[i].token
	noun := c.d.Heads[t].Token
	if r := c.d.Heads[t].Relation; c.text.Len() > 0 || noun < t || r != doc.Det && r != doc.DetPredet || c.d.Tags[noun].UPOS != doc.NOUN || c.timeOn(noun) {
		return false
	}
	n := c.tree.Child(noun, doc.Nummod)
	return (n >= 0 && c.fewBefore(noun, n) || n < 0 && key == "both" && noun == t+1) && !c.saysMore(noun)
}

// clauseBefore reports whether the claim has another verb, or says when, before word i,
// which may be what "then" goes on from.
func (c *composer) clauseBefore(i int) bool {
	verb := c.governor(c.words[i].token)
	return slices.ContainsFunc(c.words[:i], func(w word) bool {
		return w.token >= 0 && w.token != verb && (c.timeOn(w.token) || c.d.Tags[w.token].UPOS == doc.VERB || c.d.Tags[w.token].UPOS == doc.SCONJ)
	})
}

// onlySame reports whether "the same" opens the claim, and no "as" nor anything else
// says as what.
func (c *composer) onlySame(i int) bool {
	noun := c.d.Heads[c.words[i].token].Token
	return i == 1 && noun > c.words[i].token && c.tree.Child(noun, doc.Nmod, doc.Acl, doc.AclRelcl, doc.Conj, doc.Advcl) < 0
}

// introduced gives by lemma the first sentence that says more of a noun than "the": "a
// ferry", "the old ferry", "two ferries".
func (x *index) introduced() map[string]int {
	if x.first != nil {
		return x.first
	}
	x.first, x.met = map[string]int{}, map[string]int{}
	for k, s := range x.d.Sentences {
		for i := s.Tokens.First; i < s.Tokens.End; i++ {
			lemma := strings.ToLower(x.d.Tags[i].Lemma)
			if u := x.d.Tags[i].UPOS; u != doc.NOUN && u != doc.PROPN {
				continue
			}
			if _, known := x.met[lemma]; !known {
				x.met[lemma] = k
			}
			if _, told := x.first[lemma]; !told && x.saysWhich(i) {
				x.first[lemma] = k
			}
		}
	}
	return x.first
}

// saysWhich reports whether a noun is a name or has something that says which one or
// how many are meant, besides "the".
func (x *index) saysWhich(i int) bool {
	if x.d.Tags[i].UPOS == doc.PROPN || x.trees.Child(i, doc.Amod, doc.Compound, doc.Nummod, doc.Nmod, doc.Acl, doc.AclRelcl, doc.NmodPoss, doc.Appos) >= 0 {
		return true
	}
	d := x.trees.Child(i, doc.Det)
	return d >= 0 && lexicon.Key(x.d.Tokens[d].Of(x.d.Text)) != "the"
}

// before reports whether the claim has a noun before word i already, or, of a kind, a
// name that may be one of it.
func (c *composer) before(i int, lemma string, kind bool) bool {
	return slices.ContainsFunc(c.words[:i], func(w word) bool {
		if w.token < 0 {
			return false
		}
		tag := c.d.Tags[w.token]
		return strings.EqualFold(tag.Lemma, lemma) && tag.UPOS != doc.VERB || kind && tag.UPOS == doc.PROPN && !c.timeOn(w.token)
	})
}

// counts reports whether an article stands before a number alone that is a subject:
// "the two".
func (c *composer) counts(t int) bool {
	n := c.d.Heads[t].Token
	return n == t+1 && slices.Contains(fewWords[:3], c.spelled(inPlace(n))) && c.d.Heads[n].Relation == doc.Nsubj && len(c.tree.Children(n)) == 1
}

// demonstrates reports whether "this" or "that" is a pronoun, or stands before a
// noun, with nothing behind it that says which one.
func (c *composer) demonstrates(i int, key string) bool {
	t := c.words[i].token
	switch c.d.Heads[t].Relation {
	case doc.Det:
		noun := c.d.Heads[t].Token
		if key == "this" || key == "these" {
			a := -1
			if noun >= 0 {
				a = c.tree.Child(noun, doc.AclRelcl, doc.Acl)
			}
			return noun >= 0 && (a < 0 || c.d.Heads[a].Relation == doc.Acl && c.tree.Child(a, doc.Mark) >= 0) // "these lines of computers"
		}
		return noun >= 0 && !(key == "that" && c.d.Tags[noun].Features.Has(doc.NumberPlur)) && c.tree.Child(noun, doc.AclRelcl, doc.Acl, doc.Nmod) < 0
	case doc.Mark:
		return false
	}
	tag := c.d.Tags[t]
	return (tag.UPOS == doc.PRON || tag.UPOS == doc.DET) && tag.XPOS == "DT" && c.tree.Child(t, doc.AclRelcl, doc.Acl, doc.Nmod) < 0
}
