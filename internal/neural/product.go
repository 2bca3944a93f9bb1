package neural

import "math"

// matrix is what vectors of 16 bits are multiplied by: whole numbers of 16
// bits, laid out as the machine at hand multiplies them best. Sums are of 32
// bits and never too large for them, so that all ways of adding up give the
// same.
type matrix struct {
	in, out int     // even; a multiple of [lanes]
	pairs   []int16 // for the kernel: two rows at a time, column by column
	twins   []int64 // for the plain path: blocks of eight columns, row by row, two columns in one number
}

const (
	lanes = 16 // columns that are multiplied at once
	rows  = 4  // vectors that are multiplied at once
)

func up(n, to int) int { return (n + to - 1) / to * to }

// newMatrix makes room for a matrix, its columns filled up to a multiple of
// [lanes].
func newMatrix(in, out int, kernel bool) matrix {
	m := matrix{in: in, out: up(out, lanes)}
	if kernel {
		m.pairs = make([]int16, in*m.out)
	} else {
		m.twins = make([]int64, in*m.out/2)
	}
	return m
}

// set sets an element, which was 0.
func (m *matrix) set(i, j int, v int16) {
	if m.pairs != nil {
		m.pairs[i/2*2*m.out+2*j+i%2] = v
		return
	}
	m.twins[j/block*m.in*twinsOf+i*twinsOf+j%block/2] += int64(v) << (32 * (j % 2))
}

// times sets sums, in rows of m.out, to the products of m and n vectors, which
// lie stride apart. Both have room for as many as fill up a multiple of
// [rows].
func (m *matrix) times(sums []int32, vectors []int16, stride, n int) {
	if n == 0 {
		return
	}
	_ = sums[up(n, rows)*m.out-1]
	_ = vectors[(up(n, rows)-1)*stride+m.in-1]
	if m.pairs == nil {
		for i := 0; i < n; i += 2 {
			m.plain(sums[i*m.out:][:2*m.out], vectors[i*stride:][:m.in], vectors[(i+1)*stride:][:m.in])
		}
		return
	}
	for i := 0; i < n; i += rows {
		multiply(&sums[i*m.out], &vectors[i*stride], &m.pairs[0], m.out, stride, m.in)
	}
}

// The plain path does a block of columns at a time, two columns in one
// multiplication of 64 bits, the second 32 bits up.
const (
	block   = 8
	twinsOf = block / 2
)

// plain multiplies two vectors, whose sums stand behind one another.
func (m *matrix) plain(sums []int32, first, second []int16) {
	second = second[:len(first)]
	for j := 0; j < m.out; j += block {
		twins := m.twins[j/block*m.in*twinsOf:][:m.in*twinsOf]
		var a, b, c, d, e, f, g, h int64
		for i, v := range first {
			w := twins[twinsOf*i : twinsOf*i+twinsOf : twinsOf*i+twinsOf]
			x, y := int64(v), int64(second[i])
			a += x * w[0]
			e += y * w[0]
			b += x * w[1]
			f += y * w[1]
			c += x * w[2]
			g += y * w[2]
			d += x * w[3]
			h += y * w[3]
		}
		spread(sums[j:][:block], a, b, c, d)
		spread(sums[m.out+j:][:block], e, f, g, h)
	}
}

// spread takes the sums of a block apart.
func spread(sums []int32, a, b, c, d int64) {
	sums[0], sums[1] = halves(a)
	sums[2], sums[3] = halves(b)
	sums[4], sums[5] = halves(c)
	sums[6], sums[7] = halves(d)
}

// halves gives the two sums that one of 64 bits holds.
func halves(x int64) (low, high int32) {
	low = int32(x)
	return low, int32((x - int64(low)) >> 32)
}

func clamp16(x int32) int16 { return int16(min(max(x, math.MinInt16), math.MaxInt16)) }

// clear sets all elements of the first columns to 0, as many as m.out says.
func (m *matrix) clear() {
	clear(m.pairs[:min(len(m.pairs), m.in*m.out)])
	clear(m.twins[:min(len(m.twins), m.in*m.out/2)])
}
