package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
)

// maxLine is the longest line that a set may have, in bytes: a page of 8 MiB
// with its escapes, three times over.
const maxLine = 64 << 20

// readLines calls f with each line of a file, unpacked if its name ends in .gz.
// The error names the file and, where f gave it, the line.
func readLines(sets fs.FS, name string, f func(line []byte) error) (err error) {
	file, err := sets.Open(name)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	defer file.Close()
	var r io.Reader = file
	if path.Ext(name) == ".gz" {
		if r, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("eval: %s: %w", name, err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("eval: %s: line %d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("eval: %s: %w", name, err)
	}
	return nil
}

// readJSONLines gives the values of a file that holds one in JSON a line.
func readJSONLines[T any](sets fs.FS, name string) ([]T, error) {
	var values []T
	err := readLines(sets, name, func(line []byte) error {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			return err
		}
		values = append(values, v)
		return nil
	})
	return values, err
}
