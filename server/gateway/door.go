package gateway

import (
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"
)

// copies is how often a body is in memory: as it came, as a message, and encoded
// and received on the connection inside.
const copies = 4

// door stands before the calls: it decides about a body before that is read.
func (o Options) door(calls http.Handler) http.Handler {
	var room *semaphore.Weighted
	if o.BodiesBytes > 0 {
		room = semaphore.NewWeighted(o.BodiesBytes)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(r.Context()) // the server goes by its own what it skips of the body
		switch {
		case o.Known != nil && !o.Known(r.Header.Values("Authorization")):
			r.Body, r.ContentLength = http.NoBody, 0
		case r.ContentLength > o.BodyBytes:
			write(w, http.StatusRequestEntityTooLarge, tooLarge(o.BodyBytes))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, o.BodyBytes)
		if streams(r.URL.Path) {
			calls.ServeHTTP(w, r)
			return
		}
		// A connection that cannot have a deadline is one of a test.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(o.ReadTime))
		if room != nil && r.ContentLength != 0 {
			size := o.BodiesBytes // of a body that does not say
			if r.ContentLength > 0 {
				size = min(size, copies*r.ContentLength)
			}
			if room.Acquire(r.Context(), size) != nil {
				return // the caller is gone
			}
			defer room.Release(size)
		}
		calls.ServeHTTP(w, r)
	})
}

// streams reports whether a path is of a method that reads one message after the
// other.
func streams(path string) bool {
	return strings.HasSuffix(path, ":import") || strings.HasSuffix(path, ":process")
}
