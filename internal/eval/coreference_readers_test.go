package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const coreferenceArticle = `<?xml version="1.0" ?><Document doc_id="7">
<token sentence="0" t_id="1">Mill</token><token sentence="0" t_id="2">sold</token>
<token sentence="9" t_id="3">The</token><token sentence="9" t_id="4">mill</token><token sentence="9" t_id="5">,</token><token sentence="9" t_id="6">which</token><token sentence="9" t_id="7">was</token><token sentence="9" t_id="8">sold</token>
<Markables>
<ENTITY_MENTION m_id="10"><token_anchor t_id="1"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="11"><token_anchor t_id="3"/><token_anchor t_id="4"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="12"><token_anchor t_id="6"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="13"><token_anchor t_id="7"/></ENTITY_MENTION>
<EVENT_MENTION m_id="20"><token_anchor t_id="2"/></EVENT_MENTION>
<EVENT_MENTION m_id="21"><token_anchor t_id="8"/></EVENT_MENTION>
<ENTITY TAG_DESCRIPTOR="mill" instance_id="PRO1" m_id="30"/>
<ENTITY TAG_DESCRIPTOR="other mill" m_id="31"/>
<EVENT TAG_DESCRIPTOR="sell" m_id="32"/>
<TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2025-03-04"/>
</Markables>
<Relations>
<REFERS_TO r_id="1"><source m_id="10"/><source m_id="11"/><target m_id="30"/></REFERS_TO>
<REFERS_TO r_id="2"><source m_id="12"/><source m_id="11"/><target m_id="31"/></REFERS_TO>
<REFERS_TO r_id="3"><source m_id="20"/><source m_id="21"/><target m_id="32"/></REFERS_TO>
</Relations></Document>`

// A mention refers to the first thing that it is linked to; what has no name in
// the corpus is of its article; a mention without a link is left out.
func TestParseCoreference(t *testing.T) {
	d, err := parseCoreference([]byte(coreferenceArticle))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Mill sold\n\nThe mill, which was sold"; d.text != want || d.published.String() != "2025-03-04" {
		t.Errorf("text %q of %v, want %q", d.text, d.published, want)
	}
	shown := func(mentions []annotatedMention) (all [][]string) {
		for _, m := range mentions {
			of := m.of
			if m.shared {
				of += " shared"
			}
			all = append(all, []string{cover(m.words).Of(d.text), of})
		}
		return all
	}
	if diff := cmp.Diff([][]string{{"Mill", "PRO1 shared"}, {"The mill", "PRO1 shared"}, {"which", "31"}}, shown(d.entities)); diff != "" {
		t.Errorf("entities: %s", diff)
	}
	if diff := cmp.Diff([][]string{{"sold", "32"}, {"sold", "32"}}, shown(d.events)); diff != "" {
		t.Errorf("events: %s", diff)
	}
}
