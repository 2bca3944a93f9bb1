package claim

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// run writes the words, with names and dates for those that would not be
// understood alone. A word that is left though it points out of the claim is
// noted: a wrong name is worse than none.
func (c *composer) run() {
	for i := 0; i < len(c.words); {
		n := c.time(i)
		if n == 0 {
			n = c.mention(i)
		}
		if n == 0 {
			c.word(i)
			n = 1
		}
		i += n
	}
}

// plain writes words as they stand.
func (c *composer) plain(words []word) {
	for _, w := range words {
		s := c.spelled(w)
		if c.text.Len() > 0 && c.startsSentence(w) {
			s = strings.ToLower(s)
		}
		c.put(w, s, w.why, c.placeOf(w))
	}
}

// startsSentence reports whether a word was taken away from where it had a
// capital only as the first of its sentence: "The".
func (c *composer) startsSentence(w word) bool {
	if w.token < 0 || w.token != c.d.Sentences[c.sentence].Tokens.First || len(c.d.Tags) == 0 {
		return false
	}
	u := c.d.Tags[w.token].UPOS
	return u == doc.DET || u == doc.ADJ || u == doc.ADP || u == doc.ADV || u == doc.SCONJ || u == doc.NUM || u == doc.PRON && c.spelled(w) != "I"
}

func (c *composer) placeOf(w word) text.Span {
	if w.place < 0 {
		return text.Span{}
	}
	return c.d.Tokens[w.place].Span
}

// covers gives how many words from i on are the tokens of a span; 0 where they
// are not all of them, one behind another.
func (c *composer) covers(i int, s text.Span) int {
	n := 0
	for i+n < len(c.words) && c.words[i+n].token >= 0 && s.Contains(c.d.Tokens[c.words[i+n].token].Span) {
		if n > 0 && c.words[i+n].token != c.words[i+n-1].token+1 {
			return 0
		}
		n++
	}
	if n == 0 || c.d.Tokens[c.words[i+n-1].token].End != s.End {
		return 0
	}
	return n
}

// mention writes the mention that begins at word i, by a fuller name where the
// claim has not named its entity yet. It gives how many words that are.
func (c *composer) mention(i int) int {
	w := c.words[i]
	if w.token < 0 || c.mentionAt[w.token] < 0 {
		return 0
	}
	m := c.d.Mentions[c.mentionAt[w.token]]
	n := c.covers(i, m.Span)
	if n == 0 {
		return 0
	}
	key := lexicon.Key(m.Of(c.d.Text))
	if lexicon.English().Pronouns.Has(key) {
		c.pronoun(i, key, m)
		return n
	}
	name := c.nameOf(m.Entity)
	if !c.named[m.Entity] && c.fuller(m, w.token+n-1) {
		c.put(w, name, ShortName, m.Span)
		c.last = c.words[i+n-1]
	} else {
		c.plain(c.words[i : i+n])
	}
	c.named[m.Entity] = true
	return n
}

// nameOf gives an entity's name, with "the" where the article has it so: "the
// Pentagon".
func (x *index) nameOf(entity int) string {
	if x.names[entity] == "" {
		x.names[entity] = x.findName(entity)
	}
	return x.names[entity]
}

// modifies reports whether a name stands before a noun that it belongs to.
func (x *index) modifies(s text.Span) bool {
	i := sort.Search(len(x.d.Tokens), func(i int) bool { return x.d.Tokens[i].End >= s.End })
	return i < len(x.d.Heads) && x.d.Heads[i].Relation == doc.Compound && x.d.Heads[i].Token > i
}

func (x *index) findName(entity int) string {
	e := x.d.Entities[entity]
	for _, m := range e.Mentions {
		span := x.d.Mentions[m].Span
		if x.modifies(span) {
			continue // "the Strava app"
		}
		if before := strings.TrimRight(x.d.Text[:span.Start], " "); span.Of(x.d.Text) == e.Name && e.Type != doc.Person {
			if cut := len(before) - len("the"); cut >= 0 && strings.EqualFold(before[cut:], "the") && (cut == 0 || before[cut-1] == ' ' || before[cut-1] == '\n') {
				return "the " + e.Name
			}
		}
	}
	return e.Name
}

