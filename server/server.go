// Package server answers copydesk.v1 over gRPC. It is the one package that sees
// both vocabularies, the contract's and the engine's: a handler checks a
// request, calls the engine's verbs in order, and converts what they give.
package server

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	_ "google.golang.org/grpc/encoding/gzip" // takes requests that are compressed, and answers them so
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"

	"github.com/copydesk/copydesk/internal/corpus"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server/access"
	"github.com/copydesk/copydesk/server/load"
)

// EngineVersion is the version of the engine, as answers carry it. It changes
// whenever an answer to some request does.
const EngineVersion = "0.1.0"

// Config is what a server is made of. The zero value is a server that keeps no
// corpus, logs to the default logger, and lets in whoever reaches its listener.
type Config struct {
	Corpus *corpus.Corpus // nil: the server keeps none. The caller closes it.
	Log    *slog.Logger   // nil: slog.Default()

	TLS          *access.Certificates // nil: without TLS
	Tokens       *access.Tokens       // nil: callers need no token
	NoReflection bool                 // leaves out the description of the services

	Limits  Limits
	Metrics prometheus.Registerer // nil: nobody can read them
	Tracing trace.TracerProvider  // nil: no traces

	// DrainDelay is how long calls are still taken after health says that no more
	// should come: until load balancers have noticed.
	DrainDelay time.Duration
	// DrainTimeout is how long calls under way may take after that. 0: 25 s, since
	// Kubernetes kills after 30 s unless told otherwise.
	DrainTimeout time.Duration
	// ConnectionAge is after how long a connection is asked to come anew, so that
	// callers spread over replicas that were added. 0: never. A tenth more or less
	// is gRPC's; its calls have as long as a call may take.
	ConnectionAge time.Duration
}

// Server answers both services. It is safe for concurrent use.
type Server struct {
	copydeskv1.UnimplementedCopydeskServiceServer
	copydeskv1.UnimplementedCorpusServiceServer

	config    Config
	limits    Limits
	corpus    *store // nil: there is none
	committer *committer
	log       *slog.Logger
	gate      *load.Gate
	rates     *load.Rates
	tokens    *access.Tokens
	metrics   *metrics
	health    *health.Server
}

// New makes a server. It listens to nothing until [Server.Serve].
func New(c Config) *Server {
	s := &Server{config: c, limits: c.Limits.withDefaults(), tokens: c.Tokens, health: health.NewServer(), log: c.Log}
	if s.log == nil {
		s.log = slog.Default()
	}
	if c.Metrics == nil {
		c.Metrics = prometheus.NewRegistry()
	}
	s.gate = load.NewGate(s.limits.gate())
	s.rates = load.NewRates(s.limits.Rate, s.limits.Burst)
	s.metrics = newMetrics(c.Metrics, s.gate)
	if c.Corpus != nil {
		s.corpus = &store{c.Corpus, s.metrics}
		s.committer = &committer{corpus: s.corpus}
	}
	return s
}

// Limits gives the limits that hold, with the advice filled in.
func (s *Server) Limits() Limits { return s.limits }

// Windows of flow control, in bytes, of a call and of a connection: what a
// caller can make the server keep of a call that it has not let in. They are set
// so that gRPC does not make them larger by itself.
const (
	callWindow       = 256 << 10
	connectionWindow = 4 << 20
)

// GRPC makes a gRPC server that serves s, with its interceptors, limits, health
// and reflection.
func (s *Server) GRPC() *grpc.Server { return s.serving(s.security()...) }

// InProcess is [Server.GRPC] without TLS, for a connection in memory.
func (s *Server) InProcess() *grpc.Server { return s.serving() }

func (s *Server) serving(security ...grpc.ServerOption) *grpc.Server {
	g := grpc.NewServer(append(security, s.options()...)...)
	g.RegisterService(s.early(copydeskv1.CopydeskService_ServiceDesc), s)
	g.RegisterService(s.early(copydeskv1.CorpusService_ServiceDesc), s)
	g.RegisterService(s.early(healthpb.Health_ServiceDesc), s.health)
	if !s.config.NoReflection {
		reflection.Register(g)
	}
	s.metrics.calls.InitializeMetrics(g)
	s.setHealth(context.Background())
	return g
}

