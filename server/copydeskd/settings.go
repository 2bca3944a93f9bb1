package main

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/server"
	"github.com/copydesk/copydesk/server/access"
)

// settings are the decisions of an operator.
type settings struct {
	listen, data, logLevel string
	insecure               bool
	files                  access.Files
	tokenFile              string
	reflection             bool
	reloadEvery            time.Duration

	limits                   server.Limits
	message, article, memory size

	jsonListen, adminListen, metricsListen string
	traceEndpoint                          string
	traceRatio                             float64

	drainDelay, drainTimeout, connectionAge time.Duration
}

// noCorpus is what --data says of a server that keeps none.
const noCorpus = "none"

// flags adds the flags, in the order in which --help lists them. Each has a
// variable of the environment behind it.
func (s *settings) flags(f *pflag.FlagSet) error {
	f.SortFlags = false
	f.StringVar(&s.listen, "listen", "127.0.0.1:7341", "`ADDR` to listen on")
	f.StringVar(&s.data, "data", cmp.Or(corpus.UserFolder(), noCorpus), "`DIR` of the corpus; \"none\": keep none")
	f.StringVar(&s.logLevel, "log-level", "info", "lowest `LEVEL` that is logged: debug, info, warn or error")

	f.StringVar(&s.files.Cert, "tls-cert", "", "PEM `FILE` of the server's certificate and what vouches for it; without it there is no TLS")
	f.StringVar(&s.files.Key, "tls-key", "", "PEM `FILE` of its key")
	f.StringVar(&s.files.ClientCA, "tls-client-ca", "", "PEM `FILE` of the authorities of the certificates that callers have to show; empty: they show none")
	f.StringSliceVar(&s.files.ClientNames, "tls-client-names", nil, "common `NAMES`, DNS names or URIs that such a certificate may bear, with commas; empty: any")
	f.StringVar(&s.tokenFile, "tokens", "", "`FILE` of the bearer tokens that are let in, \"TOKEN\" or \"NAME TOKEN\" a line; empty: callers need none")
	f.DurationVar(&s.reloadEvery, "reload-every", 10*time.Second, "how often those files are looked at; SIGHUP does it at once")
	f.BoolVar(&s.reflection, "reflection", true, "describe the services to callers that may call them")
	f.BoolVar(&s.insecure, "insecure", false, "listen beyond this machine without TLS")

	s.loadFlags(f)

	f.StringVar(&s.jsonListen, "json-listen", "", "`ADDR` to take JSON over HTTP on; empty: nowhere")
	f.StringVar(&s.adminListen, "admin-listen", "", "loopback `ADDR` for metrics, pprof, channelz and version; empty: nowhere")
	f.StringVar(&s.metricsListen, "metrics-listen", "", "`ADDR` for /metrics alone, in the clear; empty: nowhere")
	f.StringVar(&s.traceEndpoint, "trace-endpoint", "", "`URL` of an OTLP collector for traces, over gRPC: https://host:port, or http:// in the clear; empty: no traces")
	f.Float64Var(&s.traceRatio, "trace-ratio", 0.01, "share of the calls to trace whose caller has not decided")

	f.DurationVar(&s.drainDelay, "drain-delay", 0, "how long calls are still taken after SIGTERM, while health says not to send more")
	f.DurationVar(&s.drainTimeout, "drain-timeout", 25*time.Second, "how long calls under way may take after that")
	f.DurationVar(&s.connectionAge, "connection-age", 30*time.Minute, "after how long a connection is asked to come anew; 0: never")
	return fromEnvironment(f)
}

