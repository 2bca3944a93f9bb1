package main

import (
	"github.com/spf13/cobra"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

func (d *desk) healthCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "health",
		Short: "Say whether the server answers",
		Long:  "Health prints SERVING and exits with 0 if the server takes calls; otherwise it says why not.",
		Example: `  copydesk health --server desk.example:443
  until copydesk health --server localhost:7341; do sleep 1; done`,
		GroupID: groupOther,
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return d.health(c) },
	}
}

// health asks on a connection that is not itself held back by what the answer
// may be.
func (d *desk) health(c *cobra.Command) error {
	service, done, err := d.connect(c.Context(), false, grpc.WithDisableHealthCheck())
	if err != nil {
		return err
	}
	defer done()
	answer, err := service.Health(c.Context(), "")
	if err != nil {
		return err
	}
	d.out.row(part{answer.String(), normal})
	if answer != healthpb.HealthCheckResponse_SERVING {
		return reported{status.Error(codes.Unavailable, answer.String())}
	}
	return nil
}
