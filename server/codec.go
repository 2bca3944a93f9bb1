package server

import (
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
)

// codec is that of protocol buffers, but for what it does with bytes that are no
// message: gRPC answers INTERNAL as soon as a codec gives an error, so it is kept
// for the handler.
type codec struct{ encoding.CodecV2 }

// pending is a message that is to be received, and why it could not be.
type pending struct {
	message any
	err     error
}

func newCodec() codec { return codec{encoding.GetCodecV2(proto.Name)} }

// Unmarshal is [encoding.CodecV2].
func (c codec) Unmarshal(data mem.BufferSlice, v any) error {
	p, ok := v.(*pending)
	if !ok {
		return c.CodecV2.Unmarshal(data, v)
	}
	if c.CodecV2.Unmarshal(data, p.message) != nil {
		p.err = errNotProto
	}
	return nil
}
