package model

import (
	"bytes"
	"compress/gzip"
	"io"
)

// Pack compresses models in their serial form for a weights file.
func Pack(b []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a known one
	z.Write(b)                                              // a buffer refuses nothing
	z.Close()
	return out.Bytes()
}

// Unpack gives what was packed. The error is one of gzip.
func Unpack(packed []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
