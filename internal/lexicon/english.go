package lexicon

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/copydesk/copydesk/internal/doc"
)

// Lexicon is what is known of one language's words.
type Lexicon struct {
	Abbreviations Table[Abbreviation]
	Contractions  Table[[]int]  // how many bytes each part of the written word takes: "cannot" is 3, 3
	Clitics       []string      // what is parted from the end of a word: "n't", "'s"
	Affixes       Table[Affix]  // what a hyphen does not part from a word: "anti", "wise"
	Domains       Table[bool]   // last parts of host names
	Credits       Table[bool]   // begin the credit of a picture, with a colon
	Function      Table[Class]  // words of the closed classes
	Verbs         Table[Tense]  // forms of frequent verbs that are seldom anything else
	PlainVerbs    Table[bool]   // frequent verbs of news, true where the form is never a noun: "insist"
	ThirdVerbs    Table[bool]   // and their form in "-s"
	Futures       Table[bool]   // phrases that put what follows them ahead: "is set to"
	Numbers       Table[Number] // "twelve", "dozen", "million"
	Ordinals      Table[Ordinal]
	Units         Table[Unit]
	Rates         Table[string] // times that units go by: "hour" is UCUM's "h"
	Currencies    Table[Unit]   // marks and words, before or after the figure
	Bounds        Table[Bound]
	Identifiers   Table[bool] // words whose number is a name: "flight", "article"
	Calendar      Table[CalendarWord]
	TimeWords     Table[TimeWord] // "today", "now"
	Cues          Table[Cue]      // one row for each form of a cue verb
	CuePhrases    Table[CueKind]  // "according to"
	CueNouns      Table[CueKind]  // "claim"
	CueAdjectives Table[CueKind]  // "confident"
	Charges       Table[bool]     // nouns for what somebody denies or rejects: "wrongdoing"
	LightVerbs    Table[bool]     // who does it to a claim makes it: "issue"
	Titles        Table[Title]    // what stands before a person's name
	Sources       Table[Source]   // nouns for somebody or something that can say something
	GivenNames    Table[Gender]
	Surnames      Table[bool] // family names
	Organisations Table[OrganisationWord]
	Places        Table[Place]
	PlaceWords    Table[bool]           // words that names of places begin or end with: "lake", "street"
	NameWords     Table[bool]           // words that names of events, laws, prizes end with: "act", "cup"
	Namesakes     Table[doc.EntityType] // nouns that with a person's name before them name something else: "administration"
	Particles     Table[bool]           // small words inside of names: "de", "bin"
	Demonyms      Table[bool]           // adjectives of nations, which name nobody
	Pronouns      Table[Gender]
	Hedges        Table[bool]
	Negations     Table[bool]
	Causes        Table[bool] // begin a phrase that says why: "because of"
}

// English gives the word lists for English. They are read once and never
// changed.
func English() *Lexicon { return english() }

