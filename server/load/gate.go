// Package load keeps a server from taking on more than it can do: a bounded
// pool of workers, a gate that refuses early and says when to come again, and a
// rate for each caller. It knows nothing of RPCs.
//
// # How the gate decides
//
// A call passes three places. [Gate.Enter] refuses it before anything of its
// request was received, if there are too many calls, if the work ahead of it
// would take longer than allowed or than its deadline, or if the live heap is
// near the memory limit. [Held.Wait] makes it wait until what it may keep of the
// heap until it is answered fits beside what the others keep. [Gate.Work] makes
// it wait for a processor and for the heap that its article may take meanwhile.
// The work ahead is estimated by the mean of what calls of each method took
// lately.
//
// Since at most [Limits.Calls] are under way, a call that is let in waits no
// longer at three times the capacity than at the capacity.
package load

import (
	"context"
	"fmt"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// Limits say how much a server takes on.
type Limits struct {
	Workers int           // articles being worked on at once, at least 1
	Calls   int           // calls under way at once, those that wait included
	Wait    time.Duration // how long the work ahead of a call may be expected to take
	Memory  int64         // GOMEMLIMIT, in bytes; 0: none
}

// Reasons of a refusal, as callers see them.
const (
	TooManyCalls  = "TOO_MANY_CALLS"
	TooLongAWait  = "TOO_LONG_A_WAIT"
	TooLittleHeap = "TOO_LITTLE_MEMORY"
	TooMuchHeap   = "TOO_MUCH_MEMORY"
	TooFast       = "RATE_LIMITED"
)

// Refusal is the error for what was not taken on.
type Refusal struct {
	Reason string
	Limit  string        // what was reached, in words
	After  time.Duration // when it is worth while to come again; 0: never with the same request
}

// Error says what was too much, and when to come again.
func (r *Refusal) Error() string {
	if r.After == 0 {
		return r.Limit
	}
	return fmt.Sprintf("%s: come again in %v", r.Limit, r.After.Round(time.Millisecond))
}

// Of the memory limit, half is for what calls keep until they are answered, a
// quarter for the heap of passes and a sixteenth for requests that are being
// received; what remains is for the models (a server that has answered a few
// calls is at 90 MB) and what the collector has not taken back yet.
const (
	keptShare    = 2
	passShare    = 4
	receiveShare = 16
	// A request that is being received is thought to be this large: an article of
	// the largest size.
	receiveBytes = 8 << 20
	// Above nine tenths live the collector runs all the time.
	pressureTenths = 9
)

// Gate decides what is taken on. It is safe for concurrent use.
type Gate struct {
	limits  Limits
	workers *semaphore.Weighted
	receive *semaphore.Weighted // requests being received; nil without a memory limit
	kept    *semaphore.Weighted // bytes that calls keep; nil without a memory limit
	passes  *semaphore.Weighted // bytes of heap; nil without a memory limit
	calls   atomic.Int64
	working atomic.Int64

	mu    sync.Mutex
	mean  map[string]time.Duration // worker time of a call, by method
	ahead time.Duration            // expected worker time of all calls under way
}

// NewGate makes a gate.
func NewGate(limits Limits) *Gate {
	g := &Gate{limits: limits, workers: semaphore.NewWeighted(int64(limits.Workers)), mean: map[string]time.Duration{}}
	if limits.Memory > 0 {
		g.receive = semaphore.NewWeighted(max(1, limits.Memory/receiveShare/receiveBytes))
		g.kept = semaphore.NewWeighted(limits.Memory / keptShare)
		g.passes = semaphore.NewWeighted(limits.Memory / passShare)
	}
	return g
}

// Call is a call that was let in.
type Call struct {
	gate     *Gate
	method   string
	expected time.Duration
	worked   atomic.Int64 // nanoseconds of worker time
}

type callKey struct{}

// Enter lets a call in, or gives a [*Refusal]. The context that it gives is the
// call's; the call must leave.
func (g *Gate) Enter(ctx context.Context, method string) (context.Context, *Call, error) {
	calls := g.calls.Add(1)
	call := &Call{gate: g, method: method}
	g.mu.Lock()
	call.expected = g.mean[method]
	wait := g.ahead / time.Duration(g.limits.Workers)
	refusal := g.refuse(ctx, calls, wait)
	if refusal == nil {
		g.ahead += call.expected
	}
	g.mu.Unlock()
	if refusal != nil {
		g.calls.Add(-1)
		refusal.After = min(max(wait, 100*time.Millisecond), 30*time.Second)
		return ctx, nil, refusal
	}
	return context.WithValue(ctx, callKey{}, call), call, nil
}

// refuse says why a call is not let in; nil if it is. One that is alone always is.
func (g *Gate) refuse(ctx context.Context, calls int64, wait time.Duration) *Refusal {
	deadline, limited := ctx.Deadline()
	switch {
	case calls == 1:
		return nil
	case calls > int64(g.limits.Calls):
		return &Refusal{Reason: TooManyCalls, Limit: fmt.Sprintf("%d calls are under way, which is the limit", g.limits.Calls)}
	case wait > g.limits.Wait:
		return &Refusal{Reason: TooLongAWait, Limit: fmt.Sprintf("the calls ahead would take longer than %v, which is the limit", g.limits.Wait)}
	case limited && wait > time.Until(deadline):
		return &Refusal{Reason: TooLongAWait, Limit: "the calls ahead would take longer than the deadline allows"}
	case g.limits.Memory > 0 && liveHeap() > uint64(g.limits.Memory)/10*pressureTenths:
		return &Refusal{Reason: TooLittleHeap, Limit: "the live heap is near the memory limit"}
	}
	return nil
}

// liveHeap is what the last collection found in use, in bytes.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// Leave ends a call, and learns from what it took.
func (c *Call) Leave() {
	g := c.gate
	g.calls.Add(-1)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ahead -= c.expected
	// A call weighs a tenth: the mean follows a change within some twenty calls.
	g.mean[c.method] += (time.Duration(c.worked.Load()) - g.mean[c.method]) / 10
}

// Receive waits until a request may be received: how large it is shows when it
// is there. It is being received until there is room for what it will keep. The
// error is the context's.
func (g *Gate) Receive(ctx context.Context) (done func(), err error) {
	if g.receive == nil {
		return func() {}, ctx.Err()
	}
	if err := g.receive.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { g.receive.Release(1) }, nil
}

// Work runs something that takes a processor and up to that many bytes of heap,
// once there is room for it. The error is the context's if that ends before.
func (g *Gate) Work(ctx context.Context, heap int64, do func() error) error {
	if g.passes != nil {
		n := min(heap, g.limits.Memory/passShare)
		if err := g.passes.Acquire(ctx, n); err != nil {
			return err
		}
		defer g.passes.Release(n)
	}
	if err := g.workers.Acquire(ctx, 1); err != nil {
		return err
	}
	defer g.workers.Release(1)
	if err := ctx.Err(); err != nil { // Acquire takes what is free without a look at it
		return err
	}
	g.working.Add(1)
	defer g.working.Add(-1)
	began := time.Now()
	defer func() {
		if call, ok := ctx.Value(callKey{}).(*Call); ok {
			call.worked.Add(int64(time.Since(began)))
		}
	}()
	return do()
}

// Calls is how many calls are under way, those that wait included.
func (g *Gate) Calls() int64 { return g.calls.Load() }

// Working is how many articles are being worked on.
func (g *Gate) Working() int64 { return g.working.Load() }

// Workers is how many articles are worked on at most.
func (g *Gate) Workers() int { return g.limits.Workers }
