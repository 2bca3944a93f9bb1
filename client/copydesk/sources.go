package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// source is where articles come from: one article or a file of many.
type source struct {
	name  string // as the caller wrote it, or found in a folder
	kind  sourceKind
	size  int64         // in bytes; 0 if it is not known
	stdin *bufio.Reader // of fromStdin
	err   error         // why there is nothing to be had from it
}

type sourceKind int

const (
	fromFile   sourceKind = iota // a file that is an article
	fromLines                    // a file of JSON lines
	fromStdin                    // standard input, either of these
	fromCorpus                   // an article that the corpus keeps
)

// The files of a folder that are taken for articles, by their endings, and those
// that hold one article a line.
var (
	articleEndings = []string{".html", ".htm", ".xhtml", ".txt", ".text"}
	lineEndings    = []string{".jsonl", ".ndjson"}
)

// corpusPrefix begins the names of articles that the corpus keeps.
const corpusPrefix = "articles/"

// peekBytes is how far standard input and files of JSON lines are looked at
// before they are read.
const peekBytes = 64 << 10

// sources finds what the arguments of a command name, folders with all that is
// in them. What cannot be had is a source with an error, so that the others are.
func (d *desk) sources(c *cobra.Command, args []string) ([]source, error) {
	if len(args) == 0 {
		if isTerminal(d.in) {
			return nil, usagef(c, "nothing to read: wanted files, folders, articles/ID, or - for standard input")
		}
		args = []string{"-"}
	}
	var all []source
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-":
			all = append(all, source{name: "standard input", kind: fromStdin, stdin: d.buffered(c.Context())})
		case err == nil && info.IsDir():
			all = append(all, d.folder(arg)...)
		case err == nil:
			all = append(all, fileSource(arg, info))
		case strings.HasPrefix(arg, corpusPrefix):
			all = append(all, source{name: arg, kind: fromCorpus})
		default:
			all = append(all, source{name: arg, err: fileError(err)})
		}
	}
	return all, nil
}

// fileSource gives the source for a file that is not a folder. The size of a
// pipe is not known.
func fileSource(name string, info fs.FileInfo) source {
	s := source{name: name}
	if info.Mode().IsRegular() {
		s.size = info.Size()
	}
	if slices.Contains(lineEndings, strings.ToLower(filepath.Ext(name))) {
		s.kind = fromLines
	}
	return s
}

// folder gives the articles in a folder and the folders below it, in the order
// of their names. Hidden files are left out, others with a note.
func (d *desk) folder(root string) []source {
	var all []source
	left := map[string]int{} // how many were left out, by ending
	// Errors are sources.
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			all = append(all, source{name: path, err: fileError(err)})
			return fs.SkipDir
		case path != root && strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		}
		if s, ok := member(path); ok {
			all = append(all, s)
		} else {
			left[strings.ToLower(filepath.Ext(path))]++
		}
		return nil
	})
	if len(left) > 0 {
		d.complain("note: %s: left out %s", root, leftOut(left))
	}
	if len(all) == 0 {
		all = []source{{name: root, err: status.Errorf(codes.NotFound, "no article in this folder: wanted files that end in %s",
			strings.Join(slices.Concat(articleEndings, lineEndings), ", "))}}
	}
	return all
}

// member gives the source for a file of a folder, if it is one by its ending. A
// link is followed to a file, not to a folder: it might lead in a circle.
func member(path string) (source, bool) {
	ending := strings.ToLower(filepath.Ext(path))
	if !slices.Contains(articleEndings, ending) && !slices.Contains(lineEndings, ending) {
		return source{}, false
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return source{name: path, err: fileError(err)}, true
	case !info.Mode().IsRegular():
		return source{}, false
	}
	return fileSource(path, info), true
}

// leftOut says what was left out: "3 files (.css, .png)".
func leftOut(left map[string]int) string {
	total := 0
	var endings []string
	for ending, n := range left {
		total += n
		if ending != "" {
			endings = append(endings, ending)
		}
	}
	slices.Sort(endings)
	if len(endings) == 0 {
		return count(total, "file")
	}
	return fmt.Sprintf("%s (%s)", count(total, "file"), strings.Join(endings, ", "))
}

// namesArticle matches a line of JSON that names an article of the corpus. A
// quotation mark inside a string would have a backslash before it.
var namesArticle = regexp.MustCompile(`"name"\s*:`)

// wantCorpus reports whether a source names articles of the corpus. Of JSON
// lines only the beginning is looked at.
func wantCorpus(sources []source) bool {
	return slices.ContainsFunc(sources, func(s source) bool {
		switch s.kind {
		case fromCorpus:
			return true
		case fromLines:
			file, err := os.Open(s.name)
			if err != nil {
				return false // to be told when it is read
			}
			defer file.Close()
			head, _ := bufio.NewReaderSize(file, peekBytes).Peek(peekBytes)
			return namesArticle.Match(head)
		case fromStdin:
			return isLines(s.stdin) && namesArticle.Match(head(s.stdin))
		}
		return false
	})
}

// many reports whether a source may hold several articles.
func (s source) many() bool {
	return s.kind == fromLines || s.kind == fromStdin && isLines(s.stdin)
}

// isLines reports whether a stream begins as JSON lines do. An article does not.
func isLines(r *bufio.Reader) bool { return beginsObject.Match(head(r)) }

var beginsObject = regexp.MustCompile(`^\s*\{\s*"`)

// head gives what a stream begins with, as far as it is there.
func head(r *bufio.Reader) []byte {
	_, _ = r.Peek(1) // waits for something
	begin, _ := r.Peek(r.Buffered())
	return begin
}