var english = sync.OnceValue(func() *Lexicon {
	return &Lexicon{
		Abbreviations: table("abbreviations.tsv", func(f [4]string) Abbreviation { return abbreviations[f[1]] }),
		Contractions:  table("contractions.tsv", func(f [4]string) []int { return lengths(f[1]) }),
		Clitics:       phrases("clitics.tsv"),
		Affixes:       table("affixes.tsv", func(f [4]string) Affix { return affixes[f[1]] }),
		Domains:       set("domains.tsv"),
		Credits:       set("credits.tsv"),
		Function:      table("function.tsv", func(f [4]string) Class { return flags(f[1], classes) }),
		Verbs:         table("verbs.tsv", func(f [4]string) Tense { return tenses[f[1]] }),
		PlainVerbs:    actionForms(plainForm),
		ThirdVerbs:    actionForms(ThirdPerson),
		Futures:       set("futures.tsv"),
		Numbers:       table("numbers.tsv", readNumber),
		Ordinals:      table("ordinals.tsv", func(f [4]string) Ordinal { return Ordinal{number(f[1]), origins[f[2]]} }),
		Units:         table("units.tsv", readUnit),
		Rates:         table("rates.tsv", func(f [4]string) string { return f[1] }),
		Currencies:    table("currencies.tsv", readUnit),
		Bounds:        table("bounds.tsv", func(f [4]string) Bound { return Bound{bounds[f[1]], f[2] == "after"} }),
		Identifiers:   set("identifiers.tsv"),
		Calendar:      table("calendar.tsv", readCalendar),
		TimeWords:     table("timewords.tsv", func(f [4]string) TimeWord { return TimeWord{f[1], int(number(f[2]))} }),
		Cues:          readCues(),
		CuePhrases:    table("cuephrases.tsv", readCueKind),
		CueNouns:      table("cuenouns.tsv", readCueKind),
		CueAdjectives: table("cueadjectives.tsv", readCueKind),
		Charges:       set("charges.tsv"),
		LightVerbs:    set("lightverbs.tsv"),
		Titles:        table("titles.tsv", func(f [4]string) Title { return Title{genders[f[1]], f[2] == "weak"} }),
		Sources:       table("sources.tsv", func(f [4]string) Source { return Source{sourceKinds[f[1]], genders[f[2]]} }),
		GivenNames:    table("givennames.tsv", func(f [4]string) Gender { return genders[f[1]] }),
		Surnames:      set("surnames.tsv"),
		Organisations: table("organisations.tsv", func(f [4]string) OrganisationWord { return organisationWords[f[1]] }),
		Places:        table("places.tsv", func(f [4]string) Place { return Place{f[1], f[2] == "capitals"} }),
		PlaceWords:    set("placewords.tsv"),
		NameWords:     set("namewords.tsv"),
		Namesakes:     table("namesakes.tsv", func(f [4]string) doc.EntityType { return namesakes[f[1]] }),
		Particles:     set("particles.tsv"),
		Demonyms:      set("demonyms.tsv"),
		Pronouns:      table("pronouns.tsv", func(f [4]string) Gender { return genders[f[1]] }),
		Hedges:        set("hedges.tsv"),
		Negations:     set("negations.tsv"),
		Causes:        set("causes.tsv"),
	}
})

// Stop reports whether a key is too common to say what a text is about:
// everything of the closed classes.
func (l *Lexicon) Stop(key string) bool { return l.Function.Has(key) }

// Is reports whether a key is, or may be, of one of the classes.
func (l *Lexicon) Is(key string, c Class) bool {
	got, _ := l.Function.Word(key)
	return got&c != 0
}

var namesakes = map[string]doc.EntityType{"organisation": doc.Organisation, "other": doc.Other}

// Abbreviation is how a word with a stop behaves at the end of a sentence.
type Abbreviation uint8

// The kinds of abbreviation.
const (
	Either  Abbreviation = iota // may end a sentence: "U.S.", "Inc.", "a.m."
	Capital                     // the same, and a plain word without a capital: "Mass."
	Before                      // something always follows: "Mr.", "vs."
	Figure                      // an abbreviation only before a figure: "No. 5"
)

var abbreviations = map[string]Abbreviation{"either": Either, "capital": Capital, "before": Before, "figure": Figure}

// Affix is on which side of a hyphen a part of a word stands.
type Affix uint8

// The kinds of affix. The zero value is none.
const (
	Prefix Affix = iota + 1
	Suffix
)

var affixes = map[string]Affix{"prefix": Prefix, "suffix": Suffix}

// Class is a set of closed word classes. A word may be in several: "that".
type Class uint16

// The classes.
const (
	Determiner  Class = 1 << iota // the, these, every
	Possessive                    // its, their
	Pronoun                       // they, nobody
	Preposition                   // in, of
	Coordinator                   // and, but
	Subordinator
	Auxiliary      // is, has, would
	Adverb         // not, also, already
	Relative       // who, which; question words
	Particle       // to, up
	Modifier       // other, more, many: they stand before a noun and name nothing
	Be             // the forms of "be"
	Complementizer // that, whether, how: they open a reported clause
)

var classes = map[string]Class{
	"det": Determiner, "poss": Possessive, "pron": Pronoun, "prep": Preposition, "conj": Coordinator, "sub": Subordinator,
	"aux": Auxiliary, "adv": Adverb, "rel": Relative, "part": Particle, "mod": Modifier, "be": Be, "comp": Complementizer,
}

// Tense is what a verb form says of when. The zero value says nothing.
type Tense uint8

// The tenses.
const (
	Past Tense = iota + 1
	Present
	Future
)

var tenses = map[string]Tense{"past": Past, "present": Present, "future": Future}

// Number is a number word.
type Number struct {
	Kind  NumberKind
	Value float64
}

// NumberKind is how a number word joins with others.
type NumberKind uint8

// The kinds of number word.
const (
	Unity    NumberKind = iota // 0 to 19
	Ten                        // twenty to ninety
	Hundred                    // multiplies what stands before it, adds what follows
	Scale                      // thousand and up: multiplies all before it
	Short                      // "m", "bn": a scale only after a figure
	Group                      // dozen, score: multiplies, takes nothing after it
	Fraction                   // third, quarter: divides
	Half
)

