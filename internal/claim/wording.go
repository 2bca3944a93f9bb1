package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/text"
)

// Insertion is a stretch of a claim's text that does not stand in the article
// in that place.
type Insertion struct {
	text.Span           // in Claim.Text
	Place     text.Span // the words of the article in whose place it stands: "he"; empty: nothing stood there
	Reason    Reason
}

// Reason is why something was put into a claim's text. The zero value is none.
type Reason uint8

// The reasons.
const (
	Pronoun       Reason = iota + 1 // a name for a pronoun
	ShortName                       // the full name for a part of it, or for "the union"
	RelativeDate                    // a date for "Wednesday"
	SharedSubject                   // the subject, with its auxiliaries, that an earlier clause has
	Antecedent                      // what "who" or "which" refers to
	Apposition                      // a name and "is", for what stood beside it
	Agreement                       // a verb form that fits what was put in
)

// String gives the reason in lower case.
func (r Reason) String() string {
	return [...]string{"", "pronoun", "short name", "relative date", "shared subject", "antecedent", "apposition", "agreement"}[r]
}

// Quotation marks that open, and the ones that close.
const (
	openingMarks = "\"“„«‘'"
	closingMarks = "\"”“»’'"
)

// sentenceOf puts the words of a statement together to a sentence: without the
// quotation marks around it, a "that" or a "However," in front and the comma
// that only led over to the attribution; with a capital letter and a full stop,
// and with names and dates in the place of words that would not be understood
// alone. It says what was put in, and which words point out of the text still.
func (r *reading) sentenceOf(s statement) (string, []Insertion, []string) {
	words := r.bare(s.words)
	words = r.unlinked(r.bracketed(r.ending(r.unquote(r.opening(words)))))
	c := composer{reading: r, words: words, statement: s, named: map[int]bool{}}
	c.run()
	return c.finish(), c.insertions, c.unresolved
}

// bare takes the quotation marks off that stand around the words or around a
// stretch of them, marks without a partner, and commas that led over to a report.
func (r *reading) bare(words []word) []word {
	var all []word
	for first := 0; first < len(words); {
		end := first + 1
		for end < len(words) && !r.interrupted(words[end-1], words[end]) {
			end++
		}
		piece := r.unquote(words[first:end])
		if end < len(words) && !r.subordinate(piece) {
			for len(piece) > 0 && r.spelled(piece[len(piece)-1]) == "," {
				piece = piece[:len(piece)-1]
			}
		}
		all = append(all, piece...)
		first = end
	}
	return r.unhalved(r.unquote(all))
}

// unhalved takes a single quotation mark off the front or the end whose partner
// stands outside.
func (r *reading) unhalved(words []word) []word {
	last := len(words) - 1
	if last < 2 {
		return words
	}
	opens := r.isMark(words[0], "'‘") && r.punctuation(words[0])
	closes := r.isMark(words[last], "'’") && r.punctuation(words[last])
	inner := slices.ContainsFunc(words[1:last], func(w word) bool { return r.isMark(w, "'‘’") && r.punctuation(w) })
	switch {
	case inner || opens == closes:
		return words
	case opens:
		return words[1:]
	}
	return words[:last]
}

// punctuation reports whether a word is tagged as a mark, which the mark of a
// genitive is not.
func (r *reading) punctuation(w word) bool {
	return w.token >= 0 && w.token < len(r.d.Tags) && r.d.Tags[w.token].UPOS == doc.PUNCT
}

// interrupted reports whether words of another proposition stand between two
// words: a report.
func (r *reading) interrupted(a, b word) bool {
	return a.why == 0 && b.why == 0 && b.token > a.token+1 && r.isQuote(a) && (r.isQuote(b) || r.reportBetween(a.token, b.token))
}

// reportBetween reports whether a cue stands between two tokens.
func (r *reading) reportBetween(a, b int) bool {
	between := text.Span{Start: r.d.Tokens[a].End, End: r.d.Tokens[b].Start}
	for _, i := range r.reported {
		for _, c := range r.d.Attributions[i].Cue {
			if between.Contains(c) {
				return true
			}
		}
	}
	return false
}

