package gateway

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// When to come again is said in whole seconds, never too early.
func TestRetryAfter(t *testing.T) {
	st, err := status.New(codes.ResourceExhausted, "busy").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(1200 * time.Millisecond)})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	refuse(t.Context(), nil, nil, w, nil, st.Err())
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "2" || !strings.Contains(w.Body.String(), "1.200s") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

// A body is not read if its caller may not be listened to, and bodies wait until
// there is room for them.
func TestDoor(t *testing.T) {
	inside, leave := make(chan int64), make(chan bool)
	door := Options{
		Known:     func(authorization []string) bool { return len(authorization) > 0 },
		BodyBytes: 100, BodiesBytes: 100, ReadTime: time.Minute,
	}.door(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		inside <- r.ContentLength
		<-leave
	}))
	call := func(path, body, authorization string) {
		r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(body))
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		go door.ServeHTTP(httptest.NewRecorder(), r)
	}
	call("/v1/articles:clean", strings.Repeat("x", 1000), "")
	if got := <-inside; got != 0 {
		t.Errorf("%d bytes for a caller without a token", got)
	}
	leave <- true
	call("/v1/articles:clean", strings.Repeat("x", 20), "Bearer x")
	<-inside
	call("/v1/articles:clean", strings.Repeat("x", 20), "Bearer x")
	call("/v1/articles:import", strings.Repeat("x", 30), "Bearer x")
	if got := <-inside; got != 30 {
		t.Errorf("%d bytes beside a body that takes the room, want the stream's 30", got)
	}
	leave <- true
	leave <- true
	if got := <-inside; got != 20 {
		t.Errorf("%d bytes, want the one that waited", got)
	}
	leave <- true
}
