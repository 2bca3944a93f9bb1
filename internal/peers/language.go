package main

import (
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"time"

	uaxsentences "github.com/clipperhouse/uax29/v2/sentences"
	uaxwords "github.com/clipperhouse/uax29/v2/words"
	"github.com/jdkato/prose/v2"
	dps "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-dateparser/date"
	"github.com/neurosnap/sentences/english"
	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/eval"
	"github.com/copydesk/copydesk/internal/lexicon"
	"github.com/copydesk/copydesk/internal/mention"
	"github.com/copydesk/copydesk/internal/text"
)

// reader is a library that reads language, or copydesk.
type reader struct {
	name    string
	module  string // whose version the table gives; empty: the one built here
	options string // how it is called, for the table
	eval.LanguagePeer
}

// readers gives copydesk and the peers.
func readers() ([]reader, error) {
	punkt, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		return nil, fmt.Errorf("neurosnap: %w", err)
	}
	tagger, err := proseReader()
	if err != nil {
		return nil, fmt.Errorf("prose: %w", err)
	}
	held, err := eval.HeldNames()
	if err != nil {
		return nil, err
	}
	return []reader{
		copydeskReader(held),
		tagger,
		{"neurosnap/sentences", "github.com/neurosnap/sentences", "english.NewSentenceTokenizer", eval.LanguagePeer{
			Sentences: func(s string) []text.Span {
				var found []string
				for _, sentence := range punkt.Tokenize(s) {
					found = append(found, sentence.Text)
				}
				return located(s, found)
			}}},
		{"clipperhouse/uax29", "github.com/clipperhouse/uax29/v2", "sentences and words", eval.LanguagePeer{Sentences: uaxSentences, Words: uaxWords}},
		{"go-dateparser", "github.com/markusmobius/go-dateparser", "Search, English, the publish time as current time; prepositions cut off", eval.LanguagePeer{Times: dateparserTimes}},
		whenReader(),
	}, nil
}

// located gives where strings stand in s, one behind the other. What is not
// found, as a library has changed it, is left out.
func located(s string, words []string) []text.Span {
	const near = 200 // bytes: further on it is another place
	var spans []text.Span
	at := 0
	for _, w := range words {
		w = strings.TrimSpace(w)
		i := strings.Index(s[at:], w)
		if w == "" || i < 0 || i > near {
			continue
		}
		spans = append(spans, text.Span{Start: at + i, End: at + i + len(w)})
		at += i + len(w)
	}
	return spans
}

// copydeskReader finds names by weights that have not seen UNER: those that ship
// have.
func copydeskReader(names *mention.Weights) reader {
	of := func(s string, published doc.Date) *doc.Document {
		return analyze.Analyze(s, "en", []doc.Block{{Span: text.Span{End: len(s)}}}, published)
	}
	return reader{"copydesk", "", "Analyze, a paragraph at a time; names by the weights that have not seen UNER", eval.LanguagePeer{
		Sentences: func(s string) []text.Span {
			return spansOf(of(s, doc.Date{}).Sentences, func(x doc.Sentence) text.Span { return x.Span })
		},
		Words: func(s string) []text.Span {
			return spansOf(of(s, doc.Date{}).Tokens, func(x doc.Token) text.Span { return x.Span })
		},
		Names: func(s string) []text.Span {
			d := of(s, doc.Date{})
			d.Mentions, d.Entities = names.Find(d)
			var named []text.Span
			for _, m := range d.Mentions {
				first, rest, _ := strings.Cut(m.Of(s), " ")
				if common := lexicon.English().Stop(lexicon.Key(first)); common && strings.ToLower(rest) == rest || strings.ToLower(m.Of(s)) == m.Of(s) {
					continue // "she", "the mayor" name nobody
				}
				named = append(named, m.Span)
			}
			return named
		},
		Times: func(s string, published doc.Date) []doc.Time { return of(s, published).Times },
		Tagged: func(s string) []eval.TaggedWord {
			d := of(s, doc.Date{})
			list := make([]eval.TaggedWord, len(d.Tokens))
			for i, t := range d.Tokens {
				list[i] = eval.TaggedWord{Span: t.Span, UPOS: d.Tags[i].UPOS.String()}
			}
			return list
		},
	}}
}