// loadFlags adds the flags that say how much is taken on.
func (s *settings) loadFlags(f *pflag.FlagSet) {
	s.message, s.article = 64<<20, 8<<20
	l := &s.limits
	f.Var(&s.message, "max-message", "largest message, both ways; no more than a 16th of the memory limit")
	f.Var(&s.article, "max-article", "largest article; no more than 8 MiB, and than a 64th of the memory limit")
	f.IntVar(&l.Articles, "max-articles", 1000, "articles in one call")
	f.IntVar(&l.HeaderBytes, "max-header", 16<<10, "bytes of a call's headers")
	f.IntVar(&l.Streams, "max-streams", 256, "calls at once on one connection")
	f.DurationVar(&l.CallTime, "max-call-time", 10*time.Minute, "longest time for a unary call, whatever its deadline")
	f.DurationVar(&l.ReceiveTime, "max-receive-time", time.Minute, "longest time for its message to come")
	f.IntVar(&l.Workers, "workers", 0, "articles worked on at once; 0: one for each processor")
	f.IntVar(&l.Calls, "max-calls", 0, "calls under way at once, those that wait included; 0: 32 for each worker")
	f.DurationVar(&l.Wait, "max-wait", 30*time.Second, "how long the calls ahead of one may be expected to take")
	f.Var(&s.memory, "memory-limit", "bytes that the process tries to stay below, as GOMEMLIMIT does, and sheds calls near; 0: GOMEMLIMIT")
	f.Float64Var(&l.Rate, "rate", 0, "articles or calls a second for each caller; 0: any")
	f.IntVar(&l.Burst, "burst", 0, "how many may come at once within that rate; 0: a second's worth")
}

// fromEnvironment lets COPYDESK_X speak where --x does not.
func fromEnvironment(f *pflag.FlagSet) (err error) {
	f.VisitAll(func(flag *pflag.Flag) {
		name := "COPYDESK_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		flag.Usage += " (" + name + ")"
		value, ok := os.LookupEnv(name)
		if !ok || value == "" || err != nil {
			return
		}
		if wrong := flag.Value.Set(value); wrong != nil {
			err = usageError{fmt.Errorf("%s: %w", name, wrong)}
			return
		}
		flag.DefValue = flag.Value.String()
	})
	return err
}

// check says what does not go together.
func (s *settings) check() error {
	switch {
	case (s.files.Cert == "") != (s.files.Key == ""):
		return fmt.Errorf("--tls-cert and --tls-key: wanted both or none")
	case s.files.Cert == "" && s.files.ClientCA != "":
		return fmt.Errorf("--tls-client-ca: wanted --tls-cert and --tls-key too")
	case s.files.ClientCA == "" && len(s.files.ClientNames) > 0:
		return fmt.Errorf("--tls-client-names: wanted --tls-client-ca too")
	case s.traceRatio < 0 || s.traceRatio > 1:
		return fmt.Errorf("--trace-ratio %g: wanted 0 to 1", s.traceRatio)
	case s.reloadEvery <= 0:
		return fmt.Errorf("--reload-every %v: wanted more than 0", s.reloadEvery)
	case s.adminListen != "" && !access.OnThisMachine(s.adminListen):
		return fmt.Errorf("--admin-listen %s: wanted an address of this machine alone, as 127.0.0.1:7342: it shows the inside of the process", s.adminListen)
	}
	for flag, address := range map[string]string{"listen": s.listen, "json-listen": s.jsonListen} {
		if address != "" && s.files.Cert == "" && !s.insecure && !access.OnThisMachine(address) {
			return fmt.Errorf("--%s %s is beyond this machine: wanted --tls-cert and --tls-key, or --insecure", flag, address)
		}
	}
	return nil
}

// size is a number of bytes: 1048576, 1024KiB, 1MiB, 1GiB.
type size int64

var sizeUnits = []struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// Set reads a size.
func (s *size) Set(text string) error {
	number, unit := text, int64(1)
	for _, u := range sizeUnits {
		if n, ok := strings.CutSuffix(text, u.name); ok {
			number, unit = n, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/unit {
		return fmt.Errorf("%q: wanted bytes, or a number with KiB, MiB or GiB", text)
	}
	*s = size(n * unit)
	return nil
}

// String writes a size in the largest unit that it is whole in.
func (s *size) String() string {
	for _, u := range sizeUnits {
		if n := int64(*s); n > 0 && n%u.bytes == 0 && u.bytes > 1 {
			return fmt.Sprint(n/u.bytes, u.name)
		}
	}
	return fmt.Sprint(int64(*s))
}

// Type names the kind of value in --help.
func (*size) Type() string { return "SIZE" }
