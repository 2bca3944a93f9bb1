package server

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/server/load"
)

// Domain is the domain of every google.rpc.ErrorInfo.
const Domain = "copydesk.v1"

// Errors that are born here.
var (
	errNoText    = errors.New("the article holds no text: wanted a page or text with words in it")
	errNoCorpus  = errors.New("this server keeps no corpus: start it with --data")
	errNoMatch   = errors.New("no article of the corpus matches")
	errPageToken = errors.New("the page token is not of this request: wanted next_page_token of the answer before, and the same request otherwise")
	errInternal  = errors.New("internal error")
	errNotProto  = errors.New("the message is not one of this method: wanted protocol buffers with strings in UTF-8")
	errNoMessage = errors.New("the call ended before its message came")
	errSlow      = errors.New("the message did not come in time")
	errNoToken   = errors.New("no token: wanted the header authorization: Bearer TOKEN")
	errBadToken  = errors.New("the token is not one of this server's")
	errDrain     = errors.New("server: calls were cut off because they took longer than the drain timeout")
)

// outcomes is the one table from error to status. What is not in it is
// INTERNAL, and its text stays in the log.
var outcomes = []struct {
	err    error
	code   codes.Code
	reason string // of the ErrorInfo
	text   string // for the caller; empty: the error's own
}{
	{page.ErrTooLarge, codes.InvalidArgument, "ARTICLE_TOO_LARGE", "the article is larger than 8 MiB"},
	{page.ErrNotText, codes.InvalidArgument, "NOT_TEXT", "the page is a binary file: wanted HTML or text"},
	{errNoText, codes.InvalidArgument, "NO_TEXT", ""},
	{errNoCorpus, codes.FailedPrecondition, "NO_CORPUS", ""},
	{errNoMatch, codes.NotFound, "NO_MATCH", ""},
	{errPageToken, codes.InvalidArgument, "BAD_PAGE_TOKEN", ""},
	{errNotProto, codes.InvalidArgument, "NOT_PROTO", ""},
	{errNoMessage, codes.InvalidArgument, "NO_MESSAGE", ""},
	{errSlow, codes.DeadlineExceeded, "MESSAGE_TOO_SLOW", ""},
	{errNoToken, codes.Unauthenticated, "NO_TOKEN", ""},
	{errBadToken, codes.Unauthenticated, "BAD_TOKEN", ""},
	{corpus.ErrNotFound, codes.NotFound, "ARTICLE_NOT_FOUND", "the corpus has no article of that name"},
	{corpus.ErrDamaged, codes.DataLoss, "ARTICLE_DAMAGED", "the article is damaged in the store"},
	{corpus.ErrQuery, codes.InvalidArgument, "BAD_QUERY", ""},
	{corpus.ErrUnavailable, codes.Unavailable, "STORE_UNAVAILABLE", "the store cannot be read or written now"},
	{context.Canceled, codes.Canceled, "CANCELED", "the call was canceled"},
	{context.DeadlineExceeded, codes.DeadlineExceeded, "DEADLINE_EXCEEDED", "the deadline passed before the answer was ready"},
}

// sizeError is the error for a message that is too large to be received or sent.
type sizeError struct {
	what  string // "request" or "answer"
	limit int    // bytes
}

// Error says what was too large, and how large it may be.
func (e *sizeError) Error() string {
	return fmt.Sprintf("the %s is larger than %d bytes, which is the limit: wanted fewer articles in one call", e.what, e.limit)
}

// articleError is an error about one article of a request.
type articleError struct {
	field string // "article", "articles[3]"
	err   error
}

// Error says which article, and what is wrong with it.
func (e *articleError) Error() string { return e.field + ": " + e.err.Error() }

// Unwrap gives what is wrong with it.
func (e *articleError) Unwrap() error { return e.err }

// articleErrors is what is wrong with several articles of a request, in index
// order. It is what the first is, and its status names all that the caller can
// mend.
type articleErrors []*articleError

