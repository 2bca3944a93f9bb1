package eval

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/copydesk/copydesk/internal/analyze"
	"github.com/copydesk/copydesk/internal/claim"
	"github.com/copydesk/copydesk/internal/doc"
	"github.com/copydesk/copydesk/internal/story"
	"github.com/copydesk/copydesk/internal/summary"
	"github.com/copydesk/copydesk/internal/text"
)

// brief is a story to be summarised, with what two or more of its articles
// state.
type brief struct {
	articles []story.Article
	words    int       // how long a summary may be
	facts    [][]place // each by the places that state it
}

type place struct {
	article int
	text.Span
}

// briefScore is how many facts are told, and how many of them twice.
type briefScore struct{ told, again int }

func scoreBrief(sets fs.FS) ([]Table, error) {
	t := Table{
		Title: "Summaries of several articles",
		About: []string{
			"Of what two or more articles state, the share that a summary tells; \"lead\" is the first sentences of the articles in turn, \"oracle\" picks,",
			"knowing the facts, whatever sentence tells the most new ones. \"twice\" is the share of told facts that a second sentence tells again.",
			"stories: 40 words, the groups of the story set (half \"held\" was only counted). MEANTIME: 100 words, events that the annotation finds in two",
			"or more articles of a corpus, in its annotated first sentences; each corpus, and each set of its articles that events hang together. n is facts.",
			"Base: the lead.",
		},
		Columns: []string{"told", "oracle", "twice"},
	}
	for _, half := range []string{"dev", "held"} {
		briefs, err := storyBriefs(half)
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, briefRow("stories, "+half, briefs))
	}
	whole, apart, err := meantimeBriefs(sets)
	if err != nil {
		return nil, err
	}
	t.Rows = append(t.Rows, briefRow("MEANTIME, corpora", whole), briefRow("MEANTIME, events", apart))
	return []Table{t}, nil
}

func briefRow(name string, briefs []brief) Row {
	type scores struct {
		ours, lead, oracle briefScore
		facts              int
	}
	var sum scores
	for _, s := range each(briefs, func(b brief) scores {
		return scores{b.score(b.choose()), b.score(b.lead()), b.score(b.oracle()), len(b.facts)}
	}) {
		sum.ours.add(s.ours)
		sum.lead.add(s.lead)
		sum.oracle.add(s.oracle)
		sum.facts += s.facts
	}
	return Row{name, sum.facts, []Figure{
		{share(sum.ours.told, sum.facts, 0), share(sum.lead.told, sum.facts, 0)}, {share(sum.oracle.told, sum.facts, 0), none},
		{share(sum.ours.again, sum.ours.told, 0), share(sum.lead.again, sum.lead.told, 0)},
	}}
}

func (s *briefScore) add(other briefScore) { s.told, s.again = s.told+other.told, s.again+other.again }

// score counts the facts that sentences tell.
func (b *brief) score(chosen []summary.Ref) briefScore {
	var s briefScore
	for _, f := range b.facts {
		n := 0
		for _, ref := range chosen {
			if b.states(ref, f) {
				n++
			}
		}
		if n > 0 {
			s.told++
		}
		if n > 1 {
			s.again++
		}
	}
	return s
}

func (b *brief) states(ref summary.Ref, places []place) bool {
	sentence := b.articles[ref.Article].Doc.Sentences[ref.Sentence]
	return slices.ContainsFunc(places, func(f place) bool { return f.article == ref.Article && sentence.Contains(f.Span) })
}

// choose gives the sentences that the service would.
func (b *brief) choose() []summary.Ref {
	o := summary.Options{Limit: summary.Limit{Words: b.words}, Whole: true}
	var docs []*doc.Document
	for _, a := range b.articles {
		docs = append(docs, a.Doc)
		o.Titles = append(o.Titles, a.Title)
	}
	grouped := story.Group(b.articles)
	o.Origins, o.Facts = grouped.Origins, story.Facts(b.articles, grouped)
	var refs []summary.Ref
	for _, s := range summary.Choose(docs, o).Sentences {
		refs = append(refs, summary.Ref{Article: s.Article, Sentence: s.Sentence})
	}
	return refs
}

// lead gives the first sentences of all articles, by publish date, then the
// second ones, as far as they fit.
func (b *brief) lead() []summary.Ref {
	var chosen []summary.Ref
	words, rows := 0, b.rows()
	for k := 0; ; k++ {
		any := false
		for _, list := range rows {
			if k < len(list) {
				any = true
				if n := b.length(list[k]); words+n <= b.words {
					chosen, words = append(chosen, list[k]), words+n
				}
			}
		}
		if !any {
			return chosen
		}
	}
}

