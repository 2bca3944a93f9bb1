package clean

import (
	"math/bits"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// languageWords is how many words of a page are looked at for its language.
const languageWords = 3000

// pageLanguage gives the language of a page as BCP 47, empty if it is unknown.
// The words decide; what the page declares adds the region, or speaks where
// the words are too few or in a language without a table.
func pageLanguage(p *page.Page, views []view) string {
	declared := declaredLanguage(p)
	found := spoken(views)
	if declared == language.Und {
		return found
	}
	if base, _ := declared.Base(); found == "" || base.String() == found {
		return declared.String()
	}
	return found
}

// declaredLanguage gives the language in the page's head.
func declaredLanguage(p *page.Page) language.Tag {
	for _, s := range []string{p.Head.Lang, p.Head.Get("og:locale"), p.Head.Get("dc.language"), p.Head.Get("language")} {
		if tag, err := language.Parse(strings.ReplaceAll(s, "_", "-")); err == nil && s != "" {
			return tag
		}
	}
	return language.Und
}

// scripts tell the languages that share theirs with no other here, or with one
// that the function words tell apart.
var scripts = []struct {
	table *unicode.RangeTable
	tag   string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Thai, "th"},
	{unicode.Hebrew, "he"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"},
	{unicode.Telugu, "te"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Myanmar, "my"}, {unicode.Sinhala, "si"},
}

// spoken gives the language that the words of a page are in; empty where they
// do not tell.
func spoken(views []view) string {
	words := sampleWords(views)
	if tag := words.scriptOf(); tag != "" {
		return tag
	}
	best, first, second := "", 0, 0
	for i := range lexicon.Languages {
		switch n := words.languages[i]; {
		case n > first:
			best, first, second = lexicon.Languages[i].Tag, n, first
		case n > second:
			second = n
		}
	}
	// In prose the words of the table are a fifth to a half of all; a language
	// that shares most of them comes second by less than a tenth only in
	// Norwegian and Danish, where the longer text decides.
	if first*8 < words.all || first*10 < second*11 || first < 2 {
		return ""
	}
	return best
}

// census counts words: all, those of each script, and the function words of each
// language.
type census struct {
	all       int
	scripts   [16]int
	languages [64]int
}

// sampleWords counts words of the blocks that are most likely prose, or where
// there is none of the others.
func sampleWords(views []view) *census {
	words := &census{}
	for _, prose := range []bool{true, false} {
		for i := range views {
			v := &views[i]
			if (v.stop && v.count >= 8) == prose && words.all < languageWords && (prose || words.all == 0) {
				words.add(v)
			}
		}
	}
	return words
}

// add counts the words of a block that begin with a letter.
func (c *census) add(v *view) {
	for _, id := range v.ids[:min(len(v.ids), languageWords)] {
		w := v.vocabulary.at(id)
		if w.traits&isLettered == 0 {
			continue
		}
		c.all++
		for own := w.languages; own != 0; own &= own - 1 {
			c.languages[bits.TrailingZeros64(own)]++
		}
		for own := w.scripts; own != 0; own &= own - 1 {
			c.scripts[bits.TrailingZeros16(own)]++
		}
	}
}

// scriptOf gives the language of the first script of the list that a fifth of
// the words begin in. Kana goes before Han, for Japanese is written in both.
func (c *census) scriptOf() string {
	for i, s := range scripts {
		if c.scripts[i]*5 > c.all {
			return s.tag
		}
	}
	return ""
}

// firstScript is the first letter that any of the scripts begins at: U+0531,
// Armenian. What stands below it is Latin, Greek or Cyrillic.
const firstScript = 0x531
