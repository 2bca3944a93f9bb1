package clean

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/text"
)

// title is what was found of an article's title.
type title struct {
	words string // as the page gives it; empty: unknown
	key   string
	block int    // the block that gives it; -1: none does
	tail  string // what the page's own title has behind it: often the site
}

// repeatedBy reports whether a block says the title once more, at most with a
// few words around it: a section, a date, a credit.
func (t title) repeatedBy(v *view) bool {
	const around = 4
	return t.key != "" && len(v.key) >= len(t.key) && !v.stop && v.count <= strings.Count(t.key, " ")+around && strings.Contains(" "+v.key, " "+t.key)
}

// findTitle finds the title, in HTML by what the page declares, in text by
// where it stands.
func findTitle(p *page.Page, views []view) title {
	if p.HTML {
		return headTitle(p, views)
	}
	return textTitle(views)
}

// headTitle takes the h1 that is most like what the head says, then the head's
// own title without the site's name.
func headTitle(p *page.Page, views []view) title {
	declared := p.Head.Get("og:title")
	if declared == "" {
		declared = p.Head.Title
	}
	best, likeness := -1, 0.0
	headlines, key := 0, keyOf(declared)
	for i := range views {
		if views[i].block.Kind != doc.Headline || views[i].count == 0 {
			continue
		}
		headlines++
		if l := overlap(views[i].key, key); best < 0 || l > likeness {
			best, likeness = i, l
		}
	}
	if best >= 0 && (likeness >= 0.5 || declared == "" && headlines == 1) {
		return title{words: views[best].block.Text, key: views[best].key, block: best, tail: tailOf(p.Head.Title, views[best].block.Text)}
	}
	words, tail := cutSuffix(declared, p, views)
	t := title{words: words, key: keyOf(words), block: -1, tail: tail}
	for i := range views {
		if t.key != "" && views[i].key == t.key {
			t.block = i
			break
		}
	}
	return t
}

// separators part a title from a site's name.
var separators = []string{" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " / "}

// splitTitle parts a title at its last separator. Without one the tail is empty.
func splitTitle(s string) (rest, tail string) {
	at, width := -1, 0
	for _, sep := range separators {
		if i := strings.LastIndex(s, sep); i > at {
			at, width = i, len(sep)
		}
	}
	if at <= 0 {
		return s, ""
	}
	return strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+width:])
}

// cutSuffix cuts what follows the last separator of a title, if there is
// evidence that it is no part of it: it is the site's name, it is in the host
// name, or the rest stands on the page alone.
func cutSuffix(s string, p *page.Page, views []view) (rest, tail string) {
	rest, tail = splitTitle(s)
	if tail == "" {
		return s, ""
	}
	name := squeeze(tail)
	host := ""
	for _, l := range p.Head.Links {
		if u, err := url.Parse(l.Href); err == nil && l.Rel == "canonical" {
			host = squeeze(u.Hostname())
		}
	}
	if name != "" && (name == squeeze(p.Head.Get("og:site_name")) || strings.Contains(host, name)) {
		return rest, tail
	}
	key := keyOf(rest)
	for i := range views {
		if views[i].key == key {
			return rest, tail
		}
	}
	return s, ""
}

// tailOf gives what stands behind the title in the head's own title, parted by
// a separator.
func tailOf(declared, words string) string {
	rest, tail := splitTitle(declared)
	if keyOf(rest) != keyOf(words) {
		return ""
	}
	return tail
}

// squeeze gives the letters and figures of s in lower case.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if text.LetterOrDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// titleLines is how many of the lines before the body may be the title.
const titleLines = 4

// textTitle looks for the title of a flattened page among the lines before its
// body: a line that stands there twice, whole or with something around it;
// failing that, the first of the last few lines that could be one.
func textTitle(views []view) title {
	body := firstBody(views)
	var lines []int
	for i := range views[:body] {
		if views[i].couldBeTitle() {
			lines = append(lines, i)
		}
	}
	if t, ok := repeatedTitle(views, lines); ok {
		return t
	}
	lines = lines[max(0, len(lines)-titleLines):]
	for _, i := range lines {
		if v := &views[i]; !v.said && v.count >= 4 && !v.stop {
			return title{words: v.block.Text, key: v.key, block: i}
		}
	}
	return title{block: -1}
}

// firstBody gives the first block of the article that is running text; 0 if
// there is none.
func firstBody(views []view) int {
	for i := range views {
		if v := &views[i]; v.stop && v.count >= 12 && !v.said && v.score.Total() > 0 {
			return i
		}
	}
	return 0
}

