package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
)

// lineLimit is how long a line of JSON may be: a page at its limit takes four
// thirds of its size in base64, and a text at most twice its size where only
// quotation marks and line ends are escaped.
const lineLimit = 2*articleLimit + 64<<10

// jsonLines reads one article a line. A bad line fails alone; a blank one is
// nothing.
func jsonLines(name string, r *bufio.Reader) iter.Seq[input] {
	return func(yield func(input) bool) {
		none := true
		for number := 1; ; number++ {
			line, size, err := readLine(r)
			if err != nil && err != io.EOF {
				yield(input{name: name, err: fileError(err)})
				return
			}
			if in, ok := readArticle(fmt.Sprintf("%s:%d", name, number), line, size); ok {
				none = false
				if !yield(in) {
					return
				}
			}
			if err == io.EOF {
				break
			}
		}
		if none {
			yield(input{name: name, err: status.Error(codes.InvalidArgument, "empty: wanted an article on each line")})
		}
	}
}

// readArticle reads the article of one line; false if the line is blank.
func readArticle(name string, line []byte, size int64) (in input, ok bool) {
	in = input{name: name, size: size}
	switch {
	case size > lineLimit:
		in.err = status.Errorf(codes.ResourceExhausted, "a line of %s: wanted at most %s", megabytes(size), megabytes(lineLimit))
	case len(bytes.TrimSpace(line)) == 0:
		return in, false
	default:
		in.article, in.err = decodeArticle(line)
	}
	return in, true
}

// readLine reads a line of any length and gives its size, and its bytes unless
// there are more of them than a line may have.
func readLine(r *bufio.Reader) (line []byte, size int64, err error) {
	for {
		piece, err := r.ReadSlice('\n')
		size += int64(len(piece))
		if size <= lineLimit {
			line = append(line, piece...)
		}
		if err != bufio.ErrBufferFull {
			return line, size, err
		}
	}
}

// decodeArticle reads the protojson of an article, in which "html" may stand for
// the page as a plain string.
func decodeArticle(line []byte) (*copydeskv1.Article, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, badLine(err)
	}
	html, isHTML := fields["html"]
	if isHTML {
		delete(fields, "html")
		line, _ = json.Marshal(fields) // what was decoded just now
	}
	article := &copydeskv1.Article{}
	if err := protojson.Unmarshal(line, article); err != nil {
		return nil, badLine(err)
	}
	if isHTML {
		if err := takeHTML(article, html); err != nil {
			return nil, err
		}
	}
	return article, checkContent(article)
}

// takeHTML puts the page of "html" into the article. JSON is UTF-8, whatever the
// page says of its charset.
func takeHTML(article *copydeskv1.Article, html json.RawMessage) error {
	var page string
	if err := json.Unmarshal(html, &page); err != nil {
		return status.Error(codes.InvalidArgument, `"html" is no string: wanted the page as one`)
	}
	if article.Content != nil {
		return status.Error(codes.InvalidArgument, `"html" and another content: wanted one of page, text, html, name`)
	}
	article.Content = &copydeskv1.Article_Page{Page: []byte(page)}
	if article.ContentType == "" {
		article.ContentType = "text/html; charset=utf-8"
	}
	return nil
}

func checkContent(article *copydeskv1.Article) error {
	size := int64(max(len(article.GetPage()), len(article.GetText())))
	switch {
	case article.Content == nil:
		return status.Error(codes.InvalidArgument, "no content: wanted one of page, text, html, name")
	case size > articleLimit:
		return tooLarge(size)
	case size == 0 && article.GetName() == "":
		return status.Error(codes.InvalidArgument, "empty: wanted an article")
	}
	return nil
}

// decoderNoise is what the decoders say of themselves and of places in a line.
// Protojson parts the words by a no-break space at times, so that nobody relies
// on them.
var decoderNoise = regexp.MustCompile(`^(proto|json):\s*|\(line \d+:\d+\):\s*|[\x{00A0}]`)

// badLine says what is wrong with a line.
func badLine(err error) error {
	why := decoderNoise.ReplaceAllString(err.Error(), "")
	var shape *json.UnmarshalTypeError
	if errors.As(err, &shape) && shape.Field == "" {
		why = "a JSON " + shape.Value
	}
	return status.Errorf(codes.InvalidArgument, "%s: wanted an article as JSON, with text, html, page or name, and contentType, url, publishTime", why)
}
