package client

import (
	"context"
	"errors"
	"io"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// terms are what one streaming RPC differs in from another, and what the caller
// asked for.
type terms[Q, A any] struct {
	open    func(context.Context) (grpc.BidiStreamingClient[Q, A], error)
	index   func(*A) *int64             // where the answer says which request it is for
	fail    func(*Q, *status.Status) *A // the answer to a request that failed here
	message func(*Q) proto.Message      // the request, to be weighed
	client  *Client
	window  int
	ordered bool
}

// exchange is one run over a sequence of requests, over as many streams as it
// takes. One goroutine reads the requests and one the answers; the rest happens
// in the caller's.
//
// A stream that breaks does not say which request broke it. So what was in
// flight is sent again one at a time, and a request that breaks a stream alone
// is to blame: at once if the status is about the request, the third time if it
// is about the connection, which may have broken for another reason.
type exchange[Q, A any] struct {
	terms[Q, A]
	yield    func(*A, error) bool
	requests <-chan *Q // nil after the last

	read    int64              // requests read so far
	given   int64              // answers given so far
	place   int64              // of the next request in the stream
	waiting map[int64]*sent[Q] // in flight, by their place in the stream
	again   []*sent[Q]         // to be sent again, one at a time
	held    map[int64]*A       // answers ahead of their turn, if ordered
	breaks  int                // streams broken since the last answer
	since   time.Time          // when the first of them did
}

// sent is a request without an answer.
type sent[Q any] struct {
	request *Q
	index   int64 // in the sequence
	tries   int   // how often it was alone on a stream that broke
}

// triesAlone is how often a request may be alone on a connection that breaks:
// once for a restart, once for the connection that the restart half closed.
const triesAlone = 3

// errStopped says that the caller wants no more answers.
var errStopped = errors.New("stopped")

func exchangeAll[Q, A any](ctx context.Context, requests iter.Seq[*Q], t terms[Q, A]) iter.Seq2[*A, error] {
	return func(yield func(*A, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		x := &exchange[Q, A]{terms: t, yield: yield, requests: feed(ctx, requests), held: map[int64]*A{}}
		if err := x.run(ctx); err != nil && err != errStopped {
			yield(nil, err)
		}
	}
}

// feed reads the requests, one ahead, until the context is done.
func feed[Q any](ctx context.Context, requests iter.Seq[*Q]) <-chan *Q {
	ahead := make(chan *Q)
	go func() {
		defer close(ahead)
		for q := range requests {
			select {
			case ahead <- q:
			case <-ctx.Done():
				return
			}
		}
	}()
	return ahead
}

// run opens streams until every request has its answer.
func (x *exchange[Q, A]) run(ctx context.Context) error {
	for {
		began := time.Now()
		opened, err := x.stream(ctx)
		switch {
		case err == nil || err == errStopped:
			return err
		case ctx.Err() != nil:
			return status.FromContextError(ctx.Err()).Err()
		case opened: // it may have been open and idle for long: that is no trouble
			began = time.Now()
		}
		if x.breaks++; x.breaks == 1 {
			x.since = began
		}
		if giveUp := x.blame(err); giveUp != nil {
			return giveUp
		}
		pause(ctx, x.breaks, err)
	}
}

// blame finds out what a broken stream means for the requests that were in
// flight. The error says that the exchange cannot go on.
func (x *exchange[Q, A]) blame(broke error) error {
	lost := slices.SortedFunc(maps.Values(x.waiting), func(a, b *sent[Q]) int { return int(a.index - b.index) })
	x.waiting = nil
	if len(lost) == 1 {
		lost[0].tries++
		if aboutRequest(broke) {
			x.breaks = 0
			return x.give(lost[0].index, x.fail(lost[0].request, status.Convert(broke)))
		}
		if aboutConnection(broke) && retryDelay(broke) == 0 && lost[0].tries >= triesAlone {
			return x.give(lost[0].index, x.fail(lost[0].request, status.Convert(broke)))
		}
	}
	x.again = append(lost, x.again...)
	if !aboutRequest(broke) && !aboutConnection(broke) || time.Since(x.since) >= x.client.patience {
		return broke
	}
	return nil
}

// aboutRequest reports whether a stream's status may be due to one request on
// it, by the meanings of the codes in AIP-193. A server that sheds load names a
// time to come again.
func aboutRequest(err error) bool {
	codesOf := []codes.Code{codes.InvalidArgument, codes.OutOfRange, codes.ResourceExhausted, codes.Internal, codes.Unknown}
	return slices.Contains(codesOf, status.Code(err)) && retryDelay(err) == 0
}

// aboutConnection reports whether a stream broke for a reason that passes. A
// server that stops cancels its streams, or ends them at its deadline.
func aboutConnection(err error) bool {
	codesOf := []codes.Code{codes.Unavailable, codes.Canceled, codes.DeadlineExceeded, codes.Aborted}
	return slices.Contains(codesOf, status.Code(err)) || retryDelay(err) > 0
}

// retryDelay is when the server says to come again; 0 if it does not.
func retryDelay(err error) time.Duration {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			return info.GetRetryDelay().AsDuration()
		}
	}
	return 0
}

