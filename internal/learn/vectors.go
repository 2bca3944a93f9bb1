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

// Vectors are word vectors learnt from text alone.
type Vectors struct {
	Words []string // in normal form
	Width int
	Data  []float32
}

func (v *Vectors) row(i int32) []float32 { return v.Data[int(i)*v.Width:][:v.Width] }

// How word vectors are learnt: skip-gram with negative samples (Mikolov et al.
// 2013), with a matrix of its own for each place of the window (Ling et al.
// 2015), for places tell more of grammar than neighbourhood alone.
const (
	reach        = 2 // words on either side
	negatives    = 4
	vectorEpochs = 6
	vectorRate   = .03
	fewestSeen   = 5
	thinning     = 1e-3 // share of the text above which a word is skipped at times
	unigramPower = .75
	drawTable    = 1 << 20
)

// skipGram learns word vectors.
type skipGram struct {
	*Vectors
	out    [2 * reach][]float32
	counts []int
	total  int
	draws  []int32
	draw   *rand.Rand
	slope  []float32
}

// LearnVectors learns word vectors from texts.
func LearnVectors(texts []string) *Vectors {
	lines, counts := wordsOf(texts)
	s := newSkipGram(counts)
	ids := map[string]int32{}
	for i, w := range s.Words {
		ids[w] = int32(i)
	}
	var text [][]int32
	for _, line := range lines {
		list := make([]int32, len(line))
		for i, w := range line {
			id, ok := ids[w]
			if !ok {
				id = -1
			}
			list[i] = id
		}
		text = append(text, list)
	}
	for epoch := range vectorEpochs {
		for i, line := range text {
			done := (float64(epoch) + float64(i)/float64(len(text))) / vectorEpochs
			s.line(line, float32(vectorRate*max(1-done, 1e-3)))
		}
	}
	s.normalize()
	return s.Vectors
}

// wordsOf gives the sentences of texts as normal forms, and how often each is
// there.
func wordsOf(texts []string) (lines [][]string, counts map[string]int) {
	counts = map[string]int{}
	for _, t := range texts {
		d := &doc.Document{Text: t, Language: "en"}
		sentences, tokens := segment.Split(d)
		for _, s := range sentences {
			var line []string
			for _, token := range tokens[s.Tokens.First:s.Tokens.End] {
				w := neural.Normal(token.Of(t))
				counts[w]++
				line = append(line, w)
			}
			lines = append(lines, line)
		}
	}
	return lines, counts
}

func newSkipGram(counts map[string]int) *skipGram {
	s := &skipGram{Vectors: &Vectors{Width: defaults.Sizes.Vector}, draw: rand.New(rand.NewPCG(11, 12))}
	for w, n := range counts {
		if n >= fewestSeen {
			s.Words = append(s.Words, w)
		}
	}
	slices.SortFunc(s.Words, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	sum := 0.0
	for _, w := range s.Words {
		s.counts = append(s.counts, counts[w])
		s.total += counts[w]
		sum += math.Pow(float64(counts[w]), unigramPower)
	}
	s.Data = make([]float32, len(s.Words)*s.Width)
	for i := range s.Data {
		s.Data[i] = (s.draw.Float32() - .5) / float32(s.Width)
	}
	for i := range s.out {
		s.out[i] = make([]float32, len(s.Data))
	}
	s.slope = make([]float32, s.Width)
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
func (s *skipGram) line(line []int32, rate float32) {
	for i, w := range line {
		if w < 0 {
			continue
		}
		share := float64(s.counts[w]) / float64(s.total)
		if share > thinning && s.draw.Float64() > math.Sqrt(thinning/share) {
			continue
		}
		for place := range s.out {
			at := i + place - reach
			if place >= reach {
				at++
			}
			if at >= 0 && at < len(line) && line[at] >= 0 {
				s.pair(w, line[at], s.out[place], rate)
			}
		}
	}
}

// pair learns that one word stands by another, and some drawn ones do not.
func (s *skipGram) pair(w, by int32, out []float32, rate float32) {
	in := s.row(w)
	clear(s.slope)
	for k := range negatives + 1 {
		target, right := by, float32(1)
		if k > 0 {
			target, right = s.draws[s.draw.IntN(len(s.draws))], 0
			if target == by {
				continue
			}
		}
		o := out[int(target)*s.Width:][:s.Width]
		pull(in, o, s.slope, (right-sigmoid(dot(in, o)))*rate)
	}
	add(in, s.slope)
}

// normalize brings the vectors to a common scale: the mean square of their
// numbers is 1.
func (s *skipGram) normalize() {
	sum := 0.0
	for _, x := range s.Data {
		sum += float64(x) * float64(x)
	}
	k := float32(1 / math.Sqrt(sum/float64(len(s.Data))))
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
