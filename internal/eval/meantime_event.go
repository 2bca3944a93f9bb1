package eval

import (
	"io/fs"

	"github.com/copydesk/copydesk/internal/text"
)

// eventDoc is an article of MEANTIME with the events that other articles of its
// corpus may speak of too.
type eventDoc struct {
	meantimeDoc
	events map[string][]text.Span // where each event is mentioned, by its name in the whole corpus
}

// eventFile is what links the mentions of an article to events of the corpus.
type eventFile struct {
	Mentions []struct {
		ID      string `xml:"m_id,attr"`
		Anchors []struct {
			ID string `xml:"t_id,attr"`
		} `xml:"token_anchor"`
	} `xml:"Markables>EVENT_MENTION"`
	Events []struct {
		ID       string `xml:"m_id,attr"`
		Instance string `xml:"instance_id,attr"`
	} `xml:"Markables>EVENT"`
	Links []catLink `xml:"Relations>REFERS_TO"`
}

// readMeantimeEvents reads a story corpus with the events in it.
func readMeantimeEvents(sets fs.FS, name string) ([]eventDoc, error) {
	return meantimeDocs(sets, name, sharedAnnotation, func(_ string, data []byte) (eventDoc, error) { return parseEvents(data) })
}

func parseEvents(data []byte) (eventDoc, error) {
	var tokens catFile
	var events eventFile
	if err := unmarshalAll(data, &tokens, &events); err != nil {
		return eventDoc{}, err
	}
	d := eventDoc{events: map[string][]text.Span{}}
	var places map[string]text.Span
	d.meantimeDoc, places = tokens.text()
	for _, t := range tokens.Times {
		if t.Function == "CREATION_TIME" {
			d.published = creationDate(t.Value)
		}
	}
	anchors := map[string]string{} // the first token of each mention
	for _, m := range events.Mentions {
		if len(m.Anchors) > 0 {
			anchors[m.ID] = m.Anchors[0].ID
		}
	}
	instances := map[string]string{}
	for _, e := range events.Events {
		instances[e.ID] = e.Instance
	}
	for _, l := range events.Links {
		for _, s := range l.Sources {
			if place, ok := places[anchors[s.ID]]; ok && instances[l.Target.ID] != "" {
				d.events[instances[l.Target.ID]] = append(d.events[instances[l.Target.ID]], place)
			}
		}
	}
	return d, nil
}
