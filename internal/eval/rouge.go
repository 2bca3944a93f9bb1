package eval

import "strings"

// rouge holds the F1 of ROUGE-1, ROUGE-2 and ROUGE-L.
type rouge struct{ r1, r2, rl float64 }

// rougeOf compares a summary with a reference after Lin, "ROUGE: A Package for
// Automatic Evaluation of Summaries" (2004): the bigrams and words that both
// have, and the longest sequence of words that both have in the same order.
//
// The words are runs of a-z and 0-9 in the lower-cased text, and no stemming is
// done, as in the defaults of Google's rouge_score. ROUGE-L takes each text as
// one sequence, not sentence by sentence. Published figures are often made with
// Porter's stemmer and do not compare with these.
func rougeOf(summary, reference string) rouge {
	got, want := rougeWords(summary), rougeWords(reference)
	longest := Overlap{common: commonSequence(got, want), got: len(got), want: len(want)}
	return rouge{
		r1: credit(bagOverlap(got, want)),
		r2: credit(bagOverlap(bigrams(got), bigrams(want))),
		rl: credit(longest),
	}
}

// credit gives the F1 of an overlap, or 0 where there is nothing to compare:
// ROUGE gives no credit for that.
func credit(o Overlap) float64 {
	if o.common == 0 {
		return 0
	}
	return o.F1()
}

func rougeWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

func bigrams(words []string) [][2]string {
	var pairs [][2]string
	for i := 1; i < len(words); i++ {
		pairs = append(pairs, [2]string{words[i-1], words[i]})
	}
	return pairs
}

// commonSequence gives the length of the longest sequence of words that stand
// in both lists in the same order, in time len(a) * len(b).
func commonSequence(a, b []string) int {
	row := make([]int, len(b)+1) // row[j]: the longest of the words of a so far and b[:j]
	for _, word := range a {
		diagonal := 0
		for j, other := range b {
			above := row[j+1]
			if word == other {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
