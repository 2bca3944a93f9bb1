package clean

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/model"
)

// Sources of authors, in the order in which they go before each other without
// learnt trees.
const (
	byJSONPerson = iota // JSON-LD author, a person or of no type
	byJSONOrganisation
	byMetaService // metas for services that count readers or search
	byMetaCard    // twitter:data1 under a label as "Written by"
	byMetaAuthor
	byMetaArticle // article:author
	byByline      // a block that begins as bylines do
	byInside      // byline words inside a line
	byStretch     // an inline element that says it names an author
	byElement     // a block element that does
	byLine        // a line that could be a name and nothing else
	byJSONLoose   // JSON-LD of something else
	authorSources
)

// authorCandidate is one way in which a page states its authors.
type authorCandidate struct {
	names    []string
	key      string
	sources  int // bits of those that state just these
	readings int // bits of how what is stated was read
	block    int // the block that states it, nearest to the title; -1: none does
}

// Readings of a source's words as names.
const (
	asWritten = 1 << iota // all of it one name
	asList                // parted
	asPersons             // parted, without parts that are a role, a degree, a place or an outlet
	asFirst               // the first part alone
)

// serviceMetas are metas that state authors for services.
var serviceMetas = []string{"parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator", "byl", "article:author_name",
	"twitter:creator_name", "articleauthor", "article_author", "author_name", "citation_author", "og:author", "book:author", "blog:author", "dc.contributor"}

// maxAuthors is how many names a candidate has at the most: scientific articles
// have some tens.
const maxAuthors = 60

// authorCandidates gives what the sources state, in each reading.
func (s *statement) authorCandidates() []authorCandidate {
	g := &authorGatherer{s: s, at: map[string]int{}}
	if s.page.HTML {
		g.structured()
		g.metas()
	}
	g.blocks()
	return g.list
}

type authorGatherer struct {
	s    *statement
	list []authorCandidate
	at   map[string]int
}

// add adds a candidate, or its source to one that is the same.
func (g *authorGatherer) add(names []string, source, reading, block int) {
	var clean []string
	for _, n := range names {
		if n = trimName(n); n != "" && !slices.Contains(clean, n) {
			clean = append(clean, n)
		}
	}
	if len(clean) == 0 || len(clean) > maxAuthors || block >= 0 && slices.ContainsFunc(clean, handle) {
		return
	}
	key := strings.ToLower(strings.Join(clean, "\n"))
	i, ok := g.at[key]
	if !ok {
		i = len(g.list)
		g.at[key] = i
		g.list = append(g.list, authorCandidate{names: clean, key: key, block: block})
	}
	c := &g.list[i]
	c.sources |= 1 << source
	c.readings |= reading
	if block >= 0 && (c.block < 0 || g.s.fromTitle(block) < g.s.fromTitle(c.block)) {
		c.block = block
	}
}

// handle reports whether a word on the page is how somebody is called on it, and
// no name. What metas state is taken as it is.
func handle(name string) bool { return strings.ContainsAny(name, "@_0123456789") }

// read adds the readings of what a source states.
func (g *authorGatherer) read(stated []string, source, block int) {
	g.add(stated, source, asWritten, block)
	var parts []string
	for _, one := range stated {
		parts = append(parts, partNames(one)...)
	}
	g.add(parts, source, asList, block)
	var persons []string
	for _, p := range parts {
		if p = strings.TrimRight(p, "0123456789*"); g.s.person(p) && couldBeName(p) {
			persons = append(persons, p)
		}
	}
	g.add(persons, source, asPersons, block)
	if len(parts) > 1 && len(persons) < len(parts) {
		g.add(parts[:1], source, asFirst, block)
	}
}

