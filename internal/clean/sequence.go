package clean

import "github.com/copydesk/copydesk/internal/model"

// sequenceFamilies are what the second look at a text's lines sees: the first
// look's answers around the line, and the line itself once more.
var sequenceFamilies = []family{
	{"first look", 1, (*sheet).firstLook},
	{"first look around", 12, (*sheet).looksAround},
	{"surroundings", 10, (*sheet).surroundings},
	{"run", 7, (*sheet).inRun},
	{"length", 6, (*sheet).length},
	{"ending", 9, (*sheet).ends},
	{"lexicon", 10, (*sheet).lexicon},
	{"kind", 4, (*sheet).kind},
	{"repeats", 3, (*sheet).repeats},
	{"wording", 4, (*sheet).wording},
}

// looks are the first look's answers, and sums over them.
type looks struct {
	odds       []int32
	kept, seen []int // words so far, as probable as they are kept, and all; in thousandths
	last, next []int // nearest line that is surely body
	run        run
}

// confident are the odds from which on a line is surely body: nine to one.
const confident = 2250

// look lays out the first look's answers.
func (s *sheet) look(odds []int32) {
	n := len(odds)
	l := &looks{odds: odds, kept: make([]int, n+1), seen: make([]int, n+1), last: make([]int, n), next: make([]int, n)}
	for i, o := range odds {
		words := s.views[i].count + 1
		p := int(model.Probability(o)*1000 + 0.5)
		l.kept[i+1] = l.kept[i] + words*p
		l.seen[i+1] = l.seen[i] + words*1000
	}
	at := -far
	for i := range n {
		l.last[i] = at
		if odds[i] > confident && s.views[i].count >= goodWords {
			at = i
		}
	}
	at = n + far
	for i := n - 1; i >= 0; i-- {
		l.next[i] = at
		if odds[i] > confident && s.views[i].count >= goodWords {
			at = i
		}
	}
	l.run = s.bestRun(odds)
	s.first = l
}

// run is a half-open stretch of blocks.
type run struct{ first, end int }

// Bounds on what one line counts for a run: in words, and against it in odds.
const (
	runWords = 40
	runFloor = -2 * model.Unit
)

// bestRun gives the run of lines with the highest sum of odds, by words
// (Kadane's algorithm).
func (s *sheet) bestRun(odds []int32) run {
	best, bestSum := run{}, 0
	start, sum := 0, 0
	for i, o := range odds {
		if sum < 0 {
			start, sum = i, 0
		}
		sum += int(max(o, runFloor)) * (min(s.views[i].count, runWords) + 2)
		if sum > bestSum {
			best, bestSum = run{start, i + 1}, sum
		}
	}
	return best
}

func (s *sheet) firstLook(i int, out []float32) { out[0] = float32(s.first.odds[i]) }

func (s *sheet) looksAround(i int, out []float32) {
	for d := 1; d <= 6; d++ {
		out[2*d-2], out[2*d-1] = s.oddsAt(i-d), s.oddsAt(i+d)
	}
}

// oddsAt gives the first look's answer at a line, and far less than any where
// there is no line.
func (s *sheet) oddsAt(i int) float32 {
	if i < 0 || i >= len(s.first.odds) {
		return -16 * model.Unit
	}
	return float32(s.first.odds[i])
}

// share gives how much of the words of lines first to end is kept.
func (l *looks) share(first, end int) float32 {
	n := len(l.odds)
	first, end = max(0, min(first, n)), max(0, min(end, n))
	return ratio(l.kept[end]-l.kept[first], l.seen[end]-l.seen[first])
}

func (s *sheet) surroundings(i int, out []float32) {
	l, n := s.first, len(s.first.odds)
	out[0] = l.share(i-8, i)
	out[1] = l.share(i+1, i+9)
	out[2] = l.share(i-25, i)
	out[3] = l.share(i+1, i+26)
	out[4] = ratio(l.kept[i], l.kept[n])
	out[5] = ratio(l.kept[n]-l.kept[i+1], l.kept[n])
	out[6] = l.share(0, n)
	out[7] = float32(l.kept[n] / 1000)
	out[8] = l.share(i-3, i+4)
	out[9] = float32(n)
}

func (s *sheet) inRun(i int, out []float32) {
	l := s.first
	out[0] = flag(i >= l.run.first && i < l.run.end)
	out[1] = float32(i - l.run.first)
	out[2] = float32(l.run.end - i)
	out[3] = float32(i - l.last[i])
	out[4] = float32(l.next[i] - i)
	out[5] = float32(s.between(l.last[i]+1, i).words)
	out[6] = float32(s.between(i+1, l.next[i]).words)
}
