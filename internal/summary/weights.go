package summary

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Weights say how likely it is that a human summary of an article holds a word
// of it, or a pair of neighbouring words: the logistic function of the sum of
// its features by these.
type Weights struct{ Words, Pairs Features }

//go:embed weights.tsv
var weightsTable string

// shipped are the weights that Choose takes. Nothing writes to them.
var shipped = mustReadWeights(weightsTable)

// featureNames has the name of each feature, as weights.tsv has them.
var featureNames = [featureCount]string{
	always: "always", again: "again", contentAgain: "again, content", wordsAgain: "words again",
	near: "near", far: "far", place: "place", length: "length", sentences: "sentences", inTitle: "in the title",
	named: "named", proper: "proper", verbal: "verbal", likeRest: "like the rest", common: "common", quoted: "quoted",
}

// ReadWeights reads the form that [Weights.String] gives. The error says which
// feature is wrong or missing.
func ReadWeights(table string) (*Weights, error) {
	found := map[string][2]float64{}
	for line := range strings.Lines(table) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("summary: %q is no row of weights", line)
		}
		var values [2]float64
		for i := range values {
			x, err := strconv.ParseFloat(fields[1+i], 64)
			if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, fmt.Errorf("summary: %q is no row of weights", line)
			}
			values[i] = x
		}
		found[fields[0]] = values
	}
	w := &Weights{}
	for f, name := range featureNames {
		values, ok := found[name]
		if !ok {
			return nil, fmt.Errorf("summary: no weights for %q", name)
		}
		w.Words[f], w.Pairs[f] = values[0], values[1]
	}
	if len(found) != featureCount {
		return nil, fmt.Errorf("summary: weights for %d features, want %d", len(found), featureCount)
	}
	return w, nil
}

func mustReadWeights(table string) *Weights {
	w, err := ReadWeights(table)
	if err != nil {
		panic(err) // any test finds it
	}
	return w
}

// String gives the weights as weights.tsv has them, to four places.
func (w *Weights) String() string {
	var b strings.Builder
	b.WriteString("# What a word, or a pair of words, of one article is weighed by. Learnt: see docs/data.md. `go run ./internal/train -kinds summary` writes this.\n# feature\tof a word\tof a pair\n")
	for f, name := range featureNames {
		fmt.Fprintf(&b, "%s\t%.4f\t%.4f\n", name, w.Words[f], w.Pairs[f])
	}
	return b.String()
}

// likelihoodUnit is what a likelihood of 1 is: they are whole numbers, so that
// sums are the same in any order and on any machine.
const likelihoodUnit = 1 << 16

// likelihood gives the logistic function of the weighed features, in parts of
// likelihoodUnit.
func likelihood(weights, f *Features) int64 {
	sum := 0.0
	for i, w := range weights {
		sum += float64(w * f[i])
	}
	return int64(math.Round(likelihoodUnit / (1 + math.Exp(-sum))))
}