// pause waits before the next stream: 50 ms, doubled with each break up to 2 s,
// give or take a half so that many clients do not come at once.
func pause(ctx context.Context, breaks int, err error) {
	wait := min(50*time.Millisecond<<min(breaks, 6), 2*time.Second)
	wait = max(wait/2+rand.N(wait), retryDelay(err))
	select {
	case <-time.After(wait):
	case <-ctx.Done():
	}
}

// stream opens one stream and uses it until it breaks, or until there is
// nothing left to do (nil).
func (x *exchange[Q, A]) stream(ctx context.Context) (opened bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stream, err := x.open(ctx)
	if err != nil {
		return false, err
	}
	x.waiting, x.place = map[int64]*sent[Q]{}, 0
	// Room for an answer to each request in flight and for the end: the goroutine
	// never waits for us, so that it is gone soon after the stream is.
	answers := make(chan result[A], x.window+1)
	go receive(stream, answers)
	err = x.converse(ctx, stream, answers)
	cancel()
	for range answers {
	}
	return true, err
}

type result[A any] struct {
	answer *A
	err    error
}

// receive reads a stream to its end, whose error is the last result.
func receive[Q, A any](stream grpc.BidiStreamingClient[Q, A], answers chan<- result[A]) {
	defer close(answers)
	for {
		answer, err := stream.Recv()
		answers <- result[A]{answer, err}
		if err != nil {
			return
		}
	}
}

// converse sends and takes on one stream until all is answered.
func (x *exchange[Q, A]) converse(ctx context.Context, stream grpc.BidiStreamingClient[Q, A], answers <-chan result[A]) (err error) {
	for err == nil {
		switch {
		case len(x.again) > 0 && len(x.waiting) == 0:
			var first *sent[Q]
			first, x.again = x.again[0], x.again[1:]
			err = x.send(stream, first)
		case x.requests == nil && len(x.waiting) == 0:
			return finish(stream, answers)
		default:
			err = x.step(ctx, stream, answers)
		}
	}
	return err
}

// step sends the next request, if there is room for it, or takes the next
// answer, whichever comes first.
func (x *exchange[Q, A]) step(ctx context.Context, stream grpc.BidiStreamingClient[Q, A], answers <-chan result[A]) error {
	requests := x.requests
	if len(x.again) > 0 || x.read-x.given >= int64(x.window) {
		requests = nil
	}
	select {
	case q, ok := <-requests:
		if !ok {
			x.requests = nil
			return nil
		}
		return x.admit(stream, q)
	case r := <-answers:
		if r.err == io.EOF {
			return status.Errorf(codes.Unavailable, "the server ended the stream with %d requests unanswered", len(x.waiting))
		}
		if r.err != nil {
			return r.err
		}
		return x.take(r.answer)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// admit sends a request for the first time, unless it is larger than a message
// may be: that would end the stream for the others too.
func (x *exchange[Q, A]) admit(stream grpc.BidiStreamingClient[Q, A], q *Q) error {
	index := x.read
	x.read++
	if size := proto.Size(x.message(q)); size > x.client.limit {
		return x.give(index, x.fail(q, status.Newf(codes.ResourceExhausted, "the request is %d bytes, the limit is %d", size, x.client.limit)))
	}
	return x.send(stream, &sent[Q]{request: q, index: index})
}

func (x *exchange[Q, A]) send(stream grpc.BidiStreamingClient[Q, A], s *sent[Q]) error {
	x.waiting[x.place] = s
	x.place++
	if err := stream.Send(s.request); err != io.EOF {
		return err
	}
	return nil // the reason that the stream ended comes with the answers
}

// take gives the answer to the request that it is for.
func (x *exchange[Q, A]) take(answer *A) error {
	place := *x.index(answer)
	s, ok := x.waiting[place]
	if !ok {
		return status.Errorf(codes.DataLoss, "the server answered request %d of the stream, which was not open", place)
	}
	delete(x.waiting, place)
	x.breaks = 0
	return x.give(s.index, answer)
}

// give hands out an answer, or keeps it until its turn.
func (x *exchange[Q, A]) give(index int64, answer *A) error {
	*x.index(answer) = index
	if !x.ordered {
		return x.handOut(answer)
	}
	x.held[index] = answer
	for x.held[x.given] != nil {
		next := x.held[x.given]
		delete(x.held, x.given)
		if err := x.handOut(next); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange[Q, A]) handOut(answer *A) error {
	x.given++
	if !x.yield(answer, nil) {
		return errStopped
	}
	return nil
}

// finish says that no more comes and waits for the server to agree, so that it
// counts the call as one that went well.
func finish[Q, A any](stream grpc.BidiStreamingClient[Q, A], answers <-chan result[A]) error {
	if stream.CloseSend() == nil {
		for range answers {
		}
	}
	return nil
}
