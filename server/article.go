package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server/load"
)

// article is one article on its way through a call.
type article struct {
	name string // in the corpus; empty: it was sent
	url  string // where it stood; empty: unknown
	sent string // what was sent, or is kept: the page or the text
	page *page.Page
	copy *clean.Copy
	doc  *doc.Document // nil until analyze
}

// read gives the clean copy of one article of a request. The field is its name
// in errors.
func (s *Server) read(ctx context.Context, field string, a *copydeskv1.Article) (*article, error) {
	out, err := s.fetch(ctx, a)
	if err != nil {
		return nil, &articleError{field, err}
	}
	err = s.work(ctx, cleanHeap(len(out.sent)), func() error { return out.clean() })
	s.metrics.read(out, err)
	if err != nil {
		return nil, &articleError{field, err}
	}
	return &out.article, nil
}

// request is an article that is not cleaned yet.
type request struct {
	article
	text        bool // it was sent as text
	contentType string
	hints       clean.Hints
}

// fetch gives what a request sends or names.
func (s *Server) fetch(ctx context.Context, a *copydeskv1.Article) (*request, error) {
	r := &request{contentType: a.GetContentType(), hints: clean.Hints{URL: a.GetUrl()}}
	switch content := a.GetContent().(type) {
	case *copydeskv1.Article_Page:
		r.sent = string(content.Page)
	case *copydeskv1.Article_Text:
		r.sent, r.text = content.Text, true
	case *copydeskv1.Article_Name:
		kept, err := s.kept(ctx, content.Name)
		if err != nil {
			return nil, err
		}
		r.recall(kept)
		r.name = content.Name
	}
	if t := a.GetPublishTime(); t != nil {
		r.hints.PublishTime = t.AsTime()
	}
	return r, nil
}

// recall fills in an article as the corpus keeps it. What the request says of
// it goes before.
func (r *request) recall(kept *corpus.Article) {
	r.sent, r.text = string(kept.Content), kept.IsText
	if r.contentType == "" {
		r.contentType = kept.ContentType
	}
	if r.hints.URL == "" {
		r.hints.URL = kept.URL
	}
	r.hints.PublishTime = kept.PublishTime
}

// kept gives an article of the corpus by its name.
func (s *Server) kept(ctx context.Context, name string) (*corpus.Article, error) {
	if s.corpus == nil {
		return nil, errNoCorpus
	}
	a, err := s.corpus.Get(ctx, strings.TrimPrefix(name, collection))
	if err != nil {
		return nil, err
	}
	return a, load.Keep(ctx, keptPerByte*int64(len(a.Content)))
}

// collection is what the names of articles begin with.
const collection = "articles/"

// clean fills in the page and its clean copy.
func (r *request) clean() error {
	var err error
	if r.text {
		r.page, err = page.FromText(r.sent)
	} else {
		r.page, err = page.ParseString(r.sent, r.contentType)
	}
	if err != nil {
		return err
	}
	r.url = r.hints.URL
	r.copy = clean.Clean(r.page, r.hints)
	if r.copy.Text == "" {
		return errNoText
	}
	return nil
}

// analyze fills in the document, which is waited for as long as the context
// lasts, here and in all that is made of it. Between sentences the processor is
// offered to who waits for it: Go takes it away only after 10 ms, and where every
// processor has an article the deadlines, probes and small calls would wait as
// long.
func (a *article) analyze(ctx context.Context) error {
	stop := func() bool {
		runtime.Gosched()
		return ctx.Err() != nil
	}
	a.doc = analyze.Until(stop, a.copy.Text, a.copy.Language, a.copy.Blocks, a.copy.Anchor)
	return ctx.Err()
}

// Heap that passes may take: bytes for each byte of an article, and at least.
// That of Clean is a bound which internal/clean holds itself to. Analyze was
// measured at 110 bytes for each byte of news and 350 for words that all differ,
// of which the net's cache has most.
const (
	cleanHeapPerByte   = 64
	analyzeHeapPerByte = 300
	leastHeap          = 8 << 20
)

// Heap that is kept until a call is answered, measured too. For each byte of a
// request: its message, what Clean makes of it, and the answer to Clean, as a
// message and encoded, are 28 where every three bytes are a paragraph. For each
// byte of clean text that is analysed: the document is 60 to 130, the answer to
// Analyze 130, and 450 of a text of commas.
const (
	keptPerByte     = 28
	documentPerByte = 250
	textShare       = 8 // of a page an eighth is clean text, or less: 96 of 100 of the news development set; of others the rest is asked for once it is known
)

