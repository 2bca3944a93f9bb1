package main

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/tag"
)

const goldText = "The ferry to Tarn stays in port until Friday.\n\nTickets\n\nNobody was hurt in the fire, the operator said.\n"

func TestLabel(t *testing.T) {
	in := []struct {
		line string
		body bool
	}{
		{"Home", false},
		{"Tickets", true}, // it is a line of the gold, wherever it stands
		{"The ferry to Tarn stays in port until Friday.", true},
		{"Nobody was", true}, // it stands in the gold and between two that do
		{"Tarn, ferries", false},
		{"Nobody was hurt in the fire, the operator said.", true},
		{"Nobody was hurt in the storm of the year before, and that was luck.", false},
		{"the operator", false},
	}
	var lines []string
	for _, l := range in {
		lines = append(lines, l.line)
	}
	p, err := page.FromText(strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := newGold(goldText).label(p, 1)
	sum := 0.0
	for i, l := range in {
		if f.body[i] != l.body {
			t.Errorf("%q: body %v, want %v", l.line, f.body[i], l.body)
		}
		sum += f.weights[i]
	}
	if sum < .999 || sum > 1.001 {
		t.Errorf("the weights add up to %v", sum)
	}
}

// pageOf makes a page of a site whose body stands under a class, and its menu
// under another.
func pageOf(site int) eval.CleanPage {
	body := fmt.Sprintf("The ferry number %d to Tarn stays in port until Friday, said its operator on Monday.", site)
	return eval.CleanPage{
		ID: fmt.Sprint(site), URL: fmt.Sprintf("https://site-%d.example/a", site), Gold: body, Flat: "Home\n" + body, FlatMid: body,
		HTML: fmt.Sprintf("<html><body><div class='topmenu own%d'><p>Home and more of the like of it</p></div><div class='story own%d'><p>%s</p></div>", site, site, body),
	}
}

// A page's class words are scored without the votes of its own site, so that no
// label comes back as a feature.
func TestVotesWithoutOwnSite(t *testing.T) {
	var pages []*labelled
	for site := range 4 {
		p := pageOf(site)
		l := label(&p, false)
		pages = append(pages, &l)
	}
	v := countVotes(pages)
	whole, without := v.table(""), v.table(pages[0].site)
	if whole["story"] <= 0 || whole["topmenu"] >= 0 {
		t.Errorf("story %d, topmenu %d", whole["story"], whole["topmenu"])
	}
	if without["story"] >= whole["story"] {
		t.Errorf("without a site's vote the same: %d, %d", without["story"], whole["story"])
	}
	if _, ok := countVotes(pages[:3]).table(pages[0].site)["story"]; ok {
		t.Error("learnt from two sites")
	}
}

// No page of a fold, nor of a site in it, is learnt from for that fold.
func TestExcept(t *testing.T) {
	var pages []labelled
	for i := range 60 {
		p := pageOf(i % 20)
		pages = append(pages, labelled{site: p.Site(), fold: p.Fold()})
	}
	for fold := range eval.FoldCount {
		rest := except(pages, fold)
		if len(rest) == 0 || len(rest) == len(pages) {
			t.Errorf("fold %d: %d of %d pages", fold, len(rest), len(pages))
		}
		sites := map[string]bool{}
		for _, p := range rest {
			sites[p.site] = true
		}
		for _, p := range pages {
			if p.fold == fold && sites[p.site] {
				t.Errorf("fold %d: %s is in both parts", fold, p.site)
			}
		}
	}
	if len(except(pages, all)) != len(pages) {
		t.Error("not all")
	}
}

// Lemmas are learnt by ending, and by word where a word goes its own way.
func TestLearnLemmas(t *testing.T) {
	d := eval.TreebankDoc{}
	var s []eval.GoldWord
	add := func(form, xpos, lemma string) {
		s = append(s, eval.GoldWord{Form: form, Tag: doctag(xpos, lemma)})
	}
	for _, stem := range []string{"part", "sort", "mend", "sink", "lock"} {
		add(stem+"s", "NNS", stem)
		add(stem+"ed", "VBD", stem)
	}
	for range 5 {
		add("went", "VBD", "go")
	}
	add("Ports", "NNS", "port")
	add("cities", "NNS", "city")
	add("duties", "NNS", "duty")
	d.Trees = append(d.Trees, s)
	rules := learnLemmas([]eval.TreebankDoc{d}, nil)
	again, err := tag.ReadRules(formatLemmas(rules))
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{"boats": "boat", "Boats": "boat", "parties": "party", "s": "s"} {
		if got := again.Lemma(form, 0, "NNS"); got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
	for form, want := range map[string]string{"went": "go", "Went": "go", "walked": "walk"} {
		if got := again.Lemma(form, 0, "VBD"); got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
}

// A whole word's script is the one that makes its lemmas right, in small letters
// and capitals.
func TestLearnLemmasOfWords(t *testing.T) {
	s := []eval.GoldWord{{Form: "i", Tag: doctag("PRP", "I")}}
	for range 3 {
		s = append(s, eval.GoldWord{Form: "I", Tag: doctag("PRP", "I")})
	}
	rules := learnLemmas([]eval.TreebankDoc{{Trees: [][]eval.GoldWord{s}}}, nil)
	for _, form := range []string{"i", "I"} {
		if got := rules.Lemma(form, 0, "PRP"); got != "I" {
			t.Errorf("%s: %q", form, got)
		}
	}
}

// Of verbs that only the texts have, the texts' words tell what an ending hides.
func TestAddVerbs(t *testing.T) {
	rules := tag.Rules{"VBD ed": {Cut: 2}, "VBG ing": {Cut: 3}}
	addVerbs(rules, map[string]bool{"mend": true, "rake": true},
		map[string]int{"mended": 9, "mende": 9, "timed": 3, "tim": 4, "time": 30, "raking": 5, "rak": 40, "hopping": 4, "hop": 5, "zoned": 1, "zone": 9})
	want := tag.Rules{"VBD ed": {Cut: 2}, "VBG ing": {Cut: 3}, "VBD ^timed": {Lower: true, Cut: 1}, "VBG ^raking": {Lower: true, Cut: 3, Add: "e"}, "VBG ^hopping": {Lower: true, Cut: 4}}
	for key := range rules {
		if strings.HasPrefix(key, "VBN") {
			delete(rules, key) // they have no ending here
		}
	}
	if !maps.Equal(rules, want) {
		t.Errorf("%v, want %v", rules, want)
	}
}

func doctag(xpos, lemma string) doc.Tag { return doc.Tag{XPOS: xpos, Lemma: lemma} }
