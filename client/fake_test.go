package client_test

import (
	"cmp"
	"context"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"go.uber.org/goleak"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fake answers as the test says; what it does not say it does well.
type fake struct {
	copydeskv1.UnimplementedCopydeskServiceServer
	copydeskv1.UnimplementedCorpusServiceServer

	clean  func(context.Context, *copydeskv1.CleanRequest) (*copydeskv1.CleanResponse, error)
	stream func(grpc.BidiStreamingServer[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse]) error

	mu      sync.Mutex
	headers metadata.MD // of the last call
}

func (f *fake) note(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.headers, _ = metadata.FromIncomingContext(ctx)
}

func (f *fake) header(name string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return cmp.Or(append(f.headers.Get(name), "")...)
}

func (f *fake) Clean(ctx context.Context, req *copydeskv1.CleanRequest) (*copydeskv1.CleanResponse, error) {
	f.note(ctx)
	if f.clean == nil {
		return &copydeskv1.CleanResponse{Text: req.GetArticle().GetText()}, nil
	}
	return f.clean(ctx, req)
}

func (f *fake) ProcessArticles(stream grpc.BidiStreamingServer[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse]) error {
	if f.stream == nil {
		return echo(stream, nil)
	}
	return f.stream(stream)
}

func (f *fake) ImportArticles(stream grpc.BidiStreamingServer[copydeskv1.ImportArticlesRequest, copydeskv1.ImportArticlesResponse]) error {
	for index := int64(0); ; index++ {
		req, err := stream.Recv()
		if err != nil {
			return nil
		}
		if err := stream.Send(&copydeskv1.ImportArticlesResponse{Index: index, Name: "articles/" + req.GetArticle().GetText()}); err != nil {
			return err
		}
	}
}

// echo answers every article with its text, or with what the test says of it;
// an error ends the stream.
func echo(stream grpc.BidiStreamingServer[copydeskv1.ProcessArticlesRequest, copydeskv1.ProcessArticlesResponse], of func(text string) error) error {
	for index := int64(0); ; index++ {
		req, err := stream.Recv()
		if err != nil {
			return nil
		}
		text := req.GetArticle().GetText()
		if of != nil {
			if err := of(text); err != nil {
				return err
			}
		}
		answer := &copydeskv1.ProcessArticlesResponse{Id: req.GetId(), Index: index, Clean: &copydeskv1.CleanResponse{Text: text}}
		if err := stream.Send(answer); err != nil {
			return err
		}
	}
}

// serve serves until the test is over or stop is called.
func serve(t *testing.T, f *fake, address string, opts ...grpc.ServerOption) (at string, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	for tries := 0; err != nil && tries < 100; tries++ { // the port of a server that just stopped
		time.Sleep(20 * time.Millisecond)
		listener, err = net.Listen("tcp", address)
	}
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(opts...)
	copydeskv1.RegisterCopydeskServiceServer(server, f)
	copydeskv1.RegisterCorpusServiceServer(server, f)
	healthpb.RegisterHealthServer(server, health.NewServer())
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return listener.Addr().String(), server.Stop
}

// dial gives a client of the fake.
func dial(t *testing.T, target string, opts client.Options) *client.Client {
	t.Helper()
	c, err := client.Dial(target, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func clean(text string) *copydeskv1.CleanRequest {
	return &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: text}}}
}
