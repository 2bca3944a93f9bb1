package server

import (
	"fmt"
	"strings"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	"github.com/copydesk/copydesk/internal/text"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"google.golang.org/protobuf/proto"
)

func analysisToProto(c *converter) *copydeskv1.AnalyzeResponse {
	d := c.articles[0].doc
	resp := &copydeskv1.AnalyzeResponse{
		Text: d.Text, OffsetUnit: c.echo(), EngineVersion: EngineVersion, Article: c.info(0, true),
	}
	for _, s := range d.Sentences {
		resp.Sentences = append(resp.Sentences, &copydeskv1.Sentence{
			Excerpt: c.excerpt(0, s.Span), FirstToken: int32(s.Tokens.First), TokenCount: int32(s.Tokens.Len()), Heading: s.Heading,
		})
	}
	for i := range d.Tokens {
		resp.Tokens = append(resp.Tokens, c.token(0, d, i))
	}
	for i, e := range d.Entities {
		out := &copydeskv1.Entity{Id: entityID(i), Name: e.Name, Type: entityTypes[e.Type]}
		for _, m := range e.Mentions {
			out.Mentions = append(out.Mentions, c.excerpt(0, d.Mentions[m].Span))
		}
		resp.Entities = append(resp.Entities, out)
	}
	for i := range d.Quantities {
		resp.Quantities = append(resp.Quantities, c.quantity(0, d, i))
	}
	for _, o := range d.Ordinals {
		resp.Ordinals = append(resp.Ordinals, &copydeskv1.Ordinal{Rank: int32(o.Rank), Origin: origins[o.From], Excerpt: c.excerpt(0, o.Span)})
	}
	for i := range d.Times {
		resp.Times = append(resp.Times, c.time(0, d, i))
	}
	for i := range d.Attributions {
		resp.Attributions = append(resp.Attributions, c.attribution(0, d, i))
	}
	return resp
}

// token gives a token with what is known of it as a word and of its place in the
// tree.
func (c *converter) token(article int, d *doc.Document, i int) *copydeskv1.Token {
	out := &copydeskv1.Token{Excerpt: c.excerpt(article, d.Tokens[i].Span)}
	if len(d.Tags) > 0 {
		t := d.Tags[i]
		out.Upos, out.Xpos, out.Lemma = t.UPOS.String(), t.XPOS, t.Lemma
		if t.Features != 0 {
			out.Features = t.Features.String()
		}
	}
	if len(d.Heads) > 0 {
		h := d.Heads[i]
		out.Relation = h.Relation.String()
		if h.Token >= 0 {
			out.Head = proto.Int32(int32(h.Token))
		}
	}
	return out
}

// entityID gives the name of a document's entity in an answer.
func entityID(i int) string { return fmt.Sprintf("e%d", i+1) }

var entityTypes = map[doc.EntityType]copydeskv1.EntityType{
	doc.Person:       copydeskv1.EntityType_ENTITY_TYPE_PERSON,
	doc.Place:        copydeskv1.EntityType_ENTITY_TYPE_PLACE,
	doc.Organisation: copydeskv1.EntityType_ENTITY_TYPE_ORGANISATION,
	doc.Other:        copydeskv1.EntityType_ENTITY_TYPE_OTHER,
}

var bounds = map[doc.Bound]copydeskv1.QuantityBound{
	doc.Exactly: copydeskv1.QuantityBound_QUANTITY_BOUND_EXACTLY,
	doc.About:   copydeskv1.QuantityBound_QUANTITY_BOUND_ABOUT,
	doc.Over:    copydeskv1.QuantityBound_QUANTITY_BOUND_OVER,
	doc.AtLeast: copydeskv1.QuantityBound_QUANTITY_BOUND_AT_LEAST,
	doc.UpTo:    copydeskv1.QuantityBound_QUANTITY_BOUND_UP_TO,
	doc.Under:   copydeskv1.QuantityBound_QUANTITY_BOUND_UNDER,
	doc.Between: copydeskv1.QuantityBound_QUANTITY_BOUND_BETWEEN,
}