// oracle gives the sentences that tell the most facts that none before does,
// the shortest first.
func (b *brief) oracle() []summary.Ref {
	var chosen []summary.Ref
	words, rows := 0, slices.Concat(b.rows()...)
	for {
		best, most := -1, b.score(chosen).told
		for i, ref := range rows {
			if words+b.length(ref) > b.words {
				continue
			}
			told := b.score(append(slices.Clone(chosen), ref)).told
			if told > most || told == most && best >= 0 && b.length(ref) < b.length(rows[best]) {
				best, most = i, told
			}
		}
		if best < 0 {
			return chosen
		}
		chosen, words = append(chosen, rows[best]), words+b.length(rows[best])
	}
}

// rows gives the sentences of each article that may be chosen, articles by date.
func (b *brief) rows() [][]summary.Ref {
	order := make([]int, len(b.articles))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, k int) int {
		return cmp.Compare(b.articles[i].Doc.Published.String(), b.articles[k].Doc.Published.String())
	})
	var all [][]summary.Ref
	for _, i := range order {
		var list []summary.Ref
		for _, k := range summary.Candidates(b.articles[i].Doc) {
			list = append(list, summary.Ref{Article: i, Sentence: k})
		}
		all = append(all, list)
	}
	return all
}

func (b *brief) length(ref summary.Ref) int {
	d := b.articles[ref.Article].Doc
	return len(strings.Fields(d.Sentences[ref.Sentence].Of(d.Text)))
}

// storyBriefs reads one half of the story set.
func storyBriefs(half string) ([]brief, error) {
	stories, err := readStories(half)
	if err != nil {
		return nil, err
	}
	var briefs []brief
	for _, s := range stories {
		b := brief{words: 40}
		if b.articles, err = s.read(); err != nil {
			return nil, err
		}
		for _, g := range s.groups {
			if f := b.places(g); len(f) > 0 {
				b.facts = append(b.facts, f)
			}
		}
		briefs = append(briefs, b)
	}
	return briefs, nil
}

// places gives where the members of a group stand, if they are of two articles.
func (b *brief) places(g goldGroup) []place {
	var list []place
	articles := map[int]bool{}
	for _, m := range g.members {
		if at := strings.Index(b.articles[m.article].Doc.Text, m.words); at >= 0 {
			list = append(list, place{m.article, text.Span{Start: at, End: at + len(m.words)}})
			articles[m.article] = true
		}
	}
	if len(articles) < 2 {
		return nil
	}
	return list
}

// meantimeBriefs makes a story of each corpus of MEANTIME, and one of each set
// of articles that events of two or more hang together.
func meantimeBriefs(sets fs.FS) (whole, apart []brief, err error) {
	for _, name := range []string{"airbus", "apple", "gm"} {
		docs, err := readMeantimeEvents(sets, name)
		if err != nil {
			return nil, nil, err
		}
		all := make([]int, len(docs))
		for i := range all {
			all[i] = i
		}
		articles := each(docs, eventDoc.article)
		whole = append(whole, newEventBrief(docs, articles, all))
		for _, part := range connected(docs) {
			apart = append(apart, newEventBrief(docs, articles, part))
		}
	}
	return whole, apart, nil
}

// article goes the road with an annotated article, whose first block is its
// headline.
func (d eventDoc) article() story.Article {
	blocks := slices.Clone(d.blocks)
	blocks[0].Kind = doc.Headline
	a := analyze.Analyze(d.text, "en", blocks, d.published)
	return story.Article{Doc: a, Claims: claim.Extract(a), Title: blocks[0].Of(d.text)}
}

func newEventBrief(docs []eventDoc, articles []story.Article, of []int) brief {
	b := brief{words: 100}
	in := map[string][]place{}
	for k, i := range of {
		b.articles = append(b.articles, articles[i])
		for event, spans := range docs[i].events {
			for _, s := range spans {
				if !docs[i].blocks[0].Contains(s) { // what the headline says is in no sentence
					in[event] = append(in[event], place{k, s})
				}
			}
		}
	}
	for _, event := range slices.Sorted(maps.Keys(in)) {
		list := in[event]
		if slices.ContainsFunc(list, func(f place) bool { return f.article != list[0].article }) {
			b.facts = append(b.facts, list)
		}
	}
	return b
}

// connected parts articles into sets that share events, of two articles or
// more.
func connected(docs []eventDoc) [][]int {
	set := make([]int, len(docs))
	for i := range set {
		set[i] = i
	}
	for i := range docs {
		for k := range i {
			for event := range docs[i].events {
				if _, ok := docs[k].events[event]; ok && set[i] != set[k] {
					from, to := max(set[i], set[k]), min(set[i], set[k])
					for n := range set {
						if set[n] == from {
							set[n] = to
						}
					}
				}
			}
		}
	}
	parts := map[int][]int{}
	for i, s := range set {
		parts[s] = append(parts[s], i)
	}
	var list [][]int
	for s := range docs {
		if len(parts[s]) > 1 {
			list = append(list, parts[s])
		}
	}
	return list
}
