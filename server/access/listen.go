package access

import (
	"context"
	"log/slog"
	"net"
	"time"
)

// OnThisMachine reports whether an address to listen on is reached from this
// machine only: a loopback address or "localhost", with a port. An address
// without a host is every address.
func OnThisMachine(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback())
}

// Reloader is something that was read from files.
type Reloader interface {
	// Reload reads the files again, and reports whether they have changed. On an
	// error all stays as it was.
	Reload() (changed bool, err error)
}

// Watch reloads every so often, and whenever now says so, until the context
// ends. It looks at what the files hold and not at events of the file system,
// which tell nothing of the links that Kubernetes swaps.
func Watch(ctx context.Context, every time.Duration, now <-chan struct{}, log *slog.Logger, all map[string]Reloader) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-now:
		}
		for what, each := range all {
			switch changed, err := each.Reload(); {
			case err != nil:
				log.Error("not reloaded, the old stays", "what", what, "error", err)
			case changed:
				log.Info("reloaded", "what", what)
			}
		}
	}
}
