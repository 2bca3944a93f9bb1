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

// columnsOf computes each member's columns for rows of the table.
func (n *Net) columnsOf(features []int32) []columns {
	list := make([]columns, len(n.members))
	for i, m := range n.members {
		list[i] = m.columnsOf(features)
	}
	return list
}

func (m *member) columnsOf(features []int32) (c columns) {
	sum := make([]float32, m.words.Width)
	for _, f := range features {
		unit := m.words.Unit[f]
		for k, cell := range m.words.Cells[int(f)*m.words.Width:][:len(sum)] {
			sum[k] += float32(float32(cell) * unit)
		}
	}
	word := make([]int16, rows*len(sum))
	for k, x := range sum {
		word[k] = clamp16(int32(min(max(float32(x*(1<<wordBits)), -1<<20), 1<<20)))
	}
	sums := make([]int32, rows*m.in1.out)
	m.in1.times(sums, word, len(sum), 1)
	width := len(m.unit1)
	all := make([]int16, window*width)
	for part := range c {
		c[part] = all[part*width : (part+1)*width]
		for j := range c[part] {
			x := float32(float32(sums[part*width+j]) * m.unit1[j])
			if part == 1 {
				x += float32(m.bias1[j] * (1 << sumBits))
			}
			c[part][j] = int16(min(max(x, -highest), highest))
		}
	}
	return c
}

// form gives each member's columns of a form, from the cache if they are there.
func (n *Net) form(form string) []columns {
	form = cut(form)
	if c := n.forms.get(form); c != nil {
		return c
	}
	var features []int32
	Keys(form, func(key []byte) {
		if row, ok := n.rows[string(key)]; ok {
			features = append(features, row)
		}
	})
	c := n.columnsOf(features)
	n.forms.put(form, c)
	return c
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
