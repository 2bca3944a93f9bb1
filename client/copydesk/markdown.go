package main

import (
	"fmt"
	"strings"
	"unicode"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// markdownSummary gives a summary in Markdown: a paragraph whose sentences point
// to their articles by footnotes, as GitHub, Pandoc and others know them; where
// articles disagree, a list of both sides; and the footnotes.
func markdownSummary(inputs []input, answer *copydeskv1.SummarizeResponse) string {
	var b strings.Builder
	var notes footnotes
	for i, s := range answer.GetSentences() {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(markdown(sentenceText(s)) + markdownMarks(notes.marks(append([]*copydeskv1.Excerpt{s.GetExcerpt()}, s.GetAlsoIn()...))))
	}
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	for _, c := range answer.GetConflicts() {
		fmt.Fprintf(&b, "**Articles disagree:** %s\n\n", markdown(c.GetExplanation()))
		for _, same := range sides(c) {
			fmt.Fprintf(&b, "- “%s”%s\n", markdown(same[0].GetText()), markdownMarks(notes.marks(same)))
		}
		b.WriteByte('\n')
	}
	infos := answer.GetArticles()
	for n, article := range notes.articles {
		if int(article) >= len(infos) {
			continue
		}
		line := ""
		for _, part := range articleLine(infos[article], articleName(inputs, infos, int(article))) {
			line += part.words
		}
		fmt.Fprintf(&b, "[^%d]: %s\n", n+1, markdown(line))
	}
	return b.String()
}

// markdownMarks turns "[1][3]" into footnotes.
func markdownMarks(marks string) string { return strings.ReplaceAll(marks, "[", "[^") }

// markdown makes text from an article mean itself in Markdown: marks that could
// be read as markup get a backslash (CommonMark 0.31, 2.4), and it is one line.
func markdown(s string) string {
	var b strings.Builder
	for i, r := range plain(s) {
		if strings.ContainsRune("\\`*_[]<>#|~&$", r) || i == 0 && strings.ContainsRune("-+>=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	words := b.String()
	// "1." at the beginning of a line would be a list.
	if digits := strings.IndexFunc(words, func(r rune) bool { return !unicode.IsDigit(r) }); digits > 0 && strings.ContainsRune(".)", rune(words[digits])) {
		words = words[:digits] + "\\" + words[digits:]
	}
	return words
}
