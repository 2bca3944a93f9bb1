package clean

import (
	"math"
	"strings"
	"unicode"

	"github.com/copydesk/copydesk/internal/doc"
)

// Sources of titles on an HTML page, in the order in which they go before each
// other without learnt trees.
const (
	fromRule = iota // the h1 most like what the head says
	fromOG
	fromTwitter
	fromElement // <title>
	fromJSON    // headline in JSON-LD
	fromMeta    // other metas
	fromH1
	fromH2
	titleSources
)

// titleMetas are metas that state the headline without the site's name, most of
// them for services that count readers.
var titleMetas = []string{"parsely-title", "sailthru.title", "dc.title", "dcterms.title", "cxenseparse:title", "headline", "hdl", "citation_title", "title"}

// candidate is one way in which a page states its title.
type titleCandidate struct {
	words   string
	key     string
	sources int     // bits of those that state just that
	cut     float32 // what was cut off: 0 nothing, 1 a tail, 2 a head
	site    float32 // how surely what was cut off is the site's name
	alone   bool    // what is left stands on the page or in another source
	tail    string
}

// stated is one source's words.
type stated struct {
	source int
	words  string
}

// What a title has at the most, in words and bytes.
const (
	maxTitle      = 40
	maxTitleBytes = 600
)

// A page has at most so many h1s and h2s that are looked at.
const (
	maxH1 = 6
	maxH2 = 4
)

// short reports whether a block has words, and no more than a title may have.
func (v *view) short() bool {
	return v.count > 0 && v.count <= maxTitle && len(v.block.Text) <= maxTitleBytes
}

// statedTitles gives what the sources of an HTML page state.
func (s *statement) statedTitles() []stated {
	head := &s.page.Head
	all := []stated{
		{fromRule, s.title.words}, {fromOG, head.Get("og:title")}, {fromTwitter, head.Get("twitter:title")},
		{fromElement, head.Title}, {fromJSON, s.data.headline},
	}
	for _, words := range metas(s.page, titleMetas) {
		all = append(all, stated{fromMeta, words})
	}
	h1, h2 := 0, 0
	for i := range s.views {
		v := &s.views[i]
		switch {
		case !v.short():
		case v.block.Kind == doc.Headline && h1 < maxH1:
			h1++
			all = append(all, stated{fromH1, v.block.Text})
		case v.block.Kind == doc.Subhead && h2 < maxH2 && i <= s.firstBody:
			h2++
			all = append(all, stated{fromH2, v.block.Text})
		}
	}
	kept := all[:0]
	for _, one := range all {
		if len(one.words) <= maxTitleBytes && keyOf(one.words) != "" {
			kept = append(kept, one)
		}
	}
	return kept
}

// titleCandidates gives what the sources state, each wording once, whole and
// with a tail or a head cut off for which there is evidence: it is the site's
// name, or what is left stands elsewhere for itself.
func (s *statement) titleCandidates() []titleCandidate {
	all := s.statedTitles()
	var list []titleCandidate
	at := map[string]int{}
	add := func(c titleCandidate) {
		c.key = keyOf(c.words)
		same := straighten(c.words)
		if i, ok := at[same]; ok {
			list[i].sources |= c.sources
			list[i].site = max(list[i].site, c.site)
			return
		}
		at[same] = len(list)
		list = append(list, c)
	}
	for _, one := range all {
		add(titleCandidate{words: one.words, sources: 1 << one.source})
	}
	whole := map[string]bool{}
	for _, c := range list {
		whole[c.key] = true
	}
	for _, one := range all {
		for _, c := range s.cuts(one.words, whole) {
			add(c)
		}
	}
	return list
}

// cuts gives what is left of a title without what stands before or behind one of
// its separators.
func (s *statement) cuts(words string, whole map[string]bool) []titleCandidate {
	var all []titleCandidate
	for at, width := range separatorsIn(words) {
		rest, tail := strings.TrimSpace(words[:at]), strings.TrimSpace(words[at+width:])
		for k, part := range [2]string{rest, tail} {
			other := [2]string{tail, rest}[k]
			c := titleCandidate{words: part, cut: float32(1 + k), site: s.siteLikeness(other), tail: other}
			key := keyOf(part)
			c.alone = whole[key] || len(s.byKey[key]) > 0
			if key != "" && (c.alone || c.site >= 2) {
				all = append(all, c)
			}
		}
	}
	return all
}

// maxCuts is how many separators of a title are looked at.
const maxCuts = 8

// separatorsIn gives the places of separators in a title and their widths.
func separatorsIn(s string) func(yield func(int, int) bool) {
	return func(yield func(int, int) bool) {
		n := 0
		for i := range s {
			for _, sep := range separators {
				if i > 0 && strings.HasPrefix(s[i:], sep) {
					if n++; n > maxCuts || !yield(i, len(sep)) {
						return
					}
				}
			}
		}
	}
}

// straighten gives words with quotation marks straight and white space folded,
// so that two sources that set them otherwise state the same.
func straighten(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch r {
		case '‘', '’', '‚', '‛', '′', '`':
			return '\''
		case '“', '”', '„', '‟', '″', '«', '»':
			return '"'
		}
		return r
	}, s)), " ")
}

// titleWidth is how many features a candidate has.
const titleWidth = 54

