package story

import (
	"cmp"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// Articles are of one origin if half of the shorter one's shingles, which are
// stretches of eight words, stand in the other (containment after Broder, "On
// the resemblance and containment of documents", 1997). Eight words in a row
// are seldom the same by chance, and an editor who changes one word in twenty
// leaves two thirds of them; a quoted statement that two reporters share is
// mostly less than half of either article. Set by hand.
const (
	shingleWords   = 8
	containedShare = 0.5
)

// Beyond indexedShingles the index holds a sample: the shingles whose hash
// sampleEvery divides. The same shingle is kept in every article, so that what
// two articles share shows in the sample. A million takes in the order of
// 100 MB.
const (
	indexedShingles = 1_000_000
	sampleEvery     = 4
)

// An article is compared with those that share most of its sample: with this
// many at the most, and of the articles that share one shingle with this many
// that come next. So a text in 10,000 versions costs no more a version than one
// in twenty, and copies still hang together as links of a chain.
const (
	comparedArticles = 32
	nextInLine       = 4
)

// findOrigins gives for each article the first one, in the given order, of the
// same origin.
func findOrigins(docs []*doc.Document) []int {
	o := sets.NewDisjoint(len(docs))
	seen := map[string]int{} // articles with the same words
	var distinct []int
	shingles := make([][]uint64, len(docs))
	for i, d := range docs {
		if d.Stopped() {
			break
		}
		words := wordsOf(d)
		key := strings.Join(words, " ")
		if first, ok := seen[key]; ok {
			o.Join(first, i)
			continue
		}
		seen[key] = i
		distinct = append(distinct, i)
		shingles[i] = shinglesOf(words)
	}
	for _, pair := range sharing(distinct, shingles) {
		if o.Find(pair[0]) != o.Find(pair[1]) && contained(shingles[pair[0]], shingles[pair[1]]) {
			o.Join(pair[0], pair[1])
		}
	}
	return o.Roots()
}

// wordsOf gives the words of a document in lower case.
func wordsOf(d *doc.Document) []string {
	var words []string
	for _, t := range d.Tokens {
		if key := lexicon.Key(t.Of(d.Text)); strings.ContainsFunc(key, text.LetterOrDigit) {
			words = append(words, key)
		}
	}
	return words
}

// shinglesOf gives the hashes of all stretches of words, sorted, each once. A
// text shorter than a stretch is one.
func shinglesOf(words []string) []uint64 {
	const base = 0x9E3779B97F4A7C15 // odd and without a pattern: 2^64 over the golden ratio
	power := uint64(1)
	for range shingleWords {
		power *= base
	}
	hashes := make([]uint64, len(words))
	var list []uint64
	sum := uint64(0)
	for i, w := range words {
		hashes[i] = fnv(w)
		sum = sum*base + hashes[i]
		if i >= shingleWords {
			sum -= hashes[i-shingleWords] * power
		}
		if i >= shingleWords-1 || i == len(words)-1 {
			list = append(list, mix(sum))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// fnv is FNV-1a, 64 bits (draft-eastlake-fnv).
func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix spreads the bits of a sum of products, so that any of them may decide
// (the finaliser of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// sharing gives the pairs of articles to compare: those that share most of the
// indexed shingles.
func sharing(articles []int, shingles [][]uint64) [][2]int {
	indexed := sample(articles, shingles)
	in := map[uint64][]int{}
	for _, i := range articles {
		for _, h := range indexed[i] {
			in[h] = append(in[h], i)
		}
	}
	var pairs [][2]int
	last := map[uint64]int{} // where in each list the article stands
	for _, i := range articles {
		shared := map[int]int{}
		for _, h := range indexed[i] {
			at := last[h]
			last[h]++
			for _, j := range in[h][at+1 : min(len(in[h]), at+1+nextInLine)] {
				shared[j]++
			}
		}
		pairs = append(pairs, mostShared(i, shared)...)
	}
	return pairs
}

// sample gives for each article the shingles that the index holds.
func sample(articles []int, shingles [][]uint64) [][]uint64 {
	total := 0
	for _, i := range articles {
		total += len(shingles[i])
	}
	if total <= indexedShingles {
		return shingles
	}
	indexed := make([][]uint64, len(shingles))
	for _, i := range articles {
		for _, h := range shingles[i] {
			if h%sampleEvery == 0 {
				indexed[i] = append(indexed[i], h)
			}
		}
	}
	return indexed
}

func mostShared(i int, shared map[int]int) [][2]int {
	var with []int
	for j := range shared {
		with = append(with, j)
	}
	slices.SortFunc(with, func(a, b int) int { return cmp.Or(shared[b]-shared[a], a-b) })
	var pairs [][2]int
	for _, j := range with[:min(len(with), comparedArticles)] {
		pairs = append(pairs, [2]int{i, j})
	}
	return pairs
}

// contained reports whether the smaller of two sorted sets is mostly in the
// other.
func contained(a, b []uint64) bool {
	shared, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			shared, i, j = shared+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	least := min(len(a), len(b))
	return least > 0 && float64(shared) >= containedShare*float64(least)
}
