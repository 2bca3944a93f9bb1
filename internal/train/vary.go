package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// varier makes documents with other names out of annotated ones, so that what
// is learnt is how names look and what stands beside them, not these names.
type varier struct {
	draw                            *rand.Rand
	given, surnames, places, bodies []string
}

func newVarier(seed uint64) *varier {
	lex := lexicon.English()
	v := &varier{draw: rand.New(rand.NewPCG(seed, 8))}
	v.given = lex.GivenNames.Phrases()
	v.surnames = lex.Surnames.Phrases()
	v.places = lex.Places.Phrases()
	for _, p := range lex.Organisations.Phrases() {
		if w, n := lex.Organisations.Match(strings.Split(p, " ")); n > 0 && w == lexicon.Whole {
			v.bodies = append(v.bodies, p)
		}
	}
	return v
}

// vary gives the document with other names.
func (v *varier) vary(d *eval.NameDoc) eval.NameDoc {
	out := *d
	out.Names, out.Blocks = nil, slices.Clone(d.Blocks)
	small := v.draw.IntN(10) == 0
	renamed := map[string]string{}
	var b strings.Builder
	at, block := 0, 0
	shift := func(until int) { // blocks that begin or end before the byte
		for ; block < 2*len(out.Blocks); block++ {
			edge := &out.Blocks[block/2].Start
			if block%2 == 1 {
				edge = &out.Blocks[block/2].End
			}
			if *edge > until {
				return
			}
			*edge += b.Len() - at
		}
	}
	for _, n := range d.Names {
		shift(n.Start)
		b.WriteString(d.Text[at:n.Start])
		name := n.Of(d.Text)
		if renamed[name] == "" {
			renamed[name] = v.rename(name, n.Type, renamed)
		}
		out.Names = append(out.Names, eval.Name{Span: text.Span{Start: b.Len(), End: b.Len() + len(renamed[name])}, Type: n.Type})
		b.WriteString(renamed[name])
		at = n.End
	}
	shift(len(d.Text))
	b.WriteString(d.Text[at:])
	if out.Text = b.String(); small {
		out.Text = lowered(out.Text)
	}
	return out
}

// lowered gives a text in small letters, each in as many bytes as before.
func lowered(s string) string {
	return strings.Map(func(r rune) rune {
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low
		}
		return r
	}, s)
}

// rename gives another name for one of the type. Parts of people's names are
// renamed as the whole was.
func (v *varier) rename(name string, t doc.EntityType, renamed map[string]string) string {
	lex := lexicon.English()
	words := strings.Fields(name)
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = lexicon.Key(w)
	}
	switch t {
	case doc.Person:
		return v.person(words, keys, renamed)
	case doc.Place:
		if _, n := lex.Places.Match(keys); n == len(keys) && v.draw.IntN(2) == 0 {
			return spelled(v.one(v.places))
		}
	case doc.Organisation:
		if _, n := lex.Organisations.Match(keys); n == len(keys) && v.draw.IntN(2) == 0 {
			return spelled(v.one(v.bodies))
		}
	}
	return name
}

func (v *varier) one(list []string) string { return list[v.draw.IntN(len(list))] }

func (v *varier) person(words, keys []string, renamed map[string]string) string {
	last := words[len(words)-1]
	if len(words) == 1 {
		switch {
		case v.draw.IntN(3) == 0:
			return last
		case lexicon.English().GivenNames.Has(keys[0]):
			return spelled(v.one(v.given))
		}
		return spelled(v.one(v.surnames))
	}
	if renamed[last] == "" {
		renamed[last] = spelled(v.one(v.surnames))
		if v.draw.IntN(20) == 0 {
			renamed[last] = "al-" + renamed[last]
		}
	}
	first := spelled(v.one(v.given))
	if v.draw.IntN(12) == 0 {
		first += " " + first[:1] + "."
	}
	switch v.draw.IntN(6) {
	case 0, 1:
		return first
	case 2:
		return strings.Join(words[:len(words)-1], " ") + " " + renamed[last]
	default:
		return first + " " + renamed[last]
	}
}

// spelled gives a phrase of the lexicon as a newspaper prints it, as far as
// that can be told: short words of one are taken for initials.
func spelled(phrase string) string {
	words := strings.Split(phrase, " ")
	for i, w := range words {
		switch r, size := utf8.DecodeRuneInString(w); {
		case i > 0 && lexicon.English().Function.Has(w), i > 0 && lexicon.English().Particles.Has(w):
		case len(words) == 1 && len(w) <= 4 && lexicon.English().Organisations.Has(w):
			words[i] = strings.ToUpper(w)
		default:
			words[i] = string(unicode.ToUpper(r)) + w[size:]
		}
	}
	joined := strings.Join(words, " ")
	return strings.NewReplacer(" - ", "-", " 's", "'s").Replace(joined)
}
