package access

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	put := func(content string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("# two for one, while the new one is given out\npipeline old-token-0123456\npipeline new-token-0123456\r\n\n nameless-0123456789 \n")
	tokens, err := ReadTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]string{
		"old-token-0123456": "pipeline", "new-token-0123456": "pipeline", "nameless-0123456789": "token-5bd7f9ef",
		"": "", "old-token-012345": "", "pipeline": "", "old-token-0123456 ": "",
	} {
		if name, ok := tokens.Principal(token); ok != (want != "") || !strings.HasPrefix(name, want[:min(6, len(want))]) {
			t.Errorf("%q is %q, %v; want %q", token, name, ok, want)
		}
	}
	for content, want := range map[string]string{
		"":                        "no token in it",
		"# nothing\n":             "no token in it",
		"pipeline too-short":      "line 1: the token has 9 characters: wanted at least 16",
		"\nmy name is-0123456789": "line 2 has 3 words",
	} {
		put(content)
		if _, err := tokens.Reload(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
		if _, ok := tokens.Principal("old-token-0123456"); !ok {
			t.Errorf("%q: what was there is gone", content)
		}
	}
	put("only-this-0123456")
	if changed, err := tokens.Reload(); !changed || err != nil {
		t.Errorf("changed %v, %v", changed, err)
	}
	if _, ok := tokens.Principal("old-token-0123456"); ok {
		t.Error("a token that was taken out is let in")
	}
	if changed, err := tokens.Reload(); changed || err != nil {
		t.Errorf("nothing changed: %v, %v", changed, err)
	}
}

func TestBearer(t *testing.T) {
	for header, want := range map[string]string{"Bearer abc": "abc", "bearer  abc": "abc", "BEARER abc ": "abc", "Basic abc": "", "abc": "", "": "", "Bearer": ""} {
		if got, ok := Bearer(header); ok != (want != "") || ok && got != want {
			t.Errorf("%q gives %q, %v", header, got, ok)
		}
	}
}

func TestOnThisMachine(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:1": true, "[::1]:1": true, "localhost:0": true, "127.8.8.8:1": true,
		":1": false, "0.0.0.0:1": false, "[::]:1": false, "10.0.0.1:1": false, "desk.example:1": false, "localhost.example:1": false, "": false, "127.0.0.1": false,
	} {
		if got := OnThisMachine(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}
