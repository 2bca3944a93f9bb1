package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// count says how many: "1 file", "1,204 files".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return thousands(n) + " " + thing + "s"
}

// thousands groups the digits of a count by commas.
func thousands[N ~int | ~int64](n N) string { return group(strconv.FormatInt(int64(n), 10)) }

// number says a value in full: "22,000,000", "0.5".
func number(v float64) string {
	return group(strconv.FormatFloat(v, 'f', -1, 64))
}

// group puts a comma before every third digit of a decimal number.
func group(digits string) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// megabytes says a size: "640 B", "12.4 kB", "8 MiB".
func megabytes(n int64) string {
	switch {
	case n >= 1<<20:
		return strings.Replace(fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)), ".0 ", " ", 1)
	case n >= 1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%d B", n)
}

// dateForms are the forms of RFC 3339 and EDTF that dates of articles have, and
// how they are said.
var dateForms = [][2]string{
	{time.RFC3339, "2 January 2006, 15:04 -07:00"},
	{"2006-01-02T15:04:05", "2 January 2006, 15:04"},
	{"2006-01-02T15:04", "2 January 2006, 15:04"},
	{time.DateOnly, "2 January 2006"},
	{"2006-01", "January 2006"},
}

// spokenDate says a date in words, or as it is where it has another form.
func spokenDate(value string) string {
	for _, form := range dateForms {
		if t, err := time.Parse(form[0], value); err == nil {
			return strings.Replace(t.Format(form[1]), " +00:00", " UTC", 1)
		}
	}
	return value
}

// amount says a quantity: "about 22,000,000 m³", "10–14 wk", "over 20 people".
func amount(q *copydeskv1.Quantity) string {
	value, bound := number(q.GetValue()), ""
	if q.GetHigh() > q.GetValue() {
		value += "–" + number(q.GetHigh())
	}
	switch q.GetBound() {
	case copydeskv1.QuantityBound_QUANTITY_BOUND_UNSPECIFIED, copydeskv1.QuantityBound_QUANTITY_BOUND_EXACTLY, copydeskv1.QuantityBound_QUANTITY_BOUND_BETWEEN:
	default:
		bound = enumWords(q.GetBound().String(), "QUANTITY_BOUND_")
	}
	if q.GetUnit() == "%" {
		return joined(" ", bound, value+"%", q.GetCounted())
	}
	return joined(" ", bound, value, spokenUnit(q.GetUnit()), q.GetCounted())
}

// rank says a place in an order: "number 3", "1 before the last",
// "the next".
func rank(o *copydeskv1.Ordinal) string {
	n := int(o.GetRank())
	switch o.GetOrigin() {
	case copydeskv1.RankOrigin_RANK_ORIGIN_END:
		switch {
		case n == 0:
			return "the last"
		case n < 0:
			return number(float64(-n)) + " before the last"
		}
	case copydeskv1.RankOrigin_RANK_ORIGIN_CURRENT:
		switch n {
		case -1:
			return "the previous"
		case 0:
			return "the current"
		case 1:
			return "the next"
		}
	}
	return "number " + number(float64(n))
}

// ucumBrackets matches a unit that UCUM does not have from the SI, with the
// system that it is of: [ft_i] is the international foot.
var ucumBrackets = regexp.MustCompile(`\[([A-Za-z]+)(?:_[a-z]+)?\]`)

// spokenUnit says a UCUM unit as it is written elsewhere.
func spokenUnit(unit string) string {
	unit = strings.NewReplacer("[degF]", "°F", "Cel", "°C", "m2", "m²", "m3", "m³").Replace(unit)
	return ucumBrackets.ReplaceAllString(unit, "$1")
}
