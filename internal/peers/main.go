// Peers runs other libraries that find the article of a page, or read language,
// over what copydesk is measured on, and copydesk beside them. It is a module of its
// own, so that what it depends on never reaches users of copydesk.
//
//	go run . eval     quality, into testdata/scores.txt
//	go run . language how they read language, into testdata/language.txt
//	go run . bench    speed, into testdata/speed.txt
//
// Both print what they write. They are run in this folder.
package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	var measure func(io.Writer, fs.FS) error
	var file string
	switch {
	case len(args) == 1 && args[0] == "eval":
		measure, file = writeScores, "scores.txt"
	case len(args) == 1 && args[0] == "language":
		measure, file = writeLanguage, "language.txt"
	case len(args) == 1 && args[0] == "bench":
		measure, file = writeSpeeds, "speed.txt"
	default:
		fmt.Fprintln(stderr, "usage: peers eval | language | bench")
		return 2
	}
	var tables bytes.Buffer
	err := measure(&tables, dataSets())
	if err == nil {
		err = os.WriteFile(filepath.Join("testdata", file), tables.Bytes(), 0o644)
	}
	if err != nil {
		fmt.Fprintln(stderr, "peers:", err)
		return 1
	}
	stdout.Write(tables.Bytes())
	return 0
}

// dataSets is the folder that internal/eval reads, seen from here.
func dataSets() fs.FS {
	folder := os.Getenv("COPYDESK_DATA_SETS")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	return os.DirFS(folder)
}
