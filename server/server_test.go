package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/copydesk/copydesk/internal/corpus"
	"github.com/copydesk/copydesk/internal/page"
	"github.com/copydesk/copydesk/internal/sample"
	copydeskv1 "github.com/copydesk/copydesk/proto/copydesk/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is a server over an in-memory connection.
type desk struct {
	*grpc.ClientConn
	copydeskv1.CopydeskServiceClient
	copydeskv1.CorpusServiceClient
}

func start(t testing.TB, c Config) desk {
	t.Helper()
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return serve(t, New(c))
}

func serve(t testing.TB, s *Server) desk {
	t.Helper()
	listener := bufconn.Listen(1 << 20)
	g := s.GRPC()
	go g.Serve(listener)
	conn, err := grpc.NewClient("passthrough:///memory", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64<<20), grpc.MaxCallSendMsgSize(128<<20)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); g.Stop() })
	return desk{conn, copydeskv1.NewCopydeskServiceClient(conn), copydeskv1.NewCorpusServiceClient(conn)}
}

func startWithCorpus(t testing.TB) desk {
	t.Helper()
	store, err := corpus.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := start(t, Config{Corpus: store})
	t.Cleanup(func() { store.Close() })
	return d
}

func ofText(s string) *copydeskv1.Article {
	return &copydeskv1.Article{Content: &copydeskv1.Article_Text{Text: s}}
}

func ofPage(s string) *copydeskv1.Article {
	return &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: []byte(s)}}
}

func named(name string) *copydeskv1.Article {
	return &copydeskv1.Article{Content: &copydeskv1.Article_Name{Name: name}}
}

func sampleArticles() []*copydeskv1.Article {
	var all []*copydeskv1.Article
	for _, a := range sample.Articles() {
		all = append(all, &copydeskv1.Article{Content: &copydeskv1.Article_Page{Page: a.Page}, ContentType: a.ContentType})
	}
	return all
}

// excerptsOf gives every excerpt in a message, at any depth.
func excerptsOf(m protoreflect.Message) []*copydeskv1.Excerpt {
	if e, ok := m.Interface().(*copydeskv1.Excerpt); ok {
		return []*copydeskv1.Excerpt{e}
	}
	var all []*copydeskv1.Excerpt
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.Message() == nil || f.IsMap():
		case f.IsList():
			for i := range v.List().Len() {
				all = append(all, excerptsOf(v.List().Get(i).Message())...)
			}
		default:
			all = append(all, excerptsOf(v.Message())...)
		}
		return true
	})
	return all
}

// Every excerpt of every answer stands where it says, in every unit.
func TestExcerpts(t *testing.T) {
	d := start(t, Config{})
	articles := sampleArticles()
	for _, unit := range []copydeskv1.OffsetUnit{copydeskv1.OffsetUnit_OFFSET_UNIT_UNSPECIFIED, copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16, copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS} {
		var copies []string
		for _, a := range articles {
			clean, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: a, OffsetUnit: unit})
			if err != nil {
				t.Fatal(err)
			}
			copies = append(copies, clean.GetText())
			checkExcerpts(t, unit, clean, articles, copies[len(copies)-1:], a)
			analysis, err := d.Analyze(t.Context(), &copydeskv1.AnalyzeRequest{Article: a, OffsetUnit: unit})
			if err != nil {
				t.Fatal(err)
			}
			checkExcerpts(t, unit, analysis, articles, copies[len(copies)-1:], a)
		}
		claims, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: articles, OffsetUnit: unit})
		if err != nil {
			t.Fatal(err)
		}
		checkExcerpts(t, unit, claims, articles, copies, nil)
		summary, err := d.Summarize(t.Context(), &copydeskv1.SummarizeRequest{Articles: articles, OffsetUnit: unit})
		if err != nil {
			t.Fatal(err)
		}
		checkExcerpts(t, unit, summary, articles, copies, nil)
	}
}