// spelled gives a word as the article has it.
func (r *reading) spelled(w word) string {
	if w.token < 0 {
		return w.own
	}
	return r.d.Tokens[w.token].Of(r.d.Text)
}

func (r *reading) isQuote(w word) bool {
	s := r.spelled(w)
	return s == "``" || s == "''" || utf8.RuneCountInString(s) == 1 && strings.Contains("\"“”„«»", s)
}

func (r *reading) isMark(w word, marks string) bool {
	s := r.spelled(w)
	return s != "" && utf8.RuneCountInString(s) == 1 && strings.Contains(marks, s)
}

// unquote takes away the quotation marks around words if there are no others
// inside, and a mark that opens a quotation which goes on elsewhere, or closes
// one that began there.
func (r *reading) unquote(words []word) []word {
	var at []int
	for i, w := range words {
		if r.isQuote(w) {
			at = append(at, i)
		}
	}
	last := len(words) - 1
	switch {
	case len(words) > 1 && len(at) == 0 && r.isMark(words[0], openingMarks) && r.isMark(words[last], closingMarks):
		return words[1:last]
	case len(at) == 1:
		return slices.Delete(slices.Clone(words), at[0], at[0]+1)
	case len(at) == 2 && at[0] == 0 && (at[1] == last || at[1] == last-1 && r.isMark(words[last], ".!?")):
		return slices.Delete(slices.Clone(words[1:]), at[1]-1, at[1])
	case len(at)%2 == 1:
		return r.pair(words, at)
	}
	return words
}

// pair drops the mark without a partner, of an odd number: the first where the
// words begin inside of a quotation, else the last.
func (r *reading) pair(words []word, at []int) []word {
	drop := at[len(at)-1]
	if closes := r.spelled(words[at[0]]); strings.Contains("”»", closes) || closes == "''" {
		drop = at[0]
	}
	return slices.Delete(slices.Clone(words), drop, drop+1)
}

// bracketed takes away brackets without a partner, whose other half stands outside
// of the claim.
func (r *reading) bracketed(words []word) []word {
	var open, drop []int
	if end := len(words) - 1; end > 0 && r.isMark(words[0], "(") && (r.isMark(words[end], ")") || r.isMark(words[end], ".") && r.isMark(words[end-1], ")")) {
		words = words[1:] // all of it is an aside; the other half goes below
	}
	for i, w := range words {
		switch {
		case r.isMark(w, "(["):
			open = append(open, i)
		case r.isMark(w, ")]") && len(open) == 0:
			drop = append(drop, i)
		case r.isMark(w, ")]"):
			open = open[:len(open)-1]
		}
	}
	drop = append(drop, open...)
	if drop == nil {
		return words
	}
	var kept []word
	for i, w := range words {
		if !slices.Contains(drop, i) {
			kept = append(kept, w)
		}
	}
	return kept
}

// unlinked takes out what leads over from another sentence inside of words: ",
// however,", "also" beside the first verb, "too" at the end.
func (r *reading) unlinked(words []word) []word {
	if !r.english || r.tree == nil {
		return words
	}
	keys := r.keys(words, len(words))
	comma := func(i int) bool { return i >= 0 && i < len(keys) && keys[i] == "," }
	last := func(i int) bool { return i == len(keys) || i == len(keys)-1 && r.isMark(words[i], ".!") }
	quoted := false
	for i := 0; i < len(words); i++ {
		if r.isQuote(words[i]) {
			quoted = !quoted
		}
		first, end := i, 0
		switch {
		case i == 0 || quoted || words[i].token < 0 || words[i].why != 0:
			continue
		case comma(i-1) && insides.of(betweenCommas, keys, i) > 0 && comma(i+insides.of(betweenCommas, keys, i)):
			first, end = i-1, i+insides.of(betweenCommas, keys, i)+1
		case insides.of(lastWord, keys, i) > 0 && last(i+insides.of(lastWord, keys, i)) && i >= leastWords && (comma(i-1) || keys[i] == "too" && r.d.Tags[words[i-1].token+1].UPOS == doc.ADV):
			end = i + insides.of(lastWord, keys, i)
			if comma(i - 1) {
				first = i - 1
			}
		case insides.of(besideVerb, keys, i) > 0 && r.besideFirstVerb(words, i):
			end = i + insides.of(besideVerb, keys, i)
		default:
			continue
		}
		return r.unlinked(slices.Delete(slices.Clone(words), first, end))
	}
	return words
}

