package main

import (
	"strings"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// article prints clean copy as a page to be read.
func (p *printer) article(answer *copydeskv1.CleanResponse) {
	line := byline(answer.GetAuthors(), answer.GetSite(), answer.GetPublishDate())
	if answer.GetTitle() != "" {
		p.para("", "", part{answer.GetTitle(), bold})
	}
	if line != "" {
		p.para("", "", part{line, dim})
	}
	begun := answer.GetTitle() != "" || line != ""
	var last copydeskv1.BlockKind
	for _, b := range answer.GetBlocks() {
		if !b.GetKept() {
			continue
		}
		if begun && !together(last, b.GetKind()) {
			p.newline()
		}
		p.body(b)
		last, begun = b.GetKind(), true
	}
}

// byline says who wrote it, who published it, and when.
func byline(authors []string, site, date string) string {
	return joined(" · ", list(authors), site, spokenDate(date))
}

// joined joins what is not empty.
func joined(by string, parts ...string) string {
	var there []string
	for _, s := range parts {
		if s != "" {
			there = append(there, s)
		}
	}
	return strings.Join(there, by)
}

// list says names as a sentence would: "A, B and C".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// together reports whether two blocks that follow each other belong to one list
// or one table.
func together(a, b copydeskv1.BlockKind) bool {
	return a == b && (a == copydeskv1.BlockKind_BLOCK_KIND_LIST_ITEM || a == copydeskv1.BlockKind_BLOCK_KIND_TABLE)
}

// body prints one block of an article.
func (p *printer) body(b *copydeskv1.Block) {
	words := b.GetExcerpt().GetText()
	switch b.GetKind() {
	case copydeskv1.BlockKind_BLOCK_KIND_LIST_ITEM:
		p.para("  • ", "    ", part{words, normal})
	case copydeskv1.BlockKind_BLOCK_KIND_QUOTE:
		p.para("    ", "    ", part{words, normal})
	case copydeskv1.BlockKind_BLOCK_KIND_SUBHEAD, copydeskv1.BlockKind_BLOCK_KIND_HEADLINE:
		p.para("", "", part{words, bold})
	case copydeskv1.BlockKind_BLOCK_KIND_CAPTION:
		p.para("  ", "  ", part{words, dim})
	case copydeskv1.BlockKind_BLOCK_KIND_TABLE:
		p.para("  ", "  ", part{strings.ReplaceAll(words, "\t", " | "), normal})
	case copydeskv1.BlockKind_BLOCK_KIND_CODE:
		p.block("    ", words)
	default:
		p.para("", "", part{words, normal})
	}
}

// reasonColumns is the width of the longest reason in words.
const reasonColumns = 16

// removed prints what was dropped: a line for each block, with the reason and
// the beginning of its words.
func (p *printer) removed(answer *copydeskv1.CleanResponse) {
	dropped := 0
	for _, b := range answer.GetBlocks() {
		if !b.GetKept() {
			dropped++
		}
	}
	p.newline()
	p.row(part{"Dropped", bold}, part{" " + thousands(dropped) + " of " + count(len(answer.GetBlocks()), "block"), dim})
	for _, b := range answer.GetBlocks() {
		if b.GetKept() {
			continue
		}
		reason := enumWords(b.GetReason().String(), "DROP_REASON_")
		p.row(part{"  " + p.fit(reason, reasonColumns) + "  ", yellow}, part{p.fit(b.GetExcerpt().GetText(), p.measure()-reasonColumns-4), normal})
	}
}

// enumWords says the name of an enum's value: DROP_REASON_AUTHOR_BIO is "author
// bio".
func enumWords(name, prefix string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, prefix)), "_", " ")
}
