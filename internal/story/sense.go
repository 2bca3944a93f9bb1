package story

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/copydesk/copydesk/internal/coref"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/sets"
	"github.com/copydesk/copydesk/internal/text"
)

// What words mean in news, in two tables: senses.tsv has a meaning a row, with
// the words that two reports of one event use for one another, and behind a tab
// those that exclude it; fields.tsv has the words that are at home in one field.
// A word may have several meanings and fields. Words of several parts
// ("call-off", "lose-life") are written with hyphens.
//
//go:embed senses.tsv
var sensesTable string

//go:embed fields.tsv
var fieldsTable string

// lexemes gives the rows of both tables by word. They are read when they are first
// needed, so that what compares nothing does not wait for it. Nothing writes to
// them.
var lexemes = sync.OnceValue(func() *lexemeTable { return readLexemes(sensesTable, fieldsTable) })

// lexeme is what is known of a word: the numbers of its meanings and fields,
// sorted.
type lexeme struct{ senses, fields []int32 }

// phrase is a word of several parts, by the stems of those behind the first.
type phrase struct {
	rest []string
	*lexeme
}

type lexemeTable struct {
	words          map[string]*lexeme  // by stem
	phrases        map[string][]phrase // by the stem of the first part, the longest first
	opposed        map[[2]int32]bool   // meanings that exclude each other, both ways
	senses, fields int                 // how many rows there are
}

// readLexemes reads the tables. It panics on a row that is none, which any test
// finds.
func readLexemes(senses, fields string) *lexemeTable {
	t := &lexemeTable{words: map[string]*lexeme{}, phrases: map[string][]phrase{}, opposed: map[[2]int32]bool{}}
	against := map[int32]string{}
	rows := tableRows(senses)
	t.senses = len(rows)
	for i, row := range rows {
		words, opposite, _ := strings.Cut(row, "\t")
		for _, w := range strings.Fields(words) {
			t.add(w, int32(i), func(l *lexeme) *[]int32 { return &l.senses })
		}
		against[int32(i)] = opposite
	}
	rows = tableRows(fields)
	t.fields = len(rows)
	for i, row := range rows {
		_, words, ok := strings.Cut(row, "\t")
		if !ok {
			panic(fmt.Sprintf("story: %q is no row of fields.tsv", row))
		}
		for _, w := range strings.Fields(words) {
			t.add(w, int32(i), func(l *lexeme) *[]int32 { return &l.fields })
		}
	}
	for i, words := range against {
		for _, w := range strings.Fields(words) {
			if l := t.words[joined(w)]; l != nil {
				for _, j := range l.senses {
					if i != j {
						t.opposed[[2]int32{i, j}], t.opposed[[2]int32{j, i}] = true, true
					}
				}
			}
		}
	}
	return t
}

func tableRows(table string) []string {
	var rows []string
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			rows = append(rows, line)
		}
	}
	return rows
}

// joined gives the key of a word of one or several parts.
func joined(word string) string {
	parts := strings.Split(word, "-")
	for i, p := range parts {
		parts[i] = coref.Stem(p)
	}
	return strings.Join(parts, "-")
}

// add gives a word a meaning or a field.
func (t *lexemeTable) add(word string, row int32, of func(*lexeme) *[]int32) {
	k := joined(word)
	l := t.words[k]
	if l == nil {
		l = &lexeme{}
		t.words[k] = l
	}
	if list := of(l); !slices.Contains(*list, row) {
		*list = append(*list, row)
		slices.Sort(*list)
	}
	first, rest, ok := strings.Cut(k, "-")
	if !ok {
		return
	}
	parts := strings.Split(rest, "-")
	if slices.ContainsFunc(t.phrases[first], func(p phrase) bool { return slices.Equal(p.rest, parts) }) {
		return
	}
	t.phrases[first] = append(t.phrases[first], phrase{parts, l})
	slices.SortStableFunc(t.phrases[first], func(a, b phrase) int { return len(b.rest) - len(a.rest) })
}

// phraseGap is how many words may stand between two parts of a phrase: "called
// the match off".
const phraseGap = 3

