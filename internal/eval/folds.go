package eval

import (
	"embed"
	"fmt"
	"hash/fnv"
	"net/url"

	"golang.org/x/net/publicsuffix"

	"github.com/copydesk/copydesk/internal/clean"
)

// FoldCount is how many parts the sets for Clean are in.
const FoldCount = 5

// Folds are weights for Clean, each learnt without the pages of its own fold:
// what is measured is always a page that its weights have not seen, nor any
// other of its site. The weights that ship have seen all, and are measured on
// none.
type Folds [FoldCount]*clean.Weights

//go:embed testdata/folds
var foldFiles embed.FS

// FoldFile names the file of a fold's weights, below this package's folder.
func FoldFile(fold int) string { return fmt.Sprintf("testdata/folds/clean-%d.bin.gz", fold) }

// FactsFile names the file of a fold's facts, below this package's folder.
func FactsFile(fold int) string { return fmt.Sprintf("testdata/folds/facts-%d.bin.gz", fold) }

// CommittedFolds reads the weights of all folds. The error is one of files that
// are of another version of package clean.
func CommittedFolds() (Folds, error) {
	folds, err := BodyFolds()
	if err != nil {
		return folds, err
	}
	for i := range folds {
		packed, err := foldFiles.ReadFile(FactsFile(i))
		if err != nil {
			return folds, fmt.Errorf("eval: %w", err)
		}
		if folds[i].Facts, err = clean.ReadFacts(packed); err != nil {
			return folds, fmt.Errorf("eval: %s: %w", FactsFile(i), err)
		}
	}
	return folds, nil
}

// BodyFolds reads the weights of all folds but for their facts.
func BodyFolds() (Folds, error) {
	var folds Folds
	for i := range folds {
		packed, err := foldFiles.ReadFile(FoldFile(i))
		if err != nil {
			return folds, fmt.Errorf("eval: %w", err)
		}
		if folds[i], err = clean.ReadWeights(packed); err != nil {
			return folds, fmt.Errorf("eval: %s: %w", FoldFile(i), err)
		}
	}
	return folds, nil
}

// Site gives the registrable name of the page's host, by the list of public
// suffixes; the page's id where it has no URL.
func (p *CleanPage) Site() string {
	u, err := url.Parse(p.URL)
	if err != nil || u.Hostname() == "" {
		return p.ID
	}
	name, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		return u.Hostname()
	}
	return name
}

// Fold gives the fold that the page is in: all pages of a site are in one.
func (p *CleanPage) Fold() int {
	h := fnv.New32a()
	h.Write([]byte(p.Site()))
	return int(h.Sum32() % FoldCount)
}
