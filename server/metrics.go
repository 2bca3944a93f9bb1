package server

import (
	"strings"
	"time"

	grpcprom "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/prometheus/client_golang/prometheus"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/copydesk/copydesk/server/load"
)

// metrics are what the server counts. docs/operations.md lists them. No label
// holds anything that a caller chose.
type metrics struct {
	calls    *grpcprom.ServerMetrics
	bytes    prometheus.Counter
	articles *prometheus.CounterVec
	blocks   *prometheus.CounterVec
	claims   prometheus.Counter
	warnings *prometheus.CounterVec
	refused  *prometheus.CounterVec
	panics   prometheus.Counter
	store    *prometheus.HistogramVec
	serving  *prometheus.GaugeVec
}

// seconds are the buckets of latencies: 1 ms to 60 s.
var seconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// newMetrics makes the metrics and registers them, and what the gate knows.
func newMetrics(registry prometheus.Registerer, gate *load.Gate) *metrics {
	m := &metrics{
		calls:    grpcprom.NewServerMetrics(grpcprom.WithServerHandlingTimeHistogram(grpcprom.WithHistogramBuckets(seconds))),
		bytes:    counter("copydesk_article_bytes_total", "Bytes of the articles that were read."),
		articles: counters("copydesk_articles_total", "Articles that were read, by outcome: ok, or the code of the error.", "outcome"),
		blocks:   counters("copydesk_blocks_total", "Blocks of pages, by verdict and by the reason why they were dropped.", "verdict", "reason"),
		claims:   counter("copydesk_claims_total", "Claims in answers."),
		warnings: counters("copydesk_warnings_total", "Warnings about articles in answers, by code.", "code"),
		refused:  counters("copydesk_refused_total", "Calls and articles that were not taken on, by reason.", "reason"),
		panics:   counter("copydesk_panics_total", "Panics that became INTERNAL."),
		store: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "copydesk_store_seconds", Help: "Time of an operation of the corpus's store.", Buckets: seconds,
		}, []string{"operation", "outcome"}),
		serving: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "copydesk_serving", Help: "1 where a service's health is SERVING.",
		}, []string{"service"}),
	}
	gauge := func(name, help string, read func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read)
	}
	registry.MustRegister(m.calls, m.bytes, m.articles, m.blocks, m.claims, m.warnings, m.refused, m.panics, m.store, m.serving,
		gauge("copydesk_calls_in_flight", "Calls under way, those that wait included.", func() float64 { return float64(gate.Calls()) }),
		gauge("copydesk_workers_busy", "Articles being worked on.", func() float64 { return float64(gate.Working()) }),
		gauge("copydesk_workers", "Articles that are worked on at once at most.", func() float64 { return float64(gate.Workers()) }))
	return m
}

// stored notes an operation of the store that began then.
func (m *metrics) stored(operation string, began time.Time, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "error"
	}
	m.store.WithLabelValues(operation, outcome).Observe(time.Since(began).Seconds())
}

// health notes what a service's health is.
func (m *metrics) health(service string, now healthpb.HealthCheckResponse_ServingStatus) {
	value := 0.0
	if now == healthpb.HealthCheckResponse_SERVING {
		value = 1
	}
	m.serving.WithLabelValues(service).Set(value)
}

// read notes an article that was read, or could not be.
func (m *metrics) read(a *request, err error) {
	m.bytes.Add(float64(len(a.sent)))
	if err != nil {
		m.articles.WithLabelValues(toStatus(err).Code().String()).Inc()
		return
	}
	m.articles.WithLabelValues("ok").Inc()
	for _, v := range a.copy.Verdicts {
		verdict, reason := "kept", ""
		if !v.Kept {
			verdict, reason = "dropped", label(dropReasons[v.Reason].String(), "DROP_REASON_")
		}
		m.blocks.WithLabelValues(verdict, reason).Inc()
	}
	for _, w := range pageWarnings(&a.article, 0) {
		m.warnings.WithLabelValues(label(w.GetCode().String(), "WARNING_CODE_")).Inc()
	}
}

// label gives the value of an enumeration as a label has it.
func label(value, prefix string) string { return strings.ToLower(strings.TrimPrefix(value, prefix)) }
