package clean

import (
	"slices"
	"strings"
	"time"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
)

// Date is a date that may say when an article was published.
type Date struct {
	Value      string // RFC 3339 or EDTF, as exact as the page says
	Role       DateRole
	Confidence float64 // 0 to 1, that the role is right
	Evidence   string  // where it was found: "json-ld datePublished"
	Block      int     // the block it stands in, in page.Page.Blocks; -1: none

	source int
}

// DateRole is what a date dates.
type DateRole uint8

// The roles.
const (
	RoleUnknown   DateRole = iota
	RolePublished          // when the article was published
	RoleUpdated            // when it was last changed
	RoleMasthead           // on top of the page: often when it was fetched
	RoleCaption            // when a picture was taken
	RoleDateline           // at the head of an agency's text
)

// Sources of dates, in the order in which they go before each other without
// learnt trees.
const (
	dateRequest = iota
	dateJSON
	dateMeta
	dateMetaOther
	dateURL
	dateTime         // a <time> element
	dateSaid         // a line that says that it was published then
	dateLineAlone    // a line of a date and little else
	dateLineNear     // a short line with a date in it
	dateJSONLoose    // JSON-LD of something else than an article
	dateJSONCreated  // dateCreated
	dateCaption      // of a picture
	dateMasthead     // above the site's name
	dateJSONModified // the same for changes
	dateLooseModified
	dateMetaModified
	dateTimeUpdated
	dateSaidUpdated
	dateSources
)

// dateMetas are the meta elements that date an article, surest first.
var dateMetas = []struct {
	name       string
	role       DateRole
	confidence float64
}{
	{"article:published_time", RolePublished, 0.97},
	{"article:modified_time", RoleUpdated, 0.97},
	{"datepublished", RolePublished, 0.95},
	{"parsely-pub-date", RolePublished, 0.95},
	{"sailthru.date", RolePublished, 0.93},
	{"og:published_time", RolePublished, 0.93},
	{"dc.date.issued", RolePublished, 0.92},
	{"dcterms.created", RolePublished, 0.9},
	{"publishdate", RolePublished, 0.9},
	{"publish-date", RolePublished, 0.9},
	{"pubdate", RolePublished, 0.9},
	{"publication_date", RolePublished, 0.9},
	{"dc.date", RolePublished, 0.85},
	{"date", RolePublished, 0.8},
	{"datemodified", RoleUpdated, 0.95},
	{"og:updated_time", RoleUpdated, 0.95},
	{"last-modified", RoleUpdated, 0.8},
}

// otherMeta gives what a meta element of no known name dates, by the words in
// it.
func otherMeta(name string) DateRole {
	for _, m := range dateMetas {
		if m.name == name {
			return RoleUnknown
		}
	}
	switch {
	case strings.Contains(name, "modif") || strings.Contains(name, "updat"):
		return RoleUpdated
	case strings.Contains(name, "date") || strings.Contains(name, "publish") || strings.Contains(name, "created"):
		return RolePublished
	}
	return RoleUnknown
}

// statedDates gives every date that may say when the article was published:
// from the request, the head, the URL, then the page from top to bottom.
func (s *statement) statedDates(h Hints) []Date {
	var all []Date
	add := func(value string, role DateRole, confidence float64, evidence string, source int) {
		if value != "" {
			all = append(all, Date{value, role, confidence, evidence, -1, source})
		}
	}
	if !h.PublishTime.IsZero() {
		add(h.PublishTime.UTC().Format(time.RFC3339Nano), RolePublished, 1, "request", dateRequest)
	}
	d := &s.data
	add(edtf(d.published), RolePublished, 0.98, "json-ld datePublished", dateJSON)
	add(edtf(d.modified), RoleUpdated, 0.98, "json-ld dateModified", dateJSONModified)
	add(edtf(d.created), RoleUnknown, 0.5, "json-ld dateCreated", dateJSONCreated)
	add(edtf(d.loose.published), RolePublished, 0.9, "json-ld datePublished", dateJSONLoose)
	add(edtf(d.loose.modified), RoleUpdated, 0.9, "json-ld dateModified", dateLooseModified)
	for _, m := range dateMetas {
		source := dateMeta
		if m.role == RoleUpdated {
			source = dateMetaModified
		}
		add(edtf(s.page.Head.Get(m.name)), m.role, m.confidence, "meta "+m.name, source)
	}
	for _, m := range s.page.Head.Meta {
		switch otherMeta(m.Name) {
		case RolePublished:
			add(edtf(m.Content), RolePublished, 0.7, "meta "+m.Name, dateMetaOther)
		case RoleUpdated:
			add(edtf(m.Content), RoleUpdated, 0.7, "meta "+m.Name, dateMetaModified)
		}
	}
	for _, u := range append([]string{s.url}, canonical(s.page)...) {
		add(urlDate(u), RolePublished, 0.9, "url", dateURL)
	}
	return append(all, s.textDates()...)
}

