package eval

import (
	"io/fs"

	"github.com/copydesk/copydesk/internal/text"
)

// speechDoc is an article of MEANTIME with who says or thinks what.
type speechDoc struct {
	meantimeDoc
	speech []speechLink
	spoken []text.Span // the words of every event of saying or thinking
}

// speechLink is a subordinating link (SLINK): from an event of saying or thinking
// to one in what is said.
type speechLink struct {
	cue, event []text.Span // words
	sources    []text.Span // who does it, by semantic role; empty: the article does not say
}

// speechFile is what links events to others and to who takes part in them.
type speechFile struct {
	Mentions []catMarkable `xml:"Markables>EVENT_MENTION"`
	Entities []catMarkable `xml:"Markables>ENTITY_MENTION"`
	Events   []struct {
		ID    string `xml:"m_id,attr"`
		Class string `xml:"class,attr"`
	} `xml:"Markables>EVENT"`
	Refers       []catLink `xml:"Relations>REFERS_TO"`
	Subordinates []catLink `xml:"Relations>SLINK"`
	Participants []catLink `xml:"Relations>HAS_PARTICIPANT"`
}

// catMarkable is some words of a text.
type catMarkable struct {
	ID      string `xml:"m_id,attr"`
	Anchors []struct {
		ID string `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

// catLink goes from some markables to one.
type catLink struct {
	Role    string `xml:"sem_role,attr"`
	Sources []struct {
		ID string `xml:"m_id,attr"`
	} `xml:"source"`
	Target struct {
		ID string `xml:"m_id,attr"`
	} `xml:"target"`
}

// readSpeech reads a story corpus with who says what in it.
func readSpeech(sets fs.FS, name string) ([]speechDoc, error) {
	return meantimeDocs(sets, name, ownAnnotation, func(_ string, data []byte) (speechDoc, error) { return parseSpeech(data) })
}

func parseSpeech(data []byte) (speechDoc, error) {
	var tokens catFile
	var file speechFile
	if err := unmarshalAll(data, &tokens, &file); err != nil {
		return speechDoc{}, err
	}
	var d speechDoc
	var places map[string]text.Span
	d.meantimeDoc, places = tokens.text()
	words := file.words(places)
	d.spoken = file.spoken(words)
	agents := map[string][]text.Span{}
	for _, l := range file.Participants {
		for _, s := range l.Sources {
			if l.Role == "Arg0" {
				agents[s.ID] = append(agents[s.ID], words[l.Target.ID]...)
			}
		}
	}
	for _, l := range file.Subordinates {
		for _, s := range l.Sources {
			if len(words[s.ID]) > 0 && len(words[l.Target.ID]) > 0 {
				d.speech = append(d.speech, speechLink{words[s.ID], words[l.Target.ID], agents[s.ID]})
				d.spoken = append(d.spoken, words[s.ID]...)
			}
		}
	}
	return d, nil
}

// words gives the words of each mention, as far as they are in the annotated
// sentences.
func (f *speechFile) words(places map[string]text.Span) map[string][]text.Span {
	words := map[string][]text.Span{}
	for _, list := range [][]catMarkable{f.Mentions, f.Entities} {
		for _, m := range list {
			for _, a := range m.Anchors {
				if place, ok := places[a.ID]; ok {
					words[m.ID] = append(words[m.ID], place)
				}
			}
		}
	}
	return words
}

// spoken gives the words of the events of saying and thinking.
func (f *speechFile) spoken(words map[string][]text.Span) []text.Span {
	classes := map[string]string{}
	for _, e := range f.Events {
		classes[e.ID] = e.Class
	}
	var spoken []text.Span
	for _, l := range f.Refers {
		for _, s := range l.Sources {
			if classes[l.Target.ID] == "SPEECH_COGNITIVE" {
				spoken = append(spoken, words[s.ID]...)
			}
		}
	}
	return spoken
}
