package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/golden"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// The example files show an answer, as protojson, and how it is printed.
func TestRendering(t *testing.T) {
	golden.Run(t, func(in string, sections map[string]string) string {
		name := protoreflect.FullName("copydesk.v1." + strings.TrimSpace(sections["message"]))
		kind, err := protoregistry.GlobalTypes.FindMessageByName(name)
		if err != nil {
			t.Fatal(err)
		}
		answer := kind.New().Interface()
		if err := protojson.Unmarshal([]byte(in), answer); err != nil {
			t.Fatal(err)
		}
		return rendered(answer, strings.TrimSpace(sections["form"]))
	})
}

// rendered prints an answer as it comes through a pipe.
func rendered(answer proto.Message, form string) string {
	var out bytes.Buffer
	color := oneOf("auto")
	p := newPrinter(&out, &color)
	inputs := []input{{name: "one.html"}, {name: "two.txt"}, {name: "three.jsonl:7"}}
	switch answer := answer.(type) {
	case *copydeskv1.CleanResponse:
		p.article(answer)
		p.removed(answer)
	case *copydeskv1.SummarizeResponse:
		if form == "markdown" {
			return markdownSummary(inputs, answer)
		}
		p.summary(inputs, answer)
	case *copydeskv1.ExtractClaimsResponse:
		if form == "claimreview" {
			p.claimReview(answer)
		} else {
			p.ledger(inputs, answer, ledgerForm{top: 3, why: form == "why"})
		}
	case *copydeskv1.AnalyzeResponse:
		if form == "conllu" {
			p.conllu(inputs[0].name, answer)
		} else {
			p.layers(answer, form == "trees")
		}
	}
	p.flush()
	return out.String()
}

// terminalPrinter prints as on a terminal of so many columns.
func terminalPrinter(out *bytes.Buffer, width int, color string) *printer {
	words := oneOf(color)
	p := newPrinter(out, &words)
	p.terminal, p.width = true, width
	return p
}

func TestParagraphsAreWrappedOnATerminal(t *testing.T) {
	for _, test := range []struct {
		name  string
		width int
		parts []part
		want  string
	}{
		{"words", 12, []part{{"one two three four", normal}}, "- one two\n  three four\n"},
		{"just fits", 11, []part{{"one two three", normal}}, "- one two\n  three\n"},
		{"a word that is too long", 8, []part{{"a reservoirs b", normal}}, "- a\n  reservoirs\n  b\n"},
		{"parts that touch", 10, []part{{"one two", normal}, {",three", dim}}, "- one\n  two,three\n"},
		{"wide characters", 10, []part{{"水水 水水", normal}}, "- 水水\n  水水\n"},
		{"nothing", 10, nil, "- \n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			p := terminalPrinter(&out, test.width, "never")
			p.para("- ", "  ", test.parts...)
			p.flush()
			if out.String() != test.want {
				t.Errorf("got  %q\nwant %q", out.String(), test.want)
			}
		})
	}
}

func TestStyles(t *testing.T) {
	var out bytes.Buffer
	p := terminalPrinter(&out, 16, "always")
	p.para("", "", part{"one two ", bold}, part{"three", normal}, part{" four", bold})
	p.row(part{"x  ", red}, part{"y", normal})
	p.flush()
	want := "\x1b[1mone two\x1b[0m three\n\x1b[1mfour\x1b[0m\n\x1b[1;31mx  \x1b[0my\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestWhoGetsColours(t *testing.T) {
	for _, test := range []struct {
		color    string
		terminal bool
		noColor  string
		term     string
		want     bool
	}{
		{"auto", true, "", "xterm", true},
		{"auto", true, "1", "xterm", false},
		{"auto", true, "", "dumb", false},
		{"auto", false, "", "xterm", false},
		{"always", false, "1", "dumb", true},
		{"never", true, "", "xterm", false},
	} {
		t.Setenv("NO_COLOR", test.noColor)
		t.Setenv("TERM", test.term)
		p := terminalPrinter(&bytes.Buffer{}, 80, test.color)
		p.terminal = test.terminal
		if p.colored() != test.want {
			t.Errorf("%+v: %t", test, p.colored())
		}
	}
}

// JSON is the same message and the same bytes each time, without a character
// that could steer a terminal.
func TestJSONIsHarmlessAndComplete(t *testing.T) {
	hostile := "\x1b[2J \u202e \u009b \u2028 \U000E0041 \u00ad é 水 😀 \x7f \\ \""
	want := &copydeskv1.CleanResponse{Title: hostile, Blocks: []*copydeskv1.Block{{Kept: true}, {Score: 0.5}}}
	line, err := oneLine(want)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.TrimSuffix(string(line), "\n") {
		if hidden(r) || r == '\n' || r == '\u2028' {
			t.Errorf("%U is in the line", r)
		}
	}
	got := &copydeskv1.CleanResponse{}
	if err := protojson.Unmarshal(line, got); err != nil || !proto.Equal(got, want) {
		t.Errorf("%v: got %v", err, got)
	}
	if !json.Valid(line) || bytes.Contains(line, []byte(`": `)) {
		t.Errorf("%s", line)
	}
}

func TestPlain(t *testing.T) {
	for s, want := range map[string]string{
		"a  b\tc\n":              "a b c",
		"\x1b]0;x\x07":           "]0;x",
		"2,5\u200b00":            "2,500",
		"\xff\xfea":              "\uFFFD\uFFFDa",
		"a\u00a0b":               "a b",
		"\u0600\u0661":           "\u0600\u0661", // an Arabic number sign draws something
		"\u115f\u034f\U000E0101": "",
		"naïve e\u0301":          "naïve e\u0301",
	} {
		if got := plain(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestSpokenDate(t *testing.T) {
	for value, want := range map[string]string{
		"2025-03-04T09:30:00+01:00": "4 March 2025, 09:30 +01:00",
		"2025-03-04T09:30:00Z":      "4 March 2025, 09:30 UTC",
		"2025-03-04":                "4 March 2025",
		"2025-03":                   "March 2025",
		"2025":                      "2025",
		"2025-03-04T09:30":          "4 March 2025, 09:30",
		"":                          "",
	} {
		if got := spokenDate(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func TestAmount(t *testing.T) {
	for want, q := range map[string]*copydeskv1.Quantity{
		"about 22,000,000 m³": {Value: 22e6, Unit: "m3", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_ABOUT},
		"13 ft":               {Value: 13, Unit: "[ft_i]", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_EXACTLY},
		"under 5 °C":          {Value: 5, Unit: "Cel", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_UNDER},
		"10–14 wk":            {Value: 10, High: 14, Unit: "wk", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_BETWEEN},
		"at least 2% bill":    {Value: 2, Unit: "%", Counted: "bill", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_AT_LEAST},
		"about 24–99 boats":   {Value: 24, High: 99, Counted: "boats", Bound: copydeskv1.QuantityBound_QUANTITY_BOUND_ABOUT},
		"80 km/h":             {Value: 80, Unit: "km/h"},
	} {
		if got := amount(q); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 22e6: "22,000,000", -1234.5: "-1,234.5", 0.25: "0.25"} {
		if got := number(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
	for n, want := range map[int64]string{5: "5 B", 1234: "1.2 kB", 8 << 20: "8 MiB", 3 << 19: "1.5 MiB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
