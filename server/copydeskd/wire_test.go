package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// wire speaks HTTP/2 to a server frame by frame, as no library would.
type wire struct {
	t      *testing.T
	framer *http2.Framer
	next   uint32 // stream
}

func (d *daemon) wire(t *testing.T) *wire {
	t.Helper()
	conn, err := net.Dial("tcp", d.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, http2.ClientPreface); err != nil {
		t.Fatal(err)
	}
	w := &wire{t: t, framer: http2.NewFramer(conn, conn), next: 1}
	w.framer.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	if err := w.framer.WriteSettings(); err != nil {
		t.Fatal(err)
	}
	return w
}

// call makes a call with these headers and this body, and gives the headers that
// end it; none where the server resets the stream or goes away.
func (w *wire) call(path string, headers map[string]string, body []byte) map[string]string {
	w.t.Helper()
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	for _, field := range [][2]string{{":method", "POST"}, {":scheme", "http"}, {":path", path}, {":authority", "desk"}, {"content-type", "application/grpc"}, {"te", "trailers"}} {
		if err := encoder.WriteField(hpack.HeaderField{Name: field[0], Value: field[1]}); err != nil {
			w.t.Fatal(err)
		}
	}
	for name, value := range headers {
		if err := encoder.WriteField(hpack.HeaderField{Name: name, Value: value}); err != nil {
			w.t.Fatal(err)
		}
	}
	stream := w.next
	w.next += 2
	if err := w.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: block.Bytes(), EndHeaders: true}); err != nil {
		w.t.Fatal(err)
	}
	if err := w.framer.WriteData(stream, true, body); err != nil {
		w.t.Fatal(err)
	}
	for {
		frame, err := w.framer.ReadFrame()
		if err != nil {
			return nil
		}
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				if err := w.framer.WriteSettingsAck(); err != nil {
					w.t.Fatal(err)
				}
			}
		case *http2.RSTStreamFrame:
			if f.StreamID == stream {
				return nil
			}
		case *http2.GoAwayFrame:
			return nil
		case *http2.MetaHeadersFrame:
			if f.StreamID == stream && f.StreamEnded() {
				end := map[string]string{}
				for _, field := range f.Fields {
					end[field.Name] = field.Value
				}
				return end
			}
		}
	}
}

// prefixed is a message of gRPC whose length is said to be another.
func prefixed(length uint32, message []byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{0}, length), message...)
}

// A length prefix of 2 GiB and more is refused with the limit, and nothing is
// allocated for it.
func TestFaultLengthPrefix(t *testing.T) {
	d := startDaemon(t, "--data", "none")
	w := d.wire(t)
	before := d.memory(t, "VmHWM")
	for range 100 {
		for _, length := range []uint32{64<<20 + 1, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
			end := w.call("/copydesk.v1.CopydeskService/Clean", nil, prefixed(length, []byte("abc")))
			if end["grpc-status"] != "8" || !strings.Contains(end["grpc-message"], "67108864") {
				t.Fatalf("%d bytes announced: %v", length, end)
			}
		}
	}
	if grown := d.memory(t, "VmHWM") - before; grown > 32<<20 {
		t.Errorf("memory grew by %d MiB", grown>>20)
	}
}

// No form of a path gets past the tokens: without its slash, with two, with
// another case, with what HTTP would leave out.
func TestFaultPaths(t *testing.T) {
	tokens := filepath.Join(t.TempDir(), "tokens")
	write(t, tokens, []byte("pipeline pipeline-token-0123456\n"))
	d := startDaemon(t, "--data", "none", "--tokens", tokens)
	message, err := proto.Marshal(cleanRequest("The dam broke."))
	if err != nil {
		t.Fatal(err)
	}
	body := prefixed(uint32(len(message)), message)
	const path = "/copydesk.v1.CopydeskService/Clean"
	for _, p := range []string{
		path, path[1:], "/" + path, path + "/", path + "?x", "/x/.." + path, path + "%00", "/copydesk.v1.CopydeskService//Clean",
		strings.ToUpper(path), "/grpc.health.v1.Health" + path, "/grpc.health.v1.Health/../copydesk.v1.CopydeskService/Clean", "", "/", "*",
		"grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
	} {
		// A connection for each: a malformed path may end it.
		if end := d.wire(t).call(p, nil, body); end["grpc-status"] == "0" || end[":status"] == "200" && end["grpc-status"] == "" {
			t.Errorf("path %q without a token: %v", p, end)
		}
	}
	if end := d.wire(t).call(path, map[string]string{"authorization": "Bearer pipeline-token-0123456"}, body); end["grpc-status"] != "0" {
		t.Errorf("with the token: %v", end)
	}
}

// nasty are the contents that a string may have and nobody expects.
var nasty = []string{
	"\xff\xfe\xc3", "a\x00b", "\x1b[31mred\x1b[0m\x07\x9b", "\u202edam eht\u2066\u2069", "2,5\u200b00\u2060 \ufeffhomes", "\u0301\u0301\u0301", "\ud7ff\ue000\U0010ffff",
	"%s%n%x", "'; DROP TABLE articles; --", "\"NEAR(* OR)\"^:", "../../x", "<p>&#0;&#x110000;", "\r\n\r\nHTTP/1.1", "٣٤٥ ½ ①",
}

