package access

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
)

// Files names the PEM files of a server that speaks TLS.
type Files struct {
	Cert, Key string
	// ClientCA holds the authorities of the certificates that callers have to
	// show. Empty: callers show none.
	ClientCA string
	// ClientNames are the common names, DNS names and URIs that such a certificate
	// may bear. Empty: any.
	ClientNames []string
}

// Certificates are a server's certificate and the authorities of its callers,
// as the files have them now. It is safe for concurrent use.
type Certificates struct {
	files  Files
	seen   [sha256.Size]byte // hash of the files as they were last read
	config atomic.Pointer[tls.Config]
}

// ReadCertificates reads the files. The error says which is wrong.
func ReadCertificates(files Files) (*Certificates, error) {
	c := &Certificates{files: files}
	_, err := c.Reload()
	return c, err
}

// Reload reads the files again and reports whether they have changed. On an
// error, as while only one of certificate and key is replaced, all stays as it
// was. Reload is for one goroutine at a time.
func (c *Certificates) Reload() (changed bool, err error) {
	cert, err := os.ReadFile(c.files.Cert)
	if err != nil {
		return false, fmt.Errorf("certificate: %w", err)
	}
	key, err := os.ReadFile(c.files.Key)
	if err != nil {
		return false, fmt.Errorf("key: %w", err)
	}
	var authorities []byte
	if c.files.ClientCA != "" {
		if authorities, err = os.ReadFile(c.files.ClientCA); err != nil {
			return false, fmt.Errorf("client authorities: %w", err)
		}
	}
	hash := sha256.Sum256(slices.Concat(cert, []byte{0}, key, []byte{0}, authorities))
	if c.config.Load() != nil && hash == c.seen {
		return false, nil
	}
	config, err := c.build(cert, key, authorities)
	if err != nil {
		return false, err
	}
	c.seen = hash
	c.config.Store(config)
	return true, nil
}

func (c *Certificates) build(cert, key, authorities []byte) (*tls.Config, error) {
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return nil, fmt.Errorf("certificate %s with key %s: %w", c.files.Cert, c.files.Key, err)
	}
	config := &tls.Config{
		MinVersion:   tls.VersionTLS12,
		Certificates: []tls.Certificate{pair},
		NextProtos:   []string{"h2"},
	}
	if c.files.ClientCA == "" {
		return config, nil
	}
	config.ClientCAs = x509.NewCertPool()
	if !config.ClientCAs.AppendCertsFromPEM(authorities) {
		return nil, fmt.Errorf("client authorities: %s: no certificate in it; PEM was wanted", c.files.ClientCA)
	}
	config.ClientAuth = tls.RequireAndVerifyClientCert
	config.VerifyConnection = c.verifyName
	return config, nil
}

var errName = errors.New("the client's certificate bears none of the names that are let in")

// verifyName looks at resumed connections too, which VerifyPeerCertificate
// does not.
func (c *Certificates) verifyName(state tls.ConnectionState) error {
	if len(c.files.ClientNames) == 0 {
		return nil
	}
	for _, name := range namesOf(state.PeerCertificates[0]) {
		if slices.Contains(c.files.ClientNames, name) {
			return nil
		}
	}
	return errName
}

func namesOf(cert *x509.Certificate) []string {
	var names []string
	if cert.Subject.CommonName != "" {
		names = append(names, cert.Subject.CommonName)
	}
	names = append(names, cert.DNSNames...)
	for _, uri := range cert.URIs {
		names = append(names, uri.String())
	}
	return names
}

// Config gives what a listener needs; each new connection gets the certificate
// and the authorities that were read last. protocols are those of ALPN.
func (c *Certificates) Config(protocols ...string) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: protocols,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			config := c.config.Load()
			if !slices.Equal(config.NextProtos, protocols) {
				config = config.Clone()
				config.NextProtos = protocols
			}
			return config, nil
		},
	}
}

// PeerName gives the name in the certificate of a caller: the first of its
// common name, DNS names and URIs. Empty without one that was verified.
func PeerName(state tls.ConnectionState) string {
	if len(state.VerifiedChains) == 0 {
		return ""
	}
	return append(namesOf(state.VerifiedChains[0][0]), "")[0]
}
