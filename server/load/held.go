package load

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Held is the heap that a call, or one article of a stream, may keep until it is
// answered: its request, what was made of it, its answer.
type Held struct {
	gate *Gate

	mu    sync.Mutex // articles of one call are worked on side by side
	bytes int64
	spare int64 // of bytes, what nothing is kept in yet
}

type heldKey struct{}

// Hold gives a context under which heap is kept, none of it yet. What is held is
// to be released.
func (g *Gate) Hold(ctx context.Context) (context.Context, *Held) {
	h := &Held{gate: g}
	return context.WithValue(ctx, heldKey{}, h), h
}

// Wait waits until that many bytes, and those that are likely to be wanted of
// [Keep], fit beside what others keep. More than there is at all waits for all
// others to go. The error is the context's.
func (h *Held) Wait(ctx context.Context, bytes, likely int64) error {
	if h.gate.kept == nil {
		return ctx.Err()
	}
	all := min(bytes+likely, h.gate.share())
	if err := h.gate.kept.Acquire(ctx, all); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.bytes, h.spare = all, max(0, all-bytes)
	return nil
}

// patience is how long a call waits for more heap than it has, and so keeps from
// others what it has: two that do so for ever would wait for each other.
const patience = 2 * time.Second

// Keep makes room for that many bytes more of what the context's call keeps, of
// which it knows only now. The error is the context's, or a [*Refusal]: for good
// if the call would keep more than there is for all.
func Keep(ctx context.Context, bytes int64) error {
	h, ok := ctx.Value(heldKey{}).(*Held)
	if !ok || h.gate.kept == nil {
		return ctx.Err()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	known := min(bytes, h.spare)
	h.spare -= known
	if bytes -= known; bytes == 0 {
		return ctx.Err()
	}
	if share := h.gate.share(); h.bytes+bytes > share {
		return &Refusal{Reason: TooMuchHeap, Limit: fmt.Sprintf("the articles would take %d MiB, and %d MiB is the limit for one call", (h.bytes+bytes)>>20, share>>20)}
	}
	short, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if h.gate.kept.Acquire(short, bytes) != nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		return &Refusal{Reason: TooLittleHeap, Limit: "other calls keep the memory that this one would need", After: patience}
	}
	h.bytes += bytes
	return nil
}

// Release gives back what is held.
func (h *Held) Release() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gate.kept != nil {
		h.gate.kept.Release(h.bytes)
	}
	h.bytes, h.spare = 0, 0
}

// share is how many bytes all calls may keep together.
func (g *Gate) share() int64 { return g.limits.Memory / keptShare }
