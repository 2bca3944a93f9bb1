package tag

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/doc"
)

// Script says how a form becomes a lemma: whether it is put into lower case,
// how many bytes are cut off its end, and what is put in their place.
type Script struct {
	Lower bool
	Cut   int
	Add   string
}

// Apply gives the lemma of a form; the form itself where it is too short for
// what is to be cut.
func (s Script) Apply(form string) string {
	if s.Lower {
		form = strings.ToLower(form)
	}
	keep := len(form) - s.Cut
	if keep < 0 || keep == 0 && s.Add == "" || keep < len(form) && !utf8.RuneStart(form[keep]) {
		return form
	}
	return form[:keep] + s.Add
}

// Rules are what is known of lemmas: scripts by group of words and ending. An
// ending that begins with ^ is a whole word.
type Rules map[string]Script

// LongestEnding is how many runes an ending has at most.
const LongestEnding = 5

// Group gives the group of a word: words of a group that end alike have lemmas
// that are made alike.
func Group(form string, upos doc.UPOS, xpos string) string {
	group := xpos
	if upos == doc.AUX || upos == doc.PROPN || upos == doc.PRON {
		group = upos.String() + xpos
	}
	if len(form) > 1 && form == strings.ToUpper(form) && form != strings.ToLower(form) {
		group += "+"
	}
	return group
}

// Endings calls yield with the keys of a form's rules in a group, that of the
// whole word first, then from the longest ending to none, until yield says
// that it is enough.
func Endings(form, group string, yield func(key string) bool) {
	form = Plain(form)
	if !yield(group + " ^" + form) {
		return
	}
	at, n := len(form), 0
	starts := [LongestEnding + 1]int{len(form)}
	for n < LongestEnding && at > 0 {
		_, size := utf8.DecodeLastRuneInString(form[:at])
		at -= size
		n++
		starts[n] = at
	}
	for ; n >= 0; n-- {
		if !yield(group + " " + form[starts[n]:]) {
			return
		}
	}
}

// Plain gives a form in lower case, with straight apostrophes, and 0 for every figure.
func Plain(form string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case unicode.IsDigit(r):
			return '0'
		}
		return unicode.ToLower(r)
	}, form)
}

// Lemma gives the dictionary form of a word.
func (r Rules) Lemma(form string, upos doc.UPOS, xpos string) string {
	script := Script{Lower: upos != doc.PROPN && xpos != "ADD"}
	Endings(form, Group(form, upos, xpos), func(key string) bool {
		found, ok := r[key]
		if ok {
			script = found
		}
		return !ok
	})
	return script.Apply(form)
}

// lemmas.tsv is learnt from treebanks by `make train`: see docs/data.md.
//
//go:embed lemmas.tsv
var table string

// english gives what was learnt. A test reads it, so that it cannot be damaged;
// without it a lemma is the word in small letters.
var english = sync.OnceValue(func() Rules {
	r, err := ReadRules(table)
	if err != nil {
		return Rules{}
	}
	return r
})

// Lemma gives the dictionary form of an English word by its tags: "say" for
// "said".
func Lemma(form string, upos doc.UPOS, xpos string) string {
	return english().Lemma(strings.ReplaceAll(form, "’", "'"), upos, xpos)
}

// ReadRules reads rules from rows of key, case ("lower" or "keep"), number of
// bytes to cut, and what to add, parted by tabs. Lines that begin with # and a
// space are comments.
func ReadRules(s string) (Rules, error) {
	rules := Rules{}
	for line := range strings.Lines(s) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "# ") {
			continue
		}
		cells := strings.Split(line, "\t")
		script := Script{}
		if len(cells) != 4 {
			return nil, fmt.Errorf("tag: %q has %d cells", line, len(cells))
		}
		if _, err := fmt.Sscan(cells[2], &script.Cut); err != nil || script.Cut < 0 {
			return nil, fmt.Errorf("tag: %q cuts what is no number", line)
		}
		script.Lower, script.Add = cells[1] == "lower", cells[3]
		rules[cells[0]] = script
	}
	return rules, nil
}
