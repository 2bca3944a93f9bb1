package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
)

// Table holds the figures of one task.
type Table struct {
	Title   string
	About   []string // what the columns are and how they were measured, a line each
	Columns []string // names of the figures, at most seven letters each
	Rows    []Row
}

// Row holds the figures of one set.
type Row struct {
	Set     string
	N       int      // how many things were measured
	Figures []Figure // one for each of the table's columns
}

// Figure is one measured figure beside what the baseline gives, both as shares
// of 1. NaN is no figure.
type Figure struct{ Value, Baseline float64 }

// none stands for a figure that there is not.
var none = math.NaN()

// Format writes the tables as testdata/scores.txt has them: in per cent, each
// figure with the baseline's in the next column, in columns of fixed width so
// that a change of one figure is a change of one line.
func Format(w io.Writer, tables []Table) error {
	out := bufio.NewWriter(w)
	for _, line := range preamble {
		fmt.Fprintln(out, strings.TrimSpace("# "+line))
	}
	for _, t := range tables {
		t.format(out)
	}
	return out.Flush()
}

var preamble = []string{
	"How good the engine is, on annotated data that is no part of the project.",
	"`make eval` writes this file; the test of package eval fails where a figure has moved.",
	"",
	"All figures but n are in per cent. The column behind each is the same for the baseline,",
	"the simplest thing that could be done. n is how many things were measured; - is no figure.",
}

func (t Table) format(w io.Writer) {
	fmt.Fprintf(w, "\n== %s\n", t.Title)
	for _, line := range t.About {
		fmt.Fprintln(w, "# "+line)
	}
	line := fmt.Sprintf("%-26s %6s", "set", "n")
	for _, c := range t.Columns {
		line += fmt.Sprintf("  %7s %7s", c, "base")
	}
	fmt.Fprintln(w, line)
	for _, r := range t.Rows {
		line := fmt.Sprintf("%-26s %6d", r.Set, r.N)
		for _, f := range r.Figures {
			line += fmt.Sprintf("  %7s %7s", percent(f.Value), percent(f.Baseline))
		}
		fmt.Fprintln(w, line)
	}
}

// percent gives a share in per cent with two places, which is finer than any
// set here resolves and coarser than what machines differ in.
func percent(share float64) string {
	if math.IsNaN(share) {
		return "-"
	}
	s := fmt.Sprintf("%.2f", 100*share)
	if s == "-0.00" {
		return "0.00"
	}
	return s
}