// fuller reports whether an entity's name says more than a mention that ends in
// a token: the first name too, or a name for "the union".
func (c *composer) fuller(m doc.Mention, last int) bool {
	e := c.d.Entities[m.Entity]
	said := m.Of(c.d.Text)
	if len(c.d.Heads) > 0 {
		switch c.d.Heads[last].Relation {
		case doc.Compound, doc.Flat, doc.Appos: // "the Orr family", "Mayor Orr"
			return false
		}
	}
	if first, _ := utf8.DecodeRuneInString(e.Name); !unicode.IsUpper(first) || e.Name == said {
		return false
	}
	if title, ok := strings.CutPrefix(strings.ToLower(said), "the "); ok {
		return said[4:] == title && !strings.Contains(e.Name, said[4:])
	}
	return e.Type == doc.Person && (strings.HasSuffix(e.Name, " "+said) || strings.HasPrefix(e.Name, said+" "))
}

// pronoun writes a name for a pronoun that is a mention of somebody, unless the
// claim names them anyway.
func (c *composer) pronoun(i int, key string, m doc.Mention) {
	e := c.d.Entities[m.Entity]
	if c.named[m.Entity] || c.namedLater(i, m.Entity) || c.possessive(c.words[i]) && c.otherPerson(m.Entity, key) {
		c.plain(c.words[i : i+1])
		return
	}
	if gendered[key] && (c.otherSubject(i, m.Entity) || c.family(m.Entity)) {
		c.leave(i)
		return
	}
	if gendered[key] && !givenFirst(e.Name) && (e.Type != doc.Person || !c.known(m.Entity)) {
		c.leave(i)
		return
	}
	if strings.HasSuffix(key, "self") || strings.HasSuffix(key, "selves") || key == "hers" || key == "theirs" || lexicon.English().Pronouns.Has(lexicon.Key(e.Name)) {
		c.leave(i)
		return
	}
	c.swap(i, c.nameOf(m.Entity))
	c.named[m.Entity] = true
}

// gendered are the pronouns of a person.
var gendered = map[string]bool{"he": true, "him": true, "his": true, "she": true, "her": true}

// family reports whether an entity is known by a surname alone that several persons of
// the article have.
func (x *index) family(entity int) bool {
	if x.surnames == nil {
		x.surnames = map[string]int{}
		for _, e := range x.d.Entities {
			if at := strings.LastIndexByte(e.Name, ' '); at >= 0 && e.Type == doc.Person {
				x.surnames[e.Name[at+1:]]++
			}
		}
	}
	return x.surnames[x.d.Entities[entity].Name] > 1 // one may be the same person
}

// known reports whether an article names an entity more than once, by a title, or as
// somebody who speaks: what is taken for a person after one look may be a house or a
// brand.
func (c *composer) known(entity int) bool {
	if c.speakers[entity] {
		return true
	}
	named := 0
	for _, m := range c.d.Entities[entity].Mentions {
		span := c.d.Mentions[m].Span
		if lexicon.English().Pronouns.Has(lexicon.Key(span.Of(c.d.Text))) {
			continue
		}
		if named++; named > 1 {
			return true
		}
		before := strings.TrimRight(c.d.Text[:span.Start], " ")
		title := before[strings.LastIndexAny(before, " \n")+1:]
		if _, ok := lexicon.English().Titles.Word(lexicon.Key(strings.TrimSuffix(title, "."))); ok {
			return true
		}
	}
	return false
}

// givenFirst reports whether a name begins with a given name.
func givenFirst(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	_, known := lexicon.English().GivenNames.Word(lexicon.Key(first))
	return known
}

// otherSubject reports whether a clause before the main one holds word i, and another
// person is the subject behind it, who may be meant: "Should she win, Orr will".
func (c *composer) otherSubject(i, entity int) bool {
	if c.tree == nil || c.words[i].token < 0 {
		return false
	}
	verb := c.d.Heads[c.words[i].token].Token
	if verb < 0 || c.d.Heads[verb].Relation != doc.Advcl || c.d.Heads[verb].Token < verb {
		return false
	}
	s := c.tree.Child(c.d.Heads[verb].Token, doc.Nsubj, doc.NsubjPass)
	if s < 0 || c.mentionOf(s) < 0 {
		return false
	}
	other := c.d.Mentions[c.mentionOf(s)].Entity
	return other != entity && c.d.Entities[other].Type == doc.Person
}