func spansOf[T any](list []T, span func(T) text.Span) []text.Span {
	var spans []text.Span
	for _, x := range list {
		spans = append(spans, span(x))
	}
	return spans
}

// proseReader loads prose's model once.
func proseReader() (reader, error) {
	first, err := prose.NewDocument("One.")
	if err != nil {
		return reader{}, err
	}
	model := prose.UsingModel(first.Model)
	words := func(s string) []prose.Token {
		d, err := prose.NewDocument(s, model, prose.WithExtraction(false), prose.WithSegmentation(false))
		if err != nil {
			return nil
		}
		return d.Tokens()
	}
	tagged := func(s string) []eval.TaggedWord {
		var list []eval.TaggedWord
		at := 0
		for _, w := range words(s) {
			if spans := located(s[at:], []string{w.Text}); len(spans) == 1 {
				span := text.Span{Start: at + spans[0].Start, End: at + spans[0].End}
				list = append(list, eval.TaggedWord{Span: span, UPOS: upos(w.Tag)})
				at = span.End
			}
		}
		return list
	}
	return reader{"prose", "github.com/jdkato/prose/v2", "its own model; offsets found again; tags by the map in upos.go", eval.LanguagePeer{
		Tagged: tagged,
		Words: func(s string) []text.Span {
			return spansOf(tagged(s), func(w eval.TaggedWord) text.Span { return w.Span })
		},
		Sentences: func(s string) []text.Span {
			d, err := prose.NewDocument(s, model, prose.WithExtraction(false), prose.WithTagging(false), prose.WithTokenization(false))
			if err != nil {
				return nil
			}
			return located(s, stringsOf(d.Sentences(), func(x prose.Sentence) string { return x.Text }))
		},
		Names: func(s string) []text.Span {
			d, err := prose.NewDocument(s, model, prose.WithSegmentation(false))
			if err != nil {
				return nil
			}
			return located(s, stringsOf(d.Entities(), func(x prose.Entity) string { return x.Text }))
		},
	}}, nil
}

func stringsOf[T any](list []T, of func(T) string) []string {
	var all []string
	for _, x := range list {
		all = append(all, of(x))
	}
	return all
}

func uaxSentences(s string) []text.Span {
	var spans []text.Span
	for it := uaxsentences.FromString(s); it.Next(); {
		spans = append(spans, text.Span{Start: it.Start(), End: it.End()})
	}
	return spans
}

func uaxWords(s string) []text.Span {
	var spans []text.Span
	for it := uaxwords.FromString(s); it.Next(); {
		if strings.TrimSpace(it.Value()) != "" {
			spans = append(spans, text.Span{Start: it.Start(), End: it.End()})
		}
	}
	return spans
}

