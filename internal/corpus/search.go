package corpus

import (
	"context"
	"database/sql"
	"errors"
)

// searchSQL ranks by BM25 (k1 1.2 and b 0.75 are fixed in FTS5,
// https://www.sqlite.org/fts5.html#the_bm25_function). A word in the title
// counts as four in the text: chosen, not measured.
const searchSQL = `
SELECT key, rank
FROM (SELECT rowid AS key, bm25(search, 4.0, 1.0) AS rank FROM search WHERE search MATCH ?1)
WHERE ?2 = 0 OR (rank, key) > (?3, ?2)
ORDER BY rank, key LIMIT ?4`

// Search returns at most limit articles that hold what is wanted in their
// title or text, the best first and the earlier put before its equals, from
// the one after the cursor on, and the cursor for the next page: zero if there
// is no more. A limit below 1 is an error.
//
// In a query all words are wanted, in any order; "words in quotation marks"
// stand together; a minus before a word or phrase leaves out the articles that
// have it; a star after it (evacuat*) takes every word that begins so. Case
// and diacritics do not matter. Nothing else has a meaning: AND, NEAR,
// brackets, colons are words or gaps between words, and no query has a wrong
// syntax. The error is [ErrQuery] if nothing is wanted, or more than [MaxQuery]
// or [MaxQueryWords] allow.
//
// A snippet is up to 200 bytes of the text where it holds most of the words, in
// one line, with … where something was left out. It is looked for in the first
// 64 KiB of the text; without a match there it is the beginning.
func (c *Corpus) Search(ctx context.Context, query string, after Cursor, limit int) ([]Entry, Cursor, error) {
	if err := checkPage("search", after, true, limit); err != nil {
		return nil, Cursor{}, err
	}
	q, err := parseQuery(query)
	if err != nil {
		return nil, Cursor{}, fail(ctx, "search", err)
	}
	return c.find(ctx, q.match, q.words, after, limit)
}

// SearchAny is [Corpus.Search] where one of the words is enough, for questions
// in plain words. Articles that hold more of them, and rarer ones, come first.
func (c *Corpus) SearchAny(ctx context.Context, query string, after Cursor, limit int) ([]Entry, Cursor, error) {
	if err := checkPage("search", after, true, limit); err != nil {
		return nil, Cursor{}, err
	}
	q, err := parseQuery(query)
	if err != nil {
		return nil, Cursor{}, fail(ctx, "search", err)
	}
	return c.find(ctx, q.any, q.words, after, limit)
}

// find returns the page of articles that match an expression of FTS5.
func (c *Corpus) find(ctx context.Context, match string, words wordSet, after Cursor, limit int) ([]Entry, Cursor, error) {
	var entries []Entry
	var next Cursor
	err := c.read(ctx, func(tx *sql.Tx) error {
		hits, err := findHits(ctx, tx, match, after, limit)
		if err != nil {
			return err
		}
		hits, more := cut(hits, limit)
		if more {
			next = hits[len(hits)-1]
		}
		entries, err = c.readHits(ctx, tx, hits, words)
		return err
	})
	if err != nil {
		return nil, Cursor{}, fail(ctx, "search", err)
	}
	return entries, next, nil
}

// findHits returns where the matches stand in the order of ranks, one beyond
// the page if there is one.
func findHits(ctx context.Context, tx *sql.Tx, match string, after Cursor, limit int) ([]Cursor, error) {
	found, err := tx.QueryContext(ctx, searchSQL, match, after.key, after.rank, oneMore(limit))
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var hits []Cursor
	for found.Next() {
		hit := Cursor{ranked: true}
		if err := found.Scan(&hit.key, &hit.rank); err != nil {
			return nil, err
		}
		hits = append(hits, hit)
	}
	return hits, found.Err()
}

// readHits returns the articles at the hits. One that is in the index but not
// in the table is damaged: the snapshot has both or neither.
func (c *Corpus) readHits(ctx context.Context, tx *sql.Tx, hits []Cursor, words wordSet) ([]Entry, error) {
	entries := make([]Entry, len(hits))
	for i, hit := range hits {
		rows, err := selectRows(ctx, tx, "WHERE key = ?", hit.key)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			entries[i].Damaged = true
			continue
		}
		if entries[i], err = c.readHit(ctx, tx, rows[0], words); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

func (c *Corpus) readHit(ctx context.Context, tx *sql.Tx, r *row, words wordSet) (Entry, error) {
	e := r.entry()
	if e.Damaged {
		return e, nil
	}
	text, err := c.readText(ctx, tx, r)
	if errors.Is(err, ErrDamaged) {
		return Entry{ID: e.ID, Damaged: true}, nil
	}
	if err != nil {
		return Entry{}, err
	}
	e.Snippet = snippet(text, words)
	return e, nil
}
