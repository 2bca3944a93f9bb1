package clean

import (
	_ "embed"
	"math"
	"net/url"
	"strings"
	"sync"

	"github.com/copydesk/copydesk/internal/model"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/text"
)

// Facts are what was learnt of how pages state title, authors and publish date.
// Every way in which a page states one is a candidate; trees give the log odds
// that it is right, from where it stands, what it looks like and which others
// say the same. The likeliest candidate is the answer, if it is likely enough.
// "make train" learns them; docs/data.md says from what. The zero value answers
// by the order of the sources alone.
type Facts struct {
	Titles, TextTitles   *model.Trees
	Authors, TextAuthors *model.Trees
	Dates, TextDates     *model.Trees
}

// trees gives the models in their serial order, with the features each has.
func (f *Facts) trees() []factTrees {
	return []factTrees{
		{&f.Titles, titleWidth}, {&f.TextTitles, textTitleWidth},
		{&f.Authors, authorWidth}, {&f.TextAuthors, authorWidth},
		{&f.Dates, dateWidth}, {&f.TextDates, dateWidth},
	}
}

type factTrees struct {
	trees **model.Trees
	width int
}

//go:embed facts.bin.gz
var packedFacts []byte

// learntFacts gives the facts that ship. They are packed by "make train" and
// read by this package's tests, so that they cannot be damaged.
var learntFacts = sync.OnceValue(func() *Facts {
	f, err := ReadFacts(packedFacts)
	if err != nil {
		return &Facts{}
	}
	return f
})

// facts gives what was learnt of facts; where nothing was, the sources go in
// their order.
func (w *Weights) facts() *Facts {
	if w.Facts == nil {
		return &Facts{}
	}
	return w.Facts
}

// Pack gives the facts in their serial form.
func (f *Facts) Pack() []byte {
	var b []byte
	for _, t := range f.trees() {
		trees := *t.trees
		if trees == nil {
			trees = &model.Trees{}
		}
		b = trees.Append(b)
	}
	return model.Pack(b)
}

// ReadFacts reads what [Facts.Pack] gave. The error is one of gzip, or
// [model.ErrDamaged] where the trees are not for the features of this version.
func ReadFacts(packed []byte) (*Facts, error) {
	b, err := model.Unpack(packed)
	if err != nil {
		return nil, err
	}
	f := &Facts{}
	for _, t := range f.trees() {
		if *t.trees, b, err = model.DecodeTrees(b); err != nil {
			return nil, err
		}
		if (*t.trees).Features() != t.width {
			return nil, model.ErrDamaged
		}
	}
	return f, nil
}

// likeliest gives the candidate with the highest odds above the floor, the first
// of those that are as likely; -1: none.
func likeliest(odds []int32, floor int32) int {
	best, most := -1, floor
	for i, o := range odds {
		if o > most {
			best, most = i, o
		}
	}
	return best
}

// oddsOf gives the odds of each candidate. Without trees the first is certain,
// and no other.
func oddsOf(trees *model.Trees, rows [][]float32) []int32 {
	odds := make([]int32, len(rows))
	if trees == nil || trees.Features() == 0 {
		for i := range odds {
			odds[i] = math.MinInt32
		}
		if len(odds) > 0 {
			odds[0] = math.MaxInt32
		}
		return odds
	}
	batch, asked := trees.Batch(), 0
	for i, row := range rows {
		if batch.Add(row); batch.Full() || i == len(rows)-1 {
			for _, w := range batch.Walk(math.MinInt32) {
				odds[asked] = w.Sum
				asked++
			}
		}
	}
	return odds
}

// statement is a page as the finders of facts look at it.
type statement struct {
	page   *page.Page
	shapes *shapes
	views  []view
	data   structured
	url    string   // where the page stood; empty: unknown
	hosts  []string // the longest part of each host name it states
	names  []string // keys of what it calls its site
	slug   string   // key of the last part of its address

	pageRow   []float32 // see [statement.pageKind]
	title     title     // by rule
	firstBody int       // the first block of running text that was kept
	lastBody  int
	spans     map[int][]text.Span // the stretches of a block that name authors
	byKey     map[string][]int    // the short blocks that say the same
	likeness  map[string]float32  // see [statement.siteLikeness]: of what was asked for
	persons   map[string]bool     // see [statement.person]: the same
	begins    map[string]int      // how often running text begins with some words: "Ines Falkner is a"
}

