package layers

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestHouse(t *testing.T) {
	wrong, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range wrong {
		t.Error(line)
	}
}

// What the rule must catch, on a house with one crooked room at a time.
func TestCheckSeesWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ file, source, want string }{
		{"internal/text/a.go", `package text; import _ "` + Module + `internal/doc"`, "imports point down"},
		{"client/a.go", `package client; import _ "` + Module + `internal/text"`, "nothing else of the house"},
		{"server/a.go", `package server; import _ "` + Module + `internal/sample"`, "for tests and tools"},
		{"internal/utils/a.go", `package utils`, "does not know it"},
		{"internal/timex/a.go", `package timex; import "regexp"`, "wanted a scanner"},
	} {
		wrong, err := Check(fstest.MapFS{c.file: {Data: []byte(c.source)}})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(wrong, "\n"), c.want) {
			t.Errorf("%s: nothing said of %q in %q", c.source, c.want, wrong)
		}
	}
}
