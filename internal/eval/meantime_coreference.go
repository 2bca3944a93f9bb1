package eval

import (
	"encoding/xml"
	"io/fs"
	"math"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/mention"
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
	words  []text.Span // its tokens, at least one
	of     string      // which event or entity
	shared bool        // of is its name in the whole corpus, not only in the article
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
	Links []catLink `xml:"Relations>REFERS_TO"`
}

// readCoreference reads a story corpus with what its mentions refer to.
func readCoreference(sets fs.FS, name string) ([]coreferenceDoc, error) {
	return meantimeDocs(sets, name, sharedAnnotation, func(id string, data []byte) (coreferenceDoc, error) {
		d, err := parseCoreference(data)
		d.id = strings.Replace(id, sharedAnnotation, ownAnnotation, 1) // as the sets of names have it
		return d, err
	})
}

func parseCoreference(data []byte) (coreferenceDoc, error) {
	var tokens catFile
	var file coreferenceFile
	if err := unmarshalAll(data, &tokens, &file); err != nil {
		return coreferenceDoc{}, err
	}
	var d coreferenceDoc
	var places map[string]text.Span
	d.meantimeDoc, places = tokens.textTo(math.MaxInt) // what several articles speak of is annotated to the end
	for _, t := range tokens.Times {
		if t.Function == "CREATION_TIME" {
			d.published = creationDate(t.Value)
		}
	}
	instances, of := file.references()
	for _, m := range file.Markables.All {
		found := annotatedMention{of: of[m.ID]}
		if shared := instances[found.of]; shared != "" {
			found.of, found.shared = shared, true
		}
		for _, a := range m.Anchors {
			if place, ok := places[a.ID]; ok {
				found.words = append(found.words, place)
			}
		}
		switch {
		case found.of == "" || len(found.words) == 0:
		case m.XMLName.Local == "EVENT_MENTION":
			d.events = append(d.events, found)
		case m.XMLName.Local == "ENTITY_MENTION":
			d.entities = append(d.entities, found)
		}
	}
	return d, nil
}

// references gives for events and entities the name in the whole corpus, and for
// each mention the first of them that it refers to.
func (f *coreferenceFile) references() (instances, of map[string]string) {
	instances, of = map[string]string{}, map[string]string{}
	for _, m := range f.Markables.All {
		instances[m.ID] = m.Instance
	}
	for _, l := range f.Links {
		for _, s := range l.Sources {
			if of[s.ID] == "" {
				of[s.ID] = l.Target.ID
			}
		}
	}
	return instances, of
}

// analysed goes the road with the article, whose first block is its headline.
// Its names are found by weights that have not seen it.
func (d coreferenceDoc) analysed(folds [NameFolds]*mention.Weights) *doc.Document {
	blocks := slices.Clone(d.blocks)
	blocks[0].Kind = doc.Headline
	a := analyze.Analyze(d.text, "en", blocks, d.published)
	fold := (&NameDoc{Set: Meantime, ID: d.id}).NameFold()
	a.Mentions, a.Entities = folds[fold].Find(a)
	return a
}

// cover gives the stretch from the first of some spans to the last.
func cover(spans []text.Span) text.Span {
	return text.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
}
