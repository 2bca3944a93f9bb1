package claim

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// time writes the time expression that begins at word i, with a date where it
// says one only by the day of publication. It gives how many words that are; 0
// where there is none, or none that has to be changed.
func (c *composer) time(i int) int {
	w := c.words[i]
	if w.token < 0 || c.timeAt[w.token] < 0 || !c.english {
		return 0
	}
	t := c.d.Times[c.timeAt[w.token]]
	n := c.covers(i, t.Span)
	if n == 0 || t.Type == doc.Duration || t.Type == doc.Set {
		return 0
	}
	said := strings.Fields(lexicon.Key(t.Of(c.d.Text)))
	if len(said) == 1 && i > 0 && c.spelled(c.words[i-1]) == "of" && slices.Contains(deicticWords[:3], said[0]) {
		return 0 // "the cars of tomorrow"
	}
	behindThe := i > 0 && c.spelled(c.words[i-1]) == "the"
	if len(said) == 2 && behindThe {
		return 0 // "the last November in which the wall has anything to hold"
	}
	switch relativity(said) {
	case absolute:
		return 0
	case yearless:
		return c.addYear(i, n, t)
	}
	date, exact := spellDate(t.Value)
	if date == "" || !t.Anchor.Known() || bounded(said) {
		c.plain(c.words[i : i+n])
		if !strings.HasSuffix(t.Value, "_REF") {
			c.unresolved = append(c.unresolved, t.Of(c.d.Text))
		}
		return n
	}
	if said[0] == "today" && i+n < len(c.words) && isGenitive(c.spelled(c.words[i+n])) {
		return 0 // "today's youth"
	}
	if exact && !strings.HasPrefix(date, "the ") && i+n < len(c.words) && isGenitive(c.spelled(c.words[i+n])) && onlyWhen(said) {
		c.put(w, "the "+date, RelativeDate, t.Cover(c.d.Tokens[c.words[i+n].token].Span)) // "the 3 March 2025 vote" for "Monday's vote"
		c.last = c.words[i+n]
		return n + 1
	}
	if !exact || behindThe || !c.alone(i, n, said) {
		if i+n < len(c.words) && isGenitive(c.spelled(c.words[i+n])) {
			n++
		}
		c.plain(c.words[i : i+n])
		c.put(word{token: -1, own: "(", place: -1}, "("+date+")", RelativeDate, t.Span)
		c.last = c.words[i+n-1]
		return n
	}
	if !c.afterPreposition(i) {
		in := "in"
		if len(t.Value) == len("2006-01-02") && t.Value[5] != 'W' {
			in = "on"
		}
		date = in + " " + date
	}
	c.put(w, date, RelativeDate, t.Span)
	c.last = c.words[i+n-1]
	return n
}

// bounded reports whether words say when only up to a bound: "less than two weeks
// ago" is no week.
func bounded(said []string) bool {
	return len(said) > 2 && slices.Contains([]string{"less", "more", "over", "under", "nearly", "almost"}, said[0])
}

// addYear writes a month or a day of one with its year.
func (c *composer) addYear(i, n int, t doc.Time) int {
	year, _, ok := strings.Cut(t.Value, "-")
	if !ok || len(year) != 4 || year == "XXXX" || !t.Anchor.Known() || c.otherYear(year) || c.rangeBegins(i+n) {
		return 0
	}
	c.plain(c.words[i : i+n])
	if last := c.spelled(c.words[i+n-1]); last[0] >= '0' && last[0] <= '9' {
		year = ", " + year
	}
	c.put(word{token: -1, own: year, place: -1}, year, RelativeDate, t.Span)
	c.last = c.words[i+n-1]
	return n
}

// otherYear reports whether the claim names a year by itself, other than the one that a
// day without a year was reckoned into: "from 15 to 24 July in 2022".
func (c *composer) otherYear(year string) bool {
	if c.years == nil {
		c.years = []string{}
		for _, w := range c.words {
			s := c.spelled(w)
			if w.token >= 0 && len(s) == 4 && (s[0] == '1' || s[0] == '2') && strings.Trim(s, "0123456789") == "" && !slices.Contains(c.years[:min(len(c.years), mostYears)], s) {
				c.years = append(c.years, s)
			}
		}
	}
	return slices.ContainsFunc(c.years[:min(len(c.years), mostYears)], func(s string) bool { return s != year })
}