// anchor gives a publish time as the libraries take it. Without one they would
// take the clock's.
func anchor(published doc.Date) time.Time {
	if !published.Exact() {
		return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(published.Year, time.Month(published.Month), published.Day, 0, 0, 0, 0, time.UTC)
}

// bare leaves white space and a leading preposition out of a span, which no
// annotation has in it.
func bare(s string, span text.Span) text.Span {
	words := span.Of(s)
	trimmed := strings.TrimLeft(words, " ")
	for _, p := range []string{"on ", "in ", "at ", "by ", "of ", "from ", "since ", "until ", "for ", "to "} {
		if rest := strings.TrimPrefix(strings.ToLower(trimmed), p); len(rest) < len(trimmed) {
			trimmed = trimmed[len(p):]
			break
		}
	}
	span.Start += len(words) - len(trimmed)
	span.End -= len(trimmed) - len(strings.TrimRight(trimmed, " ,."))
	return span
}

// clockLayout writes a time of day as TIMEX3 does.
const clockLayout = "2006-01-02T15:04"

func dateparserTimes(s string, published doc.Date) []doc.Time {
	_, found, err := dps.Search(&dps.Configuration{Languages: []string{"en"}, CurrentTime: anchor(published)}, s)
	if err != nil {
		return nil
	}
	var times []doc.Time
	at := 0
	for _, f := range found {
		spans := located(s[at:], []string{f.Text})
		if len(spans) == 0 {
			continue
		}
		layout := map[date.Period]string{date.Year: "2006", date.Month: "2006-01"}[f.Date.Period]
		if layout == "" {
			layout = time.DateOnly
		}
		if strings.Contains(f.Text, ":") {
			layout = clockLayout
		}
		span := text.Span{Start: at + spans[0].Start, End: at + spans[0].End}
		times = append(times, doc.Time{Span: bare(s, span), Value: f.Date.Time.Format(layout)})
		at += spans[0].End
	}
	return times
}

// whenReader gives olebedev/when, which finds one time at a call: it is called
// again behind each.
func whenReader() reader {
	parser := when.New(nil)
	parser.Add(en.All...)
	parser.Add(common.All...)
	return reader{"olebedev/when", "github.com/olebedev/when", "its English and common rules, called again behind each find; prepositions cut off", eval.LanguagePeer{
		Times: func(s string, published doc.Date) []doc.Time {
			var times []doc.Time
			for at := 0; at < len(s); {
				r, err := parser.Parse(s[at:], anchor(published))
				if err != nil || r == nil || len(r.Text) == 0 {
					break
				}
				start := at + r.Index
				layout := time.DateOnly
				if strings.Contains(r.Text, ":") {
					layout = clockLayout
				}
				span := text.Span{Start: start, End: start + len(r.Text)}
				times = append(times, doc.Time{Span: bare(s, span), Value: r.Time.Format(layout)})
				at = start + len(r.Text)
			}
			return times
		},
	}}
}

var languageAbout = []string{
	"Data: GUM's news and EWT, dev, for sentences, words and tags; UNER's layer of EWT dev for names, by their bounds",
	"alone; MEANTIME and the cases of Recognizers-Text that are about times as news has them. Measured by the",
	"yardsticks of internal/eval. All get one paragraph at a time. All figures are in per cent; n is how many",
	"things are annotated. Words with UPOS are right if bounds and tag are.",
	"A publish time that MEANTIME does not know is 1 January 2000 for the peers, which would take the clock's.",
}

// writeLanguage measures all readers and writes a table for each task.
func writeLanguage(w io.Writer, folder fs.FS) error {
	list, err := readers()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "# How well copydesk and its peers read language, on the same texts.\n# `make eval-peers` writes this file.\n#\n")
	for _, line := range languageAbout {
		fmt.Fprintln(w, "# "+line)
	}
	fmt.Fprintf(w, "#\n# Run with %s:\n", runtime.Version())
	rows := map[string][]string{}
	var tasks []string
	for _, r := range list {
		fmt.Fprintf(w, "#   %s: %s%s\n", r.name, strings.TrimLeft(version(r.module)+"; ", "; "), r.options)
		figures, err := eval.MeasureLanguage(folder, r.LanguagePeer)
		if err != nil {
			return err
		}
		for _, f := range figures {
			if rows[f.Task] == nil {
				tasks = append(tasks, f.Task)
				rows[f.Task] = []string{languageHeading(f)}
			}
			var row strings.Builder
			writeRow(&row, r.name, f.Values...)
			rows[f.Task] = append(rows[f.Task], row.String())
		}
	}
	for _, task := range tasks {
		fmt.Fprint(w, strings.Join(rows[task], ""))
	}
	return nil
}

func languageHeading(f eval.LanguageFigure) string {
	s := fmt.Sprintf("\n== %s, n = %d\n%-26s", f.Task, f.N, "")
	for _, c := range f.Columns {
		s += fmt.Sprintf("%8s", c)
	}
	return s + "\n"
}
