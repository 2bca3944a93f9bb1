// Command train learns the weights of package clean from annotated pages, those
// of packages segment and neural and the lemmas of package tag from treebanks,
// those of package mention from annotated names, those of package story for
// events from annotated coreference, those of package summary from articles with
// summaries,
// and, to measure them by, the weights of each fold, learnt without it. It
// writes what it learns, and prints how good it is on what it has not seen.
//
// "make train" runs it; docs/data.md says what it learns from.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
)

var (
	kinds = flag.String("kinds", "all", "learn for html, text, facts, segment, net, folds (of the net), lemmas, names, story, events, summary or all; with html or text the rest of the body's weights is left empty, with facts they are as committed")
	dry   = flag.Bool("dry", false, "print the figures and write nothing")
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	sets := flag.String("sets", "../shared/data", "the folder of annotated sets")
	root := flag.String("root", "internal", "the folder of packages to write weights into")
	labels := flag.Bool("ceiling", false, "learn nothing, and print the F1 that the labels themselves would give, and the share of pages that state a fact as it is annotated")
	flag.CommandLine.Parse(args)
	do := func() error { return train(*sets, *root, stdout) }
	if *labels {
		do = func() error { return ceiling(os.DirFS(*sets), stdout) }
	}
	if err := do(); err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	return 0
}

func train(sets, root string, out io.Writer) error {
	switch *kinds {
	case "net", "folds", "lemmas":
		return trainLanguage(os.DirFS(sets), root, out)
	case "segment":
		return trainSegment(os.DirFS(sets), root, out)
	case "story":
		return trainStory(root, out)
	case "events":
		return trainEvents(os.DirFS(sets), root, out)
	case "names":
		return trainNames(os.DirFS(sets), root, out)
	case "summary":
		return trainSummary(os.DirFS(sets), root, out)
	}
	if err := trainClean(sets, root, out); err != nil || *kinds != "all" {
		return err
	}
	if err := trainSegment(os.DirFS(sets), root, out); err != nil {
		return err
	}
	if err := trainLanguage(os.DirFS(sets), root, out); err != nil {
		return err
	}
	if err := trainNames(os.DirFS(sets), root, out); err != nil {
		return err
	}
	if err := trainEvents(os.DirFS(sets), root, out); err != nil {
		return err
	}
	return trainSummary(os.DirFS(sets), root, out)
}

func trainClean(sets, root string, out io.Writer) error {
	learnt, err := bodies(os.DirFS(sets))
	if err != nil {
		return err
	}
	pages, err := readFacts(os.DirFS(sets), eval.Folds(learnt[:eval.FoldCount]))
	if err != nil {
		return err
	}
	for fold, w := range learnt {
		if w != nil { // nothing is learnt from all pages when nothing is written
			w.Facts = learnFacts(pages, fold)
		}
	}
	tables, err := eval.CleanTables(os.DirFS(sets), eval.Folds(learnt[:eval.FoldCount]))
	if err != nil {
		return err
	}
	if err := eval.Format(out, tables); err != nil || *dry {
		return err
	}
	return write(root, learnt)
}

// bodies gives the weights of each fold, and at last those of all pages, but for
// the facts: learnt, or where only facts are to be learnt, those of the folds as
// they were committed.
func bodies(sets fs.FS) ([]*clean.Weights, error) {
	if *kinds == "facts" {
		folds, err := eval.BodyFolds()
		return append(folds[:], &clean.Weights{}), err
	}
	pages, err := readPages(sets)
	if err != nil {
		return nil, err
	}
	return learnAll(pages), nil
}

func write(root string, learnt []*clean.Weights) error {
	for i, w := range learnt {
		body, facts := filepath.Join("clean", "weights.bin.gz"), filepath.Join("clean", "facts.bin.gz")
		if i < all {
			body, facts = filepath.Join("eval", eval.FoldFile(i)), filepath.Join("eval", eval.FactsFile(i))
		}
		if err := os.WriteFile(filepath.Join(root, facts), w.Facts.Pack(), 0o644); err != nil {
			return err
		}
		if *kinds == "facts" {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, body), w.Pack(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// workers is how many folds are learnt at a time: each takes half a gigabyte.
const workers = 2

// learnAll learns without each fold, and from all pages at last. Each has pages
// of its own, for learning lays them out anew.
func learnAll(pages []labelled) []*clean.Weights {
	learnt := make([]*clean.Weights, eval.FoldCount+1)
	var group sync.WaitGroup
	turns := make(chan int)
	for range workers {
		group.Go(func() {
			for fold := range turns {
				own := copyPages(pages)
				learnt[fold] = newLearner(except(own, fold)).learn()
			}
		})
	}
	for fold := range learnt {
		if fold < all || !*dry {
			turns <- fold
		}
	}
	close(turns)
	group.Wait()
	return learnt
}

// copyPages copies pages with their sheets, which learning writes into.
func copyPages(pages []labelled) []labelled {
	own := slices.Clone(pages)
	for i := range own {
		own[i].html.sheet = own[i].html.sheet.Copy()
		own[i].text = slices.Clone(own[i].text)
		for k := range own[i].text {
			own[i].text[k].sheet = own[i].text[k].sheet.Copy()
		}
	}
	return own
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
