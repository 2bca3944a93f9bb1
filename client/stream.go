package client

import (
	"cmp"
	"context"
	"iter"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// StreamOptions say how to stream many articles. The zero value is the advice.
type StreamOptions struct {
	// InFlight is how many articles may be without an answer at a time, and so how
	// many are held in memory. 0: 16.
	InFlight int
	// Ordered gives the answers in the order of the articles. An article that takes
	// long then holds up the others.
	Ordered bool
}

const defaultInFlight = 16

// Process sends the articles to ProcessArticles and gives one answer for each,
// its Index being the article's place in the sequence. What went wrong with one
// article stands in the Status of its answer and stops nothing.
//
// A stream that breaks is opened again, and what was not answered is sent again,
// one article at a time: an article that breaks the stream by itself fails by
// itself. An error, with a nil answer, is the last thing the sequence gives: the
// context is done, the server refuses the call as such, or no stream brought an
// answer within [Options.ConnectTimeout].
//
// The articles are read in a goroutine of their own, so that one that is slow to
// come keeps no answer waiting; after a break out of the loop it ends with the
// article it waits for.
func (c *Client) Process(ctx context.Context, articles iter.Seq[*copydeskv1.ProcessArticlesRequest], opts StreamOptions) iter.Seq2[*copydeskv1.ProcessArticlesResponse, error] {
	return exchangeAll(ctx, articles, terms[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse]{
		open: func(ctx context.Context) (grpc.BidiStreamingClient[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse], error) {
			return c.ProcessArticles(ctx, grpc.WaitForReady(false))
		},
		index: func(a *copydeskv1.ProcessArticlesResponse) *int64 { return &a.Index },
		fail: func(q *copydeskv1.ProcessArticlesRequest, s *status.Status) *copydeskv1.ProcessArticlesResponse {
			return &copydeskv1.ProcessArticlesResponse{Id: q.GetId(), Status: s.Proto()}
		},
		message: func(q *copydeskv1.ProcessArticlesRequest) proto.Message { return q },
		client:  c, window: cmp.Or(opts.InFlight, defaultInFlight), ordered: opts.Ordered,
	})
}

// Import sends the articles to ImportArticles, as [Client.Process] does to
// ProcessArticles. Since the same article sent twice is one article, nothing is
// kept double when a stream breaks; but an article that was kept just before may
// then be told as one that existed.
func (c *Client) Import(ctx context.Context, articles iter.Seq[*copydeskv1.ImportArticlesRequest], opts StreamOptions) iter.Seq2[*copydeskv1.ImportArticlesResponse, error] {
	return exchangeAll(ctx, articles, terms[copydeskv1.ImportArticlesRequest, copydeskv1.ImportArticlesResponse]{
		open: func(ctx context.Context) (grpc.BidiStreamingClient[copydeskv1.ImportArticlesRequest, copydeskv1.ImportArticlesResponse], error) {
			return c.ImportArticles(ctx, grpc.WaitForReady(false))
		},
		index: func(a *copydeskv1.ImportArticlesResponse) *int64 { return &a.Index },
		fail: func(q *copydeskv1.ImportArticlesRequest, s *status.Status) *copydeskv1.ImportArticlesResponse {
			return &copydeskv1.ImportArticlesResponse{RequestId: q.GetRequestId(), Status: s.Proto()}
		},
		message: func(q *copydeskv1.ImportArticlesRequest) proto.Message { return q },
		client:  c, window: cmp.Or(opts.InFlight, defaultInFlight), ordered: opts.Ordered,
	})
}
