package learn

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/segment"
)

// Vectors are learnt from text alone: one for each feature of forms. A word's
// is the sum of those of its features, so that words that are not in the text
// have one too (Bojanowski et al. 2017).
type Vectors struct {
	Keys  []string // of features, as [neural.Keys] gives them
	Width int
	Data  []float32
}

func (v *Vectors) row(i int32) []float32 { return v.Data[int(i)*v.Width:][:v.Width] }

// How word vectors are learnt: skip-gram with negative samples (Mikolov et al.
// 2013), with a matrix of its own for each place of the window (Ling et al.
// 2015), for places tell more of grammar than neighbourhood alone. Parts of
// words, twice the epochs and rarer words were worth half a point of LAS on EWT
// dev and GUM dev, in single nets of 8 epochs; 128 numbers instead of 64 nothing.
const (
	reach        = 2 // words on either side
	negatives    = 4
	vectorEpochs = 12
	vectorRate   = .03
	fewestSeen   = 3
	fewestParts  = 6    // the same for features other than the word
	thinning     = 1e-3 // share of the text above which a word is skipped at times
	unigramPower = .75
	drawTable    = 1 << 20
)

// skipGram learns word vectors.
type skipGram struct {
	*Vectors
	words  []string // in normal form, that stand around others
	out    [2 * reach][]float32
	counts []int
	total  int
	draws  []int32
	draw   *rand.Rand
	sum    []float32
	slope  []float32
}

// seen is a word of the text: its place among the words, or -1, and the rows of
// its features.
type seen struct {
	word int32
	rows []int32
}

// LearnVectors learns word vectors from the sentences of texts.
func LearnVectors(lines [][]string) *Vectors {
	s := newSkipGram(lines)
	text := s.lookUp(lines)
	for epoch := range vectorEpochs {
		for i, line := range text {
			done := (float64(epoch) + float64(i)/float64(len(text))) / vectorEpochs
			s.line(line, float32(vectorRate*max(1-done, 1e-3)))
		}
	}
	s.normalize(text)
	return s.Vectors
}

