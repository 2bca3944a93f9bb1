package client_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

type processStream = grpc.BidiStreamingServer[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse]

func text(s string) *copydeskv1.Article {
	return &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: s}}
}

func request(s string) *copydeskv1.ProcessArticlesRequest {
	return &copydeskv1.ProcessArticlesRequest{Id: "id " + s, Article: text(s)}
}

func requests(texts ...string) iter.Seq[*copydeskv1.ProcessArticlesRequest] {
	return func(yield func(*copydeskv1.ProcessArticlesRequest) bool) {
		for _, s := range texts {
			if !yield(request(s)) {
				return
			}
		}
	}
}

func numbered(n int) []string {
	var texts []string
	for i := range n {
		texts = append(texts, fmt.Sprint("article ", i))
	}
	return texts
}

// run streams the texts and gives, in the order in which they came, the answers
// as "index text" or "index code", and the error at the end.
func run(t *testing.T, c *client.Client, texts []string, opts client.StreamOptions) (got []string, err error) {
	t.Helper()
	for answer, failure := range c.Process(t.Context(), requests(texts...), opts) {
		if failure != nil {
			err = failure
			continue
		}
		if want := "id " + texts[answer.GetIndex()]; answer.GetId() != want {
			t.Errorf("id %q for %q", answer.GetId(), want)
		}
		said := answer.GetClean().GetText()
		if code := codes.Code(answer.GetStatus().GetCode()); code != codes.OK {
			said = code.String()
		}
		got = append(got, fmt.Sprint(answer.GetIndex(), " ", said))
	}
	return got, err
}

// want is what run gives if all goes well but for the articles named.
func want(texts []string, failing map[string]codes.Code) []string {
	var all []string
	for i, s := range texts {
		if code, ok := failing[s]; ok {
			s = code.String()
		}
		all = append(all, fmt.Sprint(i, " ", s))
	}
	return all
}

func check(t *testing.T, got, want []string, err error) {
	t.Helper()
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v\ngot  %q\nwant %q", err, got, want)
	}
}

// shuffled answers in groups of seven, in any order.
func shuffled(stream processStream) error {
	var held []*copydeskv1.ProcessArticlesResponse
	release := func() error {
		rand.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
		for _, answer := range held {
			if err := stream.Send(answer); err != nil {
				return err
			}
		}
		held = nil
		return nil
	}
	for index := int64(0); ; index++ {
		req, err := stream.Recv()
		if err == io.EOF {
			return release()
		}
		if err != nil {
			return err
		}
		held = append(held, &copydeskv1.ProcessArticlesResponse{Id: req.GetId(), Index: index, Clean: &copydeskv1.CleanResponse{Text: req.GetArticle().GetText()}})
		if len(held) == 7 || strings.HasSuffix(req.GetId(), " 99") {
			if err := release(); err != nil {
				return err
			}
		}
	}
}

func TestOneAnswerEach(t *testing.T) {
	at, _ := serve(t, &fake{stream: shuffled}, "127.0.0.1:0")
	c := dial(t, at, client.Options{})
	texts := numbered(100)
	got, err := run(t, c, texts, client.StreamOptions{})
	check(t, got, want(texts, nil), err)
	got, err = run(t, c, texts, client.StreamOptions{Ordered: true})
	if err != nil || !slices.Equal(got, want(texts, nil)) {
		t.Errorf("out of order: %v %q", err, got)
	}
	got, err = run(t, c, nil, client.StreamOptions{})
	check(t, got, nil, err)
}

