package mention

import (
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// longestName is how many tokens a name may have. No name of a newspaper is
// longer; a list in capitals may be.
const longestName = 14

// inSentence gives the names in the sentence.
func (f *finder) inSentence() []*name {
	var found []*name
	for i := f.First; i < f.End; {
		end := f.run(i)
		if end == i {
			i++
			continue
		}
		found = append(found, f.split(i, end)...)
		i = end
	}
	for i := 1; i < len(found); i++ {
		f.gloss(found[i-1], found[i])
	}
	return found
}

// gloss joins a name and the short form in brackets behind it: "Norland Union
// of Rowers (NUR)", "NUR (Norland Union of Rowers)".
func (f *finder) gloss(a, b *name) {
	if b.first != a.end+1 || !f.Is(a.end, "(") || !f.Is(b.end, ")") {
		return
	}
	if len(a.words) == 1 {
		a, b = b, a
	}
	if len(a.words) > 1 && len(b.words) == 1 && f.acronym(b.first) && a.words[0][0] == b.words[0][0] {
		b.join(a)
	}
}

// starts reports whether a name may begin with token i.
func (f *finder) starts(i int) bool {
	if f.Is(i, "al", "el") && f.Word(i) == f.Key(i) {
		return f.Is(i+1, "-") && f.Glued(i+1) && f.Glued(i+2) && f.capital(i+2)
	}
	return f.part(i) && !f.taken(i)
}

// part reports whether token i may be part of a name: it has a capital and is
// no word of the closed classes.
func (f *finder) part(i int) bool {
	return i < f.End && f.capital(i) && !f.lex.Function.Has(f.Key(i)) && !f.taken(i)
}

// run gives the end of the run of words that begins with token i and may be a
// name; i if none begins there.
func (f *finder) run(i int) int {
	end := i
	if _, n := f.lex.Places.Match(f.All[i:f.End]); n > 1 && f.capital(i) && f.capital(i+n-1) {
		end = i + n // "The Hague", "Bosnia and Herzegovina"
	} else if !f.starts(i) {
		return i
	}
	end = max(end, i+1)
	if _, n := f.lex.Titles.Match(f.All[i:f.End]); n > 2 {
		end = i + n // "Secretary of State"
	}
	for end < min(f.End, i+longestName) {
		n := f.join(i, end)
		if n == 0 {
			break
		}
		end += n
	}
	return end
}

// join gives how many tokens from end on go on with the run [i, end).
func (f *finder) join(i, end int) int {
	switch {
	case end < f.End && strings.Contains(f.Doc.Text[f.Doc.Tokens[end-1].End:f.Doc.Tokens[end].Start], "\n"):
		return 0
	case f.part(end):
		return 1
	case f.Is(end, "-") && f.Glued(end) && f.Glued(end+1):
		if f.part(end+1) || end-i > 1 && f.Lettered(end+1) && !f.compound(end+1) || end == i+1 && f.Is(i, "al", "el") {
			return 2
		}
	case f.Is(end, "of"), f.Is(end, "for") && f.takesFor(end):
		n := 1
		if f.Is(end+1, "the") {
			n++
		}
		if f.part(end+n) && f.takesOf(i, end) {
			return n + 1
		}
	case f.Is(end, "&") && f.part(end+1), f.Is(end, ",") && f.legal(end+1):
		return 2
	case f.Is(end, "and") && f.and(i, end):
		return 2
	case f.lex.Particles.Has(f.Key(end)) && !f.capital(end):
		for n := 1; n < 3; n++ {
			if f.part(end + n) {
				return n + 1
			}
		}
	case f.Is(end, "'", "'s") && f.part(end+1) && f.members(i, end):
		return 2
	case f.number(end):
		return 1
	}
	return 0
}

// compound reports whether the word behind a hyphen makes an adjective of the
// name before it: "US-led", "Norland-based".
func (f *finder) compound(i int) bool {
	k := f.Key(i)
	return f.lex.Function.Has(k) || f.lex.Verbs.Has(k) || strings.HasSuffix(k, "ed") || strings.HasSuffix(k, "ing") || f.small[k] || len(k) > 5
}

// takesOf reports whether the run is the head of a name with "of": "Bank of",
// "University of".
func (f *finder) takesOf(i, end int) bool {
	return f.organisation(end-1) && !f.legal(end-1) || f.lex.PlaceWords.Has(f.Key(end-1)) || f.lex.NameWords.Has(f.Key(end-1)) && end-i < 3 ||
		f.Is(end-1, "states", "republic", "kingdom", "house", "lord", "prince", "king", "queen", "duke")
}

// takesFor reports whether names go on with "for" behind the token before end:
// "Centre for".
func (f *finder) takesFor(end int) bool {
	w, ok := f.lex.Organisations.Word(f.Key(end - 1))
	return ok && w == lexicon.NameOf
}

// and reports whether "and" at end joins two parts of one name: "Ministry of
// Health and Education", "Food and Drug Administration".
func (f *finder) and(i, end int) bool {
	if !f.part(end + 1) {
		return false
	}
	for j := i; j < end-1; j++ {
		if f.Is(j+1, "of") && f.organisation(j) && f.lex.Sources.Has(f.Key(j)) {
			return !f.lex.Titles.Has(f.Key(end + 1))
		}
	}
	last := end + 1
	for last+1 < min(f.End, end+4) && f.part(last+1) {
		last++
	}
	return end == i+1 && last > end+1 && f.organisation(last) && !f.lex.Places.Has(f.Key(i)) && !f.organisation(i) && !f.lex.Demonyms.Has(f.Key(i))
}

// members reports whether a possessive at end stands inside of a name: "Workers'
// Party", "Children's Fund".
func (f *finder) members(i, end int) bool {
	k := f.Key(end - 1)
	who, known := f.lex.Sources.Word(k)
	if f.Is(end, "'s") && (!known || who.Kind != doc.UnnamedSource || !strings.HasSuffix(k, "men") && k != "children" && k != "people") {
		return false
	}
	for j := end + 1; j < min(f.End, end+5) && f.part(j); j++ {
		if f.organisation(j) {
			return true
		}
	}
	return false
}

// number reports whether token i is the number of a name: "Meridian 8".
func (f *finder) number(i int) bool {
	_, ok := lexicon.ReadFigure(f.Key(i))
	return ok && !f.taken(i) && len(f.Key(i)) <= 4 && !strings.ContainsAny(f.Key(i), ",.")
}

// organisation reports whether names of organisations end with token i.
func (f *finder) organisation(i int) bool {
	w, ok := f.lex.Organisations.Word(f.Key(i))
	return ok && w != lexicon.Whole
}

// legal reports whether token i is "Inc." or the like, or "Jr.".
func (f *finder) legal(i int) bool {
	w, ok := f.lex.Organisations.Word(f.Key(i))
	return ok && w == lexicon.Legal && f.capital(i) && strings.HasSuffix(f.Key(i), ".") || f.Is(i, "inc", "ltd", "llc", "plc", "jr.", "sr.")
}

// split takes the name out of a run: what stands before a person's title or a
// nation's adjective is none of it, and may be a name by itself.
func (f *finder) split(i, end int) []*name {
	var found []*name
	i = f.opened(i, end)
	if at, title, ok := f.title(i, end); ok {
		if before := f.titleStart(i, at); before > i && f.famous(i, before) {
			found = append(found, f.name(i, before))
		}
		if at == end {
			return found
		}
		n := f.name(at, end)
		n.votes[doc.Person] += 5
		n.gender = title.Gender
		return append(found, n)
	}
	for end-i > 1 && f.lex.Demonyms.Has(f.Key(i)) && !f.common(end-1) && !f.famous(i, end) {
		if i++; f.Is(i, "-") {
			i++
		}
	}
	if i >= end || f.idle(i, end) && !f.institution(i) {
		return found
	}
	n := f.name(i, end)
	n.short = f.idle(i, end)
	return append(found, n)
}

// institution reports whether token i is "Authority" in "the Authority".
func (f *finder) institution(i int) bool {
	return f.organisation(i) && f.Is(i-1, "the") && !f.opening(i)
}

// opened gives where a run really begins whose first word may have its capital
// only from the beginning of a sentence: end if all of it has.
func (f *finder) opened(i, end int) int {
	if !f.opening(i) {
		return i
	}
	k := f.Key(i)
	known := f.lex.GivenNames.Has(k) || f.famous(i, i+1) || f.acronym(i)
	switch _, n := f.lex.Places.Match(f.All[i:end]); {
	case known || n > 0:
		return i
	case end-i > 1:
		if (f.small[k] || f.lex.Verbs.Has(k)) && !f.lex.PlaceWords.Has(k) && !f.organisation(i) && !f.lex.Titles.Has(k) && !f.Is(i+1, "-", "of") {
			return i + 1
		}
		return i
	case f.big[k] && !f.small[k]:
		return i
	case f.small[k] || f.lex.Sources.Has(k) || f.lex.Calendar.Has(k):
		return end
	}
	c, cue := f.lex.Cues.Word(f.Key(end))
	if f.Is(end, "'s") || cue && c.Form == lexicon.PastForm && !strings.HasSuffix(k, "s") {
		return i
	}
	return end
}

// title finds the last title in the run with a person's name behind it, and
// gives where that name begins: end if the run is titles alone.
func (f *finder) title(i, end int) (at int, title lexicon.Title, ok bool) {
	if f.common(end-1) && !f.lex.Titles.Has(f.Key(end-1)) {
		return 0, title, false // "Queen Maud Hospital"
	}
	if f.Is(i-1, "of") && f.lex.Titles.Has(f.Key(i-2)) {
		for j := i + 1; j < end; j++ {
			if f.lex.GivenNames.Has(f.Key(j)) {
				title, _ = f.lex.Titles.Word(f.Key(i - 2))
				return j, title, true // "Minister of Water Ragna Orr"
			}
		}
	}
	for j := i; j < end && !(f.lex.GivenNames.Has(f.Key(j)) && j > i); j++ {
		t, n := f.lex.Titles.Match(f.All[j:end])
		if n == 0 || t.Weak && j+n < end-1 && f.organisation(end-1) || t.Weak && j+n == end-1 && !f.lex.GivenNames.Has(f.Key(end-1)) && !f.big[f.Key(end-1)] {
			continue
		}
		at, title, ok = j+n, t, true
		j += n - 1
	}
	return at, title, ok
}

// titleStart gives where the words of the title that ends at token at begin:
// those before it that no name ends with.
func (f *finder) titleStart(i, at int) int {
	for j := at - 1; j > i; j-- {
		if _, n := f.lex.Titles.Match(f.All[j:at]); n == at-j && f.famous(i, j) {
			return j
		}
	}
	for j := at - 1; j > i; j-- {
		if f.famous(i, j) {
			return j
		}
	}
	return i
}

// common reports whether token i is a word that names of organisations,
// places or other things end with.
func (f *finder) common(i int) bool {
	k := f.Key(i)
	return f.organisation(i) || f.lex.PlaceWords.Has(k) || f.lex.NameWords.Has(k)
}

// famous reports whether the tokens are a name of the lexicon. Short ones
// count only in capitals.
func (f *finder) famous(i, end int) bool {
	if end-i == 1 && len(f.Key(i)) <= 3 && !f.acronym(i) {
		return false
	}
	w, n := f.lex.Organisations.Match(f.All[i:end])
	if n == end-i && w == lexicon.Whole {
		return true
	}
	p, n := f.lex.Places.Match(f.All[i:end])
	return n == end-i && (!p.Capitals || f.acronym(i))
}

// idle reports whether the tokens name nothing by themselves: an adjective of
// a nation, a title, a common noun with a capital ("the Government"), a
// compound ("Norland-based" leaves "Norland").
func (f *finder) idle(i, end int) bool {
	switch {
	case f.famous(i, end):
		return false
	case end-i == 2 && f.lex.PlaceWords.Has(f.Key(i)) && f.lex.Demonyms.Has(f.Key(i+1)):
		return true // "North American"
	case end-i > 1:
		return false
	}
	k := f.Key(i)
	_, calendar := f.lex.Calendar.Word(k)
	return f.lex.Demonyms.Has(k) || f.lex.Sources.Has(k) || f.lex.Titles.Has(k) || calendar && !f.lex.GivenNames.Has(k) && k != "may" ||
		len(f.Word(i)) == 1 || f.number(i) || f.common(i) && f.small[k]
}

// name makes a name of the tokens, with the votes that they and the words
// beside them give.
func (f *finder) name(i, end int) *name {
	n := &name{first: i, end: end, sentence: f.sentence, words: f.All[i:end:end]}
	if n.words[0] == "the" {
		n.words = n.words[1:]
	}
	f.inside(n)
	f.beside(n)
	return n
}