func (g *authorGatherer) structured() {
	for _, organisations := range []bool{false, true} {
		var names []string
		for _, a := range g.s.data.authors {
			if a.organisation == organisations {
				names = append(names, a.name)
			}
		}
		source := byJSONPerson
		if organisations {
			source = byJSONOrganisation
		}
		g.read(names, source, -1)
	}
	var all, loose []string
	for _, a := range g.s.data.authors {
		all = append(all, a.name)
	}
	for _, a := range g.s.data.loose.authors {
		loose = append(loose, a.name)
	}
	g.read(all, byJSONPerson, -1)
	g.read(loose, byJSONLoose, -1)
}

func (g *authorGatherer) metas() {
	head := &g.s.page.Head
	for _, name := range serviceMetas {
		g.read(g.contents(name), byMetaService, -1)
	}
	for _, n := range []string{"1", "2"} {
		if lexicon.BylineWords(lexicon.Words(head.Get("twitter:label"+n))) > 0 {
			g.read(g.contents("twitter:data"+n), byMetaCard, -1)
		}
	}
	g.read(g.contents("author"), byMetaAuthor, -1)
	if all := g.contents("author"); len(all) > 1 {
		for _, one := range all {
			g.read([]string{one}, byMetaAuthor, -1)
		}
	}
	g.read(g.contents("article:author"), byMetaArticle, -1)
}

// contents gives what the metas of a name say, addresses and handles left out.
// "Family, Given" is turned around where the name says so.
func (g *authorGatherer) contents(name string) []string {
	var all []string
	for _, m := range g.s.page.Head.Meta {
		if m.Name != name || strings.Contains(m.Content, "://") || strings.HasPrefix(m.Content, "@") || len(m.Content) > 300 {
			continue
		}
		content := m.Content
		if family, given, ok := strings.Cut(content, ", "); ok && strings.HasPrefix(name, "citation") {
			content = given + " " + family
		}
		if len(all) < maxAuthors && !slices.Contains(all, content) {
			all = append(all, content)
		}
	}
	return all
}

// Bounds on the lines that are read for authors: how many words they have, and
// how far from the title and the ends of the body they stand.
const (
	maxAuthorLine = 30
	aboveTitle    = 12
	belowBody     = 15
	sameByline    = 6 // blocks between two authors of one byline: pictures, roles
)

// maxStretch is how long a name in an element of its own is at the most, in
// bytes.
const maxStretch = 120

// maxCandidates is about how many candidates are gathered. With 100, flattened
// pages lose a tenth of their right ones.
const maxCandidates = 300

// blocks reads the blocks around the article that may name its authors.
func (g *authorGatherer) blocks() {
	s := g.s
	first := max(0, s.title.block-aboveTitle)
	if s.title.block < 0 {
		first = max(0, s.firstBody-2*aboveTitle)
	}
	var together []string // of stretches in several blocks
	last := -1
	for i := range s.views {
		v := &s.views[i]
		near := i >= first && i <= s.firstBody+3 || i >= s.lastBody-1 && i <= s.lastBody+belowBody
		said := v.block.Author || len(s.spans[i]) > 0
		if v.count == 0 || v.hint == Comments || !near && !said && !v.names {
			continue
		}
		if len(g.list) > maxCandidates {
			break
		}
		if names := s.stretches(i); len(names) > 0 {
			g.read(names, byStretch, i)
			if last >= 0 && i-last <= sameByline && len(together) < maxAuthors {
				together = append(together, names...)
				g.read(together, byStretch, i)
			} else {
				together = names
			}
			last = i
		}
		if v.count > maxAuthorLine || len(v.block.Text) > maxTitleBytes {
			continue
		}
		if v.block.Author || s.named(v.block.Element) {
			g.read([]string{strip(v.block.Text)}, byElement, i)
		}
		g.line(v, i)
	}
}

// stretches gives the parts of a block inside elements that name authors.
func (s *statement) stretches(i int) []string {
	var names []string
	for _, span := range s.spans[i] {
		if words := span.Of(s.views[i].block.Text); utf8.ValidString(words) && len(words) < maxStretch {
			names = append(names, strip(words))
		}
	}
	return names
}