// near is how many blocks from the title a date is the article's own.
const near = 3

// dateWords is how many words a line has in which a date that stands beside
// others may be the article's own: "By A B on 3 March 2025 in Ferries".
const dateWords = 30

// textDates gives the dates in the page's own text: of <time> elements, date
// lines and captions. A full sentence with a date in it is about that date.
func (s *statement) textDates() []Date {
	var all []Date
	for i := range s.views {
		v := &s.views[i]
		if at := edtf(v.block.Time); at != "" {
			source := dateTime
			if roleOf(v) == RoleUpdated {
				source = dateTimeUpdated
			}
			all = append(all, Date{at, roleOf(v), nearness(i, s.title, 0.8), "time", i, source})
			if day, _ := doc.ParseDate(at); day == v.date.date {
				continue
			}
		}
		if v.date.ok() {
			if d, ok := s.textDate(v, i); ok {
				all = append(all, d)
			}
		}
	}
	return all
}

// textDate gives the date in a block's text, if it may be the article's.
func (s *statement) textDate(v *view, i int) (Date, bool) {
	value := v.date.date.String()
	said := lexicon.DateRole(v.words)
	switch {
	case v.kept && v.count > dateWords:
	case v.reason == Caption || v.reason == Credit:
		return Date{value, RoleCaption, 0.9, "text", i, dateCaption}, true
	case v.dateOnly && v.masthead(i, s.title):
		return Date{value, RoleMasthead, 0.6, "text", i, dateMasthead}, true
	case said == "updated" && v.count <= dateWords:
		return Date{value, RoleUpdated, nearness(i, s.title, 0.85), "text", i, dateSaidUpdated}, true
	case said == "published" && v.count <= dateWords:
		return Date{value, RolePublished, nearness(i, s.title, 0.85), "text", i, dateSaid}, true
	case v.dateOnly && (v.hint == None || v.hint == Byline):
		return Date{value, RolePublished, nearness(i, s.title, 0.85), "text", i, dateLineAlone}, true
	case v.count <= dateWords && !v.stop && v.hint != Related && v.hint != Comments:
		return Date{value, RoleUnknown, nearness(i, s.title, 0.4), "text", i, dateLineNear}, true
	}
	return Date{}, false
}

// roleOf gives the role that a line's own words give its date.
func roleOf(v *view) DateRole {
	if lexicon.DateRole(v.words) == "updated" {
		return RoleUpdated
	}
	return RolePublished
}

// masthead reports whether a date line stands on top of the page, with the
// site's name between it and the title.
func (v *view) masthead(i int, title title) bool {
	return i <= 1 && title.block > i+1
}

// nearness gives the confidence in a date by how far from the title it stands.
func nearness(i int, title title, best float64) float64 {
	switch distance := max(i-title.block, title.block-i); {
	case title.block < 0:
		return best / 2
	case distance <= near:
		return best
	case distance <= 4*near:
		return best * 0.8
	}
	return best / 3
}

func canonical(p *page.Page) []string {
	for _, l := range p.Head.Links {
		if l.Rel == "canonical" {
			return []string{l.Href}
		}
	}
	return nil
}

// dayCandidate is one day that may be the publish date.
type dayCandidate struct {
	day     doc.Date
	sources int   // bits of those that state it
	dates   []int // in the list of dates
	block   int   // the block that states it, nearest to the title; -1: none does
	blocks  int
}

// maxDays is how many days of a page are looked at: lists of news have hundreds.
const maxDays = 40

// dayCandidates gathers dates by day.
func (s *statement) dayCandidates(all []Date) []dayCandidate {
	var list []dayCandidate
	at := map[doc.Date]int{}
	for n, d := range all {
		day, ok := doc.ParseDate(d.Value)
		if !ok {
			continue
		}
		i, ok := at[day]
		if !ok {
			if len(list) == maxDays {
				continue
			}
			i = len(list)
			at[day] = i
			list = append(list, dayCandidate{day: day, block: -1})
		}
		c := &list[i]
		c.sources |= 1 << d.source
		c.dates = append(c.dates, n)
		if d.Block >= 0 {
			c.blocks++
			if c.block < 0 || s.fromTitle(d.Block) < s.fromTitle(c.block) {
				c.block = d.Block
			}
		}
	}
	return list
}

// dateWidth is how many features a candidate has.
const dateWidth = 49

// dayRows gives the features of all candidates.
func (s *statement) dayRows(list []dayCandidate) [][]float32 {
	m := s.summarize(list)
	rows := make([][]float32, len(list))
	for i := range list {
		c := &list[i]
		row := make([]float32, 0, dateWidth)
		add := func(values ...float32) { row = append(row, values...) }
		for k := range dateSources {
			add(states(c.sources, m.sources, k))
		}
		add(float32(len(c.dates)), float32(len(list)), float32(c.blocks))
		add(flag(c.day == m.latest), flag(c.day == m.earliest), float32(i))
		for _, k := range []int{dateJSON, dateMeta, dateJSONModified, dateURL, dateSaidUpdated} {
			add(daysBetween(c.day, m.first[k]))
		}
		add(daysBetween(m.first[dateJSON], m.first[dateJSONModified]))
		add(s.dayPlace(c, m.nearest)...)
		add(s.titleYear(c)...)
		add(s.pageRow...)
		rows[i] = row
	}
	return rows
}

