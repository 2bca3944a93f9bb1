// Package corpus keeps articles: in one SQLite file of its own folder, with
// full text search, for a server that has nothing else to run beside it.
//
// # What is promised
//
// An article that [Corpus.Put] acknowledged is there after kill -9 and after a
// power cut: WAL with synchronous=FULL, so that every commit waits for the
// disk. A batch is one transaction: all of it or nothing. An article is named
// by the hash of what was sent ([ID]), so the same article twice is one, and
// what comes back is checked against its name; what was found in it and the
// columns of a list carry checksums. Damage is therefore an error or a mark
// ([ErrDamaged], [Entry.Damaged]), never an article that is a little wrong.
// SQLite has no checksums of its own, and its integrity check does not look
// into blobs.
//
// Damage to an index, as opposed to an article, may hide an article from Get or
// Search; List reads the table itself. Damage to the log of a process that was
// killed ends the log there, before the next one reads it.
//
// # Decisions
//
//   - Writes go through one connection that takes the write lock when the
//     transaction begins (_txlock=immediate); a transaction that reads first
//     and is upgraded later fails with SQLITE_BUSY at once, busy_timeout or
//     not. Reads have a pool of their own that cannot write (query_only).
//   - Content and text are compressed with DEFLATE, level 2, before the write
//     lock is taken. Measured on 130 news pages of 309 kB on average: 9.7 MB
//     in place of 41.7 MB; a Put of 16 takes 2.4 ms a page in place of 1.1 (1.9
//     of it compressing, which concurrent calls do in parallel), a Get 0.7 ms
//     more. Level 1 makes 7 % more bytes, level 6 takes twice as long for 10 %
//     fewer. Page sizes of 8 and 16 KiB changed neither figure by a tenth.
//   - The search index is contentless with deletes. An external-content index
//     has to be told the old text to delete it: with a damaged text it could
//     never be put right, and the text could not be compressed. The price is
//     that FTS5's snippet() has nothing to read; [Entry.Snippet] is made here.
//   - The tokenizer is unicode61 without diacritics, not porter: the stemmer
//     knows English only and cuts words of every language and names too. A
//     trailing * finds inflections. Scripts written without spaces are found
//     by whole runs or their beginnings only; trigrams would find parts of them, in an
//     index several times the size, and no word of two letters at all.
//   - Cursors are keysets, not offsets: a page costs the same at any depth,
//     and an insert moves nothing.
//   - Opening is serialised between processes by a lock file (see migrate).
//     Retrying until the other one's migration is visible was rejected: goose
//     reads the version before it takes a lock, and a migration that changes
//     rows could run twice.
//
// On Linux a process loses its locks on a file when it closes any descriptor
// of it: nothing but this package may open corpus.db in the same process.
package corpus

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// fileName is the database in the corpus's folder; SQLite puts -wal and -shm
// beside it while it is open.
const fileName = "corpus.db"

// Corpus is a store of articles, open. It is safe for concurrent use, and
// another process may have the same folder open.
type Corpus struct {
	path      string
	file      fs.FileInfo // of path when it was opened
	writer    *sql.DB     // one connection
	readers   *sql.DB
	deflaters sync.Pool // of *flate.Writer: half a megabyte each
	inflaters sync.Pool // of flate.NewReader's: 40 kB each
}

// Open opens the corpus in dir and makes what is missing: dir itself (mode
// 0o700), the database in it (0o600), its tables. The caller closes it.
//
// Errors name the path and say what was wanted: [ErrUnavailable] for a folder
// that cannot be made or written, for a database that is not a corpus or was
// written by a newer version; [ErrDamaged] for a file that is no database.
func Open(ctx context.Context, dir string) (*Corpus, error) {
	path, err := prepareDir(dir)
	if err != nil {
		return nil, err
	}
	c := &Corpus{path: path}
	if err := c.open(ctx); err != nil {
		c.Close()
		return nil, fail(ctx, "open "+path, err)
	}
	return c, nil
}

// open fills in the connections and brings the tables up to date, alone among
// the processes that open this corpus.
func (c *Corpus) open(ctx context.Context) error {
	unlock, err := lock(ctx, filepath.Dir(c.path))
	if err != nil {
		return err
	}
	defer unlock()
	if c.writer, err = openWriter(c.path); err != nil {
		return err
	}
	if err := migrate(ctx, c.writer); err != nil {
		return err
	}
	if c.file, err = os.Stat(c.path); err != nil {
		return err
	}
	c.readers, err = openReaders(c.path)
	return err
}

// Close lets go of the files, after the calls under way. A call made later
// gets [ErrUnavailable].
func (c *Corpus) Close() error {
	var errs []error
	// The writer last: the last connection to go moves the log into the
	// database, which a query_only connection may not.
	for _, db := range []*sql.DB{c.readers, c.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Ping says whether the corpus answers: it reads through the store and looks
// whether the file it has open is still the one in its folder. The error is
// [ErrUnavailable] or [ErrDamaged].
func (c *Corpus) Ping(ctx context.Context) error {
	if err := c.inPlace(); err != nil {
		return fail(ctx, "ping", err)
	}
	var n int
	err := c.readers.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT 1 FROM articles LIMIT 1)").Scan(&n)
	return fail(ctx, "ping", err)
}

// Count is the number of articles.
func (c *Corpus) Count(ctx context.Context) (int64, error) {
	var n int64
	err := c.readers.QueryRowContext(ctx, "SELECT count(*) FROM articles").Scan(&n)
	return n, fail(ctx, "count", err)
}

// inPlace returns an error if the database file was removed or replaced. SQLite
// would go on, and lose everything with its last descriptor.
func (c *Corpus) inPlace() error {
	now, err := os.Stat(c.path)
	if err != nil {
		return err
	}
	if !os.SameFile(c.file, now) {
		return fmt.Errorf("%s was replaced while it was open", c.path)
	}
	return nil
}

// write runs f in a transaction on the one writing connection. When it returns
// nil the changes are on disk.
func (c *Corpus) write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := c.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		tx.Rollback() // its error would only hide the cause
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return c.inPlace()
}

// read runs f on one snapshot of the corpus.
func (c *Corpus) read(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := c.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing was written
	return f(tx)
}