// Lines gives the sentences of texts as forms.
func Lines(texts []string) (lines [][]string) {
	for _, t := range texts {
		d := &doc.Document{Text: t, Language: "en"}
		sentences, tokens := segment.Split(d)
		for _, s := range sentences {
			var line []string
			for _, token := range tokens[s.Tokens.First:s.Tokens.End] {
				line = append(line, token.Of(t))
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// lookUp gives the words of the lines.
func (s *skipGram) lookUp(lines [][]string) (text [][]*seen) {
	words, rows, forms := map[string]int32{}, map[string]int32{}, map[string]*seen{}
	for i, w := range s.words {
		words[w] = int32(i)
	}
	for i, key := range s.Keys {
		rows[key] = int32(i)
	}
	for _, line := range lines {
		list := make([]*seen, len(line))
		for i, form := range line {
			if list[i] = forms[form]; list[i] != nil {
				continue
			}
			found := &seen{word: -1}
			if id, ok := words[neural.Normal(form)]; ok {
				found.word = id
			}
			neural.Keys(form, func(key []byte) {
				if row, ok := rows[string(key)]; ok {
					found.rows = append(found.rows, row)
				}
			})
			forms[form], list[i] = found, found
		}
		text = append(text, list)
	}
	return text
}

func newSkipGram(lines [][]string) *skipGram {
	s := &skipGram{Vectors: &Vectors{Width: defaults.Sizes.Vector}, draw: rand.New(rand.NewPCG(11, 12))}
	forms, counts, features := map[string]int{}, map[string]int{}, map[string]int{}
	for _, line := range lines {
		for _, form := range line {
			forms[form]++
		}
	}
	for form, n := range forms {
		counts[neural.Normal(form)] += n
		neural.Keys(form, func(key []byte) { features[string(key)] += n })
	}
	for w, n := range counts {
		if n >= fewestSeen {
			s.words = append(s.words, w)
		}
	}
	for key, n := range features {
		if n >= fewestParts || n >= fewestSeen && (key[0] == 'w' || key[0] == 'f') {
			s.Keys = append(s.Keys, key)
		}
	}
	slices.Sort(s.Keys)
	slices.SortFunc(s.words, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	sum := 0.0
	for _, w := range s.words {
		s.counts = append(s.counts, counts[w])
		s.total += counts[w]
		sum += math.Pow(float64(counts[w]), unigramPower)
	}
	s.Data = make([]float32, len(s.Keys)*s.Width)
	for i := range s.Data {
		s.Data[i] = (s.draw.Float32() - .5) / float32(s.Width)
	}
	for i := range s.out {
		s.out[i] = make([]float32, len(s.words)*s.Width)
	}
	s.sum, s.slope = make([]float32, s.Width), make([]float32, s.Width)
	part := 0.0
	for i, n := range s.counts {
		part += math.Pow(float64(n), unigramPower) / sum
		for float64(len(s.draws)) < part*drawTable && len(s.draws) < drawTable {
			s.draws = append(s.draws, int32(i))
		}
	}
	return s
}

// line learns from a sentence.
func (s *skipGram) line(line []*seen, rate float32) {
	for i, w := range line {
		if len(w.rows) == 0 || w.word >= 0 && s.skip(w.word) {
			continue
		}
		s.add(w)
		clear(s.slope)
		for place := range s.out {
			at := i + place - reach
			if place >= reach {
				at++
			}
			if at >= 0 && at < len(line) && line[at].word >= 0 {
				s.pair(line[at].word, s.out[place], rate)
			}
		}
		share := 1 / float32(len(w.rows))
		for k := range s.slope {
			s.slope[k] *= share
		}
		for _, row := range w.rows {
			add(s.row(row), s.slope)
		}
	}
}

// skip reports whether a word is passed over this time, as frequent ones are.
func (s *skipGram) skip(w int32) bool {
	share := float64(s.counts[w]) / float64(s.total)
	return share > thinning && s.draw.Float64() > math.Sqrt(thinning/share)
}

// add sets sum to the vector of a word.
func (s *skipGram) add(w *seen) {
	clear(s.sum)
	for _, row := range w.rows {
		add(s.sum, s.row(row))
	}
}

// pair learns that another word stands by the one whose vector is sum, and some
// drawn ones do not.
func (s *skipGram) pair(by int32, out []float32, rate float32) {
	for k := range negatives + 1 {
		target, right := by, float32(1)
		if k > 0 {
			target, right = s.draws[s.draw.IntN(len(s.draws))], 0
			if target == by {
				continue
			}
		}
		o := out[int(target)*s.Width:][:s.Width]
		pull(s.sum, o, s.slope, (right-sigmoid(dot(s.sum, o)))*rate)
	}
}

// normalize brings the vectors to a common scale: the mean square of the
// numbers of forms' vectors is 1.
func (s *skipGram) normalize(text [][]*seen) {
	total, n := 0.0, 0
	known := map[*seen]bool{}
	for _, line := range text {
		for _, w := range line {
			if known[w] {
				continue
			}
			known[w] = true
			s.add(w)
			total += float64(dot(s.sum, s.sum))
			n += s.Width
		}
	}
	k := float32(1 / math.Sqrt(total/float64(n)))
	for i := range s.Data {
		s.Data[i] *= k
	}
}

// dotPlain gives the inner product of two vectors.
func dotPlain(a, b []float32) float32 {
	sum := float32(0)
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// pullPlain adds k·out to slope, and k·in to out.
func pullPlain(in, out, slope []float32, k float32) {
	out, slope = out[:len(in)], slope[:len(in)]
	for i, x := range in {
		o := out[i]
		slope[i] += k * o
		out[i] = o + k*x
	}
}