func (c *converter) quantity(article int, d *doc.Document, i int) *copydeskv1.Quantity {
	q := d.Quantities[i]
	return &copydeskv1.Quantity{
		Value: q.Value, High: q.High, Unit: q.Unit, Bound: bounds[q.Bound],
		Counted: q.Counted.Of(d.Text), Excerpt: c.excerpt(article, q.Span),
	}
}

var origins = map[doc.Origin]copydeskv1.RankOrigin{
	doc.FromStart: copydeskv1.RankOrigin_RANK_ORIGIN_START,
	doc.FromEnd:   copydeskv1.RankOrigin_RANK_ORIGIN_END,
	doc.FromHere:  copydeskv1.RankOrigin_RANK_ORIGIN_CURRENT,
}

var timeTypes = map[doc.TimeType]copydeskv1.TimeType{
	doc.DateTime:  copydeskv1.TimeType_TIME_TYPE_DATE,
	doc.ClockTime: copydeskv1.TimeType_TIME_TYPE_TIME,
	doc.Duration:  copydeskv1.TimeType_TIME_TYPE_DURATION,
	doc.Set:       copydeskv1.TimeType_TIME_TYPE_SET,
}

func (c *converter) time(article int, d *doc.Document, i int) *copydeskv1.TimeExpression {
	t := d.Times[i]
	return &copydeskv1.TimeExpression{
		Value: t.Value, Type: timeTypes[t.Type], Anchor: t.Anchor.String(), Excerpt: c.excerpt(article, t.Span),
	}
}

var sourceKinds = map[doc.SourceKind]copydeskv1.SourceKind{
	doc.PersonSource:       copydeskv1.SourceKind_SOURCE_KIND_PERSON,
	doc.OrganisationSource: copydeskv1.SourceKind_SOURCE_KIND_ORGANISATION,
	doc.DocumentSource:     copydeskv1.SourceKind_SOURCE_KIND_DOCUMENT,
	doc.UnnamedSource:      copydeskv1.SourceKind_SOURCE_KIND_UNNAMED,
}

var styles = map[doc.Style]copydeskv1.AttributionStyle{
	doc.Direct:   copydeskv1.AttributionStyle_ATTRIBUTION_STYLE_DIRECT,
	doc.Indirect: copydeskv1.AttributionStyle_ATTRIBUTION_STYLE_INDIRECT,
	doc.Mixed:    copydeskv1.AttributionStyle_ATTRIBUTION_STYLE_MIXED,
}

func (c *converter) attribution(article int, d *doc.Document, i int) *copydeskv1.Attribution {
	a := d.Attributions[i]
	source := &copydeskv1.Source{Excerpt: c.excerpt(article, a.Source.Span), Kind: sourceKinds[a.Source.Kind]}
	if a.Source.Entity >= 0 {
		source.Name = d.Entities[a.Source.Entity].Name
	}
	cue := a.Cue[0]
	for _, s := range a.Cue[1:] {
		cue = cue.Cover(s)
	}
	return &copydeskv1.Attribution{
		Source: source, Cue: c.excerpt(article, cue), Contents: c.excerpts(article, a.Contents), Style: styles[a.Style],
	}
}

func summaryToProto(c *converter, s summary.Summary, query string, warnings []*copydeskv1.Warning) *copydeskv1.SummarizeResponse {
	resp := &copydeskv1.SummarizeResponse{
		OffsetUnit: c.echo(), EngineVersion: EngineVersion, Articles: c.infos(false), Warnings: warnings,
		Search: searches[s.Search],
	}
	var words []string
	for _, sentence := range s.Sentences {
		out := &copydeskv1.SummarySentence{
			Excerpt:  c.sentence(summary.Ref{Article: sentence.Article, Sentence: sentence.Sentence}),
			Salience: sentence.Salience.Total(), Parts: partsToProto(sentence.Salience),
			Text: rendered(c.articles[sentence.Article].doc, sentence), Pieces: c.pieces(sentence.Article, sentence.Pieces),
		}
		for _, ref := range sentence.AlsoIn {
			out.AlsoIn = append(out.AlsoIn, c.sentence(ref))
		}
		resp.Sentences = append(resp.Sentences, out)
		words = append(words, out.GetText())
	}
	resp.Text = strings.Join(words, " ")
	if len(s.Sentences) == 0 {
		resp.Warnings = append(resp.Warnings, emptySummary(query))
	}
	return resp
}