// otherPerson reports whether the claim has named another person than an entity by
// now, whose "his" it may be as well.
func (c *composer) otherPerson(entity int, key string) bool {
	if !gendered[key] {
		return false
	}
	for other := range c.named {
		if other != entity && c.d.Entities[other].Type == doc.Person {
			return true
		}
	}
	return false
}

// namedLater reports whether one of the words behind i names an entity, other
// than by a pronoun.
func (c *composer) namedLater(i, entity int) bool {
	if c.lastName == nil {
		c.lastName = map[int]int{}
		for k, w := range c.words {
			if w.token < 0 || c.mentionAt[w.token] < 0 {
				continue
			}
			if m := c.d.Mentions[c.mentionAt[w.token]]; !lexicon.English().Pronouns.Has(lexicon.Key(m.Of(c.d.Text))) {
				c.lastName[m.Entity] = k
			}
		}
	}
	return c.lastName[entity] > i
}

// swap writes a name for the pronoun at word i, in its case.
func (c *composer) swap(i int, name string) {
	w := c.words[i]
	if c.possessive(w) && name != "her" && name != "his" && name != "its" {
		name = genitive(name)
	}
	if c.text.Len() > 0 && strings.HasPrefix(name, "The ") {
		name = "the" + name[3:]
	}
	c.put(w, name, Pronoun, c.d.Tokens[w.token].Span)
	c.swapped = w.token + 1
}

// genitive gives a name with the mark of possession.
func genitive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// possessive reports whether a pronoun says whose something is.
func (c *composer) possessive(w word) bool {
	key := lexicon.Key(c.spelled(w))
	if key == "her" && len(c.d.Tags) > 0 {
		return c.d.Tags[w.token].XPOS == "PRP$" || c.d.Heads[w.token].Relation == doc.NmodPoss || c.d.Heads[w.token].Relation == doc.Compound
	}
	return lexicon.English().Is(key, lexicon.Possessive)
}

// word writes a word that names nobody by itself.
func (c *composer) word(i int) {
	w := c.words[i]
	if w.token < 0 {
		c.plain(c.words[i : i+1])
		return
	}
	key := lexicon.Key(c.spelled(w))
	switch {
	case c.form(w, key):
	case c.english && c.firstPerson(i, key):
	case c.english && c.ofSource(i, key):
	case c.english && c.points(i, key):
		c.leave(i)
	default:
		c.plain(c.words[i : i+1])
	}
}

// leave writes a word as it stands and notes that it points out of the claim.
func (c *composer) leave(i int) {
	c.plain(c.words[i : i+1])
	s := c.spelled(c.words[i])
	if w := c.words[i]; w.token >= 0 && c.tree != nil && (c.d.Heads[w.token].Relation == doc.Det || c.d.Heads[w.token].Relation == doc.DetPredet) {
		for _, x := range c.words[i+1:] {
			if x.token < 0 {
				break
			}
			s += " " + c.spelled(x)
			if x.token == c.d.Heads[w.token].Token {
				break
			}
		}
	}
	if !slices.Contains(c.unresolved, s) {
		c.unresolved = append(c.unresolved, s)
	}
}

// firstPersons are the pronouns of whoever speaks.
var firstPersons = map[string]bool{
	"i": false, "me": false, "my": false, "mine": false, "myself": false,
	"we": true, "us": true, "our": true, "ours": true, "ourselves": true,
}

// firstPerson writes the speaker's name for "I" and "my", and for "we" where the
// speaker is an organisation: of a person it is not known who else is meant.
func (c *composer) firstPerson(i int, key string) bool {
	many, ok := firstPersons[key]
	if !ok || key == "us" && c.spelled(c.words[i]) == "US" || key == "i" && c.numeral(c.words[i].token) {
		return false
	}
	name, kind := c.speaker()
	switch {
	case key == "us" && c.followed(c.words[i].token, "who"), name == "", many != (kind == doc.OrganisationSource), !many && kind != doc.PersonSource, many && c.manned(), len(c.attributions) == 0,
		key == "mine", key == "ours", strings.HasSuffix(key, "self"), strings.HasSuffix(key, "selves"):
		if strings.HasSuffix(key, "self") && c.spoke {
			c.plain(c.words[i : i+1])
			return true
		}
		c.leave(i)
		return true
	}
	c.swap(i, c.again(i, key, name))
	c.spoke = true
	if key == "i" || key == "we" {
		c.agree(c.words[i].token)
	}
	return true
}

