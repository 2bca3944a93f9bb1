package neural

import (
	"hash/maphash"
	"strings"
	"sync"
)

// columns are what a form adds to the gates of the first layer: as the word
// before, as the word itself and as the word behind.
type columns [window][]int16

// highest is what the parts of a gate's sum may be, so that three of them fit
// into 16 bits.
const highest = 10900

// columnsOf computes each member's columns for up to [rows] forms, of each the
// rows of the table that are its features.
func (n *Net) columnsOf(features [][]int32) [][]columns {
	list := make([][]columns, len(features))
	for i := range list {
		list[i] = make([]columns, len(n.members))
	}
	for place, m := range n.members {
		m.columnsOf(features, func(i int) *columns { return &list[i][place] })
	}
	return list
}

func (m *member) columnsOf(features [][]int32, of func(i int) *columns) {
	size := m.words.Width
	words := make([]int16, rows*size)
	for i, list := range features {
		m.word(words[i*size:][:size], list)
	}
	sums := make([]int32, rows*m.in1.out)
	m.in1.times(sums, words, size, len(features))
	for i := range features {
		m.columns(sums[i*m.in1.out:], of(i))
	}
}

// word adds up the rows of features.
func (m *member) word(to []int16, features []int32) {
	sum := make([]float32, len(to))
	for _, f := range features {
		unit := m.words.Unit[f]
		for k, cell := range m.words.Cells[int(f)*len(sum):][:len(sum)] {
			sum[k] += float32(float32(cell) * unit)
		}
	}
	for k, x := range sum {
		to[k] = clamp16(int32(min(max(float32(x*(1<<wordBits)), -1<<20), 1<<20)))
	}
}

// columns sets the columns to what the sums say, the bias among them once.
func (m *member) columns(sums []int32, to *columns) {
	width := len(m.unit1)
	all := make([]int16, window*width)
	for part := range to {
		to[part] = all[part*width : (part+1)*width]
		for j := range to[part] {
			x := float32(float32(sums[part*width+j]) * m.unit1[j])
			if part == 1 {
				x += float32(m.bias1[j] * (1 << sumBits))
			}
			to[part][j] = int16(min(max(x, -highest), highest))
		}
	}
}

// lookUp appends each member's columns of the forms, from the cache if they are
// there.
func (n *Net) lookUp(to [][]columns, forms []string) [][]columns {
	first := len(to)
	var missing []int
	for i, f := range forms {
		c := n.forms.get(cut(f))
		if to = append(to, c); c == nil {
			missing = append(missing, i)
		}
	}
	for len(missing) > 0 {
		some := missing[:min(len(missing), rows)]
		missing = missing[len(some):]
		features := make([][]int32, len(some))
		for k, i := range some {
			features[k] = n.features(forms[i])
		}
		for k, c := range n.columnsOf(features) {
			to[first+some[k]] = c
			n.forms.put(cut(forms[some[k]]), c)
		}
	}
	return to
}

// features gives the rows of a form's features, as far as they are known.
func (n *Net) features(form string) (list []int32) {
	Keys(form, func(key []byte) {
		if row, ok := n.rows[string(key)]; ok {
			list = append(list, row)
		}
	})
	return list
}

// How many forms are kept: with 64 cells in a layer each takes 3 kB for
// each member.
const (
	shards  = 16
	perPart = 512
)

// cache keeps the columns of forms. What is in it changes no answer.
type cache struct {
	seed  maphash.Seed
	parts [shards]struct {
		sync.RWMutex
		columns map[string][]columns
	}
}

func newCache() *cache { return &cache{seed: maphash.MakeSeed()} }

func (c *cache) get(form string) []columns {
	p := &c.parts[maphash.String(c.seed, form)%shards]
	p.RLock()
	defer p.RUnlock()
	return p.columns[form]
}

// put keeps the columns of a form. A part that is full is emptied first: the
// words of the text at hand are soon there again.
func (c *cache) put(form string, found []columns) {
	p := &c.parts[maphash.String(c.seed, form)%shards]
	p.Lock()
	defer p.Unlock()
	if p.columns == nil || len(p.columns) >= perPart {
		p.columns = make(map[string][]columns, perPart)
	}
	p.columns[strings.Clone(form)] = found
}
