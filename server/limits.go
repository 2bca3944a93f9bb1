package server

import (
	"cmp"
	"math"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/server/load"
)

// Limits are what one call, one connection and one caller may ask for, and how
// much the server takes on. The zero value of each is the advice, which the
// contract states.
type Limits struct {
	MessageBytes int           // of a message, in both directions. 0: 64 MiB. At most a 16th of Memory
	HeaderBytes  int           // of a call's header list. 0: 16 KiB
	Streams      int           // calls at once on one connection. 0: 256
	Articles     int           // in one call. 0: 1000
	ArticleBytes int           // of an article. 0, or more than it: page.MaxSize, 8 MiB, or a 64th of Memory
	CallTime     time.Duration // of a unary call, whatever its deadline. 0: 10 min
	ReceiveTime  time.Duration // from the beginning of a unary call to the end of its message. 0: 1 min

	Workers int           // articles being worked on at once. 0: GOMAXPROCS
	Calls   int           // calls under way at once, those that wait included. 0: 32 for each worker
	Wait    time.Duration // how long the work ahead of a call may take. 0: 30 s
	Memory  int64         // bytes that the process should stay below. 0: GOMEMLIMIT
	Rate    float64       // articles or calls a second for each caller. 0: no limit
	Burst   int           // how many may come at once within that rate. 0: a second's worth
}

// Limits that the contract states and nobody has to decide.
const (
	maxSentences = 1000
	maxWords     = 100_000
)

// messageShare is what part of the memory a message may be: it is there twice,
// as bytes and as a request.
const messageShare = 16

// callsPerWorker is how many calls each worker may have before it. With 32 a
// call of 5 ms waits at most 160 ms, and a batch client with 64 calls in flight
// is not refused on two processors.
const callsPerWorker = 32

// withDefaults fills in the advice.
func (l Limits) withDefaults() Limits {
	l.MessageBytes = cmp.Or(l.MessageBytes, 64<<20)
	l.HeaderBytes = cmp.Or(l.HeaderBytes, 16<<10)
	l.Streams = cmp.Or(l.Streams, 256)
	l.Articles = cmp.Or(l.Articles, 1000)
	l.ArticleBytes = min(cmp.Or(l.ArticleBytes, page.MaxSize), page.MaxSize)
	l.CallTime = cmp.Or(l.CallTime, 10*time.Minute)
	l.ReceiveTime = cmp.Or(l.ReceiveTime, time.Minute)
	l.Workers = cmp.Or(l.Workers, runtime.GOMAXPROCS(0))
	l.Calls = cmp.Or(l.Calls, callsPerWorker*l.Workers)
	l.Wait = cmp.Or(l.Wait, 30*time.Second)
	l.Burst = cmp.Or(l.Burst, int(math.Ceil(l.Rate)))
	if limit := debug.SetMemoryLimit(-1); l.Memory == 0 && limit < math.MaxInt64 {
		l.Memory = limit
	}
	if l.Memory > 0 { // the largest article is one whose cleaning may take as much as there is
		l.ArticleBytes = min(l.ArticleBytes, int(l.Memory/cleanHeapPerByte))
		l.MessageBytes = min(l.MessageBytes, int(l.Memory/messageShare))
	}
	return l
}

// gate gives the limits of the gate.
func (l Limits) gate() load.Limits {
	return load.Limits{Workers: l.Workers, Calls: l.Calls, Wait: l.Wait, Memory: l.Memory}
}
