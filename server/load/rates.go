package load

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rates is a rate for each caller: token buckets, by name. It is safe for
// concurrent use.
type Rates struct {
	limit rate.Limit
	burst int

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

// NewRates makes rates of so many articles a second, in bursts of at most burst.
// Nil, which limits nothing, for a rate of 0.
func NewRates(perSecond float64, burst int) *Rates {
	if perSecond <= 0 {
		return nil
	}
	return &Rates{limit: rate.Limit(perSecond), burst: max(burst, 1), buckets: map[string]*rate.Limiter{}}
}

// maxBuckets is how many callers are remembered before those that have been
// quiet are forgotten.
const maxBuckets = 4096

func (r *Rates) bucket(name string) *rate.Limiter {
	r.mu.Lock()
	defer r.mu.Unlock()
	bucket, ok := r.buckets[name]
	if ok {
		return bucket
	}
	if len(r.buckets) >= maxBuckets {
		for each, b := range r.buckets { // a full bucket is as good as a new one
			if b.Tokens() >= float64(r.burst) {
				delete(r.buckets, each)
			}
		}
	}
	bucket = rate.NewLimiter(r.limit, r.burst)
	r.buckets[name] = bucket
	return bucket
}

// Take takes one from a caller's bucket, or gives a [*Refusal].
func (r *Rates) Take(name string) error {
	if r == nil {
		return nil
	}
	reservation := r.bucket(name).Reserve()
	after := reservation.Delay()
	if after == 0 {
		return nil
	}
	reservation.Cancel()
	return &Refusal{Reason: TooFast, Limit: fmt.Sprintf("more than %g a second", float64(r.limit)), After: max(after, time.Millisecond)}
}

// Wait takes one from a caller's bucket once it is there. The error is the
// context's, or says that its deadline would pass before.
func (r *Rates) Wait(ctx context.Context, name string) error {
	if r == nil {
		return nil
	}
	if err := r.bucket(name).Wait(ctx); err != nil && ctx.Err() == nil {
		return context.DeadlineExceeded // the limiter says so before it comes
	} else if err != nil {
		return ctx.Err()
	}
	return nil
}
