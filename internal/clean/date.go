package clean

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// found is a full date in a list of words.
type found struct {
	date        doc.Date
	first, last int // its words
}

func (f found) ok() bool { return f.date.Known() }

// findDate finds the first date among words that has year, month and day. What
// could be two dates, as 4/3/2025, is none.
func findDate(words []string) found {
	for i := range words {
		for _, read := range dateReaders(words[i:]) {
			if d, n := read(words[i:]); n > 0 {
				return found{d, i, i + n - 1}
			}
		}
	}
	return found{}
}

var (
	figuresFirst = []func([]string) (doc.Date, int){isoDate, dayMonthYear, dottedDate, eastAsianDate, yearFirst}
	monthFirst   = []func([]string) (doc.Date, int){monthDayYear}
)

// dateReaders gives the ways to read a date that the first words leave open:
// most words are no figure and stand before none.
func dateReaders(w []string) []func([]string) (doc.Date, int) {
	switch {
	case figure(w[0]):
		return figuresFirst
	case len(w) > 2 && (w[1] == "." || figure(w[1])):
		return monthFirst
	}
	return nil
}

// figure reports whether a word begins with a figure.
func figure(w string) bool { return w[0] >= '0' && w[0] <= '9' }

// isoDate reads 2025-03-04, 2025/03/04 and 2025.03.04.
func isoDate(w []string) (doc.Date, int) {
	if len(w) < 5 || w[1] != w[3] || !slices.Contains([]string{"-", "/", "."}, w[1]) {
		return doc.Date{}, 0
	}
	return validDate(year(w[0]), number(w[2]), number(strings.TrimSuffix(cutAtT(w[4]), "t")), 5)
}

// eastAsianDate reads 2025年3月4日.
func eastAsianDate(w []string) (doc.Date, int) {
	y, rest, ok := strings.Cut(w[0], "年")
	if !ok {
		return doc.Date{}, 0
	}
	m, rest, _ := strings.Cut(rest, "月")
	d, _, _ := strings.Cut(rest, "日")
	return validDate(year(y), number(m), number(d), 1)
}

// yearFirst reads 2025 March 4, as science does.
func yearFirst(w []string) (doc.Date, int) {
	if len(w) < 3 {
		return doc.Date{}, 0
	}
	return validDate(year(w[0]), lexicon.MonthNumber(w[1]), number(w[2]), 3)
}

// cutAtT gives the part of "04t09" before the t: words hold letters and figures
// alike.
func cutAtT(w string) string {
	before, _, _ := strings.Cut(w, "t")
	return before
}

// dayMonthYear reads 4 March 2025, 4. März 2025, 4 de marzo de 2025, 4th of March, 2025.
func dayMonthYear(w []string) (doc.Date, int) {
	if len(w) < 3 {
		return doc.Date{}, 0
	}
	day, n := ordinal(w[0]), 1
	n += skip(w[n:], ".", "-", "de", "of")
	if n >= len(w) || day == 0 {
		return doc.Date{}, 0
	}
	month := lexicon.MonthNumber(w[n])
	n++
	n += skip(w[n:], ".", ",", "-", "de", "del")
	if n >= len(w) || month == 0 {
		return doc.Date{}, 0
	}
	return validDate(year(w[n]), month, day, n+1)
}

// monthDayYear reads March 4, 2025 and Mar. 4th 2025.
func monthDayYear(w []string) (doc.Date, int) {
	month := lexicon.MonthNumber(w[0])
	if month == 0 || len(w) < 3 {
		return doc.Date{}, 0
	}
	n := 1 + skip(w[1:], ".")
	if n >= len(w) {
		return doc.Date{}, 0
	}
	day := ordinal(w[n])
	n++
	n += skip(w[n:], ",", ".")
	if n >= len(w) {
		return doc.Date{}, 0
	}
	return validDate(year(w[n]), month, day, n+1)
}

// dottedDate reads 04.03.2025 and 04.03.25, which are the day first wherever they
// are written, and 31/12/2025 where only one reading is a date.
func dottedDate(w []string) (doc.Date, int) {
	if len(w) < 5 || w[1] != w[3] || w[1] != "." && w[1] != "/" {
		return doc.Date{}, 0
	}
	a, b := number(w[0]), number(w[2])
	switch {
	case w[1] == "." && len(w[4]) == 2 && len(w[0]) == 2 && len(w[2]) == 2 && (len(w) == 5 || w[5] != "."):
		return validDate(thisCentury+number(w[4]), b, a, 5)
	case w[1] == "." || a > 12 || a == b:
		return validDate(year(w[4]), b, a, 5)
	case b > 12:
		return validDate(year(w[4]), a, b, 5)
	}
	return doc.Date{}, 0
}

// maxSkipped is how many words may part the parts of a date ("4th, of March").
const maxSkipped = 2

