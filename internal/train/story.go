package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/story"
)

// How the weights of package story are learnt: gradient descent with steps that
// shrink by what they have gone (Duchi, Hazan and Singer, "Adaptive subgradient
// methods", 2011), pulled towards zero, for there are few pairs.
const (
	storyRounds = 400
	storyStep   = 0.5
	storyPull   = 1.0
	storyFolds  = 6
)

// trainStory learns how what two claims have in common weighs, from the half of
// the story set that may be looked at, and prints how well it tells pairs apart
// in stories that it has not seen.
func trainStory(root string, out io.Writer) error {
	pairs, err := eval.StoryPairs()
	if err != nil {
		return err
	}
	held := make([]float64, len(pairs))
	for fold := range storyFolds {
		in := func(p eval.StoryPair) bool { return p.Story%storyFolds != fold }
		w := logistic(pairs, in)
		for i, p := range pairs {
			if !in(p) {
				held[i] = dot(w, p.Features)
			}
		}
	}
	for _, least := range []float64{-1.5, -1, -0.5, 0, 0.5, 1, 1.5} {
		right, wrong, wanted := 0, 0, 0
		for i, p := range pairs {
			switch {
			case p.Same && held[i] >= least:
				right++
			case held[i] >= least:
				wrong++
			}
			if p.Same {
				wanted++
			}
		}
		fmt.Fprintf(out, "odds %4.1f: %3d right, %3d wrong, %3d wanted\n", least, right, wrong, wanted)
	}
	if *dry {
		return nil
	}
	var b strings.Builder
	fmt.Fprintln(&b, "# What two claims have in common, and how it weighs for their being about the same. Learnt: go run ./internal/train -kinds story")
	for k, w := range logistic(pairs, func(eval.StoryPair) bool { return true }) {
		fmt.Fprintf(&b, "%s\t%.2f\n", story.FeatureNames()[k], w)
	}
	return os.WriteFile(filepath.Join(root, "story", "align.tsv"), []byte(b.String()), 0o644)
}

// logistic learns the weights from the pairs that are in.
func logistic(pairs []eval.StoryPair, in func(eval.StoryPair) bool) []float64 {
	n := len(story.FeatureNames())
	w, gone := make([]float64, n), make([]float64, n)
	for range storyRounds {
		gradient := make([]float64, n)
		for _, p := range pairs {
			if !in(p) {
				continue
			}
			d := 1 / (1 + math.Exp(-dot(w, p.Features)))
			if p.Same {
				d--
			}
			for k, v := range p.Features {
				gradient[k] += d * v
			}
		}
		for k := range w {
			if k > 0 { // the first is the bias
				gradient[k] += storyPull * w[k]
			}
			if gone[k] += gradient[k] * gradient[k]; gone[k] > 0 {
				w[k] -= storyStep * gradient[k] / math.Sqrt(gone[k])
			}
		}
	}
	return w
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
