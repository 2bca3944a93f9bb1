package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/story"
)

// storyBoosting is how the weights of package story are learnt: small trees,
// each of few features, for there are few pairs.
var storyBoosting = model.Boosting{Trees: 800, Leaves: 8, Rate: 0.02, L2: 10, MinCurve: 2, RowShare: 0.7, Columns: 0.2, Seed: 1}

// relationBoosting is the same for the relations, from fewer pairs yet.
var relationBoosting = model.Boosting{Trees: 300, Leaves: 6, Rate: 0.05, L2: 10, MinCurve: 2, RowShare: 0.7, Columns: 0.2, Seed: 1}

// trainStory learns how what two claims have in common says whether they are
// about the same, from the half of the story set that may be looked at; and, to
// measure by, without each fold of its stories. It prints how well the weights
// tell pairs apart in stories that they have not seen.
func trainStory(root string, out io.Writer) error {
	set, err := eval.ReadStoryPairs()
	if err != nil {
		return err
	}
	pairs := set.Pairs
	held := make([]float64, len(pairs))
	confused := map[[2]story.Relation]int{}
	weights := make([]*story.Weights, eval.FoldCount+1) // the last has seen all
	var learners sync.WaitGroup
	for fold := range weights {
		learners.Go(func() { weights[fold] = storyWeights(set, func(p eval.StoryPair) bool { return p.Fold() != fold }) })
	}
	learners.Wait()
	for fold, w := range weights[:eval.FoldCount] {
		for i, odds := range oddsOf(set, w) {
			if pairs[i].Fold() != fold {
				continue
			}
			held[i] = odds
			if pairs[i].Same {
				confused[[2]story.Relation{pairs[i].Relation, likeliest(w, pairs[i].Stance)}]++
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
	return writeStory(filepath.Join(root, "story", "align.bin.gz"), weights[eval.FoldCount])
}

// oddsOf gives how likely each pair is about the same, for the weights.
func oddsOf(set *eval.StoryPairs, w *story.Weights) []float64 {
	odds := make([]float64, len(set.Pairs))
	for i, p := range set.Pairs {
		odds[i] = float64(w.Same.Answer(p.Features)) / model.Unit
	}
	for i, row := range set.Again(odds) {
		if row != nil {
			odds[i] = float64(w.Again.Answer(row)) / model.Unit
		}
	}
	return odds
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

// storyWeights learns from the pairs that are in. What is seen at second sight is
// learnt from odds of weights that have not seen the story: what a model says of
// the examples it has learnt from is too sure.
func storyWeights(set *eval.StoryPairs, in func(eval.StoryPair) bool) *story.Weights {
	same := func(p eval.StoryPair) bool { return p.Same }
	first := func(taken func(eval.StoryPair) bool) *model.Trees {
		return boostPairs(set.Pairs, storyBoosting, func(p eval.StoryPair) []float32 { return p.Features }, taken, same)
	}
	inner := func(p eval.StoryPair) int { return p.Story / eval.FoldCount % eval.FoldCount }
	odds := make([]float64, len(set.Pairs))
	for fold := range eval.FoldCount {
		t := first(func(p eval.StoryPair) bool { return in(p) && inner(p) != fold })
		for i, p := range set.Pairs {
			if in(p) && inner(p) == fold {
				odds[i] = float64(t.Answer(p.Features)) / model.Unit
			}
		}
	}
	w := &story.Weights{Same: first(in)}
	rows := model.Rows{Width: len(story.FeatureNames()) + len(story.AgainNames())}
	for i, row := range set.Again(odds) {
		if row != nil && in(set.Pairs[i]) {
			rows.Add(row, set.Pairs[i].Same, 1)
		}
	}
	w.Again = model.Boost(&rows, storyBoosting)
	for i, r := range story.Relations {
		w.Relations[i] = boostPairs(set.Pairs, relationBoosting, func(p eval.StoryPair) []float32 { return p.Stance }, func(p eval.StoryPair) bool { return in(p) && p.Same }, func(p eval.StoryPair) bool {
			return p.Relation == r || r == story.Corroborated && p.Relation == story.SingleSource
		})
	}
	return w
}

// Of the pairs that have hardly a meaning in common and are not the same, one in
// easyStep is learnt from, and weighs as much as those that are not: they are most
// of the pairs, and are all alike.
const (
	hardlyShared = 0.1
	easyStep     = 8
)

// senseShared is where the features have how much of its meanings a pair has in
// common.
var senseShared = slices.Index(story.FeatureNames(), "sense shared")

// boostPairs learns which of the pairs that are taken are right.
func boostPairs(pairs []eval.StoryPair, o model.Boosting, row func(eval.StoryPair) []float32, taken, right func(eval.StoryPair) bool) *model.Trees {
	rows := model.Rows{Width: len(row(pairs[0]))}
	easy := 0
	for _, p := range pairs {
		switch {
		case !taken(p):
		case p.Same || p.Features[senseShared] > hardlyShared:
			rows.Add(row(p), right(p), 1)
		default:
			if easy++; easy%easyStep == 0 {
				rows.Add(row(p), right(p), easyStep)
			}
		}
	}
	return model.Boost(&rows, o)
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
