package corpus

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	writerEnv = "COPYDESK_TEST_CORPUS_WRITER" // folder to write to until killed
	openerEnv = "COPYDESK_TEST_CORPUS_OPENER" // folder to open, put one article into, close
)

var killRounds = flag.Int("kill.rounds", 3, "how often TestKill kills a writer")

// TestKill kills a process that puts articles from four goroutines, again and
// again on the same folder: every article it was told is safe must be there,
// and no other may be half there.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	acknowledged := map[string]bool{}
	for round := range *killRounds {
		for _, id := range killWriter(t, dir, time.Duration(100+random.IntN(500))*time.Millisecond) {
			acknowledged[id] = true
		}
		if round == 0 && len(acknowledged) == 0 {
			t.Fatal("the writer acknowledged nothing before it was killed")
		}
		checkAfterKill(t, dir, acknowledged)
	}
	t.Logf("%d articles acknowledged in %d rounds", len(acknowledged), *killRounds)
}

// killWriter runs a writer until its first acknowledgement and for a while
// after it, kills it, and returns the IDs it acknowledged.
func killWriter(t *testing.T, dir string, after time.Duration) (ids []string) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if ids == nil {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		ids = append(ids, strings.Fields(lines.Text())...)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	return ids
}

// checkAfterKill opens the corpus: all that was acknowledged is there, and what
// is there is whole, in the list, the store and the index alike.
func checkAfterKill(t *testing.T, dir string, acknowledged map[string]bool) {
	t.Helper()
	ctx := context.Background()
	c, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	listed, _, err := c.List(ctx, Cursor{}, 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range listed {
		if _, err := c.Get(ctx, e.ID); err != nil || found[e.ID] {
			t.Errorf("article %s: %v, twice: %t", e.ID, err, found[e.ID])
		}
		found[e.ID] = true
	}
	for id := range acknowledged {
		if !found[id] {
			t.Errorf("article %s was acknowledged and is gone", id)
		}
	}
	hits, _, err := c.Search(ctx, "harbour", Cursor{}, 1<<30)
	if err != nil || len(hits) != len(listed) {
		t.Errorf("%d articles in the index (%v), %d in the list", len(hits), err, len(listed))
	}
	wantCount(t, c, int64(len(listed)))
}

// writeForever is the process to be killed: it prints the IDs of a batch when
// the batch was acknowledged, one batch a line.
func writeForever(dir string) int {
	c, err := Open(context.Background(), dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	have, err := c.Count(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() { fmt.Fprintln(os.Stderr, writeBatches(c, int(have)+1_000_000*g)) })
	}
	wg.Wait() // for four errors, which are not expected
	return 1
}

func writeBatches(c *Corpus, n int) error {
	for ; ; n += 3 {
		results, err := c.Put(context.Background(), ferries(n, n+3))
		if err != nil {
			return err
		}
		// One write for a line, so that a killed process leaves no half of one
		// that could be read.
		fmt.Println(results[0].ID, results[1].ID, results[2].ID)
	}
}

func TestTwoProcessesOpenAtOnce(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), openerEnv+"="+dir)
			if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	// And twice in this one.
	for range 2 {
		wg.Go(func() {
			if err := openAndPut(dir); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantCount(t, openDir(t, dir), 1)
}

func openOnce(dir string) int {
	if err := openAndPut(dir); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

func openAndPut(dir string) error {
	c, err := Open(context.Background(), dir)
	if err != nil {
		return err
	}
	if _, err := c.Put(context.Background(), []*Article{ferry(1)}); err != nil {
		return err
	}
	return c.Close()
}