// emptySummary says why a summary has no sentence.
func emptySummary(query string) *copydeskv1.Warning {
	if query != "" {
		return &copydeskv1.Warning{
			Code: copydeskv1.WarningCode_WARNING_CODE_QUERY_NOT_ANSWERED, Message: "nothing in the articles bears on the query",
		}
	}
	return &copydeskv1.Warning{
		Code:    copydeskv1.WarningCode_WARNING_CODE_NO_SENTENCES,
		Message: "the articles hold no sentence that fits the length asked for",
	}
}

func (c *converter) sentence(ref summary.Ref) *copydeskv1.Excerpt {
	return c.excerpt(ref.Article, c.articles[ref.Article].doc.Sentences[ref.Sentence].Span)
}

// claimFilter says which claims an answer holds. The zero value is all.
type claimFilter struct {
	score                float64 // at least
	attributed, quantity bool    // only with one
}

func filterOf(req *copydeskv1.ExtractClaimsRequest) claimFilter {
	return claimFilter{req.GetMinScore(), req.GetAttributedOnly(), req.GetWithQuantityOnly()}
}

func (f claimFilter) keeps(cl claim.Claim) bool {
	return held(cl.Worth.Total()) >= f.score && (!f.attributed || len(cl.Attributions) > 0) && (!f.quantity || len(cl.Quantities) > 0)
}

// claimsToProto numbers the claims of all articles in order and gives those that
// the filter keeps, with their groups.
func claimsToProto(c *converter, told []story.Article, s story.Story, f claimFilter, warnings []*copydeskv1.Warning) *copydeskv1.ExtractClaimsResponse {
	resp := &copydeskv1.ExtractClaimsResponse{
		OffsetUnit: c.echo(), EngineVersion: EngineVersion, Articles: c.infos(true), Warnings: warnings,
	}
	ids := map[story.Ref]string{}
	n := 0
	for i, a := range told {
		for k, cl := range a.Claims {
			n++
			if f.keeps(cl) {
				id := fmt.Sprintf("c%d", n)
				ids[story.Ref{Article: i, Claim: k}] = id
				resp.Claims = append(resp.Claims, c.claim(id, i, a.Doc, cl))
			}
		}
	}
	for _, g := range s.Groups {
		if len(idsOf(ids, g.Members)) == 0 {
			continue
		}
		resp.Groups = append(resp.Groups, &copydeskv1.ClaimGroup{
			ClaimIds: idsOf(ids, g.Members), Relation: relations[g.Relation], Statement: g.Statement, Explanation: g.Explanation,
			Articles: int32(g.Articles), IndependentOrigins: int32(g.Origins), Parts: partsToProto(g.Why),
		})
	}
	for _, e := range s.Timeline {
		if len(idsOf(ids, e.Members)) == 0 {
			continue
		}
		resp.Timeline = append(resp.Timeline, &copydeskv1.TimelineEntry{
			Value: e.Value, Statement: e.Statement, Evidence: e.Evidence, ClaimIds: idsOf(ids, e.Members),
		})
	}
	if n == 0 {
		resp.Warnings = append(resp.Warnings, &copydeskv1.Warning{
			Code: copydeskv1.WarningCode_WARNING_CODE_NO_SENTENCES, Message: "the articles hold no sentence that states anything",
		})
	}
	return resp
}

// idsOf gives the ids of claims, but for those that were left out.
func idsOf(ids map[story.Ref]string, refs []story.Ref) []string {
	var all []string
	for _, r := range refs {
		if id := ids[r]; id != "" {
			all = append(all, id)
		}
	}
	return all
}