// named reports whether an element, or one of the next around it, is called
// after an author.
func (s *statement) named(element int) bool {
	for n := 0; n < 3 && element > 0; n++ {
		if s.shapes.at(element).named {
			return true
		}
		element = s.page.Elements[element].Parent
	}
	return false
}

// line reads one short line: what follows byline words, and each of its parts
// that could be a name.
func (g *authorGatherer) line(v *view, i int) {
	if rest := strip(v.block.Text); rest != v.block.Text {
		g.read([]string{rest}, byByline, i)
		g.read([]string{cutRole(rest)}, byByline, i)
	}
	for _, part := range lineParts(v.block.Text) {
		bare := strip(part)
		switch {
		case bare != part:
			g.read([]string{bare}, byInside, i)
			g.read([]string{cutRole(bare)}, byInside, i)
		case couldBeName(part):
			g.read([]string{part}, byLine, i)
		}
	}
	if bare := afterByline(v.block.Text); bare != "" {
		g.read([]string{bare}, byInside, i)
		g.read([]string{cutRole(bare)}, byInside, i)
	}
}

// longestBegin is more bytes than the words have that say that authors follow.
const longestBegin = 64

// strip takes the words off the beginning of a line that say that authors
// follow.
func strip(s string) string {
	for range 2 {
		if !lexicon.MayBeginByline(s) {
			break
		}
		n := lexicon.BylineWords(lexicon.Words(s[:min(len(s), longestBegin)]))
		if n == 0 {
			break
		}
		s = strings.TrimLeft(afterWords(s, n), " :\u00a0-–—|")
	}
	return s
}

// afterWords gives what stands behind the first n words of s, as
// [lexicon.Words] counts them.
func afterWords(s string, n int) string {
	inside := false
	for i, r := range s {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || (r == '\'' || r == '’') && inside
		switch {
		case word && !inside:
			n--
		case !word && !unicode.IsSpace(r):
			n--
		}
		if n < 0 {
			return s[i:]
		}
		inside = word
	}
	return ""
}

// afterByline gives what follows byline words in the middle of a line.
func afterByline(s string) string {
	for i := range s {
		if i > 0 && s[i-1] == ' ' && lexicon.MayBeginByline(s[i:]) {
			if rest := strip(s[i:]); rest != s[i:] {
				return rest
			}
		}
	}
	return ""
}

// partMarks are the characters of the marks that part lines.
const partMarks = "|•·—–-/\n\t;∙●"

// lineParts parts a line at marks that part a name from a date, a role or a
// place.
func lineParts(s string) []string {
	for _, mark := range []string{"|", "•", "·", "—", "–", " - ", " / ", "//", "\n", "\t", ";", "∙", "●"} {
		if !strings.ContainsAny(s, partMarks) {
			break // as in most lines
		}
		s = strings.ReplaceAll(s, mark, "\x00")
	}
	var parts []string
	for part := range strings.SplitSeq(s, "\x00") {
		if part = trimName(cutDate(part)); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// cutDate cuts a line where a figure begins, or a month before one: there a date
// or a time follows the name.
func cutDate(s string) string {
	if !mayHoldFigure(s) {
		return s
	}
	fields := strings.Fields(s)
	for i, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		month := lexicon.MonthNumber(strings.ToLower(strings.Trim(f, ".,"))) > 0 && i+1 < len(fields) && fields[i+1] != "" && unicode.IsDigit(rune(fields[i+1][0]))
		if i > 0 && (unicode.IsDigit(r) || month) {
			return strings.TrimRight(strings.Join(cutLink(fields[:i]), " "), " ,(")
		}
	}
	return s
}

// mayHoldFigure reports whether a text has a figure, or characters that may be
// one.
func mayHoldFigure(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// cutLink cuts the words off the end that lead from a name to a date: "on",
// "updated", a day of the week.
func cutLink(fields []string) []string {
	for len(fields) > 1 {
		last := strings.ToLower(strings.Trim(fields[len(fields)-1], ",.:"))
		_, weekday := lexicon.English().Calendar.Word(last)
		if !weekday && lexicon.DateRole([]string{last}) == "" && (len(last) > 3 || !startsLower(fields[len(fields)-1])) {
			break
		}
		fields = fields[:len(fields)-1]
	}
	return fields
}

// cutRole cuts what follows a name: a comma and a role, a preposition.
func cutRole(s string) string {
	s = cutDate(s)
	for _, mark := range []string{",", " (", " | ", " • ", " · ", " – ", " — ", " - ", " in ", " on ", " for ", " at ", " for ", "/"} {
		if i := strings.Index(s, mark); i > 0 {
			s = s[:i]
		}
	}
	return s
}

// couldBeName reports whether a part of a line looks as names do: one word to
// five, each with a capital but for particles.
func couldBeName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 5 || len(s) > 60 {
		return false
	}
	if _, day := lexicon.English().Calendar.Word(strings.ToLower(fields[0])); day && len(fields) == 1 {
		return false
	}
	for i, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		switch {
		case !unicode.IsLetter(r):
			return false
		case unicode.IsLower(r) && (i == 0 && len(fields) > 1 || !lexicon.English().Particles.Has(f) && f != "and"):
			return i == 0 && len(fields) == 1
		}
	}
	return !strings.ContainsAny(s, "?!:@/")
}

