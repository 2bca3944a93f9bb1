package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/sys/unix"
)

// atTerminal runs the command with standard output and error at a terminal of 60
// columns, and gives what came on the screen.
func atTerminal(t *testing.T, args ...string) (screen string, code int) {
	t.Helper()
	master, slave := terminal(t)
	shown := make(chan string)
	go func() {
		all, _ := io.ReadAll(master) // ends with an error when the terminal is hung up
		shown <- string(all)
	}()
	code = run(args, strings.NewReader(""), slave, slave)
	slave.Close()
	return strings.ReplaceAll(<-shown, "\r\n", "\n"), code
}

// terminal opens a pseudo-terminal.
func terminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	t.Cleanup(func() { master.Close() })
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 30, Col: 60})
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprint("/dev/pts/", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	return master, slave
}

const article = "A crane fell into the harbour of Skerry on Monday night, the police said. Nobody was hurt, though the quay was full of people.\n"

func write(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "crane.txt")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTerminalWrapsAndColours(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	file := write(t, article)
	screen, code := atTerminal(t, "clean", file, file)
	if code != 0 || !strings.Contains(screen, "\x1b[1m") {
		t.Errorf("code %d, no bold in %q", code, screen)
	}
	t.Setenv("NO_COLOR", "1")
	screen, _ = atTerminal(t, "clean", file)
	if strings.Contains(screen, "\x1b") || !strings.Contains(screen, "Nobody was") {
		t.Errorf("NO_COLOR: %q", screen)
	}
	for line := range strings.Lines(screen) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 60 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

// The bar goes away when all is done; what failed stays above it.
func TestImportShowsProgress(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	good, empty := write(t, article), write(t, "")
	screen, code := atTerminal(t, "import", "--data", t.TempDir(), empty, good)
	bar := strings.LastIndex(screen, "━")
	failure, last := strings.Index(screen, "empty: wanted an article"), strings.Index(screen, "imported 1, already there 0, failed 1")
	if code != 67 || bar < 0 || failure < 0 || last < bar || last < failure {
		t.Errorf("code %d, bar at %d, failure at %d, last line at %d in %q", code, bar, failure, last, screen)
	}
}

// A page would be obeyed by the terminal, so it is not shown there.
func TestPageIsNotForTerminals(t *testing.T) {
	data := t.TempDir()
	atTerminal(t, "import", "--data", data, write(t, article))
	listed, _ := atTerminal(t, "list", "--data", data, "--color", "never")
	screen, code := atTerminal(t, "show", "--page", "--data", data, strings.Fields(listed)[0])
	if code != 73 || strings.Contains(screen, "crane") {
		t.Errorf("code %d, %q", code, screen)
	}
}
