package server

import (
	"context"
	"net"
	"strings"

	"google.golang.org/grpc/credentials"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"

	"github.com/copydesk/copydesk/server/access"
)

// authenticate notes who calls, and refuses who shows no token where tokens are
// wanted. Health is open to all: probes have no token. Everything else that is
// registered, and what is not, is closed.
func (s *Server) authenticate(ctx context.Context, method string) error {
	call := callOf(ctx)
	call.principal = peerName(ctx)
	if s.tokens == nil || strings.HasPrefix(method, "/"+healthpb.Health_ServiceDesc.ServiceName+"/") {
		return nil
	}
	name, err := s.bearer(metadata.ValueFromIncomingContext(ctx, "authorization"))
	if err == nil {
		call.principal = name
	}
	return err
}

// bearer gives the name of the one token in a call's headers.
func (s *Server) bearer(authorization []string) (name string, err error) {
	if len(authorization) != 1 { // two would be two callers
		return "", errNoToken
	}
	secret, ok := access.Bearer(authorization[0])
	if !ok {
		return "", errNoToken
	}
	if name, ok = s.tokens.Principal(secret); !ok {
		return "", errBadToken
	}
	return name, nil
}

// Known reports whether calls with these headers would be let in.
func (s *Server) Known(authorization []string) bool {
	if s.tokens == nil {
		return true
	}
	_, err := s.bearer(authorization)
	return err == nil
}

// inProcess is the network of google.golang.org/grpc/test/bufconn.
const inProcess = "bufconn"

// peerName gives the name in a caller's certificate, or else its address
// without the port.
func peerName(ctx context.Context) string {
	p, ok := peer.FromContext(ctx)
	if !ok {
		return ""
	}
	if info, ok := p.AuthInfo.(credentials.TLSInfo); ok {
		if name := access.PeerName(info.State); name != "" {
			return name
		}
	}
	if p.Addr.Network() == inProcess {
		// The JSON listener is in this process, and adds whom it has heard.
		forwarded := metadata.ValueFromIncomingContext(ctx, "x-forwarded-for")
		all := strings.Split(strings.Join(forwarded, ","), ",")
		return strings.TrimSpace(all[len(all)-1])
	}
	host, _, err := net.SplitHostPort(p.Addr.String())
	if err != nil {
		return p.Addr.String()
	}
	return host
}
