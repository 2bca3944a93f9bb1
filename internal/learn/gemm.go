package learn

// lanes is what the columns of a product must be a multiple of, and rows what
// its rows must be.
const (
	lanes = 32
	rows  = 4
)

// matrix is a view of numbers that another slice owns: element (i, k) is
// data[i*down+k*right].
type matrix struct {
	data        []float32
	down, right int
}

// product sets c to a·b, or adds it where add is set: c has m rows and n
// columns, a has k columns. The columns of b and c stand side by side, m is a
// multiple of [rows] and n of [lanes]. Each element is summed up in the order
// of k, whatever the machine.
func product(c, a, b matrix, m, n, k int, add bool) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	// What the kernels read and write, so that a mistake is a panic.
	_ = a.data[(m-1)*a.down+(k-1)*a.right]
	_ = b.data[(k-1)*b.down+n-1]
	_ = c.data[(m-1)*c.down+n-1]
	for j := 0; j < n; j += lanes {
		for i := 0; i < m; i += rows {
			tile(&c.data[i*c.down+j], &a.data[i*a.down], &b.data[j], c.down, a.down, a.right, b.down, k, add)
		}
	}
}

// transpose sets to[j*m+i] to from[i*n+j].
func transpose(to, from []float32, m, n int) {
	for i := range m {
		for j, v := range from[i*n : (i+1)*n] {
			to[j*m+i] = v
		}
	}
}
