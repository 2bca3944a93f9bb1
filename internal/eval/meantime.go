package eval

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// meantimeDoc is one article of MEANTIME, as far as it is annotated.
type meantimeDoc struct {
	text      string
	blocks    []doc.Block // one for each sentence, for paragraphs are lost
	published doc.Date
	times     []doc.Time
	dateline  text.Span // the words that give the publish time; empty: none
	events    []meantimeEvent
}

// meantimeEvent is an event mention: the words that name it, and what is said of
// its factuality. Of mentions without such a statement there is none here.
type meantimeEvent struct {
	words     []text.Span // its tokens
	negative  bool        // it did not or will not happen
	uncertain bool        // it lies ahead, may be, or hangs on a condition
	plain     bool        // certain, not negative, not ahead, and not said of a kind of thing
}

// annotatedSentences is how many sentences of an article of MEANTIME are
// annotated: the headline and five more.
const annotatedSentences = 6

// readMeantimes reads all of its story corpora.
func readMeantimes(sets fs.FS) ([]meantimeDoc, error) {
	var docs []meantimeDoc
	for _, name := range []string{"airbus", "apple", "gm"} {
		more, err := readMeantime(sets, name)
		if err != nil {
			return nil, err
		}
		docs = append(docs, more...)
	}
	return docs, nil
}

// readMeantime reads one of its story corpora, in the order of the archive.
func readMeantime(sets fs.FS, name string) ([]meantimeDoc, error) {
	var docs []meantimeDoc
	err := meantimeFiles(sets, name, ownAnnotation, func(_ string, r io.Reader) error {
		d, err := parseMeantime(r)
		docs = append(docs, d)
		return err
	})
	return docs, err
}

// The folders of an archive: every article is in both.
const (
	ownAnnotation    = "intra-doc"       // each article for itself
	sharedAnnotation = "intra_cross-doc" // with what is the same in several
)

// meantimeFiles calls f with each article in a folder of a story corpus, in the
// order of the archive.
func meantimeFiles(sets fs.FS, name, folder string, f func(id string, r io.Reader) error) error {
	name = "claims/meantime/" + name + ".tar.gz"
	data, err := fs.ReadFile(sets, name)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("eval: %s: %w", name, err)
	}
	for archive := tar.NewReader(unpacked); ; {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("eval: %s: %w", name, err)
		}
		// The archive holds every article twice, the second time with what is shared across articles.
		if !strings.HasPrefix(entry.Name, folder) || !strings.HasSuffix(entry.Name, ".xml") {
			continue
		}
		if err := f(entry.Name, archive); err != nil {
			return fmt.Errorf("eval: %s: %s: %w", name, entry.Name, err)
		}
	}
}

