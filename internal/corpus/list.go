package corpus

import (
	"context"
	"database/sql"
	"time"
)

// Entry is an article in a list: without its content and text.
type Entry struct {
	ID                                 string
	Title, Site, Language, PublishDate string // as in [Article]
	Authors                            []string
	URL                                string
	PublishTime                        time.Time // as in [Article]; zero: not given
	Bytes                              int64     // length of the content
	// Snippet is a piece of the text around the words that were searched for,
	// for people to read; see [Corpus.Search]. Empty in a List.
	Snippet string
	// Damaged says that the article is stored but is not what was put.
	// Everything else is then empty but the ID, which is there to delete it
	// by, if what is stored has the form of one.
	Damaged bool
}

// List returns at most limit articles in the order in which they were put,
// from the one after the cursor on, and the cursor for the next page: zero if
// there is no more. Articles put or deleted between two pages change nothing
// for the others. A limit below 1 is an error.
func (c *Corpus) List(ctx context.Context, after Cursor, limit int) ([]Entry, Cursor, error) {
	if err := checkPage("list", after, false, limit); err != nil {
		return nil, Cursor{}, err
	}
	var rows []*row
	err := c.read(ctx, func(tx *sql.Tx) (err error) {
		rows, err = selectRows(ctx, tx, "WHERE key > ? ORDER BY key LIMIT ?", after.key, oneMore(limit))
		return err
	})
	if err != nil {
		return nil, Cursor{}, fail(ctx, "list", err)
	}
	rows, more := cut(rows, limit)
	entries := make([]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry()
	}
	if !more {
		return entries, Cursor{}, nil
	}
	return entries, Cursor{key: rows[len(rows)-1].key}, nil
}

// entry returns the row for a list, or the mark that it is damaged.
func (r *row) entry() Entry {
	a, ok := r.head()
	if !ok && isID(r.article.ID) {
		return Entry{ID: r.article.ID, Damaged: true}
	}
	if !ok {
		return Entry{Damaged: true}
	}
	return Entry{
		ID: a.ID, Title: a.Title, Site: a.Site, Language: a.Language, PublishDate: a.PublishDate,
		Authors: a.Authors, URL: a.URL, PublishTime: a.PublishTime, Bytes: r.contentBytes,
	}
}

// oneMore is the number of rows to ask for: one beyond the page tells whether
// another page follows. For SQLite a negative limit is none, which is what the
// largest int asks for.
func oneMore(limit int) int64 { return int64(limit) + 1 }

// cut returns at most limit of the rows, and whether there were more.
func cut[T any](rows []T, limit int) (page []T, more bool) {
	if len(rows) <= limit {
		return rows, false
	}
	return rows[:limit], true
}
