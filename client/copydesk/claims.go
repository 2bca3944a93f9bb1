package main

import (
	"github.com/copydesk/copydesk/client"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
	"github.com/spf13/cobra"
)

// claimsFlags are what claims can be asked for.
type claimsFlags struct {
	storyFlags
	top int
}

func (d *desk) claimsCommand() *cobra.Command {
	f := &claimsFlags{}
	c := &cobra.Command{
		Use:   "claims [FILE | DIR | articles/ID | -]...",
		Short: "Print who says what, and how the articles agree",
		Long: `Claims prints the ledger of a story: which claims several articles make, whether
they agree, conflict or add up, and from how many independent origins they come;
then the claims that stand alone, those most worth checking first; then what
happened when. A relation is about agreement, never about truth.

With -o claimreview it prints the claims as JSON-LD for the tools of fact-checkers:
a graph of schema.org Claim objects, each with who said it, the article it stands
in, and its date. A source without a name is no author.`,
		Example: `  copydesk claims story/*.html
  copydesk claims --top 20 story/                          # not all of those that stand alone
  copydesk claims --published 2025-03-04 page.txt          # "Wednesday" is March 5
  copydesk claims -o json story/ | jq '.groups[] | select(.relation == "RELATION_CONFLICTING")'
  copydesk claims -o claimreview story/ > claims.jsonld    # for fact-checkers' tools
  copydesk claims --query "lake dam"                       # from the corpus`,
		GroupID: groupArticles,
		RunE:    func(c *cobra.Command, args []string) error { return d.claims(c, args, f) },
	}
	c.Flags().IntVar(&f.top, "top", 0, "`N` claims at the most of those that stand alone (default all)")
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
	var answer *copydeskv1.ExtractClaimsResponse
	inputs, b, err := d.over(c, args, &f.storyFlags, func(service *client.Client, articles []*copydeskv1.Article, selection *copydeskv1.ArticleSelection) (err error) {
		answer, err = service.ExtractClaims(c.Context(), &copydeskv1.ExtractClaimsRequest{Articles: articles, Selection: selection, OffsetUnit: f.unit()})
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
		d.out.ledger(inputs, answer, f.top)
		if err = d.out.flush(); err == nil {
			d.warnStory(inputs, answer.GetArticles(), answer.GetWarnings())
		}
	}
	if err != nil {
		return err
	}
	return b.end()
}
