package corpus

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// prepareDir makes dir and an empty database file where they are missing and
// returns the path of the file.
//
// The file is made here and not by SQLite because SQLite would let everybody
// read it; its companions take over the file's mode.
func prepareDir(dir string) (string, error) {
	if dir == "" {
		return "", fmt.Errorf("corpus: open: %w: no folder given, want one that can be written", ErrUnavailable)
	}
	path, err := filepath.Abs(filepath.Join(dir, fileName))
	if err == nil {
		err = makeDir(filepath.Dir(path))
	}
	if err == nil {
		err = makeFile(path)
	}
	if err != nil {
		return "", fmt.Errorf("corpus: open %s: %w: want a folder that can be written: %w", dir, ErrUnavailable, err)
	}
	return path, nil
}

// makeDir is os.MkdirAll for a folder that has to outlive a power cut: it
// syncs the parent of every folder it made.
func makeDir(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%s is not a folder", dir)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

// syncDir writes a folder's entries to disk. Not every system can, and some
// refuse: there the folder is as safe as the system makes it.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	_ = f.Sync()
	return nil
}

// makeFile makes an empty file if there is none. A file that is there is not
// opened: closing it would drop the locks this process may hold on it.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), syncDir(filepath.Dir(path)))
}

// patience is how long a call waits for another process to finish writing, in
// milliseconds.
const patience = "_busy_timeout=5000"

// openWriter opens the one connection that writes.
func openWriter(path string) (*sql.DB, error) {
	return openPool(path, 1,
		patience,
		"_txlock=immediate",
		"_journal_mode=WAL",
		"_synchronous=FULL",
		"_foreign_keys=on",
		// After a long import the log shrinks back to this many bytes.
		"_pragma=journal_size_limit(67108864)",
	)
}

// openReaders opens the connections that read.
func openReaders(path string) (*sql.DB, error) {
	return openPool(path, max(4, runtime.GOMAXPROCS(0)), patience, "_query_only=on")
}

// openPool opens a pool of at most n connections to the database at path,
// which exists. No connection is made yet.
func openPool(path string, n int, params ...string) (*sql.DB, error) {
	params = append(params,
		"mode=rw", // never make a file that was taken away
		"_error_rc=1",
		"_pragma=cell_size_check(on)", // find a broken page before walking into it
	)
	db, err := sql.Open("sqlite", fileURI(path)+"?"+strings.Join(params, "&"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// fileURI is path as SQLite reads it (https://www.sqlite.org/uri.html), with
// '?', '#', '%' and spaces escaped.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/...
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
