// Package gateway takes JSON over HTTP and makes calls of it, for curl and for
// browsers. Everything below its folder copydesk is generated (make generate),
// and so is the OpenAPI document.
package gateway

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"

	gatewayv1 "github.com/copydesk/copydesk/server/gateway/copydesk/v1"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

//go:embed copydesk.swagger.json
var openAPI []byte

// Handler gives what answers JSON with calls on the connection. Bodies larger
// than limit are refused. Headers Authorization and X-Request-Id are passed on.
// GET /openapi.json describes it (OpenAPI 2.0).
func Handler(ctx context.Context, conn grpc.ClientConnInterface, limit int64) (http.Handler, error) {
	calls := runtime.NewServeMux(
		runtime.WithIncomingHeaderMatcher(only("X-Request-Id")),
		runtime.WithOutgoingHeaderMatcher(only("X-Request-Id")),
		runtime.WithErrorHandler(refuse),
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
	mux.Handle("/v1/", http.MaxBytesHandler(calls, limit))
	return mux, nil
}

// refuse answers with an error as it is: google.rpc.Status in JSON. What gRPC
// has in trailers and details HTTP has in headers: the request id of a call that
// was refused, and after how many seconds to come again.
func refuse(ctx context.Context, mux *runtime.ServeMux, marshaler runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if md, ok := runtime.ServerMetadataFromContext(ctx); ok {
		if id := md.TrailerMD.Get("x-request-id"); len(id) > 0 {
			w.Header().Set("X-Request-Id", id[0])
		}
	}
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			w.Header().Set("Retry-After", fmt.Sprint(int(math.Ceil(info.GetRetryDelay().AsDuration().Seconds()))))
		}
	}
	runtime.DefaultHTTPErrorHandler(ctx, mux, marshaler, w, r, err)
}

// only passes one header on.
func only(name string) runtime.HeaderMatcherFunc {
	return func(header string) (string, bool) {
		return strings.ToLower(name), strings.EqualFold(header, name)
	}
}
