package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/story"
)

// storyBoosting is how the weights of package story are learnt: small trees,
// each of few features, for there are few pairs.
var storyBoosting = model.Boosting{Trees: 400, Leaves: 8, Rate: 0.03, L2: 10, MinCurve: 2, RowShare: 0.7, Columns: 0.2, Seed: 1}

// relationBoosting is the same for the relations, from fewer pairs yet.
var relationBoosting = model.Boosting{Trees: 120, Leaves: 4, Rate: 0.05, L2: 10, MinCurve: 2, RowShare: 0.7, Columns: 0.2, Seed: 1}

// trainStory learns how what two claims have in common says whether they are
// about the same, from the half of the story set that may be looked at; and, to
// measure by, without each fold of its stories. It prints how well the weights
// tell pairs apart in stories that they have not seen.
func trainStory(root string, out io.Writer) error {
	pairs, err := eval.StoryPairs()
	if err != nil {
		return err
	}
	held := make([]float64, len(pairs))
	confused := map[[2]story.Relation]int{}
	for fold := range eval.FoldCount {
		w := storyWeights(pairs, func(p eval.StoryPair) bool { return p.Fold() != fold })
		for i, p := range pairs {
			if p.Fold() != fold {
				continue
			}
			held[i] = float64(w.Same.Answer(p.Features)) / model.Unit
			if p.Same {
				confused[[2]story.Relation{p.Relation, likeliest(w, p.Features)}]++
			}
		}
		if err := writeStory(filepath.Join(root, "eval", eval.StoryFoldFile(fold)), w); err != nil {
			return err
		}
	}
	printStory(out, pairs, held)
	for _, wanted := range story.Relations {
		fmt.Fprintf(out, "%s:", wanted)
		for _, found := range story.Relations {
			fmt.Fprintf(out, " %d %s;", confused[[2]story.Relation{wanted, found}], found)
		}
		fmt.Fprintln(out)
	}
	return writeStory(filepath.Join(root, "story", "align.bin.gz"), storyWeights(pairs, func(eval.StoryPair) bool { return true }))
}

// likeliest gives the relation that the weights find likeliest.
func likeliest(w *story.Weights, features []float32) story.Relation {
	best := 0
	for i, t := range w.Relations {
		if t.Answer(features) > w.Relations[best].Answer(features) {
			best = i
		}
	}
	return story.Relations[best]
}

// storyWeights learns from the pairs that are in.
func storyWeights(pairs []eval.StoryPair, in func(eval.StoryPair) bool) *story.Weights {
	boost := func(o model.Boosting, taken, right func(eval.StoryPair) bool) *model.Trees {
		rows := model.Rows{Width: len(story.FeatureNames())}
		for _, p := range pairs {
			if in(p) && taken(p) {
				rows.Add(p.Features, right(p), 1)
			}
		}
		return model.Boost(&rows, o)
	}
	same := func(p eval.StoryPair) bool { return p.Same }
	w := &story.Weights{Same: boost(storyBoosting, func(eval.StoryPair) bool { return true }, same)}
	for i, r := range story.Relations {
		w.Relations[i] = boost(relationBoosting, same, func(p eval.StoryPair) bool {
			return p.Relation == r || r == story.Corroborated && p.Relation == story.SingleSource
		})
	}
	return w
}

func writeStory(file string, w *story.Weights) error {
	if *dry {
		return nil
	}
	return os.WriteFile(file, w.Bytes(), 0o644)
}

// printStory prints how many pairs are told right from which odds on.
func printStory(out io.Writer, pairs []eval.StoryPair, held []float64) {
	loss := 0.0
	for i, p := range pairs {
		odds := held[i]
		if p.Same {
			odds = -odds
		}
		loss += math.Log1p(math.Exp(odds)) / float64(len(pairs))
	}
	fmt.Fprintf(out, "loss %.4f\n", loss)
	for _, least := range []float64{-1.5, -1, -0.5, 0, 0.5, 1, 1.5} {
		right, wrong, wanted := 0, 0, 0
		for i, p := range pairs {
			if p.Same {
				wanted++
			}
			switch {
			case held[i] < least:
			case p.Same:
				right++
			default:
				wrong++
			}
		}
		fmt.Fprintf(out, "odds %4.1f: %3d right, %3d wrong, %3d wanted\n", least, right, wrong, wanted)
	}
}
