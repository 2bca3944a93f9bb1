package server

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server/load"
)

// early gives a service whose unary methods are registered as streams, which
// are the same on the wire. gRPC receives and decodes the message of a unary
// method before any interceptor runs, and that of a stream when the handler
// asks for it: so a caller without a token, or one that is shed, costs its
// headers and no more of its message than the flow-control window.
func (s *Server) early(desc grpc.ServiceDesc) *grpc.ServiceDesc {
	desc.Streams = slices.Clone(desc.Streams)
	for _, m := range desc.Methods {
		info := &grpc.StreamServerInfo{FullMethod: "/" + desc.ServiceName + "/" + m.MethodName}
		handler := func(srv any, stream grpc.ServerStream) error { return s.answer(m, srv, stream) }
		// gRPC calls no interceptors of streams for a method that streams neither way.
		for _, link := range slices.Backward(s.interceptors()) {
			next := handler
			handler = func(srv any, stream grpc.ServerStream) error { return link.around(srv, stream, info, next) }
		}
		desc.Streams = append(desc.Streams, grpc.StreamDesc{StreamName: m.MethodName, Handler: handler})
	}
	desc.Methods = nil
	return &desc
}

// answer answers one unary call that came as a stream.
func (s *Server) answer(method grpc.MethodDesc, srv any, stream grpc.ServerStream) error {
	ctx, held := s.gate.Hold(stream.Context())
	defer held.Release()
	resp, err := method.Handler(srv, ctx, func(req any) error { return s.receive(ctx, stream, req, held) }, nil)
	if err != nil {
		return err
	}
	err = stream.SendMsg(resp)
	if status.Code(err) == codes.ResourceExhausted {
		return &sizeError{"answer", s.limits.MessageBytes}
	}
	return err
}

// receive receives the message of a unary call, within the time for it, and
// waits until there is room for what it keeps. The goroutine ends with the
// stream, and so soon after the handler.
func (s *Server) receive(ctx context.Context, stream grpc.ServerStream, req any, held *load.Held) error {
	done, err := s.gate.Receive(ctx)
	if err != nil {
		return err
	}
	defer done()
	received := make(chan error, 1)
	go func() { received <- stream.RecvMsg(req) }()
	timer := time.NewTimer(s.limits.ReceiveTime)
	defer timer.Stop()
	select {
	case err := <-received:
		if err != nil {
			return s.unreadable(err)
		}
		kept, likely := requestHeap(req)
		return held.Wait(ctx, kept, likely)
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return errSlow
	}
}

// requestHeap is what a call keeps for a request until it is answered, and what
// its documents are likely to take beside that.
func requestHeap(req any) (kept, likely int64) {
	switch req := req.(type) {
	case *copydeskv1.AnalyzeRequest:
		likely = documentHeap(req.GetArticle())
	case *copydeskv1.SummarizeRequest:
		likely = documentHeap(req.GetArticles()...)
	case *copydeskv1.ExtractClaimsRequest:
		likely = documentHeap(req.GetArticles()...)
	case *copydeskv1.ProcessArticlesRequest:
		if needsDocument(req.GetTasks()) {
			likely = documentHeap(req.GetArticle())
		}
	}
	return keptPerByte * int64(proto.Size(req.(proto.Message))), likely
}

func documentHeap(articles ...*copydeskv1.Article) int64 {
	size := 0
	for _, a := range articles {
		size += len(a.GetText()) + len(a.GetPage())/textShare
	}
	return documentPerByte * int64(size)
}

// unreadable gives what is wrong with a message that gRPC could not receive.
func (s *Server) unreadable(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF):
		return errNoMessage
	case errors.Is(err, errNotProto):
		return err
	}
	switch status.Code(err) {
	case codes.ResourceExhausted:
		return &sizeError{"request", s.limits.MessageBytes}
	case codes.Internal: // it could not be decompressed
		return errNotProto
	case codes.Canceled:
		return context.Canceled
	case codes.DeadlineExceeded:
		return context.DeadlineExceeded
	}
	return err
}
