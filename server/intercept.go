package server

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/logging"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server/load"
)

// interceptor is one link of the chain around every call. All services are
// registered as streams (see early); unary stands around those of one message.
type interceptor struct {
	name   string
	unary  grpc.UnaryServerInterceptor
	stream grpc.StreamServerInterceptor
}

// interceptors are the links, outermost first. Metrics and log stand outside of
// what may refuse a call, so that refused calls are counted and logged too;
// recovery stands innermost, so that all others see a panic as the status it
// becomes, and the guard outermost, for panics of the others.
func (s *Server) interceptors() []interceptor {
	logger := logging.LoggerFunc(s.logCall)
	options := []logging.Option{
		logging.WithLogOnEvents(logging.FinishCall),
		logging.WithDisableLoggingFields("grpc.component", "protocol"),
		logging.WithTimestampFormat(time.RFC3339Nano),
		logging.WithFieldsFromContext(func(ctx context.Context) logging.Fields {
			call := callOf(ctx)
			return logging.Fields{"request_id", call.id, "principal", call.principal, "reason", call.reason}
		}),
	}
	recoverer := recovery.WithRecoveryHandlerContext(func(ctx context.Context, p any) error { return toStatus(s.recovered(ctx, p)).Err() })
	recoverUnary, recoverStream := recovery.UnaryServerInterceptor(recoverer), recovery.StreamServerInterceptor(recoverer)
	return []interceptor{
		{"request id", nil, nameStream},
		{"guard", recoverUnary, recoverStream},
		{"metrics", s.metrics.calls.UnaryServerInterceptor(), s.metrics.calls.StreamServerInterceptor()},
		{"access log", logging.UnaryServerInterceptor(logger, options...), logging.StreamServerInterceptor(logger, options...)},
		{"status", nil, s.statusStream},
		{"load", nil, s.admit},
		{"auth", nil, s.authorize},
		{"rate", nil, s.limitRate},
		{"deadline", s.capDeadline, nil},
		{"recovery", recoverUnary, recoverStream},
	}
}

// chain gives the links as interceptors of streams.
func chain(links []interceptor) []grpc.StreamServerInterceptor {
	var all []grpc.StreamServerInterceptor
	for _, link := range links {
		all = append(all, link.around)
	}
	return all
}

// around is a link around any call.
func (i interceptor) around(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	single := !info.IsClientStream && !info.IsServerStream
	switch {
	case single && i.unary != nil:
		_, err := i.unary(stream.Context(), nil, &grpc.UnaryServerInfo{Server: srv, FullMethod: info.FullMethod}, func(ctx context.Context, _ any) (any, error) {
			return nil, next(srv, &contextStream{stream, ctx})
		})
		return err
	case i.stream != nil:
		return i.stream(srv, stream, info, next)
	}
	return next(srv, stream)
}

// requestIDHeader names a call, in the caller's log and in ours. A caller may
// send one; the answer has it either way (see [namedStream]).
const requestIDHeader = "x-request-id"

// callInfo is what is found out about a call on its way through the chain. The
// links write it one after the other, all in the call's own goroutine.
type callInfo struct {
	id        string
	principal string // who calls: the token's name, the certificate's, or the address
	reason    string // of the ErrorInfo, where the call failed
}

type callInfoKey struct{}

// callOf gives what is known of the call that a context belongs to.
func callOf(ctx context.Context) *callInfo {
	if info, ok := ctx.Value(callInfoKey{}).(*callInfo); ok {
		return info
	}
	return &callInfo{}
}

// newCall notes the call's request id: the caller's if it sent a sane one, else
// a random one.
func newCall(ctx context.Context) *callInfo {
	if values := metadata.ValueFromIncomingContext(ctx, requestIDHeader); len(values) > 0 && sane(values[0]) {
		return &callInfo{id: values[0]}
	}
	return &callInfo{id: rand.Text()}
}

// sane reports whether an id may stand in a log: short, and of letters, digits
// and what parts them.
func sane(id string) bool {
	const marks = "-_.:/+="
	for i := range len(id) {
		c := id[i]
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte(marks, c) >= 0) {
			return false
		}
	}
	return id != "" && len(id) <= 128
}

func nameStream(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	call := newCall(stream.Context())
	named := &namedStream{contextStream: contextStream{stream, context.WithValue(stream.Context(), callInfoKey{}, call)}, id: metadata.Pairs(requestIDHeader, call.id)}
	err := next(srv, named)
	named.once.Do(func() { stream.SetTrailer(named.id) })
	return err
}

// namedStream is a stream whose answer has the request id: in its header once a
// message is asked for, else in its trailer. Clients of gRPC send a call again
// by themselves only where the answer has no header (gRFC A6), so one that is
// refused at the door must not have one.
type namedStream struct {
	contextStream
	id   metadata.MD
	once sync.Once
}

// RecvMsg receives a message. What is no message is [errNotProto]: gRPC would
// answer INTERNAL by itself.
func (s *namedStream) RecvMsg(m any) error {
	s.name()
	p := &pending{message: m}
	if err := s.contextStream.RecvMsg(p); err != nil {
		return err
	}
	return p.err
}

// SendMsg sends a message.
func (s *namedStream) SendMsg(m any) error {
	s.name()
	return s.contextStream.SendMsg(m)
}