func TestWorkInFlightIsBounded(t *testing.T) {
	const window = 3
	var open, most atomic.Int64
	f := &fake{stream: func(stream processStream) error {
		return echo(stream, func(string) error {
			time.Sleep(time.Millisecond)
			return nil
		})
	}}
	at, _ := serve(t, f, "127.0.0.1:0")
	counted := func(yield func(*copydeskv1.ProcessArticlesRequest) bool) {
		for _, s := range numbered(40) {
			most.Store(max(most.Load(), open.Add(1)))
			if !yield(request(s)) {
				return
			}
		}
	}
	for _, err := range dial(t, at, client.Options{}).Process(t.Context(), counted, client.StreamOptions{InFlight: window}) {
		if err != nil {
			t.Fatal(err)
		}
		open.Add(-1)
	}
	// One more is read ahead, and another counted while an answer is handed over.
	if most.Load() > window+2 {
		t.Errorf("%d articles read without an answer, want %d", most.Load(), window)
	}
}

// A feed that waits for an answer before it gives the next article is served.
func TestSlowFeed(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0")
	answered := make(chan bool, 1)
	answered <- true
	feed := func(yield func(*copydeskv1.ProcessArticlesRequest) bool) {
		for _, s := range numbered(5) {
			select {
			case <-answered:
			case <-t.Context().Done():
				return
			}
			if !yield(request(s)) {
				return
			}
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	n := 0
	for _, err := range dial(t, at, client.Options{}).Process(ctx, feed, client.StreamOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		answered <- true
	}
	if n != 5 {
		t.Errorf("%d answers", n)
	}
}

func TestStreamOutlivesARestart(t *testing.T) {
	var served atomic.Int64
	half := make(chan bool)
	f := &fake{stream: func(stream processStream) error {
		return echo(stream, func(string) error {
			if served.Add(1) == 50 {
				close(half)
			}
			time.Sleep(time.Millisecond)
			return nil
		})
	}}
	at, stop := serve(t, f, "127.0.0.1:0")
	go func() {
		<-half
		stop()
	}()
	again := make(chan bool)
	go func() {
		defer close(again)
		<-half
		time.Sleep(200 * time.Millisecond)
		serve(t, f, at)
	}()
	texts := numbered(100)
	got, err := run(t, dial(t, at, client.Options{}), texts, client.StreamOptions{Ordered: true})
	<-again
	check(t, got, want(texts, nil), err)
}

// An article that ends the stream fails alone, whether the server says that it
// is the article's fault or breaks down over it.
func TestPoison(t *testing.T) {
	for _, code := range []codes.Code{codes.ResourceExhausted, codes.Internal, codes.Unavailable} {
		t.Run(code.String(), func(t *testing.T) {
			f := &fake{stream: func(stream processStream) error {
				return echo(stream, func(text string) error {
					if strings.HasSuffix(text, "7") {
						return status.Error(code, "too much")
					}
					return nil
				})
			}}
			at, _ := serve(t, f, "127.0.0.1:0")
			texts := numbered(20)
			got, err := run(t, dial(t, at, client.Options{}), texts, client.StreamOptions{})
			check(t, got, want(texts, map[string]codes.Code{"article 7": code, "article 17": code}), err)
		})
	}
}

func TestTooLargeFailsAlone(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0")
	large := strings.Repeat("x", 2000)
	texts := []string{"a", large, "b"}
	got, err := run(t, dial(t, at, client.Options{MaxMessageBytes: 1500}), texts, client.StreamOptions{Ordered: true})
	check(t, got, want(texts, map[string]codes.Code{large: codes.ResourceExhausted}), err)
}

// What the server's limit refuses ends its stream; the client finds out which it was.
func TestTooLargeForTheServer(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0", grpc.MaxRecvMsgSize(1500))
	large := strings.Repeat("x", 2000)
	texts := append(numbered(10), large, "after")
	got, err := run(t, dial(t, at, client.Options{}), texts, client.StreamOptions{})
	check(t, got, want(texts, map[string]codes.Code{large: codes.ResourceExhausted}), err)
}

// A server that sheds load and says when to come again blames no article.
func TestShedding(t *testing.T) {
	var calls atomic.Int64
	f := &fake{stream: func(stream processStream) error {
		if calls.Add(1) > 4 {
			return echo(stream, nil)
		}
		shed, _ := status.New(codes.ResourceExhausted, "busy").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Millisecond)})
		return shed.Err()
	}}
	at, _ := serve(t, f, "127.0.0.1:0")
	texts := numbered(5)
	got, err := run(t, dial(t, at, client.Options{}), texts, client.StreamOptions{})
	check(t, got, want(texts, nil), err)
}

