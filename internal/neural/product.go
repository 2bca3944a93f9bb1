package neural

import "math"

// matrix is what vectors of 16 bits are multiplied by: whole numbers of 16
// bits, laid out as the machine at hand multiplies them best. Sums are of 32
// bits and never too large for them, so that all ways of adding up give the
// same.
type matrix struct {
	in, out int     // even; a multiple of [lanes]
	pairs   []int16 // for the kernel: two rows at a time, column by column
	twins   []int64 // for the plain path: two columns at a time, the second 32 bits up
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
	m.twins[i*m.out/2+j/2] += int64(v) << (32 * (j % 2))
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
		for i := range n {
			m.plain(sums[i*m.out:][:m.out], vectors[i*stride:][:m.in])
		}
		return
	}
	for i := 0; i < n; i += rows {
		multiply(&sums[i*m.out], &vectors[i*stride], &m.pairs[0], m.out, stride, m.in)
	}
}

// plain multiplies one vector: two columns in one multiplication of 64 bits,
// eight columns at a time.
func (m *matrix) plain(sums []int32, vector []int16) {
	width := m.out / 2
	for j := 0; j < width; j += 4 {
		var a, b, c, d int64
		at := j
		for _, v := range vector {
			x := int64(v)
			w := m.twins[at : at+4 : at+4]
			a += x * w[0]
			b += x * w[1]
			c += x * w[2]
			d += x * w[3]
			at += width
		}
		out := sums[2*j : 2*j+8 : 2*j+8]
		out[0], out[1] = halves(a)
		out[2], out[3] = halves(b)
		out[4], out[5] = halves(c)
		out[6], out[7] = halves(d)
	}
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
