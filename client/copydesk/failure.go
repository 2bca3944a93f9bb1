package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const (
	exitUsage = 2
	exitGRPC  = 64 // as grpcurl has it
)

// usageError says that the command was called in a way that it does not know.
type usageError struct {
	command string
	text    string
}

func (e *usageError) Error() string { return fmt.Sprintf("%s; see %s --help", e.text, e.command) }

func usagef(c *cobra.Command, format string, args ...any) error {
	return &usageError{c.CommandPath(), fmt.Sprintf(format, args...)}
}

// reported is an error that was told where it happened. It is left for the exit code.
type reported struct{ err error }

func (r reported) Error() string { return r.err.Error() }

// exitCode gives 64 + the gRPC code of an error; 64 + UNKNOWN if it has none.
func exitCode(err error) int { return exitGRPC + int(status.Code(err)) }

func isStatus(err error) bool {
	_, ok := status.FromError(err)
	return ok
}

// fileError gives an error of the file system the code that a server would give
// it. The name is said by whoever reports it.
func fileError(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case isStatus(err):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return status.Error(codes.NotFound, "no such file or folder")
	case errors.Is(err, fs.ErrPermission):
		return status.Error(codes.PermissionDenied, "may not be read")
	}
	return status.Error(codes.Unknown, err.Error())
}

// complain writes one line about what went wrong. Names and messages come from
// elsewhere, so they are made plain.
func (d *desk) complain(format string, args ...any) {
	line := strings.TrimSuffix(fmt.Sprintf(format, args...), "\n")
	io.WriteString(d.err, "copydesk: "+plain(line)+"\n")
}

// failed reports what went wrong with one input.
func (d *desk) failed(name string, err error) error {
	d.complain("%s: %s", name, words(err))
	return reported{err}
}

// complaint is what a server says of one field of a request.
type complaint struct{ field, text string }

// complaints gives what a server says of the fields of a request; none if the
// error is about something else.
func complaints(err error) []complaint {
	s := status.Convert(err)
	var all []complaint
	field := ""
	for _, detail := range s.Details() {
		switch detail := detail.(type) {
		case *errdetails.BadRequest:
			for _, v := range detail.GetFieldViolations() {
				all = append(all, complaint{v.GetField(), v.GetDescription()})
			}
		case *errdetails.ErrorInfo:
			field = detail.GetMetadata()["field"]
		}
	}
	if len(all) == 0 && field != "" {
		all = append(all, complaint{field, strings.TrimPrefix(s.Message(), field+": ")})
	}
	return all
}

// words says an error as one line for a person: not in what layer of gRPC it
// arose, nor that the article is an article.
func words(err error) string {
	var all []string
	for _, c := range complaints(err) {
		if c.field == "article" || strings.HasPrefix(c.field, "article.") {
			all = append(all, c.text)
		} else {
			all = append(all, c.field+": "+c.text)
		}
	}
	if len(all) > 0 {
		return strings.Join(all, "; ")
	}
	s := status.Convert(err)
	message := s.Message()
	for _, wrapping := range []string{"connection error: desc = ", "transport: Error while dialing: ", "transport: "} {
		if _, inner, ok := strings.Cut(message, wrapping); ok {
			message = strings.Trim(inner, `"`)
		}
	}
	if message == "" {
		return s.Code().String()
	}
	return message
}

// articleField takes the index out of the path of a field: "articles[2].page".
func articleField(field string) (index int, rest string, ok bool) {
	inside, ok := strings.CutPrefix(field, "articles[")
	if !ok {
		return 0, "", false
	}
	digits, rest, ok := strings.Cut(inside, "]")
	index, err := strconv.Atoi(digits)
	return index, strings.TrimPrefix(rest, "."), ok && err == nil
}
