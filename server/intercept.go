package server

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"runtime/debug"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/logging"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// interceptor is one link of the chain around every call.
type interceptor struct {
	name   string
	unary  grpc.UnaryServerInterceptor
	stream grpc.StreamServerInterceptor
}

// interceptors are the links, outermost first. The log stands outside of what
// may refuse a call, so that refused calls are logged too; recovery stands
// innermost, so that all others see a panic as the status it becomes.
func (s *Server) interceptors() []interceptor {
	logger := logging.LoggerFunc(s.logCall)
	options := []logging.Option{
		logging.WithLogOnEvents(logging.FinishCall),
		logging.WithFieldsFromContext(func(ctx context.Context) logging.Fields { return logging.Fields{"request_id", requestID(ctx)} }),
	}
	recoverer := recovery.WithRecoveryHandlerContext(s.recovered)
	return []interceptor{
		{"request id", withRequestID, streamWithRequestID},
		{"access log", logging.UnaryServerInterceptor(logger, options...), logging.StreamServerInterceptor(logger, options...)},
		{"deadline", capDeadline, nil},
		{"status", s.statusUnary, s.statusStream},
		{"recovery", recovery.UnaryServerInterceptor(recoverer), recovery.StreamServerInterceptor(recoverer)},
	}
}

func chain(links []interceptor) (unary []grpc.UnaryServerInterceptor, stream []grpc.StreamServerInterceptor) {
	for _, link := range links {
		if link.unary != nil {
			unary = append(unary, link.unary)
		}
		if link.stream != nil {
			stream = append(stream, link.stream)
		}
	}
	return unary, stream
}

// requestIDHeader names a call, in the caller's log and in ours. A caller may
// send one; the answer's header has it either way.
const requestIDHeader = "x-request-id"

type requestIDKey struct{}

// requestID gives the id of the call that a context belongs to.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// nameCall gives the call's context its request id: the caller's if it sent a
// sane one, else a random one.
func nameCall(ctx context.Context) context.Context {
	id := ""
	if values := metadata.ValueFromIncomingContext(ctx, requestIDHeader); len(values) > 0 && sane(values[0]) {
		id = values[0]
	} else {
		id = rand.Text()
	}
	return context.WithValue(ctx, requestIDKey{}, id)
}

// sane reports whether an id may stand in a log: short, and of visible ASCII.
func sane(id string) bool {
	for i := range len(id) {
		if id[i] <= ' ' || id[i] > '~' {
			return false
		}
	}
	return id != "" && len(id) <= 128
}

func withRequestID(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	ctx = nameCall(ctx)
	// The error says that headers were sent already, which they were not.
	_ = grpc.SetHeader(ctx, metadata.Pairs(requestIDHeader, requestID(ctx)))
	return next(ctx, req)
}

func streamWithRequestID(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	ctx := nameCall(stream.Context())
	_ = stream.SetHeader(metadata.Pairs(requestIDHeader, requestID(ctx)))
	return next(srv, &contextStream{stream, ctx})
}

// contextStream is a stream with a context of ours.
type contextStream struct {
	grpc.ServerStream
	ctx context.Context
}

// Context gives the stream's context.
func (s *contextStream) Context() context.Context { return s.ctx }

// logCall writes a line of the access log. It never holds an article's text:
// the middleware's fields are names, sizes, codes and times, and the errors of
// this package quote no more than names.
func (s *Server) logCall(ctx context.Context, level logging.Level, msg string, fields ...any) {
	s.log.Log(ctx, slog.Level(level), msg, fields...)
}

// capDeadline ends a unary call that sets no deadline, or one that is further
// away than a call may take.
func capDeadline(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, maxDuration)
	defer cancel()
	return next(ctx, req)
}

// statusUnary turns the error of a handler into its status.
func (s *Server) statusUnary(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	resp, err := next(ctx, req)
	return resp, s.outward(ctx, err)
}

func (s *Server) statusStream(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	return s.outward(stream.Context(), next(srv, stream))
}

// outward gives the status that leaves the house for an error, and logs what
// stays in it.
func (s *Server) outward(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	st := toStatus(err)
	if st.Code() == codes.Internal && !errors.Is(err, errInternal) {
		s.log.ErrorContext(ctx, "internal error", "request_id", requestID(ctx), "error", err)
	}
	return st.Err()
}

// recovered turns a panic into INTERNAL. The panic and its stack go to the log
// and nowhere else.
func (s *Server) recovered(ctx context.Context, p any) error {
	s.log.ErrorContext(ctx, "panic", "request_id", requestID(ctx), "panic", p, "stack", string(debug.Stack()))
	return errInternal
}

// guard runs work on one article, outside of the goroutine that recovery
// watches: a panic becomes an error.
func (s *Server) guard(ctx context.Context, work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.recovered(ctx, p)
		}
	}()
	return work()
}

// statusOf gives the status of one item of a stream, logging what stays inside.
func (s *Server) statusOf(ctx context.Context, err error) *status.Status {
	return status.Convert(s.outward(ctx, err))
}
