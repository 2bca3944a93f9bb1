package main

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/eval"
)

// extractor is a library that finds the article of a page, or copydesk.
type extractor struct {
	name    string // what the tables call it
	module  string // its module, whose version the tables give; empty: the one built here
	options string // how it is called, for the tables
	facts   bool   // it gives title, authors and date too
	extract func(source) (answer, error)
}

// extractors gives copydesk, the peers, and last the baseline.
func extractors() []extractor {
	return []extractor{copydesk(), trafilatura(), readeck(), shiori(), domDistiller(), everything()}
}

// source is one page in one form.
type source struct {
	html string // UTF-8
	url  string // empty: not given
	text string // what html was made of, if it was text

	weights *clean.Weights // for copydesk; nil: those that ship
}

// answer is what an extractor finds.
type answer struct {
	text    string
	title   string
	authors eval.Bylines // the ways to read who it says wrote it; none: nobody
	date    string       // RFC 3339 or EDTF; empty: none
}

// wrap gives text as the peers take it: each line that is not blank as a
// paragraph of an HTML page without a head.
func wrap(text string) string {
	var b strings.Builder
	b.WriteString("<html><body>\n")
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

// patience is how long an extractor may take for one page. The slowest answer
// on the development sets takes a second or two.
const patience = 30 * time.Second

// How an extractor can fail in ways that it does not say itself.
var (
	errPanic = errors.New("panics")
	errHangs = errors.New("hangs")
)

// attempt gives the answer for one page, and an empty one with an error where
// the extractor refuses the page or panics ([errPanic]).
func (e extractor) attempt(s source) (a answer, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", errPanic, cause)
		}
		if err != nil {
			a = answer{}
		}
	}()
	return e.extract(s)
}

// try is attempt within a limit of time. An extractor that takes longer
// ([errHangs]) is left to itself.
func (e extractor) try(s source, limit time.Duration) (answer, error) {
	type result struct {
		answer
		error
	}
	done := make(chan result, 1)
	go func() {
		a, err := e.attempt(s)
		done <- result{a, err}
	}()
	select {
	case r := <-done:
		return r.answer, r.error
	case <-time.After(limit):
		return answer{}, fmt.Errorf("%w: no answer in %v", errHangs, limit)
	}
}

// day writes the day of a time in its own zone; empty for the zero time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