// checkExcerpts checks the clean spans of an answer against the copies, and the
// page spans as far as they can be told from outside: in range, and for words
// without markup inside them the very words.
func checkExcerpts(t *testing.T, unit copydeskv1.OffsetUnit, m proto.Message, articles []*copydeskv1.Article, copies []string, single *copydeskv1.Article) {
	t.Helper()
	all := excerptsOf(m.ProtoReflect())
	if len(all) == 0 {
		t.Errorf("%T has no excerpts", m)
	}
	for _, e := range all {
		if e.GetClean() != nil {
			if got := cut(copies[e.GetArticle()], e.GetClean(), unit); got != e.GetText() {
				t.Fatalf("%T in %v: clean span says %q, text %q", m, unit, got, e.GetText())
			}
		}
		a := single
		if a == nil {
			a = articles[e.GetArticle()]
		}
		if e.GetPage() == nil || strings.Contains(string(a.GetPage()), "windows-1252") {
			continue
		}
		got := strings.Join(strings.Fields(cut(string(a.GetPage()), e.GetPage(), unit)), " ")
		if want := strings.Join(strings.Fields(e.GetText()), " "); got != want && !strings.ContainsAny(got, "<&") {
			t.Fatalf("%T in %v: page span says %q, text %q", m, unit, got, want)
		}
	}
}

// cut gives what a span says of a text, counting as a caller in a language of
// that unit would.
func cut(s string, span *copydeskv1.Span, unit copydeskv1.OffsetUnit) string {
	var units []string
	for _, r := range s {
		switch {
		case unit == copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16 && r > 0xFFFF:
			units = append(units, string(r), "")
		case unit == copydeskv1.OffsetUnit_OFFSET_UNIT_UNSPECIFIED:
			return s[span.GetStart():span.GetEnd()]
		default:
			units = append(units, string(r))
		}
	}
	return strings.Join(units[span.GetStart():span.GetEnd()], "")
}

// Page spans of a page in another charset count its bytes, whatever the unit.
func TestExcerptsOfOtherCharset(t *testing.T) {
	d := start(t, Config{})
	src := "<meta charset=windows-1252><p>The caf\xe9 in Tarn was closed on Monday \x96 \x93for good\x94, said its owner, Ines Falkner."
	resp, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: ofPage(src), OffsetUnit: copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS})
	if err != nil {
		t.Fatal(err)
	}
	e := resp.GetBlocks()[0].GetExcerpt()
	if got := src[e.GetPage().GetStart():e.GetPage().GetEnd()]; got != src[strings.Index(src, "The"):] {
		t.Errorf("page span says %q", got)
	}
	if resp.GetCharset() != "windows-1252" || !strings.Contains(resp.GetText(), "café in Tarn was closed on Monday – “for good”") {
		t.Errorf("%s: %q", resp.GetCharset(), resp.GetText())
	}
}

func TestPublishTime(t *testing.T) {
	d := start(t, Config{})
	a := ofText("The bridge was closed on Monday, the town said.")
	resp, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}})
	if err != nil {
		t.Fatal(err)
	}
	if w := resp.GetArticles()[0].GetWarnings(); len(w) != 1 || w[0].GetCode() != copydeskv1.WarningCode_WARNING_CODE_PUBLISH_TIME_UNKNOWN {
		t.Errorf("warnings %v", w)
	}
	a.PublishTime = &timestamppb.Timestamp{Seconds: 1741082400} // 2025-03-04, a Tuesday
	resp, err = d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}})
	if err != nil {
		t.Fatal(err)
	}
	if times := resp.GetClaims()[0].GetTimes(); len(times) != 1 || times[0].GetValue() != "2025-03-03" || times[0].GetAnchor() != "2025-03-04" {
		t.Errorf("times %v", times)
	}
	if got := resp.GetArticles()[0].GetPublishDate(); got != "2025-03-04T10:00:00Z" {
		t.Errorf("published %q", got)
	}
}

// What was put into a claim is said in the unit of the request, with the words in
// whose place it stands.
func TestInsertions(t *testing.T) {
	d := start(t, Config{})
	a := ofText("Zoë Orr 😀 sold the old mill near Tarn to the town council. “I have never seen it,” she said on Monday.")
	for _, unit := range []copydeskv1.OffsetUnit{copydeskv1.OffsetUnit_OFFSET_UNIT_UNSPECIFIED, copydeskv1.OffsetUnit_OFFSET_UNIT_UTF16, copydeskv1.OffsetUnit_OFFSET_UNIT_CODEPOINTS} {
		resp, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{a}, OffsetUnit: unit})
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, c := range resp.GetClaims() {
			for _, in := range c.GetInsertions() {
				found++
				if got := cut(c.GetText(), in.GetSpan(), unit); got == "" || in.GetReason() == copydeskv1.InsertionReason_INSERTION_REASON_UNSPECIFIED {
					t.Errorf("%v in %v: %v says %q", c.GetText(), unit, in, got)
				} else if in.GetReason() == copydeskv1.InsertionReason_INSERTION_REASON_PRONOUN && (got != "Zoë Orr" || in.GetExcerpt().GetText() != "I") {
					t.Errorf("%q for %q in %v", got, in.GetExcerpt().GetText(), unit)
				}
			}
		}
		if found == 0 {
			t.Errorf("nothing was put in: %v", resp.GetClaims())
		}
	}
}