var relations = map[story.Relation]copydeskv1.Relation{
	story.Corroborated:           copydeskv1.Relation_RELATION_CORROBORATED,
	story.Conflicting:            copydeskv1.Relation_RELATION_CONFLICTING,
	story.ConsistentByArithmetic: copydeskv1.Relation_RELATION_CONSISTENT_BY_ARITHMETIC,
	story.ChangedOverTime:        copydeskv1.Relation_RELATION_CHANGED_OVER_TIME,
	story.Sequence:               copydeskv1.Relation_RELATION_SEQUENCE,
	story.SingleSource:           copydeskv1.Relation_RELATION_SINGLE_SOURCE,
}

var modalities = map[claim.Modality]copydeskv1.Modality{
	claim.Asserted:    copydeskv1.Modality_MODALITY_ASSERTED,
	claim.Reported:    copydeskv1.Modality_MODALITY_REPORTED,
	claim.Planned:     copydeskv1.Modality_MODALITY_PLANNED,
	claim.Conditional: copydeskv1.Modality_MODALITY_CONDITIONAL,
	claim.Possible:    copydeskv1.Modality_MODALITY_POSSIBLE,
	claim.Opinion:     copydeskv1.Modality_MODALITY_OPINION,
	claim.Denied:      copydeskv1.Modality_MODALITY_DENIED,
}

var insertionReasons = map[claim.Reason]copydeskv1.InsertionReason{
	claim.Pronoun:       copydeskv1.InsertionReason_INSERTION_REASON_PRONOUN,
	claim.ShortName:     copydeskv1.InsertionReason_INSERTION_REASON_SHORT_NAME,
	claim.RelativeDate:  copydeskv1.InsertionReason_INSERTION_REASON_RELATIVE_DATE,
	claim.SharedSubject: copydeskv1.InsertionReason_INSERTION_REASON_SHARED_SUBJECT,
	claim.Antecedent:    copydeskv1.InsertionReason_INSERTION_REASON_ANTECEDENT,
	claim.Apposition:    copydeskv1.InsertionReason_INSERTION_REASON_APPOSITION,
	claim.Agreement:     copydeskv1.InsertionReason_INSERTION_REASON_AGREEMENT,
}

func (c *converter) claim(id string, article int, d *doc.Document, cl claim.Claim) *copydeskv1.Claim {
	out := &copydeskv1.Claim{
		Id: id, Text: cl.Text, Excerpt: c.excerpt(article, cl.Span),
		Sentence: c.excerpt(article, d.Sentences[cl.Sentence].Span),
		Modality: modalities[cl.Modality], Negated: cl.Negated,
		CheckWorthiness: &copydeskv1.CheckWorthiness{Score: held(cl.Worth.Total()), Parts: partsToProto(cl.Worth)},
		Unresolved:      cl.Unresolved,
	}
	if len(cl.Insertions) > 0 {
		x := text.NewIndex(cl.Text, c.unit)
		for _, in := range cl.Insertions {
			out.Insertions = append(out.Insertions, &copydeskv1.Insertion{
				Span: spanToProto(x, in.Span), Excerpt: c.excerpt(article, in.Place), Reason: insertionReasons[in.Reason],
			})
		}
	}
	for _, i := range cl.Attributions {
		out.Attributions = append(out.Attributions, c.attribution(article, d, i))
	}
	for _, i := range cl.Quantities {
		out.Quantities = append(out.Quantities, c.quantity(article, d, i))
	}
	for _, i := range cl.Times {
		out.Times = append(out.Times, c.time(article, d, i))
	}
	for _, i := range cl.Mentions {
		m := d.Mentions[i]
		e := d.Entities[m.Entity]
		out.Mentions = append(out.Mentions, &copydeskv1.Mention{
			EntityId: entityID(m.Entity), Name: e.Name, Type: entityTypes[e.Type], Excerpt: c.excerpt(article, m.Span),
		})
	}
	return out
}

// held keeps a score between 0 and 1.
func held(score float64) float64 { return max(0, min(score, 1)) }
