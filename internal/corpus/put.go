package corpus

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// PutResult says what became of one article given to [Corpus.Put].
type PutResult struct {
	ID      string
	Existed bool // the corpus had it, or it came earlier in the same call
}

// Put keeps articles and returns one result for each, in order. It is one
// transaction: when the error is nil all of them survive kill -9 and a power
// cut, and otherwise none was added, unless the error came while the disk was
// waited for; to put them again is right in any case. An article that is there
// already stays as it is, with what an earlier engine found, damaged or not: to
// replace it, delete it first.
//
// A batch waits for the disk once: 64 small articles took 5.7 ms, one 0.5 ms.
func (c *Corpus) Put(ctx context.Context, articles []*Article) ([]PutResult, error) {
	packed := make([]parcel, len(articles))
	for i, a := range articles {
		if a == nil {
			return nil, fmt.Errorf("corpus: put: article %d of %d is nil", i+1, len(articles))
		}
		if err := ctx.Err(); err != nil {
			return nil, fail(ctx, "put", err)
		}
		packed[i] = parcel{row: newRow(a), text: c.pack([]byte(a.Text)), content: c.pack(a.Content)}
	}
	var results []PutResult
	err := c.write(ctx, func(tx *sql.Tx) (err error) {
		results, err = insert(ctx, tx, packed)
		return err
	})
	if err != nil {
		return nil, fail(ctx, "put", err)
	}
	return results, nil
}

// parcel is an article ready to be written: everything that takes time was
// done before the write lock is taken.
type parcel struct {
	*row
	text, content []byte
}

// inserter holds the statements that write an article.
type inserter struct{ article, body, index *sql.Stmt }

func newInserter(ctx context.Context, tx *sql.Tx) (in inserter, err error) {
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&in.article, "INSERT INTO articles (" + columns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)" +
			" ON CONFLICT (id) DO NOTHING RETURNING key"},
		{&in.body, "INSERT INTO bodies (key, text, content) VALUES (?,?,?)"},
		{&in.index, "INSERT INTO search (rowid, title, text) VALUES (?,?,?)"},
	} {
		if *s.to, err = tx.PrepareContext(ctx, s.sql); err != nil {
			return inserter{}, err
		}
	}
	return in, nil
}

// insert writes the articles that are new. The statements close with tx.
func insert(ctx context.Context, tx *sql.Tx, parcels []parcel) ([]PutResult, error) {
	in, err := newInserter(ctx, tx)
	if err != nil {
		return nil, err
	}
	results := make([]PutResult, len(parcels))
	for i, p := range parcels {
		existed, err := in.insert(ctx, p)
		if err != nil {
			return nil, err
		}
		results[i] = PutResult{ID: p.article.ID, Existed: existed}
	}
	return results, nil
}

func (in inserter) insert(ctx context.Context, p parcel) (existed bool, err error) {
	var key int64
	err = in.article.QueryRowContext(ctx, p.fields()...).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := in.body.ExecContext(ctx, key, p.text, p.content); err != nil {
		return false, err
	}
	_, err = in.index.ExecContext(ctx, key, p.article.Title, p.article.Text)
	return false, err
}

// Delete removes an article, and what the search index has of it. The error is
// [ErrNotFound] if it is not there. A damaged article can be deleted.
func (c *Corpus) Delete(ctx context.Context, id string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		var key int64
		// The body goes with it: ON DELETE CASCADE.
		err := tx.QueryRowContext(ctx, "DELETE FROM articles WHERE id = ? RETURNING key", id).Scan(&key)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM search WHERE rowid = ?", key)
		return err
	})
	return fail(ctx, fmt.Sprintf("delete %.40q", id), err)
}