// besideFirstVerb reports whether the adverb at word i belongs to the first verb of
// the words, so that it adds to what another sentence says: not "sank and also burned".
func (r *reading) besideFirstVerb(words []word, i int) bool {
	t := words[i].token
	h := r.d.Heads[t].Token
	if r.d.Heads[t].Relation != doc.Advmod || h < 0 || r.tree.Child(h, doc.Nsubj, doc.NsubjPass) < 0 && words[0].why == 0 || !r.finite(h) {
		return false
	}
	return !slices.ContainsFunc(words[:i], func(w word) bool {
		return w.token >= 0 && w.token != h && (r.d.Tags[w.token].UPOS == doc.VERB || r.d.Tags[w.token].UPOS == doc.CCONJ && w.token == t-1 || r.d.Tags[w.token].UPOS == doc.PART || r.d.Tags[w.token].Lemma == "only")
	})
}

// subordinate reports whether words are a clause that keeps its comma: "If it
// rains," he said, "the road will close."
func (r *reading) subordinate(words []word) bool {
	return len(words) > 0 && openers[lexicon.Key(r.spelled(words[0]))] != nil
}

// opening takes "that" and connectives off the front.
func (r *reading) opening(words []word) []word {
	words = words[r.dateline(words):]
	for len(words) > 1 {
		row := connectives.at(r.keys(words, longestConnective), 0)
		n := len(row.words)
		if n == 0 || n >= len(words) || words[0].why != 0 || r.demonstrative(words[0]) || row.words[0] == "that" && len(r.d.Tags) > 0 && r.opens(words[0]) {
			break
		}
		comma := r.spelled(words[n]) == ","
		// "So far 40 ..." leads over to nothing; "However" does with its comma.
		if row.kind == withComma && !comma || row.kind == withSubject && !comma && !r.beforeSubject(words) || comma && n+1 == len(words) {
			break
		}
		words = words[n:]
		if comma {
			words = words[1:]
		}
	}
	return words
}

// beforeSubject reports whether the second word begins a subject: "However it
// sank", but not "However hard it blew", "Yet another boat".
func (r *reading) beforeSubject(words []word) bool {
	if words[1].token < 0 || len(r.d.Tags) == 0 {
		return false
	}
	if len(words) > 2 && r.isQuote(words[1]) && words[2].token >= 0 {
		words = words[1:]
	}
	switch r.d.Tags[words[1].token].UPOS {
	case doc.PRON, doc.PROPN:
		return true
	case doc.DET:
		return slices.Contains([]string{"the", "a", "this", "these"}, lexicon.Key(r.spelled(words[1])))
	}
	return false
}

// dateline gives how many words at the front are a dateline or a bullet, which is no
// part of what is stated: "VELM, March 4 (Ostby Press) —", "VELM:", "-". What stands
// before the dash has no small letters, or ends in an agency's brackets.
func (r *reading) dateline(words []word) int {
	if len(words) < 3 || words[0].why != 0 || !r.opens(words[0]) {
		return 0
	}
	if r.isMark(words[0], "-–—•*·▪") {
		return 1
	}
	if n := r.item(words); n > 0 {
		return n
	}
	capitals, count, small := 0, 0, false
	for i, w := range words[:min(len(words)-1, longestDateline)] {
		s := r.spelled(w)
		if isWord(s) {
			count++
		}
		switch {
		case r.isMark(w, "-–—") || s == "--":
			if glued := r.glued(w); !glued && capitals > 0 && (!small || r.isMark(words[i-1], ")")) {
				return i + 1
			}
			if !r.glued(w) {
				return 0
			}
		case s == ":":
			if capitals == count && !small {
				return i + 1
			}
			return 0
		case !isWord(s) && !r.isMark(w, ",().'’/"):
			return 0
		case s == strings.ToUpper(s) && s != strings.ToLower(s) && len(s) > 1:
			capitals++
		case isWord(s) && s != strings.ToUpper(s):
			if first, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(first) || capitals == 0 {
				return 0
			}
			_, dated := lexicon.English().Calendar.Word(lexicon.Key(strings.TrimSuffix(s, ".")))
			small = small || !dated
		}
	}
	return 0
}