// What claims were joined for is said part by part; what one origin alone says
// was joined for nothing.
func TestGroupsSayWhy(t *testing.T) {
	d := start(t, Config{})
	resp, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{
		ofText("The ferry to Tarn carried 61,000 people in 2024, the harbour said. Jon Tveit sold the old mill."),
		ofText("In 2024 the ferry to Tarn carried 61,000 people. It rained in the valley."),
	}})
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for _, g := range resp.GetGroups() {
		alone := g.GetRelation() == copydeskv1.Relation_RELATION_SINGLE_SOURCE
		if alone != (len(g.GetParts()) == 0) {
			t.Errorf("%v of %v by %v", g.GetRelation(), g.GetClaimIds(), g.GetParts())
		}
		for _, p := range g.GetParts() {
			if p.GetName() == "" || p.GetValue() == 0 {
				t.Errorf("a part says nothing: %v", p)
			}
		}
		if !alone {
			met++
		}
	}
	if met != 1 {
		t.Errorf("%d groups of claims meet: %v", met, resp.GetGroups())
	}
}

func TestClaimFilters(t *testing.T) {
	d := start(t, Config{})
	const s = "The ferry carried 61,000 people in 2024. Harbour master Jon Tveit said that the hull was cracked in nine places. Tveit said the ferry was old. The bridge may be built some day."
	ask := func(req *copydeskv1.ExtractClaimsRequest) *copydeskv1.ExtractClaimsResponse {
		req.Articles = []*copydeskv1.Article{ofText(s)}
		resp, err := d.ExtractClaims(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	ids := func(resp *copydeskv1.ExtractClaimsResponse) string {
		var all, grouped []string
		for _, c := range resp.GetClaims() {
			all = append(all, c.GetId())
		}
		for _, g := range resp.GetGroups() {
			grouped = append(grouped, g.GetClaimIds()...)
		}
		if slices.Sort(grouped); !slices.Equal(all, grouped) {
			t.Errorf("claims %v in groups of %v", all, grouped)
		}
		return strings.Join(all, " ")
	}
	for want, req := range map[string]*copydeskv1.ExtractClaimsRequest{
		"c1 c2 c3 c4": {},
		"c1 c2":       {WithQuantityOnly: true},
		"c2 c3":       {AttributedOnly: true},
		"c2":          {AttributedOnly: true, WithQuantityOnly: true},
		"c1 c2 c3":    {MinScore: .2},
		"":            {MinScore: 1},
	} {
		if got := ids(ask(req)); got != want {
			t.Errorf("%v: %s, want %s", req, got, want)
		}
	}
	for _, score := range []float64{-.1, 1.1, math.NaN()} {
		_, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{ofText(s)}, MinScore: score})
		if status.Code(err) != codes.InvalidArgument {
			t.Errorf("minimum score %v: %v", score, err)
		}
	}
}

// The same request gives the same bytes.
func TestDeterminism(t *testing.T) {
	d := start(t, Config{})
	var first []byte
	for range 5 {
		resp, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: sampleArticles()})
		if err != nil {
			t.Fatal(err)
		}
		got, err := proto.MarshalOptions{Deterministic: true}.Marshal(resp)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if string(got) != string(first) {
			t.Fatal("the answer changed")
		}
	}
}

// reasonOf gives the code and the ErrorInfo's reason of an error, and checks
// the details that every error carries.
func reasonOf(t *testing.T, err error) (codes.Code, string) {
	t.Helper()
	st := status.Convert(err)
	for _, detail := range st.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			if info.GetDomain() != Domain {
				t.Errorf("domain %q", info.GetDomain())
			}
			return st.Code(), info.GetReason()
		}
	}
	t.Errorf("%v has no ErrorInfo", err)
	return st.Code(), ""
}