// trimName takes off what stands around a name and is no part of it.
func trimName(s string) string {
	if trimmed(s) {
		return s
	}
	s = strings.Join(strings.Fields(s), " ")
	return strings.Trim(s, " ,;:|•·-–—/*\"“”\u200b")
}

// trimmed reports whether a name, as most, is as [trimName] would give it: in
// ASCII, single spaces inside, letters or figures at both ends.
func trimmed(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= utf8.RuneSelf, c < ' ', c == ' ' && (i == 0 || s[i-1] == ' '):
			return false
		}
	}
	return s != "" && alphanumeric(s[0]) && alphanumeric(s[len(s)-1])
}

func alphanumeric(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

var nameParts = strings.NewReplacer(" and ", "\n", " & ", "\n", " und ", "\n", " et ", "\n", " y ", "\n", " e ", "\n", " i ", "\n", " en ", "\n", " og ", "\n",
	" och ", "\n", " ja ", "\n", " ve ", "\n", " и ", "\n", " und ", "\n", " with ", "\n", " mit ", "\n", ", and ", "\n", ",", "\n", ";", "\n", "|", "\n", "•", "\n", "·", "\n",
	" – ", "\n", " — ", "\n", " - ", "\n", " / ", "\n", "、", "\n", "，", "\n", "،", "\n", "・", "\n")

// partNames parts a list of names.
func partNames(s string) []string {
	var parts []string
	for part := range strings.SplitSeq(nameParts.Replace(s), "\n") {
		if part = trimName(strip(trimName(part))); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// person reports whether a part of a byline looks like a person, not like a
// role, a degree, a place or an outlet.
func (s *statement) person(name string) bool {
	is, ok := s.persons[name]
	if !ok {
		is = s.looksLikePerson(name)
		s.persons[name] = is
	}
	return is
}

func (s *statement) looksLikePerson(name string) bool {
	words := lexicon.Words(name)
	if s.siteLikeness(name) >= 2 || lexicon.NoAuthor(words) || strings.ContainsAny(name, "@/_<>0123456789") {
		return false
	}
	l := lexicon.English()
	if kind, n := l.Organisations.Match(words); n == len(words) && kind != 0 {
		return false
	}
	for _, w := range words {
		if lexicon.SiteWord(w) || l.Places.Has(w) {
			return false
		}
		if src, ok := l.Sources.Word(w); ok && src.Kind != 0 && !l.GivenNames.Has(w) {
			return false
		}
	}
	return len(words) > 0 && (name != strings.ToUpper(name) || strings.ToLower(name) == name)
}

// fromTitle gives how far a block is from the title; without a title, from the
// body.
func (s *statement) fromTitle(i int) int {
	at := s.title.block
	if at < 0 {
		at = s.firstBody
	}
	return max(i-at, at-i)
}

// authorWidth is how many features a candidate has.
const authorWidth = 57

func (s *statement) authorRows(all []authorCandidate) [][]float32 {
	support := map[string]int{}
	for i := range all {
		for _, n := range all[i].names {
			support[strings.ToLower(n)]++
		}
	}
	sources := 0
	best, keys := [authorSources]string{}, [authorSources]string{} // of the first that each source states
	for i := range all {
		sources |= all[i].sources
		for k := range best {
			if all[i].sources&(1<<k) != 0 && best[k] == "" {
				best[k], keys[k] = all[i].key, nameKey(all[i].key)
			}
		}
	}
	lists, firsts := make([]string, len(all)), make([]string, len(all))
	for i := range all {
		lists[i], firsts[i] = "\n"+all[i].key+"\n", "\n"+strings.ToLower(all[i].names[0])+"\n"
	}
	rows := make([][]float32, len(all))
	for i := range all {
		rows[i] = append(s.authorRow(&all[i], len(all), support, sources, &best, &keys), nesting(i, all, lists, firsts[i])...)
	}
	return rows
}

func (s *statement) authorRow(c *authorCandidate, of int, support map[string]int, sources int, best, keys *[authorSources]string) []float32 {
	row := make([]float32, 0, authorWidth)
	add := func(values ...float32) { row = append(row, values...) }
	n := 0
	for k := range authorSources {
		n += one(c.sources&(1<<k) != 0)
		add(states(c.sources, sources, k))
	}
	add(float32(n), float32(support[strings.ToLower(c.names[0])]), float32(of))
	for k := range 4 {
		add(flag(c.readings&(1<<k) != 0))
	}
	key := nameKey(c.key)
	for _, k := range []int{byJSONPerson, byMetaAuthor, byByline, byStretch} {
		if best[k] == "" {
			add(-1)
		} else {
			add(shareOf(key, keys[k]))
		}
	}
	add(s.nameShape(c)...)
	add(s.authorPlace(c)...)
	add(s.pageRow...)
	return row
}

// nesting says how a candidate, the first name of whose is given, stands to those that name some of its authors:
// how many have all of them and more, the most that one of these has, by how
// many sources, and how many have a part of them.
func nesting(i int, all []authorCandidate, lists []string, name string) []float32 {
	c := &all[i]
	above, most, said, below := 0, 0, 0, 0
	for k := range all {
		o := &all[k]
		switch {
		case k == i || !strings.Contains(lists[k], name):
		case len(o.names) > len(c.names) && o.holds(c):
			above++
			most = max(most, len(o.names))
			said = max(said, bits.OnesCount(uint(o.sources)))
		case len(o.names) < len(c.names):
			below++
		}
	}
	return []float32{float32(above), float32(most), float32(said), float32(below)}
}

// holds reports whether all of the other's names are among a candidate's.
func (c *authorCandidate) holds(other *authorCandidate) bool {
	for _, n := range other.names {
		if !strings.Contains("\n"+c.key+"\n", "\n"+strings.ToLower(n)+"\n") {
			return false
		}
	}
	return true
}

func nameKey(s string) string { return keyOf(strings.ReplaceAll(s, "\n", " ")) }

// nameShape gives what the names look like.
func (s *statement) nameShape(c *authorCandidate) []float32 {
	l := lexicon.English()
	words, lower, upper, figures, marks, given, titles, desks, organisations := 0, 0, 0, 0, 0, 0, 0, 0, 0
	site := float32(0)
	for _, name := range c.names {
		site = max(site, s.siteLikeness(name))
		list := lexicon.Words(name)
		desks += one(lexicon.NoAuthor(list))
		for i, w := range strings.Fields(name) {
			words++
			lower += one(startsLower(w) && !l.Particles.Has(w))
			upper += one(len(w) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w))
			given += one(i == 0 && l.GivenNames.Has(strings.ToLower(w)))
		}
		for _, w := range list {
			_, title := l.Titles.Word(w)
			titles += one(title)
			_, org := l.Organisations.Word(w)
			_, source := l.Sources.Word(w)
			organisations += one(org || lexicon.SiteWord(w) || source)
			desks += one(w == "team" || w == "staff" || w == "editorial" || w == "editors" || w == "redaktion")
		}
		for _, r := range name {
			figures += one(unicode.IsDigit(r))
			marks += one(strings.ContainsRune("@_/().:|&", r))
		}
	}
	n := float32(len(c.names))
	return []float32{n, float32(words) / n, float32(lower) / n, float32(upper) / n, float32(figures), float32(marks), float32(given) / n, float32(titles),
		float32(desks), float32(organisations), site, float32(len(c.key)) / n, flag(words == int(n)), float32(utf8.RuneCountInString(c.names[0]))}
}

// authorPlace gives where on the page a candidate stands and how the page
// speaks of it elsewhere.
func (s *statement) authorPlace(c *authorCandidate) []float32 {
	key := keyOf(c.names[0])
	lines := len(s.byKey[key])
	begins := s.begins[key]
	if c.block < 0 {
		at := -1
		if lines > 0 {
			at = s.fromTitle(s.byKey[key][0])
		}
		return []float32{100, 100, 0, 0, 0, 0, 0, 0, 0, float32(min(lines, 9)), float32(min(begins, 5)), float32(min(at, 100)), 0, 0}
	}
	v := &s.views[c.block]
	at := c.block - s.title.block
	if s.title.block < 0 {
		at = 99
	}
	dated := v.date.ok() || v.block.Time != ""
	near := false
	for i := max(0, c.block-2); i <= min(len(s.views)-1, c.block+3); i++ {
		near = near || s.views[i].date.ok() && s.views[i].count < 12 || s.views[i].block.Time != ""
	}
	return []float32{
		float32(max(min(at, 100), -100)), float32(max(min(c.block-s.firstBody, 100), -100)), float32(max(min(c.block-s.lastBody, 50), -100)),
		flag(dated), flag(near), float32(v.linked), flag(v.names), flag(v.hint == Byline), flag(v.hint != None && v.hint != Byline),
		float32(min(lines, 9)), float32(min(begins, 5)), float32(v.count), flag(s.named(v.block.Element)), flag(v.block.Author),
	}
}

// sureAuthors is how likely it is, from when on authors are given, that they or
// somebody among them wrote the article. On held-out pages .25 gives a hundredth
// more right answers, and a quarter more where none is annotated: what is not
// known stays empty.
const sureAuthors = 0.4

// authors gives who wrote the article: the likeliest candidate, if it is likely
// enough that one of those is right that name any of the same people. Pages often
// leave open who of them is meant, and not that they are.
func (f *Facts) authors(s *statement) []string {
	list := s.authorCandidates()
	trees := f.Authors
	if !s.page.HTML {
		trees = f.TextAuthors
	}
	odds := oddsOf(trees, s.authorRows(list))
	best := likeliest(odds, math.MinInt32)
	if best < 0 {
		return nil
	}
	sure := 0.0
	for i := range list {
		if list[i].meets(&list[best]) {
			sure += model.Probability(odds[i])
		}
	}
	if sure < sureAuthors {
		return nil
	}
	return list[best].names
}

// meets reports whether two candidates name somebody in common, in full or by a
// part of a name.
func (c *authorCandidate) meets(other *authorCandidate) bool {
	for mine := range strings.SplitSeq(c.key, "\n") {
		for theirs := range strings.SplitSeq(other.key, "\n") {
			if strings.Contains(mine, theirs) || strings.Contains(theirs, mine) {
				return true
			}
		}
	}
	return false
}
