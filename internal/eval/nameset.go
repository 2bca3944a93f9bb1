package eval

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// NameDoc is a document with its names annotated: those of people, places and
// organisations, and others as far as the set has them, without titles and
// articles before them, and no adjectives of nations.
type NameDoc struct {
	Set, ID string
	Text    string
	Blocks  []doc.Block
	Names   []Name // in text order, none inside of another
}

// Name is one name of a set.
type Name struct {
	text.Span
	Type doc.EntityType
}

// The sets of names.
const (
	UNER     = "UNER EWT dev"
	Wikigold = "wikigold"
	GUM      = "GUM"
	GUMDev   = "GUM dev"
	Meantime = "MEANTIME"
	Re3d     = "re3d"
)

// NameSets reads all sets of names, one behind another, in the folder as
// [Measure] has it.
func NameSets(sets fs.FS) ([]NameDoc, error) {
	var all []NameDoc
	for _, read := range []func(fs.FS) ([]NameDoc, error){readUNERNames, readWikigold, readGUMNames, readMeantimeNames, readRe3d} {
		docs, err := read(sets)
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	return all, nil
}

// readUNERNames reads the names of EWT dev, and the text from the treebank.
func readUNERNames(sets fs.FS) ([]NameDoc, error) {
	bank, err := readAnnotated(sets, "ewt-dev")
	if err != nil {
		return nil, err
	}
	var docs []NameDoc
	at := map[string]int{} // UNER has the documents in another order
	for i := range bank {
		at[bank[i].id] = i
		docs = append(docs, NameDoc{Set: UNER, ID: bank[i].id, Text: bank[i].text, Blocks: bank[i].blocks})
	}
	var d *NameDoc
	var open *Name
	var place int // byte of the text where the next token is looked for
	err = readLines(sets, "names/uner-ewt-dev.iob2.gz", func(line []byte) error {
		if id, ok := bytes.CutPrefix(line, []byte("# newdoc id = ")); ok {
			i, ok := at[string(id)]
			if !ok {
				return fmt.Errorf("document %s is not in the treebank", id)
			}
			d, place, open = &docs[i], 0, nil
		}
		f := bytes.Split(line, []byte("\t"))
		if len(f) < 3 || d == nil {
			open = nil
			return nil
		}
		start := strings.Index(d.Text[place:], string(f[1]))
		if start < 0 || start > 20 { // a word that the text has otherwise
			return nil
		}
		span := text.Span{Start: place + start, End: place + start + len(f[1])}
		place = span.End
		open = d.tagged(span, string(f[2]), open)
		return nil
	})
	return docs, err
}

// nameTypes are the types as sets of the CoNLL kind name them.
var nameTypes = map[string]doc.EntityType{"PER": doc.Person, "LOC": doc.Place, "ORG": doc.Organisation, "MISC": doc.Other, "OTH": doc.Other}

// tagged adds a token with a tag in IOB (either kind), where open is the name
// that the last token belongs to, and gives the one that this belongs to.
func (d *NameDoc) tagged(span text.Span, tag string, open *Name) *Name {
	prefix, name, _ := strings.Cut(tag, "-")
	kind, ok := nameTypes[name]
	switch {
	case !ok:
		return nil
	case open != nil && prefix == "I" && open.Type == kind:
		open.End = span.End
		return open
	}
	d.Names = append(d.Names, Name{span, kind})
	return &d.Names[len(d.Names)-1]
}

// readWikigold reads Wikigold (Balasuriya et al. 2009).
func readWikigold(sets fs.FS) ([]NameDoc, error) {
	var docs []NameDoc
	var b strings.Builder
	var gap spacer
	var open *Name
	d := &NameDoc{}
	end := func() {
		if b.Len() > 0 {
			d.Set, d.ID, d.Text = Wikigold, fmt.Sprint(len(docs)), b.String()
			d.Names = slices.DeleteFunc(d.Names, func(n Name) bool { return n.Type == doc.Other && peoples(n.Of(d.Text)) })
			docs = append(docs, *d)
		}
		b.Reset()
		d, gap, open = &NameDoc{}, spacer{}, nil
	}
	err := readLines(sets, "names/wikigold.conll.txt.gz", func(line []byte) error {
		token, tag, ok := strings.Cut(string(line), " ")
		switch {
		case token == "-DOCSTART-":
			end()
		case !ok:
			open = nil
		default:
			word, space := gap.next(token)
			b.WriteString(space)
			span := text.Span{Start: b.Len(), End: b.Len() + len(word)}
			b.WriteString(word)
			open = d.tagged(span, tag, open)
		}
		return nil
	})
	end()
	return docs, err
}

// peoples reports whether all words of a name are adjectives or nouns of
// nations, faiths or languages.
func peoples(name string) bool {
	for w := range strings.FieldsSeq(strings.ReplaceAll(name, "-", " ")) {
		if !lexicon.English().Demonyms.Has(lexicon.Key(w)) {
			return false
		}
	}
	return true
}
