package clean

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// siteMeta are the meta elements that name the site, surest first.
var siteMeta = []string{"og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"}

// site gives who published the article: what the head says, else the publisher
// in JSON-LD, else what stands behind the title in the page's own title, else a
// line before the title that names the site and is repeated in its legal line,
// else the host name that it calls itself by.
func site(p *page.Page, views []view, data structured, title title) string {
	for _, key := range siteMeta[:1] {
		if name := p.Head.Get(key); name != "" {
			return name
		}
	}
	if data.publisher != "" {
		return data.publisher
	}
	for _, key := range siteMeta[1:] {
		if name := p.Head.Get(key); name != "" {
			return name
		}
	}
	if title.tail != "" {
		return title.tail
	}
	if name := statedSite(views, title); name != "" {
		return name
	}
	return hostNamed(views, title)
}

// What the name of a site looks like in a line of its own: how many words it has
// at the most, and how far down the page it may stand.
const (
	maxSite   = 5
	siteLines = 3
)

// statedSite gives the first line above the title that the page names itself
// with: it stands on top and is named as newspapers are, or the page repeats it
// below the article in a line about its rights or about itself.
func statedSite(views []view, title title) string {
	below := ownLines(views, title)
	for i := 0; i < title.block; i++ {
		v := &views[i]
		if v.count == 0 || v.count > maxSite || v.dateOnly || v.said || v.stop {
			continue
		}
		if i < siteLines && (lexicon.SiteWord(v.words[0]) || lexicon.SiteWord(v.words[len(v.words)-1])) {
			return v.block.Text
		}
		for _, line := range below {
			if strings.Contains(line, " "+v.key) {
				return v.block.Text
			}
		}
	}
	return ""
}

// ownLines gives the keys of the lines below the title in which a page speaks of
// its rights or of itself.
func ownLines(views []view, title title) []string {
	var lines []string
	for i := max(title.block, 0); i < len(views); i++ {
		if v := &views[i]; v.ofItself() {
			lines = append(lines, " "+v.key)
		}
	}
	return lines
}

// hostNamed gives the host name that a page calls itself by: below the title the
// lines about its rights and about itself have it twice, and no other as often.
func hostNamed(views []view, title title) string {
	names, times := hostNames(views, title)
	best, most, second := "", 0, 0
	for _, name := range names {
		switch n := times[strings.ToLower(name)]; {
		case n > most:
			best, most, second = name, n, most
		case n > second:
			second = n
		}
	}
	if most < 2 || second == most {
		return ""
	}
	return best
}

// hostNames gives the host names in the lines below the title in which a page
// speaks of its rights or of itself, as written where each stands first, and how
// often each stands there, in lower case.
func hostNames(views []view, title title) (names []string, times map[string]int) {
	times = map[string]int{}
	for i := max(title.block, 0); i < len(views); i++ {
		if !views[i].ofItself() {
			continue
		}
		for field := range strings.FieldsSeq(views[i].block.Text) {
			name := strings.Trim(field, "(©\"“”.,;:!?)")
			if !hostLike(name) {
				continue
			}
			key := strings.ToLower(name)
			if times[key] == 0 {
				names = append(names, name)
			}
			times[key]++
		}
	}
	return names, times
}

// ofItself reports whether a page speaks of its rights or of itself in a block.
func (v *view) ofItself() bool {
	return !v.kept && (v.reason == Legal || v.reason == SiteDescription || v.reason == Donation)
}

// hostLike reports whether a word is written as host names of sites are: no
// address of a page or of mail, and behind its last full stop a public suffix.
func hostLike(word string) bool {
	at := strings.LastIndexByte(word, '.')
	if at <= 0 || strings.ContainsAny(word, "/@:") || strings.HasPrefix(word, "www.") {
		return false
	}
	_, known := publicsuffix.PublicSuffix(strings.ToLower(word))
	return known && len(word)-at > 2
}

// nameSite gives the lines that are the site's name their reason.
func nameSite(views []view, site string) {
	key := keyOf(site)
	for i := range views {
		if v := &views[i]; !v.kept && key != "" && v.key == key && (v.reason == Outside || v.reason == Navigation) {
			v.reason = SiteDescription
		}
	}
}
