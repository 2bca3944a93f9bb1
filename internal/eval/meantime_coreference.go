package eval

import (
	"encoding/xml"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// coreferenceDoc is an article of MEANTIME with all mentions of events and
// entities that are annotated in it.
type coreferenceDoc struct {
	meantimeDoc
	id               string
	events, entities []annotatedMention
}

// annotatedMention is words that name an event or entity, and which.
type annotatedMention struct {
	words []text.Span // its tokens, at least one
	of    string      // the event or entity: its name in the whole corpus, or else in the article
}

// coreferenceFile is what an article says of mentions and what they refer to.
type coreferenceFile struct {
	Markables struct {
		All []struct {
			XMLName  xml.Name
			ID       string `xml:"m_id,attr"`
			Instance string `xml:"instance_id,attr"`
			Anchors  []struct {
				ID string `xml:"t_id,attr"`
			} `xml:"token_anchor"`
		} `xml:",any"`
	} `xml:"Markables"`
	Links []struct {
		Sources []struct {
			ID string `xml:"m_id,attr"`
		} `xml:"source"`
		Target struct {
			ID string `xml:"m_id,attr"`
		} `xml:"target"`
	} `xml:"Relations>REFERS_TO"`
}

// readCoreference reads a story corpus with what its mentions refer to.
func readCoreference(sets fs.FS, name string) ([]coreferenceDoc, error) {
	var docs []coreferenceDoc
	err := meantimeFiles(sets, name, sharedAnnotation, func(id string, r io.Reader) error {
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		d, err := parseCoreference(data)
		d.id = strings.Replace(id, sharedAnnotation, ownAnnotation, 1) // as the sets of names have it
		docs = append(docs, d)
		return err
	})
	return docs, err
}

func parseCoreference(data []byte) (coreferenceDoc, error) {
	var tokens catFile
	var file coreferenceFile
	for _, into := range []any{&tokens, &file} {
		if err := xml.Unmarshal(data, into); err != nil {
			return coreferenceDoc{}, err
		}
	}
	var d coreferenceDoc
	var places map[string]text.Span
	d.meantimeDoc, places = tokens.textTo(math.MaxInt) // what several articles speak of is annotated to the end
	for _, t := range tokens.Times {
		if t.Function == "CREATION_TIME" {
			d.published = creationDate(t.Value)
		}
	}
	of := file.references()
	for _, m := range file.Markables.All {
		mention := annotatedMention{of: of[m.ID]}
		for _, a := range m.Anchors {
			if place, ok := places[a.ID]; ok {
				mention.words = append(mention.words, place)
			}
		}
		switch {
		case mention.of == "" || len(mention.words) == 0:
		case m.XMLName.Local == "EVENT_MENTION":
			d.events = append(d.events, mention)
		case m.XMLName.Local == "ENTITY_MENTION":
			d.entities = append(d.entities, mention)
		}
	}
	return d, nil
}

// references gives what each mention refers to.
func (f *coreferenceFile) references() map[string]string {
	instances := map[string]string{}
	for _, m := range f.Markables.All {
		instances[m.ID] = m.Instance
	}
	of := map[string]string{}
	for _, l := range f.Links {
		for _, s := range l.Sources {
			if of[s.ID] != "" {
				continue
			}
			if of[s.ID] = instances[l.Target.ID]; of[s.ID] == "" {
				of[s.ID] = "own " + l.Target.ID
			}
		}
	}
	return of
}

// analysed goes the road with the article, whose first block is its headline.
// Its names are found by weights that have not seen it.
func (d coreferenceDoc) analysed(folds [NameFolds]*nameWeights) *doc.Document {
	blocks := slices.Clone(d.blocks)
	blocks[0].Kind = doc.Headline
	a := analyze.Analyze(d.text, "en", blocks, d.published)
	fold := (&NameDoc{Set: Meantime, ID: d.id}).NameFold()
	a.Mentions, a.Entities = folds[fold].Find(a)
	return a
}
