package parse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/golden"
	"github.com/copydesk/copydesk/internal/neural"
	"github.com/copydesk/copydesk/internal/segment"
)

// read gives a document with its heads.
func read(text string) (*doc.Document, []doc.Head) {
	d := &doc.Document{Text: text, Language: "en"}
	d.Sentences, d.Tokens = segment.Split(d)
	return d, Find(d, neural.English().Read(d))
}

// The examples quote each word with its relation and its head.
func TestExamples(t *testing.T) {
	golden.Run(t, func(in string, _ map[string]string) string {
		d, heads := read(in)
		var b strings.Builder
		for _, s := range d.Sentences {
			for i := s.Tokens.First; i < s.Tokens.End; i++ {
				above := ""
				if h := heads[i].Token; h >= 0 {
					above = " " + d.Tokens[h].Of(d.Text)
				}
				fmt.Fprintf(&b, "%s = %v%s\n", d.Tokens[i].Of(d.Text), heads[i].Relation, above)
			}
		}
		return b.String()
	})
}

// The heads of a sentence are a tree of its own tokens, whatever the text.
func TestAlwaysTrees(t *testing.T) {
	for _, text := range []string{
		"", ".", "The the the. Of of of of", strings.Repeat("and ", 700), strings.Repeat("((", 500) + "\xff\xfe", "\u200d\u200d ’ ’s 12 %%% ☃",
	} {
		d, heads := read(text)
		if len(heads) != len(d.Tokens) {
			t.Fatalf("%.20q: %d heads of %d tokens", text, len(heads), len(d.Tokens))
		}
		for _, s := range d.Sentences {
			places := make([]int, 0, s.Tokens.Len())
			for i := s.Tokens.First; i < s.Tokens.End; i++ {
				h := heads[i].Token
				if h >= 0 && (h < s.Tokens.First || h >= s.Tokens.End) || (h < 0) != (heads[i].Relation == doc.Root) {
					t.Errorf("%.20q: token %d has the head %v", text, i, heads[i])
				}
				places = append(places, max(h-s.Tokens.First+1, 0))
			}
			if !neural.IsTree(places) {
				t.Errorf("%.20q: no tree: %v", text, places)
			}
		}
	}
}
