// Package gateway takes JSON over HTTP and makes calls of it, for curl and for
// browsers. Everything below its folder copydesk is generated (make generate),
// and so is the OpenAPI document.
package gateway

import (
	"context"
	_ "embed"
	"net/http"
	"strings"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/encoding/protojson"

	gatewayv1 "github.com/copydesk/copydesk/server/gateway/copydesk/v1"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

//go:embed copydesk.swagger.json
var openAPI []byte

// Options say whom a handler listens to, and how much it takes.
type Options struct {
	// Known reports whether a caller may be listened to. The body of one that may
	// not is not read: the call is made without it, and refused, counted and logged
	// as any other. Nil: everybody may.
	Known func(authorization []string) bool
	// BodyBytes is how large a body may be.
	BodyBytes int64
	// BodiesBytes is how many bytes of bodies are held at once; those of streams,
	// which are read as they are answered, are not counted. 0: any number.
	BodiesBytes int64
	// ReadTime is how long the body of a call that is no stream may take to come.
	ReadTime time.Duration
}

// Handler gives what answers JSON with calls on the connection. Headers
// Authorization and X-Request-Id are passed on. GET /openapi.json describes it
// (OpenAPI 2.0), and GET /healthz says whether the server can answer.
func Handler(ctx context.Context, conn grpc.ClientConnInterface, o Options) (http.Handler, error) {
	calls := runtime.NewServeMux(
		runtime.WithIncomingHeaderMatcher(only("X-Request-Id")),
		runtime.WithOutgoingHeaderMatcher(only("X-Request-Id")),
		runtime.WithErrorHandler(refuse),
		runtime.WithRoutingErrorHandler(lost),
		runtime.WithHealthzEndpoint(healthpb.NewHealthClient(conn)),
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &runtime.JSONPb{
			MarshalOptions: protojson.MarshalOptions{},
			// What is not known is an error, not something that was meant and did nothing.
			UnmarshalOptions: protojson.UnmarshalOptions{},
		}),
	)
	if err := gatewayv1.RegisterCopydeskServiceHandlerClient(ctx, calls, copydeskv1.NewCopydeskServiceClient(conn)); err != nil {
		return nil, err
	}
	if err := gatewayv1.RegisterCorpusServiceHandlerClient(ctx, calls, copydeskv1.NewCorpusServiceClient(conn)); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(openAPI) // whoever asked is gone if this fails
	})
	mux.Handle("GET /healthz", calls)
	mux.Handle("/v1/", o.door(calls))
	return mux, nil
}

// only passes one header on.
func only(name string) runtime.HeaderMatcherFunc {
	return func(header string) (string, bool) {
		return strings.ToLower(name), strings.EqualFold(header, name)
	}
}
