package server

import (
	"context"
	"strings"
	"testing"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// Each benchmark is one RPC over the in-memory connection, as the command has it
// without a server. An article is one of the sample's eight, in turn.

func benchArticles(b *testing.B, call func(context.Context, *copydeskv1.Article) error) {
	articles := sampleArticles()
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if err := call(b.Context(), articles[n%len(articles)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkClean(b *testing.B) {
	d := start(b, Config{})
	benchArticles(b, func(ctx context.Context, a *copydeskv1.Article) error {
		_, err := d.Clean(ctx, &copydeskv1.CleanRequest{Article: a})
		return err
	})
}

func BenchmarkAnalyze(b *testing.B) {
	d := start(b, Config{})
	benchArticles(b, func(ctx context.Context, a *copydeskv1.Article) error {
		_, err := d.Analyze(ctx, &copydeskv1.AnalyzeRequest{Article: a})
		return err
	})
}

func BenchmarkSummarize(b *testing.B) {
	d := start(b, Config{})
	benchArticles(b, func(ctx context.Context, a *copydeskv1.Article) error {
		_, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: []*copydeskv1.Article{a}})
		return err
	})
}

func BenchmarkExtractClaims(b *testing.B) {
	d := start(b, Config{})
	benchArticles(b, func(ctx context.Context, a *copydeskv1.Article) error {
		_, err := d.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}})
		return err
	})
}

// BenchmarkExtractClaims700Words is the same for one article of about 700 words:
// two of the sample, one behind the other.
func BenchmarkExtractClaims700Words(b *testing.B) {
	d := start(b, Config{})
	var texts []string
	for _, i := range []int{0, 4} { // 411 and 276 words
		clean, err := d.Clean(b.Context(), &copydeskv1.CleanRequest{Article: sampleArticles()[i]})
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, clean.GetText())
	}
	a := &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: "Two articles\n\n" + strings.Join(texts, "\n\n")}}
	n := 0
	for b.Loop() {
		if _, err := d.ExtractClaims(b.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}}); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

// A story of eight articles.
func BenchmarkExtractClaimsOfStory(b *testing.B) {
	d := start(b, Config{})
	articles := sampleArticles()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.ExtractClaims(b.Context(), &copydeskv1.ExtractClaimsRequest{Articles: articles}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProcessArticles is the stream, with all tasks.
func BenchmarkProcessArticles(b *testing.B) {
	d := start(b, Config{})
	articles := sampleArticles()
	tasks := []copydeskv1.Task{copydeskv1.Task_TASK_CLEAN, copydeskv1.Task_TASK_SUMMARIZE, copydeskv1.Task_TASK_EXTRACT_CLAIMS}
	stream, err := d.ProcessArticles(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, a := range articles {
			if err := stream.Send(&copydeskv1.ProcessArticlesRequest{Article: a, Tasks: tasks}); err != nil {
				b.Fatal(err)
			}
		}
		for range articles {
			if _, err := stream.Recv(); err != nil {
				b.Fatal(err)
			}
		}
		n += len(articles)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkImportArticles(b *testing.B) {
	d := startWithCorpus(b)
	b.ReportAllocs()
	stream, err := d.ImportArticles(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	template := string(sampleArticles()[4].GetPage())
	n := 0
	for b.Loop() {
		const batch = 32
		for i := range batch {
			text := template + string(rune('a'+i)) + b.Name() + string(rune(0x4E00+n%0x5000)) + string(rune(0x4E00+n/0x5000))
			if err := stream.Send(&copydeskv1.ImportArticlesRequest{Article: ofText(text)}); err != nil {
				b.Fatal(err)
			}
		}
		for range batch {
			if _, err := stream.Recv(); err != nil {
				b.Fatal(err)
			}
		}
		n += batch
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
