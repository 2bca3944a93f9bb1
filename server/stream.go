package server

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// exchange answers a stream of requests, each on its own, with at most n at
// work at once: nothing is received before there is room for it, so that a
// caller that sends faster than it is answered waits. It returns once every
// request has its answer.
//
// Before a request is received its caller's rate is waited for, and behind it
// room for what it keeps: the context that answer has holds that, and it is
// given back once the answer is sent.
func exchange[Req, Resp any](ctx context.Context, s *Server, n int, recv func() (*Req, error), answer func(ctx context.Context, index int64, req *Req) *Resp, send func(*Resp) error) error {
	var (
		slots   = make(chan struct{}, n)
		working sync.WaitGroup
		mu      sync.Mutex // one Send at a time
		sendErr error
	)
	defer working.Wait()
	for index := int64(0); ; index++ {
		slots <- struct{}{}
		if err := s.rates.Wait(ctx, callOf(ctx).principal); err != nil {
			return err
		}
		req, err := recv()
		if errors.Is(err, io.EOF) {
			working.Wait()
			return sendErr
		}
		if err != nil {
			return s.unreadable(err)
		}
		ctx, held := s.gate.Hold(ctx)
		kept, likely := requestHeap(req)
		if err := held.Wait(ctx, kept, likely); err != nil {
			return err
		}
		working.Go(func() {
			defer func() { held.Release(); <-slots }()
			resp := answer(ctx, index, req)
			mu.Lock()
			defer mu.Unlock()
			if err := send(resp); sendErr == nil {
				sendErr = err
			}
		})
	}
}

// ProcessArticles answers copydesk.v1.CopydeskService.ProcessArticles.
func (s *Server) ProcessArticles(stream copydeskv1.CopydeskService_ProcessArticlesServer) error {
	ctx := stream.Context()
	return exchange(ctx, s, s.limits.Workers, stream.Recv, func(ctx context.Context, index int64, req *copydeskv1.ProcessArticlesRequest) *copydeskv1.ProcessArticlesResponse {
		resp := &copydeskv1.ProcessArticlesResponse{}
		err := s.guard(ctx, func() error { return s.process(ctx, req, resp) })
		if err != nil {
			resp = &copydeskv1.ProcessArticlesResponse{}
		}
		resp.Id, resp.Index, resp.Status = req.GetId(), index, s.statusOf(ctx, err).Proto()
		return resp
	}, stream.Send)
}

// process does the tasks of one article of a stream.
func (s *Server) process(ctx context.Context, req *copydeskv1.ProcessArticlesRequest, resp *copydeskv1.ProcessArticlesResponse) error {
	if err := s.limits.checkProcess(req); err != nil {
		return err
	}
	a, err := s.read(ctx, "article", req.GetArticle())
	if err != nil {
		return err
	}
	tasks := req.GetTasks()
	if len(tasks) == 0 {
		tasks = []copydeskv1.Task{copydeskv1.Task_TASK_CLEAN}
	}
	if needsDocument(tasks) {
		if err := s.document(ctx, a); err != nil {
			return &articleError{"article", err}
		}
	}
	return s.work(ctx, storyHeap([]*article{a}), func() error {
		c := newConverter(req.GetOffsetUnit(), a)
		for _, task := range tasks {
			if err := ctx.Err(); err != nil {
				return err
			}
			s.do(ctx, task, a, c, resp)
		}
		return nil
	})
}

func needsDocument(tasks []copydeskv1.Task) bool {
	return slices.ContainsFunc(tasks, func(t copydeskv1.Task) bool { return t != copydeskv1.Task_TASK_CLEAN })
}

// do does one task and puts its answer in place.
func (s *Server) do(ctx context.Context, task copydeskv1.Task, a *article, c *converter, resp *copydeskv1.ProcessArticlesResponse) {
	switch task {
	case copydeskv1.Task_TASK_CLEAN:
		resp.Clean = cleanToProto(c)
	case copydeskv1.Task_TASK_ANALYZE:
		resp.Analysis = analysisToProto(c)
	case copydeskv1.Task_TASK_SUMMARIZE:
		chosen := summary.Choose(documents([]*article{a}), summary.Options{Titles: []string{a.copy.Title}, Limit: summary.Limit{Sentences: defaultSentences}})
		resp.Summary = summaryToProto(c, chosen, "", nil)
	case copydeskv1.Task_TASK_EXTRACT_CLAIMS:
		told := tell(ctx, []*article{a})
		resp.Claims = claimsToProto(c, told, story.Group(told), claimFilter{}, nil)
		s.metrics.claims.Add(float64(len(resp.GetClaims().GetClaims())))
	}
}