func TestErrors(t *testing.T) {
	d := startWithCorpus(t)
	missing := "articles/" + strings.Repeat("a", 26)
	for name, c := range map[string]struct {
		call   func(context.Context) error
		code   codes.Code
		reason string
	}{
		"no article":      {cleaning(d, nil), codes.InvalidArgument, "REQUIRED"},
		"empty text":      {cleaning(d, ofText("")), codes.InvalidArgument, "REQUIRED"},
		"no words":        {cleaning(d, ofText(" \n ")), codes.InvalidArgument, "NO_TEXT"},
		"binary":          {cleaning(d, ofPage("%PDF-1.7\n%\x00\x01")), codes.InvalidArgument, "NOT_TEXT"},
		"too large":       {cleaning(d, ofPage(strings.Repeat("x", page.MaxSize+1))), codes.InvalidArgument, "ARTICLE_TOO_LARGE"},
		"no name":         {cleaning(d, named("articles/x")), codes.InvalidArgument, "BAD_VALUE"},
		"unknown article": {cleaning(d, named(missing)), codes.NotFound, "ARTICLE_NOT_FOUND"},
		"no articles": {func(ctx context.Context) error {
			_, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{})
			return err
		}, codes.InvalidArgument, "REQUIRED"},
		"too many": {func(ctx context.Context) error {
			_, err := d.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{Articles: make([]*copydeskv1.Article, 1001)})
			return err
		}, codes.InvalidArgument, "TOO_MANY_ARTICLES"},
		"both": {func(ctx context.Context) error {
			_, err := d.ExtractClaims(ctx, &copydeskv1.ExtractClaimsRequest{
				Articles: []*copydeskv1.Article{ofText("x")}, Selection: &copydeskv1.ArticleSelection{Query: "x"}})
			return err
		}, codes.InvalidArgument, "NOT_ALLOWED"},
		"nothing selected": {func(ctx context.Context) error {
			_, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{Selection: &copydeskv1.ArticleSelection{Query: "nothing"}})
			return err
		}, codes.NotFound, "NO_MATCH"},
		"one of several": {func(ctx context.Context) error {
			_, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: []*copydeskv1.Article{ofText("The dam broke."), ofPage("\x89PNG\r\n\x1a\n\x00")}})
			if got := status.Convert(err).Message(); !strings.HasPrefix(got, "articles[1]: ") {
				t.Errorf("message %q does not say which article", got)
			}
			return err
		}, codes.InvalidArgument, "NOT_TEXT"},
		"negative sentences": {func(ctx context.Context) error {
			_, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: []*copydeskv1.Article{ofText("x")}, MaxSentences: -1})
			return err
		}, codes.InvalidArgument, "OUT_OF_RANGE"},
		"unknown unit": {func(ctx context.Context) error {
			_, err := d.Clean(ctx, &copydeskv1.CleanRequest{Article: ofText("x"), OffsetUnit: 9})
			return err
		}, codes.InvalidArgument, "UNKNOWN_VALUE"},
		"page token": {func(ctx context.Context) error {
			_, err := d.ListArticles(ctx, &copydeskv1.ListArticlesRequest{PageToken: "AAAA"})
			return err
		}, codes.InvalidArgument, "BAD_PAGE_TOKEN"},
		"empty query": {func(ctx context.Context) error {
			_, err := d.SearchArticles(ctx, &copydeskv1.SearchArticlesRequest{Query: " "})
			return err
		}, codes.InvalidArgument, "REQUIRED"},
		"query that wants nothing": {func(ctx context.Context) error {
			_, err := d.SearchArticles(ctx, &copydeskv1.SearchArticlesRequest{Query: "-dam"})
			return err
		}, codes.InvalidArgument, "BAD_QUERY"},
		"delete unknown": {func(ctx context.Context) error {
			_, err := d.DeleteArticle(ctx, &copydeskv1.DeleteArticleRequest{Name: missing})
			return err
		}, codes.NotFound, "ARTICLE_NOT_FOUND"},
		"unknown method": {func(ctx context.Context) error {
			return d.Invoke(ctx, "/copydesk.v1.CopydeskService/Translate", &copydeskv1.CleanRequest{}, &copydeskv1.CleanResponse{})
		}, codes.Unimplemented, "UNKNOWN_METHOD"},
	} {
		t.Run(name, func(t *testing.T) {
			code, reason := reasonOf(t, c.call(t.Context()))
			if code != c.code || reason != c.reason {
				t.Errorf("%v %s, want %v %s", code, reason, c.code, c.reason)
			}
		})
	}
}

