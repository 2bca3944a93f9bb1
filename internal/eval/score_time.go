package eval

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

func scoreTime(sets fs.FS) ([]Table, error) {
	cases, err := scoreTimeCases(sets)
	if err != nil {
		return nil, err
	}
	articles, err := scoreMeantime(sets)
	return []Table{cases, articles}, err
}

func scoreTimeCases(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Time expressions, cases",
		About: []string{
			"Share of the cases of Recognizers-Text where all time expressions are found and nothing else: spans alone, and",
			"spans with values. Leading prepositions and articles are left out of the spans on both sides. A value is right",
			"if it is one of the wanted readings, with full hours and minutes written in any way. n is the number of cases",
			"that can be compared: not those with a result that is a range without a name of its own, or a time zone.",
			"\"As in news\" are those about dates, durations and sets as print writes them: newsTimes in score_time.go says which.",
			"Baseline: numbers from 1900 to 2099 are years.",
		},
		Columns: []string{"spans", "right"},
	}
	cases, err := readRecognizers(sets, "times/DateTimeModel-dev.json")
	if err != nil {
		return t, err
	}
	for _, set := range []struct {
		name  string
		cases []recognizersCase
	}{{"DateTimeModel", cases}, {"  as in news", only(cases, newsTimes)}} {
		row := caseRow(set.name,
			each(set.cases, func(c recognizersCase) caseScore {
				reference, _ := doc.ParseDate(c.Context.ReferenceDateTime)
				return timeCaseScore(c, analyzed(c.Input, reference).Times)
			}),
			each(set.cases, func(c recognizersCase) caseScore { return timeCaseScore(c, plainYears(c.Input)) }))
		row.Figures = row.Figures[:len(t.Columns)]
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// newsTimes reports whether a case is about dates, durations or sets as news
// text has them. Left out are: cases where nothing is wanted, those with a time
// of day, and those whose wanted words are written as print never does: names of
// months and weekdays without a capital, figures for a date other than ISO
// 8601's, and letters or abbreviations that stand for words ("Dec31", "3h",
// "eod", "w/c").
func newsTimes(c recognizersCase) bool {
	for _, r := range c.Results {
		_, kind, _ := strings.Cut(r.TypeName, ".")
		span, _ := r.span(c.Input)
		words := span.Of(c.Input)
		switch {
		case kind != "date" && kind != "daterange" && kind != "duration" && kind != "set":
			return false
		case slices.ContainsFunc(r.Resolution.Values, func(v timeReading) bool { return clockTime.MatchString(v.Timex) }):
			return false
		case uncapped.MatchString(words), hasty.MatchString(isoDay.ReplaceAllString(words, "")):
			return false
		}
	}
	return len(c.Results) > 0
}

var (
	vagueCount = regexp.MustCompile(`(?i)^(a )?(few|some|several)\b`)
	uncapped   = regexp.MustCompile(`\b(january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|(mon|tues|wednes|thurs|fri|satur|sun)day|tue|wed|thu)\b|\b(may|march|mar)\b.*\d`)
	hasty      = regexp.MustCompile(`(?i)\d[-/. ]+\d|\d[a-z]\b|[a-z]\d|[<>=]|\b(eod|eom|eoy|otd|cy|fy|ytd|w/c)\b`)
	clockTime  = regexp.MustCompile(`^[^P]*T\d`)
	openMonth  = regexp.MustCompile(`^-\d\d(-\d\d)?$`)
	isoDay     = regexp.MustCompile(`\b\d{4}-\d\d-\d\d\b`)
)

// timeCaseScore compares the time expressions found in a case with what it
// wants.
func timeCaseScore(c recognizersCase, got []doc.Time) caseScore {
	s := caseScore{compared: true, spans: true, right: true}
	expected := make([]bool, len(got))
	for _, r := range c.Results {
		readings := timeReadings(r)
		want, stands := r.span(c.Input)
		if len(readings) == 0 || !stands {
			return caseScore{}
		}
		spanned, valued := false, false
		for i, g := range got {
			if bare(c.Input, g.Span) == bare(c.Input, want) {
				spanned, expected[i] = true, true
				valued = valued || readAs(g.Value, readings)
			}
		}
		s.spans, s.right = s.spans && spanned, s.right && valued
	}
	for _, e := range expected {
		if !e {
			s.spans, s.right = false, false
		}
	}
	return s
}

var leading = regexp.MustCompile(`(?i)^(about|after|around|as of|at|before|between|by|circa|during|for|from|in|later than|no later than|starting|beginning|of|on|since|the|through|till|to|until|within) +`)

// bare leaves leading prepositions and articles out of a span.
func bare(s string, span text.Span) text.Span {
	for {
		at := leading.FindStringIndex(span.Of(s))
		if at == nil {
			return span
		}
		span.Start += at[1]
	}
}

// timeReadings gives the TIMEX3 values that a result allows, normalised; none
// if one of them is none: a range that is no calendar unit, or a time zone.
func timeReadings(r recognizersResult) []string {
	var readings []string
	for _, v := range r.Resolution.Values {
		if v.Timex == "" || strings.HasPrefix(v.Timex, "(") {
			return nil
		}
		readings = append(readings, plainTime(v.Timex))
		if vagueCount.MatchString(r.Text) {
			// Recognizers-Text takes "a few" for three; TIMEX3 writes X.
			readings = append(readings, plainTime(strings.Replace(v.Timex, "3", "X", 1)))
		}
		if i := strings.Index(v.Timex, "-W"); i == len("2015-01") {
			// TIMEX3 has no week of a month: "2015-01-W01" is the ISO week of its first day.
			if d, ok := doc.ParseDate(v.Start); ok && d.Exact() {
				readings = append(readings, isoWeek(d))
			}
		}
		// "XXXX-10" is October, and of which year the value says.
		known := false
		for _, value := range []string{v.Value, v.Start} {
			if filled, ok := fill(v.Timex, value); ok {
				readings, known = append(readings, plainTime(filled)), true
			}
		}
		if month, ok := strings.CutPrefix(v.Timex, "XXXX"); ok && !known && openMonth.MatchString(month) {
			readings = append(readings, anyYear+month)
		}
	}
	return readings
}

func isoWeek(d doc.Date) string {
	year, week := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// fill puts the figures of a date and time ("2018-10-25 14:00:00") in the
// places of a TIMEX3 value that are open ("XXXX-10").
func fill(timex, value string) (string, bool) {
	value = strings.Replace(value, " ", "T", 1)
	if strings.HasPrefix(timex, "XXXX-WXX-") {
		date, _, _ := strings.Cut(value, "T")
		_, clock, hasClock := strings.Cut(timex, "T")
		if len(date) != len("2006-01-02") {
			return "", false
		}
		return date + pick(hasClock, "T"+clock, ""), true
	}
	if len(value) < len(timex) {
		return "", false
	}
	filled := []byte(timex)
	for i := range filled {
		switch {
		case filled[i] == value[i]:
		case filled[i] == 'X' && value[i] >= '0' && value[i] <= '9':
			filled[i] = value[i]
		default:
			return "", false
		}
	}
	return string(filled), true
}

// plainTime gives a TIMEX3 value in one of the forms that mean the same: full
// minutes and seconds are left out, quarters are three months and decades ten
// years where they are lengths, and the nineties are "199X", for which TimeML
// has "199".
func plainTime(value string) string {
	if n, ok := strings.CutPrefix(value, "P"); ok {
		for unit, is := range map[string]lengthUnit{"Q": {3, "M"}, "DE": {10, "Y"}, "CE": {100, "Y"}, ".5Y": {6, "M"}} {
			count, ok := strings.CutSuffix(n, unit)
			if v, err := strconv.Atoi(count); ok && err == nil && unit != ".5Y" {
				return "P" + strconv.Itoa(v*is.n) + is.unit
			} else if ok && err == nil && v == 0 {
				return "P6M" // half a year
			}
		}
	}
	if len(value) == 3 && strings.Trim(value, "0123456789") == "" {
		return value + "X"
	}
	if strings.Contains(value, "T") {
		value = strings.TrimSuffix(strings.TrimSuffix(value, ":00"), ":00")
	}
	return value
}

// lengthUnit is so many of a unit of length of time.
type lengthUnit struct {
	n    int
	unit string
}

// readAs reports whether a value is one of the readings. A reading that is a
// time of day alone takes any day.
func readAs(value string, readings []string) bool {
	value = plainTime(value)
	_, clock, _ := strings.Cut(value, "T")
	for _, r := range readings {
		if r == value || strings.HasPrefix(r, "T") && r == "T"+clock || some(r, value) {
			return true
		}
	}
	return false
}

// some reports whether a reading leaves the year open, without a value beside it
// that says which, and value is that month or day of some year: "after Feb".
func some(reading, value string) bool {
	month, ok := strings.CutPrefix(reading, anyYear)
	return ok && len(value) == len("2025")+len(month) && strings.HasSuffix(value, month)
}

// anyYear marks a reading whose year is open.
const anyYear = "any year "

var plainYear = regexp.MustCompile(`\b(19|20)\d\d\b`)

// plainYears is the baseline for time expressions.
func plainYears(s string) []doc.Time {
	var list []doc.Time
	for _, at := range plainYear.FindAllStringIndex(s, -1) {
		list = append(list, doc.Time{Span: text.Span{Start: at[0], End: at[1]}, Value: s[at[0]:at[1]]})
	}
	return list
}

// timeScore is how time expressions were found in one article.
type timeScore struct{ strict, value Overlap }

// compareTimes counts what was found with the wanted bounds, and, as
// TempEval-3 does (UzZaman et al. 2013), what was found with the wanted value
// at words that overlap.
func compareTimes(s string, got, want []doc.Time) timeScore {
	score := timeScore{strict: spanOverlap(s, timeSpans(got), timeSpans(want))}
	score.value = Overlap{got: len(got), want: len(want)}
	used := make([]bool, len(want))
	for _, g := range got {
		for i, w := range want {
			if !used[i] && g.Overlaps(w.Span) && plainTime(g.Value) == plainTime(w.Value) {
				used[i] = true
				score.value.common++
				break
			}
		}
	}
	return score
}

func timeSpans(list []doc.Time) []text.Span {
	var spans []text.Span
	for _, t := range list {
		spans = append(spans, t.Span)
	}
	return spans
}

func scoreMeantime(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Time expressions, MEANTIME",
		About: []string{
			"Wikinews, the headline and five sentences of an article, put together from tokens, with the publish time",
			"given; the dateline is left out. Spans with exactly the annotated bounds; and spans that overlap an annotated",
			"one of the same value. n is the number of annotated ones. Baseline: numbers from 1900 to 2099 are years.",
		},
		Columns: []string{"F1", "prec", "recall"},
	}
	docs, err := readMeantimes(sets)
	if err != nil {
		return t, err
	}
	var sum, baseline timeScore
	for _, pair := range each(docs, meantimeScores) {
		sum.strict, sum.value = sum.strict.plus(pair[0].strict), sum.value.plus(pair[0].value)
		baseline.strict, baseline.value = baseline.strict.plus(pair[1].strict), baseline.value.plus(pair[1].value)
	}
	t.Rows = []Row{
		overlapRow("MEANTIME strict span", sum.strict, baseline.strict),
		overlapRow("MEANTIME value", sum.value, baseline.value),
	}
	return t, nil
}

// meantimeScores gives the engine's score and the baseline's.
func meantimeScores(d meantimeDoc) [2]timeScore {
	apart := func(list []doc.Time) []doc.Time {
		return only(list, func(t doc.Time) bool { return !t.Overlaps(d.dateline) })
	}
	a := analyze.Analyze(d.text, "en", d.blocks, d.published)
	return [2]timeScore{
		compareTimes(d.text, apart(a.Times), d.times),
		compareTimes(d.text, apart(plainYears(d.text)), d.times),
	}
}