func newStatement(p *page.Page, shapes *shapes, views []view, data structured, h Hints) *statement {
	s := &statement{page: p, shapes: shapes, views: views, data: data, url: h.URL, spans: map[int][]text.Span{}, byKey: map[string][]int{}, begins: map[string]int{}, likeness: map[string]float32{}, persons: map[string]bool{}}
	s.title = findTitle(p, views)
	s.readHosts()
	for _, name := range append([]string{data.publisher}, metas(p, siteMeta)...) {
		if key := keyOf(name); key != "" {
			s.names = append(s.names, key)
		}
	}
	s.pageRow = s.pageKind()
	s.findBody()
	for _, n := range p.Names {
		s.spans[n.Block] = append(s.spans[n.Block], n.Span)
	}
	for i := range views {
		v := &views[i]
		if v.short() {
			s.byKey[v.key] = append(s.byKey[v.key], i)
		}
		if v.stop && v.count >= proseWords {
			s.noteBeginning(v.key)
		}
	}
	return s
}

// noteBeginning counts the first words of running text: one to as many as a
// name has at the most.
func (s *statement) noteBeginning(key string) {
	end := 0
	for range maxName {
		i := strings.IndexByte(key[end:], ' ')
		if i < 0 {
			return
		}
		end += i + 1
		s.begins[key[:end]]++
	}
}

// maxName is how many words a name has at the most.
const maxName = 5

// findBody finds where the running text of the article begins and ends.
func (s *statement) findBody() {
	s.firstBody, s.lastBody = len(s.views), -1
	for i := range s.views {
		if v := &s.views[i]; v.stop && v.count >= proseWords && v.score.Total() > 0 {
			s.firstBody, s.lastBody = min(s.firstBody, i), i
		}
	}
	if s.lastBody < 0 {
		s.firstBody = 0
	}
}

// metas gives the contents of the meta elements of the names.
func metas(p *page.Page, names []string) []string {
	var all []string
	for _, name := range names {
		if c := p.Head.Get(name); c != "" {
			all = append(all, c)
		}
	}
	return all
}

// readHosts reads the hosts and the last part of the address.
func (s *statement) readHosts() {
	for _, address := range append([]string{s.url, s.page.Head.Get("og:url")}, canonical(s.page)...) {
		u, err := url.Parse(address)
		if err != nil || u.Hostname() == "" {
			continue
		}
		s.hosts = append(s.hosts, squeeze(siteLabel(u.Hostname())))
		if s.slug == "" {
			parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
			longest := ""
			for _, part := range parts {
				if strings.Count(part, "-") >= strings.Count(longest, "-") {
					longest = part
				}
			}
			s.slug = keyOf(strings.NewReplacer("-", " ", "_", " ", ".html", "").Replace(longest))
		}
	}
}

// siteLabel gives the longest part of a host name but the last, which is nobody's
// own.
func siteLabel(host string) string {
	longest := ""
	labels := strings.Split(host, ".")
	for _, l := range labels[:len(labels)-1] {
		if len(l) > len(longest) {
			longest = l
		}
	}
	return longest
}

// shortName is how many letters a name has that may stand in a longer one by
// chance.
const shortName = 4

// siteLikeness says how surely some words are the site's name: 3: the page says
// so; 2: they stand in the host name; 1: they begin or end as it does; 0: not.
func (s *statement) siteLikeness(words string) float32 {
	level, ok := s.likeness[words]
	if !ok {
		level = s.measureLikeness(words)
		s.likeness[words] = level
	}
	return level
}

func (s *statement) measureLikeness(words string) float32 {
	key, squeezed := keyOf(words), squeeze(words)
	if squeezed == "" {
		return 0
	}
	level := float32(0)
	for _, name := range s.names {
		switch {
		case name == key || squeeze(name) == squeezed:
			return 3
		case strings.HasPrefix(name, key) || strings.HasPrefix(key, name):
			level = max(level, 1)
		}
	}
	for _, host := range s.hosts {
		if strings.Contains(host, squeezed) || len(squeezed) > shortName && strings.Contains(squeezed, host) {
			level = max(level, 2)
		}
	}
	return level
}