// numeral reports whether "I" belongs to the name before it: "King Olaf I". In
// somebody's own words it may be who speaks.
func (c *composer) numeral(token int) bool {
	return token > 0 && token < len(c.d.Tags) && c.d.Tags[token-1].UPOS == doc.PROPN && (!c.reading.quoted[token] || c.d.Tags[token].UPOS != doc.PRON)
}

// again gives how a speaker who was named before is called: by a pronoun where it
// is an organisation or the first name says which, else by the surname.
func (c *composer) again(i int, key, name string) string {
	words := strings.Fields(name)
	switch {
	case !c.spoke:
		return name
	case firstPersons[key]:
		return map[string]string{"we": "it", "us": "it", "our": "its"}[key]
	case len(words) < 2:
		return name
	}
	gender, _ := lexicon.English().GivenNames.Word(lexicon.Key(words[0]))
	switch gender {
	case lexicon.Female:
		return map[string]string{"i": "she", "me": "her", "my": "her"}[key]
	case lexicon.Male:
		return map[string]string{"i": "he", "me": "him", "my": "his"}[key]
	}
	return words[len(words)-1]
}

// manned reports whether the source is called after an office that one person
// has, so that "we" is somebody else: "the ministry's spokesman".
func (c *composer) manned() bool {
	s := c.d.Attributions[c.attributions[len(c.attributions)-1]].Source
	words := strings.Fields(lexicon.Key(s.Of(c.d.Text)))
	if s.Entity >= 0 || len(words) == 0 {
		return false
	}
	last, ok := lexicon.English().Sources.Word(words[len(words)-1])
	return !ok || last.Kind != doc.OrganisationSource
}

// speaker gives the innermost source that is not "I" or "we" itself, and what
// they are: "I think" is said by somebody.
func (c *composer) speaker() (string, doc.SourceKind) {
	for _, a := range slices.Backward(c.attributions) {
		s := c.d.Attributions[a].Source
		if _, first := firstPersons[lexicon.Key(s.Of(c.d.Text))]; !first && !s.Empty() || s.Entity >= 0 {
			return c.nameSource(s)
		}
	}
	return "", doc.UnnamedSource
}

// source gives the name of whoever says what the claim says, and what they are.
// Without a name it is how the article calls them, if that can stand for them.
func (c *composer) source() (string, doc.SourceKind) {
	if len(c.attributions) == 0 {
		return "", doc.UnnamedSource
	}
	return c.nameSource(c.d.Attributions[c.attributions[len(c.attributions)-1]].Source)
}

func (c *composer) nameSource(s doc.Source) (string, doc.SourceKind) {
	kind := s.Kind
	if s.Entity >= 0 && c.family(s.Entity) {
		return "", kind
	}
	if s.Entity >= 0 && !c.possessor(s) && !c.several(s) {
		e := c.d.Entities[s.Entity]
		switch e.Type {
		case doc.Person:
			kind = doc.PersonSource
		case doc.Organisation:
			kind = doc.OrganisationSource
		}
		if !lexicon.English().Pronouns.Has(lexicon.Key(e.Name)) {
			return c.nameOf(s.Entity), kind
		}
	}
	said := s.Of(c.d.Text)
	if words := strings.Fields(said); len(words) == 0 || len(words) == 1 && lexicon.English().Is(lexicon.Key(said), lexicon.Pronoun|lexicon.Determiner) || len(words) > longestSource || strings.ContainsAny(said, ",;()\"“”") || lexicon.English().Is(lexicon.Key(words[0]), lexicon.Pronoun|lexicon.Possessive) && !lexicon.English().Is(lexicon.Key(words[0]), lexicon.Determiner) {
		return "", kind
	}
	return said, kind
}

// several reports whether a source is two joined names, of which its entity is one:
// "Arden and Velm Police".
func (c *composer) several(s doc.Source) bool {
	if len(c.d.Heads) == 0 {
		return false
	}
	head := c.sourceHead(s.Span)
	if head < 0 {
		return false
	}
	other := c.tree.Child(head, doc.Conj)
	return other >= 0 && c.d.Tags[head].UPOS == doc.PROPN && c.d.Tags[other].UPOS == doc.PROPN && s.Contains(c.d.Tokens[other].Span) && c.mentionOf(other) != c.mentionOf(head)
}