func cleaning(d desk, a *copydeskv1.Article) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := d.Clean(ctx, &copydeskv1.CleanRequest{Article: a})
		return err
	}
}

// So does one whose articles are not what they should be.
func TestEveryBadArticleIsNamed(t *testing.T) {
	d := start(t, Config{})
	_, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Articles: []*copydeskv1.Article{
		ofPage("%PDF-1.7\n"), ofText("The dam broke."), ofText(" "),
	}})
	if code, reason := reasonOf(t, err); code != codes.InvalidArgument || reason != "NOT_TEXT" {
		t.Errorf("%v %s", code, reason)
	}
	if got := fieldsOf(err); got != "articles[0] articles[2]" {
		t.Errorf("fields %q", got)
	}
}

// fieldsOf gives the fields that an error's BadRequest names.
func fieldsOf(err error) string {
	var fields []string
	for _, detail := range status.Convert(err).Details() {
		if bad, ok := detail.(*errdetails.BadRequest); ok {
			for _, v := range bad.GetFieldViolations() {
				fields = append(fields, v.GetField())
			}
		}
	}
	return strings.Join(fields, " ")
}

// A bad request says everything that is wrong with it at once, by field.
func TestBadRequestNamesFields(t *testing.T) {
	d := start(t, Config{})
	_, err := d.Summarize(t.Context(), &copydeskv1.SummarizeRequest{
		Articles: []*copydeskv1.Article{ofText("x"), {Url: strings.Repeat("u", maxURL+1)}}, MaxWords: -1,
	})
	if got := fieldsOf(err); got != "articles[1] articles[1].url max_words" {
		t.Errorf("fields %q", got)
	}
}

func TestNoCorpus(t *testing.T) {
	d := start(t, Config{})
	_, err := d.ListArticles(t.Context(), &copydeskv1.ListArticlesRequest{})
	if code, reason := reasonOf(t, err); code != codes.FailedPrecondition || reason != "NO_CORPUS" {
		t.Errorf("%v %s", code, reason)
	}
	health := healthpb.NewHealthClient(d.ClientConn)
	for service, want := range map[string]healthpb.HealthCheckResponse_ServingStatus{
		"": healthpb.HealthCheckResponse_SERVING, "copydesk.v1.CopydeskService": healthpb.HealthCheckResponse_SERVING,
		"copydesk.v1.CorpusService": healthpb.HealthCheckResponse_NOT_SERVING,
	} {
		got, err := health.Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
		if err != nil || got.GetStatus() != want {
			t.Errorf("health of %q: %v, %v", service, got.GetStatus(), err)
		}
	}
}

func TestProcessArticles(t *testing.T) {
	d := start(t, Config{})
	stream, err := d.ProcessArticles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tasks := []copydeskv1.Task{copydeskv1.Task_TASK_CLEAN, copydeskv1.Task_TASK_SUMMARIZE, copydeskv1.Task_TASK_EXTRACT_CLAIMS, copydeskv1.Task_TASK_ANALYZE}
	requests := []*copydeskv1.ProcessArticlesRequest{
		{Id: "all", Article: sampleArticles()[0], Tasks: tasks},
		{Id: "binary", Article: ofPage("%PDF-1.7\n")},
		{Id: "plain", Article: ofText("The bridge at Tarn was closed on Monday.")},
		{Id: "nothing"},
	}
	for _, r := range requests {
		if err := stream.Send(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	got := map[string]*copydeskv1.ProcessArticlesResponse{}
	for {
		resp, err := stream.Recv()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got[resp.GetId()] = resp
		if requests[resp.GetIndex()].GetId() != resp.GetId() {
			t.Errorf("index %d for %q", resp.GetIndex(), resp.GetId())
		}
	}
	if len(got) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(got), len(requests))
	}
	all := got["all"]
	if all.GetClean() == nil || all.GetSummary() == nil || all.GetClaims() == nil || all.GetAnalysis() == nil || all.GetStatus().GetCode() != 0 {
		t.Errorf("tasks are missing: %v", all.GetStatus())
	}
	for id, want := range map[string]codes.Code{"binary": codes.InvalidArgument, "nothing": codes.InvalidArgument, "plain": codes.OK} {
		if c := codes.Code(got[id].GetStatus().GetCode()); c != want {
			t.Errorf("%s: %v, want %v", id, c, want)
		}
		if want != codes.OK && got[id].GetClean() != nil {
			t.Errorf("%s: an answer beside the error", id)
		}
	}
}

