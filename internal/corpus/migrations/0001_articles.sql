-- +goose Up

-- One row an article: what was sent with it and what Clean found, but neither
-- content nor text, so that a page of a list is read from a few dense pages.
-- AUTOINCREMENT keeps the key of a deleted article from coming back.
CREATE TABLE articles (
    key             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE, -- corpus.ID
    is_text         INTEGER NOT NULL,
    content_type    TEXT    NOT NULL,
    url             TEXT    NOT NULL,
    publish_seconds INTEGER,                 -- since 1970 in UTC; both NULL: not given
    publish_nanos   INTEGER,
    title           TEXT    NOT NULL,
    site            TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    publish_date    TEXT    NOT NULL,
    authors         BLOB    NOT NULL,        -- each: length as a varint, then the name
    engine_version  TEXT    NOT NULL,
    content_bytes   INTEGER NOT NULL,        -- before compression
    text_bytes      INTEGER NOT NULL,
    text_sum        BLOB    NOT NULL,        -- of the text before compression
    sum             BLOB    NOT NULL         -- of all columns above except the key
) STRICT;

-- Both blobs: a byte that says how, then the bytes as they are (0) or as a raw
-- DEFLATE stream (1). The text stands first: SQLite walks through the pages of
-- a long row in order, and Search wants the text only.
CREATE TABLE bodies (
    key     INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    text    BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- The index alone, rowid = articles.key. See the package comment for why it
-- keeps no text of its own and does not stem.
CREATE VIRTUAL TABLE search USING fts5 (
    title, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
