// Package golden runs example files: txtar archives whose comment says what
// the example shows, with a section "in" and a section "want" that quotes
// words, never offsets. For tests only.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// update writes what came out into the example files, to be read and judged in
// the diff.
var update = flag.Bool("update", false, "write what came out into the example files")

// Run runs every testdata/*.txtar of the package under test: what show makes
// of the "in" section must be the "want" section, but for white space at the
// end. The other sections are given by name.
//
// Examples under testdata/todo are what does not work yet. They must fail:
// once one comes right it fails the test, so that it is moved out.
func Run(t *testing.T, show func(in string, sections map[string]string) string) {
	t.Helper()
	for _, file := range files(t, "testdata/*.txtar", 1) {
		t.Run(filepath.Base(file), func(t *testing.T) { run(t, file, show) })
	}
	for _, file := range files(t, "testdata/todo/*.txtar", 0) {
		t.Run("todo/"+filepath.Base(file), func(t *testing.T) {
			_, sections := read(t, file)
			if strings.TrimSpace(show(sections["in"], sections)) == strings.TrimSpace(sections["want"]) {
				t.Error("it works now: move it out of todo")
			}
		})
	}
}

func files(t *testing.T, pattern string, least int) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) < least {
		t.Fatalf("%d example files in %s, want %d or more (%v)", len(names), pattern, least, err)
	}
	return names
}

func read(t *testing.T, file string) (*txtar.Archive, map[string]string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(strings.TrimSpace(string(archive.Comment))) == 0 {
		t.Errorf("%s does not say what it shows", file)
	}
	sections := map[string]string{}
	for _, f := range archive.Files {
		sections[f.Name] = string(f.Data)
	}
	return archive, sections
}

func run(t *testing.T, file string, show func(string, map[string]string) string) {
	t.Helper()
	archive, sections := read(t, file)
	got := strings.TrimSpace(show(sections["in"], sections))
	if diff := cmp.Diff(strings.TrimSpace(sections["want"]), got); diff != "" && !*update {
		t.Errorf("-want +got\n%s", diff)
	}
	if !*update {
		return
	}
	for i := range archive.Files {
		if archive.Files[i].Name == "want" {
			archive.Files[i].Data = []byte(got + "\n")
		}
	}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
