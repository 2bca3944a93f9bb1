package neural

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
)

// A capital at the beginning of a sentence says nothing, so the net goes by the letters
// and reads "Boeing told its workers" with a gerund and "Strava would not say" with a
// noun. Elsewhere the document says what they are.

// aName stands for a name that the net has taken for a verb when the sentence is read
// again: one that treebanks are full of.
const aName = "Smith"

// names tags as a name what begins a sentence and is, with the same capitals, a name
// inside of another and nowhere in small letters. Where the net has a verb there, or
// inside of a sentence, the sentence is read again with a name in its place.
func (r *Reader) names(d *doc.Document, words []Word) {
	known, small := surveyed(d, words)
	for _, s := range d.Each() {
		first, end := s.Tokens.First, min(s.Tokens.End, len(words))
		if loud(d, s) {
			continue
		}
		for i := first; i < end; i++ {
			form := d.Tokens[i].Of(d.Text)
			verb := strings.HasPrefix(words[i].XPOS, "VB")
			if !verb && (words[i].UPOS != doc.NOUN || i > first && !opens(d, i)) {
				continue
			}
			name, ok := known[form]
			if !ok || small[strings.ToLower(form)] {
				continue
			}
			if verb {
				copy(words[first:end], r.again(d, s, i))
			}
			words[i].UPOS, words[i].XPOS, words[i].Features = name.UPOS, name.XPOS, name.Features
		}
	}
}

// again reads a sentence with a name for token i.
func (r *Reader) again(d *doc.Document, s doc.Sentence, i int) []Word {
	forms := formsOf(nil, d, s)
	forms[i-s.Tokens.First] = aName
	return r.Sentence(forms)
}

// surveyed gives the tags of the names that stand inside of sentences, by form, and which
// words stand in small letters.
func surveyed(d *doc.Document, words []Word) (known map[string]Word, small map[string]bool) {
	known, small = map[string]Word{}, map[string]bool{}
	for _, s := range d.Each() {
		capitals := loud(d, s)
		for i := s.Tokens.First; i < min(s.Tokens.End, len(words)); i++ {
			form := d.Tokens[i].Of(d.Text)
			switch r, _ := utf8.DecodeRuneInString(form); {
			case unicode.IsLower(r):
				small[form] = true
			case unicode.IsUpper(r) && words[i].UPOS == doc.PROPN && !capitals && i > s.Tokens.First && !opens(d, i):
				known[form] = words[i]
			}
		}
	}
	return known, small
}

// opens reports whether token i begins something behind a mark, so that its capital
// says nothing.
func opens(d *doc.Document, i int) bool {
	return strings.Contains("\"“‘'([:-–—*•.!?…", d.Tokens[i-1].Of(d.Text))
}

// loud reports whether no fewer words of a sentence begin with capitals than with small
// letters, as in headings.
func loud(d *doc.Document, s doc.Sentence) bool {
	capitals := 0
	for _, t := range d.Tokens[s.Tokens.First:s.Tokens.End] {
		switch r, _ := utf8.DecodeRuneInString(t.Of(d.Text)); {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			capitals--
		}
	}
	return capitals >= 0
}
