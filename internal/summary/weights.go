package summary

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
)

// Weights is what each feature of a sentence weighs in one article: how much
// more of a human summary a sentence holds, in standard deviations of its
// article's sentences, for each unit that the feature is above their mean.
type Weights struct{ Features Features }

//go:embed weights.tsv
var weightsTable string

// shipped are the weights that Choose takes. Nothing writes to them.
var shipped = mustReadWeights(weightsTable)

// featureNames has the name of each feature and the part of a salience that it
// belongs to, as weights.tsv has them.
var featureNames = [featureCount][2]string{
	first: {"first", "position"}, near: {"near", "position"}, place: {"place", "position"}, last: {"last", "position"},
	length: {"length", "length"}, termsAgain: {"terms again", "coverage"}, pairsAgain: {"pairs again", "coverage"},
	likeRest: {"like the rest", "centrality"}, likeLead: {"like the lead", "centrality"}, inTitle: {"in the title", "title"},
	figures: {"figures", "figures"}, quoted: {"quoted", "quotation"}, leaning: {"leaning", "opening"}, question: {"question", "question"},
	named: {"named", "names"}, salientEntity: {"salient entity", "names"}, newEntities: {"new entities", "names"},
	personal: {"personal", "person"}, timed: {"timed", "times"},
}

// ReadWeights reads the form that [Weights.String] gives. The error says which
// feature is wrong or missing.
func ReadWeights(table string) (*Weights, error) {
	found := map[string]float64{}
	for line := range strings.Lines(table) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		value, err := strconv.ParseFloat(fields[len(fields)-1], 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			return nil, fmt.Errorf("summary: %q is no row of weights", line)
		}
		found[fields[0]] = value
	}
	w := &Weights{}
	for f, names := range featureNames {
		value, ok := found[names[0]]
		if !ok {
			return nil, fmt.Errorf("summary: no weight for %q", names[0])
		}
		w.Features[f] = value
	}
	if len(found) != featureCount {
		return nil, fmt.Errorf("summary: %d weights, want %d", len(found), featureCount)
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
	b.WriteString("# What a sentence of one article is weighed by. Learnt: see docs/data.md. `go run ./internal/train -kinds summary` writes this.\n# feature\tpart of the salience\tweight\n")
	for f, names := range featureNames {
		fmt.Fprintf(&b, "%s\t%s\t%.4f\n", names[0], names[1], w.Features[f])
	}
	return b.String()
}

// score gives what a sentence weighs, by the parts of the features.
func (w *Weights) score(f *Features) doc.Score {
	parts := make(doc.Score, 0, 16)
	sum := 0.0
	for i, names := range featureNames {
		sum += float64(w.Features[i] * f[i])
		if i+1 == featureCount || featureNames[i+1][1] != names[1] {
			parts, sum = parts.With(names[1], sum), 0
		}
	}
	return parts
}
