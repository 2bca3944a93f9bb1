package corpus

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a SQLite file as a corpus: "copy" in ASCII
// (https://www.sqlite.org/pragma.html#pragma_application_id).
const applicationID = 0x636f7079

// lockName is an empty database that is locked, and stays empty, while a
// process opens the corpus.
const lockName = "corpus.lock"

// lock waits until no other process, and nobody else in this one, opens the
// corpus in dir. The operating system lets go of it if the process dies.
//
// It is a SQLite lock because goose has none for SQLite, because a lock on
// corpus.db itself would keep goose out, and because it works wherever the
// corpus does.
func lock(ctx context.Context, dir string) (unlock func(), err error) {
	path := filepath.Join(dir, lockName)
	if err := makeFile(path); err != nil {
		return nil, err
	}
	db, err := openPool(path, 1, "_txlock=exclusive", "_busy_timeout=60000")
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return func() {
		tx.Rollback() // nothing was written, and closing lets go as well
		db.Close()
	}, nil
}

// migrate makes the tables of an empty database, or brings those of an older
// version up to date. The caller holds the lock.
func migrate(ctx context.Context, db *sql.DB) error {
	if err := claim(ctx, db); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	has, knows, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("written by a newer version: its tables have version %d, want %d or less", has, knows)
	}
	_, err = p.Up(ctx)
	return err
}

// claim marks an empty database as a corpus and refuses one that belongs to
// somebody else.
func claim(ctx context.Context, db *sql.DB) error {
	var id, tables int64
	err := db.QueryRowContext(ctx,
		"SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id").Scan(&id, &tables)
	switch {
	case err != nil || id == applicationID:
		return err
	case id != 0 || tables != 0:
		return fmt.Errorf("a database of another program, want a corpus or no file")
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}
