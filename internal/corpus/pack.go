package corpus

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
)

// How a blob of the table bodies is kept: its first byte.
const (
	asIs     = 0
	deflated = 1
)

// packLevel: see the package comment for the figures.
const packLevel = 2

// pack returns b as it is kept, compressed if that makes it any shorter.
func (c *Corpus) pack(b []byte) []byte {
	var out bytes.Buffer
	out.WriteByte(deflated)
	w, _ := c.deflaters.Get().(*flate.Writer)
	if w == nil {
		w, _ = flate.NewWriter(nil, packLevel) // an error means a level there is not
	}
	defer c.deflaters.Put(w)
	w.Reset(&out)
	w.Write(b) // neither can fail: a buffer takes everything
	w.Close()
	if out.Len() <= len(b) {
		return out.Bytes()
	}
	return append([]byte{asIs}, b...)
}

// unpack returns the size bytes that pack was given, or [ErrDamaged]. It never
// makes more than size bytes of whatever it is given.
func (c *Corpus) unpack(b []byte, size int64) ([]byte, error) {
	switch {
	case len(b) > 0 && b[0] == asIs && int64(len(b)-1) == size:
		return b[1:], nil
	case len(b) > 0 && b[0] == deflated:
		return c.inflate(b[1:], size)
	}
	return nil, fmt.Errorf("%w: wrong length", ErrDamaged)
}

func (c *Corpus) inflate(b []byte, size int64) ([]byte, error) {
	from := bytes.NewReader(b)
	r, _ := c.inflaters.Get().(io.Reader)
	if r == nil {
		r = flate.NewReader(from)
	}
	defer c.inflaters.Put(r)
	r.(flate.Resetter).Reset(from, nil) // flate promises both of its readers
	out := make([]byte, size)
	if _, err := io.ReadFull(r, out); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return out, nil
}
