// Command copydeskd is the copydesk server.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

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

func run(args []string, stdout, stderr io.Writer) int {
	command, err := newCommand(stderr)
	if err == nil {
		command.SetArgs(args)
		command.SetOut(stdout)
		command.SetErr(stderr)
		err = command.ExecuteContext(context.Background())
	}
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "copydeskd:", err)
	if errors.As(err, &usageError{}) {
		return exitUsage
	}
	return exitFailed
}

func newCommand(stderr io.Writer) (*cobra.Command, error) {
	var s settings
	command := &cobra.Command{
		Use:   "copydeskd",
		Short: "Serve clean copy, summaries and claims of news articles over gRPC",
		Long: `copydeskd serves copydesk.v1 over gRPC: Clean, Summarize, ExtractClaims and Analyze,
over articles that are sent with a request or kept in its corpus.

Without --tls-cert it speaks in the clear, and on this machine only. With
--tokens everything but health wants a token. It stops on SIGTERM and
SIGINT, once the calls under way have ended, and reads its certificates and
tokens again on SIGHUP. docs/operations.md says more.`,
		Example: `  copydeskd
  copydeskd --listen 127.0.0.1:9000 --data /var/lib/copydesk
  copydeskd --listen :443 --tls-cert tls.crt --tls-key tls.key --tokens tokens
  copydeskd --data none --log-level debug --admin-listen 127.0.0.1:7342
  grpcurl -plaintext 127.0.0.1:7341 list`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			// A file that may not grow is an error of its writer, not the end of the process.
			signal.Ignore(syscall.SIGXFSZ)
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return serve(ctx, s, stderr)
		},
	}
	command.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	command.Flags().SortFlags = false
	return command, s.flags(command.Flags())
}

// build says which source a binary was made from, as far as it knows.
func build() (revision, modified string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown", "unknown"
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			revision = setting.Value
		case "vcs.modified":
			modified = setting.Value
		}
	}
	return cmp.Or(revision, "unknown"), cmp.Or(modified, "unknown")
}

func version() string {
	revision, _ := build()
	return fmt.Sprintf("%s (%s, %s)", server.EngineVersion, runtime.Version(), revision)
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown argument %q: wanted flags only, see copydeskd --help", args[0])}
	}
	return nil
}

// newLog gives the log: lines of JSON.
func newLog(s settings, stderr io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, usageError{fmt.Errorf("--log-level %q: wanted debug, info, warn or error", s.logLevel)}
	}
	return slog.New(slog.NewJSONHandler(stderr, &slog.HandlerOptions{Level: level, ReplaceAttr: hide(s.data)})), nil
}

// hide keeps where the store is out of the errors of the log: today that is a
// folder, and one day an address with a password in it. The line that says with
// what the server started has it, under the key "corpus".
func hide(data string) func([]string, slog.Attr) slog.Attr {
	if data == noCorpus {
		return nil
	}
	absolute, err := filepath.Abs(data)
	if err != nil {
		absolute = data
	}
	hidden := strings.NewReplacer(absolute, "DATA", data, "DATA")
	return func(_ []string, a slog.Attr) slog.Attr {
		if err, ok := a.Value.Any().(error); ok {
			return slog.String(a.Key, hidden.Replace(err.Error()))
		}
		return a
	}
}
