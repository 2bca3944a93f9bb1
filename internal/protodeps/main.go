// Command protodeps prints the .proto files that the contract imports from
// others, out of the descriptors that are compiled into their Go modules, so
// that buf needs no registry. It knows as much of the language as they use:
// messages of plain fields.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "usage: protodeps FOLDER")
		return 2
	}
	file := status.File_google_rpc_status_proto
	path := filepath.Join(args[0], filepath.FromSlash(file.Path()))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		fmt.Fprintln(stderr, "protodeps:", err)
		return 1
	}
	if err := os.WriteFile(path, []byte(source(file)), 0o644); err != nil {
		fmt.Fprintln(stderr, "protodeps:", err)
		return 1
	}
	return 0
}

// source is the text of a .proto file with the given descriptor.
func source(file protoreflect.FileDescriptor) string {
	s := fmt.Sprintf("syntax = \"proto3\";\n\npackage %s;\n", file.Package())
	for i := range file.Imports().Len() {
		s += fmt.Sprintf("\nimport %q;\n", file.Imports().Get(i).Path())
	}
	options := protodesc.ToFileDescriptorProto(file).GetOptions()
	s += fmt.Sprintf("\noption go_package = %q;\n", options.GetGoPackage())
	for i := range file.Messages().Len() {
		s += message(file.Messages().Get(i))
	}
	return s
}

func message(m protoreflect.MessageDescriptor) string {
	s := fmt.Sprintf("\nmessage %s {\n", m.Name())
	for i := range m.Fields().Len() {
		f := m.Fields().Get(i)
		kind := f.Kind().String()
		if f.Message() != nil {
			kind = "." + string(f.Message().FullName())
		}
		if f.IsList() {
			kind = "repeated " + kind
		}
		s += fmt.Sprintf("  %s %s = %d;\n", kind, f.Name(), f.Number())
	}
	return s + "}\n"
}
