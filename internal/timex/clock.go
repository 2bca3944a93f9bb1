package timex

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// clock reads a time of day: "9:30 a.m.", "9pm GMT", "9 o'clock", "4:10 in the
// morning", "noon".
func (f *finder) clock(i int) match {
	if w, ok := f.named(i, lexicon.Clock); ok && !f.Capital(i) {
		return match{n: 1, value: openDay + "T" + w.Value, kind: doc.ClockTime}
	}
	hour, minute, ok := hourMinute(f.Key(i))
	if !ok {
		return match{}
	}
	n := 1
	switch half := f.half(i + 1); {
	case half == "o'clock":
		n++
	case half != "" && hour > 0 && hour <= 12:
		n++
		hour %= 12
		if half == "p" {
			hour += 12
		}
	case half != "" || !f.clockPlace(i):
		return match{}
	}
	return f.clockEnd(n, i+n, hour, minute)
}

// clockPlace reports whether "9:30" at token i is a time of day and no score
// or rate.
func (f *finder) clockPlace(i int) bool {
	return strings.Contains(f.Key(i), ":") && (f.Is(i-1, "at", "by", "until", "around", "about", "from", "before", "after", "to", "since", ",") || f.zone(i+1) || f.daytime(i+1) || f.figureDate(i-1).n > 0)
}

// clockEnd reads what may stand behind a time of day of n tokens: a zone, "local
// time", "in the morning".
func (f *finder) clockEnd(n, at, hour, minute int) match {
	first := at - n
	utc := ""
	if f.zone(at) {
		if f.Is(at, "gmt", "utc") {
			utc = "Z"
		}
		at++
	}
	if f.Is(at, "local") && f.Is(at+1, "time") {
		at += 2
	}
	if f.daytime(at) {
		part, _ := f.word(at + 2)
		if hour < 12 && (part.Value == "TAF" || part.Value == "TEV") {
			hour += 12
		}
		at += 3
	}
	return match{n: at - first, value: fmt.Sprintf("%sT%02d:%02d%s", openDay, hour, minute, utc), kind: doc.ClockTime}
}

// half gives which half of the day token i says: "a" or "p"; "o'clock" if it
// is only that; empty if nothing.
func (f *finder) half(i int) string {
	switch f.Key(i) {
	case "a.m.", "am":
		return "a"
	case "p.m.", "pm":
		return "p"
	case "o'clock":
		return "o'clock"
	}
	return ""
}

// daytime reports whether "in the morning" or the like begins with token i.
func (f *finder) daytime(i int) bool {
	_, ok := f.named(i+2, lexicon.DayPart)
	return ok && f.Is(i, "in") && f.Is(i+1, "the")
}

// zone reports whether token i is a time zone.
func (f *finder) zone(i int) bool {
	return f.Is(i, "gmt", "utc", "est", "edt", "et", "pst", "pdt", "cst", "cdt", "bst", "cet", "cest", "ist", "jst", "msk") && f.Capital(i)
}

// hourMinute reads "9", "9:30", "9.30", "21:30".
func hourMinute(s string) (hour, minute int, ok bool) {
	h, m, both := strings.Cut(s, ":")
	if !both {
		h, m, both = strings.Cut(s, ".")
	}
	if len(h) == 0 || len(h) > 2 || both && len(m) != 2 {
		return 0, 0, false
	}
	hour, err := strconv.Atoi(h)
	if err != nil || hour > 24 {
		return 0, 0, false
	}
	if both {
		minute, err = strconv.Atoi(m)
	}
	return hour, minute, err == nil && minute < 60 && minute >= 0
}

// dayPart reads a part of a day: "the night of October 15", "the morning" in
// "in the morning", "night" in "at night".
func (f *finder) dayPart(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	w, ok := f.named(j, lexicon.DayPart)
	if !ok {
		return match{}
	}
	if f.Is(j+1, "of") {
		if m := f.monthDate(j + 2); m.n > 0 && dayValue(m.value) {
			return match{n: j + 2 + m.n - i, value: m.value + w.Value, kind: doc.ClockTime, anchored: m.anchored}
		}
		return match{}
	}
	if j > i && f.Is(i-1, "in", "during") || j == i && (f.Is(i-1, "at") || f.Is(i-1, "in") && f.counted(j+1)) {
		return match{n: j + 1 - i, value: openDay + w.Value, kind: doc.ClockTime}
	}
	return match{}
}

// partOfDay reads "the morning", "evening" behind "early in", "late".
func (f *finder) partOfDay(i int) match {
	j := i
	if f.Is(j, "the") {
		j++
	}
	w, ok := f.named(j, lexicon.DayPart)
	if !ok || f.Is(j+1, "of") {
		return match{}
	}
	return match{n: j + 1 - i, value: openDay + w.Value, kind: doc.ClockTime}
}
