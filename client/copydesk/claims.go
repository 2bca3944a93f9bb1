package main

import (
	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// claimsFlags are what claims can be asked for.
type claimsFlags struct {
	storyFlags
	top                  int
	score                float64
	attributed, quantity bool
	sort                 choice
	why                  bool
}

func (d *desk) claimsCommand() *cobra.Command {
	f := &claimsFlags{sort: oneOf("worth", "text")}
	c := &cobra.Command{
		Use:   "claims [FILE | DIR | articles/ID | -]...",
		Short: "Print who says what, and how the articles agree",
		Long: `Claims prints the ledger of a story: which claims several articles make, whether
they agree, conflict or add up, and from how many independent origins they come;
then the claims that stand alone, those most worth checking first; then what
happened when. A relation is about agreement, never about truth.

Words that copydesk put into a claim, so that it can be understood alone, stand in
brackets, or in grey where there are colours: "[Maud Orre] will sell the ferry".
What a claim points to without saying it stands behind it: "(unclear: they)".

With --why a line under each group says what the engine went by: in what the two
claims are alike that decided the relation, which adds to the score for which they
were joined, and in what they differ, which takes from it; the largest part first.

With -o claimreview it prints the claims as JSON-LD for the tools of fact-checkers:
a graph of schema.org Claim objects, each with who said it, the article it stands
in, and its date. A source without a name is no author.`,
		Example: `  copydesk claims story/*.html
  copydesk claims --top 20 story/                          # not all of those that stand alone
  copydesk claims --with-quantity --min-score 0.5 story/   # only figures worth checking
  copydesk claims --why story/                             # what claims were joined for
  copydesk claims --published 2025-03-04 page.txt          # "Wednesday" is March 5
  copydesk claims -o json story/ | jq '.groups[] | select(.relation == "RELATION_CONFLICTING")'
  copydesk claims -o claimreview story/ > claims.jsonld    # for fact-checkers' tools
  copydesk claims --query "lake dam"                       # from the corpus`,
		GroupID: groupArticles,
		RunE:    func(c *cobra.Command, args []string) error { return d.claims(c, args, f) },
	}
	c.Flags().IntVar(&f.top, "top", 0, "`N` claims at the most of those that stand alone (default all)")
	c.Flags().Float64Var(&f.score, "min-score", 0, "only claims whose check-worthiness is `SCORE`, 0 to 1, or more")
	c.Flags().BoolVar(&f.attributed, "attributed", false, "only claims that somebody is said to make")
	c.Flags().BoolVar(&f.quantity, "with-quantity", false, "only claims with an amount")
	c.Flags().Var(&f.sort, "sort", "order of those that stand alone: the most worth checking first, or as in the text (default worth)")
	f.sort.complete(c, "sort")
	c.Flags().BoolVar(&f.why, "why", false, "also print for what claims were joined: the parts of the score")
	f.flags(c, "`WORDS` to look for in the corpus, in place of articles", "text", "json", "claimreview")
	return c
}

func (d *desk) claims(c *cobra.Command, args []string, f *claimsFlags) error {
	if f.query != "" && len(args) > 0 {
		return usagef(c, "both --query and articles: wanted one of them")
	}
	if f.top < 0 {
		return usagef(c, "--top %d: wanted 0 or more", f.top)
	}
	unit := f.unit()
	if f.output.value == "text" {
		unit = copydeskv1.OffsetUnit_OFFSET_UNIT_BYTES // what the printer counts in
	}
	var answer *copydeskv1.ExtractClaimsResponse
	inputs, b, err := d.over(c, args, &f.storyFlags, func(service *client.Client, articles []*copydeskv1.Article, selection *copydeskv1.ArticleSelection) (err error) {
		answer, err = service.ExtractClaims(c.Context(), &copydeskv1.ExtractClaimsRequest{
			Articles: articles, Selection: selection, OffsetUnit: unit,
			MinScore: f.score, AttributedOnly: f.attributed, WithQuantityOnly: f.quantity,
		})
		return err
	})
	if err != nil {
		return err
	}
	switch f.output.value {
	case "json":
		err = d.out.json(answer)
	case "claimreview":
		err = d.out.claimReview(answer)
	default:
		d.out.ledger(inputs, answer, ledgerForm{top: f.top, inOrder: f.sort.value == "text", why: f.why})
		if err = d.out.flush(); err == nil {
			d.warnStory(inputs, answer.GetArticles(), answer.GetWarnings())
		}
	}
	if err != nil {
		return err
	}
	return b.end()
}