func cleanHeap(size int) int64   { return leastHeap + cleanHeapPerByte*int64(size) }
func analyzeHeap(size int) int64 { return leastHeap + analyzeHeapPerByte*int64(size) }

// work runs something that takes a processor and heap, once there is room for
// it. The error is the context's if that ends before: then the pass that runs
// ends soon, still in its place, and nobody looks at what it gives.
func (s *Server) work(ctx context.Context, heap int64, do func() error) error {
	done := make(chan error, 1)
	go func() {
		done <- s.gate.Work(ctx, heap, func() error { return s.guard(ctx, do) })
	}()
	select {
	case err := <-done:
		return cmp.Or(err, ctx.Err()) // what was given may be unfinished
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readAll gives the clean copies and documents of all articles of a request, in
// index order, and warnings about the choice.
func (s *Server) readAll(ctx context.Context, list []*copydeskv1.Article, selection *copydeskv1.ArticleSelection) ([]*article, []*copydeskv1.Warning, error) {
	field := "articles"
	var warnings []*copydeskv1.Warning
	if selection != nil {
		field = "selection"
		var err error
		if list, warnings, err = s.choose(ctx, selection); err != nil {
			return nil, nil, err
		}
	}
	out, err := s.readEach(ctx, field, list)
	return out, warnings, err
}

// readEach gives the clean copies and documents of a list of articles, in its
// order. The error names every article that is not as wanted.
func (s *Server) readEach(ctx context.Context, field string, list []*copydeskv1.Article) ([]*article, error) {
	out := make([]*article, len(list))
	errs := make([]error, len(list))
	var group errgroup.Group
	group.SetLimit(s.limits.Workers)
	for i, a := range list {
		group.Go(func() error {
			out[i], errs[i] = s.readDocument(ctx, fmt.Sprintf("%s[%d]", field, i), a)
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs, each at its article
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var wrong articleErrors
	for _, err := range errs {
		if ae := (*articleError)(nil); errors.As(err, &ae) {
			wrong = append(wrong, ae)
		}
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return out, nil
}

// readDocument gives one article with its document.
func (s *Server) readDocument(ctx context.Context, field string, a *copydeskv1.Article) (*article, error) {
	out, err := s.read(ctx, field, a)
	if err != nil {
		return nil, err
	}
	if err := s.document(ctx, out); err != nil {
		return nil, &articleError{field, err}
	}
	return out, nil
}

// document gives an article its document, once there is room for what is kept
// with it and for the passes.
func (s *Server) document(ctx context.Context, a *article) error {
	if err := load.Keep(ctx, documentPerByte*int64(len(a.copy.Text))); err != nil {
		return err
	}
	return s.work(ctx, analyzeHeap(len(a.copy.Text)), func() error { return a.analyze(ctx) })
}

// choose gives the articles of a selection, best first.
func (s *Server) choose(ctx context.Context, selection *copydeskv1.ArticleSelection) ([]*copydeskv1.Article, []*copydeskv1.Warning, error) {
	if s.corpus == nil {
		return nil, nil, errNoCorpus
	}
	limit := int(selection.GetMaxArticles())
	if limit == 0 {
		limit = defaultSelection
	}
	entries, more, err := s.corpus.Search(ctx, selection.GetQuery(), corpus.Cursor{}, limit)
	if err == nil && len(entries) == 0 {
		entries, more, err = s.corpus.SearchAny(ctx, selection.GetQuery(), corpus.Cursor{}, limit)
	}
	if err != nil {
		return nil, nil, &articleError{"selection.query", err}
	}
	var list []*copydeskv1.Article
	for _, e := range entries {
		if e.ID != "" { // damaged beyond its name
			list = append(list, &copydeskv1.Article{Content: &copydeskv1.Article_Name{Name: collection + e.ID}})
		}
	}
	if len(list) == 0 {
		return nil, nil, &articleError{"selection.query", errNoMatch}
	}
	var warnings []*copydeskv1.Warning
	if more != (corpus.Cursor{}) {
		warnings = append(warnings, &copydeskv1.Warning{
			Code:    copydeskv1.WarningCode_WARNING_CODE_SELECTION_LIMITED,
			Message: fmt.Sprintf("more articles match than the %d that were taken", limit),
		})
	}
	return list, warnings, nil
}