// mostYears is how many years of a claim are looked at: two that differ settle it.
const mostYears = 3

// rangeBegins reports whether a hyphen and another time stand at word i, which takes
// the year: "July 27-August 7".
func (c *composer) rangeBegins(i int) bool {
	return i+1 < len(c.words) && c.isMark(c.words[i], "-–") && c.words[i+1].token >= 0 && c.timeAt[c.words[i+1].token] >= 0
}

// alone reports whether a time expression can give its place to a date: it
// depends on the verb, or has a preposition, and is only "Monday", "last week" or
// "yesterday". "Today" keeps its place, for it may mean these times.
func (c *composer) alone(i, n int, said []string) bool {
	switch {
	case !onlyWhen(said), said[0] == "today", i+n < len(c.words) && isGenitive(c.spelled(c.words[i+n])):
		return false
	case c.tree == nil:
		return c.afterPreposition(i)
	}
	switch c.d.Heads[c.words[i+n-1].token].Relation {
	case doc.Obl, doc.OblUnmarked, doc.Nmod, doc.NmodUnmarked, doc.Advmod, doc.Root:
		return true
	}
	return false
}

func isGenitive(s string) bool { return s == "'s" || s == "’s" }

// onlyWhen reports whether words say nothing but when: "Monday", "last week".
func onlyWhen(said []string) bool {
	return len(said) == 1 || len(said) == 2 && slices.Contains([]string{"last", "next", "this", "past"}, said[0])
}

// afterPreposition reports whether a preposition that takes a date stands before
// word i.
func (c *composer) afterPreposition(i int) bool {
	if i == 0 {
		return false
	}
	if w := c.words[i-1]; w.token >= 0 && c.tree != nil {
		return c.d.Tags[w.token].UPOS == doc.ADP
	}
	return slices.Contains([]string{
		"on", "in", "since", "until", "till", "by", "from", "before", "after", "of", "for", "during", "between", "through", "to", "over",
	}, lexicon.Key(c.spelled(c.words[i-1])))
}

// How far a time expression says when it is by itself.
type relative uint8

const (
	absolute relative = iota
	yearless          // "May 5"
	deictic           // "Monday", "last week", "yesterday"
)

// relativity says how far words say when.
func relativity(said []string) relative {
	found := absolute
	for _, w := range said {
		word, ok := lexicon.English().Calendar.Word(w)
		switch {
		case len(w) == 4 && w[0] >= '1' && w[0] <= '2' && w[1] >= '0' && w[1] <= '9' && w[3] >= '0' && w[3] <= '9':
			return absolute
		case ok && word.Kind == lexicon.Weekday, slices.Contains(deicticWords, w):
			found = deictic
		case ok && (word.Kind == lexicon.Month || word.Kind == lexicon.MonthWord) && found == absolute:
			found = yearless
		}
	}
	return found
}

// deicticWords point from the day of publication.
var deicticWords = []string{
	"today", "yesterday", "tomorrow", "tonight", "last", "next", "this", "ago", "past", "coming", "previous", "later", "earlier",
}

// spellDate spells a TIMEX3 value of a day, a week, a month or a year; exact is
// false where the value says more than the words.
func spellDate(value string) (words string, exact bool) {
	if day, clock, ok := strings.Cut(value, "T"); ok && clock != "" {
		words, _ = spellDate(day)
		return words, false
	}
	for _, form := range [][2]string{{"2006-01-02", "2 January 2006"}, {"2006-01", "January 2006"}, {"2006", "2006"}} {
		if t, err := time.Parse(form[0], value); err == nil && len(value) == len(form[0]) {
			return t.Format(form[1]), true
		}
	}
	var year, week int
	if n, _ := fmt.Sscanf(value, "%4d-W%2d", &year, &week); n == 2 && len(value) == len("2006-W01") && week >= 1 && week <= 53 {
		return "the week of " + doc.Monday(year, week).Format("2 January 2006"), true
	}
	return "", false
}
