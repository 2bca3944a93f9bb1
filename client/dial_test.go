package client_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

func TestDialRefuses(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	os.WriteFile(empty, []byte(" \n"), 0o600)
	for _, test := range []struct {
		name, target string
		opts         client.Options
		want         string // of the error; empty: none
	}{
		{"this machine", "127.0.0.1:1", client.Options{}, ""},
		{"elsewhere", "desk.example:1", client.Options{}, ""},
		{"elsewhere in the clear", "desk.example:1", client.Options{Insecure: true}, ""},
		{"token here", "localhost:1", client.Options{Token: "t"}, ""},
		{"token over a socket", "unix:/tmp/desk", client.Options{Token: "t"}, ""},
		{"token elsewhere", "desk.example:1", client.Options{Token: "t"}, ""},
		{"token elsewhere in the clear", "desk.example:1", client.Options{Token: "t", Insecure: true}, "a token is not sent to desk.example:1 without TLS"},
		{"token in the clear to one of two", "ipv4:127.0.0.1:1,192.0.2.7:1", client.Options{Token: "t", Insecure: true}, "without TLS"},
		{"no target", "", client.Options{}, "no target"},
		{"TLS and not", "desk.example:1", client.Options{TLS: &tls.Config{}, Insecure: true}, "wanted one of them"},
		{"no CA file", "desk.example:1", client.Options{CAFile: filepath.Join(dir, "none")}, "certificate authorities"},
		{"no CA in it", "desk.example:1", client.Options{CAFile: empty}, "PEM was wanted"},
		{"no key", "desk.example:1", client.Options{CertFile: empty}, "client certificate"},
		{"no token file", "localhost:1", client.Options{TokenFile: filepath.Join(dir, "none")}, "token"},
		{"no token in it", "localhost:1", client.Options{TokenFile: empty}, "empty is empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := client.Dial(test.target, test.opts)
			if err == nil {
				c.Close()
			}
			if got := errorText(err); (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("error %q, want %q", got, test.want)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestTokenIsSent(t *testing.T) {
	f := &fake{}
	at, _ := serve(t, f, "127.0.0.1:0")
	file := filepath.Join(t.TempDir(), "token")
	os.WriteFile(file, []byte("first\n"), 0o600)
	c := dial(t, at, client.Options{TokenFile: file})
	for _, want := range []string{"first", "second"} {
		os.WriteFile(file, []byte(want+"\n"), 0o600)
		if _, err := c.Clean(t.Context(), clean("x")); err != nil {
			t.Fatal(err)
		}
		if got := f.header("authorization"); got != "Bearer "+want {
			t.Errorf("authorization %q, want the token %q", got, want)
		}
	}
}

// A loopback address that is spoken to with TLS takes the token too, and a
// certificate that nobody vouches for is told as what it is.
func TestTLS(t *testing.T) {
	certificate, file := certificate(t)
	f := &fake{}
	at, _ := serve(t, f, "127.0.0.1:0", grpc.Creds(credentials.NewServerTLSFromCert(&certificate)))
	trusting := dial(t, at, client.Options{CAFile: file, Token: "t"})
	if _, err := trusting.Clean(t.Context(), clean("x")); err != nil || f.header("authorization") != "Bearer t" {
		t.Errorf("%v, authorization %q", err, f.header("authorization"))
	}
	wary := dial(t, at, client.Options{TLS: &tls.Config{}, ConnectTimeout: 300 * time.Millisecond})
	_, err := wary.Clean(t.Context(), clean("x"))
	if status.Code(err) != codes.Unavailable || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v, want UNAVAILABLE for the certificate", err)
	}
}

// certificate makes one for 127.0.0.1 and a file that vouches for it.
func certificate(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}

func TestNobodyThere(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	c := dial(t, listener.Addr().String(), client.Options{ConnectTimeout: 300 * time.Millisecond})
	began := time.Now()
	_, err = c.Clean(t.Context(), clean("x"))
	if status.Code(err) != codes.Unavailable || !strings.Contains(err.Error(), "refused") {
		t.Errorf("%v, want UNAVAILABLE with the reason", err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("took %s to say so", took)
	}
}

// A server that takes the connection and says nothing is nobody too.
func TestSilentServer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	c := dial(t, listener.Addr().String(), client.Options{ConnectTimeout: 300 * time.Millisecond})
	began := time.Now()
	_, err = c.Clean(t.Context(), clean("x"))
	if status.Code(err) != codes.Unavailable || time.Since(began) > 2*time.Second {
		t.Errorf("%v after %s, want UNAVAILABLE soon", err, time.Since(began))
	}
}

// Not one call may fail while the only server stops and another takes its place.
func TestCallsOutliveARestart(t *testing.T) {
	slow := &fake{clean: func(ctx context.Context, _ *copydeskv1.CleanRequest) (*copydeskv1.CleanResponse, error) {
		select {
		case <-time.After(time.Millisecond):
		case <-ctx.Done():
		}
		return &copydeskv1.CleanResponse{}, ctx.Err()
	}}
	at, stop := serve(t, slow, "127.0.0.1:0")
	c := dial(t, at, client.Options{})
	var calls, failed atomic.Int64
	done := make(chan struct{})
	over := make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case <-done:
				return
			default:
			}
			calls.Add(1)
			if _, err := c.Clean(t.Context(), clean("x")); err != nil {
				failed.Add(1)
				t.Log(err)
			}
		}
	}()
	time.Sleep(50 * time.Millisecond)
	stop()
	time.Sleep(300 * time.Millisecond)
	serve(t, slow, at)
	time.Sleep(300 * time.Millisecond)
	close(done)
	<-over
	if failed.Load() > 0 || calls.Load() < 20 {
		t.Errorf("%d of %d calls failed", failed.Load(), calls.Load())
	}
}

func TestHealth(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0")
	c := dial(t, at, client.Options{})
	if got, err := c.Health(t.Context(), ""); got != healthpb.HealthCheckResponse_SERVING || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := c.Health(t.Context(), "copydesk.v1.Nobody"); status.Code(err) != codes.NotFound {
		t.Errorf("%v, want NOT_FOUND", err)
	}
}