// catFile is the XML of the annotation tool CAT, as far as it is read.
type catFile struct {
	Tokens []struct {
		ID       string `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Times []struct {
		Function string `xml:"functionInDocument,attr"`
		Type     string `xml:"type,attr"`
		Value    string `xml:"value,attr"`
		Anchors  []struct {
			ID string `xml:"t_id,attr"`
		} `xml:"token_anchor"`
	} `xml:"Markables>TIMEX3"`
	Events []struct {
		Certainty string `xml:"certainty,attr"`
		Polarity  string `xml:"polarity,attr"`
		Time      string `xml:"time,attr"`
		Special   string `xml:"special_cases,attr"`
		Anchors   []struct {
			ID string `xml:"t_id,attr"`
		} `xml:"token_anchor"`
	} `xml:"Markables>EVENT_MENTION"`
}

func parseMeantime(r io.Reader) (meantimeDoc, error) { return parseSentences(r, annotatedSentences) }

// parseSentences reads the first n sentences of an article; its times and events
// are only annotated in the first [annotatedSentences].
func parseSentences(r io.Reader, n int) (meantimeDoc, error) {
	var file catFile
	if err := xml.NewDecoder(r).Decode(&file); err != nil {
		return meantimeDoc{}, err
	}
	d, places := file.textTo(n)
	for _, t := range file.Times {
		if t.Function == "CREATION_TIME" {
			d.published = creationDate(t.Value)
		}
		span, ok := text.Span{}, false
		for _, a := range t.Anchors {
			place, known := places[a.ID]
			if known && ok {
				place = span.Cover(place)
			}
			if known {
				span, ok = place, true
			}
		}
		switch {
		case !ok: // it stands for a time that the text does not name
		case t.Function == "CREATION_TIME":
			d.dateline = span
		default:
			d.times = append(d.times, doc.Time{Span: span, Value: t.Value})
		}
	}
	d.findDateline()
	d.events = file.eventMentions(places)
	return d, nil
}

// eventMentions gives the event mentions in the annotated sentences.
func (f catFile) eventMentions(places map[string]text.Span) []meantimeEvent {
	var events []meantimeEvent
	for _, e := range f.Events {
		if e.Certainty == "" || e.Time == "" {
			continue
		}
		event := meantimeEvent{
			negative: e.Polarity == "NEG",
			uncertain: e.Time == "FUTURE" || e.Certainty == "POSSIBLE" || e.Certainty == "PROBABLE" ||
				strings.HasPrefix(e.Special, "COND"),
			plain: e.Certainty == "CERTAIN" && e.Polarity == "POS" && e.Time == "NON_FUTURE" && e.Special == "NONE",
		}
		for _, a := range e.Anchors {
			if place, known := places[a.ID]; known {
				event.words = append(event.words, place)
			}
		}
		if len(event.words) > 0 {
			events = append(events, event)
		}
	}
	return events
}

// creationDate reads the day of a creation time. One article has "03-02-2009",
// day first.
func creationDate(value string) doc.Date {
	value = value[:min(len(value), len("2006-01-02"))]
	if parts := strings.Split(value, "-"); len(parts) == 3 && len(parts[2]) == 4 {
		value = parts[2] + "-" + parts[1] + "-" + parts[0]
	}
	date, _ := doc.ParseDate(value)
	return date
}

// findDateline takes the date that has a sentence to itself for the publish
// time, if none is marked as such: two articles mark none.
func (d *meantimeDoc) findDateline() {
	if d.published.Year > 0 {
		return
	}
	for i, t := range d.times {
		for _, b := range d.blocks {
			if date := creationDate(t.Value); b.Span == t.Span && date.Exact() {
				d.published, d.dateline = date, t.Span
				d.times = slices.Delete(d.times, i, i+1)
				return
			}
		}
	}
}

// text puts the annotated sentences together from their tokens, and gives the
// place of each token.
func (f catFile) text() (meantimeDoc, map[string]text.Span) { return f.textTo(annotatedSentences) }

// textTo does the same with so many sentences.
func (f catFile) textTo(sentences int) (meantimeDoc, map[string]text.Span) {
	var d meantimeDoc
	var b strings.Builder
	var gap spacer
	places := map[string]text.Span{}
	sentence := -1
	for _, t := range f.Tokens {
		if t.Sentence >= sentences {
			break
		}
		if t.Sentence != sentence {
			if b.Len() > 0 {
				b.WriteString("\n\n")
			}
			sentence, gap = t.Sentence, spacer{quoted: sentences > annotatedSentences && gap.quoted} // the rest is read for its quotations
			d.blocks = append(d.blocks, doc.Block{Span: text.Span{Start: b.Len()}})
		}
		word, space := gap.next(strings.TrimSpace(t.Text))
		b.WriteString(space)
		places[t.ID] = text.Span{Start: b.Len(), End: b.Len() + len(word)}
		b.WriteString(word)
		d.blocks[len(d.blocks)-1].End = b.Len()
	}
	d.text = b.String()
	return d, places
}

// spacer puts white space between tokens as print does.
type spacer struct {
	begun  bool
	glued  bool // the next token stands close to the last
	quoted bool // a straight quotation mark is open
}

// next gives a token as print has it, and the white space before it.
func (s *spacer) next(token string) (word, space string) {
	if token == "``" || token == "''" {
		token = `"`
	}
	first, _ := utf8.DecodeRuneInString(token)
	last, _ := utf8.DecodeLastRuneInString(token)
	opens := strings.ContainsRune("([{“$£€", last)
	closes := strings.ContainsRune(",.;:!?)]}”’'%", first) || token == "n't"
	if token == `"` {
		opens = !s.quoted || !s.begun // the next paragraph of a quotation opens again
		closes, s.quoted = !opens, opens
	}
	if s.begun && !s.glued && !closes {
		space = " "
	}
	s.begun, s.glued = true, opens
	return token, space
}

// meantimeDocs reads the files of a story corpus, each by parse, which is given
// its name too.
func meantimeDocs[D any](sets fs.FS, name, annotation string, parse func(id string, data []byte) (D, error)) ([]D, error) {
	var docs []D
	err := meantimeFiles(sets, name, annotation, func(id string, r io.Reader) error {
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		d, err := parse(id, data)
		docs = append(docs, d)
		return err
	})
	return docs, err
}

// unmarshalAll reads one document of XML into several forms of it.
func unmarshalAll(data []byte, forms ...any) error {
	for _, into := range forms {
		if err := xml.Unmarshal(data, into); err != nil {
			return err
		}
	}
	return nil
}