func (s *Server) options() []grpc.ServerOption {
	options := []grpc.ServerOption{
		grpc.ForceServerCodecV2(newCodec()),
		grpc.ChainStreamInterceptor(chain(s.interceptors())...),
		grpc.MaxRecvMsgSize(s.limits.MessageBytes),
		grpc.MaxSendMsgSize(s.limits.MessageBytes),
		grpc.MaxHeaderListSize(uint32(s.limits.HeaderBytes)),
		grpc.MaxConcurrentStreams(uint32(s.limits.Streams)),
		grpc.StaticStreamWindowSize(callWindow),
		grpc.StaticConnWindowSize(connectionWindow),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true}),
		grpc.UnknownServiceHandler(unknownMethod),
	}
	if s.config.ConnectionAge > 0 {
		options = append(options, grpc.KeepaliveParams(keepalive.ServerParameters{
			MaxConnectionAge: s.config.ConnectionAge, MaxConnectionAgeGrace: s.limits.CallTime,
		}))
	}
	if s.config.Tracing != nil {
		options = append(options, grpc.StatsHandler(otelgrpc.NewServerHandler(
			otelgrpc.WithTracerProvider(s.config.Tracing), otelgrpc.WithFilter(filters.Not(filters.HealthCheck())))))
	}
	return options
}

// security gives TLS, if the server speaks it.
func (s *Server) security() []grpc.ServerOption {
	if s.config.TLS == nil {
		return nil
	}
	return []grpc.ServerOption{grpc.Creds(credentials.NewTLS(s.config.TLS.Config("h2")))}
}

// setHealth says of each service whether it can answer. The corpus can if its
// store does; the server as a whole can if all can that it was started for.
func (s *Server) setHealth(ctx context.Context) {
	corpusStatus, whole := healthpb.HealthCheckResponse_NOT_SERVING, healthpb.HealthCheckResponse_SERVING
	if s.corpus != nil {
		ctx, cancel := context.WithTimeout(ctx, pingTimeout)
		defer cancel()
		if err := s.corpus.Ping(ctx); err == nil {
			corpusStatus = healthpb.HealthCheckResponse_SERVING
		} else {
			whole = healthpb.HealthCheckResponse_NOT_SERVING
			s.log.Error("the store does not answer", "error", err)
		}
	}
	s.tellHealth("", whole)
	s.tellHealth(copydeskv1.CopydeskService_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
	s.tellHealth(copydeskv1.CorpusService_ServiceDesc.ServiceName, corpusStatus)
}

func (s *Server) tellHealth(service string, now healthpb.HealthCheckResponse_ServingStatus) {
	s.health.SetServingStatus(service, now)
	s.metrics.health(service, now)
}

// The store is asked every five seconds, as often as Kubernetes' probes ask the
// server by default twice over, and has two to answer.
const (
	pingEvery   = 5 * time.Second
	pingTimeout = 2 * time.Second
)

// watchStore keeps health true until the context ends.
func (s *Server) watchStore(ctx context.Context) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.setHealth(ctx)
		}
	}
}

const defaultDrainTimeout = 25 * time.Second

// Serve answers on the listener until the context ends. Then it says that it is
// not serving, goes on for [Config.DrainDelay], takes no more calls, and waits
// for those under way, at most [Config.DrainTimeout]. The error is nil after a
// stop in which all of them ended.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	g := s.GRPC()
	failed := make(chan error, 1)
	go func() { failed <- g.Serve(listener) }()
	if s.corpus != nil {
		go s.watchStore(ctx)
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	return s.drain(g)
}

func (s *Server) drain(g *grpc.Server) error {
	s.health.Shutdown()
	s.log.Info("draining", "calls", s.gate.Calls())
	time.Sleep(s.config.DrainDelay)
	drained := make(chan struct{})
	go func() {
		g.GracefulStop()
		close(drained)
	}()
	select {
	case <-drained:
		return nil
	case <-time.After(cmp.Or(s.config.DrainTimeout, defaultDrainTimeout)):
		g.Stop()
		<-drained
		return errDrain
	}
}
