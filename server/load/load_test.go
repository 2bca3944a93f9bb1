package load

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func reason(err error) string {
	if r := (*Refusal)(nil); errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

// One that is alone is let in whatever it takes; beyond the limits calls are
// refused, and told when to come again.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{Workers: 2, Calls: 3, Wait: 6 * time.Second})
		work := func(took time.Duration) *Call {
			ctx, call, err := g.Enter(t.Context(), "slow")
			if err != nil {
				t.Fatal(err)
			}
			_ = g.Work(ctx, 0, func() error { time.Sleep(took); return nil })
			return call
		}
		for range 100 { // the mean comes to ten seconds
			work(10 * time.Second).Leave()
		}
		first, second := work(0), work(0)
		_, _, err := g.Enter(t.Context(), "slow")
		if reason(err) != TooLongAWait || !strings.Contains(err.Error(), "6s") {
			t.Errorf("ten seconds of work ahead for each of two workers: %v", err)
		}
		first.Leave()
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, _, err = g.Enter(short, "fast"); reason(err) != TooLongAWait {
			t.Errorf("a deadline that cannot be met: %v", err)
		}
		second.Leave()
		var calls []*Call
		for range 3 {
			_, call, err := g.Enter(t.Context(), "fast")
			if err != nil {
				t.Fatal(err)
			}
			calls = append(calls, call)
		}
		if _, _, err = g.Enter(t.Context(), "fast"); reason(err) != TooManyCalls {
			t.Errorf("the fourth of three: %v", err)
		}
		for _, c := range calls {
			c.Leave()
		}
		if g.Calls() != 0 || g.ahead != 0 {
			t.Errorf("%d calls and %v of work are left", g.Calls(), g.ahead)
		}
	})
}

// Work waits for a worker and for its heap, and no longer than its context.
func TestWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{Workers: 2, Calls: 10, Wait: time.Second, Memory: 400})
		var most atomic.Int64
		for range 4 {
			go g.Work(t.Context(), 1000, func() error { // more than there is: alone
				most.Store(max(most.Load(), g.Working()))
				time.Sleep(time.Second)
				return nil
			})
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		synctest.Wait()
		if err := g.Work(short, 1, func() error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v, want the deadline", err)
		}
		time.Sleep(10 * time.Second)
		if most.Load() != 1 || g.Working() != 0 {
			t.Errorf("%d at once, %d left", most.Load(), g.Working())
		}
	})
}

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := NewRates(10, 2)
		for range 2 {
			if err := r.Take("a"); err != nil {
				t.Error(err)
			}
		}
		var refusal *Refusal
		if err := r.Take("a"); !errors.As(err, &refusal) || refusal.After <= 0 || refusal.After > 100*time.Millisecond {
			t.Errorf("the third of two: %v", err)
		}
		if err := r.Take("b"); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		time.Sleep(refusal.After)
		if err := r.Take("a"); err != nil {
			t.Errorf("when it was told to come: %v", err)
		}
		began := time.Now()
		if err := r.Wait(t.Context(), "a"); err != nil || time.Since(began) != 100*time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		if NewRates(0, 0).Take("a") != nil {
			t.Error("no limit limits")
		}
	})
}

// What calls keep fits into half of the memory; more than there is waits to be
// alone, and what is found out later is refused rather than waited for for ever.
func TestHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Limits{Workers: 2, Calls: 10, Wait: time.Second, Memory: 200})
		hold := func(kept, likely int64) (context.Context, *Held) {
			ctx, h := g.Hold(t.Context())
			if err := h.Wait(ctx, kept, likely); err != nil {
				t.Fatal(err)
			}
			return ctx, h
		}
		small, first := hold(20, 30)
		for _, n := range []int64{10, 20} { // what was thought likely
			if err := Keep(small, n); err != nil {
				t.Error(err)
			}
		}
		if err := Keep(small, 60); reason(err) != TooMuchHeap {
			t.Errorf("110 of 100 bytes in one call: %v", err)
		}
		large := make(chan struct{})
		go func() {
			_, h := hold(1000, 0)
			close(large)
			h.Release()
		}()
		synctest.Wait()
		select {
		case <-large:
			t.Error("more than there is did not wait for the others to go")
		default:
		}
		began := time.Now()
		var refusal *Refusal
		if err := Keep(small, 20); !errors.As(err, &refusal) || refusal.Reason != TooLittleHeap || refusal.After == 0 || time.Since(began) != patience {
			t.Errorf("behind one that waits for all: %v after %v", err, time.Since(began))
		}
		first.Release()
		<-large
		ctx, h := hold(10, 0)
		if err := Keep(ctx, 90); err != nil {
			t.Errorf("all that there is, alone: %v", err)
		}
		h.Release()
		if _, h := hold(100, 0); h.bytes != 100 { // nothing was lost
			t.Errorf("%d bytes", h.bytes)
		}
	})
}

// Without a memory limit nothing is counted.
func TestHeldWithoutLimit(t *testing.T) {
	ctx, h := NewGate(Limits{Workers: 1, Calls: 1}).Hold(t.Context())
	defer h.Release()
	if err := errors.Join(h.Wait(ctx, 1<<60, 1<<60), Keep(ctx, 1<<60), Keep(t.Context(), 1)); err != nil {
		t.Error(err)
	}
}
