package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/copydesk/copydesk/client"
	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/server"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
)

// connectTimeout is how long the command waits for a server: somebody sits
// before it.
const connectTimeout = 5 * time.Second

// reach is how to get at a server: by its address, or in this process.
type reach struct {
	server, data         string
	ca, cert, key, token string
	serverName           string
	insecure             bool
	dataFlag, serverFlag *pflag.Flag
}

// flags adds the flags. What the environment says is their default.
func (r *reach) flags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&r.server, "server", os.Getenv("COPYDESK_SERVER"), "`ADDR` of a server, host:port or unix:/path; empty: none is needed (COPYDESK_SERVER)")
	f.StringVar(&r.data, "data", cmp.Or(os.Getenv("COPYDESK_DATA"), corpus.UserFolder()), "`DIR` of the corpus, where there is no --server (COPYDESK_DATA)")
	f.StringVar(&r.ca, "tls-ca", os.Getenv("COPYDESK_TLS_CA"), "PEM `FILE` of the certificate authorities to trust (COPYDESK_TLS_CA)")
	f.StringVar(&r.cert, "tls-cert", os.Getenv("COPYDESK_CLIENT_CERT"), "PEM `FILE` of the certificate to show to the server (COPYDESK_CLIENT_CERT)")
	f.StringVar(&r.key, "tls-key", os.Getenv("COPYDESK_CLIENT_KEY"), "PEM `FILE` of its key (COPYDESK_CLIENT_KEY)")
	f.StringVar(&r.serverName, "tls-server-name", os.Getenv("COPYDESK_TLS_SERVER_NAME"), "`NAME` that the server's certificate has to bear; empty: that of its address (COPYDESK_TLS_SERVER_NAME)")
	f.StringVar(&r.token, "token-file", os.Getenv("COPYDESK_TOKEN_FILE"), "`FILE` that holds the token for the server (COPYDESK_TOKEN_FILE)")
	f.BoolVar(&r.insecure, "insecure", false, "speak to a server beyond this machine without TLS")
	r.dataFlag, r.serverFlag = f.Lookup("data"), f.Lookup("server")
}

// remote reports whether a server's address was given, and not overridden: a
// flag goes before the environment.
func (r reach) remote() bool {
	return r.server != "" && (r.serverFlag.Changed || !r.dataFlag.Changed)
}

// connect gives a client of the server, and a function that ends it. Without an
// address the server runs in this process; its corpus is opened only if it is
// wanted, so that what needs none works where nothing can be written.
func (d *desk) connect(ctx context.Context, wantCorpus bool, opts ...grpc.DialOption) (*client.Client, func(), error) {
	r := d.reach
	if r.serverFlag.Changed && r.dataFlag.Changed && r.server != "" {
		return nil, nil, &usageError{"copydesk", "both --server and --data: wanted one of them, for a server has its own corpus"}
	}
	if !r.remote() {
		return r.inProcess(ctx, wantCorpus)
	}
	c, err := client.Dial(r.server, client.Options{
		CAFile: r.ca, CertFile: r.cert, KeyFile: r.key, TokenFile: r.token, ServerName: r.serverName, Insecure: r.insecure,
		ConnectTimeout: connectTimeout, UserAgent: "copydesk", DialOptions: opts,
	})
	if err != nil {
		return nil, nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return c, func() { c.Close() }, nil
}

// inProcess starts a server over a connection in memory.
func (r reach) inProcess(ctx context.Context, wantCorpus bool) (*client.Client, func(), error) {
	config := server.Config{Log: slog.New(slog.DiscardHandler)}
	if wantCorpus {
		kept, err := r.openCorpus(ctx)
		if err != nil {
			return nil, nil, err
		}
		config.Corpus = kept
	}
	listener := bufconn.Listen(1 << 20)
	serving := server.New(config).GRPC()
	go serving.Serve(listener) // ends with Stop; its error says so
	stop := func() {
		serving.Stop()
		if config.Corpus != nil {
			config.Corpus.Close() // what was acknowledged is on disk already
		}
	}
	c, err := client.Dial("passthrough:///in-process", client.Options{
		Insecure:    true,
		DialOptions: []grpc.DialOption{grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) })},
	})
	if err != nil {
		stop()
		return nil, nil, status.Error(codes.Internal, err.Error())
	}
	return c, func() { c.Close(); stop() }, nil
}

// openCorpus opens the corpus in the data folder.
func (r reach) openCorpus(ctx context.Context) (*corpus.Corpus, error) {
	if r.data == "" {
		return nil, status.Error(codes.FailedPrecondition, "there is no home to keep a corpus in: wanted --data DIR")
	}
	kept, err := corpus.Open(ctx, r.data)
	switch {
	case err == nil:
		return kept, nil
	case ctx.Err() != nil:
		return nil, status.FromContextError(ctx.Err()).Err()
	case errors.Is(err, corpus.ErrDamaged):
		return nil, status.Error(codes.DataLoss, err.Error())
	}
	return nil, status.Error(codes.Unavailable, err.Error())
}
