package main

import (
	"errors"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/server"
	"github.com/rogpeppe/go-internal/testscript"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"copydesk": main})
}

// The scripts run the command as a user does. A server listens at $ADDR, without
// a corpus.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			serving := server.New(server.Config{Log: slog.New(slog.DiscardHandler)}).GRPC()
			go serving.Serve(listener)
			env.Defer(serving.Stop)
			env.Setenv("ADDR", listener.Addr().String())
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "data"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "parses": parses, "lines": lines, "conllu": checkCoNLLU, "file": makeFile, "save": save,
		},
	})
}

// exits CODE copydesk ...: the command ends with just this code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// parses MESSAGE FILE: every line of the file is the protojson of the message.
func parses(ts *testscript.TestScript, _ bool, args []string) {
	kind, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName("copydesk.v1." + args[0]))
	ts.Check(err)
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		ts.Check(protojson.Unmarshal([]byte(line), kind.New().Interface()))
	}
}

// lines N FILE: the file has so many lines.
func lines(ts *testscript.TestScript, _ bool, args []string) {
	if got := strings.Count(ts.ReadFile(args[1]), "\n"); strconv.Itoa(got) != args[0] {
		ts.Fatalf("%d lines, want %s", got, args[0])
	}
}

// conllu FILE: every line is blank, a comment, or a word of ten columns that is
// counted from 1 in each sentence; every sentence ends with a blank line.
func checkCoNLLU(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.HasSuffix(text, "\n\n") {
		ts.Fatalf("no blank line at the end")
	}
	next, words := 1, 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch columns := strings.Split(line, "\t"); {
		case line == "":
			next = 1
		case strings.HasPrefix(line, "# "):
		case len(columns) != 10 || columns[0] != strconv.Itoa(next) || columns[1] == "":
			ts.Fatalf("no word: %q", line)
		default:
			next++
			words++
		}
	}
	if words == 0 {
		ts.Fatalf("no words")
	}
}

// file NAME SIZE WORDS: a file of so many bytes that says the words, with Go's
// escapes, over and over.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	words, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	content := strings.Repeat(words, size/len(words)+1)[:size]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o644))
}

// save VARIABLE BEGIN: the first word of the last standard output that begins so,
// to be used as $VARIABLE.
func save(ts *testscript.TestScript, _ bool, args []string) {
	for _, word := range strings.Fields(ts.ReadFile("stdout")) {
		if strings.HasPrefix(word, args[1]) {
			ts.Setenv(args[0], word)
			return
		}
	}
	ts.Fatalf("no word begins with %s", args[1])
}
