package tag

import (
	"fmt"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/segment"
)

// The examples quote each word with its tags, its lemma and its features.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string {
		d := &doc.Document{Text: in, Language: "en"}
		d.Sentences, d.Tokens = segment.Split(d)
		var b strings.Builder
		for i, tag := range Find(d, neural.English().Read(d)) {
			fmt.Fprintf(&b, "%s = %v %s %s %v\n", d.Tokens[i].Of(in), tag.UPOS, tag.XPOS, tag.Lemma, tag.Features)
		}
		return b.String()
	})
}

func TestLemma(t *testing.T) {
	for _, c := range []struct {
		form  string
		upos  doc.UPOS
		xpos  string
		lemma string
	}{
		{"said", doc.VERB, "VBD", "say"}, {"Said", doc.VERB, "VBD", "say"}, {"was", doc.AUX, "VBD", "be"}, {"’s", doc.AUX, "VBZ", "be"},
		{"’s", doc.PART, "POS", "'s"}, {"n’t", doc.PART, "RB", "not"}, {"children", doc.NOUN, "NNS", "child"}, {"ferries", doc.NOUN, "NNS", "ferry"},
		{"Tarnians", doc.PROPN, "NNPS", "Tarnian"}, {"Lisbon", doc.PROPN, "NNP", "Lisbon"}, {"worse", doc.ADJ, "JJR", "bad"},
		{"larger", doc.ADJ, "JJR", "large"}, {"stopping", doc.VERB, "VBG", "stop"}, {"", doc.NOUN, "NN", ""}, {"s", doc.NOUN, "NNS", "s"},
	} {
		if got := Lemma(c.form, c.upos, c.xpos); got != c.lemma {
			t.Errorf("%s/%v: %q, want %q", c.form, c.upos, got, c.lemma)
		}
	}
}

func TestReadRules(t *testing.T) {
	for _, bad := range []string{"a\n", "NN s\tlower\tx\t\n", "NN s\tlower\t-1\t\n"} {
		if r, err := ReadRules(bad); err == nil {
			t.Errorf("%q reads as %v", bad, r)
		}
	}
}
