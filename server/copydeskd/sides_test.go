package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	channelz "google.golang.org/grpc/channelz/grpc_channelz_v1"
	"google.golang.org/grpc/credentials/insecure"
)

// fetch gives the code and the body of an HTTP answer.
func fetch(t *testing.T, c *http.Client, method, url, token, body string) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("X-Request-Id", "me-1")
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(content), resp.Header
}

// JSON over HTTP, with TLS and tokens as on the main listener.
func TestJSON(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	a := newAuthority(t)
	a.issue("desk", in("tls.crt"), in("tls.key"))
	write(t, in("tokens"), []byte("browser json-token-0123456"))
	d := startDaemon(t, "--data", in("corpus"), "--json-listen", "127.0.0.1:0", "--max-message", "100KiB", "--tls-cert", in("tls.crt"), "--tls-key", in("tls.key"), "--tokens", in("tokens"))
	roots := x509.NewCertPool()
	pem, err := os.ReadFile(a.File)
	if err != nil || !roots.AppendCertsFromPEM(pem) {
		t.Fatal(err)
	}
	c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	at := "https://" + d.JSON
	const token = "json-token-0123456"
	code, body, header := fetch(t, c, "POST", at+"/v1/articles:clean", token, `{"article":{"text":"The dam broke on Monday, the mayor of Tarn said."}}`)
	var answer struct{ Text, EngineVersion string }
	if code != 200 || json.Unmarshal([]byte(body), &answer) != nil || answer.Text == "" || answer.EngineVersion == "" || header.Get("X-Request-Id") != "me-1" {
		t.Errorf("clean: %d %s %v", code, body, header)
	}
	for _, test := range []struct {
		method, path, token, body string
		code                      int
		want                      string
	}{
		{"POST", "/v1/articles:clean", "", `{"article":{"text":"x"}}`, 401, "NO_TOKEN"},
		{"POST", "/v1/articles:clean", token + "7", `{"article":{"text":"x"}}`, 401, "BAD_TOKEN"},
		{"POST", "/v1/articles:clean", token, `{"article":{}}`, 400, "fieldViolations"},
		{"POST", "/v1/articles:clean", token, `{"articel":{}}`, 400, "BAD_JSON"},
		{"POST", "/v1/articles:clean", "", `{"articel":{}}`, 401, "NO_TOKEN"}, // what has no token is not read
		{"POST", "/v1/articles:clean", token, strings.Repeat(" ", 200<<10), 413, "MESSAGE_TOO_LARGE"},
		{"GET", "/v1/articles:clean", token, "", 405, "UNKNOWN_METHOD"},
		{"GET", "/v1/elsewhere", token, "", 404, "UNKNOWN_METHOD"},
		{"GET", "/healthz", "", "", 200, "SERVING"},
		{"POST", "/v1/articles:import", token, `{"article":{"text":"The dam broke."}}`, 200, "articles/"},
		{"GET", "/v1/articles?pageSize=2", token, "", 200, "totalSize"},
		{"GET", "/v1/articles:search?query=dam", token, "", 200, "matches"},
		{"GET", "/v1/articles/aaaaaaaaaaaaaaaaaaaaaaaaaa", token, "", 404, "ARTICLE_NOT_FOUND"},
		{"DELETE", "/v1/articles/aaaaaaaaaaaaaaaaaaaaaaaaaa", token, "", 404, "ARTICLE_NOT_FOUND"},
		{"GET", "/openapi.json", "", "", 200, "/v1/articles:extractClaims"},
	} {
		code, body, header := fetch(t, c, test.method, at+test.path, test.token, test.body)
		if got := header.Get("WWW-Authenticate"); (code == 401) != (got == "Bearer") {
			t.Errorf("%s %s: %d, WWW-Authenticate: %s", test.method, test.path, code, got)
		}
		if code != test.code || !strings.Contains(body, test.want) {
			t.Errorf("%s %s: %d %.300s, want %d with %q", test.method, test.path, code, body, test.code, test.want)
		}
	}
}

// A call in JSON that is under way when the server is told to stop is answered.
func TestJSONDrains(t *testing.T) {
	d := startDaemon(t, "--data", "none", "--json-listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--drain-timeout", "3m") // with the race detector, on a busy machine, it takes long
	got := make(chan int, 1)
	go func() {
		resp, err := http.Post("http://"+d.JSON+"/v1/articles:analyze", "application/json", strings.NewReader(`{"article":{"text":"`+longText(100_000)+`"}}`))
		if err != nil {
			t.Error(err)
			got <- 0
			return
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			t.Error(err)
		}
		got <- resp.StatusCode
	}()
	for d.figures(t)["copydesk_calls_in_flight"] == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := d.stop(); err != nil {
		t.Error(err)
	}
	if code := <-got; code != http.StatusOK {
		t.Errorf("%d", code)
	}
}

// What the admin and the metrics listener show, and do not.
func TestSides(t *testing.T) {
	d := startDaemon(t, "--data", "none", "--admin-listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0")
	for url, want := range map[string]string{
		d.Admin + "/metrics": "copydesk_build_info", d.Admin + "/version": `"version":`, d.Admin + "/debug/pprof/goroutine?debug=1": "goroutine profile",
		d.Metrics + "/metrics": "grpc_server_handled_total",
	} {
		if code, body, _ := fetch(t, http.DefaultClient, "GET", "http://"+url, "", ""); code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.200s", url, code, body)
		}
	}
	if code, _, _ := fetch(t, http.DefaultClient, "GET", "http://"+d.Metrics+"/debug/pprof/", "", ""); code != 404 {
		t.Errorf("the metrics listener shows profiles: %d", code)
	}
	conn, err := grpc.NewClient(d.Admin, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if servers, err := channelz.NewChannelzClient(conn).GetServers(t.Context(), &channelz.GetServersRequest{}); err != nil || len(servers.GetServer()) == 0 {
		t.Errorf("channelz: %v, %v", servers, err)
	}
}
