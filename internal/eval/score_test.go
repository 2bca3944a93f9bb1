package eval

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

func TestWantRange(t *testing.T) {
	for in, want := range map[string]doc.Quantity{
		"[20,30)": {Value: 20, High: 30, Bound: doc.Between},
		"[20,20]": {Value: 20, High: 20},
		"(30,)":   {Value: 30, High: 30, Bound: doc.Over},
		"[30,)":   {Value: 30, High: 30, Bound: doc.AtLeast},
		"(,170)":  {Value: 170, High: 170, Bound: doc.Under},
		"(,-30]":  {Value: -30, High: -30, Bound: doc.UpTo},
	} {
		var r recognizersResult
		r.Resolution.Value = in
		if got, ok := wantRange(r); !ok || got != want {
			t.Errorf("%s: %+v, %v; want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "null", "[,]", "5"} {
		var r recognizersResult
		r.Resolution.Value = in
		if got, ok := wantRange(r); ok {
			t.Errorf("%q: %+v", in, got)
		}
	}
}

func TestPlainQuantities(t *testing.T) {
	const s = "It cost $1,200.50, or 3% of 40 then."
	want := []doc.Quantity{
		{Span: text.Span{Start: 8, End: 17}, Value: 1200.5, High: 1200.5, Unit: "USD"},
		{Span: text.Span{Start: 22, End: 24}, Value: 3, High: 3, Unit: "%"},
		{Span: text.Span{Start: 28, End: 30}, Value: 40, High: 40},
	}
	if diff := cmp.Diff(want, plainQuantities(s)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// quantity gives the quantity of the words, which stand in s.
func quantity(s, words string, value float64, unit string, bound doc.Bound) doc.Quantity {
	start := strings.Index(s, words)
	return doc.Quantity{Span: text.Span{Start: start, End: start + len(words)}, Value: value, High: value, Unit: unit, Bound: bound}
}

func TestQuantityCases(t *testing.T) {
	const s = "about 40 % of 7 boats"
	result := func(words, value string) recognizersResult {
		start := strings.Index(s, words)
		r := recognizersResult{Text: words, Start: start, End: start + len(words) - 1}
		r.Resolution.Value = value
		return r
	}
	percent := quantityModels()[2]
	bounded, bare := quantity(s, "about 40 %", 40, "%", doc.About), quantity(s, "40 %", 40, "%", doc.Exactly)
	for _, c := range []struct {
		name string
		want recognizersResult
		got  []doc.Quantity
		is   caseScore
	}{
		{"the same", result("40 %", "40%"), []doc.Quantity{bare}, caseScore{compared: true, spans: true, right: true}},
		{"with its bound word", result("40 %", "40%"), []doc.Quantity{bounded}, caseScore{compared: true, spans: true, right: true}},
		{"longer without a bound", result("40 %", "40%"), []doc.Quantity{quantity(s, "about 40 %", 40, "%", doc.Exactly)}, caseScore{compared: true, spans: false, right: false}},
		{"another value", result("40 %", "41%"), []doc.Quantity{bare}, caseScore{compared: true, spans: true, right: false}},
		{"not found", result("40 %", "40%"), nil, caseScore{compared: true, spans: false, right: false}},
		{"more than wanted", result("40 %", "40%"), []doc.Quantity{bare, quantity(s, "7", 7, "%", doc.Exactly)}, caseScore{compared: true, spans: false, right: false}},
		{"something else as well", result("40 %", "40%"), []doc.Quantity{bare, quantity(s, "7", 7, "", doc.Exactly)}, caseScore{compared: true, spans: true, right: true}},
		{"without a value", result("40 %", "null"), []doc.Quantity{bare}, caseScore{}},
		{"not in the text", recognizersResult{Text: "nine"}, nil, caseScore{}},
	} {
		if got := percent.score(recognizersCase{Input: s, Results: []recognizersResult{c.want}}, c.got); got != c.is {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.is)
		}
	}
	if got := percent.score(recognizersCase{Input: s}, nil); got != (caseScore{compared: true, spans: true, right: true}) {
		t.Errorf("nothing wanted, nothing found: %+v", got)
	}
}

func TestSameNumber(t *testing.T) {
	for _, c := range []struct {
		value, high float64
		unit        string
		want        float64
		same        bool
	}{
		{200. / 3, 200. / 3, "%", .666666666666667, true},
		{2. / 3, 2. / 3, "", .666666666666667, true},
		{30, 30, "%", 30, true},
		{20, 30, "", 30, true}, // both ends of a range are numbers
		{30, 30, "", .3, false},
		{30, 30, "", 30.0001, false},
	} {
		got := doc.Quantity{Value: c.value, High: c.high, Unit: c.unit}
		if sameNumber(got, doc.Quantity{Value: c.want}) != c.same {
			t.Errorf("%+v is %v: not %v", got, c.want, c.same)
		}
	}
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		name    string
		ofMoney bool
		want    unit
	}{
		{"Pound", true, unit{"GBP", 1}},
		{"Pound", false, unit{"[lb_av]", 1}},
		{"Pence", true, unit{"GBP", .01}},
		{"Mile", false, unit{"[mi_i]", 1}},
		{"Mile", true, unit{}},
	} {
		if got := readUnits(c.ofMoney)[c.name]; got != c.want {
			t.Errorf("%s of money %v: %v, want %v", c.name, c.ofMoney, got, c.want)
		}
	}
	for name, u := range readUnits(true) {
		if u.factor <= 0 {
			t.Errorf("%s has the factor %v", name, u.factor)
		}
	}
}

func TestTimeReadings(t *testing.T) {
	for _, c := range []struct {
		values []timeReading
		want   []string
	}{
		{[]timeReading{{Timex: "2019-01-04", Value: "2019-01-04"}}, []string{"2019-01-04", "2019-01-04"}},
		{[]timeReading{{Timex: "XXXX-10", Start: "2018-10-01"}}, []string{"XXXX-10", "2018-10"}},
		{[]timeReading{{Timex: "XXXX-WXX-4", Value: "2022-04-14"}}, []string{"XXXX-WXX-4", "2022-04-14"}},
		{[]timeReading{{Timex: "XXXX-WXX-7T22:00", Value: "2019-08-04 22:00:00"}}, []string{"XXXX-WXX-7T22", "2019-08-04T22"}},
		{[]timeReading{{Timex: "P1D", Value: "not resolved"}}, []string{"P1D"}},
		{[]timeReading{{Timex: "T08:15", Value: "08:15:00"}, {Timex: "T20:15", Value: "20:15:00"}}, []string{"T08:15", "T20:15"}},
		{[]timeReading{{Timex: "(2018-10-01,2018-10-07,P6D)", Start: "2018-10-01"}}, nil},
		{[]timeReading{{Value: "UTC-08:00"}}, nil},
	} {
		var r recognizersResult
		r.Resolution.Values = c.values
		if got := timeReadings(r); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}

func TestReadAs(t *testing.T) {
	for _, c := range []struct {
		value, reading string
		same           bool
	}{
		{"2016-11-08T08:00", "2016-11-08T08", true},
		{"2016-11-08T08:00", "T08", true},
		{"T08:30", "T08:30", true},
		{"T08:30", "T08", false},
		{"2016-11-08", "T08", false},
		{"2016", "2016-11", false},
	} {
		if readAs(c.value, []string{c.reading}) != c.same {
			t.Errorf("%s read as %s is not %v", c.value, c.reading, c.same)
		}
	}
}

func TestTimeCases(t *testing.T) {
	const s = "Meet me at the end of March"
	r := recognizersResult{Text: "at the end of march", Start: 8, End: 26}
	r.Resolution.Values = []timeReading{{Timex: "XXXX-03", Start: "2025-03-16"}}
	found := func(words, value string) doc.Time {
		start := strings.Index(s, words)
		return doc.Time{Span: text.Span{Start: start, End: start + len(words)}, Value: value}
	}
	for _, c := range []struct {
		name string
		got  []doc.Time
		is   caseScore
	}{
		{"without the preposition", []doc.Time{found("the end of March", "2025-03")}, caseScore{compared: true, spans: true, right: true}},
		{"without the article", []doc.Time{found("end of March", "2025-03")}, caseScore{compared: true, spans: true, right: true}},
		{"too short", []doc.Time{found("March", "2025-03")}, caseScore{compared: true, spans: false, right: false}},
		{"another year", []doc.Time{found("end of March", "2026-03")}, caseScore{compared: true, spans: true, right: false}},
		{"one too many", []doc.Time{found("Meet", "2025"), found("end of March", "2025-03")}, caseScore{compared: true, spans: false, right: false}},
		{"none", nil, caseScore{compared: true, spans: false, right: false}},
	} {
		if got := timeCaseScore(recognizersCase{Input: s, Results: []recognizersResult{r}}, c.got); got != c.is {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.is)
		}
	}
}

func TestCompareTimes(t *testing.T) {
	const s = "early March 2025 and 2026"
	at := func(start, end int, value string) doc.Time {
		return doc.Time{Span: text.Span{Start: start, End: end}, Value: value}
	}
	got := compareTimes(s,
		[]doc.Time{at(6, 16, "2025-03"), at(12, 16, "2025-03"), at(21, 25, "2027")},
		[]doc.Time{at(0, 16, "2025-03"), at(21, 25, "2026")})
	want := timeScore{strict: Overlap{1, 3, 2}, value: Overlap{1, 3, 2}}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
