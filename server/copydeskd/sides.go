package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"google.golang.org/grpc"
	channelz "google.golang.org/grpc/channelz/service"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	"github.com/copydesk/copydesk/server"
	"github.com/copydesk/copydesk/server/gateway"
)

// sides are the listeners beside the main one.
type sides struct {
	servers  map[string]*http.Server
	at       map[string]string
	patience time.Duration // for what is being answered at the end
	log      *slog.Logger
	inside   []func() // ends what is behind the listeners
}

// openSides opens the listeners that the settings ask for. What it gives is to
// be closed, whatever the error.
func openSides(ctx context.Context, s settings, config server.Config, registry *prometheus.Registry, desk *server.Server) (*sides, error) {
	all := &sides{servers: map[string]*http.Server{}, at: map[string]string{}, patience: s.drainTimeout, log: config.Log}
	metrics := promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
	if err := all.open("admin", s.adminListen, admin(metrics), nil); err != nil {
		return all, err
	}
	alone := http.NewServeMux()
	alone.Handle("GET /metrics", metrics)
	if err := all.open("metrics", s.metricsListen, alone, nil); err != nil {
		return all, err
	}
	return all, all.openJSON(ctx, s, config, desk)
}

// bodiesShare is what part of the memory limit bodies in JSON may take.
const bodiesShare = 8

// openJSON serves JSON, over a connection in memory to the same server, so that
// it is let in, limited, counted and logged like any other caller.
func (all *sides) openJSON(ctx context.Context, s settings, config server.Config, desk *server.Server) error {
	if s.jsonListen == "" {
		return nil
	}
	listener := bufconn.Listen(1 << 20)
	calls := desk.InProcess()
	go calls.Serve(listener) // ends with Stop; its error says so
	conn, err := grpc.NewClient("passthrough:///in-process",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(int(s.message)), grpc.MaxCallSendMsgSize(int(s.message))))
	if err != nil {
		return err
	}
	all.inside = append(all.inside, func() { conn.Close(); calls.Stop() })
	limits := desk.Limits()
	handler, err := gateway.Handler(ctx, conn, gateway.Options{
		Known:       desk.Known,
		BodyBytes:   int64(limits.MessageBytes) / 3 * 4, // base64 makes four bytes of three
		BodiesBytes: limits.Memory / bodiesShare,
		ReadTime:    limits.ReceiveTime,
	})
	if err != nil {
		return err
	}
	var secure *tls.Config
	if config.TLS != nil {
		secure = config.TLS.Config("h2", "http/1.1")
	}
	return all.open("json", s.jsonListen, handler, secure)
}

// open serves HTTP on an address; nothing for an empty one.
func (all *sides) open(name, address string, handler http.Handler, secure *tls.Config) error {
	if address == "" {
		return nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("--%s-listen %s: %w", name, address, err)
	}
	all.at[name] = listener.Addr().String()
	if secure != nil {
		listener = tls.NewListener(listener, secure)
	}
	// channelz is gRPC, which needs HTTP/2 also in the clear.
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, Protocols: protocols,
		ErrorLog: slog.NewLogLogger(all.log.Handler(), slog.LevelDebug), // of connections that speak something else
	}
	all.servers[name] = server
	go server.Serve(listener) // ends with close; its error says so
	return nil
}

// address is where a listener is; empty if it is not open.
func (all *sides) address(name string) string { return all.at[name] }

// drain ends the JSON listener after the context and that delay: beside the main
// one, so that both have the same time for what they are answering.
func (all *sides) drain(ctx context.Context, delay time.Duration) {
	<-ctx.Done()
	time.Sleep(delay)
	if json, ok := all.servers["json"]; ok {
		all.end(json)
	}
}

// end ends a listener, after what it is answering, if that does not take too long.
func (all *sides) end(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), all.patience)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}

// close ends all that is open.
func (all *sides) close() {
	for _, each := range all.servers {
		all.end(each)
	}
	for _, end := range all.inside {
		end()
	}
}

// admin shows the inside of the process.
func admin(metrics http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	mux.HandleFunc("GET /version", func(w http.ResponseWriter, _ *http.Request) {
		revision, modified := build()
		w.Header().Set("Content-Type", "application/json")
		// Whoever asked is gone if this fails.
		_ = json.NewEncoder(w).Encode(map[string]string{"version": server.EngineVersion, "revision": revision, "modified": modified})
	})
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	calls := grpc.NewServer()
	channelz.RegisterChannelzServiceToServer(calls)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 && strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
			calls.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}
