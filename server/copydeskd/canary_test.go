package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/prototext"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// traces is a collector that keeps what it is sent.
type traces struct {
	collector.UnimplementedTraceServiceServer
	mu   sync.Mutex
	text strings.Builder
}

// Export keeps spans as text.
func (c *traces) Export(_ context.Context, req *collector.ExportTraceServiceRequest) (*collector.ExportTraceServiceResponse, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text.WriteString(prototext.Format(req))
	return &collector.ExportTraceServiceResponse{}, nil
}

func startCollector(t *testing.T) (*traces, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c, g := &traces{}, grpc.NewServer()
	collector.RegisterTraceServiceServer(g, c)
	go g.Serve(listener)
	t.Cleanup(g.Stop)
	return c, "http://" + listener.Addr().String()
}

// canary is a word that nobody else says.
func canary(n int) string { return fmt.Sprintf("canary%02dzqx", n) }

// Twenty secrets are put wherever a caller or an operator can put one; none of
// them is in the log at its lowest level, in an error, a metric or a trace.
func TestFaultCanaries(t *testing.T) {
	spans, endpoint := startCollector(t)
	dir := t.TempDir()
	data := filepath.Join(dir, "corpus-"+canary(0))
	write(t, filepath.Join(dir, "tokens"), []byte("pipeline token-"+canary(1)+"\nother token-"+canary(2)+"\n"))
	d := startDaemon(t, "--data", data, "--tokens", filepath.Join(dir, "tokens"), "--log-level", "debug",
		"--trace-endpoint", endpoint, "--trace-ratio", "1", "--admin-listen", "127.0.0.1:0", "--json-listen", "127.0.0.1:0")
	conn := d.dial(t)
	errorsSeen := provoke(t, conn)
	errorsSeen += overJSON(t, d)
	// The store is lost while it is used.
	if err := os.Rename(data, data+".away"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(pingAtLeast)
	errorsSeen += provoke(t, conn)
	resp, err := http.Get("http://" + d.Admin + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	metrics, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = d.stop() // sends the spans that are waiting; the lost store may be an error
	spans.mu.Lock()
	defer spans.mu.Unlock()
	if !strings.Contains(spans.text.String(), "ExtractClaims") || !strings.Contains(d.log(), "ExtractClaims") || len(metrics) == 0 || errorsSeen == "" {
		t.Error("there is nothing to look into")
	}
	for where, text := range map[string]string{"log": afterStart(d.log()), "errors": errorsSeen, "metrics": string(metrics), "traces": spans.text.String()} {
		for n := range 20 {
			if strings.Contains(text, canary(n)) {
				t.Errorf("canary %d is in the %s", n, where)
			}
		}
	}
}

// pingAtLeast is a little longer than the store is asked by health.
const pingAtLeast = 5500 * time.Millisecond

// afterStart is the log behind the line that says with what the server started:
// the folder of the corpus stands there for the operator who chose it.
func afterStart(log string) string {
	_, rest, _ := strings.Cut(log, "\n")
	return rest
}

// provoke makes calls that hold canaries and mostly fail, and gives their errors.
func provoke(t *testing.T, conn *grpc.ClientConn) string {
	c, kept := copydeskv1.NewCopydeskServiceClient(conn), copydeskv1.NewCorpusServiceClient(conn)
	ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer token-"+canary(1), "x-request-id", canary(3)+" with a space", "x-other", canary(4))
	wrong := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer wrong-"+canary(5))
	article := func(n int) *copydeskv1.Article { return ofText("The " + canary(n) + " sang in Tarn on Monday.") }
	var all strings.Builder
	note := func(_ any, err error) { all.WriteString(errorWords(err)) }
	note(c.Clean(ctx, &copydeskv1.CleanRequest{Article: article(6)}))
	note(c.Clean(wrong, &copydeskv1.CleanRequest{Article: article(7)}))
	note(c.Clean(ctx, &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: []byte("%PDF-1.7\n" + canary(8))}}}))
	note(c.Clean(ctx, &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: "x"}, Url: canary(9) + strings.Repeat("u", 9000)}}))
	note(c.Clean(ctx, &copydeskv1.CleanRequest{Article: &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: []byte("x")}, ContentType: canary(10) + strings.Repeat("t", 300)}}))
	note(c.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: []*copydeskv1.Article{article(11), ofText(" ")}, Query: canary(12) + strings.Repeat("q", 2000)}))
	note(c.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{article(13)}}))
	note(c.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{Selection: &copydeskv1.ArticleSelection{Query: canary(14)}}))
	note(c.Analyze(ctx, &copydeskv1.AnalyzeRequest{Article: article(15)}))
	note(kept.SearchArticles(ctx, &copydeskv1.SearchArticlesRequest{Query: "-" + canary(16)}))
	note(kept.ListArticles(ctx, &copydeskv1.ListArticlesRequest{PageToken: canary(17)}))
	note(kept.DeleteArticle(ctx, &copydeskv1.DeleteArticleRequest{Name: "articles/" + strings.Repeat("a", 26)}))
	stream, err := kept.ImportArticles(ctx)
	if err == nil {
		_ = stream.Send(&copydeskv1.ImportArticlesRequest{Article: article(18)})
		_ = stream.CloseSend()
		answer, err := stream.Recv()
		note(nil, err)
		all.WriteString(answer.GetStatus().GetMessage())
	}
	return all.String()
}

// overJSON does the same by the JSON listener.
func overJSON(t *testing.T, d *daemon) string {
	body := strings.NewReader(`{"article":{"text":"The ` + canary(19) + ` sang.","publishTime":"yesterday"}}`)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+d.JSON+"/v1/articles:clean", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer token-"+canary(2))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusBadRequest {
		t.Errorf("%d, %v", resp.StatusCode, err)
	}
	return string(answer)
}

// errorWords is all that a status says, with its details.
func errorWords(err error) string {
	if err == nil {
		return ""
	}
	return prototext.Format(status.Convert(err).Proto())
}
