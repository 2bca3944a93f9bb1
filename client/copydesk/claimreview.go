package main

import (
	"bytes"
	"encoding/json"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// claimReview writes the claims as JSON-LD on one line: a graph of Claim objects
// (schema.org/Claim) as the tools of fact-checkers take them. Who said it first
// is the author, the article it stands in the appearance. What is not known is
// left out, and so are ratings, for copydesk gives none.
func (p *printer) claimReview(answer *copydeskv1.ExtractClaimsResponse) error {
	graph := ldGraph{Context: "https://schema.org", Graph: []ldClaim{}}
	for _, c := range answer.GetClaims() {
		graph.Graph = append(graph.Graph, claimOf(c, answer.GetArticles()))
	}
	var loose bytes.Buffer
	encoder := json.NewEncoder(&loose)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(graph); err != nil {
		return err
	}
	p.raw(steerless(bytes.TrimSuffix(loose.Bytes(), []byte("\n"))))
	return nil
}

// The types of schema.org that are written, with the properties that are known.
type (
	ldGraph struct {
		Context string    `json:"@context"`
		Graph   []ldClaim `json:"@graph"`
	}
	ldClaim struct {
		Type          string       `json:"@type"`
		Identifier    string       `json:"identifier"`
		Text          string       `json:"text"`
		Author        []ldNamed    `json:"author,omitempty"`
		BasedOn       *ldNamed     `json:"isBasedOn,omitempty"`
		DatePublished string       `json:"datePublished,omitempty"`
		Language      string       `json:"inLanguage,omitempty"`
		Appearance    *ldArticle   `json:"appearance,omitempty"`
		Source        *ldQuotation `json:"citation,omitempty"`
	}
	// ldNamed is somebody, or a work.
	ldNamed struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	ldArticle struct {
		Type          string    `json:"@type"`
		URL           string    `json:"url,omitempty"`
		Headline      string    `json:"headline,omitempty"`
		Author        []ldNamed `json:"author,omitempty"`
		Publisher     *ldNamed  `json:"publisher,omitempty"`
		DatePublished string    `json:"datePublished,omitempty"`
		Language      string    `json:"inLanguage,omitempty"`
	}
	// ldQuotation is the sentence as the article has it.
	ldQuotation struct {
		Type string `json:"@type"`
		Text string `json:"text"`
	}
)

func claimOf(c *copydeskv1.Claim, articles []*copydeskv1.ArticleInfo) ldClaim {
	out := ldClaim{Type: "Claim", Identifier: c.GetId(), Text: c.GetText()}
	if s := c.GetSentence().GetText(); s != "" {
		out.Source = &ldQuotation{"Quotation", s}
	}
	at := int(c.GetSentence().GetArticle())
	if at >= len(articles) {
		return out
	}
	article := articleOf(articles[at])
	out.Appearance, out.DatePublished, out.Language = &article, article.DatePublished, article.Language
	switch said := c.GetAttributions(); {
	case len(said) > 0:
		out.Author, out.BasedOn = authorOf(said[len(said)-1].GetSource())
	case article.Publisher != nil:
		out.Author = []ldNamed{*article.Publisher}
	default:
		out.Author = article.Author
	}
	return out
}

// authorOf gives who said a claim, or the document that says it. Somebody
// without a name is no author.
func authorOf(s *copydeskv1.Source) ([]ldNamed, *ldNamed) {
	name := s.GetName()
	if name == "" {
		name = s.GetExcerpt().GetText()
	}
	switch s.GetKind() {
	case copydeskv1.SourceKind_SOURCE_KIND_PERSON:
		return []ldNamed{{"Person", name}}, nil
	case copydeskv1.SourceKind_SOURCE_KIND_ORGANISATION:
		return []ldNamed{{"Organization", name}}, nil
	case copydeskv1.SourceKind_SOURCE_KIND_DOCUMENT:
		return nil, &ldNamed{"CreativeWork", name}
	}
	return nil, nil
}

func articleOf(a *copydeskv1.ArticleInfo) ldArticle {
	out := ldArticle{Type: "NewsArticle", URL: a.GetUrl(), Headline: a.GetTitle(), DatePublished: a.GetPublishDate(), Language: a.GetLanguage()}
	for _, name := range a.GetAuthors() {
		out.Author = append(out.Author, ldNamed{"Person", name})
	}
	if a.GetSite() != "" {
		out.Publisher = &ldNamed{"Organization", a.GetSite()}
	}
	return out
}
