package main

import (
	"iter"
	"slices"
	"sync"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// requestLimit is what a client sends at the most in one request: 64 MiB, the
// default of package client.
const requestLimit = 64 << 20

// batch keeps account of inputs that are on their way through a stream: which
// answer is for which, what could not be read, and what came of it all.
type batch struct {
	d *desk

	mu         sync.Mutex
	under      map[int64]input // sent, by their index in the stream
	next       int64           // index of the next to be sent
	unreadable []input         // not sent and not reported yet

	done  int   // inputs that went well
	lost  int   // inputs that failed
	first int   // the place of the first of these
	err   error // of that one
}

func newBatch(d *desk) *batch { return &batch{d: d, under: map[int64]input{}} }

// articles gives what can be sent. It runs in the goroutine that reads.
func (b *batch) articles(inputs iter.Seq[input]) iter.Seq[*copydeskv1.Article] {
	return func(yield func(*copydeskv1.Article) bool) {
		for in := range inputs {
			if b.note(in) && !yield(in.article) {
				return
			}
		}
	}
}

// note enters an input, and says whether it is to be sent.
func (b *batch) note(in input) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if in.err != nil {
		b.unreadable = append(b.unreadable, in)
		return false
	}
	in.article = nil // the stream has it
	b.under[b.next] = in
	b.next++
	return true
}

// answered gives the input that an answer is for. What could not be read and
// stands before it is reported first; negative: all of that.
func (b *batch) answered(index int64) input {
	b.mu.Lock()
	in := b.under[index]
	delete(b.under, index)
	var report []input
	b.unreadable = slices.DeleteFunc(b.unreadable, func(u input) bool {
		if before := index < 0 || u.place < in.place; before {
			report = append(report, u)
			return true
		}
		return false
	})
	b.mu.Unlock()
	for _, u := range report {
		b.fail(u, u.err)
	}
	return in
}

// fail reports an input that failed. That the user broke it off, the user knows.
func (b *batch) fail(in input, err error) {
	if status.Code(err) != codes.Canceled {
		b.d.failed(in.name, err)
	}
	if b.lost == 0 || in.place < b.first {
		b.first, b.err = in.place, err
	}
	b.lost++
}

// end reports what is left, and gives the failure that is first in the order of
// the inputs, for the exit code.
func (b *batch) end() error {
	b.answered(-1)
	if b.lost == 0 {
		return nil
	}
	return reported{b.err}
}

// whole reads all inputs at once, for an answer over all of them. What cannot be
// read is reported and left out. The error is that they are too much for one
// request.
func (b *batch) whole(inputs iter.Seq[input]) ([]input, error) {
	var all []input
	total := int64(0)
	for in := range inputs {
		switch {
		case status.Code(in.err) == codes.Canceled:
			return nil, in.err
		case in.err != nil:
			b.fail(in, in.err)
			continue
		}
		all = append(all, in)
		if total += in.size; total > requestLimit {
			return nil, status.Errorf(codes.ResourceExhausted,
				"the articles are more than %s together, too much for one answer: wanted fewer of them, or --query over the corpus", megabytes(requestLimit))
		}
	}
	return all, nil
}

// over calls for an answer over all inputs. Those that the server refuses are
// reported and left out, and the call is made again without them.
func (b *batch) over(inputs []input, call func([]*copydeskv1.Article) error) ([]input, error) {
	for {
		articles := make([]*copydeskv1.Article, len(inputs))
		for i, in := range inputs {
			articles[i] = in.article
		}
		err := call(articles)
		refused := refusals(err)
		if err == nil || len(refused) == 0 {
			return inputs, err
		}
		var rest []input
		for i, in := range inputs {
			if why, ok := refused[i]; ok {
				b.fail(in, why)
			} else {
				rest = append(rest, in)
			}
		}
		if len(rest) == 0 || len(rest) == len(inputs) {
			return nil, reported{err}
		}
		inputs = rest
	}
}

// refusals gives what is wrong with which article of a request, if the server
// blames articles and nothing else.
func refusals(err error) map[int]error {
	all := map[int]error{}
	for _, c := range complaints(err) {
		index, rest, ok := articleField(c.field)
		if !ok {
			return nil
		}
		all[index] = status.Error(status.Code(err), complaint{rest, c.text}.String())
	}
	return all
}
