package eval

import (
	_ "embed"
	"strings"
)

//go:embed testdata/known-differences.tsv
var knownRows string

// difference is a case of Recognizers-Text whose wanted answer a newsroom would
// call wrong.
type difference struct {
	model, input string
	want, got    string // in words
	reason       string
}

// differences are the known ones.
type differences []difference

// knownDifferences gives the table's rows. A test reads what is compiled in.
func knownDifferences() differences {
	var list differences
	for line := range strings.Lines(knownRows) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 5 {
			continue
		}
		list = append(list, difference{fields[0], fields[1], fields[2], fields[3], fields[4]})
	}
	return list
}

// has reports whether a case is a known difference.
func (d differences) has(model string, c recognizersCase) bool {
	for _, k := range d {
		if k.model == model && k.input == strings.TrimSpace(c.Input) {
			return true
		}
	}
	return false
}

// mark notes in the score of a case that it is a known difference.
func (d differences) mark(model string, c recognizersCase, s caseScore) caseScore {
	s.known = d.has(model, c)
	return s
}

// count gives how many of the cases are known differences.
func (d differences) count(model string, cases []recognizersCase) int {
	n := 0
	for _, c := range cases {
		if d.has(model, c) {
			n++
		}
	}
	return n
}
