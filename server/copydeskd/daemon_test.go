package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// daemon is the real server, in a process of its own.
type daemon struct {
	command                       *exec.Cmd
	Address, JSON, Admin, Metrics string
	Data                          string // where it was told to keep the corpus, for those who ask
	startup                       time.Duration

	mu    sync.Mutex
	lines strings.Builder
	ended chan struct{} // closed once the log has ended
}

// startDaemon starts a server on a free port, or where the arguments say.
func startDaemon(t testing.TB, args ...string) *daemon {
	t.Helper()
	return startDaemonWith(t, nil, args...)
}

func startDaemonWith(t testing.TB, env []string, args ...string) *daemon {
	t.Helper()
	began := time.Now()
	d := &daemon{command: exec.Command(os.Args[0], append([]string{"--listen", "127.0.0.1:0"}, args...)...), ended: make(chan struct{})}
	d.command.Env = append(append(os.Environ(), asServer+"=1"), env...)
	stderr, err := d.command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.kill()
		if t.Failed() {
			t.Logf("log of the server, its end:\n%s", last(d.log(), 4000))
		}
	})
	up := make(chan bool, 1)
	go func() {
		defer close(d.ended)
		lines := bufio.NewScanner(stderr)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			d.note(lines.Bytes(), up)
		}
	}()
	select {
	case <-up:
	case <-d.ended:
		t.Fatalf("the server did not start: %s", d.log())
	case <-time.After(time.Minute):
		t.Fatalf("the server is not up: %s", d.log())
	}
	d.startup = time.Since(began)
	return d
}

func (d *daemon) note(line []byte, up chan<- bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines.Write(line)
	d.lines.WriteByte('\n')
	var said struct{ Msg, Address, JSON, Admin, Metrics string }
	if json.Unmarshal(line, &said) == nil && said.Msg == "serving" {
		d.Address, d.JSON, d.Admin, d.Metrics = said.Address, said.JSON, said.Admin, said.Metrics
		up <- true
	}
}

func last(s string, n int) string { return s[max(0, len(s)-n):] }

func (d *daemon) log() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.lines.String()
}

// stop ends the server as Kubernetes does, and gives how it ended.
func (d *daemon) stop() error {
	if err := d.command.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	<-d.ended
	return d.command.Wait()
}

// kill ends it with SIGKILL, if it still runs.
func (d *daemon) kill() {
	if d.command.ProcessState == nil {
		_ = d.command.Process.Kill() // it may have ended meanwhile
		<-d.ended
		_ = d.command.Wait()
	}
}

// dial gives a connection in the clear.
func (d *daemon) dial(t testing.TB, opts ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(d.Address, append([]grpc.DialOption{grpc.WithTransportCredentials(insecure.NewCredentials())}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}
