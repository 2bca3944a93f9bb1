package lexicon

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// View reads the tokens of a document, a sentence at a time. What lies outside
// of the sentence reads as an empty token, so that looking around needs no
// care.
type View struct {
	Doc        *doc.Document
	All        []string // the key of every token
	First, End int      // the sentence's tokens
}

// NewView gives a view of a document that has its tokens, in no sentence yet.
func NewView(d *doc.Document) View { return View{Doc: d, All: Keys(d)} }

// Enter goes to a sentence.
func (v *View) Enter(s doc.Sentence) { v.First, v.End = s.Tokens.First, s.Tokens.End }

// in reports whether token i is in the sentence.
func (v *View) in(i int) bool { return i >= v.First && i < v.End }

// Key gives the key of token i.
func (v *View) Key(i int) string {
	if !v.in(i) {
		return ""
	}
	return v.All[i]
}

// Word gives token i as it stands in the text.
func (v *View) Word(i int) string {
	if !v.in(i) {
		return ""
	}
	return v.Doc.Tokens[i].Of(v.Doc.Text)
}

// Rest gives the keys of the sentence from token i on.
func (v *View) Rest(i int) []string { return v.All[max(v.First, min(i, v.End)):v.End] }

// Is reports whether token i's key is one of the words.
func (v *View) Is(i int, words ...string) bool {
	k := v.Key(i)
	return k != "" && slices.Contains(words, k)
}

// Lettered reports whether token i begins with a letter.
func (v *View) Lettered(i int) bool { return unicode.IsLetter(v.rune(i)) }

// Capital reports whether token i begins with a capital.
func (v *View) Capital(i int) bool { return unicode.IsUpper(v.rune(i)) }

func (v *View) rune(i int) rune {
	r, _ := utf8.DecodeRuneInString(v.Word(i))
	return r
}

// Glued reports whether no space stands between token i and the one before it.
func (v *View) Glued(i int) bool {
	return i > v.First && i < v.End && v.Doc.Tokens[i-1].End == v.Doc.Tokens[i].Start
}

// Span gives the text from token first up to, not including, token end.
func (v *View) Span(first, end int) text.Span {
	return text.Span{Start: v.Doc.Tokens[first].Start, End: v.Doc.Tokens[end-1].End}
}

// Ends gives for every token of d where the item of a layer ends that it is
// part of, in tokens: 0 where it is part of none.
func Ends[T any](d *doc.Document, layer []T, span func(T) text.Span) []int {
	ends := make([]int, len(d.Tokens))
	i := 0
	for _, item := range layer {
		s := span(item)
		for i < len(d.Tokens) && d.Tokens[i].End <= s.Start {
			i++
		}
		end := i
		for end < len(d.Tokens) && d.Tokens[end].Start < s.End {
			end++
		}
		for j := i; j < end; j++ {
			ends[j] = max(ends[j], end)
		}
	}
	return ends
}
