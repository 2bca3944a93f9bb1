package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"os"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// articleLimit is how large a page or text may be: see copydesk.v1.Article.
const articleLimit = 8 << 20

// input is one article to be sent, or the reason that there is none.
type input struct {
	name    string // "page.html", "story.jsonl:12", "articles/x"
	place   int    // among all inputs, from 0
	size    int64  // how much was read for it, in bytes
	article *copydeskv1.Article
	err     error
}

// details are what the caller knows of the articles and they may not say.
type details struct {
	published   moment
	url         string
	contentType string
}

func (x *details) flags(c *cobra.Command) {
	f := c.Flags()
	f.Var(&x.published, "published", "when the articles were published, 2025-03-04 or RFC 3339; goes before what they say")
	f.StringVar(&x.url, "url", "", "`URL` where the article stood; never fetched")
	f.StringVar(&x.contentType, "content-type", "", "media `TYPE` of the pages, as in the HTTP header: \"text/html; charset=koi8-r\"")
}

// fill adds what the caller knows. What a line of JSON says itself stays.
func (x *details) fill(a *copydeskv1.Article) {
	if a.PublishTime == nil {
		a.PublishTime = x.published.time
	}
	if a.Url == "" {
		a.Url = x.url
	}
	if a.ContentType == "" {
		a.ContentType = x.contentType
	}
}

// inputs reads the articles of the sources, one at a time and only when asked.
func (x *details) inputs(sources []source) iter.Seq[input] {
	return func(yield func(input) bool) {
		place := 0
		for _, s := range sources {
			for in := range s.articles() {
				if in.err == nil {
					x.fill(in.article)
				}
				in.place = place
				place++
				if !yield(in) {
					return
				}
			}
		}
	}
}

// articles reads the articles of one source.
func (s source) articles() iter.Seq[input] {
	switch {
	case s.err != nil:
		return one(input{name: s.name, err: s.err})
	case s.kind == fromCorpus:
		return one(input{name: s.name, article: &copydeskv1.Article{Content: &copydeskv1.Article_Name{Name: s.name}}})
	case s.kind == fromStdin && s.many():
		return jsonLines(s.name, s.stdin)
	case s.kind == fromStdin:
		return func(yield func(input) bool) { yield(readPage(s.name, 0, s.stdin)) }
	}
	return func(yield func(input) bool) {
		file, err := os.Open(s.name)
		if err != nil {
			yield(input{name: s.name, err: fileError(err)})
			return
		}
		defer file.Close()
		if s.kind == fromFile {
			yield(readPage(s.name, s.size, file))
			return
		}
		jsonLines(s.name, bufio.NewReaderSize(file, peekBytes))(yield)
	}
}

func one(in input) iter.Seq[input] {
	return func(yield func(input) bool) { yield(in) }
}

// readPage reads a page, unless it is too large to be an article: of a file of
// 100 MB nothing is read.
func readPage(name string, size int64, r io.Reader) input {
	in := input{name: name, size: size}
	if size > articleLimit {
		in.err = tooLarge(size)
		return in
	}
	page, err := io.ReadAll(io.LimitReader(r, articleLimit+1))
	switch {
	case err != nil:
		in.err = fileError(err)
	case len(page) > articleLimit:
		in.err = tooLarge(0)
	case len(page) == 0:
		in.err = status.Error(codes.InvalidArgument, "empty: wanted an article")
	default:
		in.size = int64(len(page))
		in.article = &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: page}}
	}
	return in
}

// tooLarge refuses an article; a size of 0 is one that was not read to its end.
func tooLarge(size int64) error {
	if size > 0 {
		return status.Errorf(codes.ResourceExhausted, "%s bytes: wanted an article of at most %s", thousands(size), megabytes(articleLimit))
	}
	return status.Errorf(codes.ResourceExhausted, "too long: wanted an article of at most %s", megabytes(articleLimit))
}

// interruptible reads until the context is done: a terminal or a pipe may keep
// silent for ever.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

// Read is [io.Reader], and ends with the context.
func (i interruptible) Read(b []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	own := make([]byte, len(b)) // b is the caller's again once we are interrupted
	go func() {
		n, err := i.r.Read(own)
		done <- result{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, status.FromContextError(i.ctx.Err()).Err()
	case r := <-done:
		var path *os.PathError
		if errors.As(r.err, &path) {
			r.err = fileError(r.err)
		}
		return copy(b, own[:r.n]), r.err
	}
}
