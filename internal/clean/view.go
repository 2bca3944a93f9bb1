package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// view is a block as the rules look at it.
type view struct {
	block *page.Block
	kind  doc.Kind

	words      []string    // see [lexicon.Words]
	ids        []uint32    // their numbers
	vocabulary *vocabulary // in it
	terms      []uint32    // hashes of those that are words
	count      int         // how many of them are words; two ideographs are one
	stop       bool        // it ends with a stop, a question or an exclamation mark
	linked     float64     // share of it that is links
	key        string      // its letters and figures: what duplicates share
	date       found       // the first full date in it, if any
	dateOnly   bool        // it is a date, with a section, a place or a time

	names bool   // it is a byline
	icons answer // to [glued]

	hint Reason // what the elements it stands in are for; None: they don't say
	say  lexicon.Boilerplate
	said bool // the lexicon has a row for it

	score  Score
	kept   bool
	reason Reason
}

// answer is one to a question that is asked more than once, and not of every
// block.
type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

// look makes the views of a page's blocks.
func look(p *page.Page, shapes *shapes) []view {
	views := make([]view, len(p.Blocks))
	for i := range p.Blocks {
		views[i].stop = endsWithStop(p.Blocks[i].Text)
	}
	hints := elementHints(p, views, shapes)
	words := &vocabulary{}
	for i := range p.Blocks {
		b := &p.Blocks[i]
		v := &views[i]
		v.block, v.kind = b, b.Kind
		begins, figures := words.describe(v)
		v.linked = float64(b.Linked) / float64(len(b.Text))
		if figures { // no date is without
			v.date = findDate(v.words)
		}
		v.dateOnly = dateLine(v)
		v.names = v.byline()
		v.hint = hints[b.Element]
		v.say, v.said = lexicon.FindBoilerplate(v.words, begins)
	}
	return views
}

// measure counts words and joins their letters and figures.
func measure(words []string) (count int, key string) {
	var b strings.Builder
	length := 0
	for _, w := range words {
		length += len(w) + 1
	}
	b.Grow(length)
	ideographs := 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if r >= firstUnspaced && unspaced(r) {
			ideographs += utf8.RuneCountInString(w)
		} else {
			count++
		}
		b.WriteString(w)
		b.WriteByte(' ')
	}
	return count + (ideographs+1)/2, b.String()
}

// firstUnspaced is the first letter of a script written without spaces: U+0E01,
// Thai.
const firstUnspaced = 0xE01

// unspaced reports whether the rune's script is written without spaces, so
// that what stands between two spaces is no word.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// endsWithStop reports whether a text ends as a sentence does, whatever closes
// behind the stop.
func endsWithStop(s string) bool {
	if last := s[max(0, len(s)-1):]; last >= "a" && last <= "z" {
		return false // as most do not
	}
	s = strings.TrimRightFunc(s, func(r rune) bool { return strings.ContainsRune(`"'”’»)]*`, r) || unicode.IsSpace(r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:;。！？।؟۔", r)
}

// elementReasons say what the blocks of an element are that HTML itself sets
// apart from the article.
var elementReasons = map[atom.Atom]Reason{
	atom.Nav:        Navigation,
	atom.Footer:     Outside,
	atom.Aside:      Related,
	atom.Form:       Interface,
	atom.Button:     Interface,
	atom.Label:      Interface,
	atom.Option:     Interface,
	atom.Dialog:     Interface,
	atom.Menu:       Navigation,
	atom.Figcaption: Caption,
	atom.Figure:     Caption,
	atom.Address:    Byline,
	atom.Video:      Interface,
	atom.Audio:      Interface,
}

// holdsArticle is the share of a page's prose from which on an element is no box
// beside the article, whatever its name, and not hidden from readers for good:
// themes call whole articles "paywall", and scripts uncover them.
const holdsArticle = 0.25

// elementHints gives for each element of a page what its blocks are, after its
// own name and classes and those of the elements it stands in; None where they
// do not say.
func elementHints(p *page.Page, views []view, shapes *shapes) []Reason {
	share := proseShare(p, views)
	hints := make([]Reason, len(p.Elements))
	own := make([]Reason, len(shapes.all))
	for i := range own {
		own[i] = ownHint(&p.Elements[shapes.all[i].element])
	}
	for i := range p.Elements {
		e := &p.Elements[i]
		if e.Parent < 0 {
			continue
		}
		hints[i] = hints[e.Parent]
		if share[i] >= holdsArticle {
			continue
		}
		if own := own[shapes.of[i]]; own != None {
			hints[i] = own
		} else if e.Hidden && !p.Elements[e.Parent].Hidden {
			hints[i] = Hidden
		}
	}
	return hints
}

// proseWords is how many words a block of prose has at the least.
const proseWords = 10

// proseShare gives for each element the share of the page's prose under it: of
// the bytes of blocks that have some words and end as a sentence does.
func proseShare(p *page.Page, views []view) []float64 {
	share := make([]float64, len(p.Elements))
	for i := range p.Blocks {
		b := &p.Blocks[i]
		if views[i].stop && strings.Count(b.Text, " ") >= proseWords {
			share[b.Element] += float64(len(b.Text))
		}
	}
	for i := len(p.Elements) - 1; i > 0; i-- { // children stand behind their parents
		share[p.Elements[i].Parent] += share[i]
	}
	if total := share[0]; total > 0 {
		for i := range share {
			share[i] /= total
		}
	}
	return share
}

// ownHint gives what an element's name, class and id say its blocks are.
func ownHint(e *page.Element) Reason {
	if r := elementReasons[e.Tag]; r != None {
		return r
	}
	for _, attr := range [...]string{e.Class, e.ID} {
		for word := range strings.FieldsSeq(attr) {
			if r := classHint(word); r != None {
				return r
			}
		}
	}
	return None
}

// classHint gives what one class name says: whole, or by a word of it.
func classHint(class string) Reason {
	class = strings.ToLower(class)
	if r := lexicon.ClassReason(class); r != "" {
		return Reason(r)
	}
	for word := range strings.FieldsFuncSeq(class, func(r rune) bool { return r == '-' || r == '_' }) {
		if r := lexicon.ClassReason(word); r != "" {
			return Reason(r)
		}
	}
	return None
}
