package clean

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

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
	if tag := scriptOf(words); tag != "" {
		return tag
	}
	best, first, second := "", 0, 0
	for i, n := range countLanguages(words) {
		switch {
		case n > first:
			best, first, second = lexicon.Languages[i].Tag, n, first
		case n > second:
			second = n
		}
	}
	// In prose the words of the table are a fifth to a half of all; a language
	// that shares most of them comes second by less than a tenth only in
	// Norwegian and Danish, where the longer text decides.
	if first*8 < len(words) || first*10 < second*11 || first < 2 {
		return ""
	}
	return best
}

// countLanguages counts the function words of each language among the words.
func countLanguages(words []string) []int {
	counts := make([]int, len(lexicon.Languages))
	for _, w := range words {
		for own := lexicon.LanguagesOf(w); own != 0; own &= own - 1 {
			counts[bits.TrailingZeros64(own)]++
		}
	}
	return counts
}

// sampleWords gives words from the blocks that are most likely prose, then
// from the others.
func sampleWords(views []view) []string {
	var words []string
	for _, prose := range []bool{true, false} {
		for i := range views {
			v := &views[i]
			if (v.stop && v.count >= 8) == prose && len(words) < languageWords && !(len(words) > 0 && !prose) {
				words = append(words, letters(v.words)...)
			}
		}
	}
	return words
}

func letters(words []string) []string {
	var all []string
	for _, w := range words[:min(len(words), languageWords)] {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) {
			all = append(all, w)
		}
	}
	return all
}

// scriptOf gives the language of the first script of the list that a fifth of
// the words begin in. Kana goes before Han, for Japanese is written in both.
func scriptOf(words []string) string {
	counts := make([]int, len(scripts))
	for _, w := range words {
		countScripts(w, counts)
	}
	for i, s := range scripts {
		if counts[i]*5 > len(words) {
			return s.tag
		}
	}
	return ""
}

// firstScript is the first letter that any of the scripts begins at: U+0531,
// Armenian. What stands below it is Latin, Greek or Cyrillic.
const firstScript = 0x531

// countScripts counts a word for each script that it has a letter of.
func countScripts(w string, counts []int) {
	seen := 0
	for _, r := range w {
		if r < firstScript {
			continue
		}
		for i, s := range scripts {
			if seen&(1<<i) == 0 && unicode.Is(s.table, r) {
				seen |= 1 << i
				counts[i]++
			}
		}
	}
}
