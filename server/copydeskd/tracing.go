package main

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"

	"github.com/copydesk/copydesk/server"
)

// startTracing sends traces to the collector, if there is one. What it gives
// ends that, after what is waiting has been sent.
func startTracing(ctx context.Context, s settings, config *server.Config) (stop func(), err error) {
	if s.traceEndpoint == "" {
		return func() {}, nil
	}
	exporter, err := otlptracegrpc.New(ctx, otlptracegrpc.WithEndpointURL(s.traceEndpoint))
	if err != nil {
		return nil, fmt.Errorf("--trace-endpoint: %w", err)
	}
	provider := trace.NewTracerProvider(
		trace.WithBatcher(exporter),
		trace.WithSampler(trace.ParentBased(trace.TraceIDRatioBased(s.traceRatio))),
		trace.WithResource(resource.NewSchemaless(
			attribute.String("service.name", "copydeskd"), attribute.String("service.version", server.EngineVersion))),
	)
	config.Tracing = provider
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := provider.Shutdown(ctx); err != nil {
			config.Log.Warn("traces were lost", "error", err)
		}
	}, nil
}
