package learn

import (
	"cmp"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
)

// Word is an annotated word.
type Word struct {
	Form     string
	UPOS     doc.UPOS
	XPOS     string
	Features doc.Features
	Head     int // place of the head in the sentence, from 1; 0: the root
	Relation doc.Relation
}

// Sentence is an annotated sentence.
type Sentence []Word

// The least number of times that a feature occurs in what is learnt from to
// have a row of its own.
const (
	fewestWords   = 2
	fewestAffixes = 3
	fewestSets    = 10 // the same for sets of morphological features to be learnt
)

// vocabulary gives the rows of a form's features.
type vocabulary struct {
	bare   map[string]bool // keys of words that have a row for their vector alone
	keys   []string        // by row
	rows   map[string]int32
	vector map[string]int32 // by key: row of the word vectors
	xpos   []string         // sorted
	morph  []doc.Features   // sorted
	sets   []neural.TagSet  // what stands together, sorted
	counts map[string]int   // of forms
}

// The first rows of the table are for what stands around a sentence.
const (
	rootRow = iota // stands before the first word, and is the root's
	edgeRow        // stands behind the last
	firstRow
)

func newVocabulary(sentences []Sentence, v *Vectors) *vocabulary {
	voc := &vocabulary{bare: map[string]bool{}, rows: map[string]int32{}, vector: map[string]int32{}, counts: map[string]int{}}
	features, tags, morph := map[string]int{}, map[string]bool{}, map[doc.Features]int{}
	for _, s := range sentences {
		for _, w := range s {
			voc.counts[w.Form]++
			tags[w.XPOS] = true
			morph[w.Features]++
		}
	}
	for form, n := range voc.counts {
		neural.Keys(form, func(key []byte) { features[string(key)] += n })
	}
	for key, n := range features {
		if n >= fewestAffixes || n >= fewestWords && (key[0] == 'w' || key[0] == 'f') {
			voc.keys = append(voc.keys, key)
		}
	}
	if v != nil {
		known := map[string]bool{}
		for _, key := range voc.keys {
			known[key] = true
		}
		for i, key := range v.Keys {
			voc.vector[key] = int32(i)
			if !known[key] {
				voc.keys = append(voc.keys, key)
				voc.bare[key] = true
			}
		}
	}
	slices.Sort(voc.keys)
	for i, key := range voc.keys {
		voc.rows[key] = int32(firstRow + i)
	}
	for tag := range tags {
		voc.xpos = append(voc.xpos, tag)
	}
	slices.Sort(voc.xpos)
	for set, n := range morph {
		if n >= fewestSets {
			voc.morph = append(voc.morph, set)
		}
	}
	slices.Sort(voc.morph)
	voc.addSets(sentences)
	return voc
}

// addSets adds the tags that stand together, twice at least.
func (v *vocabulary) addSets(sentences []Sentence) {
	counts := map[neural.TagSet]int{}
	for _, s := range sentences {
		for _, w := range s {
			xpos, _ := slices.BinarySearch(v.xpos, w.XPOS)
			if morph, ok := slices.BinarySearch(v.morph, w.Features); ok {
				counts[neural.TagSet{UPOS: w.UPOS, XPOS: xpos, Features: morph}]++
			}
		}
	}
	for set, n := range counts {
		if n >= fewestWords {
			v.sets = append(v.sets, set)
		}
	}
	slices.SortFunc(v.sets, func(a, b neural.TagSet) int {
		return cmp.Or(cmp.Compare(a.UPOS, b.UPOS), cmp.Compare(a.XPOS, b.XPOS), cmp.Compare(a.Features, b.Features))
	})
}

// entry is what is known of a form.
type entry struct {
	rows        []int32 // of all its features
	words       int     // how many of them, the first, are the form and its normal form
	vectors     []int32 // rows of its features' vectors
	wordVectors int
	drop        float32 // how often the form is hidden in learning
}

// dropping is how readily a form is hidden: one that occurs n times with
// dropping / (dropping + n) (Kiperwasser and Goldberg 2016).
const dropping = .25

func (v *vocabulary) entry(form string) entry {
	e := entry{drop: dropping / (dropping + float32(v.counts[form]))}
	neural.Keys(form, func(key []byte) {
		word := one(key[0] == 'w' || key[0] == 'f')
		if at, ok := v.vector[string(key)]; ok {
			e.vectors = append(e.vectors, at)
			e.wordVectors += word
		}
		if row, ok := v.rows[string(key)]; ok {
			e.rows = append(e.rows, row)
			e.words += word
		}
	})
	return e
}