// Error gives the errors of all articles.
func (e articleErrors) Error() string {
	var lines []string
	for _, each := range e {
		lines = append(lines, toStatus(each).Message())
	}
	return strings.Join(lines, "; ")
}

// Unwrap gives the first.
func (e articleErrors) Unwrap() error { return e[0] }

// GRPCStatus gives the status of the first error, with a violation for each
// article that is not as wanted.
func (e articleErrors) GRPCStatus() *status.Status {
	first := toStatus(e[0])
	if first.Code() != codes.InvalidArgument || len(e) == 1 {
		return first
	}
	var c checker
	for _, each := range e {
		for _, detail := range toStatus(each).Details() {
			if bad, ok := detail.(*errdetails.BadRequest); ok {
				c.violations = append(c.violations, bad.GetFieldViolations()...)
			}
		}
	}
	c.reason = c.violations[0].GetReason()
	return status.Convert(c.err())
}

// toStatus gives the status of an error, with its details. A status stays as it
// is.
func toStatus(err error) *status.Status {
	if st, ok := err.(interface{ GRPCStatus() *status.Status }); ok {
		return st.GRPCStatus()
	}
	if refusal := (*load.Refusal)(nil); errors.As(err, &refusal) {
		return refused(refusal)
	}
	if large := (*sizeError)(nil); errors.As(err, &large) {
		return withDetails(status.New(codes.ResourceExhausted, large.Error()),
			&errdetails.ErrorInfo{Reason: "MESSAGE_TOO_LARGE", Domain: Domain, Metadata: map[string]string{"limit_bytes": fmt.Sprint(large.limit)}})
	}
	field := ""
	if ae := (*articleError)(nil); errors.As(err, &ae) {
		field = ae.field
	}
	for _, o := range outcomes {
		if !errors.Is(err, o.err) {
			continue
		}
		return newStatus(o.code, o.reason, field, cmp.Or(o.text, wanted(err), o.err.Error()))
	}
	return newStatus(codes.Internal, "INTERNAL", field, errInternal.Error())
}

// refused gives the status of what the server does not take on now, or ever.
func refused(r *load.Refusal) *status.Status {
	details := []protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: r.Reason, Domain: Domain, Metadata: map[string]string{"limit": r.Limit}}}
	if r.After > 0 {
		details = append(details, &errdetails.RetryInfo{RetryDelay: durationpb.New(r.After)})
	}
	return withDetails(status.New(codes.ResourceExhausted, r.Error()), details...)
}

// wanted gives what a query error says was wanted: what follows the sentinel's
// own words. Empty for other errors.
func wanted(err error) string {
	if !errors.Is(err, corpus.ErrQuery) {
		return ""
	}
	_, why, _ := strings.Cut(err.Error(), corpus.ErrQuery.Error()+": ")
	return why
}

// newStatus makes a status with an ErrorInfo; about a field, also with that and
// with a BadRequest where the argument is what is wrong.
func newStatus(code codes.Code, reason, field, text string) *status.Status {
	info := &errdetails.ErrorInfo{Reason: reason, Domain: Domain, Metadata: map[string]string{}}
	details := []protoadapt.MessageV1{info}
	message := text
	if field != "" {
		info.Metadata["field"] = field
		message = field + ": " + text
		if code == codes.InvalidArgument {
			details = append(details, &errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{
				{Field: field, Description: text, Reason: reason},
			}})
		}
	}
	if reason == "ARTICLE_TOO_LARGE" {
		info.Metadata["limit_bytes"] = fmt.Sprint(page.MaxSize)
	}
	return withDetails(status.New(code, message), details...)
}

// withDetails cannot fail for a status that is not OK and details that are
// messages; the bare status is what is left if it did.
func withDetails(st *status.Status, details ...protoadapt.MessageV1) *status.Status {
	if detailed, err := st.WithDetails(details...); err == nil {
		return detailed
	}
	return st
}

// unknownMethod answers calls of methods that the contract does not have.
func unknownMethod(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)
	return newStatus(codes.Unimplemented, "UNKNOWN_METHOD", "", "there is no method "+method).Err()
}
