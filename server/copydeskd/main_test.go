package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// The test binary is the server when this is set.
const asServer = "COPYDESKD_TEST_AS_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(asServer) != "" {
		main()
	}
	os.Exit(m.Run())
}

func TestUsage(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		code int
		want string
	}{
		"unknown flag":  {[]string{"--nope"}, exitUsage, "unknown flag: --nope"},
		"argument":      {[]string{"serve"}, exitUsage, `unknown argument "serve": wanted flags only`},
		"log level":     {[]string{"--log-level", "loud"}, exitUsage, "wanted debug, info, warn or error"},
		"no such place": {[]string{"--data", "none", "--insecure", "--listen", "256.0.0.1:1"}, exitFailed, "--listen 256.0.0.1:1"},
		"in the clear":  {[]string{"--data", "none", "--listen", ":0"}, exitUsage, "--listen :0 is beyond this machine: wanted --tls-cert and --tls-key, or --insecure"},
		"JSON too":      {[]string{"--data", "none", "--json-listen", "0.0.0.0:0"}, exitUsage, "--json-listen 0.0.0.0:0 is beyond this machine"},
		"open admin":    {[]string{"--data", "none", "--admin-listen", "0.0.0.0:0"}, exitUsage, "wanted an address of this machine alone"},
		"half of TLS":   {[]string{"--data", "none", "--tls-cert", "x.pem"}, exitUsage, "--tls-cert and --tls-key: wanted both or none"},
		"no such cert":  {[]string{"--data", "none", "--tls-cert", "x.pem", "--tls-key", "x.pem"}, exitFailed, "certificate: open x.pem"},
		"no tokens":     {[]string{"--data", "none", "--tokens", os.DevNull}, exitFailed, "no token in it"},
		"a size":        {[]string{"--max-message", "lots"}, exitUsage, "wanted bytes, or a number with KiB, MiB or GiB"},
		"not a folder":  {[]string{"--data", os.Args[0], "--listen", "127.0.0.1:0"}, exitFailed, "--data: "},
		"help":          {[]string{"--help"}, 0, "grpcurl -plaintext"},
		"version":       {[]string{"--version"}, 0, "copydeskd version "},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if code := run(c.args, &out, &out); code != c.code || !strings.Contains(out.String(), c.want) {
				t.Errorf("code %d, want %d; output %q, want %q in it", code, c.code, out.String(), c.want)
			}
		})
	}
}

// The real binary serves, says so in its health, and ends on SIGTERM.
func TestServesAndStops(t *testing.T) {
	d := startDaemon(t, "--data", filepath.Join(t.TempDir(), "corpus"))
	conn := d.dial(t)
	for _, service := range []string{"", "copydesk.v1.CopydeskService", "copydesk.v1.CorpusService"} {
		health, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
		if err != nil || health.GetStatus() != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("health of %q: %v, %v", service, health.GetStatus(), err)
		}
	}
	if err := d.stop(); err != nil || !strings.Contains(d.log(), `"msg":"stopped","in_order":true`) {
		t.Errorf("ended with %v, log %s", err, d.log())
	}
}