// item gives how many words in front are the number of a list's item: "8.", "3)".
func (r *reading) item(words []word) int {
	s := r.spelled(words[0])
	digits := strings.TrimRight(s, ".)")
	if digits == "" || len(digits) > 2 || strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	n := 1
	if digits == s {
		if !r.isMark(words[1], ".)") || !r.glued(words[1]) {
			return 0
		}
		n = 2
	}
	if first, _ := utf8.DecodeRuneInString(r.spelled(words[n])); !unicode.IsUpper(first) {
		return 0
	}
	return n
}

// longestDateline is how many tokens a dateline has at the most.
const longestDateline = 14

// glued reports whether a token has no white space before it.
func (r *reading) glued(w word) bool {
	at := r.d.Tokens[w.token].Start
	return at > 0 && !space(r.d.Text[at-1])
}

// opens reports whether a word is the first of its sentence: "that" is no
// conjunction there.
func (r *reading) opens(w word) bool {
	return w.token == r.d.Sentences[r.sentence].Tokens.First
}

// relatives begin a clause; at the end of a claim nothing is left of it.
var relatives = []string{"which", "who", "whose", "whom", "saying", "adding"}

// longestAside is how many words the longest aside of the lexicon has.
const longestAside = 4

// longestConnective is how many words the longest connective of the lexicon has.
const longestConnective = 4

// keys gives the first words as the lexicons have them, n at the most.
func (r *reading) keys(words []word, n int) []string {
	var keys []string
	for _, w := range words[:min(n, len(words))] {
		keys = append(keys, lexicon.Key(r.spelled(w)))
	}
	return keys
}

// demonstrative reports whether a word is "that" as in "That was not so", "That
// suit was lost": a conjunction that the tagger takes for one stands before a
// plural or a name, or the parser knows it.
func (r *reading) demonstrative(w word) bool {
	if w.token < 0 || len(r.d.Tags) == 0 {
		return false
	}
	h, next := r.d.Heads[w.token], w.token+1
	if next < len(r.d.Tags) && (r.d.Tags[w.token].XPOS == "WDT" || r.opensReport(w.token)) {
		return finiteTag(r.d.Tags[next]) && !(next+1 < len(r.d.Tags) && r.d.Tags[next+1].UPOS == doc.NOUN) // but "that improved quality sells"
	}
	if h.Relation == doc.Mark || h.Relation != doc.Nsubj && h.Token >= 0 && (h.Relation == doc.Det && !r.d.Tags[h.Token].Features.Has(doc.NumberSing) || r.d.Tags[h.Token].UPOS == doc.PROPN) {
		return false
	}
	return r.d.Tags[w.token].UPOS == doc.PRON || r.d.Tags[w.token].UPOS == doc.DET
}

// opensReport reports whether a token is the first of what somebody is reported to
// say in other words, behind the cue: "that" is a conjunction there, if a subject
// follows.
func (r *reading) opensReport(token int) bool {
	return slices.ContainsFunc(r.reported, func(i int) bool {
		a := r.d.Attributions[i]
		return a.Style != doc.Direct && a.Contents[0].Start == r.d.Tokens[token].Start && a.Cue[0].Start < a.Contents[0].Start
	})
}

// ending takes the marks off the end that only led over: a comma, also before a
// closing quotation mark, a colon, a dash; and what the narrator says of a report,
// "without elaborating".
func (r *reading) ending(words []word) []word {
	words = slices.Clone(words)
	keys := r.keys(words, len(words))
	for n := 2; n <= longestAside+1 && n < len(words)-leastWords; n++ {
		at := len(words) - n
		if row := asides.at(keys, at); len(row.words) > 0 && countWords(keys[at:]) == len(row.words) {
			words = words[:at]
			break
		}
	}
	for len(words) > 1 {
		last := len(words) - 1
		switch {
		case r.agency(words):
			words = words[:last-1]
		case r.isMark(words[last], ",;:–—") || r.spelled(words[last]) == "--":
			words = words[:last]
		case lexicon.English().Is(lexicon.Key(r.spelled(words[last])), lexicon.Coordinator) && r.english && words[last].why == 0 && r.punctuation(words[last-1]):
			words = words[:last]
		case r.isMark(words[last-1], ",") && slices.Contains(relatives, lexicon.Key(r.spelled(words[last]))):
			words = words[:last-1]
		case last > leastWords && r.isMark(words[last-2], ",") && slices.Contains(relatives, lexicon.Key(r.spelled(words[last-1]))) && r.reporting(words[last]):
			words = words[:last-2] // ", who said"
		case r.isMark(words[last], closingMarks) && r.spelled(words[last-1]) == ",":
			words = append(words[:last-1], words[last])
		default:
			return words
		}
	}
	return words
}