// match gives the phrase that begins with the first of the stems, and where its
// other parts stand; false if none does.
func (t *lexemeTable) match(stems []string) (*lexeme, []int, bool) {
	if len(stems) == 0 {
		return unknownWord, nil, false
	}
	for _, p := range t.phrases[stems[0]] {
		at, where := 0, []int(nil)
		for _, part := range p.rest {
			end := min(len(stems), at+phraseGap+2)
			n := slices.Index(stems[at+1:end], part)
			if n < 0 {
				where = nil
				break
			}
			at += n + 1
			where = append(where, at)
		}
		if len(where) == len(p.rest) {
			return p.lexeme, where, true
		}
	}
	return unknownWord, nil, false
}

// sensed is a content word of a claim with what is known of it.
type sensed struct {
	term int32
	*lexeme
}

// unknownWord is what is known of a word that neither table has.
var unknownWord = &lexeme{}

// readSenses reads the meanings and fields of a claim's content words, and those
// of its clause, and gives what is known of each token; nil: nothing. A phrase
// stands for its words.
func (f *fact) readSenses(termAt []int32) []*lexeme {
	stems := make([]string, len(f.lemmas))
	for i, l := range f.lemmas {
		stems[i] = joined(l)
	}
	meant := make([]*lexeme, len(stems))
	taken := make([]bool, len(stems))
	var senses, fields []int32
	for i, term := range termAt {
		if taken[i] {
			continue
		}
		l, parts, ok := lexemes().match(stems[i:])
		switch {
		case ok:
			for _, k := range parts {
				taken[i+k] = true
				term = max(term, termAt[i+k])
			}
		case lexemes().words[stems[i]] != nil:
			l = lexemes().words[stems[i]]
		}
		if term == none {
			continue
		}
		meant[i] = l
		senses, fields = append(senses, l.senses...), append(fields, l.fields...)
		if !slices.ContainsFunc(f.words, func(s sensed) bool { return s.term == term }) {
			f.words = append(f.words, sensed{term, l})
		}
	}
	f.senses, f.fields = sets.Distinct(senses), sets.Distinct(fields)
	for k, token := range f.clause.at {
		f.clause.meant[k] = unknownWord
		if token < 0 {
			continue
		}
		i, ok := slices.BinarySearchFunc(f.spans, f.doc.Tokens[token].Start, func(s text.Span, at int) int { return s.Start - at })
		if ok && meant[i] != nil {
			f.clause.meant[k] = meant[i]
		}
	}
	return meant
}

// role is a verb of a claim, or a noun that stands with one: its meaning, or whom
// it names, and what is known of it.
type role struct {
	is int32
	*lexeme
}

// readRoles finds the verbs of a claim and the nouns that stand with them, of
// which meant says what is known.
func (r *reader) readRoles(f *fact, meant []*lexeme) {
	d := f.doc
	if len(d.Heads) == 0 {
		return
	}
	for i, token := range f.tokens {
		known := meant[i]
		if known == nil {
			known = unknownWord
		}
		if d.Tags[token].UPOS == doc.VERB {
			if !lexicon.English().Is(f.keys[i], lexicon.Auxiliary) {
				f.verbs = append(f.verbs, role{r.headword(f, token), known})
			}
			continue
		}
		switch d.Heads[token].Relation.Universal() {
		case doc.Nsubj, doc.Obj, doc.Iobj, doc.Obl:
			f.args = append(f.args, role{r.headword(f, token), known})
		}
	}
}

// alikeRoles counts the roles of a that some of b is the same as, or has a meaning
// in common with.
func alikeRoles(a, b []role) int {
	n := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y role) bool { return x.is == y.is || len(sets.Common(x.senses, y.senses)) > 0 }) {
			n++
		}
	}
	return n
}

// opposed reports whether two words have meanings that exclude each other, and
// none in common.
func opposed(a, b []int32) bool {
	if len(sets.Common(a, b)) > 0 {
		return false
	}
	for _, x := range a {
		for _, y := range b {
			if lexemes().opposed[[2]int32{x, y}] {
				return true
			}
		}
	}
	return false
}
