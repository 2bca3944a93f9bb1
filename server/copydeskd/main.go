// Command copydeskd is the copydesk server.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/server"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit codes: 2 for a call that is wrong, 1 for a server that failed.
const (
	exitFailed = 1
	exitUsage  = 2
)

// usageError is an error of the caller's.
type usageError struct{ error }

// noCorpus is what --data says of a server that keeps none.
const noCorpus = "none"

func run(args []string, stdout, stderr io.Writer) int {
	command := newCommand(stderr)
	command.SetArgs(args)
	command.SetOut(stdout)
	command.SetErr(stderr)
	err := command.ExecuteContext(context.Background())
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "copydeskd:", err)
	if errors.As(err, &usageError{}) {
		return exitUsage
	}
	return exitFailed
}

// settings are the decisions of an operator.
type settings struct{ listen, data, logLevel string }

func newCommand(stderr io.Writer) *cobra.Command {
	var s settings
	command := &cobra.Command{
		Use:   "copydeskd",
		Short: "Serve clean copy, summaries and claims of news articles over gRPC",
		Long: `copydeskd serves copydesk.v1 over gRPC: Clean, Summarize, ExtractClaims and Analyze,
over articles that are sent with a request or kept in its corpus.

It speaks without TLS, and so by default on this machine only. It stops on SIGTERM
and SIGINT, once the calls under way have ended.`,
		Example: `  copydeskd
  copydeskd --listen 127.0.0.1:9000 --data /var/lib/copydesk
  copydeskd --data none --log-level debug
  grpcurl -plaintext 127.0.0.1:7341 list`,
		Version:       server.EngineVersion + " (" + runtime.Version() + ")",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return serve(ctx, s, stderr)
		},
	}
	command.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	flags := command.Flags()
	flags.SortFlags = false
	flags.StringVar(&s.listen, "listen", cmp.Or(os.Getenv("COPYDESK_LISTEN"), "127.0.0.1:7341"), "`ADDR` to listen on (COPYDESK_LISTEN)")
	flags.StringVar(&s.data, "data", cmp.Or(os.Getenv("COPYDESK_DATA"), corpus.UserFolder(), noCorpus), "`DIR` of the corpus; \"none\": keep none (COPYDESK_DATA)")
	flags.StringVar(&s.logLevel, "log-level", cmp.Or(os.Getenv("COPYDESK_LOG_LEVEL"), "info"), "lowest `LEVEL` that is logged: debug, info, warn or error (COPYDESK_LOG_LEVEL)")
	return command
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown argument %q: wanted flags only, see copydeskd --help", args[0])}
	}
	return nil
}

func serve(ctx context.Context, s settings, stderr io.Writer) error {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return usageError{fmt.Errorf("--log-level %q: wanted debug, info, warn or error", s.logLevel)}
	}
	config := server.Config{Log: slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: level}))}
	if s.data != noCorpus {
		store, err := corpus.Open(ctx, s.data)
		if err != nil {
			return fmt.Errorf("--data: %w", err)
		}
		defer store.Close()
		config.Corpus = store
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", s.listen, err)
	}
	config.Log.Info("serving", "address", listener.Addr().String(), "corpus", s.data, "version", server.EngineVersion)
	err = server.New(config).Serve(ctx, listener)
	config.Log.Info("stopped", "in_order", err == nil)
	return err
}