// name puts the id into the header. The error would say that headers were sent
// already, which they were not.
func (s *namedStream) name() { s.once.Do(func() { _ = s.SetHeader(s.id) }) }

// contextStream is a stream with a context of ours.
type contextStream struct {
	grpc.ServerStream
	ctx context.Context
}

// Context gives the stream's context.
func (s *contextStream) Context() context.Context { return s.ctx }

// logCall writes a line of the access log. It never holds an article's text, a
// token or an address of the store: names, sizes, codes, reasons and times. The
// error's own words are left out, since they may quote a field of the request.
// Probes are too many for a log: they show at level debug.
func (s *Server) logCall(ctx context.Context, level logging.Level, msg string, fields ...any) {
	kept := fields[:0]
	for i := 0; i+1 < len(fields); i += 2 {
		switch {
		case fields[i] == "grpc.error":
			continue
		case fields[i] == "grpc.time_ms":
			fields[i+1] = number(fields[i+1])
		case fields[i] == "grpc.service" && fields[i+1] == healthpb.Health_ServiceDesc.ServiceName:
			level = logging.LevelDebug
		}
		kept = append(kept, fields[i], fields[i+1])
	}
	s.log.Log(ctx, slog.Level(level), msg, kept...)
}

// number gives the number that is written in a field of the log.
func number(field any) any {
	if text, ok := field.(string); ok {
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	}
	return field
}

// counted reports whether a method is one of ours: the others, health and
// reflection, are cheap, and have to answer when all else is full.
func counted(method string) bool {
	return strings.HasPrefix(method, "/"+copydeskv1.CopydeskService_ServiceDesc.ServiceName+"/") ||
		strings.HasPrefix(method, "/"+copydeskv1.CorpusService_ServiceDesc.ServiceName+"/")
}

// admit lets a call in, or refuses it.
func (s *Server) admit(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	if !counted(info.FullMethod) {
		return next(srv, stream)
	}
	ctx, call, err := s.gate.Enter(stream.Context(), info.FullMethod)
	if err != nil {
		return err
	}
	defer call.Leave()
	return next(srv, &contextStream{stream, ctx})
}

func (s *Server) authorize(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	if err := s.authenticate(stream.Context(), info.FullMethod); err != nil {
		return err
	}
	return next(srv, stream)
}

// limitRate holds a caller to its rate. The articles of a stream are held to it
// one by one, by waiting.
func (s *Server) limitRate(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	if counted(info.FullMethod) && !info.IsClientStream {
		if err := s.rates.Take(callOf(stream.Context()).principal); err != nil {
			return err
		}
	}
	return next(srv, stream)
}

// capDeadline ends a unary call that sets no deadline, or one that is further
// away than a call may take.
func (s *Server) capDeadline(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limits.CallTime)
	defer cancel()
	return next(ctx, req)
}

// statusStream turns the error of a handler into its status. When a refused call
// is to come again is in the status for programs that look, and in the trailer
// for clients of gRPC, which then retry by themselves (gRFC A6, pushback).
func (s *Server) statusStream(srv any, stream grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	err := next(srv, stream)
	if after, ok := comeAgain(err); ok {
		stream.SetTrailer(metadata.Pairs("grpc-retry-pushback-ms", strconv.FormatInt(after, 10)))
	}
	s.countRefusal(err)
	return s.outward(stream.Context(), err)
}

// comeAgain gives after how many milliseconds a call that was too much for the
// server may come again; -1: never, for it will be too much again.
func comeAgain(err error) (after int64, ok bool) {
	if large := (*sizeError)(nil); errors.As(err, &large) {
		return -1, true
	}
	if refusal := (*load.Refusal)(nil); errors.As(err, &refusal) {
		if refusal.After == 0 {
			return -1, true
		}
		return refusal.After.Milliseconds() + 1, true
	}
	return 0, false
}

// countRefusal counts what was not taken on.
func (s *Server) countRefusal(err error) {
	if refusal := (*load.Refusal)(nil); errors.As(err, &refusal) {
		s.metrics.refused.WithLabelValues(refusal.Reason).Inc()
	}
}

// outward gives the status that leaves the house for an error, and logs what
// stays in it.
func (s *Server) outward(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	st := toStatus(err)
	callOf(ctx).reason = reasonIn(st)
	if st.Code() == codes.Internal && !errors.Is(err, errInternal) {
		s.log.ErrorContext(ctx, "internal error", "request_id", callOf(ctx).id, "error", err)
	}
	return st.Err()
}

// reasonIn gives the reason of a status's ErrorInfo; empty without one.
func reasonIn(st *status.Status) string {
	for _, detail := range st.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.GetReason()
		}
	}
	return ""
}

// recovered turns a panic into INTERNAL. The panic and its stack go to the log
// and nowhere else.
func (s *Server) recovered(ctx context.Context, p any) error {
	s.metrics.panics.Inc()
	s.log.ErrorContext(ctx, "panic", "request_id", callOf(ctx).id, "panic", p, "stack", string(debug.Stack()))
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
	if err == nil {
		return nil
	}
	s.countRefusal(err)
	st := toStatus(err)
	if st.Code() == codes.Internal && !errors.Is(err, errInternal) {
		s.log.ErrorContext(ctx, "internal error", "request_id", callOf(ctx).id, "error", err)
	}
	return st
}
