package model

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Tagged is one sequence to learn from: the features and the tag of each item.
type Tagged struct {
	Features [][]uint32
	Tags     []uint8
	Weight   float64
}

// Chain says how a [Sequence] is learnt.
type Chain struct {
	Tags     int
	Step     func(from, to int) bool // which steps there are; Tags stands for the outside at both ends
	Epochs   int                     // times that all sequences are gone through
	Rate, L2 float64
	Dropout  float64 // share of the features that is left out at each sight
	MinCount int     // features seen less often are left out
	Rows     int     // how many features are kept, those that weigh most
	Seed     uint64
}

// LearnSequence maximises the likelihood of the tags by stochastic gradient
// descent with AdaGrad (Duchi, Hazan and Singer 2011) on shuffled sequences.
func LearnSequence(data []Tagged, o Chain) *Sequence {
	l := newChainLearner(data, o)
	draw := rand.New(rand.NewPCG(o.Seed, 6))
	for range o.Epochs {
		for _, i := range draw.Perm(len(data)) {
			l.learn(i, draw)
		}
	}
	return l.sequence()
}

// chainLearner holds the weights while they are learnt.
type chainLearner struct {
	Chain
	data     []Tagged
	features []uint32  // of each row
	rows     [][]int32 // of each item of all sequences, one behind another
	starts   []int     // where each sequence's items begin
	weights  []float32 // rows, then the steps
	squares  []float32
	base     int       // where the steps begin
	odds     []float64 // of each item and tag
	ahead    []float64 // forward sums, scaled
	behind   []float64
	steps    []float64 // exp of the steps' weights
}

func newChainLearner(data []Tagged, o Chain) *chainLearner {
	l := &chainLearner{Chain: o, data: data}
	counts := map[uint32]int32{}
	for _, s := range data {
		for _, item := range s.Features {
			for _, f := range item {
				counts[f]++
			}
		}
	}
	ids := map[uint32]int32{}
	for _, s := range data {
		l.starts = append(l.starts, len(l.rows))
		for _, item := range s.Features {
			row := make([]int32, 0, len(item))
			for _, f := range item {
				id, ok := ids[f]
				if !ok && int(counts[f]) >= o.MinCount && f != 0 {
					id, ok = int32(len(l.features)), true
					ids[f] = id
					l.features = append(l.features, f)
				}
				if ok {
					row = append(row, id)
				}
			}
			l.rows = append(l.rows, row)
		}
	}
	l.base = len(l.features) * o.Tags
	l.weights = make([]float32, l.base+(o.Tags+2)*o.Tags)
	l.squares = make([]float32, len(l.weights))
	return l
}

// stepAt gives where the weight of a step is; from Tags into the first item,
// from the last one to Tags.
func (l *chainLearner) stepAt(from, to int) int {
	if to == l.Tags {
		return l.base + (l.Tags+1)*l.Tags + from
	}
	return l.base + from*l.Tags + to
}

// learn takes one step down the slope of one sequence.
func (l *chainLearner) learn(at int, draw *rand.Rand) {
	n, tags := len(l.data[at].Tags), l.Tags
	if n == 0 {
		return
	}
	items := make([][]int32, n)
	for i := range items {
		items[i] = l.drop(l.rows[l.starts[at]+i], draw)
	}
	l.score(items)
	l.sums(n)
	weight := l.data[at].Weight
	gold := l.data[at].Tags
	for i := range items {
		total := 0.0
		for t := range tags {
			total += l.ahead[i*tags+t] * l.behind[i*tags+t]
		}
		for t := range tags {
			slope := l.ahead[i*tags+t] * l.behind[i*tags+t] / total
			if int(gold[i]) == t {
				slope--
			}
			if math.Abs(slope) < 1e-4 {
				continue
			}
			for _, row := range items[i] {
				l.step(int(row)*tags+t, slope*weight)
			}
		}
	}
	l.learnSteps(gold, weight)
}

// drop leaves out a share of the features.
func (l *chainLearner) drop(rows []int32, draw *rand.Rand) []int32 {
	if l.Dropout == 0 {
		return rows
	}
	kept := make([]int32, 0, len(rows))
	for _, r := range rows {
		if draw.Float64() >= l.Dropout {
			kept = append(kept, r)
		}
	}
	return kept
}

func (l *chainLearner) step(at int, slope float64) {
	slope += l.L2 * float64(l.weights[at])
	l.squares[at] += float32(slope * slope)
	l.weights[at] -= float32(l.Rate * slope / math.Sqrt(float64(l.squares[at])+1e-8))
}

