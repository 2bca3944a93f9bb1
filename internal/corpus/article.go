package corpus

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"io"
	"strings"
	"time"
)

// Article is one article of the corpus: what was sent, and what Clean found in
// it at import. Every string and byte comes back from [Corpus.Get] as it was
// put, NUL and invalid UTF-8 included.
type Article struct {
	// ID is the article's name in the corpus. Put derives it and does not read
	// it here.
	ID string

	// Content is the page, byte for byte, or with IsText the text that was
	// sent as text.
	Content []byte
	IsText  bool
	// ContentType as in the HTTP header, and URL: as sent, empty if not.
	ContentType, URL string
	// PublishTime is the time that the caller gave; zero: not given. It comes
	// back in UTC, to the nanosecond.
	PublishTime time.Time

	// What Clean found: empty where it found nothing. PublishDate is RFC 3339
	// or EDTF, Language BCP 47.
	Title, Site, Language, PublishDate string
	Authors                            []string
	// Text is the clean copy, the one that is searched.
	Text string
	// EngineVersion says which engine found it.
	EngineVersion string
}

// ID returns the name of an article: 26 characters of lower-case base32 (RFC
// 4648 without padding) for 128 bits of SHA-256 over what was sent: IsText,
// Content, ContentType, URL and PublishTime as an instant. What Clean found has
// no part in it, so a better engine does not rename an article.
//
// 128 bits: two among n articles share a name by accident with a probability
// of n²/2¹²⁹; to make two that do takes 2⁶⁴ tries.
func ID(a *Article) string {
	d := newDigest("article")
	d.flag(a.IsText)
	d.bytes(a.Content)
	d.text(a.ContentType)
	d.text(a.URL)
	d.time(a.PublishTime)
	return base32.NewEncoding(idLetters).WithPadding(base32.NoPadding).EncodeToString(d.sum())
}

const idLetters = "abcdefghijklmnopqrstuvwxyz234567"

// isID says whether s has the form of an ID.
func isID(s string) bool { return len(s) == 26 && strings.Trim(s, idLetters) == "" }

// textSum is the checksum of a clean copy.
func textSum(text string) []byte {
	d := newDigest("text")
	d.text(text)
	return d.sum()
}

// digest hashes a sequence of fields, each with its length before it: no two
// sequences give the same bytes to hash.
type digest struct{ h hash.Hash }

// newDigest starts a digest; what it is of keeps the digests of one kind of
// thing from being taken for those of another.
func newDigest(of string) digest {
	d := digest{sha256.New()}
	d.text(of)
	return d
}

func (d digest) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	d.h.Write(b[:])
}

func (d digest) flag(b bool) {
	if b {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d digest) bytes(b []byte) {
	d.number(int64(len(b)))
	d.h.Write(b)
}

func (d digest) text(s string) {
	d.number(int64(len(s)))
	io.WriteString(d.h, s) // a hash never returns an error
}

// time takes the instant; the location is how somebody wrote it.
func (d digest) time(t time.Time) {
	d.flag(!t.IsZero())
	if !t.IsZero() {
		d.number(t.Unix())
		d.number(int64(t.Nanosecond()))
	}
}

// sum returns the first 128 bits of the hash.
func (d digest) sum() []byte { return d.h.Sum(nil)[:16] }

// row is an article as the table articles has it: without content and text.
type row struct {
	key                     int64
	article                 Article // Content, Text, Authors and PublishTime empty
	seconds, nanos          sql.NullInt64
	authors                 []byte
	contentBytes, textBytes int64
	textSum, sum            []byte
}

// columns of the table articles in the order of [row.fields], without the key.
const columns = `id, is_text, content_type, url, publish_seconds, publish_nanos, title, site, language,
	publish_date, authors, engine_version, content_bytes, text_bytes, text_sum, sum`

// newRow returns the row for an article, its ID derived.
func newRow(a *Article) *row {
	r := &row{
		article:      *a,
		authors:      packAuthors(a.Authors),
		contentBytes: int64(len(a.Content)),
		textBytes:    int64(len(a.Text)),
		textSum:      textSum(a.Text),
	}
	if !a.PublishTime.IsZero() {
		r.seconds = sql.NullInt64{Int64: a.PublishTime.Unix(), Valid: true}
		r.nanos = sql.NullInt64{Int64: int64(a.PublishTime.Nanosecond()), Valid: true}
	}
	r.article.ID = ID(a)
	r.sum = r.checksum()
	return r
}

// fields are pointers to the columns: to scan into, and to insert from.
func (r *row) fields() []any {
	a := &r.article
	return []any{&a.ID, &a.IsText, &a.ContentType, &a.URL, &r.seconds, &r.nanos, &a.Title, &a.Site, &a.Language,
		&a.PublishDate, &r.authors, &a.EngineVersion, &r.contentBytes, &r.textBytes, &r.textSum, &r.sum}
}

// checksum is what sum was when the row was written.
func (r *row) checksum() []byte {
	a := &r.article
	d := newDigest("row")
	d.flag(a.IsText)
	for _, s := range []string{a.ID, a.ContentType, a.URL, a.Title, a.Site, a.Language, a.PublishDate, a.EngineVersion} {
		d.text(s)
	}
	for _, n := range []sql.NullInt64{r.seconds, r.nanos} {
		d.flag(n.Valid)
		d.number(n.Int64)
	}
	d.bytes(r.authors)
	d.number(r.contentBytes)
	d.number(r.textBytes)
	d.bytes(r.textSum)
	return d.sum()
}

// head returns the article without content and text, or false if the row is
// not what was written.
func (r *row) head() (a Article, ok bool) {
	if !bytes.Equal(r.sum, r.checksum()) {
		return Article{}, false
	}
	a = r.article
	if a.Authors, ok = unpackAuthors(r.authors); !ok {
		return Article{}, false
	}
	if r.seconds.Valid {
		a.PublishTime = time.Unix(r.seconds.Int64, r.nanos.Int64).UTC()
	}
	return a, true
}

// packAuthors makes one blob of names that may hold anything; JSON would put
// U+FFFD in the place of invalid bytes. Never nil, which would be NULL.
func packAuthors(authors []string) []byte {
	b := []byte{}
	for _, s := range authors {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

func unpackAuthors(b []byte) (authors []string, ok bool) {
	for len(b) > 0 {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return nil, false
		}
		b = b[size:]
		authors, b = append(authors, string(b[:n])), b[n:]
	}
	return authors, true
}
