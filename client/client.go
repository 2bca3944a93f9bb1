// Package client talks to a copydesk server.
//
// [Dial] gives a connection that outlives a restart of the server, refuses to
// send a token in the clear, and says within [Options.ConnectTimeout] that there
// is nobody there. The RPCs of both services are methods of [Client];
// [Client.Process] and [Client.Import] stream many articles with bounded work
// in flight and one answer for each.
package client

import (
	"context"
	"time"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// Client calls the services of one copydesk server. It is safe for concurrent
// use. Errors of its methods are gRPC statuses.
type Client struct {
	copydeskv1.CopydeskServiceClient
	copydeskv1.CorpusServiceClient

	conn     grpc.ClientConnInterface
	close    func() error
	limit    int           // of a message, in bytes
	patience time.Duration // how long a broken stream is opened again without an answer
}

// New gives a client over a connection that the caller made and will close: one
// in the same process, or one with other settings than [Dial] gives.
func New(conn grpc.ClientConnInterface) *Client {
	return &Client{
		CopydeskServiceClient: copydeskv1.NewCopydeskServiceClient(conn),
		CorpusServiceClient:   copydeskv1.NewCorpusServiceClient(conn),
		conn:                  conn,
		close:                 func() error { return nil },
		limit:                 defaultMaxMessageBytes,
		patience:              defaultConnectTimeout,
	}
}

// Close ends the connection, and the calls that are under way with it. It does
// nothing for a client of [New].
func (c *Client) Close() error { return c.close() }

// Health gives what the server says of one of its services, as the standard
// gRPC health service does; empty asks for the server as a whole. The error is
// NOT_FOUND for a service that the server does not know.
func (c *Client) Health(ctx context.Context, service string) (healthpb.HealthCheckResponse_ServingStatus, error) {
	answer, err := healthpb.NewHealthClient(c.conn).Check(ctx, &healthpb.HealthCheckRequest{Service: service})
	return answer.GetStatus(), err
}