// score fills in the odds of items and steps.
func (l *chainLearner) score(items [][]int32) {
	tags := l.Tags
	l.odds = slices.Grow(l.odds[:0], len(items)*tags)[:len(items)*tags]
	keep := 1 / (1 - l.Dropout)
	for i, rows := range items {
		odds := l.odds[i*tags : (i+1)*tags]
		clear(odds)
		for _, row := range rows {
			for t, w := range l.weights[int(row)*tags : int(row)*tags+tags] {
				odds[t] += float64(w)
			}
		}
		most := slices.Max(odds) * keep
		for t := range odds {
			odds[t] = math.Exp(odds[t]*keep - most)
		}
	}
	l.steps = slices.Grow(l.steps[:0], (tags+2)*tags)[:(tags+2)*tags]
	for from := range tags + 1 {
		for to := range tags + 1 {
			if from == tags && to == tags {
				continue
			}
			at := l.stepAt(from, to)
			if l.steps[at-l.base] = 0; l.Step(from, to) {
				l.steps[at-l.base] = math.Exp(float64(l.weights[at]))
			}
		}
	}
}

// sums fills in the forward and backward sums, each item's scaled to 1.
func (l *chainLearner) sums(n int) {
	tags := l.Tags
	l.ahead = slices.Grow(l.ahead[:0], n*tags)[:n*tags]
	l.behind = slices.Grow(l.behind[:0], n*tags)[:n*tags]
	for i := range n {
		row := l.ahead[i*tags : (i+1)*tags]
		for t := range row {
			row[t] = l.steps[tags*tags+t]
			if i > 0 {
				row[t] = 0
				for f, v := range l.ahead[(i-1)*tags : i*tags] {
					row[t] += v * l.steps[f*tags+t]
				}
			}
			row[t] *= l.odds[i*tags+t]
		}
		scale(row)
	}
	for i := n - 1; i >= 0; i-- {
		row := l.behind[i*tags : (i+1)*tags]
		for f := range row {
			row[f] = l.steps[(tags+1)*tags+f]
			if i < n-1 {
				row[f] = 0
				for t, v := range l.behind[(i+1)*tags : (i+2)*tags] {
					row[f] += v * l.odds[(i+1)*tags+t] * l.steps[f*tags+t]
				}
			}
		}
		scale(row)
	}
}

func scale(row []float64) {
	sum := 0.0
	for _, v := range row {
		sum += v
	}
	for t := range row {
		row[t] /= sum
	}
}

// learnSteps steps down the slope of the steps' weights.
func (l *chainLearner) learnSteps(gold []uint8, weight float64) {
	tags := l.Tags
	slopes := make([]float64, (tags+2)*tags)
	expected := make([]float64, tags*tags)
	for i := 0; i+1 < len(gold); i++ {
		total := 0.0
		for f := range tags {
			for t := range tags {
				v := l.ahead[i*tags+f] * l.steps[f*tags+t] * l.odds[(i+1)*tags+t] * l.behind[(i+1)*tags+t]
				expected[f*tags+t] = v
				total += v
			}
		}
		for at, v := range expected {
			slopes[at] += v / total
		}
		slopes[int(gold[i])*tags+int(gold[i+1])]--
	}
	for at, slope := range slopes {
		if slope != 0 {
			l.step(l.base+at, slope*weight)
		}
	}
}

// sequence gives the model, its weights rounded: the rows that weigh most.
func (l *chainLearner) sequence() *Sequence {
	s := &Sequence{tags: l.Tags, steps: make([]int32, (l.Tags+2)*l.Tags)}
	for from := range l.Tags + 1 {
		for to := range l.Tags + 1 {
			if from == l.Tags && to == l.Tags {
				continue
			}
			at := l.stepAt(from, to)
			if s.steps[at-l.base] = forbidden; l.Step(from, to) {
				s.steps[at-l.base] = int32(math.Round(float64(l.weights[at]) * Unit))
			}
		}
	}
	kept := l.heaviest()
	s.follow()
	s.room(len(kept))
	for _, row := range kept {
		at := s.slot(l.features[row])
		s.keys[at] = l.features[row]
		for t := range l.Tags {
			s.cells[at*s.tags+t] = l.cell(row*l.Tags + t)
		}
	}
	return s
}

func (l *chainLearner) cell(at int) int8 {
	w := float64(l.weights[at]) * (Unit / seqUnit)
	return int8(math.Round(min(max(w, -127), 127)))
}

// heaviest gives the rows to keep.
func (l *chainLearner) heaviest() []int {
	var rows []int
	weights := make([]int, len(l.features))
	for row := range weights {
		for t := range l.Tags {
			c := int(l.cell(row*l.Tags + t))
			weights[row] += max(c, -c)
		}
		if weights[row] > 0 {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return weights[b] - weights[a] })
	if l.Rows > 0 && len(rows) > l.Rows {
		rows = rows[:l.Rows]
	}
	return rows
}