// couldBeTitle reports whether a line has the make of a title. One with a
// credit behind it may still hold the title; one with bullets is a list.
func (v *view) couldBeTitle() bool {
	if strings.ContainsAny(v.block.Text, "·•") {
		return false
	}
	return v.count >= 3 && v.count <= 40 && !v.dateOnly && !v.byline() && v.linked < 1 && !glued(v) && (!v.said || v.say.Reason == string(Caption))
}

// repeatedTitle takes the longest of the lines, or of what two lines share, that
// stands among them more than once.
func repeatedTitle(views []view, lines []int) (title, bool) {
	best := title{block: -1}
	length := 0
	seen := map[string]int{}
	for _, i := range lines {
		v := &views[i]
		if first, ok := seen[v.key]; ok {
			if v.count > length {
				best, length = title{words: views[first].block.Text, key: v.key, block: first}, v.count
			}
			continue
		}
		seen[v.key] = i
	}
	if length > 0 || len(lines) == 0 {
		return best, length > 0
	}
	return sharedTitle(views, lines)
}

// leadLines is how many of the first lines may be the page's own title, which
// has the article's title in it.
const leadLines = 3

// sharedTitle takes what one of the first lines and a later one share, if that
// is most of either: "Title | Site" and "Title", "Section: Title" and "Title".
func sharedTitle(views []view, lines []int) (title, bool) {
	for n, i := range lines[:min(len(lines), leadLines)] {
		for _, k := range lines[n+1:] {
			a, b := strings.Fields(views[i].key), strings.Fields(views[k].key)
			first, length := commonRun(a, b)
			if length < 4 || length*5 < min(len(a), len(b))*4 {
				continue
			}
			words := wordsAt(views[i].block.Text, first, length)
			t := title{words: words, key: keyOf(words), block: i}
			if length == len(b) {
				t.block, t.words = k, views[k].block.Text
			}
			t.tail = tailOf(views[i].block.Text, t.words)
			return t, true
		}
	}
	return title{}, false
}

// commonRun gives the longest run of words that a and b share: where it begins
// in a, and its length. Titles are short, so the table of all pairs is too.
func commonRun(a, b []string) (first, length int) {
	row := make([]int, len(b)+1)
	for i := range a {
		for k := len(b) - 1; k >= 0; k-- {
			if a[i] != b[k] {
				row[k+1] = 0
				continue
			}
			row[k+1] = row[k] + 1
			if row[k+1] > length {
				first, length = i+1-row[k+1], row[k+1]
			}
		}
	}
	return first, length
}

// wordsAt gives the stretch of s from its word of the given number on, with what
// stands between the words. A closing quotation mark, bracket, question or
// exclamation mark goes with the last one.
func wordsAt(s string, first, length int) string {
	start, end, n := 0, len(s), -1
	inside := false
	for i, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || inside && (r == '\'' || r == '’')
		if word && !inside {
			n++
			if n == first {
				start = i
			}
		}
		if !word && n == first+length-1 && !strings.ContainsRune(`?!"”)»`, r) {
			end = i
			break
		}
		inside = word
	}
	return s[start:end]
}

// keyOf gives the letters and figures of a text as those of a block: see
// [view].
func keyOf(s string) string {
	key := make([]byte, 0, len(s)+1)
	start := -1
	for i := 0; i <= len(s); i++ {
		c := byte(' ')
		if i < len(s) {
			c = s[i]
		}
		switch {
		case c >= utf8.RuneSelf:
			_, all := measure(lexicon.Words(s))
			return all
		case alphanumeric(c):
			if start < 0 {
				start = i
			}
		case start >= 0 && c != '\'':
			key = append(appendKey(key, s[start:i]), ' ')
			start = -1
		}
	}
	return string(key)
}

// appendKey adds the key of a word in ASCII: see [lexicon.Key].
func appendKey(key []byte, word string) []byte {
	if len(word) > 1 && word[1] < 'a' {
		return append(key, lexicon.Key(word)...) // it may be all in capitals
	}
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		key = append(key, c)
	}
	return key
}

// overlap gives how alike two keys are: F1 over their words.
func overlap(a, b string) float64 {
	if a == b && a != "" {
		return 1
	}
	left := map[string]int{}
	words := strings.Fields(a)
	for _, w := range words {
		left[w]++
	}
	common, others := 0, strings.Fields(b)
	for _, w := range others {
		if left[w] > 0 {
			left[w]--
			common++
		}
	}
	if len(words)+len(others) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(words)+len(others))
}
