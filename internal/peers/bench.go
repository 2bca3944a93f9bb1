package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/copydesk/copydesk/internal/eval"
)

// How speed is measured. With 93 pages a round takes four seconds or five; the
// fastest of ten is what the machine can do, even while others are at work on it.
const (
	every  = 10 // of so many pages one is taken
	rounds = 10
)

var speedAbout = []string{
	fmt.Sprintf("Every %dth page of each set, from its HTML in UTF-8 to the article's text, title, authors and date, parsing", every),
	"included. One process, one thread (GOMAXPROCS=1, the garbage collector on it too). A second is one of the",
	"process's own CPU time, for other work on the machine stretches the clock's. The extractors take turns;",
	fmt.Sprintf("the fastest of %d rounds over all pages counts. MB: of HTML. spread: how much longer the slowest round took.", rounds),
	"allocs, kB: what is allocated for each page. ratio: pages/s over those of the fastest peer. copydesk",
	"runs with the weights that ship.",
}

// speed is how fast an extractor went over the pages.
type speed struct {
	best, worst time.Duration
	allocated   testing.BenchmarkResult // of the best round
}

// writeSpeeds measures the speed of copydesk and its peers and writes the table.
func writeSpeeds(w io.Writer, folder fs.FS) error {
	var sample []source
	for _, set := range eval.CleanSets {
		pages, err := eval.ReadCleanSet(folder, set)
		if err != nil {
			return err
		}
		for i := 0; i < len(pages); i += every {
			sample = append(sample, forms[0].of(pages[i]))
		}
	}
	list := extractors()
	heading(w, "How fast copydesk and its peers find the article, on the same pages.", "make bench-peers", speedAbout, list)
	fmt.Fprintf(w, "# Machine: %s, %d cores, %s/%s.\n\n", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	writeSpeedTable(w, list, race(list, sample), sample)
	return nil
}

// race lets the extractors take turns over the pages.
func race(list []extractor, sample []source) []speed {
	testing.Init()
	flag.Set("test.benchtime", "1x") // a round is one run over all pages
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	speeds := make([]speed, len(list))
	for range rounds {
		for i, e := range list {
			var took time.Duration
			r := testing.Benchmark(func(b *testing.B) {
				start := cpuTime()
				for _, s := range sample {
					e.attempt(s)
				}
				took = cpuTime() - start
			})
			if speeds[i].best == 0 || took < speeds[i].best {
				speeds[i].best, speeds[i].allocated = took, r
			}
			speeds[i].worst = max(speeds[i].worst, took)
		}
	}
	return speeds
}

// cpuTime gives what the process has used of the processors so far.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // only for an address or a who that is wrong
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func writeSpeedTable(w io.Writer, list []extractor, speeds []speed, sample []source) {
	size := 0
	for _, s := range sample {
		size += len(s.html)
	}
	fastest := 0.0
	for i := range list {
		if list[i].module != "" {
			fastest = max(fastest, 1/speeds[i].best.Seconds())
		}
	}
	n := float64(len(sample))
	fmt.Fprintf(w, "== speed, n = %d, %.1f MB\n%-26s%9s%8s%8s%10s%9s%8s\n", len(sample), float64(size)/1e6,
		"", "pages/s", "MB/s", "spread", "allocs", "kB", "ratio")
	for i, e := range list {
		rate := 1 / speeds[i].best.Seconds()
		fmt.Fprintf(w, "%-26s%9.1f%8.2f%7.0f%%%10.0f%9.0f%8.2f\n", e.name, n*rate, float64(size)/1e6*rate,
			100*(speeds[i].worst.Seconds()*rate-1),
			float64(speeds[i].allocated.MemAllocs)/n, float64(speeds[i].allocated.MemBytes)/n/1e3, rate/fastest)
	}
}

// processor gives the name of the machine's processor, where Linux tells.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo") // elsewhere there is none
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "processor not known"
}
