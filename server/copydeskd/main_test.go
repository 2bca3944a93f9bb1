package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
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
		"no such place": {[]string{"--data", "none", "--listen", "256.0.0.1:1"}, exitFailed, "--listen 256.0.0.1:1"},
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
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, os.Args[0], "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "corpus"))
	command.Env = append(os.Environ(), asServer+"=1")
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	log := bufio.NewScanner(stderr)
	var line struct{ Msg, Address string }
	if !log.Scan() || json.Unmarshal(log.Bytes(), &line) != nil || line.Msg != "serving" {
		t.Fatalf("first line of the log: %s", log.Text())
	}
	conn, err := grpc.NewClient(line.Address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, service := range []string{"", "copydesk.v1.CopydeskService", "copydesk.v1.CorpusService"} {
		health, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{Service: service})
		if err != nil || health.GetStatus() != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("health of %q: %v, %v", service, health.GetStatus(), err)
		}
	}
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for log.Scan() {
		line.Msg = ""
		_ = json.Unmarshal(log.Bytes(), &line)
	}
	if err := command.Wait(); err != nil || line.Msg != "stopped" {
		t.Errorf("ended with %v, last line %q", err, line.Msg)
	}
}
