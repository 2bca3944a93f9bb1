package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/server"
	"github.com/copydesk/copydesk/server/access"
)

// serve runs the server until the context ends.
func serve(ctx context.Context, s settings, stderr io.Writer) error {
	log, err := newLog(s, stderr)
	if err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return usageError{err}
	}
	if s.memory > 0 {
		debug.SetMemoryLimit(int64(s.memory))
	}
	registry := newRegistry()
	config := s.config(log, registry)
	reloads, err := s.readFiles(&config)
	if err != nil {
		return err
	}
	if config.Corpus, err = s.openCorpus(ctx); err != nil {
		return err
	}
	if config.Corpus != nil {
		defer config.Corpus.Close()
	}
	tracing, err := startTracing(ctx, s, &config)
	if err != nil {
		return err
	}
	defer tracing()

	watching, stopWatching := context.WithCancel(context.Background())
	defer stopWatching()
	if len(reloads) > 0 {
		hangup := make(chan struct{})
		go onHangup(watching, hangup)
		go access.Watch(watching, s.reloadEvery, hangup, log, reloads)
	}
	return listenAndServe(ctx, s, config, registry)
}

// config gives what the settings say of the server itself.
func (s *settings) config(log *slog.Logger, registry prometheus.Registerer) server.Config {
	limits := s.limits
	limits.MessageBytes, limits.ArticleBytes, limits.Memory = int(s.message), int(s.article), int64(s.memory)
	return server.Config{
		Log: log, Limits: limits, Metrics: registry, NoReflection: !s.reflection,
		DrainDelay: s.drainDelay, DrainTimeout: s.drainTimeout, ConnectionAge: s.connectionAge,
	}
}

// readFiles reads certificates and tokens into the configuration, and gives
// what is to be read again.
func (s *settings) readFiles(config *server.Config) (map[string]access.Reloader, error) {
	reloads := map[string]access.Reloader{}
	var err error
	if s.files.Cert != "" {
		if config.TLS, err = access.ReadCertificates(s.files); err != nil {
			return nil, err
		}
		reloads["certificates"] = config.TLS
	}
	if s.tokenFile != "" {
		if config.Tokens, err = access.ReadTokens(s.tokenFile); err != nil {
			return nil, err
		}
		reloads["tokens"] = config.Tokens
	}
	return reloads, nil
}

// openCorpus opens the corpus; nil if there is to be none.
func (s *settings) openCorpus(ctx context.Context) (*corpus.Corpus, error) {
	if s.data == noCorpus {
		return nil, nil
	}
	store, err := corpus.Open(ctx, s.data)
	if err != nil {
		return nil, fmt.Errorf("--data: %w", err)
	}
	return store, nil
}

// onHangup passes SIGHUP on.
func onHangup(ctx context.Context, hangup chan<- struct{}) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	defer signal.Stop(signals)
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
			select {
			case hangup <- struct{}{}:
			case <-ctx.Done():
			}
		}
	}
}

// newRegistry gives the metrics of the process and its build.
func newRegistry() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	revision, modified := build()
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "copydesk_build_info", Help: "1, with the engine's version and the revision of the source.",
		ConstLabels: prometheus.Labels{"version": server.EngineVersion, "revision": revision, "modified": modified},
	})
	info.Set(1)
	registry.MustRegister(info, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return registry
}

// listenAndServe opens all listeners before the first call is taken, and ends
// the side doors after the main one.
func listenAndServe(ctx context.Context, s settings, config server.Config, registry *prometheus.Registry) error {
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", s.listen, err)
	}
	defer listener.Close()
	desk := server.New(config)
	sides, err := openSides(context.WithoutCancel(ctx), s, config, registry, desk)
	defer sides.close()
	if err != nil {
		return err
	}
	config.Log.Info("serving", "address", listener.Addr().String(), "corpus", s.data, "version", server.EngineVersion,
		"tls", config.TLS != nil, "tokens", config.Tokens != nil, "json", sides.address("json"), "admin", sides.address("admin"), "metrics", sides.address("metrics"))
	var draining sync.WaitGroup
	draining.Go(func() { sides.drain(ctx, s.drainDelay) })
	if err = desk.Serve(ctx, listener); ctx.Err() != nil {
		draining.Wait()
	}
	config.Log.Info("stopped", "in_order", err == nil)
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