func TestRefusedCallIsTheEnd(t *testing.T) {
	f := &fake{stream: func(processStream) error { return status.Error(codes.Unauthenticated, "who are you") }}
	at, _ := serve(t, f, "127.0.0.1:0")
	got, err := run(t, dial(t, at, client.Options{}), numbered(3), client.StreamOptions{})
	if len(got) > 0 || status.Code(err) != codes.Unauthenticated {
		t.Errorf("%q, %v", got, err)
	}
}

// A server that breaks every stream is given up, with its own words.
func TestGivesUp(t *testing.T) {
	f := &fake{stream: func(processStream) error { return status.Error(codes.Unavailable, "not today") }}
	at, _ := serve(t, f, "127.0.0.1:0")
	began := time.Now()
	_, err := run(t, dial(t, at, client.Options{ConnectTimeout: 300 * time.Millisecond}), numbered(30), client.StreamOptions{})
	if status.Code(err) != codes.Unavailable || !strings.Contains(err.Error(), "not today") || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestStreamToNobody(t *testing.T) {
	at, stop := serve(t, &fake{}, "127.0.0.1:0")
	stop()
	began := time.Now()
	got, err := run(t, dial(t, at, client.Options{ConnectTimeout: 300 * time.Millisecond}), numbered(3), client.StreamOptions{})
	if len(got) > 0 || status.Code(err) != codes.Unavailable || time.Since(began) > 2*time.Second {
		t.Errorf("%q, %v after %s", got, err, time.Since(began))
	}
}

// Whoever leaves the loop leaves nothing behind: TestMain looks for goroutines.
func TestBreak(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0")
	for range dial(t, at, client.Options{}).Process(t.Context(), requests(numbered(100)...), client.StreamOptions{}) {
		break
	}
}

func TestCancelled(t *testing.T) {
	f := &fake{stream: func(stream processStream) error {
		<-stream.Context().Done()
		return stream.Context().Err()
	}}
	at, _ := serve(t, f, "127.0.0.1:0")
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	var last error
	for _, err := range dial(t, at, client.Options{}).Process(ctx, requests(numbered(100)...), client.StreamOptions{}) {
		last = err
	}
	if status.Code(last) != codes.Canceled {
		t.Errorf("%v, want CANCELLED", last)
	}
}

// A server that answers what it was not asked is not to be trusted.
func TestAnswerToNothing(t *testing.T) {
	f := &fake{stream: func(stream processStream) error {
		stream.Send(&copydeskv1.ProcessArticlesResponse{Index: 41})
		<-stream.Context().Done()
		return nil
	}}
	at, _ := serve(t, f, "127.0.0.1:0")
	_, err := run(t, dial(t, at, client.Options{}), numbered(3), client.StreamOptions{})
	if status.Code(err) != codes.DataLoss || !strings.Contains(err.Error(), "request 41") {
		t.Errorf("%v", err)
	}
}

func TestImport(t *testing.T) {
	at, _ := serve(t, &fake{}, "127.0.0.1:0")
	articles := func(yield func(*copydeskv1.ImportArticlesRequest) bool) {
		for _, s := range []string{"a", "b", "c"} {
			if !yield(&copydeskv1.ImportArticlesRequest{Article: text(s)}) {
				return
			}
		}
	}
	var names []string
	for answer, err := range dial(t, at, client.Options{}).Import(t.Context(), articles, client.StreamOptions{Ordered: true}) {
		names = append(names, fmt.Sprint(answer.GetIndex(), answer.GetName(), err))
	}
	if want := []string{"0articles/a<nil>", "1articles/b<nil>", "2articles/c<nil>"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}