// possessor reports whether the entity of a source is only whose they are: in "Jon
// Tveit's mother", nobody called Tveit speaks.
func (c *composer) possessor(s doc.Source) bool {
	if len(c.d.Heads) == 0 {
		return false
	}
	head := c.sourceHead(s.Span)
	if head < 0 || c.mentionOf(head) >= 0 {
		return false
	}
	for _, i := range c.tree.Children(head) {
		if c.d.Heads[i].Relation == doc.NmodPoss && c.mentionOf(i) >= 0 && c.d.Mentions[c.mentionOf(i)].Entity == s.Entity {
			return true
		}
	}
	return false
}

// longestSource is how many words a source without a name has at the most to
// stand for a pronoun: "a spokesman for the ministry".
const longestSource = 6

// ofSource writes the source for a pronoun of the third person in its report,
// where nothing before it in the claim can be meant: "The company said it
// would close". It stands in nobody's quotation.
func (c *composer) ofSource(i int, key string) bool {
	if c.tree == nil || len(c.attributions) == 0 || !slices.Contains([]string{"it", "its", "they", "their", "he", "she", "his"}, key) {
		return false
	}
	w := c.words[i]
	a := c.d.Attributions[c.attributions[len(c.attributions)-1]]
	if c.text.Len() > 0 && !c.sourced || !c.sourced && !c.opensContent(w.token, a) {
		return false
	}
	if a.Style == doc.Direct || a.Source.Empty() || c.expletive(w.token) || !c.points(i, key) {
		return false
	}
	name, kind := c.source()
	source := c.sourceHead(a.Source.Span)
	if name == "" || source < 0 || c.nounBefore(a.Source.Span) && !c.willing(c.d.Heads[w.token].Token) {
		return false
	}
	plural := c.d.Tags[source].Features.Has(doc.NumberPlur)
	fits := false
	switch key {
	case "it", "its":
		fits = !plural && kind != doc.PersonSource && kind != doc.UnnamedSource
	case "they", "their":
		fits = plural
	case "he", "she", "his":
		fits = !plural && kind == doc.PersonSource && a.Source.Entity < 0
	}
	if !fits || a.Style == doc.Mixed && c.quoted(i) {
		return false
	}
	if c.sourced {
		c.plain(c.words[i : i+1])
		return true
	}
	c.swap(i, name)
	c.sourced = true
	return true
}

// nounBefore reports whether another noun than those of a time stands in the
// sentence before a source: it may be meant as well.
func (c *composer) nounBefore(source text.Span) bool {
	for i := c.d.Sentences[c.sentence].Tokens.First; i < len(c.d.Tokens) && c.d.Tokens[i].Start < source.Start; i++ {
		if u := c.d.Tags[i].UPOS; (u == doc.NOUN || u == doc.PROPN) && !c.timeOn(i) {
			return true
		}
	}
	return false
}

// opensContent reports whether a token is the first word of what an attribution
// says, "that" and marks left aside.
func (c *composer) opensContent(token int, a doc.Attribution) bool {
	for _, i := range inside(c.d.Tokens, a.Contents[:1], tokenSpan) {
		if u := c.d.Tags[i].UPOS; u != doc.PUNCT && u != doc.SCONJ {
			return i == token
		}
	}
	return false
}

// quoted reports whether word i stands inside of quotation marks in the claim.
func (c *composer) quoted(i int) bool {
	n := 0
	for _, w := range c.words[:i] {
		if c.isQuote(w) {
			n++
		}
	}
	return n%2 == 1
}

// sourceHead gives the topmost token of a source; -1 where there is none.
func (c *composer) sourceHead(s text.Span) int {
	for _, i := range inside(c.d.Tokens, []text.Span{s}, tokenSpan) {
		if h := c.d.Heads[i].Token; h < 0 || !s.Contains(c.d.Tokens[h].Span) {
			return i
		}
	}
	return -1
}

