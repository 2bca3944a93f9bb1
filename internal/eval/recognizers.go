package eval

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf16"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// recognizersCase is one case of Recognizers-Text: a line of text, and what
// should be found in it.
type recognizersCase struct {
	Input   string
	Context struct{ ReferenceDateTime string } // what "tomorrow" is reckoned from
	Results []recognizersResult
}

// recognizersResult is one thing to be found. Start and End count UTF-16 units
// of the input, both included.
type recognizersResult struct {
	Text       string // lower-cased in some files
	Start, End int
	TypeName   string
	Resolution struct {
		Value       string
		Unit        string // in words: "Dollar"; empty: none
		ISOCurrency string // empty: not said, and yet the unit may be one
		Values      []timeReading
	}
}

// timeReading is one way to read a time expression.
type timeReading struct{ Timex, Type, Value, Start string }

func readRecognizers(sets fs.FS, name string) ([]recognizersCase, error) {
	data, err := fs.ReadFile(sets, name)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	var cases []recognizersCase
	if err := json.Unmarshal(data, &cases); err != nil {
		return nil, fmt.Errorf("eval: %s: %w", name, err)
	}
	return cases, nil
}

// span gives where the result stands in the input, in bytes. Where the counts
// do not lead to its words, the first place where they stand is taken; ok is
// false if there is none.
func (r recognizersResult) span(input string) (s text.Span, ok bool) {
	s = text.Span{Start: utf16Offset(input, r.Start), End: utf16Offset(input, r.End+1)}
	if strings.EqualFold(s.Of(input), r.Text) {
		return s, true
	}
	for i := range input {
		if end := i + len(r.Text); end <= len(input) && strings.EqualFold(input[i:end], r.Text) {
			return text.Span{Start: i, End: end}, true
		}
	}
	return text.Span{}, false
}

// utf16Offset gives the byte offset of the n-th UTF-16 unit of s, or the end.
func utf16Offset(s string, n int) int {
	for i, r := range s {
		if n <= 0 {
			return i
		}
		n -= utf16.RuneLen(r)
	}
	return len(s)
}

// oneBlock gives a text as clean copy of one paragraph.
func oneBlock(s string) []doc.Block {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return nil
	}
	start := strings.Index(s, trimmed)
	return []doc.Block{{Span: text.Span{Start: start, End: start + len(trimmed)}}}
}
