package eval

import (
	_ "embed"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// quantityModel says how the cases of one file compare with quantities.
type quantityModel struct {
	file string
	// want reads what should be found; false if it cannot be compared.
	want func(recognizersResult) (doc.Quantity, bool)
	// about reports whether a quantity is one that the file is about: another
	// than the wanted ones makes the case wrong.
	about func(doc.Quantity) bool
	// value reports whether the values agree.
	value func(got, want doc.Quantity) bool
	// span reports whether the spans agree.
	span func(got, want doc.Quantity) bool
}

// quantityModels gives the files of cases that can be compared. Ordinals and
// ages are no quantities here.
func quantityModels() []quantityModel {
	return []quantityModel{
		{"NumberModel", wantNumber, func(q doc.Quantity) bool { return q.Unit == "" }, sameNumber, covers},
		{"PercentModel", wantPercent, func(q doc.Quantity) bool { return q.Unit == "%" }, sameAmount, coversBound},
		{"CurrencyModel", wantUnit(true), func(q doc.Quantity) bool { return money(q.Unit) }, sameAmount, coversBound},
		{"DimensionModel", wantUnit(false), func(q doc.Quantity) bool { return q.Unit != "" && q.Unit != "%" && !money(q.Unit) }, sameAmount, coversBound},
		{"NumberRangeModel", wantRange, func(q doc.Quantity) bool { return q.Bound != doc.Exactly }, sameInterval, covers},
	}
}

func money(unit string) bool {
	return len(unit) == 3 && strings.Trim(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func wantNumber(r recognizersResult) (doc.Quantity, bool) {
	v, err := strconv.ParseFloat(r.Resolution.Value, 64)
	return doc.Quantity{Value: v}, err == nil
}

func wantPercent(r recognizersResult) (doc.Quantity, bool) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(r.Resolution.Value, "%"), 64)
	return doc.Quantity{Value: v, Unit: "%"}, err == nil
}

func wantUnit(ofMoney bool) func(recognizersResult) (doc.Quantity, bool) {
	units := readUnits(ofMoney)
	return func(r recognizersResult) (doc.Quantity, bool) {
		v, err := strconv.ParseFloat(r.Resolution.Value, 64)
		u, ok := units[r.Resolution.Unit]
		if !ok && r.Resolution.ISOCurrency != "" {
			u, ok = unit{r.Resolution.ISOCurrency, 1}, true
		}
		return doc.Quantity{Value: v * u.factor, Unit: u.code}, err == nil && ok
	}
}

// wantRange reads an interval: "[20,30)", "(30,)".
func wantRange(r recognizersResult) (doc.Quantity, bool) {
	s := r.Resolution.Value
	low, high, ok := strings.Cut(strings.Trim(s, "[]()"), ",")
	if !ok || len(s) < 3 {
		return doc.Quantity{}, false
	}
	l, lowErr := strconv.ParseFloat(low, 64)
	h, highErr := strconv.ParseFloat(high, 64)
	switch {
	case lowErr == nil && highErr == nil && l == h:
		return doc.Quantity{Value: l, High: l, Bound: doc.Exactly}, true
	case lowErr == nil && highErr == nil:
		return doc.Quantity{Value: l, High: h, Bound: doc.Between}, true
	case lowErr == nil && high == "":
		return doc.Quantity{Value: l, High: l, Bound: pick(s[0] == '[', doc.AtLeast, doc.Over)}, true
	case highErr == nil && low == "":
		return doc.Quantity{Value: h, High: h, Bound: pick(s[len(s)-1] == ']', doc.UpTo, doc.Under)}, true
	}
	return doc.Quantity{}, false
}

func pick[T any](cond bool, yes, no T) T {
	if cond {
		return yes
	}
	return no
}

// near compares values to what the files give, fifteen places.
func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// sameNumber takes the parts of a hundred, which is what a share may be given
// in, for the share itself: "two thirds" is .667 and 66.7 %.
func sameNumber(got, want doc.Quantity) bool {
	return eitherEnd(got, want) || got.Unit == "%" && near(got.Value/100, want.Value)
}

func eitherEnd(got, want doc.Quantity) bool {
	return near(got.Value, want.Value) || near(got.High, want.Value)
}

func sameAmount(got, want doc.Quantity) bool {
	return got.Unit == want.Unit && eitherEnd(got, want)
}

func sameInterval(got, want doc.Quantity) bool {
	return got.Bound == want.Bound && near(got.Value, want.Value) && near(got.High, want.High)
}

// covers reports whether the wanted words lie in what was found, which takes
// in the bound word and the unit.
func covers(got, want doc.Quantity) bool { return got.Contains(want.Span) }

// coversBound is covers, but where there is no bound word the spans must be the
// same.
func coversBound(got, want doc.Quantity) bool {
	return got.Span == want.Span || got.Bound != doc.Exactly && got.Contains(want.Span)
}

// caseScore is how one case went.
type caseScore struct {
	compared bool
	spans    bool // all spans, and no more
	right    bool // and their values
}

// score compares what was found in a case with what it wants.
func (m quantityModel) score(c recognizersCase, got []doc.Quantity) caseScore {
	s := caseScore{compared: true, spans: true, right: true}
	expected := make([]bool, len(got))
	for _, r := range c.Results {
		want, ok := m.want(r)
		span, stands := r.span(c.Input)
		if !ok || !stands {
			return caseScore{}
		}
		want.Span = span
		spanned, valued := false, false
		for i, q := range got {
			if m.span(q, want) {
				spanned, expected[i] = true, true
				valued = valued || m.value(q, want)
			}
		}
		s.spans, s.right = s.spans && spanned, s.right && valued
	}
	for i, q := range got {
		if m.about(q) && !expected[i] {
			s.spans, s.right = false, false
		}
	}
	return s
}

func scoreQuantity(sets fs.FS) ([]Table, error) {
	t := Table{
		Title: "Quantities",
		About: []string{
			"Share of the cases of Recognizers-Text where everything wanted is found and nothing else of the kind: spans",
			"alone, and spans with values. A found span may be longer by the bound word and, for numbers and ranges, by the",
			"unit; a fraction may be given in per cent. n is the number of cases that can be compared: every result has a",
			"value, and its unit is one of ISO 4217 or UCUM. Ordinals and ages are no quantities here.",
			"Baseline: figures, with a dollar sign before or % behind.",
		},
		Columns: []string{"spans", "right"},
	}
	for _, m := range quantityModels() {
		cases, err := readRecognizers(sets, "quantities/"+m.file+"-dev.json")
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, caseRow(m.file,
			each(cases, func(c recognizersCase) caseScore { return m.score(c, analyzed(c.Input, doc.Date{}).Quantities) }),
			each(cases, func(c recognizersCase) caseScore { return m.score(c, plainQuantities(c.Input)) })))
	}
	return []Table{t}, nil
}

