package server

import (
	"context"
	"time"

	"github.com/copydesk/copydesk/internal/corpus"
)

// store is the corpus with a clock at its door.
type store struct {
	*corpus.Corpus
	metrics *metrics
}

// Put is [corpus.Corpus.Put].
func (s *store) Put(ctx context.Context, articles []*corpus.Article) (results []corpus.PutResult, err error) {
	defer func(began time.Time) { s.metrics.stored("put", began, err) }(time.Now())
	return s.Corpus.Put(ctx, articles)
}

// Has is [corpus.Corpus.Has].
func (s *store) Has(ctx context.Context, ids []string) (has []bool, err error) {
	defer func(began time.Time) { s.metrics.stored("has", began, err) }(time.Now())
	return s.Corpus.Has(ctx, ids)
}

// Get is [corpus.Corpus.Get].
func (s *store) Get(ctx context.Context, id string) (a *corpus.Article, err error) {
	defer func(began time.Time) { s.metrics.stored("get", began, err) }(time.Now())
	return s.Corpus.Get(ctx, id)
}

// List is [corpus.Corpus.List].
func (s *store) List(ctx context.Context, after corpus.Cursor, limit int) (page []corpus.Entry, next corpus.Cursor, err error) {
	defer func(began time.Time) { s.metrics.stored("list", began, err) }(time.Now())
	return s.Corpus.List(ctx, after, limit)
}

// Search is [corpus.Corpus.Search].
func (s *store) Search(ctx context.Context, query string, after corpus.Cursor, limit int) (page []corpus.Entry, next corpus.Cursor, err error) {
	defer func(began time.Time) { s.metrics.stored("search", began, err) }(time.Now())
	return s.Corpus.Search(ctx, query, after, limit)
}

// SearchAny is [corpus.Corpus.SearchAny].
func (s *store) SearchAny(ctx context.Context, query string, after corpus.Cursor, limit int) (page []corpus.Entry, next corpus.Cursor, err error) {
	defer func(began time.Time) { s.metrics.stored("search", began, err) }(time.Now())
	return s.Corpus.SearchAny(ctx, query, after, limit)
}

// Delete is [corpus.Corpus.Delete].
func (s *store) Delete(ctx context.Context, id string) (err error) {
	defer func(began time.Time) { s.metrics.stored("delete", began, err) }(time.Now())
	return s.Corpus.Delete(ctx, id)
}

// Ping is [corpus.Corpus.Ping].
func (s *store) Ping(ctx context.Context) (err error) {
	defer func(began time.Time) { s.metrics.stored("ping", began, err) }(time.Now())
	return s.Corpus.Ping(ctx)
}
