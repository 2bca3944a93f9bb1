package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// json writes a message as protojson on one line.
func (p *printer) json(m proto.Message) error {
	line, err := oneLine(m)
	if err != nil {
		return status.Error(codes.Internal, err.Error())
	}
	p.raw(line)
	return nil
}

// oneLine gives the protojson of a message on one line, the same bytes each
// time: protojson itself puts in spaces at random.
func oneLine(m proto.Message) ([]byte, error) {
	loose, err := protojson.Marshal(m)
	if err != nil {
		return nil, err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, loose); err != nil {
		return nil, err
	}
	return steerless(compact.Bytes()), nil
}

// steerless gives JSON as a line in which what could steer a terminal is escaped,
// which changes nothing for whoever reads JSON.
func steerless(b []byte) []byte {
	line := make([]byte, 0, len(b)+1)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r >= 0x7F && r <= 0xFFFF && hidden(r) || r == '\u2028' || r == '\u2029':
			line = fmt.Appendf(line, `\u%04x`, r)
		case r > 0xFFFF && hidden(r):
			high, low := surrogates(r)
			line = fmt.Appendf(line, `\u%04x\u%04x`, high, low)
		default:
			line = append(line, b[:size]...)
		}
		b = b[size:]
	}
	return append(line, '\n')
}

// surrogates gives a character beyond the first plane as JSON escapes it: RFC
// 8259, section 7.
func surrogates(r rune) (high, low rune) {
	r -= 0x10000
	return 0xD800 + r>>10, 0xDC00 + r&0x3FF
}