// analyzed gives the layers of a text of one paragraph.
func analyzed(s string, published doc.Date) *doc.Document {
	return analyze.Analyze(s, "en", oneBlock(s), published)
}

func caseRow(set string, scores, baseline []caseScore) Row {
	compared := func(s caseScore) bool { return s.compared }
	scores, baseline = only(scores, compared), only(baseline, compared)
	spans := func(s caseScore) bool { return s.spans }
	right := func(s caseScore) bool { return s.right }
	return Row{set, len(scores), []Figure{{Rate(scores, spans), Rate(baseline, spans)}, {Rate(scores, right), Rate(baseline, right)}}}
}

var plainFigure = regexp.MustCompile(`\$? ?\d[\d,]*(\.\d+)?%?`)

// plainQuantities is the baseline for quantities.
func plainQuantities(s string) []doc.Quantity {
	var list []doc.Quantity
	for _, at := range plainFigure.FindAllStringIndex(s, -1) {
		found := strings.TrimLeft(s[at[0]:at[1]], " ")
		q := doc.Quantity{Span: text.Span{Start: at[1] - len(found), End: at[1]}}
		switch {
		case strings.HasPrefix(found, "$"):
			q.Unit = "USD"
		case strings.HasSuffix(found, "%"):
			q.Unit = "%"
		}
		// What is left is figures, and a number too large for a float is one still.
		q.Value, _ = strconv.ParseFloat(strings.ReplaceAll(strings.Trim(found, "$% "), ",", ""), 64)
		q.High = q.Value
		list = append(list, q)
	}
	return list
}

//go:embed units.tsv
var unitRows string

// unit is one of copydesk's units, and how many of it another one is.
type unit struct {
	code   string
	factor float64
}

// readUnits gives copydesk's units by the names that Recognizers-Text has for
// them: those of money, or the others ("Pound" is both).
func readUnits(ofMoney bool) map[string]unit {
	units := map[string]unit{}
	for line := range strings.Lines(unitRows) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) < 2 || money(fields[1]) != ofMoney {
			continue
		}
		u := unit{fields[1], 1}
		if len(fields) > 2 {
			// A test reads the table, which is compiled in.
			u.factor, _ = strconv.ParseFloat(fields[2], 64)
		}
		units[fields[0]] = u
	}
	return units
}
