package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// questions are calls of which each answer is to be the same whoever else calls.
func questions() []func(context.Context, copydeskv1.CopydeskServiceClient) (proto.Message, error) {
	var articles []*copydeskv1.Article
	for _, a := range sample.Articles() {
		articles = append(articles, &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: a.Page}, ContentType: a.ContentType})
	}
	all := []func(context.Context, copydeskv1.CopydeskServiceClient) (proto.Message, error){
		func(ctx context.Context, c copydeskv1.CopydeskServiceClient) (proto.Message, error) {
			return c.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{Articles: articles})
		},
		func(ctx context.Context, c copydeskv1.CopydeskServiceClient) (proto.Message, error) {
			return c.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: articles, MaxWords: 150})
		},
		func(ctx context.Context, c copydeskv1.CopydeskServiceClient) (proto.Message, error) {
			return c.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: articles, Query: "Who is to pay?"})
		},
	}
	for _, a := range articles {
		all = append(all,
			func(ctx context.Context, c copydeskv1.CopydeskServiceClient) (proto.Message, error) {
				return c.Clean(ctx, &copydeskv1.CleanRequest{Article: a})
			},
			func(ctx context.Context, c copydeskv1.CopydeskServiceClient) (proto.Message, error) {
				return c.Analyze(ctx, &copydeskv1.AnalyzeRequest{Article: a})
			})
	}
	return all
}

// With 1, 8 or 64 workers, in any order, many at a time, and after a restart,
// not one byte of an answer differs.
func TestFaultSameBytes(t *testing.T) {
	all := questions()
	var first [][]byte
	for run, workers := range []string{"1", "8", "64", "8"} {
		d := startDaemon(t, "--data", "none", "--workers", workers, "--max-calls", "1000")
		conn := d.dial(t)
		got := make([][]byte, len(all))
		var calls sync.WaitGroup
		for range rounds(1, 10) {
			var mu sync.Mutex
			for _, i := range rand.Perm(len(all)) {
				calls.Go(func() {
					answer := ask(t, conn, all[i])
					mu.Lock()
					defer mu.Unlock()
					if got[i] != nil && !bytes.Equal(got[i], answer) {
						t.Errorf("%s workers: question %d has two answers", workers, i)
					}
					got[i] = answer
				})
			}
			calls.Wait()
		}
		if first == nil {
			first = got
		}
		for i := range got {
			if !bytes.Equal(got[i], first[i]) {
				t.Errorf("run %d with %s workers: another answer to question %d", run, workers, i)
			}
		}
		if err := d.stop(); err != nil {
			t.Error(err)
		}
	}
}

// ask gives an answer as bytes.
func ask(t *testing.T, conn *grpc.ClientConn, question func(context.Context, copydeskv1.CopydeskServiceClient) (proto.Message, error)) []byte {
	answer, err := question(t.Context(), copydeskv1.NewCopydeskServiceClient(conn))
	if err != nil {
		t.Error(err)
		return nil
	}
	content, err := proto.MarshalOptions{Deterministic: true}.Marshal(answer)
	if err != nil {
		t.Error(err)
	}
	return content
}

// A set of 1,000 articles is answered, be they all different or all the same;
// more are refused with the limit.
func TestFaultManyArticles(t *testing.T) {
	d := startDaemon(t, "--data", "none", "--max-wait", "10m")
	c := copydeskv1.NewCopydeskServiceClient(d.dial(t))
	n := rounds(100, 1000)
	var different, copies []*copydeskv1.Article
	for i := range n {
		different = append(different, ofText(fmt.Sprintf("Ferry %d stays in port\n\nThe ferry of Tarn %d was closed on Monday, mayor Orr%d said. About %d people had to wait for the bus to Velm.", i, i%7, i%11, 100+i)))
		copies = append(copies, ofText("Dam breaks\n\nThe dam of Tarn broke on Monday, the mayor said. About 40 homes were flooded."))
	}
	for name, articles := range map[string][]*copydeskv1.Article{"different": different, "copies": copies} {
		began := time.Now()
		claims, err := c.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: articles}, grpc.MaxCallRecvMsgSize(64<<20))
		if err != nil || len(claims.GetClaims()) < n {
			t.Errorf("%s: %d claims, %v", name, len(claims.GetClaims()), err)
		}
		s, err := c.Summarize(t.Context(), &copydeskv1.SummarizeRequest{Articles: articles})
		if err != nil || len(s.GetSentences()) == 0 {
			t.Errorf("%s: %d sentences, %v", name, len(s.GetSentences()), err)
		}
		t.Logf("%d articles, %s: %v for claims and summary", n, name, time.Since(began).Round(time.Millisecond))
	}
	_, err := c.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: slices.Repeat(copies, 10_000/n)})
	if status.Code(err) != codes.InvalidArgument || !strings.Contains(err.Error(), "at most 1000") {
		t.Errorf("10,000 copies: %v", err)
	}
}

// endless are texts without an end to something, of so many bytes.
func endless(size int) map[string]string {
	return map[string]string{
		"word": strings.Repeat("a", size), "words": strings.Repeat("word ", size/5), "capitals": strings.Repeat("Orr ", size/4), "full stops": strings.Repeat("a.", size/2),
		"commas": strings.Repeat("a, ", size/3), "quotes": strings.Repeat("\"a\" ", size/4), "figures": strings.Repeat("$5 million ", size/11), "times": strings.Repeat("May 5, ", size/7),
		"reports": strings.Repeat("Orr said ", size/9), "sentences": strings.Repeat("Orr said so. ", size/13), "brackets": strings.Repeat("((", size/2), "tags": strings.Repeat("<p>a", size/4),
	}
}

// Twice as much of anything takes no more than 2.3 times as long, in every stage.
// The processor's time is counted, which other work does not change much.
func TestFaultLinear(t *testing.T) {
	if !*faults {
		t.Skip("takes minutes: make faults")
	}
	const size = 24 << 10
	short, long := endless(size), endless(2*size)
	stages := map[string]func(string) time.Duration{
		"clean": func(s string) time.Duration {
			return spent(func() {
				if p, err := page.ParseString(s, "text/html"); err == nil {
					clean.Clean(p, clean.Hints{})
				}
			})
		},
		"analyze": func(s string) time.Duration { return spent(func() { analyze.Analyze(s, "en", nil, doc.Date{}) }) },
		"claims": func(s string) time.Duration {
			d := analyze.Analyze(s, "en", nil, doc.Date{})
			return spent(func() { story.Group([]story.Article{{Doc: d, Claims: claim.Extract(d)}}) })
		},
		"summary": func(s string) time.Duration {
			d := analyze.Analyze(s, "en", nil, doc.Date{})
			return spent(func() {
				summary.Choose([]*doc.Document{d}, summary.Options{Limit: summary.Limit{Sentences: 100}})
			})
		},
	}
	analyze.Analyze("The dam broke.", "en", nil, doc.Date{}) // reads the models
	for stage, measure := range stages {
		for kind := range short {
			// Below 10 ms a collection of garbage decides. One slow run in three may be somebody else's.
			ratio, least := 99.0, time.Duration(0)
			for range 3 {
				a, b := measure(short[kind]), measure(long[kind])
				least = max(a, 10*time.Millisecond)
				ratio = min(ratio, float64(b)/float64(least))
			}
			if ratio > 2.3 {
				t.Errorf("%s of %s: %.1f times as long for twice as much, from %v", stage, kind, ratio, least)
			}
		}
	}
}

// spent gives the time that the processors of this process have worked for
// something.
func spent(do func()) time.Duration {
	began := worked()
	do()
	return worked() - began
}

func worked() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