// importAll imports articles and gives the answers by index.
func importAll(t testing.TB, d desk, articles []*copydeskv1.Article) []*copydeskv1.ImportArticlesResponse {
	t.Helper()
	stream, err := d.ImportArticles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for _, a := range articles {
			if stream.Send(&copydeskv1.ImportArticlesRequest{Article: a}) != nil {
				return
			}
		}
		_ = stream.CloseSend()
	}()
	out := make([]*copydeskv1.ImportArticlesResponse, len(articles))
	for range articles {
		resp, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		out[resp.GetIndex()] = resp
	}
	if _, err := stream.Recv(); err != io.EOF {
		t.Errorf("after the last answer: %v", err)
	}
	return out
}

func TestCorpus(t *testing.T) {
	d := startWithCorpus(t)
	articles := append(sampleArticles(), ofPage("\x89PNG\r\n\x1a\n\x00"), sampleArticles()[0], ofText("A\x00B and the bridge at Tarn."))
	answers := importAll(t, d, articles)
	n := len(sampleArticles())
	if c := codes.Code(answers[n].GetStatus().GetCode()); c != codes.InvalidArgument {
		t.Errorf("a picture: %v", c)
	}
	if answers[0].GetName() != answers[n+1].GetName() || answers[0].GetExisted() == answers[n+1].GetExisted() {
		t.Errorf("the same article twice: %v, %v", answers[0], answers[n+1])
	}
	list, err := d.ListArticles(t.Context(), &copydeskv1.ListArticlesRequest{PageSize: 4})
	if err != nil || list.GetTotalSize() != int64(n+1) || len(list.GetArticles()) != 4 {
		t.Fatalf("%d of %d articles, %v", len(list.GetArticles()), list.GetTotalSize(), err)
	}
	if _, err := d.SearchArticles(t.Context(), &copydeskv1.SearchArticlesRequest{Query: "dam", PageToken: list.GetNextPageToken()}); status.Code(err) != codes.InvalidArgument {
		t.Errorf("a token of another method: %v", err)
	}
	got, err := d.GetArticle(t.Context(), &copydeskv1.GetArticleRequest{Name: answers[n+2].GetName()})
	if err != nil || got.GetArticle().GetText() != "A\x00B and the bridge at Tarn." {
		t.Errorf("%q came back, %v", got.GetArticle().GetText(), err)
	}
	byName, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: named(answers[1].GetName())})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: articles[1]})
	if err != nil || !proto.Equal(byName, sent) {
		t.Errorf("an article by its name is cleaned otherwise than the article itself (%v)", err)
	}
	if list.GetArticles()[2].GetName() != answers[2].GetName() {
		t.Error("the list is not in the order of the import")
	}
	asked, err := d.Summarize(t.Context(), &copydeskv1.SummarizeRequest{
		Selection: &copydeskv1.ArticleSelection{Query: "how many people had to be evacuated when the hillside slid"}})
	if err != nil || len(asked.GetArticles()) < 2 {
		t.Errorf("a question in plain words selects %d articles, %v", len(asked.GetArticles()), err)
	}
	selected, err := d.ExtractClaims(t.Context(), &copydeskv1.ExtractClaimsRequest{Selection: &copydeskv1.ArticleSelection{Query: "Tolvesen dam", MaxArticles: 2}})
	if err != nil || len(selected.GetArticles()) != 2 || selected.GetArticles()[0].GetName() == "" {
		t.Fatalf("%d articles selected, %v", len(selected.GetArticles()), err)
	}
	if w := selected.GetWarnings(); len(w) != 1 || w[0].GetCode() != copydeskv1.WarningCode_WARNING_CODE_SELECTION_LIMITED {
		t.Errorf("warnings %v", w)
	}
	if _, err := d.DeleteArticle(t.Context(), &copydeskv1.DeleteArticleRequest{Name: answers[0].GetName()}); err != nil {
		t.Error(err)
	}
	if _, err := d.GetArticle(t.Context(), &copydeskv1.GetArticleRequest{Name: answers[0].GetName()}); status.Code(err) != codes.NotFound {
		t.Errorf("a deleted article: %v", err)
	}
}

