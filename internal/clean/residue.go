package clean

import (
	"github.com/copydesk/copydesk/internal/text"
)

// How much of a line the residue model reads: all of a short one, the beginning
// and the end of a long one.
const (
	leadTerms = 12
	tailTerms = 6
)

// residueTerms gives the features of a line for the residue model: hashes of its
// words and of its pairs of words, in lower case with all figures alike, and of
// what it begins and ends with.
func residueTerms(v *view, out []uint32) []uint32 {
	words := v.ids
	if len(words) > leadTerms+tailTerms {
		out = v.vocabulary.appendTerms(out, words[:leadTerms], true, false)
		return v.vocabulary.appendTerms(out, words[len(words)-tailTerms:], false, true)
	}
	return v.vocabulary.appendTerms(out, words, true, true)
}

// Seeds of the hashes of pairs and of the line's ends.
const (
	pairSeed  = 0x9E3779B9
	startSeed = 0x85EBCA6B
	endSeed   = 0xC2B2AE35
)

func (d *vocabulary) appendTerms(out, words []uint32, starts, ends bool) []uint32 {
	last := uint32(startSeed)
	for i, id := range words {
		h := d.at(id).plain
		out = append(out, spread(h))
		if i > 0 || starts {
			out = append(out, spread(last*pairSeed+h))
		}
		last = h
	}
	if ends && len(words) > 0 {
		out = append(out, spread(last*pairSeed+endSeed))
	}
	return out
}

// plainHash hashes a word with all figures alike.
func plainHash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		c := w[i]
		if c >= '0' && c <= '9' {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// spread makes the last bits of a hash depend on all of it.
func spread(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x7FEB352D
	return h ^ h>>15
}

// wordy reports whether what [lexicon.Words] gave is a word, and no mark.
func wordy(w string) bool {
	for _, r := range w {
		return text.LetterOrDigit(r)
	}
	return false
}

// residueFamilies are what the residue model says of a line and of those beside
// it.
var residueFamilies = []family{{"wording", 4, (*sheet).wording}}

func (s *sheet) wording(i int, out []float32) {
	at := func(i int) float32 {
		if i < 0 || i >= len(s.residue) {
			return 0
		}
		return float32(s.residue[i])
	}
	out[0], out[1], out[2] = at(i), at(i-1), at(i+1)
	out[3] = min(at(i-2), at(i-1), at(i))
}
