package corpus

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
)

// Get returns an article whole. The error is [ErrNotFound] if the corpus does
// not have it, and [ErrDamaged] if what is stored no longer hashes to its ID
// or fails a checksum.
func (c *Corpus) Get(ctx context.Context, id string) (*Article, error) {
	var a *Article
	err := c.read(ctx, func(tx *sql.Tx) error {
		rows, err := selectRows(ctx, tx, "WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrNotFound
		}
		a, err = c.readArticle(ctx, tx, rows[0])
		return err
	})
	if err != nil {
		return nil, fail(ctx, fmt.Sprintf("get %.40q", id), err)
	}
	return a, nil
}

// readArticle adds content and text to a row and checks all of it.
func (c *Corpus) readArticle(ctx context.Context, tx *sql.Tx, r *row) (*Article, error) {
	a, ok := r.head()
	if !ok {
		return nil, fmt.Errorf("%w: its row fails its checksum", ErrDamaged)
	}
	text, err := c.readText(ctx, tx, r)
	if err != nil {
		return nil, err
	}
	content, err := c.readBody(ctx, tx, "content", r.key, r.contentBytes)
	if err != nil {
		return nil, err
	}
	a.Text, a.Content = text, content
	if ID(&a) != a.ID {
		return nil, fmt.Errorf("%w: its content does not hash to its ID", ErrDamaged)
	}
	return &a, nil
}

// readText returns the clean copy of an article whose row is as written.
func (c *Corpus) readText(ctx context.Context, tx *sql.Tx, r *row) (string, error) {
	b, err := c.readBody(ctx, tx, "text", r.key, r.textBytes)
	if err != nil {
		return "", err
	}
	text := string(b)
	if !bytes.Equal(textSum(text), r.textSum) {
		return "", fmt.Errorf("%w: its text fails its checksum", ErrDamaged)
	}
	return text, nil
}

// readBody returns a column of the table bodies, unpacked. A row without a
// body is damage: the snapshot has both or neither.
func (c *Corpus) readBody(ctx context.Context, tx *sql.Tx, column string, key, size int64) ([]byte, error) {
	var b []byte
	err := tx.QueryRowContext(ctx, "SELECT "+column+" FROM bodies WHERE key = ?", key).Scan(&b)
	if err == sql.ErrNoRows {
		return nil, fmt.Errorf("%w: its %s is gone", ErrDamaged, column)
	}
	if err != nil {
		return nil, err
	}
	return c.unpack(b, size)
}

// selectRows reads rows of the table articles. A row that cannot even be
// scanned comes back with its key and fails its checksum like any other damage.
func selectRows(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]*row, error) {
	found, err := tx.QueryContext(ctx, "SELECT key, "+columns+" FROM articles "+where, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var rows []*row
	for found.Next() {
		r := new(row)
		if err := found.Scan(append([]any{&r.key}, r.fields()...)...); err != nil {
			r.sum = nil // a number where a text was: no byte string equals it
		}
		rows = append(rows, r)
	}
	return rows, found.Err()
}

// Has says of each ID whether the corpus has that article, to go on with an
// import without cleaning the same pages again. It does not look for damage.
func (c *Corpus) Has(ctx context.Context, ids []string) ([]bool, error) {
	// IDs of this package are plain letters. JSON changes invalid UTF-8, but
	// never into an ID.
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err // strings cannot fail
	}
	found, err := c.readers.QueryContext(ctx,
		"SELECT j.key FROM json_each(?) AS j WHERE EXISTS (SELECT 1 FROM articles WHERE id = j.value)", string(list))
	if err != nil {
		return nil, fail(ctx, "has", err)
	}
	defer found.Close()
	has := make([]bool, len(ids))
	for found.Next() {
		var i int
		if err := found.Scan(&i); err != nil {
			return nil, fail(ctx, "has", err)
		}
		has[i] = true
	}
	return has, fail(ctx, "has", found.Err())
}
