package eval

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
)

// carbSentence is a sentence of CaRB with what it states, as people wrote it
// down: a predicate and its arguments, put together in the order of reading.
type carbSentence struct {
	text   string
	tuples []string
}

// readCarb reads the tuples of CaRB's development set.
func readCarb(sets fs.FS) ([]carbSentence, error) {
	const name = "claims/carb/dev.tsv"
	data, err := fs.ReadFile(sets, name)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	var list []carbSentence
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) < 3 {
			return nil, fmt.Errorf("eval: %s: %q has %d columns, want 3 or more", name, line, len(f))
		}
		s := printed(f[0])
		if len(list) == 0 || list[len(list)-1].text != s {
			list = append(list, carbSentence{text: s})
		}
		tuple := strings.Join(append([]string{f[2], f[1]}, f[3:]...), " ")
		last := &list[len(list)-1]
		last.tuples = append(last.tuples, printed(tuple))
	}
	return list, nil
}

// printed puts parted tokens together as print has them.
func printed(tokens string) string {
	var b strings.Builder
	var gap spacer
	for token := range strings.FieldsSeq(tokens) {
		word, space := gap.next(brackets.Replace(token))
		b.WriteString(space + word)
	}
	return b.String()
}

var brackets = strings.NewReplacer("-LRB-", "(", "-RRB-", ")", "-LCB-", "{", "-RCB-", "}")

// scoreClauses measures how well claims part a sentence into what it states.
func scoreClauses(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Claims, clauses",
		About: []string{
			"CaRB's development set: sentences with what they state, written down by people as predicate and arguments.",
			"F1 is over the words of such a tuple and of the claim that has most of them, on the mean over all tuples;",
			"precision is the share of that claim's words that are in the tuple, recall the other way. Tuples state many",
			"things that are no clause of the sentence. n is the number of tuples. Baseline: the sentence is one claim.",
		},
		Columns: []string{"F1", "prec", "recall"},
	}
	sentences, err := readCarb(sets)
	if err != nil {
		return t, err
	}
	var got, base []Overlap
	for _, s := range each(sentences, clauseOverlaps) {
		got, base = append(got, s[0]...), append(base, s[1]...)
	}
	t.Rows = []Row{{"CaRB dev", len(got), []Figure{
		{Mean(got, Overlap.F1), Mean(base, Overlap.F1)},
		{Mean(got, Overlap.Precision), Mean(base, Overlap.Precision)},
		{Mean(got, Overlap.Recall), Mean(base, Overlap.Recall)},
	}}}
	return t, nil
}

// clauseOverlaps gives for each tuple of a sentence how the best claim agrees
// with it, and how the sentence does.
func clauseOverlaps(s carbSentence) [2][]Overlap {
	var got, base []Overlap
	claims := claim.Extract(analyze.Analyze(s.text, "en", nil, doc.Date{}))
	for _, tuple := range s.tuples {
		best := WordOverlap("", tuple)
		for _, c := range claims {
			if o := WordOverlap(c.Text, tuple); o.F1() > best.F1() {
				best = o
			}
		}
		got, base = append(got, best), append(base, WordOverlap(s.text, tuple))
	}
	return [2][]Overlap{got, base}
}
