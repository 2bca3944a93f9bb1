package eval

import (
	_ "embed"
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"slices"
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

// quantityModels gives the files of cases that can be compared.
func quantityModels() []quantityModel {
	return []quantityModel{
		{"NumberModel", wantNumber, func(q doc.Quantity) bool { return q.Unit == "" && !vague(q) }, sameNumber, covers},
		{"OrdinalModel", wantOrdinal, ordinal, sameAmount, sameSpan},
		{"PercentModel", wantPercent, func(q doc.Quantity) bool { return q.Unit == "%" }, sameAmount, coversBound},
		{"CurrencyModel", wantUnit(true), func(q doc.Quantity) bool { return money(q.Unit) }, sameAmount, coversBound},
		{"DimensionModel", wantUnit(false), dimension, sameAmount, coversBound},
		{"AgeModel", wantAge, age, sameAmount, coversBound},
		{"NumberRangeModel", wantRange, func(q doc.Quantity) bool { return q.Bound != doc.Exactly && !vague(q) }, sameInterval, covers},
	}
}

// vague reports whether a quantity is "dozens" or the like, which is no number
// to Recognizers-Text.
func vague(q doc.Quantity) bool { return q.Bound == doc.About && q.High > q.Value }

// dimension reports whether a quantity is a measure. Temperatures and ages have
// files of their own.
func dimension(q doc.Quantity) bool {
	return q.Unit != "" && q.Unit != "%" && !money(q.Unit) && q.Unit != "Cel" && q.Unit != "[degF]" && !age(q) && !ordinal(q)
}

func age(q doc.Quantity) bool {
	return q.Unit == "a" || q.Unit == "mo" || q.Unit == "wk" || q.Unit == "d"
}

// ordinals stand in for quantities in comparing, with what they are counted
// from for a unit.
var origins = map[doc.Origin]string{doc.FromStart: "#", doc.FromEnd: "#end", doc.FromHere: "#current"}

func ordinal(q doc.Quantity) bool { return strings.HasPrefix(q.Unit, "#") }

// amounts gives the quantities of a document, and its ordinals as such.
func amounts(d *doc.Document) []doc.Quantity {
	list := slices.Clone(d.Quantities)
	for _, o := range d.Ordinals {
		list = append(list, doc.Quantity{Span: o.Span, Value: float64(o.Rank), High: float64(o.Rank), Unit: origins[o.From]})
	}
	return list
}

// wantOrdinal reads a rank: "21", or "end-1", "current+1".
func wantOrdinal(r recognizersResult) (doc.Quantity, bool) {
	s := r.Resolution.Value
	at := strings.IndexAny(s, "+-")
	from := max(at, 0)
	v, err := strconv.ParseFloat(s[from:], 64)
	return doc.Quantity{Value: v, Unit: "#" + s[:from]}, err == nil
}

// ageUnits are UCUM's codes for the units that ages are given in.
var ageUnits = map[string]string{"Year": "a", "Age": "a", "Month": "mo", "Week": "wk", "Day": "d"}

func wantAge(r recognizersResult) (doc.Quantity, bool) {
	v, err := strconv.ParseFloat(r.Resolution.Value, 64)
	u, ok := ageUnits[r.Resolution.Unit]
	return doc.Quantity{Value: v, Unit: u}, err == nil && ok
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

func sameSpan(got, want doc.Quantity) bool { return got.Span == want.Span }

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
	known    bool // wrong, and a known difference
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
			"value, and its unit is one of ISO 4217 or UCUM. For ordinals the layer of ordinals is compared.",
			"Some cases want what a newsroom would call wrong; testdata/known-differences.tsv lists them with the reason. They",
			"count as wrong but in the column \"agreed\", where they are left out: %s.",
			"Baseline: figures, with a dollar sign before or % behind.",
		},
		Columns: []string{"spans", "right", "agreed"},
	}
	known, counted := knownDifferences(), []string{}
	for _, m := range quantityModels() {
		cases, err := readRecognizers(sets, "quantities/"+m.file+"-dev.json")
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, caseRow(m.file,
			each(cases, func(c recognizersCase) caseScore {
				return known.mark(m.file, c, m.score(c, amounts(analyzed(c.Input, doc.Date{}))))
			}),
			each(cases, func(c recognizersCase) caseScore {
				return known.mark(m.file, c, m.score(c, plainQuantities(c.Input)))
			})))
		if n := known.count(m.file, cases); n > 0 {
			counted = append(counted, fmt.Sprintf("%s %d", m.file, n))
		}
	}
	for i, line := range t.About {
		t.About[i] = strings.Replace(line, "%s", strings.Join(counted, ", "), 1)
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
	agreed := func(s caseScore) bool { return !s.known }
	return Row{set, len(scores), []Figure{
		{Rate(scores, spans), Rate(baseline, spans)}, {Rate(scores, right), Rate(baseline, right)},
		{Rate(only(scores, agreed), right), Rate(only(baseline, agreed), right)},
	}}
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
