package eval

import (
	"math/rand/v2"
	"slices"
)

// How [interval] draws. With 10,000 samples its ends repeat to about a
// hundredth of their distance whatever the seed.
const (
	resamples     = 10_000
	bootstrapSeed = 2004
)

// interval gives the 95 % interval of the mean of differences between two
// systems on the same cases, by the paired percentile bootstrap (Efron and
// Tibshirani 1993, chapter 13): the cases are drawn with replacement, and the
// middle 95 % of the means is taken. It is 0, 0 for no cases.
func interval(differences []float64) (low, high float64) {
	if len(differences) == 0 {
		return 0, 0
	}
	draw := rand.New(rand.NewPCG(bootstrapSeed, 0))
	means := make([]float64, resamples)
	for i := range means {
		sum := 0.0
		for range differences {
			sum += differences[draw.IntN(len(differences))]
		}
		means[i] = sum / float64(len(differences))
	}
	slices.Sort(means)
	return means[resamples*25/1000], means[resamples*975/1000]
}
