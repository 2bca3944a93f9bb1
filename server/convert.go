package server

import (
	"fmt"

	"github.com/copydesk/copydesk/internal/clean"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/text"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// converter turns what the engine gives into the contract's messages, in the
// offset unit of one request. Spans become offsets here and nowhere else.
type converter struct {
	unit     text.Unit
	articles []*article
	offsets  []offsets // of each article
}

// offsets are the indexes of one article, for the unit of the request.
type offsets struct{ clean, sent *text.Index }

func newConverter(unit copydeskv1.OffsetUnit, articles ...*article) *converter {
	c := &converter{unit: unitOf(unit), articles: articles, offsets: make([]offsets, len(articles))}
	for i, a := range articles {
		sentUnit := c.unit
		if a.page.Charset != "utf-8" {
			sentUnit = text.Bytes // the contract: bytes of the page as sent
		}
		c.offsets[i] = offsets{text.NewIndex(a.copy.Text, c.unit), text.NewIndex(a.sent, sentUnit)}
	}
	return c
}

func unitOf(u copydeskv1.OffsetUnit) text.Unit {
	switch u {
	case copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16:
		return text.UTF16
	case copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS:
		return text.CodePoints
	}
	return text.Bytes
}

// echo gives the unit as answers say it: never unspecified.
func (c *converter) echo() copydeskv1.OffsetUnit {
	return map[text.Unit]copydeskv1.OffsetUnit{
		text.Bytes:      copydeskv1.OffsetUnit_OFFSET_UNIT_BYTES,
		text.UTF16:      copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16,
		text.CodePoints: copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS,
	}[c.unit]
}

func spanToProto(x *text.Index, s text.Span) *copydeskv1.Span {
	s = x.Span(s)
	return &copydeskv1.Span{Start: int64(s.Start), End: int64(s.End)}
}

// excerpt gives a stretch of an article's clean copy; nil for an empty one.
func (c *converter) excerpt(article int, s text.Span) *copydeskv1.Excerpt {
	if s.Empty() {
		return nil
	}
	a := c.articles[article]
	return &copydeskv1.Excerpt{
		Article: int32(article),
		Text:    s.Of(a.copy.Text),
		Page:    spanToProto(c.offsets[article].sent, a.copy.Map.Original(s)),
		Clean:   spanToProto(c.offsets[article].clean, s),
	}
}

func (c *converter) excerpts(article int, spans []text.Span) []*copydeskv1.Excerpt {
	var all []*copydeskv1.Excerpt
	for _, s := range spans {
		all = append(all, c.excerpt(article, s))
	}
	return all
}

// block gives a block of the page, kept or not.
func (c *converter) block(article int, b *page.Block, v clean.Verdict) *copydeskv1.Excerpt {
	e := &copydeskv1.Excerpt{Article: int32(article), Text: b.Text, Page: spanToProto(c.offsets[article].sent, b.Span)}
	if v.Kept {
		e.Clean = spanToProto(c.offsets[article].clean, v.Clean)
	}
	return e
}

func cleanToProto(c *converter) *copydeskv1.CleanResponse {
	a := c.articles[0]
	resp := &copydeskv1.CleanResponse{
		Title: a.copy.Title, Authors: a.copy.Authors, Site: a.copy.Site, Language: a.copy.Language,
		PublishDate: a.copy.Published, Text: a.copy.Text, Charset: a.page.Charset,
		OffsetUnit: c.echo(), EngineVersion: EngineVersion, Warnings: pageWarnings(a, 0),
	}
	for _, d := range a.copy.Dates {
		out := &copydeskv1.DateCandidate{Value: d.Value, Role: dateRoles[d.Role], Confidence: d.Confidence, Evidence: d.Evidence}
		if d.Block >= 0 {
			out.Excerpt = c.block(0, &a.page.Blocks[d.Block], a.copy.Verdicts[d.Block])
		}
		resp.Dates = append(resp.Dates, out)
	}
	for i, v := range a.copy.Verdicts {
		resp.Blocks = append(resp.Blocks, &copydeskv1.Block{
			Kind: blockKinds[v.Kind], Kept: v.Kept, Reason: dropReasons[v.Reason],
			Score: v.Score.Total(), Parts: partsToProto(v.Score.Parts()), Excerpt: c.block(0, &a.page.Blocks[i], v),
		})
	}
	return resp
}

var dateRoles = map[clean.DateRole]copydeskv1.DateRole{
	clean.RolePublished: copydeskv1.DateRole_DATE_ROLE_PUBLISHED,
	clean.RoleUpdated:   copydeskv1.DateRole_DATE_ROLE_UPDATED,
	clean.RoleMasthead:  copydeskv1.DateRole_DATE_ROLE_MASTHEAD,
	clean.RoleCaption:   copydeskv1.DateRole_DATE_ROLE_CAPTION,
	clean.RoleDateline:  copydeskv1.DateRole_DATE_ROLE_DATELINE,
}

var blockKinds = map[doc.Kind]copydeskv1.BlockKind{
	doc.Paragraph: copydeskv1.BlockKind_BLOCK_KIND_PARAGRAPH,
	doc.Headline:  copydeskv1.BlockKind_BLOCK_KIND_HEADLINE,
	doc.Subhead:   copydeskv1.BlockKind_BLOCK_KIND_SUBHEAD,
	doc.ListItem:  copydeskv1.BlockKind_BLOCK_KIND_LIST_ITEM,
	doc.Quote:     copydeskv1.BlockKind_BLOCK_KIND_QUOTE,
	doc.Caption:   copydeskv1.BlockKind_BLOCK_KIND_CAPTION,
	doc.Table:     copydeskv1.BlockKind_BLOCK_KIND_TABLE,
	doc.Code:      copydeskv1.BlockKind_BLOCK_KIND_CODE,
}

var dropReasons = map[clean.Reason]copydeskv1.DropReason{
	clean.TitleGiven:      copydeskv1.DropReason_DROP_REASON_TITLE,
	clean.Duplicate:       copydeskv1.DropReason_DROP_REASON_DUPLICATE,
	clean.Byline:          copydeskv1.DropReason_DROP_REASON_BYLINE,
	clean.DateLine:        copydeskv1.DropReason_DROP_REASON_DATE_LINE,
	clean.Caption:         copydeskv1.DropReason_DROP_REASON_CAPTION,
	clean.Credit:          copydeskv1.DropReason_DROP_REASON_CREDIT,
	clean.Navigation:      copydeskv1.DropReason_DROP_REASON_NAVIGATION,
	clean.Related:         copydeskv1.DropReason_DROP_REASON_RELATED,
	clean.Advertisement:   copydeskv1.DropReason_DROP_REASON_ADVERTISEMENT,
	clean.Subscription:    copydeskv1.DropReason_DROP_REASON_SUBSCRIPTION,
	clean.Donation:        copydeskv1.DropReason_DROP_REASON_DONATION,
	clean.Participation:   copydeskv1.DropReason_DROP_REASON_PARTICIPATION,
	clean.Comments:        copydeskv1.DropReason_DROP_REASON_COMMENTS,
	clean.Sharing:         copydeskv1.DropReason_DROP_REASON_SHARING,
	clean.Tags:            copydeskv1.DropReason_DROP_REASON_TAGS,
	clean.Consent:         copydeskv1.DropReason_DROP_REASON_CONSENT,
	clean.SiteDescription: copydeskv1.DropReason_DROP_REASON_SITE_DESCRIPTION,
	clean.AuthorBio:       copydeskv1.DropReason_DROP_REASON_AUTHOR_BIO,
	clean.Legal:           copydeskv1.DropReason_DROP_REASON_LEGAL,
	clean.Interface:       copydeskv1.DropReason_DROP_REASON_INTERFACE,
	clean.NoWords:         copydeskv1.DropReason_DROP_REASON_NO_WORDS,
	clean.Hidden:          copydeskv1.DropReason_DROP_REASON_HIDDEN,
	clean.Outside:         copydeskv1.DropReason_DROP_REASON_OUTSIDE_ARTICLE,
}

func partsToProto(s doc.Score) []*copydeskv1.ScorePart {
	var all []*copydeskv1.ScorePart
	for _, p := range s {
		all = append(all, &copydeskv1.ScorePart{Name: p.Name, Value: p.Value})
	}
	return all
}

// pageWarnings gives what a caller should know about how a page was read.
func pageWarnings(a *article, index int) []*copydeskv1.Warning {
	var all []*copydeskv1.Warning
	add := func(when bool, code copydeskv1.WarningCode, count int, format string, args ...any) {
		if when {
			all = append(all, &copydeskv1.Warning{Code: code, Message: fmt.Sprintf(format, args...), Count: int64(count), Article: int32(index)})
		}
	}
	p := a.page
	add(p.Replaced > 0, copydeskv1.WarningCode_WARNING_CODE_INVALID_BYTES_REPLACED, p.Replaced,
		"%d byte sequences are no text in %s and were read as U+FFFD", p.Replaced, p.Charset)
	add(p.Misdeclared, copydeskv1.WarningCode_WARNING_CODE_CHARSET_MISDECLARED, 0,
		"the page declares another charset and is written in %s", p.Charset)
	add(p.Guessed, copydeskv1.WarningCode_WARNING_CODE_CHARSET_GUESSED, 0,
		"the page declares no charset; it was read as %s", p.Charset)
	add(p.Invisible > 0, copydeskv1.WarningCode_WARNING_CODE_INVISIBLE_CHARACTERS_REMOVED, p.Invisible,
		"%d characters without a glyph were taken out", p.Invisible)
	add(p.Truncated, copydeskv1.WarningCode_WARNING_CODE_PAGE_TRUNCATED, 0,
		"the page ends inside a tag, a comment or a script")
	add(p.Merged, copydeskv1.WarningCode_WARNING_CODE_BLOCKS_MERGED, 0,
		"the page has more than %d blocks or %d elements; what is beyond them was read as one block", page.MaxBlocks, page.MaxElements)
	add(a.copy.NoArticle, copydeskv1.WarningCode_WARNING_CODE_NO_ARTICLE_FOUND, 0,
		"no block looked like an article; all of the text was kept")
	return all
}

// taskWarnings adds what a caller should know about an analysis of an article.
func taskWarnings(a *article, index int, english bool) []*copydeskv1.Warning {
	all := pageWarnings(a, index)
	if english && !isEnglish(a.copy.Language) {
		all = append(all, &copydeskv1.Warning{
			Code: copydeskv1.WarningCode_WARNING_CODE_LANGUAGE_NOT_SUPPORTED, Article: int32(index),
			Message: fmt.Sprintf("the article is in %q; claims and analysis are for English", a.copy.Language),
		})
	}
	if !a.copy.Anchor.Known() {
		all = append(all, &copydeskv1.Warning{
			Code: copydeskv1.WarningCode_WARNING_CODE_PUBLISH_TIME_UNKNOWN, Article: int32(index),
			Message: "the publish time is not known; relative dates stay relative",
		})
	}
	return all
}

// isEnglish reports whether a language is English, or unknown: then English is
// what is tried.
func isEnglish(tag string) bool {
	return tag == "" || tag == "en" || len(tag) > 3 && tag[:3] == "en-"
}

func (c *converter) info(index int, english bool) *copydeskv1.ArticleInfo {
	a := c.articles[index]
	return &copydeskv1.ArticleInfo{
		Name: a.name, Title: a.copy.Title, Site: a.copy.Site, PublishDate: a.copy.Published,
		Warnings: taskWarnings(a, index, english), Url: a.url, Authors: a.copy.Authors, Language: a.copy.Language,
	}
}

func (c *converter) infos(english bool) []*copydeskv1.ArticleInfo {
	all := make([]*copydeskv1.ArticleInfo, len(c.articles))
	for i := range c.articles {
		all[i] = c.info(i, english)
	}
	return all
}
