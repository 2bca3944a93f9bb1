package corpus

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors to test for with [errors.Is]. A context's own errors come through as
// they are. No error holds anything of an article but its ID.
var (
	// ErrNotFound: the corpus has no article of that ID.
	ErrNotFound = errors.New("no such article")
	// ErrDamaged: what is stored is not what was stored. Other articles can
	// still be read.
	ErrDamaged = errors.New("damaged")
	// ErrQuery: there is nothing to search for, or too much of it.
	ErrQuery = errors.New("bad query")
	// ErrCursor: not a cursor of this call.
	ErrCursor = errors.New("bad cursor")
	// ErrUnavailable: the store cannot be read or written now: no such folder,
	// no permission, disk full, another process writing for longer than five
	// seconds, closed.
	ErrUnavailable = errors.New("unavailable")
)

// fail says what was being done when the store gave err, and of which kind err
// is. It returns nil for nil.
func fail(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	for _, kind := range []error{ErrNotFound, ErrDamaged, ErrQuery, ErrCursor, ErrUnavailable} {
		if errors.Is(err, kind) {
			return fmt.Errorf("corpus: %s: %w", doing, err)
		}
	}
	if ctxErr := ctx.Err(); ctxErr != nil {
		// Whatever SQLite calls it, it was interrupted by the caller.
		return fmt.Errorf("corpus: %s: %w", doing, ctxErr)
	}
	hint, kind := classify(err)
	if kind == nil {
		return fmt.Errorf("corpus: %s: %w", doing, err)
	}
	return fmt.Errorf("corpus: %s: %w: %s%w", doing, kind, hint, err)
}

// classify returns the kind of an error of the driver, database/sql or the
// file system, with a word on it where SQLite's own is not enough; nil for a
// limit of SQLite (a gigabyte in one article) or a fault of this package.
// Codes: https://www.sqlite.org/rescode.html.
func classify(err error) (hint string, kind error) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return "", ErrUnavailable // closed, or the file is gone
	}
	switch e.Code() & 0xff { // without the extended part
	case sqlite3.SQLITE_NOTADB:
		return "want a corpus or no file: ", ErrDamaged
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT:
		return "", ErrDamaged
	case sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH:
		// Every statement is fixed and no constraint can be broken: a schema or
		// an index that does not go with them is not the one that was made.
		return "the tables are not as they were made: ", ErrDamaged
	case sqlite3.SQLITE_FULL:
		return "the disk is full: ", ErrUnavailable
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return "another process holds the corpus: ", ErrUnavailable
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return "want a folder that can be written: ", ErrUnavailable
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOLFS:
		return "", ErrUnavailable
	}
	return "", nil
}