// A panic is INTERNAL with nothing of it in the status, alone or in a stream.
func TestPanicStaysInside(t *testing.T) {
	var log strings.Builder
	s := New(Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	err := s.outward(t.Context(), s.guard(t.Context(), func() error { panic("the secret") }))
	if status.Code(err) != codes.Internal || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
	if !strings.Contains(log.String(), "the secret") {
		t.Error("the log does not have it")
	}
}

// An article that makes a pass panic is INTERNAL, with its id and nothing of the
// panic; the stream goes on, and so does the server.
func TestPanicOfOneArticle(t *testing.T) {
	var log strings.Builder
	s := New(Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	s.metrics.warnings = nil // who counts the warnings of an article panics
	d := serve(t, s)
	warned := ofPage("<p>The dam broke on Monday, the \xff\xfe mayor said.")
	stream, err := d.ProcessArticles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for id, a := range map[string]*copydeskv1.Article{"good": ofText("The dam broke."), "bad": warned, "fine": ofText("The dam held.")} {
		if err := stream.Send(&copydeskv1.ProcessArticlesRequest{Id: id, Article: a}); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	got := map[string]codes.Code{}
	for range 3 {
		resp, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		got[resp.GetId()] = codes.Code(resp.GetStatus().GetCode())
		if strings.Contains(resp.GetStatus().GetMessage(), "nil") {
			t.Errorf("the panic is in the answer: %v", resp.GetStatus())
		}
	}
	if got["good"] != codes.OK || got["fine"] != codes.OK || got["bad"] != codes.Internal {
		t.Errorf("%v", got)
	}
	if _, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: warned}); status.Code(err) != codes.Internal {
		t.Errorf("alone: %v", err)
	}
	if !strings.Contains(log.String(), "nil pointer") {
		t.Error("the log does not have the panic")
	}
}

func TestInterceptorOrder(t *testing.T) {
	var names []string
	for _, link := range New(Config{}).interceptors() {
		names = append(names, link.name)
	}
	if got := strings.Join(names, " > "); got != "request id > guard > metrics > access log > status > load > auth > rate > deadline > recovery" {
		t.Errorf("order %s", got)
	}
}

func TestRequestID(t *testing.T) {
	d := start(t, Config{})
	var head, trail metadata.MD
	_, err := start(t, Config{Tokens: tokens(t)}).Clean(metadata.AppendToOutgoingContext(t.Context(), requestIDHeader, "pipeline-8"), &copydeskv1.CleanRequest{}, grpc.Header(&head), grpc.Trailer(&trail))
	if got := trail.Get(requestIDHeader); status.Code(err) != codes.Unauthenticated || len(head) > 0 || !slices.Equal(got, []string{"pipeline-8"}) {
		t.Errorf("refused at the door: %v, header %v, id %q", err, head, got)
	}
	for sent, want := range map[string]func(string) bool{
		"two words":              func(got string) bool { return got != "" && !strings.Contains(got, " ") },
		`a","level":"ERROR`:      func(got string) bool { return got != "" && !strings.Contains(got, "level") },
		"pipeline-7":             func(got string) bool { return got == "pipeline-7" },
		strings.Repeat("x", 200): func(got string) bool { return got != "" && len(got) < 100 },
	} {
		var header metadata.MD
		ctx := metadata.AppendToOutgoingContext(t.Context(), requestIDHeader, sent)
		if _, err := d.Clean(ctx, &copydeskv1.CleanRequest{Article: ofText("The dam broke.")}, grpc.Header(&header)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(header.Get(requestIDHeader), ","); !want(got) {
			t.Errorf("sent %q, got %q", sent, got)
		}
	}
}

// Nothing of an article gets into the log.
func TestLogHoldsNoText(t *testing.T) {
	var log strings.Builder
	d := start(t, Config{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	_, _ = d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: ofText("The canary sang in Tarn on Monday.")})
	_, _ = d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: ofPage("%PDF-1.7\n canary")})
	if strings.Contains(log.String(), "canary") {
		t.Errorf("the log holds an article's text: %s", log.String())
	}
	if strings.Count(log.String(), "\n") != 2 || !strings.Contains(log.String(), "InvalidArgument") {
		t.Errorf("the access log: %s", log.String())
	}
}

