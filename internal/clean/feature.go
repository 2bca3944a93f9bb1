package clean

import (
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// family is a group of features that are measured together and explained
// together: its name is that of a part of a score.
type family struct {
	name  string
	width int
	fill  func(s *sheet, i int, out []float32)
}

// wordFamilies are what a block's own words look like, and where it stands among
// the others.
var wordFamilies = []family{
	{"length", 6, (*sheet).length},
	{"ending", 9, (*sheet).ends},
	{"characters", 12, (*sheet).characters},
	{"lexicon", 10, (*sheet).lexicon},
	{"kind", 4, (*sheet).kind},
	{"repeats", 3, (*sheet).repeats},
	{"page", 12, (*sheet).whole},
	{"markers", 14, (*sheet).markers},
	{"neighbours", 45, (*sheet).neighbours},
}

// width gives how many features the families have.
func width(families []family) int {
	n := 0
	for _, f := range families {
		n += f.width
	}
	return n
}

// groups gives the number of each feature's family.
func groups(families []family) []uint8 {
	var all []uint8
	for i, f := range families {
		for range f.width {
			all = append(all, uint8(i))
		}
	}
	return all
}

// fill measures a block.
func (s *sheet) fill(families []family, i int, row []float32) {
	for _, f := range families {
		f.fill(s, i, row[:f.width])
		row = row[f.width:]
	}
}

func ratio(a, b int) float32 {
	if b == 0 {
		return 0
	}
	return float32(a) / float32(b)
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func (s *sheet) length(i int, out []float32) {
	v, m := &s.views[i], &s.marks[i]
	out[0] = float32(v.count)
	out[1] = float32(m.chars)
	out[2] = ratio(m.letters+m.digits, v.count)
	out[3] = float32(m.longest)
	out[4] = float32(m.stops)
	out[5] = ratio(v.count, max(m.stops, 1))
}

func (s *sheet) ends(i int, out []float32) {
	v, m := &s.views[i], &s.marks[i]
	for k, b := range []bool{v.stop, m.colon, m.question, m.exclaims, m.dots, m.low, m.good, m.mark, m.quotes > 0} {
		out[k] = flag(b)
	}
}

func (s *sheet) characters(i int, out []float32) {
	v, m := &s.views[i], &s.marks[i]
	out[0] = ratio(m.upper, m.letters)
	out[1] = ratio(m.digits, m.chars)
	out[2] = ratio(m.capitals, v.count)
	out[3] = float32(m.separators)
	out[4] = ratio(m.separators, v.count)
	out[5] = ratio(m.commas, v.count)
	out[6] = float32(m.quotes)
	out[7] = ratio(m.function, v.count)
	out[8] = float32(m.function)
	out[9] = flag(m.copyright)
	out[10] = flag(m.at)
	out[11] = ratio(m.letters, m.chars)
}

func (s *sheet) lexicon(i int, out []float32) {
	v := &s.views[i]
	out[0] = flag(v.said)
	out[1] = flag(v.said && v.say.Ends)
	out[2] = flag(v.said && v.say.Where == lexicon.AllOfIt)
	out[3] = flag(v.said && v.say.Where == lexicon.AtStart)
	out[4] = flag(v.said && (v.say.Where == lexicon.AtTail || v.say.Where == lexicon.AtEdge))
	out[5] = numberOf(Reason(v.say.Reason))
	out[6] = flag(v.credit())
	out[7] = flag(v.names)
	out[8] = flag(v.dateOnly)
	out[9] = flag(v.date.ok())
}

// reasonNumber numbers the reasons so that what is alike stands side by side.
var reasonNumber = func() map[Reason]int {
	numbers := map[Reason]int{}
	for i, r := range []Reason{None, Caption, Credit, DateLine, Byline, AuthorBio, Legal, SiteDescription, Tags, Sharing, Comments, Participation,
		Donation, Subscription, Related, Advertisement, Consent, Interface, Navigation, Hidden, Outside} {
		numbers[r] = i
	}
	return numbers
}()

func numberOf(r Reason) float32 {
	if r == None {
		return 0 // most say nothing
	}
	return float32(reasonNumber[r])
}

func (s *sheet) kind(i int, out []float32) {
	v := &s.views[i]
	out[0] = float32(v.block.Kind)
	out[1] = float32(v.linked)
	out[2] = flag(v.block.Kind.Heading())
	out[3] = flag(v.block.Kind == doc.ListItem)
}

func (s *sheet) repeats(i int, out []float32) {
	out[0] = float32(s.same[i].times)
	out[1] = float32(s.same[i].before)
	out[2] = flag(s.same[i].before > 0 && s.views[i].count >= repeatWords)
}

// whole is where a block stands in the page, and what the page is like.
func (s *sheet) whole(i int, out []float32) {
	before, all := s.sums[i], s.all()
	n := len(s.views)
	out[0] = float32(i)
	out[1] = float32(n - i)
	out[2] = ratio(i, n)
	out[3] = float32(n)
	out[4] = float32(all.good)
	out[5] = ratio(all.good, all.words)
	out[6] = float32(before.good)
	out[7] = float32(all.good - before.good)
	out[8] = ratio(before.good, all.good)
	out[9] = ratio(before.words, all.words)
	out[10] = ratio(all.stops, n)
	out[11] = flag(s.english)
}

// markers are how far away what begins or ends an article is.
func (s *sheet) markers(i int, out []float32) {
	last, next, before := s.last[i], s.next[i], s.sums[i]
	out[0] = float32(i - last.good)
	out[1] = float32(next.good - i)
	out[2] = float32(i - last.heading)
	out[3] = float32(next.heading - i)
	out[4] = float32(i - last.said)
	out[5] = float32(i - last.ends)
	out[6] = float32(i - last.byline)
	out[7] = float32(i - last.date)
	out[8] = float32(next.ends - i)
	out[9] = float32(before.ends)
	out[10] = float32(before.bylines)
	out[11] = float32(before.dates)
	out[12] = float32(s.between(last.ends+1, i).good)
	out[13] = float32(s.between(max(last.byline, last.date)+1, i).good)
}

// neighbours are the blocks around: the three on each side one by one, and sums
// over five and twelve on each side.
func (s *sheet) neighbours(i int, out []float32) {
	for k, d := range [...]int{-3, -2, -1, 1, 2, 3} {
		s.neighbour(i+d, out[k*5:k*5+5])
	}
	out = out[30:]
	for k, d := range [...]int{5, 12} {
		for side, w := range [...]sums{s.between(i-d, i), s.between(i+1, i+1+d)} {
			own := out[(2*k+side)*3:]
			own[0] = float32(w.good)
			own[1] = ratio(w.good, w.words)
			own[2] = ratio(w.words, d)
		}
	}
	w := s.between(i-5, i+6)
	out[12] = float32(w.said)
	out[13] = float32(w.stops)
	out[14] = ratio(w.linked, w.words)
}

func (s *sheet) neighbour(i int, out []float32) {
	if i < 0 || i >= len(s.views) {
		for k := range out {
			out[k] = -1
		}
		return
	}
	v, m := &s.views[i], &s.marks[i]
	out[0] = float32(v.count)
	out[1] = flag(v.stop)
	out[2] = float32(v.linked)
	out[3] = float32(one(v.said) + one(v.said && v.say.Ends))
	out[4] = ratio(m.capitals, v.count)
}
