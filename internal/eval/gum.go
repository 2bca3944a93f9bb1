package eval

import (
	"io/fs"
	"strconv"
	"strings"

	"github.com/copydesk/copydesk/internal/text"
)

// annotatedDoc is a document of a treebank with the columns of its words and,
// where it is one of GUM's, its entities.
type annotatedDoc struct {
	treebankDoc
	columns  []wordColumns // of each of words
	entities []gumEntity   // in the order in which they end
}

// wordColumns is what a treebank says of a word.
type wordColumns struct{ upos, xpos, misc string }

// gumEntity is one mention in the column "Entity" of GUM
// (https://wiki.gucorpling.org/gum/entity_annotation).
type gumEntity struct {
	group      string // what all mentions of one entity have in common
	kind       string // person, place, organization, event ...
	identity   string // its article in Wikipedia; empty: none
	first, end int    // words, with all that belongs to the noun phrase
	head       []int  // words of its head
}

// readAnnotated reads a treebank with its columns.
func readAnnotated(sets fs.FS, name string) ([]annotatedDoc, error) {
	var r annotatedReader
	err := readLines(sets, "treebanks/"+name+".conllu.gz", func(line []byte) error {
		r.line(string(line))
		return nil
	})
	r.endDocument()
	return r.done, err
}

// annotatedReader keeps the columns of the words that a [conlluReader] reads.
type annotatedReader struct {
	conlluReader
	done    []annotatedDoc
	columns []wordColumns
	pending []wordColumns // of lines whose words are not written yet
	open    []gumEntity
	closed  []gumEntity
	start   int // the sentence's first word
}

func (r *annotatedReader) line(line string) {
	if strings.HasPrefix(line, "# newdoc") {
		r.endDocument()
	}
	r.conlluReader.line(line)
	fields := strings.Split(line, "\t")
	if len(fields) != 10 {
		if line == "" {
			r.open, r.start = nil, len(r.columns)
		}
		return
	}
	if !strings.ContainsAny(fields[0], "-.") {
		r.pending = append(r.pending, wordColumns{fields[3], fields[4], fields[9]})
	}
	added := len(r.d.words) - len(r.columns)
	if added == 0 {
		return
	}
	for len(r.pending) > added { // a multiword token that counts as one word
		r.pending[1].misc += "|" + r.pending[0].misc
		r.pending = r.pending[1:]
	}
	for _, c := range r.pending {
		r.columns = append(r.columns, c)
		r.entity(len(r.columns)-1, c.misc)
	}
	r.pending = nil
}

// entity reads the brackets that open and close at a word.
func (r *annotatedReader) entity(at int, misc string) {
	for feature := range strings.SplitSeq(misc, "|") {
		brackets, ok := strings.CutPrefix(feature, "Entity=")
		for ok && brackets != "" {
			if brackets[0] != '(' {
				group, rest, _ := strings.Cut(brackets, ")")
				r.close(group, at+1)
				brackets = rest
				continue
			}
			end := strings.IndexAny(brackets[1:], "()") + 1
			if end == 0 {
				end = len(brackets)
			}
			e := r.opened(brackets[1:end], at)
			r.open = append(r.open, e)
			if brackets = brackets[end:]; strings.HasPrefix(brackets, ")") {
				r.close(e.group, at+1)
				brackets = brackets[1:]
			}
		}
	}
}

// opened reads "group-kind-infstat-salience-centering-minspan-link-identity".
// Salience holds hyphens where the summaries are not five.
func (r *annotatedReader) opened(bracket string, at int) gumEntity {
	f := strings.SplitN(bracket, "-", 8)
	e := gumEntity{group: f[0], first: at}
	if len(f) > 1 {
		e.kind = f[1]
	}
	if len(f) > 5 {
		for n := range strings.SplitSeq(f[5], ",") {
			if i, err := strconv.Atoi(n); err == nil {
				e.head = append(e.head, at+i-1)
			}
		}
	}
	if len(f) > 7 {
		e.identity = f[7]
	}
	return e
}

func (r *annotatedReader) close(group string, end int) {
	for i := len(r.open) - 1; i >= 0; i-- {
		if e := r.open[i]; e.group == group {
			e.end = end
			r.closed = append(r.closed, e)
			r.open = append(r.open[:i], r.open[i+1:]...)
			return
		}
	}
}

func (r *annotatedReader) endDocument() {
	before := len(r.docs)
	r.conlluReader.endDocument()
	if len(r.docs) > before {
		r.done = append(r.done, annotatedDoc{r.docs[before], r.columns, r.closed})
	}
	*r = annotatedReader{conlluReader: r.conlluReader, done: r.done}
}

// span gives the text from word first up to, not including, word end.
func (d *annotatedDoc) span(first, end int) text.Span {
	return text.Span{Start: d.words[first].Start, End: d.words[end-1].End}
}
