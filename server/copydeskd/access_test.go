package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// authority signs certificates for a test.
type authority struct {
	t    testing.TB
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	File string
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "test authority"},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	a := &authority{t: t, cert: cert, key: key, File: filepath.Join(t.TempDir(), "ca.pem")}
	write(t, a.File, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return a
}

// issue writes a certificate for a name and 127.0.0.1, and its key.
func (a *authority) issue(name, certFile, keyFile string) {
	a.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	write(a.t, certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	write(a.t, keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

func write(t testing.TB, file string, content []byte) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func cleanRequest(text string) *copydeskv1.CleanRequest {
	return &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: text}}}
}

// The real binary over TLS, with client certificates and tokens, all of which
// are replaced while it runs.
func TestAccess(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	first, second := newAuthority(t), newAuthority(t)
	first.issue("desk", in("tls.crt"), in("tls.key"))
	first.issue("pipeline", in("client.crt"), in("client.key"))
	first.issue("stranger", in("stranger.crt"), in("stranger.key"))
	second.issue("pipeline", in("client2.crt"), in("client2.key"))
	roots, err := os.ReadFile(first.File)
	if err != nil {
		t.Fatal(err)
	}
	write(t, in("ca.pem"), roots)
	write(t, in("tokens"), []byte("# who\npipeline first-token-of-16\n"))
	write(t, in("token"), []byte("first-token-of-16"))
	d := startDaemon(t, "--data", "none", "--tls-cert", in("tls.crt"), "--tls-key", in("tls.key"), "--tls-client-ca", in("ca.pem"),
		"--tls-client-names", "pipeline", "--tokens", in("tokens"), "--reload-every", "1h")
	call := func(opts client.Options) error {
		opts.ConnectTimeout = time.Second
		c, err := client.Dial(d.Address, opts)
		if err != nil {
			return err
		}
		defer c.Close()
		_, err = c.Clean(t.Context(), cleanRequest("The dam broke."))
		return err
	}
	good := client.Options{CAFile: first.File, CertFile: in("client.crt"), KeyFile: in("client.key"), TokenFile: in("token")}
	check := func(what string, opts client.Options, want codes.Code) {
		t.Helper()
		if err := call(opts); status.Code(err) != want {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	check("all as it should be", good, codes.OK)
	without := func(change func(*client.Options)) client.Options {
		opts := good
		change(&opts)
		return opts
	}
	check("no certificate", without(func(o *client.Options) { o.CertFile, o.KeyFile = "", "" }), codes.Unavailable)
	check("a name that is not let in", without(func(o *client.Options) { o.CertFile, o.KeyFile = in("stranger.crt"), in("stranger.key") }), codes.Unavailable)
	check("another authority", without(func(o *client.Options) { o.CertFile, o.KeyFile = in("client2.crt"), in("client2.key") }), codes.Unavailable)
	check("an old version of TLS", without(func(o *client.Options) { o.TLS = &tls.Config{MaxVersion: tls.VersionTLS11} }), codes.Unavailable)
	check("no token", without(func(o *client.Options) { o.TokenFile = "" }), codes.Unauthenticated)
	check("a wrong token", without(func(o *client.Options) { o.TokenFile, o.Token = "", "first-token-of-17" }), codes.Unauthenticated)

	// A certificate without its key changes nothing.
	second.issue("desk", in("tls.crt"), in("other.key"))
	d.reload(t, "not reloaded")
	check("half replaced", good, codes.OK)
	// All of it anew: the old authority, certificate and token are out.
	second.issue("desk", in("tls.crt"), in("tls.key"))
	roots, err = os.ReadFile(second.File)
	if err != nil {
		t.Fatal(err)
	}
	write(t, in("ca.pem"), roots)
	write(t, in("tokens"), []byte("pipeline second-token-of-16\n"))
	d.reload(t, `"reloaded","what":"certificates"`)
	d.reload(t, `"reloaded","what":"tokens"`)
	check("the old certificate", good, codes.Unavailable)
	anew := client.Options{CAFile: second.File, CertFile: in("client2.crt"), KeyFile: in("client2.key"), Token: "second-token-of-16"}
	check("all anew", anew, codes.OK)
	anew.Token = "first-token-of-16"
	check("the old token", anew, codes.Unauthenticated)
	if strings.Contains(d.log(), "token-of-1") {
		t.Error("the log holds a token")
	}
}

// reload makes the server read its files again, until the log says so.
func (d *daemon) reload(t testing.TB, want string) {
	t.Helper()
	for range 100 {
		if strings.Contains(d.log(), want) {
			return
		}
		if err := d.command.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the log does not say %q", want)
}
