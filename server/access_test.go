package server

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/copydesk/copydesk/server/access"
)

// secret is a token that is let in by startWithTokens.
const secret = "canary-token-0123456789"

func tokens(t testing.TB) *access.Tokens {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte("pipeline "+secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := access.ReadTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// open are the methods that want no token.
var open = map[string]bool{"/grpc.health.v1.Health/Check": true, "/grpc.health.v1.Health/List": true, "/grpc.health.v1.Health/Watch": true}

// Every method that is registered, one that is not, and paths that are none are
// refused without the token, before a message is read; health alone is open.
func TestEveryMethodWantsAToken(t *testing.T) {
	c := Config{Tokens: tokens(t)}
	d := start(t, c)
	var methods []string
	for service, info := range New(c).GRPC().GetServiceInfo() {
		for _, m := range info.Methods {
			methods = append(methods, "/"+service+"/"+m.Name)
		}
	}
	if len(methods) < 15 {
		t.Errorf("only %d methods: %q", len(methods), methods)
	}
	methods = append(methods, "/copydesk.v1.CopydeskService/Translate", "/no.such.Service/Method", "/grpc.channelz.v1.Channelz/GetServers")
	for _, method := range methods {
		for header, value := range map[string]string{
			"none": "", "a wrong token": "Bearer canary-token-0123456780", "another scheme": "Basic " + secret,
			"no scheme": secret, "nothing behind it": "Bearer ", "a beginning": "Bearer canary-token-01234",
		} {
			t.Run(method+" "+header, func(t *testing.T) {
				code := call(t, d, method, value)
				if open[method] == (code == codes.Unauthenticated) {
					t.Errorf("%v", code)
				}
			})
		}
		if code := call(t, d, method, "bearer "+secret); code == codes.Unauthenticated {
			t.Errorf("%s with the token: %v", method, code)
		}
	}
}

// call calls any method with an empty message, and gives the code of its answer.
func call(t *testing.T, d desk, method, authorization string) codes.Code {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if authorization != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", authorization)
	}
	stream, err := d.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, method)
	if err != nil {
		t.Fatal(err)
	}
	_ = stream.SendMsg(&copydeskv1.CleanRequest{}) // EOF where it is refused already: the answer says why
	_ = stream.CloseSend()
	err = stream.RecvMsg(&copydeskv1.CleanResponse{})
	if status.Code(err) == codes.Unauthenticated {
		if _, reason := reasonOf(t, err); !strings.HasSuffix(reason, "_TOKEN") {
			t.Errorf("reason %q", reason)
		}
	}
	return status.Code(err)
}

// Without reflection nobody is told of the services.
func TestNoReflection(t *testing.T) {
	for service := range New(Config{NoReflection: true}).GRPC().GetServiceInfo() {
		if strings.Contains(service, "reflection") {
			t.Errorf("%s is there", service)
		}
	}
}
