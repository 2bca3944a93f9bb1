package eval

import (
	"fmt"
	"hash/fnv"

	"github.com/copydesk/copydesk/internal/mention"
)

// NameFolds is how many parts the sets of names are in.
const NameFolds = 3

// HeldNamesFile names the file of the weights that have not seen what [Held]
// holds back, below this package's folder.
const HeldNamesFile = "testdata/folds/names-held.bin.gz"

// NameFoldFile names the file of a fold's weights, below this package's folder.
// They have not seen the fold, nor what [Held] holds back.
func NameFoldFile(fold int) string { return fmt.Sprintf("testdata/folds/names-%d.bin.gz", fold) }

// Held reports whether only the weights that ship may have seen a document: it
// is of a set that others are measured on as a whole.
func Held(d *NameDoc) bool { return d.Set == UNER || d.Set == GUMDev }

// NameFold gives the fold that a document is in.
func (d *NameDoc) NameFold() int {
	h := fnv.New32a()
	h.Write([]byte(d.Set + " " + d.ID))
	return int(h.Sum32() % NameFolds)
}

// HeldNames reads the weights that have not seen what [Held] holds back. The
// error is one of a file of another version of package mention.
func HeldNames() (*mention.Weights, error) { return readNameWeights(HeldNamesFile) }

// readNameWeights reads committed weights.
func readNameWeights(file string) (*mention.Weights, error) {
	packed, err := foldFiles.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	w, err := mention.ReadWeights(packed)
	if err != nil {
		return nil, fmt.Errorf("eval: %s: %w", file, err)
	}
	return w, nil
}
