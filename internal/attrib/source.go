package attrib

import (
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
)

// phrase reads the reports whose cue is a phrase that begins with token i
// ("according to X"), and gives how many tokens cue and source take. "X cited
// by Y" makes two of the same content, Y's first.
func (f *finder) phrase(i int) ([]report, int) {
	_, n := f.lex.CuePhrases.Match(f.All[i:f.End])
	if n == 0 {
		return f.inWhoseView(i)
	}
	r := report{sentence: f.sentence, cue: []stretch{{i, i + n}}, source: f.nounPhraseFrom(i + n)}
	_, said := f.lex.Cues.Word(f.Key(i - 1))
	opens := i == f.First || said || f.opensAfter(i) || f.Is(i-1, ",", "and", "but", "“", "\"") && !f.clauseBefore(i)
	if opens && (f.stop(r.source.end) || f.verbal(r.source.end) || f.adverb(r.source.end) && f.verbal(r.source.end+1)) {
		r.source = f.phraseFrom(i + n) // what seemed to be an apposition is the content
	}
	if r.source.empty() || n == 1 && !(f.lives(r.source) && (i == f.First || f.Is(i-1, ",", "–", "—", "("))) {
		return nil, 0 // one word alone is of amounts too: "per hour"
	}
	end := r.source.end
	var outer []report
	if f.Is(end, "cited", "quoted") && f.Is(end+1, "by") {
		if who := f.nounPhraseFrom(end + 2); !who.empty() {
			outer = append(outer, report{sentence: f.sentence, cue: []stretch{{end, end + 2}}, source: who})
			end = who.end
		}
	}
	if opens && !(f.Is(i-1, ",") && i-1 > f.First && f.Is(end, ",") && f.verbal(end+1) && !f.clauseBefore(i)) { // not "This, according to Orr, helps"
		r.contents = f.phraseOpens(end)
	} else {
		r.contents = f.phraseCloses(i, end)
	}
	for j := range outer {
		outer[j].contents = slices.Clone(r.contents)
	}
	return append(outer, r), end - i
}

// inWhoseView reads a phrase that has its source before its noun: "in Orr's words",
// "in his own view", of the nouns of "in the view of". It is as [finder.phrase].
func (f *finder) inWhoseView(i int) ([]report, int) {
	const most = 8 // tokens of whose view it is
	if !f.Is(i, "in") || i > f.First && !f.Is(i-1, ",", "–", "—", "and", "but", "“", "\"") {
		return nil, 0
	}
	for j := i + 2; j < min(f.End, i+most); j++ {
		p := j - 1
		if f.Is(p, "own") {
			p--
		}
		if _, n := f.lex.CuePhrases.Match([]string{"in", "the", f.Key(j), "of"}); n == 0 || !f.class(p, lexicon.Possessive) && !f.Is(p, "'s", "'") {
			continue
		}
		r := report{sentence: f.sentence, source: stretch{i + 1, max(p, i+2)}, cue: []stretch{{i, i + 1}, {j, j + 1}}}
		if i == f.First || !f.clauseBefore(i) && !f.be(i-2, i-1) {
			r.contents = f.phraseOpens(j + 1)
		} else {
			r.contents = f.phraseCloses(i, j+1)
		}
		return []report{r}, j + 1 - i
	}
	return nil, 0
}

// opensAfter reports whether a word that begins a clause stands before token i,
// a comma aside: "because according to X, the dam fell", "boats which, according
// to X, sank".
func (f *finder) opensAfter(i int) bool {
	i--
	if f.Is(i, ",") {
		i--
	}
	return i >= f.First && f.class(i, lexicon.Relative|lexicon.Subordinator|lexicon.Complementizer) && f.upos(i) != doc.ADP && f.upos(i) != doc.ADV
}

// clauseBefore reports whether a verb stands before token i in the sentence.
func (f *finder) clauseBefore(i int) bool {
	for j := i - 1; j >= max(f.First, i-reach); j-- {
		if f.verbal(j) {
			return true
		}
	}
	return false
}

// phraseOpens gives the content behind a phrase that opens its sentence and
// ends before token i.
func (f *finder) phraseOpens(i int) []stretch {
	i = f.adjuncts(i)
	if c, ok := f.lex.Cues.Word(f.Key(i + 1)); ok && c.Kind == lexicon.Cite && c.Form == lexicon.Gerund && f.Is(i, ",") {
		i = f.phraseFrom(i + 2).end // "according to X, citing Y, Z"
	}
	if f.Is(i, ",") {
		i++
	}
	if q, ok := f.quoteFrom(i); ok {
		return f.fromQuote(i, q)
	}
	return f.toEnd(i)
}

