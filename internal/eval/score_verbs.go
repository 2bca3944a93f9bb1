package eval

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
)

// scoreVerbs counts what the tagger can hardly be right about, on news that nobody has
// annotated.
func scoreVerbs(sets fs.FS) (Table, error) {
	t := Table{
		Title: "Tags, unannotated news",
		About: []string{
			"Of news-dev, the lower the better. Capitals: the share of n words with a capital, inside of sentences and behind no mark,",
			"that are tagged as verbs; headings and what is all in capitals are left out. Verbless: the share of n sentences of five",
			"words and more with a full stop that have no finite verb by their tags; orders and fragments are among them.",
		},
		Columns: []string{"share"},
	}
	articles, err := readClaimArticles(sets)
	if err != nil {
		return t, err
	}
	articles = slices.DeleteFunc(articles, func(a claimArticle) bool { return a.set != "news-dev" })
	var sum verbCount
	for _, c := range each(articles, func(a claimArticle) (c verbCount) {
		d := analyze.Analyze(a.text, "en", a.blocks, a.published)
		for _, s := range d.Sentences {
			c.capitals(d, s)
			c.finite(d, s)
		}
		return c
	}) {
		sum = verbCount{sum.named.plus(c.named), sum.verbless.plus(c.verbless)}
	}
	t.Rows = []Row{
		{"capitals", sum.named.all, []Figure{{sum.named.share(), none}}},
		{"verbless", sum.verbless.all, []Figure{{sum.verbless.share(), none}}},
	}
	return t, nil
}

// verbCount counts names that are verbs, and sentences that have none.
type verbCount struct{ named, verbless rates }

func (c *verbCount) capitals(d *doc.Document, s doc.Sentence) {
	capitals, small := 0, 0
	words := d.Tokens[s.Tokens.First:s.Tokens.End]
	for _, t := range words {
		switch r, _ := utf8.DecodeRuneInString(t.Of(d.Text)); {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			small++
		}
	}
	if capitals >= small {
		return
	}
	for i := 1; i < len(words); i++ {
		r, _ := utf8.DecodeRuneInString(words[i].Of(d.Text))
		before, _ := utf8.DecodeLastRuneInString(words[i-1].Of(d.Text))
		if unicode.IsUpper(r) && (unicode.IsLetter(before) || unicode.IsDigit(before) || before == ',') {
			tag := d.Tags[s.Tokens.First+i]
			c.named.count(strings.HasPrefix(tag.XPOS, "VB") || tag.XPOS == "MD")
		}
	}
}

func (c *verbCount) finite(d *doc.Document, s doc.Sentence) {
	const least = 5
	if s.Tokens.Len() < least || d.Tokens[s.Tokens.End-1].Of(d.Text) != "." {
		return
	}
	c.verbless.count(!slices.ContainsFunc(d.Tags[s.Tokens.First:s.Tokens.End], func(t doc.Tag) bool {
		return t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "MD"
	}))
}
