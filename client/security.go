package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/credentials/local"
)

// credentials chooses how to speak to the target, and with which token.
func (o Options) credentials(target string) ([]grpc.DialOption, error) {
	transport, err := o.transport(target)
	if err != nil {
		return nil, err
	}
	all := []grpc.DialOption{grpc.WithTransportCredentials(transport)}
	if o.Token == "" && o.TokenFile == "" {
		return all, nil
	}
	token := bearer{token: o.Token, file: o.TokenFile, inClear: onThisMachine(target)}
	switch _, err := token.read(); {
	case err != nil:
		return nil, err
	case transport.Info().SecurityProtocol == "insecure":
		return nil, fmt.Errorf("a token is not sent to %s without TLS", target)
	}
	return append(all, grpc.WithPerRPCCredentials(token)), nil
}

// transport is TLS, but on this machine, or where the caller insists.
func (o Options) transport(target string) (credentials.TransportCredentials, error) {
	wantsTLS := o.TLS != nil || o.CAFile != "" || o.CertFile != "" || o.KeyFile != "" || o.ServerName != ""
	switch {
	case wantsTLS && o.Insecure:
		return nil, errors.New("both Insecure and a TLS setting: wanted one of them")
	case !wantsTLS && onThisMachine(target):
		// Refuses to go on if "localhost" turns out to be elsewhere.
		return local.NewCredentials(), nil
	case o.Insecure:
		return insecure.NewCredentials(), nil
	}
	config, err := o.tlsConfig()
	if err != nil {
		return nil, err
	}
	return credentials.NewTLS(config), nil
}

func (o Options) tlsConfig() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.TLS != nil {
		config = o.TLS.Clone()
	}
	if o.ServerName != "" {
		config.ServerName = o.ServerName
	}
	if o.CAFile != "" {
		pem, err := os.ReadFile(o.CAFile)
		if err != nil {
			return nil, fmt.Errorf("certificate authorities: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("certificate authorities: %s: no certificate in it; PEM was wanted", o.CAFile)
		}
	}
	if o.CertFile == "" && o.KeyFile == "" {
		return config, nil
	}
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		pair, err := tls.LoadX509KeyPair(o.CertFile, o.KeyFile)
		return &pair, err
	}
	_, err := config.GetClientCertificate(nil) // so that Dial says what is wrong with the files
	if err != nil {
		return nil, fmt.Errorf("client certificate: %w", err)
	}
	return config, nil
}

// onThisMachine reports whether every address of the target is a socket or a
// loopback address. A name other than "localhost" is not looked up: elsewhere.
func onThisMachine(target string) bool {
	scheme, rest, ok := strings.Cut(target, ":")
	switch {
	case ok && (scheme == "unix" || scheme == "unix-abstract"):
		return true
	case ok && slices.Contains([]string{"dns", "passthrough", "ipv4", "ipv6"}, scheme):
		target = rest
	}
	if strings.HasPrefix(target, "//") { // "//authority/address"
		_, target, _ = strings.Cut(target[2:], "/")
	}
	elsewhere := func(address string) bool {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			host = strings.Trim(address, "[]")
		}
		return host != "localhost" && !net.ParseIP(host).IsLoopback()
	}
	return !slices.ContainsFunc(strings.Split(target, ","), elsewhere)
}

// bearer sends a token as OAuth 2.0 does (RFC 6750, section 2.1).
type bearer struct {
	token, file string
	inClear     bool // the connection stays on this machine
}

// RequireTransportSecurity makes gRPC refuse a connection without TLS.
func (b bearer) RequireTransportSecurity() bool { return !b.inClear }

// GetRequestMetadata gives the header of one call.
func (b bearer) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	token, err := b.read()
	if err != nil {
		return nil, err
	}
	return map[string]string{"authorization": "Bearer " + token}, nil
}

func (b bearer) read() (string, error) {
	if b.token != "" {
		return b.token, nil
	}
	content, err := os.ReadFile(b.file)
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	token := strings.TrimSpace(string(content))
	if token == "" {
		return "", fmt.Errorf("token: %s is empty", b.file)
	}
	return token, nil
}
