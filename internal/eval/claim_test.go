package eval

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/text"
)

// Events are compared at main predicates, and left out in the headline.
func TestClaimEvents(t *testing.T) {
	d := meantimeDoc{text: "Ferry to be sold\n\nThe town did not sell the ferry in 2024. It plans to close the harbour in May."}
	at := 0
	for part := range strings.SplitSeq(d.text, "\n\n") {
		d.blocks = append(d.blocks, doc.Block{Span: text.Span{Start: at, End: at + len(part)}})
		at += len(part) + 2
	}
	event := func(word string, e meantimeEvent) {
		at := strings.Index(d.text, word)
		e.words = []text.Span{{Start: at, End: at + len(word)}}
		d.events = append(d.events, e)
	}
	event("sold", meantimeEvent{uncertain: true})
	event("sell", meantimeEvent{negative: true})
	event("close", meantimeEvent{uncertain: true})
	event("plans", meantimeEvent{plain: true})
	s := claimEvents(d)
	if s.negated != (Overlap{1, 1, 1}) || s.uncertain != (Overlap{1, 1, 1}) || s.stated != (rates{1, 1}) || s.predicate != (rates{2, 3}) {
		t.Errorf("%+v", s)
	}
}

func TestReadCarb(t *testing.T) {
	const line = "The mayor , Orr , sold `` it '' -LRB- a mill -RRB- .\tsold\tOrr\ta mill\n"
	list, err := readCarb(fstest.MapFS{"claims/carb/dev.tsv": {Data: []byte(line + strings.Replace(line, "sold\tOrr", "is\tOrr", 1))}})
	if err != nil || len(list) != 1 || len(list[0].tuples) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	if list[0].text != `The mayor, Orr, sold "it" (a mill).` || list[0].tuples[0] != "Orr sold a mill" {
		t.Errorf("%q, %q", list[0].text, list[0].tuples[0])
	}
	if _, err := readCarb(fstest.MapFS{"claims/carb/dev.tsv": {Data: []byte("one\ttwo\n")}}); err == nil {
		t.Error("two columns are taken")
	}
}
