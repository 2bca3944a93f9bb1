package eval

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	write = flag.Bool("write", false, "write what was measured into "+scoresFile)
	worst = flag.Bool("worst", false, "print the ids of the ten pages of each set that Clean does worst on")
)

const scoresFile = "testdata/scores.txt"

// dataSets gives the folder of annotated sets, which is no part of the
// project, or skips the test.
func dataSets(t *testing.T) fs.FS {
	t.Helper()
	folder := os.Getenv("COPYDESK_DATA_SETS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("no data to measure on: %v (COPYDESK_DATA_SETS names another folder)", err)
	}
	return os.DirFS(folder)
}

// TestScores measures the engine on the annotated sets, and fails where a
// figure is not the committed one. With -write it commits what it finds.
func TestScores(t *testing.T) {
	if testing.Short() {
		t.Skip("measuring takes a minute and more")
	}
	tables, err := Measure(dataSets(t))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := Format(&b, tables); err != nil {
		t.Fatal(err)
	}
	if *write {
		if err := os.WriteFile(scoresFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	committed, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(committed) {
		t.Errorf("figures have moved; `make eval` writes the new ones\n-committed +measured\n%s", movedLines(string(committed), b.String()))
	}
}

// movedLines gives the lines that only one of two tables has, those of the
// committed one before those of the measured one where they have the same place.
func movedLines(committed, measured string) string {
	var b strings.Builder
	old, now := strings.Split(committed, "\n"), strings.Split(measured, "\n")
	for i := range max(len(old), len(now)) {
		if i < len(old) && !slices.Contains(now, old[i]) {
			b.WriteString("-" + old[i] + "\n")
		}
		if i < len(now) && !slices.Contains(old, now[i]) {
			b.WriteString("+" + now[i] + "\n")
		}
	}
	return b.String()
}

func TestMovedLines(t *testing.T) {
	for _, c := range []struct{ committed, measured, want string }{
		{"a 1\nb 2\n", "a 1\nb 2\n", ""},
		{"a 1\nb 2\n", "a 1\nb 3\n", "-b 2\n+b 3\n"},
		{"a 1\nb 2\n", "a 1\nnew\nb 2\n", "+new\n"},
		{"a 1\nb 2\n", "b 2\n", "-a 1\n"},
		{"", "a\n", "+a\n"},
	} {
		if got := movedLines(c.committed, c.measured); got != c.want {
			t.Errorf("%q and %q: %q, want %q", c.committed, c.measured, got, c.want)
		}
	}
}

// TestWorst prints where Clean does worst, for whoever works on it.
func TestWorst(t *testing.T) {
	if !*worst {
		t.Skip("for working on Clean: run with -worst")
	}
	pages, err := WorstPages(dataSets(t), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		fmt.Printf("%-18s %-44s F1 %.3f  precision %.3f  recall %.3f\n", p.Set, p.ID, p.F1, p.Precision, p.Recall)
	}
}

func TestFormat(t *testing.T) {
	table := Table{
		Title:   "A task",
		About:   []string{"How it was done."},
		Columns: []string{"F1", "recall"},
		Rows: []Row{
			{"first", 12, []Figure{{.5, 1}, {-.00001, none}}},
			{"  second", 3, []Figure{{2. / 3, 0}, {none, none}}},
		},
	}
	var b strings.Builder
	if err := Format(&b, []Table{table}); err != nil {
		t.Fatal(err)
	}
	want := `
== A task
# How it was done.
set                             n       F1    base   recall    base
first                          12    50.00  100.00     0.00       -
  second                        3    66.67    0.00        -       -
`
	if _, got, _ := strings.Cut(b.String(), "\n\n"); "\n"+got != want {
		t.Errorf("-want +got\n%s", cmp.Diff(want, "\n"+got))
	}
}
