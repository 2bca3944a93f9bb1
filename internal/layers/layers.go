// Package layers knows which package of copydesk may import which. Its test is
// the rule; what the rooms are for stands in docs/design.md.
package layers

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Module is the import path that copydesk's own packages begin with.
const Module = "github.com/copydesk/copydesk/"

// Room is one package of the house.
type Room struct {
	Path  string   // below [Module]
	Floor int      // imports go to lower floors only
	Tool  bool     // for tests and tools: nothing that ships imports it
	Only  []string // where set, the only packages of the house it may import
}

// House lists every package, from the roof down.
var House = []Room{
	{Path: "client/copydesk", Floor: 90},
	{Path: "server/copydeskd", Floor: 90},
	{Path: "server", Floor: 80},
	{Path: "server/gateway", Floor: 76, Only: []string{"proto/copydesk/v1", "server/gateway/copydesk/v1"}},
	{Path: "server/gateway/copydesk/v1", Floor: 75, Only: []string{"proto/copydesk/v1"}},
	{Path: "server/access", Floor: 75, Only: []string{}},
	{Path: "server/load", Floor: 75, Only: []string{}},
	{Path: "client", Floor: 80, Only: []string{"proto/copydesk/v1"}},
	{Path: "proto/copydesk/v1", Floor: 70, Only: []string{}},

	{Path: "internal/train", Floor: 66, Tool: true},
	{Path: "internal/eval", Floor: 65, Tool: true},
	{Path: "internal/learn", Floor: 64, Tool: true},
	{Path: "internal/story", Floor: 62},
	{Path: "internal/coref", Floor: 61},
	{Path: "internal/claim", Floor: 60},
	{Path: "internal/summary", Floor: 60},
	{Path: "internal/analyze", Floor: 50},
	{Path: "internal/attrib", Floor: 46},
	{Path: "internal/mention", Floor: 45},
	{Path: "internal/timex", Floor: 44},
	{Path: "internal/quantity", Floor: 43},
	{Path: "internal/parse", Floor: 42},
	{Path: "internal/tag", Floor: 42},
	{Path: "internal/segment", Floor: 40},
	{Path: "internal/clean", Floor: 31},
	{Path: "internal/page", Floor: 30},
	{Path: "internal/corpus", Floor: 30},
	{Path: "internal/neural", Floor: 21},
	{Path: "internal/lexicon", Floor: 20},
	{Path: "internal/model", Floor: 12},
	{Path: "internal/sets", Floor: 11, Only: []string{}},
	{Path: "internal/doc", Floor: 11},
	{Path: "internal/text", Floor: 10},

	{Path: "internal/sample", Floor: 1, Tool: true},
	{Path: "internal/golden", Floor: 1, Tool: true},
	{Path: "internal/layers", Floor: 1, Tool: true},
	{Path: "internal/protodeps", Floor: 1, Tool: true},
}

// Check reads the import lines of every Go file below the root and gives what
// is wrong with them, in path order: an arrow that does not point down, a
// package that the house does not know, a room that is empty. Test files may
// import what they like, for they ship nowhere. The error is one of reading.
func Check(root fs.FS) (wrong []string, err error) {
	seen := map[string]bool{}
	err = fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skipped(root, file):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		seen[path.Dir(file)] = true
		arrows, err := imports(root, file)
		for _, to := range arrows {
			if why := refuse(path.Dir(file), to); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s imports %s: %s", file, to, why))
			}
		}
		return err
	})
	for _, r := range House {
		if !seen[r.Path] {
			wrong = append(wrong, r.Path+": the house knows it, and it is not there")
		}
	}
	for dir := range seen {
		if room(dir) == nil {
			wrong = append(wrong, dir+": the house does not know it")
		}
	}
	slices.Sort(wrong)
	return wrong, err
}

// skipped reports whether a folder is none of the house: hidden, data of
// tests, or a module of its own.
func skipped(root fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	_, err := fs.Stat(root, path.Join(dir, "go.mod"))
	return err == nil || path.Base(dir) == "testdata" || strings.HasPrefix(path.Base(dir), ".")
}

// imports gives the packages of the house that a file imports, and regexp.
func imports(root fs.FS, file string) ([]string, error) {
	source, err := fs.ReadFile(root, file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, spec := range parsed.Imports {
		if to, err := strconv.Unquote(spec.Path.Value); err == nil && (to == "regexp" || strings.HasPrefix(to, Module)) {
			found = append(found, strings.TrimPrefix(to, Module))
		}
	}
	return found, nil
}

// refuse says why one package may not import another; empty if it may.
func refuse(from, to string) string {
	a, b := room(from), room(to)
	switch {
	case to == "regexp" && a != nil && !a.Tool && strings.HasPrefix(from, "internal/"):
		return "a bounded repeat of some words takes a second on 200 kB: wanted a scanner"
	case a == nil || b == nil:
		return "" // said once for the package, not for every arrow
	case b.Tool && !a.Tool:
		return "it is for tests and tools"
	case a.Only != nil && !slices.Contains(a.Only, to):
		return "it may import " + strings.Join(append(a.Only, "nothing else of the house"), ", ")
	case b.Floor >= a.Floor:
		return "imports point down"
	}
	return ""
}

func room(dir string) *Room {
	i := slices.IndexFunc(House, func(r Room) bool { return r.Path == dir })
	if i < 0 {
		return nil
	}
	return &House[i]
}
