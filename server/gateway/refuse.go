package gateway

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/protoadapt"
)

// domain is that of the ErrorInfo of errors that are born here.
const domain = "copydesk.v1"

// refuse answers with an error: google.rpc.Status in JSON. What gRPC has in
// trailers and details HTTP has in headers too: the request id of a call that was
// refused, and after how many seconds to come again.
func refuse(ctx context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, _ *http.Request, err error) {
	if md, ok := runtime.ServerMetadataFromContext(ctx); ok {
		for _, id := range append(md.HeaderMD.Get("x-request-id"), md.TrailerMD.Get("x-request-id")...) {
			w.Header().Set("X-Request-Id", id)
		}
	}
	routed := (*runtime.HTTPStatusError)(nil)
	switch st := status.Convert(err); {
	case errors.As(err, &routed):
		write(w, routed.HTTPStatus, status.Convert(routed.Err))
	case len(st.Details()) > 0:
		write(w, runtime.HTTPStatusFromCode(st.Code()), st)
	case st.Message() == (&http.MaxBytesError{}).Error(): // of a body that did not say how large it is
		write(w, http.StatusRequestEntityTooLarge, status.New(codes.ResourceExhausted, st.Message()))
	case st.Code() == codes.InvalidArgument:
		write(w, http.StatusBadRequest, withInfo(st, "BAD_JSON", nil))
	default:
		write(w, runtime.HTTPStatusFromCode(st.Code()), st)
	}
}

// lost answers where no method is.
func lost(ctx context.Context, mux *runtime.ServeMux, marshaler runtime.Marshaler, w http.ResponseWriter, r *http.Request, code int) {
	of := map[int]codes.Code{http.StatusBadRequest: codes.InvalidArgument, http.StatusNotFound: codes.NotFound}
	grpcCode, ok := of[code]
	if !ok {
		grpcCode = codes.Unimplemented
	}
	st := withInfo(status.New(grpcCode, fmt.Sprintf("%s: there is no %s %s", http.StatusText(code), r.Method, r.URL.Path)), "UNKNOWN_METHOD", nil)
	refuse(ctx, mux, marshaler, w, r, &runtime.HTTPStatusError{HTTPStatus: code, Err: st.Err()})
}

// tooLarge gives the status for a body of more bytes than may be.
func tooLarge(limit int64) *status.Status {
	return withInfo(status.New(codes.ResourceExhausted, fmt.Sprintf("the body is larger than %d bytes, which is the limit: wanted fewer articles in one call", limit)),
		"MESSAGE_TOO_LARGE", map[string]string{"limit_bytes": fmt.Sprint(limit)})
}

// withInfo adds an ErrorInfo, which cannot fail for a status that is not OK.
func withInfo(st *status.Status, reason string, metadata map[string]string) *status.Status {
	if detailed, err := st.WithDetails(protoadapt.MessageV1Of(&errdetails.ErrorInfo{Reason: reason, Domain: domain, Metadata: metadata})); err == nil {
		return detailed
	}
	return st
}

// write writes a status.
func write(w http.ResponseWriter, code int, st *status.Status) {
	if code == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer") // RFC 6750
	}
	for _, detail := range st.Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			w.Header().Set("Retry-After", fmt.Sprint(int(math.Ceil(info.GetRetryDelay().AsDuration().Seconds()))))
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	content, err := protojson.Marshal(st.Proto())
	if err != nil { // a detail of a type that this binary does not know
		content = []byte(`{"code":13}`)
	}
	_, _ = w.Write(content) // whoever asked is gone if this fails
}
