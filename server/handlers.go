package server

import (
	"context"

	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

// Clean answers copydesk.v1.CopydeskService.Clean.
func (s *Server) Clean(ctx context.Context, req *copydeskv1.CleanRequest) (*copydeskv1.CleanResponse, error) {
	if err := s.limits.checkClean(req); err != nil {
		return nil, err
	}
	a, err := s.read(ctx, "article", req.GetArticle())
	if err != nil {
		return nil, err
	}
	return cleanToProto(newConverter(req.GetOffsetUnit(), a)), nil
}

// Analyze answers copydesk.v1.CopydeskService.Analyze.
func (s *Server) Analyze(ctx context.Context, req *copydeskv1.AnalyzeRequest) (*copydeskv1.AnalyzeResponse, error) {
	if err := s.limits.checkAnalyze(req); err != nil {
		return nil, err
	}
	a, err := s.readDocument(ctx, "article", req.GetArticle())
	if err != nil {
		return nil, err
	}
	return analysisToProto(newConverter(req.GetOffsetUnit(), a)), nil
}

// Summarize answers copydesk.v1.CopydeskService.Summarize.
func (s *Server) Summarize(ctx context.Context, req *copydeskv1.SummarizeRequest) (*copydeskv1.SummarizeResponse, error) {
	if err := s.limits.checkSummarize(req); err != nil {
		return nil, err
	}
	articles, warnings, err := s.readAll(ctx, req.GetArticles(), req.GetSelection())
	if err != nil {
		return nil, err
	}
	var told toldStory
	var chosen summary.Summary
	err = s.work(ctx, storyHeap(articles), func() (err error) {
		told, chosen, err = summarize(ctx, articles, req)
		return err
	})
	if err != nil {
		return nil, err
	}
	c := newConverter(req.GetOffsetUnit(), articles...)
	resp := summaryToProto(c, chosen, req.GetQuery(), warnings)
	resp.Conflicts = told.conflicts(c, chosen)
	return resp, nil
}

// ExtractClaims answers copydesk.v1.CopydeskService.ExtractClaims.
func (s *Server) ExtractClaims(ctx context.Context, req *copydeskv1.ExtractClaimsRequest) (*copydeskv1.ExtractClaimsResponse, error) {
	if err := s.limits.checkExtractClaims(req); err != nil {
		return nil, err
	}
	articles, warnings, err := s.readAll(ctx, req.GetArticles(), req.GetSelection())
	if err != nil {
		return nil, err
	}
	var told []story.Article
	var grouped story.Story
	err = s.work(ctx, storyHeap(articles), func() error {
		if told = tell(ctx, articles); ctx.Err() == nil {
			grouped = story.Group(told)
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	resp := claimsToProto(newConverter(req.GetOffsetUnit(), articles...), told, grouped, filterOf(req), warnings)
	s.metrics.claims.Add(float64(len(resp.GetClaims())))
	return resp, nil
}

// storyHeap is what claims or a summary of articles may take: their documents
// are there already, and what is found in them is smaller.
func storyHeap(articles []*article) int64 {
	size := int64(0)
	for _, a := range articles {
		size += int64(len(a.copy.Text))
	}
	return leastHeap + cleanHeapPerByte*size
}

// tell extracts the claims of each article, until the context ends.
func tell(ctx context.Context, articles []*article) []story.Article {
	told := make([]story.Article, len(articles))
	for i, a := range articles {
		if ctx.Err() != nil {
			return told
		}
		told[i] = story.Article{Doc: a.doc, Claims: claim.Extract(a.doc), Title: a.copy.Title, Site: a.copy.Site}
	}
	return told
}

func documents(articles []*article) []*doc.Document {
	docs := make([]*doc.Document, len(articles))
	for i, a := range articles {
		docs[i] = a.doc
	}
	return docs
}