// rawCodec sends and gives bytes as they are.
type rawCodec struct{}

// Marshal is [encoding.Codec].
func (rawCodec) Marshal(v any) ([]byte, error) { return v.([]byte), nil }

// Unmarshal is [encoding.Codec].
func (rawCodec) Unmarshal(b []byte, v any) error {
	*v.(*[]byte) = slices.Clone(b)
	return nil
}

// Name is [encoding.Codec]: what the server takes it for.
func (rawCodec) Name() string { return "proto" }

// texts calls yield with a way to every field of a message that holds text, of
// messages in it too.
func texts(m protoreflect.MessageDescriptor, way []protoreflect.FieldDescriptor, yield func([]protoreflect.FieldDescriptor)) {
	fields := m.Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		here := append(slices.Clone(way), f)
		switch f.Kind() {
		case protoreflect.StringKind, protoreflect.BytesKind:
			yield(here)
		case protoreflect.MessageKind:
			texts(f.Message(), here, yield)
		}
	}
}

// encoded is a message with a text at the end of a way, whether or not it is
// UTF-8. Behind another message it is merged with that.
func encoded(way []protoreflect.FieldDescriptor, text string) []byte {
	content := []byte(text)
	for _, f := range slices.Backward(way) {
		content = protowire.AppendBytes(protowire.AppendTag(nil, f.Number(), protowire.BytesType), content)
	}
	return content
}

// valid gives a request that a method takes, for what is put into it.
func valid(method protoreflect.MethodDescriptor) proto.Message {
	a := ofText("The dam broke on Monday, Orr said.")
	switch method.Name() {
	case "Clean":
		return &copydeskv1.CleanRequest{Article: a}
	case "Analyze":
		return &copydeskv1.AnalyzeRequest{Article: a}
	case "Summarize":
		return &copydeskv1.SummarizeRequest{Articles: []*copydeskv1.Article{a}}
	case "ExtractClaims":
		return &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}}
	case "ProcessArticles":
		return &copydeskv1.ProcessArticlesRequest{Article: a, Tasks: []copydeskv1.Task{copydeskv1.Task_TASK_EXTRACT_CLAIMS}}
	case "ImportArticles":
		return &copydeskv1.ImportArticlesRequest{Article: a}
	}
	return dynamicpb.NewMessage(method.Input())
}

// Whatever stands in whatever field of whatever method, the answer is one that
// the contract knows: nothing is INTERNAL, nothing ends the process, and every
// string that comes back is UTF-8.
func TestFaultCharacters(t *testing.T) {
	d := startDaemon(t, "--data", filepath.Join(t.TempDir(), "corpus"))
	conn := d.dial(t)
	expected := []codes.Code{codes.OK, codes.InvalidArgument, codes.NotFound}
	calls := 0
	for _, service := range []protoreflect.FullName{"copydesk.v1.CopydeskService", "copydesk.v1.CorpusService"} {
		found, err := protoregistry.GlobalFiles.FindDescriptorByName(service)
		if err != nil {
			t.Fatal(err)
		}
		methods := found.(protoreflect.ServiceDescriptor).Methods()
		for i := range methods.Len() {
			method := methods.Get(i)
			base, err := proto.Marshal(valid(method))
			if err != nil {
				t.Fatal(err)
			}
			texts(method.Input(), nil, func(way []protoreflect.FieldDescriptor) {
				for _, text := range nasty {
					calls++
					got := rawCall(t, conn, method, append(slices.Clone(base), encoded(way, text)...))
					if !slices.Contains(expected, got) {
						t.Errorf("%s, %s = %q: %v", method.FullName(), way[len(way)-1].FullName(), text, got)
					}
				}
			})
		}
	}
	if calls < 400 {
		t.Errorf("only %d calls", calls)
	}
	if log := d.log(); strings.Contains(log, `"level":"ERROR"`) {
		t.Error("an error in the log")
	}
}

// rawCall sends one message, and gives the code that the call ends with, or that
// of the answer's own status.
func rawCall(t *testing.T, conn *grpc.ClientConn, method protoreflect.MethodDescriptor, message []byte) codes.Code {
	t.Helper()
	stream, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ClientStreams: true, ServerStreams: true},
		"/"+string(method.Parent().FullName())+"/"+string(method.Name()), grpc.ForceCodec(rawCodec{}))
	if err != nil {
		t.Fatal(err)
	}
	_ = stream.SendMsg(message) // where it is refused already the answer says so
	_ = stream.CloseSend()
	code := codes.OK
	for {
		var content []byte
		err := stream.RecvMsg(&content)
		if err == io.EOF {
			return code
		}
		if err != nil {
			return status.Code(err)
		}
		kind, err := protoregistry.GlobalTypes.FindMessageByName(method.Output().FullName())
		if err != nil {
			t.Fatal(err)
		}
		answer := kind.New().Interface()
		if err := proto.Unmarshal(content, answer); err != nil {
			t.Errorf("%s: %v", method.FullName(), err)
		}
		if of, ok := answer.(interface{ GetStatus() *spb.Status }); ok {
			code = codes.Code(of.GetStatus().GetCode())
		}
	}
}
