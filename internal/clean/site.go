package clean

import (
	"strings"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// siteMeta are the meta elements that name the site, surest first.
var siteMeta = []string{"og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"}

// site gives who published the article: what the head says, else the publisher
// in JSON-LD, else what stands behind the title in the page's own title, else a
// line before the title that names the site and is repeated in its legal line.
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
	return statedSite(views, title)
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
		if v := &views[i]; !v.kept && (v.reason == Legal || v.reason == SiteDescription || v.reason == Donation) {
			lines = append(lines, " "+v.key)
		}
	}
	return lines
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