// A call whose documents would take more memory than there is is refused, and
// told not to come again; the article alone is cleaned.
func TestTooMuchMemory(t *testing.T) {
	d := start(t, Config{Limits: Limits{Memory: 32 << 20}})
	a := ofText(strings.Repeat("The dam broke. ", 10_000))
	if _, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: a}); err != nil {
		t.Error(err)
	}
	var trailer metadata.MD
	_, err := d.Analyze(t.Context(), &copydeskv1.AnalyzeRequest{Article: a}, grpc.Trailer(&trailer))
	if code, reason := reasonOf(t, err); code != codes.ResourceExhausted || reason != "TOO_MUCH_MEMORY" {
		t.Errorf("%v %s", code, reason)
	}
	if got := trailer.Get("grpc-retry-pushback-ms"); !slices.Equal(got, []string{"-1"}) {
		t.Errorf("pushback %q", got)
	}
	for _, detail := range status.Convert(err).Details() {
		if _, ok := detail.(*errdetails.RetryInfo); ok {
			t.Error("told to come again")
		}
	}
	large := ofText(strings.Repeat("a", 600<<10))
	if _, err = d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: large}); !strings.Contains(fmt.Sprint(err), "at most 524288") {
		t.Errorf("larger than a 64th: %v", err)
	}
}

// A character that nobody sees parts no figure, and what is no UTF-8 is counted
// in a warning.
func TestZeroWidth(t *testing.T) {
	d := start(t, Config{})
	page := ofPage("<p>About 2,5&#8203;00 homes burned in Tarn on Monday.")
	page.ContentType = "text/html"
	for _, a := range []*copydeskv1.Article{ofText("About 2,5\u200b00 homes burned in Tarn on Monday."), page} {
		resp, err := d.Analyze(t.Context(), &copydeskv1.AnalyzeRequest{Article: a})
		if err != nil {
			t.Fatal(err)
		}
		if q := resp.GetQuantities(); len(q) != 1 || q[0].GetValue() != 2500 {
			t.Errorf("%v", q)
		}
	}
	page = ofPage("<p>The dam \xff broke on \xfe Monday.")
	page.ContentType = "text/html; charset=utf-8"
	resp, err := d.Clean(t.Context(), &copydeskv1.CleanRequest{Article: page})
	if err != nil || !strings.Contains(fmt.Sprint(resp.GetWarnings()), "2 ") {
		t.Errorf("%v, %v", resp.GetWarnings(), err)
	}
}

func TestCanceled(t *testing.T) {
	d := start(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Summarize(ctx, &copydeskv1.SummarizeRequest{Articles: sampleArticles()}); status.Code(err) != codes.Canceled {
		t.Errorf("%v", err)
	}
}

// Serve drains: a call under way ends well, and what comes later is refused.
func TestServeDrains(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- New(Config{Log: slog.New(slog.DiscardHandler)}).Serve(ctx, listener) }()
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	stream, err := copydeskv1.NewCopydeskServiceClient(conn).ProcessArticles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Send(&copydeskv1.ProcessArticlesRequest{Article: ofText("The dam broke.")}); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	stop()
	if err := stream.Send(&copydeskv1.ProcessArticlesRequest{Article: ofText("The dam held.")}); err != nil {
		t.Fatal(err)
	}
	if resp, err := stream.Recv(); err != nil || resp.GetStatus().GetCode() != 0 {
		t.Errorf("a call under way: %v", err)
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != io.EOF {
		t.Errorf("its end: %v", err)
	}
	if err := <-done; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestOrdinals(t *testing.T) {
	d := start(t, Config{})
	answer, err := d.Analyze(t.Context(), &copydeskv1.AnalyzeRequest{Article: &copydeskv1.Article{
		Content: &copydeskv1.Article_Text{Text: "The third flood was the next to last before the lock of Tarn fell. The next one came in June."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range answer.GetOrdinals() {
		got = append(got, fmt.Sprint(o.GetExcerpt().GetText(), " ", o.GetRank(), " ", o.GetOrigin()))
	}
	want := []string{"third 3 RANK_ORIGIN_START", "next to last -1 RANK_ORIGIN_END", "next one 1 RANK_ORIGIN_CURRENT"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, wanted %q", got, want)
	}
}
