package story

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// wholeStory is up to how many claims each is compared with each: as many as
// some articles have.
const wholeStory = 256

// Claims of larger stories are compared where they share a key: the same words, the same thing
// counted with a name or a rare word, or two rare words. A block of claims with
// one key is compared whole up to wholeBlock claims; of a larger one each claim
// is compared with the nextInBlock that come next in the order of their rarest
// words, so that like stands beside like. That bounds the comparisons of a claim
// by the number of its keys, which is bounded by these limits. Set for 20,000
// claims in some seconds.
const (
	wholeBlock   = 24
	nextInBlock  = 8
	rarestWords  = 6 // words of which pairs are keys
	keyedAmounts = 4
	keyedNames   = 4
)

// eachCandidate calls compare for every pair of facts that may meet, once.
// Facts must be in the order of [sortFacts].
func eachCandidate(facts []*fact, weight []float64, compare func(i, j int)) {
	if len(facts) <= wholeStory {
		for i, f := range facts {
			if f.doc.Stopped() {
				return
			}
			for j := i + 1; j < len(facts); j++ {
				compare(i, j)
			}
		}
		return
	}
	blocks := map[string][]int{}
	keys := make([][]string, len(facts))
	for i, f := range facts {
		keys[i] = f.blockKeys(weight)
		for _, k := range keys[i] {
			blocks[k] = append(blocks[k], i)
		}
	}
	met := make([]int, len(facts)) // the last fact that each was compared with, plus one
	for i, f := range facts {
		if f.doc.Stopped() {
			return
		}
		for _, k := range keys[i] {
			block := blocks[k]
			at, _ := slices.BinarySearch(block, i)
			rest := block[at+1:]
			if len(block) > wholeBlock {
				rest = rest[:min(len(rest), nextInBlock)]
			}
			for _, j := range rest {
				if met[j] != i+1 {
					met[j] = i + 1
					compare(i, j)
				}
			}
		}
	}
}

// sortFacts puts facts in an order in which those with the same rare words
// stand near each other. Equal ones keep the order of articles.
func sortFacts(facts []*fact, weight []float64) {
	rare := map[*fact][]int32{}
	for _, f := range facts {
		rare[f] = f.rarest(weight)
	}
	slices.SortStableFunc(facts, func(a, b *fact) int {
		return cmp.Or(slices.Compare(rare[a], rare[b]), cmp.Compare(a.Text, b.Text))
	})
	for i, f := range facts {
		f.at = i
	}
}

// rarest gives the content words of a fact that the fewest have, rarest first.
func (f *fact) rarest(weight []float64) []int32 {
	list := slices.Clone(f.terms)
	slices.SortFunc(list, func(a, b int32) int { return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b)) })
	return list[:min(len(list), rarestWords)]
}

// blockKeys gives the keys of a fact, each once.
func (f *fact) blockKeys(weight []float64) []string {
	keys := []string{key('=', f.terms...)}
	rare := f.rarest(weight)
	for i, t := range rare {
		for _, u := range rare[:i] {
			keys = append(keys, key('w', min(t, u), max(t, u)))
		}
	}
	for _, a := range f.amounts[:min(len(f.amounts), keyedAmounts)] {
		for _, n := range f.names[:min(len(f.names), keyedNames)] {
			keys = append(keys, key('n', a.head, n)+a.Unit)
		}
		for _, t := range rare {
			keys = append(keys, key('t', a.head, t)+a.Unit)
		}
		keys = append(keys, valueKeys(a)...)
	}
	if f.cause != nil {
		for _, t := range f.cause.because[:min(len(f.cause.because), keyedNames)] {
			keys = append(keys, key('c', t))
		}
	}
	for _, s := range f.sums {
		keys = append(keys, valueKeys(s.total)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// valueKeys gives the keys of an amount's value, rounded down and up to two
// digits, so that values a little apart share one. They leave the counted thing
// out, for parts may have another word for it than the whole has.
func valueKeys(a amount) []string {
	if a.Value <= 0 || math.IsInf(a.Value, 0) || math.IsNaN(a.Value) {
		return nil
	}
	step := math.Pow(10, math.Floor(math.Log10(a.Value))-1)
	down := math.Floor(a.Value/step + 1e-9)
	return []string{"v" + a.Unit + figure(down*step), "v" + a.Unit + figure(math.Ceil(a.Value/step-1e-9)*step)}
}

// key packs numbers into a string.
func key(kind byte, numbers ...int32) string {
	b := []byte{kind}
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return string(b)
}
