package eval

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// The abbreviations that [treebankDoc.abbreviated] puts in, each as often as it is
// named: what stands behind names of companies and of places in American news.
var (
	companyAbbreviations = strings.Fields("Inc. Inc. Inc. Corp. Corp. Co. Co. Ltd. LLC. LLC. plc. Bros.")
	placeAbbreviations   = strings.Fields("Calif. Fla. Ill. Mass. Mich. Minn. Pa. Tex. Va. Wash. Wis. N.Y. N.J. D.C. U.K. U.S.")
)

// abbreviated gives a copy of the document in which about half of the proper nouns that may
// have one are followed by an abbreviation with a stop: inside of sentences the
// initial of a middle name, "Inc." or "Fla.", and at their ends "Inc." or "Fla." in
// place of the full stop. Where sentences end stays known, though the treebanks
// have few of either. The words and trees are left out. One document always gives
// the same.
func (tb treebankDoc) abbreviated() treebankDoc {
	h := fnv.New64a()
	h.Write([]byte(tb.id))
	a := abbreviator{from: tb, draw: rand.New(rand.NewPCG(h.Sum64(), 5))}
	i := 0
	for s, words := range tb.trees {
		for k := range words {
			if tb.words[i].End <= tb.sentences[s].End {
				a.word(words, k, i)
			}
			i++
		}
	}
	return a.document()
}

// abbreviator puts abbreviations into a document.
type abbreviator struct {
	from treebankDoc
	draw *rand.Rand
	at   []int // where something is put in, in order
	put  []string
}

// word may put an abbreviation behind the k-th word of a sentence, which is the
// i-th of the document.
func (a *abbreviator) word(words []GoldWord, k, i int) {
	form := words[k].Form
	first, _ := utf8.DecodeRuneInString(form)
	if words[k].Tag.XPOS != "NNP" || len(form) < 4 || !unicode.IsUpper(first) || strings.Contains(form, ".") || k+1 >= len(words) {
		return
	}
	end := a.from.words[i].End
	spaced := a.from.words[i+1].Start > end
	last := k+2 == len(words) && words[k+1].Form == "." && !spaced && i+2 < len(a.from.words)
	next, _ := utf8.DecodeRuneInString(words[k+1].Form)
	if !last && !(spaced && unicode.IsLetter(next)) || a.draw.IntN(2) == 0 {
		return
	}
	short := a.abbreviation(words, k)
	if last {
		short = strings.TrimSuffix(short, ".")
	}
	a.at, a.put = append(a.at, end), append(a.put, short)
}

// abbreviation chooses what is put behind the k-th word.
func (a *abbreviator) abbreviation(words []GoldWord, k int) string {
	key := lexicon.Key(words[k].Form)
	switch lex := lexicon.English(); {
	case lex.GivenNames.Has(key) && words[k+1].Tag.XPOS == "NNP":
		return " " + string(rune('A'+a.draw.IntN(26))) + "."
	case lex.Places.Has(key):
		return ", " + placeAbbreviations[a.draw.IntN(len(placeAbbreviations))]
	}
	return " " + companyAbbreviations[a.draw.IntN(len(companyAbbreviations))]
}

// document gives the document with what is put in.
func (a *abbreviator) document() treebankDoc {
	var b strings.Builder
	done := 0
	for i, at := range a.at {
		b.WriteString(a.from.text[done:at])
		b.WriteString(a.put[i])
		done = at
	}
	b.WriteString(a.from.text[done:])
	out := treebankDoc{id: a.from.id, genre: a.from.genre, text: b.String()}
	for _, s := range a.from.sentences {
		out.sentences = append(out.sentences, a.moved(s))
	}
	for _, block := range a.from.blocks {
		block.Span = a.moved(block.Span)
		out.blocks = append(out.blocks, block)
	}
	return out
}

// moved gives where a span is once everything is put in. What is put in at its
// begin is before it, at its end in it.
func (a *abbreviator) moved(s text.Span) text.Span {
	shift := func(offset int, own bool) int {
		n, _ := slices.BinarySearch(a.at, offset)
		if own && n < len(a.at) && a.at[n] == offset {
			n++
		}
		return offset + len(strings.Join(a.put[:n], ""))
	}
	return text.Span{Start: shift(s.Start, true), End: shift(s.End, true)}
}