// phraseCloses gives the content before the phrase [i, end), and behind it
// where the phrase interrupts a clause.
func (f *finder) phraseCloses(i, end int) []stretch {
	first, stop := f.begin(i), i
	if f.Is(stop-1, ",", "–", "—") {
		stop--
	}
	if stop <= first {
		return nil
	}
	if q, ok := f.quoteFrom(end + 1); ok && f.Is(end, ",") && (f.Is(i-1, "and", "but") || q.closed && f.quoteAt[stop-1] == 0 && f.over(q.end)) {
		return f.fromQuote(end+1, q) // "and in the words of X, ..."
	}
	contents := []stretch{{first, stop}}
	if f.Is(end, ",") && (f.verbal(end+1) && !f.clauseBefore(i) || f.be(stop-1, stop)) { // "the plan was, in Orr's view, a mistake"
		contents = append(contents, f.toEnd(end+1)...)
	}
	return contents
}

// label reads a speaker's label at the beginning of a sentence: "Orr: ...".
func (f *finder) label(i int) (report, bool) {
	s := f.Doc.Sentences[f.sentence]
	if i != s.Tokens.First || f.quoteAt[i] > 0 || !f.Capital(i) {
		return report{}, false
	}
	end := max(f.mentionEnd[i], i)
	if end == i && f.person(i) {
		end = i + 1
	}
	if end == i || !f.Is(end, ":") || f.figure(end+1) || !f.person(i) && f.mentionType(i) != doc.Person {
		return report{}, false
	}
	r := report{sentence: f.sentence, source: stretch{i, end}, cue: []stretch{{end, end + 1}}}
	if q, ok := f.quoteFrom(end + 1); ok {
		r.contents = f.fromQuote(end+1, q)
	} else if end+1 < f.End {
		r.contents = f.toEnd(end + 1)
	}
	return r, len(r.contents) > 0
}

// colon reads a quotation that a colon brings in without a verb of saying: "Orr
// described the board as slow: “...”". Whoever the clause before is about says
// it, if that is a person. Before is the report before it in the sentence.
func (f *finder) colon(i int, before *report) (report, bool) {
	q, ok := f.quoteFrom(i + 1)
	if !ok || !f.Is(i, ":") || f.quoteAt[i] > 0 {
		return report{}, false
	}
	if before != nil && len(before.contents) > 0 { // a phrase like "according to" may have none
		if last := before.contents[len(before.contents)-1]; !last.empty() && last.end > i {
			return report{}, false
		}
	}
	for j := f.First; j < i; j++ {
		if f.relation(j) != doc.Nsubj || f.quoteAt[j] > 0 || f.mentionType(j) != doc.Person && !f.Is(j, "he", "she") {
			continue
		}
		if h := f.governor(j); h < 0 || h >= i {
			continue
		}
		return report{sentence: f.sentence, source: f.phraseOf(j, f.governor(j)), cue: []stretch{{i, i + 1}}, contents: f.fromQuote(i+1, q)}, true
	}
	return report{}, false
}

// mentionType gives the type of what the mention at token i names.
func (f *finder) mentionType(i int) doc.EntityType {
	for _, m := range f.mentionsIn(stretch{i, i + 1}) {
		return f.Doc.Entities[f.Doc.Mentions[m].Entity].Type
	}
	return doc.Unknown
}

