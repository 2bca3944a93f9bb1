package server

import (
	"fmt"
	"regexp"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// Limits of single fields, in bytes.
const (
	maxID          = 256
	maxURL         = 8 << 10
	maxContentType = 256
	maxQuery       = 1 << 10
)

// Limits of lists.
const (
	defaultPage      = 50
	maxPage          = 1000
	defaultSelection = 20
)

// articleName is the form of an article's name in the corpus.
var articleName = regexp.MustCompile(`^articles/[a-z2-7]{26}$`)

// checker gathers everything that is wrong with a request.
type checker struct {
	limits     Limits
	violations []*errdetails.BadRequest_FieldViolation
	reason     string // of the first
}

// add notes that a field is not as wanted.
func (c *checker) add(field, reason, format string, args ...any) {
	if c.reason == "" {
		c.reason = reason
	}
	c.violations = append(c.violations, &errdetails.BadRequest_FieldViolation{
		Field: field, Description: fmt.Sprintf(format, args...), Reason: reason,
	})
}

// err gives INVALID_ARGUMENT with every violation; nil if there is none.
func (c *checker) err() error {
	if len(c.violations) == 0 {
		return nil
	}
	var lines []string
	for _, v := range c.violations {
		lines = append(lines, v.Field+": "+v.Description)
	}
	st := status.New(codes.InvalidArgument, strings.Join(lines, "; "))
	info := &errdetails.ErrorInfo{Reason: c.reason, Domain: Domain, Metadata: map[string]string{"field": c.violations[0].Field}}
	if c.reason == "ARTICLE_TOO_LARGE" {
		info.Metadata["limit_bytes"] = fmt.Sprint(c.limits.ArticleBytes)
	}
	return withDetails(st, info, &errdetails.BadRequest{FieldViolations: c.violations}).Err()
}

func (l Limits) checkClean(r *copydeskv1.CleanRequest) error {
	c := checker{limits: l}
	c.article("article", r.GetArticle(), true)
	c.unit(r.GetOffsetUnit())
	return c.err()
}

func (l Limits) checkAnalyze(r *copydeskv1.AnalyzeRequest) error {
	c := checker{limits: l}
	c.article("article", r.GetArticle(), true)
	c.unit(r.GetOffsetUnit())
	return c.err()
}

func (l Limits) checkSummarize(r *copydeskv1.SummarizeRequest) error {
	c := checker{limits: l}
	c.articles(r.GetArticles(), r.GetSelection())
	c.unit(r.GetOffsetUnit())
	c.size("query", len(r.GetQuery()), maxQuery)
	c.count("max_sentences", int(r.GetMaxSentences()), maxSentences)
	c.count("max_words", int(r.GetMaxWords()), maxWords)
	return c.err()
}

func (l Limits) checkExtractClaims(r *copydeskv1.ExtractClaimsRequest) error {
	c := checker{limits: l}
	c.articles(r.GetArticles(), r.GetSelection())
	c.unit(r.GetOffsetUnit())
	if score := r.GetMinScore(); !(score >= 0 && score <= 1) {
		c.add("min_score", "OUT_OF_RANGE", "is %v: wanted 0 to 1", score)
	}
	return c.err()
}

func (l Limits) checkProcess(r *copydeskv1.ProcessArticlesRequest) error {
	c := checker{limits: l}
	c.size("id", len(r.GetId()), maxID)
	c.article("article", r.GetArticle(), true)
	c.unit(r.GetOffsetUnit())
	seen := map[copydeskv1.Task]bool{}
	for i, t := range r.GetTasks() {
		field := fmt.Sprintf("tasks[%d]", i)
		switch _, known := copydeskv1.Task_name[int32(t)]; {
		case !known || t == copydeskv1.Task_TASK_UNSPECIFIED:
			c.add(field, "UNKNOWN_VALUE", "is %d: wanted one of the values of Task", t)
		case seen[t]:
			c.add(field, "REPEATED_VALUE", "is %s for the second time: wanted each task once", t)
		}
		seen[t] = true
	}
	return c.err()
}

func (l Limits) checkImport(r *copydeskv1.ImportArticlesRequest) error {
	c := checker{limits: l}
	c.size("request_id", len(r.GetRequestId()), maxID)
	c.article("article", r.GetArticle(), false)
	return c.err()
}

func checkName(name string) error {
	var c checker
	c.name("name", name)
	return c.err()
}

func checkList(size int32) error {
	var c checker
	c.count("page_size", int(size), maxPage)
	return c.err()
}

func checkSearch(r *copydeskv1.SearchArticlesRequest) error {
	var c checker
	c.query("query", r.GetQuery())
	c.count("page_size", int(r.GetPageSize()), maxPage)
	return c.err()
}

// article checks one article. Where named is false, one that the corpus keeps
// is not wanted.
func (c *checker) article(field string, a *copydeskv1.Article, named bool) {
	switch content := a.GetContent().(type) {
	case nil:
		c.add(field, "REQUIRED", "is missing or empty: wanted one of page, text%s", pick(named, " or name", ""))
	case *copydeskv1.Article_Page:
		c.content(field+".page", len(content.Page))
	case *copydeskv1.Article_Text:
		c.content(field+".text", len(content.Text))
	case *copydeskv1.Article_Name:
		if !named {
			c.add(field+".name", "NOT_ALLOWED", "is set: wanted a page or a text to import")
			break
		}
		c.name(field+".name", content.Name)
	}
	c.size(field+".content_type", len(a.GetContentType()), maxContentType)
	c.size(field+".url", len(a.GetUrl()), maxURL)
	if t := a.GetPublishTime(); t != nil && t.CheckValid() != nil {
		c.add(field+".publish_time", "BAD_VALUE", "is no time between the years 1 and 9999")
	}
}

func pick(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

func (c *checker) content(field string, size int) {
	switch {
	case size == 0:
		c.add(field, "REQUIRED", "is empty: wanted an article")
	case size > c.limits.ArticleBytes:
		c.add(field, "ARTICLE_TOO_LARGE", "has %d bytes: wanted at most %d", size, c.limits.ArticleBytes)
	}
}

func (c *checker) name(field, name string) {
	if !articleName.MatchString(name) {
		c.add(field, "BAD_VALUE", "is %.80q: wanted articles/ and the 26 characters that import gives", name)
	}
}

func (c *checker) query(field, query string) {
	if strings.TrimSpace(query) == "" {
		c.add(field, "REQUIRED", "is empty: wanted words to search for")
	}
	c.size(field, len(query), maxQuery)
}

// articles checks a list of articles or the selection in its place.
func (c *checker) articles(list []*copydeskv1.Article, selection *copydeskv1.ArticleSelection) {
	switch {
	case selection != nil && len(list) > 0:
		c.add("selection", "NOT_ALLOWED", "is set beside articles: wanted one of them")
	case selection != nil:
		c.query("selection.query", selection.GetQuery())
		c.count("selection.max_articles", int(selection.GetMaxArticles()), c.limits.Articles)
	case len(list) == 0:
		c.add("articles", "REQUIRED", "is empty: wanted 1 to %d articles, or a selection", c.limits.Articles)
	case len(list) > c.limits.Articles:
		c.add("articles", "TOO_MANY_ARTICLES", "has %d articles: wanted at most %d", len(list), c.limits.Articles)
	default:
		for i, a := range list {
			c.article(fmt.Sprintf("articles[%d]", i), a, true)
		}
	}
}

func (c *checker) unit(u copydeskv1.OffsetUnit) {
	if _, known := copydeskv1.OffsetUnit_name[int32(u)]; !known {
		c.add("offset_unit", "UNKNOWN_VALUE", "is %d: wanted one of the values of OffsetUnit", u)
	}
}

func (c *checker) size(field string, size, limit int) {
	if size > limit {
		c.add(field, "TOO_LONG", "has %d bytes: wanted at most %d", size, limit)
	}
}

func (c *checker) count(field string, n, limit int) {
	if n < 0 || n > limit {
		c.add(field, "OUT_OF_RANGE", "is %d: wanted 0 to %d", n, limit)
	}
}