// agency reports whether words end in the name of an agency behind the stop and a dash:
// "... in Arden. — OPA".
func (r *reading) agency(words []word) bool {
	last := len(words) - 1
	if last <= leastWords || !r.isMark(words[last-1], "–—-") || !r.isMark(words[last-2], ".!") {
		return false
	}
	s := r.spelled(words[last])
	return isWord(s) && s == strings.ToUpper(s)
}

// reporting reports whether a word is a cue of what somebody says.
func (r *reading) reporting(w word) bool {
	cue, ok := lexicon.English().Cues.Word(lexicon.Key(r.spelled(w)))
	return ok && cue.Kind == lexicon.Say && w.token >= 0 && len(r.d.Tags) > 0 && r.d.Tags[w.token].UPOS == doc.VERB
}

// composer writes the words of a claim, one after another.
type composer struct {
	*reading
	statement
	words      []word
	text       strings.Builder
	insertions []Insertion
	unresolved []string
	named      map[int]bool // entities that were named by now
	lastName   map[int]int  // the last word that names each entity, once it was asked for
	last       word         // the word written last
	verbs      map[int]bool // tokens that have to agree with a name put in for "I"
	swapped    int          // the token behind a pronoun that a name was put in for last
	spoke      bool         // the speaker was named for "I"
	sourced    bool         // the source was named for "it"
	years      []string     // the years that the words name, once they were asked for
}

// put writes words: s, which stands for the word w, or is it.
func (c *composer) put(w word, s string, why Reason, place text.Span) {
	if s == "." && strings.HasSuffix(c.text.String(), ".") && !(w.token > 0 && w.token == c.last.token+1) {
		return // behind an abbreviation, where something was left out
	}
	if c.text.Len() > 0 && c.spaced(w, s) {
		c.text.WriteByte(' ')
	}
	at := c.text.Len()
	if at == 0 {
		s = capital(s)
	}
	c.text.WriteString(s)
	c.last = w
	if why == 0 {
		return
	}
	span := text.Span{Start: at, End: c.text.Len()}
	if n := len(c.insertions); n > 0 && c.insertions[n-1].Reason == why && c.insertions[n-1].End >= at-1 && c.insertions[n-1].Place == place {
		c.insertions[n-1].End = span.End
		return
	}
	c.insertions = append(c.insertions, Insertion{Span: span, Place: place, Reason: why})
}

// spaced reports whether white space stands before a word: as in the article
// where it stands behind the same word there.
func (c *composer) spaced(w word, s string) bool {
	if w.token >= 0 && c.last.token >= 0 && w.token == c.last.token+1 {
		return c.d.Tokens[c.last.token].End < c.d.Tokens[w.token].Start
	}
	first, _ := utf8.DecodeRuneInString(s)
	if s == `"` && strings.Count(c.text.String(), `"`)%2 == 1 || strings.ContainsRune(",.;:!?)]}”’%", first) || isGenitive(s) || s == "'" || s == "n't" {
		return false
	}
	return !strings.ContainsAny(c.spelled(c.last), "([{“‘$£€")
}

// capital gives s with a capital letter in front.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if n == 0 || first == utf8.RuneError || unicode.IsUpper(second) { // "iPhone"
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// finish gives the text with a final stop.
func (c *composer) finish() string {
	s := c.text.String()
	if !endsInStop(s) {
		s += "."
	}
	return s
}

// endsInStop reports whether s ends in a stop, inside of quotation marks or not.
func endsInStop(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"”’'»)"))
	return strings.ContainsRune(".!?…。！？", last)
}