// titleRow gives the features of a candidate, of so many, beside the keys of
// what the sources state and what they are like among themselves.
func (s *statement) titleRow(c *titleCandidate, of int, sources *[titleSources]string, among []float32) []float32 {
	row := make([]float32, 0, titleWidth)
	add := func(values ...float32) { row = append(row, values...) }
	same, alike, said := 0, 0, 0
	for k, key := range sources {
		if key == "" {
			add(-1, -1)
			continue
		}
		said++
		l := float32(overlap(c.key, key))
		if key == c.key {
			alike++
		}
		add(l, flag(c.sources&(1<<k) != 0))
		same += one(c.sources&(1<<k) != 0)
	}
	add(float32(same), float32(alike), float32(said), float32(of))
	add(c.cut, c.site, flag(c.alone), float32(strings.Count(keyOf(c.tail), " ")))
	add(s.siteLikeness(c.words))
	add(shapeOf(c.words)...)
	add(s.titlePlace(c)...)
	add(float32(overlap(c.key, s.slug)), shareOf(c.key, s.slug), shareOf(s.slug, c.key))
	add(among...)
	add(s.pageRow...)
	return row[:len(row):len(row)]
}

// pairs gives how alike the main sources are among themselves, by their keys.
func pairs(sources *[titleSources]string) []float32 {
	between := func(a, b int) float32 {
		if sources[a] == "" || sources[b] == "" {
			return -1
		}
		return float32(overlap(sources[a], sources[b]))
	}
	return []float32{between(fromOG, fromH1), between(fromOG, fromElement), between(fromH1, fromElement), between(fromJSON, fromH1),
		between(fromJSON, fromOG), between(fromTwitter, fromOG)}
}

// shapeOf gives what a title looks like.
func shapeOf(words string) []float32 {
	letters, upper, figures, starts := 0, 0, 0, 0
	before := ' '
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
			upper += one(unicode.IsUpper(r))
			starts += one(unicode.IsUpper(r) && before == ' ')
		}
		figures += one(unicode.IsDigit(r))
		before = r
	}
	count := len(strings.Fields(words))
	rest, tail := splitTitle(words)
	cutting := float32(0)
	if tail != "" {
		cutting = float32(len(strings.Fields(tail))) / float32(len(strings.Fields(rest))+1)
	}
	return []float32{
		float32(count), float32(len(words)), float32(upper) / float32(letters+1), float32(starts) / float32(count+1), float32(figures),
		flag(strings.HasSuffix(words, "…") || strings.HasSuffix(words, "...")), flag(endsWithStop(words)), cutting,
		float32(strings.Count(words, "|")), float32(strings.Count(words, ": ")), flag(strings.Contains(words, "(")), flag(strings.Contains(words, "&#") || strings.Contains(words, "<")),
	}
}

// titlePlace gives where on the page a candidate stands.
func (s *statement) titlePlace(c *titleCandidate) []float32 {
	blocks := s.byKey[c.key]
	if len(blocks) == 0 {
		return []float32{0, -1, -1, 0, 0, 0}
	}
	at := blocks[0]
	for _, i := range blocks {
		if s.views[i].block.Kind == doc.Headline {
			at = i
			break
		}
	}
	v := &s.views[at]
	kind := float32(1)
	switch v.block.Kind {
	case doc.Headline:
		kind = 3
	case doc.Subhead:
		kind = 2
	}
	return []float32{
		kind, float32(at) / float32(len(s.views)), float32(max(min(s.firstBody-at, 60), -60)), float32(len(blocks)),
		flag(v.block.Hidden || v.hint != None), float32(v.linked),
	}
}

// pageKind gives the features that all candidates of a page share: what kind of
// page it is.
func (s *statement) pageKind() []float32 {
	h1 := 0
	for i := range s.views {
		h1 += one(s.views[i].block.Kind == doc.Headline && s.views[i].count > 0)
	}
	kind := float32(0)
	switch {
	case strings.HasPrefix(s.data.kind, "News") || strings.HasPrefix(s.data.kind, "Report") || strings.HasPrefix(s.data.kind, "Live"):
		kind = 2
	case s.data.kind != "":
		kind = 1
	}
	return []float32{float32(min(h1, 5)), kind}
}

// shareOf gives the share of a's words that stand in b.
func shareOf(a, b string) float32 {
	words := strings.Fields(a)
	if len(words) == 0 {
		return 0
	}
	n := 0
	for _, w := range words {
		n += one(strings.Contains(" "+b, " "+w+" "))
	}
	return float32(n) / float32(len(words))
}

// mainTitles gives the key of what each source states, the first of those that
// state more.
func (s *statement) mainTitles() *[titleSources]string {
	var sources [titleSources]string
	for _, one := range s.statedTitles() {
		if sources[one.source] == "" {
			sources[one.source] = keyOf(one.words)
		}
	}
	return &sources
}

// titleRows gives the features of all candidates.
func (s *statement) titleRows(all []titleCandidate) [][]float32 {
	sources := s.mainTitles()
	among := pairs(sources)
	rows := make([][]float32, len(all))
	for i := range all {
		rows[i] = s.titleRow(&all[i], len(all), sources, among)
	}
	return rows
}

// title finds the title of a page. On HTML the likeliest candidate is taken,
// whatever its odds: all have evidence.
func (f *Facts) title(s *statement) title {
	if !s.page.HTML {
		return f.textTitle(s)
	}
	all := s.titleCandidates()
	best := likeliest(oddsOf(f.Titles, s.titleRows(all)), math.MinInt32)
	if best < 0 {
		return title{block: -1}
	}
	c := &all[best]
	t := title{words: c.words, key: c.key, block: -1, tail: tailOf(s.page.Head.Title, c.words)}
	for _, i := range s.byKey[c.key] {
		if t.block < 0 || s.views[i].block.Kind == doc.Headline && s.views[t.block].block.Kind != doc.Headline {
			t.block = i
		}
	}
	return t
}
