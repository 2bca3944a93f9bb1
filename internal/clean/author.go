package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/page"
)

// maxByline is how many words a line that names authors has at the most: a
// few names, their desks and a date.
const maxByline = 16

// byline reports whether a block is a line that names who wrote the article. "By"
// alone may begin a heading too, and there a small letter mostly follows.
func (v *view) byline() bool {
	if v.count < 2 || v.count > maxByline || v.stop {
		return false
	}
	n := lexicon.BylineWords(v.words)
	fields := strings.Fields(v.block.Text)
	return n > 0 && n < len(fields) && (n > 1 || !startsLower(fields[n]))
}

// startsLower reports whether a word begins with a small letter, as a name at
// the beginning of a byline does not.
func startsLower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

// credit reports whether a line that is no sentence ends in a handle or in
// "@agency": a picture's credit.
func (v *view) credit() bool {
	if v.stop || v.count > 60 {
		return false
	}
	at := slices.Index(v.words[max(0, len(v.words)-6):], "@")
	return at >= 0 && strings.Contains(v.block.Text, " @")
}

// authorMeta are the meta elements that name authors, surest first.
var authorMeta = []string{"parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "author", "article:author_name", "twitter:creator_name"}

// authors gives who wrote the article: from JSON-LD, else from the metas, else
// from a byline, else from an element that says it names an author.
func authors(p *page.Page, views []view, data structured) []string {
	if names := cleanNames(data.authors); len(names) > 0 {
		return names
	}
	for _, key := range authorMeta {
		if names := cleanNames(splitNames(p.Head.Get(key))); len(names) > 0 {
			return names
		}
	}
	for i := range views {
		v := &views[i]
		if n := lexicon.BylineWords(v.words); n > 0 && v.byline() && !v.kept {
			if names := bylineNames(v.block.Text, n); len(names) > 0 {
				return names
			}
		}
	}
	for i := range views {
		if v := &views[i]; v.block.Author && v.count <= maxByline {
			if names := cleanNames(splitNames(v.block.Text)); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// bylineNames gives the names of a byline behind its first n words. A name in
// a byline has two words or more: one alone is a desk or an agency.
func bylineNames(s string, n int) []string {
	fields := strings.Fields(s)
	var names []string
	for _, name := range cleanNames(splitNames(strings.Join(fields[min(n, len(fields)):], " "))) {
		if strings.Contains(name, " ") {
			names = append(names, name)
		}
	}
	return names
}

// splitNames parts a list of names.
func splitNames(s string) []string {
	s = strings.NewReplacer(" and ", ",", " & ", ",", " und ", ",", " et ", ",", " y ", ",", ";", ",", "|", ",", "•", ",", "·", ",", " – ", ",", " - ", ",").Replace(s)
	return strings.Split(s, ",")
}

// maxName is how many words a name has at the most.
const maxName = 6

// cleanNames keeps what is a name: some words, no figures, no address, no
// handle; once each, in order, without a leading "By".
func cleanNames(raw []string) []string {
	var names []string
	for _, name := range raw {
		name = strings.Join(strings.Fields(name), " ")
		if n := lexicon.BylineWords(lexicon.Words(name)); n > 0 {
			fields := strings.Fields(name)
			name = strings.Join(fields[min(n, len(fields)):], " ")
		}
		if isName(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func isName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > maxName {
		return false
	}
	upper := false
	for _, r := range s {
		if unicode.IsDigit(r) || strings.ContainsRune("@/_:<>{}[]\\", r) {
			return false
		}
		upper = upper || !unicode.IsLower(r) && unicode.IsLetter(r)
	}
	return upper && !lexicon.NoAuthor(lexicon.Words(s))
}
