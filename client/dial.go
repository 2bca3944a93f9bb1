package client

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/encoding/gzip"
	_ "google.golang.org/grpc/health" // the service config asks for health checks
	"google.golang.org/grpc/keepalive"
)

// Options say how to reach a server. The zero value is the advice.
type Options struct {
	// TLS is used as it is. Nil: the system's certificate authorities, or CAFile.
	TLS *tls.Config
	// CAFile holds the certificate authorities to trust, in PEM. Empty: the system's.
	CAFile string
	// CertFile and KeyFile hold the certificate that the client shows, in PEM. They
	// are read again at each connection, so that they can be renewed. Empty: none.
	CertFile, KeyFile string
	// ServerName is what the server's certificate has to bear. Empty: the name in
	// the target.
	ServerName string
	// Insecure goes without TLS to an address beyond loopback. A token is never sent so.
	Insecure bool

	// Token is sent with every call. Empty: none, or that of TokenFile.
	Token string
	// TokenFile holds the token. It is read again for each call, so that it can be renewed.
	TokenFile string

	// ConnectTimeout is how long a call waits for a connection where there is none,
	// and how long a broken stream is opened again without an answer. 0: 20 s.
	ConnectTimeout time.Duration
	// Gzip compresses what is sent, and asks for answers that are: worth it where
	// the network is slow.
	Gzip bool
	// MaxMessageBytes is the largest message to send or to take. 0: 64 MiB.
	MaxMessageBytes int
	// UserAgent goes before that of gRPC. Empty: "copydesk-client".
	UserAgent string
	// DialOptions go behind all the others, and so before them in effect.
	DialOptions []grpc.DialOption
}

const (
	defaultConnectTimeout  = 20 * time.Second
	defaultMaxMessageBytes = 64 << 20
)

// Dial gives a client of the server at the target: "host:port", "unix:/path", or
// any other name that gRPC resolves. It does not wait for the server: the first
// call does.
//
// A target on this machine is spoken to without TLS unless the options name a
// TLS setting; any other with TLS unless they say Insecure. The error says which
// option is wrong; it is never about the server.
func Dial(target string, opts Options) (*Client, error) {
	opts.ConnectTimeout = cmp.Or(opts.ConnectTimeout, defaultConnectTimeout)
	opts.MaxMessageBytes = cmp.Or(opts.MaxMessageBytes, defaultMaxMessageBytes)
	if target == "" {
		return nil, errors.New("client: no target: wanted host:port or unix:/path")
	}
	secure, err := opts.credentials(target)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	all := append(opts.dialOptions(), secure...)
	conn, err := grpc.NewClient(target, append(all, opts.DialOptions...)...)
	if err != nil {
		return nil, fmt.Errorf("client: %s: %w", target, err)
	}
	c := New(conn)
	c.close, c.limit, c.patience = conn.Close, opts.MaxMessageBytes, opts.ConnectTimeout
	return c, nil
}

// dialOptions are what outlives a restart: waiting for the connection and
// trying soon again lose no call where gRPC's defaults lose nearly all.
func (o Options) dialOptions() []grpc.DialOption {
	wait := patience(o.ConnectTimeout)
	calls := []grpc.CallOption{
		grpc.MaxCallRecvMsgSize(o.MaxMessageBytes),
		grpc.MaxCallSendMsgSize(o.MaxMessageBytes),
		// A request that is not kept cannot be sent again; gRPC keeps 256 kB of it.
		grpc.MaxRetryRPCBufferSize(o.MaxMessageBytes),
	}
	if o.Gzip {
		calls = append(calls, grpc.UseCompressor(gzip.Name))
	}
	return []grpc.DialOption{
		grpc.WithUserAgent(cmp.Or(o.UserAgent, "copydesk-client")),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff: backoff.Config{BaseDelay: 50 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: 2 * time.Second},
			// Half, so that a server that swallows packets is known as such, with the
			// reason, when the wait is over.
			MinConnectTimeout: o.ConnectTimeout / 2,
		}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveTime, Timeout: 20 * time.Second}),
		grpc.WithDefaultCallOptions(calls...),
		grpc.WithChainUnaryInterceptor(wait.unary),
		grpc.WithChainStreamInterceptor(wait.stream),
	}
}

// keepaliveTime is how long a call may be silent before the server is asked
// whether it is still there. Copydesk's server takes such a question every 10 s.
const keepaliveTime = 30 * time.Second

// patience is how long a call waits for a connection. Without it a call that
// waits for the server to come back would wait for one that never was there.
type patience time.Duration

func (p patience) unary(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	return invoke(ctx, method, req, reply, cc, append(opts, p.await(ctx, cc)...)...)
}

func (p patience) stream(ctx context.Context, desc *grpc.StreamDesc, cc *grpc.ClientConn, method string, open grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	return open(ctx, desc, cc, method, append(opts, p.await(ctx, cc)...)...)
}

// await waits for a connection. Where none came in time, the call shall not
// wait any longer: it fails with the reason that the connection failed for.
func (p patience) await(ctx context.Context, cc *grpc.ClientConn) []grpc.CallOption {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(p))
	defer cancel()
	for {
		state := cc.GetState()
		if state == connectivity.Ready || state == connectivity.Shutdown {
			return nil
		}
		cc.Connect()
		if !cc.WaitForStateChange(ctx, state) {
			return []grpc.CallOption{grpc.WaitForReady(false)}
		}
	}
}