// expletive reports whether "it" stands for nothing: "it is clear that", "had it
// not been for".
func (c *composer) expletive(t int) bool {
	h := c.d.Heads[t].Token
	switch {
	case h < 0 || strings.ToLower(c.d.Tokens[t].Of(c.d.Text)) != "it" || c.willing(h) || c.plans(h):
		return false
	case c.followed(t, "not", "been", "for"):
		return true
	}
	if c.d.Heads[t].Relation == doc.Expl {
		return true
	}
	if c.d.Heads[t].Relation != doc.Nsubj && c.d.Heads[t].Relation != doc.NsubjPass {
		return false
	}
	if n := c.tree.Child(h, doc.Nmod); n >= 0 && c.d.Tags[h].UPOS == doc.NOUN && c.tree.Child(n, doc.Case) >= 0 && lexicon.Key(c.d.Tokens[c.tree.Child(n, doc.Case)].Of(c.d.Text)) == "to" {
		return false // "it is an answer to the decision to close"
	}
	clause := c.tree.Child(h, doc.Csubj, doc.Ccomp, doc.CsubjPass)
	if clause < 0 && c.d.Tags[h].UPOS == doc.ADJ {
		clause = c.tree.Child(h, doc.Advcl, doc.Xcomp, doc.Acl)
	}
	return clause > h && c.tree.Child(h, doc.Cop, doc.AuxPass) >= 0
}

// willing reports whether a predicate says what only somebody can be.
func (c *composer) willing(h int) bool {
	return h >= 0 && willing.at([]string{strings.ToLower(c.d.Tags[h].Lemma)}, 0).kind != ""
}

// placed reports whether the claim has named a place before word i.
func (c *composer) placed(i int) bool {
	return slices.ContainsFunc(c.words[:i], func(w word) bool {
		if w.token < 0 {
			return false
		}
		if m := c.mentionOf(w.token); m >= 0 && c.d.Entities[c.d.Mentions[m].Entity].Type == doc.Place {
			return true
		}
		r := c.d.Heads[w.token].Relation
		return r == doc.Obl && c.tree.Child(w.token, doc.Case) >= 0
	})
}

// plans reports whether a predicate says of somebody what they will do: "plans to".
func (c *composer) plans(h int) bool {
	return c.d.Tags[h].UPOS == doc.VERB && c.tree.Child(h, doc.AuxPass) < 0 && complements.at([]string{strings.ToLower(c.d.Tags[h].Lemma)}, 0).kind == plannedCue
}

// followed reports whether words come right behind a token.
func (c *composer) followed(t int, words ...string) bool {
	for i, w := range words {
		if at := t + 1 + i; at >= len(c.d.Tokens) || lexicon.Key(c.d.Tokens[at].Of(c.d.Text)) != w {
			return false
		}
	}
	return true
}

// antecedentBefore reports whether a noun that a pronoun may stand for comes
// before it in the claim: any for "his ferry", and for "he" one that hangs on
// another verb.
func (c *composer) antecedentBefore(i int, key string) bool {
	poss := c.possessive(c.words[i]) || c.d.Heads[c.words[i].token].Relation == doc.Nmod // "most of them"
	verb := c.governor(c.words[i].token)
	plural := strings.HasPrefix(key, "the")
	for _, w := range c.words[:i] {
		if w.token < 0 {
			continue
		}
		tag := c.d.Tags[w.token]
		if tag.UPOS != doc.NOUN && tag.UPOS != doc.PROPN || c.timeOn(w.token) {
			continue
		}
		many := tag.Features.Has(doc.NumberPlur) || tag.Features.Has(doc.NumberPtan)
		if w.token == c.d.Heads[c.words[i].token].Token {
			continue // "no evidence of it"
		}
		if key == "its" && events.at([]string{strings.ToLower(tag.Lemma)}, 0).kind != "" {
			continue // nothing belongs to what happens: "the rise is due to its sales"
		}
		if many == plural && (poss || c.governor(w.token) != verb) {
			return true
		}
	}
	return false
}

// timeOn reports whether a token is in a time expression, which no pronoun
// stands for.
func (c *composer) timeOn(token int) bool {
	for i := token; i >= 0 && i > token-longestTime; i-- {
		if k := c.timeAt[i]; k >= 0 {
			return c.d.Times[k].Contains(c.d.Tokens[token].Span)
		}
	}
	return false
}

// longestTime is how many tokens of a time expression are looked back on.
const longestTime = 8

// governor gives the verb, or what has a copula, that a token hangs on.
func (c *composer) governor(t int) int {
	for range deepest {
		h := c.d.Heads[t].Token
		if h < 0 {
			return t
		}
		t = h
		if c.d.Tags[t].UPOS == doc.VERB || c.tree.Child(t, doc.Cop) >= 0 {
			return t
		}
	}
	return t
}
