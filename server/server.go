// Package server answers copydesk.v1 over gRPC. It is the one package that sees
// both vocabularies, the contract's and the engine's: a handler checks a
// request, calls the engine's verbs in order, and converts what they give.
package server

import (
	"context"
	"log/slog"
	"net"
	"runtime"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"

	"github.com/copydesk/copydesk/internal/corpus"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// EngineVersion is the version of the engine, as answers carry it. It changes
// whenever an answer to some request does.
const EngineVersion = "0.1.0"

// Config is what a server is made of. The zero value is a server that keeps no
// corpus and logs to the default logger.
type Config struct {
	Corpus *corpus.Corpus // nil: the server keeps none. The caller closes it.
	Log    *slog.Logger   // nil: slog.Default()
}

// Limits of what one call may ask for. The contract states them.
const (
	maxMessage   = 64 << 20         // bytes, in both directions
	maxHeaders   = 16 << 10         // bytes of a call's header list
	maxStreams   = 256              // calls at once on one connection
	maxArticles  = 1000             // articles in one call
	maxDuration  = 10 * time.Minute // of a unary call, whatever its deadline
	maxSentences = 1000
	maxWords     = 100_000
)

// Server answers both services. It is safe for concurrent use.
type Server struct {
	copydeskv1.UnimplementedCopydeskServiceServer
	copydeskv1.UnimplementedCorpusServiceServer

	corpus    *corpus.Corpus
	committer *committer
	log       *slog.Logger
	workers   chan struct{} // a slot for each article being worked on
	health    *health.Server
}

// New makes a server. It listens to nothing until [Server.Serve].
func New(c Config) *Server {
	s := &Server{
		corpus:  c.Corpus,
		log:     c.Log,
		workers: make(chan struct{}, runtime.GOMAXPROCS(0)),
		health:  health.NewServer(),
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	if s.corpus != nil {
		s.committer = &committer{corpus: s.corpus}
	}
	return s
}

// GRPC makes a gRPC server that serves s, with its interceptors, limits, health
// and reflection.
func (s *Server) GRPC() *grpc.Server {
	unary, stream := chain(s.interceptors())
	g := grpc.NewServer(
		grpc.ChainUnaryInterceptor(unary...),
		grpc.ChainStreamInterceptor(stream...),
		grpc.MaxRecvMsgSize(maxMessage),
		grpc.MaxSendMsgSize(maxMessage),
		grpc.MaxHeaderListSize(maxHeaders),
		grpc.MaxConcurrentStreams(maxStreams),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true}),
		grpc.UnknownServiceHandler(unknownMethod),
	)
	copydeskv1.RegisterCopydeskServiceServer(g, s)
	copydeskv1.RegisterCorpusServiceServer(g, s)
	healthpb.RegisterHealthServer(g, s.health)
	reflection.Register(g)
	s.setHealth()
	return g
}

// setHealth says of each service whether it can answer. The corpus can if its
// store does.
func (s *Server) setHealth() {
	corpusStatus := healthpb.HealthCheckResponse_NOT_SERVING
	if s.corpus != nil && s.corpus.Ping(context.Background()) == nil {
		corpusStatus = healthpb.HealthCheckResponse_SERVING
	}
	s.health.SetServingStatus("", healthpb.HealthCheckResponse_SERVING)
	s.health.SetServingStatus(copydeskv1.CopydeskService_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
	s.health.SetServingStatus(copydeskv1.CorpusService_ServiceDesc.ServiceName, corpusStatus)
}

// DrainTimeout is how long calls under way may take once a server is told to
// stop. Kubernetes kills after 30 s unless told otherwise.
const DrainTimeout = 25 * time.Second

// Serve answers on the listener until the context ends. Then it says that it is
// not serving, takes no more calls, and waits for those under way, at most
// [DrainTimeout]. The error is nil after a stop in which all of them ended.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	g := s.GRPC()
	failed := make(chan error, 1)
	go func() { failed <- g.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.health.Shutdown()
	drained := make(chan struct{})
	go func() {
		g.GracefulStop()
		close(drained)
	}()
	select {
	case <-drained:
		return nil
	case <-time.After(DrainTimeout):
		g.Stop()
		<-drained
		return errDrain
	}
}
