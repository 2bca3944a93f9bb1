package clean

import (
	"strings"
	"testing"

	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

const framedPage = `<html><body><nav><ul><li><a href=/>Home</a></li></ul></nav>
<div class=story><h1>The ferry stays in port</h1>
<p>The ferry to Tarn stays in port until Friday, its operator said on Monday.</p>
<p>Nobody was hurt in the fire, which broke out on Sunday in the engine room.</p>
<h2>What passengers can do now</h2>
<p>Passengers may change their tickets or ask for their money back until Sunday.</p></div>
<div class=more><h2>More news</h2>
<div class=card><h3>Bridge closed</h3><time datetime=2031-01-02>2 January</time><p>The bridge of Orsk is closed.</p></div>
<div class=card><h3>Market opens</h3><p>The market of Orsk opens again.</p></div>
<div class=card><h3>Mayor resigns</h3><p>The mayor of Orsk resigns.</p></div></div></body></html>`

// framed gives the sheet of the page above, and the number of the block that
// begins with the words.
func framed(t *testing.T) (*sheet, func(words string) int) {
	p, err := page.Parse([]byte(framedPage), "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	s := NewSheet(p).s
	s.read(&model.Linear{})
	return s, func(words string) int {
		for i := range p.Blocks {
			if strings.HasPrefix(p.Blocks[i].Text, words) {
				return i
			}
		}
		t.Fatalf("no block begins with %q", words)
		return 0
	}
}

// Teasers stand in a template, the article does not.
func TestTemplate(t *testing.T) {
	s, at := framed(t)
	out := make([]float32, 9)
	if s.template(at("Nobody"), out); out[0] != -1 {
		t.Errorf("the article: %v", out)
	}
	s.template(at("The market"), out)
	if out[0] != 3 || out[4] < 2 || out[5] != 1 {
		t.Errorf("a teaser: %v elements, %v blocks and %v headings each; want 3, at least 2, 1", out[0], out[4], out[5])
	}
}

// The element with most of the prose is the story, and teasers stand behind it.
func TestAreas(t *testing.T) {
	s, at := framed(t)
	a := s.place.framed.most
	if e := s.page.Elements[a.element]; e.Tag != atom.Div || e.Class != "story" {
		t.Errorf("most of the prose in %v %q", e.Tag, e.Class)
	}
	if a.first != at("The ferry stays") || a.end != at("Passengers")+1 {
		t.Errorf("blocks %d to %d", a.first, a.end)
	}
	for words, inside := range map[string]bool{"Home": false, "Nobody": true, "More news": false, "The mayor": false} {
		if i := at(words); a.holds(s.views[i].block.Element) != inside {
			t.Errorf("%q inside: %v", words, !inside)
		}
	}
}

func TestHeadingAbove(t *testing.T) {
	s, at := framed(t)
	i := at("Passengers")
	s.residue[at("What passengers")] = 77
	out := make([]float32, 9)
	if s.headingAbove(i, out); out[0] != 1 || out[1] != 77 || out[2] != 0 || out[3] != 77 {
		t.Errorf("%v", out)
	}
}