var numberKinds = map[string]NumberKind{
	"unity": Unity, "ten": Ten, "hundred": Hundred, "scale": Scale, "short": Short, "group": Group, "fraction": Fraction, "half": Half,
}

func readNumber(f [4]string) Number { return Number{numberKinds[f[1]], number(f[2])} }

// Ordinal is a word or phrase for a place in an order.
type Ordinal struct {
	Rank float64
	From doc.Origin
}

var origins = map[string]doc.Origin{"end": doc.FromEnd, "here": doc.FromHere}

// Unit is a unit of measure or a currency.
type Unit struct {
	Code     string  // UCUM, or ISO 4217
	Factor   float64 // what one of it is in the code's unit: a cent is 0.01 USD
	Place    UnitPlace
	Capitals bool // counts only in capitals: "TRY"
}

// UnitPlace is on which side of the figure a unit stands.
type UnitPlace uint8

// The places.
const (
	Behind UnitPlace = iota // "dollars"
	Ahead                   // "$", rarely behind
	Beside                  // "USD", on either
)

var unitPlaces = map[string]UnitPlace{"before": Ahead, "code": Beside, "capitals": Beside}

func readUnit(f [4]string) Unit {
	u := Unit{Code: f[1], Factor: 1, Place: unitPlaces[f[3]], Capitals: f[3] == "capitals"}
	if f[2] != "" {
		u.Factor = number(f[2])
	}
	return u
}

// Bound is a word or phrase that bounds a figure.
type Bound struct {
	Bound doc.Bound
	After bool // stands after the figure: "or more"
}

var bounds = map[string]doc.Bound{
	"exactly": doc.Exactly, "about": doc.About, "over": doc.Over, "at least": doc.AtLeast, "up to": doc.UpTo, "under": doc.Under,
}

// CalendarWord is a name of a stretch of time.
type CalendarWord struct {
	Kind  CalendarKind
	Value string // a month's or a weekday's number; else what TIMEX3 calls it: "WI", "TMO", "D"
	Count int    // how many of Value it is: a decade is 10 Y
}

// CalendarKind is what a [CalendarWord] names.
type CalendarKind uint8

// The kinds of calendar word.
const (
	Month     CalendarKind = iota
	MonthWord              // a month that is another word too: "may", "march"
	Weekday
	Season
	DayPart   // morning
	TimeUnit  // day, in the singular
	TimeUnits // days, in the plural
	Holiday   // Value is "12-25", "11-4-4" (the fourth Thursday of November) or "easter"; Count is how many days on
	Often     // daily: a set
	Clock     // noon: Value is "12:00"
	Which     // last, this, next: Value is -1, 0, 1; past, coming: the nearest
	YearPart  // first quarter: Value is "Q1"
	Vague     // several: a number that is not said
)

var calendarKinds = map[string]CalendarKind{
	"month": Month, "monthword": MonthWord, "weekday": Weekday, "season": Season, "daypart": DayPart, "unit": TimeUnit,
	"units": TimeUnits, "holiday": Holiday, "often": Often, "clock": Clock, "which": Which, "yearpart": YearPart, "vague": Vague,
}

func readCalendar(f [4]string) CalendarWord {
	w := CalendarWord{Kind: calendarKinds[f[1]], Value: f[2], Count: 1}
	if w.Kind == Holiday {
		w.Count = 0
	}
	if f[3] != "" {
		w.Count = int(number(f[3]))
	}
	return w
}

// TimeWord is a word for a time that hangs on the publish time.
type TimeWord struct {
	Value string // "PRESENT_REF"; "day": Shift days on; "TNI": that part of the day
	Shift int    // in days
}

// CueKind is what somebody who reports does.
type CueKind uint8

// The kinds of cue.
const (
	Say CueKind = iota
	Deny
	Believe // a view
	Expect  // a view of what is ahead
	Promise // promise, threaten: what the source means to do
	Demand  // ask, urge, order: what others are to do
	Ask     // a question
	Suggest // may be so
	Cite    // cite: the source's own source
)

var cueKinds = map[string]CueKind{
	"say": Say, "deny": Deny, "believe": Believe, "expect": Expect, "promise": Promise, "demand": Demand, "ask": Ask,
	"suggest": Suggest, "cite": Cite,
}

