package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
	"google.golang.org/grpc/codes"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// The disk is full while articles are imported, and then is not any more: each
// article that is not kept says so with a typed status, those that are can be
// read all the time, imports go on without a restart, and nothing is lost.
func TestFaultDiskFull(t *testing.T) {
	for name, fill := range map[string]func(*testing.T) (data string, full, free func(*daemon)){
		"no file may grow": func(t *testing.T) (string, func(*daemon), func(*daemon)) {
			limit := func(bytes func(data string) uint64) func(*daemon) {
				return func(d *daemon) {
					to := unix.Rlimit{Cur: bytes(d.Data), Max: unix.RLIM_INFINITY}
					if err := unix.Prlimit(d.command.Process.Pid, unix.RLIMIT_FSIZE, &to, nil); err != nil {
						t.Fatal(err)
					}
				}
			}
			return filepath.Join(t.TempDir(), "corpus"), limit(largest), limit(func(string) uint64 { return unix.RLIM_INFINITY })
		},
		"no space on the device": func(t *testing.T) (string, func(*daemon), func(*daemon)) {
			disk := t.TempDir()
			if err := unix.Mount("copydesk", disk, "tmpfs", 0, "size=16m"); err != nil {
				t.Skip("no file system of our own:", err)
			}
			t.Cleanup(func() { _ = unix.Unmount(disk, unix.MNT_DETACH) })
			ballast := filepath.Join(disk, "ballast")
			return filepath.Join(disk, "corpus"), func(*daemon) { fillUp(t, ballast) }, func(*daemon) {
				if err := os.Remove(ballast); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			data, full, free := fill(t)
			d := startDaemon(t, "--data", data)
			d.Data = data
			kept := map[string]string{}
			if refused := importSome(t, d, "before", kept); refused > 0 {
				t.Fatalf("%d of the first articles refused", refused)
			}
			full(d)
			if refused := importSome(t, d, "meanwhile", kept); refused == 0 {
				t.Error("nothing was refused")
			}
			checkKept(t, d, kept)
			free(d)
			if refused := importSome(t, d, "after", kept); refused > 0 {
				t.Errorf("%d refused when there was space again", refused)
			}
			checkKept(t, d, kept)
			d.kill()
			checkKept(t, startDaemon(t, "--data", data), kept)
			t.Logf("%d articles kept", len(kept))
		})
	}
}

// largest is the size of the largest file of a corpus, in whole pages.
func largest(data string) uint64 {
	most := int64(0)
	files, _ := filepath.Glob(filepath.Join(data, "*")) // the pattern is good
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			most = max(most, info.Size())
		}
	}
	return uint64(most)
}

// fillUp writes a file until there is no space left.
func fillUp(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for block := make([]byte, size); ; {
			if _, err := f.Write(block); err != nil {
				break
			}
		}
	}
}

// importSome imports articles and adds those that are acknowledged; the others
// have to say that the store is not to be had.
func importSome(t *testing.T, d *daemon, when string, kept map[string]string) (refused int) {
	t.Helper()
	const articles = 40
	stream, err := copydeskv1.NewCorpusServiceClient(d.dial(t)).ImportArticles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, articles)
	for i := range texts {
		texts[i] = fmt.Sprintf("The ferry left at %d o'clock, %s. %s", i, when, longText(20_000))
		if err := stream.Send(&copydeskv1.ImportArticlesRequest{Article: ofText(texts[i])}); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	for range texts {
		answer, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		switch code := codes.Code(answer.GetStatus().GetCode()); {
		case code == codes.OK:
			kept[answer.GetName()] = texts[answer.GetIndex()]
		case code != codes.Unavailable || strings.Contains(answer.GetStatus().GetMessage(), d.Data):
			t.Errorf("%s: %v", when, answer.GetStatus())
		default:
			refused++
		}
	}
	return refused
}
