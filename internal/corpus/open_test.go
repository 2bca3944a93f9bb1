package corpus

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOpenMakesWhatIsMissing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b c?d#e%41'\"é")
	c := openDir(t, dir)
	mustPut(t, c, ferry(1))
	for name, want := range map[string]os.FileMode{".": 0o700, fileName: 0o600, fileName + "-wal": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func TestOpenAgain(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, c, ferries(0, 10)...)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*-*")); len(left) > 0 {
		t.Errorf("closing left %v", left)
	}
	c = openDir(t, dir)
	wantCount(t, c, 10)
	other := openDir(t, dir) // and twice at a time
	mustPut(t, other, ferry(10))
	wantCount(t, c, 11)
}

func TestOpenRefused(t *testing.T) {
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	withFile := func(content string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	withSQL := func(sql string) string {
		dir := t.TempDir()
		run(t, filepath.Join(dir, fileName), sql)
		return dir
	}
	newer := t.TempDir()
	if err := openAndPut(newer); err != nil {
		t.Fatal(err)
	}
	run(t, filepath.Join(newer, fileName), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, fileName), 0o700); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, dir string
		kind      error
		says      string
	}{
		{"no name", "", ErrUnavailable, "want one that can be written"},
		{"a file", file, ErrUnavailable, "not a folder"},
		{"below a file", filepath.Join(file, "x"), ErrUnavailable, "want a folder that can be written"},
		{"NUL", "a\x00b", ErrUnavailable, "want a folder that can be written"},
		{"not a database", withFile(strings.Repeat("ferry ", 1000)), ErrDamaged, "want a corpus"},
		{"short", withFile("xy"), ErrDamaged, "want a corpus"},
		{"a folder for a file", folder, ErrUnavailable, "want a folder"},
		{"another program's", withSQL("CREATE TABLE t (x)"), ErrUnavailable, "another program"},
		{"another application", withSQL("PRAGMA application_id = 7"), ErrUnavailable, "another program"},
		{"newer", newer, ErrUnavailable, "newer version"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := Open(ctx, tt.dir)
			if err == nil {
				c.Close()
				t.Fatal("opened")
			}
			wantKind(t, err, tt.kind)
			if s := err.Error(); !strings.Contains(s, tt.says) || !strings.Contains(s, tt.dir) || strings.Contains(s, "\n") {
				t.Errorf("error %q, want one line with %q and the path", s, tt.says)
			}
		})
	}
}

// run changes a database behind the corpus's back.
func run(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestOpenReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is read-only to root")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), dir)
	wantKind(t, err, ErrUnavailable)
}

// A process that holds the lock and does not go on holds up nobody whose
// context ends.
func TestOpenWaitsNoLongerThanItsContext(t *testing.T) {
	dir := t.TempDir()
	unlock, err := lock(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := Open(ctx, dir); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the context's", err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("waited %v", took)
	}
}

// The same of a write while another process is writing.
func TestPutWaitsNoLongerThanItsContext(t *testing.T) {
	dir := t.TempDir()
	c, other := openDir(t, dir), openDir(t, dir)
	tx, err := other.writer.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Put(ctx, ferries(0, 1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the context's", err)
	}
	if _, _, err := c.List(context.Background(), Cursor{}, 1); err != nil {
		t.Errorf("a reader was held up by a writer: %v", err)
	}
}

func TestPing(t *testing.T) {
	ctx := context.Background()
	c := openTemp(t)
	if err := c.Ping(ctx); err != nil {
		t.Error(err)
	}
	// The file goes away: what is written now is written to nowhere.
	moved := c.path + ".moved"
	if err := os.Rename(c.path, moved); err != nil {
		t.Fatal(err)
	}
	wantKind(t, c.Ping(ctx), ErrUnavailable)
	_, err := c.Put(ctx, ferries(0, 1))
	wantKind(t, err, ErrUnavailable)
	if err := os.WriteFile(c.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantKind(t, c.Ping(ctx), ErrUnavailable)
	if err := os.Rename(moved, c.path); err != nil {
		t.Fatal(err)
	}
	if err := c.Ping(ctx); err != nil {
		t.Error(err)
	}
}

func TestClosed(t *testing.T) {
	ctx := context.Background()
	c, err := Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	wantKind(t, c.Ping(ctx), ErrUnavailable)
	_, err = c.Put(ctx, ferries(0, 1))
	wantKind(t, err, ErrUnavailable)
	_, err = c.Get(ctx, "x")
	wantKind(t, err, ErrUnavailable)
	_, err = c.Has(ctx, []string{"x"})
	wantKind(t, err, ErrUnavailable)
	_, err = c.Count(ctx)
	wantKind(t, err, ErrUnavailable)
	_, _, err = c.List(ctx, Cursor{}, 1)
	wantKind(t, err, ErrUnavailable)
	_, _, err = c.Search(ctx, "x", Cursor{}, 1)
	wantKind(t, err, ErrUnavailable)
	wantKind(t, c.Delete(ctx, "x"), ErrUnavailable)
	if err := c.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}