// Cue is one form of a verb of saying or thinking.
type Cue struct {
	Lemma string
	Kind  CueKind
	Frame Frame
	Form  Form
}

func readCueKind(f [4]string) CueKind { return cueKinds[f[1]] }

// Frame is what a cue verb takes.
type Frame uint16

// The frames: without any a cue takes "that", "whether" or a quotation.
const (
	Clause     Frame = 1 << iota // a clause without "that": "said it was"
	Finite                       // the same, if a verb is seen in it: "announced it would"
	Hearer                       // somebody told: "told reporters"
	Audience                     // the same, or nobody: "warned them that", "warned that"
	Infinitive                   // "promised to pay"
	Object                       // somebody and an infinitive: "urged them to leave"
	NounPhrase                   // "denied the report"
	Noun                         // its base and -s forms are nouns as often
	Charge                       // "accused them of lying"
	Told                         // whoever does it is told: "the court heard"
	Impersonal                   // "it emerged that"
	Doing                        // "admitted stealing"
	Naming                       // says what somebody thinks of its object: "called it a disgrace"; a quotation right behind it is a name
)

var frames = map[string]Frame{
	"clause": Clause, "finite": Finite, "hearer": Hearer, "audience": Audience, "infinitive": Infinitive, "object": Object, "phrase": NounPhrase, "noun": Noun, "charge": Charge, "told": Told,
	"impersonal": Impersonal, "doing": Doing,
	"naming": Naming,
}

// Form is a form of a verb.
type Form uint8

// The forms, in the order in which the table lists them.
const (
	Base Form = iota
	Third
	Gerund
	PastForm
	Participle
)

// readCues gives a row to every form. Where the past is the participle too it
// is listed once, as the past.
func readCues() Table[Cue] {
	var t Table[Cue]
	for f := range rows("cues.tsv") {
		for form, word := range append([]string{f[0]}, strings.Fields(f[3])...) {
			t.add(strings.ReplaceAll(word, "_", " "), Cue{f[0], cueKinds[f[1]], flags(f[2], frames), Form(form)})
		}
	}
	return t
}

// Gender is what pronoun somebody goes by, as far as a name or title tells.
type Gender uint8

// The genders.
const (
	AnyGender Gender = iota
	Female
	Male
)

var genders = map[string]Gender{"f": Female, "m": Male}

// Title is what stands before a person's name, and outside of it.
type Title struct {
	Gender Gender
	Weak   bool // begins other names as often: "General Motors"
}

// Source is a noun for who speaks.
type Source struct {
	Kind   doc.SourceKind // UnnamedSource: a person
	Gender Gender
}

var sourceKinds = map[string]doc.SourceKind{
	"person": doc.UnnamedSource, "organisation": doc.OrganisationSource, "document": doc.DocumentSource,
}

// OrganisationWord is where in an organisation's name a word stands.
type OrganisationWord uint8

// The places in a name.
const (
	NameEnd OrganisationWord = iota // "Party"
	Legal                           // an end that short forms leave out: "Inc."
	NameOf                          // at the end, or before "of": "Ministry", "Bank"
	Whole                           // a name by itself: "Reuters"
)

var organisationWords = map[string]OrganisationWord{"end": NameEnd, "legal": Legal, "of": NameOf, "whole": Whole}

// Place is a name of a place that every newsroom knows.
type Place struct {
	Name     string // one name for all its forms; empty: the phrase is the only one
	Capitals bool   // counts only in capitals: "US"
}

// set reads a table that is a list of phrases.
func set(file string) Table[bool] {
	return table(file, func([4]string) bool { return true })
}

// phrases gives a table's phrases, in its order.
func phrases(file string) []string {
	var list []string
	for f := range rows(file) {
		list = append(list, f[0])
	}
	return list
}

// lengths gives the lengths of words parted by spaces.
func lengths(words string) []int {
	var n []int
	for _, w := range strings.Fields(words) {
		n = append(n, len(w))
	}
	return n
}

// flags gives the union of the named bits.
func flags[F ~uint8 | ~uint16](names string, bits map[string]F) F {
	var all F
	for _, name := range strings.Fields(names) {
		all |= bits[name]
	}
	return all
}

// number reads a figure or a fraction of two.
func number(s string) float64 {
	over, under, fraction := strings.Cut(s, "/")
	n, _ := strconv.ParseFloat(over, 64)
	if !fraction {
		return n
	}
	by, _ := strconv.ParseFloat(under, 64)
	if by == 0 {
		return math.NaN()
	}
	return n / by
}