// mentionsIn gives the mentions that stand inside of the stretch, or hold it.
func (f *finder) mentionsIn(s stretch) []int {
	span := f.Span(s.first, s.end)
	lo, hi := 0, len(f.Doc.Mentions)
	for lo < hi {
		if mid := (lo + hi) / 2; f.Doc.Mentions[mid].End <= span.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	var in []int
	for ; lo < len(f.Doc.Mentions) && f.Doc.Mentions[lo].Start < span.End; lo++ {
		in = append(in, lo)
	}
	return in
}

// source says who the source of a report is: whom its noun names, else a
// person named beside it, else what the noun says.
func (f *finder) source(r report) doc.Source {
	s := doc.Source{Entity: -1}
	if r.source.empty() {
		return s
	}
	s.Span = f.Span(r.source.first, r.source.end)
	head := f.head(r.source)
	at := f.naming(r.source, head)
	if at < 0 {
		noun, _ := f.lex.Sources.Word(f.All[head])
		s.Kind = noun.Kind
		if m := f.body(r.source); m >= 0 && s.Kind == doc.DocumentSource {
			s.Entity = f.Doc.Mentions[m].Entity
		}
		return s
	}
	s.Entity, s.Kind = f.Doc.Mentions[at].Entity, doc.OrganisationSource
	// People are introduced by their full names, and quoted in their own words: an
	// unknown name of one word with neither is more likely an outlet's.
	if e := f.Doc.Entities[s.Entity]; e.Type == doc.Person || e.Type == doc.Unknown && (strings.Contains(e.Name, " ") || f.style(r) != doc.Indirect) {
		s.Kind = doc.PersonSource
	}
	return s
}

// naming gives the mention that names who a noun phrase is: the one that its
// head ends, the place behind "the town of", or the first person's beside it;
// -1 if none does.
func (f *finder) naming(s stretch, head int) int {
	at := -1
	for _, m := range f.mentionsIn(s) {
		mention := f.Doc.Mentions[m]
		if mention.End == f.Doc.Tokens[head].End || head+2 < s.end && mention.Start == f.Doc.Tokens[head+2].Start && f.governs(head) {
			return m
		}
		if at < 0 && f.Doc.Entities[mention.Entity].Type == doc.Person && !f.owner(m) && (f.besideHead(m, head) || f.behindName(m, s)) {
			at = m
		}
	}
	return at
}

// body gives the mention of the organisation behind a document, the first in its noun
// phrase: "the board's report", "figures from the board"; -1 if none is.
func (f *finder) body(s stretch) int {
	for _, m := range f.mentionsIn(s) {
		if f.Doc.Entities[f.Doc.Mentions[m].Entity].Type == doc.Organisation {
			return m
		}
	}
	return -1
}

// besideHead reports whether mention m is named beside the noun at token head,
// before it or as an apposition, and not in what describes it.
func (f *finder) besideHead(m, head int) bool {
	at := f.Doc.TokenAt(f.Doc.Mentions[m].Start)
	if at > 0 && at < len(f.All) && f.All[at-1] == "," {
		return true
	}
	for i := head + 1; i < at; i++ {
		if f.lex.Is(f.All[i], lexicon.Preposition|lexicon.Relative|lexicon.Complementizer) {
			return false
		}
	}
	return true
}

// behindName reports whether mention m ends the noun phrase and stands right behind
// another name: "the envoy to Norland Ann Orr".
func (f *finder) behindName(m int, s stretch) bool {
	at := f.Doc.TokenAt(f.Doc.Mentions[m].Start)
	return at > s.first && f.mentionEnd[at-1] == at && f.Doc.Mentions[m].End == f.Doc.Tokens[s.end-1].End
}

// governs reports whether token i is "town" in "the town of Norland", or the
// like: who is named behind it speaks.
func (f *finder) governs(i int) bool {
	return f.All[i+1] == "of" && (f.lex.PlaceWords.Has(f.All[i]) || f.All[i] == "government")
}

// owner reports whether mention m stands before a possessive: "Orr's lawyer" is
// not Orr.
func (f *finder) owner(m int) bool {
	if at := f.Doc.TokenAt(f.Doc.Mentions[m].Start); at < len(f.All) && f.lex.Is(f.All[at], lexicon.Possessive) {
		return true
	}
	i := f.Doc.TokenAt(f.Doc.Mentions[m].End)
	return i < len(f.All) && (f.All[i] == "'s" || f.All[i] == "'")
}

// head gives the token of a noun phrase that says what it is: the last before
// the first preposition, comma, relative pronoun or participle.
func (f *finder) head(s stretch) int {
	for i := s.first + 1; i < s.end; i++ {
		k := f.All[i]
		if k == "," || k == "(" || k == "who" || k == "which" || k == "and" || f.lex.Is(k, lexicon.Preposition) && k != "'s" || f.Doc.Heads[i].Relation == doc.Acl || strings.HasSuffix(k, "ing") && i+1 < s.end && i > s.first+1 {
			return i - 1
		}
	}
	return s.end - 1
}
