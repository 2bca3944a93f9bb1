package main

import (
	"cmp"
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

// Error says what was wanted, and where to read more.
func (e *usageError) Error() string { return fmt.Sprintf("%s; see %s --help", e.text, e.command) }

func usagef(c *cobra.Command, format string, args ...any) error {
	return &usageError{c.CommandPath(), fmt.Sprintf(format, args...)}
}

// noArguments refuses arguments.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef(c, "unexpected %q: wanted no arguments", args[0])
	}
	return nil
}

// someArguments wants at least one argument, or just one, of the kind named.
func someArguments(what string, justOne bool) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 || justOne && len(args) > 1 {
			return usagef(c, "%s: wanted %s", count(len(args), "argument"), what)
		}
		return nil
	}
}

// reported is an error that was told where it happened. It is left for the exit code.
type reported struct{ err error }

// Error gives the words of the error that was reported.
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
	d.complain("%s: %s", name, d.words(err))
	return reported{err}
}

// complaint is what a server says of one field of a request.
type complaint struct{ field, text string }

// String says a field by its flag, and leaves it out where it is the content of
// an article, which was a file.
func (c complaint) String() string {
	switch c.field {
	case "", "page", "text":
		return c.text
	case "selection.query":
		return "--query: " + c.text
	case "selection.max_articles":
		return "--max-articles: " + c.text
	case "max_sentences":
		return "--sentences: " + c.text
	case "min_score":
		return "--min-score: " + c.text
	case "max_words":
		return "--words: " + c.text
	}
	return c.field + ": " + c.text
}

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
func (d *desk) words(err error) string {
	var all []string
	for _, c := range complaints(err) {
		if c.field == "article" {
			c.field = ""
		}
		c.field = strings.TrimPrefix(c.field, "article.")
		all = append(all, c.String())
	}
	if len(all) > 0 {
		return strings.Join(all, "; ")
	}
	s := status.Convert(err)
	if s.Code() == codes.Canceled {
		return "interrupted"
	}
	if reason, ok := unreachable(s); ok {
		return "no server at " + d.reach.server + ": " + reason
	}
	return cmp.Or(s.Message(), s.Code().String())
}

// unreachable gives the reason that there was no connection for, if that is what
// happened. gRPC wraps it in where it arose.
func unreachable(s *status.Status) (reason string, ok bool) {
	if s.Message() == "no children to pick from" { // gRPC's round_robin, of a name without addresses
		return "no address for that name", true
	}
	_, reason, ok = strings.Cut(s.Message(), "connection error: desc = ")
	if !ok || s.Code() != codes.Unavailable {
		return "", false
	}
	reason = strings.Trim(reason, `"`)
	if _, dialling, ok := strings.Cut(reason, "Error while dialing: "); ok {
		return dialling[strings.LastIndex(dialling, ": ")+len(": "):], true
	}
	return strings.TrimPrefix(reason, "transport: "), true
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
