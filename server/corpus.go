package server

import (
	"context"
	"strings"
	"sync"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/copydesk/copydesk/internal/corpus"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// importing is how many articles of one import are under way at once: more than
// there are processors, because most of them wait for the disk together.
const importing = 32

// ImportArticles answers copydesk.v1.CorpusService.ImportArticles. Articles are
// cleaned side by side and kept in the order of the stream.
func (s *Server) ImportArticles(stream copydeskv1.CorpusService_ImportArticlesServer) error {
	if s.corpus == nil {
		return errNoCorpus
	}
	ctx := stream.Context()
	var order turnstile
	return exchange(ctx, s, importing, stream.Recv, func(ctx context.Context, index int64, req *copydeskv1.ImportArticlesRequest) *copydeskv1.ImportArticlesResponse {
		resp := &copydeskv1.ImportArticlesResponse{RequestId: req.GetRequestId(), Index: index}
		kept, err := s.keep(ctx, req, index, &order)
		resp.Status = s.statusOf(ctx, err).Proto()
		if err == nil {
			resp.Name, resp.Existed = collection+kept.ID, kept.Existed
		}
		return resp
	}, stream.Send)
}

// keep cleans one article and keeps it, once those before it in the stream have
// had their turn.
func (s *Server) keep(ctx context.Context, req *copydeskv1.ImportArticlesRequest, index int64, order *turnstile) (corpus.PutResult, error) {
	var a *corpus.Article
	var existed bool
	err := s.guard(ctx, func() (err error) {
		a, existed, err = s.prepare(ctx, req)
		return err
	})
	if late := order.enter(ctx, index); late != nil {
		return corpus.PutResult{}, late
	}
	var p *put
	if err == nil && !existed {
		p = s.committer.add(ctx, a)
	}
	order.leave()
	switch {
	case err != nil:
		return corpus.PutResult{}, err
	case existed:
		return corpus.PutResult{ID: corpus.ID(a), Existed: true}, nil
	}
	return p.wait(ctx)
}

// prepare gives an article as the corpus keeps it, cleaned, and whether it is
// there already: then it is not cleaned again.
func (s *Server) prepare(ctx context.Context, req *copydeskv1.ImportArticlesRequest) (a *corpus.Article, existed bool, err error) {
	if err := s.limits.checkImport(req); err != nil {
		return nil, false, err
	}
	a = toKeep(req.GetArticle())
	has, err := s.corpus.Has(ctx, []string{corpus.ID(a)})
	if err != nil || has[0] {
		return a, err == nil, err
	}
	read, err := s.read(ctx, "article", req.GetArticle())
	if err != nil {
		return nil, false, err
	}
	c := read.copy
	a.Title, a.Site, a.Language, a.PublishDate, a.Authors = c.Title, c.Site, c.Language, c.Published, c.Authors
	a.Text, a.EngineVersion = c.Text, EngineVersion
	return a, false, nil
}

// toKeep gives an article as the corpus keeps what was sent.
func toKeep(a *copydeskv1.Article) *corpus.Article {
	kept := &corpus.Article{Content: a.GetPage(), ContentType: a.GetContentType(), URL: a.GetUrl()}
	if content, ok := a.GetContent().(*copydeskv1.Article_Text); ok {
		kept.Content, kept.IsText = []byte(content.Text), true
	}
	if t := a.GetPublishTime(); t != nil {
		kept.PublishTime = t.AsTime()
	}
	return kept
}

// GetArticle answers copydesk.v1.CorpusService.GetArticle.
func (s *Server) GetArticle(ctx context.Context, req *copydeskv1.GetArticleRequest) (*copydeskv1.GetArticleResponse, error) {
	if err := checkName(req.GetName()); err != nil {
		return nil, err
	}
	kept, err := s.kept(ctx, req.GetName())
	if err != nil {
		return nil, &articleError{"name", err}
	}
	sent := &copydeskv1.Article{ContentType: kept.ContentType, Url: kept.URL, Content: &copydeskv1.Article_Page{Page: kept.Content}}
	if kept.IsText {
		sent.Content = &copydeskv1.Article_Text{Text: string(kept.Content)}
	}
	if !kept.PublishTime.IsZero() {
		sent.PublishTime = timestamppb.New(kept.PublishTime)
	}
	return &copydeskv1.GetArticleResponse{Article: sent, Info: &copydeskv1.CorpusArticle{
		Name: req.GetName(), Title: kept.Title, Site: kept.Site, PublishDate: kept.PublishDate,
		Language: kept.Language, Url: kept.URL, SizeBytes: int64(len(kept.Content)),
	}}, nil
}

// ListArticles answers copydesk.v1.CorpusService.ListArticles.
func (s *Server) ListArticles(ctx context.Context, req *copydeskv1.ListArticlesRequest) (*copydeskv1.ListArticlesResponse, error) {
	if err := checkList(req.GetPageSize()); err != nil {
		return nil, err
	}
	if s.corpus == nil {
		return nil, errNoCorpus
	}
	after, err := readPageToken(req.GetPageToken(), "list", "")
	if err != nil {
		return nil, err
	}
	entries, next, err := s.corpus.List(ctx, after, pageSize(req.GetPageSize()))
	if err != nil {
		return nil, err
	}
	total, err := s.corpus.Count(ctx)
	if err != nil {
		return nil, err
	}
	resp := &copydeskv1.ListArticlesResponse{NextPageToken: writePageToken(next, "list", ""), TotalSize: total}
	for _, e := range entries {
		resp.Articles = append(resp.Articles, entryToProto(e))
	}
	return resp, nil
}

// SearchArticles answers copydesk.v1.CorpusService.SearchArticles.
func (s *Server) SearchArticles(ctx context.Context, req *copydeskv1.SearchArticlesRequest) (*copydeskv1.SearchArticlesResponse, error) {
	if err := checkSearch(req); err != nil {
		return nil, err
	}
	if s.corpus == nil {
		return nil, errNoCorpus
	}
	after, err := readPageToken(req.GetPageToken(), "search", req.GetQuery())
	if err != nil {
		return nil, err
	}
	entries, next, err := s.corpus.Search(ctx, req.GetQuery(), after, pageSize(req.GetPageSize()))
	if err != nil {
		return nil, &articleError{"query", err}
	}
	resp := &copydeskv1.SearchArticlesResponse{NextPageToken: writePageToken(next, "search", req.GetQuery())}
	for _, e := range entries {
		resp.Matches = append(resp.Matches, &copydeskv1.SearchMatch{Article: entryToProto(e), Snippet: e.Snippet})
	}
	return resp, nil
}

// DeleteArticle answers copydesk.v1.CorpusService.DeleteArticle.
func (s *Server) DeleteArticle(ctx context.Context, req *copydeskv1.DeleteArticleRequest) (*copydeskv1.DeleteArticleResponse, error) {
	if err := checkName(req.GetName()); err != nil {
		return nil, err
	}
	if s.corpus == nil {
		return nil, errNoCorpus
	}
	if err := s.corpus.Delete(ctx, strings.TrimPrefix(req.GetName(), collection)); err != nil {
		return nil, &articleError{"name", err}
	}
	return &copydeskv1.DeleteArticleResponse{}, nil
}

func pageSize(asked int32) int {
	if asked == 0 {
		return defaultPage
	}
	return int(asked)
}

func entryToProto(e corpus.Entry) *copydeskv1.CorpusArticle {
	return &copydeskv1.CorpusArticle{
		Name: collection + e.ID, Title: e.Title, Site: e.Site, PublishDate: e.PublishDate,
		Language: e.Language, Url: e.URL, SizeBytes: e.Bytes,
	}
}

// committer puts articles that arrive at the same time into one transaction:
// each waits for the disk, and so they wait together. Whoever comes while
// nobody commits does it for all who come meanwhile.
type committer struct {
	corpus *store

	mu      sync.Mutex
	pending []*put
	busy    bool
}

// put is one article that waits to be committed.
type put struct {
	article *corpus.Article
	done    chan struct{} // closed once result and err are set
	result  corpus.PutResult
	err     error
}

// add puts an article in line to be committed.
func (c *committer) add(ctx context.Context, a *corpus.Article) *put {
	p := &put{article: a, done: make(chan struct{})}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pending = append(c.pending, p)
	if !c.busy {
		c.busy = true
		go c.commit(context.WithoutCancel(ctx))
	}
	return p
}

// wait returns once the article is safe on disk. A context that ends meanwhile
// ends the wait, not the commit.
func (p *put) wait(ctx context.Context) (corpus.PutResult, error) {
	select {
	case <-p.done:
		return p.result, p.err
	case <-ctx.Done():
		return corpus.PutResult{}, ctx.Err()
	}
}

// commit puts what is pending until nothing is.
func (c *committer) commit(ctx context.Context) {
	for {
		c.mu.Lock()
		batch := c.pending
		c.pending = nil
		c.busy = len(batch) > 0
		c.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		articles := make([]*corpus.Article, len(batch))
		for i, p := range batch {
			articles[i] = p.article
		}
		results, err := c.corpus.Put(ctx, articles)
		for i, p := range batch {
			if p.err = err; err == nil {
				p.result = results[i]
			}
			close(p.done)
		}
	}
}

// turnstile lets the items of a stream through one after the other, in order.
// The zero value waits for item 0.
type turnstile struct {
	mu      sync.Mutex
	next    int64
	waiting map[int64]chan struct{}
}

// enter returns when it is the item's turn. Every item that entered must leave.
// The error is the context's, which all items share.
func (t *turnstile) enter(ctx context.Context, index int64) error {
	t.mu.Lock()
	if index == t.next {
		t.mu.Unlock()
		return nil
	}
	if t.waiting == nil {
		t.waiting = map[int64]chan struct{}{}
	}
	turn := make(chan struct{})
	t.waiting[index] = turn
	t.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the turn to the item behind.
func (t *turnstile) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next++
	if turn, ok := t.waiting[t.next]; ok {
		close(turn)
		delete(t.waiting, t.next)
	}
}
