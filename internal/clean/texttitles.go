package clean

import (
	"strings"

	"github.com/copydesk/copydesk/internal/model"
)

// A flattened page's title stands among the lines before its body; so many of
// the last of them are looked at, and so many of the first of all.
const (
	linesAbove = 40
	linesOnTop = 6
	linesBelow = 6
)

// textCandidate is one line, or part of one, that may be the title.
type textCandidate struct {
	words string
	key   string
	block int
	cut   float32
	tail  string
}

// textCandidates gives the lines of a text that may be its title, whole and
// without what stands behind a separator if what is left stands elsewhere for
// itself, or what is cut off does.
func (s *statement) textCandidates() []textCandidate {
	var list []textCandidate
	for i := range s.views[:min(len(s.views), s.firstBody+linesBelow)] {
		v := &s.views[i]
		if i >= linesOnTop && i < s.firstBody-linesAbove || !v.short() {
			continue
		}
		list = append(list, textCandidate{words: v.block.Text, key: v.key, block: i})
		for at, width := range separatorsIn(v.block.Text) {
			rest, tail := strings.TrimSpace(v.block.Text[:at]), strings.TrimSpace(v.block.Text[at+width:])
			key, tailKey := keyOf(rest), keyOf(tail)
			if key != "" && (len(s.byKey[key]) > 0 || len(s.byKey[tailKey]) > 0) {
				list = append(list, textCandidate{words: rest, key: key, block: i, cut: 1, tail: tail})
			}
		}
	}
	if t := s.title; t.words != "" {
		list = append(list, textCandidate{words: t.words, key: t.key, block: t.block, tail: t.tail})
	}
	return list
}

// textTitleWidth is how many features a candidate has.
const textTitleWidth = 41

func (s *statement) textTitleRows(list []textCandidate) [][]float32 {
	rows := make([][]float32, len(list))
	lead := s.leadWords()
	for i := range list {
		rows[i] = s.textTitleRow(&list[i], lead, i, len(list))
	}
	return rows
}

// maxLead is how much of a block of the lead is looked at, in bytes.
const maxLead = 1000

// leadWords gives the key of the first running text.
func (s *statement) leadWords() string {
	key := " "
	for i := s.firstBody; i < min(len(s.views), s.firstBody+4); i++ {
		if s.views[i].kept {
			key += s.views[i].key[:min(len(s.views[i].key), maxLead)]
		}
	}
	return key
}

func (s *statement) textTitleRow(c *textCandidate, lead string, n, of int) []float32 {
	v := &s.views[c.block]
	row := make([]float32, 0, textTitleWidth)
	add := func(values ...float32) { row = append(row, values...) }
	add(shapeOf(c.words)...)
	add(float32(c.block), float32(max(s.firstBody-c.block, -20)), float32(c.block)/float32(len(s.views)), float32(n), float32(of))
	add(flag(c.words == s.title.words), float32(overlap(c.key, s.title.key)), c.cut, flag(c.tail != ""))
	add(float32(len(s.byKey[c.key])), float32(s.holding(c)), flag(c.block == firstOfKey(s.byKey[c.key])))
	add(shareOf(c.key, lead))
	add(float32(v.score.Total()), flag(v.said), flag(v.names), flag(v.dateOnly), flag(v.kept), flag(glued(v)))
	for _, k := range []int{-2, -1, 1, 2, 3} {
		add(s.neighbour(c.block + k))
	}
	above, below := s.around(c.block)
	add(above, below)
	add(s.siteLikeness(c.words))
	add(float32(s.longestNear(c.block)), float32(s.rank(c.block)))
	return row
}

// rank gives how many lines between the candidate and the body could be titles
// themselves.
func (s *statement) rank(i int) int {
	n := 0
	for k := i + 1; k < min(len(s.views), s.firstBody); k++ {
		n += one(s.views[k].couldBeTitle() && s.views[k].count > 3)
	}
	return n
}

func firstOfKey(list []int) int {
	if len(list) == 0 {
		return -1
	}
	return list[0]
}

// holding counts the lines that hold the candidate's words with others around
// them: the page's own title above, teasers and shares below.
func (s *statement) holding(c *textCandidate) int {
	n := 0
	for i := range s.views {
		v := &s.views[i]
		if v.short() && len(v.key) > len(c.key) && strings.Contains(" "+v.key, " "+c.key) {
			n++
		}
	}
	return min(n, 5)
}

// neighbour says what a line near the candidate is: -1 none, 1 a date, 2 a byline,
// 3 boilerplate, 4 running text, 5 another short line.
func (s *statement) neighbour(i int) float32 {
	if i < 0 || i >= len(s.views) {
		return -1
	}
	v := &s.views[i]
	switch {
	case v.date.ok() && v.count < dateWords:
		return 1
	case v.names:
		return 2
	case v.said:
		return 3
	case v.stop && v.count >= proseWords:
		return 4
	case v.count <= 2:
		return 5
	}
	return 6
}

// around gives how far above and below the next date or byline is.
func (s *statement) around(i int) (above, below float32) {
	const reach = 8
	above, below = reach, reach
	for k := 1; k < reach; k++ {
		if n := s.neighbour(i - k); above == reach && (n == 1 || n == 2) {
			above = float32(k)
		}
		if n := s.neighbour(i + k); below == reach && (n == 1 || n == 2) {
			below = float32(k)
		}
	}
	return above, below
}

// longestNear gives how many words the longest line has that is near and no
// sentence.
func (s *statement) longestNear(i int) int {
	most := 0
	for k := max(0, i-5); k <= min(len(s.views)-1, i+5); k++ {
		if v := &s.views[k]; k != i && !v.stop {
			most = max(most, v.count)
		}
	}
	return min(most, maxTitle)
}

// sureTitle are the odds from which a line is given as a text's title.
var sureTitle = model.Odds(0.2)

func (f *Facts) textTitle(s *statement) title {
	if f.TextTitles == nil || f.TextTitles.Features() == 0 {
		return s.title
	}
	list := s.textCandidates()
	best := likeliest(oddsOf(f.TextTitles, s.textTitleRows(list)), sureTitle)
	if best < 0 {
		return title{block: -1}
	}
	c := &list[best]
	t := title{words: c.words, key: c.key, block: c.block, tail: c.tail}
	if same := s.byKey[c.key]; len(same) > 0 && same[0] < c.block {
		t.block = same[0]
	}
	return t
}