// states says whether a source states a candidate: 1; another: -1; none: 0.
func states(own, all, source int) float32 {
	switch {
	case own&(1<<source) != 0:
		return 1
	case all&(1<<source) != 0:
		return -1
	}
	return 0
}

// daySummary is what all candidates of a page have among them.
type daySummary struct {
	sources          int
	first            [dateSources]doc.Date // the first day that each source states
	latest, earliest doc.Date
	nearest          int // how far from the title the nearest stands
}

func (s *statement) summarize(list []dayCandidate) daySummary {
	m := daySummary{nearest: len(s.views)}
	for _, c := range list {
		m.sources |= c.sources
		for k := range m.first {
			if c.sources&(1<<k) != 0 && !m.first[k].Known() {
				m.first[k] = c.day
			}
		}
		if m.latest.Before(c.day) {
			m.latest = c.day
		}
		if !m.earliest.Known() || c.day.Before(m.earliest) {
			m.earliest = c.day
		}
		if c.block >= 0 {
			m.nearest = min(m.nearest, s.fromTitle(c.block))
		}
	}
	return m
}

// daysBetween gives how many days a is behind b, within a thousand; -2000 where
// one is unknown.
func daysBetween(a, b doc.Date) float32 {
	if !a.Exact() || !b.Exact() {
		return -2000
	}
	x := time.Date(a.Year, time.Month(a.Month), a.Day, 0, 0, 0, 0, time.UTC)
	y := time.Date(b.Year, time.Month(b.Month), b.Day, 0, 0, 0, 0, time.UTC)
	return float32(max(min(int(x.Sub(y).Hours()/24), 1000), -1000))
}

// titleYear says whether the title names a year, and whether it is the
// candidate's.
func (s *statement) titleYear(c *dayCandidate) []float32 {
	named, same := false, false
	for _, w := range strings.Fields(s.title.key) {
		if y := year(w); y > 0 {
			named, same = true, same || y == c.day.Year
		}
	}
	return []float32{flag(named), flag(same)}
}

// dayPlace gives where on the page a candidate stands.
func (s *statement) dayPlace(c *dayCandidate, nearest int) []float32 {
	if c.block < 0 {
		return []float32{0, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, flag(nearest < 10)}
	}
	v := &s.views[c.block]
	at := c.block - s.title.block
	if s.title.block < 0 {
		at = 99
	}
	byline := false
	for i := max(0, c.block-2); i <= min(len(s.views)-1, c.block+2); i++ {
		w := &s.views[i]
		byline = byline || w.names || w.block.Author || len(s.spans[i]) > 0
	}
	return []float32{
		1, float32(max(min(at, 100), -100)), float32(max(min(c.block-s.firstBody, 100), -100)), float32(max(min(c.block-s.lastBody, 50), -100)),
		flag(s.fromTitle(c.block) == nearest), flag(v.dateOnly), flag(v.kept), float32(v.linked), flag(byline),
		flag(v.hint == Byline), flag(v.hint != None && v.hint != Byline), float32(v.count), flag(v.block.Time != ""), float32(v.date.first),
		flag(nearest < 10),
	}
}

// noPublishDate are the sources that without another say nothing of when the
// article was published, however likely it is: a caption, and a masthead, whose
// date is the day the page was fetched as often.
const noPublishDate = 1<<dateCaption | 1<<dateMasthead

// published picks the publish date: the likeliest day, and of those who state it
// the surest, and its time if that says one. What the request says goes before
// all.
func (f *Facts) published(s *statement, all []Date) (string, doc.Date) {
	list := slices.DeleteFunc(s.dayCandidates(all), func(c dayCandidate) bool { return c.sources&^noPublishDate == 0 })
	trees := f.Dates
	if !s.page.HTML {
		trees = f.TextDates
	}
	best := likeliest(oddsOf(trees, s.dayRows(list)), sureDate)
	if len(all) > 0 && all[0].source == dateRequest {
		best = 0
	}
	if best < 0 {
		return "", doc.Date{}
	}
	value, confidence := "", 0.0
	for _, n := range list[best].dates {
		if d := &all[n]; d.Confidence > confidence {
			value, confidence = d.Value, d.Confidence
		}
	}
	return value, list[best].day
}

// sureDate are the odds from which a date is given as the article's own: likelier
// right than wrong. On held-out pages .4 gives as many right answers and more of
// what no page states.
var sureDate = model.Odds(0.5)