// skip counts the words at the beginning that are among those given.
func skip(w []string, among ...string) int {
	n := 0
	for n < min(len(w), maxSkipped) && slices.Contains(among, w[n]) {
		n++
	}
	return n
}

// number reads one or two figures; 0: it is none.
func number(w string) int {
	if len(w) > 2 {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// ordinal reads a day: 4, 4th, 4º.
func ordinal(w string) int {
	for _, ending := range []string{"st", "nd", "rd", "th", "er", "º"} {
		if cut, ok := strings.CutSuffix(w, ending); ok {
			return number(cut)
		}
	}
	return number(w)
}

// firstYear is the first year that an article on a web page may be from: older
// ones are about history, not from it.
const firstYear = 1980

// thisCentury is what two figures of a year stand behind.
const thisCentury = 2000

// year reads a year. What is glued to it, as where a page sets an element without
// a space behind another, is cut off.
func year(w string) int {
	if len(w) > 4 && w[4] >= 'a' && w[4] <= 'z' {
		w = w[:4]
	}
	n, err := strconv.Atoi(w)
	if err != nil || len(w) != 4 || n < firstYear {
		return 0
	}
	return n
}

// validDate gives the date and the number of words it took, if the calendar
// has it.
func validDate(y, m, d, n int) (doc.Date, int) {
	if y == 0 || m < 1 || m > 12 || d < 1 {
		return doc.Date{}, 0
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return doc.Date{}, 0
	}
	return doc.Date{Year: y, Month: m, Day: d}, n
}

// maxDateLine is how many words a line of section, place and date has besides
// its date.
const maxDateLine = 8

// dateLine reports whether a block is a date and little else.
func dateLine(v *view) bool {
	return v.date.ok() && !v.stop && v.count <= maxDateLine+3 && v.date.first <= maxDateLine
}

// edtf puts a date as pages write it in attributes into RFC 3339 or EDTF, no
// more exact than it was. What is no date gives nothing.
func edtf(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, "0123456789") {
		return "" // trying all layouts costs more than all else that is done with most lines
	}
	for _, layout := range exactLayouts {
		if t, err := time.Parse(layout.read, s); err == nil && t.Year() >= firstYear {
			return t.Format(layout.write)
		}
	}
	if t := unixTime(s); !t.IsZero() {
		return t.Format(time.RFC3339)
	}
	if f := findDate(lexicon.Words(s[:min(len(s), 80)])); f.ok() {
		return f.date.String()
	}
	return ""
}

// unixTime reads the seconds, or thousandths of seconds, since 1970: ten figures
// from 2001 to 2286, or thirteen. What is none gives the zero time.
func unixTime(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || s[0] < '1' || s[0] > '9':
	case len(s) == 10:
		return time.Unix(n, 0).UTC()
	case len(s) == 13:
		return time.UnixMilli(n).UTC()
	}
	return time.Time{}
}

// exactLayouts are the ways in which dates stand in attributes, and how each is
// given. A time without a zone stays without (EDTF level 0).
var exactLayouts = []struct{ read, write string }{
	{time.RFC3339Nano, time.RFC3339Nano},
	{"2006-01-02T15:04Z07:00", time.RFC3339},
	{"2006-01-02T15:04:05.999Z0700", time.RFC3339Nano},
	{"2006-01-02T15:04:05Z0700", time.RFC3339},
	{"2006-01-02T15:04Z0700", time.RFC3339},
	{"2006-01-02 15:04:05Z07:00", time.RFC3339},
	{"2006-01-02 15:04:05 -0700", time.RFC3339},
	{"2006-01-02T15:04:05", "2006-01-02T15:04:05"},
	{"2006-01-02 15:04:05", "2006-01-02T15:04:05"},
	{"2006-01-02T15:04", "2006-01-02T15:04:00"},
	{"2006-01-02 15:04", "2006-01-02T15:04:00"},
	{time.RFC1123Z, time.RFC3339},
	{"Mon Jan 2 15:04:05 MST 2006", "2006-01-02T15:04:05"},
	{"2006-01-02", "2006-01-02"},
	{"2006/01/02", "2006-01-02"},
	{"20060102", "2006-01-02"},
	{"2006-01", "2006-01"},
}

// urlDate gives the date in a path: /2025/03/04/, /2025-03-04-, /20250304/.
func urlDate(u string) string {
	_, path, ok := strings.Cut(u, "://")
	if !ok {
		return ""
	}
	var w []string
	for _, part := range lexicon.Words(path) {
		if len(part) == 8 && year(part[:4]) > 0 {
			part = part[:4] + " - " + part[4:6] + " - " + part[6:]
		}
		w = append(w, strings.Fields(strings.ReplaceAll(part, "/", "-"))...)
	}
	for i := range w {
		if d, n := isoDate(w[i:]); n > 0 {
			return d.String()
		}
	}
	return ""
}
